//! The guard: takes removals back if too little text would remain. It may only spare.
//!
//! It looks at how many words would remain, never at the share of the page that is removed: a share changes when the
//! remaining text is cleaned again, so cleaning twice would remove more than cleaning once.

use std::ops::Range;

use crate::ledger::{Ledger, Part};
use crate::page::Page;
use crate::vote::{score, Vote};

/// If fewer words than this would remain, only certain votes stand. Chosen by hand: two sentences of an article. A text
/// that is shorter is either no article or one of which a single wrong removal would take a good part.
const MIN_REMAINING_WORDS: usize = 40;

/// Takes back all removals that are not certain if too little text would remain, and hands each to `spared`.
#[inline(never)]
pub(crate) fn restrain(page: &Page, ledger: &mut Ledger, mut spared: impl FnMut(Range<usize>, Vote)) {
    let kept = (0..ledger.len()).filter(|i| !ledger.is_removed(*i));
    let words: usize = kept.map(|i| page.segments[i].features.words as usize).sum();
    if words >= MIN_REMAINING_WORDS && words.saturating_sub(cut_words(page, ledger)) >= MIN_REMAINING_WORDS {
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

/// The number of words in the removed parts of segments that are kept.
fn cut_words(page: &Page, ledger: &Ledger) -> usize {
    let words = |part: &Part| {
        let segment = &page.segments[part.segment];
        let table = &page.folded.words[segment.words.clone()];
        table.iter().filter(|w| part.span.contains(&(segment.span.start + w.source as usize))).count()
    };
    ledger.parts().iter().filter(|part| !ledger.is_removed(part.segment)).map(words).sum()
}
