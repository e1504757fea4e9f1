//! The guard: spares segments, and parts of them, when too little would be left. It may only spare.
//!
//! It looks at what stays, never at a share of what was there: a share is not idempotent.

use std::ops::Range;

use crate::ledger::{score, Ledger, Part, Vote};
use crate::page::Page;

/// Where fewer words than this would stay, only certain votes stand.
const FLOOR: usize = 40;

/// Takes back all but the certain votes where too little would be left, and hands each to `spared`.
#[inline(never)]
pub(crate) fn restrain(page: &Page, ledger: &mut Ledger, mut spared: impl FnMut(Range<usize>, Vote)) {
    let kept = (0..ledger.len()).filter(|i| !ledger.is_removed(*i));
    let words: usize = kept.map(|i| page.segments[i].features.words as usize).sum();
    if words >= FLOOR && words.saturating_sub(cut(page, ledger)) >= FLOOR {
        return;
    }
    for i in 0..ledger.len() {
        if ledger.removed(i).is_some_and(is_weak) {
            if let Some(vote) = ledger.spare(i) {
                spared(page.segments[i].span.clone(), vote);
            }
        }
    }
    ledger.spare_parts(is_weak, spared);
}

fn is_weak(vote: &Vote) -> bool {
    vote.score < score::CERTAIN
}

/// How many words stand in parts that go, of segments that stay.
fn cut(page: &Page, ledger: &Ledger) -> usize {
    let words = |part: &Part| {
        let segment = &page.segments[part.segment];
        let table = &page.folded.words[segment.words.clone()];
        table.iter().filter(|w| part.span.contains(&(segment.span.start + w.source as usize))).count()
    };
    ledger.parts().iter().filter(|part| !ledger.is_removed(part.segment)).map(words).sum()
}
