//! Look-ahead scanners: the length of the web address, tag or link target at a position, and whether the text behind a
//! full stop lets a sentence end there.
//!
//! A reader of the rendered page saw no addresses, tags or targets, so folding skips them. Every scanner reads a
//! bounded number of bytes, unless everything it reads is skipped as well, and [`Ahead`] remembers what the longer
//! searches read. A hostile text (for example one of opening brackets only) therefore costs time linear in its length.

use super::bytes::Block;
use crate::instrument::count_bytes;

/// Whether a web address starts here. Schemes in capitals count: some converters print headings in capitals, together
/// with the targets of the links in them.
pub(super) fn is_address(src: &[u8]) -> bool {
    [&b"http://"[..], b"https://"]
        .iter()
        .any(|scheme| src.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// How a web address in round brackets may continue after a line break that a converter put into it.
///
/// Two callers follow such addresses, each with limits of its own: [`SKIPPED_ADDRESS`] and [`REMOVED_ADDRESS`] say why.
/// That they also accept different white space is historical; aligning them would change which bytes are removed.
struct WrappedAddress {
    /// Where the search for the closing bracket ends, in bytes from the start of the address.
    max_bytes: usize,
    /// Whether the address may contain pairs of round brackets. If not, the first closing bracket ends it.
    nested_brackets: bool,
    /// White space that may stand between a line break and the rest of the address, and nowhere else in it.
    indent: &'static [u8],
    /// White space that never stands in the address.
    stops: &'static [u8],
}

/// What folding skips. It skips addresses on every page, and no rule sees the skipped text, so it is the stricter of
/// the two: a bracket that the author forgot to close hides at most 400 bytes. Chosen by hand: with a smaller limit,
/// more of a long address would be read as words; with a larger one, a forgotten bracket would hide more of the
/// article.
const SKIPPED_ADDRESS: WrappedAddress =
    WrappedAddress { max_bytes: 400, nested_brackets: false, indent: b" ", stops: b"\t\r\x0c" };

/// What the pass over printed addresses removes. It only runs on pages where a converter printed many addresses, and
/// removes each one together with its brackets, so it follows longer addresses and pairs of brackets within them: to
/// stop at an inner bracket would leave the outer one in the article. Chosen by hand: with a smaller limit, addresses
/// with long queries would be kept; a larger one only costs time, because an address without its closing bracket is
/// kept.
const REMOVED_ADDRESS: WrappedAddress =
    WrappedAddress { max_bytes: 800, nested_brackets: true, indent: b" \t\r", stops: b"" };

/// Returns the offset of the bracket that closes the address at the start of `src`, searching from the byte `from`, or
/// `None` if the address ends before such a bracket.
fn closing_bracket(src: &[u8], from: usize, address: &WrappedAddress) -> Option<usize> {
    let (mut depth, mut after_break) = (0, false);
    for (i, b) in src.iter().enumerate().take(address.max_bytes).skip(from) {
        match b {
            b'\n' => after_break = true,
            b if address.indent.contains(b) && after_break => {}
            b if address.indent.contains(b) || address.stops.contains(b) => return None,
            b')' if depth == 0 => return Some(i),
            b')' => (depth, after_break) = (depth - 1, false),
            b'(' if address.nested_brackets => (depth, after_break) = (depth + 1, false),
            _ => after_break = false,
        }
    }
    None
}

/// Returns the length in bytes of the address that starts at the byte `at`, for folding, which skips it.
///
/// An address ends at white space, a closing bracket or a quotation mark. One in round brackets that ends at a line
/// break was wrapped by a converter if its closing bracket follows within the limit; then the length covers its other
/// lines too. The closing bracket is not part of the length.
pub(super) fn address_len(src: &[u8], at: usize) -> usize {
    let rest = &src[at..];
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b')' | b'>' | b'"');
    let len = rest.iter().position(ends).unwrap_or(rest.len());
    if at == 0 || src[at - 1] != b'(' || rest.get(len) != Some(&b'\n') {
        return len;
    }
    closing_bracket(rest, len, &SKIPPED_ADDRESS).unwrap_or(len)
}

/// Returns the length in bytes of the address at the start of `src`, which stands behind an opening round bracket, for
/// the pass that removes it. The closing bracket is part of the length. Returns `None` if there is no address, or if it
/// is not closed within the limit.
pub(crate) fn bracketed_address_len(src: &[u8]) -> Option<usize> {
    if !is_address(src) {
        return None;
    }
    closing_bracket(src, 0, &REMOVED_ADDRESS).map(|bracket| bracket + 1)
}

/// The longest tag, in bytes. Chosen by hand: with a smaller limit, tags with long attributes (`srcset`, inline images)
/// would be read as words more often; a larger one would hide more text behind an unclosed `<`.
const MAX_TAG_BYTES: usize = 600;

/// The longest target of a Markdown link, in bytes, brackets included. Chosen by hand: with a smaller limit, long
/// targets would be read as words; a larger one would hide more text behind a bracket that the author forgot to close.
const MAX_TARGET_BYTES: usize = 2048;

/// What was found ahead of the cursor while a page is read. A text of unclosed `<` or `](` would otherwise be searched
/// again from each of them, up to the limits above: hundreds of times.
///
/// All positions are byte offsets into the text of the page, and the cursor only moves forward.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// The block of bytes in which the cursor is.
    pub block: Block,
    /// The next `>`.
    tag_end: Next,
    /// The next `="`.
    quoted_value: Next,
    targets: Targets,
}

