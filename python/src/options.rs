//! Builds a cleaner from the keyword arguments of the class `Cleaner`.

use dechaff::{Category, CleanerBuilder, LearnedSites, Lexicon, RulesFile, Strictness, TextKind, WholePage};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::error;

/// Builds a cleaner. An option with the value `None` keeps its default.
pub fn build(options: &Bound<'_, PyDict>) -> PyResult<dechaff::Cleaner> {
    let mut builder = dechaff::Cleaner::builder();
    // The preset comes first, in whatever order the options were given, because the others change it.
    if let Some(preset) = options.get_item("preset")?.filter(|preset| !preset.is_none()) {
        let name = preset.extract::<String>().map_err(|_| type_error("preset", "a str", &preset))?;
        builder = builder.preset(name.parse().map_err(|e| error(format!("preset: {e}")))?);
    }
    let is_set =
        |(name, value): &(Bound<'_, PyAny>, Bound<'_, PyAny>)| !value.is_none() && !name.eq("preset").unwrap_or(false);
    for (name, value) in options.iter().filter(is_set) {
        builder = set_option(builder, name.cast::<PyString>()?.to_cow()?.as_ref(), &value)?;
    }
    builder.build().map_err(error)
}

fn set_option(builder: CleanerBuilder, name: &str, value: &Bound<'_, PyAny>) -> PyResult<CleanerBuilder> {
    Ok(match name {
        "keep" => categories(name, value)?.into_iter().fold(builder, CleanerBuilder::keep),
        "remove" => categories(name, value)?.into_iter().fold(builder, CleanerBuilder::remove),
        "strictness" => builder.strictness(strictness(name, value)?),
        "whole_page" => {
            let whole = value.extract::<bool>().map_err(|_| type_error(name, "True, False or None", value))?;
            builder.whole_page(if whole { WholePage::On } else { WholePage::Off })
        }
        "kind" => builder.kind(kind(name, value)?),
        "min_words" => {
            let words = value.extract::<usize>().map_err(|_| type_error(name, "an int that is not negative", value))?;
            builder.min_words(words)
        }
        "languages" => builder.languages(languages(name, value)?.iter().map(String::as_str)),
        "phrases" => builder.phrases(&lexicon(name, value)?),
        "only_phrases" => builder.only_phrases(lexicon(name, value)?),
        "rules" => builder.rules_file(&deserialize(to_json(value)?, name)?),
        "sites" => builder.learned_sites(deserialize::<LearnedSites>(to_json(value)?, name)?),
        "protect" => strings(name, value)?.into_iter().fold(builder, CleanerBuilder::protect),
        _ => return Err(PyTypeError::new_err(format!("Cleaner has no option {name:?}: see help(dechaff.Cleaner)"))),
    })
}

fn languages(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let given = strings(name, value)?;
    match given.iter().find(|language| !Lexicon::languages().any(|known| known == language.as_str())) {
        None => Ok(given),
        Some(unknown) => Err(error(format!(
            "{name}: there are no phrases for the language `{unknown}`: use names in dechaff.LANGUAGES"
        ))),
    }
}

