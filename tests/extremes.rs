//! Never a panic, never more than linear time, never more than twice the text in memory, whatever comes in. (How the
//! work grows is counted in `src/work.rs`; memory on more shapes is in `tests/resources.rs`.)

use std::time::{Duration, Instant};

use allocation_counter::measure;
use dechaff::Cleaner;

/// Far more than any of these takes, and far less than a square of its length would.
const PATIENCE: Duration = Duration::from_secs(120);

fn assert_bounded(name: &str, text: &str) {
    let cleaner = Cleaner::builder().build().expect("the default builds");
    cleaner.clean("");
    let start = Instant::now();
    let mut left = 0;
    let cost = measure(|| left = cleaner.clean(text).len());
    let took = start.elapsed();
    println!(
        "{name:20} {:6.1} MB, {left} bytes left, {took:.1?}, {:.1} MB held",
        mb(text.len()),
        mb(cost.bytes_max as usize)
    );
    assert!(took < PATIENCE, "{name}: {took:?}");
    assert!(cost.bytes_max <= 2 * text.len() as u64 + (8 << 20), "{name}: {} bytes held", cost.bytes_max);
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[test]
fn ten_megabytes_of_odd_characters() {
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
        assert_bounded(name, &piece.repeat((10 << 20) / piece.len()));
    }
}

#[test]
fn ten_million_lines() {
    assert_bounded("empty lines", &"\n".repeat(10_000_000));
    assert_bounded("lines of a letter", &"a\n".repeat(10_000_000));
}

#[test]
fn one_line_of_a_hundred_megabytes() {
    let words = "the harbour kept its lamps lit for the late boats. Nobody waited, ";
    assert_bounded("one line", &words.repeat((100 << 20) / words.len()));
}

#[test]
fn a_million_nested_quotes() {
    assert_bounded("quote marks", &(">".repeat(1_000_000) + " deep\n"));
    assert_bounded("spaced quote marks", &("> ".repeat(1_000_000) + "deep\n"));
    assert_bounded("opening quotes", &("«".repeat(1_000_000) + "deep" + &"»".repeat(1_000_000)));
    assert_bounded("brackets", &("[".repeat(1_000_000) + "deep" + &"](a)".repeat(1_000_000)));
}
