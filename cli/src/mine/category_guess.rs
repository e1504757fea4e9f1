//! Guesses the category of a line from the built-in phrases that share words with it.

use std::collections::{BTreeMap, HashMap};

use dechaff::{Category, Lexicon};

/// For each word of the built-in phrases, the number of phrases per category that contain it.
pub struct CategoryGuesser(HashMap<&'static str, BTreeMap<Category, u32>>);

/// The maximum number of categories of a word. Words that occur in the phrases of more categories are ignored, because
/// they do not distinguish categories. Chosen by hand: a larger limit lets common words decide, a smaller one leaves
/// more lines without a guess.
const MAX_WORD_CATEGORIES: usize = 6;

impl CategoryGuesser {
    pub fn new() -> CategoryGuesser {
        let mut words: HashMap<&str, BTreeMap<Category, u32>> = HashMap::new();
        for (category, phrase) in Lexicon::builtin().iter() {
            for word in phrase.text().split_whitespace().filter(|w| w.chars().count() > 3) {
                *words.entry(word).or_default().entry(category).or_default() += 1;
            }
        }
        words.retain(|_, categories| categories.len() <= MAX_WORD_CATEGORIES);
        CategoryGuesser(words)
    }

    /// Guesses the category of a line. Each known word gives every category the share of its phrases that are of this
    /// category. The best category needs a sum above 0.9 and the line at least two known words.
    pub fn guess(&self, plain: &str) -> Option<Category> {
        let mut scores: BTreeMap<Category, f64> = BTreeMap::new();
        let mut known_words = 0;
        for categories in plain.split(|c: char| !c.is_alphanumeric()).filter_map(|word| self.0.get(word)) {
            known_words += 1;
            let all: u32 = categories.values().sum();
            for (category, count) in categories {
                *scores.entry(*category).or_default() += f64::from(*count) / f64::from(all);
            }
        }
        let best = scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|(_, score)| known_words >= 2 && *score > 0.9).map(|(category, _)| category)
    }
}
