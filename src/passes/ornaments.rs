//! Ornaments: lines without a word ("* * *", "---", "|"), and counters beside buttons ("12").
//!
//! **Removes** them if the nearest lines with words on both sides are removed; the start or the end of the page counts
//! as a removed line.
//!
//! **Keeps** them beside a kept line, where they may separate sections of the article; and numbers in texts that are no
//! articles, where they may belong to a table.

use super::{SignedLedger, TextKind, ARTICLES};
use crate::page::fold::Word;
use crate::view::{Context, Segment};
use crate::vote::score;

pub(super) fn apply(context: Context<'_>, kind: TextKind, ledger: &mut SignedLedger<'_>) {
    let counts_numbers = ARTICLES.contains(&kind);
    let mut next = 0;
    while next < context.len() {
        let is_ornament = |i: usize| {
            let segment = context.segment(i);
            !ledger.is_removed(i) && (segment.word_table().is_empty() || counts_numbers && is_counter(segment))
        };
        let first = next;
        while next < context.len() && is_ornament(next) {
            next += 1;
        }
        if next == first {
            next += 1;
            continue;
        }
        let before = first.checked_sub(1).map(|i| ledger.removed(i).map(|vote| vote.category));
        let after = (next < context.len()).then(|| ledger.removed(next).map(|vote| vote.category));
        // `None`: there is no line on this side. `Some(None)`: the line is kept.
        if before == Some(None) || after == Some(None) {
            continue;
        }
        let Some(category) = before.flatten().or(after.flatten()) else { continue };
        for i in first..next {
            ledger.vote(i, category, score::SURE, "between lines that went");
        }
    }
}

/// Whether the line is a single number.
fn is_counter(segment: Segment<'_>) -> bool {
    matches!(segment.word_table(), [word] if word.is(Word::NUMBER))
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, check_in_articles, Kept, Removed, END, MIDDLE};

    const BETWEEN_REMOVED: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
Share on Facebook
{}
Share on Twitter
";
    const BEHIND_REMOVED: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
Share on Facebook
{}
";
    const BEFORE_REMOVED: &str = "{}
Share on Facebook
The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
";
    const BEHIND_PROSE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
{}
Share on Facebook
";

    const BEFORE_PROSE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
Share on Facebook
{}
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
";

    #[test]
    fn ornaments_are_removed_between_removed_lines_and_kept_between_sections() {
        check(
            "ornaments",
            &[
                ("* * *", BETWEEN_REMOVED, Removed, "both lines beside it are removed"),
                ("---\n|", BETWEEN_REMOVED, Removed, "two ornaments in a row"),
                ("---", BEHIND_REMOVED, Removed, "the page ends behind it"),
                ("---", BEFORE_REMOVED, Removed, "the page starts with it"),
                ("* * *", MIDDLE, Kept, "it separates two sections"),
                ("* * *", BEHIND_PROSE, Kept, "the line above it is kept"),
                ("* * *", BEFORE_PROSE, Kept, "the line below it is kept"),
                ("* * *", END, Kept, "it ends the article"),
                ("The end", BETWEEN_REMOVED, Kept, "a line with words"),
            ],
        );
    }

    #[test]
    fn counters_are_removed_between_removed_lines() {
        check_in_articles(
            "ornaments",
            &[
                ("12", BETWEEN_REMOVED, Removed, "a counter between two buttons"),
                ("12 boats", BETWEEN_REMOVED, Kept, "a word"),
                ("1946", MIDDLE, Kept, "a year between two paragraphs"),
            ],
        );
    }
}
