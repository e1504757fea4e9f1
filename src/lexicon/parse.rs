//! Parses phrase files, which `phrases/README.md` describes. A file may come from an untrusted source, so its size is
//! limited, and each error names the line.

use std::borrow::Cow;

use super::{Lexicon, Phrase, Words};
use crate::category::Category;
use crate::error::{excerpt, Error};

impl Lexicon {
    /// The largest number of phrases that is read from one file or through serde, about three times that of the shipped
    /// lexicon.
    pub const MAX_PHRASES: usize = 100_000;
    /// The largest number of lines of a phrase file, which leaves room for comments and empty lines.
    pub const MAX_LINES: usize = 200_000;
}

/// Counts a phrase, or returns an error if there are more than [`Lexicon::MAX_PHRASES`].
pub(super) fn count_phrase(count: &mut usize) -> Result<(), Error> {
    *count += 1;
    if *count > Lexicon::MAX_PHRASES {
        let advice = "remove those that never match";
        return Err(Error::TooMany { what: "phrases", limit: Lexicon::MAX_PHRASES, advice });
    }
    Ok(())
}

/// The section to which the lines of a phrase file are added.
enum Section<'l> {
    /// The lines before the first section.
    None,
    Phrases(&'l mut Vec<Phrase>),
    Words(&'l mut Vec<Cow<'static, str>>),
}

/// Reads a phrase file and adds its entries to `out`. `phrase` and `word` convert a line to an entry.
pub(super) fn lexicon<'f>(
    file: &'f str,
    out: &mut Lexicon,
    phrase: impl Fn(&'f str) -> Result<Phrase, Error>,
    word: impl Fn(&'f str) -> Cow<'static, str>,
) -> Result<(), Error> {
    let mut count = 0;
    let mut section = Section::None;
    let mut name = "";
    for (i, line) in lines(file).enumerate() {
        let at = |source: Error| Error::Line { line: i + 1, section: name.to_owned(), source: Box::new(source) };
        if i == Lexicon::MAX_LINES {
            let advice = "split the file, or check the program that wrote it";
            return Err(at(Error::TooMany { what: "lines", limit: Lexicon::MAX_LINES, advice }));
        }
        let line = trim(line);
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = open_section(header, out).map_err(at)?;
            name = header;
            continue;
        }
        match &mut section {
            Section::None => return Err(at(Error::NoSection)),
            Section::Phrases(phrases) => {
                phrases.push(phrase(line).map_err(at)?);
                count_phrase(&mut count).map_err(at)?;
            }
            Section::Words(_) if line.len() > Phrase::MAX_LEN => {
                return Err(at(Error::phrase(line, "longer than 300 bytes: a word list holds single words")));
            }
            Section::Words(words) => words.push(word(line)),
        }
    }
    Ok(())
}

/// The lines of a file, without their line feeds. `str::lines` is optimised for long lines; the lines of phrase files
/// are so short that it would take a considerable part of the start-up time.
fn lines(file: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(file);
    std::iter::from_fn(move || {
        let file = rest?;
        let end = file.bytes().position(|b| b == b'\n');
        rest = end.map(|end| &file[end + 1..]).filter(|rest| !rest.is_empty());
        Some(&file[..end.unwrap_or(file.len())])
    })
}

/// The line without leading and trailing white space. The first case is a shortcut for lines that have none.
fn trim(line: &str) -> &str {
    match line.as_bytes() {
        [first, .., last] if *first > b' ' && *last > b' ' => line,
        _ => line.trim(),
    }
}

/// Returns the section with this header, the text between `[` and `]`.
fn open_section<'l>(header: &str, lexicon: &'l mut Lexicon) -> Result<Section<'l>, Error> {
    match header.strip_prefix("words:") {
        Some(list) => match Words::named(list) {
            Some(list) => Ok(Section::Words(lexicon.words.entry(list).or_default())),
            None => Err(Error::UnknownList(excerpt(list))),
        },
        None => Ok(Section::Phrases(&mut lexicon.phrases[excerpt(header).parse::<Category>()? as usize])),
    }
}
