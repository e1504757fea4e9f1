//! The tables of the shipped lexicon, which are made in advance: nothing is parsed, hashed or built when a process
//! starts, and a phrase is read only if its beginning occurs in a text.
//!
//! The tables are the file `prebuilt.bin`. `cargo run --release -p xtask` writes it from the phrase files, and a test
//! fails if it is out of date. It consists of arrays (see `numbers.rs`), in the order in which [`Prebuilt::read`] reads
//! them: the lengths of the phrase files, a record of each phrase, the labels, and the indexes of a [`Matcher`]. It
//! has no texts: a record says where in its phrase file the phrase is.
//!
//! There is one set of tables for all languages. Which languages count is decided for each phrase when it is found. A
//! program that is compiled without some of the languages does not contain the tables; its index is built when it is
//! used first, which takes about a millisecond for 10,000 phrases.

use super::builtin::{ALL, FILES, TABLES};
use super::index::{Heads, Index};
use super::matcher::{labels, Entry, Matcher};
use super::numbers::{Numbers, Reader, Writer};
use super::phrase::{PhraseRef, MARK_BYTES};
use super::words::WordLists;
use super::{builtin, Anchor, LanguageMask, Lexicon};
use crate::category::Category;

/// The phrases of the shipped lexicon, by their number.
#[derive(Debug)]
pub(super) struct Prebuilt {
    records: Numbers,
    /// The labels (see [`labels`]), in ascending order: the number of each, and behind it the languages that make it a
    /// label, as bits.
    labels: Numbers,
    /// The languages that count, as bits.
    languages: LanguageMask,
}

/// The indexes of a matcher. Those of phrases contain all languages.
pub(super) struct Indexes {
    pub whole: Index,
    pub starts: Heads,
    pub anywhere: Heads,
    pub ends: Heads,
    pub lines: Heads,
    pub words: WordLists,
}

/// The parts of a record, from the lowest bit on, each with its number of bits.
#[derive(Clone, Copy)]
enum Field {
    /// Where the line of the phrase starts in its file, in bytes.
    Offset,
    /// The number of the file in [`FILES`].
    File,
    /// The lengths of the line, of the phrase's head and of its core, in bytes.
    Line,
    Head,
    Core,
    Category,
    Anchor,
}

impl Field {
    const WIDTHS_BITS: [u32; 7] = [20, 6, 9, 9, 9, 8, 3];

    const fn shift(self) -> u32 {
        let (mut bits, mut field) = (0, 0);
        while field < self as usize {
            bits += Field::WIDTHS_BITS[field];
            field += 1;
        }
        bits
    }

    #[inline(always)]
    fn of(self, record: u64) -> usize {
        (record >> self.shift()) as usize & ((1 << Field::WIDTHS_BITS[self as usize]) - 1)
    }

    fn set(self, value: usize) -> u64 {
        assert!(value < 1 << Field::WIDTHS_BITS[self as usize], "a phrase does not fit into a record");
        (value as u64) << self.shift()
    }
}

impl Prebuilt {
    /// The tables, with the phrases of these languages and of no language, or of all languages. `None` if they are not
    /// compiled in, or if a phrase file has changed since they were written.
    pub fn read(languages: Option<&[String]>) -> Option<(Prebuilt, Indexes)> {
        let mut from = Reader(TABLES?);
        if from.bytes() != lengths_of_files() {
            return None;
        }
        let languages = languages.map_or(LanguageMask::MAX, mask);
        let prebuilt = Prebuilt { records: from.numbers(), labels: from.numbers(), languages };
        let indexes = Indexes {
            whole: Index::read(&mut from),
            starts: Heads::read(&mut from),
            anywhere: Heads::read(&mut from),
            ends: Heads::read(&mut from),
            lines: Heads::read(&mut from),
            words: WordLists::read(&mut from, languages),
        };
        Some((prebuilt, indexes))
    }

    /// The number of phrases of the languages that count.
    pub fn len(&self) -> usize {
        let ids = 0..self.records.byte_len() / 8;
        ids.filter(|id| self.counts(*id as u32)).count()
    }

    /// Whether the phrase is one of a language that counts.
    #[inline(always)]
    pub fn counts(&self, id: u32) -> bool {
        self.languages == LanguageMask::MAX || self.languages >> Field::File.of(self.records.u64(id as usize)) & 1 != 0
    }

