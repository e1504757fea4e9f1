//! Finds the cues: one read of the folded page for all phrases.
//!
//! A phrase is known by its head, the first eight (or four, three, two) bytes of its folded text, which are looked up
//! in an index where a segment, a sentence or a word starts; only where the index has them is the phrase itself
//! compared. The cost of a look does not grow with the number of phrases. `tests/reference.rs` finds the same cues
//! plainly.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use once_cell::sync::OnceCell;

use super::index::Index;
use super::{Anchor, Lexicon, Phrase, Words};
use crate::category::Category;
use crate::page::bytes::{ascii_letters, eight, equal, first, key, HIGH};
use crate::page::fold::{Word, PAD};
use crate::page::{Form, Page, SegmentData};
use crate::work::look;

/// A phrase found in a segment, where its anchor lets it count. Offsets are into the folded page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    pub segment: u32,
    pub phrase: u32,
    pub start: u32,
    pub end: u32,
}

/// A phrase with its category, as the matcher keeps it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub category: Category,
    pub phrase: Phrase,
}

#[derive(Debug)]
pub(crate) struct Matcher {
    pub entries: Vec<Entry>,
    /// `=` without gaps: the folded segment itself.
    whole: Index,
    /// `^`, and `=` where it has gaps, or where it may be a label (the lexicon knows it with a colon too, `^ read more:`; "Next article",
    /// "Posted in") in front of something: probed where a segment or sentence starts.
    starts: Heads,
    /// `*`, `~`, `-`, `!`: probed at each word.
    anywhere: Heads,
    /// `$`.
    ends: Heads,
    /// The lists of each listed word, by [`word_key`].
    words: WordMap,
    /// Phrases with which a line starts: in flattened text they show where one was. Built on first use.
    lines: OnceCell<Heads>,
}

/// Phrases by their first bytes, or their last: eight of them, or the most of [`HEADS`] that there are.
#[derive(Debug)]
struct Heads {
    index: Index,
    /// The lengths that occur, and what is left of eight bytes by each.
    lengths: Vec<(usize, u64)>,
}

/// Lengths by which phrases are known, the longest first.
const HEADS: [usize; 4] = [8, 4, 3, 2];

/// No listed word is longer, in bytes.
const LONGEST: usize = 40;

/// A phrase of this many bytes starts a line where a capital starts it.
const LINE: usize = 10;

fn head_len(text: &[u8]) -> usize {
    HEADS.into_iter().find(|len| *len <= text.len()).unwrap_or(text.len())
}

impl Heads {
    fn new(keys: &[(u64, usize, u32)]) -> Heads {
        let occurs = |len: &usize| keys.iter().any(|(_, l, _)| l == len);
        let lengths = HEADS.into_iter().filter(occurs).map(|len| (len, first(len))).collect();
        let keys: Vec<(u64, u32)> = keys.iter().map(|(key, _, id)| (*key, *id)).collect();
        Heads { index: Index::new(&keys), lengths }
    }

    /// A phrase's key by its first bytes, and how many they are.
    fn first(text: &str) -> (u64, usize) {
        let len = head_len(text.as_bytes());
        (eight(text.as_bytes()) & first(len), len)
    }

    /// A phrase's key by its last bytes, and how many they are.
    fn last(text: &str) -> (u64, usize) {
        let len = head_len(text.as_bytes());
        (eight(&text.as_bytes()[text.len() - len..]), len)
    }

    /// Phrases that may start with these eight bytes.
    #[inline(always)]
    fn starting(&self, head: u64, mut found: impl FnMut(u32)) {
        for (_, mask) in &self.lengths {
            for id in self.index.get(head & mask) {
                found(id);
            }
        }
    }

    /// Phrases that may end the text.
    fn ending(&self, text: &[u8], mut found: impl FnMut(u32)) {
        for (len, _) in self.lengths.iter().filter(|(len, _)| *len <= text.len()) {
            self.index.get(eight(&text[text.len() - len..])).for_each(&mut found);
        }
    }
}

