//! The class `Cleaner`.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use pyo3_arrow::input::AnyArray;

use crate::report::Report;
use crate::threads::Threads;
use crate::{arrow, fork, options, text};

/// Cleans texts. One serves all threads; it is pickled as its options.
///
/// Options, each by keyword:
///
/// keep, remove: categories, the names in `dechaff.CATEGORIES`, that stay or go whatever is the default.
/// strictness: "careful", "balanced" or "thorough": how much certainty a removal needs.
/// whole_page: True or False where texts are known to be whole pages or not; None where each text shows it.
/// languages: only the phrases of these, the names in `dechaff.LANGUAGES`.
/// phrases, only_phrases: phrases beside the shipped ones or instead of them: a phrase file's text, or a dict from
///     category to a list of phrases.
/// protect: regular expressions; a segment in which one matches is never removed.
/// rules: a file's path (TOML, or JSON by its name) or a dict of what such a file holds: phrases with examples, protect
///     and keep, for all sites and for single ones, which for_site gives.
///
/// Raises dechaff.Error where one is refused; its text says which and what to do.
#[pyclass(frozen, module = "dechaff")]
pub struct Cleaner {
    cleaner: dechaff::Cleaner,
    options: Py<PyDict>,
    /// Whose pages it cleans, where it came of `for_site`.
    host: Option<String>,
}

#[pymethods]
impl Cleaner {
    #[new]
    #[pyo3(signature = (**options), text_signature = "(*, keep=(), remove=(), strictness='balanced', whole_page=None, \
                        languages=None, phrases=None, only_phrases=None, protect=(), rules=None)")]
    fn new(py: Python<'_>, options: Option<Bound<'_, PyDict>>) -> PyResult<Cleaner> {
        // A copy: what the caller makes of its lists later is not what the cleaner was built from.
        let options = options.unwrap_or_else(|| PyDict::new(py));
        let options = py.import("copy")?.call_method1("deepcopy", (options,))?.cast_into::<PyDict>()?;
        options::load_rules(&options)?;
        Ok(Cleaner { cleaner: options::build(&options)?, options: options.unbind(), host: None })
    }

    /// What is left of a text: the same object where nothing goes.
    fn clean<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
        clean(&self.cleaner, text)
    }

    /// What is left of a text, and what went and why: a dechaff.Cleaned.
    fn report<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let read = text::read(text, || "the text".into())?;
        text.py().detach(|| report_of(&self.cleaner, &read)).into_python(text)
    }

    /// What is left of each text, in order. On so many threads, or one a core.
    #[pyo3(signature = (texts, threads=None))]
    fn clean_many<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        threads: Option<usize>,
    ) -> PyResult<Vec<Bound<'py, PyString>>> {
        let threads = Threads::new(threads)?;
        let (texts, read) = text::read_all(texts)?;
        let left = py.detach(|| threads.map(read.len(), |i| text_of(&self.cleaner, &read[i])));
        Ok(texts.iter().zip(left).map(|(text, left)| or_new(text, left)).collect())
    }

    /// What is left of each text with its report, in order: a list of dechaff.Cleaned. On so many threads, or one a core.
    #[pyo3(signature = (texts, threads=None))]
    fn report_many<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        threads: Option<usize>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let threads = Threads::new(threads)?;
        let (texts, read) = text::read_all(texts)?;
        let reports = py.detach(|| threads.map(read.len(), |i| report_of(&self.cleaner, &read[i])));
        texts.iter().zip(reports).map(|(text, report)| report.into_python(text)).collect()
    }

    /// What is left of a column of strings (string, large_string or string_view), as one of the same type; nulls stay
    /// null. Takes whatever has `__arrow_c_array__` or `__arrow_c_stream__`, and gives what has the same: hand it to
    /// `pyarrow.array`, `pyarrow.chunked_array` or `polars.Series`. On so many threads, or one a core.
    #[pyo3(signature = (column, threads=None))]
    fn clean_arrow<'py>(
        &self,
        py: Python<'py>,
        column: AnyArray,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyAny>> {
        arrow::clean(py, &self.cleaner, column, &Threads::new(threads)?)
    }

    /// The cleaner for the pages of a site, with the rules for it on top of those for all: those of the nearest domain
    /// above it where it has none, as "www.example.com" has those of "example.com". Costs next to nothing.
    fn for_site(&self, py: Python<'_>, host: String) -> Cleaner {
        let cleaner = self.cleaner.for_site(&host);
        Cleaner { cleaner, options: self.options.clone_ref(py), host: Some(host) }
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rebuild = py.import("dechaff._dechaff")?.getattr("rebuild")?;
        (rebuild, (self.options.clone_ref(py), self.host.as_deref())).into_pyobject(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let option = |(name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| Ok(format!("{name}={}", value.repr()?));
        let options = self.options.bind(py).iter().map(option).collect::<PyResult<Vec<_>>>()?;
        let made = format!("Cleaner({})", options.join(", "));
        Ok(match &self.host {
            Some(host) => format!("{made}.for_site({})", PyString::new(py, host).repr()?),
            None => made,
        })
    }
}

/// A cleaner again, from what it was pickled as.
#[pyfunction]
pub fn rebuild(py: Python<'_>, options: Bound<'_, PyDict>, host: Option<String>) -> PyResult<Cleaner> {
    let cleaner = Cleaner::new(py, Some(options))?;
    Ok(match host {
        Some(host) => cleaner.for_site(py, host),
        None => cleaner,
    })
}

/// What is left of a `str`.
pub fn clean<'py>(cleaner: &dechaff::Cleaner, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
    let read = text::read(text, || "the text".into())?;
    let left = text.py().detach(|| text_of(cleaner, &read));
    Ok(or_new(text, left))
}

/// The text itself where nothing went of it.
fn or_new<'py>(text: &Bound<'py, PyString>, left: Cow<'_, str>) -> Bound<'py, PyString> {
    match left {
        Cow::Borrowed(_) => text.clone(),
        Cow::Owned(left) => PyString::new(text.py(), &left),
    }
}

/// What is left of a text, cleaned while no process forks.
pub fn text_of<'t>(cleaner: &dechaff::Cleaner, text: &'t str) -> Cow<'t, str> {
    let _gate = fork::gate();
    cleaner.clean(text)
}

/// The report on a text, made while no process forks.
fn report_of(cleaner: &dechaff::Cleaner, text: &str) -> Report {
    let _gate = fork::gate();
    Report::of(text, cleaner.report(text))
}
