//! Finds what recurs on the pages of a site.

use std::collections::HashMap;

use super::site::{LearnedSite, Recurring};
use super::words::{self, Word, EMPTY};

/// A line of more words is searched for recurring stretches; a shorter one recurs as a whole.
pub(super) const MAX_LINE_WORDS: usize = 40;
/// This many consecutive words of a long line are compared.
pub(super) const SHINGLE_WORDS: usize = 5;
/// What recurs is on at least this many pages.
const MIN_PAGES: usize = 3;

fn env(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// The pages on which something is, one bit a page.
type PageSet = u64;

/// A short line, or five words of a long one.
#[derive(Clone, Copy, Debug, Default)]
struct Unit {
    pages: PageSet,
    words: u32,
    is_prose: bool,
}

/// A page's lines.
struct Page<'t> {
    lines: Vec<Line<'t>>,
}

struct Line<'t> {
    text: &'t str,
    words: usize,
    is_prose: bool,
    /// The hash of a short line.
    hash: u64,
    /// The words of a long line, and the hash of each stretch of [`SHINGLE_WORDS`] of them.
    table: Vec<Word>,
    shingles: Vec<u64>,
}

/// The hashes of all stretches of [`SHINGLE_WORDS`] words.
pub(super) fn shingles(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    words.windows(SHINGLE_WORDS).map(|w| w.iter().fold(EMPTY, |hash, word| words::mix(hash, word.hash)))
}

fn ends_like_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']).ends_with(['.', '!', '?', '…', '。', '！', '？', ':'])
}

impl<'t> Page<'t> {
    fn read(text: &'t str) -> Page<'t> {
        let lines = words::lines(text).filter_map(|span| {
            let text = &text[span];
            let mut table = Vec::new();
            words::for_each(text, |word| table.push(word));
            let words = table.len();
            if words == 0 {
                return None;
            }
            let is_prose = words >= 8 && ends_like_sentence(text);
            let hash = table.iter().fold(EMPTY, |hash, word| words::mix(hash, word.hash));
            let is_long = words > env("L_MAXLINE", MAX_LINE_WORDS as f64) as usize;
            let shingles = if is_long { shingles(&table).collect() } else { Vec::new() };
            let table = if is_long { table } else { Vec::new() };
            Some(Line { text, words, is_prose, hash, table, shingles })
        });
        Page { lines: lines.collect() }
    }
}

/// Learns a site from its pages, at most 64.
pub(super) fn learn<'t>(texts: impl Iterator<Item = &'t str>) -> LearnedSite {
    let pages: Vec<Page<'_>> = texts.map(Page::read).collect();
    let mut units: HashMap<u64, Unit> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for line in &page.lines {
            let mut add = |hash, words, is_prose| {
                let unit = units.entry(hash).or_default();
                unit.pages |= 1 << number;
                (unit.words, unit.is_prose) = (words, is_prose);
            };
            if line.table.is_empty() {
                add(line.hash, line.words as u32, line.is_prose);
            }
            line.shingles.iter().for_each(|hash| add(*hash, 1, true));
        }
    }
    let stories = Stories::find(pages.len(), &units);
    let total = stories.count(u64::MAX >> (64 - pages.len().max(1)));
    let need = |unit: &Unit, is_stretch: bool| {
        let (name, default, least) = if is_stretch {
            ("L_STRETCH", 0.2, 3.0)
        } else if unit.is_prose {
            ("L_PROSE", 0.4, env("L_PROSE_MIN", 3.0))
        } else if unit.words > 3 {
            ("L_LINE", 0.25, 3.0)
        } else {
            ("L_SHORT", 0.2, 3.0)
        };
        (env(name, default) * total as f64).ceil().max(least) as usize
    };
    let counts: HashMap<u64, usize> = units
        .iter()
        .filter(|(_, unit)| unit.pages.count_ones() as usize >= MIN_PAGES)
        .map(|(hash, unit)| (*hash, stories.count(unit.pages)))
        .collect();
    let recurs = |hash: u64, is_stretch: bool| {
        counts.get(&hash).copied().filter(|count| *count >= need(&units[&hash], is_stretch))
    };
    let blocks = Blocks::of(&pages, &recurs);
    let mut site = LearnedSite { pages: total as u32, ..LearnedSite::default() };
    let mut taken = std::collections::HashSet::new();
    for page in &pages {
        for line in &page.lines {
            if line.table.is_empty() {
                let Some(count) = recurs(line.hash, false) else { continue };
                if taken.insert(line.hash) {
                    site.lines.push(Recurring { pages: count as u32, block_words: blocks.usual_words(line.hash), text: line.text.to_owned() });
                }
                continue;
            }
            add_stretches(line, &recurs, &blocks, &mut taken, &mut site.stretches);
        }
    }
    let order = |a: &Recurring, b: &Recurring| b.pages.cmp(&a.pages);
    site.lines.sort_by(order);
    site.stretches.sort_by(order);
    site
}

