//! The matcher: the phrases of a lexicon, indexed so that `scan` finds them.
//!
//! A phrase is indexed by the first eight (or four, three, two) bytes of its folded text. At the start of each segment,
//! sentence or word, `scan` looks up the next bytes of the page, and compares a phrase itself only if the index
//! contains them. The cost of a look-up does not grow with the number of phrases. `reference.rs` finds the same cues
//! without an index.
//!
//! A site's own phrases have a matcher of their own, which is used in addition to the one that all pages share.
//! Indexing all phrases again for each site would cost milliseconds and megabytes.

use std::borrow::Cow;
use std::collections::HashSet;

use once_cell::sync::OnceCell;

use super::index::{Heads, Index};
use super::prefilter::Prefilter;
use super::words::WordLists;
use super::{Anchor, Lexicon, ListMask, Phrase, Words};
use crate::category::Category;
use crate::instrument::count_step;
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
    /// The shipped lexicon is borrowed, because copying it would take a considerable part of the start-up time.
    lexicon: Cow<'static, Lexicon>,
    /// The number of the first phrase of each category.
    first: Vec<u32>,
    /// The category of each phrase, by its number in [`Category::ALL`].
    categories: Vec<u8>,
    /// Phrases with the anchor `=` and without gaps, by the key of their whole text. Looked up once per segment.
    pub(super) whole: Index,
    /// Phrases with the anchor `^`, and those with `=` that have gaps or are labels (see [`labels`]). Looked up at the
    /// start of each segment and sentence.
    pub(super) starts: Heads,
    /// Phrases with the anchors `*`, `~`, `-` and `!`. Looked up at each word.
    pub(super) anywhere: Heads,
    /// Phrases with the anchor `$`, by their last bytes. Looked up once per segment.
    pub(super) ends: Heads,
    /// Rules out segments that cannot contain a phrase of `starts` or `anywhere`.
    pub(super) prefilter: Prefilter,
    words: WordLists,
    /// The phrases that reveal line starts in flattened text (see [`is_line`]). Built when the first flattened page is
    /// read.
    lines: OnceCell<Heads>,
    /// For each phrase whether it is a label, for the reference matcher.
    #[cfg(any(test, fuzzing))]
    pub(super) labels: Vec<bool>,
}

/// A phrase needs at least this many bytes to reveal a line start in flattened text. Chosen by hand: shorter phrases
/// occur inside sentences too, and would split them; a larger value misses line starts.
const MIN_LINE_PHRASE_BYTES: usize = 10;

impl Matcher {
    pub fn new(lexicon: Cow<'static, Lexicon>) -> Matcher {
        let (mut first, mut categories) = (Vec::new(), Vec::with_capacity(lexicon.len()));
        for (category, phrases) in (0..).zip(&lexicon.phrases) {
            first.push(categories.len() as u32);
            categories.resize(categories.len() + phrases.len(), category);
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
                Kind::Anywhere => anywhere.insert_start(phrase.head(), id),
                Kind::End => ends.insert_end(phrase.core(), id),
                Kind::Start => {}
            }
        }
        let labels = labels(&lexicon);
        for (id, entry) in numbered(&lexicon) {
            match Kind::of(entry.phrase) {
                Kind::Start => starts.insert_start(entry.phrase.head(), id),
                Kind::Whole if labels[id as usize] => starts.insert_start(entry.phrase.core(), id),
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
            categories,
            lexicon,
        }
    }

    /// The number of phrases. They are numbered from 0, in the order of the lexicon.
    pub fn len(&self) -> usize {
        self.lexicon.len()
    }

