//! Widgets: a run of lines that went, each by a label of its own ("Name", "Subscribe", "Label"), is one thing.
//!
//! **Gives** short labels in a run the category of the run's telling phrases: the fields of a comment form are no
//! newsletter. **Removes** nothing.

use super::SignedLedger;
use crate::category::Category;
use crate::policy::NamesWidget;
use crate::view::Context;
use crate::vote::score;

/// A label of so many words says little of what it belongs to.
const LABEL: usize = 4;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let mut i = 0;
    while i < context.len() {
        let first = i;
        while i < context.len() && ledger.is_removed(i) {
            i += 1;
        }
        relabel(context, ledger, first, i);
        i = i.max(first + 1);
    }
}

fn relabel(context: Context<'_>, ledger: &mut SignedLedger<'_>, first: usize, end: usize) {
    let mut telling = [0; Category::ALL.len()];
    for i in first..end {
        let Some(vote) = ledger.removed(i) else { continue };
        let names = match vote.category.policy().names_widget {
            NamesWidget::Never => false,
            NamesWidget::IfLong => context.segment(i).words() > LABEL,
            NamesWidget::Always => true,
        };
        if names {
            telling[vote.category as usize] += 1;
        }
    }
    // The first of equals.
    let best = telling.iter().copied().max().unwrap_or(0);
    let Some(category) = Category::ALL.iter().copied().find(|c| best > 0 && telling[*c as usize] == best) else {
        return;
    };
    for i in first..end {
        let label = context.segment(i).words() <= LABEL
            || ledger.removed(i).is_some_and(|vote| vote.category.policy().joins_widget);
        if label && !ledger.removed_as(i, category) {
            ledger.vote(i, category, score::CERTAIN_BLOCK, "a label inside a widget");
        }
    }
}
