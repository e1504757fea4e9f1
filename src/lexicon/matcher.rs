//! The matcher: the phrases of a lexicon, indexed so that `scan` finds them.
//!
//! A phrase is indexed by the first eight (or four, three, two) bytes of its folded text. At the start of each segment,
//! sentence or word, `scan` looks up the next bytes of the page, and compares a phrase itself only if the index
//! contains them. The cost of a look-up does not grow with the number of phrases. `reference.rs` finds the same cues
//! without an index.
//!
//! The indexes of the shipped phrases are prebuilt (see `prebuilt.rs`); those of other lexicons are built here.
//!
//! A site's own phrases have a matcher of their own, which is used in addition to the one that all pages share.
//! Indexing all phrases again for each site would cost milliseconds and megabytes.

use std::borrow::Cow;
use std::collections::HashMap;

use once_cell::sync::OnceCell;

use super::index::{Heads, HeadsBuilder, Index};
use super::numbers::Writer;
use super::prebuilt::Prebuilt;
use super::prefilter::Prefilter;
use super::words::WordLists;
use super::{Anchor, LanguageMask, Lexicon, ListMask, Phrase, PhraseRef, Words};
use crate::category::Category;
use crate::instrument::count_step;
use crate::page::bytes::key;
use crate::page::{Page, SegmentData};

/// A phrase with its category.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'m> {
    pub category: Category,
    pub phrase: PhraseRef<'m>,
}

#[derive(Debug)]
pub(crate) struct Matcher {
    phrases: Phrases,
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

/// The phrases of a matcher, by their number.
#[derive(Debug)]
enum Phrases {
    Of {
        lexicon: Cow<'static, Lexicon>,
        /// The number of the first phrase of each category.
        first: Vec<u32>,
        /// The category of each phrase, by its number in [`Category::ALL`].
        categories: Vec<u8>,
    },
    Prebuilt(Prebuilt),
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
        let labels: Vec<bool> = labels(&lexicon, |_| 1).into_iter().map(|languages| languages != 0).collect();
        let (mut whole, mut starts) = (Vec::new(), HeadsBuilder::default());
        let (mut anywhere, mut ends) = (HeadsBuilder::default(), HeadsBuilder::default());
        for (id, entry) in numbered(&lexicon) {
            let phrase = entry.phrase;
            match Kind::of(phrase) {
                Kind::Whole => {
                    whole.push((key(phrase.core()), id));
                    if labels[id as usize] {
                        starts.insert_start(phrase.core(), id);
                    }
                }
                Kind::Start => starts.insert_start(phrase.head(), id),
                Kind::Anywhere => anywhere.insert_start(phrase.head(), id),
                Kind::End => ends.insert_end(phrase.core(), id),
            }
        }
        let looked_up_at_words = |(id, entry): &(u32, Entry<'_>)| match Kind::of(entry.phrase) {
            Kind::Start | Kind::Anywhere => true,
            Kind::Whole => labels[*id as usize],
            Kind::End => false,
        };
        let prefilter = Prefilter::new(numbered(&lexicon).filter(looked_up_at_words).map(|(_, e)| e.phrase.head()));
        Matcher {
            whole: Index::new(&whole),
            starts: starts.build(),
            anywhere: anywhere.build(),
            ends: ends.build(),
            prefilter,
            words: WordLists::new(lexicon.words().map(|(list, word)| (list, &**word, LanguageMask::MAX))),
            lines: OnceCell::new(),
            #[cfg(any(test, fuzzing))]
            labels,
            phrases: Phrases::Of { lexicon, first, categories },
        }
    }

    /// The matcher of the shipped lexicon with the phrases of these languages and of no language, or of all languages.
    pub fn shipped(languages: Option<&[String]>) -> Matcher {
        let Some((prebuilt, indexes)) = Prebuilt::read(languages) else {
            return Matcher::new(Lexicon::shipped(languages));
        };
        Matcher {
            phrases: Phrases::Prebuilt(prebuilt),
            whole: indexes.whole,
            starts: indexes.starts,
            anywhere: indexes.anywhere,
            ends: indexes.ends,
            prefilter: Prefilter::ManyPhrases,
            words: indexes.words,
            lines: OnceCell::with_value(indexes.lines),
            #[cfg(any(test, fuzzing))]
            labels: Vec::new(),
        }
    }

    /// The number of phrases.
    pub fn len(&self) -> usize {
        match &self.phrases {
            Phrases::Of { lexicon, .. } => lexicon.len(),
            Phrases::Prebuilt(prebuilt) => prebuilt.len(),
        }
    }

