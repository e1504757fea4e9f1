//! Captions beside labels and credits.
//!
//! **Removes** the line behind a caption's label ("Image caption", "Media caption") that stands alone.
//!
//! **Keeps** the sentence of prose beside a credit: nothing tells it from a caption that is a sentence.

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::lexicon::Anchor;
use crate::rules::Context;

/// A caption has at most this many words.
const CAPTION: usize = 45;

pub(super) fn settle(context: Context<'_>, ledger: &mut Ledger) {
    for i in 0..context.len() {
        let segment = context.segment(i);
        let label = segment
            .cues()
            .any(|(cue, e)| e.category == Category::Caption && e.phrase.anchor() == Anchor::Whole && segment.is_whole(cue));
        if !label || segment.numbers() > 0 {
            continue;
        }
        let Some(next) = segment.next() else { continue };
        if next.words() <= CAPTION && !ledger.is_removed(next.index()) {
            let vote = Vote { category: Category::Caption, score: 0.8, rule: "captions", evidence: "behind a caption's label".into() };
            ledger.vote(next.index(), vote);
        }
    }
}
