//! Converts the library's errors to Python exceptions.

use pyo3::exceptions::PyValueError;
use pyo3::PyErr;

pyo3::create_exception!(
    dechaff,
    Error,
    PyValueError,
    "An invalid option or text. The message says what is wrong and what to do."
);

/// Creates a `dechaff.Error` with the given message.
pub fn error(reason: impl std::fmt::Display) -> PyErr {
    Error::new_err(reason.to_string())
}
