//! Tables of contents: lists of the text's own headings, which stay although they stand outside the body.
//!
//! **Keeps** a list above the text of which at least three entries are headings of the text below it, in the order of the
//! text (`pages/en-guide-with-contents`). Numbers before a heading do not matter.
//!
//! **Why** by order: an entry of a menu may be a heading of the text by chance, and a word of the menu may be repeated in
//! the footer, but several entries that follow one another as the headings do were made from them.

use std::collections::HashMap;
use std::ops::Range;

use crate::ledger::Ledger;
use crate::page::bytes::key;
use crate::view::{Context, Segment};

/// A table of contents has at least this many entries. Chosen by hand: two headings in their order may be a coincidence.
const MIN_CONTENTS_ENTRIES: usize = 3;
/// At most this many lines between two entries are no headings of the text. Chosen by hand: an entry may be shortened.
const MAX_LINES_BETWEEN_ENTRIES: usize = 2;
/// A heading has at most this many words. Longer lines are sentences, which a page may print twice.
const MAX_CONTENTS_HEADING_WORDS: usize = 20;
/// Below a heading stands a line of at least this many words. Two lines of a menu may stand below each other.
const MIN_WORDS_BELOW_HEADING: usize = 12;
/// Such a line is among this many lines below the heading. Others are subheadings.
const MAX_LINES_BELOW_HEADING: usize = 2;

/// The tables of contents of the text, of which `is_in_text` says whether a segment belongs to it.
pub(super) fn find(context: Context<'_>, ledger: &Ledger, is_in_text: impl Fn(usize) -> bool) -> Tables {
    // Most pages have no line outside the text that may be a heading of it, which numbers and keys show. Then no titles
    // are compared.
    let (in_text, outside): (Vec<usize>, Vec<usize>) =
        (0..context.len()).filter(|i| !ledger.is_removed(*i)).partition(|i| is_in_text(*i));
    if outside.len() < MIN_CONTENTS_ENTRIES {
        return Tables::default();
    }
    let segments = |indices: Vec<usize>| indices.into_iter().map(|i| context.segment(i));
    let headings: Vec<Segment<'_>> = segments(in_text).filter(|segment| is_heading(*segment)).collect();
    let mut keys: Vec<u64> = headings.iter().map(|heading| key(title(*heading))).collect();
    keys.sort_unstable();
    let may_be_entry = |segment: &Segment<'_>| keys.binary_search(&key(title(*segment))).is_ok();
    let entries: Vec<Segment<'_>> = segments(outside).filter(may_be_entry).collect();
    if entries.len() < MIN_CONTENTS_ENTRIES {
        return Tables::default();
    }
    let headings: HashMap<&[u8], usize> =
        headings.into_iter().map(|heading| (title(heading), heading.index())).collect();
    let mut tables = Vec::new();
    let mut table = Table::default();
    for entry in entries {
        let i = entry.index();
        let Some(heading) = headings.get(title(entry)).filter(|heading| **heading > i) else { continue };
        if !table.continues_with(i, *heading) {
            tables.extend(table.finish());
        }
        table.add(i, *heading);
    }
    tables.extend(table.finish());
    Tables(tables)
}

/// The segments of each table of contents, in the order of the page.
#[derive(Default)]
pub(super) struct Tables(Vec<Range<usize>>);

impl Tables {
    pub fn contains(&self, segment: usize) -> bool {
        let next = self.0.partition_point(|table| table.end <= segment);
        self.0.get(next).is_some_and(|table| table.contains(&segment))
    }
}

/// The entries of a table of contents that were found so far.
#[derive(Default)]
struct Table {
    segments: Range<usize>,
    entries: usize,
    last_heading: usize,
}

impl Table {
    fn continues_with(&self, segment: usize, heading: usize) -> bool {
        heading > self.last_heading && segment - self.segments.end <= MAX_LINES_BETWEEN_ENTRIES
    }

    fn add(&mut self, segment: usize, heading: usize) {
        let first = if self.entries == 0 { segment } else { self.segments.start };
        *self = Table { segments: first..segment + 1, entries: self.entries + 1, last_heading: heading };
    }

    /// The segments of the table if it has enough entries. A new table starts.
    fn finish(&mut self) -> Option<Range<usize>> {
        let table = std::mem::take(self);
        (table.entries >= MIN_CONTENTS_ENTRIES).then_some(table.segments)
    }
}

fn is_heading(segment: Segment<'_>) -> bool {
    let context = segment.context();
    let below = (segment.index() + 1..context.len()).map(|i| context.segment(i)).filter(|line| line.words() > 0);
    !segment.bullet()
        && segment.words() <= MAX_CONTENTS_HEADING_WORDS
        && !title(segment).is_empty()
        && below.take(MAX_LINES_BELOW_HEADING).any(|line| line.words() >= MIN_WORDS_BELOW_HEADING)
}

/// The folded text of a line without the number or list mark before it.
fn title(segment: Segment<'_>) -> &[u8] {
    match segment.folded_bytes() {
        // Most lines: they need not be decoded.
        text @ [b'a'..=b'z', .., b'a'..=b'z'] => text,
        _ => segment.folded().trim_matches(|c: char| !c.is_alphabetic()).as_bytes(),
    }
}