    /// Whether a phrase, if it is a label in some languages, is one in a language that counts.
    pub fn counts_as_label(&self, id: u32) -> bool {
        if self.languages == LanguageMask::MAX {
            return true;
        }
        let (mut from, mut to) = (0, self.labels.byte_len() / 8);
        while from < to {
            let middle = (from + to) / 2;
            let label = self.labels.u64(middle);
            match id.cmp(&(label as u32)) {
                std::cmp::Ordering::Less => to = middle,
                std::cmp::Ordering::Greater => from = middle + 1,
                std::cmp::Ordering::Equal => return (label >> u32::BITS) as LanguageMask & self.languages != 0,
            }
        }
        false
    }

    #[inline]
    pub fn entry(&self, id: u32) -> Entry<'_> {
        let record = Record(self.records.u64(id as usize));
        Entry { category: Category::ALL[Field::Category.of(record.0)], phrase: PhraseRef::Shipped(record) }
    }
}

/// Where in its phrase file a phrase is, and what is known of it without reading it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record(u64);

impl Record {
    #[inline(always)]
    pub fn anchor(self) -> Anchor {
        Anchor::numbered(Field::Anchor.of(self.0))
    }

    pub fn line_len(self) -> usize {
        Field::Line.of(self.0)
    }

    pub fn head_len(self) -> usize {
        Field::Head.of(self.0)
    }

    pub fn core_len(self) -> usize {
        Field::Core.of(self.0)
    }

    /// The phrase in its notation.
    pub fn line(self) -> &'static str {
        let start = Field::Offset.of(self.0);
        FILES[Field::File.of(self.0)].1.get(start..start + self.line_len()).unwrap_or_default()
    }

    /// The first `len` bytes behind the mark.
    #[inline]
    pub fn words(self, len: usize) -> &'static [u8] {
        let start = Field::Offset.of(self.0) + MARK_BYTES;
        FILES[Field::File.of(self.0)].1.as_bytes().get(start..start + len).unwrap_or_default()
    }
}

fn lengths_of_files() -> Vec<u8> {
    FILES.iter().flat_map(|(_, text)| (text.len() as u32).to_le_bytes()).collect()
}

/// The bits of these languages and of no language.
fn mask(languages: &[String]) -> LanguageMask {
    let is_wanted = |name: &str| name == ALL || languages.iter().any(|language| language == name);
    (0..).zip(FILES).filter(|(_, (name, _))| is_wanted(name)).fold(0, |mask, (n, _)| mask | 1 << n)
}

/// Makes the content of `prebuilt.bin` from the phrase files.
pub(super) fn write() -> Vec<u8> {
    assert!(FILES.len() <= LanguageMask::BITS as usize, "each phrase file needs a bit");
    let lexicon = Lexicon::builtin();
    let places: Vec<(usize, usize)> = lexicon.iter().map(|(_, phrase)| place(phrase.notation())).collect();
    let record = |((category, phrase), (file, offset)): ((Category, &super::Phrase), &(usize, usize))| {
        Field::Offset.set(*offset)
            | Field::File.set(*file)
            | Field::Line.set(phrase.notation().len())
            | Field::Head.set(phrase.head().len())
            | Field::Core.set(phrase.core().len())
            | Field::Category.set(category as usize)
            | Field::Anchor.set(phrase.anchor() as usize)
    };
    let mut to = Writer::default();
    to.bytes(&lengths_of_files());
    to.numbers(&Numbers::of_u64(lexicon.iter().zip(&places).map(record)));
    let labels = labels(lexicon, |id| 1 << places[id].0);
    let labels = (0..).zip(labels).filter(|(_, languages)| *languages != 0);
    to.numbers(&Numbers::of_u64(labels.map(|(id, languages)| id | u64::from(languages) << u32::BITS)));
    Matcher::new(std::borrow::Cow::Borrowed(lexicon)).write_phrases(&mut to);
    let files: Vec<Lexicon> = FILES.iter().map(|(name, _)| builtin::read(|other| other == *name)).collect();
    let of_file = |(n, file)| Lexicon::words(file).map(move |(list, word)| (list, &**word, 1u32 << n));
    WordLists::new((0..).zip(&files).flat_map(of_file)).write(&mut to);
    to.0
}