fn strictness(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Strictness> {
    const NAMES: &[(&str, Strictness)] =
        &[("careful", Strictness::Careful), ("balanced", Strictness::Balanced), ("thorough", Strictness::Thorough)];
    one_of(name, value, NAMES, r#""careful", "balanced" or "thorough""#)
}

fn kind(name: &str, value: &Bound<'_, PyAny>) -> PyResult<TextKind> {
    const NAMES: &[(&str, TextKind)] = &[
        ("article", TextKind::Article),
        ("page", TextKind::Page),
        ("entries", TextKind::Entries),
        ("document", TextKind::Document),
        ("unknown", TextKind::Unknown),
    ];
    one_of(name, value, NAMES, r#""article", "page", "entries", "document" or "unknown""#)
}

/// The value with the name that was given. `expected` lists the names for the error message.
fn one_of<T: Copy>(option: &str, value: &Bound<'_, PyAny>, names: &[(&str, T)], expected: &str) -> PyResult<T> {
    let given = value.cast::<PyString>().ok().map(|given| given.to_cow()).transpose()?;
    match given {
        None => Err(type_error(option, expected, value)),
        Some(given) => match names.iter().find(|(name, _)| *name == given) {
            Some((_, value)) => Ok(*value),
            None => Err(error(format!("{option}: {expected} is needed, not {}", value.repr()?))),
        },
    }
}

/// If the option `rules` is a path, replaces it by the content of that rules file, which is JSON, YAML or TOML. A cleaner
/// may be unpickled on a machine where the file does not exist.
pub fn load_rules(options: &Bound<'_, PyDict>) -> PyResult<()> {
    let py = options.py();
    let is_path = |rules: &Bound<'_, PyAny>| !rules.is_none() && !rules.is_instance_of::<PyDict>();
    let Some(path) = options.get_item("rules")?.filter(is_path) else { return Ok(()) };
    let path = py.import("pathlib")?.call_method1("Path", (path,))?;
    let file = path.call_method1("read_text", ("utf-8",))?;
    let file = file.cast::<PyString>()?.to_cow()?;
    // Some editors start a file with a byte order mark.
    let file = file.strip_prefix('\u{feff}').unwrap_or(&file);
    let suffix = path.getattr("suffix")?.extract::<String>()?;
    let rules_file: Result<RulesFile, String> = match suffix.as_str() {
        ".json" => serde_json::from_str(file).map_err(|e| e.to_string()),
        ".yaml" | ".yml" => serde_saphyr::from_str(file).map_err(|e| e.without_snippet().to_string()),
        _ => toml::from_str(file).map_err(|e| e.to_string()),
    };
    let rules_file = rules_file.map_err(|e| error(format!("rules: {path}: {}", in_python_terms(&e))))?;
    let rules_file = serde_json::to_string(&rules_file).map_err(error)?;
    options.set_item("rules", py.import("json")?.call_method1("loads", (rules_file,))?)
}

/// If the option `sites` is a path, replaces it by the content of that file of learned sites.
pub fn load_sites(options: &Bound<'_, PyDict>) -> PyResult<()> {
    let py = options.py();
    let is_path = |sites: &Bound<'_, PyAny>| !sites.is_none() && !sites.is_instance_of::<PyDict>();
    let Some(path) = options.get_item("sites")?.filter(is_path) else { return Ok(()) };
    let path = py.import("pathlib")?.call_method1("Path", (path,))?;
    let file = path.call_method1("read_text", ("utf-8",))?;
    let sites = py.import("json")?.call_method1("loads", (file,));
    options.set_item("sites", sites.map_err(|e| error(format!("sites: {path}: {e}")))?)
}

/// Reads phrases: the text of a phrase file, or a dict from category to a list of phrases.
fn lexicon(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Lexicon> {
    match value.cast::<PyString>() {
        Ok(file) => file.to_cow()?.parse().map_err(|e| error(format!("{name}: {e}"))),
        Err(_) => deserialize(to_json(value)?, name),
    }
}

fn categories(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<Category>> {
    strings(name, value)?.iter().map(|c| c.parse().map_err(|e| error(format!("{name}: {e}")))).collect()
}

fn strings(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let type_error = |_| type_error(name, "a list of str", value);
    if value.is_instance_of::<PyString>() {
        return Err(type_error(()));
    }
    let items = value.try_iter().map_err(|_| type_error(()))?;
    items.map(|item| item?.extract().map_err(|_| type_error(()))).collect()
}

/// The error about a value of the wrong type for the option `name`.
fn type_error(name: &str, expected: &str, value: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!("{name}: {expected} is needed, not {value:?}"))
}

/// Converts a value of dicts, lists and strings for serde.
fn to_json(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    let json = value.py().import("json")?.call_method1("dumps", (value,))?;
    serde_json::from_str(json.cast::<PyString>()?.to_cow()?.as_ref()).map_err(error)
}

fn deserialize<T: DeserializeOwned>(value: Value, name: &str) -> PyResult<T> {
    serde_json::from_value(value).map_err(|e| error(format!("{name}: {}", in_python_terms(&e.to_string()))))
}

/// Replaces serde's names of types, which are those of Rust, by Python's.
fn in_python_terms(message: &str) -> String {
    const TERMS: [(&str, &str); 12] = [
        ("unknown variant", "unknown name"),
        ("unknown field", "unknown key"),
        ("a sequence", "a list"),
        ("sequence", "list"),
        ("a map", "a dict"),
        ("map", "dict"),
        ("a string", "a str"),
        ("string ", "str "),
        ("boolean", "bool"),
        ("floating point", "float"),
        ("integer", "int"),
        ("null", "None"),
    ];
    // Only the head of the message names types. Behind the first backquote, it quotes what was given.
    message.split_inclusive('`').enumerate().fold(String::new(), |mut out, (n, part)| {
        let is_quoted = n % 2 == 1;
        out += &TERMS
            .iter()
            .filter(|_| !is_quoted)
            .fold(part.to_owned(), |part, (rust, python)| part.replace(rust, python));
        out
    })
}
