//! What was learned of sites, as data.

use std::collections::BTreeMap;

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

impl LearnedSites {
    /// The sites by host, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &LearnedSite)> {
        self.sites.iter().map(|(host, site)| (host.as_str(), site))
    }
}
