//! Normalization: writes a text in the one form that the pipeline reads, and maps spans back.
//!
//! Extractors deliver the same page with different line breaks, spaces and invisible characters. None of them changes what
//! a line is, so none may change a verdict. The pipeline knows `\n`, the ordinary space, and composed letters; everything
//! else is translated here, before the first round:
//!
//! | in the text | becomes |
//! |---|---|
//! | CRLF, a lone CR, U+0085, U+2028, U+2029 | a line feed |
//! | tabs, no-break and other spaces | a space |
//! | direction marks, soft hyphens, zero-width spaces, byte order marks | nothing |
//! | a Latin letter and a combining mark | the composed letter |
//! | `&nbsp;`, `&amp;`, `&quot;`, `&#8217;` and their like | the character |
//!
//! `&lt;` and `&gt;` stay as they are, since escaped mark-up is boilerplate of its own. Zero-width joiners stay, since Arabic
//! and Indic words are written with them.

use std::borrow::Cow;
use std::ops::Range;

use crate::page::bytes::{mask, BLOCK_BYTES};

/// A text is normalized in parts of at most this many bytes, twice the longest page, so that memory stays in proportion
/// to a page.
pub(crate) const MAX_BYTES: usize = 1 << 20;

/// A text in normal form.
#[derive(Debug, Default)]
pub(crate) struct Normalized {
    pub text: String,
    /// Stretches that were copied as they are. Between two of them something was translated.
    pieces: Vec<Piece>,
    /// The end of what was translated so far, in bytes of the source.
    source_end: usize,
}

/// Where a stretch of the normal form starts, there and in the source. Offsets have 32 bits, because a text may have a
/// piece for every few bytes; [`MAX_BYTES`] is far below their limit.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: u32,
    source: u32,
    /// The end of what precedes the stretch in the source. Between it and `source` are characters that became nothing.
    source_before: u32,
}

impl Normalized {
    /// Normalizes a text of at most [`MAX_BYTES`]. Returns `None` if it is in normal form already.
    pub fn of(text: &str) -> Option<Normalized> {
        let suspects = &mut Suspects::of(text);
        let first = find_translated(text, 0, suspects)?;
        let mut out = Normalized::default();
        let (mut copied, mut next) = (0, Some(first));
        while let Some((range, replacement)) = next {
            out.copy(text, copied..range.start);
            out.translate(&range, &replacement);
            copied = range.end;
            next = find_translated(text, copied, suspects);
        }
        out.copy(text, copied..text.len());
        out.source_end = text.len();
        Some(out)
    }

    fn copy(&mut self, text: &str, range: Range<usize>) {
        if !range.is_empty() {
            self.push(&range);
            self.text.push_str(&text[range]);
        }
    }

    fn translate(&mut self, range: &Range<usize>, replacement: &str) {
        if replacement.is_empty() {
            return; // the next stretch begins behind it
        }
        self.push(range);
        self.text.push_str(replacement);
    }

    fn push(&mut self, source: &Range<usize>) {
        let [at, start, before] = [self.text.len(), source.start, self.source_end].map(|n| n as u32);
        self.pieces.push(Piece { at, source: start, source_before: before });
        self.source_end = source.end;
    }

    /// The offset in the source of an offset in the normal form; that of its end is the end of the source. Characters
    /// that became nothing belong to the character that follows them.
    pub fn source(&self, at: usize) -> usize {
        if at == self.text.len() {
            return self.source_end; // also if every character became nothing, so that the caller gets past them
        }
        let at = at as u32;
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        let Some(piece) = next.checked_sub(1).map(|n| self.pieces[n]) else { return 0 };
        let offset = at - piece.at;
        if offset == 0 {
            return piece.source_before as usize;
        }
        let end = self.pieces.get(next).map_or(self.source_end, |next| next.source_before as usize);
        ((piece.source + offset) as usize).min(end)
    }

    /// The bytes of the source that a span of the normal form stands for.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        self.source(range.start)..self.source(range.end)
    }
}

/// The first stretch from `from` on that is translated, and what it becomes.
fn find_translated(text: &str, from: usize, suspects: &mut Suspects<'_>) -> Option<(Range<usize>, Cow<'static, str>)> {
    let mut at = from;
    loop {
        at = suspects.first_from(at)?;
        if let Some((range, replacement)) = translation(text, at) {
            if range.start >= from {
                return Some((range, replacement));
            }
        }
        at += 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
}

/// Finds the suspect bytes of a text (see [`is_suspect`]), from the first to the last. It compares the bytes of a block
/// together, because it looks at every text.
struct Suspects<'t> {
    bytes: &'t [u8],
    /// Where the block that was read last starts.
    start: usize,
    /// A bit for each byte of the block, the lowest for the first.
    mask: u64,
}

