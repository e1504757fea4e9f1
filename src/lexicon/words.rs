//! An index of the word lists by word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Lexicon, ListMask};
use crate::page::bytes::{eight, first, word_len, wordy};
use crate::page::fold::Folded;

/// Longer words are not looked up: no listed word has more bytes. The limit bounds the cost of a look-up in text
/// without spaces.
const MAX_LISTED_WORD_BYTES: usize = 40;

/// From the key of each listed word to the bit set of the lists that contain it.
#[derive(Debug)]
pub(super) struct WordLists(WordMap);

impl WordLists {
    pub fn new(lexicon: &Lexicon) -> WordLists {
        let mut words = WordMap::default();
        for (list, word) in lexicon.words() {
            *words.entry(word_key(word.as_bytes())).or_default() |= list.bit();
        }
        WordLists(words)
    }

    /// The bit set of the lists that contain the folded word at byte `at`. `end` is the start of the next word, or the
    /// end of the segment.
    pub fn of(&self, folded: &Folded, at: usize, end: usize) -> ListMask {
        let head = folded.head(at);
        let len = wordy(head).min(end - at);
        let key = if len < 8 {
            head & first(len)
        } else {
            let text = &folded.bytes[at..end.min(at + MAX_LISTED_WORD_BYTES + 1)];
            word_key(&text[..word_len(text)])
        };
        self.0.get(&key).copied().unwrap_or(0)
    }
}

/// A word's key: the word itself if it has at most eight bytes, otherwise a 64-bit hash. Two words of a lexicon are
/// very unlikely to have the same hash, so the words themselves are not compared.
fn word_key(word: &[u8]) -> u64 {
    word.chunks(8).fold(0, |key: u64, chunk| key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31) ^ eight(chunk))
}

/// From keys to bit sets of lists. The keys come from the lexicon and not from a page, so a page cannot be made to
/// cause collisions, and a cheap hash is enough.
type WordMap = HashMap<u64, ListMask, BuildHasherDefault<KeyHasher>>;

#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
