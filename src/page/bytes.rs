//! Work on eight bytes at once, packed into one `u64`: the operations that reading and matching do for every word.
//!
//! The first byte of the text is the lowest byte of the number. Where a function finds bytes of some kind, it sets the
//! highest bit of each such byte and clears all other bits; the first of them is then at `trailing_zeros() / 8`.

/// The highest bit of each of the eight bytes.
pub(crate) const HIGH: u64 = 0x8080_8080_8080_8080;
/// The lowest bit of each of the eight bytes. Multiplied by a byte, it gives eight copies of that byte.
const ONES: u64 = HIGH >> 7;
/// In each of the eight bytes, the bit in which the lower case of an ASCII letter differs from its upper case.
const LOWER: u64 = ONES * 0x20;

/// Eight bytes of a text and what kinds of bytes they are. In each mask the highest bit of a byte is set if the byte is
/// of that kind.
pub(super) struct Chunk {
    eight: u64,
    /// ASCII letters.
    pub letters: u64,
    /// Upper-case ASCII letters.
    pub upper: u64,
    /// Spaces.
    pub spaces: u64,
    /// ASCII letters, spaces, and the marks that fold to themselves without regard to what surrounds them.
    pub plain: u64,
}

impl Chunk {
    #[inline(always)]
    pub fn new(src: &[u8]) -> Chunk {
        let eight = eight(src);
        let letters = ascii_letters(eight);
        let spaces = equal(eight, b' ');
        // `"`, `#`, `&` and `'` differ from each other only in the bits 0x01 and 0x04, `,` and `-` only in the bit
        // 0x01. With these bits cleared or set, one comparison finds each of the two groups.
        let marks = equal(eight & !(ONES * 5), b'"') | equal(eight | ONES, b'-');
        // An upper-case letter has the bit 0x20 clear; the shift moves that bit to the highest bit of its byte.
        Chunk { eight, letters, upper: letters & (!eight << 2), spaces, plain: letters | spaces | marks }
    }

    /// Returns the byte with the index `n`, 0 to 7.
    #[inline(always)]
    pub fn byte(&self, n: usize) -> u8 {
        (self.eight >> (8 * n)) as u8
    }

    /// Appends the first `len` bytes in lower case.
    #[inline(always)]
    pub fn push_lower(&self, len: usize, out: &mut Vec<u8>) {
        let end = out.len() + len;
        out.extend_from_slice(&(self.eight | self.upper >> 2).to_le_bytes());
        out.truncate(end);
    }
}

/// Returns a mask of all bits of the first `len` bytes.
#[inline(always)]
pub(crate) fn first(len: usize) -> u64 {
    if len < 8 {
        !(u64::MAX << (8 * len))
    } else {
        u64::MAX
    }
}

/// Finds the bytes that are equal to `byte`.
#[inline(always)]
pub(crate) fn equal(eight: u64, byte: u8) -> u64 {
    let difference = eight ^ (ONES * u64::from(byte));
    // Adding 0x7f to the lower seven bits of a byte carries into its highest bit unless all seven are zero.
    !(((difference & !HIGH) + !HIGH) | difference) & HIGH
}

/// Returns the first eight bytes as a number, filled up with zeros if there are fewer.
#[inline(always)]
pub(crate) fn eight(bytes: &[u8]) -> u64 {
    let mut out = [0; 8];
    match bytes.get(..8) {
        Some(chunk) => out.copy_from_slice(chunk),
        None => out[..bytes.len()].copy_from_slice(bytes),
    }
    u64::from_le_bytes(out)
}

/// An odd number with irregular bits that spreads the last bytes of a text over the whole key.
const KEY_MULTIPLIER: u64 = 0x2545_f491_4f6c_dd1d;
/// By how many bits the last bytes are rotated before they are multiplied. Multiplication spreads bits upwards only, so
/// the rotation first brings the upper ones down. Chosen by hand, near the middle of the 64 bits: by few or by nearly
/// all, most of the upper bits would stay where they are spread the least.
const KEY_ROTATION_BITS: u32 = 29;
/// By how many bits the length is shifted: into the two highest bytes, which are zero in texts of up to six bytes.
const KEY_LENGTH_SHIFT_BITS: u32 = 48;

