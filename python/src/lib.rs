//! dechaff for Python: cleans `str`, lists of `str` and Arrow arrays with the Rust library.
//!
//! | module | what it does |
//! |---|---|
//! | `cleaner` | the class `Cleaner` |
//! | `learner` | the class `Learner` |
//! | `command` | runs the command `dechaff` |
//! | `arrow` | cleans columns of strings, without a Python object per value |
//! | `options` | builds a cleaner from keyword arguments |
//! | `cleaning` | cleans one text while no process forks |
//! | `report` | converts a report to Python's named tuples, with spans in code points |
//! | `text` | extracts the text of `str` objects; an error says which one is invalid |
//! | `threads` | the thread pool of one call |
//! | `fork` | makes a forking process wait until no text is being cleaned |
//! | `error` | the exception `dechaff.Error` |
//!
//! A module uses only modules further down in this table. The interpreter's lock is released while texts are cleaned.

#![deny(unsafe_code)]

mod arrow;
mod cleaner;
mod cleaning;
mod command;
mod error;
mod fork;
mod learner;
mod options;
mod report;
mod text;
mod threads;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// Returns the text cleaned with the default settings: the same object if nothing was removed.
#[pyfunction]
fn clean<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
    cleaner::clean(&dechaff::Cleaner::default(), text)
}

#[pymodule(gil_used = false)]
fn _dechaff(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    fork::register(py)?;
    module.add("Error", py.get_type::<error::Error>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("CATEGORIES", categories(py)?)?;
    module.add("PRESETS", presets(py)?)?;
    module.add("LANGUAGES", dechaff::Lexicon::languages().collect::<Vec<_>>())?;
    module.add_class::<cleaner::Cleaner>()?;
    module.add_class::<learner::Learner>()?;
    module.add_function(wrap_pyfunction!(cleaner::rebuild, module)?)?;
    module.add_function(wrap_pyfunction!(command::run_command, module)?)?;
    module.add_function(wrap_pyfunction!(clean, module)?)
}

/// A dict from the name of each category to its description.
fn categories(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    described(py, dechaff::Category::ALL.iter().map(|category| (category.name(), category.describe())))
}

/// A dict from the name of each preset to its description.
fn presets(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    described(py, dechaff::Preset::ALL.iter().map(|preset| (preset.name(), preset.describe())))
}

fn described<'py>(
    py: Python<'py>,
    all: impl Iterator<Item = (&'static str, &'static str)>,
) -> PyResult<Bound<'py, PyDict>> {
    let described = PyDict::new(py);
    for (name, description) in all {
        described.set_item(name, description)?;
    }
    Ok(described)
}
