//! Folding: rewrites a segment into the form in which phrases are compared with it.
//!
//! Folding writes letters in lower case, curly quotation marks and dashes as their ASCII counterparts, each run of
//! white space as one space, and each number as `#`. It skips Markdown emphasis, the targets of links, web addresses,
//! HTML tags and the ornaments before the first word.
//!
//! The same loop also finds the words and counts the segment's [`Features`], because only here both the original
//! letters and the folded ones are at hand, and because reading the text once is cheaper than reading it twice.

mod character;
mod runs;

use std::ops::Range;

use super::boundaries::{core_end, ending, is_bullet, is_quoted, is_row};
use super::bytes::{eight, first, key, key_of, word_len, wordy};
use super::chars::{TWO_BYTES, TWO_BYTE_CODE_POINTS};
use super::lookahead::{address_len, closes_sentence, is_address, Ahead};
use super::{Features, Marks, SegmentData};
use crate::instrument::{count_bytes, shortcuts};
use character::fold_char;

/// The folded text of all segments, one after the other without separators, and the table of their words.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    pub bytes: Vec<u8>,
    pub words: Vec<Word>,
}

/// A word of the folded text: where it starts and how it was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Byte offset into the folded text of the page.
    pub at: u32,
    /// Byte offset into the input, counted from the start of the segment.
    pub source: u32,
    /// Which of the flags below apply, as bits.
    pub flags: u8,
}

impl Word {
    /// The word starts a sentence or the segment.
    pub const SENTENCE: u8 = 1;
    /// The word starts with an upper-case letter.
    pub const CAPITAL: u8 = 2;
    /// The word is a number and starts with a digit.
    pub const NUMBER: u8 = 4;
    /// The word was glued to the one before it: an upper-case letter followed a lower-case one directly (`readMore`).
    pub const SEAM: u8 = 8;
    /// The word is one character of a script that writes no spaces between words.
    pub const IDEOGRAM: u8 = 16;

