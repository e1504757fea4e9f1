//! Scratch: the buffers in which a page is cleaned. They are kept for the next page, so that cleaning many pages allocates
//! next to nothing. Callers never see them.

use std::sync::{Mutex, PoisonError};

use crate::output::Removal;
use crate::pipeline::Workspace;
use crate::rounds::Rounds;

#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub rounds: Rounds,
    pub workspace: Workspace,
    pub removed: Vec<Removal>,
}

/// Scratch that no page uses at the moment: at most one for each thread that cleaned at the same time as others. Each is
/// bounded, because a page is.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    free: Mutex<Vec<Scratch>>,
}

impl Pool {
    /// Lends scratch to `work`. If `work` panics, as a caller's rule may, its scratch is dropped.
    pub fn lend<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = free().pop().unwrap_or_default();
        let done = work(&mut scratch);
        free().push(scratch);
        done
    }
}
