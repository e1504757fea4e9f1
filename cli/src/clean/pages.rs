//! The pages as which the cleaner reads a very long text. What is computed page by page is never held for the whole text.

use std::ops::Range;

use dechaff::{Annotation, Cleaner};

/// A text of at most this many bytes is one page: pages have 16,384 lines that are not blank, or 512 KiB.
const MIN_PAGE_BYTES: usize = 32 << 10;

/// The bytes of each page of a text. Cleaning a page alone gives the same as cleaning it as a part of the text.
pub fn ranges(text: &str, cleaner: &Cleaner) -> Vec<Range<usize>> {
    let (mut ranges, mut start) = (Vec::new(), 0);
    if text.len() <= MIN_PAGE_BYTES {
        ranges.push(0..text.len());
        return ranges;
    }
    cleaner.report_by_page(text, |page| {
        let removed: usize = page.removed.iter().map(|removal| removal.range().len()).sum();
        let end = start + page.text.len() + removed;
        ranges.push(start..end);
        start = end;
    });
    ranges
}

/// The labels of all segments of a text, or `None` if there are more than `limit`.
pub fn annotate(text: &str, cleaner: &Cleaner, limit: usize) -> Option<Vec<Annotation>> {
    let mut annotations = Vec::new();
    for range in ranges(text, cleaner) {
        annotations.extend(cleaner.annotate(&text[range.clone()]).into_iter().map(|mut annotation| {
            annotation.start += range.start;
            annotation.end += range.start;
            annotation
        }));
        if annotations.len() > limit {
            return None;
        }
    }
    Some(annotations)
}

#[test]
fn labels_page_by_page_are_those_of_the_whole_text() {
    let cleaner = Cleaner::default();
    let text = "The ferry to Orrin sails again from Monday, the board said.\nRead More Show Less\n\n".repeat(20_000);
    assert!(ranges(&text, &cleaner).len() > 2);
    assert_eq!(ranges(&text, &cleaner).last().map(|range| range.end), Some(text.len()));
    let whole = cleaner.annotate(&text);
    assert!(annotate(&text, &cleaner, whole.len()).is_some_and(|by_page| by_page == whole), "the labels differ");
    assert!(annotate(&text, &cleaner, whole.len() - 1).is_none());
    assert_eq!(annotate("", &cleaner, 0), Some(Vec::new()));
}
