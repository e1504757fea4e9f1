//! The binary on invalid input and after failures. It reports an error and its place with the right
//! exit status, or writes invalid records as it read them. It never loses a record or writes a part of one.

mod binary;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use binary::{clean, cleaned_record, record, start, text, ARTICLE};

/// Lines that are not valid records, and the start of the error message if the line is the second of stdin.
const BAD: [(&[u8], &str); 15] = [
    (b"nonsense", "stdin, line 2, column 2: invalid record: expected ident"),
    (b"{\"text\":", "stdin, line 2, column 8: invalid record: EOF while parsing a value"),
    (b"{\"text\":\"a", "stdin, line 2, column 10: invalid record: EOF while parsing a string"),
    (b"{\"text\":\"a\"} {}", "stdin, line 2, column 14: invalid record: trailing characters"),
    (b"[1, 2]", "stdin, line 2, column 1: invalid record: invalid type: sequence, expected a JSON object"),
    (b"\"text\"", "stdin, line 2, column 6: invalid record: invalid type: string"),
    (b"{\"text\":1}", "stdin, line 2: the record must have exactly one field `text`, and its value must be a string"),
    (b"{\"text\":\"a\",\"removed\":0}", "stdin, line 2: the record has a field `removed` already: name another one"),
    (b"{\"body\":\"a\"}", "stdin, line 2: the record must have exactly one field `text`"),
    (
        b"{\"text\":\"a\",\"text\":\"b\"}",
        "stdin, line 2: the record must have exactly one field `text`, and its value must be a string",
    ),
    (
        b"{\"text\":\"a\",\"t\\u0065xt\":\"b\"}",
        "stdin, line 2: the record must have exactly one field `text`, and its value must be a string",
    ),
    (b"{\"id\":7,\"text\":\"ab\\ud800cd\"}", "stdin, line 2, column 25: invalid record: unexpected end of hex escape"),
    (b"{\"text\":\"\\udc00\"}", "stdin, line 2, column 15: invalid record: lone leading surrogate in hex escape"),
    (b"{\"text\":\"\xff\"}", "stdin, line 2: not valid UTF-8 at byte 9"),
    (b"\x1f\x8b\x08\x00", "stdin, line 2: not valid UTF-8 at byte 1"),
];

/// A valid record, the given line, and another valid record.
fn between(line: &[u8]) -> Vec<u8> {
    [record().as_bytes(), line, b"\n", record().as_bytes()].concat()
}

#[test]
fn an_invalid_record_is_named_and_the_records_before_it_are_written() {
    for (line, message) in BAD {
        let out = clean(&["--jsonl"], &between(line));
        assert_eq!(out.status.code(), Some(1), "{message}");
        let said = text(&out.stderr);
        assert!(said.contains(message) && said.lines().count() == 1, "want {message}, got {said}");
        assert_eq!(text(&out.stdout), cleaned_record(), "{message}");
    }
}

#[test]
fn the_binary_exits_at_an_invalid_record_without_waiting_for_more_input() {
    for threads in ["1", "3"] {
        let mut child = start(&["--jsonl", "--threads", threads]);
        let mut stdin = child.stdin.take().expect("stdin is a pipe");
        stdin.write_all(&between(b"nonsense")).expect("written");
        let ended = (0..200).find_map(|_| {
            thread::sleep(Duration::from_millis(50));
            child.try_wait().expect("asked")
        });
        drop(stdin);
        let out = child.wait_with_output().expect("ends");
        assert_eq!(ended.and_then(|status| status.code()), Some(1), "the binary still waits for input");
        assert_eq!(text(&out.stdout), cleaned_record());
    }
}

