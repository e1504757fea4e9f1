//! Converts reports to the named tuples in `dechaff/__init__.py`. Spans are byte offsets in Rust and code point offsets
//! in Python.

use dechaff::{Cleaned, Removal};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyString, PyType};

/// The report on a text, with spans in code points. It holds no Python object, so it is made without the interpreter's
/// lock.
pub struct Report {
    /// The cleaned text, or `None` if nothing was removed.
    text: Option<String>,
    removed: Vec<Removal>,
    spared: Vec<Removal>,
}

impl Report {
    pub fn new(text: &str, cleaned: Cleaned<'_>) -> Report {
        let Cleaned { text: cleaned, mut removed, mut spared, .. } = cleaned;
        bytes_to_code_points(text, &mut removed);
        bytes_to_code_points(text, &mut spared);
        let text = if removed.is_empty() { None } else { Some(cleaned.into_owned()) };
        Report { text, removed, spared }
    }

    /// Creates a `dechaff.Cleaned`. `text` is the input, which is returned itself if nothing was removed.
    pub fn into_python<'py>(self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        static CLEANED: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let py = text.py();
        let cleaned = self.text.map_or_else(|| text.clone(), |cleaned| PyString::new(py, &cleaned));
        let removed = removals(py, &self.removed)?;
        CLEANED.import(py, "dechaff", "Cleaned")?.call1((cleaned, removed, removals(py, &self.spared)?))
    }
}

/// Creates a list of `dechaff.Removal`.
fn removals<'py>(py: Python<'py>, removals: &[Removal]) -> PyResult<Bound<'py, PyList>> {
    static REMOVAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let removal = REMOVAL.import(py, "dechaff", "Removal")?;
    let list = PyList::empty(py);
    for r in removals {
        // Through the decimal notation, so that a score of 0.9 is not 0.8999999761581421 in Python.
        let score: f64 = r.score.to_string().parse().unwrap_or(f64::from(r.score));
        let (category, rule) = (PyString::intern(py, r.category.name()), PyString::intern(py, &r.rule));
        list.append(removal.call1((r.start, r.end, category, rule, r.evidence.as_str(), score))?)?;
    }
    Ok(list)
}

/// Converts spans from byte offsets to code point offsets. Takes linear time if the spans are sorted; each step back
/// starts counting at the beginning of the text again.
fn bytes_to_code_points(text: &str, spans: &mut [Removal]) {
    if text.is_ascii() {
        return;
    }
    let (mut byte, mut point) = (0, 0);
    let mut code_point = |at: usize| {
        if at < byte {
            (byte, point) = (0, 0);
        }
        point += text[byte..at].chars().count();
        byte = at;
        point
    };
    for r in spans {
        (r.start, r.end) = (code_point(r.start), code_point(r.end));
    }
}
