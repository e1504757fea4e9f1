//! A phrase: its text and its anchor.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use super::common::{is_common, is_saying};
use super::prebuilt::Record;
use crate::error::Error;
use crate::page::fold::fold_phrase;

/// Where in a segment a phrase has to be found, and what a match means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Anchor {
    /// `=`: the phrase is the whole segment.
    Whole,
    /// `^`: the phrase starts the segment, or a sentence in it.
    Start,
    /// `$`: the phrase ends the segment.
    End,
    /// `*`: anywhere; one match is enough.
    Anywhere,
    /// `~`: anywhere, as a hint; two different hints of a category are needed.
    Hint,
    /// `-`: anywhere, even if it is glued to other words; only the words of the phrase are removed.
    Cut,
    /// `!`: anywhere; the other phrases of its category do not count in the segment.
    Keep,
}

impl Anchor {
    const MARKS: [(Anchor, u8); 7] = [
        (Anchor::Whole, b'='),
        (Anchor::Start, b'^'),
        (Anchor::End, b'$'),
        (Anchor::Anywhere, b'*'),
        (Anchor::Hint, b'~'),
        (Anchor::Cut, b'-'),
        (Anchor::Keep, b'!'),
    ];

    /// The anchor with a number.
    #[inline(always)]
    pub(super) fn numbered(n: usize) -> Anchor {
        match n {
            0 => Anchor::Whole,
            1 => Anchor::Start,
            2 => Anchor::End,
            3 => Anchor::Anywhere,
            4 => Anchor::Hint,
            5 => Anchor::Cut,
            _ => Anchor::Keep,
        }
    }

    fn mark(self) -> char {
        Anchor::MARKS.iter().find(|(a, _)| *a == self).map_or('*', |(_, m)| char::from(*m))
    }

    /// The anchor of a phrase in its notation, or `None` if it does not start with a mark and a space.
    fn of(notation: &str) -> Option<Anchor> {
        let [mark, b' ', ..] = notation.as_bytes() else { return None };
        Anchor::MARKS.iter().find(|(_, m)| m == mark).map(|(a, _)| *a)
    }
}

/// An entry of the lexicon. Its notation is a mark, a space and the words, as in `^ sign up for ... newsletter`.
///
/// `#` stands for a number and ` ... ` for up to [`Phrase::MAX_GAP`] words. A `=` phrase may end with ` ...`: the line
/// then continues with as many words at most, as in `= more from ...`, and is no sentence. `FromStr`, `Display` and
/// serde all use the notation.
///
/// ```
/// let phrase: dechaff::Phrase = "^ sign up for ... newsletter".parse()?;
/// assert_eq!(phrase.to_string(), "^ sign up for ... newsletter");
/// assert!("^ a".parse::<dechaff::Phrase>().is_err()); // would start nearly every sentence
/// # Ok::<(), dechaff::Error>(())
/// ```
#[derive(Clone)]
pub struct Phrase {
    text: Text,
    anchor: Anchor,
    /// Length of the folded text before the first gap, in bytes.
    head: u16,
}

/// A phrase's text. The tens of thousands of shipped phrases point into their files, because copying and folding each
/// would take most of the start-up time.
#[derive(Clone)]
enum Text {
    /// A line of a shipped phrase file, whose words are already folded: a mark, a space and the words.
    Shipped(&'static str),
    Own(Arc<Own>),
}

struct Own {
    notation: Box<str>,
    folded: Box<str>,
}

/// A mark and a space.
pub(super) const MARK_BYTES: usize = 2;

const NO_MARK: &str = "no mark: start with one of = ^ $ * ~ - ! and a space";

/// Separates the parts of a phrase.
const GAP: &str = " ... ";
/// Ends a `=` phrase that stands for the start of a short line.
const OPEN_END: &str = " ...";

impl Phrase {
    /// The largest number of words that a ` ... ` stands for.
    pub const MAX_GAP: usize = 8;
    /// The largest length of a phrase as written, in bytes.
    pub const MAX_LEN: usize = 300;

    /// Makes a phrase from an anchor and words.
    ///
    /// # Errors
    /// [`Error::Phrase`] if the text is empty, longer than [`Phrase::MAX_LEN`] bytes, so short or so common that it
    /// would match nearly every page, has no letter or has a line break, or if it starts or ends with a gap.
    pub fn new(anchor: Anchor, text: &str) -> Result<Phrase, Error> {
        let phrase = Phrase::own(anchor, text)?;
        if phrase.is_common() {
            return Err(Error::phrase(
                text,
                "common words only: it would match in nearly every text; add a more specific word",
            ));
        }
        Ok(phrase)
    }