#[test]
fn skipped_records_are_counted_and_written_unchanged() {
    let good = cleaned_record();
    for (line, message) in BAD {
        let out = clean(&["--jsonl", "--on-error", "skip"], &between(line));
        assert!(out.status.success(), "{message}");
        assert_eq!(out.stdout, [good.as_bytes(), line, b"\n", good.as_bytes()].concat(), "{message}");
        let said = text(&out.stderr);
        assert!(said.starts_with("dechaff: 1 skipped and written unchanged; first error: "), "{said}");
        assert!(said.contains(message), "want {message}, got {said}");
    }
    let every: Vec<u8> = BAD.iter().flat_map(|(line, _)| [line, &b"\r\n"[..]].concat()).collect();
    let out = clean(&["--jsonl", "--on-error", "skip"], &every);
    assert_eq!(out.stdout, every);
    assert!(text(&out.stderr).starts_with("dechaff: 15 skipped"), "{}", text(&out.stderr));
}

#[test]
fn a_missing_last_line_end_is_added() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("1.jsonl"), folder.path().join("2.jsonl"));
    fs::write(&one, "nonsense").expect("written");
    fs::write(&two, record().trim_end()).expect("written");
    let out = clean(&["--jsonl", "--on-error", "skip", one.to_str().unwrap(), two.to_str().unwrap()], b"");
    assert_eq!(text(&out.stdout), format!("nonsense\n{}", cleaned_record()));
}

#[test]
fn blank_lines_are_not_records() {
    let out = clean(&["--jsonl"], b"\n \t\r\n{\"text\":\"a\"}\n\n");
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert_eq!(text(&out.stdout), "{\"text\":\"a\",\"removed\":[]}\n");
}

/// Other fields are not parsed, so even values that many parsers reject are written with the same bytes.
#[test]
fn other_fields_are_written_unchanged_even_if_they_are_unusual() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let fields = [r#""id":1e999,"#, r#""id":1,"id":2,"#, r#""lone":"\ud800","#, r#""":{"text":3},"#];
    for field in fields.map(str::to_owned).into_iter().chain([format!("\"deep\":{deep},")]) {
        let out = clean(&["--jsonl"], format!("{{{field}\"text\":\"a\"}}\n").as_bytes());
        assert_eq!(text(&out.stderr), "");
        assert_eq!(text(&out.stdout), format!("{{{field}\"text\":\"a\",\"removed\":[]}}\n"));
    }
    // Names are copied too: escaped letters, escaped slashes, a raw U+2028, a name that looks like syntax.
    for name in [r"\u0061\u2028b", r"http:\/\/x", "a\u{2028}b", r#"{,\": :"#, ""] {
        for line in [format!("{{\"{name}\":1,\"text\":\"a\"}}"), format!("{{ \"{name}\" :\t1 , \"text\" : \"a\" }}")] {
            let out = clean(&["--jsonl"], format!("{line}\n").as_bytes());
            assert_eq!(text(&out.stdout), format!("{{\"{name}\":1,\"text\":\"a\",\"removed\":[]}}\n"), "{line}");
        }
    }
    let out = clean(&["--jsonl"], b"{\"t\\u0065xt\":\"a\"}\n");
    assert_eq!(text(&out.stdout), "{\"t\\u0065xt\":\"a\",\"removed\":[]}\n");
}

