//! Cleaning extreme texts never panics, takes linear time, and holds at most twice the size of the text plus 8 MiB.
//! (`src/instrument.rs` counts how the work grows with the text. `tests/resources.rs` tests the memory of more texts.)

use std::time::{Duration, Instant};

use allocation_counter::measure;
use dechaff::Cleaner;

/// The time limit for one text. Chosen by hand: far more than linear time takes on a slow machine, and far less than
/// quadratic time would.
const MAX_TIME: Duration = Duration::from_secs(120);

fn assert_within_limits(name: &str, text: &str) {
    let cleaner = Cleaner::builder().build().expect("the default builds");
    cleaner.clean("");
    let start = Instant::now();
    let mut left = 0;
    let cost = measure(|| left = cleaner.clean(text).len());
    let took = start.elapsed();
    println!(
        "{name:20} {:6.1} MB, {left} bytes kept, {took:.1?}, {:.1} MB held",
        mb(text.len()),
        mb(cost.bytes_max as usize)
    );
    assert!(took < MAX_TIME, "{name}: {took:?}");
    assert!(cost.bytes_max <= 2 * text.len() as u64 + (8 << 20), "{name}: {} bytes held", cost.bytes_max);
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[test]
fn ten_megabytes_of_odd_characters_stay_within_the_limits() {
    let odd = [
        ("NULs", "\0"),
        ("combining marks", "\u{301}"),
        ("letters with marks", "e\u{301}\u{327} "),
        ("right-to-left marks", "\u{202e}\u{200f}\u{202c}"),
        ("zero-width spaces", "\u{200b}"),
        ("emoji", "🦉"),
        ("joined emoji", "👩‍👩‍👧‍👦"),
        ("byte order marks", "\u{feff}"),
        ("carriage returns", "\r"),
        ("no-break spaces", "\u{a0}"),
        ("one letter", "a"),
        ("one full stop", "."),
    ];
    for (name, piece) in odd {
        assert_within_limits(name, &piece.repeat((10 << 20) / piece.len()));
    }
}

#[test]
fn ten_million_lines_stay_within_the_limits() {
    assert_within_limits("empty lines", &"\n".repeat(10_000_000));
    assert_within_limits("lines of a letter", &"a\n".repeat(10_000_000));
}

#[test]
fn one_line_of_a_hundred_megabytes_stays_within_the_limits() {
    let words = "the harbour kept its lamps lit for the late boats. Nobody waited, ";
    assert_within_limits("one line", &words.repeat((100 << 20) / words.len()));
}

#[test]
fn a_million_nested_quotes_stay_within_the_limits() {
    assert_within_limits("quote marks", &(">".repeat(1_000_000) + " deep\n"));
    assert_within_limits("spaced quote marks", &("> ".repeat(1_000_000) + "deep\n"));
    assert_within_limits("opening quotes", &("«".repeat(1_000_000) + "deep" + &"»".repeat(1_000_000)));
    assert_within_limits("brackets", &("[".repeat(1_000_000) + "deep" + &"](a)".repeat(1_000_000)));
}
