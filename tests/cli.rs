//! Runs the binary `examples/clean.rs`.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = "The ferry to Orrin sails again from Monday, the harbour board said after a long vote.\n\
    READ MORE: Seven islands that you can walk to\n\
    It had been laid up since October, when the gearbox failed and three hundred and forty people had to do without.\n\
    The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast.\n";

fn clean(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(binary())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    let input = input.to_vec();
    // The binary may end before it has read everything: that is one of the cases.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer ends");
    output
}

/// The example beside this test's own binary: `cargo test` builds examples.
fn binary() -> std::path::PathBuf {
    let mut path = std::env::current_exe().expect("a test has a path");
    path.pop();
    path.pop();
    path.join("examples").join(format!("clean{}", std::env::consts::EXE_SUFFIX))
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the binary writes UTF-8")
}

#[test]
fn stdin_to_stdout() {
    let out = clean(&[], ARTICLE.as_bytes());
    assert!(out.status.success());
    assert_eq!(text(&out.stdout), ARTICLE.replace("READ MORE: Seven islands that you can walk to\n", ""));
    assert_eq!(text(&out.stderr), "");
}

#[test]
fn files_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("1.txt"), folder.path().join("2.txt"));
    fs::write(&one, ARTICLE).expect("written");
    fs::write(&two, "Short and clean.\n").expect("written");
    let out = clean(&[one.to_str().unwrap(), two.to_str().unwrap()], b"");
    assert!(out.status.success());
    assert!(text(&out.stdout).ends_with("along the coast.\nShort and clean.\n"));
}

#[test]
fn jsonl_keeps_other_fields_to_the_byte() {
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
fn jsonl_lines_stay_whole_for_readers_that_split_at_unicode_separators() {
    let out = clean(&["--jsonl"], "{\"text\":\"a\\u2028b\\u0085c\"}\n".as_bytes());
    assert_eq!(text(&out.stdout), "{\"text\":\"a\\u2028b\\u0085c\",\"removed\":[]}\n");
}

#[test]
fn explain_says_what_went_and_why() {
    let out = clean(&["--explain"], ARTICLE.as_bytes());
    let shown = text(&out.stdout);
    assert!(shown.contains("# related ("), "{shown}");
    assert!(shown.contains("- READ MORE: Seven islands"), "{shown}");
    assert!(shown.contains("  It had been laid up"), "{shown}");
}

#[test]
fn bad_input_is_named() {
    let cases: [(&[&str], &[u8], &str); 6] = [
        (&[], b"abc\xff", "stdin: not UTF-8 at byte 3"),
        (&["--jsonl"], b"{\"text\":\"a\"}\n{\"text\":", "stdin, line 2:"),
        (&["--jsonl"], b"{\"text\":1}\n", "stdin, line 1: no field `text` that is a string, or more than one"),
        (&["--jsonl"], b"{\"body\":\"a\"}\n", "stdin, line 1: no field `text`"),
        (&["--jsonl"], b"{\"text\":\"\\ud800\"}\n", "stdin, line 1:"),
        (&["--jsonl"], b"{\"text\":\"\xff\"}\n", "stdin, line 1: not UTF-8 at byte 9"),
    ];
    for (arguments, input, message) in cases {
        let out = clean(arguments, input);
        assert_eq!(out.status.code(), Some(1), "{message}");
        assert!(text(&out.stderr).contains(message), "want {message}, got {}", text(&out.stderr));
    }
}

#[test]
fn a_bad_line_leaves_whole_lines_before_it() {
    let out = clean(&["--jsonl"], b"{\"text\":\"a\"}\nnonsense\n{\"text\":\"b\"}\n");
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout), "{\"text\":\"a\",\"removed\":[]}\n");
}

#[test]
fn a_missing_file_is_named_and_the_others_are_cleaned() {
    let folder = tempfile::tempdir().expect("a folder");
    let there = folder.path().join("there.txt");
    fs::write(&there, "Short and clean.\n").expect("written");
    let out = clean(&["/nowhere/page.txt", there.to_str().unwrap()], b"");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("/nowhere/page.txt"));
    assert_eq!(text(&out.stdout), "Short and clean.\n");
}

#[test]
fn usage_is_status_2() {
    assert_eq!(clean(&["--no-such-option"], b"").status.code(), Some(2));
    assert_eq!(clean(&["--jsonl", "--explain"], b"").status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let mut child = Command::new(binary())
        .arg("--jsonl")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    let record = format!("{{\"text\":{}}}\n", serde_json::to_string(ARTICLE).unwrap());
    for _ in 0..2_000 {
        if stdin.write_all(record.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let out = child.wait_with_output().expect("the binary ends");
    assert!(out.status.success(), "status {:?}", out.status);
    assert_eq!(text(&out.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let mut child =
        Command::new(binary()).stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("stdin").write_all(ARTICLE.as_bytes()).expect("written");
    let out = child.wait_with_output().expect("ends");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("output:"), "{}", text(&out.stderr));
}
