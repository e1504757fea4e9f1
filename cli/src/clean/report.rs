//! The HTML report of `--report`, which shows the pages with removed text struck out. Its colours and marks are those of the
//! playground in `js/`.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use dechaff::{Category, Removal};
use minijinja::value::{Serde, Value};
use minijinja::{context, AutoEscape, Environment};
use serde::Serialize;

use super::batch::PageOutcome;
use super::totals::{self, Totals};
use crate::failure::Failure;
use crate::input::place::Place;
use crate::message::without_control_characters;
use crate::new_file::{self, write_failure};
use crate::terminal::with_commas;

const TEMPLATE: &str = include_str!("report.html");
const MARKS: &str = include_str!("marks.css");
const SCRIPT: &str = include_str!("report.js");
/// The hash of the script, by which the report's policy admits it and no other. A test compares them.
const SCRIPT_HASH: &str = "sha256-5317QNRsS5Gs9NhnloQ+4lil9EgGJGhzfaQKjijZ4aU=";

/// What the report says about the run.
pub struct Run {
    /// The command line.
    pub command: String,
    /// Names and values of the settings.
    pub settings: Vec<(&'static str, String)>,
    /// The setting of `--min-words`.
    pub min_words: usize,
}

/// Collects the pages that the report shows, up to its limits.
#[derive(Default)]
pub struct Report {
    pages: Vec<ShownPage>,
    bytes: usize,
}

#[derive(Serialize)]
struct ShownPage {
    name: String,
    bytes: usize,
    words: usize,
    removals: usize,
    removed: usize,
    removed_words: usize,
    /// The share of the removed bytes, in percent.
    percent: String,
    /// The removed words of each category.
    #[serde(skip)]
    category_words: BTreeMap<&'static str, usize>,
    lines: Vec<Vec<Piece>>,
}

/// A part of a line that was kept, removed or spared as a whole.
#[derive(Serialize)]
struct Piece {
    text: String,
    /// `None` if the text was kept and no removal of it was spared.
    why: Option<Why>,
}

/// Why a piece was removed or spared.
#[derive(Clone, Serialize)]
struct Why {
    category: &'static str,
    rule: String,
    evidence: String,
    score: String,
    spared: bool,
    /// This is the first piece of its removal. Only these can be focused with the keyboard.
    first: bool,
}

impl Report {
    /// The maximum number of pages in the report.
    pub const MAX_PAGES: usize = 200;
    /// The maximum number of bytes of text in the report. Browsers still scroll a report of this size smoothly.
    pub const MAX_BYTES: usize = 2 << 20;

    /// Whether the report has room for another page.
    pub fn has_room(&self) -> bool {
        self.pages.len() < Report::MAX_PAGES && self.bytes < Report::MAX_BYTES
    }

    /// Adds a page if it fits.
    pub fn add(&mut self, place: &Place, outcome: &PageOutcome) {
        let Some(text) = outcome.text.as_ref().filter(|t| self.has_room() && self.bytes + t.len() <= Report::MAX_BYTES)
        else {
            return;
        };
        self.bytes += text.len();
        let removed = outcome.removed.iter().map(|r| r.end - r.start).sum();
        let mut category_words = BTreeMap::new();
        for removal in &outcome.removed {
            *category_words.entry(removal.category.name()).or_default() += count_words(&text[removal.range()]);
        }
        self.pages.push(ShownPage {
            name: visible(&place.to_string()),
            bytes: text.len(),
            words: count_words(text),
            removals: outcome.removed.len(),
            removed,
            removed_words: category_words.values().sum(),
            percent: format!("{:.0}", removed as f64 * 100.0 / text.len().max(1) as f64),
            category_words,
            lines: lines(text, outcome),
        });
    }

    /// Writes the report to a file.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn write(self, to: &Path, totals: &Totals, run: &Run) -> Result<(), Failure> {
        let html = self.render(totals, run).map_err(|e| write_failure(to, io::Error::other(e)))?;
        new_file::write(to, html.as_bytes())
    }

