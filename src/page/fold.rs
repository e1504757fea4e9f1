//! Folding: what matching sees of a segment.
//!
//! Lower case; curly quotes and dashes straight; runs of white space one space; a number `#`; Markdown emphasis,
//! link targets, web addresses and the ornaments before the first word gone. Folding also finds the words, since it
//! alone sees both the original letters and the folded ones.

use std::ops::Range;

use super::boundaries::{core_end, ending, is_bullet, is_quoted, is_row};
use super::bytes::{eight, first, Chunk, HIGH};
use super::chars::{is_combining, is_ideogram, TWO_BYTES};
use super::lookahead::{address_len, closes_sentence, is_address, tag_len, target_len};
use super::{Features, SegmentData};
use crate::instrument::shortcuts;

/// The folded text of all segments, one after the other, and their words.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    pub bytes: Vec<u8>,
    pub words: Vec<Word>,
}

/// A word's place in the folded text and how it was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Offset in the folded text.
    pub at: u32,
    /// Offset in the input, from the segment's start.
    pub source: u32,
    pub flags: u8,
}

impl Word {
    pub const SENTENCE: u8 = 1;
    pub const CAPITAL: u8 = 2;
    pub const NUMBER: u8 = 4;
    pub const SEAM: u8 = 8;
    pub const IDEOGRAM: u8 = 16;

