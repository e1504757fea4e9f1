//! Widgets: a run of lines that went, each by a label of its own ("Name", "Subscribe", "Label"), is one thing.
//!
//! **Gives** short labels in a run the category of the run's telling phrases: the fields of a comment form are no
//! newsletter. **Removes** nothing.

use crate::category::Category;
use crate::ledger::{score, Ledger, Vote};
use crate::rules::Context;

/// A label of so many words says little of what it belongs to.
const LABEL: usize = 4;

pub(super) fn apply(context: Context<'_>, ledger: &mut Ledger) {
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

fn relabel(context: Context<'_>, ledger: &mut Ledger, first: usize, end: usize) {
    use Category::{CommentForm, Comments, Cookie, Donation, Newsletter, Paywall};
    let mut telling = [0; Category::ALL.len()];
    for i in first..end {
        let Some(vote) = ledger.removed(i) else { continue };
        let widget = matches!(vote.category, CommentForm | Comments | Cookie | Donation | Newsletter | Paywall);
        if widget && context.segment(i).words() > LABEL || vote.category == Comments {
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
            || matches!(ledger.removed(i).map(|v| v.category), Some(Category::Rating));
        if label && !ledger.removed_as(i, category) {
            let evidence = "a label inside a widget".into();
            ledger.vote(i, Vote { category, score: score::CERTAIN + 0.01, rule: "widgets", evidence });
        }
    }
}
