//! Counts on how many pages of a site each line, and each beginning of a line, occurs.

use std::collections::{HashMap, HashSet};

use dechaff::{Category, Cleaner};

use super::page_lines::{key, lines, Line, Position};

/// The maximum number of lines and beginnings in memory.
const MAX_COUNTS: usize = 400_000;
/// The maximum number of words of a beginning.
pub const MAX_BEGINNING_WORDS: usize = 6;
/// The maximum number of words of a line whose beginnings are counted. Longer lines are unlikely to be a label with a
/// varying end.
const MAX_VARYING_LINE_WORDS: usize = 12;

/// The counts of lines and beginnings, by site.
#[derive(Default)]
pub struct Counts {
    cleaner: Cleaner,
    /// The number of each site, in order of appearance.
    sites: HashMap<String, u32>,
    /// The number of pages of each site.
    pub pages: Vec<u32>,
    counts: HashMap<u64, Count>,
    /// The number of pages whose first kept line this is.
    pub first_lines: HashMap<u64, u32>,
}

/// The counts of a line or a beginning.
#[derive(Debug)]
pub struct Count {
    pub site: u32,
    /// The number of pages with the line.
    pub pages: u32,
    /// The number, within its site, of the last page with the line.
    last_page: u32,
    /// The number of occurrences, at least `pages`.
    pub occurrences: u32,
    /// The number of words of a beginning; 0 for a whole line.
    pub beginning: u8,
    /// How often the whole line differed from that of the previous occurrence.
    pub line_changes: u32,
    last_line: u64,
    /// The number of pages with the line before the prose.
    pub head: u32,
    /// The number of pages with the line after the prose.
    pub tail: u32,
    /// The number of pages where the line is the first or last one, or next to a line that the cleaner removes.
    pub framed: u32,
    pub above: Neighbour,
    pub below: Neighbour,
    /// The candidate for the most frequent category of removed neighbours, and its count in a majority vote.
    pub nearby: Option<(Category, u32)>,
    /// Set from the second page on, to save memory for lines that occur only once.
    pub example: Option<Box<Example>>,
}

/// An occurrence of a line.
#[derive(Debug)]
pub struct Example {
    /// The line as it is on the page.
    pub text: String,
    /// The normalized line or beginning.
    pub normalized: String,
    /// The place of the page.
    pub page: String,
}

/// The line above or below: the one of the last occurrence, and how often it was the same as at the previous
/// occurrence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbour {
    line: u64,
    same: u32,
    /// The first two words of that line, and how often they were the same.
    beginning: u64,
    same_beginning: u32,
}

impl Neighbour {
    fn add(&mut self, line: Option<&Line<'_>>) {
        let (line, beginning) = line.map_or((0, 0), |line| (line.key, line.beginning));
        self.same += u32::from(line != 0 && line == self.line);
        self.same_beginning += u32::from(beginning != 0 && beginning == self.beginning);
        (self.line, self.beginning) = (line, beginning);
    }

    /// Whether the neighbour is one of these keys in at least half of the `pages`.
    pub fn is_mostly(&self, keys: &HashSet<u64>, pages: u32) -> bool {
        let mostly = [(self.line, self.same), (self.beginning, self.same_beginning)];
        mostly.into_iter().any(|(key, same)| same * 2 >= pages && keys.contains(&key))
    }
}

