//! The subcommand `evaluate`: its figures equal those computed by hand and, if the project's scorer is available,
//! those of the scorer.

mod binary;
#[path = "../../tests/common/mod.rs"]
mod common;

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Output};

use binary::text;
use common::fixtures;
use serde_json::{json, Value};

fn evaluate(arguments: &[&str]) -> Output {
    binary::run(&[&["evaluate"], arguments].concat(), b"")
}

/// Runs the binary and returns the figures that it writes to a file.
fn figures(arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("figures.json");
    let out = evaluate(&[arguments, &["--json", file.to_str().unwrap()]].concat());
    assert!(out.status.success(), "{}", text(&out.stderr));
    serde_json::from_slice(&fs::read(&file).expect("the figures are written")).expect("JSON")
}

fn assert_near(figures: &Value, path: &str, wanted: f64) {
    let found = figures.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("{path} is missing: {figures}"));
    assert!((found - wanted).abs() < 1e-9, "{path} is {found}, not {wanted}");
}

/// A page of nine words. C4's rules remove four of them: a button, which is boilerplate, and a heading, which is not.
const TEXT: &str = "Harbour stays\nThe town council met today.\nShare this";
const GOLD: &str = "Harbour stays\nThe town council met today.";

/// Computed by hand: before cleaning, 7 of the 9 words are in the gold text, which has 7; C4 keeps 5 words, all of them
/// in the gold text.
fn assert_hand_computed(row: &Value) {
    assert_near(row, "/pages", 1.0);
    assert_near(row, "/before/precision", 7.0 / 9.0);
    assert_near(row, "/before/recall", 1.0);
    assert_near(row, "/before/f1", 14.0 / 16.0);
    assert_near(row, "/after/precision", 1.0);
    assert_near(row, "/after/recall", 5.0 / 7.0);
    assert_near(row, "/after/f1", 10.0 / 12.0);
    assert_near(row, "/reachable", 1.0);
    assert_near(row, "/closed", (10.0 / 12.0 - 14.0 / 16.0) / (1.0 - 14.0 / 16.0));
    assert_near(row, "/boilerplate_removed", 1.0);
    assert_near(row, "/content_lost", 2.0 / 7.0);
    assert_near(row, "/harmed", 1.0);
    assert_near(row, "/categories/c4/spans", 2.0);
    assert_near(row, "/categories/c4/boilerplate", 2.0);
    assert_near(row, "/categories/c4/content", 2.0);
}

#[test]
fn figures_equal_those_computed_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("written");
    write("records.jsonl", &format!("{}\n\n", json!({"body": TEXT, "best": GOLD, "labels": "ccb", "site": "a"})));
    let records = root.join("records.jsonl");
    let options = ["--against", "c4", "--text", "body", "--gold", "best", "--by", "site"];
    let rows = figures(&[&[records.to_str().unwrap()][..], &options].concat());
    assert_hand_computed(&rows["c4"]["all"]);
    assert_hand_computed(&rows["c4"]["a"]);

    // The same page without labels, which are then derived from the gold text: as pairs of files in both naming
    // schemes, and as a compressed record.
    for (one, other) in [("page.txt", "page.gold.txt"), ("page.in.txt", "page.out.txt")] {
        let pairs = root.join(other);
        fs::create_dir(&pairs).expect("a folder");
        fs::write(pairs.join(one), TEXT).expect("written");
        fs::write(pairs.join(other), GOLD).expect("written");
        assert_hand_computed(&figures(&[pairs.to_str().unwrap(), "--against", "c4"])["c4"]["all"]);
    }
    let packed = root.join("records.jsonl.gz");
    let mut gz = flate2::write::GzEncoder::new(fs::File::create(&packed).expect("made"), flate2::Compression::fast());
    writeln!(gz, "{}", json!({"text": TEXT, "gold": GOLD})).and_then(|()| gz.finish()).expect("packed");
    assert_hand_computed(&figures(&[packed.to_str().unwrap(), "--against", "c4"])["c4"]["all"]);
}

