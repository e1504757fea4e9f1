//! Common words, that no caller's phrase may be made of alone: those which the shipped phrases of many categories share,
//! as they share "this" and "with". No list says which: a word of one category's own ("newsletter") stands in the
//! phrases of few. Verbs of saying are the article's, and stand in few phrases: they have their list.
//!
//! Nothing here may be asked while the shipped lexicon is read.

use std::collections::{HashMap, HashSet};

use once_cell::sync::Lazy;

use super::{builtin, Words};

/// Words in the phrases of so many categories are nobody's own.
const CATEGORIES: u32 = 14;

/// Whether a folded word is shared by many categories.
pub(super) fn is_common(word: &str) -> bool {
    static COMMON: Lazy<HashSet<&'static str>> = Lazy::new(|| {
        let mut spread: HashMap<&str, u64> = HashMap::new();
        for (category, phrase) in builtin::lexicon().iter() {
            for word in phrase.parts().flat_map(|p| p.split(' ')) {
                *spread.entry(word.trim_matches(|c: char| !c.is_alphanumeric())).or_default() |= category.bit();
            }
        }
        spread.into_iter().filter(|(_, bits)| bits.count_ones() >= CATEGORIES).map(|(word, _)| word).collect()
    });
    COMMON.contains(word)
}

/// Whether a folded word is a verb of saying.
pub(super) fn is_saying(word: &str) -> bool {
    builtin::lexicon().words().any(|(list, w)| list == Words::Attribution && w == word)
}
