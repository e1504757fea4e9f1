//! Protected patterns: regular expressions that may be a stranger's, so that their size is limited.

use regex::Regex;

use crate::error::Error;

/// The largest compiled size, in bytes.
pub(crate) const MAX_SIZE: usize = 1 << 20;
/// The longest as written, in bytes.
pub(crate) const MAX_LEN: usize = 10_000;
/// The most of them.
pub(crate) const MAX_COUNT: usize = 1_000;

/// A segment in which it matches is never removed.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Regex);

impl Pattern {
    pub fn new(pattern: &str) -> Result<Pattern, Error> {
        if pattern.len() > MAX_LEN {
            return Err(Error::pattern(pattern, "longer than 10000 bytes: part it"));
        }
        let compiled = regex::RegexBuilder::new(pattern).size_limit(MAX_SIZE).build();
        compiled.map(Pattern).map_err(|e| Error::pattern(pattern, &e.to_string()))
    }

    /// Refuses more patterns than there may be.
    pub fn admit(count: usize) -> Result<(), Error> {
        if count > MAX_COUNT {
            return Err(Error::TooMany { what: "protected patterns", limit: MAX_COUNT, advice: "join them by `|`" });
        }
        Ok(())
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.as_str() == other.as_str()
    }
}