/// The number of the phrase file that contains this line, and where the line starts in it.
fn place(line: &str) -> (usize, usize) {
    let at = line.as_ptr() as usize;
    let contains = |text: &str| text.as_bytes().as_ptr_range().contains(&line.as_ptr());
    let file = FILES.iter().position(|(_, text)| contains(text)).expect("a shipped phrase is a part of its file");
    (file, at - FILES[file].1.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::super::scan::{find, line_ends};
    use super::*;
    use crate::page::Page;

    /// A matcher with the prebuilt tables, and one that is built from the phrase files.
    fn matchers(languages: Option<&[String]>) -> [Matcher; 2] {
        assert!(Prebuilt::read(languages).is_some(), "prebuilt.bin is out of date; run: cargo run --release -p xtask");
        [Matcher::shipped(languages), Matcher::new(Lexicon::shipped(languages))]
    }

    /// What a matcher finds in a page, without the numbers of phrases, which depend on the other phrases.
    fn finds(matcher: &Matcher, page: &Page) -> impl PartialEq + std::fmt::Debug {
        let (mut cues, mut ends) = (Vec::new(), Vec::new());
        (0..page.segments.len()).for_each(|number| find(matcher.into(), page, number, &mut cues));
        let named = cues.iter().map(|cue| {
            let entry = matcher.entry(cue.phrase);
            (cue.segment, entry.category, entry.phrase.notation().to_owned(), cue.start, cue.end)
        });
        line_ends(matcher.into(), page, &mut ends);
        let words = page.segments.iter().flat_map(|s| s.words.clone().map(move |word| (s, word)));
        let lists = words.map(|(segment, word)| matcher.lists(page, segment, word));
        (named.collect::<Vec<_>>(), ends, lists.collect::<Vec<_>>())
    }

    #[test]
    fn the_tables_have_each_phrase_of_the_lexicon() {
        let [prebuilt, built] = matchers(None);
        assert_eq!(prebuilt.len(), Lexicon::builtin().len());
        let parts = |e: Entry<'_>| {
            let p = e.phrase;
            let gaps = p.behind_gaps().map(<[u8]>::to_owned).collect::<Vec<_>>();
            (
                e.category,
                p.anchor(),
                p.to_phrase(),
                [p.head(), p.core(), p.folded().as_bytes()].map(<[u8]>::to_owned),
                gaps,
            )
        };
        for id in 0..prebuilt.len() as u32 {
            assert_eq!(parts(prebuilt.entry(id)), parts(built.entry(id)));
        }
    }

    #[test]
    fn prebuilt_and_built_matchers_find_the_same_in_the_same_order() {
        let names: Vec<String> = Lexicon::languages().map(str::to_owned).collect();
        // All languages, none, each by itself, and some of several.
        let choices = [None, Some(&names[..0])].into_iter().chain(names.chunks(1).chain(names.chunks(5)).map(Some));
        let mut page = Page::default();
        for (turn, languages) in choices.enumerate() {
            let [prebuilt, built] = matchers(languages);
            assert_eq!(prebuilt.len(), built.len(), "{languages:?}");
            for text in crate::instrument::fixtures().iter().skip(turn % STEP).step_by(STEP) {
                for text in [text, &text.split_whitespace().collect::<Vec<_>>().join(" ")] {
                    page.read(text, 0, None);
                    assert_eq!(finds(&prebuilt, &page), finds(&built, &page), "{languages:?} in {text:?}");
                }
            }
        }
    }

    /// Each choice of languages is compared on every so many fixtures: others for each choice.
    const STEP: usize = 8;

    #[test]
    fn a_phrase_is_no_label_because_of_a_language_that_does_not_count() {
        for language in Lexicon::languages() {
            let languages = [language.to_owned()];
            let [prebuilt, built] = matchers(Some(&languages));
            let of_language = (0..Lexicon::builtin().len() as u32).filter(|id| prebuilt.counts(*id));
            let labels: Vec<bool> = of_language.map(|id| prebuilt.counts_as_label(id)).collect();
            assert_eq!(labels, built.labels, "{language}");
        }
    }
}
