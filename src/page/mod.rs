//! The page: the input text, read once into segments with their features; read-only ever after.
//!
//! Knows no category and no phrase.

pub(crate) mod fold;
mod split;

use std::ops::Range;

pub(crate) use fold::Folded;
pub use split::Form;

/// How a segment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// A full stop, question or exclamation mark, or an ellipsis, quotation marks and brackets behind it included.
    Sentence,
    /// A colon.
    Colon,
    /// A comma, semicolon or dash.
    Comma,
    /// None of these.
    Open,
}

/// What is measured of a segment, once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Features {
    /// Words; two characters of Chinese or Japanese count as one.
    pub words: u32,
    /// Words that start with an upper-case letter.
    pub capitals: u32,
    /// Words of two letters and more, all upper case.
    pub shouted: u32,
    /// Words that start with a lower-case letter, or are of a script without cases.
    pub lower: u32,
    /// Numbers.
    pub numbers: u32,
    /// Sentence ends inside and at the end of the segment.
    pub sentences: u32,
    /// Web addresses and Markdown links.
    pub links: u32,
    /// Words inside Markdown links.
    pub link_words: u32,
    pub ending: Ending,
    /// Starts with a quotation mark.
    pub quoted: bool,
    /// Starts with a list mark (`*`, `-`, `•`, ...).
    pub bullet: bool,
    /// Inside fenced or indented code.
    pub code: bool,
    /// A table's row in Markdown: `| a | b |`.
    pub row: bool,
}

/// One unit that is judged: a line, a paragraph put together again, or a sentence. See [`Form`].
#[derive(Clone, Debug)]
pub(crate) struct SegmentData {
    /// Bytes in the input, without the white space around it.
    pub span: Range<usize>,
    /// A blank line, or the start of the page, stands before it.
    pub blank_before: bool,
    /// It starts a line (in flattened text and at glued seams it may not).
    pub starts_line: bool,
    /// Sentences of some length that stand before it: how far the article has been told.
    pub told: u32,
    /// Bytes in the folded text.
    pub folded: Range<usize>,
    /// End of the folded text without closing punctuation and ornaments.
    pub core_end: usize,
    /// Words in the page's word table.
    pub words: Range<usize>,
    pub features: Features,
}

/// A sentence of so many words tells something.
pub(crate) const PROSE: u32 = 12;

/// The input text as segments.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub form: Form,
    pub segments: Vec<SegmentData>,
    pub folded: Folded,
}

impl Page {
    /// Reads a text: splits it and measures each segment. Linear in the text.
    pub fn read(text: &str) -> Page {
        let mut page = Page { form: Form::Lines, segments: Vec::new(), folded: Folded::default() };
        split::split(text, &mut page);
        page.close();
        page
    }

    /// What can be said of segments only when all are there.
    fn close(&mut self) {
        let mut told = 0;
        for s in &mut self.segments {
            s.told = told;
            told += u32::from(s.features.words >= PROSE && s.features.ending == Ending::Sentence);
        }
        self.folded.seal();
    }

    /// The page with its segments parted at these bytes of the input too, sorted (in flattened text, where only phrases show
    /// that a line began or ended there).
    pub fn parted(self, text: &str, at: &[usize]) -> Page {
        let mut page = Page { form: self.form, ..Page::default() };
        for s in &self.segments {
            let first = at.partition_point(|b| *b <= s.span.start);
            let inside = at[first..].iter().take_while(|b| **b < s.span.end);
            let mut from = s.span.start;
            for to in inside.copied().chain([s.span.end]) {
                split::add(
                    text,
                    from,
                    to,
                    s.blank_before && from == s.span.start,
                    s.starts_line && from == s.span.start,
                    &mut page,
                );
                from = to;
            }
        }
        page.close();
        page
    }

    pub fn folded_text(&self, i: usize) -> &[u8] {
        let s = &self.segments[i];
        &self.folded.bytes[s.folded.clone()]
    }
}
