//! Promises that hold for every text: random ones, and random splices of fixture lines.

mod common;

use std::borrow::Cow;

use common::fixtures;
use dechaff::Cleaner;
use once_cell::sync::Lazy;
use proptest::prelude::*;

static CLEANER: Lazy<Cleaner> = Lazy::new(Cleaner::default);
static LINES: Lazy<Vec<String>> =
    Lazy::new(|| fixtures().iter().flat_map(|f| f.input.lines().map(str::to_owned).collect::<Vec<_>>()).collect());

/// Kept and removed are the input; spans are sorted, disjoint, non-empty, on character boundaries.
fn check(text: &str) {
    let cleaned = CLEANER.clean(text);
    let mut kept = String::new();
    let mut at = 0;
    for r in &cleaned.removed {
        assert!(at <= r.start && r.start < r.end && r.end <= text.len(), "span {}..{} behind {at}", r.start, r.end);
        kept.push_str(&text[at..r.start]);
        at = r.end;
        assert!((0.0..=1.0).contains(&r.score));
        assert!(!r.evidence.as_str().is_empty());
    }
    kept.push_str(&text[at..]);
    assert_eq!(kept, cleaned.text);
    assert_eq!(matches!(cleaned.text, Cow::Borrowed(_)), cleaned.removed.is_empty());
    assert_eq!(CLEANER.clean(text), cleaned, "the same input gives the same output");
}

#[test]
fn fixtures_keep_the_promises() {
    for fixture in fixtures() {
        check(&fixture.input);
        check(&fixture.input.replace('\n', "\r\n"));
    }
}

#[test]
fn cleaning_a_fixture_twice_is_cleaning_it_once() {
    for fixture in fixtures() {
        let once = CLEANER.clean(&fixture.input).text.into_owned();
        let twice = CLEANER.clean(&once);
        assert!(twice.removed.is_empty(), "{}: {:?}", fixture.name, twice.removed);
    }
}

#[test]
fn odd_texts_keep_the_promises() {
    let odd = [
        "",
        "\n",
        "\r\n\r\n",
        "\0",
        "\u{feff}",
        "e\u{301}\u{301}",
        "\u{202e}abc\u{202c}",
        "\u{200b}\u{200b}",
        "#",
        "[",
        "[](",
        "![a](",
        "*",
        "...",
        "…",
        "©",
        "\"",
        "«»",
        "→",
        "a.B",
        "İ",
        "ß",
        "ﬁ",
        "１２３",
        "﷽",
        "👩‍👩‍👧‍👦 Share 👩‍👩‍👧‍👦",
        "Reply\nReply\nReply",
        "Read More Show Less",
        ". Read More Show Less",
        "Comments\n",
        "- - - -\n* * *\n",
        "```\nfn",
        "http://",
        "https://a b",
        "12:",
        "1.2.3.4",
        "()",
        "(Photo by)",
    ];
    for text in odd {
        check(text);
        check(&text.repeat(50));
        check(&format!("{text}\n").repeat(50));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_keep_the_promises(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn random_marks_keep_the_promises(text in "[a-zA-Z0-9 .,:;!?\\n\\r\\t*#\\[\\]()\"'«»“”©→…_|/@<>é日本語ЖüİΩ-]{0,400}") {
        check(&text);
    }

    #[test]
    fn spliced_fixture_lines_keep_the_promises(picks in prop::collection::vec((0usize..100_000, 0usize..4), 1..60)) {
        let separators = ["\n", "\n\n", " ", "\r\n"];
        let mut text = String::new();
        for (line, separator) in picks {
            text.push_str(&LINES[line % LINES.len()]);
            text.push_str(separators[separator]);
        }
        check(&text);
    }
}
