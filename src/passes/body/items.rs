//! Lists of things with their prices, as in a buyer's guide: the article's introduction leads to such a list, and each
//! thing is described on several short lines. The list belongs to the article up to its last price
//! (`pages/en-buyers-list-with-prices`). The shelf of a shop, in contrast, has names and prices and hardly any words
//! between them.

use super::extent::points_away;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::{Context, Segment};

/// A list has at least this many prices. Chosen by hand: fewer may be those of an advertisement.
const MIN_ITEMS: usize = 3;
/// Behind the run, the search for the next price stops after this many segments without one. Chosen by hand: longer
/// descriptions of one thing are prose, and then the things are part of the run anyway.
const MAX_SEGMENTS_BETWEEN_PRICES: usize = 30;
/// At least this many words describe each thing, counted from the price before it. Chosen by hand: an item of a shop's
/// shelf has fewer; a larger value would lose tersely described things.
const MIN_DESCRIPTION_WORDS: usize = 20;

/// The lists of a page. What was read behind one run is not read again for the next, because the work would grow with
/// the square of the number of runs.
pub(super) struct Lists {
    /// For each price that is no item, behind a run: one more than the last segment of the list that starts behind it,
    /// 1 if none does, and 0 if that is not known.
    ends: Vec<u32>,
}

impl Lists {
    pub fn new(context: Context<'_>) -> Lists {
        Lists { ends: vec![0; context.len()] }
    }

    /// The last segment of the run after it is extended by the list that starts in it or directly behind it. Without
    /// such a list, that is `last`.
    pub fn end(&mut self, context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
        let (mut items, mut description_words) = (0, 0);
        let mut last_price = last;
        let mut end = last;
        let mut restarts = Vec::new();
        for i in first..context.len() {
            if i > last && i - last_price > MAX_SEGMENTS_BETWEEN_PRICES {
                break;
            }
            let segment = context.segment(i);
            if is_price(segment) {
                items = if description_words >= MIN_DESCRIPTION_WORDS { items + 1 } else { 0 };
                description_words = 0;
                last_price = last_price.max(i);
                if items >= MIN_ITEMS {
                    end = end.max(i);
                } else if items == 0 && i > last {
                    if self.ends[i] > 0 {
                        end = end.max(self.ends[i] as usize - 1);
                        break;
                    }
                    restarts.push(i);
                }
            } else if !ledger.is_removed(i) && !segment.is_link() && !points_away(segment) {
                description_words += segment.words();
            }
        }
        for i in restarts {
            self.ends[i] = 1 + if end > i { end as u32 } else { 0 };
        }
        end
    }
}

/// Whether the line starts with a price and is not a sentence.
fn is_price(segment: Segment<'_>) -> bool {
    let text = segment.text().trim_start_matches(['[', '*', '_', ' ']);
    let mut chars = text.chars();
    segment.ending() != Ending::Sentence
        && matches!(chars.next(), Some('$' | '€' | '£' | '¥' | '₩' | '₹'))
        && chars.find(|c| *c != ' ').is_some_and(|c| c.is_ascii_digit())
}
