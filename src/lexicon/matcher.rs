//! Finds the cues: one read of the folded page for all phrases.
//!
//! A phrase is found by its head, the first eight (or four, or two) bytes of its folded text, which are probed in a
//! small bitmap where a segment, a sentence or a word starts; only where the bitmap says "perhaps" is the phrase
//! itself compared. The cost of a probe does not grow with the number of phrases.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use once_cell::sync::OnceCell;

use super::{Anchor, Lexicon, Phrase, Words};
use crate::category::Category;
use crate::page::fold::{Word, PAD};
use crate::page::{Form, Page};

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
    /// The phrase's notation, as reports quote it.
    pub notation: Arc<str>,
}

#[derive(Debug, Default)]
pub(crate) struct Matcher {
    pub entries: Vec<Entry>,
    /// `=` without gaps: the folded segment itself.
    whole: FastMap<Box<[u8]>, Vec<u32>>,
    /// `^`, and `=` where it has gaps, or where it may be a label (the lexicon knows it with a colon too, `^ read more:`; "Next article",
    /// "Posted in") in front of something: probed where a segment or sentence starts.
    starts: Heads,
    /// `*`, `~`, `-`, `!`: probed at each word.
    anywhere: Heads,
    /// `$`: by its last byte.
    ends: HashMap<u8, Vec<u32>>,
    words: FastMap<Box<[u8]>, u16>,
    /// Whole-line phrases, searched for everywhere in flattened text, which has no lines. Built on first use.
    lines: OnceCell<(AhoCorasick, Vec<bool>)>,
}

/// Heads of phrases: sorted keys behind a bitmap.
#[derive(Debug)]
struct Heads {
    bits: Box<[u64; BITMAP / 64]>,
    keys: Vec<(u64, u32)>,
    lengths: [bool; 9],
}

/// No listed word is longer, in bytes.
const LONGEST: usize = 40;

/// A map whose keys are the lexicon's: nobody chooses them to collide, so that a fast hash will do (FNV-1a).
type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A phrase of this many bytes starts a line where a capital starts it.
const LINE: usize = 10;

const BITMAP: usize = 1 << 16;

impl Default for Heads {
    fn default() -> Heads {
        Heads { bits: Box::new([0; BITMAP / 64]), keys: Vec::new(), lengths: [false; 9] }
    }
}

fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize
}

/// The first `len` bytes as a number. The page is padded so that eight can always be read.
fn head(bytes: &[u8], at: usize, len: usize) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[at..at + PAD]);
    let word = u64::from_le_bytes(eight);
    if len == 8 {
        word
    } else {
        word & ((1 << (8 * len)) - 1)
    }
}

impl Heads {
    fn insert(&mut self, text: &str, id: u32) {
        let len = match text.len() {
            8.. => 8,
            4..=7 => 4,
            n => n,
        };
        let mut padded = text.as_bytes()[..len].to_vec();
        padded.resize(8, 0);
        let key = head(&padded, 0, len);
        self.lengths[len] = true;
        self.bits[slot(key) / 64] |= 1 << (slot(key) % 64);
        self.keys.push((key, id));
    }

    fn probe(&self, bytes: &[u8], at: usize, mut found: impl FnMut(u32)) {
        for len in [8, 4, 3, 2] {
            if !self.lengths[len] {
                continue;
            }
            let key = head(bytes, at, len);
            let slot = slot(key);
            if self.bits[slot / 64] & (1 << (slot % 64)) == 0 {
                continue;
            }
            let first = self.keys.partition_point(|(k, _)| *k < key);
            for (k, id) in &self.keys[first..] {
                if *k != key {
                    break;
                }
                found(*id);
            }
        }
    }
}

