//! Toolbars: share, print and follow buttons without a phrase of their own.
//!
//! **Removes** a line made only of social networks' names, share words and counters: "Facebook Twitter 12 WhatsApp Copy
//! link". A line of a few networks and nothing else is of the category `follow`; all others are of `share`. It also cuts
//! such a row off the start of a paragraph to which an extractor glued it.
//!
//! **Keeps** lines with any other word; two share words without a network ("Click Save."); the same word several times
//! ("30 x 12 x 8 cm"; `keep/en-sizes-and-diagrams`); signs and units ("22 x 13.2 in."; `keep/en-sizes-with-inches`); and a single word such as "Print", which only a phrase can remove.

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::page::fold::Word;
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

/// The fewest buttons, and networks among them, of a row that is glued to a paragraph. Chosen by hand, large, because
/// the words of the paragraph follow.
const MIN_GLUED_BUTTONS: usize = 5;
/// See [`MIN_GLUED_BUTTONS`].
const MIN_GLUED_NETWORK_BUTTONS: usize = 3;
/// The fewest words of the paragraph behind the row.
const MIN_GLUED_PARAGRAPH_WORDS: usize = 6;

/// Networks' names of at most this many bytes are also signs and units: "x", "in".
const MAX_SIGN_BYTES: usize = 2;

/// A row of buttons has a button.
pub(super) const TOOLBAR_ASKS: Asks = Asks::words(&[Words::Network, Words::Share]);

pub(super) struct Toolbar;

impl Rule for Toolbar {
    fn name(&self) -> &str {
        "toolbar"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if let Some(row_end) = glued_row_end(segment) {
            let start = segment.span().start;
            ballot.cut(start..row_end, Category::Share, score::CLEAR, "buttons glued to a paragraph");
            return;
        }
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

/// The byte at which the paragraph starts behind a row of buttons, or `None` if the segment starts with no such row or
/// is nothing else. The row may contain words in lower case ("Share this with Email Facebook Twitter"), but no comma: an
/// article's sentence lists networks with commas.
fn glued_row_end(segment: Segment<'_>) -> Option<usize> {
    let table = segment.word_table();
    let is_button = |n: usize| segment.lists_of_word(n) & mask(&[Words::Network, Words::Share]) != 0;
    if table.len() < MIN_GLUED_BUTTONS + MIN_GLUED_PARAGRAPH_WORDS || !is_button(0) {
        return None;
    }
    let is_of_row = |n: &usize| !table[*n].is(Word::CAPITAL) || is_button(*n);
    let row = (0..table.len()).take_while(is_of_row).take(MAX_TOOLBAR_WORDS + 1).count();
    let behind = segment.span().start + table.get(row)?.source as usize;
    let has_length = (MIN_GLUED_BUTTONS..=MAX_TOOLBAR_WORDS).contains(&row);
    if !has_length || segment.context().text[segment.span().start..behind].contains([',', '.', ';']) {
        return None;
    }
    let networks = (0..row).filter(|n| segment.lists_of_word(*n) & Words::Network.bit() != 0).count();
    let buttons = (0..row).filter(|n| is_button(*n)).count();
    let is_row = networks >= MIN_GLUED_NETWORK_BUTTONS && buttons >= MIN_GLUED_BUTTONS && buttons * 2 > row;
    (is_row && table.len() - row >= MIN_GLUED_PARAGRAPH_WORDS).then_some(behind)
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
                (
                    "Share this with Email Facebook Twitter WhatsApp LinkedIn The council met in the old school on Monday.",
                    MIDDLE,
                    Removed,
                    "a row glued to a paragraph",
                ),
                (
                    "Facebook, Twitter, WhatsApp, LinkedIn and Pinterest sent The council of Elmsworth a letter.",
                    MIDDLE,
                    Kept,
                    "a sentence lists them with commas",
                ),
                ("Facebook bought WhatsApp", MIDDLE, Kept, "another word stands between the names"),
            ],
        );
    }
}
