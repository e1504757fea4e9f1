//! Finds the cues of a segment in one pass for all phrases. Phrases are looked up in the indexes of the matcher, and
//! only those that an index returns are compared with the text.

use super::matcher::{Matcher, Matchers, SITE};
use super::{Anchor, Phrase, PhraseRef};
use crate::instrument::count_step;
use crate::page::bytes::{eight, is_wordy, key};
use crate::page::fold::{Word, PAD_BYTES};
use crate::page::{Ending, Form, Page, SegmentData};

/// A phrase found in a segment, at a place that its anchor allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    /// The number of the segment in the page.
    pub segment: u32,
    /// The number of the phrase in its matcher, with the bit [`SITE`] if it is the site's.
    pub phrase: u32,
    /// Byte offsets into the folded page.
    pub start: u32,
    pub end: u32,
}

impl Cue {
    /// Whether the phrase is one of the site's own.
    pub fn is_of_site(&self) -> bool {
        self.phrase & SITE != 0
    }

    /// The number of the phrase in its matcher, without the bit that marks the site's phrases.
    pub fn number(&self) -> usize {
        (self.phrase & !SITE) as usize
    }
}

/// Appends all cues of a segment. Segments of code have none.
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

/// Finds the places in a flattened page where a line probably began or ended, according to the phrases that start a
/// line or are a whole line. Replaces the contents of `out` with sorted byte offsets into the input.
pub(crate) fn line_ends(matchers: Matchers<'_>, page: &Page, out: &mut Vec<usize>) {
    line_ends_by(page, out, |at, line| {
        matchers.starting_lines(&page.folded.bytes, at, |phrase| line.try_phrase(phrase))
    });
}

/// Finds the longest phrase at one place of a page.
pub(super) struct Longest<'p> {
    /// The folded page from this place on.
    text: &'p [u8],
    /// The length of the phrase in bytes, and whether its anchor is `=`.
    found: Option<(usize, bool)>,
}

impl Longest<'_> {
    pub fn try_phrase(&mut self, phrase: PhraseRef<'_>) {
        let text = phrase.core();
        if self.found.map_or(true, |(most, _)| text.len() > most) && self.text.starts_with(text) {
            self.found = Some((text.len(), phrase.anchor() == Anchor::Whole));
        }
    }
}

/// As [`line_ends`], but with a function that tries the phrases at a byte offset of the folded page. The tests pass one
/// without an index.
pub(super) fn line_ends_by(page: &Page, out: &mut Vec<usize>, starting: impl Fn(usize, &mut Longest<'_>)) {
    out.clear();
    let (bytes, words) = (&page.folded.bytes, &page.folded.words);
    let end = bytes.len() - PAD_BYTES;
    let capital = |w: &Word| w.is(Word::CAPITAL) || w.is(Word::NUMBER) || w.is(Word::IDEOGRAM);
    // Quotation marks before byte `counted`, and the current word.
    let (mut quotes, mut counted, mut first) = (0, 0, 0);
    while first < words.len() {
        count_step();
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
        // A whole line is followed by a word that could start another line, and has at least two words. Another phrase
        // starts a sentence, or has at least four words.
        let is_line = if whole {
            after.map_or(true, capital) && next > first + 1
        } else {
            words[first].is(Word::SENTENCE) || next > first + 3
        };
        // A number in a sentence ("lost 14 followers") and the first part of a date ("November 18, 2019") start no line.
        let starts_in_sentence = words[first].is(Word::NUMBER)
            && !words[first].is(Word::SENTENCE)
            && first.checked_sub(1).is_some_and(|previous| !capital(&words[previous]));
        let is_part_of_date = words[next - 1].is(Word::NUMBER) && after.is_some_and(|w| w.is(Word::NUMBER));
        let in_capitals = after.is_some_and(|w| w.is(Word::CAPITAL)) && words[first + 1..next].iter().all(capital);
        // A phrase inside quotation marks is not a line.
        let is_prose = starts_in_sentence || is_part_of_date || whole && in_capitals;
        if quotes % 2 == 0 && capital(&words[first]) && is_line && !is_prose {
            out.push(source(page, first));
            out.extend(after.filter(|_| whole).map(|_| source(page, next)));
        }
        first = next;
    }
    out.sort_unstable();
    out.dedup();
}

/// The byte offset of a word of the page in the input.
fn source(page: &Page, word: usize) -> usize {
    let segment = page.segments.partition_point(|s| s.words.end <= word);
    page.segments[segment].span.start + page.folded.words[word].source as usize
}

/// The search for a matcher's phrases in one segment. The `try_` functions compare a single phrase at a place, and add
/// a cue if it matches there.
pub(super) struct Scan<'s> {
    pub matcher: &'s Matcher,
    pub page: &'s Page,
    pub segment: &'s SegmentData,
    pub number: u32,
    pub cues: &'s mut Vec<Cue>,
}

