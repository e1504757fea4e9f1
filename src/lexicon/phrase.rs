//! A phrase: text and where in a segment it counts.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::common::{is_common, is_saying};
use crate::error::Error;
use crate::page::fold::fold_phrase;

/// Where in a segment a phrase counts, and what it decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Anchor {
    /// `=`: it is the whole segment.
    Whole,
    /// `^`: it starts the segment, or a sentence in it.
    Start,
    /// `$`: it ends the segment.
    End,
    /// `*`: anywhere, decides.
    Anywhere,
    /// `~`: anywhere, a hint; two different ones of a category decide.
    Hint,
    /// `-`: anywhere, glued too; just these words are cut.
    Cut,
    /// `!`: anywhere, speaks for keeping.
    Keep,
}

impl Anchor {
    const MARKS: [(Anchor, char); 7] = [
        (Anchor::Whole, '='),
        (Anchor::Start, '^'),
        (Anchor::End, '$'),
        (Anchor::Anywhere, '*'),
        (Anchor::Hint, '~'),
        (Anchor::Cut, '-'),
        (Anchor::Keep, '!'),
    ];

    fn mark(self) -> char {
        Anchor::MARKS.iter().find(|(a, _)| *a == self).map_or('*', |(_, m)| *m)
    }
}

/// An entry of the lexicon. Its notation is a mark, a space and the words: `^ sign up for ... newsletter`.
///
/// `#` stands for a number and ` ... ` for up to [`Phrase::MAX_GAP`] words. `FromStr`, `Display` and serde all use
/// the notation.
///
/// ```
/// let phrase: dechaff::Phrase = "^ sign up for ... newsletter".parse()?;
/// assert_eq!(phrase.to_string(), "^ sign up for ... newsletter");
/// assert!("^ a".parse::<dechaff::Phrase>().is_err()); // would start nearly every sentence
/// # Ok::<(), dechaff::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    anchor: Anchor,
    /// The folded literal parts between the gaps; at least one, none empty.
    parts: Box<[Box<str>]>,
    text: Box<str>,
}

impl Phrase {
    /// The words that a ` ... ` may stand for, at most.
    pub const MAX_GAP: usize = 8;
    /// The longest phrase, in bytes.
    pub const MAX_LEN: usize = 300;

    /// Makes a phrase of an anchor and its words.
    ///
    /// # Errors
    /// [`Error::Phrase`] where the words are none, too many ([`Phrase::MAX_LEN`] bytes), so short or so common that they
    /// would match nearly every page, or start or end with a gap.
    pub fn new(anchor: Anchor, text: &str) -> Result<Phrase, Error> {
        let phrase = Phrase::shipped(anchor, text)?;
        if phrase.is_common() {
            return Err(Error::phrase(
                text,
                "common words only: it would match in nearly every text; add a telling word",
            ));
        }
        Ok(phrase)
    }

    /// As [`Phrase::new`], but for what is asked of the shipped lexicon, which is made of these.
    pub(super) fn shipped(anchor: Anchor, text: &str) -> Result<Phrase, Error> {
        let refuse = |reason| Err(Error::phrase(text, reason));
        if text.len() > Phrase::MAX_LEN {
            return refuse("longer than 300 bytes: a few telling words are enough");
        }
        let parts: Box<[Box<str>]> = text.split(" ... ").map(|p| fold_phrase(p).into_boxed_str()).collect();
        if parts.iter().any(|p| p.is_empty()) {
            return refuse("nothing is left of it, or of the words beside a gap, once it is folded: write words");
        }
        if text.trim_start().starts_with("... ") || text.trim_end().ends_with(" ...") {
            return refuse("it starts or ends with a gap: leave the gap out");
        }
        if !parts.iter().any(|p| p.chars().any(|c| c.is_alphabetic() || c == '©')) {
            return refuse("no letter in it: numbers and marks alone are in tables and scores too; add a word");
        }
        let letters = parts[0].chars().filter(|c| *c != ' ').count();
        let ascii = parts[0].is_ascii();
        // A word alone, of a script that needs several letters for one; with a colon behind it, say, it is a label.
        let bare = parts.len() == 1 && parts[0].chars().all(char::is_lowercase);
        let least = match anchor {
            Anchor::Whole => 1,
            Anchor::Start | Anchor::End => 2,
            Anchor::Cut => 9,
            Anchor::Anywhere | Anchor::Hint if bare => 6,
            Anchor::Keep if bare => 5,
            Anchor::Anywhere | Anchor::Hint | Anchor::Keep => 4,
        };
        if (ascii || bare) && letters < least || letters == 1 && anchor != Anchor::Whole && !parts[0].contains('©') {
            return refuse("too short for its mark: it would match nearly every page; use `=` or add words");
        }
        Ok(Phrase { anchor, parts, text: text.into() })
    }

    /// Whether it is made of common words alone, so few of them that they stand together in nearly every text.
    fn is_common(&self) -> bool {
        let most = match self.anchor {
            Anchor::Whole | Anchor::Cut => return false,
            Anchor::Start | Anchor::End => 1,
            Anchor::Anywhere | Anchor::Hint | Anchor::Keep => 3,
        };
        let words = || self.parts.iter().flat_map(|p| p.split(' '));
        // A verb of saying may start a label, and speaks for keeping.
        let inside = matches!(self.anchor, Anchor::Anywhere | Anchor::Hint);
        words().nth(most).is_none() && words().all(|w| is_common(w) || inside && is_saying(w))
    }

    /// Where it counts.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// Its words, as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn parts(&self) -> &[Box<str>] {
        &self.parts
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.anchor.mark(), self.text)
    }
}

impl FromStr for Phrase {
    type Err = Error;

    fn from_str(notation: &str) -> Result<Phrase, Error> {
        let (anchor, text) = read(notation)?;
        Phrase::new(anchor, text)
    }
}

/// Mark and words of a phrase in its notation.
pub(super) fn read(notation: &str) -> Result<(Anchor, &str), Error> {
    let mut chars = notation.chars();
    let mark = chars.next();
    let anchor = Anchor::MARKS.iter().find(|(_, m)| Some(*m) == mark).map(|(a, _)| *a);
    match (anchor, chars.next()) {
        (Some(anchor), Some(' ')) => Ok((anchor, chars.as_str().trim())),
        _ => Err(Error::phrase(notation, "no mark: start with one of = ^ $ * ~ - ! and a space")),
    }
}

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Phrase, D::Error> {
        let notation = std::borrow::Cow::<str>::deserialize(from)?;
        notation.parse().map_err(de::Error::custom)
    }
}
