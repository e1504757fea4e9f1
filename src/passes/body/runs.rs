//! Runs of segments that say most for being the body.

use super::extent::points_away;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::Context;

/// A run of short lines costs at most this much, so that a list or table does not part an article.
const LIST: f32 = 30.0;

/// What each segment says for being inside the body, in words of prose.
fn worths(context: Context<'_>, ledger: &Ledger) -> Vec<f32> {
    let mut spent = 0.0;
    (0..context.len())
        .map(|i| {
            let segment = context.segment(i);
            let f = segment.features();
            let words = f.words as f32;
            if let Some(vote) = ledger.removed(i) {
                return match vote.category.policy().frame_cost {
                    Some(cost) => -cost,
                    None if spent >= LIST => 0.0,
                    None => {
                        spent += 2.0;
                        -2.0
                    }
                };
            }
            if f.words == 0 {
                return 0.0;
            }
            if segment.is_link() || points_away(segment) {
                return -4.0;
            }
            if segment.is_prose() {
                spent = 0.0;
                return words.min(60.0);
            }
            if f.ending == Ending::Sentence && f.words >= 5 {
                return words * 0.5;
            }
            if f.ending == Ending::Colon && f.words >= 4 {
                return 1.0;
            }
            if f.code || f.words >= 12 || spent >= LIST {
                return 0.0;
            }
            spent += 4.0;
            -4.0
        })
        .collect()
}

/// A run that says so much of what the best one says is kept too: which of them is the article is a guess.
const RIVAL: f32 = 0.3;

/// The runs with the largest sums, in order: the best one, and any that comes close to it.
pub(super) fn best(context: Context<'_>, ledger: &Ledger) -> Vec<(usize, usize)> {
    let mut runs: Vec<(f32, usize, usize)> = Vec::new();
    let (mut sum, mut from, mut peak, mut to) = (0.0, 0, 0.0, 0);
    for (i, w) in worths(context, ledger).into_iter().chain([f32::MIN]).enumerate() {
        sum += w;
        if sum > peak {
            (peak, to) = (sum, i);
        }
        if sum <= 0.0 {
            if peak > 0.0 {
                runs.push((peak, from, to));
            }
            (sum, peak, from) = (0.0, 0.0, i + 1);
        }
    }
    let best = runs.iter().map(|r| r.0).fold(0.0, f32::max);
    runs.into_iter().filter(|r| r.0 >= best * RIVAL).map(|(_, first, last)| (first, last)).collect()
}
