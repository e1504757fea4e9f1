//! The builder's options by keyword, as Python has them.

use dechaff::{Category, CleanerBuilder, Lexicon, RulesFile, WholePage};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::error;

/// Builds a cleaner. An option that is None is not set.
pub fn build(options: &Bound<'_, PyDict>) -> PyResult<dechaff::Cleaner> {
    let mut builder = dechaff::Cleaner::builder();
    for (name, value) in options.iter().filter(|(_, value)| !value.is_none()) {
        builder = set(builder, name.cast::<PyString>()?.to_cow()?.as_ref(), &value)?;
    }
    builder.build().map_err(error)
}

fn set(builder: CleanerBuilder, name: &str, value: &Bound<'_, PyAny>) -> PyResult<CleanerBuilder> {
    Ok(match name {
        "keep" => categories(name, value)?.into_iter().fold(builder, CleanerBuilder::keep),
        "remove" => categories(name, value)?.into_iter().fold(builder, CleanerBuilder::remove),
        "strictness" => builder.strictness(read(json(value)?, name)?),
        "whole_page" => {
            let whole = value.extract::<bool>().map_err(|_| needed(name, "True, False or None", value))?;
            builder.whole_page(if whole { WholePage::On } else { WholePage::Off })
        }
        "languages" => builder.languages(strings(name, value)?.iter().map(String::as_str)),
        "phrases" => builder.phrases(&lexicon(name, value)?),
        "only_phrases" => builder.only_phrases(lexicon(name, value)?),
        "rules" => builder.rules_file(&read(json(value)?, name)?),
        "protect" => strings(name, value)?.into_iter().fold(builder, CleanerBuilder::protect),
        _ => return Err(PyTypeError::new_err(format!("Cleaner has no option {name:?}: see help(dechaff.Cleaner)"))),
    })
}

/// Puts in the place of a file's path the rules that it holds, TOML or JSON: where a cleaner is unpickled, the file may
/// not be.
pub fn load_rules(options: &Bound<'_, PyDict>) -> PyResult<()> {
    let py = options.py();
    let Some(path) = options.get_item("rules")?.filter(|rules| !rules.is_none() && !rules.is_instance_of::<PyDict>())
    else {
        return Ok(());
    };
    let path = py.import("pathlib")?.call_method1("Path", (path,))?;
    let file = path.call_method1("read_text", ("utf-8",))?;
    let file = file.cast::<PyString>()?.to_cow()?;
    let rules: Result<RulesFile, String> = if path.getattr("suffix")?.eq(".json")? {
        serde_json::from_str(&file).map_err(|e| e.to_string())
    } else {
        toml::from_str(&file).map_err(|e| e.to_string())
    };
    let rules = rules.map_err(|e| error(format!("rules: {path}: {e}")))?;
    let rules = serde_json::to_string(&rules).map_err(error)?;
    options.set_item("rules", py.import("json")?.call_method1("loads", (rules,))?)
}

/// A phrase file's text, or a dict from category to a list of phrases.
fn lexicon(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Lexicon> {
    match value.cast::<PyString>() {
        Ok(file) => file.to_cow()?.parse().map_err(|e| error(format!("{name}: {e}"))),
        Err(_) => read(json(value)?, name),
    }
}

fn categories(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<Category>> {
    strings(name, value)?.iter().map(|c| c.parse().map_err(|e| error(format!("{name}: {e}")))).collect()
}

fn strings(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let needed = |_| needed(name, "a list of str", value);
    if value.is_instance_of::<PyString>() {
        return Err(needed(()));
    }
    let items = value.try_iter().map_err(|_| needed(()))?;
    items.map(|item| item?.extract().map_err(|_| needed(()))).collect()
}

fn needed(name: &str, what: &str, value: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!("{name}: {what} is needed, not {value:?}"))
}

/// A value of dicts, lists and strings as serde reads it.
fn json(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    let written = value.py().import("json")?.call_method1("dumps", (value,))?;
    serde_json::from_str(written.cast::<PyString>()?.to_cow()?.as_ref()).map_err(error)
}

fn read<T: DeserializeOwned>(value: Value, name: &str) -> PyResult<T> {
    serde_json::from_value(value).map_err(|e| error(format!("{name}: {e}")))
}