impl Counts {
    /// Cleans a page and counts the lines that are kept.
    pub fn add(&mut self, site: &str, page: &str, text: &str) {
        let next = self.sites.len() as u32;
        let site = *self.sites.entry(site.to_owned()).or_insert(next);
        self.pages.resize(self.sites.len(), 0);
        self.pages[site as usize] += 1;
        let number = self.pages[site as usize];
        let cleaned = self.cleaner.report(text);
        let lines = lines(site, text, &cleaned);
        if let Some(first) = lines.iter().find(|line| line.removed_as.is_none()) {
            *self.first_lines.entry(first.key).or_default() += 1;
        }
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.may_be_phrase()) {
            let context = Context {
                above: at.checked_sub(1).map(|n| &lines[n]),
                below: lines.get(at + 1),
                site,
                page_number: number,
                page,
            };
            self.count(line, &line.normalized, 0, &context);
            if line.words() <= MAX_VARYING_LINE_WORDS && !line.is_sentence() {
                let ends = line.normalized.match_indices(' ').map(|(end, _)| end);
                for (end, words) in ends.zip(1..=MAX_BEGINNING_WORDS) {
                    self.count(line, &line.normalized[..end], words as u8, &context);
                }
            }
        }
        if self.counts.len() > MAX_COUNTS {
            self.discard_rare();
        }
    }

    fn count(&mut self, line: &Line<'_>, normalized: &str, beginning: u8, context: &Context<'_, '_>) {
        let key = key(context.site, normalized, beginning);
        let count = self.counts.entry(key).or_insert_with(|| Count::new(context.site, beginning));
        count.occurrences += 1;
        count.line_changes += u32::from(count.last_line != line.key);
        count.last_line = line.key;
        if count.last_page == context.page_number {
            return;
        }
        count.last_page = context.page_number;
        count.pages += 1;
        count.head += u32::from(line.position == Position::Head);
        count.tail += u32::from(line.position == Position::Tail);
        let neighbours = || [context.above, context.below].into_iter();
        count.framed += u32::from(neighbours().any(|l| l.is_none_or(|l| l.removed_as.is_some())));
        count.above.add(context.above);
        count.below.add(context.below);
        for category in neighbours().flatten().filter_map(|l| l.removed_as) {
            count.nearby = match count.nearby {
                Some((near, n)) if near == category => Some((near, n + 1)),
                Some((near, n)) if n > 1 => Some((near, n - 1)),
                _ => Some((category, 1)),
            };
        }
        if count.pages > 1 && count.example.is_none() {
            let (text, normalized) = (line.text.to_owned(), normalized.to_owned());
            count.example = Some(Box::new(Example { text, normalized, page: context.page.to_owned() }));
        }
    }

    /// Discards the lines and beginnings that occur on the fewest pages, until at most half of the limit remain.
    fn discard_rare(&mut self) {
        for least in 2.. {
            self.counts.retain(|_, count| count.pages >= least);
            if self.counts.len() <= MAX_COUNTS / 2 {
                break;
            }
        }
        if self.first_lines.len() > MAX_COUNTS {
            self.first_lines.retain(|_, pages| *pages > 1);
        }
    }

    /// Returns the names of the sites, ordered by their numbers.
    pub fn sites(&self) -> Vec<&str> {
        let mut sites: Vec<_> = self.sites.iter().map(|(name, number)| (*number, name.as_str())).collect();
        sites.sort_unstable();
        sites.into_iter().map(|(_, name)| name).collect()
    }

    /// Returns the lines and beginnings that occur on at least `min_pages` pages, with their keys.
    pub fn repeated(&self, min_pages: u32) -> impl Iterator<Item = (u64, &Count, &Example)> {
        let repeated = self.counts.iter().filter(move |(_, count)| count.pages >= min_pages);
        repeated.filter_map(|(key, count)| Some((*key, count, &**count.example.as_ref()?)))
    }
}

/// The context of a line: its neighbours, site and page.
struct Context<'a, 't> {
    above: Option<&'a Line<'t>>,
    below: Option<&'a Line<'t>>,
    site: u32,
    /// The number of the page within its site.
    page_number: u32,
    page: &'a str,
}

impl Count {
    fn new(site: u32, beginning: u8) -> Count {
        Count {
            site,
            pages: 0,
            last_page: 0,
            occurrences: 0,
            beginning,
            line_changes: 0,
            last_line: 0,
            head: 0,
            tail: 0,
            framed: 0,
            above: Neighbour::default(),
            below: Neighbour::default(),
            nearby: None,
            example: None,
        }
    }
}
