//! dechaff for Python: the library's cleaner over `str`, lists of them and Arrow arrays.
//!
//! | module | what it does |
//! |---|---|
//! | `options` | the builder's options by keyword |
//! | `text` | `str` in, and an error that says where one is no text |
//! | `cleaner` | the class `Cleaner` |
//! | `arrow` | columns of strings, without a Python object a value |
//! | `report` | what went, in code points, as Python's named tuples |
//! | `threads` | those of one call |
//! | `fork` | no lock of the library is held while a process forks |
//!
//! The interpreter's lock is released while a text is cleaned.

mod arrow;
mod cleaner;
mod error;
mod fork;
mod options;
mod report;
mod text;
mod threads;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// Cleans a text with the shipped pipeline: gives the same object where nothing goes.
#[pyfunction]
fn clean<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
    cleaner::clean(&dechaff::Cleaner::default(), text)
}

#[pymodule(gil_used = false)]
fn _dechaff(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    fork::register(py)?;
    module.add("Error", py.get_type::<error::Error>())?;
    module.add("CATEGORIES", categories(py)?)?;
    module.add("LANGUAGES", dechaff::Lexicon::languages().collect::<Vec<_>>())?;
    module.add_class::<cleaner::Cleaner>()?;
    module.add_function(wrap_pyfunction!(cleaner::rebuild, module)?)?;
    module.add_function(wrap_pyfunction!(clean, module)?)
}

/// Each category's name with what goes under it.
fn categories(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let all = PyDict::new(py);
    for category in dechaff::Category::ALL {
        all.set_item(category.name(), category.describe())?;
    }
    Ok(all)
}
