//! The cues of a page, grouped by segment.

use crate::lexicon::matcher::Matchers;
use crate::lexicon::scan::{self, Cue};
use crate::lexicon::Anchor;
use crate::page::{Page, SegmentData};

/// The word lists of a segment's words are looked up once, in advance, if it has at most this many words: several rules
/// ask for every word of a short line. For longer segments each word is looked up when it is asked for.
const MAX_WORDS_LOOKED_UP_ONCE: usize = 24;

/// This many consecutive lines, each of which is a whole phrase, show that the page contains boilerplate.
const MIN_CONSECUTIVE_WHOLE_LINES: usize = 3;

/// A page as it was read, and the cues found in it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub page: Page,
    pub cues: Cues,
}

/// The cues of a page, by segment.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    list: Vec<Cue>,
    /// For each segment, and for the end of the page, the number of its first cue in `list`.
    first: Vec<u32>,
    /// For each word of the short segments, a bit set of the word lists that contain it.
    word_lists: Vec<u16>,
    /// Whether a multi-word phrase matched somewhere on the page, or several whole lines in a row. Without either,
    /// single-word labels are kept: a poem may have a line "Menu".
    pub has_boilerplate: bool,
}

impl Cues {
    /// Finds the cues of a page. The cues of segments that were read in the first round are copied from there.
    #[inline(never)]
    pub fn find(&mut self, matchers: Matchers<'_>, page: &Page, first_round: Option<&Reading>) {
        self.list.clear();
        self.first.clear();
        self.word_lists.clear();
        for (number, segment) in page.segments.iter().enumerate() {
            self.word_lists.resize(segment.words.start, 0);
            let before = segment
                .reused_from
                .zip(first_round)
                .map(|(k, first)| (k as usize, &first.page.segments[k as usize], first));
            match before.filter(|(_, before, _)| before.features.code == segment.features.code) {
                Some((k, before, first)) => self.copy(number, segment, first, k, before),
                None => self.search(matchers, page, number, segment),
            }
        }
        self.has_boilerplate = self.shows_boilerplate(matchers);
        let mut at = 0;
        for i in 0..=page.segments.len() {
            self.first.push(at as u32);
            while self.list.get(at).is_some_and(|c| c.segment as usize == i) {
                at += 1;
            }
        }
    }

    fn search(&mut self, matchers: Matchers<'_>, page: &Page, number: usize, segment: &SegmentData) {
        scan::find(matchers, page, number, &mut self.list);
        if segment.words.len() <= MAX_WORDS_LOOKED_UP_ONCE {
            self.word_lists.extend(segment.words.clone().map(|word| matchers.lists(page, segment, word)));
        }
    }

    fn copy(&mut self, number: usize, segment: &SegmentData, from: &Reading, k: usize, before: &SegmentData) {
        let moved = |at: u32| (at as usize - before.folded.start + segment.folded.start) as u32;
        let cues = from.cues.of(k).iter();
        self.list.extend(cues.map(|c| Cue { segment: number as u32, start: moved(c.start), end: moved(c.end), ..*c }));
        if segment.words.len() <= MAX_WORDS_LOOKED_UP_ONCE {
            self.word_lists.extend_from_slice(&from.cues.word_lists[before.words.clone()]);
        }
    }

    fn shows_boilerplate(&self, matchers: Matchers<'_>) -> bool {
        let (mut consecutive, mut last) = (0, 0);
        self.list.iter().any(|cue| {
            let phrase = matchers.entry(cue.phrase).phrase;
            if phrase.anchor() == Anchor::Whole && (consecutive == 0 || cue.segment != last) {
                consecutive = if consecutive > 0 && cue.segment == last + 1 { consecutive + 1 } else { 1 };
                last = cue.segment;
            }
            let has_several_words = phrase.head().contains(' ');
            consecutive >= MIN_CONSECUTIVE_WHOLE_LINES
                || !matches!(phrase.anchor(), Anchor::Keep | Anchor::Hint) && has_several_words
        })
    }

    /// The cues of one segment.
    pub fn of(&self, segment: usize) -> &[Cue] {
        &self.list[self.first[segment] as usize..self.first[segment + 1] as usize]
    }

    /// A bit set of the word lists that contain a word, given by its number in the segment.
    pub fn lists_of_word(&self, matchers: Matchers<'_>, page: &Page, segment: &SegmentData, word: usize) -> u16 {
        let word = segment.words.start + word;
        if segment.words.len() <= MAX_WORDS_LOOKED_UP_ONCE {
            self.word_lists[word]
        } else {
            matchers.lists(page, segment, word)
        }
    }
}