impl Matcher {
    pub fn new(lexicon: &Lexicon) -> Matcher {
        let mut entries: Vec<Entry> = Vec::with_capacity(lexicon.len());
        entries.extend(lexicon.iter().map(|(category, phrase)| Entry { category, phrase: phrase.clone() }));
        let (mut whole, mut starts, mut anywhere, mut ends) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let with = |(key, len), id| (key, len, id);
        for (entry, id) in entries.iter().zip(0..) {
            let head = entry.phrase.head();
            match entry.phrase.anchor() {
                Anchor::Whole if !entry.phrase.has_gap() => whole.push((key(core(head).as_bytes()), id)),
                Anchor::Whole | Anchor::Start => starts.push(with(Heads::first(head), id)),
                Anchor::Anywhere | Anchor::Hint | Anchor::Cut | Anchor::Keep => {
                    anywhere.push(with(Heads::first(head), id));
                }
                Anchor::End => ends.push(with(Heads::last(core(head)), id)),
            }
        }
        let whole = Index::new(&whole);
        for id in labels(&entries, &whole) {
            starts.push(with(Heads::first(core(entries[id as usize].phrase.head())), id));
        }
        starts.sort_unstable_by_key(|(.., id)| *id);
        let mut words = WordMap::default();
        for (list, word) in lexicon.words() {
            *words.entry(word_key(word.as_bytes())).or_default() |= list.bit();
        }
        Matcher {
            whole,
            starts: Heads::new(&starts),
            anywhere: Heads::new(&anywhere),
            ends: Heads::new(&ends),
            words,
            lines: OnceCell::new(),
            entries,
        }
    }

    /// All cues of a page, by segment.
    pub fn scan(&self, page: &Page, cues: &mut Vec<Cue>) {
        for i in 0..page.segments.len() {
            let segment = &page.segments[i];
            if !segment.features.code && !segment.folded.is_empty() {
                Scan { matcher: self, page, segment, number: i as u32, cues }.run();
            }
        }
    }

    /// The lists that a segment's word is in, as bits.
    pub fn lists(&self, page: &Page, segment: &SegmentData, word: usize) -> u16 {
        look();
        let (bytes, words) = (&page.folded.bytes, &page.folded.words);
        let at = words[word].at as usize;
        let end = if word + 1 < segment.words.end { words[word + 1].at as usize } else { segment.folded.end };
        let head = head(bytes, at);
        let len = wordy(head).min(end - at);
        let key = if len < 8 {
            head & first(len)
        } else {
            let text = &bytes[at..end.min(at + LONGEST + 1)];
            word_key(&text[..text.iter().position(|b| !is_wordy(*b)).unwrap_or(text.len())])
        };
        self.words.get(&key).copied().unwrap_or(0)
    }

    /// Where in a flattened page a line began or ended, to judge by the phrases that start or are a line; bytes of the
    /// input.
    pub fn line_ends(&self, page: &Page, out: &mut Vec<usize>) {
        out.clear();
        let (bytes, words) = (&page.folded.bytes, &page.folded.words);
        let lines = self.lines.get_or_init(|| self.index_lines());
        let end = bytes.len() - PAD;
        let capital = |w: &Word| w.is(Word::CAPITAL) || w.is(Word::NUMBER) || w.is(Word::IDEOGRAM);
        let (mut quotes, mut counted, mut first) = (0, 0, 0);
        while first < words.len() {
            let at = words[first].at as usize;
            let mut longest: Option<(usize, bool)> = None;
            lines.starting(head(bytes, at), |id| {
                let phrase = &self.entries[id as usize].phrase;
                let text = core(phrase.head()).as_bytes();
                let stop = at + text.len();
                if longest.map_or(true, |(most, _)| stop > most) && bytes[at..end].starts_with(text) {
                    longest = Some((stop, phrase.anchor() == Anchor::Whole));
                }
            });
            let Some((stop, whole)) = longest else {
                first += 1;
                continue;
            };
            quotes += bytes[counted..at].iter().filter(|b| **b == b'"').count();
            counted = at;
            let next = words.partition_point(|w| (w.at as usize) < stop);
            let after = words.get(next);
            // What is quoted is no line; a whole line stands between capitals, another starts a sentence.
            let stands = if whole {
                after.map_or(true, capital) && next > first + 1
            } else {
                words[first].is(Word::SENTENCE) || next > first + 3
            };
            let in_capitals = after.is_some_and(|w| w.is(Word::CAPITAL)) && words[first + 1..next].iter().all(capital);
            if quotes % 2 == 0 && capital(&words[first]) && stands && !(whole && in_capitals) {
                out.push(source(page, first));
                out.extend(after.filter(|_| whole).map(|_| source(page, next)));
            }
            first = next;
        }
        out.sort_unstable();
        out.dedup();
    }

