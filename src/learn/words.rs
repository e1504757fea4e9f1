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

/// Lines without the white space around them, as spans of the text. Lines without a word are left out.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let from = at;
        at += line.len() + 1;
        let start = from + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        (start < end).then_some(start..end)
    })
}
