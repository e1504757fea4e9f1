//! Any text: reading eight bytes at once gives what reading byte by byte gives, and the index finds what comparing each
//! phrase at each place and each word with each list finds.
//!
//! The first byte chooses a share of the shipped phrases, the rest is the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((share, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    dechaff::assert_shortcuts_find_the_same(text, usize::from(*share));
});
