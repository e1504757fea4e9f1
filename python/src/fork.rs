//! A process may fork at any time, and only the thread that forked goes on in the child. A lock that another thread
//! held would stay locked there for ever. So texts are cleaned under a gate that a fork closes for its moment.

use std::cell::RefCell;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use pyo3::prelude::*;
use pyo3::types::PyDict;

static GATE: RwLock<()> = RwLock::new(());

thread_local! {
    /// Held by the thread that forks, from before until after, on both sides.
    static CLOSED: RefCell<Option<RwLockWriteGuard<'static, ()>>> = const { RefCell::new(None) };
}

/// To be held while one text is cleaned, and never while waiting for the interpreter's lock: who forks has that.
pub fn gate() -> RwLockReadGuard<'static, ()> {
    GATE.read().unwrap_or_else(PoisonError::into_inner)
}

#[pyfunction]
fn close() {
    CLOSED.set(Some(GATE.write().unwrap_or_else(PoisonError::into_inner)));
}

#[pyfunction]
fn open() {
    CLOSED.take();
}

/// Has the interpreter close the gate around every fork, where there are any.
pub fn register(py: Python<'_>) -> PyResult<()> {
    let os = py.import("os")?;
    if !os.hasattr("register_at_fork")? {
        return Ok(());
    }
    let hooks = PyDict::new(py);
    hooks.set_item("before", wrap_pyfunction!(close, py)?)?;
    hooks.set_item("after_in_parent", wrap_pyfunction!(open, py)?)?;
    hooks.set_item("after_in_child", wrap_pyfunction!(open, py)?)?;
    os.call_method("register_at_fork", (), Some(&hooks))?;
    Ok(())
}
