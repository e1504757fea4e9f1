//! Common words. A caller's phrase must not consist of common words alone, because it would match in nearly every text.
//!
//! There is no list of common words: a word is common if it occurs in the shipped phrases of many categories, as "this"
//! and "with" do. A word that is typical of one category ("newsletter") occurs in the phrases of few. Verbs of saying
//! ("said") occur in few shipped phrases although articles are full of them, so they have a word list.
//!
//! These functions use the shipped lexicon, so they must not be called while it is being read.

use std::collections::{HashMap, HashSet};

use once_cell::sync::Lazy;

use super::{builtin, Words};

/// A word that occurs in the shipped phrases of at least this many categories is common. Chosen by hand: a smaller
/// value refuses phrases made of words that are typical of boilerplate, a larger one accepts phrases that match prose.
const MIN_COMMON_CATEGORIES: u32 = 14;

/// Whether a folded word occurs in the shipped phrases of at least [`MIN_COMMON_CATEGORIES`] categories.
pub(super) fn is_common(word: &str) -> bool {
    static COMMON: Lazy<HashSet<&'static str>> = Lazy::new(|| {
        let mut categories: HashMap<&str, u64> = HashMap::new();
        for (category, phrase) in builtin::lexicon().iter() {
            for word in phrase.parts().flat_map(|p| p.split(' ')) {
                *categories.entry(word.trim_matches(|c: char| !c.is_alphanumeric())).or_default() |= category.bit();
            }
        }
        categories
            .into_iter()
            .filter(|(_, bits)| bits.count_ones() >= MIN_COMMON_CATEGORIES)
            .map(|(word, _)| word)
            .collect()
    });
    COMMON.contains(word)
}

/// Whether a folded word is a verb of saying.
pub(super) fn is_saying(word: &str) -> bool {
    builtin::lexicon().words().any(|(list, w)| list == Words::Attribution && w == word)
}
