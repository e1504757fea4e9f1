//! The options of a cleaner.

use dechaff::{Category, Cleaner, CleanerBuilder, Preset, Strictness, TextKind, WholePage};

/// Builds a cleaner from pairs of strings: the name of an option, and its value. The names of categories, rules and rules
/// files are single values, so their options may occur several times.
pub fn build<'b>(mut strings: impl Iterator<Item = &'b str>) -> Result<Cleaner, String> {
    let mut builder = Cleaner::builder();
    let (mut preset, mut strictness) = (None, None);
    let (mut kept, mut removed, mut only) = (Vec::new(), Vec::new(), None);
    while let (Some(name), Some(value)) = (strings.next(), strings.next()) {
        match name {
            "keep" => kept.push(category(value)?),
            "remove" => removed.push(category(value)?),
            // An empty value stands for the empty list, with which all categories are kept.
            "only" => {
                let only = only.get_or_insert_with(Vec::new);
                if !value.is_empty() {
                    only.push(category(value)?);
                }
            }
            "without" => builder = builder.without(value),
            "minWords" => builder = builder.min_words(value.parse().map_err(|_| invalid(name, value, "a number"))?),
            "preset" => preset = Some(value.parse::<Preset>().map_err(|e| e.to_string())?),
            "strictness" => strictness = Some(named(name, value, &STRICTNESS)?),
            "wholePage" => builder = builder.whole_page(named(name, value, &WHOLE_PAGE)?),
            "kind" => builder = builder.kind(named(name, value, &KINDS)?),
            _ => builder = read_rules(builder, name, value)?,
        }
    }
    // The preset comes first, because the other options change it.
    if let Some(preset) = preset {
        builder = builder.preset(preset);
    }
    if let Some(strictness) = strictness {
        builder = builder.strictness(strictness);
    }
    if let Some(only) = only {
        builder = builder.only(&only[..]);
    }
    builder.keep(&kept[..]).remove(&removed[..]).build().map_err(|e| e.to_string())
}

const STRICTNESS: [(&str, Strictness); 3] =
    [("careful", Strictness::Careful), ("balanced", Strictness::Balanced), ("thorough", Strictness::Thorough)];
const WHOLE_PAGE: [(&str, WholePage); 3] = [("auto", WholePage::Auto), ("on", WholePage::On), ("off", WholePage::Off)];
/// The kinds by the names that are read and written.
pub const KINDS: [(&str, TextKind); 5] = [
    ("article", TextKind::Article),
    ("page", TextKind::Page),
    ("entries", TextKind::Entries),
    ("document", TextKind::Document),
    ("unknown", TextKind::Unknown),
];

fn named<T: Copy>(name: &str, value: &str, values: &[(&str, T)]) -> Result<T, String> {
    let found = values.iter().find(|(of, _)| *of == value).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        invalid(name, value, &names.join(", "))
    })
}

fn category(name: &str) -> Result<Category, String> {
    name.parse().map_err(|e: dechaff::Error| e.to_string())
}

fn invalid(name: &str, value: &str, expected: &str) -> String {
    ["option ", name, ": `", value, "`: expected ", expected].concat()
}

#[cfg(feature = "rules")]
fn read_rules(builder: CleanerBuilder, name: &str, value: &str) -> Result<CleanerBuilder, String> {
    match name {
        "rules" => Ok(builder.rules_file(&crate::rules::read(value)?)),
        "protect" => Ok(builder.protect(value)),
        "sites" => {
            let sites: dechaff::LearnedSites = serde_json::from_str(value).map_err(|e| e.to_string())?;
            Ok(builder.learned_sites(sites))
        }
        _ => Err(unknown(name)),
    }
}

#[cfg(not(feature = "rules"))]
fn read_rules(_: CleanerBuilder, name: &str, _: &str) -> Result<CleanerBuilder, String> {
    Err(unknown(name))
}

fn unknown(name: &str) -> String {
    ["there is no option ", name].concat()
}
