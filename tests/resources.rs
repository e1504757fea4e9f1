//! What cleaning costs in memory: allocations a page, and the most bytes held at once.

use allocation_counter::{measure, AllocationInfo};
use dechaff::Cleaner;

const UNTOUCHED: &str = include_str!("../fixtures/keep/en-museum-named-getty-and-afp-in-prose.in.txt");
const CUT: &str = include_str!("../fixtures/pages/en-national-broadcaster-ferry.in.txt");

fn cost(cleaner: &Cleaner, text: &str) -> AllocationInfo {
    measure(|| drop(cleaner.clean(text)))
}

#[test]
fn a_page_costs_no_allocation_but_for_what_the_caller_gets() {
    let cleaner = Cleaner::default();
    // The first pages fill the scratch.
    for page in [CUT, UNTOUCHED] {
        cleaner.clean(page);
    }
    assert!(cleaner.clean(UNTOUCHED).removed.is_empty());
    assert!(!cleaner.clean(CUT).removed.is_empty());
    let untouched = cost(&cleaner, UNTOUCHED).count_total;
    let cut = cost(&cleaner, CUT).count_total;
    let text_only = measure(|| drop(cleaner.text(CUT))).count_total;
    println!("allocations: untouched page {untouched}, cut page {cut}, text only {text_only}");
    assert_eq!((untouched, cut, text_only), (0, 2, 1), "untouched; cut: text and report; cut, without report: text");
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
        cleaner.clean("");
        let mut result = 0;
        let extra = measure(|| {
            let cleaned = cleaner.text(&text);
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
