//! The trace: for each segment of a text, what was found in it, every vote on it, and what became of each vote.
//!
//! A trace is made only if a caller asks for one. It is built from the log of the ledger after each round; rules and
//! passes do not depend on it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::category::Category;
use crate::ledger::{Ledger, Logged};
use crate::lexicon::matcher::Matchers;
use crate::output::Removal;
use crate::page::{Ending, Form};
use crate::passes::TextKind;
use crate::view::{Context, Findings, Reading, Recurring, Segment as View};
use crate::vote::{Evidence, Outcome};

/// Why each segment of a text was removed or kept. [`Cleaner::trace`](crate::Cleaner::trace) returns it.
///
/// It can be serialized and deserialized. All offsets are bytes of the input.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Trace {
    /// What kind of text it was taken for, and why.
    pub kind: TracedKind,
    /// The segments in the order of the input. The white space between them belongs to no segment.
    pub segments: Vec<TracedSegment>,
}

/// What kind of text a text was taken for, and why.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TracedKind {
    /// The kind. It decides which passes look at the text.
    pub kind: TextKind,
    /// The sum of the weights of all clues, and of a constant. Positive for a list of entries, negative for an article.
    /// It decides nothing if the kind was set by the caller, or if the text is a document or a forum.
    pub score: f32,
    /// The clues in the first page of the text, those with the largest weights first. Clues without a weight are
    /// included, because the weights are trained on them.
    pub clues: Vec<TracedClue>,
}

/// A clue to the kind of a text.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TracedClue {
    /// What was found, for instance `word checkout` or `% of lines short: 86 or more`.
    pub clue: String,
    /// Its weight in `src/passes/kind/weights.txt`: positive if it speaks for a list of entries, negative if it speaks
    /// for an article, and 0.0 if it has none.
    pub weight: f32,
}

/// Why one segment was removed or kept.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TracedSegment {
    /// The offset of the first byte in the input.
    pub start: usize,
    /// The offset behind the last byte.
    pub end: usize,
    /// How the page is laid out, which decides what a segment is.
    pub form: Form,
    /// Its counts and properties.
    pub features: TracedFeatures,
    /// The phrases that the first round found in it. A phrase removes nothing by itself; the votes show what came of
    /// it.
    pub cues: Vec<TracedCue>,
    /// All votes on the segment, in the order in which they were cast.
    pub votes: Vec<TracedVote>,
    /// Whether it was removed.
    pub verdict: Verdict,
}

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Verdict {
    /// All of it was kept.
    Kept,
    /// A part of it was removed.
    PartlyRemoved,
    /// All of it was removed.
    Removed,
}

/// The counts and properties of a segment.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TracedFeatures {
    /// The number of words. Two Chinese or Japanese characters count as one.
    pub words: usize,
    /// The number of words that start with a capital.
    pub capitals: usize,
    /// How many numbers it contains.
    pub numbers: usize,
    /// How many sentences end in it.
    pub sentences: usize,
    /// The number of web addresses and Markdown links.
    pub links: usize,
    /// The punctuation at the end.
    pub ending: Ending,
    /// Whether it starts with a quotation mark.
    pub quoted: bool,
    /// Whether it starts with a list mark.
    pub bullet: bool,
    /// Whether it is a line of code. No rule judges such lines.
    pub code: bool,
    /// Whether it is a row of a Markdown table. No rule judges such lines.
    pub row: bool,
    /// Whether it reads like part of an article.
    pub prose: bool,
    /// Whether it looks like a headline or a menu entry.
    pub title: bool,
}

/// A phrase that was found.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TracedCue {
    /// The category of the phrase.
    pub category: Category,
    /// The phrase in its notation.
    pub phrase: Evidence,
}

