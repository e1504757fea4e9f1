//! The page: the input text, read once into segments with their features; read-only ever after.
//!
//! Knows no category and no phrase.

mod lookahead;
pub(crate) mod bytes;
mod chars;
mod boundaries;
pub(crate) mod fold;
mod reuse;
#[cfg(any(test, fuzzing))]
pub(crate) mod reference;
mod split;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub(crate) use fold::Folded;
pub(crate) use reuse::{Known, Stretch};
pub use split::Form;

/// How a segment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    pub prose_segments_before: u32,
    /// Bytes in the folded text.
    pub folded: Range<usize>,
    /// End of the folded text without closing punctuation and ornaments.
    pub core_end: usize,
    /// Words in the page's word table.
    pub words: Range<usize>,
    pub features: Features,
    /// Its number in the page as it was read first, where this is what is left of it and it was read so before.
    pub known: Option<u32>,
}

/// A sentence of so many words tells something.
pub(crate) const PROSE: u32 = 12;

/// The input text, or the stretch of it that is judged as one page, as segments.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub form: Form,
    pub segments: Vec<SegmentData>,
    pub folded: Folded,
    lines: Vec<split::Line>,
}

impl Page {
    /// Reads a text from the byte `from` on: splits it and measures each segment, but for those that are known. Linear in
    /// the text. Gives where it stopped: at the text's end, but for texts that are too long for a page.
    #[inline(never)] // a stage of its own in profiles, as the others
    pub fn read(&mut self, text: &str, from: usize, known: Option<Known<'_>>) -> usize {
        self.clear(Form::Lines);
        let read = split::split(text, from, known, self);
        self.close();
        read
    }

    fn clear(&mut self, form: Form) {
        self.form = form;
        self.segments.clear();
        self.folded.bytes.clear();
        self.folded.words.clear();
        self.lines.clear();
    }

    /// What can be said of segments only when all are there.
    fn close(&mut self) {
        let mut prose_segments_before = 0;
        for s in &mut self.segments {
            s.prose_segments_before = prose_segments_before;
            prose_segments_before += u32::from(s.features.words >= PROSE && s.features.ending == Ending::Sentence);
        }
        self.folded.seal();
    }

    /// Reads another page's segments again, parted at these bytes of the input too, sorted (in flattened text, where
    /// only phrases show that a line began or ended there).
    pub fn part(&mut self, text: &str, page: &Page, at: &[usize]) {
        self.clear(page.form);
        for s in &page.segments {
            let first = at.partition_point(|b| *b <= s.span.start);
            let inside = at[first..].iter().take_while(|b| **b < s.span.end);
            let mut from = s.span.start;
            for to in inside.copied().chain([s.span.end]) {
                let starts = from == s.span.start;
                split::add(text, from, to, s.blank_before && starts, s.starts_line && starts, self);
                from = to;
            }
        }
        self.close();
    }

    pub fn folded_text(&self, i: usize) -> &[u8] {
        let s = &self.segments[i];
        &self.folded.bytes[s.folded.clone()]
    }
}
