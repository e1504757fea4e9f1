//! Promises on what is judged: line breaks change nothing, a category that stays costs nothing, what is put behind a
//! page takes no sentence of it, weak evidence empties no page.

mod common;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::Arc;

use common::fixtures;
use common::texts::{fixtures_in_every_form, splices};
use dechaff::{Ballot, Category, Cleaned, Cleaner, Lexicon, Rule, Segment, WholePage};
use once_cell::sync::Lazy;
use proptest::prelude::*;

static CLEANER: Lazy<Cleaner> = Lazy::new(Cleaner::default);

/// What went, without where.
fn verdicts(cleaned: &Cleaned<'_>) -> Vec<(Category, &'static str, String)> {
    cleaned.removed.iter().map(|r| (r.category, r.rule, r.evidence.to_string())).collect()
}

fn assert_breaks_change_nothing(text: &str) {
    let lf = text.replace("\r\n", "\n").replace('\r', " ");
    let crlf = lf.replace('\n', "\r\n");
    let (plain, windows) = (CLEANER.clean(&lf), CLEANER.clean(&crlf));
    assert_eq!(windows.text.replace("\r\n", "\n"), plain.text, "CRLF: {lf:?}");
    assert_eq!(verdicts(&windows), verdicts(&plain), "CRLF: {lf:?}");

    let open = lf.strip_suffix('\n').unwrap_or(&lf);
    let ended = format!("{open}\n");
    let (open, ended) = (CLEANER.clean(open), CLEANER.clean(&ended));
    assert_eq!(open.text.trim_end_matches('\n'), ended.text.trim_end_matches('\n'), "last newline: {lf:?}");
    assert_eq!(verdicts(&open), verdicts(&ended), "last newline: {lf:?}");
}

#[test]
fn line_breaks_change_nothing_on_fixtures() {
    for (name, text) in fixtures_in_every_form() {
        println!("{name}"); // shown where it fails
        assert_breaks_change_nothing(&text);
    }
}

/// Each category, and a cleaner that leaves it in.
static KEEPING: Lazy<Vec<(Category, Cleaner)>> = Lazy::new(|| {
    let keeping = |c: &Category| (*c, Cleaner::builder().keep(*c).build().expect("the shipped lexicon builds"));
    Category::ALL.iter().map(keeping).collect()
});

/// Leaving in a category that went takes nothing that stayed.
fn assert_keeping_costs_nothing(text: &str) {
    let all = CLEANER.clean(text);
    for (category, cleaner) in KEEPING.iter().filter(|(c, _)| all.removed.iter().any(|r| r.category == *c)) {
        let mut known = all.removed.iter().map(|r| r.start..r.end).peekable();
        for r in cleaner.clean(text).removed {
            assert_ne!(r.category, *category, "{category} stays");
            let mut at = r.start;
            while at < r.end {
                while known.next_if(|k| k.end <= at).is_some() {}
                let inside = known.peek().filter(|k| k.start <= at).map(|k| k.end);
                at = inside.unwrap_or_else(|| panic!("{category} stays: {:?} goes too", &text[at..r.end]));
            }
        }
    }
}

#[test]
fn a_category_that_stays_costs_fixtures_nothing() {
    for fixture in fixtures() {
        println!("{}", fixture.name);
        assert_keeping_costs_nothing(&fixture.input);
    }
}

/// Counts the words of the segments that it judges.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Rule for Count {
    fn name(&self) -> &'static str {
        "count"
    }

    fn judge(&self, segment: Segment<'_>, _: &mut Ballot<'_>) {
        self.0.fetch_add(segment.words(), Relaxed);
    }
}

fn words(text: &str) -> usize {
    let count = Count::default();
    let builder = Cleaner::builder().only_phrases(Lexicon::new()).whole_page(WholePage::Off);
    // Cleaned once, since without phrases hardly anything goes; twice would count twice.
    builder.rule(count.clone()).build().expect("no phrase is no mistake").clean(text);
    // Code is not judged.
    count.0.load(Relaxed).max(text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count())
}

/// Below this a vote is weak: it takes nothing where fewer than [`FLOOR`] words would be left.
const CERTAIN: f32 = 0.97;
const FLOOR: usize = 40;

