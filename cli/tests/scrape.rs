//! The subcommand `scrape` on the HTML pages of `fixtures/html/`.

mod binary;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use binary::text;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::{UTF_16LE, UTF_8, WINDOWS_1252};
use serde_json::Value;

fn scrape(arguments: &[&str], input: &[u8]) -> Output {
    binary::run(&[&["scrape"], arguments].concat(), input)
}

/// Boilerplate that the extractor keeps and dechaff removes.
const ENGLISH: [&str; 8] = [
    "By Orla Pennick",
    "Published 14 March 2024",
    "Photo: Wexcombe Lantern / Ada Quill",
    "READ MORE",
    "Advertisement",
    "Sign up for our newsletter",
    "Follow us on Facebook",
    "All rights reserved",
];
const GERMAN: [&str; 6] =
    ["Von Käthe Brömmel", "Foto: Jörg", "Lesen Sie auch", "Anzeige", "Newsletter", "Folgen Sie uns"];

/// The pages with their encodings and their boilerplate.
fn pages() -> [(PathBuf, &'static encoding_rs::Encoding, &'static [&'static str]); 2] {
    let page = |name: &str| binary::in_repository("fixtures/html").join(name);
    [(page("en-tide-mill.html"), UTF_8, &ENGLISH), (page("de-glocken.html"), WINDOWS_1252, &GERMAN)]
}

fn article_of(page: &Path) -> String {
    fs::read_to_string(page.with_extension("article.txt")).expect("each page has its article")
}

#[test]
fn dechaff_removes_the_boilerplate_that_the_extractor_keeps() {
    for (page, encoding, boilerplate) in pages() {
        let bytes = fs::read(&page).expect("the page exists");
        let (html, _, faulty) = encoding.decode(&bytes);
        assert!(!faulty, "{} is not {}", page.display(), encoding.name());
        let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
        let extracted = Readability::new(&*html, None, Some(config)).and_then(|mut r| r.parse()).expect("an article");
        for line in boilerplate {
            assert!(extracted.text_content.contains(line), "the extractor itself removes {line:?}: change the page");
        }
        let out = scrape(&[page.to_str().unwrap()], b"");
        assert!(out.status.success(), "{}", text(&out.stderr));
        assert_eq!(text(&out.stdout), article_of(&page));
        assert_eq!(text(&out.stderr), "");
    }
}

#[test]
fn the_report_lists_the_removals() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.jsonl");
    let [(english, ..), (german, ..)] = pages();
    let pages = [english.to_str().unwrap(), german.to_str().unwrap()];
    let to_file = format!("--report={}", file.display());
    for (option, to_stderr) in [("--report", true), (to_file.as_str(), false)] {
        let out = scrape(&[option, pages[0], pages[1]], b"");
        assert_eq!(text(&out.stdout), format!("{}\n{}", article_of(&english), article_of(&german)));
        let report = if to_stderr { text(&out.stderr).to_owned() } else { fs::read_to_string(&file).expect("written") };
        let lines: Vec<Value> = report.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1]["title"], "In Grünmoor läuten die Glocken wieder von Hand");
        assert_eq!(lines[1]["page"], pages[1]);
        let removed = lines[1]["removed"].as_array().expect("a list");
        let wanted = ["byline", "credit", "related", "advert", "newsletter", "follow"];
        assert_eq!(removed.iter().map(|r| r["category"].as_str().unwrap()).collect::<Vec<_>>(), wanted);
        assert_eq!(removed[2]["text"], "Lesen Sie auch: Wie das Moor zu seinem Namen kam");
        assert_eq!(removed[2]["evidence"], "^ lesen sie auch");
    }
}

#[test]
fn markdown_keeps_its_marks_and_loses_its_boilerplate() {
    let [(english, _, boilerplate), _] = pages();
    let out = scrape(&["--markdown", english.to_str().unwrap()], b"");
    let article = text(&out.stdout);
    assert!(article.starts_with("# The tide mill at Sallow Creek grinds again after ninety years\n\nAt ten past six"));
    assert_eq!(boilerplate.iter().find(|line| article.contains(**line)), None, "{article}");
    assert_eq!(article.split("\n\n").count(), 7, "{article}");
}

#[test]
fn charsets_are_decoded_or_rejected() {
    let [(english, ..), (german, ..)] = pages();
    let html = fs::read_to_string(&english).expect("UTF-8");
    let marked: Vec<u8> = "\u{feff}".encode_utf16().chain(html.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(UTF_16LE.decode(&marked).1, UTF_16LE, "the byte order mark is missing");
    assert_eq!(text(&scrape(&[], &marked).stdout), article_of(&english));

    let bytes = fs::read(&german).expect("the page exists");
    let declares = |charset: &str| {
        let at = bytes.windows(12).position(|w| w == b"windows-1252").expect("it declares its charset");
        [&bytes[..at], charset.as_bytes(), &bytes[at + 12..]].concat()
    };
    for (charset, said) in [
        (
            "utf-8",
            "stdin: contains bytes that are invalid in UTF-8, the charset that it declares: name the correct one with \
             --charset",
        ),
        ("klingon", "stdin: declares the unknown charset `klingon`: name the correct one with --charset"),
    ] {
        let out = scrape(&[], &declares(charset));
        assert_eq!(out.status.code(), Some(1));
        assert_eq!(text(&out.stderr), format!("dechaff: {said}\n"));
        let out = scrape(&["--charset", "windows-1252"], &declares(charset));
        assert_eq!(text(&out.stdout), article_of(&german), "{}", text(&out.stderr));
    }
    assert_eq!(scrape(&["--charset", "klingon"], b"").status.code(), Some(2));
}

#[test]
fn a_page_without_an_article_is_reported_and_the_others_are_cleaned() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty.html");
    fs::write(&empty, "<html><body><script>let a = 1;</script></body></html>").expect("written");
    let [(english, ..), (german, ..)] = pages();
    let missing = folder.path().join("missing.html");
    let out = scrape(&[&english, &empty, &missing, &german].map(|p| p.to_str().unwrap()), b"");
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout), format!("{}\n{}", article_of(&english), article_of(&german)));
    let said: Vec<&str> = text(&out.stderr).lines().collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with(&format!("dechaff: {}: no article found", empty.display())), "{said:?}");
    assert!(said[1].starts_with(&format!("dechaff: {}: ", missing.display())), "{said:?}");
}
