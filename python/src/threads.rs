//! The threads of one call. They end with the call, because threads do not exist in the child of a forked process: a
//! global thread pool would never answer there.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::error;

/// The most threads that a call may start.
#[derive(Clone, Copy)]
pub struct ThreadCount(usize);

impl ThreadCount {
    /// Reads the argument `threads`: at most so many threads, or one per core if it is `None`. More threads than cores
    /// would not make a call faster, so the number of cores is also the limit for a number.
    pub fn new(threads: Option<&Bound<'_, PyAny>>) -> PyResult<ThreadCount> {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        let Some(threads) = threads.filter(|threads| !threads.is_none()) else { return Ok(ThreadCount(cores)) };
        if !threads.is_instance_of::<PyInt>() || threads.is_instance_of::<PyBool>() {
            return Err(PyTypeError::new_err(format!("threads: an int or None is needed, not {}", threads.repr()?)));
        }
        if threads.lt(1)? {
            return Err(error("threads: at least 1 is needed, or None for one per core"));
        }
        // An int that is too large for a number of threads is larger than the number of cores.
        Ok(ThreadCount(threads.extract::<usize>().map_or(cores, |threads| threads.min(cores))))
    }

    /// Starts the threads for this many texts: no more than there are texts.
    pub fn start(self, texts: usize) -> Threads {
        let count = self.0.min(texts);
        // If the system refuses to start threads, the calling thread does the work.
        Threads(if count > 1 { ThreadPoolBuilder::new().num_threads(count).build().ok() } else { None })
    }
}

/// The thread pool, or `None` if the calling thread does all the work.
pub struct Threads(Option<ThreadPool>);

impl Threads {
    /// Calls `work` with each number below `len`, and returns the results in order.
    pub fn map<T: Send>(&self, len: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        match &self.0 {
            None => (0..len).map(work).collect(),
            Some(pool) => pool.install(|| (0..len).into_par_iter().map(work).collect()),
        }
    }
}
