//! Finds the cues: one read of the folded page for all phrases.
//!
//! A phrase is known by its head, the first eight (or four, three, two) bytes of its folded text, which are looked up
//! in an index where a segment, a sentence or a word starts; only where the index has them is the phrase itself
//! compared. The cost of a look does not grow with the number of phrases. `reference.rs` finds the same cues plainly.

use once_cell::sync::OnceCell;

use super::index::{Heads, Index};
use super::scan::{core, Scan};
use super::words::WordLists;
use super::{Anchor, Lexicon, Phrase, Words};
use crate::category::Category;
use crate::page::bytes::key;
use crate::page::fold::{Word, PAD};
use crate::page::{Page, SegmentData};
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
    pub(super) whole: Index,
    /// `^`, and `=` where it has gaps, or where it may be a label (the lexicon knows it with a colon too, `^ read more:`; "Next article",
    /// "Posted in") in front of something: probed where a segment or sentence starts.
    pub(super) starts: Heads,
    /// `*`, `~`, `-`, `!`: probed at each word.
    pub(super) anywhere: Heads,
    /// `$`.
    pub(super) ends: Heads,
    words: WordLists,
    /// Phrases with which a line starts: in flattened text they show where one was. Built on first use.
    lines: OnceCell<Heads>,
    /// `=` that are in `starts` too, for the plain matcher.
    #[cfg(any(test, fuzzing))]
    pub(super) labels: Vec<u32>,
}

/// A phrase of this many bytes starts a line where a capital starts it.
const LINE: usize = 10;

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
        let labels = labels(&entries, &whole);
        for id in labels.iter().copied() {
            starts.push(with(Heads::first(core(entries[id as usize].phrase.head())), id));
        }
        starts.sort_unstable_by_key(|(.., id)| *id);
        Matcher {
            whole,
            starts: Heads::new(&starts),
            anywhere: Heads::new(&anywhere),
            ends: Heads::new(&ends),
            words: WordLists::new(lexicon),
            lines: OnceCell::new(),
            #[cfg(any(test, fuzzing))]
            labels,
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
        let words = &page.folded.words;
        let end = if word + 1 < segment.words.end { words[word + 1].at as usize } else { segment.folded.end };
        self.words.of(&page.folded, words[word].at as usize, end)
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
            lines.starting(page.folded.head(at), |id| {
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

/// The lists as a mask, for rules.
pub(crate) fn mask(lists: &[Words]) -> u16 {
    lists.iter().fold(0, |m, l| m | l.bit())
}
