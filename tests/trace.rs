//! The trace: each outcome of a vote, and that traces, annotations and reports of a text agree with each other.

mod common;
#[path = "common/texts.rs"]
mod texts;

use std::fmt::Debug;

use common::fixtures;
use dechaff::{
    Annotation, Ballot, Category, Cleaned, Cleaner, Outcome, Rule, Segment, Trace, TracedSegment, TracedVote, Verdict,
};
use serde::de::DeserializeOwned;
use serde::Serialize;
use texts::fixtures_in_every_form;

/// An article, behind which the lines of the tests stand. It is long enough for the guard.
const ARTICLE: &str = "The harbour of Elmsworth stays open all winter\n\
    The forty boats of the old stone quay may land their catch until spring, says the council of the town.\n\
    That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.\n\
    The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.\n";

/// Votes on lines that start with "Lampcat", with the score that the line names, and on some other lines. In any line, it
/// cuts out "lamp oil" with a high score and "rope" with one below every threshold.
struct Lampcat;

impl Rule for Lampcat {
    fn name(&self) -> &str {
        "lampcat"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if let Some(score) = segment.text().strip_prefix("Lampcat ") {
            ballot.vote(Category::Technical, score.parse().expect("a score"), "the lampcat");
        }
        if segment.text() == "Read More Show Less" {
            ballot.vote(Category::Technical, 0.9, "the lampcat");
        }
        for (words, score) in [("lamp oil", 0.9), ("rope", 0.3)] {
            if let Some(at) = segment.text().find(words) {
                let start = segment.span().start + at;
                ballot.cut(start..start + words.len(), Category::Technical, score, "goods");
            }
        }
    }
}

fn default() -> Cleaner {
    Cleaner::builder().rule(Lampcat).build().expect("the cleaner builds")
}

fn keeping(category: Category) -> Cleaner {
    Cleaner::builder().rule(Lampcat).keep(category).build().expect("the cleaner builds")
}

fn protecting(pattern: &str) -> Cleaner {
    Cleaner::builder().rule(Lampcat).protect(pattern).build().expect("the cleaner builds")
}

/// The only segment of the trace whose text is this line.
fn segment_of(trace: &Trace, text: &str, line: &str) -> TracedSegment {
    let of_line: Vec<_> = trace.segments.iter().filter(|s| &text[s.range()] == line).collect();
    assert_eq!(of_line.len(), 1, "{line:?} is one segment");
    of_line[0].clone()
}

#[test]
fn each_outcome_of_a_vote_is_shown() {
    // a cleaner, the text before the line, the line, the rule that voted, what became of its vote, the verdict, why
    let cases = [
        (default(), ARTICLE, "Lampcat 0.7", "lampcat", Outcome::Removed, Verdict::Removed, "its score is high enough"),
        (
            default(),
            ARTICLE,
            "The clerk sells lamp oil and rope.",
            "lampcat",
            Outcome::Removed,
            Verdict::PartlyRemoved,
            "the vote is about a part of the line",
        ),
        (
            default(),
            ARTICLE,
            "Read More Show Less",
            "lampcat",
            Outcome::Outvoted,
            Verdict::Removed,
            "the phrase has a higher score",
        ),
        (default(), ARTICLE, "Lampcat 0.6", "lampcat", Outcome::BelowThreshold, Verdict::Kept, "the threshold is 0.65"),
        (
            keeping(Category::Toggle),
            ARTICLE,
            "Read More Show Less",
            "phrases",
            Outcome::CategoryKept,
            Verdict::Kept,
            "the caller keeps the category",
        ),
        (
            default(),
            ARTICLE,
            "Correction: the quay has forty boats, not thirty.",
            "phrases",
            Outcome::CategoryKept,
            Verdict::Kept,
            "the category is kept by default",
        ),
        (
            protecting("^Lampcat"),
            ARTICLE,
            "Lampcat 0.99",
            "lampcat",
            Outcome::Protected,
            Verdict::Kept,
            "a pattern protects the line",
        ),
        (
            default(),
            "The council of Elmsworth met on Monday.\n",
            "Lampcat 0.9",
            "lampcat",
            Outcome::Spared,
            Verdict::Kept,
            "seven words would remain",
        ),
        (
            default(),
            ARTICLE,
            "\"Please donate to our newsroom,\" the editor said to the four who had come.",
            "phrases",
            Outcome::Vetoed,
            Verdict::Kept,
            "a quotation is kept",
        ),
    ];
    for (cleaner, before, line, rule, outcome, verdict, why) in cases {
        let text = format!("{before}{line}\n");
        let segment = segment_of(&cleaner.trace(&text), &text, line);
        assert_eq!(segment.verdict, verdict, "{line}: {why}");
        let of_rule: Vec<&TracedVote> = segment.votes.iter().filter(|vote| vote.rule == rule).collect();
        assert!(of_rule.iter().any(|vote| vote.outcome == outcome), "{line}: {why}, but its votes are {of_rule:#?}");
        for vote in &segment.votes {
            assert_eq!(vote.veto.is_some(), vote.outcome == Outcome::Vetoed, "{line}: a veto has a reason: {vote:?}");
        }
    }
}

