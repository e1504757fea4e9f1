//! What characters are and fold to.

use once_cell::sync::Lazy;

/// What each letter of two bytes of UTF-8 folds to, where that has two bytes as well; 0 for all else. Asking the
/// Unicode tables for each letter of a Cyrillic text would be most of the reading.
pub(super) static TWO_BYTES: Lazy<[u16; 0x800]> = Lazy::new(|| {
    let mut table = [0; 0x800];
    for c in ('\u{80}'..'\u{800}').filter(|c| c.is_alphabetic() && !is_combining(*c)) {
        let folded = if c.is_uppercase() { c.to_lowercase().next().unwrap_or(c) } else { c };
        if ('\u{80}'..'\u{800}').contains(&folded) && (folded != c || !c.is_uppercase()) {
            table[c as usize] = folded as u16;
        }
    }
    table
});

pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Scripts whose words are not set apart by spaces.
pub(super) fn is_ideogram(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{0e00}'..='\u{0e7f}' | '\u{20000}'..='\u{2fa1f}')
}