impl Ahead {
    /// Forgets everything, before another text is read.
    pub fn clear(&mut self) {
        (self.tag_end, self.quoted_value) = (Next::default(), Next::default());
        self.targets.clear();
        self.block.clear();
    }

    /// Returns the length in bytes of the HTML tag at the byte `at`, which a converter left in the text, or `None` if
    /// this is no such tag. `end` is where the segment ends.
    ///
    /// Only what cannot be prose counts: closing tags, processing instructions (`<?xml ...>`), tags with a quoted
    /// attribute (`<img src="...">`) and mail addresses (`<mailto:...>`). A bare `<word>` may be the author's and is not
    /// skipped.
    pub fn tag_len(&mut self, text: &[u8], at: usize, end: usize) -> Option<usize> {
        let second = text[..end].get(at + 1)?;
        if !(second.is_ascii_alphabetic() || matches!(second, b'?' | b'/')) {
            return None;
        }
        let tag_end = self.tag_end.find(at, end.min(at + MAX_TAG_BYTES), |i| text[i] == b'>')?;
        let has_name = matches!(second, b'?' | b'/') && tag_end > at + 2 || text[at..tag_end].starts_with(b"<mailto:");
        let mut has_quoted_value = || {
            let is_quoted_value = |i: usize| text[i..].starts_with(b"=\"");
            self.quoted_value.find(at, tag_end, is_quoted_value).is_some_and(|i| i + 1 < tag_end)
        };
        (has_name || has_quoted_value()).then_some(tag_end + 1 - at)
    }

    /// Returns the length in bytes of the target of a Markdown link whose opening round bracket is at the byte `at`.
    /// Both brackets are part of the length. If the bracket is not closed within the limit and before `end`, the length
    /// is 1: folding then skips only the opening bracket.
    pub fn target_len(&mut self, text: &[u8], at: usize, end: usize) -> usize {
        self.targets.len_at(text, at, end).filter(|len| at + len <= end).unwrap_or(1)
    }
}

/// The next place of a kind, searched from a cursor that moves forward.
#[derive(Debug, Default)]
struct Next {
    /// The first place from here on was looked for,
    from: usize,
    /// in the bytes before this one,
    until: usize,
    /// and this is it.
    found: Option<usize>,
}

impl Next {
    /// The first place in `at..end`, if there is one. Each byte is looked at once.
    fn find(&mut self, at: usize, end: usize, is_place: impl Fn(usize) -> bool) -> Option<usize> {
        let is_known = (self.from..=self.until).contains(&at) && self.found.map_or(true, |found| at <= found);
        if !is_known {
            *self = Next { from: at, until: at, found: None };
        }
        if self.found.is_none() && self.until < end {
            count_bytes(end - self.until);
            self.found = (self.until..end).find(|i| is_place(*i));
            self.until = end;
        }
        self.found.filter(|found| *found < end)
    }
}

/// The lengths of the targets in a stretch of text with brackets that are not closed.
#[derive(Debug, Default)]
struct Targets {
    /// Where the stretch starts.
    from: usize,
    /// For each byte of the stretch, the length of the target that it opens, or 0 if it opens none.
    lens: Vec<u16>,
    /// The opening brackets that are not closed yet, while the stretch is read.
    open: Vec<u32>,
    /// The last bracket that was not closed.
    last_unclosed: Option<usize>,
}

impl Targets {
    fn clear(&mut self) {
        self.lens.clear();
        self.last_unclosed = None;
    }

    fn len_at(&mut self, text: &[u8], at: usize, end: usize) -> Option<usize> {
        if let Some(len) = at.checked_sub(self.from).and_then(|n| self.lens.get(n)) {
            return (*len > 0).then_some(usize::from(*len));
        }
        let len = closed_len(&text[at..end]);
        if len.is_none() {
            // Two unclosed brackets close to each other: there may be many.
            if self.last_unclosed.is_some_and(|last| at - last < MAX_TARGET_BYTES) {
                self.read_stretch(text, at, end);
            }
            self.last_unclosed = Some(at);
        }
        len
    }

