//! The guard: takes weakly supported removals back if too little text would remain. It never removes anything.
//!
//! It looks at how many words would remain, and not at the share of the page that is removed. A share changes when the
//! remaining text is cleaned again, so that cleaning twice could remove more than cleaning once.

use std::ops::Range;

use crate::ledger::{Ledger, Part};
use crate::page::Page;
use crate::vote::{score, Vote};

/// If fewer words than this would remain, only certain votes stand. Chosen by hand, as the length of about two
/// sentences: with a smaller value, a wrong removal could empty a short article; with a larger one, more boilerplate
/// would be kept on short pages.
const MIN_REMAINING_WORDS: usize = 40;

/// Takes back all removals that are not certain if too little text would remain, and passes the span and vote of each
/// to `spared`.
#[inline(never)]
pub(crate) fn restrain(page: &Page, ledger: &mut Ledger, mut spared: impl FnMut(Range<usize>, Vote)) {
    let kept = (0..ledger.len()).filter(|index| !ledger.is_removed(*index));
    let kept_words: usize = kept.map(|index| page.segments[index].features.words as usize).sum();
    // The words of cut parts take longer to count, and are not counted if it is clear without them.
    if kept_words >= MIN_REMAINING_WORDS
        && kept_words.saturating_sub(count_cut_words(page, ledger)) >= MIN_REMAINING_WORDS
    {
        return;
    }
    for index in 0..ledger.len() {
        if ledger.removed(index).is_some_and(is_weak) {
            if let Some(vote) = ledger.spare(index) {
                spared(page.segments[index].span.clone(), vote);
            }
        }
    }
    ledger.spare_parts(is_weak, spared);
}

fn is_weak(vote: &Vote) -> bool {
    vote.score < score::CERTAIN
}

/// The number of words in the removed parts of segments that are kept.
fn count_cut_words(page: &Page, ledger: &Ledger) -> usize {
    let words = |part: &Part| {
        let segment = &page.segments[part.segment];
        let table = &page.folded.words[segment.words.clone()];
        let words_before = |at: usize| table.partition_point(|w| segment.span.start + (w.source as usize) < at);
        words_before(part.span.end) - words_before(part.span.start)
    };
    ledger.parts().iter().filter(|part| !ledger.is_removed(part.segment)).map(words).sum()
}
