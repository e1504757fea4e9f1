//! The voice of readers: what people write in comments and hardly ever in articles.

use crate::page::Marks;
use crate::view::Segment;

/// Marks inside a comment that articles hardly ever have, outside quotations: smileys and repeated marks.
const READERS_MARKS: [&str; 14] =
    ["!!", "??", "?!", "!?", ":)", ":-)", ";)", ";-)", ":(", ":-(", ":D", ":-D", ":P", "<3"];

/// Whether the segment shows by its form that a reader wrote it: it has a smiley or repeated marks, addresses another
/// reader ("@Orla"), or quotes one ("> ...").
pub(super) fn is_readers(segment: Segment<'_>) -> bool {
    let text = segment.text();
    if segment.quoted() {
        return false;
    }
    let addresses = text.strip_prefix('@').is_some_and(|name| name.trim_start().starts_with(char::is_alphabetic));
    let marks = segment.features().marks;
    let may_have = |mark: &&&str| marks.has_any(Marks::of(&mark.as_bytes()[..1]));
    addresses || text.starts_with("> ") || READERS_MARKS.iter().filter(may_have).any(|mark| has_mark(text, mark))
}

/// Whether the mark occurs in the text and no letter or digit follows it, as one would in an address or in code.
fn has_mark(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| !text[at + mark.len()..].starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::has_mark;

    #[test]
    fn a_smiley_is_no_part_of_an_address_or_a_word() {
        // text, mark, found, reason
        let cases = [
            ("What a lovely lamp :)", ":)", true, "at the end"),
            ("Lovely :D and thanks.", ":D", true, "before a space"),
            ("Open http://a.example:Dock", ":D", false, "in an address"),
            ("He paid how much??", "??", true, "repeated marks"),
            ("He paid how much?", "??", false, "a single mark"),
        ];
        for (text, mark, found, why) in cases {
            assert_eq!(has_mark(text, mark), found, "{text}: {why}");
        }
    }
}
