//! The word lists by word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Lexicon;
use crate::page::bytes::{eight, first, word_len, wordy};
use crate::page::fold::Folded;

/// No listed word is longer, in bytes.
const LONGEST: usize = 40;

/// Of each listed word, by its key, the lists it is in as bits.
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

    /// The lists of the folded word at `at`; the next one, or the segment's end, is at `end`.
    pub fn of(&self, folded: &Folded, at: usize, end: usize) -> u16 {
        let head = folded.head(at);
        let len = wordy(head).min(end - at);
        let key = if len < 8 {
            head & first(len)
        } else {
            let text = &folded.bytes[at..end.min(at + LONGEST + 1)];
            word_key(&text[..word_len(text)])
        };
        self.0.get(&key).copied().unwrap_or(0)
    }
}

/// A word's key: the word itself where it has less than eight bytes, else a hash of it that two words of a lexicon
/// hardly share.
fn word_key(word: &[u8]) -> u64 {
    word.chunks(8).fold(0, |key: u64, chunk| key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31) ^ eight(chunk))
}

/// From keys to lists. The keys are hashes already, and the lexicon's: nobody chooses them to collide.
type WordMap = HashMap<u64, u16, BuildHasherDefault<KeyHasher>>;

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
