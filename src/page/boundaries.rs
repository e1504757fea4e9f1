//! How a segment starts and ends: its final punctuation, list marks, quotation marks and table bars.

use super::chars::is_combining;
use super::Ending;

/// The longest character in UTF-8, in bytes.
const MAX_CHAR_BYTES: usize = 4;

/// Returns the length of a folded text without the punctuation and ornaments at its end.
///
/// Of the ASCII marks only those listed below are cut off: a quotation mark, a square bracket, or the `#` that stands
/// for a number ends the core. Other characters are cut off unless they are letters, digits, combining marks (which
/// belong to the letter before them) or the copyright sign.
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
                // Decodes the last character only. Checking the whole text as UTF-8 for each character would take
                // time quadratic in its length.
                let is_lead = |b: u8| b & 0xc0 != 0x80;
                let char_len = (1..=MAX_CHAR_BYTES.min(end)).find(|n| is_lead(head[end - n])).unwrap_or(1);
                match std::str::from_utf8(&head[end - char_len..]).ok().and_then(|t| t.chars().next()) {
                    Some(c) if !c.is_alphanumeric() && c != '©' && !is_combining(c) => char_len,
                    _ => return end,
                }
            }
            _ => return end,
        };
        end -= cut;
    }
}

/// Returns how a segment ends, judged by its last character before white space, quotation marks, closing brackets and
/// Markdown emphasis.
pub(super) fn ending(text: &str) -> Ending {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '*' | '_' | '」' | '』' | '）' | '\u{200b}'
            )
    });
    match end.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।') => Ending::Sentence,
        Some(':' | '：') => Ending::Colon,
        Some(',' | ';' | '-' | '–' | '—' | '、' | '，' | '；') => Ending::Comma,
        _ => Ending::Open,
    }
}

/// Whether a segment starts with a list mark. The ASCII marks, among them the letter `o` used as a bullet, need a space
/// after them, because they also start words, numbers and emphasis.
pub(super) fn is_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('*' | '-' | '+' | 'o') => chars.next() == Some(' '),
        Some('•' | '·' | '‣' | '▪' | '■' | '►' | '▶' | '●' | '–' | '→' | '»' | '›') => true,
        _ => false,
    }
}

/// Whether a segment starts with a quotation mark, after any Markdown emphasis and block quote marks.
pub(super) fn is_quoted(text: &str) -> bool {
    text.trim_start_matches(['*', '>', ' ', '_']).starts_with(['"', '“', '„', '«', '»', '‘', '「', '『'])
}

/// How many bars the smallest table row has: `| a | b |`. With two, a label between bars (`| Share |`) would be a row.
const MIN_ROW_BARS: usize = 3;

/// Whether a segment is a row of a Markdown table.
pub(super) fn is_row(text: &str) -> bool {
    text.starts_with('|') && text.matches('|').count() >= MIN_ROW_BARS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_and_ornaments_at_the_end_are_not_part_of_the_core() {
        let cases = [
            ("read more", "read more", "a letter ends the core"),
            ("read more...", "read more", "punctuation"),
            ("read more >>", "read more", "ornaments and the space before them"),
            ("read more »", "read more", "an ornament of several bytes"),
            ("read more ·→", "read more", "several such ornaments"),
            ("page #", "page #", "the sign that stands for a number"),
            ("gazette ©", "gazette ©", "the copyright sign"),
            ("\"read more\"", "\"read more\"", "a quotation mark"),
            ("cafe\u{301}", "cafe\u{301}", "a combining mark belongs to its letter"),
            ("पश्चात्", "पश्चात्", "so does a virama"),
            ("газета:", "газета", "a letter of several bytes"),
            ("...", "", "nothing but punctuation"),
            ("", "", "an empty text"),
        ];
        for (folded, core, reason) in cases {
            assert_eq!(&folded[..core_end(folded.as_bytes())], core, "{folded:?}: {reason}");
        }
    }

    #[test]
    fn the_ending_is_judged_by_the_last_punctuation() {
        let cases = [
            ("The boats came late.", Ending::Sentence, "a full stop"),
            ("\"The boats came late.\"", Ending::Sentence, "the quotation mark behind the full stop is skipped"),
            ("(**The boats came late!**) ", Ending::Sentence, "so are emphasis, a bracket and white space"),
            ("And then…", Ending::Sentence, "an ellipsis"),
            ("船が来た。」", Ending::Sentence, "a full-width full stop"),
            ("नाव देर से आई।", Ending::Sentence, "a danda, the full stop of Hindi"),
            ("Related stories:", Ending::Colon, "a colon"),
            ("The boats came late,", Ending::Comma, "a comma"),
            ("The boats —", Ending::Comma, "a dash"),
            ("Harbour Reopens", Ending::Open, "a word"),
            ("\"Harbour\"", Ending::Open, "a word in quotation marks"),
            ("", Ending::Open, "an empty text"),
        ];
        for (text, expected, reason) in cases {
            assert_eq!(ending(text), expected, "{text:?}: {reason}");
        }
    }

    #[test]
    fn a_list_mark_starts_a_bullet() {
        let cases = [
            ("* Share", true, "an asterisk and a space"),
            ("o Share", true, "the letter o used as a bullet"),
            ("•Share", true, "a bullet character needs no space"),
            ("→ Share", true, "an arrow"),
            ("*Share*", false, "emphasis"),
            ("-5 degrees", false, "a negative number"),
            ("on Monday", false, "a word that starts with o"),
            ("1. Share", false, "a number is no list mark"),
            ("", false, "an empty text"),
        ];
        for (text, expected, reason) in cases {
            assert_eq!(is_bullet(text), expected, "{text:?}: {reason}");
        }
    }

    #[test]
    fn a_quotation_mark_at_the_start_is_found_behind_markdown() {
        let cases = [
            ("\"We waited\", she said.", true, "a straight quotation mark"),
            ("“We waited”, she said.", true, "a curly one"),
            ("„Wir warteten“, sagte sie.", true, "a German one"),
            ("> *\"We waited\"*", true, "behind a block quote mark and emphasis"),
            ("She said \"we waited\".", false, "the quotation mark is not at the start"),
            ("'Tis late", false, "an apostrophe"),
            ("", false, "an empty text"),
        ];
        for (text, expected, reason) in cases {
            assert_eq!(is_quoted(text), expected, "{text:?}: {reason}");
        }
    }

    #[test]
    fn a_table_row_starts_with_a_bar_and_has_two_cells() {
        let cases = [
            ("| a | b |", true, "two cells"),
            ("|---|---|", true, "the line below a table's head"),
            ("| a |", false, "one cell"),
            ("a | b | c | d", false, "a menu: no bar at the start"),
            ("", false, "an empty text"),
        ];
        for (text, expected, reason) in cases {
            assert_eq!(is_row(text), expected, "{text:?}: {reason}");
        }
    }
}
