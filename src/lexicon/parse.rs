//! Reads phrase files. The format is described in `phrases/README.md`.

use super::{Lexicon, Words};
use crate::category::Category;
use crate::error::Error;

enum Section {
    None,
    Phrases(Category),
    Words(Words),
}

pub(super) fn lexicon(file: &str) -> Result<Lexicon, Error> {
    let mut out = Lexicon::new();
    let mut section = Section::None;
    let mut name = "";
    for (i, line) in file.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        let at = |source: Error| Error::Line { line: i + 1, section: name.to_owned(), source: Box::new(source) };
        if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = open(header).map_err(at)?;
            name = header;
            continue;
        }
        match section {
            Section::None => return Err(at(Error::NoSection)),
            Section::Phrases(category) => out.add(category, line.parse().map_err(at)?),
            Section::Words(list) => out.words.entry(list).or_default().push(line.to_owned()),
        }
    }
    Ok(out)
}

fn open(header: &str) -> Result<Section, Error> {
    match header.strip_prefix("words:") {
        Some(list) => Words::named(list).map(Section::Words).ok_or_else(|| Error::UnknownList(list.to_owned())),
        None => header.parse().map(Section::Phrases),
    }
}
