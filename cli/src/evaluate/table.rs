//! Prints the results as a table.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::gold::ALL;
use super::metrics::{Row, Share};

/// Renders one row per group, then the removed words of all pages by category. If the terminal is too narrow for a row,
/// its second half stands in a table of its own.
pub fn render(cleaner: &str, rows: &BTreeMap<&str, Row>, columns: Option<usize>) -> String {
    let width = rows.keys().map(|name| name.chars().count()).max().unwrap_or(0).max(cleaner.len() + 2).max(20);
    let title = format!("{:width$}", format!("# {cleaner}"));
    let scores = format!("{:>5}  {:^13}  {:^13}  {:^13}", "pages", "precision", "recall", "F1");
    let mut table = vec![(title, scores, "reachable  closed  removed    lost  harmed".to_owned())];
    // The row of all pages is the last one.
    let (all, groups): (Vec<_>, Vec<_>) = rows.iter().partition(|(name, _)| **name == ALL);
    for (name, row) in groups.into_iter().chain(all) {
        table.push((format!("{name:width$}"), scores_of(row), shares_of(row)));
    }
    let is_narrow = columns.is_some_and(|columns| {
        table
            .iter()
            .any(|(name, scores, shares)| name.chars().count() + scores.chars().count() + shares.len() + 3 > columns)
    });
    let mut out = String::new();
    if is_narrow {
        table.iter().for_each(|(name, scores, _)| out.push_str(&format!("{name} {scores}\n")));
        out.push('\n');
        table.iter().for_each(|(name, _, shares)| out.push_str(&format!("{name} {shares}\n")));
    } else {
        table.iter().for_each(|(name, scores, shares)| out.push_str(&format!("{name} {scores}  {shares}\n")));
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

/// The number of pages, and precision, recall and F1 before and after.
fn scores_of(row: &Row) -> String {
    let (b, a) = (row.before, row.after);
    format!(
        "{:5}  {:.3} > {:.3}  {:.3} > {:.3}  {:.3} > {:.3}",
        row.pages, b.precision, a.precision, b.recall, a.recall, b.f1, a.f1
    )
}

/// The reachable F1, and the shares of what was reached, removed, lost and harmed.
fn shares_of(row: &Row) -> String {
    let has_gap = row.reachable - row.before.f1 > 1e-9;
    format!(
        "{:9.3} {:>7} {:>8} {:>7} {:>7}",
        row.reachable,
        if has_gap { percent(row.closed, 1) } else { "-".to_owned() },
        percent(row.boilerplate_removed, 1),
        percent(row.content_lost, 2),
        percent(row.harmed, 1),
    )
}

fn percent(share: f64, digits: usize) -> String {
    format!("{:.digits$}%", 100.0 * share)
}
