//! Labels of links and of lists of links, by their words.
//!
//! **Removes** a line of two to eight words that consists of nothing but the words of such labels: what to do ("browse",
//! "see"), which ones ("all", "similar", "latest"), of what ("articles", "recipes"), and small words between them ("See all
//! our articles", "Other posts you may like"). It names what the links lead to, and says what to do or which ones.
//!
//! **Keeps** a line with any other word ("More videos of the storm"); one without a verb that has a number, is a list item or
//! stands between two sentences, because it may be a heading of the article ("Recent podcasts"); and the first line of a
//! text, which may be its title (`keep/en-headings-made-of-the-words-of-labels`).
//!
//! **Why** Sites word these labels in hundreds of ways. A list of the labels misses most of them, but their words are few.

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::page::fold::Word;
use crate::page::Ending;
use crate::view::Segment;
use crate::vote::score;

/// The fewest words of a label. A single word ("Articles") is a heading as often.
const MIN_LINK_LABEL_WORDS: usize = 2;
/// The most words of a label. Chosen by hand: a larger value would allow for sentences made of small words, a smaller one
/// would miss "Other articles on this topic you might like".
const MAX_LINK_LABEL_WORDS: usize = 8;

/// A label names what its links lead to.
pub(super) const LINK_LABELS_ASKS: Asks = Asks::words(&[Words::Item]).up_to_words(MAX_LINK_LABEL_WORDS);

pub(super) struct LinkLabels;

impl Rule for LinkLabels {
    fn name(&self) -> &str {
        "link_labels"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let has_length = (MIN_LINK_LABEL_WORDS..=MAX_LINK_LABEL_WORDS).contains(&segment.words());
        let is_sentence =
            matches!(segment.ending(), Ending::Sentence | Ending::Comma) || segment.features().sentences > 0;
        if !has_length || is_sentence || segment.quoted() || segment.previous().is_none() {
            return;
        }
        let (browse, which, item) = (Words::Browse.bit(), Words::Which.bit(), Words::Item.bit());
        let label_words = mask(&[Words::Browse, Words::Which, Words::Item, Words::Link]);
        let mut all = 0;
        for (word, lists) in segment.word_table().iter().zip(segment.word_lists()) {
            if lists & label_words == 0 && !word.is(Word::NUMBER) {
                return;
            }
            all |= lists;
        }
        let is_label = all & item != 0 && all & (browse | which) != 0;
        let is_of_article = || segment.numbers() > 0 || segment.bullet() || segment.is_between_sentences();
        let may_be_heading = all & browse == 0 && is_of_article();
        if is_label && !may_be_heading {
            ballot.vote(Category::Related, score::CLEAR, "only the words of a label of links");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE};

    const TITLE: &str =
        "{}\nThe forty boats of the old stone quay may land their catch until spring, says the council.\n\
         That ends three years of uncertainty, in which the chandler let his clerk go and sold both vans.\n";

    #[test]
    fn lines_made_only_of_the_words_of_labels_are_removed() {
        check(
            "link_labels",
            &[
                ("Browse all our tutorials", END, Removed, "what to do, which ones, and of what"),
                ("Other posts you may like", END, Removed, "which ones, and of what"),
                ("Weitere Beiträge zu diesem Thema", END, Removed, "German"),
                ("- All the recipes of our month", END, Kept, "a list item may be of the article's list"),
                ("Alle neuen Artikel", END, Kept, "'neuen' is no word of the lists"),
                ("Découvrir toutes nos recettes", END, Removed, "French"),
                ("See all 12 tutorials", MIDDLE, Removed, "a number after a verb"),
                ("Top 10 recipes", END, Kept, "a number without a verb may be of a headline"),
                ("Recent podcasts", MIDDLE, Kept, "it may be a heading of the article"),
                ("Recent podcasts", END, Removed, "no sentence follows"),
                ("All the news about our stories", TITLE, Kept, "it may be the title"),
                ("More videos of the storm", END, Kept, "another word"),
                ("See the articles.", END, Kept, "a sentence"),
                ("Tutorials", END, Kept, "one word"),
                ("About the tutorials", END, Kept, "neither what to do nor which ones"),
                ("See more of this", END, Kept, "it does not say of what"),
            ],
        );
    }
}
