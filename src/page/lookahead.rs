//! What stands ahead: addresses, tags and link targets, of which a reader of the page saw nothing, and whether a
//! sentence ends.

/// In capitals too: some converters print a heading so, its link's target with it.
pub(super) fn is_address(src: &[u8]) -> bool {
    [&b"http://"[..], b"https://"].iter().any(|s| src.get(..s.len()).is_some_and(|a| a.eq_ignore_ascii_case(s)))
}

/// An address in brackets may be wrapped over so many bytes.
const WRAPPED: usize = 400;

/// Length of the address at `at`. One in brackets goes on behind a line's end, where the wrap parted it.
pub(super) fn address_len(src: &[u8], at: usize) -> usize {
    let rest = &src[at..];
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b')' | b'>' | b'"');
    let len = rest.iter().position(ends).unwrap_or(rest.len());
    if at == 0 || src[at - 1] != b'(' || rest.get(len) != Some(&b'\n') {
        return len;
    }
    let mut broken = true;
    for (i, b) in rest.iter().enumerate().take(WRAPPED).skip(len) {
        match b {
            b')' => return i,
            b'\n' => broken = true,
            b' ' if broken => {}
            b if b.is_ascii_whitespace() => return len,
            _ => broken = false,
        }
    }
    len
}

/// The longest tag, in bytes.
const TAG: usize = 600;

/// Length of a tag that a converter left as it is, with attributes (`<img src="...">`) or closing: none of it was to
/// be read.
pub(super) fn tag_len(src: &[u8]) -> Option<usize> {
    if !src.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'?' | b'/')) {
        return None;
    }
    let end = src.iter().take(TAG).position(|b| *b == b'>')?;
    (matches!(src[1], b'?' | b'/') && end > 2
        || src.starts_with(b"<mailto:")
        || src[..end].windows(2).any(|w| w == b"=\""))
    .then_some(end + 1)
}

/// Length of a Markdown link's target, brackets included; just the bracket where it never closes.
pub(super) fn target_len(src: &[u8]) -> usize {
    let mut depth = 0;
    for (i, b) in src.iter().enumerate().take(2048) {
        match b {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return i + 1;
                }
            }
            _ => {}
        }
    }
    1
}

/// How many closing marks may stand behind a full stop, in bytes.
const CLOSING: usize = 16;

/// Whether what follows a full stop lets a new sentence start: closing marks, then white space, or a capital at once.
pub(super) fn closes_sentence(rest: &[u8]) -> bool {
    let mut i = 0;
    while i < rest.len().min(CLOSING) {
        match rest[i] {
            b'"' | b'\'' | b')' | b']' | b'*' | b'_' | b'.' | b'!' | b'?' => i += 1,
            0xe2 if rest[i..].starts_with("”".as_bytes()) || rest[i..].starts_with("’".as_bytes()) => i += 3,
            0xc2 if rest[i..].starts_with("»".as_bytes()) => i += 2,
            b => return b.is_ascii_whitespace() || b.is_ascii_uppercase() || b == 0xc2,
        }
    }
    true
}
