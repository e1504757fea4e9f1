//! Repeats: a headline, caption or paragraph that stands twice.
//!
//! **Removes** the second. **Keeps** the first, and short lines (a refrain, a table's cells) unless they stand at the
//! top, where only headlines do.

use std::collections::HashMap;

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::rules::Context;

/// Among so many segments from the top a repeated line of [`HEADLINE`] words is a headline.
const TOP: usize = 8;
const HEADLINE: u32 = 3;
/// Anywhere, a repeated line of so many words is no refrain.
const PARAGRAPH: u32 = 15;

pub(super) fn settle(context: Context<'_>, ledger: &mut Ledger) {
    let mut seen: HashMap<&[u8], usize> = HashMap::new();
    for (i, s) in context.page.segments.iter().enumerate() {
        if s.features.code || s.features.words < HEADLINE {
            continue;
        }
        let core = &context.page.folded.bytes[s.folded.start..s.core_end];
        let Some(first) = seen.get(core).copied() else {
            seen.insert(core, i);
            continue;
        };
        if ledger.is_removed(first) {
            continue;
        }
        if i < TOP || s.features.words >= PARAGRAPH {
            let vote = Vote { category: Category::Duplicate, score: 0.9, rule: "repeats", evidence: "stands above already".into() };
            ledger.vote(i, vote);
        }
    }
}
