//! Splits a cleaned page into lines, with what is needed to count them.

use std::hash::{DefaultHasher, Hash, Hasher};

use dechaff::{Category, Cleaned, Phrase};

/// A line of a page that is not blank.
pub struct Line<'t> {
    /// The line without surrounding white space.
    pub text: &'t str,
    /// The line in lower case, with single spaces and each number replaced by `#`.
    pub normalized: String,
    /// Identifies the line within its site, see [`key`].
    pub key: u64,
    /// Identifies the first two words of the line; 0 if it has no more than two.
    pub beginning: u64,
    /// The category under which the cleaner removes the line; `None` if it is kept.
    pub removed_as: Option<Category>,
    pub position: Position,
}

/// The position of a line on its page, relative to the prose that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before the first line of prose.
    Head,
    Middle,
    /// After the last line of prose.
    Tail,
}

impl Line<'_> {
    pub fn words(&self) -> usize {
        self.normalized.split(' ').count()
    }

    /// Whether the line ends like a sentence.
    pub fn is_sentence(&self) -> bool {
        let end = self.normalized.trim_end_matches(['"', '”', '’', '»', ')']);
        end.ends_with(['.', '!', '?', '。', '！', '？']) && !end.ends_with("..")
    }

    /// Whether the line is a sentence of at least 12 words.
    fn is_prose(&self) -> bool {
        self.words() >= 12 && self.is_sentence()
    }

    /// Whether a phrase may be proposed for the line: it is kept, short enough and contains a letter.
    pub fn may_be_phrase(&self) -> bool {
        self.removed_as.is_none()
            && self.text.len() <= Phrase::MAX_LEN
            && self.normalized.chars().any(char::is_alphabetic)
    }
}

/// Returns the non-blank lines of a cleaned page.
pub fn lines<'t>(site: u32, text: &'t str, cleaned: &Cleaned<'_>) -> Vec<Line<'t>> {
    let mut removed = cleaned.removed.iter().peekable();
    let mut lines = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = trimmed.as_ptr() as usize - text.as_ptr() as usize;
        while removed.next_if(|r| r.end <= start).is_some() {}
        let removed_as =
            removed.peek().filter(|r| r.start <= start && start + trimmed.len() <= r.end).map(|r| r.category);
        let normalized = normalize(trimmed);
        let two = normalized.match_indices(' ').nth(1).map_or(0, |(end, _)| key(site, &normalized[..end], 2));
        lines.push(Line {
            beginning: two,
            text: trimmed,
            key: key(site, &normalized, 0),
            normalized,
            removed_as,
            position: Position::Middle,
        });
    }
    let prose = |line: &Line<'_>| line.removed_as.is_none() && line.is_prose();
    let first = lines.iter().position(prose).unwrap_or(lines.len());
    let last = lines.iter().rposition(prose).unwrap_or(lines.len());
    lines[..first].iter_mut().for_each(|line| line.position = Position::Head);
    lines.iter_mut().skip(last + 1).for_each(|line| line.position = Position::Tail);
    lines
}

/// Normalizes a line, so that lines that differ only in case, spacing or numbers are counted together. The library
/// decides what a phrase matches.
pub fn normalize(line: &str) -> String {
    let lower = line.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut rest = word.chars().peekable();
        while let Some(c) = rest.next() {
            let next = rest.peek().is_some_and(char::is_ascii_digit);
            let within = matches!(c, '.' | ',' | ':') && next; // so that "1,204" is one number
            match out.ends_with('#') {
                true if c.is_ascii_digit() || within => {}
                _ if c.is_ascii_digit() => out.push('#'),
                _ => out.push(c),
            }
        }
    }
    out
}

/// Hashes a normalized line of a site. `beginning` is the number of words for a line beginning and 0 for a whole line,
/// so that a beginning and a whole line with the same words have different keys.
pub fn key(site: u32, normalized: &str, beginning: u8) -> u64 {
    let mut hasher = DefaultHasher::new();
    (site, normalized, beginning).hash(&mut hasher);
    hasher.finish()
}
