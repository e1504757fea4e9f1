//! The frame of a whole page without an article: the menu above its entries, and the footer below them.
//!
//! **Removes** the lines from the top of the page to the end of its menu, and from the start of its footer to the end of
//! the page. Each line has clues (`clues`), and each clue a weight (`weights.txt`), which sum up to the odds that the line
//! belongs to the frame. The menu ends where the sum over its lines is highest, and so the footer starts.
//!
//! **Keeps** everything between the menu and the footer; a title that the page's first sentence repeats; each sentence that no rule removed, and above the footer each price,
//! with all lines inwards from it; and lines at the edge of the page of which the odds are not much better than even.
//!
//! **Why** On a listing, a shop or a forum no single property tells a line of the menu from an entry: both are short, and
//! both may be in a list. Many weak clues together tell it, in the same way on pages of sites that were not seen.

mod clues;
mod weights;

use std::ops::Range;

use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::{Context, Segment};
use clues::{Line, Lines};
use weights::Weights;

/// An edge of the page.
#[derive(Clone, Copy)]
enum Edge {
    /// Where the menu stands.
    Top,
    /// Where the footer stands.
    Bottom,
}

/// A line speaks for the frame if the logarithm of its odds is higher than this. Above 0.0, because a lost entry is worse
/// than a line of a menu that stays. Chosen on the read folds of the shared corpora: with 2.5, F1 of pages of other kinds
/// than articles falls by 0.013; with 0.0, some lose entries.
const MIN_LINE_SCORE: f32 = 1.0;
/// The frame ends after this many lines of which no rule recognized one: they may be the items of a long list. Chosen on
/// the read folds: with 15, F1 of pages of other kinds than articles falls by 0.006, and nothing more is kept.
const MAX_UNRECOGNIZED_LINES: usize = 60;
/// A line of at least this many words that ends like a sentence is one, and ends the frame. Shorter ones are slogans of
/// the menu. Chosen on the read folds: with prose only, F1 rises by 0.01 and recall falls by 0.002.
const MIN_FRAME_SENTENCE_WORDS: usize = 8;
/// A line of at least this many words, most of them without a capital, is a paragraph although it has no full stop.
const MIN_FRAME_PARAGRAPH_WORDS: usize = 20;
/// A line of at most this many words may be the last entry of the menu without a list mark. Chosen by hand: longer ones
/// may be the headline of the page.
const MAX_LAST_ENTRY_WORDS: usize = 2;
/// A title of the page has at least this many words. A single word of the menu may stand in any sentence.
const MIN_TITLE_WORDS: usize = 2;
/// Words beyond this number do not make a line count more, so that one long line does not decide. Chosen by hand.
const MAX_COUNTED_WORDS: usize = 12;

/// The segments of the menu at the top and of the footer at the end, without the page's title.
pub(super) fn find<'p>(context: Context<'p>, ledger: &'p Ledger) -> impl Iterator<Item = usize> + 'p {
    let lines = Lines::read(context, ledger);
    let count = lines.len();
    let menu_end = reach(&lines, Edge::Top, 0..count).map_or(0, |last| last + 1);
    let footer = reach(&lines, Edge::Bottom, (menu_end..count).rev()).unwrap_or(count);
    let opening = (menu_end..footer).find(|i| is_sentence(lines.get(*i))).map(|i| lines.segment(i));
    let menu = 0..if menu_end == 0 { 0 } else { lines.segment(menu_end - 1) + 1 };
    let footer = if footer < count { lines.segment(footer) } else { context.len() };
    let is_title =
        move |i: &usize| opening.is_some_and(|opening| is_title_of(context.segment(*i), context.segment(opening)));
    menu.filter(move |i| !is_title(i)).chain(footer..context.len())
}

/// Whether the line is the title of the page: two words or more, which its first sentence repeats.
fn is_title_of(line: Segment<'_>, opening: Segment<'_>) -> bool {
    let title = line.folded();
    line.words() >= MIN_TITLE_WORDS && !line.bullet() && line.is_title() && opening.folded().contains(title)
}

