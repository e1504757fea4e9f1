//! The class `Learner`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::error::error;
use crate::text;

/// Learns what each site prints on several of its pages. Learners of parts of a crawl, merged in any order, give the same
/// as one learner of all pages. A learner can be pickled.
///
/// >>> learner = dechaff.Learner()
/// >>> for page in pages:
/// ...     learner.observe(page.host, page.text)
/// >>> cleaner = dechaff.Cleaner(sites=learner.finish())
/// >>> cleaner.for_site("example.com").clean(text)
#[pyclass(frozen, module = "dechaff")]
pub struct Learner(Mutex<dechaff::Learner>);

impl Learner {
    fn lock(&self) -> MutexGuard<'_, dechaff::Learner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Learner {
    #[new]
    fn new() -> Learner {
        Learner(Mutex::default())
    }

    /// Observes a page of a site, which is named by its host. "www.example.com" is the site "example.com".
    fn observe(&self, host: &str, text: &Bound<'_, PyString>) -> PyResult<()> {
        let text = text::extract(text, || "the text".into())?;
        self.lock().observe(host, &text);
        Ok(())
    }

    /// Adds what another learner observed.
    fn merge(&self, other: &Learner) {
        let other = other.lock().clone();
        self.lock().merge(other);
    }

    /// The sites of which a page was observed, sorted.
    fn sites(&self) -> Vec<String> {
        self.lock().sites().map(str::to_owned).collect()
    }

    /// Returns a list with the host of each site and a learner of it alone, sorted by host.
    fn by_site(&self) -> Vec<(String, Learner)> {
        let learner = self.lock().clone();
        learner.into_sites().map(|(site, learner)| (site, Learner(Mutex::new(learner)))).collect()
    }

    /// Decides what recurs. Returns the content of a file of learned sites, for `Cleaner(sites=...)`. Written to a file
    /// with `save`, it is the same as that of `dechaff learn`.
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let sites = serde_json::to_string(&self.lock().finish()).map_err(error)?;
        py.import("json")?.call_method1("loads", (sites,))
    }

    /// Writes what recurs to a file of learned sites, which `Cleaner(sites=...)` and `dechaff clean --sites` read.
    fn save(&self, py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<()> {
        let sites = self.lock().finish();
        let site = |(host, site)| Ok(format!("{}:{}", serde_json::to_string(host)?, serde_json::to_string(site)?));
        let lines = sites.iter().map(site).collect::<Result<Vec<_>, serde_json::Error>>().map_err(error)?;
        let version = dechaff::LearnedSites::VERSION;
        let file = format!("{{\"version\":{version},\"sites\":{{\n{}\n}}}}\n", lines.join(",\n"));
        let path = py.import("pathlib")?.call_method1("Path", (path,))?;
        path.call_method1("write_bytes", (PyBytes::new(py, file.as_bytes()),)).map(drop)
    }

    /// Returns the learner as bytes, for a file or a column.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &serde_json::to_vec(&*self.lock()).map_err(error)?))
    }

    /// Returns the learner of which `to_bytes` returned these bytes.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> PyResult<Learner> {
        Ok(Learner(Mutex::new(serde_json::from_slice(bytes).map_err(error)?)))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let from_bytes = py.get_type::<Learner>().getattr("from_bytes")?;
        (from_bytes, (self.to_bytes(py)?,)).into_pyobject(py)
    }
}
