//! Protected patterns: regular expressions from a caller or a rules file. They may be untrusted, so their number and
//! size are limited.

#[cfg(feature = "patterns")]
use regex::Regex;

use crate::error::Error;

/// The largest compiled size of a pattern, in bytes. It bounds the memory that an untrusted pattern can take.
pub(crate) const MAX_SIZE: usize = 1 << 20;
/// The longest pattern as written, in bytes. It bounds the time that parsing an untrusted pattern can take.
pub(crate) const MAX_LEN: usize = 10_000;
/// The largest number of patterns of a cleaner, those of all sites included. Each pattern of a page's cleaner is
/// searched in every segment.
pub(crate) const MAX_COUNT: usize = 1_000;

/// A protected pattern: a segment in which it matches is never removed.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Regex);

/// Without the feature `patterns` there are no patterns: no value of this type exists.
#[cfg(not(feature = "patterns"))]
#[derive(Clone, Debug)]
enum Regex {}

#[cfg(not(feature = "patterns"))]
impl Regex {
    fn as_str(&self) -> &str {
        match *self {}
    }

    fn is_match(&self, _: &str) -> bool {
        match *self {}
    }
}

impl Pattern {
    pub fn new(pattern: &str) -> Result<Pattern, Error> {
        if pattern.len() > MAX_LEN {
            return Err(Error::pattern(pattern, "longer than 10000 bytes: split it into several patterns"));
        }
        compile(pattern).map(Pattern)
    }

    /// Returns an error if `count` is more than [`MAX_COUNT`] patterns.
    pub fn admit(count: usize) -> Result<(), Error> {
        if count > MAX_COUNT {
            return Err(Error::TooMany { what: "protected patterns", limit: MAX_COUNT, advice: "join them with `|`" });
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

#[cfg(feature = "patterns")]
fn compile(pattern: &str) -> Result<Regex, Error> {
    let compiled = regex::RegexBuilder::new(pattern).size_limit(MAX_SIZE).build();
    compiled.map_err(|e| Error::pattern(pattern, &e.to_string()))
}

#[cfg(not(feature = "patterns"))]
fn compile(pattern: &str) -> Result<Regex, Error> {
    Err(Error::pattern(pattern, "this program was compiled without the feature `patterns` of dechaff"))
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.as_str() == other.as_str()
    }
}