/// Returns a hash of a text, computed from its first eight bytes, its last eight bytes and its length. It costs the
/// same for every length, but different texts can have the same key, so a match must be confirmed by comparing the
/// texts.
pub(crate) fn key(text: &[u8]) -> u64 {
    let last = eight(&text[text.len().saturating_sub(8)..]);
    let spread = last.rotate_left(KEY_ROTATION_BITS).wrapping_mul(KEY_MULTIPLIER);
    eight(text) ^ spread ^ (text.len() as u64) << KEY_LENGTH_SHIFT_BITS
}

/// Whether a byte of a folded text can be part of a word: an ASCII letter, the `#` that stands for a number, or any
/// byte of a character outside ASCII.
pub(crate) fn is_wordy(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'#' || b >= 0x80
}

/// Returns how many of eight bytes of a folded text, counted from the first, can be part of a word (see [`is_wordy`]).
#[inline(always)]
pub(crate) fn wordy(eight: u64) -> usize {
    let wordy = ascii_letters(eight) | eight & HIGH | equal(eight, b'#');
    (!wordy & HIGH).trailing_zeros() as usize / 8
}

/// Returns the length in bytes of the word at the start of a folded text.
pub(crate) fn word_len(text: &[u8]) -> usize {
    let len = wordy(eight(text));
    if len < 8 {
        return len; // If the text has fewer than eight bytes, the zeros behind it end the word.
    }
    text.iter().position(|b| !is_wordy(*b)).unwrap_or(text.len())
}

/// Finds the bytes that are ASCII letters.
#[inline(always)]
fn ascii_letters(eight: u64) -> u64 {
    // The lower seven bits of each byte, in lower case. Each addition carries into the highest bit of a byte if the
    // byte is at or above a limit.
    let seven = (eight | LOWER) & !HIGH;
    let from_a = seven + (HIGH - u64::from(b'a') * ONES);
    let past_z = seven + (HIGH - u64::from(b'z' + 1) * ONES);
    from_a & !past_z & !eight & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The indices of the bytes whose highest bit is set.
    fn indices(mask: u64) -> Vec<usize> {
        assert_eq!(mask & !HIGH, 0, "a mask has no other bits");
        (0..8).filter(|n| mask >> (8 * n) & 0x80 != 0).collect()
    }

    #[test]
    fn every_byte_is_classified_as_if_alone() {
        for byte in 0..=u8::MAX {
            // Neighbours that would carry into the byte, or borrow from it, if bytes were not independent.
            for neighbour in [0x00, 0x7f, 0x80, 0xff] {
                let mut text = [neighbour; 8];
                text[3] = byte;
                let chunk = Chunk::new(&text);
                let is_mark = matches!(byte, b'"' | b'#' | b'&' | b'\'' | b',' | b'-');
                let is_plain = byte.is_ascii_alphabetic() || byte == b' ' || is_mark;
                let cases = [
                    (chunk.letters, byte.is_ascii_alphabetic(), "letters"),
                    (chunk.upper, byte.is_ascii_uppercase(), "upper"),
                    (chunk.spaces, byte == b' ', "spaces"),
                    (chunk.plain, is_plain, "plain"),
                ];
                for (mask, expected, name) in cases {
                    let expected = if expected { vec![3] } else { vec![] };
                    assert_eq!(indices(mask), expected, "{name} of {byte:#x} between {neighbour:#x}");
                }
                assert_eq!(equal(eight(&text), byte) >> 24 & 0x80, 0x80, "{byte:#x} between {neighbour:#x}");
            }
        }
    }

    #[test]
    fn a_word_ends_at_the_first_byte_that_is_not_part_of_one() {
        let cases = [
            ("", 0, "an empty text"),
            ("tea", 3, "the text ends before the eighth byte"),
            ("tea time", 3, "a space"),
            ("newsletter sign-up", 10, "a word of more than eight bytes"),
            ("newsletter", 10, "such a word at the end of the text"),
            ("b#", 2, "the sign that stands for a number is part of a word"),
            ("фото: ", 8, "letters outside ASCII, two bytes each"),
            (" tea", 0, "a space comes first"),
        ];
        for (text, len, reason) in cases {
            assert_eq!(word_len(text.as_bytes()), len, "{text:?}: {reason}");
        }
    }
}
