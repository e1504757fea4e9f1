//! Compares the words that the cleaner keeps of whole pages (`fixtures/pages/`) with those that a person kept. Raise
//! the limits when the cleaner improves. Never relax them to make a change pass.

mod common;

use std::collections::HashMap;

use common::fixtures;
use dechaff::Cleaner;

/// The lowest F1 score of the kept words of all pages together.
const MIN_F1_SCORE: f64 = 0.975;
/// The highest share of the words that a person kept that may be missing from a page.
const MAX_LOST_SHARE_OF_A_PAGE: f64 = 0.05;
/// The highest share of the words that a person kept that may be missing from all pages together.
const MAX_LOST_SHARE_OF_ALL: f64 = 0.01;

fn count_words(text: &str) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *bag.entry(word.to_lowercase()).or_default() += 1;
    }
    bag
}

fn total(bag: &HashMap<String, usize>) -> usize {
    bag.values().sum()
}

fn count_shared(a: &HashMap<String, usize>, b: &HashMap<String, usize>) -> usize {
    a.iter().map(|(word, n)| n.min(b.get(word).unwrap_or(&0))).sum()
}

#[test]
fn whole_pages_reach_the_required_quality() {
    let cleaner = Cleaner::default();
    let (mut pages, mut got_all, mut want_all, mut shared_all) = (0, 0, 0, 0);
    let mut report = String::new();
    let mut worst = 0.0f64;
    for fixture in fixtures().into_iter().filter(|f| f.folder == "pages") {
        let want = count_words(fixture.output.as_deref().expect("a page has its .out.txt"));
        let got = count_words(&cleaner.report(&fixture.input).text);
        let both = count_shared(&want, &got);
        let lost = 1.0 - both as f64 / total(&want) as f64;
        let f1 = 2.0 * both as f64 / (total(&want) + total(&got)) as f64;
        report.push_str(&format!("{:50} F1 {f1:.3}  lost {:5.1} %\n", fixture.name, 100.0 * lost));
        worst = worst.max(lost);
        pages += 1;
        got_all += total(&got);
        want_all += total(&want);
        shared_all += both;
    }
    let f1 = 2.0 * shared_all as f64 / (got_all + want_all) as f64;
    let lost = 1.0 - shared_all as f64 / want_all as f64;
    println!("{report}{pages} pages together: F1 {f1:.3}, lost {:.2} %", 100.0 * lost);
    assert!(pages >= 20, "only {pages} whole pages were found");
    assert!(f1 >= MIN_F1_SCORE, "F1 {f1:.3} fell below {MIN_F1_SCORE}\n{report}");
    assert!(worst <= MAX_LOST_SHARE_OF_A_PAGE, "a page lost {worst:.3}\n{report}");
    assert!(lost <= MAX_LOST_SHARE_OF_ALL, "{lost:.4} of the words of all pages are lost\n{report}");
}
