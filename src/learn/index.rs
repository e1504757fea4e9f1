//! Finds what was learned of a site in the text of a page.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::recurrence::{shingles, MAX_LINE_WORDS, SHINGLE_WORDS};
use super::site::{LearnedSite, LearnedSites};
use super::words::{self, Word, EMPTY};

/// What was learned of one site, for look-up. It has hashes only, because a cleaner may hold many sites.
#[derive(Debug)]
pub(crate) struct SiteIndex {
    /// The number of pages from which the site was learned.
    pub pages: u32,
    /// The hashes of recurring lines, sorted, with the number of pages that have each.
    lines: Vec<(u64, u32)>,
    /// The same for stretches of [`SHINGLE_WORDS`] words of long lines.
    shingles: Vec<(u64, u32)>,
}

/// A part of a text that recurs on other pages of the site: a whole line, or a stretch of a long one.
#[derive(Clone, Debug)]
pub(crate) struct Occurrence {
    /// In bytes of the text.
    pub span: Range<usize>,
    /// The number of pages that have it.
    pub pages: u32,
}

impl SiteIndex {
    fn new(site: &LearnedSite) -> SiteIndex {
        let mut lines: Vec<_> = site.lines.iter().map(|line| (words::key(&line.text).0, line.pages)).collect();
        let mut table: Vec<Word> = Vec::new();
        let mut all = Vec::new();
        for stretch in &site.stretches {
            table.clear();
            words::for_each(&stretch.text, |word| table.push(word));
            all.extend(shingles(&table).map(|hash| (hash, stretch.pages)));
        }
        for list in [&mut lines, &mut all] {
            list.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            list.dedup_by_key(|(hash, _)| *hash);
        }
        SiteIndex { pages: site.pages, lines, shingles: all }
    }

    /// Finds what recurs in a text, in order. The spans are disjoint.
    pub fn find(&self, text: &str, page: Range<usize>, out: &mut Vec<Occurrence>) {
        out.clear();
        let look_up = |list: &[(u64, u32)], hash| list.binary_search_by_key(&hash, |e| e.0).ok().map(|at| list[at].1);
        let mut table = Vec::new();
        for span in words::lines(&text[page.clone()]) {
            let (start, end) = (span.start + page.start, span.end + page.start);
            table.clear();
            words::for_each(&text[start..end], |word| table.push(word));
            if table.len() > MAX_LINE_WORDS {
                let counts: Vec<Option<u32>> = shingles(&table).map(|hash| look_up(&self.shingles, hash)).collect();
                stretches(&text[start..end], &table, &counts, |span, pages| {
                    out.push(Occurrence { span: start + span.start..start + span.end, pages });
                });
            } else if !table.is_empty() {
                let hash = table.iter().fold(EMPTY, |hash, word| words::mix(hash, word.hash));
                if let Some(pages) = look_up(&self.lines, hash) {
                    out.push(Occurrence { span: start..end, pages });
                }
            }
        }
    }
}

/// Hands each maximal run of words that are in recurring shingles to `found`, up to the white space around it.
fn stretches(line: &str, table: &[Word], counts: &[Option<u32>], mut found: impl FnMut(Range<usize>, u32)) {
    let mut at = 0;
    while at < counts.len() {
        let Some(mut least) = counts[at] else {
            at += 1;
            continue;
        };
        let first = at;
        let mut covered = at + SHINGLE_WORDS;
        at += 1;
        while at < counts.len() && at <= covered {
            if let Some(count) = counts[at] {
                least = least.min(count);
                covered = at + SHINGLE_WORDS;
            }
            at += 1;
        }
        at = at.max(covered);
        let not_before = if first == 0 { 0 } else { table[first - 1].end };
        let not_after = table.get(covered).map_or(line.len(), |word| word.start);
        let before = &line[not_before..table[first].start];
        let after = &line[table[covered - 1].end..not_after];
        let start = table[first].start - before.rsplit(char::is_whitespace).next().map_or(0, str::len);
        let end = table[covered - 1].end + after.split(char::is_whitespace).next().map_or(0, str::len);
        let start = if first > 0 && !before.contains(char::is_whitespace) { table[first].start } else { start };
        let end = if covered < table.len() && !after.contains(char::is_whitespace) { table[covered - 1].end } else { end };
        found(start..end, least);
    }
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
        crate::host::find(host, |domain| self.0.get(domain))
    }
}
