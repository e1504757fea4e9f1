//! What can go wrong while a cleaner is built. Cleaning itself cannot fail.

use std::fmt;

/// Where in [`RulesFile`](crate::RulesFile) something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Place {
    /// The host whose rules they are; none for all sites.
    pub site: Option<String>,
    /// A category, `keep` or `protect`; empty where it is none of them.
    pub section: String,
    /// 1-based number of the entry in its section; 0 where it is no entry.
    pub entry: usize,
}

impl Place {
    pub(crate) fn entry(site: Option<&str>, section: &str, entry: usize) -> Place {
        Place { site: site.map(str::to_owned), section: section.to_owned(), entry }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = self.site.iter().map(|site| format!("site {site}"));
        let section = Some(&self.section).filter(|s| !s.is_empty()).map(|section| format!("section [{section}]"));
        let entry = Some(self.entry).filter(|n| *n > 0).map(|n| format!("entry {n}"));
        f.write_str(&site.chain(section).chain(entry).collect::<Vec<_>>().join(", "))
    }
}

/// Why a phrase, a phrase file or a pattern was refused. The text says where it stands and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A word that names no category.
    #[error("there is no category `{name}`; the nearest is `{nearest}`")]
    UnknownCategory {
        /// The word as given.
        name: String,
        /// The category whose name is nearest.
        nearest: &'static str,
    },
    /// A phrase that can't be used.
    #[error("phrase `{phrase}`: {reason}")]
    Phrase {
        /// The phrase as given.
        phrase: String,
        /// What is wrong and what to do.
        reason: &'static str,
    },
    /// A line of a phrase file that can't be used.
    #[error("line {line}, section [{section}]: {source}")]
    Line {
        /// 1-based line number in the file.
        line: usize,
        /// The section that the line stands in; empty before the first.
        section: String,
        /// What is wrong with it.
        source: Box<Error>,
    },
    /// An entry of a lexicon read through serde that can't be used.
    #[error("section [{section}], entry {entry}: {source}")]
    Entry {
        /// The section that the entry stands in.
        section: &'static str,
        /// 1-based number of the entry in its section.
        entry: usize,
        /// What is wrong with it.
        source: Box<Error>,
    },
    /// Something in [`RulesFile`](crate::RulesFile) that can't be used.
    #[error("{place}: {source}")]
    RulesFile {
        /// Where it stands.
        place: Place,
        /// What is wrong with it.
        source: Box<Error>,
    },
    /// A key that rules don't have.
    #[error("there is no key `{key}` here, only {known}")]
    UnknownKey {
        /// The key as given.
        key: String,
        /// Those that there are.
        known: &'static str,
    },
    /// A key that stands twice in one map.
    #[error("`{key}` stands twice: join the two")]
    Twice {
        /// The key.
        key: String,
    },
    /// A map that should hold a phrase and holds none.
    #[error("examples without a phrase: add `phrase`")]
    NoPhrase,
    /// A name that can't be a site's.
    #[error("site `{site}`: {reason}")]
    Site {
        /// The name as given.
        site: String,
        /// What is wrong and what to do.
        reason: &'static str,
    },
    /// An example that can't be a line of a page.
    #[error("example `{example}`: {reason}")]
    Example {
        /// The example as given.
        example: String,
        /// What is wrong and what to do.
        reason: &'static str,
    },
    /// More than may be given.
    #[error("more than {limit} {what}: {advice}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// So many there may be.
        limit: usize,
        /// What to do.
        advice: &'static str,
    },
    /// A phrase before the first `[section]`.
    #[error("a phrase before the first section: write `[newsletter]`, or another category, on a line above it")]
    NoSection,
    /// A language that is not shipped.
    #[error("no phrases for the language `{0}`: use one of `Lexicon::languages()`, or enable its Cargo feature")]
    UnknownLanguage(String),
    /// A word list that no rule reads.
    #[error("there is no word list `{0}`; see the table in src/lexicon/phrases/README.md")]
    UnknownList(String),
    /// A regular expression that does not compile or is too large.
    #[error("pattern `{pattern}`: {reason}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What the regex engine says of it.
        reason: String,
    },
}

impl Error {
    pub(crate) fn phrase(phrase: &str, reason: &'static str) -> Error {
        Error::Phrase { phrase: excerpt(phrase), reason }
    }

    pub(crate) fn pattern(pattern: &str, reason: &str) -> Error {
        // The engine's reasons quote the pattern.
        Error::Pattern { pattern: excerpt(pattern), reason: excerpt(reason) }
    }
}

/// What a message quotes of an entry, which may be of any length.
pub(crate) fn excerpt(entry: &str) -> String {
    const LONGEST: usize = 80;
    match entry.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &entry[..end]),
        None => entry.to_owned(),
    }
}
