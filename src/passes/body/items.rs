//! A list of things with their prices, each described in lines of its own, that the article's introduction leads to: it
//! belongs to the article up to its last price (the page `pages/en-buyers-list-with-prices`). A shop's shelf has names and
//! prices, and hardly a word between them.

use super::extent::points_away;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::{Context, Segment};

/// A list has at least so many things, each at most so many segments behind the last...
const ITEMS: usize = 3;
const APART: usize = 30;
/// ...with so many words at least that say something of it.
const DESCRIBED: usize = 20;

/// The end of the run with the list that starts in it or right behind it.
pub(super) fn end(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let (mut items, mut described, mut before) = (0, 0, last);
    let mut end = last;
    for i in first..context.len() {
        if i > last && i - before > APART {
            break;
        }
        let segment = context.segment(i);
        if is_price(segment) {
            items = if described >= DESCRIBED { items + 1 } else { 0 };
            (described, before) = (0, before.max(i));
            if items >= ITEMS {
                end = end.max(i);
            }
        } else if !ledger.is_removed(i) && !segment.is_link() && !points_away(segment) {
            described += segment.words();
        }
    }
    end
}

/// A line that starts with a price.
fn is_price(segment: Segment<'_>) -> bool {
    let text = segment.text().trim_start_matches(['[', '*', '_', ' ']);
    let mut chars = text.chars();
    segment.ending() != Ending::Sentence
        && matches!(chars.next(), Some('$' | '€' | '£' | '¥' | '₩' | '₹'))
        && chars.find(|c| *c != ' ').is_some_and(|c| c.is_ascii_digit())
}
