//! The command `evaluate` (`examples/evaluate/`): its results are those computed by hand and, if it is available, those
//! of the project's scorer.

mod binary;
mod common;

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use binary::text;
use common::fixtures;
use serde_json::{json, Value};

fn evaluate(arguments: &[&str]) -> Output {
    binary::run("evaluate", arguments, b"")
}

/// Returns the results that `--json` writes.
fn figures(arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("figures.json");
    let out = evaluate(&[arguments, &["--json", file.to_str().unwrap()]].concat());
    assert!(out.status.success(), "{}", text(&out.stderr));
    serde_json::from_slice(&fs::read(&file).expect("the figures are written")).expect("JSON")
}

fn near(figures: &Value, path: &str, wanted: f64) {
    let found = figures.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("{path} is missing: {figures}"));
    assert!((found - wanted).abs() < 1e-9, "{path} is {found}, not {wanted}");
}

/// A page of nine words, of which the rules of C4 remove four: a button, which is boilerplate, and a heading, which is
/// not.
const TEXT: &str = "Harbour stays\nThe town council met today.\nShare this";
const GOLD: &str = "Harbour stays\nThe town council met today.";

/// Computed by hand: the text has 9 words, among them the 7 words of the gold text. C4 keeps 5 words, all of them in
/// the gold text.
fn check_tiny(row: &Value) {
    near(row, "/pages", 1.0);
    near(row, "/before/precision", 7.0 / 9.0);
    near(row, "/before/recall", 1.0);
    near(row, "/before/f1", 14.0 / 16.0);
    near(row, "/after/precision", 1.0);
    near(row, "/after/recall", 5.0 / 7.0);
    near(row, "/after/f1", 10.0 / 12.0);
    near(row, "/reachable", 1.0);
    near(row, "/closed", (10.0 / 12.0 - 14.0 / 16.0) / (1.0 - 14.0 / 16.0));
    near(row, "/boilerplate_removed", 1.0);
    near(row, "/content_lost", 2.0 / 7.0);
    near(row, "/harmed", 1.0);
    near(row, "/categories/c4/spans", 2.0);
    near(row, "/categories/c4/boilerplate", 2.0);
    near(row, "/categories/c4/content", 2.0);
}

#[test]
fn results_are_those_computed_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("written");
    write("records.jsonl", &format!("{}\n\n", json!({"body": TEXT, "best": GOLD, "labels": "ccb", "site": "a"})));
    let records = root.join("records.jsonl");
    let options = ["--against", "c4", "--text", "body", "--gold", "best", "--by", "site"];
    let rows = figures(&[&[records.to_str().unwrap()][..], &options].concat());
    check_tiny(&rows["c4"]["all"]);
    check_tiny(&rows["c4"]["a"]);

    // The same without labels, for both kinds of pairs and for a compressed file.
    for (one, other) in [("page.txt", "page.gold.txt"), ("page.in.txt", "page.out.txt")] {
        let pairs = root.join(other);
        fs::create_dir(&pairs).expect("a folder");
        fs::write(pairs.join(one), TEXT).expect("written");
        fs::write(pairs.join(other), GOLD).expect("written");
        check_tiny(&figures(&[pairs.to_str().unwrap(), "--against", "c4"])["c4"]["all"]);
    }
    let packed = root.join("records.jsonl.gz");
    let mut gz = flate2::write::GzEncoder::new(fs::File::create(&packed).expect("made"), flate2::Compression::fast());
    writeln!(gz, "{}", json!({"text": TEXT, "gold": GOLD})).and_then(|()| gz.finish()).expect("packed");
    check_tiny(&figures(&[packed.to_str().unwrap(), "--against", "c4"])["c4"]["all"]);
}

/// Computed by hand: the text has 18 words, among them all 11 words of the gold text. The third title and the unclear
/// line do not belong to it. C4 keeps the sentence of 9 words.
#[test]
fn repeated_words_numbers_and_titles_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.jsonl");
    let text = "Tide 12\nA day out\nTide again\nThe tide, the TIDE, came in at 12 today.\nOr not";
    let gold = "Tide 12\nThe tide, the tide, came in at 12 today.";
    fs::write(&file, json!({"text": text, "gold": gold, "labels": "tttc?"}).to_string()).expect("written");
    let row = &figures(&[file.to_str().unwrap(), "--against", "c4"])["c4"]["all"];
    near(row, "/before/precision", 11.0 / 18.0);
    near(row, "/before/recall", 1.0);
    near(row, "/before/f1", 22.0 / 29.0);
    near(row, "/after/f1", 18.0 / 20.0);
    near(row, "/reachable", 22.0 / 27.0);
    near(row, "/closed", (18.0 / 20.0 - 22.0 / 29.0) / (22.0 / 27.0 - 22.0 / 29.0));
    near(row, "/content_lost", 0.0);
    near(row, "/harmed", 0.0);
    near(row, "/categories/c4/spans", 4.0);
    near(row, "/categories/c4/other", 9.0);
}

