//! Markup of the page's source that the extractor took for text.
//!
//! **Removes** lines that are escaped mark-up; lines of Markdown that hold only an image or a link without a word;
//! link definitions; lines of which a good part is the marks of a script or an encoded address.
//!
//! **Keeps** code (`keep/en-tutorial-quotes-wordpress-form`): nothing is judged inside fences or in lines that look like a program's.

use super::{Ballot, Rule};
use crate::category::Category;
use crate::view::Segment;
use crate::vote::score;

pub(super) struct Markup;

impl Rule for Markup {
    fn name(&self) -> &str {
        "residue"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let text = segment.text();
        let escaped = text.starts_with("&lt;") || text.starts_with("&amp;lt;");
        if escaped && text.trim_end().ends_with("gt;") {
            ballot.vote(Category::Technical, score::CLEAR, "escaped mark-up");
        } else if is_definition(text) {
            ballot.vote(Category::Technical, score::SURE, "a link's definition");
        } else if is_bare_link(text) || is_image(segment) || is_cut_link(text) {
            ballot.vote(Category::Technical, score::CLEAR, "an image or a link without a word");
        } else if text.len() > 60 && script_marks(text) * 8 > text.len() {
            ballot.vote(Category::Technical, score::PROBABLE, "the marks of a script");
        }
    }
}

/// How many marks there are that scripts and encoded addresses are full of. (In pieces, so that a compiler counts many
/// bytes at once: this looks at every byte of every page.)
fn script_marks(text: &str) -> usize {
    let is_mark = |b: &u8| matches!(b, b'%' | b'&' | b'=' | b'{' | b'}' | b';' | b'\\' | b'"');
    let count = |piece: &[u8]| usize::from(piece.iter().map(|b| u8::from(is_mark(b))).sum::<u8>());
    text.as_bytes().chunks(64).map(count).sum()
}

/// The words of a longer text beside an image may be its caption.
const ALT: u32 = 12;

/// An image and nothing beside it: its words are for those who do not see it.
fn is_image(segment: Segment<'_>) -> bool {
    let f = segment.features();
    let text = segment.text().trim_start_matches(['[', ' ']);
    text.starts_with("![") && f.links > 0 && (1..=ALT).contains(&f.words) && f.link_words == f.words
}

/// `](<address>)`: the target of a link whose words stand lines above.
fn is_cut_link(text: &str) -> bool {
    text.starts_with("](<") && (text.ends_with(">)") || !text.contains(">)"))
}

/// A Markdown definition, `[9]: https://...`: a reader of the page never saw it.
fn is_definition(text: &str) -> bool {
    text.starts_with('[')
        && text
            .split_once("]: ")
            .is_some_and(|(label, target)| label.len() <= 8 && !target.contains(' ') && target.contains(['/', '#']))
}

/// `![alt](address)`, `[](address)`, `](address)`, `(address)`: nothing that a reader would see.
fn is_bare_link(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '*' | '-' | '+' | '.' | ' '));
    let inner = text.trim_start_matches(['[', '!', ']', '*', ' ']);
    let image = text.starts_with("![") || text.starts_with("[![") || text.starts_with("[ ![");
    let target = inner.starts_with("(http") || inner.starts_with("(/") || inner.starts_with("(#");
    (image || target) && text.ends_with(')') && !text.contains(". ")
}