fn add_stretches(
    line: &Line<'_>,
    recurs: &impl Fn(u64, bool) -> Option<usize>,
    blocks: &Blocks,
    taken: &mut std::collections::HashSet<u64>,
    out: &mut Vec<Recurring>,
) {
    let counts: Vec<Option<usize>> = line.shingles.iter().map(|hash| recurs(*hash, true)).collect();
    let mut at = 0;
    while at < counts.len() {
        let Some(mut least) = counts[at] else {
            at += 1;
            continue;
        };
        let (first, mut fewest) = (at, u32::MAX);
        let mut is_new = false;
        while let Some(count) = counts.get(at).copied().flatten() {
            least = least.min(count);
            fewest = fewest.min(blocks.usual_words(line.shingles[at]));
            is_new |= taken.insert(line.shingles[at]);
            at += 1;
        }
        if is_new {
            let span = line.table[first].start..line.table[at - 1 + SHINGLE_WORDS - 1].end;
            out.push(Recurring { pages: least as u32, block_words: fewest, text: line.text[span].to_owned() });
        }
    }
}

/// How much recurring text surrounds what recurs: for each hash, the sum over all places, and their number.
struct Blocks(HashMap<u64, (u32, u32)>);

impl Blocks {
    fn of(pages: &[Page<'_>], recurs: &impl Fn(u64, bool) -> Option<usize>) -> Blocks {
        let mut blocks = Blocks(HashMap::new());
        for page in pages {
            let mut block: Vec<(u64, usize)> = Vec::new();
            for line in &page.lines {
                if line.table.is_empty() && recurs(line.hash, false).is_some() {
                    block.push((line.hash, line.words));
                    continue;
                }
                blocks.end(&mut block, 0);
                for shingle in &line.shingles {
                    match recurs(*shingle, true) {
                        Some(_) => block.push((*shingle, 1)),
                        None => blocks.end(&mut block, SHINGLE_WORDS - 1),
                    }
                }
                blocks.end(&mut block, SHINGLE_WORDS - 1);
            }
            blocks.end(&mut block, 0);
        }
        blocks
    }

    /// Ends a block, which has `more` words than its parts.
    fn end(&mut self, block: &mut Vec<(u64, usize)>, more: usize) {
        let words = block.iter().map(|(_, words)| words).sum::<usize>() + more;
        for (hash, _) in block.drain(..) {
            let (sum, places) = self.0.entry(hash).or_default();
            *sum += words as u32;
            *places += 1;
        }
    }

    fn usual_words(&self, hash: u64) -> u32 {
        self.0.get(&hash).map_or(0, |(sum, places)| sum / places)
    }
}

/// Which pages tell the same story: copies, updates and syndicated texts count once.
struct Stories {
    /// For each page, the first page that tells the same story.
    first: Vec<usize>,
    has_copies: bool,
}

impl Stories {
    fn find(pages: usize, units: &HashMap<u64, Unit>) -> Stories {
        let (mut rare, mut prose) = (vec![0_u32; pages], vec![0_u32; pages]);
        let (mut shared_rare, mut shared_prose) = (vec![0_u32; pages * pages], vec![0_u32; pages * pages]);
        for unit in units.values() {
            let on: Vec<usize> = (0..pages).filter(|page| unit.pages >> page & 1 == 1).collect();
            let is_rare = on.len() * 2 <= pages;
            for (n, i) in on.iter().enumerate() {
                rare[*i] += if is_rare { unit.words } else { 0 };
                prose[*i] += if unit.is_prose { unit.words } else { 0 };
                for j in &on[n + 1..] {
                    shared_rare[i * pages + j] += if is_rare { unit.words } else { 0 };
                    shared_prose[i * pages + j] += if unit.is_prose { unit.words } else { 0 };
                }
            }
        }
        let mut first: Vec<usize> = (0..pages).collect();
        let mut has_copies = false;
        for i in 0..pages {
            for j in i + 1..pages {
                let (smaller, larger) = (rare[i].min(rare[j]), prose[i].max(prose[j]));
                let is_same_rare = smaller >= 20 && shared_rare[i * pages + j] * 2 >= smaller;
                let is_same_prose = larger >= 20 && shared_prose[i * pages + j] * 10 >= larger * 7;
                if is_same_rare || is_same_prose {
                    has_copies = true;
                    let (a, b) = (first[i].min(first[j]), first[i].max(first[j]));
                    first.iter_mut().filter(|f| **f == b).for_each(|f| *f = a);
                }
            }
        }
        if env("L_DEBUG", 0.0) > 0.0 {
            eprintln!("{first:?}");
        }
        Stories { first, has_copies }
    }

    /// The number of different stories on these pages.
    fn count(&self, pages: PageSet) -> usize {
        if !self.has_copies {
            return pages.count_ones() as usize;
        }
        let firsts = (0..self.first.len()).filter(|page| pages >> page & 1 == 1).map(|page| 1_u64 << self.first[page]);
        firsts.fold(0, |set, bit| set | bit).count_ones() as usize
    }
}
