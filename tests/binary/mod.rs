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

/// What the binary makes of [`record`].
pub fn cleaned_record() -> String {
    text(&clean(&["--jsonl"], record().as_bytes()).stdout).to_owned()
}

/// Starts it with pipes on all three.
pub fn start(arguments: &[&str]) -> Child {
    start_example("clean", arguments)
}

fn start_example(name: &str, arguments: &[&str]) -> Child {
    let pipes = || Stdio::piped();
    let mut command = Command::new(example(name));
    command.args(arguments).stdin(pipes()).stdout(pipes()).stderr(pipes()).spawn().expect("the binary starts")
}

/// Runs it to its end on one thread and on several, which must be the same to the byte.
pub fn clean(arguments: &[&str], input: &[u8]) -> Output {
    let one = run("clean", &[arguments, &["--threads", "1"]].concat(), input);
    let several = run("clean", &[arguments, &["--threads", "3"]].concat(), input);
    assert!(one == several, "threads change the output: {one:?}\n{several:?}");
    one
}

/// Runs an example to its end.
pub fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = start_example(name, arguments);
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    let input = input.to_vec();
    // The binary may end before it has read everything: that is one of the cases.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer ends");
    output
}

/// The binary `clean`.
pub fn binary() -> PathBuf {
    example("clean")
}

/// The example beside this test's own binary. `cargo test` builds examples, `cargo test --test NAME` does not.
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
        "{} is missing or old: cargo build --release --examples",
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