    fn render(self, totals: &Totals, run: &Run) -> Result<String, minijinja::Error> {
        let mut template = Environment::new();
        // Escape the texts of pages, whatever the name of the template is.
        template.set_auto_escape_callback(|_| AutoEscape::Html);
        template.add_filter("count", with_commas);
        template.add_template("report", TEMPLATE)?;
        let largest = totals.removals.categories.values().map(|c| c.bytes).max().unwrap_or(1).max(1);
        let seen: BTreeSet<&str> = self
            .pages
            .iter()
            .flat_map(|page| page.lines.iter().flatten())
            .filter_map(|piece| piece.why.as_ref().map(|w| w.category))
            .chain(totals.removals.categories.keys().map(String::as_str))
            .collect();
        let words_of = |name: &str| self.pages.iter().filter_map(|page| page.category_words.get(name)).sum::<usize>();
        let categories: Vec<_> = totals::sorted(&totals.removals.categories)
            .into_iter()
            .map(|(name, share)| (name, Some(share)))
            .chain(seen.iter().filter(|name| !totals.removals.categories.contains_key(**name)).map(|name| (*name, None)))
            .map(|(name, share)| {
                let about = Category::ALL.iter().find(|c| c.name() == name).map_or("", |c| c.describe());
                let share = share.unwrap_or_default();
                let width = format!("{:.1}", share.bytes as f64 * 100.0 / largest as f64);
                let percent = format!("{:.2}", share.share * 100.0);
                context! {
                    name, about, width, percent, removals => share.removals, bytes => share.bytes, words => words_of(name)
                }
            })
            .collect();
        let rules: Vec<_> = totals::sorted(&totals.removals.rules)
            .into_iter()
            .map(|(name, share)| {
                context! { name, removals => share.removals, bytes => share.bytes, percent => format!("{:.2}", share.share * 100.0) }
            })
            .collect();
        let words_in: usize = self.pages.iter().map(|page| page.words).sum();
        let removed_words: usize = self.pages.iter().map(|page| page.removed_words).sum();
        let settings: Vec<_> = run.settings.iter().map(|(name, value)| (*name, visible(value))).collect();
        template.get_template("report")?.render(context! {
            marks => Value::from_safe_string(MARKS.to_owned()),
            script => Value::from_safe_string(SCRIPT.to_owned()),
            script_hash => Value::from_safe_string(SCRIPT_HASH.to_owned()),
            command => visible(&run.command),
            version => env!("CARGO_PKG_VERSION"),
            settings,
            min_words => run.min_words,
            // The words of pages that are not shown are not counted.
            has_all => self.pages.len() as u64 == totals.pages,
            words_in,
            words_out => words_in - removed_words,
            totals => Serde(totals),
            categories,
            rules,
            removed_percent => format!("{:.2}", totals.removed_share() * 100.0),
            pages => Serde(&self.pages),
            max_pages => Report::MAX_PAGES,
            max_mib => Report::MAX_BYTES >> 20,
        })
    }
}

/// Splits a page into lines, and each line into pieces that were kept, removed or spared.
fn lines(text: &str, outcome: &PageOutcome) -> Vec<Vec<Piece>> {
    let mut spans: Vec<(&Removal, bool)> = outcome.removed.iter().map(|r| (r, false)).collect();
    spans.extend(outcome.spared.iter().map(|r| (r, true)));
    spans.sort_by_key(|(r, _)| r.start);
    let mut lines = vec![Vec::new()];
    let mut at = 0;
    for (r, spared) in spans {
        if r.start < at {
            continue;
        }
        push_text(&mut lines, &text[at..r.start], None);
        let why = Why {
            category: r.category.name(),
            rule: r.rule.to_string(),
            evidence: visible(&r.evidence.to_string()),
            score: format!("{:.2}", r.score),
            spared,
            first: true,
        };
        push_text(&mut lines, &text[r.start..r.end], Some(why));
        at = r.end;
    }
    push_text(&mut lines, &text[at..], None);
    lines.retain(|line| !line.is_empty());
    lines
}

/// Appends a text to the lines; blank parts of it are left out. `why` applies to all of its pieces.
fn push_text(lines: &mut Vec<Vec<Piece>>, text: &str, mut why: Option<Why>) {
    for (i, part) in text.split('\n').enumerate() {
        if i > 0 {
            lines.push(Vec::new());
        }
        if part.trim().is_empty() {
            continue;
        }
        if let Some(line) = lines.last_mut() {
            line.push(Piece { text: visible(part), why: why.clone() });
        }
        if let Some(why) = &mut why {
            why.first = false;
        }
    }
}

/// The number of words of a text. Two Chinese or Japanese characters count as one.
fn count_words(text: &str) -> usize {
    let is_character =
        |c: &char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let is_word = |word: &&str| word.contains(|c: char| c.is_alphanumeric() && !is_character(&c));
    text.split_whitespace().filter(is_word).count() + text.chars().filter(is_character).count().div_ceil(2)
}

/// Replaces control characters, which HTML cannot represent, with U+FFFD.
fn visible(text: &str) -> String {
    without_control_characters(text.trim_end_matches('\r'))
}
