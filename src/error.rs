//! Errors of building a cleaner and of reading phrases and rules files. Cleaning itself cannot fail.
//!
//! Each message says where the problem is and what to do about it.

use std::fmt;

/// The position of an entry in a [`RulesFile`](crate::RulesFile).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Place {
    /// The host that the rules are for, or `None` if they are for all sites.
    pub site: Option<String>,
    /// `keep`, `protect`, or the name of a category; empty if the position is not inside a section.
    pub section: String,
    /// The 1-based number of the entry in its section; 0 if the position is not a single entry.
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

/// Why a phrase, a phrase file, a rules file or a pattern was rejected. The message says where the problem is and what
/// to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A name that is not the name of a category.
    #[error("there is no category `{name}`; the nearest is `{nearest}`")]
    UnknownCategory {
        /// The name as given.
        name: String,
        /// The category with the most similar name.
        nearest: &'static str,
    },
    /// An invalid phrase.
    #[error("phrase `{phrase}`: {reason}")]
    Phrase {
        /// The phrase as given.
        phrase: String,
        /// What is wrong and what to do.
        reason: &'static str,
    },
    /// An invalid line of a phrase file.
    #[error("line {line}, section [{section}]: {source}")]
    Line {
        /// The 1-based line number in the file.
        line: usize,
        /// The section that contains the line; empty before the first section.
        section: String,
        /// The problem.
        source: Box<Error>,
    },
    /// An invalid entry of a lexicon that was read through serde.
    #[error("section [{section}], entry {entry}: {source}")]
    Entry {
        /// The section that contains the entry.
        section: &'static str,
        /// The 1-based number of the entry in its section.
        entry: usize,
        /// The problem.
        source: Box<Error>,
    },
    /// An invalid part of a [`RulesFile`](crate::RulesFile).
    #[error("{place}: {source}")]
    RulesFile {
        /// The position of the invalid part.
        place: Place,
        /// The problem.
        source: Box<Error>,
    },
    /// A key that a rules file does not have at this position.
    #[error("unknown key `{key}`: use one of {known}")]
    UnknownKey {
        /// The key as given.
        key: String,
        /// The keys that are allowed at this position, separated by commas.
        known: &'static str,
    },
    /// A key that occurs twice in the same map of a rules file.
    #[error("duplicate key `{key}`: merge the two values")]
    DuplicateKey {
        /// The key as given.
        key: String,
    },
    /// An entry of a rules file that is a map without the key `phrase`.
    #[error("this entry has no phrase: add the key `phrase`")]
    MissingPhrase,
    /// An invalid host name for a site of a rules file.
    #[error("site `{site}`: {reason}")]
    Site {
        /// The host name as given.
        site: String,
        /// What is wrong and what to do.
        reason: &'static str,
    },
    /// An example of a rules file that cannot be a line of a page.
    #[error("example `{example}`: {reason}")]
    Example {
        /// The example as given.
        example: String,
        /// What is wrong and what to do.
        reason: &'static str,
    },
    /// A limit on the number of items was exceeded.
    #[error("more than {limit} {what}: {advice}")]
    TooMany {
        /// The items that are limited, in the plural.
        what: &'static str,
        /// The maximum number of items.
        limit: usize,
        /// What to do.
        advice: &'static str,
    },
    /// A phrase before the first `[section]` of a phrase file.
    #[error("this phrase comes before the first section: add a line such as `[newsletter]` above it")]
    NoSection,
    /// A language for which no phrases are compiled in.
    #[error(
        "there are no phrases for the language `{0}`: use one of `Lexicon::languages()`, or enable its Cargo feature"
    )]
    UnknownLanguage(String),
    /// A name that is not the name of a preset.
    #[error("there is no preset `{0}`: use training, rag, read-aloud or archive")]
    UnknownPreset(String),
    /// Languages that were loaded ([`Lexicon::load_languages`](crate::Lexicon::load_languages)) too late.
    #[error("languages were loaded already, or the shipped phrases are in use: load all languages at once, and first")]
    LoadedTooLate,
    /// A name that no shipped rule or pass has.
    #[error("there is no shipped rule or pass `{0}`; `CleanerBuilder::names()` lists them")]
    UnknownRule(String),
    /// A word list that no rule reads.
    #[error("there is no word list `{0}`: use one from the table in src/lexicon/phrases/README.md")]
    UnknownList(String),
    /// A regular expression that does not compile or is too large.
    #[error("pattern `{pattern}`: {reason}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// The message of the regex engine, or which limit the pattern exceeds.
        reason: String,
    },
}

impl Error {
    pub(crate) fn phrase(phrase: &str, reason: &'static str) -> Error {
        Error::Phrase { phrase: excerpt(phrase), reason }
    }

    pub(crate) fn pattern(pattern: &str, reason: &str) -> Error {
        // The regex engine's message quotes the whole pattern, so it is shortened too.
        Error::Pattern { pattern: excerpt(pattern), reason: excerpt(reason) }
    }
}

/// The most characters of an entry that a message quotes. Chosen by hand: an entry may have any length, so a limit is
/// needed to keep messages readable; a smaller one would cut off typical phrases.
const MAX_EXCERPT_CHARS: usize = 80;

/// Shortens an entry to at most [`MAX_EXCERPT_CHARS`] characters for a message, followed by `…` if it was longer.
pub(crate) fn excerpt(entry: &str) -> String {
    match entry.char_indices().nth(MAX_EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", &entry[..end]),
        None => entry.to_owned(),
    }
}
