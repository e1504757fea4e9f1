//! What of a page was read before: where something went, the segments that stay need not be read again.

use std::ops::Range;

use super::{Form, Page, SegmentData};

/// A stretch of text that stayed: where it starts in what is left, and where it stood.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub left: usize,
    pub source: usize,
}

/// The page as it was read first, and the stretches of it that are left. Asked from the page's start to its end.
#[derive(Debug)]
pub(crate) struct Known<'k> {
    page: &'k Page,
    stretches: &'k [Stretch],
    segment: usize,
}

impl<'k> Known<'k> {
    pub fn new(page: &'k Page, stretches: &'k [Stretch]) -> Known<'k> {
        Known { page, stretches, segment: 0 }
    }

    /// The segments that the bytes `start..end` of what is left were, if they were just these: nothing between them went,
    /// and they were read as one line or paragraph, or as all that is left of one.
    fn segments(&mut self, start: usize, end: usize) -> Option<Range<usize>> {
        let next = self.stretches.partition_point(|s| s.left <= start);
        let stretch = self.stretches[next - 1];
        if self.stretches.get(next).is_some_and(|s| s.left < end) {
            return None;
        }
        let (start, end) = (start - stretch.left + stretch.source, end - stretch.left + stretch.source);
        let segments = &self.page.segments;
        while segments.get(self.segment).is_some_and(|s| s.span.start < start) {
            self.segment += 1;
        }
        let first = self.segment;
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

/// Adds `start..end` to the page as it was read before; says whether it was.
pub(super) fn add(known: &mut Known<'_>, start: usize, end: usize, blank_before: bool, page: &mut Page) -> bool {
    // In flattened text phrases part what reading left whole.
    if known.page.form != page.form || page.form == Form::Flat {
        return false;
    }
    let Some(segments) = known.segments(start, end) else { return false };
    let before = known.page;
    let (first, last) = (&before.segments[segments.start], &before.segments[segments.end - 1]);
    let (bytes, words) = (first.folded.start..last.folded.end, first.words.start..last.words.end);
    let (folded_at, words_at) = (page.folded.bytes.len(), page.folded.words.len());
    page.folded.bytes.extend_from_slice(&before.folded.bytes[bytes.clone()]);
    page.folded.words.extend(before.folded.words[words.clone()].iter().map(|word| {
        let mut word = *word;
        word.at = (word.at as usize - bytes.start + folded_at) as u32;
        word
    }));
    let moved = |range: &Range<usize>, from: usize, to: usize| range.start - from + to..range.end - from + to;
    page.segments.extend(before.segments[segments.clone()].iter().zip(segments.clone()).map(|(s, n)| SegmentData {
        span: moved(&s.span, first.span.start, start),
        blank_before: blank_before && n == segments.start,
        starts_line: n == segments.start,
        folded: moved(&s.folded, bytes.start, folded_at),
        core_end: s.core_end - bytes.start + folded_at,
        words: moved(&s.words, words.start, words_at),
        known: Some(n as u32),
        ..s.clone()
    }));
    true
}
