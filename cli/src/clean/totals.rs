//! Statistics over all pages: how much was removed, by category and by rule.

use std::collections::BTreeMap;
use std::fmt;

use dechaff::Removal;
use serde::Serialize;

use super::batch::PageOutcome;
use crate::terminal::{self, with_commas, Align};

/// The removals of one category or rule.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    pub removals: u64,
    pub bytes: u64,
    /// The share of the input bytes, from 0 to 1.
    pub share: f64,
}

/// The statistics; `--stats=json` prints these fields. Byte counts are those of the texts, not of the files.
#[derive(Debug, Default, Serialize)]
pub struct Totals {
    pub pages: u64,
    /// Pages with at least one removal.
    pub changed: u64,
    pub bytes_in: u64,
    pub bytes_out: u64,
    /// Removals that the guard spared because too little of the page would have remained.
    pub spared: u64,
    /// Invalid pages that were written unchanged.
    pub skipped: u64,
    /// Files that could not be opened or read to their end, or that had an invalid page.
    pub failed: u64,
    #[serde(flatten)]
    pub removals: Removals,
}

/// What was removed, by category and by rule.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Removals {
    pub categories: BTreeMap<String, Share>,
    pub rules: BTreeMap<String, Share>,
}

impl Removals {
    pub fn add(&mut self, Removal { start, end, category, rule, .. }: &Removal) {
        for share in [self.categories.entry(category.to_string()), self.rules.entry(rule.to_string())] {
            let share = share.or_default();
            share.removals += 1;
            share.bytes += (end - start) as u64;
        }
    }

    fn add_all(&mut self, more: &Removals) {
        for (shares, more) in [(&mut self.categories, &more.categories), (&mut self.rules, &more.rules)] {
            for (name, share) in more {
                let sum = shares.entry(name.clone()).or_default();
                sum.removals += share.removals;
                sum.bytes += share.bytes;
            }
        }
    }

    /// The number of removals.
    pub fn count(&self) -> u64 {
        self.categories.values().map(|share| share.removals).sum()
    }

    /// The number of removed bytes.
    fn bytes(&self) -> u64 {
        self.categories.values().map(|share| share.bytes).sum()
    }
}

impl Totals {
    pub fn add(&mut self, outcome: &PageOutcome) {
        self.pages += 1;
        self.changed += u64::from(!outcome.removed.is_empty());
        self.bytes_in += outcome.input_bytes as u64;
        self.spared += outcome.spared.len() as u64 + outcome.unlisted.spared;
        outcome.removed.iter().for_each(|removal| self.removals.add(removal));
        self.removals.add_all(&outcome.unlisted.removals);
    }

    /// Computes what depends on all pages. Call it once, after the last page.
    pub fn finish(&mut self) {
        self.bytes_out = self.bytes_in - self.removals.bytes();
        let all = self.bytes_in.max(1) as f64;
        for share in self.removals.categories.values_mut().chain(self.removals.rules.values_mut()) {
            share.share = share.bytes as f64 / all;
        }
    }

    /// The share of the input bytes that was removed, from 0 to 1.
    pub fn removed_share(&self) -> f64 {
        (self.bytes_in - self.bytes_out) as f64 / self.bytes_in.max(1) as f64
    }
}

/// Sorts by bytes, in descending order.
pub fn sorted(shares: &BTreeMap<String, Share>) -> Vec<(&str, Share)> {
    let mut sorted: Vec<_> = shares.iter().map(|(name, share)| (name.as_str(), *share)).collect();
    sorted.sort_by_key(|(_, share)| std::cmp::Reverse(share.bytes));
    sorted
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Totals { pages, changed, bytes_in, bytes_out, spared, skipped, failed, .. } = self;
        writeln!(f, "{pages} pages, {changed} changed, {skipped} skipped; {failed} files failed")?;
        writeln!(
            f,
            "{bytes_in} bytes in, {bytes_out} bytes out: {:.2} % removed; {spared} removals spared",
            self.removed_share() * 100.0
        )?;
        for (name, shares) in [("category", &self.removals.categories), ("rule", &self.removals.rules)] {
            if shares.is_empty() {
                continue;
            }
            let mut rows = vec![[name, "removals", "bytes", "share"].map(str::to_owned).to_vec()];
            for (name, share) in sorted(shares) {
                let percent = format!("{:.2} %", share.share * 100.0);
                rows.push(vec![name.to_owned(), with_commas(share.removals), with_commas(share.bytes), percent]);
            }
            let columns = [Align::Left, Align::Right, Align::Right, Align::Right];
            write!(f, "\n{}", terminal::table(&columns, &rows))?;
        }
        Ok(())
    }
}
