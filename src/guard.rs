//! The guard: takes guesses back if too little text would remain. It never removes anything.
//!
//! A guess is a vote that a pass cast for what surrounds a segment, or a rule's vote without clear evidence. A phrase or a
//! pattern in the line itself stands however short the text is, so a news brief of two sentences loses its share buttons.
//!
//! It looks at how many words would remain, and not at the share of the page that is removed. A share changes when the
//! remaining text is cleaned again, so that cleaning twice could remove more than cleaning once.

use std::ops::Range;

use crate::ledger::{Ledger, Part};
use crate::page::Page;
use crate::passes::PASSES;
use crate::vote::{score, RuleName, Vote};

/// If fewer words than this would remain, guesses are taken back, unless the caller sets another number. Chosen by hand,
/// as the length of about two sentences: with a smaller value, a wrong guess could empty a short article; with a larger
/// one, more boilerplate would be kept on short pages.
pub(crate) const DEFAULT_MIN_WORDS: usize = 40;

/// Takes back all guesses if fewer than `min_words` words would remain, and passes the span and vote of each to `spared`.
#[inline(never)]
pub(crate) fn restrain(page: &Page, min_words: usize, ledger: &mut Ledger, mut spared: impl FnMut(Range<usize>, Vote)) {
    let kept = (0..ledger.len()).filter(|index| !ledger.is_removed(*index));
    let kept_words: usize = kept.map(|index| page.segments[index].features.words as usize).sum();
    // The words of cut parts take longer to count, and are not counted if it is clear without them.
    if kept_words >= min_words && kept_words.saturating_sub(count_cut_words(page, ledger)) >= min_words {
        return;
    }
    for index in 0..ledger.len() {
        if ledger.removed(index).is_some_and(is_guess) {
            if let Some(vote) = ledger.spare(index) {
                spared(page.segments[index].span.clone(), vote);
            }
        }
    }
    ledger.spare_parts(is_guess, spared);
}

fn is_guess(vote: &Vote) -> bool {
    let is_of_pass = matches!(vote.rule, RuleName::Shipped(name) if PASSES.iter().any(|pass| pass.name == name));
    vote.score < if is_of_pass { score::CERTAIN } else { score::SURE }
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
