//! Rules files: the caller's own phrases with their examples, protected patterns and kept categories, for all sites and
//! for single sites.
//!
//! | module | what it does |
//! |---|---|
//! | `read` | reads a rules file through serde |
//! | `write` | writes a rules file through serde |
//! | `check` | runs the examples and reports entries that have no effect or remove too much |
//! | `site` | finds the rules for a host |

mod check;
#[cfg(feature = "serde")]
mod read;
mod site;
#[cfg(feature = "serde")]
mod write;

use std::collections::BTreeMap;

use crate::category::{Category, CategorySet};
use crate::error::Place;
use crate::lexicon::{Lexicon, Phrase};
use crate::pattern::Pattern;

pub use check::Finding;
pub(crate) use site::{Site, Sites};

/// The content of a rules file: the caller's own phrases, protected patterns and kept categories, for all sites and for
/// single sites.
///
/// It is read and written through serde, so the file may be in TOML, JSON, YAML or any other format for which the
/// caller has a crate. In TOML:
///
/// ```toml
/// keep = ["byline"]
/// protect = ['(?i)gazette archive']
///
/// [phrases]
/// newsletter = [
///     "^ get the gazette by post",
///     { phrase = "* sign up to ... post", matches = ["Sign up to the morning post today"], misses = ["They sign up."] },
/// ]
///
/// [site."example.com".phrases]
/// share = ["= tell a neighbour"]
/// ```
///
/// | key | value |
/// |---|---|
/// | `keep` | list of the categories to keep, as in [`CleanerBuilder::keep`](crate::CleanerBuilder::keep) |
/// | `protect` | list of regular expressions, as in [`CleanerBuilder::protect`](crate::CleanerBuilder::protect) |
/// | `phrases` | map from category to a list of phrases in their notation ([`Phrase`]); instead of a phrase, an entry may be a map with the keys `phrase`, `matches` (lines that the phrase must match) and `misses` (lines that it must not match) |
/// | `site` | map from host to a map with `keep`, `protect` and `phrases` for the pages of that site; see [`Cleaner::for_site`](crate::Cleaner::for_site) |
///
/// All keys are optional, and any other key is an error. A rules file may come from an untrusted source: its size is
/// limited ([`RulesFile::MAX_SITES`] and [`RulesFile::MAX_EXAMPLES`]; [`Lexicon::MAX_PHRASES`] and
/// [`CleanerBuilder::MAX_PATTERNS`](crate::CleanerBuilder::MAX_PATTERNS) apply to all sites together), and each error
/// names the site, the section and the entry.
///
/// ```
/// use dechaff::{Cleaner, RulesFile};
///
/// let rules: RulesFile = serde_json::from_str(r#"{
///     "phrases": {"newsletter": ["^ get the gazette by post"]},
///     "site": {"example.com": {"phrases": {"share": [{"phrase": "= tell a neighbour", "matches": ["Tell a neighbour!"]}]}}}
/// }"#)?;
/// assert!(rules.check().is_empty());
/// let cleaner = Cleaner::builder().rules_file(&rules).build()?;
///
/// let page = "The council of Elmsworth met on Monday, and the vote on the old harbour went to the mayor.\n\
///             Tell a neighbour!\n\
///             She had asked for it in spring, when the forty boats lay idle and the quay had to be closed for good.\n\
///             The chandler, who had let his only clerk go by then, heard of it at the barber's and bought a round.\n";
/// assert_eq!(cleaner.clean(page), page);
/// assert!(!cleaner.for_site("www.example.com").clean(page).contains("neighbour"));
///
/// let error = serde_json::from_str::<RulesFile>(r#"{"site": {"example.com": {"phrases": {"share": ["tell"]}}}}"#);
/// assert!(error.unwrap_err().to_string().starts_with("site example.com, section [share], entry 1: phrase `tell`: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RulesFile {
    all_sites: RuleSet,
    /// The rules for single sites, by normalized host.
    sites: BTreeMap<String, RuleSet>,
}

/// The rules that a rules file has for all sites, or those that it has for one site.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RuleSet {
    pub keep: Vec<Category>,
    pub protect: Vec<Pattern>,
    phrases: BTreeMap<Category, Vec<Entry>>,
}

/// A phrase with its examples.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    phrase: Phrase,
    /// Lines that the phrase must match.
    matches: Vec<String>,
    /// Lines that the phrase must not match.
    misses: Vec<String>,
}

