//! Output: turns verdicts into removed spans and cuts the text. No other module cuts text, and this one makes no
//! decisions about what is removed.

use std::borrow::Cow;
use std::ops::Range;

use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::Page;
use crate::passes::TextKind;
use crate::vote::{Evidence, Vote};

/// A span of the input that was removed, and why.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Removal {
    /// The offset of the first byte in the input.
    pub start: usize,
    /// The offset after the last byte.
    pub end: usize,
    /// The kind of boilerplate.
    pub category: Category,
    /// The name of the rule or pass that decided.
    pub rule: Cow<'static, str>,
    /// The phrase or observation that decided.
    pub evidence: Evidence,
    /// How sure the rule was, from 0.0 to 1.0.
    pub score: f32,
}

impl Removal {
    pub(crate) fn new(span: Range<usize>, vote: Vote) -> Removal {
        let Vote { category, score, rule, evidence } = vote;
        Removal { start: span.start, end: span.end, category, rule: rule.into(), evidence, score }
    }

    /// Replaces the span by what `to` makes of it.
    pub(crate) fn map(&mut self, to: impl Fn(Range<usize>) -> Range<usize>) {
        let range = to(self.range());
        (self.start, self.end) = (range.start, range.end);
    }

    /// The span as a range of bytes, for slicing the input.
    ///
    /// ```
    /// let page = "The council met on Monday and voted.\nRead More Show Less\n";
    /// let cleaned = dechaff::Cleaner::default().report(page);
    /// assert_eq!(&page[cleaned.removed[0].range()], "Read More Show Less\n");
    /// ```
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A cleaned text and the report of what was removed.
///
/// `text` is the input without the bytes of `removed`. The spans of `removed` are sorted, disjoint, not empty, and on
/// character boundaries. `text` is borrowed if nothing was removed.
///
/// A report can be written and read through serde.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Cleaned<'t> {
    /// The text that was kept.
    pub text: Cow<'t, str>,
    /// What was removed, in the order of the input.
    pub removed: Vec<Removal>,
    /// What the rules wanted to remove and the guard kept, because too little text would have remained.
    pub spared: Vec<Removal>,
    /// What kind of text it was taken for. Of a text that is read as several pages, the kind of the first.
    pub kind: TextKind,
}

/// Returns the bytes `page` of the text without the removed spans, which are all in the page.
pub(crate) fn cut<'t>(text: &'t str, page: Range<usize>, removed: &[Removal]) -> Cow<'t, str> {
    if removed.is_empty() {
        return Cow::Borrowed(&text[page]);
    }
    let removed_bytes: usize = removed.iter().map(|r| r.end - r.start).sum();
    let mut kept = String::with_capacity(page.len() - removed_bytes);
    let mut at = page.start;
    for r in removed {
        kept.push_str(&text[at..r.start]);
        at = r.end;
    }
    kept.push_str(&text[at..page.end]);
    Cow::Owned(kept)
}

/// Joins adjacent spans into one. This saves memory if the caller does not ask for the reasons.
pub(crate) fn join(removed: &mut Vec<Removal>) {
    removed.dedup_by(|next, last| {
        let is_adjacent = last.end == next.start;
        if is_adjacent {
            last.end = next.end;
        }
        is_adjacent
    });
}

