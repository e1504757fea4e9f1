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

use crate::category::Category;
use crate::cleaner::Cleaner;
use crate::passes::TextKind;
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
    check_with(&Cleaner::default(), name, cases);
}

/// The same on texts that are taken for articles without regard to what they look like, for pages that are too short to
/// tell.
#[allow(dead_code)]
pub(crate) fn check_in_articles(name: &str, cases: &[Case]) {
    let cleaner = Cleaner::builder().kind(TextKind::Article).build().expect("the settings are valid");
    check_with(&cleaner, name, cases);
}

fn check_with(cleaner: &Cleaner, name: &str, cases: &[Case]) {
    let mut failures = Vec::new();
    for (line, page, expected, why) in cases {
        let at = page.find("{}").expect("the page has a place for the line");
        let text = page.replacen("{}", line, 1);
        let trace = cleaner.trace(&text);
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

/// What a phrase does to a line.
#[derive(Debug, PartialEq)]
pub(crate) enum Does {
    /// It votes for the removal of the whole line.
    Remove,
    /// It votes for the removal of this part of the line.
    Cut(&'static str),
    /// It votes with a score below the threshold, so that only [`crate::Strictness::Thorough`] removes the line.
    Doubt,
    /// A veto with this reason stops it.
    Stop(&'static str),
    /// It is not found there.
    Nothing,
}

/// The category of the phrase, the phrase and any others of its category, the line, the page around it, what the
/// first phrase does, and why.
pub(crate) type PhraseCase = (Category, &'static [&'static str], &'static str, &'static str, Does, &'static str);

/// Checks what a phrase does to each line of a table in the first round.
pub(crate) fn check_phrases(cases: &[PhraseCase]) {
    let mut failures = Vec::new();
    for (category, phrases, line, page, expected, why) in cases {
        let lexicon = format!("[{category}]\n{}\n", phrases.join("\n")).parse().expect("the phrases can be read");
        let cleaner = Cleaner::builder().phrases(&lexicon).build().expect("the cleaner builds");
        let at = page.find("{}").expect("the page has a place for the line");
        let text = page.replacen("{}", line, 1);
        let trace = cleaner.trace(&text);
        let votes = trace.segments.iter().filter(|s| s.start < at + line.len() && s.end > at).flat_map(|s| &s.votes);
        let of_phrase = votes.filter(|vote| vote.round == 1 && vote.evidence.as_str() == phrases[0]);
        let got: Vec<String> = of_phrase
            .map(|vote| match (&vote.part, vote.outcome) {
                (_, Outcome::Vetoed) => format!("stopped: {}", vote.veto.as_deref().unwrap_or_default()),
                (_, Outcome::BelowThreshold) => "doubt".to_owned(),
                (Some(part), _) => format!("cut: {}", &text[part.clone()]),
                (None, _) => "remove".to_owned(),
            })
            .collect();
        let expected = match expected {
            Does::Remove => vec!["remove".to_owned()],
            Does::Cut(part) => vec![format!("cut: {part}")],
            Does::Doubt => vec!["doubt".to_owned()],
            Does::Stop(veto) => vec![format!("stopped: {}", veto)],
            Does::Nothing => Vec::new(),
        };
        if got != expected {
            failures.push(format!("{phrases:?}, {line:?}: {got:?} instead of {expected:?}: {why}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} lines\n{}", failures.len(), cases.len(), failures.join("\n"));
}
