//! Captions beside labels and credits.
//!
//! **Removes** the line behind a caption's label ("Image caption") that stands alone; the line between two lines of a
//! picture (its counter, label or credit); the single sentence with a date right before a credit, as agencies word
//! captions.
//!
//! **Keeps** other sentences of prose beside a credit: nothing tells them from a caption that is a sentence; two sentences
//! between a credit and a caption (`pages/de-saetze-neben-bildern-und-verweisen`); a sentence
//! between two credits, which are those of charts (`credit/en-charts-with-their-sources`).

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::{Anchor, Words};
use crate::view::{has_year, Context, Segment};
use crate::vote::score;

/// A caption has at most this many words.
const CAPTION: usize = 45;

/// Between a counter and another label, a longer line is the article's.
const SHORT: usize = 30;
/// A caption behind its label has so many sentences at most (`toggle/de-absatz-hinter-bild-vergroessern`).
const SENTENCES: u32 = 2;
/// Two sentences with more words than this are a paragraph.
const PARAGRAPH: usize = 20;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    for i in 0..context.len() {
        let segment = context.segment(i);
        if ledger.is_removed(i) || !(3..=CAPTION).contains(&segment.words()) || segment.quoted() {
            continue;
        }
        let before = i > 0 && is_picture(ledger, i - 1);
        let behind = i + 1 < context.len() && is_picture(ledger, i + 1);
        let evidence = if i > 0 && is_label(context.segment(i - 1)) && segment.features().sentences <= SENTENCES {
            "behind a caption's label"
        } else if before
            && behind
            && (segment.words() <= SHORT && !two_sentences(segment) || ledger.removed_as(i + 1, Category::Credit))
            && !(ledger.removed_as(i - 1, Category::Credit) && segment.is_prose())
        {
            "between two lines of a picture"
        } else if behind && ledger.removed_as(i + 1, Category::Credit) && is_dated(segment) {
            "a dated sentence before a credit"
        } else {
            continue;
        };
        ledger.vote(i, Category::Caption, score::PROBABLE, evidence);
    }
}

/// A short paragraph of prose: two sentences, and more words than a caption with an abbreviation has.
fn two_sentences(segment: Segment<'_>) -> bool {
    segment.words() > PARAGRAPH && segment.is_prose() && segment.features().sentences >= 2
}

fn is_picture(ledger: &Ledger, i: usize) -> bool {
    ledger.removed(i).is_some_and(|v| v.category.policy().belongs_to_picture)
}

/// A label without anything behind it, and no counter.
fn is_label(segment: Segment<'_>) -> bool {
    segment.numbers() == 0
        && segment.words() <= 2
        && segment.cues().any(|(cue, e)| {
            e.category == Category::Caption && e.phrase.anchor() == Anchor::Whole && segment.is_whole(cue)
        })
}

/// One sentence or two that name a year, as agencies' captions do, and nobody speaks.
fn is_dated(segment: Segment<'_>) -> bool {
    segment.numbers() > 0
        && segment.features().sentences <= 2
        && has_year(segment.text())
        && !segment.has_word_in(Words::Attribution)
        && segment.capitals() * 4 > segment.words()
}
