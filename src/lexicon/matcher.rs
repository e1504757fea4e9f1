//! The matcher: the phrases of a lexicon, filed so that `scan` finds them.
//!
//! A phrase is known by its head, the first eight (or four, three, two) bytes of its folded text, which are looked up
//! in an index where a segment, a sentence or a word starts; only where the index has them is the phrase itself
//! compared. The cost of a look does not grow with the number of phrases. `reference.rs` finds the same cues plainly.
//!
//! A site's own phrases have a matcher of their own, which is asked beside the one that all pages share: to file all
//! phrases again for each site would cost milliseconds and megabytes.

use std::borrow::Cow;

use once_cell::sync::OnceCell;

use super::index::{Heads, Index};
use super::prefilter::Prefilter;
use super::words::WordLists;
use super::{Anchor, Lexicon, Phrase, Words};
use crate::category::Category;
use crate::instrument::look;
use crate::page::bytes::key;
use crate::page::{Page, SegmentData};

/// A phrase with its category.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'m> {
    pub category: Category,
    pub phrase: &'m Phrase,
}

#[derive(Debug)]
pub(crate) struct Matcher {
    /// The shipped lexicon is not copied: its pages of memory would be a good part of the start-up.
    lexicon: Cow<'static, Lexicon>,
    /// The number of the first phrase of each category, and of none.
    first: Vec<u32>,
    /// `=` without gaps: the folded segment itself.
    pub(super) whole: Index,
    /// `^`, and `=` where it has gaps, or where it may be a label (the lexicon knows it with a colon too, `^ read more:`; "Next article",
    /// "Posted in") in front of something: probed where a segment or sentence starts.
    pub(super) starts: Heads,
    /// `*`, `~`, `-`, `!`: probed at each word.
    pub(super) anywhere: Heads,
    /// `$`.
    pub(super) ends: Heads,
    /// Says which segments may contain a phrase of `starts` or `anywhere`.
    pub(super) prefilter: Prefilter,
    words: WordLists,
    /// Phrases with which a line starts: in flattened text they show where one was. Built on first use.
    lines: OnceCell<Heads>,
    /// `=` that are in `starts` too, for the plain matcher.
    #[cfg(any(test, fuzzing))]
    pub(super) labels: Vec<bool>,
}

/// A phrase of this many bytes starts a line where a capital starts it.
const LINE: usize = 10;

impl Matcher {
    pub fn new(lexicon: Cow<'static, Lexicon>) -> Matcher {
        let mut first = vec![0];
        for phrases in &lexicon.phrases {
            first.push(first[first.len() - 1] + phrases.len() as u32);
        }
        let mut kinds = [0; 4];
        lexicon.phrases.iter().flatten().for_each(|phrase| kinds[Kind::of(phrase) as usize] += 1);
        let mut whole = Index::with_room_for(kinds[Kind::Whole as usize]);
        let mut starts = Heads::with_room_for(kinds[Kind::Start as usize] * 3 / 2);
        let mut anywhere = Heads::with_room_for(kinds[Kind::Anywhere as usize]);
        let mut ends = Heads::with_room_for(kinds[Kind::End as usize]);
        for (id, entry) in numbered(&lexicon) {
            let phrase = entry.phrase;
            match Kind::of(phrase) {
                Kind::Whole => whole.insert(key(phrase.core().as_bytes()), id),
                Kind::Anywhere => anywhere.insert(Heads::first(phrase.head()), id),
                Kind::End => ends.insert(Heads::last(phrase.core()), id),
                Kind::Start => {}
            }
        }
        let labels = labels(&lexicon, &whole);
        for (id, entry) in numbered(&lexicon) {
            match Kind::of(entry.phrase) {
                Kind::Start => starts.insert(Heads::first(entry.phrase.head()), id),
                Kind::Whole if labels[id as usize] => starts.insert(Heads::first(entry.phrase.core()), id),
                _ => {}
            }
        }
        let looked_up_at_words = |(id, entry): &(u32, Entry<'_>)| match Kind::of(entry.phrase) {
            Kind::Start | Kind::Anywhere => true,
            Kind::Whole => labels[*id as usize],
            Kind::End => false,
        };
        let prefilter = Prefilter::new(numbered(&lexicon).filter(looked_up_at_words).map(|(_, e)| e.phrase.head()));
        Matcher {
            whole,
            starts,
            anywhere,
            ends,
            prefilter,
            words: WordLists::new(&lexicon),
            lines: OnceCell::new(),
            #[cfg(any(test, fuzzing))]
            labels,
            first,
            lexicon,
        }
    }

    /// How many phrases there are; they have the numbers below.
    pub fn len(&self) -> usize {
        self.lexicon.len()
    }