fn assert_guarded(text: &str) {
    let cleaned = CLEANER.clean(text);
    let (certain, weak): (Vec<_>, Vec<_>) = cleaned.removed.iter().partition(|r| r.score >= CERTAIN);
    if weak.is_empty() {
        return;
    }
    // What is certain may have gone when weak evidence no longer counted.
    let left = words(&cleaned.text) + certain.iter().map(|r| words(&text[r.start..r.end])).sum::<usize>();
    let went: Vec<_> = weak.iter().map(|r| (r.rule, &text[r.start..r.end])).collect();
    assert!(left >= FLOOR, "{left} words are left: {went:?} of {text:?}");
}

#[test]
fn weak_evidence_empties_no_beginning_of_a_fixture() {
    for (name, text) in fixtures_in_every_form() {
        println!("{name}");
        let lines: Vec<&str> = text.lines().collect();
        for count in [1, 2, 3, 5, 8, 13] {
            for part in lines.chunks(count).take(20) {
                assert_guarded(&part.join("\n"));
            }
        }
    }
}

#[test]
fn a_page_of_nothing_but_boilerplate_comes_out_empty_and_says_what_it_was() {
    let page = "Sign up for our newsletter\nShare on Facebook\n© 2021 All rights reserved\nLeave a comment\n";
    let cleaned = CLEANER.clean(page);
    let report: Vec<_> = cleaned.removed.iter().chain(&cleaned.spared).map(|r| &page[r.start..r.end]).collect();
    println!("{report:?}");
    for line in page.lines() {
        assert!(report.iter().any(|span| span.contains(line)), "{line}: neither removed nor spared");
    }
    let certain = "Leave a Reply\nYour email address will not be published. Required fields are marked *\n";
    let cleaned = CLEANER.clean(certain);
    assert_eq!(cleaned.text, "", "{:?}", cleaned.spared);
    assert!(cleaned.removed.iter().all(|r| r.score >= CERTAIN));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn line_breaks_change_nothing(text in splices()) {
        assert_breaks_change_nothing(&text);
    }

    #[test]
    fn a_category_that_stays_costs_nothing(text in splices()) {
        assert_keeping_costs_nothing(&text);
    }

    #[test]
    fn weak_evidence_empties_no_page(text in splices()) {
        assert_guarded(&text);
    }
}

/// What publishers put behind an article.
const BEHIND: [&str; 10] = [
    "Sign up for our newsletter\n",
    "Share on Facebook\nShare on Twitter\n",
    "© 2021 Elmsworth Gazette. All rights reserved.\n",
    "Support our journalism\nDonate today\n",
    "Leave a Reply\nYour email address will not be published. Required fields are marked *\nName\nEmail\nWebsite\n",
    "Related articles\nHarbour Reopens After Storm\nMarket Moves Indoors For Winter\n",
    "Tags: harbour, winter, boats\n",
    "We use cookies to improve your experience.\nAccept all cookies\n",
    "Home\nNews\nSport\nContact us\nPrivacy policy\nTerms of use\n",
    "Comments\nAnn Lee says:\nMarch 3, 2019 at 10:14 am\nI liked the harbour better before.\nReply\n",
];

#[test]
fn behind_probe() {
    let mut n = 0;
    let mut all = 0;
    for fixture in fixtures() {
        let page = fixture.output.as_deref().unwrap_or(&fixture.input);
        let page = format!("{}\n", page.trim_end());
        let alone = CLEANER.clean(&page);
        for behind in BEHIND {
            for sep in ["", "\n"] {
                let text = format!("{page}{sep}{behind}");
                let cleaned = CLEANER.clean(&text);
                all += 1;
                let gone: String = cleaned
                    .removed
                    .iter()
                    .filter(|r| r.start < page.trim_end().len())
                    .map(|r| format!("{}:{:?}; ", r.rule, &text[r.start..r.end.min(page.len())]))
                    .collect();
                let before: String = alone
                    .removed
                    .iter()
                    .filter(|r| r.start < page.trim_end().len())
                    .map(|r| format!("{}:{:?}; ", r.rule, &text[r.start..r.end.min(page.len())]))
                    .collect();
                if gone != before {
                    n += 1;
                    println!("BEHIND {} {:.20?} {:?} {gone:.300} WAS {before}", fixture.name, behind, sep);
                }
            }
        }
    }
    println!("BEHINDSUM {n} of {all}");
    panic!();
}