impl<'s> Scan<'s> {
    /// Finds all cues of the segment: whole segments first, then ends, then starts and words in the order of the text.
    pub fn run(&mut self) {
        let (matcher, core) = (self.matcher, self.core());
        if core.len() <= Phrase::MAX_LEN {
            matcher.whole.get(key(core), |id| self.try_whole(id));
        }
        matcher.ends.ending(core, |id| self.try_end(id));
        if !matcher.prefilter.may_match(&self.page.folded.bytes[self.segment.folded.clone()]) {
            return;
        }
        let start = self.segment.folded.start;
        self.start(start);
        let (bytes, starts) = (&self.page.folded.bytes[..], self.sentence_flags());
        let anywhere = matcher.anywhere.probe();
        for (n, word) in self.words().iter().enumerate() {
            count_step();
            let at = word.at as usize;
            if (word.flags & starts != 0 || n == 0) && at != start {
                self.start(at);
            }
            let head = eight(&bytes[at..at + PAD_BYTES]);
            if anywhere.may_start_with(head) {
                matcher.anywhere.look_up(head, bytes, at, |id| self.try_anywhere(id, word));
            }
        }
    }

    fn start(&mut self, at: usize) {
        let matcher = self.matcher;
        matcher.starts.starting(&self.page.folded.bytes, at, |id| self.try_start(id, at));
    }

    pub fn words(&self) -> &'s [Word] {
        &self.page.folded.words[self.segment.words.clone()]
    }

    /// The folded segment without closing marks at its end.
    fn core(&self) -> &'s [u8] {
        &self.page.folded.bytes[self.segment.folded.start..self.segment.core_end]
    }

    /// The flags of words at which phrases are looked up that start a segment or sentence. In flattened text these are
    /// also the words with a capital, because a line may have started there.
    fn sentence_flags(&self) -> u8 {
        match self.page.form {
            Form::Flat => Word::SENTENCE | Word::CAPITAL,
            Form::Lines | Form::Wrapped => Word::SENTENCE,
        }
    }

    /// Whether phrases that start a segment or sentence are looked up at word `n` of the segment.
    #[cfg(any(test, fuzzing))]
    pub fn starts_sentence(&self, n: usize) -> bool {
        n == 0 || self.words()[n].flags & self.sentence_flags() != 0
    }

    /// The phrase that an index returned, unless it is one of a language that does not count.
    #[inline]
    fn phrase(&self, id: u32) -> Option<PhraseRef<'s>> {
        let matcher = self.matcher;
        matcher.counts(id).then(|| matcher.entry(id).phrase)
    }

    fn push(&mut self, phrase: u32, start: usize, end: usize) {
        self.cues.push(Cue { segment: self.number, phrase, start: start as u32, end: end as u32 });
    }

    pub fn try_whole(&mut self, id: u32) {
        let Some(phrase) = self.phrase(id) else { return };
        if self.core().len() <= Phrase::MAX_LEN && phrase.core() == self.core() {
            self.push(id, self.segment.folded.start, self.segment.core_end);
        }
    }

    pub fn try_end(&mut self, id: u32) {
        let Some(phrase) = self.phrase(id) else { return };
        let (core, text) = (self.core(), phrase.core());
        // A phrase that ends in a bracket matches only if the segment has the bracket too: "(Reuters)" is a credit, but
        // "he told Reuters." is a sentence.
        let behind = &self.page.folded.bytes[self.segment.core_end..self.segment.folded.end];
        let closed = !phrase.head()[text.len()..].starts_with(b")") || behind.starts_with(b")");
        if closed && core.ends_with(text) && boundary_before(core, core.len() - text.len()) {
            self.push(id, self.segment.core_end - text.len(), self.segment.core_end);
        }
    }

    pub fn try_start(&mut self, id: u32, at: usize) {
        let (bytes, end) = (&self.page.folded.bytes, self.segment.folded.end);
        let Some(phrase) = self.phrase(id) else { return };
        // A label may be glued to the headline after it, as in "Previous articleRain stops play".
        let words = self.words();
        let glued =
            |stop: usize| words.binary_search_by_key(&(stop as u32), |w| w.at).is_ok_and(|n| words[n].is(Word::SEAM));
        let stop = match_parts(phrase, bytes, at, end, false);
        if phrase.is_open_ended() {
            if stop.is_some_and(|stop| at == self.segment.folded.start && self.continues_as_name(stop)) {
                self.push(id, at, self.segment.core_end);
            }
            return;
        }
        let Some(stop) = stop.filter(|stop| boundary_after(bytes, *stop, end) || glued(*stop)) else { return };
        let whole = at == self.segment.folded.start && stop >= self.segment.core_end;
        let counts = match phrase.anchor() {
            Anchor::Start => true,
            _ if phrase.has_gap() => whole,
            // If it is the whole segment, `try_whole` has found it already.
            _ => !whole && self.matcher.counts_as_label(id),
        };
        if counts {
            self.push(id, at, stop);
        }
    }

    /// Whether the segment continues behind byte `stop` with a name: one to [`Phrase::MAX_GAP`] words, no sentence.
    fn continues_as_name(&self, stop: usize) -> bool {
        let features = &self.segment.features;
        let rest = self.words().len() - self.words().partition_point(|w| (w.at as usize) < stop);
        (1..=Phrase::MAX_GAP).contains(&rest)
            && boundary_after(&self.page.folded.bytes, stop, self.segment.folded.end)
            && features.sentences == 0
            && features.ending != Ending::Sentence
    }

    pub fn try_anywhere(&mut self, id: u32, word: &Word) {
        let (bytes, at) = (&self.page.folded.bytes, word.at as usize);
        let Some(phrase) = self.phrase(id) else { return };
        let glued = matches!(phrase.anchor(), Anchor::Cut | Anchor::Anywhere);
        if word.is(Word::SEAM) && !glued {
            return;
        }
        if let Some(stop) = match_parts(phrase, bytes, at, self.segment.folded.end, phrase.anchor() != Anchor::Cut) {
            self.push(id, at, stop);
        }
    }
}

