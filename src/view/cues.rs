//! The cues of a page, grouped by segment.

use crate::lexicon::matcher::Matchers;
use crate::lexicon::scan::{self, Cue};
use crate::lexicon::{Anchor, ListMask, Words};
use crate::page::{Page, SegmentData};

/// The word lists of a segment's words are looked up once, in advance, if it has at most this many words: several rules
/// ask for every word of a short line. For longer segments each word is looked up when it is asked for.
const MAX_WORDS_LOOKED_UP_ONCE: usize = 24;

/// This many consecutive lines, each of which is a whole phrase, show that the page contains boilerplate. Chosen by
/// hand: a poem may have two such lines in a row; a larger value would miss short menus.
const MIN_CONSECUTIVE_WHOLE_LINES: usize = 3;

/// A list of section names that starts among this many first segments of a page is above the article. Chosen by hand: a
/// larger value would reach into short texts such as poems, a smaller one would miss labels below the outlet's name and
/// the date.
const MAX_TOP_LINES: usize = 4;
/// The most words of a line that is only a section's name, or several.
pub(crate) const MAX_SECTION_NAME_WORDS: usize = 4;

/// A page that was read, and the cues found in it.
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
    word_lists: Vec<ListMask>,
    /// For each segment, the word lists that contain one of its words, see [`Cues::lists_of`].
    segment_lists: Vec<ListMask>,
    /// Whether a multi-word phrase matched somewhere on the page, or whole lines in a row. If not, single-word labels
    /// are kept, because a poem may have a line "Menu".
    pub has_boilerplate: bool,
    /// The last segment that a list of section names at the top of the page may reach to: no other line stands before it,
    /// except among the first [`MAX_TOP_LINES`].
    pub top_list_end: usize,
}

impl Cues {
    /// Finds the cues of a page. The cues of segments that were copied from the page of the first round are copied too.
    #[inline(never)]
    pub fn find(&mut self, matchers: Matchers<'_>, page: &Page, first_round: Option<&Reading>) {
        self.list.clear();
        self.first.clear();
        self.word_lists.clear();
        self.segment_lists.clear();
        for (index, segment) in page.segments.iter().enumerate() {
            self.word_lists.resize(segment.words.start, 0);
            let source = first_round.and_then(|reading| Source::of(segment, reading));
            match source {
                Some(source) => self.copy(index, segment, source),
                None => self.find_in_segment(matchers, page, index, segment),
            }
        }
        self.has_boilerplate = self.shows_boilerplate(matchers);
        let below_top = page.segments.iter().skip(MAX_TOP_LINES - 1);
        self.top_list_end = MAX_TOP_LINES - 1 + below_top.take_while(|s| self.is_section_name(s)).count();
        self.index_by_segment(page.segments.len());
    }

    fn find_in_segment(&mut self, matchers: Matchers<'_>, page: &Page, index: usize, segment: &SegmentData) {
        scan::find(matchers, page, index, &mut self.list);
        let words = segment.words.clone();
        if words.len() <= MAX_WORDS_LOOKED_UP_ONCE {
            matchers.lists_of_each(page, segment, &mut self.word_lists);
            self.segment_lists.push(self.word_lists[words].iter().fold(0, |all, lists| all | lists));
        } else {
            self.segment_lists.push(ListMask::MAX);
        }
    }

    /// Copies the cues of a segment of the first round, with their offsets moved to where the segment is now.
    fn copy(&mut self, index: usize, segment: &SegmentData, source: Source<'_>) {
        let moved = |at: u32| (at as usize - source.segment.folded.start + segment.folded.start) as u32;
        let cues = source.cues.of(source.index).iter();
        self.list.extend(cues.map(|c| Cue { segment: index as u32, start: moved(c.start), end: moved(c.end), ..*c }));
        if segment.words.len() <= MAX_WORDS_LOOKED_UP_ONCE {
            self.word_lists.extend_from_slice(&source.cues.word_lists[source.segment.words.clone()]);
        }
        self.segment_lists.push(source.cues.segment_lists[source.index]);
    }

    /// Notes for each segment where its cues start in the list, which is sorted by segment.
    fn index_by_segment(&mut self, segments: usize) {
        let mut next = 0;
        for segment in 0..=segments {
            self.first.push(next as u32);
            while self.list.get(next).is_some_and(|cue| cue.segment as usize == segment) {
                next += 1;
            }
        }
    }

    /// Whether the segment is made only of names of sections.
    fn is_section_name(&self, segment: &SegmentData) -> bool {
        (1..=MAX_SECTION_NAME_WORDS).contains(&segment.words.len())
            && self.word_lists[segment.words.clone()].iter().all(|lists| lists & Words::Section.bit() != 0)
    }

    /// Whether a cue of several words, or several whole lines in a row, show that the page contains boilerplate.
    fn shows_boilerplate(&self, matchers: Matchers<'_>) -> bool {
        let (mut consecutive, mut last) = (0, 0);
        self.list.iter().any(|cue| {
            let phrase = matchers.entry(cue.phrase).phrase;
            if phrase.anchor() == Anchor::Whole && (consecutive == 0 || cue.segment != last) {
                consecutive = if consecutive > 0 && cue.segment == last + 1 { consecutive + 1 } else { 1 };
                last = cue.segment;
            }
            let has_several_words = phrase.head().contains(&b' ');
            consecutive >= MIN_CONSECUTIVE_WHOLE_LINES
                || !matches!(phrase.anchor(), Anchor::Keep | Anchor::Hint) && has_several_words
        })
    }

    /// The cues of one segment.
    pub fn of(&self, segment: usize) -> &[Cue] {
        &self.list[self.first[segment] as usize..self.first[segment + 1] as usize]
    }

    /// A bit set of the word lists that contain a word of the segment: of all lists if it has more than
    /// [`MAX_WORDS_LOOKED_UP_ONCE`] words.
    pub fn lists_of(&self, segment: usize) -> ListMask {
        self.segment_lists[segment]
    }

    /// A bit set of the word lists that contain a word, given by its number in the segment.
    pub fn lists_of_word(&self, matchers: Matchers<'_>, page: &Page, segment: &SegmentData, word: usize) -> ListMask {
        let word = segment.words.start + word;
        if segment.words.len() <= MAX_WORDS_LOOKED_UP_ONCE {
            self.word_lists[word]
        } else {
            matchers.lists(page, segment, word)
        }
    }
}

/// A segment of the first round from which a segment of the remaining text was copied.
#[derive(Clone, Copy)]
struct Source<'r> {
    index: usize,
    segment: &'r SegmentData,
    cues: &'r Cues,
}

impl<'r> Source<'r> {
    /// The source of a segment, if its cues can be copied. They cannot if the segment is code in only one of the
    /// rounds, for example because the fence before it was removed: phrases are not searched in code.
    fn of(segment: &SegmentData, first_round: &'r Reading) -> Option<Source<'r>> {
        let index = segment.reused_from? as usize;
        let source = &first_round.page.segments[index];
        let is_same = source.features.code == segment.features.code;
        is_same.then_some(Source { index, segment: source, cues: &first_round.cues })
    }
}
