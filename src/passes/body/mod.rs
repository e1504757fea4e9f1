//! The body of a whole page: the article between the menus above it and the lists and footers below it.
//!
//! **Removes** every segment outside the body. The body is the run of segments with the highest sum, where each word of
//! prose adds to the sum, and menu entries, headlines and lines that were already removed subtract from it (`runs`).
//! The run is then extended by the article's own lines beside it (`extent`), starts at the headline whose words its
//! paragraphs use (`headline`), and ends before the teasers of other stories (`ending`).
//!
//! **Keeps** the headline above the run, a standfirst above the headline, and a list of described things with their
//! prices behind the run (`items`; `pages/en-buyers-list-with-prices`). If no run dominates the page, such as on a page
//! of product data, it keeps everything between the menus (`pages/en-product-page-without-a-body`). It keeps everything
//! on a text that is not a whole page: either the text shows that it is one (`whole`), or the caller says so
//! ([`WholePage`]).
//!
//! **Why** by sums: menus, cards and footers of an unknown site match no phrase, but articles consist mostly of long
//! sentences and what surrounds them consists mostly of short lines, in every language.

mod ending;
mod extent;
mod headline;
mod items;
mod runs;
mod whole;

use serde::{Deserialize, Serialize};

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::view::Context;
use crate::vote::score;
use extent::LineKind;

/// Whether a text is a whole page with menus and footers, in which the body of the article must first be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WholePage {
    /// It is treated as a whole page if it looks like one, for example because it starts with a long menu.
    #[default]
    Auto,
    /// It is a whole page.
    On,
    /// It is not a whole page. All of it may be part of the article.
    Off,
}

pub(super) fn apply(context: Context<'_>, whole_page: WholePage, ledger: &mut SignedLedger<'_>) {
    let is_whole = match whole_page {
        WholePage::On => true,
        WholePage::Off => false,
        WholePage::Auto => whole::is_whole(context, ledger),
    };
    if !is_whole {
        return;
    }
    let Some(in_body) = find(context, ledger) else { return };
    for (i, in_body) in in_body.into_iter().enumerate() {
        if !in_body && !ledger.is_removed(i) {
            ledger.vote(i, Category::Frame, score::PROBABLE, "outside the page's body");
        }
    }
}

/// For each segment, whether it belongs to the body. `None` if the page has no prose or no content.
fn find(context: Context<'_>, ledger: &Ledger) -> Option<Vec<bool>> {
    let runs = runs::best(context, ledger);
    if runs.is_empty() {
        return None;
    }
    let mut in_body = vec![false; context.len()];
    for (first, last) in runs {
        add_run(context, ledger, first, last, &mut in_body);
    }
    if !is_dominant(context, ledger, &in_body) {
        let is_content = |i: &usize| extent::classify(context, ledger, *i) == LineKind::Content;
        let first = (0..context.len()).find(is_content)?;
        let last = (0..context.len()).rev().find(is_content)?;
        add_with_headline(context, ledger, first, last, &mut in_body);
    }
    Some(in_body)
}

/// Adds a run to the body, without the teasers at its end and with the article's own lines beside it. `first` and
/// `last` are both inside the run.
fn add_run(context: Context<'_>, ledger: &Ledger, first: usize, last: usize, in_body: &mut [bool]) {
    let last = ending::find(context, ledger, first, last);
    let last = last + extent::lines_below(context, ledger, last);
    let headline = headline::find_opening(context, ledger, first, last);
    let list_end = items::end(context, ledger, first, last);
    let last = if list_end > last { list_end + extent::lines_below(context, ledger, list_end) } else { last };
    if let Some(headline) = headline {
        in_body[headline - extent::standfirst_lines(context, ledger, headline)..=last].fill(true);
    } else {
        add_with_headline(context, ledger, first - extent::lines_above(context, ledger, first), last, in_body);
    }
}

/// Adds the segments from `first` to `last`, both included, and the headline above them to the body.
fn add_with_headline(context: Context<'_>, ledger: &Ledger, first: usize, last: usize, in_body: &mut [bool]) {
    in_body[first..=last].fill(true);
    if let Some(headline) = headline::longest_line_above(context, ledger, first) {
        in_body[headline] = true;
    }
}

/// The prose segments from `first` to `last`, both included, that are not removed.
fn remaining_prose(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> Vec<usize> {
    (first..=last).filter(|i| context.segment(*i).is_prose() && !ledger.is_removed(*i)).collect()
}

/// Between the article and other text stand lines of at least this weight. A line weighs 1. Chosen by hand: a smaller
/// value would find a gap at a subheading with a date below it; a larger one would miss the headline and byline of a
/// teaser.
const MIN_GAP_WEIGHT: usize = 3;
/// The weight of a removed line in a gap. It counts more than a kept line, because boilerplate rarely stands inside an
/// article. Removed lines that do stand inside articles, such as captions, weigh nothing.
const REMOVED_LINE_WEIGHT: usize = 2;

/// Whether enough lines stand between the segments `a` and `b` to separate the article from other text.
fn has_gap_between(context: Context<'_>, ledger: &Ledger, a: usize, b: usize) -> bool {
    let weight = |i: usize| match ledger.removed(i) {
        None => 1,
        Some(vote) if vote.category.policy().stands_inside_article => 0,
        Some(_) => REMOVED_LINE_WEIGHT,
    };
    (a + 1..b).filter(|i| context.segment(*i).words() > 0).map(weight).sum::<usize>() >= MIN_GAP_WEIGHT
}

/// A body with at least this many words of prose is an article, whatever else the page contains. Chosen by hand: a
/// smaller value would take the blurb of a product page for its article; a larger one would keep the lists around a
/// short article, unless the article uses the words of its title.
const MIN_DOMINANT_PROSE_WORDS: usize = 200;

/// Whether the body is the subject of the page: it has the prose of an article, or at least half of the words outside
/// menus and headlines, or its text uses the words of its title. Otherwise the page has no article, and everything
/// between its menus is kept.
fn is_dominant(context: Context<'_>, ledger: &Ledger, in_body: &[bool]) -> bool {
    let (mut prose_words, mut body_words, mut content_words) = (0, 0, 0);
    for i in (0..in_body.len()).filter(|i| !ledger.is_removed(*i)) {
        let segment = context.segment(i);
        if in_body[i] {
            body_words += segment.words();
            prose_words += if segment.is_prose() { segment.words() } else { 0 };
        }
        if extent::classify(context, ledger, i) == LineKind::Content {
            content_words += segment.words();
        }
    }
    prose_words >= MIN_DOMINANT_PROSE_WORDS
        || body_words * 2 >= content_words
        || headline::body_uses_title(context, ledger, in_body)
}
