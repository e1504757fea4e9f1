//! The threads of one call. They end with it, so that a process that forks later misses none in the child.

use pyo3::PyResult;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::error;

/// None where the caller's own thread does it all.
pub struct Threads(Option<ThreadPool>);

impl Threads {
    /// So many, or one a core.
    pub fn new(count: Option<usize>) -> PyResult<Threads> {
        match count {
            Some(0) => Err(error("threads: at least 1 is needed, or None for one a core")),
            Some(1) => Ok(Threads(None)),
            _ => {
                let pool = ThreadPoolBuilder::new().num_threads(count.unwrap_or(0)).build();
                Ok(Threads(Some(pool.map_err(error)?)))
            }
        }
    }

    /// What `work` gives for each number below `len`, in order.
    pub fn map<T: Send>(&self, len: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        match &self.0 {
            None => (0..len).map(work).collect(),
            Some(pool) => pool.install(|| (0..len).into_par_iter().map(work).collect()),
        }
    }
}
