//! A soak test: 64 threads clean 100,000 mixed pages with one cleaner, and a checksum compares them with one thread.
//!
//! It is ignored, because it takes about a minute: `cargo test --release --test soak -- --ignored --nocapture`.

mod common;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use common::{fixtures, Fixture};
use dechaff::Cleaner;

const PAGES: usize = 100_000;
const THREADS: usize = 64;

/// The page with this number: the lines of two fixtures in turn, with the line ends of another system, in one line, or
/// repeated until it is long. The same number always gives the same page.
fn page(fixtures: &[Fixture], number: usize) -> String {
    let pick = |n: usize| &fixtures[n % fixtures.len()].input;
    let (one, other) = (pick(number), pick(number * 7 + number / fixtures.len()));
    let mixed: Vec<&str> = match number % 3 {
        0 => one.lines().collect(),
        1 => one.lines().chain(other.lines()).collect(),
        _ => one.lines().zip(other.lines()).flat_map(|(a, b)| [a, b]).collect(),
    };
    match number % 11 {
        0 => mixed.join("\r\n"),
        1 => mixed.join(" "),
        2 if number % 1000 == 2 => format!("{}\n", mixed.join("\n")).repeat(40),
        _ => mixed.join("\n"),
    }
}

/// A checksum of what the cleaner makes of a page: the text, and each removal with its reason.
fn checksum(cleaner: &Cleaner, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let cleaned = cleaner.report(text);
    cleaned.text.hash(&mut hasher);
    for removal in &cleaned.removed {
        (removal.start, removal.end, removal.category, &removal.rule, removal.score.to_bits()).hash(&mut hasher);
        removal.evidence.to_string().hash(&mut hasher);
    }
    hasher.finish()
}

/// The sum of the checksums of all pages, which does not depend on their order, and the number of their bytes.
fn clean_all(cleaner: &Cleaner, fixtures: &[Fixture], threads: usize) -> (u64, usize) {
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut sum, mut bytes) = (0_u64, 0);
        loop {
            let number = next.fetch_add(1, Relaxed);
            if number >= PAGES {
                return (sum, bytes);
            }
            let text = page(fixtures, number);
            bytes += text.len();
            sum = sum.wrapping_add(checksum(cleaner, &text));
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let parts = threads.into_iter().map(|thread| thread.join().expect("no thread panics"));
        parts.fold((0_u64, 0), |(sum, bytes), part| (sum.wrapping_add(part.0), bytes + part.1))
    })
}

#[test]
#[ignore = "takes about a minute"]
fn many_threads_give_the_checksum_of_one() {
    let (fixtures, shared) = (fixtures(), Cleaner::default());
    let several = clean_all(&shared, &fixtures, THREADS);
    println!("{PAGES} pages, {} bytes, {THREADS} threads: checksum {:016x}", several.1, several.0);
    let one = clean_all(&Cleaner::default(), &fixtures, 1);
    assert_eq!(several, one, "64 threads and one thread differ");
    assert_eq!(several, clean_all(&shared, &fixtures, THREADS), "the same cleaner gives another checksum");
}
