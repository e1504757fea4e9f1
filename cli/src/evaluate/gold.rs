//! Reads pages with their gold texts: what a human annotator says should remain of each.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use similar::{Algorithm, DiffOp};

use super::metrics::words;
use crate::input::compression::Compression;
use crate::input::place::Place;

/// The annotation of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Content,
    Boilerplate,
    /// A headline or standfirst. Gold texts differ on whether these belong to the article.
    Title,
    /// Partly content, unclear or blank; not counted.
    Other,
}

/// A page with its gold text.
pub struct Page {
    pub name: String,
    /// The row of the table to which the page belongs, in addition to the row of all pages.
    pub group: Option<String>,
    pub text: String,
    pub gold: String,
    /// One label per line of the text.
    pub labels: Vec<Label>,
}

/// The names of the fields of JSONL records.
pub struct Fields {
    pub text: String,
    pub gold: String,
    /// One letter per line: c content, b boilerplate, t title, m partly content, ? unclear, . blank. If a record lacks
    /// the field, its lines are labelled by comparison with the gold text.
    pub labels: String,
    /// The field whose value is the name of the row.
    pub by: Option<String>,
}

/// A page or a file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct InputError {
    place: Place,
    reason: String,
}

impl InputError {
    pub fn of(place: &Place, reason: impl ToString) -> InputError {
        InputError { place: place.clone(), reason: reason.to_string() }
    }

    pub fn at(path: &Path, reason: impl ToString) -> InputError {
        InputError::of(&Place::file(&path.display().to_string()), reason)
    }
}

/// Passes each page to `each`. The input is a folder of pairs, including its subfolders, or a JSONL file, plain or
/// gzip. Returns the number of traps: an `.in.txt` without its `.out.txt` is a text of which nothing should be removed.
pub fn read(input: &Path, fields: &Fields, each: &mut dyn FnMut(Page)) -> Result<usize, InputError> {
    if !input.is_dir() {
        jsonl(input, fields, each)?;
        return Ok(0);
    }
    let (mut found, mut traps) = (0, 0);
    for path in files(input)? {
        let Some((stem, gold)) = pair(&path) else { continue };
        found += 1;
        let text = text(&path)?;
        let trap = gold.ends_with(".out.txt") && !Path::new(&gold).exists();
        traps += usize::from(trap);
        let gold = if trap { text.clone() } else { self::text(Path::new(&gold))? };
        let name = stem.strip_prefix(&*input.to_string_lossy()).unwrap_or(&stem).trim_start_matches(['/', '\\']);
        let folder = Path::new(name).parent().map(|f| f.display().to_string()).unwrap_or_default();
        let group = fields.by.is_some().then_some(folder);
        each(Page { labels: label_by_gold(&text, &gold), name: name.to_owned(), group, text, gold });
    }
    if found == 0 {
        return Err(InputError::at(
            input,
            "the folder contains no pairs: add NAME.txt with NAME.gold.txt, or NAME.in.txt with NAME.out.txt",
        ));
    }
    Ok(traps)
}

/// The name of the row of all pages.
pub const ALL: &str = "all";

