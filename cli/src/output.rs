//! Writes whole records, either to one stream or to one file per input.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::failure::Failure;
use crate::input::compression::{self, Compression, Compressor};
use crate::input::place::Place;
use crate::input::source::Source;

/// The output. It is shared with the thread that handles interrupts; the lock is held while a record is being written,
/// so that thread ends the program only between two records.
pub struct Output<'w>(Mutex<State<'w>>);

struct State<'w> {
    to: Target<'w>,
    /// The place of the last record that was written.
    last_written: Option<Place>,
}

enum Target<'w> {
    Stream(BufWriter<Box<dyn Write + Send + 'w>>),
    Folder { folder: PathBuf, partial: Option<PartialFile> },
}

/// A temporary file that becomes the output file when it is complete. It is deleted when it is dropped before that.
struct PartialFile {
    compressor: Compressor,
    /// The path of the output file.
    to: PathBuf,
}

impl Target<'_> {
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match self {
            Target::Stream(to) => to.write_all(bytes),
            Target::Folder { partial: Some(partial), .. } => partial.compressor.write_all(bytes),
            Target::Folder { partial: None, .. } => Ok(()),
        };
        written.map_err(|e| self.failure(e))
    }

    /// Flushes a stream. A partial file is not flushed, because nobody can read it yet.
    fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Target::Stream(to) => to.flush().map_err(|e| self.failure(e)),
            Target::Folder { .. } => Ok(()),
        }
    }

    fn failure(&self, source: io::Error) -> Failure {
        match self {
            Target::Folder { partial: Some(partial), .. } => write_failure(&partial.to, source),
            _ => Failure::Write { to: "output".to_owned(), source },
        }
    }
}

/// The failure for an output file that cannot be written.
pub fn write_failure(to: &Path, source: io::Error) -> Failure {
    Failure::Write { to: format!("output {}", to.display()), source }
}

impl<'w> Output<'w> {
    pub fn stream(to: impl Write + Send + 'w) -> Output<'w> {
        Output::new(Target::Stream(BufWriter::with_capacity(1 << 16, Box::new(to))))
    }

    pub fn folder(folder: &Path) -> Output<'w> {
        Output::new(Target::Folder { folder: folder.to_owned(), partial: None })
    }

    fn new(to: Target<'w>) -> Output<'w> {
        Output(Mutex::new(State { to, last_written: None }))
    }

    /// Begins the output of an input file. In a folder this creates a file with this name, compressed as its extension
    /// says.
    pub fn begin_file(&self, name: &Path) -> Result<(), Failure> {
        if let Target::Folder { folder, partial } = &mut self.lock().to {
            let to = folder.join(name);
            let created = to.parent().map_or(Ok(()), std::fs::create_dir_all);
            let created = created.and_then(|()| {
                let file = compression::create_temporary_beside(&to)?;
                Compression::from_name(name).0.compressor(file)
            });
            let compressor = created.map_err(|e| write_failure(&to, e))?;
            *partial = Some(PartialFile { compressor, to });
        }
        Ok(())
    }

    /// Completes the output of the current input file: the partial file gets its name.
    pub fn finish_file(&self) -> Result<(), Failure> {
        if let Target::Folder { partial, .. } = &mut self.lock().to {
            if let Some(PartialFile { compressor, to }) = partial.take() {
                let persisted = compressor.finish().and_then(|file| file.persist(&to).map_err(|e| e.error));
                persisted.map_err(|e| write_failure(&to, e))?;
            }
        }
        Ok(())
    }

    /// Deletes the partial file, if there is one.
    pub fn discard_partial_file(&self) {
        if let Target::Folder { partial, .. } = &mut self.lock().to {
            *partial = None;
        }
    }

    /// Writes the output for the record at `place`.
    pub fn write(&self, place: &Place, record: &[u8]) -> Result<(), Failure> {
        let mut state = self.lock();
        state.to.write_all(record)?;
        state.last_written = Some(place.clone());
        Ok(())
    }

    /// Writes a record that is too long to be held in memory: its beginning `head`, then the rest from the source.
    pub fn copy(&self, place: &Place, head: &[u8], source: &mut Source<'_>) -> Result<(), Failure> {
        let mut state = self.lock();
        state.to.write_all(head)?;
        source.copy_remainder(place, |chunk| state.to.write_all(chunk))?;
        state.last_written = Some(place.clone());
        Ok(())
    }

    pub fn flush(&self) -> Result<(), Failure> {
        self.lock().to.flush()
    }

    /// Waits until the current record is written, flushes the output, deletes the partial file and calls `end`, which
    /// gets the place of the last record and the result of flushing. No record can be written while `end` runs.
    pub fn stop(&self, end: impl FnOnce(Option<&Place>, Result<(), Failure>)) {
        let mut state = self.lock();
        let flushed = state.to.flush();
        if let Target::Folder { partial, .. } = &mut state.to {
            *partial = None;
        }
        end(state.last_written.as_ref(), flushed);
    }

    fn lock(&self) -> MutexGuard<'_, State<'w>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