    /// Whether the flag applies to the word.
    pub fn is(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// How many zero bytes follow the folded text, so that [`Folded::head`] can read eight bytes at every word without
/// checking for the end. Fewer would not suffice, and more are never read.
pub(crate) const PAD_BYTES: usize = 8;

impl Folded {
    /// Returns the eight bytes from the byte `at` as a number; `at` is at most the length of the folded text.
    #[inline(always)]
    pub fn head(&self, at: usize) -> u64 {
        eight(&self.bytes[at..at + PAD_BYTES])
    }

    /// Returns the word at the byte `at` without the punctuation behind it, and its [`key`]. `end` is where the next word or
    /// the end of the segment is.
    #[inline(always)]
    pub fn word(&self, at: usize, end: usize) -> (&[u8], u64) {
        let head = self.head(at);
        let len = wordy(head).min(end - at);
        if len < 8 {
            let head = head & first(len);
            return (&self.bytes[at..at + len], key_of(head, head, len));
        }
        let word = &self.bytes[at..end];
        let word = &word[..word_len(word)];
        (word, key(word))
    }

    /// Appends the zero bytes that [`Folded::head`] may read past the last segment. Call it once, after all segments.
    pub fn pad(&mut self) {
        self.bytes.extend_from_slice(&[0; PAD_BYTES]);
    }
}

/// Folds a phrase, or a part of one, in the same way as the text of a segment. A `#` in the phrase stands for a number.
pub(crate) fn fold_phrase(text: &str) -> String {
    let text = text.replace('#', "0");
    let mut out = Folded::default();
    fold(&text, 0..text.len(), &mut out, &mut Ahead::default(), |_| None);
    if out.bytes.is_empty() {
        // The part consists of marks only, which folding takes for ornaments before the first word. In a phrase such a
        // part follows a gap, where these marks are no ornaments, so they are compared as they are.
        return text;
    }
    String::from_utf8_lossy(&out.bytes).into_owned()
}

/// The kind of the character before the one that is being folded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prev {
    /// White space, something that was skipped like white space, or the start of the segment.
    Gap,
    /// A lower-case letter, or a letter of a script without upper and lower case.
    Lower,
    /// An upper-case letter.
    Upper,
    /// A digit.
    Digit,
    /// A character of a script that writes no spaces between words.
    Ideogram,
    /// Anything else.
    Mark,
}

/// How many characters of a script without spaces between words count as one word. Chosen by hand, to make word counts
/// comparable with those of other scripts: with 1, limits on words would be reached by shorter texts; with 3, by
/// longer.
const IDEOGRAMS_PER_WORD: u32 = 2;

/// The fewest letters of a word that counts as written all upper case. A single capital is usually an initial or the
/// start of a sentence (`A`, `I`).
const MIN_SHOUTED_LETTERS: u32 = 2;

/// The counts that become the segment's [`Features`], which explain those of the same name.
#[derive(Default)]
struct Counts {
    words: u32,
    ideograms: u32,
    capitals: u32,
    lower: u32,
    numbers: u32,
    all_caps: u32,
    sentences: u32,
    links: u32,
    link_words: u32,
    marks: Marks,
}

impl Counts {
    /// Returns the features of a segment with these counts. `text` is the segment in the input. Whether it is code is
    /// decided later, because that depends on other segments.
    fn into_features(self, text: &str) -> Features {
        let ideogram_words = self.ideograms.div_ceil(IDEOGRAMS_PER_WORD);
        Features {
            words: self.words - self.ideograms + ideogram_words,
            capitals: self.capitals,
            all_caps: self.all_caps,
            lower: self.lower + ideogram_words,
            numbers: self.numbers,
            sentences: self.sentences,
            links: self.links,
            // Square brackets without a target are no link.
            link_words: if self.links > 0 { self.link_words } else { 0 },
            ending: ending(text),
            quoted: is_quoted(text),
            bullet: is_bullet(text),
            code: false,
            row: is_row(text),
            marks: self.marks.noted(),
        }
    }
}

/// The state of folding one segment.
struct Folder<'a> {
    out: &'a mut Folded,
    /// Where the folded segment starts in `out.bytes`.
    base: usize,
    /// Byte offset of the current character, counted from the start of the segment in the input.
    read: usize,
    prev: Prev,
    /// Whether white space was read and a space has not been written for it yet. It is written only if something
    /// follows, so that the folded segment does not end with a space.
    pending_space: bool,
    /// Whether a sentence ended, so that the next word starts one.
    after_sentence: bool,
    /// Whether the current character is inside the square brackets of a Markdown link.
    in_link: bool,
    /// Number of letters of the current word so far; 0 between words.
    letters: u32,
    /// Number of upper-case letters among them.
    upper: u32,
    count: Counts,
}

