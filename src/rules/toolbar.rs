//! Toolbars: share, print and follow buttons without a phrase of their own.
//!
//! **Removes** a line made only of networks' names, share words and counters: "Facebook Twitter 12 WhatsApp Copy link".
//!
//! **Keeps** lines with any other word, two share words without a network ("Click Save."), one word again and
//! again ("30 x 12 x 8 cm"; `keep/en-sizes-and-diagrams`), "Print" or "Share" as the only word unless the lexicon has it as a whole line.

use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::view::Segment;
use crate::vote::score;

pub(super) struct Toolbar;

impl Rule for Toolbar {
    fn name(&self) -> &str {
        "toolbar"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if !(2..=24).contains(&segment.words()) || segment.features().sentences > 1 {
            return;
        }
        let button = mask(&[Words::Network, Words::Share]);
        let mut buttons = 0;
        let mut networks = 0;
        let (mut first, mut varied) = (None, false);
        for (word, lists) in segment.folded_words().zip(segment.word_lists()) {
            if lists & button != 0 {
                varied |= *first.get_or_insert(word) != word;
                buttons += 1;
                networks += usize::from(lists & Words::Network.bit() != 0);
            } else if !word.starts_with(b"#") && !word.is_empty() {
                return;
            }
        }
        if varied && (buttons >= 3 || networks >= 1 && buttons >= 2) {
            let category = if networks == buttons && networks < 5 { Category::Follow } else { Category::Share };
            ballot.vote(category, score::CLEAR, "only networks and share words");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE};

    #[test]
    fn buttons_are_removed_and_words_of_an_article_are_kept() {
        check(
            "toolbar",
            &[
                ("Facebook Twitter 12 WhatsApp Copy link", MIDDLE, Removed, "networks, a counter and share words"),
                ("Facebook Twitter", END, Removed, "two networks"),
                ("Click Save.", MIDDLE, Kept, "one share word and no network"),
                ("30 x 12 x 8 cm", MIDDLE, Kept, "the network's name is a multiplication sign here"),
                ("Facebook bought WhatsApp", MIDDLE, Kept, "another word stands between the names"),
            ],
        );
    }
}
