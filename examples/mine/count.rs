//! How many pages of a site a line, or a beginning of lines, stands on.

use std::collections::{HashMap, HashSet};

use dechaff::{Category, Cleaner};

use super::line::{key, lines, Line, Place};

/// So many lines and beginnings are held at most.
const HELD: usize = 400_000;
/// A beginning has so many words at most.
pub const BEGINNING: usize = 6;
/// A line with a varying end has so many words at most.
const VARYING: usize = 12;

/// Lines by site, and all that is counted of them.
#[derive(Default)]
pub struct Counts {
    cleaner: Cleaner,
    sites: HashMap<String, u32>,
    /// Pages of each site.
    pub pages: Vec<u32>,
    lines: HashMap<u64, Count>,
    /// How many pages have the line as their first.
    pub first: HashMap<u64, u32>,
}

/// What is known of a line or a beginning.
#[derive(Debug)]
pub struct Count {
    pub site: u32,
    pub pages: u32,
    /// The last page that it was on, of its site.
    last: u32,
    pub times: u32,
    /// Words of a beginning; 0 for a whole line.
    pub beginning: u8,
    /// How often the line that begins so was another one than before.
    pub lines: u32,
    last_line: u64,
    pub head: u32,
    pub tail: u32,
    /// Times at the page's very first or last line, or beside a line that the cleaner takes out.
    pub framed: u32,
    pub above: Neighbour,
    pub below: Neighbour,
    pub near: Option<(Category, u32)>,
    /// Known from the second page on.
    pub seen: Option<Box<Seen>>,
}

/// Where a line was seen.
#[derive(Debug)]
pub struct Seen {
    /// As it stands on the page.
    pub text: String,
    /// The words that are counted.
    pub plain: String,
    pub page: String,
}

/// The line beside: the last one, and how often it was the same as before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbour {
    line: u64,
    same: u32,
    /// Its first two words, and how often they were the same.
    beginning: u64,
    begins_same: u32,
}

impl Neighbour {
    fn add(&mut self, line: Option<&Line<'_>>) {
        let (line, beginning) = line.map_or((0, 0), |line| (line.key, line.beginning));
        self.same += u32::from(line != 0 && line == self.line);
        self.begins_same += u32::from(beginning != 0 && beginning == self.beginning);
        (self.line, self.beginning) = (line, beginning);
    }

    /// Whether it is one of these at least every second time.
    pub fn is_mostly(&self, of: &HashSet<u64>, times: u32) -> bool {
        let mostly = [(self.line, self.same), (self.beginning, self.begins_same)];
        mostly.into_iter().any(|(key, same)| same * 2 >= times && of.contains(&key))
    }
}

impl Counts {
    /// Counts the lines that the cleaner leaves in, each once a page.
    pub fn add(&mut self, site: &str, page: &str, text: &str) {
        let next = self.sites.len() as u32;
        let site = *self.sites.entry(site.to_owned()).or_insert(next);
        self.pages.resize(self.sites.len(), 0);
        self.pages[site as usize] += 1;
        let number = self.pages[site as usize];
        let cleaned = self.cleaner.report(text);
        let lines = lines(site, text, &cleaned);
        if let Some(first) = lines.iter().find(|line| line.gone.is_none()) {
            *self.first.entry(first.key).or_default() += 1;
        }
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.may_be_phrase()) {
            let around =
                Around { above: at.checked_sub(1).map(|n| &lines[n]), below: lines.get(at + 1), site, number, page };
            self.count(line, &line.plain, 0, &around);
            if line.words() <= VARYING && !line.is_sentence() {
                let ends = line.plain.match_indices(' ').map(|(end, _)| end);
                for (end, words) in ends.zip(1..=BEGINNING) {
                    self.count(line, &line.plain[..end], words as u8, &around);
                }
            }
        }
        if self.lines.len() > HELD {
            self.forget();
        }
    }

    fn count(&mut self, line: &Line<'_>, plain: &str, beginning: u8, around: &Around<'_, '_>) {
        let key = key(around.site, plain, beginning);
        let count = self.lines.entry(key).or_insert_with(|| Count::new(around.site, beginning));
        count.times += 1;
        count.lines += u32::from(count.last_line != line.key);
        count.last_line = line.key;
        if count.last == around.number {
            return;
        }
        count.last = around.number;
        count.pages += 1;
        count.head += u32::from(line.place == Place::Head);
        count.tail += u32::from(line.place == Place::Tail);
        let beside = || [around.above, around.below].into_iter();
        count.framed += u32::from(beside().any(|l| l.map_or(true, |l| l.gone.is_some())));
        count.above.add(around.above);
        count.below.add(around.below);
        for category in beside().flatten().filter_map(|l| l.gone) {
            count.near = match count.near {
                Some((near, n)) if near == category => Some((near, n + 1)),
                Some((near, n)) if n > 1 => Some((near, n - 1)),
                _ => Some((category, 1)),
            };
        }
        if count.pages > 1 && count.seen.is_none() {
            let (text, plain) = (line.text.to_owned(), plain.to_owned());
            count.seen = Some(Box::new(Seen { text, plain, page: around.page.to_owned() }));
        }
    }

    /// Makes room: what was on the fewest pages goes.
    fn forget(&mut self) {
        for least in 2.. {
            self.lines.retain(|_, count| count.pages >= least);
            if self.lines.len() <= HELD / 2 {
                break;
            }
        }
        if self.first.len() > HELD {
            self.first.retain(|_, pages| *pages > 1);
        }
    }

    /// The names of the sites, by number.
    pub fn sites(&self) -> Vec<&str> {
        let mut sites: Vec<_> = self.sites.iter().map(|(name, number)| (*number, name.as_str())).collect();
        sites.sort_unstable();
        sites.into_iter().map(|(_, name)| name).collect()
    }

    /// What stands on at least so many pages, with its key.
    pub fn repeated(&self, min_pages: u32) -> impl Iterator<Item = (u64, &Count, &Seen)> {
        let repeated = self.lines.iter().filter(move |(_, count)| count.pages >= min_pages);
        repeated.filter_map(|(key, count)| Some((*key, count, &**count.seen.as_ref()?)))
    }
}

/// What stands around a line on its page.
struct Around<'a, 't> {
    above: Option<&'a Line<'t>>,
    below: Option<&'a Line<'t>>,
    site: u32,
    /// Of the page, in its site.
    number: u32,
    page: &'a str,
}

impl Count {
    fn new(site: u32, beginning: u8) -> Count {
        Count {
            site,
            pages: 0,
            last: 0,
            times: 0,
            beginning,
            lines: 0,
            last_line: 0,
            head: 0,
            tail: 0,
            framed: 0,
            above: Neighbour::default(),
            below: Neighbour::default(),
            near: None,
            seen: None,
        }
    }
}