#[test]
fn worst_lists_pages_with_their_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("one.txt"), TEXT).expect("written");
    fs::write(folder.path().join("one.gold.txt"), GOLD).expect("written");
    let out = evaluate(&[folder.path().to_str().unwrap(), "--worst", "3", "--against", "c4"]);
    let shown = text(&out.stdout);
    assert!(shown.contains("one: 2 words\n  -   2 Harbour stays\n"), "{shown}");
    assert!(shown.contains("# dechaff") && shown.contains("# c4") && shown.contains("x as fast as c4"), "{shown}");
}

#[test]
fn errors_name_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path
    };
    let record = json!({"text": TEXT, "gold": GOLD, "labels": "ccb"}).to_string();
    let faults = [
        (format!("{record}\n{{\"text\": \"a\"}}\n"), "line 2: no field `gold`"),
        (format!("{record}\n\n{{\"text\": 1, \"gold\": \"a\"}}\n"), "line 3: field `text` is not a string"),
        (record.replace("ccb", "cc"), "line 1: 2 labels for 3 lines"),
        (record.replace("ccb", "ccx"), "line 1: `x` is not a label"),
        (format!("{record}\n{{"), "line 2: "),
        ("\n".to_owned(), "the file contains no pages"),
    ];
    for (lines, wanted) in faults {
        let path = write("pages.jsonl", &lines);
        let out = evaluate(&[path.to_str().unwrap()]);
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(said.contains("pages.jsonl") && said.contains(wanted), "{said}");
        assert_eq!(text(&out.stdout), "", "no results for an incomplete corpus");
    }
    fs::remove_file(folder.path().join("pages.jsonl")).expect("removed");
    for (name, wanted) in
        [("", "the folder contains no pairs"), ("alone.txt", "alone.gold.txt: "), ("none/", "none/: ")]
    {
        if name == "alone.txt" {
            write(name, TEXT);
        }
        let path = if name == "none/" { folder.path().join(name) } else { folder.path().to_owned() };
        let out = evaluate(&[path.to_str().unwrap()]);
        assert_eq!(out.status.code(), Some(1));
        assert!(text(&out.stderr).contains(wanted), "{}", text(&out.stderr));
    }
    assert_eq!(evaluate(&[]).status.code(), Some(2));
}

/// Returns one record per fixture. Lines that occur in the output are content and the others are boilerplate. To use
/// all labels, up to three of the first nine lines are titles, and every seventh line is unclear.
fn corpus() -> String {
    let mut out = String::new();
    for fixture in fixtures() {
        let gold = fixture.output.as_ref().unwrap_or(&fixture.input);
        let kept: HashSet<&str> = gold.lines().collect();
        let label = |(n, line): (usize, &str)| match line {
            _ if line.trim().is_empty() => '.',
            _ if n < 9 && n % 4 == 0 => 't',
            _ if n % 7 == 6 => '?',
            _ if kept.contains(line) => 'c',
            _ => 'b',
        };
        let labels: String = fixture.input.split('\n').enumerate().map(label).collect();
        let extractor = fixture.folder;
        let page = json!({"id": fixture.name, "extractor": extractor, "url": "", "text": fixture.input, "gold": gold, "labels": labels});
        out.push_str(&format!("{page}\n"));
    }
    out
}

#[test]
fn results_are_those_of_the_scorer() {
    let scorer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/score.py");
    if !scorer.is_file() || Command::new("python3").arg("--version").output().is_err() {
        println!("SKIPPED: {} or python3 is not available", scorer.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages.jsonl");
    let theirs = folder.path().join("theirs.json");
    fs::write(&pages, corpus()).expect("written");
    let run = Command::new("python3")
        .arg(&scorer)
        .arg(&pages)
        .args(["--cleaner", &format!("{} --jsonl", binary::example("clean").display()), "--json"])
        .arg(&theirs)
        .output()
        .expect("the scorer starts");
    assert!(run.status.success(), "{}", text(&run.stderr));
    let theirs: Value = serde_json::from_slice(&fs::read(&theirs).expect("its figures are written")).expect("JSON");
    let rows = theirs.as_object().expect("a row an extractor");
    assert!(rows.len() > 30, "{} rows", rows.len());
    let ours = figures(&[pages.to_str().unwrap(), "--by", "extractor"]);
    for (row, figures) in rows {
        for (path, name) in [
            ("/pages", "pages"),
            ("/before/f1", "raw"),
            ("/after/f1", "clean"),
            ("/reachable", "oracle"),
            ("/closed", "closed"),
            ("/boilerplate_removed", "boiler"),
            ("/content_lost", "lost"),
            ("/harmed", "harmed"),
        ] {
            near(&ours["dechaff"][row], path, figures[name].as_f64().expect("a number"));
        }
    }
}
