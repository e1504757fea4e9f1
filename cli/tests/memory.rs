//! The memory of the binary: at most three times the longest text or record, and 64 MB.
#![cfg(target_os = "linux")]

mod binary;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use binary::{text, ARTICLE, BINARY};

const MB: u64 = 1 << 20;

/// Runs the binary with a file as input and another as output. Returns its peak memory in bytes, and its stderr.
fn peak_memory(arguments: &[&str], input: &Path) -> (u64, String) {
    let output = File::create(input.with_extension("out")).expect("created");
    let mut command = Command::new(BINARY);
    let mut child = command.args(arguments).arg(input).stdout(output).stderr(Stdio::piped()).spawn().expect("starts");
    let mut peak = 0;
    while child.try_wait().expect("asked").is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let high = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        let high = high.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) << 10;
        peak = peak.max(high);
        std::thread::sleep(Duration::from_millis(1));
    }
    let out = child.wait_with_output().expect("ends");
    assert!(out.status.success(), "{}", text(&out.stderr));
    (peak, text(&out.stderr).to_owned())
}

/// Explanations, diffs and labels are bounded too: what they cannot show of a long text, they name.
#[test]
fn memory_of_explanations_is_bounded() {
    let folder = tempfile::tempdir().expect("a folder");
    let letters = "a\n".repeat(3 << 20);
    let buttons = format!("{}{}", ARTICLE.repeat(20), "Read More Show Less\n".repeat(1 << 18));
    for (name, content) in [("letters", letters), ("buttons", buttons)] {
        let plain = folder.path().join(format!("{name}.txt"));
        fs::write(&plain, &content).expect("written");
        let records = folder.path().join(format!("{name}.jsonl"));
        let record = serde_json::json!({ "text": content }).to_string() + "\n";
        fs::write(&records, &record).expect("written");
        // the arguments, the input, its length, what is said
        let skip = &["--on-error", "skip"][..];
        let rows: [(Vec<&str>, &Path, usize, &str); 5] = [
            (vec!["--explain"], &plain, content.len(), ""),
            (vec!["--explain=all"], &plain, content.len(), ""),
            (vec!["--explain"], &records, record.len(), ""),
            ([&["--diff"], skip].concat(), &plain, content.len(), "too long for --diff (it shows"),
            (
                [&["--annotate"], skip].concat(),
                &records,
                record.len(),
                "too long for --annotate (it lists at most 100,000 segments)",
            ),
        ];
        for (arguments, input, longest, note) in rows {
            let (peak, said) = peak_memory(&arguments, input);
            let limit = 3 * longest as u64 + 64 * MB;
            println!("{name} {arguments:?}: {} MB held for {} MB", peak / MB, longest as u64 / MB);
            assert!(peak <= limit, "{name} {arguments:?}: {peak} bytes held, more than {limit}");
            assert!(said.contains(note), "{said}");
            let is_cut =
                fs::read_to_string(input.with_extension("out")).expect("UTF-8").contains("bytes are not shown\n");
            assert_eq!(is_cut, note.is_empty(), "{name} {arguments:?}");
        }
    }
}

/// The command's share of row 11: what it holds beside the text is the text once more and a constant.
#[test]
fn memory_of_one_text_is_twice_the_text_and_a_constant() {
    let folder = tempfile::tempdir().expect("a folder");
    let small = folder.path().join("small.txt");
    fs::write(&small, ARTICLE).expect("written");
    let (least, _) = peak_memory(&["--threads", "1"], &small);
    for (name, piece) in [("article", ARTICLE), ("menu", "Home\nNews\nSport\nContact us\n"), ("one-line", "a b ")] {
        let input = folder.path().join(format!("{name}.txt"));
        let content = piece.repeat((32 << 20) / piece.len());
        fs::write(&input, &content).expect("written");
        let (peak, _) = peak_memory(&["--threads", "1"], &input);
        let beside = peak.saturating_sub(least);
        println!(
            "{name}: {} MB for a text of {} MB, {} MB for a short one",
            peak / MB,
            content.len() as u64 / MB,
            least / MB
        );
        assert!(beside <= 3 * content.len() as u64 + 24 * MB, "{name}: {beside} bytes more than for a short text");
    }
}

/// Texts of many short lines, of which each is a removal or a spared one, are the worst for reports.
#[test]
fn memory_is_bounded_by_the_longest_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let letters = "a\n".repeat(8 << 20);
    let buttons = format!("{}{}", ARTICLE.repeat(20), "Read More Show Less\n".repeat(1 << 20));
    let mixed = format!("{ARTICLE}{}", "Read More Show Less\n\n".repeat(3)).repeat(34_000);
    for (name, content, is_unlisted) in
        [("letters", letters, false), ("buttons", buttons, true), ("mixed", mixed, true)]
    {
        let plain = folder.path().join(format!("{name}.txt"));
        fs::write(&plain, &content).expect("written");
        let records = folder.path().join(format!("{name}.jsonl"));
        let record = serde_json::json!({ "text": content }).to_string() + "\n";
        fs::write(&records, record.repeat(2)).expect("written");
        let report = folder.path().join("report.html");
        let with_report = ["--stats=json", "--report", report.to_str().expect("text"), "--threads", "2"];
        for (arguments, input, longest) in [
            (&["--threads", "1"][..], &plain, content.len()),
            (&with_report, &plain, content.len()),
            (&["--threads", "2"], &records, record.len()),
        ] {
            let (peak, said) = peak_memory(arguments, input);
            let limit = 3 * longest as u64 + 64 * MB;
            println!("{name} {arguments:?}: {} MB held for {} MB", peak / MB, longest as u64 / MB);
            assert!(peak <= limit, "{name} {arguments:?}: {peak} bytes held, more than {limit}");
            assert_eq!(said.contains("only the first 100,000 removals are listed"), is_unlisted, "{said}");
        }
    }
}
