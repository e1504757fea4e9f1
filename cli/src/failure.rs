//! The errors of the command. Each message says where the problem is, what it is and, unless the operating system's own
//! message suffices, what the user can do about it.

use std::io;

use crate::input::place::Place;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{place}: cannot be read: {source}")]
    Read { place: Place, source: io::Error },
    #[error("{place}: not valid UTF-8 at byte {offset}: convert the input to UTF-8")]
    NotUtf8 { place: Place, offset: usize },
    #[error("{place}, column {column}: invalid record: {reason}")]
    Json { place: Place, column: usize, reason: String },
    #[error(
        "{place}: the record must have exactly one field `{field}`, and its value must be a string: name another field \
         with --field, or correct the record"
    )]
    NoText { place: Place, field: String },
    #[error(
        "{place}: longer than the limit of {limit} bytes: raise --max-bytes, or check whether line breaks are missing"
    )]
    TooLong { place: Place, limit: usize },
    #[error("{place}: the compressed file is truncated or damaged ({source}): download or compress it again")]
    Archive { place: Place, source: io::Error },
    #[error(
        "{place}: the folder contains no file that ends in .txt, .md, .jsonl or .ndjson, optionally followed by .gz or \
         .zst: pass the files themselves as arguments"
    )]
    NoFiles { place: Place },
    #[error("{place}: {reason}")]
    Rules { place: Place, reason: String },
    #[error("{to}: cannot be written: {source}")]
    Write { to: String, source: io::Error },
}

impl Failure {
    /// Converts an error of serde_json. serde_json parsed the part of the line at `place` that starts at byte `offset`.
    pub fn json(place: &Place, offset: usize, error: &serde_json::Error) -> Failure {
        let message = error.to_string();
        // serde_json's position is relative to the string that it parsed; `place` has the position in the file.
        let position = format!(" at line {} column {}", error.line(), error.column());
        let reason = message.strip_suffix(&position).unwrap_or(&message).to_owned();
        Failure::Json { place: place.clone(), column: offset + error.column().max(1), reason }
    }

    /// Whether the reader of the output closed the pipe, as `head` does. That is not an error of the command.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }

    pub fn is_of_output(&self) -> bool {
        matches!(self, Failure::Write { .. })
    }

    /// Whether only this record or text is invalid, so that the next one can still be cleaned.
    pub fn is_of_one_record(&self) -> bool {
        use Failure::*;
        matches!(self, NotUtf8 { .. } | Json { .. } | NoText { .. } | TooLong { .. })
    }
}

/// The message for what this build cannot do, because it was built without a cargo feature.
pub fn missing_feature(what: &str, feature: &str) -> String {
    format!("{what}: not in this build: install it with `cargo install --path cli --features {feature}`")
}

/// Returns the bytes as a string, or [`Failure::NotUtf8`] with the offset of the first invalid byte.
pub fn utf8<'b>(bytes: &'b [u8], place: &Place) -> Result<&'b str, Failure> {
    std::str::from_utf8(bytes).map_err(|e| Failure::NotUtf8 { place: place.clone(), offset: e.valid_up_to() })
}
