//! Prints the results as a table.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::gold::ALL;
use super::metrics::{Row, Share};

/// Renders one row per group, then the removed words of all pages by category.
pub fn render(cleaner: &str, rows: &BTreeMap<&str, Row>) -> String {
    let mut out = String::new();
    let width = rows.keys().map(|name| name.chars().count()).max().unwrap_or(0).max(cleaner.len() + 2).max(20);
    let _ = writeln!(
        out,
        "{:width$} {:>5}  {:^13}  {:^13}  {:^13}  reachable  closed  removed    lost  harmed",
        format!("# {cleaner}"),
        "pages",
        "precision",
        "recall",
        "F1"
    );
    // The row of all pages is the last one.
    let (all, groups): (Vec<_>, Vec<_>) = rows.iter().partition(|(name, _)| **name == ALL);
    for (name, row) in groups.into_iter().chain(all) {
        let (b, a) = (row.before, row.after);
        let _ = writeln!(
            out,
            "{name:width$} {:5}  {:.3} > {:.3}  {:.3} > {:.3}  {:.3} > {:.3}  {:9.3} {:>7} {:>8} {:>7} {:>7}",
            row.pages,
            b.precision,
            a.precision,
            b.recall,
            a.recall,
            b.f1,
            a.f1,
            row.reachable,
            if row.reachable - b.f1 > 1e-9 { percent(row.closed, 1) } else { "-".to_owned() },
            percent(row.boilerplate_removed, 1),
            percent(row.content_lost, 2),
            percent(row.harmed, 1),
        );
    }
    let Some(all) = rows.get(ALL) else { return out };
    let mut categories: Vec<(&&str, &Share)> = all.categories.iter().collect();
    categories.sort_by_key(|(_, share)| std::cmp::Reverse(share.content));
    let _ = writeln!(
        out,
        "\n{:width$} {:>6}  words in lines of: {:>11} {:>9} {:>9}",
        "removed as", "spans", "boilerplate", "content", "other"
    );
    for (category, share) in categories {
        let Share { spans, boilerplate, content, other } = share;
        let _ = writeln!(out, "{category:width$} {spans:6}  {boilerplate:30} {content:9} {other:9}");
    }
    out
}

fn percent(share: f64, digits: usize) -> String {
    format!("{:.digits$}%", 100.0 * share)
}
