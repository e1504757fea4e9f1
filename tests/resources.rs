//! What cleaning costs in memory: allocations a page, and the most bytes held at once.

mod common;

use std::collections::BTreeSet;

use allocation_counter::measure;
use common::fixtures;
use dechaff::Cleaner;

/// Allocations that each page costs behind those before it, with its report and without.
fn costs(cleaner: &Cleaner, pages: &[String]) -> Vec<(u64, u64)> {
    let cost = |page: &String| {
        let report = measure(|| drop(cleaner.report(page))).count_total;
        (report, measure(|| drop(cleaner.clean(page))).count_total)
    };
    pages.iter().for_each(|page| drop(cleaner.report(page))); // the first round fills the scratch
    pages.iter().map(cost).collect()
}

/// Where paragraphs are compared by their words, each costs an allocation: to find a whole page's article, and where an
/// endless page's stories start.
const COMPARED: [&str; 2] = ["pages", "story"];

#[test]
fn a_page_costs_no_allocation_but_for_what_the_caller_gets() {
    let cleaner = Cleaner::default();
    let fixtures = fixtures();
    let folders: BTreeSet<&str> = fixtures.iter().map(|f| f.folder.as_str()).collect();
    assert!(folders.len() > 20, "the fixtures' folders are there");
    for name in folders {
        let pages: Vec<String> = fixtures.iter().filter(|f| f.folder == name).map(|f| f.input.clone()).collect();
        let costs = costs(&cleaner, &pages);
        let most = costs.iter().copied().fold((0, 0), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        println!("{name:12} at most {} allocations a page, {} without the report", most.0, most.1);
        for (page, cost) in pages.iter().zip(costs) {
            if COMPARED.contains(&name) {
                let lines = page.lines().count() as u64;
                assert!(cost.0 <= 64 + 3 * lines, "{name}: {} allocations for {lines} lines", cost.0);
            } else if name == "keep" {
                assert_eq!(cost, (0, 0), "an untouched page is borrowed: {page}");
            } else {
                assert_eq!(cost, (2, 1), "text and report; without it the text: {page}");
            }
        }
    }
}

/// Bytes that a long hostile text has.
const LONG: usize = 10 << 20;

/// Texts that make a careless cleaner slow or greedy.
fn hostile() -> Vec<(&'static str, String)> {
    let words = "the harbour kept its lamps lit for the late boats ";
    let repeat = |piece: &str| piece.repeat(LONG / piece.len());
    vec![
        ("prose", repeat("The harbour kept its lamps lit for the boats that came late.\n")),
        ("one line", repeat(words)),
        ("empty lines", repeat("\n")),
        ("read more", repeat("read more\n")),
        ("near misses", repeat("sign up for our newslette\n")),
        ("ornaments", repeat("* * *\n")),
        ("removals", repeat("read more\nThe harbour kept its lamps lit for all the boats that came late.\n")),
        ("quotes", ">".repeat(1 << 20) + " deep\n"),
        ("one word", repeat("buffalo ")),
        ("short lines", repeat("a\n")),
        ("emoji", repeat("🦉")),
        ("ideograms", repeat("港")),
        ("brackets", repeat("[")),
        ("links", repeat("[a](b) ")),
        ("full stops", repeat(". ")),
    ]
}

#[test]
fn memory_stays_in_proportion() {
    let mut failures = Vec::new();
    for (name, text) in hostile() {
        let cleaner = Cleaner::builder().build().expect("the default builds");
        cleaner.report("");
        let mut result = 0;
        let extra = measure(|| {
            let cleaned = cleaner.clean(&text);
            result = if matches!(cleaned, std::borrow::Cow::Owned(_)) { cleaned.len() } else { 0 };
        });
        let limit = 2 * text.len() as u64 + (8 << 20);
        println!(
            "{name:12} {:5.1} MB in, {:5.1} MB at most, {:5.1} MB of it the result",
            text.len() as f64 / 1e6,
            extra.bytes_max as f64 / 1e6,
            result as f64 / 1e6
        );
        if extra.bytes_max > limit {
            failures.push(format!(
                "{name}: {} bytes held for {} bytes of text, {limit} at most",
                extra.bytes_max,
                text.len()
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
