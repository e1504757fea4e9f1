//! Toolbars: share, print and follow buttons without a phrase of their own.
//!
//! **Removes** a line made only of social networks' names, share words and counters: "Facebook Twitter 12 WhatsApp Copy
//! link". A line of a few networks and nothing else is of the category `follow`; all others are of `share`.
//!
//! **Keeps** lines with any other word; two share words without a network ("Click Save."); the same word several times
//! ("30 x 12 x 8 cm"; `keep/en-sizes-and-diagrams`); signs and units ("22 x 13.2 in."; `keep/en-sizes-with-inches`); and a single word such as "Print", which only a phrase can remove.

use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::view::Segment;
use crate::vote::score;

/// The most words of a row of buttons. Chosen by hand; it only bounds the work, since a line with any other word is
/// kept.
const MAX_TOOLBAR_WORDS: usize = 24;
/// The fewest buttons of a row that names no network: two share words may be an instruction ("Click Save.").
const MIN_SHARE_BUTTONS: usize = 3;
/// The fewest buttons of a row that names a network.
const MIN_NETWORK_BUTTONS: usize = 2;
/// A row of networks only, with at least this many of them, shares the page; a shorter one lists the outlet's own
/// accounts. Chosen by hand: it only decides between the categories `share` and `follow`.
const MIN_SHARE_NETWORKS: usize = 5;

/// Networks' names of at most this many bytes are also signs and units: "x", "in".
const MAX_SIGN_BYTES: usize = 2;

pub(super) struct Toolbar;

impl Rule for Toolbar {
    fn name(&self) -> &str {
        "toolbar"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if !(MIN_NETWORK_BUTTONS..=MAX_TOOLBAR_WORDS).contains(&segment.words()) || segment.features().sentences > 1 {
            return;
        }
        let button = mask(&[Words::Network, Words::Share]);
        let mut buttons = 0;
        let mut networks = 0;
        let (mut first_button, mut are_different, mut is_named) = (None, false, false);
        for (word, lists) in segment.folded_words().zip(segment.word_lists()) {
            let is_counter = word.starts_with(b"#") || word.is_empty();
            if lists & button != 0 {
                are_different |= *first_button.get_or_insert(word) != word;
                is_named |= word.len() > MAX_SIGN_BYTES;
                buttons += 1;
                networks += usize::from(lists & Words::Network.bit() != 0);
            } else if !is_counter {
                return;
            }
        }
        if are_different
            && is_named
            && (buttons >= MIN_SHARE_BUTTONS || networks >= 1 && buttons >= MIN_NETWORK_BUTTONS)
        {
            let is_follow = networks == buttons && networks < MIN_SHARE_NETWORKS;
            let category = if is_follow { Category::Follow } else { Category::Share };
            ballot.vote(category, score::CLEAR, "only networks and share words");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE, TOP};

    #[test]
    fn buttons_are_removed_and_words_of_an_article_are_kept() {
        check(
            "toolbar",
            &[
                ("Facebook Twitter 12 WhatsApp Copy link", MIDDLE, Removed, "networks, a counter and share words"),
                ("Facebook Twitter", END, Removed, "two networks"),
                ("Facebook 12", TOP, Kept, "one network"),
                ("Facebook Print", TOP, Removed, "a network and a share word"),
                ("Print Save", TOP, Kept, "two share words without a network"),
                ("Print Save Share", TOP, Removed, "three share words"),
                ("Print", TOP, Kept, "one word"),
                ("Click Save.", MIDDLE, Kept, "two share words make an instruction"),
                ("Print Print Print", MIDDLE, Kept, "the same word three times"),
                ("30 x 12 x 8 cm", MIDDLE, Kept, "the network's name is a multiplication sign here"),
                ("22 x 13.2 x 3.7 in.", MIDDLE, Kept, "a sign and a unit"),
                ("Facebook X in", MIDDLE, Removed, "they stand beside a network's full name"),
                ("Facebook bought WhatsApp", MIDDLE, Kept, "another word stands between the names"),
            ],
        );
    }
}