    /// As [`Phrase::new`], but accepts phrases that consist of common words: whether a word is common depends on the
    /// shipped lexicon.
    fn own(anchor: Anchor, text: &str) -> Result<Phrase, Error> {
        let refuse = |reason| Err(Error::phrase(text, reason));
        let text = text.trim();
        if text.contains(['\n', '\r']) {
            return refuse("it contains a line break, but lines are matched one by one: write the words of one line");
        }
        if text.len() > Phrase::MAX_LEN {
            return refuse("longer than 300 bytes: a few specific words are enough");
        }
        let (words, open_end) = match text.strip_suffix(OPEN_END) {
            Some(words) if anchor == Anchor::Whole => (words.trim_end(), OPEN_END),
            _ => (text, ""),
        };
        let parts: Vec<String> = words.split(GAP).map(fold_phrase).collect();
        if parts.iter().any(String::is_empty) {
            return refuse("nothing is left after folding, or nothing on one side of a gap: write words");
        }
        if words.starts_with("... ") || words.ends_with(OPEN_END) {
            return refuse("it starts or ends with a gap, but only a `=` phrase may end with one: leave the gap out");
        }
        if !parts.iter().any(|p| p.chars().any(|c| c.is_alphabetic() || c == '©')) {
            return refuse("it has no letter, but numbers and marks alone occur in tables and scores too: add a word");
        }
        if anchor == Anchor::End && core(&parts[0]).is_empty() {
            return refuse(
                "only closing marks before the gap, which are not compared at a line's end: write words there",
            );
        }
        let letters = parts[0].chars().filter(|c| *c != ' ').count();
        let ascii = parts[0].is_ascii();
        // A single word of a script with cases, without punctuation: with a colon after it, it would be a label.
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
        let notation = format!("{} {text}", anchor.mark()).into_boxed_str();
        let folded = (parts.join(GAP) + open_end).into_boxed_str();
        Ok(Phrase { head: parts[0].len() as u16, anchor, text: Text::Own(Arc::new(Own { notation, folded })) })
    }

    /// Makes a phrase from a line of a shipped phrase file without validating or folding it. The tests below check that
    /// all lines are valid and written in their folded form.
    pub(super) fn shipped(line: &'static str) -> Result<Phrase, Error> {
        let (Some(anchor), Some(words)) = (Anchor::of(line), line.get(MARK_BYTES..)) else {
            return Err(Error::phrase(line, NO_MARK));
        };
        let has_full_stop = words.bytes().any(|b| b == b'.');
        let gap =
            if has_full_stop { words.find(GAP).or_else(|| words.strip_suffix(OPEN_END).map(str::len)) } else { None };
        let head = gap.unwrap_or(words.len()) as u16;
        Ok(Phrase { head, anchor, text: Text::Shipped(line) })
    }

    /// Whether the phrase consists of a few common words only, so that it would match in nearly every text.
    fn is_common(&self) -> bool {
        let max_words = match self.anchor {
            Anchor::Whole if self.is_open_ended() => 1,
            Anchor::Whole | Anchor::Cut => return false,
            Anchor::Start | Anchor::End => 1,
            Anchor::Anywhere | Anchor::Hint | Anchor::Keep => 3,
        };
        let words = || self.parts().flat_map(|p| p.split(' '));
        // Verbs of saying are allowed at the start or end of a line, and in `!` phrases.
        let inside = matches!(self.anchor, Anchor::Anywhere | Anchor::Hint);
        words().nth(max_words).is_none() && words().all(|w| is_common(w) || inside && is_saying(w))
    }

    /// Its anchor.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// Its notation: mark, space and words, as written.
    pub fn notation(&self) -> &str {
        match &self.text {
            Text::Shipped(line) => line,
            Text::Own(own) => &own.notation,
        }
    }

    /// Its words, as written.
    pub fn text(&self) -> &str {
        &self.notation()[MARK_BYTES..]
    }

    /// Its words in the folded form in which they are compared with a page.
    pub(crate) fn folded(&self) -> &str {
        match &self.text {
            Text::Shipped(line) => folded_line(line),
            Text::Own(own) => &own.folded,
        }
    }

    /// The folded words up to the first gap.
    pub(crate) fn head(&self) -> &str {
        &self.folded()[..self.head as usize]
    }

    /// The head without closing marks, which is compared with whole segments and their ends.
    pub(crate) fn core(&self) -> &str {
        core(self.head())
    }

    pub(crate) fn has_gap(&self) -> bool {
        (self.head as usize) < self.folded().len()
    }

    /// Whether the line continues behind a `=` phrase.
    pub(crate) fn is_open_ended(&self) -> bool {
        self.has_gap() && self.folded().ends_with(OPEN_END)
    }

    /// The folded words between gaps.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        let words = self.folded();
        words.strip_suffix(OPEN_END).unwrap_or(words).split(GAP)
    }
}

/// A phrase of a matcher. See the methods of [`Phrase`] with the same names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PhraseRef<'m> {
    /// A phrase of a lexicon.
    Of(&'m Phrase),
    /// A phrase of the prebuilt tables.
    Shipped(Record),
}

impl<'m> PhraseRef<'m> {
    #[inline(always)]
    pub fn anchor(self) -> Anchor {
        match self {
            PhraseRef::Of(phrase) => phrase.anchor,
            PhraseRef::Shipped(record) => record.anchor(),
        }
    }