    /// Phrases of several words with which a line starts.
    fn index_lines(&self) -> Heads {
        let lines = self.entries.iter().zip(0..).filter(|(entry, _)| {
            let text = core(entry.phrase.head());
            matches!(entry.phrase.anchor(), Anchor::Whole | Anchor::Start | Anchor::Anywhere)
                && !entry.phrase.has_gap()
                && text.len() >= LINE
                && text.contains(' ')
        });
        let keys: Vec<(u64, usize, u32)> = lines
            .map(|(entry, id)| {
                let (key, len) = Heads::first(entry.phrase.head());
                (key, len, id)
            })
            .collect();
        Heads::new(&keys)
    }
}

/// Where in the input a word of the page stands.
fn source(page: &Page, word: usize) -> usize {
    let segment = page.segments.partition_point(|s| s.words.end <= word);
    page.segments[segment].span.start + page.folded.words[word].source as usize
}

/// Whole-line phrases that may also stand in front of something.
fn labels(entries: &[Entry], whole: &Index) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::new();
    for (entry, id) in entries.iter().zip(0..) {
        let (phrase, head) = (&entry.phrase, entry.phrase.head());
        match phrase.anchor() {
            _ if phrase.has_gap() => {}
            Anchor::Whole => {
                let points = matches!(entry.category, Category::Pagination | Category::Tags);
                if points && core(head).contains(' ') && !head.contains('#') {
                    out.push(id);
                }
            }
            Anchor::Start => {
                let Some(label) = head.strip_suffix(':').map(str::trim_end) else { continue };
                out.extend(whole.get(key(label.as_bytes())).filter(|line| {
                    let line = &entries[*line as usize];
                    line.category == entry.category && core(line.phrase.head()) == label
                }));
            }
            _ => {}
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The search in one segment.
struct Scan<'s> {
    matcher: &'s Matcher,
    page: &'s Page,
    segment: &'s SegmentData,
    number: u32,
    cues: &'s mut Vec<Cue>,
}

impl<'s> Scan<'s> {
    fn run(&mut self) {
        let (page, segment) = (self.page, self.segment);
        let (bytes, words) = (&page.folded.bytes, &page.folded.words[segment.words.clone()]);
        let start = segment.folded.start;
        self.whole();
        self.end();
        self.start(start);
        for (n, word) in words.iter().enumerate() {
            let at = word.at as usize;
            let sentence = word.is(Word::SENTENCE) || (page.form == Form::Flat && word.is(Word::CAPITAL));
            if (sentence || n == 0) && at != start {
                self.start(at);
            }
            self.matcher.anywhere.starting(head(bytes, at), |id| {
                let phrase = &self.matcher.entries[id as usize].phrase;
                let glued = matches!(phrase.anchor(), Anchor::Cut | Anchor::Anywhere);
                if word.is(Word::SEAM) && !glued {
                    return;
                }
                if let Some(stop) = match_parts(phrase, bytes, at, segment.folded.end, phrase.anchor() != Anchor::Cut) {
                    push(self.cues, self.number, id, at, stop);
                }
            });
        }
    }

    fn whole(&mut self) {
        let core = self.core();
        if core.len() > Phrase::MAX_LEN {
            return;
        }
        for id in self.matcher.whole.get(key(core)) {
            if self::core(self.matcher.entries[id as usize].phrase.head()).as_bytes() == core {
                push(self.cues, self.number, id, self.segment.folded.start, self.segment.core_end);
            }
        }
    }

    fn end(&mut self) {
        let core = self.core();
        self.matcher.ends.ending(core, |id| {
            let text = self::core(self.matcher.entries[id as usize].phrase.head());
            if core.ends_with(text.as_bytes()) && boundary_before(core, core.len() - text.len()) {
                push(self.cues, self.number, id, self.segment.core_end - text.len(), self.segment.core_end);
            }
        });
    }

    fn start(&mut self, at: usize) {
        let (bytes, segment) = (&self.page.folded.bytes, self.segment);
        let end = segment.folded.end;
        // "Previous articleRain stops play": the label is glued to what it points to.
        let words = &self.page.folded.words[segment.words.clone()];
        let glued =
            |stop: usize| words.binary_search_by_key(&(stop as u32), |w| w.at).is_ok_and(|n| words[n].is(Word::SEAM));
        self.matcher.starts.starting(head(bytes, at), |id| {
            let phrase = &self.matcher.entries[id as usize].phrase;
            let stop = match_parts(phrase, bytes, at, end, false);
            let Some(stop) = stop.filter(|stop| boundary_after(bytes, *stop, end) || glued(*stop)) else { return };
            let whole = at == segment.folded.start && stop >= segment.core_end;
            let counts = match phrase.anchor() {
                Anchor::Start => true,
                _ if phrase.has_gap() => whole,
                _ => !whole, // found as a whole line already
            };
            if counts {
                push(self.cues, self.number, id, at, stop);
            }
        });
    }

    /// The folded segment without closing marks.
    fn core(&self) -> &'s [u8] {
        &self.page.folded.bytes[self.segment.folded.start..self.segment.core_end]
    }
}

