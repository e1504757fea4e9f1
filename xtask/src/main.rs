//! Tools for those who change the repository.
//!
//! `cargo run --release -p xtask` writes all generated files and prints the names of those that it changes: the
//! documentation of the categories, the shell completions and manual pages of the command, and the tables of the phrases.
//!
//! `cargo run --release -p xtask -- train-kind` reads labelled texts from standard input and writes the weights of the
//! clues to the kind of a text, as CONTRIBUTING.md explains.
//!
//! `cargo run --release -p xtask -- train-frame` does the same for the clues to the menu and the footer of a page.
//!
//! `cargo run --release -p xtask -- fuzz-dictionary` prints the dictionary of the fuzz targets, which `.ci/fuzz` uses.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write_generated_files(),
        ["train-kind"] => {
            let weights = xtask::train_kind::train(io::stdin().lock())?;
            fs::write(xtask::root().join("src/passes/kind/weights.txt"), weights)
        }
        ["train-frame"] => {
            let weights = xtask::train_frame::train(io::stdin().lock())?;
            fs::write(xtask::root().join("src/passes/body/frame/weights.txt"), weights)
        }
        ["fuzz-dictionary"] => io::stdout().write_all(xtask::fuzz_dictionary::dictionary().as_bytes()),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "usage: xtask [train-kind <LABELLED.jsonl | train-frame <LABELLED.jsonl | fuzz-dictionary]",
        )),
    }
}

fn write_generated_files() -> io::Result<()> {
    if write([xtask::tables()])? {
        // The other files are made by cleaning texts, with a library that contains the tables.
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo).args(["run", "--release", "--package", "xtask"]).status()?;
        return if status.success() { Ok(()) } else { Err(io::Error::other("the second run failed")) };
    }
    write(xtask::generated_files()?).map(|_| ())
}

/// Writes files that have other content, and prints their names. Returns whether there were any.
fn write(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> io::Result<bool> {
    let mut has_changed = false;
    for (path, content) in files {
        let file = xtask::root().join(&path);
        if !fs::read(&file).is_ok_and(|current| current == content) {
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&file, content)?;
            println!("{}", path.display());
            has_changed = true;
        }
    }
    Ok(has_changed)
}
