//! `str` in.

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::error::error;

/// The text of a `str`. A `str` may hold halves of surrogate pairs, which are no text; `name` says which one it is.
pub fn read(text: &Bound<'_, PyString>, name: impl Fn() -> String) -> PyResult<String> {
    text.to_cow().map(|text| text.into_owned()).map_err(|e| {
        let py = text.py();
        if !e.is_instance_of::<PyUnicodeEncodeError>(py) {
            return e;
        }
        let at = e.value(py).getattr("start").and_then(|at| at.extract::<usize>()).unwrap_or(0);
        let lone = error(format!(
            "{}: a lone surrogate at index {at} is no character: mend the text, or encode it with \
             errors=\"surrogatepass\" to keep it",
            name()
        ));
        lone.set_cause(py, Some(e));
        lone
    })
}

/// The texts of a list or another iterable of `str`, as they are and as read.
pub fn read_all<'py>(texts: &Bound<'py, PyAny>) -> PyResult<(Vec<Bound<'py, PyString>>, Vec<String>)> {
    if texts.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("a list of texts is needed, not one str: use clean() or report()"));
    }
    let (mut all, mut all_read) = (Vec::new(), Vec::new());
    for (i, text) in texts.try_iter()?.enumerate() {
        let text = text?.cast_into::<PyString>().map_err(|e| {
            let given = e.into_inner().get_type().name().map_or_else(|_| "another type".into(), |n| n.to_string());
            PyTypeError::new_err(format!("text {i}: a str is needed, not {given}"))
        })?;
        all_read.push(read(&text, || format!("text {i}"))?);
        all.push(text);
    }
    Ok((all, all_read))
}
