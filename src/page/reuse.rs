//! Reuse of an earlier reading: when the text that remains of a page is cleaned again, its unchanged segments are
//! copied from the first reading of that page instead of being split and folded again.

use std::ops::Range;

use super::{Form, Page, SegmentData};
use crate::instrument::count_bytes;

/// A span of the page that was kept. Spans are contiguous in the remaining text, so each ends where the next starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeptSpan {
    /// Where the span starts in the remaining text, in bytes.
    pub left: usize,
    /// Where the span started in the text that was read first, in bytes.
    pub source: usize,
}

/// The page as it was read first, and the spans of it that were kept. It must be searched from the start of the
/// remaining text to its end, because it remembers how far the search has come.
#[derive(Debug)]
pub(crate) struct Reuse<'k> {
    page: &'k Page,
    stretches: &'k [KeptSpan],
    /// Index of the first segment of `page` that the next search considers.
    next_segment: usize,
}

impl<'k> Reuse<'k> {
    pub fn new(page: &'k Page, stretches: &'k [KeptSpan]) -> Reuse<'k> {
        Reuse { page, stretches, next_segment: 0 }
    }

    /// Returns the indices of the segments of the first reading that cover exactly the bytes `start..end` of the
    /// remaining text.
    ///
    /// Returns `None` if text was removed inside `start..end`, if segment boundaries do not fall on `start` and `end`,
    /// or if the bytes belonged to more than one line or paragraph: then they have to be read again.
    fn find_segments(&mut self, start: usize, end: usize) -> Option<Range<usize>> {
        let next = self.stretches.partition_point(|s| s.left <= start);
        let kept = self.stretches[next - 1];
        if self.stretches.get(next).is_some_and(|s| s.left < end) {
            return None;
        }
        let (start, end) = (start - kept.left + kept.source, end - kept.left + kept.source);
        let segments = &self.page.segments;
        while segments.get(self.next_segment).is_some_and(|s| s.span.start < start) {
            self.next_segment += 1;
        }
        let first = self.next_segment;
        let mut last = first;
        while segments.get(last)?.span.end < end {
            last += 1;
            if segments.get(last)?.starts_line {
                return None;
            }
        }
        (segments[first].span.start == start && segments[last].span.end == end).then_some(first..last + 1)
    }
}

/// Adds the bytes `start..end` of the remaining text to `page` by copying their segments from the first reading.
/// Returns whether that was possible; if not, nothing was added.
pub(super) fn copy_segments(
    reuse: &mut Reuse<'_>,
    start: usize,
    end: usize,
    blank_before: bool,
    page: &mut Page,
) -> bool {
    // Flattened text is read again: its segments depend on phrases (see `Page::part`), not on line breaks alone.
    if reuse.page.form != page.form || page.form == Form::Flat {
        return false;
    }
    let Some(found) = reuse.find_segments(start, end) else { return false };
    let before = reuse.page;
    let (first, last) = (&before.segments[found.start], &before.segments[found.end - 1]);
    let (bytes, words) = (first.folded.start..last.folded.end, first.words.start..last.words.end);
    let (bytes_at, words_at) = (page.folded.bytes.len(), page.folded.words.len());
    page.folded.bytes.extend_from_slice(&before.folded.bytes[bytes.clone()]);
    page.folded.words.extend(before.folded.words[words.clone()].iter().map(|word| {
        let mut word = *word;
        word.at = (word.at as usize - bytes.start + bytes_at) as u32;
        word
    }));
    count_bytes(end - start);
    let shift = |range: &Range<usize>, from: usize, to: usize| range.start - from + to..range.end - from + to;
    page.segments.extend(before.segments[found.clone()].iter().zip(found.clone()).map(|(s, index)| SegmentData {
        span: shift(&s.span, first.span.start, start),
        blank_before: blank_before && index == found.start,
        starts_line: index == found.start,
        folded: shift(&s.folded, bytes.start, bytes_at),
        core_end: s.core_end - bytes.start + bytes_at,
        words: shift(&s.words, words.start, words_at),
        reused_from: Some(index as u32),
        ..s.clone()
    }));
    true
}