fn push(cues: &mut Vec<Cue>, segment: u32, phrase: u32, start: usize, end: usize) {
    cues.push(Cue { segment, phrase, start: start as u32, end: end as u32 });
}

/// A word's key: the word itself where it has less than eight bytes, else a hash of it that two words of a lexicon
/// hardly share.
fn word_key(word: &[u8]) -> u64 {
    word.chunks(8).fold(0, |key: u64, chunk| key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31) ^ eight(chunk))
}

/// From keys to lists. The keys are hashes already, and the lexicon's: nobody chooses them to collide.
type WordMap = HashMap<u64, u16, BuildHasherDefault<KeyHasher>>;

#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The eight bytes at `at`: the page is padded so that they can always be read.
#[inline(always)]
fn head(bytes: &[u8], at: usize) -> u64 {
    eight(&bytes[at..at + PAD])
}

/// Of eight bytes, how many at the start may be a word's.
fn wordy(eight: u64) -> usize {
    let wordy = ascii_letters(eight) | eight & HIGH | equal(eight, b'#');
    (!wordy & HIGH).trailing_zeros() as usize / 8
}

fn core(text: &str) -> &str {
    if text.ends_with(|c: char| c.is_ascii_lowercase()) {
        return text;
    }
    text.trim_end_matches([':', '.', '!', '?', ' ', ')', '-', '>', '|', '/', ',', '·'])
}

/// Matches a phrase's parts from `at`; gives the end of the last.
fn match_parts(phrase: &Phrase, bytes: &[u8], at: usize, end: usize, whole_words: bool) -> Option<usize> {
    look();
    let head = phrase.head().as_bytes();
    if !bytes[at..end].starts_with(head) {
        return None;
    }
    let mut stop = at + head.len();
    if whole_words && !boundary_after(bytes, stop, end) {
        return None;
    }
    if phrase.has_gap() {
        for part in phrase.behind_gaps() {
            stop = find_after_gap(part.as_bytes(), bytes, stop, end)?;
        }
    }
    Some(stop)
}

/// A gap of words is no longer than this, in bytes.
const GAP: usize = 240;

/// Where `part` ends if it follows within [`Phrase::MAX_GAP`] words.
fn find_after_gap(part: &[u8], bytes: &[u8], from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    let end = end.min(from + GAP);
    for _ in 0..=Phrase::MAX_GAP {
        while at < end && bytes[at] == b' ' {
            at += 1;
        }
        if at >= end {
            return None;
        }
        if bytes[at..end].starts_with(part) && boundary_after(bytes, at + part.len(), end) {
            return Some(at + part.len());
        }
        while at < end && bytes[at] != b' ' {
            at += 1;
        }
    }
    None
}

/// Whether a word may end at `at`: what stands behind is no letter, or the text before it was no letter, or the
/// script has no spaces.
fn boundary_after(bytes: &[u8], at: usize, end: usize) -> bool {
    if at >= end || !is_wordy(bytes[at]) {
        return true;
    }
    let before = bytes[at - 1];
    !is_wordy(before)
        || (before >= 0x80 && bytes[at] >= 0x80 && is_unspaced(bytes, at))
        || (before >= 0x80) != (bytes[at] >= 0x80) && is_unspaced(bytes, at)
}

fn boundary_before(bytes: &[u8], at: usize) -> bool {
    at == 0 || !is_wordy(bytes[at - 1]) || !is_wordy(bytes[at]) || bytes[at] >= 0xe3
}

/// Whether the character at `at`, or the one before, is of a script that sets no spaces: three bytes from U+3000 on.
fn is_unspaced(bytes: &[u8], at: usize) -> bool {
    bytes[at] >= 0xe3 || at >= 3 && bytes[at - 3] >= 0xe3
}

fn is_wordy(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'#' || b >= 0x80
}

/// The lists as a mask, for rules.
pub(crate) fn mask(lists: &[Words]) -> u16 {
    lists.iter().fold(0, |m, l| m | l.bit())
}
