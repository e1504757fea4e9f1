//! Lexicons and patterns from untrusted sources: their size is limited, phrases that would match everywhere are
//! rejected, and each error names the entry.

use std::time::{Duration, Instant};

use dechaff::{Anchor, Cleaner, CleanerBuilder, Error, Lexicon, Phrase};

#[test]
fn phrases_that_would_match_nearly_every_line_are_rejected() {
    for notation in [
        "* the",
        "~ with",
        "! from",
        "! said",
        "* their",
        "~ said",
        "* told",
        "* this",
        "^ this",
        "$ the",
        "~ über",
        "* pour",
        "* sagte",
        "* на",
        "* of the",
        "~ to this",
        "! the ... of",
        "* du",
        "* le",
        "! los",
        "* 的",
        "~ The",
    ] {
        match notation.parse::<Phrase>() {
            Err(Error::Phrase { reason, .. }) => {
                assert!(reason.contains("nearly every"), "{notation}: {reason}");
            }
            other => panic!("{notation}: {other:?}"),
        }
    }
    for notation in [
        "= the",
        "! gazette",
        "! sagte",
        "~ gazette",
        "~ says:",
        "* gazette plus",
        "^ share",
        "* this gazette",
        "~ 구독하고",
        "! election",
        "* the story of this post",
        "- newsletter",
        "~ ご寄付",
    ] {
        assert!(notation.parse::<Phrase>().is_ok(), "{notation}");
    }
}

