//! What all pages together lost, and to what.

use std::collections::BTreeMap;
use std::fmt;

use comfy_table::{presets, CellAlignment, Table};
use dechaff::Removal;
use indicatif::HumanCount;
use serde::Serialize;

use super::work::Told;

/// What went under one name.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    pub removals: u64,
    pub bytes: u64,
    /// Of the bytes that were read, 0 to 1.
    pub share: f64,
}

/// Bytes are those of the texts, not of the files.
#[derive(Debug, Default, Serialize)]
pub struct Totals {
    pub pages: u64,
    /// Pages of which something went.
    pub changed: u64,
    pub bytes_in: u64,
    pub bytes_out: u64,
    /// Removals that did not happen because too little of a page would have been left.
    pub spared: u64,
    /// Pages that were not valid and written as they were read.
    pub skipped: u64,
    /// Files that could not be read to their end.
    pub failed: u64,
    pub categories: BTreeMap<String, Share>,
    pub rules: BTreeMap<String, Share>,
}

impl Totals {
    pub fn add(&mut self, told: &Told) {
        let gone: usize = told.removed.iter().map(|r| r.end - r.start).sum();
        self.pages += 1;
        self.changed += u64::from(gone > 0);
        self.bytes_in += told.read as u64;
        self.bytes_out += (told.read - gone) as u64;
        self.spared += told.spared.len() as u64;
        for Removal { start, end, category, rule, .. } in &told.removed {
            for share in [self.categories.entry(category.to_string()), self.rules.entry(rule.to_string())] {
                let share = share.or_default();
                share.removals += 1;
                share.bytes += (end - start) as u64;
            }
        }
    }

    /// Computes the shares, when all is added.
    pub fn finish(&mut self) {
        let all = self.bytes_in.max(1) as f64;
        for share in self.categories.values_mut().chain(self.rules.values_mut()) {
            share.share = share.bytes as f64 / all;
        }
    }

    /// The share of all bytes that went.
    pub fn gone(&self) -> f64 {
        (self.bytes_in - self.bytes_out) as f64 / self.bytes_in.max(1) as f64
    }
}

/// By bytes, the most first.
pub fn sorted(shares: &BTreeMap<String, Share>) -> Vec<(&str, Share)> {
    let mut sorted: Vec<_> = shares.iter().map(|(name, share)| (name.as_str(), *share)).collect();
    sorted.sort_by_key(|(_, share)| std::cmp::Reverse(share.bytes));
    sorted
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Totals { pages, changed, bytes_in, bytes_out, spared, skipped, failed, .. } = self;
        writeln!(f, "{pages} pages, of {changed} something went; {skipped} skipped, {failed} files failed")?;
        writeln!(
            f,
            "{bytes_in} bytes in, {bytes_out} out: {:.2} % went; {spared} removals spared",
            self.gone() * 100.0
        )?;
        for (name, shares) in [("category", &self.categories), ("rule", &self.rules)] {
            if shares.is_empty() {
                continue;
            }
            let mut table = Table::new();
            table.load_preset(presets::NOTHING).set_header([name, "removals", "bytes", "share"]);
            for (name, share) in sorted(shares) {
                let percent = format!("{:.2} %", share.share * 100.0);
                table.add_row([
                    name.to_owned(),
                    HumanCount(share.removals).to_string(),
                    HumanCount(share.bytes).to_string(),
                    percent,
                ]);
            }
            for column in table.column_iter_mut().skip(1) {
                column.set_cell_alignment(CellAlignment::Right);
            }
            writeln!(f, "\n{}", table.trim_fmt())?;
        }
        Ok(())
    }
}
