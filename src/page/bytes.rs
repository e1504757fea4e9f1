//! Eight bytes at once: what reading and matching do of each word.

/// The highest bit of each of eight bytes, and the one that makes an ASCII letter lower case.
const HIGH: u64 = 0x8080_8080_8080_8080;
const LOWER: u64 = 0x2020_2020_2020_2020;

/// A run of ASCII letters.
pub(super) struct PlainWord {
    pub len: usize,
    pub capital: bool,
    /// All are upper case.
    pub shouts: bool,
    /// Not only the first is upper case, and not all.
    pub mixed: bool,
}

impl PlainWord {
    #[inline(always)]
    pub fn at(src: &[u8]) -> PlainWord {
        let (mut len, mut upper, mut lower, mut capital) = (0, 0, 0, false);
        loop {
            let eight = eight(&src[len..]);
            let letters = ascii_letters(eight);
            let run = (!letters & HIGH).trailing_zeros() as usize / 8;
            let letters = if run == 8 { letters } else { letters & !(u64::MAX << (8 * run)) };
            // In ASCII the bit 0x20 is clear in upper-case letters.
            let mut up = letters & (!eight << 2);
            lower |= letters & !up;
            if len == 0 {
                capital = up & 0x80 != 0;
                up &= !0x80;
            }
            upper |= up;
            len += run;
            if run < 8 {
                let shouts = capital && lower == 0;
                return PlainWord { len, capital, shouts, mixed: upper != 0 && !shouts };
            }
        }
    }
}

/// Appends the first `len` bytes of `src`, ASCII letters, in lower case.
#[inline(always)]
pub(super) fn push_lower(src: &[u8], len: usize, out: &mut Vec<u8>) {
    let end = out.len() + len;
    for at in (0..len).step_by(8) {
        out.extend_from_slice(&(eight(&src[at..]) | LOWER).to_le_bytes());
    }
    out.truncate(end);
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

/// Of eight bytes at once, the high bit of those that are ASCII letters.
#[inline(always)]
pub(crate) fn ascii_letters(eight: u64) -> u64 {
    let seven = (eight | LOWER) & !HIGH;
    let from_a = seven + (HIGH - u64::from(b'a') * (HIGH >> 7));
    let past_z = seven + (HIGH - u64::from(b'z' + 1) * (HIGH >> 7));
    from_a & !past_z & !eight & HIGH
}