/// A phrase is printed on one line of a phrase file, so it could not be parsed again with a line break.
#[test]
fn a_phrase_cannot_contain_a_line_break() {
    for text in ["read\nmore", "read ...\r\n... more of this", "read\rmore"] {
        let error = Phrase::new(Anchor::Whole, text).unwrap_err().to_string();
        assert!(error.contains("it contains a line break"), "{text:?}: {error}");
    }
    let error = serde_json::from_str::<Lexicon>(r#"{"share":["= read\nmore"]}"#).unwrap_err().to_string();
    assert!(error.contains("section [share], entry 1") && error.contains("it contains a line break"), "{error}");
    assert_eq!(Phrase::new(Anchor::Whole, " read more\n").unwrap().to_string(), "= read more");
}

#[test]
fn the_shipped_lexicon_survives_printing_and_parsing() {
    let shipped = Lexicon::builtin();
    assert_eq!(&shipped.to_string().parse::<Lexicon>().unwrap(), shipped);
    let phrases = serde_json::to_string(shipped).unwrap();
    assert_eq!(serde_json::from_str::<Lexicon>(&phrases).unwrap().len(), shipped.len());
    assert!(shipped.len() * 2 < Lexicon::MAX_PHRASES, "{} phrases: raise the limit", shipped.len());
}

#[test]
fn deserialization_errors_name_section_and_entry() {
    for (json, message) in [
        (r#"{"share":["= tell a friend","share"]}"#, "section [share], entry 2: phrase `share`: no mark"),
        (r#"{"share":["* the"]}"#, "section [share], entry 1: phrase `the`: "),
        (r#"{"share":[3]}"#, "invalid type: integer `3`, expected a string"),
        (r#"{"share":"= tell a friend"}"#, "expected a list of phrases in the section [share]"),
        (r#"{"sharing":[]}"#, "unknown variant `sharing`"),
        (r#"["= share"]"#, "expected a map from category to a list of phrases"),
    ] {
        let error = serde_json::from_str::<Lexicon>(json).unwrap_err().to_string();
        assert!(error.contains(message), "{json}: {error}");
    }
    let twice: Lexicon = serde_json::from_str(r#"{"share":["= tell a friend"],"share":["= tell a foe"]}"#).unwrap();
    assert_eq!(twice.len(), 2, "the phrases of both lists are kept");
}

#[test]
fn the_numbers_of_phrases_and_lines_are_limited() {
    let phrases = |n: usize| (0..n).map(|i| format!("= gazette {}\n", number_in_letters(i))).collect::<String>();
    let full = format!("[share]\n{}", phrases(Lexicon::MAX_PHRASES));
    assert_eq!(full.parse::<Lexicon>().unwrap().len(), Lexicon::MAX_PHRASES);
    let error = format!("{full}= one more\n").parse::<Lexicon>().unwrap_err().to_string();
    assert_eq!(error, "line 100002, section [share]: more than 100000 phrases: remove those that never match");

    let list: Vec<String> = (0..=Lexicon::MAX_PHRASES).map(|i| format!("= gazette {}", number_in_letters(i))).collect();
    let error = serde_json::from_value::<Lexicon>(serde_json::json!({ "share": list })).unwrap_err().to_string();
    assert!(error.contains("section [share], entry 100001: more than 100000 phrases"), "{error}");

    let error = "\n".repeat(Lexicon::MAX_LINES + 1).parse::<Lexicon>().unwrap_err().to_string();
    assert_eq!(
        error,
        "line 200001, section []: more than 200000 lines: split the file, or check the program that wrote it"
    );
    assert!("\n".repeat(Lexicon::MAX_LINES).parse::<Lexicon>().unwrap().is_empty());
}

/// A number written in letters, because all digits of a phrase are folded to `#`.
fn number_in_letters(mut n: usize) -> String {
    let mut out = String::new();
    while n > 0 {
        out.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
    }
    format!("x{out}")
}

/// An error message quotes only the beginning of an entry.
#[test]
fn errors_about_long_entries_are_short() {
    let long = "é".repeat(1 << 20);
    for file in [
        format!("[{long}]\n"),
        format!("[words:{long}]\n"),
        format!("[share]\n= {long}\n"),
        format!("[share]\n{long}\n"),
        format!("[words:by]\n{long}\n"),
    ] {
        let error = file.parse::<Lexicon>().unwrap_err().to_string();
        assert!(error.len() < 400 && error.starts_with("line "), "{} bytes: {:.400}", error.len(), error);
    }
    let json = format!("{{\"share\":[\"= {long}\"]}}");
    let error = serde_json::from_str::<Lexicon>(&json).unwrap_err().to_string();
    assert!(error.len() < 400 && error.contains("entry 1"), "{} bytes", error.len());
}

/// A lexicon of the maximum size whose phrases all begin alike, on a page of such beginnings.
#[test]
fn the_largest_lexicon_is_built_and_used_in_bounded_time() {
    let phrases: String = (0..Lexicon::MAX_PHRASES)
        .map(|i| format!("{} gazette {}\n", ['=', '^', '$', '*', '~', '!', '-'][i % 7], number_in_letters(i)))
        .collect();
    let start = Instant::now();
    let lexicon = format!("[share]\n{phrases}").parse().unwrap();
    let cleaner = Cleaner::builder().only_phrases(lexicon).build().unwrap();
    let built = start.elapsed();
    let page = "The gazette gazette of the gazette said so. Gazette gazette!\n".repeat(200);
    let start = Instant::now();
    cleaner.report(&page);
    let cleaned = start.elapsed();
    let flat = page.replace('\n', " ");
    let start = Instant::now();
    cleaner.report(&flat);
    println!("built {built:?}, {} bytes in lines {cleaned:?}, flat {:?}", page.len(), start.elapsed());
    assert!(built + start.elapsed() + cleaned < Duration::from_secs(30));
}

#[test]
fn patterns_are_limited_in_size_time_and_number() {
    let start = Instant::now();
    for pattern in [
        "(((((a{1,100}){1,100}){1,100}){1,100}){1,100}){1,100}".to_owned(),
        format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000)),
        "(?:a?){10000}{10000}".to_owned(),
        r"\pL{1,1000}{1,1000}".to_owned(),
        "a|".repeat(1 << 20),
        "[^x]".repeat(1 << 20),
    ] {
        let error = Cleaner::builder().protect(pattern.clone()).build().unwrap_err();
        assert!(matches!(&error, Error::Pattern { .. }), "{pattern:.40}: {error:.200}");
        assert!(error.to_string().len() < 1_000, "{} bytes", error.to_string().len());
    }
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());

    let many = |n| (0..n).fold(Cleaner::builder(), |b, i| b.protect(format!("gazette {i}")));
    assert!(many(CleanerBuilder::MAX_PATTERNS).build().is_ok());
    let error = many(CleanerBuilder::MAX_PATTERNS + 1).build().unwrap_err().to_string();
    assert!(error.starts_with("more than 1000 protected patterns: "), "{error}");

    // The regex engine does not backtrack, so this pattern takes linear time.
    let cleaner = Cleaner::builder().protect("(a*)*(a|aa)+(a?){50}b$").build().unwrap();
    let start = Instant::now();
    cleaner.report(&"a".repeat(1 << 20));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// Builds and checks the largest lexicon of phrases with the same length and the same first and last bytes, of which
/// every second one is a label with a colon. An index by these bytes alone would compare each with all others.
#[test]
fn the_largest_lexicon_of_phrases_that_look_alike_builds_and_is_checked_within_a_second() {
    let line = |n: usize| {
        let mark = if n % 2 == 0 { "= " } else { "^ " };
        let colon = if n % 2 == 0 { "" } else { ":" };
        format!("{mark}gazette of {:0>6} at elmsworth{colon}", number_in_letters(n / 2 + 1).replace('0', "o"))
    };
    let lines: Vec<String> = (0..Lexicon::MAX_PHRASES).map(line).collect();
    let json = serde_json::json!({ "phrases": { "newsletter": lines } });
    let rules: dechaff::RulesFile = serde_json::from_value(json).expect("the rules file is valid");
    let within_a_second = |what: &str, start: Instant| {
        let time = start.elapsed();
        println!("{what}: {time:?}");
        assert!(time < Duration::from_secs(1), "{what} took {time:?}");
    };
    let start = Instant::now();
    let cleaner = Cleaner::builder().rules_file(&rules).build().expect("the rules are valid");
    within_a_second("building", start);
    assert_eq!(cleaner.clean("gazette of oooaab at elmsworth\nThe council met.\n").lines().count(), 2, "too short");
    let start = Instant::now();
    rules.check();
    within_a_second("checking", start);
}
