//! The library's errors as Python's.

use pyo3::exceptions::PyValueError;
use pyo3::PyErr;

pyo3::create_exception!(dechaff, Error, PyValueError, "Why an option or a text was refused, and what to do.");

/// An exception with the text of what went wrong.
pub fn error(reason: impl std::fmt::Display) -> PyErr {
    Error::new_err(reason.to_string())
}