#[test]
fn a_vote_of_a_later_round_names_bytes_of_the_input() {
    let text = format!("Read More Show Less\n{ARTICLE}The clerk sells lamp oil and rope.\n");
    let trace = default().trace(&text);
    let votes = trace.segments.iter().flat_map(|s| &s.votes);
    let parts: Vec<(usize, &str)> =
        votes.filter_map(|vote| vote.part.clone().map(|part| (vote.round, &text[part]))).collect();
    assert_eq!(parts, [(1, "lamp oil"), (1, "rope"), (2, "rope")], "the second round no longer sees the lamp oil");
}

/// How much of a segment the spans of a report cover.
fn coverage(segment: &TracedSegment, report: &Cleaned<'_>) -> Verdict {
    let is_removed = |at: usize| report.removed.iter().any(|r| r.range().contains(&at));
    match segment.range().filter(|at| is_removed(*at)).count() {
        0 => Verdict::Kept,
        bytes if bytes == segment.range().len() => Verdict::Removed,
        _ => Verdict::PartlyRemoved,
    }
}

/// Asserts that a trace and a report of the same text tell the same.
fn assert_agree(name: &str, text: &str, trace: &Trace, report: &Cleaned<'_>) {
    let mut end = 0;
    for segment in &trace.segments {
        let line = &text[segment.range()];
        assert!(text[end..segment.start].trim().is_empty(), "{name}: text before {line:?} belongs to no segment");
        end = segment.end;
        assert_eq!(segment.verdict, coverage(segment, report), "{name}: {line:?}");
        let has_reason = segment.votes.iter().any(|vote| vote.outcome == Outcome::Removed);
        assert!(segment.verdict == Verdict::Kept || has_reason, "{name}: no vote says why {line:?} was removed");
    }
    assert!(text[end..].trim().is_empty(), "{name}: text at the end belongs to no segment");
    let removed = report.removed.iter().map(|removal| (removal, Outcome::Removed));
    let spared = report.spared.iter().map(|removal| (removal, Outcome::Spared));
    for (removal, outcome) in removed.chain(spared) {
        let touched = trace.segments.iter().filter(|s| s.start < removal.end && s.end > removal.start);
        let is_reason = |vote: &TracedVote| {
            vote.outcome == outcome
                && (vote.category, &vote.rule, &vote.evidence) == (removal.category, &removal.rule, &removal.evidence)
                && vote.score == removal.score
        };
        let has_reason = touched.flat_map(|s| &s.votes).any(is_reason);
        assert!(has_reason, "{name}: the trace has no vote for {removal:?}: {:?}", &text[removal.range()]);
    }
}

#[test]
fn the_trace_of_each_fixture_agrees_with_the_report() {
    let cleaner = Cleaner::default();
    for (name, text) in fixtures_in_every_form() {
        assert_agree(&name, &text, &cleaner.trace(&text), &cleaner.report(&text));
    }
}

#[test]
fn annotations_label_every_segment_as_trace_and_report_do() {
    let cleaner = Cleaner::default();
    for fixture in fixtures() {
        let (text, name) = (&fixture.input, &fixture.name);
        let (trace, report, labels) = (cleaner.trace(text), cleaner.report(text), cleaner.annotate(text));
        assert_eq!(labels.len(), trace.segments.len(), "{name}");
        for (segment, label) in trace.segments.iter().zip(&labels) {
            let line = &text[segment.range()];
            assert_eq!(
                (label.start, label.end, label.verdict),
                (segment.start, segment.end, segment.verdict),
                "{name}"
            );
            assert_eq!(label.verdict, coverage(segment, &report), "{name}: {line:?}");
            assert_is_strongest(label, &segment.votes, &format!("{name}: {line:?}"));
        }
    }
}

/// Asserts that a label has the vote that removed its segment, or else the one with the highest score, if there is any.
fn assert_is_strongest(label: &Annotation, votes: &[TracedVote], name: &str) {
    let counted: Vec<&TracedVote> = votes.iter().filter(|vote| vote.outcome != Outcome::Vetoed).collect();
    let decided = counted.iter().filter(|vote| vote.outcome == Outcome::Removed).map(|vote| vote.score);
    let all = counted.iter().map(|vote| vote.score);
    let strongest = decided.reduce(f32::max).or_else(|| all.reduce(f32::max));
    assert_eq!(label.score, strongest.unwrap_or(0.0), "{name}");
    assert_eq!(label.category.is_some(), strongest.is_some(), "{name}: a category stands for a vote");
    assert_eq!((label.rule.is_some(), label.evidence.is_some()), (strongest.is_some(), strongest.is_some()), "{name}");
}

fn assert_reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).expect("it can be serialized");
    assert_eq!(&serde_json::from_str::<T>(&json).expect("it can be deserialized"), value);
}

#[test]
fn traces_annotations_and_reports_read_back_as_they_were_written() {
    let cleaner = Cleaner::default();
    for fixture in fixtures() {
        assert_reads_back(&cleaner.trace(&fixture.input));
        assert_reads_back(&cleaner.annotate(&fixture.input));
        assert_reads_back(&cleaner.report(&fixture.input));
    }
}