    pub fn is(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// Bytes behind the folded text that may be read past its end.
pub(crate) const PAD: usize = 8;

impl Folded {
    /// The eight bytes at `at`.
    #[inline(always)]
    pub fn head(&self, at: usize) -> u64 {
        eight(&self.bytes[at..at + PAD])
    }

    /// Makes reading [`PAD`] bytes past the last segment safe.
    pub fn seal(&mut self) {
        self.bytes.extend_from_slice(&[0; PAD]);
    }
}

/// Folds a phrase the way a segment's text is folded; its `#` is a number.
pub(crate) fn fold_phrase(text: &str) -> String {
    let text = text.replace('#', "0");
    let mut out = Folded::default();
    fold(&text, 0..text.len(), &mut out, |_| None);
    if out.bytes.is_empty() {
        return text; // marks alone, behind a gap: nothing of them is an ornament there
    }
    String::from_utf8_lossy(&out.bytes).into_owned()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Prev {
    Gap,
    Lower,
    Upper,
    Digit,
    Ideogram,
    Mark,
}

/// What is counted while folding.
#[derive(Default)]
struct Counts {
    words: u32,
    ideograms: u32,
    capitals: u32,
    lower: u32,
    numbers: u32,
    shouted: u32,
    sentences: u32,
    links: u32,
    link_words: u32,
}

struct Folder<'a> {
    out: &'a mut Folded,
    base: usize,
    /// How far into the segment the folder is.
    read: usize,
    prev: Prev,
    /// White space was seen and not yet written.
    space: bool,
    /// A sentence ended: the next word starts one.
    sentence: bool,
    in_link: bool,
    /// Letters of the word at hand, and how many of them are upper case.
    letters: u32,
    upper: u32,
    count: Counts,
}

impl Folder<'_> {
    fn started(&self) -> bool {
        self.out.bytes.len() > self.base
    }

    fn flush_space(&mut self) {
        if self.space {
            if self.started() {
                self.out.bytes.push(b' ');
            }
            self.space = false;
        }
    }

    fn end_word(&mut self) {
        if self.letters >= 2 && self.upper == self.letters {
            self.count.shouted += 1;
        }
        self.letters = 0;
        self.upper = 0;
    }

    fn word(&mut self, mut flags: u8) {
        let source = self.read as u32;
        if self.sentence || !self.started() {
            flags |= Word::SENTENCE;
        }
        self.sentence = false;
        self.out.words.push(Word { at: self.out.bytes.len() as u32, source, flags });
        self.count.words += 1;
        if self.in_link {
            self.count.link_words += 1;
        }
    }

    fn letter(&mut self, upper: bool, lower: bool) {
        if matches!(self.prev, Prev::Gap | Prev::Mark | Prev::Ideogram) || (self.prev == Prev::Lower && upper) {
            if self.prev == Prev::Lower {
                self.end_word();
            }
            self.flush_space();
            let seam = if self.prev == Prev::Lower { Word::SEAM } else { 0 };
            self.word(seam | if upper { Word::CAPITAL } else { 0 });
            self.count.capitals += u32::from(upper && seam == 0);
            self.count.lower += u32::from(lower);
        }
        self.letters += 1;
        self.upper += u32::from(upper);
        self.prev = if upper { Prev::Upper } else { Prev::Lower };
    }

    /// Reads on from `from` as far as there is nothing but ASCII letters, capitals at the start of words only, single
    /// spaces and plain marks, which most text is made of; gives how far. What [`Folder::letter`], [`Folder::gap`] and
    /// [`Folder::mark`] do of each byte, done of eight at once.
    fn plain(&mut self, src: &[u8], from: usize) -> usize {
        let bytes = &mut self.out.bytes;
        let (in_word, behind_gap) = (matches!(self.prev, Prev::Lower | Prev::Upper), self.prev == Prev::Gap);
        if behind_gap {
            bytes.push(b' ');
        }
        let (mut i, mut last_word) = (from, None);
        let (mut letter_before, mut space_before) = (u64::from(in_word) << 7, u64::from(behind_gap) << 7);
        let (mut words, mut capitals) = (0, 0);
        loop {
            let chunk = Chunk::new(&src[i..]);
            let behind_letter = chunk.letters << 8 | letter_before;
            let behind_space = chunk.spaces << 8 | space_before;
            let hard = !chunk.plain & HIGH | chunk.upper & behind_letter | chunk.spaces & behind_space;
            let mut len = hard.trailing_zeros() as usize / 8;
            let mut starts = chunk.letters & !behind_letter & first(len);
            while starts != 0 {
                let n = starts.trailing_zeros() as usize / 8;
                if chunk.byte(n) | 0x20 == b'h' && is_address(&src[i + n..]) {
                    len = n;
                    break;
                }
                let capital = chunk.upper >> (8 * n) & 0x80 != 0;
                let flags = (u8::from(capital) * Word::CAPITAL) | (u8::from(self.sentence) * Word::SENTENCE);
                self.sentence = false;
                self.out.words.push(Word { at: (bytes.len() + n) as u32, source: (i + n) as u32, flags });
                words += 1;
                capitals += u32::from(capital);
                last_word = Some(i + n);
                starts &= starts - 1;
            }
            if len == 0 {
                break;
            }
            chunk.push_lower(len, bytes);
            i += len;
            letter_before = chunk.letters >> (8 * (len - 1)) & 0x80;
            space_before = chunk.spaces >> (8 * (len - 1)) & 0x80;
            if len < 8 {
                break;
            }
        }
        self.count.words += words;
        self.count.capitals += capitals;
        self.count.lower += words - capitals;
        if i == from || space_before != 0 {
            // A space is written once something follows.
            if bytes.last() == Some(&b' ') {
                bytes.pop();
            }
        }
        if i == from {
            return i;
        }
        if in_word && !src[from].is_ascii_alphabetic() {
            self.end_word();
        }
        if letter_before != 0 {
            let start = last_word.unwrap_or(from);
            if last_word.is_some() {
                self.letters = 0;
                self.upper = u32::from(src[start].is_ascii_uppercase());
            }
            self.letters += (i - start) as u32;
            self.space = false;
            self.prev = if src[i - 1].is_ascii_uppercase() { Prev::Upper } else { Prev::Lower };
        } else {
            (self.letters, self.upper) = (0, 0);
            self.space = space_before != 0;
            self.prev = if self.space { Prev::Gap } else { Prev::Mark };
        }
        i
    }

    /// A digit; a run of them is one number.
    fn digit(&mut self) {
        if self.prev != Prev::Digit {
            if matches!(self.prev, Prev::Lower | Prev::Upper) {
                self.end_word();
            } else {
                self.flush_space();
                self.word(Word::NUMBER);
            }
            self.count.numbers += 1;
            self.out.bytes.push(b'#');
        }
        self.prev = Prev::Digit;
    }

    /// White space.
    fn gap(&mut self) {
        if self.prev == Prev::Gap {
            self.space = true;
            return;
        }
        self.end_word();
        self.prev = Prev::Gap;
        self.space = true;
    }

    /// A mark that parts words but is not written.
    fn part(&mut self) {
        if matches!(self.prev, Prev::Lower | Prev::Upper) {
            self.end_word();
            self.prev = Prev::Mark;
        }
    }

    /// A mark that is written, unless it is an ornament before the first word.
    fn mark(&mut self, b: u8) {
        if matches!(self.prev, Prev::Lower | Prev::Upper) {
            self.end_word();
        }
        if !self.started() && !matches!(b, b'"' | b'\'' | b'@' | b'$') {
            return; // an ornament before the first word
        }
        self.flush_space();
        if b == b'.' && self.out.bytes.last() == Some(&b'.') {
            return;
        }
        self.out.bytes.push(b);
        self.prev = Prev::Mark;
    }
}

/// Folds `text[span]` behind what `out` holds and measures it. Asks at each full stop, question or exclamation mark
/// whether the segment ends there, and where the next one starts.
pub(super) fn fold(
    text: &str,
    span: Range<usize>,
    out: &mut Folded,
    ends: impl Fn(usize) -> Option<usize>,
) -> (SegmentData, usize) {
    let base = out.bytes.len();
    let first_word = out.words.len();
    let mut src = &text.as_bytes()[span.clone()];
    let mut next = None;
    let mut f = Folder {
        out,
        base,
        read: 0,
        prev: Prev::Gap,
        space: false,
        sentence: false,
        in_link: false,
        letters: 0,
        upper: 0,
        count: Counts::default(),
    };
    let table: &[u16; 0x800] = &TWO_BYTES;
    let mut i = 0;
    while i < src.len() {
        f.read = i;
        let easy = src[i].is_ascii_alphabetic() || src[i] == b' ';
        if easy && shortcuts() && f.started() && !f.in_link && !matches!(f.prev, Prev::Digit | Prev::Ideogram) {
            i = f.plain(src, i);
            if i == src.len() {
                break;
            }
            f.read = i;
        }
        let b = src[i];
        match b {
            b'h' | b'H' if !matches!(f.prev, Prev::Lower | Prev::Upper) && is_address(&src[i..]) => {
                i += address_len(src, i);
                f.count.links += 1;
                f.gap();
                continue;
            }
            b'a'..=b'z' => {
                f.letter(false, true);
                f.out.bytes.push(b);
            }
            b'A'..=b'Z' => {
                f.letter(true, false);
                f.out.bytes.push(b | 0x20);
            }
            b'0'..=b'9' => f.digit(),
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => {
                f.gap();
            }
            b'.' | b',' | b':' if f.prev == Prev::Digit && src.get(i + 1).is_some_and(u8::is_ascii_digit) => {}
            b'.' | b'!' | b'?' => {
                if next.is_none() {
                    next = ends(span.start + i);
                    src = &text.as_bytes()[span.start..next.unwrap_or(span.end)];
                }
                let in_name = f.letters > 0 && f.upper > 0 && f.letters <= 3;
                f.mark(b);
                if closes_sentence(&src[i + 1..]) && !(b == b'.' && in_name) && f.started() {
                    f.sentence = true;
                    f.count.sentences += 1;
                }
            }
            b'<' => match tag_len(&src[i..]) {
                Some(len) => {
                    i += len;
                    f.gap();
                    continue;
                }
                None => f.mark(b'<'),
            },
            b'*' | b'`' => f.part(),
            b'_' => {
                let inside = matches!(f.prev, Prev::Lower | Prev::Upper | Prev::Digit)
                    && src.get(i + 1).is_some_and(u8::is_ascii_alphanumeric);
                if inside {
                    f.mark(b'_');
                }
            }
            b'[' => {
                f.in_link = true;
                f.part();
            }
            b']' => {
                f.in_link = false;
                if src.get(i + 1) == Some(&b'(') {
                    f.count.links += 1;
                    i += 1 + target_len(&src[i + 1..]);
                    continue;
                }
            }
            0x00..=0x7f => f.mark(b),
            _ => {
                if let (0xc2..=0xdf, Some(second)) = (b, src.get(i + 1)) {
                    let c = u16::from(b & 0x1f) << 6 | u16::from(second & 0x3f);
                    let letter = table[usize::from(c)];
                    if letter != 0 {
                        f.letter(letter != c, letter == c);
                        f.out.bytes.extend_from_slice(&[0xc0 | (letter >> 6) as u8, 0x80 | (letter & 0x3f) as u8]);
                        i += 2;
                        continue;
                    }
                }
                let rest = &text[span.start + i..span.start + src.len()];
                let c = rest.chars().next().unwrap_or(' ');
                fold_char(c, &rest[c.len_utf8()..], &mut f);
                i += c.len_utf8();
                continue;
            }
        }
        i += 1;
    }
    f.end_word();

    let count = f.count;
    let end = out.bytes.len();
    let core_end = core_end(&out.bytes[base..end]) + base;
    let next = next.unwrap_or(span.end);
    let trimmed = text[span.start..next].trim_end();
    let segment = SegmentData {
        span: span.start..span.start + trimmed.len(),
        blank_before: false,
        starts_line: true,
        prose_segments_before: 0,
        folded: base..end,
        core_end,
        words: first_word..out.words.len(),
        features: Features {
            words: count.words - count.ideograms + count.ideograms.div_ceil(2),
            capitals: count.capitals,
            shouted: count.shouted,
            lower: count.lower + count.ideograms.div_ceil(2),
            numbers: count.numbers,
            sentences: count.sentences,
            links: count.links,
            link_words: if count.links > 0 { count.link_words } else { 0 },
            ending: ending(trimmed),
            quoted: is_quoted(trimmed),
            bullet: is_bullet(trimmed),
            code: false,
            row: is_row(trimmed),
        },
        known: None,
    };
    (segment, next)
}

fn fold_char(c: char, rest: &str, f: &mut Folder<'_>) {
    match c {
        '\u{ac00}'..='\u{d7a3}' => {
            f.letter(false, true);
            push_char(c, f);
        }
        '‘' | '’' | '‚' | '′' | 'ʼ' => f.mark(b'\''),
        '“' | '”' | '„' | '«' | '»' | '″' | '「' | '」' | '『' | '』' => f.mark(b'"'),
        '–' | '—' | '‐' | '‑' | '−' => f.mark(b'-'),
        '…' => {
            f.mark(b'.');
            if closes_sentence(rest.as_bytes()) && f.started() {
                f.sentence = true;
                f.count.sentences += 1;
            }
        }
        '：' => f.mark(b':'),
        '。' | '！' | '？' | '؟' | '۔' => {
            f.mark(match c {
                '！' => b'!',
                '？' | '؟' => b'?',
                _ => b'.',
            });
            f.sentence = true;
            f.count.sentences += 1;
        }
        '（' => f.mark(b'('),
        '）' => f.mark(b')'),
        '|' | '｜' | '│' => f.mark(b'|'),
        '©' => {
            f.flush_space();
            f.out.bytes.extend_from_slice("©".as_bytes());
            f.prev = Prev::Mark;
        }
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{fe0f}' => {}
        c if is_combining(c) => push_char(c, f),
        c if c.is_whitespace() => f.gap(),
        c if is_ideogram(c) => {
            if matches!(f.prev, Prev::Lower | Prev::Upper) {
                f.end_word();
            }
            f.flush_space();
            f.word(Word::IDEOGRAM);
            f.count.ideograms += 1;
            f.prev = Prev::Ideogram;
            push_char(c, f);
        }
        c if c.is_alphabetic() => {
            let upper = c.is_uppercase();
            f.letter(upper, c.is_lowercase() || !upper);
            if upper {
                // İ folds to i and its dot; the first letter is enough to match by.
                push_char(c.to_lowercase().next().unwrap_or(c), f);
            } else {
                push_char(c, f);
            }
        }
        c if c.is_numeric() => f.digit(),
        c => {
            if matches!(f.prev, Prev::Lower | Prev::Upper) {
                f.end_word();
            }
            if f.started() {
                f.flush_space();
                if matches!(c, '→' | '»' | '►' | '▶' | '•' | '·' | '›') {
                    push_char('·', f);
                } else {
                    push_char(c, f);
                }
            }
            f.prev = Prev::Mark;
        }
    }
}

fn push_char(c: char, f: &mut Folder<'_>) {
    let mut buf = [0; 4];
    f.out.bytes.extend_from_slice(c.encode_utf8(&mut buf).as_bytes());
}
