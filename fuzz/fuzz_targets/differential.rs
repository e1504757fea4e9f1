//! Compares the optimised code with simple reference code on any text: splitting and folding many bytes at a time with
//! doing so byte by byte, and the phrase index with a search for each phrase and list word at each position.
//!
//! The first byte of the input chooses a subset of the shipped phrases, and the rest is the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((share, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    dechaff::assert_shortcuts_find_the_same(text, usize::from(*share));
});
