//! Scratch: the buffers in which a page is cleaned. They are kept for the next page, so that cleaning many pages
//! allocates little memory.

use std::sync::{Mutex, PoisonError};

use crate::output::Removal;
use crate::pipeline::Workspace;
use crate::rounds::Rounds;

/// The buffers for one page.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub rounds: Rounds,
    pub workspace: Workspace,
    pub removed: Vec<Removal>,
}

/// The scratch that is not in use: at most as many as threads have cleaned at the same time. The size of each is
/// bounded, because that of a page is.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    free: Mutex<Vec<Scratch>>,
}

impl Pool {
    /// Lends scratch to `work`. If `work` panics, as a caller's rule may, its scratch is dropped.
    pub fn lend<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = free().pop().unwrap_or_default();
        let result = work(&mut scratch);
        free().push(scratch);
        result
    }
}
