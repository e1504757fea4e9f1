//! The threads of one call. They end with the call, because threads do not exist in the child of a forked process: a
//! global thread pool would never answer there.

use pyo3::PyResult;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::error;

/// The thread pool, or `None` if the calling thread does all the work.
pub struct Threads(Option<ThreadPool>);

impl Threads {
    /// Starts `count` threads, or one per core if it is `None`.
    pub fn new(count: Option<usize>) -> PyResult<Threads> {
        match count {
            Some(0) => Err(error("threads: at least 1 is needed, or None for one per core")),
            Some(1) => Ok(Threads(None)),
            _ => {
                let pool = ThreadPoolBuilder::new().num_threads(count.unwrap_or(0)).build();
                Ok(Threads(Some(pool.map_err(error)?)))
            }
        }
    }

    /// Calls `work` with each number below `len`, and returns the results in order.
    pub fn map<T: Send>(&self, len: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        match &self.0 {
            None => (0..len).map(work).collect(),
            Some(pool) => pool.install(|| (0..len).into_par_iter().map(work).collect()),
        }
    }
}
