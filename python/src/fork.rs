//! Makes forking safe. A process may fork at any time, and only the forking thread continues in the child. A lock that
//! another thread held at that moment would stay locked in the child forever. Therefore each text is cleaned under a
//! read lock, the gate, and forking takes the write lock, so it waits until no text is being cleaned.

use std::cell::RefCell;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use pyo3::prelude::*;
use pyo3::types::PyDict;

static GATE: RwLock<()> = RwLock::new(());

thread_local! {
    /// The write lock, held by the forking thread from before the fork until after it, in the parent and in the child.
    static CLOSED: RefCell<Option<RwLockWriteGuard<'static, ()>>> = const { RefCell::new(None) };
}

/// Hold this guard while one text is cleaned, but never while waiting for the interpreter's lock: the forking thread
/// has that lock and waits for the gate, so this would be a deadlock.
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

/// Registers `close` and `open` with the interpreter, on platforms that can fork.
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
