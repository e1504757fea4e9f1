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
use super::phrase::{Line, PhraseRef};
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
        self.languages == LanguageMask::MAX
            || self.languages >> Field::File.of(self.records.u64(id as usize)) & 1 != 0
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
        let record = self.records.u64(id as usize);
        let (start, len) = (Field::Offset.of(record), Field::Line.of(record));
        let line = Line {
            text: FILES[Field::File.of(record)].1.get(start..start + len).unwrap_or_default(),
            anchor: Anchor::ALL[Field::Anchor.of(record)],
            head: Field::Head.of(record) as u16,
            core: Field::Core.of(record) as u16,
        };
        Entry { category: Category::ALL[Field::Category.of(record)], phrase: PhraseRef::Shipped(line) }
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
        let anchor = Anchor::ALL.iter().position(|anchor| *anchor == phrase.anchor()).unwrap_or_default();
        Field::Offset.set(*offset)
            | Field::File.set(*file)
            | Field::Line.set(phrase.notation().len())
            | Field::Head.set(phrase.head().len())
            | Field::Core.set(phrase.core().len())
            | Field::Category.set(category as usize)
            | Field::Anchor.set(anchor)
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
