//! Scratch: the buffers in which a page is cleaned, kept for the next page, so that cleaning many pages allocates
//! next to nothing. Callers never see them.

use std::sync::{Mutex, PoisonError};

use crate::ledger::Ledger;
use crate::output::{Left, Removal};
use crate::page::Page;
use crate::passes::Notes;
use crate::rules::Reading;

#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub reading: Reading,
    /// The page as it was read first, while what is left of it is read.
    pub first: Reading,
    /// The page before it was parted, and where; flattened text only.
    pub unparted: Page,
    pub line_ends: Vec<usize>,
    pub ledger: Ledger,
    pub notes: Notes,
    pub removed: Vec<Removal>,
    pub left: Left,
}

/// Scratch that nobody uses: as many as there were threads at once. Each is bounded, since a page is.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    free: Mutex<Vec<Scratch>>,
}

impl Pool {
    /// Lends scratch to `work`. Where `work` panics (a caller's rule may), its scratch is dropped.
    pub fn lend<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = free().pop().unwrap_or_default();
        let done = work(&mut scratch);
        free().push(scratch);
        done
    }
}