/// A vote on a segment or on a part of it, or a phrase that a rule found and did not vote for.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct TracedVote {
    /// The round in which it was cast, counted from 1. The second and later rounds judge the text that the round before
    /// left.
    pub round: usize,
    /// The name of the rule or pass.
    pub rule: Cow<'static, str>,
    /// The category that it voted for.
    pub category: Category,
    /// How sure the rule was, from 0.0 to 1.0. A vetoed vote has the score 0.0.
    pub score: f32,
    /// Why it voted.
    pub evidence: Evidence,
    /// The part of the segment that the vote is about, in bytes of the input. `None` if it is about the whole segment.
    pub part: Option<Range<usize>>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why the rule did not vote, if the outcome is [`Outcome::Vetoed`].
    pub veto: Option<Cow<'static, str>>,
}

/// The label of one segment, kept or removed. [`Cleaner::annotate`](crate::Cleaner::annotate) returns one for each
/// segment: as training data, or for choosing thresholds of your own.
///
/// As JSON, an annotation is an object with these members:
///
/// | member | type | meaning |
/// |---|---|---|
/// | `start`, `end` | integer | the segment's bytes in the input |
/// | `verdict` | `"kept"`, `"partly_removed"` or `"removed"` | what became of it |
/// | `category` | string or `null` | the category of the strongest vote, or `null` if there was none |
/// | `score` | number from 0.0 to 1.0 | the score of that vote; 0.0 if there was none |
/// | `rule` | string or `null` | the rule or pass that cast it |
/// | `evidence` | string or `null` | why it did |
///
/// For a kept segment the strongest vote is one that did not decide, for instance because its score is below the
/// threshold; the higher its score, the closer the segment came to being removed. Vetoed votes are not counted.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Annotation {
    /// The offset of the first byte in the input.
    pub start: usize,
    /// The offset behind the last byte.
    pub end: usize,
    /// Whether the segment was removed.
    pub verdict: Verdict,
    /// The category of the strongest vote.
    pub category: Option<Category>,
    /// The score of the strongest vote, from 0.0 to 1.0; 0.0 if there was none.
    pub score: f32,
    /// The rule or pass that cast it.
    pub rule: Option<Cow<'static, str>>,
    /// Why it was cast.
    pub evidence: Option<Evidence>,
}

impl TracedKind {
    pub(crate) fn new(kind: TextKind, score: f32, weight_by_clue: BTreeMap<String, f32>) -> TracedKind {
        let mut clues: Vec<_> = weight_by_clue.into_iter().map(|(clue, weight)| TracedClue { clue, weight }).collect();
        clues.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        TracedKind { kind, score, clues }
    }
}

impl Trace {
    /// Reduces the trace to a label for each segment.
    pub(crate) fn annotations(self) -> Vec<Annotation> {
        self.segments.into_iter().map(TracedSegment::annotation).collect()
    }
}

impl TracedSegment {
    /// The segment's bytes in the input.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    fn annotation(self) -> Annotation {
        let TracedSegment { start, end, verdict, votes, .. } = self;
        // A vote that decided is stronger than any that did not.
        let decided = |vote: &TracedVote| vote.outcome == Outcome::Removed;
        let order = |a: &TracedVote, b: &TracedVote| decided(a).cmp(&decided(b)).then(a.score.total_cmp(&b.score));
        let counted = votes.into_iter().filter(|vote| vote.outcome != Outcome::Vetoed);
        match counted.reduce(|best, vote| if order(&vote, &best).is_gt() { vote } else { best }) {
            None => Annotation { start, end, verdict, category: None, score: 0.0, rule: None, evidence: None },
            Some(TracedVote { category, score, rule, evidence, .. }) => Annotation {
                start,
                end,
                verdict,
                category: Some(category),
                score,
                rule: Some(rule),
                evidence: Some(evidence),
            },
        }
    }
}

/// Builds a trace while a text is cleaned.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    segments: Vec<TracedSegment>,
    /// The index in `segments` of the first segment of the page that is being cleaned.
    first_of_page: usize,
}