    pub fn entry(&self, id: u32) -> Entry<'_> {
        let category = usize::from(self.categories[id as usize]);
        let phrase = &self.lexicon.phrases[category][(id - self.first[category]) as usize];
        Entry { category: Category::ALL[category], phrase }
    }

    /// The bit set of the word lists that contain the word; `word` is an index into the page's word table.
    pub fn lists(&self, page: &Page, segment: &SegmentData, word: usize) -> ListMask {
        count_step();
        let words = &page.folded.words;
        let end = if word + 1 < segment.words.end { words[word + 1].at as usize } else { segment.folded.end };
        self.words.of(&page.folded, words[word].at as usize, end)
    }

    /// The index of the phrases that reveal line starts in flattened text.
    fn lines(&self) -> &Heads {
        self.lines.get_or_init(|| self.index_lines())
    }

    fn index_lines(&self) -> Heads {
        let mut lines = Heads::with_room_for(self.len());
        for (id, entry) in numbered(&self.lexicon).filter(|(_, e)| is_line(e.phrase)) {
            lines.insert_start(entry.phrase.core(), id);
        }
        lines
    }
}

/// Whether the phrase reveals a line start: where it occurs in flattened text, a line probably began.
pub(super) fn is_line(p: &Phrase) -> bool {
    matches!(p.anchor(), Anchor::Whole | Anchor::Start | Anchor::Anywhere)
        && !p.has_gap()
        && p.core().len() >= MIN_LINE_PHRASE_BYTES
        && p.core().contains(' ')
}

/// The matchers that are used for a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Matchers<'m> {
    /// The matcher for all pages, with the word lists.
    pub shared: &'m Matcher,
    /// The matcher for the pages of one site.
    pub site: Option<&'m Matcher>,
}

/// This bit of a phrase's number is set if the phrase belongs to the site's matcher.
pub(super) const SITE: u32 = 1 << 31;

impl<'m> Matchers<'m> {
    pub fn entry(self, id: u32) -> Entry<'m> {
        match self.site {
            Some(site) if id & SITE != 0 => site.entry(id & !SITE),
            _ => self.shared.entry(id),
        }
    }

    /// The bit set of the word lists that contain the word; `word` is an index into the page's word table.
    pub fn lists(self, page: &Page, segment: &SegmentData, word: usize) -> ListMask {
        self.shared.lists(page, segment, word)
    }

    /// Calls `found` with each phrase that may reveal a line start at a byte of the folded page.
    pub(super) fn starting_lines(self, bytes: &[u8], at: usize, mut found: impl FnMut(&'m Phrase)) {
        for matcher in std::iter::once(self.shared).chain(self.site) {
            matcher.lines().starting(bytes, at, |id| found(matcher.entry(id).phrase));
        }
    }
}

impl<'m> From<&'m Matcher> for Matchers<'m> {
    fn from(shared: &'m Matcher) -> Matchers<'m> {
        Matchers { shared, site: None }
    }
}

/// The index of the matcher that contains a phrase.
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

/// The phrases with their numbers, from the last to the first: an index returns the newest value of a key first.
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

/// For each phrase whether it is a label: a `=` phrase that also counts at the start of a longer line, as in "Next
/// article Rain stops play". Labels are the phrases that the same category also has with the anchor `^` and a colon (`=
/// read more` and `^ read more:`), and the phrases of several words of `pagination` and `tags` that have no number.
fn labels(lexicon: &Lexicon) -> Vec<bool> {
    let mut labels = Vec::with_capacity(lexicon.len());
    for (category, phrases) in lexicon.sections() {
        let starts = phrases.iter().filter(|p| p.anchor() == Anchor::Start && !p.has_gap());
        let with_colon: HashSet<&str> = starts.filter_map(|p| p.head().strip_suffix(':')).map(str::trim_end).collect();
        // Rules nearly all phrases out faster than the set does.
        let mut keys = Index::with_room_for(with_colon.len());
        with_colon.iter().for_each(|label| keys.insert(key(label.as_bytes()), 0));
        let has_colon_too = |core: &str| keys.get(key(core.as_bytes())).next().is_some() && with_colon.contains(core);
        let is_label = |p: &Phrase| {
            p.anchor() == Anchor::Whole
                && !p.has_gap()
                && (category.policy().is_label_without_colon && p.core().contains(' ') && !p.head().contains('#')
                    || has_colon_too(p.core()))
        };
        labels.extend(phrases.iter().map(is_label));
    }
    labels
}

/// The bit set of these lists.
pub(crate) fn mask(lists: &[Words]) -> ListMask {
    lists.iter().fold(0, |m, l| m | l.bit())
}
