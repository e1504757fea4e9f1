//! The memory that cleaning needs: the number of allocations for each page, and the peak of allocated bytes.

mod common;

use std::collections::BTreeSet;

use allocation_counter::measure;
use common::fixtures;
use dechaff::{Cleaner, Removal};

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
        ("unclosed targets", repeat("](")),
        ("unclosed tags", repeat("<a ")),
        ("dates", repeat("March 3, 2021 at 10:04 am\nThe harbour kept its lamps lit for the boats that came late.\n")),
        ("menus", repeat("Home\nNews\nSport\n")),
    ]
}

/// How many times the size of a span a report holds for each of its spans at most: the lists grow by doubling, and the
/// list of the removed ones is copied once at its end.
const SPAN_COPIES: u64 = 3;

/// Checks the most memory that is held while each extreme text is cleaned, the result included. `clean` returns the
/// number of spans of the result's report.
fn assert_memory_is_at_most_twice_the_text_and_8_mib(clean: impl Fn(&Cleaner, &str) -> usize) {
    let mut failures = Vec::new();
    for (name, text) in extreme_texts() {
        let cleaner = Cleaner::builder().build().expect("the default builds");
        cleaner.report("");
        let mut spans = 0;
        let held = measure(|| spans = clean(&cleaner, &text)).bytes_max;
        let span_bytes = SPAN_COPIES * (spans * std::mem::size_of::<Removal>()) as u64;
        let limit = 2 * text.len() as u64 + (8 << 20) + span_bytes;
        println!(
            "{name:16} {:5.1} MB in, {:5.1} MB at most, {spans} spans",
            text.len() as f64 / 1e6,
            held as f64 / 1e6
        );
        if held > limit {
            failures.push(format!("{name}: {held} bytes held for {} bytes of text, {limit} at most", text.len()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn memory_is_at_most_twice_the_text_and_8_mib() {
    assert_memory_is_at_most_twice_the_text_and_8_mib(|cleaner, text| {
        drop(cleaner.clean(text));
        0
    });
}

/// A report holds its spans in addition.
#[test]
fn a_report_takes_memory_for_its_spans_in_addition() {
    assert_memory_is_at_most_twice_the_text_and_8_mib(|cleaner, text| {
        let cleaned = cleaner.report(text);
        cleaned.removed.len() + cleaned.spared.len()
    });
}
