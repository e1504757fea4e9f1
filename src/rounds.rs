//! Rounds: cleans a page, and then the remaining text again until nothing more is removed, because removing a line
//! changes its neighbours' context.
//!
//! This module has everything about later rounds: their limit, the remaining text, and the mapping from its offsets to
//! those of the input. `page::reuse` copies the segments that did not change since the first round.

use std::ops::Range;

#[cfg(any(test, fuzzing))]
use crate::instrument::is_counting;
use crate::instrument::{begin_round, count_bytes};
use crate::output::{self, Removal};
use crate::page::KeptSpan;
use crate::passes::TextKind;
use crate::pipeline::{Input, Pipeline, Workspace};
use crate::trace::Tracer;
use crate::view::Reading;

/// A page is cleaned at most this many times. On real pages the third round removes nothing; the limit bounds the work
/// on texts that were made to be cleaned line by line.
const MAX_ROUNDS: usize = 8;

/// The buffers for cleaning one text. `scratch` keeps them for the next text.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The page as the first round read it.
    first: Reading,
    /// The remaining text as the latest round read it.
    later: Reading,
    remainder: Remainder,
    pub workspace: Workspace,
    /// The removed spans of the text, in bytes of the input.
    pub removed: Vec<Removal>,
}

/// What a caller wants in addition to the removed spans.
#[derive(Default)]
pub(crate) struct Wanted<'w> {
    pub spared: Option<&'w mut Vec<Removal>>,
    pub trace: Option<&'w mut Tracer>,
    /// What kind of text the first page was taken for.
    pub kind: Option<TextKind>,
}

/// Cleans the page that starts at byte `from`, and the remaining text until nothing more is removed. Appends the
/// removed spans to `scratch.removed` and returns the byte at which the page ends.
pub(crate) fn clean_until_stable(
    pipeline: &Pipeline<'_>,
    text: &str,
    from: usize,
    scratch: &mut Scratch,
    wanted: &mut Wanted<'_>,
) -> usize {
    let Scratch { first, later, remainder, workspace, removed } = scratch;
    let first_removed = removed.len();
    let first_spared = wanted.spared.as_ref().map_or(0, |s| s.len());

    let page = Input { text, from, first_round: None, is_of_entries: false };
    begin_round(true);
    let to = pipeline.clean_page(page, first, workspace, removed, wanted.spared.as_deref_mut());
    let kind = workspace.kind;
    wanted.kind = wanted.kind.or(Some(kind));
    if let Some(trace) = &mut wanted.trace {
        trace.first_round(text, first, pipeline.matchers(), &mut workspace.ledger);
    }
    let mut has_changed = removed.len() > first_removed;
    for round in 2..=MAX_ROUNDS {
        if !has_changed {
            break;
        }
        let spared_before = wanted.spared.as_ref().map_or(0, |s| s.len());
        begin_round(false);
        remainder.fill(text, from..to, &removed[first_removed..]);
        let Remainder { text: left, stretches, removed: more } = remainder;
        more.clear();
        let is_of_entries = kind == TextKind::Entries;
        let input = Input { text: left, from: 0, first_round: Some((first, stretches)), is_of_entries };
        pipeline.clean_page(input, later, workspace, more, wanted.spared.as_deref_mut());
        #[cfg(any(test, fuzzing))]
        if !is_counting() {
            assert_reads_afresh(pipeline, later, left);
        }
        has_changed = !more.is_empty();
        if let Some(spared) = &mut wanted.spared {
            spared[spared_before..].iter_mut().for_each(|r| remainder.map_to_input(r));
        }
        if let Some(trace) = &mut wanted.trace {
            trace.later_round(round, later, &mut workspace.ledger, |at| remainder.source(at));
        }
        remainder.add_removed_to(removed);
        removed[first_removed..].sort_by_key(|r| r.start);
    }
    if let Some(spared) = &mut wanted.spared {
        keep_final(spared, first_spared, &removed[first_removed..]);
    }
    let kept = pipeline.kept();
    output::finish(text, from..to, removed, first_removed, |r| kept.contains(r.category));
    to
}