#[test]
fn a_field_that_would_be_overwritten_is_an_error() {
    let line = "{\"text\":\"a\",\"r\\u0065moved\":1,\"segments\":2}\n";
    // the arguments; the error, or the record that is written
    let rows: [(&[&str], Result<&str, &str>); 5] = [
        (&[], Err("stdin, line 1: the record has a field `removed` already: name another one for what is added with --removed-field")),
        (&["--removed-field", "segments"], Err("a field `segments` already: name another one for what is added with --removed-field")),
        (&["--removed-field", "cut", "--annotate"], Err("a field `segments` already: name another one for what is added with --segments-field")),
        (&["--removed-field", "cut"], Ok(",\"cut\":[]}\n")),
        (&["--removed-field", "cut", "--annotate", "--segments-field", "s"], Ok(",\"cut\":[],\"s\":[{")),
    ];
    for (arguments, want) in rows {
        let out = clean(&[&["--jsonl"], arguments].concat(), line.as_bytes());
        match want {
            Err(said) => assert!(text(&out.stderr).contains(said), "want {said}, got {}", text(&out.stderr)),
            Ok(end) => {
                let start = line.trim_end().trim_end_matches('}');
                assert!(text(&out.stdout).starts_with(&format!("{start}{end}")), "{}", text(&out.stdout));
            }
        }
        assert_eq!(out.status.code(), Some(if want.is_ok() { 0 } else { 1 }), "{arguments:?}");
    }
    for arguments in [
        &["--jsonl", "--removed-field", "text"][..],
        &["--jsonl", "--annotate", "--segments-field", "removed"],
        &["--jsonl", "--annotate", "--segments-field", "text"],
    ] {
        assert_eq!(clean(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_null_text_stays_null() {
    let out = clean(&["--jsonl"], b"{\"id\":1,\"text\":null}\n");
    assert_eq!((text(&out.stdout), text(&out.stderr)), ("{\"id\":1,\"text\":null,\"removed\":[]}\n", ""));
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_first_record() {
    let marked = [b"\xef\xbb\xbf", record().as_bytes()].concat();
    let out = clean(&["--jsonl"], &marked);
    assert_eq!((text(&out.stdout), text(&out.stderr)), (&*cleaned_record(), ""));
    let out = clean(&["--jsonl"], b"\xef\xbb\xbf\n");
    assert_eq!((text(&out.stdout), text(&out.stderr)), ("", ""));
    // In a later line it is not at the beginning of a file.
    assert_eq!(clean(&["--jsonl"], &[record().as_bytes(), &marked].concat()).status.code(), Some(1));
}

#[test]
fn messages_say_what_to_do() {
    let utf16: Vec<u8> = "\u{feff}abc\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big_endian: Vec<u8> = "\u{feff}abc\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let convert = "stdin: UTF-16, not UTF-8: convert the input, for example with `iconv -f UTF-16 -t UTF-8`";
    let rows: [(&[&str], &[u8], &str); 5] = [
        (&[], &utf16, convert),
        (&[], &big_endian, convert),
        (&["--jsonl"], &utf16, "stdin, line 1: UTF-16, not UTF-8: convert"),
        (
            &["--jsonl"],
            b"{\"text\":\"a\\ud800b\"}",
            "half of a surrogate pair, such as \\ud800 alone, is not a character",
        ),
        (&["--jsonl"], b"nonsense", "correct the line, or use --on-error skip to pass invalid records on unchanged"),
    ];
    for (arguments, input, said) in rows {
        let out = clean(arguments, input);
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(text(&out.stderr).contains(said), "want {said}, got {}", text(&out.stderr));
    }
}

/// Control characters in file names and arguments would reach the terminal.
#[cfg(unix)]
#[test]
fn file_names_send_no_escape_sequences() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = |ending: &str| folder.path().join(format!("\x1b]0;title\x07\x1b[31m{ending}"));
    let (page, bad, rules) = (name("page.txt"), name("bad.jsonl"), name("rules.toml"));
    fs::write(&page, ARTICLE).expect("written");
    fs::write(&bad, "nonsense\n").expect("written");
    fs::write(&rules, "[phrases]\nshare = [\"nonsense\"]\n").expect("written");
    let (page, bad, rules) = (page.to_str().unwrap(), bad.to_str().unwrap(), rules.to_str().unwrap());
    let missing = format!("{page}.missing");
    for arguments in [
        &[page, page][..],
        &[page, bad],
        &[&missing],
        &["--explain", page, page],
        &["--rules", rules, page],
        &["check", rules],
        &["--report", page, page],
        &["mine", bad],
        &["evaluate", page],
        &["scrape", &missing],
        &["--\x1b[31moption"],
    ] {
        let out = binary::run(arguments, b"");
        let shown = [&out.stdout[..], &out.stderr].concat();
        assert!(!shown.contains(&0x1b) && !shown.contains(&7), "{arguments:?}: {:?}", String::from_utf8_lossy(&shown));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_unwritable_stderr_changes_no_exit_status() {
    let run = |arguments: &[&str], input: &str| {
        let full = || fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let mut command = Command::new(binary::BINARY);
        let mut child = command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(full())
            .spawn()
            .expect("starts");
        drop(child.stdin.take().expect("stdin").write_all(input.as_bytes()));
        child.wait_with_output().expect("ends").status.code()
    };
    for (arguments, input, status) in [
        (&["--stats"][..], ARTICLE, 0),
        (&["--stats=json"], ARTICLE, 0),
        (&["--jsonl"], "nonsense", 1),
        (&["--jsonl", "--on-error", "skip"], "nonsense", 0),
        (&["/nowhere/page.txt"], "", 1),
        (&["--no-such-option"], "", 2),
        (&["mine", "/nowhere/page.txt"], "", 1),
        (&["evaluate", "/nowhere/page.txt"], "", 1),
        (&["scrape", "/nowhere/page.html"], "", 1),
    ] {
        assert_eq!(run(arguments, input), Some(status), "{arguments:?}");
    }
}

#[test]
fn text_that_is_not_utf8_is_an_error_or_is_written_unchanged() {
    let out = clean(&[], b"abc\xff");
    assert_eq!((out.status.code(), &out.stdout[..]), (Some(1), &b""[..]));
    assert_eq!(text(&out.stderr), "dechaff: stdin: not valid UTF-8 at byte 3: convert the input to UTF-8\n");
    let out = clean(&["--on-error", "skip"], b"abc\xff");
    assert_eq!((out.status.code(), &out.stdout[..]), (Some(0), &b"abc\xff"[..]));
    let message = "dechaff: 1 skipped and written unchanged; first error: stdin: not valid UTF-8 at byte 3";
    assert!(text(&out.stderr).starts_with(message));
}

/// The line is longer than the limit, so it is not held in memory.
#[test]
fn a_line_of_200_mb_is_rejected_or_written_unchanged() {
    const MB: usize = 200;
    for (arguments, is_copied) in [(&["--jsonl"][..], false), (&["--jsonl", "--on-error", "skip"], true)] {
        let mut child = start(arguments);
        let mut stdin = child.stdin.take().expect("stdin is a pipe");
        let writer = thread::spawn(move || {
            let head = format!("{}{{\"text\":\"", record());
            let mut parts = vec![head.into_bytes()];
            parts.resize(MB + 1, vec![b'a'; 1 << 20]);
            parts.push(format!("\"}}\n{}", record()).into_bytes());
            // The binary stops reading when it rejects the line, so a write may fail.
            parts.iter().all(|part| stdin.write_all(part).is_ok())
        });
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        let mut line = Vec::new();
        let mut lengths = Vec::new();
        while stdout.read_until(b'\n', &mut line).expect("read") > 0 {
            lengths.push(line.len());
            line.clear();
        }
        let whole = cleaned_record().len();
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("read");
        assert!(said.contains("stdin, line 2: longer than the limit of 104857600 bytes: raise --max-bytes"), "{said}");
        let status = child.wait().expect("ends").code();
        let written = writer.join().expect("the writer ends");
        if is_copied {
            assert_eq!((status, written), (Some(0), true));
            assert_eq!(lengths, [whole, (MB << 20) + "{\"text\":\"\"}\n".len(), whole]);
        } else {
            assert_eq!((status, lengths), (Some(1), vec![whole]));
        }
    }
}

#[test]
fn max_bytes_is_exact_to_the_byte() {
    let line = "{\"text\":\"abc\"}";
    for (limit, fits) in [(14, true), (13, false), (0, false), (1 << 30, true)] {
        for end in ["\n", ""] {
            let out = clean(&["--jsonl", "--max-bytes", &limit.to_string()], format!("{line}{end}").as_bytes());
            assert_eq!(out.status.success(), fits, "{limit}: {}", text(&out.stderr));
        }
    }
    let out = clean(&["--max-bytes", "3"], b"abcd");
    assert!(text(&out.stderr).starts_with("dechaff: stdin: longer than the limit of 3 bytes"), "{}", text(&out.stderr));
    let out = clean(&["--max-bytes", "3", "--on-error", "skip"], b"abcd\nefgh");
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(0), "abcd\nefgh"));
}

#[test]
fn a_missing_file_or_empty_folder_is_reported_and_the_others_are_cleaned() {
    let folder = tempfile::tempdir().expect("a folder");
    let (there, empty) = (folder.path().join("there.jsonl"), folder.path().join("empty"));
    fs::write(&there, record()).expect("written");
    fs::create_dir(&empty).expect("made");
    fs::write(empty.join("page.html"), "<p>").expect("written");
    for (bad, why) in [
        ("/nowhere/page.txt", "No such file"),
        (empty.to_str().unwrap(), "the folder contains no file that ends in .txt"),
    ] {
        for more in [&[][..], &["--on-error", "skip"]] {
            let out = clean(&[&["--jsonl", bad, there.to_str().unwrap()], more].concat(), b"");
            assert_eq!(out.status.code(), Some(1));
            let said = text(&out.stderr);
            assert!(said.starts_with(&format!("dechaff: {bad}")) && said.contains(why), "{said}");
            assert_eq!(text(&out.stdout), cleaned_record());
        }
    }
}

#[test]
fn a_file_deleted_during_the_run_is_reported_and_the_others_are_cleaned() {
    let folder = tempfile::tempdir().expect("a folder");
    let (gone, there) = (folder.path().join("gone.txt"), folder.path().join("there.txt"));
    fs::write(&gone, "Short and clean.\n").expect("written");
    fs::write(&there, "Short and clean too.\n").expect("written");
    let mut child = start(&["-", gone.to_str().unwrap(), there.to_str().unwrap()]);
    // The binary opens the file only after the end of stdin, which is still open.
    fs::remove_file(&gone).expect("removed");
    drop(child.stdin.take());
    let out = child.wait_with_output().expect("ends");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("gone.txt: "), "{}", text(&out.stderr));
    let heading = format!("==> {} <==\n", there.display());
    assert!(text(&out.stdout).ends_with(&format!("{heading}Short and clean too.\n")), "{}", text(&out.stdout));
}

/// Writes up to `records` records to the stdin of `child`, until a write fails. Returns the number written.
fn feed(child: &mut Child, records: usize) -> thread::JoinHandle<usize> {
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    thread::spawn(move || (0..records).take_while(|_| stdin.write_all(record().as_bytes()).is_ok()).count())
}

#[cfg(unix)]
#[test]
fn a_closed_output_pipe_ends_the_run_without_an_error() {
    for arguments in [&["--jsonl"][..], &["--jsonl", "--on-error", "skip"]] {
        let mut child = start(arguments);
        drop(child.stdout.take());
        let fed = feed(&mut child, 2_000);
        let out = child.wait_with_output().expect("the binary ends");
        assert!(fed.join().expect("the feeder ends") < 2_000, "the binary went on without a reader");
        assert!(out.status.success(), "status {:?}", out.status);
        assert_eq!(text(&out.stderr), "");
    }
}

#[test]
fn a_slow_reader_blocks_the_binary_and_loses_no_record() {
    let mut child = start(&["--jsonl"]);
    let fed = feed(&mut child, 20_000);
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("read");
    thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("asked").is_none(), "the binary did not wait for its reader");
    assert!(!fed.is_finished(), "the binary read all its input while nobody read its output");
    let rest: Vec<String> = stdout.lines().map(|l| l.expect("read")).collect();
    assert_eq!(rest.len(), 19_999);
    assert!(rest.iter().all(|l| *l == line.trim_end()));
    assert!(child.wait().expect("ends").success());
    assert_eq!(fed.join().expect("ends"), 20_000);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let many = record().repeat(2_000);
    for (arguments, input) in [(&[][..], ARTICLE), (&["--jsonl"], &many), (&["--jsonl", "--on-error", "skip"], &many)] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let mut command = Command::new(binary::BINARY);
        let command = command.args(arguments).stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        drop(child.stdin.take().expect("stdin").write_all(input.as_bytes()));
        let out = child.wait_with_output().expect("ends");
        assert_eq!(out.status.code(), Some(1));
        assert!(
            text(&out.stderr).starts_with("dechaff: output: cannot be written: No space left"),
            "{}",
            text(&out.stderr)
        );
    }
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
}

/// The reader stops reading, so the interrupt comes while a record is partly written.
#[cfg(unix)]
#[test]
fn an_interrupt_during_a_write_completes_the_record() {
    for (name, status, threads) in
        [("-INT", 130, "1"), ("-TERM", 143, "1"), ("-HUP", 129, "1"), ("-INT", 130, "3"), ("-TERM", 143, "3")]
    {
        let mut child = start(&["--jsonl", "--threads", threads]);
        let fed = feed(&mut child, 20_000);
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("read");
        thread::sleep(Duration::from_millis(200)); // long enough to fill the pipe
        signal(&child, name);
        thread::sleep(Duration::from_millis(100));
        assert!(child.try_wait().expect("asked").is_none(), "the binary did not wait for its reader");
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).expect("read");
        assert!(rest.len() < 19_999 * line.len(), "the binary ignored the interrupt");
        assert!(rest == line.repeat(rest.len() / line.len()), "the last record is incomplete");
        let out = child.wait_with_output().expect("ends");
        assert_eq!(out.status.code(), Some(status), "{}", text(&out.stderr));
        let last = format!("dechaff: interrupted; last input written: stdin, line {}\n", rest.len() / line.len() + 1);
        assert_eq!(text(&out.stderr), last);
        assert!(fed.join().expect("ends") < 20_000);
    }
}

