//! The class `Cleaner`.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use pyo3_arrow::input::AnyArray;

use crate::threads::ThreadCount;
use crate::{arrow, cleaning, options, text};

/// Strips boilerplate from article text. A cleaner may be shared between threads and can be pickled.
///
/// Options, all by keyword:
///
/// preset: a named set of kept categories and a strictness, which the other options change: "training", "rag", "read-aloud"
///     or "archive". `dechaff.PRESETS` describes them.
/// keep, remove: lists of categories to keep or to remove, whatever the default is; `dechaff.CATEGORIES` has the names.
/// strictness: how much certainty a removal needs: "careful", "balanced" or "thorough"; None for that of the preset, or
///     "balanced".
/// whole_page: True if the texts are whole pages, False if they are not, None to detect it for each text.
/// kind: what kind of text the texts are: "article", "page" (a whole page around an article), "entries" (a forum, a
///     listing, a shop), "document" or "unknown"; None to decide it for each text.
/// min_words: if fewer words than this would remain of a text, only what a phrase clearly says is removed, and nothing for
///     what surrounds a line.
/// languages: list of languages; of the shipped phrases only theirs are used. `dechaff.LANGUAGES` has the names.
/// phrases: phrases to use in addition to the shipped ones: the text of a phrase file, or a dict from category to a
///     list of phrases.
/// only_phrases: phrases to use instead of the shipped ones, in the same form.
/// protect: list of regular expressions; a segment in which one of them matches is never removed.
/// rules: a rules file: the path of a JSON file (if the name ends in .json), of a YAML file (.yaml or .yml) or of a TOML
///     file (any other name), or a dict with the content of one. Its keys are the same as in Rust and on the command line, and all are optional: `keep` (list of
///     categories), `protect` (list of regular expressions), `phrases` (dict from category to a list of phrases, each a
///     str or a dict with `phrase`, `matches` and `misses`) and `site` (dict from host to a dict with `keep`, `protect`
///     and `phrases`, which apply to the cleaners that for_site returns).
/// sites: what was learned of sites: the path of a file that `dechaff learn` or `Learner.save` wrote, or a dict with the
///     content of one, as `Learner.finish` returns it. It applies to the cleaners that for_site returns.
///
/// Raises dechaff.Error if the value of an option is invalid, and TypeError if it has the wrong type. The message says
/// which option is wrong and what to do.
#[pyclass(frozen, module = "dechaff")]
pub struct Cleaner {
    cleaner: dechaff::Cleaner,
    /// The options as given, for pickling and `repr`; a path in `rules` or `sites` is replaced by the content of the file.
    options: Py<PyDict>,
    /// The argument of `for_site`, if the cleaner was made by it.
    host: Option<String>,
}

