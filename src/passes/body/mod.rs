//! The body of a whole page: what lies between the menus above and the lists and footers below.
//!
//! **Removes** all outside the run of segments with the highest sum, where prose counts for, and menu entries,
//! headlines and lines that went count against. The run begins at the headline that its paragraphs take up
//! (`headline`) and ends before other stories (`ending`).
//!
//! **Keeps** the headline above the run, and all between the menus of a page that no run dominates (a timetable, a
//! product's data). Runs only where the page shows that it is whole, or the caller says so.

mod extent;
mod ending;
mod headline;
mod items;
mod runs;
mod whole;

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::view::Context;
use crate::vote::score;
use extent::Edge;

/// Whether a text is a whole page, menus and all, in which the article's body must first be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum WholePage {
    /// Where the text itself shows it.
    #[default]
    Auto,
    /// It is one.
    On,
    /// It is none.
    Off,
}

pub(super) fn apply(context: Context<'_>, whole_page: WholePage, ledger: &mut SignedLedger<'_>) {
    let whole = match whole_page {
        WholePage::On => true,
        WholePage::Off => false,
        WholePage::Auto => whole::is_whole(context, ledger),
    };
    if !whole {
        return;
    }
    let runs = runs::best(context, ledger);
    if runs.is_empty() {
        return;
    }
    let mut body = vec![false; context.len()];
    for (first, last) in runs {
        let last = ending::find(context, ledger, first, last);
        let last = last + extent::below(context, ledger, last);
        let head = headline::start(context, ledger, first, last);
        let list = items::end(context, ledger, first, last);
        let last = if list > last { list + extent::below(context, ledger, list) } else { last };
        if let Some(head) = head {
            body[head - extent::standfirst(context, ledger, head)..=last].fill(true);
        } else {
            keep(context, ledger, first - extent::above(context, ledger, first), last, &mut body);
        }
    }
    if !is_dominant(context, ledger, &body) {
        let content = |i: &usize| extent::of(context, ledger, *i) == Edge::Content;
        let (Some(first), Some(last)) = ((0..body.len()).find(content), (0..body.len()).rev().find(content)) else {
            return;
        };
        keep(context, ledger, first, last, &mut body);
    }
    for (i, inside) in body.iter().enumerate() {
        if !ledger.is_removed(i) && !inside {
            ledger.vote(i, Category::Frame, score::PROBABLE, "outside the page's body");
        }
    }
}

/// Takes a stretch and the headline above it into the body.
fn keep(context: Context<'_>, ledger: &Ledger, first: usize, last: usize, body: &mut [bool]) {
    body[first..=last].fill(true);
    if let Some(head) = headline::above(context, ledger, first) {
        body[head] = true;
    }
}

/// The paragraphs of a stretch.
fn prose(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> Vec<usize> {
    (first..=last).filter(|i| context.segment(*i).is_prose() && !ledger.is_removed(*i)).collect()
}

/// So many short lines part an article from what stands before or behind it; one that went counts twice, but for what
/// goes inside articles too.
const GAP: usize = 3;

fn is_parted(context: Context<'_>, ledger: &Ledger, a: usize, b: usize) -> bool {
    let weight = |i: usize| match ledger.removed(i) {
        None => 1,
        Some(vote) if vote.category.policy().stands_inside_article => 0,
        Some(_) => 2,
    };
    (a + 1..b).filter(|i| context.segment(*i).words() > 0).map(weight).sum::<usize>() >= GAP
}

/// So many words of prose are an article.
const ARTICLE: usize = 200;

/// Whether the body is what the page is about: it has the words of an article, or half of all beside menus and
/// headlines, or its text takes up its title. Where it is not, the page has no body, and what lies between its menus
/// stays.
fn is_dominant(context: Context<'_>, ledger: &Ledger, body: &[bool]) -> bool {
    let (mut prose_words, mut inside, mut all) = (0, 0, 0);
    for i in (0..body.len()).filter(|i| !ledger.is_removed(*i)) {
        let segment = context.segment(i);
        if body[i] {
            inside += segment.words();
            prose_words += if segment.is_prose() { segment.words() } else { 0 };
        }
        all += if extent::of(context, ledger, i) == Edge::Content { segment.words() } else { 0 };
    }
    prose_words >= ARTICLE || inside * 2 >= all || headline::is_taken_up(context, ledger, body)
}
