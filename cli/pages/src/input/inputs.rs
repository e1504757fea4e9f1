//! Finds the input files, and the name of each in the output folder.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

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
        walk(path, out.as_deref(), &mut |found| match found {
            Ok(file) if kind_of(&file).is_some() => {
                let name = file.strip_prefix(path).unwrap_or(&file).to_owned();
                inputs.push(Ok(Input::file(file, name, jsonl)));
            }
            Ok(_) => {}
            Err((at, source)) => {
                inputs.push(Err(Failure::Read { place: Place::file(&at.to_string_lossy()), source }));
            }
        });
        if inputs.len() == before {
            inputs.push(Err(Failure::NoFiles { place: Place::file(&path.to_string_lossy()) }));
        }
    }
    inputs
}

/// Calls `visit` for each regular file in `folder` and its subfolders, sorted by name, and for each entry that cannot be
/// read. The folder `out` is skipped, unless the walk begins there.
fn walk(folder: &Path, out: Option<&Path>, visit: &mut dyn FnMut(Result<PathBuf, (PathBuf, io::Error)>)) {
    // The entries of each folder between `folder` and the current one that are still to be visited, the last one first.
    let mut open = vec![entries(folder, visit)];
    while let Some(entries_left) = open.last_mut() {
        let Some(entry) = entries_left.pop() else {
            open.pop();
            continue;
        };
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && (out.is_none() || path.canonicalize().ok().as_deref() != out) => {
                open.push(entries(&path, visit));
            }
            Ok(kind) if kind.is_file() => visit(Ok(path)),
            Ok(_) => {}
            Err(e) => visit(Err((path, e))),
        }
    }
}

/// The entries of a folder, sorted by name from the last to the first. Those that cannot be read are passed to `visit`.
fn entries(folder: &Path, visit: &mut dyn FnMut(Result<PathBuf, (PathBuf, io::Error)>)) -> Vec<DirEntry> {
    let mut entries = Vec::new();
    match fs::read_dir(folder) {
        Err(e) => visit(Err((folder.to_owned(), e))),
        Ok(found) => found.for_each(|entry| match entry {
            Ok(entry) => entries.push(entry),
            Err(e) => visit(Err((folder.to_owned(), e))),
        }),
    }
    entries.sort_by_key(|entry| Reverse(entry.file_name()));
    entries
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
