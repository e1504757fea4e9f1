//! A report as a page for a browser: what was kept, and what went struck out.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use dechaff::{Category, Removal};
use indicatif::HumanCount;
use minijinja::value::Serde;
use minijinja::{context, AutoEscape, Environment};
use serde::Serialize;

use super::failure::{Failure, Place};
use super::output::unwritten;
use super::packing;
use super::totals::{self, Totals};
use super::work::Told;

const TEMPLATE: &str = include_str!("report.html");

/// The pages that are shown, as many as there is room for.
#[derive(Default)]
pub struct Report {
    pages: Vec<Shown>,
    bytes: usize,
}

#[derive(Serialize)]
struct Shown {
    name: String,
    read: usize,
    gone: usize,
    lines: Vec<Vec<Piece>>,
}

/// A stretch of a line.
#[derive(Serialize)]
struct Piece {
    text: String,
    why: Option<Why>,
}

#[derive(Clone, Serialize)]
struct Why {
    category: &'static str,
    rule: String,
    evidence: String,
    score: String,
    spared: bool,
    /// The first piece of what went together: the keyboard stops here alone.
    first: bool,
}

impl Report {
    /// The most pages that are shown.
    pub const MAX_PAGES: usize = 200;
    /// The most bytes of text that are shown: a browser still scrolls them well.
    pub const MAX_BYTES: usize = 2 << 20;

    /// Whether there is room for more.
    pub fn has_room(&self) -> bool {
        self.pages.len() < Report::MAX_PAGES && self.bytes < Report::MAX_BYTES
    }

    /// Shows a page, if there is room for it.
    pub fn add(&mut self, place: &Place, told: &Told) {
        let Some(text) = told.text.as_ref().filter(|t| self.has_room() && self.bytes + t.len() <= Report::MAX_BYTES)
        else {
            return;
        };
        self.bytes += text.len();
        let gone = told.removed.iter().map(|r| r.end - r.start).sum();
        self.pages.push(Shown { name: place.to_string(), read: text.len(), gone, lines: lines(text, told) });
    }

    /// Writes the report; it comes to stand when it is whole.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn write(self, to: &Path, totals: &Totals) -> Result<(), Failure> {
        let html = self.render(totals).map_err(|e| unwritten(to, io::Error::other(e)))?;
        let write = || {
            let mut part = packing::part_of(to)?;
            part.write_all(html.as_bytes())?;
            part.persist(to).map_err(|e| e.error)
        };
        write().map(drop).map_err(|e| unwritten(to, e))
    }

    fn render(self, totals: &Totals) -> Result<String, minijinja::Error> {
        let mut template = Environment::new();
        // Whatever the texts hold stays text.
        template.set_auto_escape_callback(|_| AutoEscape::Html);
        template.add_filter("count", |number: u64| HumanCount(number).to_string());
        template.add_template("report", TEMPLATE)?;
        let largest = totals.categories.values().map(|c| c.bytes).max().unwrap_or(1).max(1);
        let seen: BTreeSet<&str> = self
            .pages
            .iter()
            .flat_map(|page| page.lines.iter().flatten())
            .filter_map(|piece| piece.why.as_ref().map(|w| w.category))
            .chain(totals.categories.keys().map(String::as_str))
            .collect();
        // Hues as far from each other as they can be.
        let step = 360.0 / seen.len().max(1) as f64;
        let hue = |name: &str| seen.iter().position(|s| *s == name).map_or(0.0, |at| (at as f64 * step).round());
        let categories: Vec<_> = totals::sorted(&totals.categories)
            .into_iter()
            .map(|(name, share)| (name, Some(share)))
            .chain(seen.iter().filter(|name| !totals.categories.contains_key(**name)).map(|name| (*name, None)))
            .map(|(name, share)| {
                let about = Category::ALL.iter().find(|c| c.name() == name).map_or("", |c| c.describe());
                let share = share.unwrap_or_default();
                let width = format!("{:.1}", share.bytes as f64 * 100.0 / largest as f64);
                let percent = format!("{:.2}", share.share * 100.0);
                context! { name, about, hue => hue(name), width, percent, removals => share.removals, bytes => share.bytes }
            })
            .collect();
        let rules: Vec<_> = totals::sorted(&totals.rules)
            .into_iter()
            .map(|(name, share)| {
                context! { name, removals => share.removals, bytes => share.bytes, percent => format!("{:.2}", share.share * 100.0) }
            })
            .collect();
        template.get_template("report")?.render(context! {
            totals => Serde(totals),
            categories,
            rules,
            gone => format!("{:.2}", totals.gone() * 100.0),
            pages => Serde(&self.pages),
            max_pages => Report::MAX_PAGES,
            max_mib => Report::MAX_BYTES >> 20,
        })
    }
}

/// The lines of a page, each in pieces that stayed or went.
fn lines(text: &str, told: &Told) -> Vec<Vec<Piece>> {
    let mut spans: Vec<(&Removal, bool)> = told.removed.iter().map(|r| (r, false)).collect();
    spans.extend(told.spared.iter().map(|r| (r, true)));
    spans.sort_by_key(|(r, _)| r.start);
    let mut lines = vec![Vec::new()];
    let mut at = 0;
    for (r, spared) in spans {
        if r.start < at {
            continue;
        }
        push(&mut lines, &text[at..r.start], None);
        let why = Why {
            category: r.category.name(),
            rule: r.rule.to_string(),
            evidence: visible(&r.evidence.to_string()),
            score: format!("{:.2}", r.score),
            spared,
            first: true,
        };
        push(&mut lines, &text[r.start..r.end], Some(why));
        at = r.end;
    }
    push(&mut lines, &text[at..], None);
    lines.retain(|line| !line.is_empty());
    lines
}

fn push(lines: &mut Vec<Vec<Piece>>, text: &str, mut why: Option<Why>) {
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

/// Control characters, which HTML has no way to hold, as the sign for what can't be shown.
fn visible(text: &str) -> String {
    text.trim_end_matches('\r').replace(|c: char| c.is_control() && c != '\t', "\u{fffd}")
}
