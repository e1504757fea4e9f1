//! Reads phrase files. The format is described in `phrases/README.md`.

use std::borrow::Cow;

use super::{Lexicon, Phrase, Words};
use crate::error::Error;

enum Section<'l> {
    None,
    Phrases(&'l mut Vec<Phrase>),
    Words(&'l mut Vec<Cow<'static, str>>),
}

/// Reads a phrase file into `out`; `phrase` and `word` make an entry of its line.
pub(super) fn lexicon<'f>(
    file: &'f str,
    out: &mut Lexicon,
    phrase: impl Fn(&'f str) -> Result<Phrase, Error>,
    word: impl Fn(&'f str) -> Cow<'static, str>,
) -> Result<(), Error> {
    let mut section = Section::None;
    let mut name = "";
    for (i, line) in file.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        let at = |source: Error| Error::Line { line: i + 1, section: name.to_owned(), source: Box::new(source) };
        if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = open(header, out).map_err(at)?;
            name = header;
            continue;
        }
        match &mut section {
            Section::None => return Err(at(Error::NoSection)),
            Section::Phrases(phrases) => phrases.push(phrase(line).map_err(at)?),
            Section::Words(words) => words.push(word(line)),
        }
    }
    Ok(())
}

fn open<'l>(header: &str, lexicon: &'l mut Lexicon) -> Result<Section<'l>, Error> {
    match header.strip_prefix("words:") {
        Some(list) => match Words::named(list) {
            Some(list) => Ok(Section::Words(lexicon.words.entry(list).or_default())),
            None => Err(Error::UnknownList(list.to_owned())),
        },
        None => Ok(Section::Phrases(lexicon.phrases.entry(header.parse()?).or_default())),
    }
}
