//! Writes whole records, either to one stream or to one file per input.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::failure::Failure;
use crate::input::compression::{Compression, Compressor};
use crate::input::place::Place;
use crate::input::source::Source;
use crate::message::without_control_characters;
use crate::new_file::{create_temporary_beside, open_special, write_failure, Destination};

/// The output. It is shared with the thread that handles interrupts; the lock is held while a record is being written,
/// so that thread ends the program only between two records.
pub struct Output<'w>(Mutex<State<'w>>);

struct State<'w> {
    to: Target<'w>,
    /// The place of the last record that was written.
    last_written: Option<Place>,
    /// The last byte that was written to a stream or single file.
    last_byte: Option<u8>,
}

enum Target<'w> {
    Stream(BufWriter<Box<dyn Write + Send + 'w>>),
    /// Everything goes to one file. It is `None` once the file is complete or was discarded.
    File(Option<PartialFile>),
    Folder {
        folder: PathBuf,
        partial: Option<PartialFile>,
    },
}

/// A temporary file that becomes the output file when it is complete. It is deleted when it is dropped before that.
struct PartialFile {
    compressor: Compressor,
    /// The path of the output file.
    to: PathBuf,
}

impl PartialFile {
    /// Begins an output file, compressed as its extension says.
    fn create(to: &Path) -> Result<PartialFile, Failure> {
        let create = || match Destination::of(to)? {
            Destination::Special => Err(io::Error::other("it is not a regular file")),
            Destination::Regular(resolved) => {
                let compressor = Compression::from_name(to).0.compressor(create_temporary_beside(&resolved)?)?;
                Ok(PartialFile { compressor, to: resolved })
            }
        };
        create().map_err(|e| write_failure(to, e))
    }

    /// Gives the file its name.
    fn complete(self) -> Result<(), Failure> {
        let PartialFile { compressor, to } = self;
        let persisted = compressor.finish().and_then(|file| {
            // A file that is replaced keeps its permissions.
            if let Ok(metadata) = to.metadata() {
                file.as_file().set_permissions(metadata.permissions())?;
            }
            file.persist(&to).map_err(|e| e.error)
        });
        persisted.map(drop).map_err(|e| write_failure(&to, e))
    }
}

impl Target<'_> {
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match self {
            Target::Stream(to) => to.write_all(bytes),
            Target::File(Some(partial)) | Target::Folder { partial: Some(partial), .. } => {
                partial.compressor.write_all(bytes)
            }
            Target::File(None) | Target::Folder { partial: None, .. } => Ok(()),
        };
        written.map_err(|e| self.failure(e))
    }

    /// Flushes a stream. A partial file is not flushed, because nobody can read it yet.
    fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Target::Stream(to) => to.flush().map_err(|e| self.failure(e)),
            Target::File(_) | Target::Folder { .. } => Ok(()),
        }
    }

    /// Deletes the partial file, if there is one.
    fn discard(&mut self) {
        match self {
            Target::Stream(_) => {}
            Target::File(partial) | Target::Folder { partial, .. } => *partial = None,
        }
    }

    fn failure(&self, source: io::Error) -> Failure {
        match self {
            Target::File(Some(partial)) | Target::Folder { partial: Some(partial), .. } => {
                write_failure(&partial.to, source)
            }
            _ => Failure::Write { to: "output".to_owned(), source },
        }
    }
}

impl<'w> Output<'w> {
    pub fn stream(to: impl Write + Send + 'w) -> Output<'w> {
        Output::new(Target::Stream(BufWriter::with_capacity(1 << 16, Box::new(to))))
    }

    /// Writes everything to one file, which gets its name in [`Output::finish`]. A device or a pipe is written through.
    pub fn file(to: &Path) -> Result<Output<'w>, Failure> {
        match Destination::of(to) {
            Ok(Destination::Special) => Ok(Output::stream(open_special(to).map_err(|e| write_failure(to, e))?)),
            _ => Ok(Output::new(Target::File(Some(PartialFile::create(to)?)))),
        }
    }

    pub fn folder(folder: &Path) -> Output<'w> {
        Output::new(Target::Folder { folder: folder.to_owned(), partial: None })
    }

    fn new(to: Target<'w>) -> Output<'w> {
        Output(Mutex::new(State { to, last_written: None, last_byte: None }))
    }

    /// Begins the output of an input file. In a folder this creates a file with this name, compressed as its extension
    /// says.
    pub fn begin_file(&self, name: &Path) -> Result<(), Failure> {
        if let Target::Folder { folder, partial } = &mut self.lock().to {
            let to = folder.join(name);
            to.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|e| write_failure(&to, e))?;
            *partial = Some(PartialFile::create(&to)?);
        }
        Ok(())
    }

    /// Completes the output of the current input file: the partial file gets its name.
    pub fn finish_file(&self) -> Result<(), Failure> {
        if let Target::Folder { partial, .. } = &mut self.lock().to {
            partial.take().map_or(Ok(()), PartialFile::complete)?;
        }
        Ok(())
    }

    /// Completes the output after the last input: flushes a stream, and gives a single file its name.
    pub fn finish(&self) -> Result<(), Failure> {
        let mut state = self.lock();
        match &mut state.to {
            Target::File(partial) => partial.take().map_or(Ok(()), PartialFile::complete),
            to => to.flush(),
        }
    }

    /// Deletes the single file, if the output is one, because an input failed.
    pub fn discard_single_file(&self) {
        if let Target::File(partial) = &mut self.lock().to {
            *partial = None;
        }
    }

    /// Deletes the partial file of the current input, if there is one.
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
        state.last_byte = record.last().copied().or(state.last_byte);
        Ok(())
    }

    /// Writes a line with the name of a file, with a blank line above it unless it is the first line.
    pub fn write_heading(&self, place: &Place) -> Result<(), Failure> {
        let mut state = self.lock();
        let above = match state.last_byte {
            None => "",
            Some(b'\n') => "\n",
            Some(_) => "\n\n",
        };
        let heading = format!("{above}==> {} <==\n", without_control_characters(&place.to_string()));
        state.last_byte = Some(b'\n');
        state.to.write_all(heading.as_bytes())
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
        state.to.discard();
        end(state.last_written.as_ref(), flushed);
    }

    fn lock(&self) -> MutexGuard<'_, State<'w>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