impl Matcher {
    pub fn new(lexicon: &Lexicon) -> Matcher {
        let mut m = Matcher::default();
        let labels: HashSet<(Category, &str)> = lexicon
            .iter()
            .filter(|(_, p)| p.anchor() == Anchor::Start && p.parts().len() == 1)
            .filter_map(|(c, p)| p.parts()[0].strip_suffix(':').map(|label| (c, label.trim_end())))
            .collect();
        let mut seen = HashSet::new();
        for (category, phrase) in lexicon.iter() {
            if !seen.insert((category, phrase.anchor(), phrase.text())) {
                continue;
            }
            let id = m.entries.len() as u32;
            let first = &phrase.parts()[0];
            match phrase.anchor() {
                Anchor::Whole if phrase.parts().len() == 1 => {
                    m.whole.entry(core(first).as_bytes().into()).or_default().push(id);
                    let labels_all = matches!(category, Category::Pagination | Category::Tags)
                        && first.contains(' ')
                        && !first.contains('#');
                    if labels_all || labels.contains(&(category, core(first))) {
                        m.starts.insert(core(first), id);
                    }
                }
                Anchor::Whole | Anchor::Start => m.starts.insert(first, id),
                Anchor::Anywhere | Anchor::Hint | Anchor::Cut | Anchor::Keep => m.anywhere.insert(first, id),
                Anchor::End => {
                    let last = *core(first).as_bytes().last().unwrap_or(&0);
                    m.ends.entry(last).or_default().push(id);
                }
            }
            let notation = phrase.to_string().into();
            m.entries.push(Entry { category, phrase: phrase.clone(), notation });
        }
        m.starts.keys.sort_unstable();
        m.anywhere.keys.sort_unstable();
        for (list, word) in lexicon.words() {
            *m.words.entry(word.as_bytes().into()).or_default() |= list.bit();
        }
        m
    }

    /// All cues of a page, by segment.
    pub fn scan(&self, page: &Page) -> Vec<Cue> {
        let mut cues = Vec::new();
        for i in 0..page.segments.len() {
            self.scan_segment(page, i, &mut cues);
        }
        cues
    }

    fn scan_segment(&self, page: &Page, i: usize, cues: &mut Vec<Cue>) {
        let s = &page.segments[i];
        if s.features.code || s.folded.is_empty() {
            return;
        }
        let bytes = &page.folded.bytes;
        let segment = i as u32;
        let core = &bytes[s.folded.start..s.core_end];
        let mut push = |phrase, start: usize, end: usize| {
            cues.push(Cue { segment, phrase, start: start as u32, end: end as u32 });
        };
        if core.len() <= Phrase::MAX_LEN {
            for id in self.whole.get(core).into_iter().flatten() {
                push(*id, s.folded.start, s.core_end);
            }
        }
        if let Some(last) = core.last() {
            for id in self.ends.get(last).into_iter().flatten() {
                let text = core_of(&self.entries[*id as usize].phrase);
                if core.ends_with(text.as_bytes()) && boundary_before(core, core.len() - text.len()) {
                    push(*id, s.core_end - text.len(), s.core_end);
                }
            }
        }
        let end = s.folded.end;
        let words = &page.folded.words[s.words.clone()];
        let start_probe = |at: usize, push: &mut dyn FnMut(u32, usize, usize)| {
            self.starts.probe(bytes, at, |id| {
                let phrase = &self.entries[id as usize].phrase;
                // "Previous articleRain stops play": the label is glued to what it points to.
                let glued = |stop: usize| {
                    words.binary_search_by_key(&(stop as u32), |w| w.at).is_ok_and(|n| words[n].is(Word::SEAM))
                };
                let stop = match_parts(phrase, bytes, at, end, false);
                if let Some(stop) = stop.filter(|stop| boundary_after(bytes, *stop, end) || glued(*stop)) {
                    let whole = at == s.folded.start && stop >= s.core_end;
                    let counts = match phrase.anchor() {
                        Anchor::Start => true,
                        _ if phrase.parts().len() > 1 => whole,
                        _ => !whole, // the whole line was found above
                    };
                    if counts {
                        push(id, at, stop);
                    }
                }
            });
        };
        start_probe(s.folded.start, &mut push);
        for (n, word) in words.iter().enumerate() {
            let at = word.at as usize;
            let sentence = word.is(Word::SENTENCE) || (page.form == Form::Flat && word.is(Word::CAPITAL));
            if (sentence || n == 0) && at != s.folded.start {
                start_probe(at, &mut push);
            }
            self.anywhere.probe(bytes, at, |id| {
                let phrase = &self.entries[id as usize].phrase;
                let glued = matches!(phrase.anchor(), Anchor::Cut | Anchor::Anywhere);
                if word.is(Word::SEAM) && !glued {
                    return;
                }
                if let Some(stop) = match_parts(phrase, bytes, at, end, phrase.anchor() != Anchor::Cut) {
                    push(id, at, stop);
                }
            });
        }
    }

