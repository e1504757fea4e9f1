//! The guard: takes guesses back if too little text would remain. It never removes anything.
//!
//! A guess is a vote for the form of a segment or for what surrounds it, unless it is certain. What a phrase in the line
//! itself clearly says stands however short the text is, so a news brief of two sentences loses its share buttons.
//!
//! It looks at how many words would remain, and not at the share of the page that is removed. A share changes when the
//! remaining text is cleaned again, so that cleaning twice could remove more than cleaning once.

use std::ops::Range;

use crate::ledger::{Ledger, Part};
use crate::page::Page;
use crate::passes::TextKind;
use crate::rules::PHRASES;
use crate::vote::{score, RuleName, Vote};

/// If fewer words than this would remain, guesses are taken back, unless the caller sets another number. Chosen by hand,
/// as the length of about two sentences: with a smaller value, a wrong guess could empty a short article; with a larger
/// one, more boilerplate would be kept on short pages.
pub(crate) const DEFAULT_MIN_WORDS: usize = 40;

/// A phrase is clear only in a segment of at least this many words. A single word ("Print", "A") may be a short text of its
/// own.
const MIN_CLEAR_WORDS: u32 = 2;

/// Takes back all guesses if fewer than `min_words` words would remain, and passes the span and vote of each to `spared`.
/// In a text of entries or of an unknown kind a phrase is a guess too, because it may be what the text consists of.
#[inline(never)]
pub(crate) fn restrain(
    page: &Page,
    kind: TextKind,
    min_words: usize,
    ledger: &mut Ledger,
    mut spared: impl FnMut(Range<usize>, Vote),
) {
    let kept = (0..ledger.len()).filter(|index| !ledger.is_removed(*index));
    let kept_words: usize = kept.map(|index| page.segments[index].features.words as usize).sum();
    // The words of cut parts take longer to count, and are not counted if it is clear without them.
    if kept_words >= min_words && kept_words.saturating_sub(count_cut_words(page, ledger)) >= min_words {
        return;
    }
    let is_article = matches!(kind, TextKind::Article | TextKind::Page);
    for index in 0..ledger.len() {
        let words = page.segments[index].features.words;
        if ledger.removed(index).is_some_and(|vote| is_guess(vote, is_article && words >= MIN_CLEAR_WORDS)) {
            if let Some(vote) = ledger.spare(index) {
                spared(page.segments[index].span.clone(), vote);
            }
        }
    }
    ledger.spare_parts(|vote| is_guess(vote, is_article), spared);
}

/// Whether the vote is a guess. `is_clear` says whether the words that it is about are enough for a phrase to be clear.
fn is_guess(vote: &Vote, is_clear: bool) -> bool {
    let is_of_phrases = matches!(vote.rule, RuleName::Shipped(name) if name == PHRASES.name);
    vote.score < if is_of_phrases && is_clear { score::SURE } else { score::CERTAIN }
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
