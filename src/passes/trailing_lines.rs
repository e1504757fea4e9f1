//! Edges: short lines at the end of the page.
//!
//! **Removes** short lines behind the last prose segment, once two lines between it and them were removed as
//! boilerplate that ends articles, such as share buttons or related links.
//!
//! **Keeps** short lines that directly follow the last prose segment, such as list items, tables and signatures, and
//! all sentences.

use super::SignedLedger;
use crate::category::Category;
use crate::view::Context;
use crate::vote::score;

/// Short lines are removed behind this many removed lines that end articles. A single one may be a word that the
/// lexicon mistakes for a label.
/// Sensitive: -25 % (1) changes 3.87 % of the texts of the shared corpora, +25 % (3) changes 1.73 %.
const MIN_REMOVED_LINES_BEFORE: usize = 2;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let is_kept_prose = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).is_prose();
    let Some(last) = (0..context.len()).rev().find(is_kept_prose) else { return };
    let mut removed_lines = 0;
    for i in last + 1..context.len() {
        if let Some(vote) = ledger.removed(i) {
            removed_lines += usize::from(vote.category.policy().ends_article);
        } else if removed_lines >= MIN_REMOVED_LINES_BEFORE && context.segment(i).is_title() {
            ledger.vote(i, Category::Frame, score::FAIR, "behind chaff behind the last sentence");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE};

    const BEHIND_ONE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
Share on Facebook
{}
";
    const BEHIND_TWO: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
Share on Facebook
Share on Twitter
{}
";
    const BETWEEN_TWO: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
Share on Facebook
{}
Share on Twitter
";
    const BEFORE_PROSE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
Share on Facebook
Share on Twitter
{}
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
";

    #[test]
    fn short_lines_behind_two_removed_lines_are_removed() {
        check(
            "edges",
            &[
                ("The chandler of Elmsworth", BEHIND_TWO, Removed, "two lines that end articles are before it"),
                ("* A van for the chandler", BEHIND_TWO, Removed, "a list item, no longer part of the article"),
                ("The chandler of Elmsworth", BEHIND_ONE, Kept, "one such line is before it"),
                ("The chandler of Elmsworth", BETWEEN_TWO, Kept, "the second line is behind it"),
                ("The chandler of Elmsworth", END, Kept, "it directly follows the last sentence: a signature"),
                ("* A van for the chandler", END, Kept, "an item of the article's list"),
                ("The chandler of Elmsworth", BEFORE_PROSE, Kept, "a subheading: prose follows"),
                ("The chandler of Elmsworth", MIDDLE, Kept, "a subheading without removed lines"),
                ("The chandler sold both vans.", BEHIND_TWO, Kept, "a sentence"),
            ],
        );
    }
}
