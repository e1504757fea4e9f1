//! Markup of the page's source that the extractor took for text.
//!
//! **Removes** lines of escaped markup; lines of Markdown that contain only an image, or a link without words;
//! definitions of Markdown links; and lines of which a good part is characters that scripts and encoded addresses are
//! full of.
//!
//! **Keeps** code (`keep/en-tutorial-quotes-wordpress-form`): no rule is asked about lines between fences or lines that
//! look like a program's. It also keeps an image whose text is longer than a short sentence and has several sentences,
//! since that may be its caption.

use memchr::memchr2_iter;

use super::{Ballot, Rule};
use crate::category::Category;
use crate::page::Marks;
use crate::view::Segment;
use crate::vote::score;

/// A text of at most this many bytes is not searched for the marks of a script, since a few marks would be a good part
/// of it.
const MAX_UNSEARCHED_BYTES: usize = 60;
/// A line is a script's if more than one byte in this many is a mark. Chosen by hand: a smaller number would keep
/// encoded addresses, a larger one would remove prose with many quotation marks.
const SCRIPT_BYTES_PER_MARK: usize = 8;
/// The most words of an image's text that is removed with the image even if the text has several sentences. A longer
/// text may be its caption.
const MAX_IMAGE_TEXT_WORDS: u32 = 12;
/// The most bytes of a link definition's label, with its bracket: "[12345]: https://...".
const MAX_DEFINITION_LABEL_BYTES: usize = 8;
/// Marks are counted in pieces of this many bytes, whose count fits into a byte, so that the compiler can count many
/// bytes at once: the rule looks at every byte of every page.
const COUNTED_PIECE_BYTES: usize = 64;

/// With this bit set, `;` and `=` become `{` and `}`, so that one comparison finds two marks.
const BRACE_BIT: u8 = 0x40;

pub(super) struct Markup;

impl Rule for Markup {
    fn name(&self) -> &str {
        "markup"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let (text, marks) = (segment.text(), segment.features().marks);
        let has_brackets = marks.has_any(Marks::of(b"[]("));
        if is_escaped_markup(text) {
            ballot.vote(Category::Technical, score::CLEAR, "escaped mark-up");
        } else if has_brackets && is_definition(text) {
            ballot.vote(Category::Technical, score::SURE, "a link's definition");
        } else if has_brackets && (is_bare_link(text) || is_image(segment) || is_target_of_split_link(text)) {
            ballot.vote(Category::Technical, score::CLEAR, "an image or a link without a word");
        } else if text.len() > MAX_UNSEARCHED_BYTES
            && count_script_marks(text, marks) * SCRIPT_BYTES_PER_MARK > text.len()
        {
            ballot.vote(Category::Technical, score::PROBABLE, "the marks of a script");
        }
    }
}

/// Whether the text starts and ends like an escaped tag: `&lt;div&gt;`.
fn is_escaped_markup(text: &str) -> bool {
    let starts_tag = text.starts_with("&lt;") || text.starts_with("&amp;lt;");
    starts_tag && text.trim_end().ends_with("gt;")
}

/// The number of marks of which scripts and encoded addresses are full. `marks` are those that the text may contain.
fn count_script_marks(text: &str, marks: Marks) -> usize {
    if !marks.has_any(Marks::of(b"%=;{}\\")) {
        return memchr2_iter(b'"', b'&', text.as_bytes()).count();
    }
    // Comparisons without branches, because only those are compiled into ones of many bytes at once.
    let is_mark = |b: u8| {
        let with_brace = b | BRACE_BIT;
        (b == b'%') | (b == b'&') | (b == b'"') | (b == b'\\') | (with_brace == b'{') | (with_brace == b'}')
    };
    let count = |piece: &[u8]| usize::from(piece.iter().map(|b| u8::from(is_mark(*b))).sum::<u8>());
    let pieces = text.as_bytes().chunks_exact(COUNTED_PIECE_BYTES);
    count(pieces.remainder()) + pieces.map(count).sum::<usize>()
}

/// Whether the segment is an image of Markdown with a short text and nothing beside it. Browsers do not show that text
/// where they show the image.
fn is_image(segment: Segment<'_>) -> bool {
    let f = segment.features();
    let text = segment.text().trim_start_matches(['[', ' ']);
    text.starts_with("![") && f.links > 0 && (1..=MAX_IMAGE_TEXT_WORDS).contains(&f.words) && f.link_words == f.words
}

/// Whether the text is `](<address>)`: the target of a link whose words stand some lines above.
fn is_target_of_split_link(text: &str) -> bool {
    text.starts_with("](<") && (text.ends_with(">)") || !text.contains(">)"))
}

/// Whether the text is the definition of a Markdown link, `[9]: https://...`, which a page does not show.
fn is_definition(text: &str) -> bool {
    let is_definition = |(label, target): (&str, &str)| {
        label.len() <= MAX_DEFINITION_LABEL_BYTES && !target.contains(' ') && target.contains(['/', '#'])
    };
    text.starts_with('[') && text.split_once("]: ").is_some_and(is_definition)
}

/// Whether the text is an image or a link without words: `![alt](address)`, `[](address)`, `](address)`, `(address)`.
fn is_bare_link(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '*' | '-' | '+' | '.' | ' '));
    let inner = text.trim_start_matches(['[', '!', ']', '*', ' ']);
    let is_image = text.starts_with("![") || text.starts_with("[![") || text.starts_with("[ ![");
    let is_target = inner.starts_with("(http") || inner.starts_with("(/") || inner.starts_with("(#");
    (is_image || is_target) && text.ends_with(')') && !text.contains(". ")
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, MIDDLE};

    #[test]
    fn lines_of_markup_are_removed_and_lines_with_words_are_kept() {
        check(
            "markup",
            &[
                ("&lt;div class=\"quay\"&gt;", MIDDLE, Removed, "an escaped tag"),
                ("&amp;lt;br&amp;gt;", MIDDLE, Removed, "a tag that was escaped twice"),
                ("&lt; is the sign for less", MIDDLE, Kept, "a sentence about a sign"),
                ("[9]: https://elmsworth.example/quay", MIDDLE, Removed, "a link's definition"),
                ("[9]: The minutes of the harbour board", MIDDLE, Kept, "a footnote"),
                ("![The old quay](https://elmsworth.example/quay.jpg)", MIDDLE, Removed, "an image with a short text"),
                ("![The quay. It is old.](https://elmsworth.example/quay.jpg)", MIDDLE, Removed, "five words"),
                (
                    "![The quay at noon. Two of the forty boats have landed their catch.](https://e.example/q.jpg)",
                    MIDDLE,
                    Kept,
                    "thirteen words in two sentences may be a caption",
                ),
                ("[](https://elmsworth.example/quay)", MIDDLE, Removed, "a link without words"),
                ("](<https://elmsworth.example/quay>)", MIDDLE, Removed, "the target of a split link"),
                ("[The old quay](https://elmsworth.example/quay)", MIDDLE, Kept, "a link with words"),
                ("%7B%22quay%22%3A%7B%22boats%22%3A40%2C%22open%22%3Atrue%7D%7D%26x%3D1", MIDDLE, Removed, "encoded"),
                ("%7B%22quay%22%3A40%7D", MIDDLE, Kept, "too short to be searched for marks"),
                ("\"We sail,\" she said; \"it is cold,\" he said, and both of them left.", MIDDLE, Kept, "prose"),
            ],
        );
    }
}
