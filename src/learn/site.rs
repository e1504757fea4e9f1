//! What was learned of sites, as data.

use std::collections::BTreeMap;

use crate::host;

/// What recurs on the pages of the sites that a [`Learner`](crate::Learner) observed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearnedSites {
    pub(super) sites: BTreeMap<String, LearnedSite>,
}

/// What recurs on the pages of one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LearnedSite {
    /// The number of different pages from which the site was learned.
    pub pages: u32,
    /// Lines that recur as a whole.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub lines: Vec<Recurring>,
    /// Parts of long lines that recur.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub stretches: Vec<Recurring>,
}

/// A text that recurs on the pages of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurring {
    /// The number of different pages that have it.
    pub pages: u32,
    /// The number of words of all recurring text around it, its own included, on an average page.
    pub block_words: u32,
    /// The text, as one of the pages has it.
    pub text: String,
}

/// A site that was learned anew from this many pages replaces what was known of it from more. Chosen by hand: so many pages
/// show what recurs on a site; with more, what a redesign ended would be removed for longer on sites with few new pages.
const MIN_NEW_PAGES: u32 = 8;

/// The most bytes of the texts of a site's lines, and of those of its stretches. Chosen by hand: most sites have
/// less than 5 KB; with 8 KB, sites with long menus in one line lose a part of them. What is on the fewest pages is left
/// out.
const MAX_BYTES: usize = 24 << 10;

impl LearnedSite {
    /// Sorts what recurs by the number of pages, and leaves out what exceeds the bound.
    pub(super) fn bound(&mut self) {
        for list in [&mut self.lines, &mut self.stretches] {
            list.sort_by_key(|text| std::cmp::Reverse(text.pages));
            let mut bytes = 0;
            list.retain(|text| {
                bytes += text.text.len();
                bytes <= MAX_BYTES
            });
        }
    }
}

impl LearnedSites {
    /// The version of the format in which it is read and written through serde. It changes when a text would no longer be
    /// found by a later version of this crate.
    pub const VERSION: u32 = 1;

    /// Creates it without any site.
    pub fn new() -> LearnedSites {
        LearnedSites::default()
    }

    /// Whether there is no site.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// Takes over what a newer crawl learned. A site that was learned from at least half as many pages as before, or from
    /// at least eight, replaces what was known of it, so that what a redesign ended is forgotten. A site of which the
    /// newer crawl saw fewer pages stays as it was.
    pub fn update(&mut self, newer: LearnedSites) {
        for (host, site) in newer.sites {
            let is_enough = |old: &LearnedSite| site.pages >= MIN_NEW_PAGES || site.pages * 2 >= old.pages;
            if self.sites.get(&host).map_or(true, is_enough) {
                self.sites.insert(host, site);
            }
        }
    }

    /// Adds the sites of another file. A site that both have is that of the other.
    pub fn extend(&mut self, other: LearnedSites) {
        self.sites.extend(other.sites);
    }

    /// What was learned of a site, which is named by its host.
    pub fn get(&self, host: &str) -> Option<&LearnedSite> {
        host::find(host, |domain| self.sites.get(domain))
    }

    /// The sites by host, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &LearnedSite)> {
        self.sites.iter().map(|(host, site)| (host.as_str(), site))
    }
}