    /// The phrase with a number. Phrases are numbered in the order of the lexicon.
    #[inline]
    pub fn entry(&self, id: u32) -> Entry<'_> {
        match &self.phrases {
            Phrases::Of { lexicon, first, categories } => {
                let category = usize::from(categories[id as usize]);
                let phrase = &lexicon.phrases[category][(id - first[category]) as usize];
                Entry { category: Category::ALL[category], phrase: phrase.into() }
            }
            Phrases::Prebuilt(prebuilt) => prebuilt.entry(id),
        }
    }

    /// Whether a phrase that an index returned is one of a language that counts.
    #[inline(always)]
    pub(super) fn counts(&self, id: u32) -> bool {
        match &self.phrases {
            Phrases::Of { .. } => true,
            Phrases::Prebuilt(prebuilt) => prebuilt.counts(id),
        }
    }

    /// Whether a phrase with the anchor `=` that `starts` returned is a label in the languages that count.
    pub(super) fn counts_as_label(&self, id: u32) -> bool {
        match &self.phrases {
            Phrases::Of { .. } => true,
            Phrases::Prebuilt(prebuilt) => prebuilt.counts_as_label(id),
        }
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
        let mut lines = HeadsBuilder::default();
        let entries = (0..self.len() as u32).map(|id| (id, self.entry(id).phrase));
        entries.filter(|(_, p)| is_line(*p)).for_each(|(id, phrase)| lines.insert_start(phrase.core(), id));
        lines.build()
    }

    /// Writes the indexes of the phrases, for the prebuilt tables.
    pub(super) fn write_phrases(&self, to: &mut Writer) {
        self.whole.write(to);
        [&self.starts, &self.anywhere, &self.ends, self.lines()].into_iter().for_each(|heads| heads.write(to));
    }
}

/// Whether the phrase reveals a line start: where it occurs in flattened text, a line probably began.
pub(super) fn is_line(p: PhraseRef<'_>) -> bool {
    matches!(p.anchor(), Anchor::Whole | Anchor::Start | Anchor::Anywhere)
        && !p.has_gap()
        && p.core().len() >= MIN_LINE_PHRASE_BYTES
        && p.core().contains(&b' ')
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

    /// Appends for each word of the segment the bit set of the word lists that contain it.
    pub fn lists_of_each(self, page: &Page, segment: &SegmentData, out: &mut Vec<ListMask>) {
        let words = &page.folded.words[segment.words.clone()];
        self.shared.words.of_each(&page.folded, words, segment.folded.end, out);
    }

    /// The bit set of the word lists that contain the word; `word` is an index into the page's word table.
    pub fn lists(self, page: &Page, segment: &SegmentData, word: usize) -> ListMask {
        self.shared.lists(page, segment, word)
    }

    /// Calls `found` with each phrase that may reveal a line start at a byte of the folded page.
    pub(super) fn starting_lines(self, bytes: &[u8], at: usize, mut found: impl FnMut(PhraseRef<'m>)) {
        for matcher in std::iter::once(self.shared).chain(self.site) {
            matcher.lines().starting(bytes, at, |id| {
                if matcher.counts(id) {
                    found(matcher.entry(id).phrase);
                }
            });
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
    fn of(phrase: PhraseRef<'_>) -> Kind {
        match phrase.anchor() {
            Anchor::Whole if !phrase.has_gap() => Kind::Whole,
            Anchor::Whole | Anchor::Start => Kind::Start,
            Anchor::Anywhere | Anchor::Hint | Anchor::Cut | Anchor::Keep => Kind::Anywhere,
            Anchor::End => Kind::End,
        }
    }
}

/// The phrases with their numbers.
fn numbered(lexicon: &Lexicon) -> impl Iterator<Item = (u32, Entry<'_>)> {
    (0..).zip(lexicon.iter().map(|(category, phrase)| Entry { category, phrase: phrase.into() }))
}

/// For each phrase whether it is a label: a `=` phrase that also counts at the start of a longer line, as in "Next
/// article Rain stops play". Labels are the phrases that the same category also has with the anchor `^` and a colon (`=
/// read more` and `^ read more:`), and the phrases of several words of `pagination` and `tags` that have no number.
///
/// Returns for each phrase the languages that make it a label, as bits. `language_of` gives the bit of a phrase's
/// language by its number.
pub(super) fn labels(lexicon: &Lexicon, language_of: impl Fn(usize) -> LanguageMask) -> Vec<LanguageMask> {
    let mut labels = Vec::with_capacity(lexicon.len());
    for (category, phrases) in lexicon.sections() {
        let mut with_colon: HashMap<&str, LanguageMask> = HashMap::new();
        for (phrase, id) in phrases.iter().zip(labels.len()..) {
            let is_start = phrase.anchor() == Anchor::Start && !phrase.has_gap();
            if let Some(label) = phrase.head().strip_suffix(':').filter(|_| is_start) {
                *with_colon.entry(label.trim_end()).or_default() |= language_of(id);
            }
        }
        // Rules nearly all phrases out faster than the map does.
        let lengths = with_colon.keys().fold(0, |lengths, label| lengths | length_bit(label));
        let of_phrase = |p: &Phrase| {
            let core = p.core();
            if p.anchor() != Anchor::Whole || p.has_gap() {
                0
            } else if category.policy().is_label_without_colon && core.contains(' ') && !p.head().contains('#') {
                LanguageMask::MAX
            } else if lengths & length_bit(core) != 0 {
                with_colon.get(core).copied().unwrap_or(0)
            } else {
                0
            }
        };
        labels.extend(phrases.iter().map(of_phrase));
    }
    labels
}

/// A bit for the length of a text.
fn length_bit(text: &str) -> u64 {
    1 << text.len().min(u64::BITS as usize - 1)
}

/// The bit set of these lists.
pub(crate) fn mask(lists: &[Words]) -> ListMask {
    lists.iter().fold(0, |m, l| m | l.bit())
}
