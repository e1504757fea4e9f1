//! Teasers: lists of other stories without a heading, each a headline with its date, byline, or first words.
//!
//! **Removes** headlines beside a mark of a teaser, together with the marks and the teasers, where they come again and
//! again: a paragraph cut short by an ellipsis, a "Read more" line, a date or byline.
//!
//! **Keeps** timelines (a date over prose has no headline beside it; `keep/en-obituary-with-dates`) and an article's
//! own headings over whole paragraphs.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::view::{Context, Segment};
use crate::vote::score;

/// So many words of prose must stand before a list of teasers.
const ARTICLE: usize = 60;
/// Teasers of one list stand at most so many segments apart.
const APART: usize = 5;
/// A teaser has at most so many words.
const TEASER: usize = 80;
/// So much in marks makes a list: two cut paragraphs, or three dates.
const LIST: usize = 6;

pub(super) fn apply(context: Context<'_>, marks: &mut Vec<usize>, ledger: &mut SignedLedger<'_>) {
    marks.clear();
    marks.extend((0..context.len()).map(|i| mark(context, ledger, i)));
    let mut i = 0;
    let mut prose_words_before = 0;
    while i < context.len() {
        if marks[i] == 0 || prose_words_before < ARTICLE {
            let segment = context.segment(i);
            prose_words_before += if segment.is_prose() && marks[i] == 0 { segment.words() } else { 0 };
            i += 1;
            continue;
        }
        // A block of marks, each close to the next.
        let (first, mut last, mut weight, mut next) = (i, i, 0, i);
        while next < context.len() && next - last <= APART {
            if marks[next] > 0 {
                weight += marks[next];
                last = next;
            }
            next += 1;
        }
        i = last + 1;
        if weight < LIST || (first..=last).any(|k| is_article(context, marks, k)) {
            continue;
        }
        let start = if first > 0 && context.segment(first - 1).is_title() && !ledger.protected(first - 1) {
            first - 1
        } else {
            first
        };
        for k in start..=last {
            if !ledger.is_removed(k) {
                ledger.vote(k, Category::Related, score::PROBABLE, "in a list of teasers");
            }
        }
    }
}

/// How much a segment says for a teaser: 3 for a paragraph cut short or a "Read more" behind one, 2 for a date; each
/// only beside a headline.
fn mark(context: Context<'_>, ledger: &Ledger, i: usize) -> usize {
    let segment = context.segment(i);
    let headline = |k: usize| {
        let s = context.segment(k);
        s.is_title() && s.words() >= 3 && !ledger.removed_as(k, Category::Byline)
    };
    let above = i > 0 && headline(i - 1) || i > 1 && ledger.is_removed(i - 1) && headline(i - 2);
    let beside = above || i + 1 < context.len() && headline(i + 1);
    if segment.features().code {
        return 0;
    }
    if above && (6..=TEASER).contains(&segment.words()) && is_cut_short(segment) {
        return 3;
    }
    if beside && ledger.removed_as(i, Category::Byline) && segment.numbers() > 0 {
        return 2;
    }
    0
}

fn is_cut_short(segment: Segment<'_>) -> bool {
    let text = segment.text().trim_end_matches([']', ')', ' ', '»', '>']);
    (text.ends_with('…') || text.ends_with("...")) && !segment.quoted()
}

/// A whole paragraph of some length that is no teaser: the block runs into an article.
fn is_article(context: Context<'_>, marks: &[usize], i: usize) -> bool {
    let segment = context.segment(i);
    marks[i] == 0 && segment.is_prose() && segment.words() > TEASER
}
