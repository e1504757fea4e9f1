//! Runs: stretches of consecutive segments that are likely to be the body, found by the sums of their segments' values.

use super::extent::points_away;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::{Context, Segment};

// All values below are in words of prose: a word of prose in a run adds 1.0 to its sum. All are chosen by hand; larger
// costs end a run earlier at lists and menus, smaller costs let it extend further into the frame.

/// A paragraph adds at most this much, so that a single long one, such as a cookie notice, does not outweigh an article
/// of several paragraphs.
const MAX_PROSE_VALUE: f32 = 60.0;
/// The value of each word of a sentence that is too short for prose.
const SHORT_SENTENCE_WORD_VALUE: f32 = 0.5;
/// The value of a line that ends with a colon, which usually introduces a list of the article.
const INTRODUCTION_VALUE: f32 = 1.0;
/// What a link or a line that points to another page costs.
const LINK_COST: f32 = 4.0;
/// What any other short line costs.
/// Sensitive: -25 % (3) changes 1.07 % of the texts of the shared corpora.
const SHORT_LINE_COST: f32 = 4.0;
/// What a removed line costs if its category also occurs inside articles. Other categories have a cost of their own,
/// see [`Policy::frame_cost`](crate::policy::Policy::frame_cost).
const REMOVED_LINE_COST: f32 = 2.0;
/// Between two prose segments, short lines and removed lines together cost little more than this, so that a long list
/// or table does not separate the two halves of an article.
/// Sensitive: -25 % (22.5) changes 1.47 % of the texts of the shared corpora, +25 % (37.5) changes 1.07 % and costs
/// 0.037 percentage points of their content.
const MAX_LIST_COST: f32 = 30.0;

/// A sentence has at least this many words to add to a run. Shorter ones ("Thank you.") occur in menus too.
const MIN_SHORT_SENTENCE_WORDS: u32 = 5;
/// A line that ends with a colon has at least this many words to count as an introduction. Shorter ones are labels.
const MIN_INTRODUCTION_WORDS: u32 = 4;
/// A line of at least this many words costs nothing although it does not end like a sentence. It may be a list item of
/// the article or the teaser of another story.
const MIN_NEUTRAL_WORDS: u32 = 12;

/// How much a segment adds to a run that contains it.
enum Value {
    /// Prose of this value, which also ends a list.
    Prose(f32),
    /// A value, or a cost if it is negative, that is always counted in full.
    Fixed(f32),
    /// A cost that is counted only until the list around the segment has reached [`MAX_LIST_COST`].
    ListCost(f32),
}

fn value(segment: Segment<'_>, ledger: &Ledger) -> Value {
    let f = segment.features();
    if let Some(vote) = ledger.removed(segment.index()) {
        match vote.category.policy().frame_cost {
            Some(cost) => Value::Fixed(-cost),
            None => Value::ListCost(REMOVED_LINE_COST),
        }
    } else if f.words == 0 {
        Value::Fixed(0.0)
    } else if segment.is_link() || points_away(segment) {
        Value::Fixed(-LINK_COST)
    } else if segment.is_prose() {
        Value::Prose((f.words as f32).min(MAX_PROSE_VALUE))
    } else if f.ending == Ending::Sentence && f.words >= MIN_SHORT_SENTENCE_WORDS {
        Value::Fixed(f.words as f32 * SHORT_SENTENCE_WORD_VALUE)
    } else if f.ending == Ending::Colon && f.words >= MIN_INTRODUCTION_WORDS {
        Value::Fixed(INTRODUCTION_VALUE)
    } else if f.code || f.words >= MIN_NEUTRAL_WORDS {
        Value::Fixed(0.0)
    } else {
        Value::ListCost(SHORT_LINE_COST)
    }
}

/// For each segment, what it adds to the sum of a run that contains it. Negative numbers are costs.
fn summands<'p>(context: Context<'p>, ledger: &'p Ledger) -> impl Iterator<Item = f32> + 'p {
    let mut list_cost = 0.0;
    let summand = move |i| match value(context.segment(i), ledger) {
        Value::Prose(value) => {
            list_cost = 0.0;
            value
        }
        Value::Fixed(value) => value,
        Value::ListCost(_) if list_cost >= MAX_LIST_COST => 0.0,
        Value::ListCost(cost) => {
            list_cost += cost;
            -cost
        }
    };
    (0..context.len()).map(summand)
}

/// A run is kept beside the best one if its sum is at least this fraction of the best sum: which of the two is the
/// article cannot be known. Chosen by hand: a smaller value would keep comment threads and cookie notices beside
/// the article; a larger one would lose the shorter half of an article that a long menu divides.
const MIN_SHARE_OF_BEST_SUM: f32 = 0.3;

/// Hands each run to `found`, in the order of the page: its sum, its first and its last segment.
///
/// A run starts where the sum is zero and ends at its peak. When the sum falls to zero again, a new run may start. The
/// work is linear in the number of segments, and nothing is allocated.
pub(super) fn for_each_run(context: Context<'_>, ledger: &Ledger, mut found: impl FnMut(f32, usize, usize)) {
    let (mut sum, mut first, mut peak, mut last) = (0.0, 0, 0.0, 0);
    // The last summand stands for the end of the page: it brings any sum below zero, so that the last run is found.
    for (i, summand) in summands(context, ledger).chain([f32::MIN]).enumerate() {
        sum += summand;
        if sum > peak {
            (peak, last) = (sum, i);
        }
        if sum <= 0.0 {
            if peak > 0.0 {
                found(peak, first, last);
            }
            (sum, peak, first) = (0.0, 0.0, i + 1);
        }
    }
}

/// The runs with the highest sums, in the order of the page, each as its first and its last segment: the best run, and
/// those whose sum comes close to it.
pub(super) fn best(context: Context<'_>, ledger: &Ledger) -> Vec<(usize, usize)> {
    let mut runs: Vec<(f32, usize, usize)> = Vec::new();
    for_each_run(context, ledger, |sum, first, last| runs.push((sum, first, last)));
    let best = runs.iter().map(|run| run.0).fold(0.0, f32::max);
    runs.into_iter().filter(|run| run.0 >= best * MIN_SHARE_OF_BEST_SUM).map(|(_, first, last)| (first, last)).collect()
}
