//! Runs the binary `dechaff`.

#![allow(dead_code)] // each test binary uses its own part

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The path of the binary.
pub const BINARY: &str = env!("CARGO_BIN_EXE_dechaff");

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

/// Starts the binary with pipes for stdin, stdout and stderr.
pub fn start(arguments: &[&str]) -> Child {
    let pipes = || Stdio::piped();
    let mut command = Command::new(BINARY);
    command.args(arguments).stdin(pipes()).stdout(pipes()).stderr(pipes()).spawn().expect("the binary starts")
}

/// Cleans to the end with one thread and again with three. Both runs must give the same bytes.
pub fn clean(arguments: &[&str], input: &[u8]) -> Output {
    let one = run(&[arguments, &["--threads", "1"]].concat(), input);
    let several = run(&[arguments, &["--threads", "3"]].concat(), input);
    assert!(one == several, "the number of threads changes the output: {one:?}\n{several:?}");
    one
}

/// Runs the binary to its end.
pub fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    let input = input.to_vec();
    // The binary may exit before it has read all its input, so a failed write is not an error.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer ends");
    output
}

/// The path of a file of the repository.
pub fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is in a folder").join(path)
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the binary writes UTF-8")
}