impl Folder<'_> {
    /// Whether anything of the segment has been written.
    fn has_started(&self) -> bool {
        self.out.bytes.len() > self.base
    }

    /// Writes the pending space, unless it would start the folded segment.
    fn flush_space(&mut self) {
        if self.pending_space {
            if self.has_started() {
                self.out.bytes.push(b' ');
            }
            self.pending_space = false;
        }
    }

    /// Ends the current word, if there is one.
    fn end_word(&mut self) {
        if self.letters >= MIN_SHOUTED_LETTERS && self.upper == self.letters {
            self.count.all_caps += 1;
        }
        self.letters = 0;
        self.upper = 0;
    }

    /// Starts a word with the given flags.
    fn start_word(&mut self, mut flags: u8) {
        let source = self.read as u32;
        if self.after_sentence || !self.has_started() {
            flags |= Word::SENTENCE;
        }
        self.after_sentence = false;
        self.out.words.push(Word { at: self.out.bytes.len() as u32, source, flags });
        self.count.words += 1;
        if self.in_link {
            self.count.link_words += 1;
        }
    }

    /// Counts a letter, and starts a word with it if it does not continue one. The caller writes the letter. A letter
    /// of a script without upper and lower case is passed as a lower-case one.
    fn letter(&mut self, upper: bool, lower: bool) {
        if matches!(self.prev, Prev::Gap | Prev::Mark | Prev::Ideogram) || (self.prev == Prev::Lower && upper) {
            if self.prev == Prev::Lower {
                self.end_word();
            }
            self.flush_space();
            let seam = if self.prev == Prev::Lower { Word::SEAM } else { 0 };
            self.start_word(seam | if upper { Word::CAPITAL } else { 0 });
            self.count.capitals += u32::from(upper && seam == 0);
            self.count.lower += u32::from(lower);
        }
        self.letters += 1;
        self.upper += u32::from(upper);
        self.prev = if upper { Prev::Upper } else { Prev::Lower };
    }

    /// Counts a digit and writes `#` for the run of digits that it starts. A run directly after a letter belongs to the
    /// letter's word.
    fn digit(&mut self) {
        if self.prev != Prev::Digit {
            if matches!(self.prev, Prev::Lower | Prev::Upper) {
                self.end_word();
            } else {
                self.flush_space();
                self.start_word(Word::NUMBER);
            }
            self.count.numbers += 1;
            self.count.marks.add(Marks::DIGIT);
            self.out.bytes.push(b'#');
        }
        self.prev = Prev::Digit;
    }

    /// Reads white space, or something that is skipped like white space.
    fn gap(&mut self) {
        if self.prev == Prev::Gap {
            self.pending_space = true;
            return;
        }
        self.end_word();
        self.prev = Prev::Gap;
        self.pending_space = true;
    }

    /// Reads a mark that separates words but is not written.
    fn separator(&mut self) {
        if matches!(self.prev, Prev::Lower | Prev::Upper) {
            self.end_word();
            self.prev = Prev::Mark;
        }
    }

    /// Reads a mark and writes it, unless it is an ornament before the first word or repeats a full stop.
    fn mark(&mut self, b: u8) {
        if matches!(self.prev, Prev::Lower | Prev::Upper) {
            self.end_word();
        }
        if !self.has_started() && !matches!(b, b'"' | b'\'' | b'@' | b'$') {
            return; // An ornament before the first word.
        }
        self.flush_space();
        if b == b'.' && self.out.bytes.last() == Some(&b'.') {
            return;
        }
        self.out.bytes.push(b);
        self.prev = Prev::Mark;
    }
}

/// The longest word, in letters, that counts as an abbreviated name if it has a capital and a full stop follows (`Dr.`,
/// `St.`, `Mrs.`): such a full stop does not end a sentence. Chosen by hand: with a smaller limit, sentences would end
/// after more abbreviations; with a larger one, fewer sentences that end with a short name would be counted.
/// Splitting has a limit of its own for flattened text.
const MAX_ABBREVIATION_LETTERS: u32 = 3;

