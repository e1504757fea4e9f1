//! The programs in `examples/`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

const ARTICLE: &str = "The ferry to Orrin sails again from Monday, the harbour board said after a long vote.\n\
    READ MORE: Seven islands that you can walk to\n\
    It had been laid up since October, when the gearbox failed and three hundred and forty people had to do without.\n\
    The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast.\n";

/// Runs an example with the input on stdin.
fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let pipes = || Stdio::piped();
    let mut command = Command::new(example(name));
    let mut child =
        command.args(arguments).stdin(pipes()).stdout(pipes()).stderr(pipes()).spawn().expect("the example starts");
    child.stdin.take().expect("stdin is a pipe").write_all(input).expect("the input is short enough for the pipe");
    child.wait_with_output().expect("the example ends")
}

/// The path of an example, which must be newer than its source. Unlike `cargo test`, `cargo test --test NAME` does not
/// build the examples.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test has a path");
    let folder = test.parent().and_then(Path::parent).expect("a test is in target/PROFILE/deps").join("examples");
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(format!("{name}.rs"));
    assert!(
        changed(&path) > changed(&source),
        "{} is missing or out of date; run: cargo build --release --examples",
        path.display()
    );
    path
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|m| m.modified()).ok()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the examples write UTF-8")
}

#[test]
fn clean_writes_the_text_the_record_or_the_reasons() {
    let cleaned = ARTICLE.replace("READ MORE: Seven islands that you can walk to\n", "");
    assert_eq!(text(&run("clean", &[], ARTICLE.as_bytes()).stdout), cleaned);

    let json = |text: &str| serde_json::to_string(text).expect("a string is JSON");
    let record = format!("{{\"id\": 1.00, \"text\" : {}, \"tags\": [\"a\",  \"b\"]}}\n\n", json(ARTICLE));
    let out = run("clean", &["--jsonl"], record.as_bytes());
    let removed =
        r#"[{"start":86,"end":132,"category":"related","rule":"phrases","evidence":"^ read more:","score":0.9}]"#;
    let want = format!(r#"{{"id":1.00,"text":{},"tags":["a",  "b"],"removed":{removed}}}"#, json(&cleaned));
    assert_eq!(text(&out.stdout), want + "\n");
    let out = run("clean", &["--jsonl"], "{\"text\":\"a\\u2028b\\u0085c\"}\n".as_bytes());
    assert_eq!(text(&out.stdout), "{\"text\":\"a\\u2028b\\u0085c\",\"removed\":[]}\n");

    let shown = run("clean", &["--explain"], ARTICLE.as_bytes());
    let want =
        "# related (0.90) by phrases: ^ read more:\n- READ MORE: Seven islands that you can walk to\n  It had been";
    assert!(text(&shown.stdout).contains(want), "{}", text(&shown.stdout));

    for (arguments, input, said) in [
        (&["--jsonl"][..], "{\"text\":\"a\"}\n{\"body\":1}", "stdin, line 2: the record has no string `text`"),
        (&["--explian"], "", "unknown option --explian"),
        (&["no-such-file.txt"], "", "no-such-file.txt: "),
    ] {
        let out = run("clean", arguments, input.as_bytes());
        assert!(!out.status.success() && text(&out.stderr).contains(said), "want {said}, got {}", text(&out.stderr));
    }
}

#[test]
fn own_rule_removes_the_label_and_keeps_the_sentence() {
    let out = run("own_rule", &[], b"");
    assert!(text(&out.stderr).starts_with("promo by quiz (a short line names the quiz): Play the Corvey quiz\n"));
    assert_eq!(text(&out.stdout).lines().count(), 3);
    assert!(text(&out.stdout).contains("her quiz for children"));
}

#[test]
fn many_threads_cleans_each_file() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("many_threads");
    std::fs::create_dir_all(&folder).expect("a folder");
    let files: Vec<PathBuf> = (0..20).map(|n| folder.join(format!("{n}.txt"))).collect();
    for (n, file) in files.iter().enumerate() {
        std::fs::write(file, format!("{ARTICLE}Page {n} of twenty pages that were written for the ferry.\n"))
            .expect("written");
    }
    let arguments: Vec<&str> = files.iter().map(|file| file.to_str().expect("text")).collect();
    let out = run("many_threads", &arguments, b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    for (n, file) in files.iter().enumerate() {
        let cleaned = std::fs::read_to_string(file.with_extension("clean.txt")).expect("written");
        assert!(cleaned.contains(&format!("Page {n} of")) && !cleaned.contains("READ MORE"), "{cleaned}");
    }
}
