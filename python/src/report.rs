//! What went, as the named tuples of `dechaff/__init__.py`: Python's spans count code points.

use dechaff::{Cleaned, Removal};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyString, PyType};

/// A text's report, made without the interpreter's lock.
pub struct Report {
    /// None where nothing went.
    text: Option<String>,
    removed: Vec<Removal>,
    spared: Vec<Removal>,
}

impl Report {
    pub fn of(text: &str, cleaned: Cleaned<'_>) -> Report {
        let Cleaned { text: left, mut removed, mut spared, .. } = cleaned;
        count_code_points(text, &mut removed);
        count_code_points(text, &mut spared);
        let left = if removed.is_empty() { None } else { Some(left.into_owned()) };
        Report { text: left, removed, spared }
    }

    /// `dechaff.Cleaned`; `text` is the one that was cleaned.
    pub fn into_python<'py>(self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        static CLEANED: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let py = text.py();
        let left = self.text.map_or_else(|| text.clone(), |left| PyString::new(py, &left));
        let removed = removals(py, &self.removed)?;
        CLEANED.import(py, "dechaff", "Cleaned")?.call1((left, removed, removals(py, &self.spared)?))
    }
}

/// A list of `dechaff.Removal`.
fn removals<'py>(py: Python<'py>, removals: &[Removal]) -> PyResult<Bound<'py, PyList>> {
    static REMOVAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let removal = REMOVAL.import(py, "dechaff", "Removal")?;
    let list = PyList::empty(py);
    for r in removals {
        // As it is written: 0.9, and not the nearest f32 as an f64.
        let score: f64 = r.score.to_string().parse().unwrap_or(f64::from(r.score));
        let (category, rule) = (PyString::intern(py, r.category.name()), PyString::intern(py, &r.rule));
        list.append(removal.call1((r.start, r.end, category, rule, r.evidence.as_str(), score))?)?;
    }
    Ok(list)
}

/// Turns bytes into code points; fastest where the spans are sorted.
fn count_code_points(text: &str, spans: &mut [Removal]) {
    if text.is_ascii() {
        return;
    }
    let (mut byte, mut point) = (0, 0);
    let mut count = |at: usize| {
        if at < byte {
            (byte, point) = (0, 0);
        }
        point += text[byte..at].chars().count();
        byte = at;
        point
    };
    for r in spans {
        (r.start, r.end) = (count(r.start), count(r.end));
    }
}
