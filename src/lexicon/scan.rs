//! Finds the cues: one read of the folded page for all phrases. What the matcher's index finds filter is compared.

use super::matcher::{Entry, Matcher, Matchers, SITE};
use super::{Anchor, Phrase};
use crate::instrument::look;
use crate::page::bytes::{is_wordy, key};
use crate::page::fold::{Word, PAD};
use crate::page::{Form, Page, SegmentData};

/// A phrase found in a segment, where its anchor lets it count. Offsets are into the folded page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    pub segment: u32,
    pub phrase: u32,
    pub start: u32,
    pub end: u32,
}

impl Cue {
    /// Whether its phrase is one of the site's own.
    pub fn is_of_site(&self) -> bool {
        self.phrase & SITE != 0
    }

    /// The number of its phrase in the lexicon that it is of.
    pub fn number(&self) -> usize {
        (self.phrase & !SITE) as usize
    }
}

/// All cues of one of a page's segments.
pub(crate) fn find(matchers: Matchers<'_>, page: &Page, number: usize, cues: &mut Vec<Cue>) {
    let segment = &page.segments[number];
    if segment.features.code || segment.folded.is_empty() {
        return;
    }
    let number = number as u32;
    Scan { matcher: matchers.shared, page, segment, number, cues }.run();
    if let Some(matcher) = matchers.site {
        let before = cues.len();
        Scan { matcher, page, segment, number, cues }.run();
        cues[before..].iter_mut().for_each(|cue| cue.phrase |= SITE);
    }
}

/// Where in a flattened page a line began or ended, to judge by the phrases that start or are a line; bytes of the
/// input.
pub(crate) fn line_ends(matchers: Matchers<'_>, page: &Page, out: &mut Vec<usize>) {
    line_ends_by(page, out, |at, line| matchers.starting_lines(page.folded.head(at), |phrase| line.try_phrase(phrase)));
}

/// The longest phrase that starts or is a line at one place of a page.
pub(super) struct Longest<'p> {
    text: &'p [u8],
    /// Bytes of the phrase, and whether it is a whole line.
    found: Option<(usize, bool)>,
}

impl Longest<'_> {
    pub fn try_phrase(&mut self, phrase: &Phrase) {
        let text = phrase.core().as_bytes();
        if self.found.map_or(true, |(most, _)| text.len() > most) && self.text.starts_with(text) {
            self.found = Some((text.len(), phrase.anchor() == Anchor::Whole));
        }
    }
}

