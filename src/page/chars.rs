//! Classes of characters, and a table of how the letters that take two bytes of UTF-8 fold.

use once_cell::sync::Lazy;

/// The number of code points below U+0800: those that UTF-8 writes in at most two bytes.
pub(super) const TWO_BYTE_CODE_POINTS: usize = 0x800;

/// For each code point below U+0800: the code point that it folds to, if it is a letter outside ASCII that folds to one
/// of two bytes as well; 0 for everything else.
///
/// The table exists because looking each letter up in the Unicode tables would take most of the time that a Cyrillic
/// text takes to read.
pub(super) static TWO_BYTES: Lazy<[u16; TWO_BYTE_CODE_POINTS]> = Lazy::new(|| {
    let mut table = [0; TWO_BYTE_CODE_POINTS];
    for c in ('\u{80}'..'\u{800}').filter(|c| c.is_alphabetic() && !is_combining(*c)) {
        let folded = if c.is_uppercase() { c.to_lowercase().next().unwrap_or(c) } else { c };
        if ('\u{80}'..'\u{800}').contains(&folded) && (folded != c || !c.is_uppercase()) {
            table[c as usize] = folded as u16;
        }
    }
    table
});

/// Whether the character is a combining diacritical mark (U+0300 to U+036F), or one of the two marks of the Devanagari
/// script that Unicode does not count as letters although they stand inside words: nukta and virama.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}')
}

/// Whether the character belongs to a script that writes no spaces between words: Japanese kana, Han characters (the
/// basic block, extension A, the compatibility forms, and plane 2) and Thai.
pub(super) fn is_ideogram(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{0e00}'..='\u{0e7f}' | '\u{20000}'..='\u{2fa1f}')
}

/// Whether the character is one of the letters outside the table above that are most frequent on pages, and has neither upper
/// nor lower case: the Devanagari script and the syllables of Korean. Other letters are looked up in the Unicode tables.
pub(super) fn is_caseless_letter(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{93b}' | '\u{93d}'..='\u{94c}' | '\u{94e}'..='\u{950}' | '\u{958}'..='\u{963}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// Returns the lower case of a Vietnamese letter of three bytes of UTF-8. The letters are pairs of upper and lower case.
pub(super) fn vietnamese_lower(c: char) -> Option<char> {
    match c {
        '\u{1ea0}'..='\u{1ef9}' => char::from_u32(c as u32 | 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_not_looked_up_are_those_of_unicode() {
        for c in (char::MIN..=char::MAX).filter(|c| is_caseless_letter(*c)) {
            let has_case = c.is_uppercase() || c.is_lowercase();
            assert!(c.is_alphabetic() && !has_case && !is_combining(c) && !is_ideogram(c), "{c:?}");
        }
        for c in '\u{1ea0}'..='\u{1ef9}' {
            assert!(c.is_alphabetic() && !is_combining(c), "{c:?}");
            assert_eq!(vietnamese_lower(c), c.to_lowercase().next(), "{c:?}");
            assert_eq!(c.is_uppercase(), vietnamese_lower(c) != Some(c), "{c:?}");
        }
    }
}