/// Folds `text[span]`, appends the result to `out`, and measures the segment.
///
/// At each full stop, question mark or exclamation mark, `next_segment` is called with its byte offset into `text`
/// until it returns the start of the next segment; then this segment ends there. Returns the segment and where the next
/// one starts: the end of `span` if nothing split it.
pub(super) fn fold(
    text: &str,
    span: Range<usize>,
    out: &mut Folded,
    ahead: &mut Ahead,
    next_segment: impl Fn(usize) -> Option<usize>,
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
        pending_space: false,
        after_sentence: false,
        in_link: false,
        letters: 0,
        upper: 0,
        count: Counts::default(),
    };
    let mut i = 0;
    while i < src.len() {
        f.read = i;
        // The fast path handles neither ornaments before the first word, nor words in links, nor what follows a number
        // or a character of a script without spaces. It is not worth it for a single space.
        let is_plain = |b: u8| b.is_ascii_alphabetic() || b == b' ' && f.has_started();
        let plain = is_plain(src[i]) && (src[i] != b' ' || src.get(i + 1).is_some_and(u8::is_ascii));
        if plain && shortcuts() && !f.in_link && !matches!(f.prev, Prev::Digit | Prev::Ideogram) {
            i = f.fold_plain(text.as_bytes(), span.start, src, i, &mut ahead.block);
            if i == src.len() {
                break;
            }
            f.read = i;
        }
        let b = src[i];
        if b.is_ascii_punctuation() {
            f.count.marks.add(Marks::of(&[b]));
        }
        match b {
            b'h' | b'H' if !matches!(f.prev, Prev::Lower | Prev::Upper) && is_address(&src[i..]) => {
                i += address_len(src, i);
                f.count.links += 1;
                f.count.marks = Marks::ALL;
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
                    next = next_segment(span.start + i);
                    src = &text.as_bytes()[span.start..next.unwrap_or(span.end)];
                }
                let is_abbreviation = f.letters > 0 && f.upper > 0 && f.letters <= MAX_ABBREVIATION_LETTERS;
                f.mark(b);
                if closes_sentence(&src[i + 1..]) && !(b == b'.' && is_abbreviation) && f.has_started() {
                    f.after_sentence = true;
                    f.count.sentences += 1;
                }
            }
            b'<' => match ahead.tag_len(text.as_bytes(), span.start + i, span.start + src.len()) {
                Some(len) => {
                    f.count.marks = Marks::ALL;
                    i += len;
                    f.gap();
                    continue;
                }
                None => f.mark(b'<'),
            },
            b'*' | b'`' => f.separator(),
            b'_' => {
                // Within a name (`file_name`) an underscore is written; elsewhere it is emphasis.
                let in_name = matches!(f.prev, Prev::Lower | Prev::Upper | Prev::Digit)
                    && src.get(i + 1).is_some_and(u8::is_ascii_alphanumeric);
                if in_name {
                    f.mark(b'_');
                }
            }
            b'[' => {
                f.in_link = true;
                f.separator();
            }
            b']' => {
                f.in_link = false;
                if src.get(i + 1) == Some(&b'(') {
                    f.count.links += 1;
                    f.count.marks = Marks::ALL;
                    i += 1 + ahead.target_len(text.as_bytes(), span.start + i + 1, span.start + src.len());
                    continue;
                }
            }
            0x00..=0x7f => f.mark(b),
            _ => {
                // A letter of two bytes of UTF-8 is folded by table: five bits of the code point are in the first byte,
                // six in the second.
                if let (0xc2..=0xdf, Some(second)) = (b, src.get(i + 1)) {
                    let c = u16::from(b & 0x1f) << 6 | u16::from(second & 0x3f);
                    let two_bytes: &[u16; TWO_BYTE_CODE_POINTS] = &TWO_BYTES;
                    let letter = two_bytes[usize::from(c)];
                    if letter != 0 {
                        f.letter(letter != c, letter == c);
                        f.out.bytes.extend_from_slice(&[0xc0 | (letter >> 6) as u8, 0x80 | (letter & 0x3f) as u8]);
                        i += 2;
                        if shortcuts() && f.prev == Prev::Lower {
                            i += f.fold_small_letters(&src[i..], two_bytes);
                        }
                        continue;
                    }
                }
                let rest = &text[span.start + i..span.start + src.len()];
                let c = rest.chars().next().unwrap_or(' ');
                fold_char(c, &rest[c.len_utf8()..], &mut f);
                i += c.len_utf8();
                if shortcuts() && c.len_utf8() == 3 {
                    f.read = i;
                    i += match f.prev {
                        Prev::Lower => f.fold_caseless_letters(&src[i..]),
                        Prev::Ideogram => f.fold_ideograms(&src[i..]),
                        _ => 0,
                    };
                }
                continue;
            }
        }
        i += 1;
    }
    f.end_word();

    count_bytes(src.len());
    let counts = f.count;
    let end = out.bytes.len();
    let core_end = core_end(&out.bytes[base..end]) + base;
    let next = next.unwrap_or(span.end);
    let trimmed = text[span.start..next].trim_end();
    let segment = SegmentData {
        number: 0,
        span: span.start..span.start + trimmed.len(),
        blank_before: false,
        starts_line: true,
        prose_segments_before: 0,
        folded: base..end,
        core_end,
        words: first_word..out.words.len(),
        features: counts.into_features(trimmed),
        reused_from: None,
    };
    (segment, next)
}
