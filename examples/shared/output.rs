//! The output, a whole record at a time.

use std::io::{self, BufWriter, Read, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failure::{Failure, Place};

/// Shared with the thread that ends the program on an interrupt: whoever holds the lock is between two records.
pub struct Output<W: Write>(Mutex<State<W>>);

struct State<W: Write> {
    to: BufWriter<W>,
    /// Of the last record that was written.
    last: Option<Place>,
}

impl<W: Write> Output<W> {
    pub fn new(to: W) -> Output<W> {
        Output(Mutex::new(State { to: BufWriter::with_capacity(1 << 16, to), last: None }))
    }

    /// Writes what came of the record at `place`.
    pub fn write(&self, place: &Place, record: &[u8]) -> Result<(), Failure> {
        let mut state = self.lock();
        state.to.write_all(record).map_err(Failure::Write)?;
        state.last = Some(place.clone());
        Ok(())
    }

    /// Writes a record that is too long to be held: `head`, then what `rest` still gives.
    pub fn copy(&self, place: &Place, head: &[u8], mut rest: impl Read) -> Result<(), Failure> {
        let mut state = self.lock();
        state.to.write_all(head).map_err(Failure::Write)?;
        let mut chunk = vec![0; 1 << 16];
        loop {
            let read = match rest.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(source) => {
                    // What comes after it must not be a part of it.
                    state.to.write_all(b"\n").map_err(Failure::Write)?;
                    return Err(Failure::Read { place: place.clone(), source });
                }
            };
            state.to.write_all(&chunk[..read]).map_err(Failure::Write)?;
        }
        state.last = Some(place.clone());
        Ok(())
    }

    pub fn flush(&self) -> Result<(), Failure> {
        self.lock().to.flush().map_err(Failure::Write)
    }

    /// Waits for the record that is being written, flushes, and lets `end` finish the program before the next one.
    pub fn end(&self, end: impl FnOnce(Option<&Place>, Result<(), Failure>)) {
        let mut state = self.lock();
        let flushed = state.to.flush().map_err(Failure::Write);
        end(state.last.as_ref(), flushed);
    }

    fn lock(&self) -> MutexGuard<'_, State<W>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
