//! Extracts the text of `str` objects.

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::error::error;

/// Extracts the text of a `str`. Unlike a Rust string, a `str` may contain lone surrogates, which are an error. `name`
/// names the text in the error.
pub fn extract(text: &Bound<'_, PyString>, name: impl Fn() -> String) -> PyResult<String> {
    text.to_cow().map(|text| text.into_owned()).map_err(|e| {
        let py = text.py();
        if !e.is_instance_of::<PyUnicodeEncodeError>(py) {
            return e;
        }
        let at = e.value(py).getattr("start").and_then(|at| at.extract::<usize>()).unwrap_or(0);
        let lone = error(format!(
            "{}: a lone surrogate at index {at} is not a character: correct the text, or encode it with \
             errors=\"surrogatepass\" to keep it",
            name()
        ));
        lone.set_cause(py, Some(e));
        lone
    })
}

/// Extracts the texts of a list or another iterable of `str`. Returns the objects and their texts.
pub fn extract_all<'py>(texts: &Bound<'py, PyAny>) -> PyResult<(Vec<Bound<'py, PyString>>, Vec<String>)> {
    if texts.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(
            "a list of texts is needed, not a single str: use clean() or report() for that",
        ));
    }
    let (mut objects, mut extracted) = (Vec::new(), Vec::new());
    for (i, text) in texts.try_iter()?.enumerate() {
        let text = text?.cast_into::<PyString>().map_err(|e| {
            let given = e.into_inner().get_type().name().map_or_else(|_| "another type".into(), |n| n.to_string());
            PyTypeError::new_err(format!("text {i}: a str is needed, not {given}"))
        })?;
        extracted.push(extract(&text, || format!("text {i}"))?);
        objects.push(text);
    }
    Ok((objects, extracted))
}