/// Reduces what each round spared, from index `first` on, to what was never removed, each segment once. A segment that one
/// round spares is judged again by the next.
fn keep_final(spared: &mut Vec<Removal>, first: usize, removed: &[Removal]) {
    spared[first..].sort_by_key(|r| (r.start, r.end));
    let is_removed = |r: &Removal| {
        let next = removed.partition_point(|other| other.end <= r.start);
        removed.get(next).is_some_and(|other| other.start < r.end)
    };
    let (mut n, mut previous) = (0, None);
    spared.retain(|r| {
        n += 1;
        n <= first || previous.replace(r.range()) != Some(r.range()) && !is_removed(r)
    });
}

/// The remaining text of a page, and where each stretch of it was in the input.
#[derive(Debug, Default)]
struct Remainder {
    text: String,
    stretches: Vec<KeptSpan>,
    /// Spans of `text` that were removed when it was cleaned.
    removed: Vec<Removal>,
}

impl Remainder {
    /// Fills it with what the removed spans leave of a page, which is the bytes `page` of the text.
    fn fill(&mut self, text: &str, page: Range<usize>, removed: &[Removal]) {
        self.text.clear();
        self.stretches.clear();
        let mut at = page.start;
        for gap in removed.iter().map(Removal::range).chain(std::iter::once(page.end..page.end)) {
            if at < gap.start {
                count_bytes(gap.start - at);
                self.stretches.push(KeptSpan { left: self.text.len(), source: at });
                self.text.push_str(&text[at..gap.start]);
            }
            at = gap.end;
        }
    }

    /// The number of the stretch that contains a byte of the remaining text.
    fn stretch(&self, at: usize) -> usize {
        self.stretches.partition_point(|s| s.left <= at) - 1
    }

    /// The offset in the input of a byte of the remaining text.
    fn source(&self, at: usize) -> usize {
        let stretch = self.stretches[self.stretch(at)];
        stretch.source + at - stretch.left
    }

    /// Turns a span of the remaining text into one of the input, which includes what was removed inside it.
    fn map_to_input(&self, r: &mut Removal) {
        (r.start, r.end) = (self.source(r.start), self.source(r.end - 1) + 1);
    }

    /// Appends the spans that were removed from the remaining text as spans of the input, unsorted. A span from which
    /// an earlier round removed something becomes several.
    fn add_removed_to(&self, out: &mut Vec<Removal>) {
        for r in &self.removed {
            let mut at = r.start;
            while at < r.end {
                let next = self.stretches.get(self.stretch(at) + 1).map_or(r.end, |s| r.end.min(s.left));
                let start = self.source(at);
                out.push(Removal { start, end: start + next - at, ..r.clone() });
                at = next;
            }
        }
    }
}

/// Panics if reusing the segments and cues of the first round gave a different result than reading the remaining text
/// from scratch. Flattened text is never reused.
#[cfg(any(test, fuzzing))]
fn assert_reads_afresh(pipeline: &Pipeline<'_>, reading: &Reading, text: &str) {
    use crate::page::{reference, Form};
    use crate::view::Cues;

    if reading.page.form == Form::Flat {
        return;
    }
    let afresh = reference::assert_reads_afresh(&reading.page, text);
    let mut cues = Cues::default();
    cues.find(pipeline.matchers(), &afresh, None);
    assert_eq!(format!("{:?}", reading.cues), format!("{cues:?}"), "{text:?}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::cleaner::Cleaner;
    use crate::instrument::fixtures;

    /// Each later round compares what it reuses with reading the text anew.
    #[test]
    fn later_rounds_read_fixtures_as_if_anew() {
        let has_later_round = |text: &String| !Cleaner::default().report(text).removed.is_empty();
        let count = fixtures().iter().filter(|text| has_later_round(text)).count();
        assert!(count > 150, "text was removed from only {count} fixtures; about half of them contain boilerplate");
    }

    proptest! {
        #[test]
        fn later_rounds_read_spliced_lines_as_if_anew(
            pieces in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[ .\n]{0,3}"), 1..40),
        ) {
            let fixtures = fixtures();
            let mut text = String::new();
            for (fixture, line, between) in &pieces {
                let lines: Vec<&str> = fixture.get::<String>(&fixtures).lines().collect();
                text.push_str(line.get::<&str>(&lines));
                text.push_str(between);
            }
            Cleaner::default().report(&text);
        }
    }
}
