//! Rules of one's own as data: phrases with their examples, protected patterns and kept categories, for all sites and
//! for single ones.

mod check;
mod read;
mod site;
mod write;

use std::collections::BTreeMap;

use crate::category::Category;
use crate::error::Place;
use crate::lexicon::{Lexicon, Phrase};
use crate::pattern::Pattern;

pub use check::Finding;
pub(crate) use site::{Site, Sites};

/// Rules of one's own, for all sites and for single ones, as a file holds them.
///
/// Reads and writes through serde, so that the file may be TOML, JSON, YAML or what else the caller has a crate for. In
/// TOML:
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
/// | key | what it holds |
/// |---|---|
/// | `keep` | categories that stay, as by [`CleanerBuilder::keep`](crate::CleanerBuilder::keep) |
/// | `protect` | regular expressions, as for [`CleanerBuilder::protect`](crate::CleanerBuilder::protect) |
/// | `phrases` | by category a list of phrases in their notation ([`Phrase`]); one with examples is a map: `phrase`, `matches` (lines in which it counts), `misses` (lines in which it does not) |
/// | `site` | by host a map of `keep`, `protect` and `phrases` for the pages of that site: see [`Cleaner::for_site`](crate::Cleaner::for_site) |
///
/// All may be left out, and any other key is an error. What is read may come from strangers: its size is limited
/// ([`RulesFile::MAX_SITES`], [`RulesFile::MAX_EXAMPLES`], [`Lexicon::MAX_PHRASES`] and
/// [`CleanerBuilder::MAX_PATTERNS`](crate::CleanerBuilder::MAX_PATTERNS) for all sites together), and an error names the
/// site, the section and the entry.
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
/// assert!(error.unwrap_err().to_string().starts_with("site example.com, section [share], entry 1: phrase `tell`: no mark"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RulesFile {
    /// For the pages of all sites.
    all: Set,
    sites: BTreeMap<String, Set>,
}

/// Rules for all sites or for one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Set {
    pub keep: Vec<Category>,
    pub protect: Vec<Pattern>,
    phrases: BTreeMap<Category, Vec<Entry>>,
}

/// A phrase and the lines that show what it is for.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    phrase: Phrase,
    matches: Vec<String>,
    misses: Vec<String>,
}

impl RulesFile {
    /// The most sites of one file.
    pub const MAX_SITES: usize = 10_000;
    /// The most examples of one file.
    pub const MAX_EXAMPLES: usize = 100_000;
    /// The longest example, in bytes.
    pub const MAX_EXAMPLE_LEN: usize = 500;

    /// No rules.
    pub fn new() -> RulesFile {
        RulesFile::default()
    }

    /// Adds all that `other` holds, as of a second file.
    pub fn extend(&mut self, other: &RulesFile) {
        self.all.extend(&other.all);
        for (site, set) in &other.sites {
            self.sites.entry(site.clone()).or_default().extend(set);
        }
    }

    /// The hosts that have rules of their own, sorted.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.sites.keys().map(String::as_str)
    }

    /// Each entry as it is written, and where it stands.
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

    pub(crate) fn all(&self) -> &Set {
        &self.all
    }

    /// How many protected patterns there are, of all sites together.
    pub(crate) fn patterns(&self) -> usize {
        self.sets().map(|(_, set)| set.protect.len()).sum()
    }

    /// The rules of each site, those for all first.
    fn sets(&self) -> impl Iterator<Item = (Option<&str>, &Set)> {
        let sites = self.sites.iter().map(|(site, set)| (Some(site.as_str()), set));
        std::iter::once((None, &self.all)).chain(sites)
    }
}

const KEEP: &str = "keep";
const PROTECT: &str = "protect";
const PHRASES: &str = "phrases";
const SITE: &str = "site";

impl Set {
    fn extend(&mut self, other: &Set) {
        self.keep.extend(&other.keep);
        self.protect.extend(other.protect.iter().cloned());
        for (category, entries) in &other.phrases {
            self.phrases.entry(*category).or_default().extend(entries.iter().cloned());
        }
    }

    /// The phrases, by category, and the number of each in its section, from 1.
    fn entries(&self) -> impl Iterator<Item = (Category, usize, &Entry)> {
        self.phrases.iter().flat_map(|(c, entries)| entries.iter().zip(1..).map(move |(e, n)| (*c, n, e)))
    }

    pub fn lexicon(&self) -> Lexicon {
        let mut lexicon = Lexicon::new();
        self.entries().for_each(|(category, _, entry)| lexicon.add(category, entry.phrase.clone()));
        lexicon
    }

    /// The categories that stay, as bits.
    pub fn kept(&self) -> u64 {
        self.keep.iter().fold(0, |bits, category| bits | category.bit())
    }
}
