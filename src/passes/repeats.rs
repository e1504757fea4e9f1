//! Repeats: a headline or caption that stands twice.
//!
//! **Removes** the second: at the top, where headlines stand, or close behind the first, where galleries print
//! captions twice.
//!
//! **Keeps** the first, the items of lists (`keep/en-steps-that-come-again`), and what is repeated further on: refrains,
//! the steps of a recipe, summaries and questions that an article takes up again (`keep/en-repeated-refrain-speech`).

use std::collections::HashMap;

use super::SignedLedger;
use crate::category::Category;
use crate::page::bytes::key;
use crate::view::{Context, Segment};
use crate::vote::score;

/// Among so many segments from the top a repeated line of [`HEADLINE`] words is a headline.
const TOP: usize = 8;
const HEADLINE: u32 = 3;
/// The first of two headlines is among the first so many segments.
const HEAD: usize = 3;
/// Within so many segments a repeated line of [`CAPTION`] words is a caption.
const NEAR: usize = 4;
const CAPTION: u32 = 8;
/// A step's label has so many words at most.
const LABEL: usize = 4;

/// Of each line's key, its place among what is left, and its segment.
pub(super) type Seen = HashMap<u64, (usize, usize)>;

pub(super) fn apply(context: Context<'_>, seen: &mut Seen, ledger: &mut SignedLedger<'_>) {
    seen.clear();
    let core = |i: usize| {
        let s = &context.page.segments[i];
        &context.page.folded.bytes[s.folded.start..s.core_end]
    };
    // Places among what is left, so that the cleaned page would be judged alike.
    let (mut place, mut prose_segments_before) = (0, 0);
    for (i, s) in context.page.segments.iter().enumerate() {
        if ledger.is_removed(i) || s.words.is_empty() {
            continue;
        }
        let top = prose_segments_before <= 1;
        prose_segments_before += u32::from(context.segment(i).is_prose());
        place += 1;
        if s.features.code || s.features.row || s.features.words < HEADLINE || s.features.numbers > 2 {
            continue;
        }
        let (first, segment) = *seen.entry(key(core(i))).or_insert((place, i));
        if segment == i || core(segment) != core(i) {
            continue;
        }
        let caption = s.features.words >= CAPTION && place - first <= NEAR && !is_step(context.segment(i));
        if top && first <= HEAD && place - first <= TOP || caption {
            ledger.vote(i, Category::Duplicate, score::SURE, "stands above already");
            place -= usize::from(ledger.is_removed(i)); // it is not left
        }
    }
}

/// A list's item, or what a number's label opens: "Step 3: repeat this", "3-month plan: from 20 crowns".
fn is_step(segment: Segment<'_>) -> bool {
    let label = segment.text().split_once(": ").map_or("", |(label, _)| label);
    segment.bullet()
        || label.contains(|c: char| c.is_ascii_digit()) && label.split(' ').count() <= LABEL && !label.contains("://")
}
