//! Where pages are read from: a file, a page a line or the whole of it.

use std::io::{self, BufReader, Read};

use super::failure::{Failure, Place};
use super::inputs::Kind;
use super::lines::{self, Line, Rest};

/// An open file.
pub struct Source<'r> {
    input: BufReader<Box<dyn Read + Send + 'r>>,
    place: Place,
    kind: Kind,
    /// Reading may last until somebody writes, as at a pipe.
    waits: bool,
    packed: bool,
    /// Lines read so far.
    line: u64,
    ended: bool,
}

/// What is cleaned as one: a record or a text.
pub struct Page {
    pub place: Place,
    pub kind: Kind,
    pub bytes: Vec<u8>,
    /// Its beginning only: it is longer than the limit, and [`Source::rest`] has what follows.
    pub is_cut: bool,
}

impl<'r> Source<'r> {
    pub fn new(input: BufReader<Box<dyn Read + Send + 'r>>, place: Place, kind: Kind) -> Source<'r> {
        Source { input, place, kind, waits: false, packed: false, line: 0, ended: false }
    }

    pub fn waits(self, waits: bool) -> Source<'r> {
        Source { waits, ..self }
    }

    pub fn packed(self, packed: bool) -> Source<'r> {
        Source { packed, ..self }
    }

    /// Whether the next page may not be there yet.
    pub fn may_wait(&self) -> bool {
        self.waits && !(self.kind == Kind::Jsonl && self.input.buffer().contains(&b'\n'))
    }

    /// The next page, of which no more than `limit` bytes are read. Lines of white space alone are no pages.
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
            let is_cut = match lines::next(&mut self.input, limit, &mut bytes) {
                Ok(Line::None) => return Ok(None),
                Ok(Line::Whole) => false,
                Ok(Line::Beginning) => true,
                Err(e) => return Err(self.failure(place, e)),
            };
            if is_cut || !bytes.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')) {
                return Ok(Some(Page { place, kind: self.kind, bytes, is_cut }));
            }
        }
    }

    fn next_text(&mut self, limit: usize) -> Result<Option<Page>, Failure> {
        if std::mem::replace(&mut self.ended, true) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|e| self.failure(self.place.clone(), e))?;
        let is_cut = bytes.len() > limit;
        Ok(Some(Page { place: self.place.clone(), kind: self.kind, bytes, is_cut }))
    }

    /// Gives what follows the page that was cut, bit by bit.
    pub fn copy_rest(
        &mut self,
        place: &Place,
        mut write: impl FnMut(&[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut rest: Box<dyn Read + '_> = match self.kind {
            Kind::Jsonl => Box::new(Rest::of(&mut self.input)),
            Kind::Text => Box::new(&mut self.input),
        };
        let mut chunk = vec![0; 1 << 16];
        loop {
            match rest.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(read) => write(&chunk[..read])?,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    drop(rest);
                    // What comes after it must not be a part of it.
                    write(b"\n")?;
                    return Err(self.failure(place.clone(), e));
                }
            }
        }
    }

    /// What an error in reading means. One that is not the system's comes from the archive.
    fn failure(&self, place: Place, source: io::Error) -> Failure {
        if self.packed && source.raw_os_error().is_none() {
            return Failure::Archive { place, source };
        }
        Failure::Read { place, source }
    }
}
