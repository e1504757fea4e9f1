//! Finds what was learned of a site in the text of a page.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::observed::{hash, shingles, MAX_SHORT_LINE_WORDS, SHINGLE_WORDS};
use super::site::{LearnedSite, LearnedSites, Recurring};
use super::words::{self, Word};
use crate::host;

/// A stretch of a long line has at least this many words. Chosen by hand: articles of one site share phrases of five to
/// seven words.
const MIN_STRETCH_WORDS: usize = 8;
/// A line of at least this many words may be the headline of a page. Shorter ones are labels.
const MIN_HEADLINE_WORDS: usize = 4;
/// A line or a stretch stands alone if the block around it has at most one in this many words of its usual block.
const MAX_LONE_BLOCK_SHARE: usize = 4;
/// What stands between a menu and the text behind it. Long dashes are not among them, because they open speech.
const SEPARATORS: [&str; 5] = ["-", "|", "•", "·", "»"];

/// What was learned of one site, for look-up. It has hashes only, because a cleaner may hold many sites.
#[derive(Debug)]
pub(crate) struct SiteIndex {
    /// The number of pages from which the site was learned.
    pub pages: u32,
    /// Recurring lines.
    lines: Table,
    /// Each [`SHINGLE_WORDS`] words of recurring stretches.
    shingles: Table,
}

/// Recurring texts by their hashes.
#[derive(Debug)]
struct Table(Vec<(u64, Known)>);

/// What is known of a recurring text.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// The number of pages that have it.
    pages: u32,
    /// The number of words of all recurring text around it on an average page.
    block_words: u32,
}

impl Table {
    fn new(mut known: Vec<(u64, Known)>) -> Table {
        known.sort_unstable_by_key(|(hash, known)| (*hash, std::cmp::Reverse((known.pages, known.block_words))));
        known.dedup_by_key(|(hash, _)| *hash);
        Table(known)
    }

    fn find(&self, hash: u64) -> Option<Known> {
        self.0.binary_search_by_key(&hash, |(hash, _)| *hash).ok().map(|at| self.0[at].1)
    }
}

/// A part of a text that recurs on other pages of the site: a whole line, or a stretch of a long one.
#[derive(Clone, Debug)]
pub(crate) struct Occurrence {
    /// In bytes of the text.
    pub span: Range<usize>,
    /// The number of pages that have it.
    pub pages: u32,
}

/// What may be an occurrence.
#[derive(Debug)]
struct Candidate {
    span: Range<usize>,
    pages: u32,
    words: usize,
    /// The number of words of all consecutive recurring lines to which it belongs. A stretch stands alone.
    block_words: usize,
    /// The same on an average page.
    usual_block_words: usize,
    /// The hash of a line; `None` for a stretch.
    line: Option<u64>,
    /// It is a cell of a line with several ones.
    is_cell: bool,
    /// A line that does not recur follows.
    is_above_own_line: bool,
}

impl Candidate {
    /// Whether it is the page's own. A headline that the site lists on all its pages stands above the article on its own
    /// page: alone, while it stands in a block elsewhere, or directly below a menu, if the page has it twice.
    fn is_own(&self, is_repeated: bool) -> bool {
        let is_alone = self.block_words * MAX_LONE_BLOCK_SHARE <= self.usual_block_words;
        self.words >= MIN_HEADLINE_WORDS && !self.is_cell && (is_alone || is_repeated && self.is_above_own_line)
    }
}

impl SiteIndex {
    fn new(site: &LearnedSite) -> SiteIndex {
        let known = |text: &Recurring| Known { pages: text.pages, block_words: text.block_words };
        let lines = site.lines.iter().map(|line| (words::key(&line.text).0, known(line))).collect();
        let mut table: Vec<Word> = Vec::new();
        let mut of_stretches = Vec::new();
        for stretch in &site.stretches {
            table.clear();
            words::for_each(&stretch.text, |word| table.push(word));
            of_stretches.extend(shingles(&table).map(|hash| (hash, known(stretch))));
        }
        SiteIndex { pages: site.pages, lines: Table::new(lines), shingles: Table::new(of_stretches) }
    }

    /// Finds what recurs in a page of a text, in order. The spans are disjoint.
    pub fn find(&self, text: &str, page: Range<usize>, out: &mut Vec<Occurrence>) {
        out.clear();
        let mut search = Search { site: self, found: Vec::new(), block_start: 0 };
        let mut table = Vec::new();
        for cell in words::cells(&text[page.clone()]) {
            let span = cell.span.start + page.start..cell.span.end + page.start;
            table.clear();
            words::for_each(&text[span.clone()], |word| table.push(word));
            match table.len() {
                0 => {}
                1..=MAX_SHORT_LINE_WORDS => search.add_line(span, &table, cell.is_beside),
                _ => search.add_stretches(&text[span.clone()], span.start, &table),
            }
        }
        search.end_block();
        let mut places: HashMap<u64, u32> = HashMap::new();
        search.found.iter().filter_map(|found| found.line).for_each(|line| *places.entry(line).or_default() += 1);
        let is_repeated = |found: &Candidate| found.line.is_some_and(|line| places[&line] > 1);
        let others = search.found.iter().filter(|found| !found.is_own(is_repeated(found)));
        out.extend(others.map(|found| Occurrence { span: found.span.clone(), pages: found.pages }));
    }
}

