//! Reads the pages of one open input.

use std::io::{self, BufReader, Read};

use super::bounded_lines::{self, LineRead, LineRemainder};
use super::inputs::Kind;
use super::place::Place;
use crate::failure::Failure;

/// An open input: a file whose lines are records, or a file that is one text.
pub struct Source<'r> {
    input: BufReader<Box<dyn Read + Send + 'r>>,
    place: Place,
    kind: Kind,
    /// The input is a pipe or a terminal, so reading may block until something is written there.
    may_block: bool,
    is_compressed: bool,
    /// Number of lines read so far.
    line: u64,
    /// The text was read; used for [`Kind::Text`] only.
    is_read: bool,
}

/// The unit of input: a record or a text.
pub struct Page {
    pub place: Place,
    pub kind: Kind,
    pub bytes: Vec<u8>,
    /// The page is longer than the limit and `bytes` holds only its beginning; [`Source::copy_remainder`] reads the
    /// rest.
    pub is_truncated: bool,
}

/// U+FEFF in UTF-8, which some programs write at the beginning of a file. It is not part of the first record.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl<'r> Source<'r> {
    pub fn new(input: BufReader<Box<dyn Read + Send + 'r>>, place: Place, kind: Kind) -> Source<'r> {
        Source { input, place, kind, may_block: false, is_compressed: false, line: 0, is_read: false }
    }

    pub fn with_may_block(self, may_block: bool) -> Source<'r> {
        Source { may_block, ..self }
    }

    pub fn with_is_compressed(self, is_compressed: bool) -> Source<'r> {
        Source { is_compressed, ..self }
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether reading the next page may block: the input is a pipe or a terminal, and no whole line is buffered.
    pub fn may_block(&self) -> bool {
        self.may_block && !(self.kind == Kind::Jsonl && self.input.buffer().contains(&b'\n'))
    }

    /// Reads the next page and truncates it if it is longer than `limit` bytes. Lines of only white space are ignored.
    pub fn next(&mut self, limit: usize) -> Result<Option<Page>, Failure> {
        match self.kind {
            Kind::Jsonl => self.next_record(limit),
            Kind::Text => self.next_text(limit),
        }
    }

    fn next_record(&mut self, limit: usize) -> Result<Option<Page>, Failure> {
        let mut bytes = Vec::new();
        loop {
            self.line += 1;
            let place = self.place.line(self.line);
            let is_truncated = match bounded_lines::next(&mut self.input, limit, &mut bytes) {
                Ok(LineRead::End) => return Ok(None),
                Ok(LineRead::Whole) => false,
                Ok(LineRead::Truncated) => true,
                Err(e) => return Err(self.failure(place, e)),
            };
            if self.line == 1 && bytes.starts_with(BYTE_ORDER_MARK) {
                bytes.drain(..BYTE_ORDER_MARK.len());
            }
            // The buffer grew by doubling, and a long line is held until it is written.
            bytes.shrink_to_fit();
            if is_truncated || !bytes.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')) {
                return Ok(Some(Page { place, kind: self.kind, bytes, is_truncated }));
            }
        }
    }

    fn next_text(&mut self, limit: usize) -> Result<Option<Page>, Failure> {
        if std::mem::replace(&mut self.is_read, true) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|e| self.failure(self.place.clone(), e))?;
        bytes.shrink_to_fit();
        let is_truncated = bytes.len() > limit;
        Ok(Some(Page { place: self.place.clone(), kind: self.kind, bytes, is_truncated }))
    }

    /// Passes the rest of a truncated page to `write`, in chunks.
    pub fn copy_remainder(
        &mut self,
        place: &Place,
        mut write: impl FnMut(&[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut remainder: Box<dyn Read + '_> = match self.kind {
            Kind::Jsonl => Box::new(LineRemainder::of(&mut self.input)),
            Kind::Text => Box::new(&mut self.input),
        };
        let mut chunk = vec![0; 1 << 16];
        loop {
            match remainder.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(read) => write(&chunk[..read])?,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    drop(remainder);
                    // End the incomplete record, so that the output of the next file does not continue its line.
                    write(b"\n")?;
                    return Err(self.failure(place.clone(), e));
                }
            }
        }
    }

    /// Classifies a read error. Without an error code of the operating system it comes from the decompressor.
    fn failure(&self, place: Place, source: io::Error) -> Failure {
        if self.is_compressed && source.raw_os_error().is_none() {
            return Failure::Archive { place, source };
        }
        Failure::Read { place, source }
    }
}
