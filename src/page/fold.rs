//! Folding: what matching sees of a segment.
//!
//! Lower case; curly quotes and dashes straight; runs of white space one space; a number `#`; Markdown emphasis,
//! link targets, web addresses and the ornaments before the first word gone. Folding also finds the words, since it
//! alone sees both the original letters and the folded ones.

use super::{Ending, Features, SegmentData};

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
    /// Offset in the input.
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
    /// Makes reading [`PAD`] bytes past the last segment safe.
    pub fn seal(&mut self) {
        self.bytes.extend_from_slice(&[0; PAD]);
    }
}

/// Folds a phrase the way a segment's text is folded; its `#` is a number.
pub(crate) fn fold_phrase(text: &str) -> String {
    // Most phrases are written as they fold; folding tens of thousands of them would be most of the start-up.
    let plain = |b: &u8| b.is_ascii_lowercase() || *b == b' ';
    if text.as_bytes().iter().all(plain) && !text.contains("  ") && text.trim() == text {
        return text.to_owned();
    }
    let text = text.replace('#', "0");
    let mut out = Folded::default();
    fold(&text, 0..text.len(), &mut out);
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
    /// Where the segment starts in the input, and how far into it the folder is.
    start: usize,
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
        let source = (self.start + self.read) as u32;
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

/// Folds `text[span]` behind what `out` holds and measures it.
pub(crate) fn fold(text: &str, span: std::ops::Range<usize>, out: &mut Folded) -> SegmentData {
    let base = out.bytes.len();
    let first_word = out.words.len();
    let src = &text.as_bytes()[span.clone()];
    let mut f = Folder {
        out,
        base,
        start: span.start,
        read: 0,
        prev: Prev::Gap,
        space: false,
        sentence: false,
        in_link: false,
        letters: 0,
        upper: 0,
        count: Counts::default(),
    };
    let mut i = 0;
    while i < src.len() {
        let b = src[i];
        f.read = i;
        match b {
            b'a'..=b'z' => {
                if b == b'h' && f.prev != Prev::Lower && is_address(&src[i..]) {
                    i += address_len(src, i);
                    f.count.links += 1;
                    f.gap();
                    continue;
                }
                f.letter(false, true);
                f.out.bytes.push(b);
            }
            b'A'..=b'Z' => {
                if b == b'H' && f.prev != Prev::Upper && is_address(&src[i..]) {
                    i += address_len(src, i);
                    f.count.links += 1;
                    f.gap();
                    continue;
                }
                f.letter(true, false);
                f.out.bytes.push(b | 0x20);
            }
            b'0'..=b'9' => f.digit(),
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => {
                f.gap();
            }
            b'.' | b',' | b':' if f.prev == Prev::Digit && src.get(i + 1).is_some_and(u8::is_ascii_digit) => {}
            b'.' | b'!' | b'?' => {
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
                let rest = &text[span.start + i..span.end];
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
    let trimmed = &text[span.clone()];
    SegmentData {
        span,
        blank_before: false,
        starts_line: true,
        told: 0,
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
            quoted: trimmed
                .trim_start_matches(['*', '>', ' ', '_'])
                .starts_with(['"', '“', '„', '«', '»', '‘', '「', '『']),
            bullet: is_bullet(trimmed),
            code: false,
            row: trimmed.starts_with('|') && trimmed.matches('|').count() >= 3,
        },
    }
}

fn fold_char(c: char, rest: &str, f: &mut Folder<'_>) {
    match c {
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
        '\u{300}'..='\u{36f}' => push_char(c, f),
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

/// Scripts whose words are not set apart by spaces.
pub(crate) fn is_ideogram(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{0e00}'..='\u{0e7f}' | '\u{20000}'..='\u{2fa1f}')
}

/// In capitals too: some converters print a heading so, its link's target with it.
fn is_address(src: &[u8]) -> bool {
    [&b"http://"[..], b"https://"].iter().any(|s| src.get(..s.len()).is_some_and(|a| a.eq_ignore_ascii_case(s)))
}

/// An address in brackets may be wrapped over so many bytes.
const WRAPPED: usize = 400;

/// Length of the address at `at`. One in brackets goes on behind a line's end, where the wrap parted it.
fn address_len(src: &[u8], at: usize) -> usize {
    let rest = &src[at..];
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b')' | b'>' | b'"');
    let len = rest.iter().position(ends).unwrap_or(rest.len());
    if at == 0 || src[at - 1] != b'(' || rest.get(len) != Some(&b'\n') {
        return len;
    }
    let mut broken = true;
    for (i, b) in rest.iter().enumerate().take(WRAPPED).skip(len) {
        match b {
            b')' => return i,
            b'\n' => broken = true,
            b' ' if broken => {}
            b if b.is_ascii_whitespace() => return len,
            _ => broken = false,
        }
    }
    len
}

/// The longest tag, in bytes.
const TAG: usize = 600;

/// Length of a tag that a converter left as it is, with attributes (`<img src="...">`) or closing: none of it was to
/// be read.
fn tag_len(src: &[u8]) -> Option<usize> {
    if !src.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'?' | b'/')) {
        return None;
    }
    let end = src.iter().take(TAG).position(|b| *b == b'>')?;
    (matches!(src[1], b'?' | b'/') && end > 2
        || src.starts_with(b"<mailto:")
        || src[..end].windows(2).any(|w| w == b"=\""))
    .then_some(end + 1)
}

/// Length of a Markdown link's target, brackets included; just the bracket where it never closes.
fn target_len(src: &[u8]) -> usize {
    let mut depth = 0;
    for (i, b) in src.iter().enumerate().take(2048) {
        match b {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return i + 1;
                }
            }
            _ => {}
        }
    }
    1
}

/// How many closing marks may stand behind a full stop, in bytes.
const CLOSING: usize = 16;

/// Whether what follows a full stop lets a new sentence start: closing marks, then white space, or a capital at once.
fn closes_sentence(rest: &[u8]) -> bool {
    let mut i = 0;
    while i < rest.len().min(CLOSING) {
        match rest[i] {
            b'"' | b'\'' | b')' | b']' | b'*' | b'_' | b'.' | b'!' | b'?' => i += 1,
            0xe2 if rest[i..].starts_with("”".as_bytes()) || rest[i..].starts_with("’".as_bytes()) => i += 3,
            0xc2 if rest[i..].starts_with("»".as_bytes()) => i += 2,
            b => return b.is_ascii_whitespace() || b.is_ascii_uppercase() || b == 0xc2,
        }
    }
    true
}

fn core_end(folded: &[u8]) -> usize {
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
                    Some(c) if !c.is_alphanumeric() && c != '©' && !matches!(c, '\u{300}'..='\u{36f}') => start,
                    _ => return end,
                }
            }
            _ => return end,
        };
        end -= cut;
    }
}

fn ending(text: &str) -> Ending {
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

fn is_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('*' | '-' | '+' | 'o') => chars.next() == Some(' '),
        Some('•' | '·' | '‣' | '▪' | '■' | '►' | '▶' | '●' | '–' | '→' | '»' | '›') => true,
        _ => false,
    }
}
