//! Eight bytes at once: what reading and matching do of each word.

/// The highest bit of each of eight bytes, and the one that makes an ASCII letter lower case.
pub(crate) const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = HIGH >> 7;
const LOWER: u64 = 0x2020_2020_2020_2020;

/// Eight bytes of a text; of each kind the high bits of those that are.
pub(super) struct Chunk {
    eight: u64,
    pub letters: u64,
    pub upper: u64,
    pub spaces: u64,
    /// Letters, spaces, and marks that are written as they are.
    pub plain: u64,
}

impl Chunk {
    #[inline(always)]
    pub fn new(src: &[u8]) -> Chunk {
        let eight = eight(src);
        let letters = ascii_letters(eight);
        let spaces = equal(eight, b' ');
        // Two bits tell `"#&'` from each other, and one `,-`.
        let marks = equal(eight & !(ONES * 5), b'"') | equal(eight | ONES, b'-');
        // In ASCII the bit 0x20 is clear in upper-case letters.
        Chunk { eight, letters, upper: letters & (!eight << 2), spaces, plain: letters | spaces | marks }
    }

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

/// The bits of the first `len` of eight bytes.
#[inline(always)]
pub(crate) fn first(len: usize) -> u64 {
    if len < 8 {
        !(u64::MAX << (8 * len))
    } else {
        u64::MAX
    }
}

/// Of eight bytes at once, the high bit of those that are `byte`.
#[inline(always)]
pub(crate) fn equal(eight: u64, byte: u8) -> u64 {
    let other = eight ^ (ONES * u64::from(byte));
    !(((other & !HIGH) + !HIGH) | other) & HIGH
}

/// The first eight bytes as a number, zeros where there are fewer.
#[inline(always)]
pub(crate) fn eight(bytes: &[u8]) -> u64 {
    let mut out = [0; 8];
    match bytes.get(..8) {
        Some(chunk) => out.copy_from_slice(chunk),
        None => out[..bytes.len()].copy_from_slice(bytes),
    }
    u64::from_le_bytes(out)
}

/// A text's key: its first and last eight bytes and its length. Texts with one key may still differ.
pub(crate) fn key(text: &[u8]) -> u64 {
    let last = eight(&text[text.len().saturating_sub(8)..]);
    eight(text) ^ last.rotate_left(29).wrapping_mul(0x2545_f491_4f6c_dd1d) ^ (text.len() as u64) << 48
}

/// Whether the byte of a folded text may be a word's.
pub(crate) fn is_wordy(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'#' || b >= 0x80
}

/// Of eight bytes of a folded text, how many at the start may be a word's.
#[inline(always)]
pub(crate) fn wordy(eight: u64) -> usize {
    let wordy = ascii_letters(eight) | eight & HIGH | equal(eight, b'#');
    (!wordy & HIGH).trailing_zeros() as usize / 8
}

/// The bytes of the word with which a folded text starts.
pub(crate) fn word_len(text: &[u8]) -> usize {
    let len = wordy(eight(text));
    if len < 8 {
        return len; // behind a text of fewer bytes are zeros, which are no word's
    }
    text.iter().position(|b| !is_wordy(*b)).unwrap_or(text.len())
}

/// Of eight bytes at once, the high bit of those that are ASCII letters.
#[inline(always)]
fn ascii_letters(eight: u64) -> u64 {
    let seven = (eight | LOWER) & !HIGH;
    let from_a = seven + (HIGH - u64::from(b'a') * ONES);
    let past_z = seven + (HIGH - u64::from(b'z' + 1) * ONES);
    from_a & !past_z & !eight & HIGH
}
