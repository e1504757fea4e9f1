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

/// What a byte may do in a phrase that is written as it folds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A lower-case letter, or part of one.
    Letter,
    /// Punctuation that stays where it stands, but before the first word.
    Mark,
    Space,
    /// Anything that a closer look must decide.
    Other,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut b = 0;
    while b < 256 {
        kinds[b] = match b as u8 {
            b'a'..=b'z' => Kind::Letter,
            b' ' => Kind::Space,
            b'"' | b'$' | b'%' | b'&' | b'\'' | b'(' | b')' | b'+' | b',' | b'-' | b'/' | b':' | b'!' | b'?' => {
                Kind::Mark
            }
            // Punctuation and symbols of other scripts start with these bytes; some letters do too.
            0xc2 | 0xcc | 0xcd | 0xd8 | 0xdb | 0xe0..=0xe3 | 0xef.. => Kind::Other,
            0x80.. => Kind::Letter,
            _ => Kind::Other,
        };
        b += 1;
    }
    kinds
};

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
    while let Some(&b) = bytes.get(i) {
        let next = at(i + 1);
        let plain = match KINDS[usize::from(b)] {
            Kind::Letter => true,
            Kind::Space if next == b'.' => {
                if !(bytes[i..].starts_with(b" ... ") && starts(at(i + 5))) {
                    return None;
                }
                gap = gap.min(i);
                i += 4;
                true
            }
            Kind::Space => before != b' ' && i + 1 < bytes.len(),
            Kind::Mark => before != b'#' || next != b'#',
            Kind::Other => match b {
                b'.' => letter(before) && next != b'.',
                b'#' => before != b'#',
                0xd8 => next != 0x9f,
                0xdb => next != 0x94,
                0xe3 => next != 0x80,
                _ => false,
            },
        };
        if !plain {
            return None;
        }
        before = bytes[i];
        i += 1;
    }
    Some(gap)
}
