//! What the tests and benches share: reading `fixtures/`, and texts in other forms.

#![allow(dead_code)] // each test binary uses its own part

use std::path::Path;

/// A fixture: a pair, or a trap without output.
pub struct Fixture {
    /// `donation/en-appeal-at-end`
    pub name: String,
    pub folder: String,
    pub input: String,
    pub output: Option<String>,
}

/// All fixtures, sorted by name.
pub fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut out = Vec::new();
    for folder in std::fs::read_dir(&root).expect("fixtures/ is there").flatten().filter(|e| e.path().is_dir()) {
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

/// Greedy wrapping at a column, as html2text does it.
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
    /// The lines that are in one text only.
    pub fn diff(expected: &str, got: &str) -> String {
        let (want, have): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), got.lines().collect());
        let mut out = String::new();
        for line in &want {
            if !have.contains(line) {
                out.push_str(&format!("    lost: {line:.140}\n"));
            }
        }
        for line in &have {
            if !want.contains(line) {
                out.push_str(&format!("    left: {line:.140}\n"));
            }
        }
        if out.is_empty() {
            out.push_str("    the same lines, other line breaks or order\n");
        }
        out
    }
}
