//! Promises on what is judged: line breaks change nothing, categories that stay cost nothing, weak evidence empties no
//! page.

mod common;

use common::fixtures;
use common::texts::{fixtures_in_every_form, splices};
use dechaff::{Ballot, Category, Cleaned, Cleaner, Rule, Segment};
use once_cell::sync::Lazy;
use proptest::prelude::*;

static CLEANER: Lazy<Cleaner> = Lazy::new(Cleaner::default);

/// What went, without where.
fn verdicts(cleaned: &Cleaned<'_>) -> Vec<(Category, &'static str, String)> {
    cleaned.removed.iter().map(|r| (r.category, r.rule, r.evidence.to_string())).collect()
}

fn assert_breaks_change_nothing(text: &str) {
    let lf = text.replace("\r\n", "\n").replace('\r', " ");
    let plain = CLEANER.clean(&lf);
    let crlf = lf.replace('\n', "\r\n");
    let windows = CLEANER.clean(&crlf);
    assert_eq!(windows.text.replace("\r\n", "\n"), plain.text, "CRLF: {lf:?}");
    assert_eq!(verdicts(&windows), verdicts(&plain), "CRLF: {lf:?}");

    let bare = lf.strip_suffix('\n').unwrap_or(&lf);
    let (ended, open) = (format!("{bare}\n"), CLEANER.clean(bare));
    let ended = CLEANER.clean(&ended);
    assert_eq!(open.text.trim_end(), ended.text.trim_end(), "last newline: {lf:?}");
    assert_eq!(verdicts(&open), verdicts(&ended), "last newline: {lf:?}");
}

#[test]
fn line_breaks_change_nothing_on_fixtures() {
    for (name, text) in fixtures_in_every_form() {
        println!("{name}");
        assert_breaks_change_nothing(&text);
    }
}

/// What another cleaner takes and this one did not.
fn assert_takes_no_more(text: &str, than: &Cleaned<'_>, cleaned: &Cleaned<'_>, what: &str) {
    for r in &cleaned.removed {
        let mut at = r.start;
        for known in &than.removed {
            if known.start <= at {
                at = at.max(known.end);
            }
        }
        let more = text[at.min(r.end)..r.end].trim();
        assert!(more.is_empty(), "{what}: {} ({}) takes {more:?}", r.rule, r.evidence);
    }
}

#[test]
fn a_category_that_stays_costs_fixtures_nothing() {
    let cleaners: Vec<(Category, Cleaner)> = Category::ALL
        .iter()
        .map(|c| (*c, Cleaner::builder().keep(*c).build().expect("the shipped lexicon builds")))
        .collect();
    let mut failures = Vec::new();
    for fixture in fixtures() {
        let all = CLEANER.clean(&fixture.input);
        for (category, cleaner) in &cleaners {
            if !all.removed.iter().any(|r| r.category == *category) {
                continue;
            }
            let cleaned = cleaner.clean(&fixture.input);
            let r = std::panic::catch_unwind(|| {
                assert_takes_no_more(&fixture.input, &all, &cleaned, &format!("{} without {category}", fixture.name))
            });
            let twice = cleaner.clean(&cleaned.text);
            if !twice.removed.is_empty() {
                println!(
                    "KEEPTWICE {} {category} {:?}",
                    fixture.name,
                    twice.removed.iter().map(|r| (r.rule, &cleaned.text[r.start..r.end])).collect::<Vec<_>>()
                );
            }
            if r.is_err() {
                failures.push((fixture.name.clone(), category.to_string()));
            }
        }
    }
    panic!();
    assert!(failures.is_empty(), "{failures:?}");
}

#[derive(Clone, Default)]
struct Count(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Rule for Count {
    fn name(&self) -> &'static str {
        "count"
    }
    fn judge(&self, segment: Segment<'_>, _: &mut Ballot<'_>) {
        self.0.fetch_add(segment.words(), std::sync::atomic::Ordering::Relaxed);
    }
}

fn words(text: &str) -> usize {
    static COUNT: Lazy<(Count, Cleaner)> = Lazy::new(|| {
        let count = Count::default();
        (
            count.clone(),
            Cleaner::builder()
                .only_phrases(Default::default())
                .whole_page(dechaff::WholePage::Off)
                .rule(count)
                .build()
                .unwrap(),
        )
    });
    static LOCK: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _lock = LOCK.lock().unwrap_or_else(|e| e.into_inner());
    COUNT.0 .0.store(0, std::sync::atomic::Ordering::Relaxed);
    COUNT.1.clean(text);
    COUNT.0 .0.load(std::sync::atomic::Ordering::Relaxed)
}

/// Where weak evidence took something, an article's beginning is left, or was but for what is certain.
fn assert_guarded(text: &str) {
    let cleaned = CLEANER.clean(text);
    if cleaned.removed.iter().all(|r| r.score >= 0.97) {
        return;
    }
    let certain: usize = cleaned.removed.iter().filter(|r| r.score >= 0.97).map(|r| words(&text[r.start..r.end])).sum();
    let left = words(&cleaned.text);
    assert!(
        left + certain >= 40,
        "{left} + {certain} words are left: {:?} of {text:?}",
        cleaned.removed.iter().map(|r| (r.rule, r.score, &text[r.start..r.end])).collect::<Vec<_>>()
    );
}

#[test]
fn guard_fix() {
    for (name, text) in fixtures_in_every_form() {
        println!("{name}");
        assert_guarded(&text);
        let lines: Vec<&str> = text.lines().collect();
        for w in lines.chunks(3) {
            assert_guarded(&w.join("\n"));
        }
        for w in lines.chunks(7) {
            assert_guarded(&w.join("\n"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn line_breaks_change_nothing(text in splices()) {
        assert_breaks_change_nothing(&text);
    }
    #[test]
    fn guard(text in splices()) {
        assert_guarded(&text);
    }
}
