//! The house rules of the project. Each failure names the fix.

use std::fs;
use std::path::{Path, PathBuf};

use dechaff::Lexicon;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn phrase_files() -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(root().join("src/lexicon/phrases"))
        .expect("the folder of phrase files is there")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| {
            (p.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&p).expect("a phrase file is UTF-8"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_phrase_file_can_be_read() {
    let mut failures = Vec::new();
    for (name, text) in phrase_files() {
        // Line by line, so that all that is wrong shows at once.
        let mut section = String::new();
        for (i, line) in text.lines().enumerate() {
            if line.starts_with('[') && line.ends_with(']') {
                section = line.to_owned();
            }
            let alone = if section == line { line.to_owned() } else { format!("{section}\n{line}") };
            if let Err(e) = alone.parse::<Lexicon>() {
                failures.push(format!("{name}.txt:{}: {e}", i + 1));
            }
        }
    }
    assert!(failures.is_empty(), "{} lines can't be read:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_phrase_file_ships() {
    let shipped: Vec<&str> = Lexicon::languages().collect();
    for (name, _) in phrase_files() {
        assert!(shipped.contains(&name.as_str()), "add \"{name}\" to the list in src/lexicon/builtin.rs");
    }
}

#[allow(dead_code)]
fn sources() -> Vec<(PathBuf, String)> {
    Vec::new()
}
