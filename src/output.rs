//! Output: turns verdicts into removed spans and cuts the text. It is the only place where text is cut, and it decides
//! nothing.

use std::borrow::Cow;
use std::ops::Range;

use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::Page;
use crate::vote::{Evidence, Vote};

/// A span of the input that was removed, and why.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Removal {
    /// The offset of the first byte in the input.
    pub start: usize,
    /// The offset behind the last byte.
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
}

/// Returns the text without the removed spans.
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

/// Joins adjacent spans into one, for callers who do not ask for reasons.
pub(crate) fn join(removed: &mut Vec<Removal>) {
    removed.dedup_by(|next, last| {
        let touch = last.end == next.start;
        if touch {
            last.end = next.end;
        }
        touch
    });
}

/// Appends the spans that the verdicts on a page remove. `read` are the page's bytes in the text. A removed line is removed
/// with its line break, and with the blank lines behind it if a blank line precedes it too.
#[inline(never)]
pub(crate) fn write(text: &str, read: Range<usize>, page: &Page, ledger: &mut Ledger, out: &mut Vec<Removal>) {
    ledger.sort_parts();
    let line_start = |at: usize| text[read.start..at].rfind('\n').map_or(read.start, |n| read.start + n + 1);
    let mut parts = ledger.parts().iter().peekable();
    // Whether the kept text so far ends with a blank line, so that the blank lines behind a removed line are removed too.
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

/// Completes the spans of a page, which are those of `out` from `first` on: drops the removals of categories that are kept
/// (`stays`), and removes the blank lines at the end of the page. Kept categories are dropped only here, so that all other
/// lines are judged as if those had been removed too.
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

/// If the page ends with removed lines, removes the blank lines before them too.
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
