//! The lines of a page, as far as they may be furniture.

use std::hash::{DefaultHasher, Hash, Hasher};

use dechaff::{Category, Cleaned, Phrase};

/// A line of the page that is not blank.
pub struct Line<'t> {
    pub text: &'t str,
    /// In lower case, single spaces, numbers as `#`.
    pub plain: String,
    pub key: u64,
    /// As what the cleaner takes it; none where it leaves it in.
    pub gone: Option<Category>,
    pub place: Place,
}

/// Where on its page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first sentence of some length.
    Head,
    Middle,
    /// Behind the last one.
    Tail,
}

impl Line<'_> {
    pub fn words(&self) -> usize {
        self.plain.split(' ').count()
    }

    /// Ends as a sentence does.
    pub fn is_sentence(&self) -> bool {
        let end = self.plain.trim_end_matches(['"', '”', '’', '»', ')']);
        end.ends_with(['.', '!', '?', '。', '！', '？']) && !end.ends_with("..")
    }

    fn is_prose(&self) -> bool {
        self.words() >= 12 && self.is_sentence()
    }

    /// So short that a phrase may stand for it.
    pub fn may_be_phrase(&self) -> bool {
        self.gone.is_none() && self.text.len() <= Phrase::MAX_LEN && self.plain.chars().any(char::is_alphabetic)
    }
}

/// The lines of a page that was cleaned.
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
        let gone = removed.peek().filter(|r| r.start <= start && start + trimmed.len() <= r.end).map(|r| r.category);
        let plain = plain(trimmed);
        lines.push(Line { text: trimmed, key: key(site, &plain, 0), plain, gone, place: Place::Middle });
    }
    let prose = |line: &Line<'_>| line.gone.is_none() && line.is_prose();
    let first = lines.iter().position(prose).unwrap_or(lines.len());
    let last = lines.iter().rposition(prose).unwrap_or(lines.len());
    lines[..first].iter_mut().for_each(|line| line.place = Place::Head);
    lines.iter_mut().skip(last + 1).for_each(|line| line.place = Place::Tail);
    lines
}

/// Folded a little, to tell lines apart; what a phrase matches is for the library to say.
fn plain(line: &str) -> String {
    let lower = line.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut rest = word.chars().peekable();
        while let Some(c) = rest.next() {
            let next = rest.peek().is_some_and(char::is_ascii_digit);
            let within = matches!(c, '.' | ',' | ':') && next; // "1,204" is one number
            match out.ends_with('#') {
                true if c.is_ascii_digit() || within => {}
                _ if c.is_ascii_digit() => out.push('#'),
                _ => out.push(c),
            }
        }
    }
    out
}

/// Tells a line of a site from others, and a beginning of so many words from the line that is no longer.
pub fn key(site: u32, plain: &str, beginning: u8) -> u64 {
    let mut hasher = DefaultHasher::new();
    (site, plain, beginning).hash(&mut hasher);
    hasher.finish()
}