#[pymethods]
impl Cleaner {
    #[new]
    #[pyo3(signature = (**options), text_signature = "(*, preset=None, keep=(), remove=(), strictness=None, whole_page=None, \
                        kind=None, min_words=40, languages=None, phrases=None, only_phrases=None, protect=(), rules=None, sites=None)")]
    fn new(py: Python<'_>, options: Option<Bound<'_, PyDict>>) -> PyResult<Cleaner> {
        // A deep copy, so that the cleaner is still pickled as it was built after the caller changes a list.
        let options = options.unwrap_or_else(|| PyDict::new(py));
        let options = py.import("copy")?.call_method1("deepcopy", (options,))?.cast_into::<PyDict>()?;
        options::load_rules(&options)?;
        options::load_sites(&options)?;
        Ok(Cleaner { cleaner: options::build(&options)?, options: options.unbind(), host: None })
    }

    /// Returns the cleaned text: the same object if nothing was removed.
    fn clean<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
        clean(&self.cleaner, text)
    }

    /// Returns a dechaff.Cleaned: the cleaned text with the report of what was removed and why.
    fn report<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let extracted = text::extract(text, || "the text".into())?;
        let report = text.py().detach(|| cleaning::report(&self.cleaner, &extracted));
        drop(extracted);
        report.into_python(text)
    }

    /// Returns a list of the cleaned texts, in order. Uses at most `threads` threads, or one per core if it is
    /// None.
    #[pyo3(signature = (texts, threads=None))]
    fn clean_many<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Vec<Bound<'py, PyString>>> {
        let threads = ThreadCount::new(threads)?;
        let (texts, extracted) = text::extract_all(texts)?;
        let cleaned = py.detach(|| {
            threads.start(extracted.len()).map(extracted.len(), |i| cleaning::clean(&self.cleaner, &extracted[i]))
        });
        Ok(texts.iter().zip(cleaned).map(|(text, cleaned)| into_python(text, cleaned)).collect())
    }

    /// Returns a list with a dechaff.Cleaned for each text, in order. Uses at most `threads` threads, or one per core if
    /// it is None.
    #[pyo3(signature = (texts, threads=None))]
    fn report_many<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let threads = ThreadCount::new(threads)?;
        let (texts, extracted) = text::extract_all(texts)?;
        let reports = py.detach(|| {
            threads.start(extracted.len()).map(extracted.len(), |i| cleaning::report(&self.cleaner, &extracted[i]))
        });
        texts.iter().zip(reports).map(|(text, report)| report.into_python(text)).collect()
    }

    /// Cleans an Arrow column of type string, large_string or string_view, or of a dictionary of one of them, of which
    /// each distinct value is cleaned once. Returns a column of the same type; nulls stay null. Raises dechaff.Error,
    /// which names the row, if a value is not valid UTF-8. The column may be any object with `__arrow_c_array__` or `__arrow_c_stream__`. The result has the
    /// same method: pass it to `pyarrow.array`, `pyarrow.chunked_array` or `polars.Series`. Uses at most `threads`
    /// threads, or one per core if it is None.
    #[pyo3(signature = (column, threads=None))]
    fn clean_arrow<'py>(
        &self,
        py: Python<'py>,
        column: AnyArray,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        arrow::clean(py, &self.cleaner, column, ThreadCount::new(threads)?)
    }

    /// Returns the cleaner for the pages of a site: it uses the rules for all sites and those that the rules file has
    /// for this host. If it has none for the host, those for the nearest domain above it apply: "www.example.com" gets
    /// the rules of "example.com". This is a lookup, which is cheap enough to do for each page.
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
        let repr = format!("Cleaner({})", options.join(", "));
        Ok(match &self.host {
            Some(host) => format!("{repr}.for_site({})", PyString::new(py, host).repr()?),
            None => repr,
        })
    }
}

/// Restores a cleaner when it is unpickled.
#[pyfunction]
pub fn rebuild(py: Python<'_>, options: Bound<'_, PyDict>, host: Option<String>) -> PyResult<Cleaner> {
    let cleaner = Cleaner::new(py, Some(options))?;
    Ok(match host {
        Some(host) => cleaner.for_site(py, host),
        None => cleaner,
    })
}

/// Cleans a `str`.
pub fn clean<'py>(cleaner: &dechaff::Cleaner, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
    let extracted = text::extract(text, || "the text".into())?;
    let cleaned = text.py().detach(|| match cleaning::clean(cleaner, &extracted) {
        Cow::Borrowed(_) => None,
        Cow::Owned(cleaned) => Some(cleaned),
    });
    // The copy is not needed any more, and no more than two copies of a long text should be held at a time.
    drop(extracted);
    Ok(cleaned.map_or_else(|| text.clone(), |cleaned| PyString::new(text.py(), &cleaned)))
}

/// Returns the input object itself if nothing was removed, and a new `str` otherwise.
fn into_python<'py>(text: &Bound<'py, PyString>, cleaned: Cow<'_, str>) -> Bound<'py, PyString> {
    match cleaned {
        Cow::Borrowed(_) => text.clone(),
        Cow::Owned(cleaned) => PyString::new(text.py(), &cleaned),
    }
}
