//! Tests of single lines: tables of a line, the page around it, whether one rule or pass votes for its removal, and why.
//!
//! A table stands beside the rule or pass that it is about:
//! ```text
//! check(
//!     "byline",
//!     &[
//!         ("By Ann Lee, Staff Writer", TOP, Removed, "a name and a role"),
//!         ("By 2030, the quay will be gone.", TOP, Kept, "a sentence"),
//!     ],
//! );
//! ```

use crate::cleaner::Cleaner;
use crate::vote::Outcome;

pub(crate) use Expected::{Kept, Removed};

/// Whether the rule or pass votes for the removal of the line, or of a part of it, at the default strictness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Removed,
    Kept,
}

/// A line, the page around it with `{}` in its place, what is expected, and why.
pub(crate) type Case = (&'static str, &'static str, Expected, &'static str);

/// The line stands right under the headline.
#[allow(dead_code)]
pub(crate) const TOP: &str = "The harbour of Elmsworth stays open all winter
{}
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
";

/// The line stands between two paragraphs.
pub(crate) const MIDDLE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
{}
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
";

/// The line stands behind the last paragraph.
pub(crate) const END: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
{}
";

/// Checks each case of a table. `name` is the rule or pass that the table is about; what others say of the line does not
/// count.
pub(crate) fn check(name: &str, cases: &[Case]) {
    let mut failures = Vec::new();
    for (line, page, expected, why) in cases {
        let at = page.find("{}").expect("the page has a place for the line");
        let text = page.replacen("{}", line, 1);
        let trace = Cleaner::default().trace(&text);
        let is_of_line = |start: usize, end: usize| start < at + line.len() && end > at;
        let votes = trace.segments.iter().filter(|s| is_of_line(s.start, s.end)).flat_map(|s| &s.votes);
        let of_rule: Vec<_> = votes.filter(|vote| vote.rule == name).collect();
        let counts = |o: Outcome| matches!(o, Outcome::Removed | Outcome::Outvoted | Outcome::Spared);
        let got = if of_rule.iter().any(|vote| counts(vote.outcome)) { Removed } else { Kept };
        if got != *expected {
            failures.push(format!("{line:?}: {got:?}, but {why}; its votes: {of_rule:#?}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} lines\n{}", failures.len(), cases.len(), failures.join("\n"));
}
