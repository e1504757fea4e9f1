//! Reads rules files in TOML, JSON and YAML, and finds the line of each entry, which messages name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dechaff::{Place, RulesFile};
use serde::de::IgnoredAny;
use serde::Deserialize;
use serde_json::value::RawValue;

#[cfg(not(feature = "yaml"))]
use crate::failure::missing_feature;
use crate::failure::{utf8, Failure};
use crate::input::place::Place as InputPlace;

/// The maximum size of a rules file, in bytes. Chosen by hand: a larger limit would load larger files into memory, and
/// a smaller one could refuse the rules of many sites.
const MAX_BYTES: u64 = 16 << 20;

/// The rules of a file, with the lines of their entries.
pub struct LoadedRules {
    /// The path of the file, as the user gave it.
    pub name: String,
    pub rules: RulesFile,
    lines: Positions<usize>,
}

/// The positions of the entries of a rules file, in the structure of the file. `S` is a type that deserializes from any
/// entry and knows its position, or the line number.
#[derive(Deserialize)]
#[serde(bound = "S: Deserialize<'de>")]
struct Positions<S> {
    #[serde(default = "Vec::new")]
    keep: Vec<S>,
    #[serde(default = "Vec::new")]
    protect: Vec<S>,
    #[serde(default = "BTreeMap::new")]
    phrases: BTreeMap<String, Vec<S>>,
    #[serde(default = "BTreeMap::new")]
    site: BTreeMap<String, Positions<S>>,
}

impl<S> Positions<S> {
    /// Converts the positions to line numbers, from 1.
    fn lines(&self, line: &impl Fn(&S) -> usize) -> Positions<usize> {
        let list = |positions: &Vec<S>| positions.iter().map(line).collect();
        Positions {
            keep: list(&self.keep),
            protect: list(&self.protect),
            phrases: self.phrases.iter().map(|(category, positions)| (category.clone(), list(positions))).collect(),
            site: self.site.iter().map(|(host, positions)| (host.clone(), positions.lines(line))).collect(),
        }
    }
}

impl Positions<usize> {
    /// Returns the line of an entry. For the file or a site as a whole (`place.entry` is 0), returns the first line
    /// that has an entry in `keep`, `protect` or `phrases`.
    fn line(&self, place: &Place) -> Option<usize> {
        let positions = place.site.as_ref().map_or(Some(self), |host| self.site.get(host))?;
        let section = match place.section.as_str() {
            "keep" => Some(&positions.keep),
            "protect" => Some(&positions.protect),
            category => positions.phrases.get(category),
        };
        let all = || [&positions.keep, &positions.protect].into_iter().chain(positions.phrases.values()).flatten();
        match place.entry.checked_sub(1) {
            Some(entry) => section?.get(entry).copied(),
            None => all().min().copied(),
        }
    }
}

/// The result of parsing a format: the rules and the lines of their entries, or the line of an error, if it is known,
/// and its message.
type Parsed = Result<(RulesFile, Positions<usize>), (Option<usize>, String)>;

impl LoadedRules {
    /// Reads a file in the format that its extension names.
    ///
    /// # Errors
    /// Returns [`Failure::Rules`] with the line, if it is known, for invalid rules.
    pub fn read(path: &Path) -> Result<LoadedRules, Failure> {
        let place = InputPlace::file(&path.to_string_lossy());
        let rules_failure = |line: Option<usize>, reason: String| {
            let place = line.map_or(place.clone(), |line| place.line(line as u64));
            Failure::Rules { place, reason }
        };
        let read_failure = |source| Failure::Read { place: place.clone(), source };
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let parse = match extension.as_str() {
            "toml" => toml,
            "json" => json,
            #[cfg(feature = "yaml")]
            "yaml" | "yml" => yaml,
            #[cfg(not(feature = "yaml"))]
            "yaml" | "yml" => return Err(rules_failure(None, missing_feature("rules files in YAML", "yaml"))),
            _ => {
                return Err(rules_failure(
                    None,
                    "unknown format: the name of a rules file must end in .toml, .json, .yaml or .yml".to_owned(),
                ))
            }
        };
        if std::fs::metadata(path).map_err(read_failure)?.len() > MAX_BYTES {
            return Err(rules_failure(
                None,
                format!("longer than {MAX_BYTES} bytes: split the file and repeat --rules for each part"),
            ));
        }
        let bytes = std::fs::read(path).map_err(read_failure)?;
        let (rules, lines) = parse(utf8(&bytes, &place)?.trim_start_matches('\u{feff}'))
            .map_err(|(line, reason)| rules_failure(line, reason))?;
        Ok(LoadedRules { name: path.to_string_lossy().into_owned(), rules, lines })
    }

    /// Formats the position of an entry as `file:line`.
    pub fn at(&self, place: &Place) -> String {
        format!("{}:{}", self.name, self.lines.line(place).unwrap_or(1))
    }
}

/// Reads all files and combines their rules.
pub fn read_all(paths: &[PathBuf]) -> Result<RulesFile, Failure> {
    let mut all = RulesFile::new();
    for path in paths {
        all.extend(&LoadedRules::read(path)?.rules);
    }
    Ok(all)
}

/// The byte offsets of the line feeds of a file, which map byte offsets to line numbers.
struct LineEnds(Vec<usize>);

impl LineEnds {
    fn of(file: &str) -> LineEnds {
        LineEnds(file.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// Returns the line of a byte offset, from 1.
    fn line(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|end| *end < byte)
    }
}

fn toml(file: &str) -> Parsed {
    let ends = LineEnds::of(file);
    let failed = |e: toml::de::Error| (e.span().map(|span| ends.line(span.start)), e.message().to_owned());
    let rules = toml::from_str(file).map_err(failed)?;
    let positions: Positions<toml::Spanned<IgnoredAny>> = toml::from_str(file).map_err(failed)?;
    Ok((rules, positions.lines(&|position| ends.line(position.span().start))))
}

fn json(file: &str) -> Parsed {
    let failed = |e: serde_json::Error| {
        let message = e.to_string();
        let position = format!(" at line {} column {}", e.line(), e.column());
        (Some(e.line()), message.strip_suffix(&position).unwrap_or(&message).to_owned())
    };
    let rules = serde_json::from_str(file).map_err(failed)?;
    let positions: Positions<&RawValue> = serde_json::from_str(file).map_err(failed)?;
    let ends = LineEnds::of(file);
    Ok((rules, positions.lines(&|position| ends.line(position.get().as_ptr() as usize - file.as_ptr() as usize))))
}

#[cfg(feature = "yaml")]
fn yaml(file: &str) -> Parsed {
    let failed = |e: serde_saphyr::Error| {
        let line = e.location().map(|location| location.line() as usize);
        let message = e.without_snippet().to_string();
        (line, message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned())
    };
    let rules = serde_saphyr::from_str(file).map_err(failed)?;
    let positions: Positions<serde_saphyr::Spanned<IgnoredAny>> = serde_saphyr::from_str(file).map_err(failed)?;
    Ok((rules, positions.lines(&|position| position.referenced.line() as usize)))
}
