//! Handles: lines that contain nothing but an address of a person.
//!
//! **Removes** a line that is one e-mail address or one @handle, since such a line gives the author's address.
//!
//! **Keeps** addresses in sentences, an address behind a line that ends in a colon (the line announces it), and lines
//! without an `@`, such as most web addresses (references are content).

use super::{Ballot, Rule};
use crate::category::Category;
use crate::page::Ending;
use crate::view::Segment;
use crate::vote::score;

/// The most bytes of a line that counts as a handle. Chosen by hand: a smaller value would miss long e-mail addresses,
/// a larger one would take web addresses with an `@` in them, and sentences in scripts without spaces, for handles.
const MAX_HANDLE_BYTES: usize = 60;

pub(super) struct BareHandle;

impl Rule for BareHandle {
    fn name(&self) -> &str {
        "handle"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let text = segment.text();
        if text.len() > MAX_HANDLE_BYTES || !text.contains('@') || text.contains(char::is_whitespace) {
            return;
        }
        let is_announced = segment.previous().is_some_and(|p| p.ending() == Ending::Colon);
        if !is_announced {
            ballot.vote(Category::AuthorBio, score::LIKELY, "only an e-mail address or a handle");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE, TOP};

    /// The line stands behind a sentence that announces an address.
    const ANNOUNCED: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
Skippers who need a berth for the winter should write to the harbour master at the following address:
{}
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
";

    #[test]
    fn lines_that_are_one_address_are_removed() {
        check(
            "handle",
            &[
                ("ann.lee@gazette.example", END, Removed, "an e-mail address"),
                ("@annlee", TOP, Removed, "a handle"),
                ("@annlee", MIDDLE, Removed, "the position does not matter"),
                ("ann@e", MIDDLE, Removed, "there is no lower limit"),
                ("a.very.long.name.of.the.harbour.desk@the-elmsworth-gazette.org", END, Kept, "62 bytes"),
                ("the.long.name.of.the.harbour.desk@the-elmsworth-gazette.org", END, Removed, "59 bytes"),
                ("Write to ann.lee@gazette.example before Friday.", END, Kept, "the address is in a sentence"),
                ("harbour@elmsworth.example", ANNOUNCED, Kept, "the line before it ends in a colon"),
                ("https://elmsworth.example/timetable", MIDDLE, Kept, "a web address without an @"),
            ],
        );
    }
}
