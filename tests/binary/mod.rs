//! Runs the binary `examples/clean.rs`, and the other examples.

#![allow(dead_code)] // each test binary uses its own part

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::SystemTime;

pub const ARTICLE: &str = "The ferry to Orrin sails again from Monday, the harbour board said after a long vote.\n\
    READ MORE: Seven islands that you can walk to\n\
    It had been laid up since October, when the gearbox failed and three hundred and forty people had to do without.\n\
    The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast.\n";

/// A record whose text is [`ARTICLE`], and its line end.
pub fn record() -> String {
    format!("{{\"text\":{}}}\n", serde_json::to_string(ARTICLE).expect("a string is JSON"))
}

/// The output of the binary for [`record`].
pub fn cleaned_record() -> String {
    text(&clean(&["--jsonl"], record().as_bytes()).stdout).to_owned()
}

/// Starts the binary `clean` with pipes for stdin, stdout and stderr.
pub fn start(arguments: &[&str]) -> Child {
    start_example("clean", arguments)
}

fn start_example(name: &str, arguments: &[&str]) -> Child {
    let pipes = || Stdio::piped();
    let mut command = Command::new(example(name));
    command.args(arguments).stdin(pipes()).stdout(pipes()).stderr(pipes()).spawn().expect("the binary starts")
}

/// Runs the binary `clean` to its end with one thread and again with three. Both runs must give the same bytes.
pub fn clean(arguments: &[&str], input: &[u8]) -> Output {
    let one = run("clean", &[arguments, &["--threads", "1"]].concat(), input);
    let several = run("clean", &[arguments, &["--threads", "3"]].concat(), input);
    assert!(one == several, "the number of threads changes the output: {one:?}\n{several:?}");
    one
}

/// Runs an example to its end.
pub fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = start_example(name, arguments);
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    let input = input.to_vec();
    // The binary may exit before it has read all its input, so a failed write is not an error.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer ends");
    output
}

/// The path of the binary `clean`.
pub fn binary() -> PathBuf {
    example("clean")
}

/// The path of an example, which must be newer than its sources. Unlike `cargo test`, `cargo test --test NAME` does not
/// build the examples.
pub fn example(name: &str) -> PathBuf {
    let mut path = std::env::current_exe().expect("a test has a path");
    path.pop();
    path.pop();
    let path = path.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    // Cargo lists the sources of each example beside it, with spaces in paths escaped.
    let listed = std::fs::read_to_string(path.with_extension("d")).unwrap_or_default().replace("\\ ", "\0");
    let sources = listed.split_whitespace().map(|source| PathBuf::from(source.replace('\0', " ")));
    let newest = sources.filter(|source| source.starts_with(&examples)).filter_map(|source| changed(&source)).max();
    assert!(
        newest.is_some() && changed(&path) > newest,
        "{} is missing or out of date; run: cargo build --release --examples",
        path.display()
    );
    path
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|m| m.modified()).ok()
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the binary writes UTF-8")
}