impl RulesFile {
    /// The maximum number of sites in one file. Chosen by hand: each site has a matcher of its own in the cleaner, so a
    /// larger limit lets an untrusted file use more memory; a smaller one would force large collections into several
    /// files.
    pub const MAX_SITES: usize = 10_000;
    /// The maximum number of examples in one file. Chosen by hand: [`RulesFile::check`] runs a phrase on each of its
    /// examples, so a larger limit lets an untrusted file take more time; a smaller one could not provide every phrase
    /// of a large file with an example.
    pub const MAX_EXAMPLES: usize = 100_000;
    /// The maximum length of an example, in bytes. Chosen by hand: an example only needs the words around the phrase,
    /// which has at most [`Phrase::MAX_LEN`] bytes itself.
    pub const MAX_EXAMPLE_LEN: usize = 500;

    /// Creates an empty rules file.
    pub fn new() -> RulesFile {
        RulesFile::default()
    }

    /// Appends the rules of another rules file.
    pub fn extend(&mut self, other: &RulesFile) {
        self.all_sites.extend(&other.all_sites);
        for (site, set) in &other.sites {
            self.sites.entry(site.clone()).or_default().extend(set);
        }
    }

    /// The hosts that have rules of their own, sorted.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.sites.keys().map(String::as_str)
    }

    /// Each entry as written in the file, with its position. The examples of a phrase are left out.
    ///
    /// ```
    /// let rules: dechaff::RulesFile = serde_json::from_str(r#"{"keep": ["byline"], "phrases": {"share": ["= tell a friend"]}}"#)?;
    /// let entries: Vec<String> = rules.entries().map(|(place, entry)| format!("{place}: {entry}")).collect();
    /// assert_eq!(entries, ["section [keep], entry 1: byline", "section [share], entry 1: = tell a friend"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn entries(&self) -> impl Iterator<Item = (Place, &str)> {
        self.sets().flat_map(|(site, set)| {
            let keep = set.keep.iter().map(|c| c.name()).zip(1..).map(move |(c, n)| (Place::entry(site, KEEP, n), c));
            let protect = set.protect.iter().map(Pattern::as_str).zip(1..);
            let protect = protect.map(move |(p, n)| (Place::entry(site, PROTECT, n), p));
            let phrases = set
                .entries()
                .map(move |(category, n, e)| (Place::entry(site, category.name(), n), e.phrase.notation()));
            keep.chain(protect).chain(phrases)
        })
    }

    pub(crate) fn for_all_sites(&self) -> &RuleSet {
        &self.all_sites
    }

    /// The number of protected patterns, of all sites together.
    pub(crate) fn pattern_count(&self) -> usize {
        self.sets().map(|(_, set)| set.protect.len()).sum()
    }

    /// The rules for all sites with the host `None`, then those of each site with its host.
    fn sets(&self) -> impl Iterator<Item = (Option<&str>, &RuleSet)> {
        let sites = self.sites.iter().map(|(site, set)| (Some(site.as_str()), set));
        std::iter::once((None, &self.all_sites)).chain(sites)
    }
}

const KEEP: &str = "keep";
const PROTECT: &str = "protect";
#[cfg(feature = "serde")]
const PHRASES: &str = "phrases";
#[cfg(feature = "serde")]
const SITE: &str = "site";

impl RuleSet {
    fn extend(&mut self, other: &RuleSet) {
        self.keep.extend(&other.keep);
        self.protect.extend(other.protect.iter().cloned());
        for (category, entries) in &other.phrases {
            self.phrases.entry(*category).or_default().extend(entries.iter().cloned());
        }
    }

    /// Each phrase entry with its category and its 1-based number in the section of the category.
    fn entries(&self) -> impl Iterator<Item = (Category, usize, &Entry)> {
        self.phrases.iter().flat_map(|(c, entries)| entries.iter().zip(1..).map(move |(e, n)| (*c, n, e)))
    }

    /// The phrases as a lexicon, in the order of [`RuleSet::entries`].
    pub fn lexicon(&self) -> Lexicon {
        let mut lexicon = Lexicon::new();
        self.entries().for_each(|(category, _, entry)| lexicon.add(category, entry.phrase.clone()));
        lexicon
    }

    /// The kept categories.
    pub fn kept(&self) -> CategorySet {
        CategorySet::of(&self.keep)
    }
}
