//! The slow reference for reading a page: byte by byte instead of many bytes at once, and without copying segments
//! from an earlier reading. Tests and the fuzzer check that the fast ways give the same page.

use super::{Page, SegmentData};
use crate::instrument::SHORTCUTS;

/// Reads a text with the fast path of folding on or off. Returns the whole page in debug format, for comparison.
fn read(text: &str, shortcuts: bool) -> String {
    SHORTCUTS.with(|on| on.set(shortcuts));
    let mut page = Page::default();
    page.read(text, 0, None);
    SHORTCUTS.with(|on| on.set(true));
    format!("{page:?}")
}

/// Checks a page whose segments were in part copied from an earlier reading: reads its text again without that reading,
/// panics if the result differs from `page`, and returns the result.
pub(crate) fn assert_reads_afresh(page: &Page, text: &str) -> Page {
    let mut afresh = Page::default();
    afresh.read(text, 0, None);
    let segments = page.segments.iter().map(|s| SegmentData { reused_from: None, ..s.clone() }).collect::<Vec<_>>();
    assert_eq!(format!("{segments:?}"), format!("{:?}", afresh.segments), "{text:?}");
    assert_eq!(format!("{:?}", page.folded), format!("{:?}", afresh.folded), "{text:?}");
    afresh
}

/// Panics if reading many bytes at once and reading byte by byte give different pages.
pub(crate) fn assert_same_reading(text: &str) {
    assert_eq!(read(text, true), read(text, false), "{text:?}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::assert_same_reading;
    use crate::instrument::fixtures;

    #[test]
    fn fixtures_read_the_same_many_bytes_at_once_and_byte_by_byte() {
        for text in fixtures() {
            assert_same_reading(&text);
        }
    }

    /// The fuzzer found that the fast path wrote a space behind a combining mark that starts a line.
    #[test]
    fn lines_that_start_with_a_combining_mark_read_the_same() {
        for text in
            ["\u{336}versatt från engelska av", "a b\n\u{301}letter\n", "\u{336} versatt", "\u{336}\u{336}Versatt 1"]
        {
            assert_same_reading(text);
        }
    }

    /// Texts of all lengths up to more than two blocks, behind others of all lengths: whatever is special stands at
    /// every place of a block, and blocks end in runs of characters of two and three bytes.
    #[test]
    fn texts_read_the_same_at_all_offsets_of_a_block() {
        let plain =
            "The keeper, who said \"no\", went on to Quay-House & the boats waited for him all day long ".repeat(3);
        let runs = ["é", "Ж", "港", "अ", "म्", "가", "ệ"].map(|letters| letters.repeat(130 / letters.len()));
        let fillers = runs.iter().chain([&plain]);
        let special = [
            ".",
            " ",
            "  ",
            "h",
            "http://a.b ",
            "7",
            "B",
            "BC",
            "é",
            "Ж",
            "港",
            "अ",
            "ệ",
            "’",
            "，",
            "。",
            "\n",
            "\u{301}",
            "\u{200b}",
            "\u{94d}",
            "*",
            "[",
            "[a](b)",
        ];
        for filler in fillers {
            for len in (0..=filler.len().min(130)).filter(|len| filler.is_char_boundary(*len)) {
                for special in special {
                    assert_same_reading(&format!("{}{special}{}", &filler[..len], &plain[..130 - len]));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn random_texts_read_the_same_many_bytes_at_once_and_byte_by_byte(
            text in "([A-Za-z]{1,12}|[ ,'\"-]|[ .:!?0-9\n*_\\[\\]()]|h|http://a|NATO|’|é|\u{336}|Ж|港|अ|म्|가|ệ|，|。|\u{200b}){0,60}",
        ) {
            assert_same_reading(&text);
        }
    }
}