    pub fn entry(&self, id: u32) -> Entry<'_> {
        let category = self.first.partition_point(|first| *first <= id) - 1;
        let phrase = &self.lexicon.phrases[category][(id - self.first[category]) as usize];
        Entry { category: Category::ALL[category], phrase }
    }

    /// The lists that a segment's word is in, as bits.
    pub fn lists(&self, page: &Page, segment: &SegmentData, word: usize) -> u16 {
        look();
        let words = &page.folded.words;
        let end = if word + 1 < segment.words.end { words[word + 1].at as usize } else { segment.folded.end };
        self.words.of(&page.folded, words[word].at as usize, end)
    }

    /// Phrases of several words with which a line starts.
    fn lines(&self) -> &Heads {
        self.lines.get_or_init(|| self.index_lines())
    }

    fn index_lines(&self) -> Heads {
        let mut lines = Heads::with_room_for(self.len());
        for (id, entry) in numbered(&self.lexicon).filter(|(_, e)| is_line(e.phrase)) {
            lines.insert(Heads::first(entry.phrase.head()), id);
        }
        lines
    }
}

/// Whether a line that starts with the phrase shows where it began.
pub(super) fn is_line(p: &Phrase) -> bool {
    matches!(p.anchor(), Anchor::Whole | Anchor::Start | Anchor::Anywhere)
        && !p.has_gap()
        && p.core().len() >= LINE
        && p.core().contains(' ')
}

/// The matchers that are asked for a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Matchers<'m> {
    /// For all pages; has the word lists.
    pub shared: &'m Matcher,
    /// For those of one site.
    pub site: Option<&'m Matcher>,
}

/// A phrase's number has this bit where it is the site's.
pub(super) const SITE: u32 = 1 << 31;

impl<'m> Matchers<'m> {
    pub fn entry(self, id: u32) -> Entry<'m> {
        match self.site {
            Some(site) if id & SITE != 0 => site.entry(id & !SITE),
            _ => self.shared.entry(id),
        }
    }

    /// The lists that a segment's word is in, as bits.
    pub fn lists(self, page: &Page, segment: &SegmentData, word: usize) -> u16 {
        self.shared.lists(page, segment, word)
    }

    /// Phrases of several words with which a line may start that starts with these eight bytes.
    pub(super) fn starting_lines(self, head: u64, mut found: impl FnMut(&'m Phrase)) {
        for matcher in std::iter::once(self.shared).chain(self.site) {
            matcher.lines().starting(head, |id| found(matcher.entry(id).phrase));
        }
    }
}

impl<'m> From<&'m Matcher> for Matchers<'m> {
    fn from(shared: &'m Matcher) -> Matchers<'m> {
        Matchers { shared, site: None }
    }
}

/// Where a phrase is filed.
#[derive(Clone, Copy)]
enum Kind {
    Whole,
    Start,
    Anywhere,
    End,
}

impl Kind {
    fn of(phrase: &Phrase) -> Kind {
        match phrase.anchor() {
            Anchor::Whole if !phrase.has_gap() => Kind::Whole,
            Anchor::Whole | Anchor::Start => Kind::Start,
            Anchor::Anywhere | Anchor::Hint | Anchor::Cut | Anchor::Keep => Kind::Anywhere,
            Anchor::End => Kind::End,
        }
    }
}

/// The phrases with their numbers, from the last to the first, as an index wants them.
fn numbered(lexicon: &Lexicon) -> impl Iterator<Item = (u32, Entry<'_>)> {
    let mut id = lexicon.len() as u32;
    let entries = lexicon
        .sections()
        .rev()
        .flat_map(|(category, phrases)| phrases.iter().rev().map(move |phrase| Entry { category, phrase }));
    entries.map(move |entry| {
        id -= 1;
        (id, entry)
    })
}

/// Of each phrase, whether it is a whole line that may also stand in front of something.
fn labels(lexicon: &Lexicon, whole: &Index) -> Vec<bool> {
    let mut labels = vec![false; lexicon.len()];
    let mut first = 0;
    for (category, phrases) in lexicon.sections() {
        for (n, phrase) in phrases.iter().enumerate().filter(|(_, p)| !p.has_gap()) {
            let head = phrase.head();
            if phrase.anchor() == Anchor::Whole && matches!(category, Category::Pagination | Category::Tags) {
                labels[first + n] |= phrase.core().contains(' ') && !head.contains('#');
            }
            let label = head.strip_suffix(':').filter(|_| phrase.anchor() == Anchor::Start).map(str::trim_end);
            for line in label.into_iter().flat_map(|label| whole.get(key(label.as_bytes()))) {
                let same = (line as usize).checked_sub(first).and_then(|n| phrases.get(n));
                labels[line as usize] |= same.is_some_and(|p| Some(p.core()) == label);
            }
        }
        first += phrases.len();
    }
    labels
}

/// The lists as a mask, for rules.
pub(crate) fn mask(lists: &[Words]) -> u16 {
    lists.iter().fold(0, |m, l| m | l.bit())
}