/// Computed by hand: the text has 18 words, among them all 11 words of the gold text. C4 keeps only the sentence, which
/// has 9 words.
#[test]
fn repeated_words_numbers_and_titles_are_counted_correctly() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.jsonl");
    let text = "Tide 12\nA day out\nTide again\nThe tide, the TIDE, came in at 12 today.\nOr not";
    let gold = "Tide 12\nThe tide, the tide, came in at 12 today.";
    fs::write(&file, json!({"text": text, "gold": gold, "labels": "tttc?"}).to_string()).expect("written");
    let row = &figures(&[file.to_str().unwrap(), "--against", "c4"])["c4"]["all"];
    assert_near(row, "/before/precision", 11.0 / 18.0);
    assert_near(row, "/before/recall", 1.0);
    assert_near(row, "/before/f1", 22.0 / 29.0);
    assert_near(row, "/after/f1", 18.0 / 20.0);
    assert_near(row, "/reachable", 22.0 / 27.0);
    assert_near(row, "/closed", (18.0 / 20.0 - 22.0 / 29.0) / (22.0 / 27.0 - 22.0 / 29.0));
    assert_near(row, "/content_lost", 0.0);
    assert_near(row, "/harmed", 0.0);
    assert_near(row, "/categories/c4/spans", 4.0);
    assert_near(row, "/categories/c4/other", 9.0);
}

#[test]
fn worst_lists_the_lines_of_the_worst_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("one.txt"), TEXT).expect("written");
    fs::write(folder.path().join("one.gold.txt"), GOLD).expect("written");
    let out = evaluate(&[folder.path().to_str().unwrap(), "--worst", "3", "--against", "c4"]);
    let shown = text(&out.stdout);
    assert!(shown.contains("one: 2 words\n  -   2 Harbour stays\n"), "{shown}");
    assert!(shown.contains("# dechaff") && shown.contains("# c4") && shown.contains("x as fast as c4"), "{shown}");
}

/// The first page labels the share line as boilerplate, and the second one, of another site, as content.
#[test]
fn phrases_lists_what_each_shipped_phrase_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (pages, table) = (folder.path().join("pages.jsonl"), folder.path().join("phrases.tsv"));
    // Long enough for the guard to let the line go.
    let article = "The ferry to Elmsworth sails twice a day, and in winter it carries the post and the bread as well. \
                   Its captain has crossed the bay for thirty years, and has turned back only once. In the spring a \
                   second ferry will join it, which the council bought from the island.";
    let text = format!("{article}\nShare this article");
    let page = |labels: &str, site: &str| json!({"text": text, "gold": article, "labels": labels, "site": site});
    let records = [page("cb", "a"), page("cc", "b"), page("cc", "b")].map(|page| page.to_string());
    fs::write(&pages, records.join("\n")).expect("written");
    let out = evaluate(&[pages.to_str().unwrap(), "--by", "site", "--phrases", table.to_str().unwrap()]);
    assert!(out.status.success(), "{}", binary::text(&out.stderr));
    let table = fs::read_to_string(table).expect("the table is written");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "phrase\tcategory\tpages\tgroups\tboilerplate\tcontent\tother");
    assert_eq!(lines[1], "= share this article\tshare\t3\t2\t3\t6\t0");
    assert!(lines.contains(&"= read more\trelated\t0\t0\t0\t0\t0"), "phrases that removed nothing are listed too");
    let input_is_kept = evaluate(&[pages.to_str().unwrap(), "--phrases", pages.to_str().unwrap()]);
    assert_eq!(input_is_kept.status.code(), Some(2), "an input must not be overwritten");
}

#[test]
fn errors_name_file_and_line() {
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
        assert_eq!(text(&out.stdout), "", "there must be no figures for a part of the corpus");
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

/// A record for each fixture. Lines that the expected output contains are labelled content, and others boilerplate.
/// Some are labelled title or unclear instead, so that the corpus has every label.
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
fn figures_equal_those_of_the_scorer() {
    let scorer = binary::in_repository("../shared/eval/score.py");
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
        .args(["--cleaner", &format!("{} --jsonl", binary::BINARY), "--json"])
        .arg(&theirs)
        .output()
        .expect("the scorer starts");
    assert!(run.status.success(), "{}", text(&run.stderr));
    let theirs: Value = serde_json::from_slice(&fs::read(&theirs).expect("its figures are written")).expect("JSON");
    let rows = theirs.as_object().expect("an object with a row for each extractor");
    assert!(rows.len() > 30, "only {} rows", rows.len());
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
            assert_near(&ours["dechaff"][row], path, figures[name].as_f64().expect("a number"));
        }
    }
}
