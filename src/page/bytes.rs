//! Work on many bytes at once: `Block` classifies 64 bytes of a text for folding. Functions work on eight bytes, packed
//! into one `u64`: the operations that reading and matching do for every word.
//!
//! The first of eight bytes is the lowest byte of the number. Where a function finds bytes of some kind, it sets the
//! highest bit of each such byte and clears all other bits; the first of them is then at `trailing_zeros() / 8`.

use std::fmt;

/// The highest bit of each of the eight bytes.
pub(crate) const HIGH: u64 = 0x8080_8080_8080_8080;
/// The lowest bit of each of the eight bytes. Multiplied by a byte, it gives eight copies of that byte.
const ONES: u64 = HIGH >> 7;
/// In each of the eight bytes, the bit in which the lower case of an ASCII letter differs from its upper case.
const LOWER: u64 = ONES * 0x20;

/// The number of bytes of a block: as many as a mask has bits.
pub(crate) const BLOCK_BYTES: usize = u64::BITS as usize;

/// [`BLOCK_BYTES`] bytes of a text and what kinds of bytes they are. Each mask has one bit for each byte, the lowest for the first.
pub(super) struct Block {
    /// Where the block starts in the text, a multiple of [`BLOCK_BYTES`]; `None` if nothing was read yet.
    start: Option<usize>,
    /// ASCII letters.
    letters: u64,
    /// Upper-case ASCII letters.
    upper: u64,
    /// ASCII letters, spaces that do not follow a space, and the marks that fold to themselves without regard to what
    /// surrounds them.
    plain: u64,
    /// The bytes, with ASCII letters in lower case, and as many zeros, so that from each byte on there are enough bytes
    /// to copy a fixed number of them.
    lower: [u8; 2 * BLOCK_BYTES],
}

/// Prints nothing of the bytes, because pages are compared in this form, and reading byte by byte needs no blocks.
impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Block")
    }
}

impl Default for Block {
    fn default() -> Block {
        Block { start: None, letters: 0, upper: 0, plain: 0, lower: [0; 2 * BLOCK_BYTES] }
    }
}

/// The part of a [`Block`] from one byte on, whose bit is the lowest of each mask. Bits behind the block are clear.
pub(super) struct Rest<'b> {
    pub letters: u64,
    pub upper: u64,
    pub plain: u64,
    /// The number of bytes up to the end of the block.
    pub len: usize,
    pub lower: &'b [u8],
}

impl Rest<'_> {
    /// Appends the first `len` bytes in lower case.
    #[inline(always)]
    pub fn push_lower(&self, len: usize, out: &mut Vec<u8>) {
        // A copy of fixed length takes a few instructions; one of a variable length is a call.
        let end = out.len() + len;
        out.extend_from_slice(&self.lower[..BLOCK_BYTES]);
        out.truncate(end);
    }
}

impl Block {
    /// Forgets the bytes, before another text is read.
    pub fn clear(&mut self) {
        self.start = None;
    }

    /// Returns the part of the block that starts at the byte `at` of the text, which is read once for each block.
    #[inline(always)]
    pub fn at(&mut self, text: &[u8], at: usize) -> Rest<'_> {
        let (start, offset) = (at - at % BLOCK_BYTES, at % BLOCK_BYTES);
        if self.start != Some(start) {
            self.read(text, start);
        }
        Rest {
            letters: self.letters >> offset,
            upper: self.upper >> offset,
            plain: self.plain >> offset,
            len: BLOCK_BYTES - offset,
            lower: &self.lower[offset..offset + BLOCK_BYTES],
        }
    }

    /// Reads the block that starts at the byte `start`. Only comparisons and arithmetic on bytes, so that the compiler
    /// does it for many bytes at once.
    #[inline(never)]
    fn read(&mut self, text: &[u8], start: usize) {
        let bytes = &text[start..text.len().min(start + BLOCK_BYTES)];
        // The byte before the block, and zeros behind the end of the text.
        let mut padded = [0; BLOCK_BYTES + 1];
        padded[0] = if start > 0 { text[start - 1] } else { 0 };
        match <&[u8; BLOCK_BYTES]>::try_from(bytes) {
            Ok(full) => padded[1..].copy_from_slice(full),
            Err(_) => padded[1..bytes.len() + 1].copy_from_slice(bytes),
        }
        let mut kinds = [0; BLOCK_BYTES];
        for n in 0..BLOCK_BYTES {
            let (before, b) = (padded[n], padded[n + 1]);
            let is_letter = (b | 0x20).wrapping_sub(b'a') < 26;
            let is_upper = b.wrapping_sub(b'A') < 26;
            // `"`, `#`, `&` and `'` differ from each other only in the bits 0x01 and 0x04, `,` and `-` only in the bit
            // 0x01. With these bits cleared or set, one comparison finds each of the two groups.
            let is_mark = (b & !5 == b'"') | (b | 1 == b'-');
            let is_plain = is_letter | is_mark | ((b == b' ') & (before != b' '));
            let bit = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
            kinds[n] = bit(is_letter, 0x80) | bit(is_upper, 0x40) | bit(is_plain, 0x20);
            self.lower[n] = b | bit(is_upper, 0x20);
        }
        (self.letters, self.upper, self.plain) = (mask(&kinds, 7), mask(&kinds, 6), mask(&kinds, 5));
        self.start = Some(start);
    }
}

