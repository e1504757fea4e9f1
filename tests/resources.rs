//! The memory that cleaning needs: the number of allocations for each page, and the peak of allocated bytes.

mod common;

use std::collections::BTreeSet;

use allocation_counter::measure;
use common::fixtures;
use dechaff::Cleaner;

/// The number of allocations for each page, by `report` and by `clean`, when the buffers have grown already.
fn costs(cleaner: &Cleaner, pages: &[String]) -> Vec<(u64, u64)> {
    let cost = |page: &String| {
        let report = measure(|| drop(cleaner.report(page))).count_total;
        (report, measure(|| drop(cleaner.clean(page))).count_total)
    };
    pages.iter().for_each(|page| drop(cleaner.report(page))); // the first call for each page grows the buffers
    pages.iter().map(cost).collect()
}

/// The folders of fixtures whose paragraphs are compared by their words, to find the article of a whole page or the
/// start of appended stories. Each compared paragraph needs an allocation.
const COMPARED_FOLDERS: [&str; 2] = ["pages", "story"];

#[test]
fn cleaning_allocates_only_what_the_caller_gets() {
    let cleaner = Cleaner::default();
    let fixtures = fixtures();
    let folders: BTreeSet<&str> = fixtures.iter().map(|f| f.folder.as_str()).collect();
    assert!(folders.len() > 20, "only {} folders of fixtures were found", folders.len());
    for name in folders {
        let pages: Vec<String> = fixtures.iter().filter(|f| f.folder == name).map(|f| f.input.clone()).collect();
        let costs = costs(&cleaner, &pages);
        let most = costs.iter().copied().fold((0, 0), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        println!("{name:12} at most {} allocations for a page by report, {} by clean", most.0, most.1);
        for (page, cost) in pages.iter().zip(costs) {
            if COMPARED_FOLDERS.contains(&name) {
                let lines = page.lines().count() as u64;
                assert!(cost.0 <= 64 + 3 * lines, "{name}: {} allocations for {lines} lines", cost.0);
            } else if name == "keep" {
                assert_eq!(cost, (0, 0), "an unchanged page is borrowed: {page}");
            } else {
                assert_eq!(
                    cost,
                    (2, 1),
                    "report allocates the text and the list of removals, clean only the text: {page}"
                );
            }
        }
    }
}

/// The size of an extreme text.
const TEXT_BYTES: usize = 10 << 20;

/// Texts of one repeated piece, which can make a cleaner slow or make it allocate too much.
fn extreme_texts() -> Vec<(&'static str, String)> {
    let words = "the harbour kept its lamps lit for the late boats ";
    let repeat = |piece: &str| piece.repeat(TEXT_BYTES / piece.len());
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
fn memory_is_at_most_twice_the_text_and_8_mib() {
    let mut failures = Vec::new();
    for (name, text) in extreme_texts() {
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
