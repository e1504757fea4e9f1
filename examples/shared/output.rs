//! The output, a whole record at a time: one stream, or a file for each input.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failure::{Failure, Place};
use super::packing::{self, Packer, Packing};
use super::source::Source;

/// Shared with the thread that ends the program on an interrupt: whoever holds the lock is between two records.
pub struct Output<'w>(Mutex<State<'w>>);

struct State<'w> {
    to: Target<'w>,
    /// Of the last record that was written.
    last: Option<Place>,
}

enum Target<'w> {
    Stream(BufWriter<Box<dyn Write + Send + 'w>>),
    Folder { folder: PathBuf, part: Option<Part> },
}

/// A file that is being written; where it is given up nothing of it stays.
struct Part {
    packer: Packer,
    /// What it will be.
    to: PathBuf,
}

impl Target<'_> {
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match self {
            Target::Stream(to) => to.write_all(bytes),
            Target::Folder { part: Some(part), .. } => part.packer.write_all(bytes),
            Target::Folder { part: None, .. } => Ok(()),
        };
        written.map_err(|e| self.failure(e))
    }

    fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Target::Stream(to) => to.flush().map_err(|e| self.failure(e)),
            // What is not whole is of no use yet.
            Target::Folder { .. } => Ok(()),
        }
    }

    fn failure(&self, source: io::Error) -> Failure {
        match self {
            Target::Folder { part: Some(part), .. } => unwritten(&part.to, source),
            _ => Failure::Write { to: "output".to_owned(), source },
        }
    }
}

/// A file of the output can't be written.
pub fn unwritten(to: &Path, source: io::Error) -> Failure {
    Failure::Write { to: format!("output {}", to.display()), source }
}

impl<'w> Output<'w> {
    pub fn stream(to: impl Write + Send + 'w) -> Output<'w> {
        Output::new(Target::Stream(BufWriter::with_capacity(1 << 16, Box::new(to))))
    }

    pub fn folder(folder: &Path) -> Output<'w> {
        Output::new(Target::Folder { folder: folder.to_owned(), part: None })
    }

    fn new(to: Target<'w>) -> Output<'w> {
        Output(Mutex::new(State { to, last: None }))
    }

    /// Begins what the input of this name gives: a file in a folder, packed by its ending.
    pub fn begin(&self, name: &Path) -> Result<(), Failure> {
        if let Target::Folder { folder, part } = &mut self.lock().to {
            let to = folder.join(name);
            let begun = to.parent().map_or(Ok(()), std::fs::create_dir_all);
            let begun = begun.and_then(|()| Packing::of(name).0.writer(packing::part_of(&to)?));
            let packer = begun.map_err(|e| unwritten(&to, e))?;
            *part = Some(Part { packer, to });
        }
        Ok(())
    }

    /// All of the input that was begun is written: its file comes to stand.
    pub fn finish(&self) -> Result<(), Failure> {
        if let Target::Folder { part, .. } = &mut self.lock().to {
            if let Some(Part { packer, to }) = part.take() {
                let whole = packer.finish().and_then(|file| file.persist(&to).map_err(|e| e.error));
                whole.map_err(|e| unwritten(&to, e))?;
            }
        }
        Ok(())
    }

    /// Gives up the file that was begun.
    pub fn drop_part(&self) {
        if let Target::Folder { part, .. } = &mut self.lock().to {
            *part = None;
        }
    }

    /// Writes what came of the record at `place`.
    pub fn write(&self, place: &Place, record: &[u8]) -> Result<(), Failure> {
        let mut state = self.lock();
        state.to.write_all(record)?;
        state.last = Some(place.clone());
        Ok(())
    }

    /// Writes a record that is too long to be held: `head`, then what the source still gives.
    pub fn copy(&self, place: &Place, head: &[u8], source: &mut Source<'_>) -> Result<(), Failure> {
        let mut state = self.lock();
        state.to.write_all(head)?;
        source.copy_rest(place, |chunk| state.to.write_all(chunk))?;
        state.last = Some(place.clone());
        Ok(())
    }

    pub fn flush(&self) -> Result<(), Failure> {
        self.lock().to.flush()
    }

    /// Waits for the record that is being written, flushes, and lets `end` finish the program before the next one. A
    /// file that is not whole goes.
    pub fn end(&self, end: impl FnOnce(Option<&Place>, Result<(), Failure>)) {
        let mut state = self.lock();
        let flushed = state.to.flush();
        if let Target::Folder { part, .. } = &mut state.to {
            *part = None;
        }
        end(state.last.as_ref(), flushed);
    }

    fn lock(&self) -> MutexGuard<'_, State<'w>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
