//! What to do with a record that cannot be cleaned.

use std::fmt;

use clap::ValueEnum;

use crate::failure::Failure;

/// What to do with an invalid text or record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OnError {
    /// Report the error, skip the rest of the file and continue with the next file
    Stop,
    /// Write the text or record unchanged, continue, and print the number of such records at the end
    Skip,
}

/// Counts the records that were written unchanged.
#[derive(Debug, Default)]
pub struct SkippedRecords {
    count: u64,
    first: Option<Failure>,
}

impl SkippedRecords {
    /// Counts a record that failed, or returns the failure if it must stop the file.
    pub fn skip_or_fail(&mut self, on_error: OnError, failure: Failure) -> Result<(), Failure> {
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

impl fmt::Display for SkippedRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} skipped and written unchanged", self.count)?;
        match &self.first {
            Some(failure) => write!(f, "; first error: {failure}"),
            None => Ok(()),
        }
    }
}
