//! Finds the input files, and the name of each in the output folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::compression::Compression;
use super::place::Place;
use crate::failure::Failure;
use crate::new_file::InputPaths;

/// The contents of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One text.
    Text,
    /// One record per line.
    Jsonl,
}

/// The extensions of the files that are read from a folder. Each may be followed by `.gz` or `.zst`.
const ENDINGS: [(&str, Kind); 4] =
    [("txt", Kind::Text), ("md", Kind::Text), ("jsonl", Kind::Jsonl), ("ndjson", Kind::Jsonl)];

fn kind_of(path: &Path) -> Option<Kind> {
    let ending = Compression::from_name(path).1.extension()?;
    ENDINGS.iter().find(|(e, _)| ending.eq_ignore_ascii_case(e)).map(|(_, kind)| *kind)
}

/// A file to clean.
#[derive(Clone, Debug)]
pub struct Input {
    /// The path of the file; `-` is standard input.
    pub path: PathBuf,
    /// Its path relative to the output folder.
    pub name: PathBuf,
    pub kind: Kind,
}

impl Input {
    fn file(path: PathBuf, name: PathBuf, jsonl: bool) -> Input {
        let kind = if jsonl { Kind::Jsonl } else { kind_of(&path).unwrap_or(Kind::Text) };
        Input { path, name, kind }
    }

    pub fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    pub fn place(&self) -> Place {
        Place::file(&if self.is_stdin() { "stdin".into() } else { self.path.to_string_lossy() })
    }
}

/// Lists the files in `paths`, in that order. A folder is replaced by the files in it and its subfolders, sorted by
/// name.
///
/// Symbolic links inside a folder are not followed. The output folder `out` is skipped if it is inside an input folder.
/// An entry that cannot be read becomes a failure in its position. With `jsonl`, all files are JSONL.
pub fn gather(paths: &[PathBuf], jsonl: bool, out: Option<&Path>) -> Vec<Result<Input, Failure>> {
    let out = out.and_then(|o| o.canonicalize().ok());
    let mut inputs = Vec::new();
    for path in paths {
        if path == Path::new("-") || !path.is_dir() {
            let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            inputs.push(Ok(Input::file(path.clone(), name, jsonl)));
            continue;
        }
        let before = inputs.len();
        let is_out = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_type().is_dir() && out.is_some() && entry.path().canonicalize().ok() == out
        };
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|e| !is_out(e)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && kind_of(entry.path()).is_some() => {
                    let name = entry.path().strip_prefix(path).unwrap_or(entry.path()).to_owned();
                    inputs.push(Ok(Input::file(entry.into_path(), name, jsonl)));
                }
                Ok(_) => {}
                Err(e) => {
                    let place = Place::file(&e.path().unwrap_or(path).to_string_lossy());
                    inputs.push(Err(Failure::Read { place, source: e.into() }));
                }
            }
        }
        if inputs.len() == before {
            inputs.push(Err(Failure::NoFiles { place: Place::file(&path.to_string_lossy()) }));
        }
    }
    inputs
}

/// Checks that the inputs can be cleaned into the folder `out`: every input must have its own name there, and no output
/// file may overwrite a file that is read. The error is the message for the user.
pub fn check(inputs: &[Result<Input, Failure>], out: &Path, read: &InputPaths) -> Result<(), String> {
    let mut names: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for input in inputs.iter().flatten() {
        if input.is_stdin() {
            return Err("standard input has no file name to use in --out: pass a file, or omit --out".to_owned());
        }
        if let Some(other) = names.insert(out.join(&input.name), &input.path) {
            return Err(format!(
                "{} and {} would both be written to {}: pass a folder that contains both, or clean them separately",
                other.display(),
                input.path.display(),
                out.join(&input.name).display()
            ));
        }
    }
    names.keys().try_for_each(|to| read.check_output(to))
}
