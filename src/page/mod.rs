//! The page: the input text, split into segments and measured once. Later stages read it and never change it.
//!
//! Nothing in this module knows of a category or a phrase.

pub(crate) mod lookahead;
pub(crate) mod bytes;
mod chars;
mod code;
mod boundaries;
mod marks;
pub(crate) mod fold;
mod reuse;
#[cfg(any(test, fuzzing))]
pub(crate) mod reference;
mod split;

use std::ops::Range;

pub(crate) use fold::Folded;
pub(crate) use marks::Marks;
pub(crate) use reuse::{KeptSpan, Reuse};
pub(crate) use split::floor_char_boundary;
pub use split::Form;

/// How a segment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Ending {
    /// With a full stop, question mark, exclamation mark or ellipsis. Quotation marks and brackets may follow it.
    Sentence,
    /// With a colon.
    Colon,
    /// With a comma, semicolon, hyphen or dash.
    Comma,
    /// With anything else, for example a word.
    Open,
}

/// The counts and properties of a segment, measured once while the segment is folded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Features {
    /// Number of words and of numbers that stand alone. Two characters of a script without spaces between words (such
    /// as Chinese) count as one word.
    pub words: u32,
    /// Number of words that start with an upper-case letter.
    pub capitals: u32,
    /// Number of words that have two letters or more, all of them upper case.
    pub all_caps: u32,
    /// Number of words that start with a lower-case letter or are in a script without upper and lower case.
    pub lower: u32,
    /// Number of numbers, those within words (`b12`) included; a run of digits is one number.
    pub numbers: u32,
    /// Number of sentence ends, inside the segment and at its end.
    pub sentences: u32,
    /// Number of web addresses and Markdown links.
    pub links: u32,
    /// Number of words inside Markdown links.
    pub link_words: u32,
    /// How the segment ends.
    pub ending: Ending,
    /// Whether the segment starts with a quotation mark.
    pub quoted: bool,
    /// Whether the segment starts with a list mark (`*`, `-`, `•`, ...).
    pub bullet: bool,
    /// Whether the segment is code: inside a Markdown fence, or a line that looks like code.
    pub code: bool,
    /// Whether the segment is a row of a Markdown table: `| a | b |`.
    pub row: bool,
    /// The marks that the segment may contain.
    pub marks: Marks,
}

/// The unit that is judged: a line, a re-joined wrapped paragraph, or a sentence of flattened text. See [`Form`].
#[derive(Clone, Debug)]
pub(crate) struct SegmentData {
    /// The number of the segment in the page, counted from 0. Known once all segments were added.
    pub number: u32,
    /// Byte offsets into the input, without the white space around the segment.
    pub span: Range<usize>,
    /// Whether a blank line or the start of the page precedes the segment.
    pub blank_before: bool,
    /// Whether the segment starts a line. A sentence of flattened text, or one split off where two sentences were glued
    /// together without a space, may start within a line.
    pub starts_line: bool,
    /// Number of segments before this one that have at least [`MIN_PROSE_WORDS`] words and end like a sentence: how much of the
    /// article precedes this segment.
    pub prose_segments_before: u32,
    /// Byte offsets into the folded text of the page.
    pub folded: Range<usize>,
    /// End of the folded text without its closing punctuation and ornaments; a byte offset like those in `folded`.
    pub core_end: usize,
    /// The segment's words, as indices into the page's word table.
    pub words: Range<usize>,
    /// The segment's counts and properties.
    pub features: Features,
    /// If this page is the text that remains of a cleaned page: the index of this segment in that earlier page, when
    /// the segment was copied from it instead of being read again.
    pub reused_from: Option<u32>,
}

/// A segment with at least this many words that ends like a sentence counts as prose in `prose_segments_before`.
/// Chosen by hand: a smaller limit would count slogans and captions as prose; a larger one would miss short sentences
/// of the article.
pub(crate) const MIN_PROSE_WORDS: u32 = 12;

/// The input text, or the part of it that is judged as one page, split into segments.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub form: Form,
    pub segments: Vec<SegmentData>,
    pub folded: Folded,
    /// Whether the text is a document in Markdown or source code, of which headings, code and link definitions are
    /// content.
    pub is_document: bool,
    /// The non-blank lines. Splitting uses them; they are kept here only so that the next page reuses their memory.
    lines: Vec<split::Line>,
    /// What reading has found ahead of the cursor. Kept here for the same reason.
    ahead: lookahead::Ahead,
}

impl Page {
    /// Reads a text from the byte `from`: splits it into segments and measures each of them, except for those that can
    /// be copied from `reuse`, the page as it was read in an earlier round. Takes time linear in the text.
    ///
    /// Returns the byte offset at which reading stopped. This is the end of the text, unless the text is too long for
    /// one page.
    #[inline(never)] // Keeps the stage visible in profiles, like the other stages.
    pub fn read(&mut self, text: &str, from: usize, reuse: Option<Reuse<'_>>) -> usize {
        self.clear(Form::Lines);
        let read_to = split::split(text, from, reuse, self);
        self.finish();
        read_to
    }

    fn clear(&mut self, form: Form) {
        self.form = form;
        self.segments.clear();
        self.folded.bytes.clear();
        self.folded.words.clear();
        self.lines.clear();
        self.ahead.clear();
        self.is_document = false;
    }

    /// Computes what depends on all segments, once all of them were added.
    fn finish(&mut self) {
        let mut prose_segments_before = 0;
        for (number, s) in (0..).zip(&mut self.segments) {
            s.number = number;
            s.prose_segments_before = prose_segments_before;
            prose_segments_before +=
                u32::from(s.features.words >= MIN_PROSE_WORDS && s.features.ending == Ending::Sentence);
        }
        self.folded.pad();
    }

    /// Replaces this page by the segments of `page`, split in addition at the byte offsets `at` of the input, which
    /// must be sorted.
    ///
    /// Flattened text needs this second step: only the phrases found in it, which start a line or fill one, show where
    /// one of its former lines began or ended.
    pub fn split_at(&mut self, text: &str, page: &Page, at: &[usize]) {
        self.clear(page.form);
        for s in &page.segments {
            let first = at.partition_point(|b| *b <= s.span.start);
            let inside = at[first..].iter().take_while(|b| **b < s.span.end);
            let mut from = s.span.start;
            for to in inside.copied().chain([s.span.end]) {
                let is_first = from == s.span.start;
                split::push_segment(text, from, to, s.blank_before && is_first, s.starts_line && is_first, self);
                from = to;
            }
        }
        self.finish();
    }

    /// Returns the folded text of the segment with the index `i`.
    pub fn folded_text(&self, i: usize) -> &[u8] {
        let s = &self.segments[i];
        &self.folded.bytes[s.folded.clone()]
    }
}
