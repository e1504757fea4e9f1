//! An index of the word lists by word.

use super::index::{hash, Buckets};
use super::numbers::{Numbers, Reader, Writer};
use super::{LanguageMask, ListMask, Words};
use crate::instrument::count_step;
use crate::page::bytes::{eight, first, wordy};
use crate::page::fold::{Folded, Word};

/// Longer words are not looked up: no listed word has more bytes. The limit bounds the cost of a look-up in text
/// without spaces.
const MAX_LISTED_WORD_BYTES: usize = 40;

/// From the key of each listed word to the bit set of the lists that contain it.
#[derive(Debug)]
pub(super) struct WordLists {
    buckets: Buckets,
    keys: Numbers,
    /// For each key the lists that contain its word in some languages, as bits, and behind them these languages, as bits.
    /// A word may occur several times, with other lists in other languages.
    lists: Numbers,
    /// The languages whose words count.
    languages: LanguageMask,
}

impl WordLists {
    /// An index of words, each with its list and the language in which it belongs to the list, as a bit.
    pub fn new<'l>(listed: impl Iterator<Item = (Words, &'l str, LanguageMask)>) -> WordLists {
        let mut entries: Vec<_> =
            listed.map(|(list, word, language)| (word_key(word.as_bytes()), language, list.bit())).collect();
        entries.sort_unstable();
        // First all lists of a word in a language, then all languages with the same lists.
        entries.dedup_by(|next, entry| {
            let is_same = (next.0, next.1) == (entry.0, entry.1);
            entry.2 |= if is_same { next.2 } else { 0 };
            is_same
        });
        entries.sort_unstable_by_key(|(key, language, lists)| (*key, *lists, *language));
        entries.dedup_by(|next, entry| {
            let is_same = (next.0, next.2) == (entry.0, entry.2);
            entry.1 |= if is_same { next.1 } else { 0 };
            is_same
        });
        let hashes: Vec<u64> = entries.iter().map(|(key, ..)| hash(*key)).collect();
        let (buckets, order) = Buckets::new(&hashes);
        let lists = |n: &usize| u64::from(entries[*n].2) | u64::from(entries[*n].1) << ListMask::BITS;
        WordLists {
            buckets,
            keys: Numbers::of_u64(order.iter().map(|n| entries[*n].0)),
            lists: Numbers::of_u64(order.iter().map(lists)),
            languages: LanguageMask::MAX,
        }
    }

    /// Appends for each of the words, the last of which ends before `end`, the bit set of the lists that contain it.
    pub fn of_each(&self, folded: &Folded, words: &[Word], end: usize, out: &mut Vec<ListMask>) {
        out.extend((1..).zip(words).map(|(next, word)| {
            count_step();
            self.of(folded, word.at as usize, words.get(next).map_or(end, |next| next.at as usize))
        }));
    }

    /// The bit set of the lists that contain the folded word at byte `at`. `end` is the start of the next word, or the
    /// end of the segment.
    #[inline(always)]
    pub fn of(&self, folded: &Folded, at: usize, end: usize) -> ListMask {
        let (mut key, mut next) = (0, at);
        loop {
            let head = folded.head(next);
            let len = wordy(head).min(end - next);
            if len > 0 {
                key = add_to_key(key, head & first(len));
            }
            next += len;
            if len < 8 {
                break;
            }
            if next - at > MAX_LISTED_WORD_BYTES {
                return 0;
            }
        }
        let hash = hash(key);
        if self.buckets.may_contain(hash) {
            self.look_up(key, hash)
        } else {
            0
        }
    }

    #[inline(never)]
    fn look_up(&self, key: u64, hash: u64) -> ListMask {
        let mut found = 0;
        for n in self.buckets.items(hash) {
            if self.keys.u64(n) == key {
                let lists = self.lists.u64(n);
                let counts = (lists >> ListMask::BITS) as LanguageMask & self.languages != 0;
                found |= if counts { lists as ListMask } else { 0 };
            }
        }
        found
    }

    pub fn write(&self, to: &mut Writer) {
        self.buckets.write(to);
        to.numbers(&self.keys);
        to.numbers(&self.lists);
    }

    pub fn read(from: &mut Reader, languages: LanguageMask) -> WordLists {
        WordLists { buckets: Buckets::read(from), keys: from.numbers(), lists: from.numbers(), languages }
    }
}

/// A word's key: the word itself if it has at most eight bytes, otherwise a 64-bit hash. Two words of a lexicon are
/// very unlikely to have the same hash, so the words themselves are not compared.
fn word_key(word: &[u8]) -> u64 {
    word.chunks(8).fold(0, |key, chunk| add_to_key(key, eight(chunk)))
}

/// The key of a word that continues with up to eight more bytes.
fn add_to_key(key: u64, chunk: u64) -> u64 {
    hash(key).rotate_left(31) ^ chunk
}

#[cfg(test)]
mod tests {
    use super::word_key;

    /// Found by the test that compares the lists of spliced words with plain look-ups: the bits in which the eighth bytes
    /// differ were only moved, and met the twelfth byte.
    #[test]
    fn words_that_differ_in_the_eighth_and_in_the_last_byte_have_different_keys() {
        assert_ne!(word_key(b"kommenterer"), word_key(b"kommentarern"));
    }
}