/// Returns all files in a folder and its subfolders, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, InputError> {
    let mut out = Vec::new();
    let entries = fs::read_dir(folder).map_err(|e| InputError::at(folder, e))?;
    for entry in entries {
        let path = entry.map_err(|e| InputError::at(folder, e))?.path();
        if path.is_dir() {
            out.extend(files(&path)?);
        } else {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// Returns the path of a text without its extension, and the path of its gold text. `None` if the file is not the text
/// of a pair.
fn pair(path: &Path) -> Option<(String, String)> {
    let path = path.to_str()?;
    if let Some(stem) = path.strip_suffix(".in.txt") {
        return Some((stem.to_owned(), format!("{stem}.out.txt")));
    }
    let stem = path.strip_suffix(".txt").filter(|s| !s.ends_with(".out") && !s.ends_with(".gold"))?;
    Some((stem.to_owned(), format!("{stem}.gold.txt")))
}

fn text(path: &Path) -> Result<String, InputError> {
    fs::read_to_string(path).map_err(|e| InputError::at(path, e))
}

fn jsonl(path: &Path, fields: &Fields, each: &mut dyn FnMut(Page)) -> Result<(), InputError> {
    let place = Place::file(&path.display().to_string());
    let open = File::open(path).map_err(|e| InputError::of(&place, e))?;
    let plain = Compression::from_name(path).0.decompress(open).map_err(|e| InputError::of(&place, e))?;
    let mut found = false;
    for (n, line) in BufReader::with_capacity(1 << 16, plain).lines().enumerate() {
        let place = place.line(n as u64 + 1);
        let line = line.map_err(|e| InputError::of(&place, e))?;
        if !line.trim().is_empty() {
            each(page(&line, fields, &place)?);
            found = true;
        }
    }
    if !found {
        return Err(InputError::of(
            &place,
            "the file contains no pages: write one JSON object per line, with a text and its gold text",
        ));
    }
    Ok(())
}

fn page(line: &str, fields: &Fields, place: &Place) -> Result<Page, InputError> {
    let mut record: Map<String, Value> = serde_json::from_str(line).map_err(|e| InputError::of(place, e))?;
    let mut string = |field: &str| match record.remove(field) {
        Some(Value::String(s)) => Ok(Some(s)),
        None => Ok(None),
        Some(_) => Err(InputError::of(place, format!("field `{field}` is not a string: correct the record"))),
    };
    let missing =
        |field: &str, option| InputError::of(place, format!("no field `{field}`: name another field with --{option}"));
    let text = string(&fields.text)?.ok_or_else(|| missing(&fields.text, "text"))?;
    let gold = string(&fields.gold)?.ok_or_else(|| missing(&fields.gold, "gold"))?;
    let labels = match string(&fields.labels)? {
        Some(letters) => labels(&letters, &text).map_err(|reason| InputError::of(place, reason))?,
        None => label_by_gold(&text, &gold),
    };
    let field_value = |field: &str| match record.get(field) {
        Some(Value::String(s)) => Some(s.clone()),
        Some(other) => Some(other.to_string()),
        None => None,
    };
    let group = match &fields.by {
        Some(by) => Some(field_value(by).ok_or_else(|| missing(by, "by"))?),
        None => None,
    };
    let name =
        field_value("id").or_else(|| field_value("url")).map_or(place.to_string(), |id| format!("{place}, {id}"));
    Ok(Page { name, group, text, gold, labels })
}

fn labels(letters: &str, text: &str) -> Result<Vec<Label>, String> {
    let read = |letter| match letter {
        'c' => Ok(Label::Content),
        'b' => Ok(Label::Boilerplate),
        't' => Ok(Label::Title),
        'm' | '?' | '.' => Ok(Label::Other),
        _ => Err(format!("`{letter}` is not a label: use c, b, t, m, ? or .")),
    };
    let labels = letters.chars().map(read).collect::<Result<Vec<_>, _>>()?;
    let lines = text.split('\n').count();
    if labels.len() != lines {
        return Err(format!("{} labels for {lines} lines: write one letter per line", labels.len()));
    }
    Ok(labels)
}

/// A line is content if at least this share of its words also occurs in the gold text, in the same order.
const MIN_CONTENT_SHARE: f64 = 0.8;
/// A line is boilerplate if at most this share of its words occurs in the gold text.
const MAX_BOILERPLATE_SHARE: f64 = 0.2;

/// Labels each line by a word diff between the text and the gold text. It never assigns [`Label::Title`].
pub fn label_by_gold(text: &str, gold: &str) -> Vec<Label> {
    let lines: Vec<Vec<String>> = text.split('\n').map(words).collect();
    let (all, gold) = (lines.concat(), words(gold));
    let mut is_in_gold = vec![false; all.len()];
    for op in similar::capture_diff_slices(Algorithm::Myers, &all, &gold) {
        if let DiffOp::Equal { old_index, len, .. } = op {
            is_in_gold[old_index..old_index + len].fill(true);
        }
    }
    let mut rest = &is_in_gold[..];
    let label = |line: &Vec<String>| {
        let (here, after) = rest.split_at(line.len());
        rest = after;
        match here.iter().filter(|s| **s).count() as f64 / line.len() as f64 {
            share if share >= MIN_CONTENT_SHARE => Label::Content,
            share if share <= MAX_BOILERPLATE_SHARE => Label::Boilerplate,
            _ => Label::Other, // includes NaN, the share of a line without words
        }
    };
    lines.iter().map(label).collect()
}