/// Compares the phrase with the text from `at` to `end` and returns the end of its last part if it matches.
/// `whole_words` requires a word boundary after the head; parts after gaps always need one.
fn match_parts(phrase: PhraseRef<'_>, bytes: &[u8], at: usize, end: usize, whole_words: bool) -> Option<usize> {
    count_step();
    let head = phrase.head();
    if !bytes[at..end].starts_with(head) {
        return None;
    }
    let mut stop = at + head.len();
    if whole_words && !boundary_after(bytes, stop, end) {
        return None;
    }
    if phrase.has_gap() {
        for part in phrase.behind_gaps() {
            stop = find_after_gap(part, bytes, stop, end)?;
        }
    }
    Some(stop)
}

/// A part after a gap must end within this many bytes after the part before it. It bounds the cost of text with very
/// long words; eight words of 30 bytes fit.
const MAX_GAP_BYTES: usize = 240;

/// Finds `part` after at most [`Phrase::MAX_GAP`] words and returns where it ends.
fn find_after_gap(part: &[u8], bytes: &[u8], from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    let end = end.min(from + MAX_GAP_BYTES);
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

/// Whether a word may end before byte `at`: one of the two bytes around this place is not part of a word, or the script
/// is written without spaces.
fn boundary_after(bytes: &[u8], at: usize, end: usize) -> bool {
    if at >= end || !is_wordy(bytes[at]) {
        return true;
    }
    let before = bytes[at - 1];
    !is_wordy(before)
        || (before >= 0x80 && bytes[at] >= 0x80 && is_unspaced(bytes, at))
        || (before >= 0x80) != (bytes[at] >= 0x80) && is_unspaced(bytes, at)
}

/// Whether a word may start at byte `at`. A byte from 0xe3 on starts a character from U+3000 on, most of whose scripts
/// are written without spaces.
fn boundary_before(bytes: &[u8], at: usize) -> bool {
    at == 0 || !is_wordy(bytes[at - 1]) || !is_wordy(bytes[at]) || bytes[at] >= 0xe3
}

/// Whether the character at byte `at`, or the three-byte character before it, is from U+3000 on, where the scripts
/// without spaces are (Chinese and Japanese).
fn is_unspaced(bytes: &[u8], at: usize) -> bool {
    bytes[at] >= 0xe3 || at >= 3 && bytes[at - 3] >= 0xe3
}
