//! Finds what recurs on the pages of a site.

use std::collections::{HashMap, HashSet};

use super::blocks::Blocks;
use super::observed::{self, Content, Line, SHINGLE_WORDS};
use super::site::{LearnedSite, Recurring};
use super::stories::Stories;
use super::words::Word;

/// The pages on which something is, one bit for each page of a sample.
pub(super) type PageSet = u64;

/// What is compared between pages: a short line, or a few words of a long one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unit {
    pub pages: PageSet,
    /// The number of words by which it counts.
    pub words: u32,
    /// Whether it may be the text of an article.
    pub is_prose: bool,
    is_long_line: bool,
}

/// What recurs is on at least this many different pages: on two it may be chance.
pub(super) const MIN_PAGES: u32 = 3;
/// Prose that recurs is on at least this many, because it may be a quotation or a notice of an article's author, or on
/// all pages.
const MIN_PROSE_PAGES: u32 = 4;
/// A line of at most this many words is a label.
const MAX_LABEL_WORDS: u32 = 3;
/// What recurs is on at least this percentage of the pages: labels and stretches of long lines, other lines, and prose.
/// Chosen by hand. A newspaper of five sections prints a section's menu on each fifth page; a column's introduction is
/// on all pages of the column, but the column is not two fifths of the newspaper. On the read fold of the shared corpora
/// twice the first two percentages cost half a point of word F1 and win nothing.
const MIN_LABEL_PERCENT: u32 = 20;
/// See [`MIN_LABEL_PERCENT`].
const MIN_LINE_PERCENT: u32 = 25;
/// See [`MIN_LABEL_PERCENT`].
const MIN_PROSE_PERCENT: u32 = 40;
/// A line that stands alone between other lines in this percentage of its places is a heading that articles share.
const MIN_ALONE_PERCENT: u32 = 50;

/// What may be the text's, although it recurs, is on at least this percentage of the pages: a line that is inside a text in
/// half of its places, and a short stretch of a long line. Chosen by hand: the standing lines of a column ("The question of
/// the week") are on half of a newspaper's pages if the crawl saw many columns; what the site prints between the paragraphs
/// of its articles is on most of them.
const MIN_INSIDE_PERCENT: u32 = 66;
/// A stretch of at most this many words is short: it may be a line of a text. Chosen by hand: with twice as many, pages in
/// one line keep the lists of stories that change from day to day.
const MAX_LINE_OF_TEXT_WORDS: u32 = 15;

impl Unit {
    /// The number of pages on which it must be to recur on a site with so many of them.
    fn pages_needed(&self, pages: u32) -> u32 {
        let (least, percent) = match self {
            Unit { is_long_line: true, .. } => (MIN_PAGES, MIN_LABEL_PERCENT),
            Unit { is_prose: true, .. } => (pages.clamp(MIN_PAGES, MIN_PROSE_PAGES), MIN_PROSE_PERCENT),
            Unit { words, .. } if *words <= MAX_LABEL_WORDS => (MIN_PAGES, MIN_LABEL_PERCENT),
            _ => (MIN_PAGES, MIN_LINE_PERCENT),
        };
        least.max((pages * percent).div_ceil(100))
    }
}

/// Learns a site from its pages, of which there are at most as many as a [`PageSet`] has bits.
pub(super) fn learn<'t>(texts: impl Iterator<Item = &'t str>) -> LearnedSite {
    let pages: Vec<Vec<Line<'_>>> = texts.map(observed::read).collect();
    let units = units(&pages);
    let stories = Stories::find(pages.len(), units.values());
    let total = stories.count_all();
    let recurs = |(hash, unit): (&u64, &Unit)| {
        let is_frequent = unit.pages.count_ones() >= MIN_PAGES;
        let pages = if is_frequent { stories.count(unit.pages) } else { 0 };
        (pages >= unit.pages_needed(total)).then_some((*hash, pages))
    };
    let recurring: HashMap<u64, u32> = units.iter().filter_map(recurs).collect();
    let blocks = Blocks::find(&pages, |hash| recurring.contains_key(&hash));
    let mut texts = Texts { recurring, blocks, taken: HashSet::new(), total };
    let mut site = LearnedSite { pages: total, ..LearnedSite::default() };
    for line in pages.iter().flatten() {
        match &line.content {
            Content::Short { hash, .. } => site.lines.extend(texts.take_line(line.text, *hash)),
            Content::Long { words, shingles } => texts.take_stretches(line.text, words, shingles, &mut site.stretches),
        }
    }
    site.bound();
    site
}

fn units(pages: &[Vec<Line<'_>>]) -> HashMap<u64, Unit> {
    let mut units: HashMap<u64, Unit> = HashMap::new();
    for (number, line) in pages.iter().enumerate().flat_map(|(n, lines)| lines.iter().map(move |line| (n, line))) {
        let mut add = |hash, words, is_prose, is_long_line| {
            let pages = units.get(&hash).map_or(0, |unit| unit.pages) | 1 << number;
            units.insert(hash, Unit { pages, words, is_prose, is_long_line });
        };
        match &line.content {
            Content::Short { hash, words, is_prose } => add(*hash, *words as u32, *is_prose, false),
            Content::Long { shingles, .. } => shingles.iter().for_each(|hash| add(*hash, 1, true, true)),
        }
    }
    units
}

/// What recurs, each text of which is taken once: from the first page that has it.
struct Texts {
    /// By hash, the number of pages.
    recurring: HashMap<u64, u32>,
    blocks: Blocks,
    taken: HashSet<u64>,
    /// The number of all pages.
    total: u32,
}

impl Texts {
    fn take_line(&mut self, text: &str, hash: u64) -> Option<Recurring> {
        let pages = *self.recurring.get(&hash)?;
        let is_inside = || self.blocks.is_inside(hash, MIN_ALONE_PERCENT);
        let is_of_texts = self.blocks.is_alone(hash, MIN_ALONE_PERCENT) || !self.is_on_most(pages) && is_inside();
        let is_taken = !is_of_texts && self.taken.insert(hash);
        let block_words = self.blocks.usual_words(hash);
        is_taken.then(|| Recurring { pages, block_words, text: text.to_owned() })
    }

    /// Whether what is on so many pages is the site's even if it may be a text's.
    fn is_on_most(&self, pages: u32) -> bool {
        pages * 100 >= self.total * MIN_INSIDE_PERCENT
    }

    /// Takes the stretches of a long line in which each shingle recurs, unless all of them were taken before.
    fn take_stretches(&mut self, line: &str, words: &[Word], shingles: &[u64], out: &mut Vec<Recurring>) {
        let mut at = 0;
        while at < shingles.len() {
            let first = at;
            let (mut pages, mut block_words, mut is_new) = (u32::MAX, u32::MAX, false);
            while let Some((hash, count)) = shingles.get(at).and_then(|hash| Some((hash, self.recurring.get(hash)?))) {
                pages = pages.min(*count);
                block_words = block_words.min(self.blocks.usual_words(*hash));
                is_new |= self.taken.insert(*hash);
                at += 1;
            }
            let may_be_line = block_words <= MAX_LINE_OF_TEXT_WORDS;
            if is_new && (!may_be_line || self.is_on_most(pages)) {
                let text = line[words[first].start..words[at + SHINGLE_WORDS - 2].end].to_owned();
                out.push(Recurring { pages, block_words, text });
            }
            at += usize::from(at == first);
        }
    }
}
