//! Arrays of numbers as bytes, least significant byte first, which are read in place.
//!
//! The indexes of the matcher consist of such arrays. Those of the shipped lexicon are a file that is compiled in (see
//! `prebuilt.rs`), so that nothing has to be built, or even copied, when a process starts; those of other lexicons are
//! built in memory. Both are read by the same code.

use std::borrow::Cow;

/// An array of numbers of one size.
#[derive(Debug)]
pub(super) struct Numbers(Cow<'static, [u8]>);

impl Numbers {
    pub fn of_u32(numbers: impl Iterator<Item = u32>) -> Numbers {
        Numbers(Cow::Owned(numbers.flat_map(u32::to_le_bytes).collect()))
    }

    pub fn of_u64(numbers: impl Iterator<Item = u64>) -> Numbers {
        Numbers(Cow::Owned(numbers.flat_map(u64::to_le_bytes).collect()))
    }

    pub fn u32(&self, n: usize) -> u32 {
        let mut bytes = [0; 4];
        bytes.copy_from_slice(&self.0[4 * n..4 * n + 4]);
        u32::from_le_bytes(bytes)
    }

    #[inline(always)]
    pub fn u64(&self, n: usize) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.0[8 * n..8 * n + 8]);
        u64::from_le_bytes(bytes)
    }

    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The number of bytes.
    #[inline(always)]
    pub fn byte_len(&self) -> usize {
        self.0.len()
    }
}

/// Writes arrays one after another, each with its number of bytes in front.
#[derive(Default)]
pub(super) struct Writer(pub Vec<u8>);

impl Writer {
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u32).to_le_bytes());
        self.0.extend(bytes);
    }

    pub fn numbers(&mut self, numbers: &Numbers) {
        self.bytes(&numbers.0);
    }
}

/// Reads what a [`Writer`] wrote, in the same order.
pub(super) struct Reader(pub &'static [u8]);

impl Reader {
    /// The next array, or an empty one behind the last.
    pub fn bytes(&mut self) -> &'static [u8] {
        let &[a, b, c, d, ref rest @ ..] = self.0 else { return &[] };
        let len = u32::from_le_bytes([a, b, c, d]) as usize;
        let (bytes, rest) = rest.split_at(len.min(rest.len()));
        self.0 = rest;
        bytes
    }

    pub fn numbers(&mut self) -> Numbers {
        Numbers(Cow::Borrowed(self.bytes()))
    }
}
