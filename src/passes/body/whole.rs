//! Whether a text is a whole page.

use std::ops::Range;

use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::Context;

/// So many lines in a row of a few words above the first paragraph are a menu, whatever their language. Those with a
/// number are not: a recipe or a table starts with them (`keep/en-recipe-ingredients-first`).
const MENU: usize = 16;
const ENTRY: usize = 6;
/// So many lines with links above or below the prose are a menu.
const LINKS: usize = 8;

/// So many short lines without a number both above the prose and below it are a page's, in a language that the lexicon
/// does not know too.
const BOTH: usize = 24;
/// So many links around several lines are cards: a picture, a headline and a teaser of another story each.
const CARDS: usize = 8;
/// So many lines of menus and footers that the lexicon knows show a page whose first or last paragraph is furniture.
const KNOWN: usize = 12;

/// A menu above the first paragraph, or a footer behind the last, shows a whole page: many short lines, or a block of
/// them some of which the lexicon knows. So do cards, and furniture without end, wherever they stand.
pub(super) fn is_whole(context: Context<'_>, ledger: &Ledger) -> bool {
    let prose = |i: &usize| context.segment(*i).is_prose() && !ledger.is_removed(*i);
    let Some(first) = (0..context.len()).find(prose) else { return false };
    let last = (first..context.len()).rev().find(prose).unwrap_or(first);
    let (above, known_above) = frame(context, ledger, 0..first);
    let (below, known_below) = frame(context, ledger, last + 1..context.len());
    let entry = |i: &usize| {
        let s = context.segment(*i);
        s.is_title() && s.words() <= ENTRY && s.numbers() == 0 && s.ending() == Ending::Open
    };
    let mut list = 0;
    let menu = (0..first).any(|i| {
        list = if entry(&i) { list + 1 } else { 0 };
        list == MENU
    });
    menu || above >= 8 && known_above >= 2
        || known_above + known_below >= 4 && above + below >= 16
        || entries(context, 0..first) && entries(context, last + 1..context.len())
        || (0..context.len()).filter(|i| context.segment(*i).text().starts_with("](")).take(CARDS).count() == CARDS
        || (0..context.len()).filter(|i| is_furniture(ledger, *i)).take(KNOWN).count() == KNOWN
}

fn is_furniture(ledger: &Ledger, i: usize) -> bool {
    ledger.removed(i).is_some_and(|v| v.category.policy().is_page_frame)
}

/// Whether a stretch has as many short lines as menus have. (Those of tables have numbers.)
fn entries(context: Context<'_>, stretch: Range<usize>) -> bool {
    let plain = |i: &usize| {
        let s = context.segment(*i);
        s.is_title() && s.numbers() == 0 && s.ending() == Ending::Open
    };
    stretch.filter(plain).nth(BOTH - 1).is_some()
}

/// How many short lines a stretch has, and how many of them the lexicon knows.
fn frame(context: Context<'_>, ledger: &Ledger, stretch: Range<usize>) -> (usize, usize) {
    let (mut short, mut known, mut links) = (0, 0, 0);
    for i in stretch {
        let segment = context.segment(i);
        short += usize::from(segment.is_title() || segment.is_link());
        links += usize::from(segment.is_link());
        known += usize::from(is_furniture(ledger, i));
    }
    (short, if links >= LINKS { known + links / 2 } else { known })
}