struct Search<'i> {
    site: &'i SiteIndex,
    found: Vec<Candidate>,
    /// The first candidate of the block that may go on.
    block_start: usize,
}

impl Search<'_> {
    fn end_block(&mut self) {
        let block = &mut self.found[self.block_start..];
        let words = block.iter().map(|line| line.words).sum();
        block.iter_mut().for_each(|line| line.block_words = words);
        self.block_start = self.found.len();
    }

    fn add_line(&mut self, span: Range<usize>, table: &[Word], is_cell: bool) {
        let hash = hash(table);
        match self.site.lines.find(hash) {
            Some(Known { pages, block_words }) => self.found.push(Candidate {
                span,
                pages,
                words: table.len(),
                block_words: 0,
                usual_block_words: block_words as usize,
                line: Some(hash),
                is_cell,
                is_above_own_line: false,
            }),
            None => {
                if let Some(last) = self.found[self.block_start..].last_mut() {
                    last.is_above_own_line = true;
                }
                self.end_block();
            }
        }
    }

    /// Adds each maximal run of words that are in recurring shingles, up to the white space around it. Two runs that meet are
    /// two: the headline of a page is in lists of other pages, and on its own page it stands directly below a menu.
    fn add_stretches(&mut self, line: &str, start: usize, table: &[Word]) {
        self.end_block();
        let known: Vec<_> = shingles(table).map(|hash| self.site.shingles.find(hash)).collect();
        let mut at = 0;
        while at < known.len() {
            let first = at;
            let mut end = at;
            while at < known.len() && (at == first || at < end) {
                if known[at].is_some() {
                    end = at + SHINGLE_WORDS;
                }
                at += 1;
            }
            if end == first {
                continue;
            }
            at = end;
            let words = whole_sentences(line, table, first..end);
            if words.len() >= MIN_STRETCH_WORDS {
                let all = known[words.start..=words.end - SHINGLE_WORDS].iter().flatten();
                let pages = all.clone().map(|known| known.pages).min().unwrap_or(0);
                let usual_block_words = all.map(|known| known.block_words).min().unwrap_or(0) as usize;
                let span = widen(line, table, words.clone());
                let span = start + span.start..start + span.end;
                self.found.push(Candidate {
                    span,
                    pages,
                    words: words.len(),
                    block_words: 0,
                    usual_block_words,
                    line: None,
                    is_cell: false,
                    is_above_own_line: false,
                });
                self.end_block();
            }
        }
    }
}

/// Shortens a stretch to what may be lines of its own: it starts with a word that may start a line, and ends before such
/// a word. Otherwise sentences that differ from page to page by a name and a number would lose the words between them.
fn whole_sentences(line: &str, table: &[Word], words: Range<usize>) -> Range<usize> {
    let starts_line = |n: &usize| {
        table.get(*n).map_or(true, |word| {
            let is_lower = line[word.start..].starts_with(|c: char| c.is_lowercase());
            let before = &line[n.checked_sub(1).map_or(0, |previous| table[previous].end)..word.start];
            *n == 0 || !is_lower || before.contains(['.', '!', '?', '|', '•', '·', '»', '©'])
        })
    };
    let start = words.clone().find(starts_line).unwrap_or(words.end);
    let end = (start..=words.end).rev().find(starts_line).unwrap_or(start);
    start..end
}

/// The bytes of these words of a line, with what belongs to them up to the white space on both sides, and a
/// separator behind them.
fn widen(line: &str, table: &[Word], words: Range<usize>) -> Range<usize> {
    let (first, last) = (table[words.start], table[words.end - 1]);
    let before = &line[words.start.checked_sub(1).map_or(0, |previous| table[previous].end)..first.start];
    let after = &line[last.end..table.get(words.end).map_or(line.len(), |next| next.start)];
    // What joins two words without white space belongs to both, and stays.
    let attached_before = match before.rfind(char::is_whitespace) {
        Some(_) => before.rsplit(char::is_whitespace).next().map_or(0, str::len),
        None if words.start == 0 => before.len(),
        None => 0,
    };
    let attached_after = match after.find(char::is_whitespace) {
        Some(0) if after.ends_with(char::is_whitespace) && SEPARATORS.contains(&after.trim()) => after.trim_end().len(),
        Some(at) => at,
        None if words.end == table.len() => after.len(),
        None => 0,
    };
    first.start - attached_before..last.end + attached_after
}

/// The sites of a cleaner.
#[derive(Debug, Default)]
pub(crate) struct SiteIndexes(HashMap<String, Arc<SiteIndex>>);

impl SiteIndexes {
    pub fn new(sites: &LearnedSites) -> SiteIndexes {
        let has_any = |site: &&LearnedSite| !site.lines.is_empty() || !site.stretches.is_empty();
        let sites = sites.sites.iter().filter(|(_, site)| has_any(site));
        SiteIndexes(sites.map(|(host, site)| (host.clone(), Arc::new(SiteIndex::new(site)))).collect())
    }

    pub fn find(&self, host: &str) -> Option<&Arc<SiteIndex>> {
        if self.0.is_empty() {
            return None;
        }
        host::find(host, |domain| self.0.get(domain))
    }
}
