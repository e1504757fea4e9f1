//! What becomes of a record that can't be cleaned.

use std::fmt;

use clap::ValueEnum;

use super::failure::Failure;

/// What a record that can't be cleaned does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OnError {
    /// Ends the work on its file; the next file is begun
    Stop,
    /// Is written as it was read, and counted on stderr
    Skip,
}

/// The records that were written as they were read.
#[derive(Debug, Default)]
pub struct Skipped {
    count: u64,
    first: Option<Failure>,
}

impl Skipped {
    /// Counts a record that failed; gives the failure back where it ends the work.
    pub fn admit(&mut self, on_error: OnError, failure: Failure) -> Result<(), Failure> {
        if on_error == OnError::Stop || !failure.is_of_one_record() {
            return Err(failure);
        }
        self.count += 1;
        self.first.get_or_insert(failure);
        Ok(())
    }

    pub fn count(&self) -> u64 {
        self.count
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} skipped, written as read", self.count)?;
        match &self.first {
            Some(failure) => write!(f, "; the first: {failure}"),
            None => Ok(()),
        }
    }
}
