//! Writing: the only place where text is cut. Decides nothing.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use crate::category::Category;
use crate::ledger::{Evidence, Ledger, Vote};
use crate::page::{Page, Stretch};

/// A span of the input that went, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Removal {
    /// First byte in the input.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
    /// What it was.
    pub category: Category,
    /// The rule or pass that decided.
    pub rule: &'static str,
    /// The phrase or observation that decided.
    pub evidence: Evidence,
    /// How sure the rule was, 0 to 1.
    pub score: f32,
}

/// A cleaned text and the report of what went.
///
/// `text` is the input without the bytes of `removed`, whose spans are sorted, disjoint, non-empty and on character
/// boundaries. It is borrowed where nothing went.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Cleaned<'t> {
    /// What is left.
    pub text: Cow<'t, str>,
    /// What went, in the order of the input.
    pub removed: Vec<Removal>,
    /// What was voted out but stayed, because too little would have been left.
    pub spared: Vec<Removal>,
}

/// The text without what was removed. The only place where text is cut.
pub(crate) fn cut<'t>(text: &'t str, removed: &[Removal]) -> Cow<'t, str> {
    if removed.is_empty() {
        return Cow::Borrowed(text);
    }
    let gone: usize = removed.iter().map(|r| r.end - r.start).sum();
    let mut out = String::with_capacity(text.len() - gone);
    let mut at = 0;
    for r in removed {
        out.push_str(&text[at..r.start]);
        at = r.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// What is left of a page, and where it stood.
#[derive(Debug, Default)]
pub(crate) struct Left {
    pub text: String,
    /// Spans of it that went when it was cleaned.
    pub removed: Vec<Removal>,
    pub stretches: Vec<Stretch>,
}

impl Left {
    /// Reads what is left of a page, the `read` bytes of the text.
    pub fn read(&mut self, text: &str, read: Range<usize>, removed: &[Removal]) {
        self.text.clear();
        self.stretches.clear();
        let mut at = read.start;
        for (start, end) in removed.iter().map(|r| (r.start, r.end)).chain([(read.end, read.end)]) {
            if at < start {
                self.stretches.push(Stretch { left: self.text.len(), source: at });
                self.text.push_str(&text[at..start]);
            }
            at = end;
        }
    }

    /// The stretch in which a byte stands.
    fn stretch(&self, at: usize) -> usize {
        self.stretches.partition_point(|s| s.left <= at) - 1
    }

    /// Where a byte of what is left stood in the input.
    fn source(&self, at: usize) -> usize {
        let stretch = self.stretches[self.stretch(at)];
        stretch.source + at - stretch.left
    }

    /// Turns a span of what is left into one of the input, with all that went inside it.
    pub fn place(&self, r: &mut Removal) {
        (r.start, r.end) = (self.source(r.start), self.source(r.end - 1) + 1);
    }

    /// Adds the spans that went to those that `out` holds, as spans of the input, unsorted.
    pub fn add_to(&mut self, out: &mut Vec<Removal>) {
        let removed = std::mem::take(&mut self.removed);
        for r in &removed {
            let mut at = r.start;
            while at < r.end {
                let next = self.stretches.get(self.stretch(at) + 1).map_or(r.end, |s| r.end.min(s.left));
                let start = self.source(at);
                out.push(Removal { start, end: start + next - at, ..r.clone() });
                at = next;
            }
        }
        self.removed = removed;
        self.removed.clear();
    }
}

/// Makes one span of those that touch: what went is then known, but not why.
pub(crate) fn join(removed: &mut Vec<Removal>) {
    removed.dedup_by(|next, last| {
        let touch = last.end == next.start;
        if touch {
            last.end = next.end;
        }
        touch
    });
}

impl Removal {
    pub(crate) fn new(span: Range<usize>, vote: Vote) -> Removal {
        let Vote { category, score, rule, evidence } = vote;
        Removal { start: span.start, end: span.end, category, rule, evidence, score }
    }
}

/// Turns the verdicts on a page, the `read` bytes of the text, into spans behind those that `out` holds.
#[inline(never)]
pub(crate) fn write(text: &str, read: Range<usize>, page: &Page, ledger: &Ledger, out: &mut Vec<Removal>) {
    let line_start = |at: usize| text[read.start..at].rfind('\n').map_or(read.start, |n| read.start + n + 1);
    let mut parts = ledger.parts().iter().peekable();
    // Whether what is kept so far ends with a blank line, so that the blank lines behind a removed line go with it.
    let mut blank = true;
    let mut i = 0;
    while i < page.segments.len() {
        // The segments of one line.
        let first = i;
        i += 1;
        while i < page.segments.len() && !page.segments[i].starts_line {
            i += 1;
        }
        let last = i - 1;
        let next_line = page.segments.get(i).map_or(read.end, |s| line_start(s.span.start));
        let all = (first..=last).all(|k| ledger.is_removed(k));
        if page.segments[first].blank_before && first > 0 && !ledger.is_removed(first - 1) {
            blank = true;
        }
        for k in first..=last {
            let s = &page.segments[k];
            let Some(vote) = ledger.removed(k) else {
                while let Some(p) = parts.next_if(|p| p.segment <= k) {
                    let after = out.last().map_or(0, |r: &Removal| r.end);
                    if p.segment == k && p.span.start >= after {
                        out.push(Removal::new(p.span.clone(), p.vote.clone()));
                    }
                }
                continue;
            };
            let start = if k == first { line_start(s.span.start) } else { s.span.start };
            let end = if k < last {
                page.segments[k + 1].span.start
            } else if !all {
                s.span.end
            } else if blank {
                next_line
            } else {
                text[s.span.end..read.end].find('\n').map_or(read.end, |n| s.span.end + n + 1)
            };
            out.push(Removal::new(start..end, vote.clone()));
        }
        blank = if all { blank || page.segments.get(i).is_some_and(|s| s.blank_before) } else { false };
    }
}

/// The last hand on a page's spans, those of `out` from `first` on: what went as something that stays comes back. Only
/// now, so that all else is judged as if it went too.
pub(crate) fn finish(
    text: &str,
    read: Range<usize>,
    out: &mut Vec<Removal>,
    first: usize,
    stays: impl Fn(&Removal) -> bool,
) {
    let mut n = 0;
    out.retain(|r| {
        n += 1;
        n <= first || !stays(r)
    });
    close(text, read, &mut out[first..]);
}

/// At the end of the page the blank lines before what went go too.
fn close(text: &str, read: Range<usize>, out: &mut [Removal]) {
    let mut tail = read.end;
    let mut first = None;
    for (n, r) in out.iter().enumerate().rev() {
        if !text[r.end..tail].trim().is_empty() {
            break;
        }
        tail = r.start;
        first = Some(n);
    }
    let Some(first) = first else { return };
    // Runs to the very end, without gaps of white space.
    let kept = text[read.start..out[first].start].trim_end();
    let end = read.start + kept.len();
    let start = if text[end..].starts_with("\r\n") {
        end + 2
    } else if text[end..].starts_with('\n') {
        end + 1
    } else {
        out[first].start
    };
    out[first].start = if kept.is_empty() { read.start } else { start.min(out[first].start) };
    for n in first..out.len() {
        out[n].end = if n + 1 < out.len() { out[n + 1].start } else { read.end };
    }
}
