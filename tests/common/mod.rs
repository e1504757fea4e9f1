//! Helpers that tests and benches share: reading `fixtures/`, wrapping text, and showing differences.

#![allow(dead_code)] // each test binary uses its own part

use std::path::{Path, PathBuf};

/// A fixture: a pair of input and expected output, or a trap, which has no output because its input must be kept.
pub struct Fixture {
    /// The folder and the name, such as `donation/en-appeal-at-end`.
    pub name: String,
    pub folder: String,
    pub input: String,
    pub output: Option<String>,
}

/// The folder `fixtures/`, which is in the folder of this crate or in one above it: the tests of other crates of the
/// workspace use it too.
pub fn fixtures_folder() -> PathBuf {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("fixtures"));
    folders.find(|folder| folder.is_dir()).expect("fixtures/ exists")
}

/// All fixtures, sorted by name.
pub fn fixtures() -> Vec<Fixture> {
    let root = fixtures_folder();
    let mut out = Vec::new();
    for folder in std::fs::read_dir(&root).expect("fixtures/ exists").flatten().filter(|e| e.path().is_dir()) {
        for file in std::fs::read_dir(folder.path()).expect("a folder of fixtures/ is readable").flatten() {
            let path = file.path();
            let Some(stem) = path.to_str().and_then(|p| p.strip_suffix(".in.txt")) else { continue };
            let folder = folder.file_name().to_string_lossy().into_owned();
            let slug = Path::new(stem).file_name().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            out.push(Fixture {
                name: format!("{folder}/{slug}"),
                folder,
                input: std::fs::read_to_string(&path).expect("a fixture is UTF-8"),
                output: std::fs::read_to_string(format!("{stem}.out.txt")).ok(),
            });
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

/// Wraps each line greedily at a column and adds a blank line after it, as html2text does.
pub fn wrap(text: &str, column: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        for word in line.split_whitespace() {
            let len = word.chars().count();
            if width > 0 && width + 1 + len > column {
                out.push('\n');
                width = 0;
            } else if width > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += len;
        }
        out.push_str("\n\n");
    }
    out
}

pub mod strip {
    /// Shows the lines that only one of the texts has.
    pub fn diff(expected: &str, got: &str) -> String {
        let (want, have): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), got.lines().collect());
        let mut out = String::new();
        for line in &want {
            if !have.contains(line) {
                out.push_str(&format!("    removed but expected: {line:.140}\n"));
            }
        }
        for line in &have {
            if !want.contains(line) {
                out.push_str(&format!("    kept but not expected: {line:.140}\n"));
            }
        }
        if out.is_empty() {
            out.push_str("    the lines are the same, but their order or the line breaks differ\n");
        }
        out
    }
}
