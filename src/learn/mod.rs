//! Learns what the pages of a site have in common.

mod index;
mod recurrence;
mod sample;
#[cfg(feature = "serde")]
mod serialized;
mod site;
mod words;

use std::collections::BTreeMap;

pub(crate) use index::{Occurrence, SiteIndex, SiteIndexes};
pub use site::{LearnedSite, LearnedSites, Recurring};

use sample::Sample;

/// Learns what the pages of a site have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learner {
    sites: BTreeMap<String, Sample>,
}

impl Learner {
    /// Creates a learner that has observed nothing.
    pub fn new() -> Learner {
        Learner::default()
    }

    /// Observes a page of a site.
    pub fn observe(&mut self, host: &str, text: &str) {
        let host = crate::host::of_site(host);
        if let Some(sample) = self.sites.get_mut(&host) {
            sample.observe(text);
        } else {
            let mut sample = Sample::default();
            sample.observe(text);
            self.sites.insert(host, sample);
        }
    }

    /// Adds what another learner observed.
    pub fn merge(&mut self, other: Learner) {
        for (host, sample) in other.sites {
            match self.sites.get_mut(&host) {
                Some(own) => own.merge(sample),
                None => drop(self.sites.insert(host, sample)),
            }
        }
    }

    /// What the sites have in common on their pages.
    pub fn finish(&self) -> LearnedSites {
        let mut sites = LearnedSites::default();
        for (host, sample) in &self.sites {
            sites.sites.insert(host.clone(), recurrence::learn(sample.texts()));
        }
        sites
    }
}