/// The same, by the phrases that `starting` tries at each place.
pub(super) fn line_ends_by(page: &Page, out: &mut Vec<usize>, starting: impl Fn(usize, &mut Longest<'_>)) {
    out.clear();
    let (bytes, words) = (&page.folded.bytes, &page.folded.words);
    let end = bytes.len() - PAD;
    let capital = |w: &Word| w.is(Word::CAPITAL) || w.is(Word::NUMBER) || w.is(Word::IDEOGRAM);
    let (mut quotes, mut counted, mut first) = (0, 0, 0);
    while first < words.len() {
        let at = words[first].at as usize;
        let mut longest = Longest { text: &bytes[at..end], found: None };
        starting(at, &mut longest);
        let Some((len, whole)) = longest.found else {
            first += 1;
            continue;
        };
        let stop = at + len;
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

/// Where in the input a word of the page stands.
fn source(page: &Page, word: usize) -> usize {
    let segment = page.segments.partition_point(|s| s.words.end <= word);
    page.segments[segment].span.start + page.folded.words[word].source as usize
}

/// A segment and what was found in it.
pub(super) struct Scan<'s> {
    pub matcher: &'s Matcher,
    pub page: &'s Page,
    pub segment: &'s SegmentData,
    pub number: u32,
    pub cues: &'s mut Vec<Cue>,
}

impl<'s> Scan<'s> {
    /// Finds all cues of the segment.
    pub fn run(&mut self) {
        let (matcher, core) = (self.matcher, self.core());
        if core.len() <= Phrase::MAX_LEN {
            matcher.whole.get(key(core)).for_each(|id| self.try_whole(id));
        }
        matcher.ends.ending(core, |id| self.try_end(id));
        if !matcher.prefilter.may_match(&self.page.folded.bytes[self.segment.folded.clone()]) {
            return;
        }
        let start = self.segment.folded.start;
        self.start(start);
        for (n, word) in self.words().iter().enumerate() {
            let at = word.at as usize;
            if at != start && self.starts_sentence(n) {
                self.start(at);
            }
            matcher.anywhere.starting(self.page.folded.head(at), |id| self.try_anywhere(id, word));
        }
    }

    fn start(&mut self, at: usize) {
        let matcher = self.matcher;
        matcher.starts.starting(self.page.folded.head(at), |id| self.try_start(id, at));
    }

    pub fn words(&self) -> &'s [Word] {
        &self.page.folded.words[self.segment.words.clone()]
    }

    /// The folded segment without closing marks.
    fn core(&self) -> &'s [u8] {
        &self.page.folded.bytes[self.segment.folded.start..self.segment.core_end]
    }

    /// Whether phrases that start something are looked for at the word. In flattened text a line may start at each
    /// capital.
    pub fn starts_sentence(&self, n: usize) -> bool {
        let word = self.words()[n];
        n == 0 || word.is(Word::SENTENCE) || self.page.form == Form::Flat && word.is(Word::CAPITAL)
    }

    fn entry(&self, id: u32) -> Entry<'s> {
        self.matcher.entry(id)
    }

    fn push(&mut self, phrase: u32, start: usize, end: usize) {
        self.cues.push(Cue { segment: self.number, phrase, start: start as u32, end: end as u32 });
    }

    pub fn try_whole(&mut self, id: u32) {
        if self.core().len() <= Phrase::MAX_LEN && self.entry(id).phrase.core().as_bytes() == self.core() {
            self.push(id, self.segment.folded.start, self.segment.core_end);
        }
    }

    pub fn try_end(&mut self, id: u32) {
        let phrase = self.entry(id).phrase;
        let (core, text) = (self.core(), phrase.core());
        // "(Reuters)" is a credit, "he told Reuters." a sentence: a bracket that a phrase closes is asked for.
        let behind = &self.page.folded.bytes[self.segment.core_end..self.segment.folded.end];
        let closed = !phrase.head()[text.len()..].starts_with(')') || behind.starts_with(b")");
        if closed && core.ends_with(text.as_bytes()) && boundary_before(core, core.len() - text.len()) {
            self.push(id, self.segment.core_end - text.len(), self.segment.core_end);
        }
    }

    pub fn try_start(&mut self, id: u32, at: usize) {
        let (bytes, end) = (&self.page.folded.bytes, self.segment.folded.end);
        let phrase = self.entry(id).phrase;
        // "Previous articleRain stops play": the label is glued to what it points to.
        let words = self.words();
        let glued =
            |stop: usize| words.binary_search_by_key(&(stop as u32), |w| w.at).is_ok_and(|n| words[n].is(Word::SEAM));
        let stop = match_parts(phrase, bytes, at, end, false);
        let Some(stop) = stop.filter(|stop| boundary_after(bytes, *stop, end) || glued(*stop)) else { return };
        let whole = at == self.segment.folded.start && stop >= self.segment.core_end;
        let counts = match phrase.anchor() {
            Anchor::Start => true,
            _ if phrase.has_gap() => whole,
            _ => !whole, // found as a whole line already
        };
        if counts {
            self.push(id, at, stop);
        }
    }

    pub fn try_anywhere(&mut self, id: u32, word: &Word) {
        let (bytes, at) = (&self.page.folded.bytes, word.at as usize);
        let phrase = self.entry(id).phrase;
        let glued = matches!(phrase.anchor(), Anchor::Cut | Anchor::Anywhere);
        if word.is(Word::SEAM) && !glued {
            return;
        }
        if let Some(stop) = match_parts(phrase, bytes, at, self.segment.folded.end, phrase.anchor() != Anchor::Cut) {
            self.push(id, at, stop);
        }
    }
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
