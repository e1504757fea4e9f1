//! Appeals: a block of paragraphs that asks for money, or for a subscription.
//!
//! **Removes** what stands between two segments of one appeal, and what follows its heading, as long as each
//! paragraph speaks as "we" or to "you".
//!
//! **Keeps** paragraphs that speak of others: the article between two appeals.

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::lexicon::{Anchor, Words};
use crate::rules::{Context, Segment};

/// An appeal has at most so many segments between its known ones.
const BLOCK: usize = 6;

pub(super) fn settle(context: Context<'_>, ledger: &mut Ledger) {
    for category in [Category::Donation, Category::Newsletter, Category::Paywall] {
        let known: Vec<usize> = (0..context.len()).filter(|i| ledger.removed_as(*i, category)).collect();
        for pair in known.windows(2) {
            let between = pair[0] + 1..pair[1];
            if between.is_empty() || between.len() > BLOCK {
                continue;
            }
            if between.clone().all(|i| ledger.is_removed(i) || appeals(context.segment(i), category)) {
                between.for_each(|i| vote(ledger, i, category, "inside an appeal"));
            }
        }
        for i in known {
            let mut next = i + 1;
            while next < context.len() && !ledger.is_removed(next) && hints(context.segment(next), category) {
                vote(ledger, next, category, "goes on with an appeal");
                next += 1;
            }
        }
    }
}

fn vote(ledger: &mut Ledger, segment: usize, category: Category, evidence: &'static str) {
    if !ledger.is_removed(segment) {
        ledger.vote(segment, Vote { category, score: 0.8, rule: "appeals", evidence: evidence.into() });
    }
}

/// Speaks as the outlet or to the reader, and nothing speaks for keeping it.
fn appeals(segment: Segment<'_>, category: Category) -> bool {
    let short = segment.words() <= 8;
    (short || segment.has(Words::We) || segment.has(Words::You))
        && !segment.quoted()
        && !segment.cued(category, &[Anchor::Keep])
}

fn hints(segment: Segment<'_>, category: Category) -> bool {
    segment.cued(category, &[Anchor::Hint]) && segment.has(Words::We) && !segment.quoted()
}