impl<'t> Suspects<'t> {
    fn of(text: &'t str) -> Suspects<'t> {
        let mut suspects = Suspects { bytes: text.as_bytes(), start: 0, mask: 0 };
        suspects.read(0);
        suspects
    }

    /// The first suspect byte from `from` on, which is not before the block that was read last.
    fn first_from(&mut self, from: usize) -> Option<usize> {
        if from >= self.start + BLOCK_BYTES {
            self.read(from - from % BLOCK_BYTES);
        }
        let mut mask = self.mask & u64::MAX << (from - self.start);
        if mask == 0 {
            let behind = self.bytes.get(self.start + BLOCK_BYTES..)?;
            let clean_blocks = behind.chunks(BLOCK_BYTES).position(has_suspect)?;
            self.read(self.start + (1 + clean_blocks) * BLOCK_BYTES);
            mask = self.mask;
        }
        Some(self.start + mask.trailing_zeros() as usize)
    }

    fn read(&mut self, start: usize) {
        let mut found = [0; BLOCK_BYTES];
        for (found, b) in found.iter_mut().zip(self.bytes.get(start..).unwrap_or_default()) {
            *found = if is_suspect(*b) { 0x80 } else { 0 };
        }
        (self.start, self.mask) = (start, mask(&found, 7));
    }
}

/// Whether one of the bytes is suspect. Few bytes of a text without characters outside ASCII may be.
fn has_suspect(block: &[u8]) -> bool {
    if block.is_ascii() {
        block.iter().fold(false, |found, b| found | is_suspect_ascii(*b))
    } else {
        block.iter().fold(false, |found, b| found | is_suspect(*b))
    }
}

/// Whether a byte may be the first of something that is translated: a control character, `&`, or the first byte of one of
/// the characters below.
const fn is_suspect(b: u8) -> bool {
    // Comparisons without branches, because only those are compiled into ones of many bytes at once.
    is_suspect_ascii(b) | (b == 0xc2) | (b & 0xfe == 0xcc) | (b == 0xe2) | (b == 0xef)
}

const fn is_suspect_ascii(b: u8) -> bool {
    (b.wrapping_sub(b'\t') <= b'\r' - b'\t') & (b != b'\n') | (b == b'&')
}

/// What the text at `at` becomes, if it is translated, and its bytes. A combining mark takes the letter before it along.
fn translation(text: &str, at: usize) -> Option<(Range<usize>, Cow<'static, str>)> {
    let c = text[at..].chars().next()?;
    let end = at + c.len_utf8();
    match c {
        '\r' => Some((at..end + usize::from(text[end..].starts_with('\n')), "\n".into())),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some((at..end, "\n".into())),
        '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => {
            Some((at..end, " ".into()))
        }
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => Some((at..end, "".into())),
        '\u{300}'..='\u{36f}' => {
            let before = text[..at].chars().next_back()?;
            let composed = compose(before, c)?;
            Some((at - before.len_utf8()..end, composed.to_string().into()))
        }
        '&' => entity(&text[at..]).map(|(len, replacement)| (at..at + len, replacement)),
        _ => None,
    }
}

/// The longest entity, `&thetasym;` and the like, in bytes. Longer ones are no entities of running text.
const MAX_ENTITY_BYTES: usize = 10;

/// The length of the entity at the start of the text, and its character. White space becomes a space.
fn entity(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let end = text.bytes().take(MAX_ENTITY_BYTES).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(code).filter(|c| !c.is_control() && !matches!(c, '<' | '>'))?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    let c = if c.is_whitespace() { ' ' } else { c };
    Some((end + 1, c.to_string().into()))
}

/// The named entities of running text.
const ENTITIES: [(&str, char); 16] = [
    ("nbsp", ' '),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("copy", '©'),
    ("middot", '·'),
    ("bull", '•'),
];

