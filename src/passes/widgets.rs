//! Widgets: consecutive removed lines, each of which was removed for a label of its own ("Name", "Subscribe", "Label"),
//! belong to one widget.
//!
//! **Removes** nothing. It changes the category of short labels to the category that the longer lines beside them
//! name, so that the fields of a comment form are not reported as a newsletter.
//!
//! **Keeps** the category of longer lines, and that of all lines if none of them names a widget.
//!
//! **Why** A label such as "Subscribe" occurs in several widgets. Its own words do not show to which of them it
//! belongs.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::policy::NamesWidget;
use crate::view::{Context, Segment};
use crate::vote::score;

/// A line with at most this many words is a label, which takes over the category of its widget. Only longer lines name
/// the widget, for most categories. Chosen by hand: a larger limit would give sentences ("Your email address will not
/// be published") the category of their neighbours; a smaller one would let labels such as "Notify me by email" name
/// the widget.
const MAX_WIDGET_LABEL_WORDS: usize = 4;

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

/// Gives the labels among the removed segments `first..end` the category that most of the other lines name.
fn relabel(context: Context<'_>, ledger: &mut SignedLedger<'_>, first: usize, end: usize) {
    let Some(category) = find_widget(context, ledger, first, end) else { return };
    for i in first..end {
        let is_label =
            is_label(context.segment(i)) || ledger.removed(i).is_some_and(|vote| vote.category.policy().joins_widget);
        if is_label && !ledger.removed_as(i, category) {
            ledger.vote(i, category, score::CERTAIN_BLOCK, "a label inside a widget");
        }
    }
}

/// The category that most lines name; of equally frequent ones, the first in [`Category::ALL`]. `None` if no line
/// names one.
fn find_widget(context: Context<'_>, ledger: &Ledger, first: usize, end: usize) -> Option<Category> {
    let mut lines_by_category = [0; Category::ALL.len()];
    for i in first..end {
        let Some(vote) = ledger.removed(i) else { continue };
        let names_widget = match vote.category.policy().names_widget {
            NamesWidget::Never => false,
            NamesWidget::IfLong => !is_label(context.segment(i)),
            NamesWidget::Always => true,
        };
        lines_by_category[vote.category as usize] += usize::from(names_widget);
    }
    let most = lines_by_category.iter().copied().max().filter(|lines| *lines > 0)?;
    Category::ALL.iter().copied().find(|category| lines_by_category[*category as usize] == most)
}

fn is_label(segment: Segment<'_>) -> bool {
    segment.words() <= MAX_WIDGET_LABEL_WORDS
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END};

    macro_rules! after_paragraphs {
        ($block:literal) => {
            concat!(
                "The harbour of Elmsworth stays open all winter\n",
                "The forty boats of the old stone quay may land their catch until spring, says the council.\n",
                "That ends three years of uncertainty, in which the chandler let his clerk go and sold both vans.\n",
                "The board will publish the ice breaker's timetable on Friday, and light the lighthouse.\n",
                "Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n",
                $block,
            )
        };
    }

    const COMMENT_FORM: &str = after_paragraphs!(
        "{}\nLeave a Reply\nYour email address will not be published. Required fields are marked *\n"
    );
    const NEWSLETTER: &str =
        after_paragraphs!("Sign up for our newsletter.\n{}\nBy subscribing, you agree to our terms.\n");
    const LABELS_ONLY: &str = after_paragraphs!("Share\n{}\n");

    #[test]
    fn labels_take_over_the_category_of_the_lines_beside_them() {
        // `Removed` stands for a vote of this pass, which only changes a category.
        check(
            "widgets",
            &[
                ("Subscribe", COMMENT_FORM, Removed, "a label of newsletters too"),
                ("4.3 7 votes", COMMENT_FORM, Removed, "a rating joins the widget beside it"),
                (
                    "Be the first to know when the harbour freezes.",
                    COMMENT_FORM,
                    Kept,
                    "a longer line keeps its category",
                ),
                ("Subscribe", NEWSLETTER, Kept, "it already has the category of its neighbours"),
                ("Subscribe", LABELS_ONLY, Kept, "no longer line names the widget"),
                ("Email", NEWSLETTER, Removed, "a label of comment forms too"),
                ("Subscribe", END, Kept, "it stands alone"),
            ],
        );
    }
}