/// Appends the spans that the verdicts on a page remove. `page_span` are the page's bytes in the text. A removed line
/// is removed with its line break and, if a blank line precedes it, also with the blank lines after it, so that one
/// blank line remains.
#[inline(never)]
pub(crate) fn write(text: &str, page_span: Range<usize>, page: &Page, ledger: &mut Ledger, out: &mut Vec<Removal>) {
    ledger.sort_parts();
    // Only white space stands between a line break and the segments beside it, mostly none. So bytes are compared one by
    // one.
    let (bytes, is_break) = (&text.as_bytes()[..page_span.end], |b: &u8| *b == b'\n');
    let line_start = |at: usize| {
        let before = &bytes[page_span.start..at];
        page_span.start + before.iter().rposition(is_break).map_or(0, |n| n + 1)
    };
    let line_end = |at: usize| bytes[at..].iter().position(is_break).map_or(page_span.end, |n| at + n + 1);
    let mut parts = ledger.parts().iter().peekable();
    // Whether the kept text so far is empty or ends with a blank line.
    let mut is_after_blank = true;
    let mut next = 0;
    while next < page.segments.len() {
        // `first..=last` are the segments of one line.
        let first = next;
        next += 1;
        while next < page.segments.len() && !page.segments[next].starts_line {
            next += 1;
        }
        let last = next - 1;
        let next_line = || page.segments.get(next).map_or(page_span.end, |s| line_start(s.span.start));
        let is_line_removed = (first..=last).all(|i| ledger.is_removed(i));
        if page.segments[first].blank_before && first > 0 && !ledger.is_removed(first - 1) {
            is_after_blank = true;
        }
        for i in first..=last {
            let segment = &page.segments[i];
            let Some(vote) = ledger.removed(i) else {
                while let Some(part) = parts.next_if(|part| part.segment <= i) {
                    let last_end = out.last().map_or(0, |r: &Removal| r.end);
                    if part.segment == i && part.span.start >= last_end && !ledger.protected(i) {
                        out.push(Removal::new(part.span.clone(), part.vote.clone()));
                    }
                }
                continue;
            };
            let start = if i == first { line_start(segment.span.start) } else { segment.span.start };
            let end = if i < last {
                page.segments[i + 1].span.start
            } else if !is_line_removed {
                segment.span.end
            } else if is_after_blank {
                next_line()
            } else {
                line_end(segment.span.end)
            };
            out.push(Removal::new(start..end, vote.clone()));
        }
        let is_blank_next = page.segments.get(next).is_some_and(|s| s.blank_before);
        is_after_blank = is_line_removed && (is_after_blank || is_blank_next);
    }
}

/// Completes the spans of a page, which are those of `out` from `first` on: drops the removals of kept categories, joins
/// white space that a later round removed to the removal before it, and extends the removed end of the page over its
/// blank lines. Kept categories are dropped only here, so that all other
/// lines are judged as if the kept ones were removed.
pub(crate) fn finish(
    text: &str,
    page_span: Range<usize>,
    out: &mut Vec<Removal>,
    first: usize,
    is_kept: impl Fn(&Removal) -> bool,
) {
    let mut n = 0;
    out.retain(|r| {
        n += 1;
        n <= first || !is_kept(r)
    });
    // White space between lines of different rounds has no reason of its own. The spans of earlier pages are those of
    // the input, and not of `text`.
    let mut n = 0;
    out.dedup_by(|next, removal| {
        n += 1;
        let is_rest = n > first && removal.end == next.start && is_blank(&text[next.range()]);
        removal.end = if is_rest { next.end } else { removal.end };
        is_rest
    });
    extend_over_blank_end(text, page_span, &mut out[first..]);
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// If a page ends with removed text, extends the removed spans over the white space between and after them, and over
/// the blank lines before them.
fn extend_over_blank_end(text: &str, page_span: Range<usize>, removed: &mut [Removal]) {
    // The first of the spans with which the page ends: only white space follows each of them.
    let mut first = None;
    let mut tail = page_span.end;
    for (n, r) in removed.iter().enumerate().rev() {
        if !is_blank(&text[r.end..tail]) {
            break;
        }
        tail = r.start;
        first = Some(n);
    }
    let Some(first) = first else { return };
    let kept = text[page_span.start..removed[first].start].trim_end();
    let kept_end = page_span.start + kept.len();
    // The line break of the last kept line is kept, unless the first of the removals starts before it.
    let start = if text[kept_end..].starts_with("\r\n") {
        kept_end + 2
    } else if text[kept_end..].starts_with('\n') {
        kept_end + 1
    } else {
        removed[first].start
    };
    removed[first].start = if kept.is_empty() { page_span.start } else { start.min(removed[first].start) };
    for n in first..removed.len() {
        removed[n].end = if n + 1 < removed.len() { removed[n + 1].start } else { page_span.end };
    }
}
