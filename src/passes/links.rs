//! Link lists: a heading ("More great stories", "Don't miss") and the headlines and teasers behind it.
//!
//! **Removes** the lines behind the heading that read like headlines, with times, labels and teasers between them, up
//! to the first paragraph that reads like the article's.
//!
//! **Keeps** that paragraph and all behind it; a single headline-like line right before prose where the list had none
//! (it may be the article's own heading).

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::lexicon::Anchor;
use crate::rules::{Context, Segment};

/// A teaser between two headlines has at most this many words.
const TEASER: usize = 40;

pub(super) fn settle(context: Context<'_>, ledger: &mut Ledger) {
    let mut i = 0;
    while i < context.len() {
        let from = i;
        i += 1;
        if !heads_list(context.segment(from), ledger) {
            continue;
        }
        let mut end = from + 1;
        while end < context.len() && belongs(context, ledger, end) {
            end += 1;
        }
        for k in from + 1..end {
            if !ledger.is_removed(k) {
                let evidence = "in a list of links".into();
                ledger.vote(k, Vote { category: Category::Related, score: 0.8, rule: "links", evidence });
            }
        }
        i = end.max(i);
    }
}

/// A whole line that names a list of links.
fn heads_list(segment: Segment<'_>, ledger: &Ledger) -> bool {
    ledger.removed_as(segment.index(), Category::Related)
        && segment
            .cues()
            .any(|(cue, e)| e.category == Category::Related && e.phrase.anchor() != Anchor::Cut && segment.is_whole(cue))
}

fn belongs(context: Context<'_>, ledger: &Ledger, i: usize) -> bool {
    let segment = context.segment(i);
    if ledger.protected(i) || segment.features().code {
        return false;
    }
    if ledger.is_removed(i) || segment.words() == 0 {
        return true;
    }
    if segment.is_title() && !segment.quoted() {
        return true;
    }
    let f = segment.features();
    if f.link_words * 2 > f.words {
        return true;
    }
    // A headline that is a question or exclamation, or a teaser: only between headlines.
    let title_before = context.segment(i - 1).is_title();
    let title_behind = i + 1 < context.len() && (context.segment(i + 1).is_title() || ledger.is_removed(i + 1));
    segment.words() <= TEASER && title_before && title_behind && i + 2 < context.len()
}