/// Multiplied by this number, the highest bits of eight bytes move next to each other, into the highest byte.
const GATHER: u64 = 0x0002_0408_1020_4081;

/// Returns a mask of the bytes that have a bit set, which is one of the upper bits 4 to 7.
#[inline(always)]
pub(crate) fn mask(bytes: &[u8; BLOCK_BYTES], bit: u32) -> u64 {
    let gather = |n: usize| (eight(&bytes[8 * n..8 * n + 8]) << (7 - bit) & HIGH).wrapping_mul(GATHER) >> 56 << (8 * n);
    (0..8).fold(0, |mask, n| mask | gather(n))
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

/// Returns a mask of the first `len` bits, at most 64.
#[inline(always)]
pub(super) fn first_bits(len: usize) -> u64 {
    if len < 64 {
        !(u64::MAX << len)
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
    match bytes.get(..8) {
        Some(chunk) => {
            let mut out = [0; 8];
            out.copy_from_slice(chunk);
            u64::from_le_bytes(out)
        }
        None => fewer_than_eight(bytes),
    }
}

/// Copies of fixed lengths take a few instructions; one of a variable length is a call.
#[inline]
fn fewer_than_eight(bytes: &[u8]) -> u64 {
    let Some(last) = bytes.len().checked_sub(4) else {
        return bytes.iter().rev().fold(0, |number, b| number << 8 | u64::from(*b));
    };
    let four = |at: usize| {
        let mut out = [0; 4];
        out.copy_from_slice(&bytes[at..at + 4]);
        u64::from(u32::from_le_bytes(out))
    };
    // The two overlap where there are fewer than eight bytes.
    four(0) | four(last) << (8 * last)
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
    key_of(eight(text), eight(&text[text.len().saturating_sub(8)..]), text.len())
}

/// The key of a text with these first and last eight bytes and this length. They are the same bytes in a text of at most
/// eight, filled up with zeros.
#[inline(always)]
pub(super) fn key_of(first: u64, last: u64, len: usize) -> u64 {
    let spread = last.rotate_left(KEY_ROTATION_BITS).wrapping_mul(KEY_MULTIPLIER);
    first ^ spread ^ (len as u64) << KEY_LENGTH_SHIFT_BITS
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
    let mut len = 0;
    loop {
        let more = wordy(eight(&text[len..]));
        len += more;
        if more < 8 {
            return len; // If fewer than eight bytes follow, the zeros behind them end the word.
        }
    }
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

    /// What [`Block`] says about each byte, one byte at a time.
    fn plainly(text: &[u8], at: usize) -> (bool, bool, bool, u8) {
        let (b, before) = (text[at], if at > 0 { text[at - 1] } else { 0 });
        let is_mark = matches!(b, b'"' | b'#' | b'&' | b'\'' | b',' | b'-');
        let is_plain = b.is_ascii_alphabetic() || b == b' ' && before != b' ' || is_mark;
        (b.is_ascii_alphabetic(), b.is_ascii_uppercase(), is_plain, b.to_ascii_lowercase())
    }

    fn assert_classified(text: &[u8]) {
        let mut block = Block::default();
        for at in 0..text.len() {
            let rest = block.at(text, at);
            let found = (rest.letters & 1 != 0, rest.upper & 1 != 0, rest.plain & 1 != 0, rest.lower[0]);
            assert_eq!(found, plainly(text, at), "byte {at} of {text:?}");
            let behind = BLOCK_BYTES.min(text.len() - at % BLOCK_BYTES);
            assert_eq!(
                rest.plain & !first_bits(behind.min(text.len() - at)),
                0,
                "what is behind {text:?} is not plain"
            );
        }
    }

    #[test]
    fn every_byte_is_classified_as_if_alone() {
        for byte in 0..=u8::MAX {
            for neighbour in [0x00, 0x7f, 0x80, 0xff, b' ', b'a'] {
                for at in [0, 7, 62, 63, 64, 65, 127, 128] {
                    let mut text = vec![neighbour; 130];
                    text[at] = byte;
                    assert_classified(&text);
                }
            }
        }
    }

    #[test]
    fn texts_of_all_lengths_are_classified() {
        let text = "The \"Quay\" & #b,  é-Ж 港 it's".repeat(6);
        (0..=130).for_each(|len| assert_classified(&text.as_bytes()[..len]));
    }

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            // Neighbours that would carry into the byte, or borrow from it, if bytes were not independent.
            for neighbour in [0x00, 0x7f, 0x80, 0xff] {
                let mut text = [neighbour; 8];
                text[3] = byte;
                let letters = if byte.is_ascii_alphabetic() { 0x80 } else { 0 };
                assert_eq!(ascii_letters(eight(&text)) >> 24 & 0xff, letters, "{byte:#x} between {neighbour:#x}");
                assert_eq!(equal(eight(&text), byte) >> 24 & 0xff, 0x80, "{byte:#x} between {neighbour:#x}");
            }
        }
    }

    #[test]
    fn fewer_than_eight_bytes_are_filled_up_with_zeros() {
        let bytes = [1, 2, 3, 4, 5, 6, 7, 0x80, 9];
        for len in 0..=bytes.len() {
            let mut filled = [0; 8];
            filled[..len.min(8)].copy_from_slice(&bytes[..len.min(8)]);
            assert_eq!(eight(&bytes[..len]), u64::from_le_bytes(filled), "{len} bytes");
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
