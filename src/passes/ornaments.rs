//! Ornaments: lines without a word ("* * *", "---", "|") between lines that went.
//!
//! **Removes** them where the lines on both sides went, or the page starts or ends there. **Keeps** them between
//! kept lines, where they part sections.

use super::SignedLedger;
use crate::view::Context;
use crate::vote::score;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let mut i = 0;
    while i < context.len() {
        let bare = |k: usize| context.page.segments[k].words.is_empty() && !ledger.is_removed(k);
        if !bare(i) {
            i += 1;
            continue;
        }
        let first = i;
        while i < context.len() && bare(i) {
            i += 1;
        }
        let before = first.checked_sub(1).and_then(|k| ledger.removed(k));
        let after = (i < context.len()).then(|| ledger.removed(i)).flatten();
        let open = first > 0 && before.is_none() || i < context.len() && after.is_none();
        let Some(category) = before.or(after).map(|v| v.category).filter(|_| !open) else { continue };
        for k in first..i {
            ledger.vote(k, category, score::SURE, "between lines that went");
        }
    }
}
