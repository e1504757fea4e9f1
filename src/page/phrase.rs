//! Folding of phrases, so that they are what matching sees of a text.

use super::fold::{fold, Folded};

/// Folds a phrase the way a segment's text is folded; its `#` is a number.
pub(crate) fn fold_phrase(text: &str) -> String {
    let text = text.replace('#', "0");
    let mut out = Folded::default();
    fold(&text, 0..text.len(), &mut out, |_| None);
    if out.bytes.is_empty() {
        return text; // marks alone, behind a gap: nothing of them is an ornament there
    }
    String::from_utf8_lossy(&out.bytes).into_owned()
}

/// Whether a lower-case phrase, gaps and all, is surely written as it folds, and where its first gap is: a quick look
/// that may say no too often.
pub(crate) fn is_folded(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(b' ');
    let letter = |b: u8| b.is_ascii_lowercase() || b >= 0x80;
    let starts = |b: u8| letter(b) || b == b'#';
    if !starts(at(0)) {
        return None;
    }
    let (mut before, mut gap, mut i) = (b' ', bytes.len(), 0);
    while i < bytes.len() {
        let (b, next) = (bytes[i], at(i + 1));
        let plain = match b {
            b'a'..=b'z' => true,
            b' ' if before != b' ' && next == b'.' => {
                if !(bytes[i..].starts_with(b" ... ") && starts(at(i + 5))) {
                    return None;
                }
                gap = gap.min(i);
                i += 4;
                true
            }
            b' ' => before != b' ' && i + 1 < bytes.len(),
            b',' | b'\'' | b'-' | b':' | b'?' | b'!' | b'/' | b'.' | b')' | b'&' => {
                letter(before) && (letter(next) || next == b' ')
            }
            b'(' => before == b' ' && letter(next),
            b'#' => before == b' ' && (next == b' ' || letter(next)),
            // Punctuation and symbols of other scripts start with these bytes; some letters do too, and are folded in
            // full like them.
            0xc2 | 0xcc | 0xcd | 0xe0..=0xe2 | 0xef.. => false,
            0xd8 => next != 0x9f,
            0xdb => next != 0x94,
            0xe3 => next != 0x80,
            0x80.. => true,
            _ => false,
        };
        if !plain {
            return None;
        }
        before = bytes[i];
        i += 1;
    }
    Some(gap)
}
