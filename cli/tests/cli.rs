//! The binary on valid input. `faults.rs` tests invalid input and failures.

mod binary;

use std::fs;

use binary::{clean, text, ARTICLE};

#[test]
fn text_is_cleaned_from_stdin_to_stdout() {
    let out = clean(&[], ARTICLE.as_bytes());
    assert!(out.status.success());
    assert_eq!(text(&out.stdout), ARTICLE.replace("READ MORE: Seven islands that you can walk to\n", ""));
    assert_eq!(text(&out.stderr), "");
}

#[test]
fn files_are_cleaned_in_the_given_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("1.txt"), folder.path().join("2.txt"));
    fs::write(&one, ARTICLE).expect("written");
    fs::write(&two, "Short and clean.\n").expect("written");
    let out = clean(&[one.to_str().unwrap(), two.to_str().unwrap()], b"");
    assert!(out.status.success());
    let (first, second) = text(&out.stdout).split_once("\n\n==> ").expect("a heading after the first text");
    assert!(first.starts_with(&format!("==> {} <==\nThe ferry", one.display())), "{first}");
    assert!(first.ends_with("along the coast."), "{first}");
    assert_eq!(second, format!("{} <==\nShort and clean.\n", two.display()));
}

#[test]
fn jsonl_keeps_the_bytes_of_other_fields() {
    let line = format!(r#"{{"id": 1.00, "text": {}, "tags": ["a",  "b"]}}"#, serde_json::to_string(ARTICLE).unwrap());
    let out = clean(&["--jsonl"], format!("{line}\n{line}\n").as_bytes());
    assert!(out.status.success(), "{}", text(&out.stderr));
    let lines: Vec<&str> = text(&out.stdout).lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with(r#"{"id":1.00,"text":"The ferry"#));
    assert!(lines[0].contains(r#""tags":["a",  "b"]"#));
    let record: serde_json::Value = serde_json::from_str(lines[1]).unwrap();
    let removed = record["removed"].as_array().unwrap();
    assert_eq!(removed.len(), 1);
    let span = removed[0]["start"].as_u64().unwrap() as usize..removed[0]["end"].as_u64().unwrap() as usize;
    assert_eq!(&ARTICLE[span], "READ MORE: Seven islands that you can walk to\n");
    assert_eq!(removed[0]["category"], "related");
    for field in ["rule", "evidence", "score"] {
        assert!(!removed[0][field].is_null(), "{field} is missing");
    }
}

#[test]
fn jsonl_output_escapes_unicode_line_separators() {
    let out = clean(&["--jsonl"], "{\"text\":\"a\\u2028b\\u0085c\"}\n".as_bytes());
    assert_eq!(text(&out.stdout), "{\"text\":\"a\\u2028b\\u0085c\",\"removed\":[]}\n");
}

#[test]
fn explain_shows_each_removal_with_its_reason() {
    let out = clean(&["--explain"], ARTICLE.as_bytes());
    let shown = text(&out.stdout);
    assert!(shown.contains("# related ("), "{shown}");
    assert!(shown.contains("- READ MORE: Seven islands"), "{shown}");
    assert!(shown.contains("  It had been laid up"), "{shown}");
}

#[test]
fn invalid_options_exit_with_status_2() {
    assert_eq!(clean(&["--no-such-option"], b"").status.code(), Some(2));
    assert_eq!(clean(&["--out", "o", "--explain"], b"").status.code(), Some(2));
    assert_eq!(clean(&["--max-bytes", "4294967295"], b"").status.code(), Some(2));
}