    /// Where in a flattened page a line began or ended, to judge by the phrases that start or are a line; bytes of the
    /// input.
    pub fn line_ends(&self, page: &Page) -> Vec<usize> {
        let mut out = Vec::new();
        let (lines, whole_lines) = self.lines.get_or_init(|| self.build_lines());
        let (bytes, words) = (&page.folded.bytes, &page.folded.words);
        let (mut quotes, mut counted) = (0, 0);
        for found in lines.find_iter(bytes) {
            quotes += bytes[counted..found.start()].iter().filter(|b| **b == b'"').count();
            counted = found.start();
            let Ok(first) = words.binary_search_by_key(&(found.start() as u32), |w| w.at) else { continue };
            let next = words.partition_point(|w| (w.at as usize) < found.end());
            let after = words.get(next);
            let capital = |w: &Word| w.is(Word::CAPITAL) || w.is(Word::NUMBER) || w.is(Word::IDEOGRAM);
            let whole = whole_lines[found.pattern().as_usize()];
            // What is quoted is no line; a whole line stands between capitals, another starts a sentence.
            let stands = if whole {
                after.map_or(true, capital) && next > first + 1
            } else {
                words[first].is(Word::SENTENCE) || next > first + 3
            };
            let in_capitals = after.is_some_and(|w| w.is(Word::CAPITAL)) && words[first + 1..next].iter().all(capital);
            if quotes % 2 == 1 || !capital(&words[first]) || !stands || whole && in_capitals {
                continue;
            }
            out.push(words[first].source as usize);
            out.extend(after.filter(|_| whole).map(|w| w.source as usize));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Phrases of several words with which a line starts.
    fn line_phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.entries.iter().map(|e| &e.phrase).filter(|p| {
            matches!(p.anchor(), Anchor::Whole | Anchor::Start | Anchor::Anywhere)
                && p.parts().len() == 1
                && core_of(p).len() >= LINE
                && core_of(p).contains(' ')
        })
    }

    /// The automaton, and of each of its patterns whether the phrase is a whole line.
    fn build_lines(&self) -> (AhoCorasick, Vec<bool>) {
        let several = self.line_phrases().map(core_of);
        // Patterns of a lexicon are far below the automaton's limits; without it flattened text is judged by sentences.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(several)
            .or_else(|_| AhoCorasick::new::<_, &str>([]))
            .unwrap_or_else(|_| unreachable!("an automaton without patterns always builds"));
        (automaton, self.line_phrases().map(|p| p.anchor() == Anchor::Whole).collect())
    }

    /// The lists that a folded word is in, as bits.
    pub fn lists(&self, word: &[u8]) -> u16 {
        if word.len() > LONGEST {
            return 0;
        }
        self.words.get(word).copied().unwrap_or(0)
    }
}

fn core(text: &str) -> &str {
    text.trim_end_matches([':', '.', '!', '?', ' ', ')', '-', '>', '|', '/', ',', '·'])
}

fn core_of(phrase: &Phrase) -> &str {
    core(&phrase.parts()[0])
}

/// Matches a phrase's parts from `at`; gives the end of the last.
fn match_parts(phrase: &Phrase, bytes: &[u8], at: usize, end: usize, whole_words: bool) -> Option<usize> {
    let mut parts = phrase.parts().iter().map(|p| p.as_bytes());
    let first = parts.next()?;
    if !bytes[at..end].starts_with(first) {
        return None;
    }
    let mut stop = at + first.len();
    if whole_words && !boundary_after(bytes, stop, end) {
        return None;
    }
    for part in parts {
        stop = find_after_gap(part, bytes, stop, end)?;
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
