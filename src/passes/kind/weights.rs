//! The weights of the clues, read from `weights.txt` once per process.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::clues::{Clue, COUNT_BOUNDS, MAX_LEVEL_COUNT, MEASURES};
use crate::category::Category;
use crate::page::bytes::key;

/// The number of categories.
const CATEGORY_COUNT: usize = Category::ALL.len();

/// The weight of each clue. A positive weight speaks for a text of entries, a negative one for an article.
pub(super) struct Weights {
    /// What is added to the score of each text.
    pub bias: f32,
    measures: [[f32; MAX_LEVEL_COUNT]; MEASURES.len()],
    removed: [[f32; MAX_LEVEL_COUNT]; CATEGORY_COUNT],
    /// The words, by their numbers, with their weights.
    words: Vec<(&'static [u8], f32)>,
    /// An open-addressing table of the words by their hash: 1 + the number of a word, or 0 if the slot is free.
    slots: [u16; SLOT_COUNT],
    /// A bit for each hash of a word. A clear bit proves that the word has no weight, as most have none.
    filter: [u64; FILTER_BITS / BLOCK_BITS],
}

/// The number of hashes, a power of two. At most [`MAX_WORDS`] words set one bit in eight.
const FILTER_BITS: usize = 1 << 12;

/// The number of slots, a power of two. At most half of them are taken.
const SLOT_COUNT: usize = FILTER_BITS / 4;

/// An odd number with irregular bits that spreads the key of a word over the upper bits of the product.
const HASH_MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The bit of a word with this key in the filter.
fn filter_bit(key: u64) -> usize {
    (key.wrapping_mul(HASH_MULTIPLIER) >> (u64::BITS - FILTER_BITS.trailing_zeros())) as usize
}

/// The number of words in one block of a [`WordSet`].
const BLOCK_BITS: usize = u64::BITS as usize;
/// The most words that may have a weight, so that a set of them fits into [`WordSet`]. More words than this tell what a
/// text is about instead of what kind of text it is.
const MAX_WORDS: usize = 512;

/// A set of words that have a weight.
pub(super) type WordSet = [u64; MAX_WORDS / BLOCK_BITS];

impl Weights {
    pub fn get() -> &'static Weights {
        /// Read when the first text is cleaned.
        static WEIGHTS: Lazy<Weights> = Lazy::new(|| Weights::parse(include_str!("weights.txt")));
        &WEIGHTS
    }

    fn parse(text: &'static str) -> Weights {
        let (mut by_name, mut words) = (HashMap::new(), Vec::<(&[u8], f32)>::new());
        for row in text.lines().filter(|line| !line.starts_with("//")) {
            let Some((clue, weight)) = row.split_once('\t') else { continue };
            let weight = weight.parse().unwrap_or(0.0);
            match clue.strip_prefix("word ") {
                Some(word) if words.len() < MAX_WORDS => {
                    words.push((word.as_bytes(), weight));
                }
                Some(_) => {}
                None => {
                    by_name.insert(clue, weight);
                }
            }
        }
        let mut filter = [0; FILTER_BITS / BLOCK_BITS];
        let mut slots = [0; SLOT_COUNT];
        for (bit, number) in words.iter().map(|(word, _)| filter_bit(key(word))).zip(1..) {
            filter[bit / BLOCK_BITS] |= 1 << (bit % BLOCK_BITS);
            let free = (0..SLOT_COUNT).map(|n| (bit + n) % SLOT_COUNT).find(|slot| slots[*slot] == 0);
            free.into_iter().for_each(|slot| slots[slot] = number);
        }
        let weight = |clue: Clue<'_>| by_name.get(clue.to_string().as_str()).copied().unwrap_or(0.0);
        let levels = |clue: &dyn Fn(usize) -> Clue<'static>, bounds: &[usize]| {
            std::array::from_fn(|level| if level <= bounds.len() { weight(clue(level)) } else { 0.0 })
        };
        Weights {
            bias: by_name.get("bias").copied().unwrap_or(0.0),
            measures: std::array::from_fn(|n| levels(&|level| Clue::Measure(n, level), MEASURES[n].bounds)),
            removed: std::array::from_fn(|n| levels(&|level| Clue::Removed(Category::ALL[n], level), COUNT_BOUNDS)),
            words,
            slots,
            filter,
        }
    }

    /// The number of a word with this bit of the filter, if it has a weight.
    fn number(&self, word: &[u8], bit: usize) -> Option<usize> {
        let mut slot = bit % SLOT_COUNT;
        while let Some(number) = usize::from(self.slots[slot]).checked_sub(1) {
            if self.words[number].0 == word {
                return Some(number);
            }
            slot = (slot + 1) % SLOT_COUNT;
        }
        None
    }

    /// The weight of a clue. A word that is already in `seen` weighs nothing; any other is added.
    pub fn of(&self, clue: Clue<'_>, seen: &mut WordSet) -> f32 {
        match clue {
            Clue::Measure(n, level) => self.measures[n][level],
            Clue::Removed(category, level) => self.removed[category as usize][level],
            Clue::Word(word, key) => {
                let bit = filter_bit(key);
                if self.filter[bit / BLOCK_BITS] >> (bit % BLOCK_BITS) & 1 == 0 {
                    return 0.0;
                }
                let Some(n) = self.number(word, bit) else { return 0.0 };
                let (block, bit) = (n / BLOCK_BITS, 1 << (n % BLOCK_BITS));
                let is_new = seen[block] & bit == 0;
                seen[block] |= bit;
                if is_new {
                    self.words[n].1
                } else {
                    0.0
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::clues::{Clue, COUNT_BOUNDS, MEASURES};
    use super::MAX_WORDS;
    use crate::category::Category;

    #[test]
    fn each_row_of_the_weights_file_is_a_clue_that_can_occur_and_a_number() {
        let mut possible = BTreeSet::from(["bias".to_string()]);
        for (n, measure) in MEASURES.iter().enumerate() {
            possible.extend((0..=measure.bounds.len()).map(|level| Clue::Measure(n, level).to_string()));
        }
        for category in Category::ALL {
            possible.extend((0..=COUNT_BOUNDS.len()).map(|level| Clue::Removed(*category, level).to_string()));
        }
        let (mut words, mut seen) = (0, BTreeSet::new());
        for line in include_str!("weights.txt").lines().filter(|line| !line.starts_with("//")) {
            let (clue, weight) = line.split_once('\t').unwrap_or_else(|| panic!("{line:?} has no tab"));
            assert!(weight.parse().is_ok_and(f32::is_finite), "{line:?}: {weight:?} is not a number");
            assert!(seen.insert(clue), "{clue:?} stands there twice");
            match clue.strip_prefix("word ") {
                Some(word) => {
                    words += 1;
                    assert!(!word.is_empty() && word == word.to_lowercase(), "{word:?} is not a folded word");
                }
                None => assert!(possible.contains(clue), "{clue:?} cannot occur"),
            }
        }
        assert!(seen.contains("bias"));
        assert!(words <= MAX_WORDS, "{words} words are more than a `WordSet` holds");
    }
}
