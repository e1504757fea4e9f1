//! What kind of furniture a line is, by the shipped phrases that have its words.

use std::collections::{BTreeMap, HashMap};

use dechaff::{Category, Lexicon};

/// Of each word of the shipped phrases, in how many of each category it stands.
pub struct Guess(HashMap<&'static str, BTreeMap<Category, u32>>);

/// A word in the phrases of more categories tells nothing.
const CATEGORIES: usize = 6;

impl Guess {
    pub fn new() -> Guess {
        let mut words: HashMap<&str, BTreeMap<Category, u32>> = HashMap::new();
        for (category, phrase) in Lexicon::builtin().iter() {
            for word in phrase.text().split_whitespace().filter(|w| w.chars().count() > 3) {
                *words.entry(word).or_default().entry(category).or_default() += 1;
            }
        }
        words.retain(|_, categories| categories.len() <= CATEGORIES);
        Guess(words)
    }

    /// The category whose words these are, if they are any's.
    pub fn category(&self, plain: &str) -> Option<Category> {
        let mut scores: BTreeMap<Category, f64> = BTreeMap::new();
        for categories in plain.split(|c: char| !c.is_alphanumeric()).filter_map(|word| self.0.get(word)) {
            let all: u32 = categories.values().sum();
            for (category, count) in categories {
                *scores.entry(*category).or_default() += f64::from(*count) / f64::from(all);
            }
        }
        let best = scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|(_, score)| *score > 0.6).map(|(category, _)| category)
    }
}
