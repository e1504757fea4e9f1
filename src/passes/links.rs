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

/// A list inside an article has at most so many lines, its heading included.
const LIST: usize = 12;
/// A teaser between two headlines has at most this many words.
const TEASER: usize = 40;

/// A headline that is a question has at most this many words.
const QUESTION: usize = 18;

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
        i = end;
        if end < context.len() && end - from > LIST {
            continue; // a list that long, with prose behind it, may be the article's own
        }
        for k in from + 1..end {
            if !ledger.is_removed(k) {
                let evidence = "in a list of links".into();
                ledger.vote(k, Vote { category: Category::Related, score: 0.8, rule: "links", evidence });
            }
        }
    }
}

/// A whole line that names a list of links.
fn heads_list(segment: Segment<'_>, ledger: &Ledger) -> bool {
    ledger.removed_as(segment.index(), Category::Related)
        && segment.cues().any(|(cue, e)| {
            e.category == Category::Related && e.phrase.anchor() != Anchor::Cut && segment.is_whole(cue)
        })
}

fn belongs(context: Context<'_>, ledger: &Ledger, i: usize) -> bool {
    let segment = context.segment(i);
    if ledger.protected(i) || segment.features().code || ledger.removed_as(i, Category::Navigation) {
        return false;
    }
    if ledger.is_removed(i) || segment.words() == 0 || is_item(segment) {
        return true;
    }
    // A teaser: behind a headline, and before one or at the page's end.
    let behind = i + 1 >= context.len() || ledger.is_removed(i + 1) || is_item(context.segment(i + 1));
    segment.words() <= TEASER && is_item(context.segment(i - 1)) && behind && segment.features().sentences <= 3
}

/// A headline, or a line made of links.
fn is_item(segment: Segment<'_>) -> bool {
    let f = segment.features();
    let question =
        segment.words() <= QUESTION && f.sentences <= 1 && segment.text().trim_end().ends_with(['?', '!', '…', ']']);
    (segment.is_title() || question) && !segment.quoted() || f.link_words * 2 > f.words
}
