//! Words of a text and their hashes, which are the same on every machine and in every version that reads the same file
//! of learned sites.

use std::ops::Range;

/// A word: a run of letters and digits, in bytes of the text, and the hash of its letters in lower case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    pub hash: u64,
}

/// The hash of nothing.
pub(super) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;
/// An odd number whose bits are evenly distributed, so that each input bit changes about half of the bits above it.
const FACTOR: u64 = 0x517c_c1b7_2722_0a95;

/// Adds a number to a hash.
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(FACTOR)
}

/// Hands each word of a text to `found`, in order.
pub(super) fn for_each(text: &str, mut found: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let (mut at, mut start, mut hash) = (0, None, EMPTY);
    let mut end_word = |start: &mut Option<usize>, hash: &mut u64, end: usize| {
        if let Some(start) = start.take() {
            found(Word { start, end, hash: *hash });
        }
        *hash = EMPTY;
    };
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                start.get_or_insert(at);
                hash = mix(hash, u64::from(byte.to_ascii_lowercase()));
            } else {
                end_word(&mut start, &mut hash, at);
            }
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            hash = c.to_lowercase().fold(hash, |hash, c| mix(hash, u64::from(c)));
        } else {
            end_word(&mut start, &mut hash, at);
        }
        at += c.len_utf8();
    }
    end_word(&mut start, &mut hash, bytes.len());
}

/// The words of a text.
pub(super) fn of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for_each(text, |word| words.push(word));
    words
}

/// The hash of all words of a text, and their number.
pub(super) fn key(text: &str) -> (u64, usize) {
    let (mut hash, mut words) = (EMPTY, 0);
    for_each(text, |word| {
        hash = mix(hash, word.hash);
        words += 1;
    });
    (hash, words)
}

/// A line or, if an extractor laid out a table of the page, one of the cells that it printed beside each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// In bytes of the text, without the white space around it.
    pub span: Range<usize>,
    /// Another cell is on the same line.
    pub is_beside: bool,
}

/// What separates two cells of a line. Two spaces are between sentences of some authors.
const GAP: &str = "   ";

/// The cells of the lines of a text, in order.
pub(super) fn cells(text: &str) -> impl Iterator<Item = Cell> + '_ {
    let (mut at, mut is_beside) = (0, false);
    std::iter::from_fn(move || {
        let start = text.len() - text[at..].trim_start().len();
        is_beside &= !text[at..start].contains('\n');
        let line = text[start..].lines().next()?.trim_end();
        let cell = line.split(GAP).next()?;
        is_beside |= cell.len() < line.len();
        at = start + cell.len();
        Some(Cell { span: start..start + cell.trim_end().len(), is_beside })
    })
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn a_line_is_divided_at_wide_gaps() {
        // text, the cells and whether another cell is beside them
        let cases: [(&str, &[(&str, bool)]); 5] = [
            ("", &[]),
            (" \n\n  \n", &[]),
            ("one line.  Two spaces\n  next\r\n", &[("one line.  Two spaces", false), ("next", false)]),
            ("a b   c     d\ne", &[("a b", true), ("c", true), ("d", true), ("e", false)]),
            ("a   \n    b   c", &[("a", false), ("b", true), ("c", true)]),
        ];
        for (text, expected) in cases {
            let found: Vec<(&str, bool)> = cells(text).map(|cell| (&text[cell.span], cell.is_beside)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
