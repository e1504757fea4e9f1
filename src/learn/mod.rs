//! Learns what the pages of a site have in common: the strongest evidence that a line is boilerplate is that the site
//! prints it on its other pages.
//!
//! | module | what it does |
//! |---|---|
//! | `words` | words and lines of a text, and their hashes |
//! | `sample` | the sample of a site's pages that a learner holds |
//! | `observed` | a page's lines as they are compared with those of other pages |
//! | `stories` | finds pages that tell the same story, which count once |
//! | `blocks` | how much recurring text surrounds what recurs |
//! | `recurrence` | decides what recurs |
//! | `site` | what was learned, as data |
//! | `index` | finds it in the text of a page |
//! | `serialized` | reads and writes learners and learned sites through serde |

mod blocks;
mod index;
mod observed;
mod recurrence;
mod sample;
#[cfg(feature = "serde")]
mod serialized;
mod site;
mod stories;
mod words;

use std::collections::BTreeMap;

use crate::host;
pub(crate) use index::{Occurrence, SiteIndex, SiteIndexes};
use sample::Sample;
pub use site::{LearnedSite, LearnedSites, Recurring};

/// Learns what the pages of each site have in common.
///
/// It holds a sample of at most 64 pages of each site, and 32 KiB of each page, so that its memory depends on the number
/// of sites and not on that of pages. The sample does not depend on the order of the pages: it has those whose words have
/// the smallest hashes. So learners on several machines may each observe some pages of a site, and merging them, in any
/// order, gives the same as one learner that observed all of them. A page that is observed twice counts once.
///
/// ```
/// use dechaff::{Cleaner, Learner};
///
/// let page = |story: &str| format!("{story}\nGazette of Elmsworth, since the year of the flood\n");
/// let stories = [
///     "The forty boats of the old stone quay may land their catch until spring, says the council of the town.",
///     "The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.",
///     "That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.",
/// ];
/// let (mut learner, mut other) = (Learner::new(), Learner::new());
/// learner.observe("example.com", &page(stories[0]));
/// other.observe("example.com", &page(stories[1]));
/// other.observe("www.example.com", &page(stories[2]));
/// learner.merge(other);
/// let sites = learner.finish();
///
/// let cleaner = Cleaner::builder().learned_sites(sites).min_words(10).build()?;
/// let cleaned = cleaner.for_site("example.com").report(&page(stories[0])).removed;
/// assert_eq!(cleaned[0].evidence.as_str(), "on 3 of 3 pages of this site");
/// # Ok::<(), dechaff::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learner {
    /// By site.
    samples: BTreeMap<String, Sample>,
}

impl Learner {
    /// Creates a learner that has observed nothing.
    pub fn new() -> Learner {
        Learner::default()
    }

    /// Observes a page of a site, which is named by its host. `www.example.com` is the site `example.com`. A page with a
    /// host that is empty or longer than 300 bytes is ignored.
    pub fn observe(&mut self, host: &str, text: &str) {
        let Some(site) = host::site_of(host) else { return };
        match self.samples.get_mut(&site) {
            Some(sample) => sample.observe(text),
            None => self.samples.entry(site).or_default().observe(text),
        }
    }

    /// Adds what another learner observed.
    pub fn merge(&mut self, other: Learner) {
        if self.samples.is_empty() {
            *self = other;
            return;
        }
        for (site, sample) in other.samples {
            self.samples.entry(site).or_default().merge(sample);
        }
    }

    /// Decides what recurs. Sites of which fewer than three pages were observed are left out.
    pub fn finish(&self) -> LearnedSites {
        let is_enough = |(_, sample): &(&String, &Sample)| sample.len() >= recurrence::MIN_PAGES as usize;
        let learned = self.samples.iter().filter(is_enough);
        LearnedSites {
            sites: learned.map(|(site, sample)| (site.clone(), recurrence::learn(sample.texts()))).collect(),
        }
    }

    /// The sites of which a page was observed, sorted.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.samples.keys().map(String::as_str)
    }

    /// Divides the learner into one for each site, sorted by site. A program that learns more sites than fit into memory
    /// writes these to files, and merges and finishes one site after another.
    pub fn into_sites(self) -> impl Iterator<Item = (String, Learner)> {
        self.samples.into_iter().map(|(site, sample)| {
            let samples = BTreeMap::from([(site.clone(), sample)]);
            (site, Learner { samples })
        })
    }

    /// The size of all texts that it holds, in bytes.
    pub fn bytes(&self) -> usize {
        self.samples.values().map(Sample::bytes).sum()
    }
}