    /// Finds the lengths of all targets that start in the next [`MAX_TARGET_BYTES`] bytes, reading each byte once.
    fn read_stretch(&mut self, text: &[u8], from: usize, end: usize) {
        self.from = from;
        self.lens.clear();
        self.lens.resize(MAX_TARGET_BYTES.min(end - from), 0);
        self.open.clear();
        let stretch = &text[from..end.min(from + 2 * MAX_TARGET_BYTES)];
        count_bytes(stretch.len());
        for (i, b) in stretch.iter().enumerate() {
            match b {
                b'(' => self.open.push(i as u32),
                b')' => {
                    let Some(open) = self.open.pop().map(|open| open as usize) else { continue };
                    if let Some(len) = self.lens.get_mut(open).filter(|_| i - open < MAX_TARGET_BYTES) {
                        *len = (i - open + 1) as u16;
                    }
                }
                _ => {}
            }
        }
    }
}

/// The length in bytes of the target at the start of `src`, which starts with the opening round bracket, or `None` if it
/// is not closed within the limit.
fn closed_len(src: &[u8]) -> Option<usize> {
    let mut depth = 0;
    for (i, b) in src.iter().enumerate().take(MAX_TARGET_BYTES) {
        match b {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    count_bytes(i);
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    count_bytes(src.len().min(MAX_TARGET_BYTES));
    None
}

/// How many bytes of closing marks (quotation marks, brackets, further full stops) may follow a full stop. Keeps the
/// look-ahead linear on a text of full stops only. Chosen by hand: a larger limit would only cost time, because few
/// sentences end with so many marks; with a smaller one, marks directly before a letter would end a sentence more
/// often, because the text behind the limit is not looked at.
pub(super) const MAX_CLOSING_BYTES: usize = 16;

/// Whether a full stop ends its sentence, judged by the text behind it: closing marks, and then white space or
/// immediately an upper-case letter. A text that ends there, or has more closing marks than the limit, ends its
/// sentence.
pub(super) fn closes_sentence(rest: &[u8]) -> bool {
    let mut i = 0;
    while i < rest.len().min(MAX_CLOSING_BYTES) {
        match rest[i] {
            b'"' | b'\'' | b')' | b']' | b'*' | b'_' | b'.' | b'!' | b'?' => i += 1,
            0xe2 if rest[i..].starts_with("”".as_bytes()) || rest[i..].starts_with("’".as_bytes()) => {
                i += "”".len()
            }
            0xc2 if rest[i..].starts_with("»".as_bytes()) => i += "»".len(),
            // 0xc2 is the first byte of the no-break space and of the other characters up to U+00BF.
            b => return b.is_ascii_whitespace() || b.is_ascii_uppercase() || b == 0xc2,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding_skips_an_address_up_to_its_end() {
        let unclosed = format!("(https://a.example/\n{}", "b".repeat(SKIPPED_ADDRESS.max_bytes));
        // The text, the offset of the address in it, the part that is skipped, and why.
        let cases = [
            ("https://a.example/b", 0, "https://a.example/b", "the text ends"),
            ("https://a.example/b c", 0, "https://a.example/b", "white space ends it"),
            ("<https://a.example/b>", 1, "https://a.example/b", "an angle bracket ends it"),
            ("(https://a.example/b) c", 1, "https://a.example/b", "the closing bracket is not part of it"),
            ("(https://a.example/\n  b) c", 1, "https://a.example/\n  b", "it was wrapped and indented"),
            ("https://a.example/\nb) c", 0, "https://a.example/", "only in brackets it continues on the next line"),
            (
                "(https://a.example/\nb c) d",
                1,
                "https://a.example/",
                "a space within a line is not part of a wrapped one",
            ),
            ("(https://a.example/\n\tb) c", 1, "https://a.example/", "a tab is not part of a wrapped one"),
            ("(https://a.example/\nb(c)d) e", 1, "https://a.example/\nb(c", "brackets within it are not paired"),
            (&*unclosed, 1, "https://a.example/", "the closing bracket is too far away"),
        ];
        for (text, at, skipped, reason) in cases {
            assert_eq!(&text[at..at + address_len(text.as_bytes(), at)], skipped, "{text:?}: {reason}");
        }
    }

    #[test]
    fn the_pass_removes_an_address_with_its_closing_bracket() {
        let unclosed = format!("https://a.example/{})", "b".repeat(REMOVED_ADDRESS.max_bytes));
        // The text behind the opening bracket, the part that is removed, and why.
        let cases = [
            ("https://a.example/b) c", Some("https://a.example/b)"), "the closing bracket is part of it"),
            ("HTTPS://A.EXAMPLE/B) c", Some("HTTPS://A.EXAMPLE/B)"), "converters print headings in capitals"),
            ("https://a.example/\n \tb) c", Some("https://a.example/\n \tb)"), "it was wrapped and indented"),
            ("https://a.example/b_(c)) d", Some("https://a.example/b_(c))"), "brackets within it are paired"),
            ("https://a.example/b c) d", None, "a space within a line is not part of an address"),
            ("see below) c", None, "there is no address"),
            ("https://a.example/b", None, "the bracket is not closed"),
            (&*unclosed, None, "the closing bracket is too far away"),
        ];
        for (text, removed, reason) in cases {
            assert_eq!(bracketed_address_len(text.as_bytes()).map(|len| &text[..len]), removed, "{text:?}: {reason}");
        }
    }

    #[test]
    fn only_what_cannot_be_prose_is_a_tag() {
        let long = format!("<img src=\"{}\">", "a".repeat(MAX_TAG_BYTES));
        let cases = [
            ("<img src=\"a.png\"> b", Some("<img src=\"a.png\">"), "a quoted attribute"),
            ("</p> b", Some("</p>"), "a closing tag"),
            ("<?xml version> b", Some("<?xml version>"), "a processing instruction"),
            ("<mailto:ann@a.example> b", Some("<mailto:ann@a.example>"), "a mail address"),
            ("<name> b", None, "may be a placeholder in the article"),
            ("</> b", None, "a closing tag has a name"),
            ("< b and c > d", None, "a comparison"),
            ("<img src=\"a.png\"", None, "it is not closed"),
            (&*long, None, "it is longer than the limit"),
        ];
        for (text, tag, reason) in cases {
            let len = Ahead::default().tag_len(text.as_bytes(), 0, text.len());
            assert_eq!(len.map(|len| &text[..len]), tag, "{text:?}: {reason}");
        }
    }

    #[test]
    fn the_target_of_a_link_ends_at_its_own_bracket() {
        let long = format!("({})", "a".repeat(MAX_TARGET_BYTES));
        let cases = [
            ("(/a) b", "(/a)", "both brackets are part of it"),
            ("(/a_(b)) c", "(/a_(b))", "brackets within it are paired"),
            ("(/a \"b\") c", "(/a \"b\")", "a title is part of it"),
            ("(/a b", "(", "without a closing bracket only the opening one is skipped"),
            (&*long, "(", "it is longer than the limit"),
        ];
        for (text, target, reason) in cases {
            let len = Ahead::default().target_len(text.as_bytes(), 0, text.len());
            assert_eq!(&text[..len], target, "{text:?}: {reason}");
        }
    }

    proptest! {
        /// What is remembered never changes what is found.
        #[test]
        fn tags_and_targets_are_found_as_if_each_was_searched_anew(
            pieces in proptest::collection::vec(("[(<)>]|=\"|<a|a|[(]{300}|b{299}|[)]{250}", 1..5_usize), 0..40),
            ends in proptest::collection::vec(any::<prop::sample::Index>(), 0..3),
        ) {
            let text: String = pieces.iter().map(|(piece, n)| piece.repeat(*n)).collect();
            let bytes = text.as_bytes();
            let mut ends: Vec<usize> = ends.iter().map(|end| end.index(text.len() + 1)).chain([text.len()]).collect();
            ends.sort_unstable();
            let mut ahead = Ahead::default();
            for at in 0..text.len() {
                // As folding does: the segment may end anywhere behind the cursor.
                let end = *ends.iter().find(|end| at < **end).expect("the last one is the text's");
                match bytes[at] {
                    b'(' => prop_assert_eq!(
                        ahead.target_len(bytes, at, end),
                        Ahead::default().target_len(bytes, at, end),
                        "{} to {} of {}", at, end, text
                    ),
                    b'<' => prop_assert_eq!(
                        ahead.tag_len(bytes, at, end),
                        Ahead::default().tag_len(bytes, at, end),
                        "{} to {} of {}", at, end, text
                    ),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn a_full_stop_ends_its_sentence_before_white_space_or_a_capital() {
        let marks = ")".repeat(MAX_CLOSING_BYTES) + "a";
        let cases = [
            ("", true, "the text ends"),
            (" The", true, "white space"),
            ("The", true, "a capital without a space: two sentences were glued together"),
            ("\u{a0}The", true, "a no-break space"),
            (".” The", true, "closing marks are skipped"),
            (")* the", true, "the letter behind white space does not matter"),
            ("com", false, "a domain"),
            ("5", false, "a decimal number"),
            (")a", false, "a letter directly behind a closing mark"),
            (&*marks, true, "what stands behind more closing marks than the limit does not matter"),
        ];
        for (rest, closes, reason) in cases {
            assert_eq!(closes_sentence(rest.as_bytes()), closes, "{rest:?}: {reason}");
        }
    }
}