    pub fn notation(self) -> &'m str {
        match self {
            PhraseRef::Of(phrase) => phrase.notation(),
            PhraseRef::Shipped(record) => record.line(),
        }
    }

    pub fn folded(self) -> &'m str {
        match self {
            PhraseRef::Of(phrase) => phrase.folded(),
            PhraseRef::Shipped(record) => folded_line(record.line()),
        }
    }

    #[inline]
    pub fn head(self) -> &'m [u8] {
        match self {
            PhraseRef::Of(phrase) => phrase.head().as_bytes(),
            PhraseRef::Shipped(record) => record.words(record.head_len()),
        }
    }

    #[inline]
    pub fn core(self) -> &'m [u8] {
        match self {
            PhraseRef::Of(phrase) => phrase.core().as_bytes(),
            PhraseRef::Shipped(record) => record.words(record.core_len()),
        }
    }

    #[inline]
    pub fn has_gap(self) -> bool {
        match self {
            PhraseRef::Of(phrase) => phrase.has_gap(),
            PhraseRef::Shipped(record) => record.head_len() < record.line_len() - MARK_BYTES,
        }
    }

    #[inline]
    pub fn is_open_ended(self) -> bool {
        self.has_gap() && self.folded().ends_with(OPEN_END)
    }

    /// The folded words after each gap that is not the end of the phrase.
    pub fn behind_gaps(self) -> impl Iterator<Item = &'m [u8]> {
        let rest = &self.folded().as_bytes()[self.head().len()..];
        let mut rest = rest.strip_suffix(OPEN_END.as_bytes()).unwrap_or(rest);
        // `str::split` prepares a search in long texts, which takes longer than this.
        std::iter::from_fn(move || {
            rest = rest.strip_prefix(GAP.as_bytes())?;
            let end = rest.windows(GAP.len()).position(|window| window == GAP.as_bytes()).unwrap_or(rest.len());
            let part = &rest[..end];
            rest = &rest[end..];
            Some(part)
        })
    }

    /// The phrase itself. It takes no allocation.
    pub fn to_phrase(self) -> Phrase {
        match self {
            PhraseRef::Of(phrase) => phrase.clone(),
            PhraseRef::Shipped(record) => {
                Phrase { text: Text::Shipped(record.line()), anchor: record.anchor(), head: record.head_len() as u16 }
            }
        }
    }
}

/// The folded words of a line of a shipped phrase file: they are written so.
fn folded_line(line: &str) -> &str {
    line.get(MARK_BYTES..).unwrap_or_default()
}

impl<'m> From<&'m Phrase> for PhraseRef<'m> {
    fn from(phrase: &'m Phrase) -> PhraseRef<'m> {
        PhraseRef::Of(phrase)
    }
}

impl PartialEq for PhraseRef<'_> {
    fn eq(&self, other: &PhraseRef<'_>) -> bool {
        self.notation() == other.notation()
    }
}

/// The text without closing marks at its end.
fn core(text: &str) -> &str {
    if text.ends_with(|c: char| c.is_ascii_lowercase()) {
        return text;
    }
    text.trim_end_matches([':', '.', '!', '?', ' ', ')', '-', '>', '|', '/', ',', '·'])
}

impl PartialEq for Phrase {
    fn eq(&self, other: &Phrase) -> bool {
        self.notation() == other.notation()
    }
}

impl Eq for Phrase {}

impl Hash for Phrase {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.notation().hash(state);
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phrase({})", self.notation())
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.notation())
    }
}

impl FromStr for Phrase {
    type Err = Error;

    fn from_str(notation: &str) -> Result<Phrase, Error> {
        let (anchor, text) = split_notation(notation)?;
        Phrase::new(anchor, text)
    }
}

/// Splits a phrase in its notation into anchor and words.
fn split_notation(notation: &str) -> Result<(Anchor, &str), Error> {
    match Anchor::of(notation) {
        Some(anchor) => Ok((anchor, notation[MARK_BYTES..].trim())),
        None => Err(Error::phrase(notation, NO_MARK)),
    }
}

#[cfg(test)]
mod tests {
    use super::Phrase;
    use crate::lexicon::Lexicon;

    #[test]
    fn shipped_phrases_are_written_in_their_folded_form() {
        let mut failures = Vec::new();
        for (category, shipped) in Lexicon::builtin().iter() {
            let mark = &shipped.notation()[..1];
            match Phrase::own(shipped.anchor(), shipped.text()) {
                Ok(own) if own.folded() == shipped.text() => assert_eq!(own.head(), shipped.head(), "{shipped}"),
                Ok(own) => failures.push(format!("[{category}] `{shipped}`: write `{mark} {}`", own.folded())),
                Err(e) => failures.push(format!("[{category}] {e}")),
            }
        }
        assert!(
            failures.is_empty(),
            "write shipped phrases in their folded form, so that readers see what is matched:\n{}",
            failures.join("\n")
        );
    }

    /// Cleaning with such a phrase panicked: the text compared at the end of a line was empty.
    #[test]
    fn a_line_end_phrase_needs_more_than_closing_marks_before_its_gap() {
        let error = "$ ?? ... harbour".parse::<Phrase>().expect_err("only closing marks before the gap");
        assert!(error.to_string().contains("only closing marks before the gap"), "{error}");
    }
}
