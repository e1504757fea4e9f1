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
    #[error("{place}: UTF-16, not UTF-8: convert the input, for example with `iconv -f UTF-16 -t UTF-8`")]
    Utf16 { place: Place },
    #[error("{place}, column {column}: invalid record: {reason}")]
    Json { place: Place, column: usize, reason: String },
    #[error(
        "{place}: the record must have exactly one field `{field}`, and its value must be a string: name another field \
         with --field, or correct the record"
    )]
    NoText { place: Place, field: String },
    #[error("{place}: the record has a field `{field}` already: name another one for what is added with {option}")]
    Clash { place: Place, field: String, option: &'static str },
    #[error(
        "{place}: longer than the limit of {limit} bytes: raise --max-bytes, or check whether line breaks are missing"
    )]
    TooLong { place: Place, limit: usize },
    #[error("{place}: the text is too long for {option} ({reason}): omit {option}, or divide the text")]
    TooLongFor { place: Place, option: &'static str, reason: String },
    #[error("{place}: the compressed file is truncated or damaged ({source}): download or compress it again")]
    Archive { place: Place, source: io::Error },
    #[error(
        "{place}: the folder contains no file that ends in .txt, .md, .jsonl or .ndjson, optionally followed by .gz or \
         .zst: pass the files themselves as arguments"
    )]
    NoFiles { place: Place },
    #[error("{place}: {reason}")]
    Rules { place: Place, reason: String },
    #[error("{place}: {reason}")]
    Sites { place: Place, reason: String },
    #[error("{to}: cannot be written: {source}")]
    Write { to: String, source: io::Error },
}

impl Failure {
    /// Converts an error of serde_json. serde_json parsed the part of the line at `place` that starts at byte `offset`.
    pub fn json(place: &Place, offset: usize, error: &serde_json::Error) -> Failure {
        let message = error.to_string();
        // serde_json's position is relative to the string that it parsed; `place` has the position in the file.
        let position = format!(" at line {} column {}", error.line(), error.column());
        let reason = advise(message.strip_suffix(&position).unwrap_or(&message));
        Failure::Json { place: place.clone(), column: offset + error.column().max(1), reason }
    }

    /// A text of which `option` cannot show or list everything within bounded memory.
    pub fn too_long_for(option: &'static str, reason: String, place: &Place) -> Failure {
        Failure::TooLongFor { place: place.clone(), option, reason }
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
        matches!(
            self,
            NotUtf8 { .. }
                | Utf16 { .. }
                | Json { .. }
                | NoText { .. }
                | Clash { .. }
                | TooLong { .. }
                | TooLongFor { .. }
        )
    }
}

/// The message for what this build cannot do, because it was built without a cargo feature.
pub fn missing_feature(what: &str, feature: &str) -> String {
    format!("{what}: not in this build: install it with `cargo install --path cli --features {feature}`")
}

/// Adds to a message of serde_json what the user can do.
fn advise(message: &str) -> String {
    let is_surrogate = ["lone leading surrogate", "unexpected end of hex escape"].iter().any(|m| message.contains(m));
    let explained = match is_surrogate {
        true => format!("{message} (half of a surrogate pair, such as \\ud800 alone, is not a character)"),
        false => message.to_owned(),
    };
    format!("{explained}: correct the line, or use --on-error skip to pass invalid records on unchanged")
}

/// Returns the bytes as a string, or [`Failure::NotUtf8`] with the offset of the first invalid byte.
pub fn utf8<'b>(bytes: &'b [u8], place: &Place) -> Result<&'b str, Failure> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Failure::Utf16 { place: place.clone() });
    }
    std::str::from_utf8(bytes).map_err(|e| Failure::NotUtf8 { place: place.clone(), offset: e.valid_up_to() })
}
