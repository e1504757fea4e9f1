//! Reads lexicons: phrase files, described in `phrases/README.md`, and what comes through serde. Both may be a
//! stranger's: what they cost is limited, and each error names its entry.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::Deserialize;

use super::phrase::{self, Phrase};
use super::{Lexicon, Words};
use crate::category::Category;
use crate::error::{excerpt, Error};

impl Lexicon {
    /// The most phrases that are read from one file or through serde; the shipped lexicon has about a third.
    pub const MAX_PHRASES: usize = 100_000;
    /// The most lines that a phrase file may have.
    pub const MAX_LINES: usize = 200_000;

    /// Adds a phrase where it could be read and there is room for it.
    fn take(&mut self, count: &mut usize, category: Category, phrase: Result<Phrase, Error>) -> Result<(), Error> {
        self.add(category, phrase?);
        *count += 1;
        if *count > Lexicon::MAX_PHRASES {
            let advice = "keep those that match something";
            return Err(Error::TooMany { what: "phrases", limit: Lexicon::MAX_PHRASES, advice });
        }
        Ok(())
    }
}

enum Section {
    None,
    Phrases(Category),
    Words(Words),
}

/// A caller's phrase file.
pub(super) fn lexicon(file: &str) -> Result<Lexicon, Error> {
    read(file, str::parse)
}

/// A phrase file of the shipped lexicon.
pub(super) fn shipped(file: &str) -> Result<Lexicon, Error> {
    read(file, |notation| phrase::read(notation).and_then(|(anchor, text)| Phrase::shipped(anchor, text)))
}

fn read(file: &str, phrase: impl Fn(&str) -> Result<Phrase, Error>) -> Result<Lexicon, Error> {
    let mut out = Lexicon::new();
    let mut count = 0;
    let mut section = Section::None;
    let mut name = "";
    for (i, line) in file.lines().enumerate() {
        let at = |source: Error| Error::Line { line: i + 1, section: name.to_owned(), source: Box::new(source) };
        if i == Lexicon::MAX_LINES {
            let advice = "part the file, or see what wrote it";
            return Err(at(Error::TooMany { what: "lines", limit: Lexicon::MAX_LINES, advice }));
        }
        let line = line.trim();
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = open(header).map_err(at)?;
            name = header;
            continue;
        }
        match section {
            Section::None => return Err(at(Error::NoSection)),
            Section::Phrases(category) => out.take(&mut count, category, phrase(line)).map_err(at)?,
            Section::Words(_) if line.len() > Phrase::MAX_LEN => {
                return Err(at(Error::phrase(line, "longer than 300 bytes: a word list holds single words")));
            }
            Section::Words(list) => out.words.entry(list).or_default().push(line.to_owned()),
        }
    }
    Ok(out)
}

fn open(header: &str) -> Result<Section, Error> {
    match header.strip_prefix("words:") {
        Some(list) => Words::named(list).map(Section::Words).ok_or_else(|| Error::UnknownList(excerpt(list))),
        None => excerpt(header).parse().map(Section::Phrases),
    }
}

impl<'de> Deserialize<'de> for Lexicon {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Lexicon, D::Error> {
        from.deserialize_map(Sections)
    }
}

/// A map from category to phrases.
struct Sections;

impl<'de> Visitor<'de> for Sections {
    type Value = Lexicon;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from category to a list of phrases")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lexicon, A::Error> {
        let (mut lexicon, mut count) = (Lexicon::new(), 0);
        while let Some(category) = map.next_key()? {
            map.next_value_seed(Entries { category, lexicon: &mut lexicon, count: &mut count })?;
        }
        Ok(lexicon)
    }
}

/// The phrases of one category.
struct Entries<'l> {
    category: Category,
    lexicon: &'l mut Lexicon,
    count: &'l mut usize,
}

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of phrases in the section [{}]", self.category)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for entry in 1.. {
            let Some(notation) = list.next_element::<String>()? else { break };
            self.lexicon.take(self.count, self.category, notation.parse()).map_err(|source| {
                A::Error::custom(Error::Entry { section: self.category.name(), entry, source: Box::new(source) })
            })?;
        }
        Ok(())
    }
}
