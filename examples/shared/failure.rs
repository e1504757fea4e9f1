//! Why the binary could not go on, in words for a person.

use std::io;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{place}: {source}")]
    Read { place: String, source: io::Error },
    #[error("{place}: not UTF-8 at byte {offset}: convert it first, or find out how it was written")]
    NotUtf8 { place: String, offset: usize },
    #[error("{place}: {source}")]
    Json { place: String, source: serde_json::Error },
    #[error("{place}: no field `text` that is a string, or more than one: each line must be an object with one")]
    NoText { place: String },
    #[error("output: {0}")]
    Write(io::Error),
}

impl Failure {
    /// The reader of our output went away: no failure of ours.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Write(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Bytes as text.
pub fn utf8<'b>(bytes: &'b [u8], place: &dyn Fn() -> String) -> Result<&'b str, Failure> {
    std::str::from_utf8(bytes).map_err(|e| Failure::NotUtf8 { place: place(), offset: e.valid_up_to() })
}
