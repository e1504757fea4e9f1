//! Appeals: a block of paragraphs that asks for money, or for a subscription.
//!
//! **Removes** what stands between two segments of one appeal, and what follows its heading, as long as each
//! paragraph speaks as "we" or to "you".
//!
//! **Keeps** paragraphs that speak of others: the article between two appeals.

use super::SignedLedger;
use crate::category::Category;
use crate::lexicon::{Anchor, Words};
use crate::page::Ending;
use crate::view::{Context, Segment};
use crate::vote::score;

/// The categories of appeals, in the order in which they claim the segments between them; and whether one is a plea, which
/// tells a story in long paragraphs, or a form, whose lines are short.
const APPEALS: [(Category, bool); 3] =
    [(Category::Donation, true), (Category::Newsletter, false), (Category::Paywall, false)];
/// An appeal has at most so many segments between its known ones.
const BLOCK: usize = 6;
/// Between two lines of a newsletter's form stand lines of so many words at most.
const SHORT: usize = 20;
/// An appeal's heading has at most so many words.
const HEADING: usize = 12;

pub(super) fn apply(context: Context<'_>, known: &mut Vec<usize>, ledger: &mut SignedLedger<'_>) {
    for (category, is_plea) in APPEALS {
        known.clear();
        known.extend((0..context.len()).filter(|i| ledger.removed_as(*i, category)));
        for pair in known.windows(2) {
            let between = pair[0] + 1..pair[1];
            if between.is_empty() || between.len() > BLOCK {
                continue;
            }
            // Only who asks for money tells a story first.
            let short = |i: usize| is_plea || context.segment(i).words() <= SHORT;
            if between.clone().all(|i| ledger.is_removed(i) || short(i) && appeals(context.segment(i), category)) {
                between.for_each(|i| vote(ledger, i, category, "inside an appeal"));
            }
        }
        for i in known.iter().copied() {
            // The block's heading: a short line right before that speaks as "we" or to "you".
            if i > 0 && !ledger.is_removed(i - 1) && is_heading(context.segment(i - 1)) {
                vote(ledger, i - 1, category, "heads an appeal");
            }
            // A heading further up, with nothing but the appeal's paragraphs between.
            let mut above = i;
            while is_plea
                && above > 0
                && i - above < BLOCK
                && !ledger.is_removed(above - 1)
                && appeals(context.segment(above - 1), category)
            {
                above -= 1;
                if is_heading(context.segment(above)) {
                    (above..i).for_each(|k| vote(ledger, k, category, "under an appeal's heading"));
                    break;
                }
            }
            let mut next = i + 1;
            while next < context.len() && !ledger.is_removed(next) && hints(context.segment(next), category) {
                vote(ledger, next, category, "goes on with an appeal");
                next += 1;
            }
            // "Thank you." at the very end.
            if next + 1 == context.len()
                && context.segment(next).words() <= 3
                && context.segment(next).ending() == Ending::Sentence
            {
                vote(ledger, next, category, "closes an appeal");
            }
        }
    }
}

fn vote(ledger: &mut SignedLedger<'_>, segment: usize, category: Category, evidence: &'static str) {
    if !ledger.is_removed(segment) {
        ledger.vote(segment, category, score::LIKELY, evidence);
    }
}

/// Speaks as the outlet or to the reader, and nothing speaks for keeping it.
fn appeals(segment: Segment<'_>, category: Category) -> bool {
    let short = segment.words() <= 8;
    (short || segment.has_word_in(Words::We) || segment.has_word_in(Words::You))
        && !segment.quoted()
        && !(segment.has_word_in(Words::Attribution) && segment.has_quotes())
        && !segment.has_phrase(category, &[Anchor::Keep])
}

fn is_heading(segment: Segment<'_>) -> bool {
    segment.words() <= HEADING
        && segment.ending() == Ending::Open
        && !segment.quoted()
        && (segment.has_word_in(Words::We) || segment.has_word_in(Words::You))
}

fn hints(segment: Segment<'_>, category: Category) -> bool {
    segment.has_phrase(category, &[Anchor::Hint]) && segment.has_word_in(Words::We) && !segment.quoted()
}
