//! How a segment starts and ends.

use super::chars::is_combining;
use super::Ending;

/// Where a folded text ends without closing punctuation and ornaments.
pub(super) fn core_end(folded: &[u8]) -> usize {
    let mut end = folded.len();
    loop {
        let head = &folded[..end];
        let cut = match head.last() {
            Some(
                b' ' | b':' | b'.' | b'!' | b'?' | b'>' | b'<' | b')' | b'(' | b'|' | b'-' | b'+' | b'/' | b',' | b'='
                | b'~',
            ) => 1,
            Some(0x80..=0xff) => {
                // The last character alone: to check the whole text for each would take the square of its length.
                let start = (1..=4.min(end)).find(|n| head[end - n] & 0xc0 != 0x80).unwrap_or(1);
                match std::str::from_utf8(&head[end - start..]).ok().and_then(|t| t.chars().next()) {
                    Some(c) if !c.is_alphanumeric() && c != '©' && !is_combining(c) => start,
                    _ => return end,
                }
            }
            _ => return end,
        };
        end -= cut;
    }
}

pub(super) fn ending(text: &str) -> Ending {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '*' | '_' | '」' | '』' | '）' | '\u{200b}'
            )
    });
    match end.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔') => Ending::Sentence,
        Some(':' | '：') => Ending::Colon,
        Some(',' | ';' | '-' | '–' | '—' | '、' | '，' | '；') => Ending::Comma,
        _ => Ending::Open,
    }
}

pub(super) fn is_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('*' | '-' | '+' | 'o') => chars.next() == Some(' '),
        Some('•' | '·' | '‣' | '▪' | '■' | '►' | '▶' | '●' | '–' | '→' | '»' | '›') => true,
        _ => false,
    }
}

/// Starts with a quotation mark.
pub(super) fn is_quoted(text: &str) -> bool {
    text.trim_start_matches(['*', '>', ' ', '_']).starts_with(['"', '“', '„', '«', '»', '‘', '「', '『'])
}

/// A table's row in Markdown.
pub(super) fn is_row(text: &str) -> bool {
    text.starts_with('|') && text.matches('|').count() >= 3
}
