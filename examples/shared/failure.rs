//! Why the binary could not go on, in words for a person.

use std::fmt;
use std::io;
use std::sync::Arc;

/// Where in the input: a file, or a line of it.
#[derive(Clone, Debug)]
pub struct Place {
    pub name: Arc<str>,
    /// From 1; a whole file has none.
    pub line: Option<u64>,
}

impl Place {
    pub fn file(name: &str) -> Place {
        Place { name: name.into(), line: None }
    }

    pub fn line(&self, number: u64) -> Place {
        Place { name: self.name.clone(), line: Some(number) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{place}: {source}")]
    Read { place: Place, source: io::Error },
    #[error("{place}: not UTF-8 at byte {offset}: convert it first, or find out how it was written")]
    NotUtf8 { place: Place, offset: usize },
    #[error("{place}, column {column}: {reason}")]
    Json { place: Place, column: usize, reason: String },
    #[error(
        "{place}: no field `{field}` that is a string, or more than one: each line must be an object with one, \
             and --field names another"
    )]
    NoText { place: Place, field: String },
    #[error("{place}: longer than {limit} bytes: see whether line ends are missing, or raise --max-bytes")]
    TooLong { place: Place, limit: usize },
    #[error("{place}: the archive is cut short or damaged ({source}): fetch it again")]
    Archive { place: Place, source: io::Error },
    #[error(
        "{place}: no file in it ends in .txt, .md, .jsonl or .ndjson (or one of them and .gz or .zst): name the files"
    )]
    NoFiles { place: Place },
    #[error("{place}: {reason}")]
    Rules { place: Place, reason: String },
    #[error("{to}: {source}")]
    Write { to: String, source: io::Error },
}

impl Failure {
    /// What serde_json says of a line of which it was given what starts at byte `offset`.
    pub fn json(place: &Place, offset: usize, error: &serde_json::Error) -> Failure {
        let said = error.to_string();
        // Its own line number would be 1 on every line.
        let own = format!(" at line {} column {}", error.line(), error.column());
        let reason = said.strip_suffix(&own).unwrap_or(&said).to_owned();
        Failure::Json { place: place.clone(), column: offset + error.column().max(1), reason }
    }

    /// The reader of our output went away: no failure of ours.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }

    pub fn is_of_output(&self) -> bool {
        matches!(self, Failure::Write { .. })
    }

    /// One record or text can't be cleaned, while those after it may.
    pub fn is_of_one_record(&self) -> bool {
        use Failure::*;
        matches!(self, NotUtf8 { .. } | Json { .. } | NoText { .. } | TooLong { .. })
    }
}

/// Bytes as text.
pub fn utf8<'b>(bytes: &'b [u8], place: &Place) -> Result<&'b str, Failure> {
    std::str::from_utf8(bytes).map_err(|e| Failure::NotUtf8 { place: place.clone(), offset: e.valid_up_to() })
}
