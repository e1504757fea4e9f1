//! Reading byte by byte, and all of a page: eight bytes at once, and what is known of what is left, must give the same.
//! For tests and the fuzzer.

use super::{Page, SegmentData};
use crate::instrument::SHORTCUTS;

/// All that reading finds.
fn read(text: &str, shortcuts: bool) -> String {
    SHORTCUTS.with(|on| on.set(shortcuts));
    let mut page = Page::default();
    page.read(text, 0, None);
    SHORTCUTS.with(|on| on.set(true));
    format!("{page:?}")
}

/// What is left of a page, read as if nothing of it were known. Panics where `page` is read otherwise.
pub(crate) fn assert_reads_afresh(page: &Page, text: &str) -> Page {
    let mut afresh = Page::default();
    afresh.read(text, 0, None);
    let segments = page.segments.iter().map(|s| SegmentData { known: None, ..s.clone() }).collect::<Vec<_>>();
    assert_eq!(format!("{segments:?}"), format!("{:?}", afresh.segments), "{text:?}");
    assert_eq!(format!("{:?}", page.folded), format!("{:?}", afresh.folded), "{text:?}");
    afresh
}

/// Panics where the two ways of reading differ.
pub(crate) fn assert_same_reading(text: &str) {
    assert_eq!(read(text, true), read(text, false), "{text:?}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::assert_same_reading;
    use crate::instrument::fixtures;

    #[test]
    fn eight_bytes_at_once_read_as_one_by_one_on_fixtures() {
        for text in fixtures() {
            assert_same_reading(&text);
        }
    }

    proptest! {
        #[test]
        fn eight_bytes_at_once_read_as_one_by_one(
            text in "([A-Za-z]{1,12}|[ ,'\"-]|[ .:!?0-9\n*_\\[\\]()]|h|http://a|NATO|’|é|Ж|港){0,60}",
        ) {
            assert_same_reading(&text);
        }
    }
}
