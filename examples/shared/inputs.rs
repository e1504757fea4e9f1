//! Which files are cleaned, and where what is left of each goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::failure::{Failure, Place};
use super::packing::Packing;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One text.
    Text,
    /// A record a line.
    Jsonl,
}

/// The endings that are taken from a folder, each with `.gz` or `.zst` behind it too.
const ENDINGS: [(&str, Kind); 4] =
    [("txt", Kind::Text), ("md", Kind::Text), ("jsonl", Kind::Jsonl), ("ndjson", Kind::Jsonl)];

fn kind_of(path: &Path) -> Option<Kind> {
    let ending = Packing::of(path).1.extension()?;
    ENDINGS.iter().find(|(e, _)| ending.eq_ignore_ascii_case(e)).map(|(_, kind)| *kind)
}

#[derive(Clone, Debug)]
pub struct Input {
    /// `-` is stdin.
    pub path: PathBuf,
    /// Its name in the folder of the output.
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

/// The files that `paths` name, in the order named; those of a folder in the order of their names.
///
/// Links inside a folder are not followed, and `out`, where it lies in one, is not taken. What can't be read stands in
/// its place as a failure.
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

/// Why the inputs can't be cleaned into the folder `out`: two would have one name there, or one would be overwritten.
pub fn check(inputs: &[Result<Input, Failure>], out: &Path) -> Result<(), String> {
    let mut names: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for input in inputs.iter().flatten() {
        if input.is_stdin() {
            return Err("stdin has no name in --out: give a file, or leave --out away".to_owned());
        }
        if let Some(other) = names.insert(out.join(&input.name), &input.path) {
            return Err(format!(
                "{} and {} would both be {}: give the folder that holds both, or clean them in two calls",
                other.display(),
                input.path.display(),
                out.join(&input.name).display()
            ));
        }
    }
    let read = read_paths(inputs);
    names.keys().try_for_each(|to| check_not_read(&read, to))
}

/// The inputs' paths without links and dots.
pub fn read_paths(inputs: &[Result<Input, Failure>]) -> BTreeSet<PathBuf> {
    inputs.iter().flatten().filter_map(|input| input.path.canonicalize().ok()).collect()
}

/// Why `to` can't be written: it is an input.
pub fn check_not_read(read: &BTreeSet<PathBuf>, to: &Path) -> Result<(), String> {
    match to.canonicalize() {
        Ok(there) if read.contains(&there) => {
            Err(format!("the input {} would be overwritten: name another place", to.display()))
        }
        _ => Ok(()),
    }
}