/// For each combining mark, letters and what they become with it. Source: the canonical compositions of the Unicode
/// Character Database for letters of the Latin and Cyrillic alphabets that the shipped languages write.
const COMPOSED: [(char, &str); 14] = [
    ('\u{300}', "aàeèiìoòuùnǹAÀEÈIÌOÒUÙ"),
    ('\u{301}', "aáeéiíoóuúyýcćnńsśzźrŕlĺAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹRŔLĹ"),
    ('\u{302}', "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷAÂEÊIÎOÔUÛ"),
    ('\u{303}', "aãnñoõiĩuũAÃNÑOÕ"),
    ('\u{304}', "aāeēiīoōuūAĀEĒIĪOŌUŪ"),
    ('\u{306}', "aăgğeĕoŏuŭAĂGĞийИЙуў"),
    ('\u{307}', "zżeėcċgġZŻEĖIİ"),
    ('\u{308}', "aäeëiïoöuüyÿAÄEËIÏOÖUÜеёЕЁіїІЇ"),
    ('\u{30a}', "aåuůAÅUŮ"),
    ('\u{30b}', "oőuűOŐUŰ"),
    ('\u{30c}', "cčdďeěnňrřsštťzžCČDĎEĚNŇRŘSŠTŤZŽ"),
    ('\u{326}', "sștțSȘTȚ"),
    ('\u{327}', "cçsşgģkķlļnņtţCÇSŞ"),
    ('\u{328}', "aąeęiįuųAĄEĘ"),
];

/// The letter that a letter and a combining mark make.
fn compose(letter: char, mark: char) -> Option<char> {
    let (_, pairs) = COMPOSED.iter().find(|(known, _)| *known == mark)?;
    let mut pairs = pairs.chars();
    while let (Some(known), Some(composed)) = (pairs.next(), pairs.next()) {
        if known == letter {
            return Some(composed);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Normalized;

    #[test]
    fn a_text_in_normal_form_is_left_alone() {
        for text in ["", "The council met.\n", "é ü Ж 港 한 «»", "A & B", "&lt;b&gt;", "a\u{200d}b"] {
            assert!(Normalized::of(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn line_breaks_spaces_marks_letters_and_entities_are_translated() {
        // text, normal form, reason
        let cases = [
            ("a\r\nb\rc\n", "a\nb\nc\n", "CRLF and CR"),
            ("a\u{2028}b\u{2029}c\u{85}d", "a\nb\nc\nd", "Unicode line breaks"),
            ("a\u{a0}b\tc\u{202f}d", "a b c d", "spaces"),
            ("\u{feff}\u{200e}a\u{ad}b\u{200b}", "ab", "invisible characters"),
            ("cafe\u{301} u\u{308}ber", "café über", "decomposed letters"),
            ("q\u{301}", "q\u{301}", "there is no such letter"),
            ("\u{feff}\u{200b}", "", "nothing but invisible characters"),
            ("Tom&nbsp;&amp;&#160;Ann&#8217;s &lt;b&gt;", "Tom & Ann’s &lt;b&gt;", "entities, but no tags"),
            ("AT&T; R&D", "AT&T; R&D", "no entities"),
        ];
        for (text, normal, why) in cases {
            let got = Normalized::of(text).map_or(text.to_owned(), |n| n.text);
            assert_eq!(got, normal, "{why}");
        }
    }

    #[test]
    fn a_text_that_becomes_nothing_ends_where_its_source_ends() {
        let text = "\u{feff}\u{200b}";
        assert_eq!(Normalized::of(text).map(|normal| normal.source(0)), Some(text.len()));
    }

    proptest! {
        #[test]
        fn spans_of_the_normal_form_are_disjoint_spans_of_the_source(
            text in "(a|b |\r\n|\r|\n|\t|\u{a0}|\u{200e}|\u{ad}|e\u{301}|&amp;|&nbsp;|é|港|\u{2028}){0,30}",
            cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
        ) {
            let Some(normal) = Normalized::of(&text) else { return Ok(()) };
            let boundaries: Vec<usize> = (0..=normal.text.len()).filter(|i| normal.text.is_char_boundary(*i)).collect();
            let mut cuts: Vec<usize> = cuts.iter().map(|i| *i.get(&boundaries)).collect();
            cuts.extend([0, normal.text.len()]);
            cuts.sort_unstable();
            let sources: Vec<usize> = cuts.iter().map(|at| normal.source(*at)).collect();
            prop_assert!(sources.windows(2).all(|w| w[0] <= w[1]), "{sources:?}");
            prop_assert!(sources.iter().all(|at| text.is_char_boundary(*at)), "{sources:?}");
            prop_assert_eq!(sources[sources.len() - 1], text.len());
            // Normalizing a part gives that part of the normal form.
            for w in cuts.windows(2) {
                let part = &text[normal.source_range(w[0]..w[1])];
                let again = Normalized::of(part).map_or(part.to_owned(), |n| n.text);
                prop_assert_eq!(&again, &normal.text[w[0]..w[1]], "{:?} of {:?}", part, text);
            }
        }
    }
}