impl Tracer {
    /// Adds the segments of a page and the votes of the first round on them.
    pub fn first_round(&mut self, text: &str, reading: &Reading, matchers: Matchers<'_>, ledger: &mut Ledger) {
        let Reading { page, cues } = reading;
        let findings = Findings { text, page, cues, matchers, recurring: Recurring::default() };
        let context = Context(&findings);
        self.first_of_page = self.segments.len();
        self.segments.extend((0..context.len()).map(|i| describe(context.segment(i), page.form)));
        for logged in ledger.log() {
            let index = self.first_of_page + logged.segment;
            self.segments[index].votes.push(traced(1, logged, |at| at));
        }
    }

    /// Adds the votes of a later round to the segments of the first round. `source` returns the offset in the input of
    /// a byte of the remaining text.
    pub fn later_round(
        &mut self,
        round: usize,
        reading: &Reading,
        ledger: &mut Ledger,
        source: impl Fn(usize) -> usize,
    ) {
        for logged in ledger.log() {
            let start = source(reading.page.segments[logged.segment].span.start);
            let index = self.first_of_page + self.segments[self.first_of_page..].partition_point(|s| s.end <= start);
            if let Some(segment) = self.segments.get_mut(index) {
                segment.votes.push(traced(round, logged, &source));
            }
        }
    }

    /// Maps all offsets of the page that was cleaned last.
    pub fn map_page(&mut self, to: impl Fn(Range<usize>) -> Range<usize>) {
        for segment in &mut self.segments[self.first_of_page..] {
            let range = to(segment.range());
            (segment.start, segment.end) = (range.start, range.end);
            for part in segment.votes.iter_mut().filter_map(|vote| vote.part.as_mut()) {
                *part = to(part.clone());
            }
        }
    }

    /// Completes the trace of a text, given the spans that were removed from it and which categories are kept.
    pub fn finish(mut self, kind: TracedKind, removed: &[Removal], is_kept: impl Fn(Category) -> bool) -> Trace {
        for segment in &mut self.segments {
            segment.verdict = verdict(segment.range(), removed);
            for vote in segment.votes.iter_mut().filter(|v| v.outcome == Outcome::Removed && is_kept(v.category)) {
                vote.outcome = Outcome::CategoryKept;
            }
        }
        Trace { kind, segments: self.segments }
    }
}

/// A segment without votes.
fn describe(segment: View<'_>, form: Form) -> TracedSegment {
    let (span, f) = (segment.span(), segment.features());
    TracedSegment {
        start: span.start,
        end: span.end,
        form,
        features: TracedFeatures {
            words: f.words as usize,
            capitals: f.capitals as usize,
            numbers: f.numbers as usize,
            sentences: f.sentences as usize,
            links: f.links as usize,
            ending: f.ending,
            quoted: f.quoted,
            bullet: f.bullet,
            code: f.code,
            row: f.row,
            prose: segment.is_prose(),
            title: segment.is_title(),
        },
        cues: segment.phrases().map(|(category, phrase)| TracedCue { category, phrase: phrase.into() }).collect(),
        votes: Vec::new(),
        verdict: Verdict::Kept,
    }
}

/// A vote with its offsets turned into those of the input. If an earlier round removed something inside a part, the
/// part includes it.
fn traced(round: usize, logged: Logged, source: impl Fn(usize) -> usize) -> TracedVote {
    let Logged { vote, part, outcome, veto, .. } = logged;
    TracedVote {
        round,
        rule: vote.rule.into(),
        category: vote.category,
        score: vote.score,
        evidence: vote.evidence,
        part: part.map(|part| source(part.start)..source(part.end - 1) + 1),
        outcome,
        veto: veto.map(Cow::Borrowed),
    }
}

/// The verdict on a segment: how much of it the removed spans, which are sorted, cover.
fn verdict(segment: Range<usize>, removed: &[Removal]) -> Verdict {
    let first = removed.partition_point(|r| r.end <= segment.start);
    let inside = removed[first..].iter().take_while(|r| r.start < segment.end);
    let bytes: usize = inside.map(|r| r.end.min(segment.end) - r.start.max(segment.start)).sum();
    match bytes {
        0 => Verdict::Kept,
        _ if bytes == segment.len() => Verdict::Removed,
        _ => Verdict::PartlyRemoved,
    }
}
