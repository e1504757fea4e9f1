//! Rules of one's own from a file, and the line of each entry in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dechaff::{Place, RulesFile};
use serde::de::IgnoredAny;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::failure::{self, utf8, Failure};

/// No larger file is read, in bytes.
const MAX_BYTES: u64 = 16 << 20;

pub struct LoadedRules {
    pub name: String,
    pub rules: RulesFile,
    lines: Spots<usize>,
}

/// Of each entry what tells its line.
#[derive(Deserialize)]
#[serde(bound = "S: Deserialize<'de>")]
struct Spots<S> {
    #[serde(default = "Vec::new")]
    keep: Vec<S>,
    #[serde(default = "Vec::new")]
    protect: Vec<S>,
    #[serde(default = "BTreeMap::new")]
    phrases: BTreeMap<String, Vec<S>>,
    #[serde(default = "BTreeMap::new")]
    site: BTreeMap<String, Spots<S>>,
}

impl<S> Spots<S> {
    /// The lines, from 1.
    fn lines(&self, line: &impl Fn(&S) -> usize) -> Spots<usize> {
        let list = |spots: &Vec<S>| spots.iter().map(line).collect();
        Spots {
            keep: list(&self.keep),
            protect: list(&self.protect),
            phrases: self.phrases.iter().map(|(category, spots)| (category.clone(), list(spots))).collect(),
            site: self.site.iter().map(|(host, spots)| (host.clone(), spots.lines(line))).collect(),
        }
    }
}

impl Spots<usize> {
    /// The line of an entry, or the first of what is no entry.
    fn line(&self, place: &Place) -> Option<usize> {
        let spots = place.site.as_ref().map_or(Some(self), |host| self.site.get(host))?;
        let section = match place.section.as_str() {
            "keep" => Some(&spots.keep),
            "protect" => Some(&spots.protect),
            category => spots.phrases.get(category),
        };
        let all = || [&spots.keep, &spots.protect].into_iter().chain(spots.phrases.values()).flatten();
        match place.entry.checked_sub(1) {
            Some(entry) => section?.get(entry).copied(),
            None => all().min().copied(),
        }
    }
}

/// A format's reader: the rules and their lines, or a line and what is wrong with it.
type Read = Result<(RulesFile, Spots<usize>), (Option<usize>, String)>;

impl LoadedRules {
    /// Reads a file in the format of its ending.
    ///
    /// # Errors
    /// [`Failure::Rules`] names the line.
    pub fn read(path: &Path) -> Result<LoadedRules, Failure> {
        let place = failure::Place::file(&path.to_string_lossy());
        let refuse = |line: Option<usize>, reason: String| {
            let place = line.map_or(place.clone(), |line| place.line(line as u64));
            Failure::Rules { place, reason }
        };
        let read = |source| Failure::Read { place: place.clone(), source };
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let parse = match ending.as_str() {
            "toml" => toml,
            "json" => json,
            "yaml" | "yml" => yaml,
            _ => return Err(refuse(None, "rules end in .toml, .json, .yaml or .yml: name the file so".to_owned())),
        };
        if std::fs::metadata(path).map_err(read)?.len() > MAX_BYTES {
            return Err(refuse(None, format!("longer than {MAX_BYTES} bytes: part it, --rules may stand twice")));
        }
        let bytes = std::fs::read(path).map_err(read)?;
        let (rules, lines) = parse(utf8(&bytes, &place)?).map_err(|(line, reason)| refuse(line, reason))?;
        Ok(LoadedRules { name: path.to_string_lossy().into_owned(), rules, lines })
    }

    /// Where an entry stands, as `file:line`.
    pub fn at(&self, place: &Place) -> String {
        format!("{}:{}", self.name, self.lines.line(place).unwrap_or(1))
    }
}

/// The rules of all files together.
pub fn read_all(paths: &[PathBuf]) -> Result<RulesFile, Failure> {
    let mut all = RulesFile::new();
    for path in paths {
        all.extend(&LoadedRules::read(path)?.rules);
    }
    Ok(all)
}

/// From bytes of the file to lines.
struct LineEnds(Vec<usize>);

impl LineEnds {
    fn of(file: &str) -> LineEnds {
        LineEnds(file.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte, from 1.
    fn line(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|end| *end < byte)
    }
}

fn toml(file: &str) -> Read {
    let ends = LineEnds::of(file);
    let failed = |e: toml::de::Error| (e.span().map(|span| ends.line(span.start)), e.message().to_owned());
    let rules = toml::from_str(file).map_err(failed)?;
    let spots: Spots<toml::Spanned<IgnoredAny>> = toml::from_str(file).map_err(failed)?;
    Ok((rules, spots.lines(&|spot| ends.line(spot.span().start))))
}

fn json(file: &str) -> Read {
    let failed = |e: serde_json::Error| {
        let said = e.to_string();
        let own = format!(" at line {} column {}", e.line(), e.column());
        (Some(e.line()), said.strip_suffix(&own).unwrap_or(&said).to_owned())
    };
    let rules = serde_json::from_str(file).map_err(failed)?;
    let spots: Spots<&RawValue> = serde_json::from_str(file).map_err(failed)?;
    let ends = LineEnds::of(file);
    Ok((rules, spots.lines(&|spot| ends.line(spot.get().as_ptr() as usize - file.as_ptr() as usize))))
}

fn yaml(file: &str) -> Read {
    let failed = |e: serde_saphyr::Error| {
        let line = e.location().map(|location| location.line() as usize);
        let said = e.without_snippet().to_string();
        (line, said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said).to_owned())
    };
    let rules = serde_saphyr::from_str(file).map_err(failed)?;
    let spots: Spots<serde_saphyr::Spanned<IgnoredAny>> = serde_saphyr::from_str(file).map_err(failed)?;
    Ok((rules, spots.lines(&|spot| spot.referenced.line() as usize)))
}