/// The last line of the frame, from an edge of the page inwards: that at which the sum of the scores is highest. `None` if
/// no sum is positive.
fn reach(lines: &Lines, edge: Edge, inwards: impl Iterator<Item = usize>) -> Option<usize> {
    let weights = Weights::of(edge);
    let (mut sum, mut highest, mut last, mut unrecognized) = (0.0, 0.0, None, 0);
    for i in inwards {
        let line = lines.get(i);
        unrecognized = if line.removed.is_some() { 0 } else { unrecognized + 1 };
        let is_priced_entry = line.has_price && matches!(edge, Edge::Bottom);
        if is_sentence(line) || is_priced_entry || unrecognized > MAX_UNRECOGNIZED_LINES {
            break;
        }
        let counted_words = line.words.min(MAX_COUNTED_WORDS) as f32;
        sum += (weights.log_odds(lines.clues(i)) - MIN_LINE_SCORE) * counted_words.sqrt();
        if sum > highest && may_end_frame(line, edge) {
            (highest, last) = (sum, Some(i));
        }
    }
    last
}

/// Whether the line is a sentence or a paragraph that no rule removed.
fn is_sentence(line: &Line) -> bool {
    let is_sentence = line.ending == Ending::Sentence && line.words >= MIN_FRAME_SENTENCE_WORDS;
    let is_paragraph = line.words >= MIN_FRAME_PARAGRAPH_WORDS && line.capital_percent * 2 < 100;
    line.removed.is_none() && (line.prose_words > 0 || is_sentence || is_paragraph)
}

/// Whether the line may be the innermost one of the menu or footer. A headline or an entry beside it is not.
fn may_end_frame(line: &Line, edge: Edge) -> bool {
    let is_entry = line.has_list_mark || line.words <= MAX_LAST_ENTRY_WORDS;
    line.removed.is_some() || matches!(edge, Edge::Top) && is_entry
}

/// The clues of each line, with its bytes in the text. The training of the weights reads them.
pub(crate) fn clues(context: Context<'_>, ledger: &Ledger) -> Vec<(Range<usize>, Vec<String>)> {
    let (lines, names) = (Lines::read(context, ledger), clues::names());
    let of_line =
        |line| (context.segment(lines.segment(line)).span(), lines.clues(line).map(|c| names[c].clone()).collect());
    (0..lines.len()).map(of_line).collect()
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed};

    const IN_MENU: &str = "Home\nNews\n{}\nSport\nPrivacy Policy\nTerms of Use\nContact\nSearch\n\
        Oak table, 3 by 5 feet\nAsh chair, oiled\nBeech stool, three legs\n\
        We make each of our tables and chairs in a shed by the water, and we sell them there.\n";
    const AMONG_ENTRIES: &str = "Home\nNews\nSport\nPrivacy Policy\nTerms of Use\nContact\nSearch\nLogin\n\
        We make each of our tables and chairs in a shed by the water, and we sell them there.\n\
        {}\nOak table, 3 by 5 feet\nAsh chair, oiled\nBeech stool, three legs\n\
        We deliver each of our tables and chairs by boat to all the towns along the long coast.\n";
    const ABOVE_FOOTER: &str = "Home\nNews\nSport\nPrivacy Policy\nTerms of Use\nContact\nSearch\nLogin\n\
        We make each of our tables and chairs in a shed by the water, and we sell them there.\n\
        Oak table, 3 by 5 feet\nAsh chair, oiled\nBeech stool, three legs\n\
        About us\n{}\nTerms of Use\nPrivacy Policy\nContact\nNewsletter\n";
    const IN_FOOTER: &str = "Home\nNews\nSport\nPrivacy Policy\nTerms of Use\nContact\nSearch\nLogin\n\
        We make each of our tables and chairs in a shed by the water, and we sell them there.\n\
        Terms of Use\n{}\nPrivacy Policy\n";

    #[test]
    fn lines_between_the_edge_of_the_page_and_its_menu_are_removed_and_entries_are_kept() {
        check(
            "frame",
            &[
                ("Harriers", IN_MENU, Removed, "a recognized line of the menu follows"),
                ("Harriers", IN_FOOTER, Removed, "recognized lines of the footer stand on both sides"),
                ("Harriers", AMONG_ENTRIES, Kept, "an entry below the menu"),
                ("Larch table, 3 by 6 feet, oiled: $ 129.00", ABOVE_FOOTER, Kept, "a price above the footer"),
                ("We are closed until Whitsun, and we are sorry.", ABOVE_FOOTER, Kept, "a sentence"),
                ("Shipping", ABOVE_FOOTER, Removed, "a line of the footer between two recognized ones"),
                (
                    "Harriers are birds of prey that live in the reeds along the shore and hunt the voles there.",
                    IN_MENU,
                    Kept,
                    "prose",
                ),
            ],
        );
    }
}