/// The interrupt comes when only a part of a record has arrived. The complete records before it are written.
#[cfg(unix)]
#[test]
fn an_interrupt_during_a_read_writes_the_records_read_before() {
    for threads in ["1", "3"] {
        interrupt_during_a_read(threads);
    }
}

#[cfg(unix)]
fn interrupt_during_a_read(threads: &str) {
    const RECORDS: usize = 500;
    let mut child = start(&["--jsonl", "--threads", threads]);
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    let reader = thread::spawn(move || {
        let mut all = String::new();
        stdout.read_to_string(&mut all).map(|_| all)
    });
    stdin.write_all(record().repeat(RECORDS).as_bytes()).expect("written");
    stdin.write_all(b"{\"text\":\"half a rec").expect("written");
    thread::sleep(Duration::from_millis(500));
    signal(&child, "-INT");
    let out = child.wait_with_output().expect("ends");
    drop(stdin);
    assert_eq!(out.status.code(), Some(130));
    assert_eq!(text(&out.stderr), format!("dechaff: interrupted; last input written: stdin, line {RECORDS}\n"));
    assert!(reader.join().expect("ends").expect("read") == cleaned_record().repeat(RECORDS));
}

/// After the first interrupt the binary waits for its reader, which in this test never reads again.
#[cfg(unix)]
#[test]
fn a_second_interrupt_exits_at_once() {
    let mut child = start(&["--jsonl"]);
    let _fed = feed(&mut child, 5_000);
    let mut stdout = child.stdout.take().expect("stdout is a pipe");
    stdout.read_exact(&mut [0; 100]).expect("read");
    for _ in 0..2 {
        thread::sleep(Duration::from_millis(200));
        signal(&child, "-INT");
    }
    for _ in 0..100 {
        if let Some(status) = child.try_wait().expect("asked") {
            return assert_eq!(status.code(), Some(130));
        }
        thread::sleep(Duration::from_millis(100));
    }
    child.kill().expect("killed");
    panic!("the binary still waits for its reader");
}
