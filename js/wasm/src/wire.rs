//! How numbers and strings are passed: see the documentation of the crate.

/// An argument that the caller handed over.
pub struct Block(Vec<u8>);

impl Block {
    /// Allocates a block and returns its address. The caller fills it and hands it over to [`Block::take`].
    pub fn alloc(len: usize) -> *mut u8 {
        Box::into_raw(vec![0_u8; len].into_boxed_slice()).cast()
    }

    /// Takes a block over that [`Block::alloc`] returned for the same length.
    pub fn take(block: *mut u8, len: usize) -> Block {
        let bytes = std::ptr::slice_from_raw_parts_mut(block, len);
        // SAFETY: `js/src/module.js` passes each block on once, with the length for which it was allocated.
        Block(unsafe { Box::from_raw(bytes) }.into_vec())
    }

    /// The whole block as text. The caller encodes strings as UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub fn into_string(self) -> String {
        String::from_utf8(self.0).unwrap_or_default()
    }

    /// The strings in the block.
    pub fn strings(&self) -> impl Iterator<Item = &str> {
        let mut rest = &self.0[..];
        std::iter::from_fn(move || {
            let (len, behind) = rest.split_first_chunk::<4>()?;
            let (string, behind) = behind.split_at_checked(u32::from_le_bytes(*len) as usize)?;
            rest = behind;
            std::str::from_utf8(string).ok()
        })
    }
}

/// Writes the output.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    pub fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub fn string(&mut self, string: &str) {
        self.number(string.len() as u32);
        self.0.extend_from_slice(string.as_bytes());
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
