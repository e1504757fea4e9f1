//! The binary with folders and compressed files as input, and with an output folder.

mod binary;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use binary::{clean, cleaned_record, record, text, ARTICLE};
use tempfile::TempDir;

fn cleaned_article() -> String {
    text(&clean(&[], ARTICLE.as_bytes()).stdout).to_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    to.write_all(bytes).expect("writing to a vector cannot fail");
    to.finish().expect("writing to a vector cannot fail")
}

fn gunzip(bytes: &[u8]) -> String {
    let mut all = String::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut all).expect("whole gzip");
    all
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut to = zstd::Encoder::new(Vec::new(), 1).expect("writing to a vector cannot fail");
    to.include_checksum(true).expect("it can");
    to.write_all(bytes).expect("writing to a vector cannot fail");
    to.finish().expect("writing to a vector cannot fail")
}

/// A temporary folder with the given files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    folder
}

/// The relative paths of all files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|e| e.expect("readable"));
    let file = |e: walkdir::DirEntry| {
        e.file_type().is_file().then(|| e.path().strip_prefix(folder).expect("below").to_owned())
    };
    walk.filter_map(file).collect()
}

fn arg(path: &Path) -> &str {
    path.to_str().expect("a name in UTF-8")
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let there = folder(&[
        ("b.txt", b"b\n"),
        ("a.md", b"a\n"),
        ("c/2.txt.gz", &gzip(b"c2\n")),
        ("c/1.ndjson", b"{\"text\":\"c1\"}\n"),
        ("c/3.TXT", b"c3\n"),
        ("d.txt.zst", &zstd(b"d\n")),
        ("page.html", b"no\n"),
        ("none", b"no\n"),
        ("c/data.json", b"{\"text\":\"no\"}\n"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(there.path(), there.path().join("c/link.txt")).expect("linked");
    let out = clean(&[arg(there.path())], b"");
    assert_eq!(text(&out.stderr), "");
    let shown = text(&out.stdout).replace(&format!("{}/", there.path().display()), "");
    let blocks: Vec<&str> = shown.split("\n\n").collect();
    let want = [
        "==> a.md <==\na",
        "==> b.txt <==\nb",
        "==> c/1.ndjson <==\n{\"text\":\"c1\",\"removed\":[]}",
        "==> c/2.txt.gz <==\nc2",
        "==> c/3.TXT <==\nc3",
        "==> d.txt.zst <==\nd\n",
    ];
    assert_eq!(blocks, want);
    assert!(out.status.success());
}

#[test]
fn out_writes_each_file_under_its_relative_path() {
    let record = record();
    let there = folder(&[
        ("1.txt", ARTICLE.as_bytes()),
        ("empty.txt", b""),
        ("deep/er/2.jsonl.gz", &gzip(record.repeat(3).as_bytes())),
        ("deep/3.jsonl.zst", &zstd(record.as_bytes())),
        ("page.html", b"no"),
    ]);
    let out = folder(&[("1.txt", b"of an earlier call")]);
    let to = out.path();
    let ran = clean(&[arg(there.path()), "--out", arg(to)], b"");
    assert!(ran.status.success() && ran.stdout.is_empty() && ran.stderr.is_empty(), "{ran:?}");
    assert_eq!(
        files(to),
        ["1.txt", "deep/3.jsonl.zst", "deep/er/2.jsonl.gz", "empty.txt"].map(PathBuf::from),
        "there must be no other files, and no partial ones"
    );
    assert_eq!(fs::read_to_string(to.join("1.txt")).expect("there"), cleaned_article());
    assert_eq!(fs::read(to.join("empty.txt")).expect("there"), b"");
    assert_eq!(gunzip(&fs::read(to.join("deep/er/2.jsonl.gz")).expect("there")), cleaned_record().repeat(3));
    let three = zstd::decode_all(&fs::read(to.join("deep/3.jsonl.zst")).expect("there")[..]).expect("whole");
    assert_eq!(text(&three), cleaned_record());
    // A file that is given by its path is written under its file name, with the usual permissions.
    let ran = clean(&[arg(&there.path().join("deep/3.jsonl.zst")), "--out", arg(&to.join("new/folder"))], b"");
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    assert!(to.join("new/folder/3.jsonl.zst").exists());
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions();
    assert_eq!(mode(&to.join("new/folder/3.jsonl.zst")), mode(&there.path().join("1.txt")));
}

#[test]
fn inputs_are_never_overwritten() {
    let there = folder(&[("a.txt", ARTICLE.as_bytes()), ("b/a.txt", b"b\n"), ("out/old.txt", ARTICLE.as_bytes())]);
    let at = |name: &str| there.path().join(name);
    let (a, b, out) = (at("a.txt"), at("b/a.txt"), at("out"));
    for (arguments, said) in [
        (vec![arg(there.path()), "--out", arg(there.path())], "a.txt would be overwritten"),
        (vec![arg(&a), "--out", arg(there.path())], "a.txt would be overwritten"),
        (vec![arg(&at("b/../a.txt")), "--out", arg(&at("b/.."))], "a.txt would be overwritten"),
        (vec![arg(&a), arg(&b), "--out", arg(&out)], "would both be written to"),
        (vec!["-", "--out", arg(&out)], "standard input has no file name to use in --out"),
    ] {
        let ran = clean(&arguments, b"");
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
        assert!(text(&ran.stderr).contains(said), "want {said}, got {}", text(&ran.stderr));
        assert_eq!(files(there.path()), ["a.txt", "b/a.txt", "out/old.txt"].map(PathBuf::from));
        assert_eq!(fs::read_to_string(&a).expect("there"), ARTICLE);
    }
    #[cfg(unix)]
    {
        let link = at("link");
        std::os::unix::fs::symlink(there.path(), &link).expect("linked");
        let ran = clean(&[arg(&a), "--out", arg(&link)], b"");
        assert!(text(&ran.stderr).contains("would be overwritten"), "{}", text(&ran.stderr));
        fs::remove_file(link).expect("removed");
    }
    // An output folder inside the input folder is not read as input, so a second run gives the same files.
    for _ in 0..2 {
        let ran = clean(&[arg(there.path()), "--out", arg(&out)], b"");
        assert!(ran.status.success(), "{}", text(&ran.stderr));
        let want = ["a.txt", "b/a.txt", "out/a.txt", "out/b/a.txt", "out/old.txt"].map(PathBuf::from);
        assert_eq!(files(there.path()), want);
    }
    assert_eq!(fs::read_to_string(at("out/old.txt")).expect("there"), ARTICLE);
}

#[test]
fn output_files_are_complete_or_not_written() {
    let bad = format!("{}nonsense\n{}", record(), record());
    let there = folder(&[("1.jsonl", bad.as_bytes()), ("2.jsonl", record().as_bytes()), ("3.txt", b"\xff")]);
    let out = folder(&[("1.jsonl", b"of an earlier call")]);
    let ran = clean(&[arg(there.path()), "/nowhere/4.txt", "--out", arg(out.path())], b"");
    assert_eq!(ran.status.code(), Some(1));
    let said: Vec<&str> = text(&ran.stderr).lines().collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].contains("1.jsonl, line 2, column 2: invalid record: expected ident"), "{said:?}");
    assert!(said[1].contains("3.txt: not valid UTF-8 at byte 0") && said[2].contains("/nowhere/4.txt"), "{said:?}");
    assert_eq!(
        files(out.path()),
        ["1.jsonl", "2.jsonl"].map(PathBuf::from),
        "a file with an error, or a partial file, was written"
    );
    assert_eq!(fs::read(out.path().join("1.jsonl")).expect("there"), b"of an earlier call");
    assert_eq!(fs::read_to_string(out.path().join("2.jsonl")).expect("there"), cleaned_record());

    let ran = clean(&[arg(there.path()), "--out", arg(out.path()), "--on-error", "skip"], b"");
    assert!(ran.status.success());
    assert!(
        text(&ran.stderr).starts_with("dechaff: 2 skipped and written unchanged; first error: "),
        "{}",
        text(&ran.stderr)
    );
    let want = format!("{}nonsense\n{}", cleaned_record(), cleaned_record());
    assert_eq!(fs::read_to_string(out.path().join("1.jsonl")).expect("there"), want);
    assert_eq!(fs::read(out.path().join("3.txt")).expect("there"), b"\xff");
}

#[test]
fn all_members_of_a_compressed_file_are_read() {
    let both = [gzip(record().as_bytes()), gzip(b""), gzip(record().as_bytes())].concat();
    let frames = [zstd(record().as_bytes()), zstd(record().as_bytes())].concat();
    let there = folder(&[("1.jsonl.gz", &both), ("2.ndjson.zst", &frames)]);
    let out = clean(&[arg(there.path())], b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert_eq!(text(&out.stdout), cleaned_record().repeat(4));
}

#[test]
fn zeros_after_a_gzip_member_are_padding() {
    let padded = |zeros: usize| [gzip(record().as_bytes()), vec![0; zeros]].concat();
    let rows =
        [(padded(0), 1), (padded(1), 1), (padded(512), 1), (padded(200_000), 1), ([padded(10), padded(0)].concat(), 2)];
    for (bytes, members) in rows {
        let there = folder(&[("1.jsonl.gz", &bytes)]);
        let out = clean(&[arg(there.path())], b"");
        assert!(out.status.success(), "{} bytes: {}", bytes.len(), text(&out.stderr));
        assert_eq!(text(&out.stdout), cleaned_record().repeat(members));
    }
    let there = folder(&[("1.jsonl.gz", &[padded(10), b"what is this".to_vec()].concat())]);
    assert_eq!(clean(&[arg(there.path())], b"").status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_hangup_leaves_no_partial_file() {
    let there = folder(&[]);
    let out = folder(&[]);
    let fifo = there.path().join("2.jsonl");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    for more in [&["--out", arg(out.path())][..], &["-o", arg(&out.path().join("all.jsonl"))]] {
        let child = binary::start(&[&[arg(&fifo)], more].concat());
        let mut writer = fs::OpenOptions::new().write(true).open(&fifo).expect("the binary reads it");
        writer.write_all(record().as_bytes()).expect("written");
        let is_begun = (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            !files(out.path()).is_empty()
        });
        assert!(is_begun, "{more:?}: a partial file must exist");
        let sent = std::process::Command::new("kill").args(["-HUP", &child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        assert_eq!(child.wait_with_output().expect("ends").status.code(), Some(129), "{more:?}");
        assert!(files(out.path()).is_empty(), "{more:?}: {:?}", files(out.path()));
    }
}

#[test]
fn a_truncated_or_damaged_compressed_file_is_an_error() {
    let records: String = (0..400).map(|i| record().replace("Orrin", &format!("Orrin {}", i * 7_919))).collect();
    for (ending, whole) in [("gz", gzip(records.as_bytes())), ("zst", zstd(records.as_bytes()))] {
        let cuts = [0, 3, whole.len() / 2, whole.len() - 5, whole.len() - 1];
        let mut bad: Vec<Vec<u8>> = cuts.iter().map(|cut| whole[..*cut].to_vec()).collect();
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 0x55;
        bad.extend([flipped, b"{\"text\":\"no archive\"}\n".to_vec(), [&whole[..], b"what is this"].concat()]);
        for (i, bytes) in bad.iter().enumerate() {
            let name = format!("records.jsonl.{ending}");
            let (there, out) = (folder(&[(&name, bytes), ("z.txt", b"next\n")]), folder(&[]));
            let ran = clean(&[arg(there.path()), "--out", arg(out.path())], b"");
            assert_eq!(ran.status.code(), Some(1), "{ending} {i}");
            let said = text(&ran.stderr);
            let wanted = said.contains(&name) && said.contains("the compressed file is truncated or damaged (");
            // A damaged byte may make a record invalid before the decoder detects the damage.
            assert!(wanted || said.contains(&format!("{name}, line ")), "{ending} {i}: {said}");
            assert!(wanted || i == cuts.len(), "{ending} {i}: {said}");
            assert_eq!(files(out.path()), [PathBuf::from("z.txt")], "{ending} {i}");
            // Without --out, the complete records before the damage are written.
            let ran = clean(&[arg(&there.path().join(&name))], b"");
            assert!(
                ran.stdout.is_empty() || ran.stdout.ends_with(b"}\n"),
                "{ending} {i}: the last record is incomplete"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_partial_file() {
    let there = folder(&[("1.jsonl", record().as_bytes())]);
    let out = folder(&[]);
    let fifo = there.path().join("2.jsonl");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    for threads in ["1", "3"] {
        let one = there.path().join("1.jsonl");
        let child = binary::start(&[arg(&one), arg(&fifo), "--out", arg(out.path()), "--threads", threads]);
        let mut writer = fs::OpenOptions::new().write(true).open(&fifo).expect("the binary reads it");
        writer.write_all(record().repeat(5).as_bytes()).expect("written");
        let parts = || files(out.path()).len();
        for _ in 0..100 {
            std::thread::sleep(std::time::Duration::from_millis(20));
            if parts() == 2 {
                break;
            }
        }
        assert_eq!(parts(), 2, "the first file and a partial second one must exist");
        std::thread::sleep(std::time::Duration::from_millis(200));
        let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        let ended = child.wait_with_output().expect("ends");
        assert_eq!(ended.status.code(), Some(130));
        assert!(
            text(&ended.stderr).contains("last input written: ") && text(&ended.stderr).contains("2.jsonl, line 5")
        );
        assert_eq!(files(out.path()), [PathBuf::from("1.jsonl")]);
        fs::remove_file(out.path().join("1.jsonl")).expect("removed");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_folder_that_cannot_be_written_is_an_error() {
    let there = folder(&[("a.txt", b"a\n"), ("b.txt", b"b\n")]);
    let file = there.path().join("a.txt");
    let ran = clean(&[arg(&there.path().join("b.txt")), "--out", arg(&file)], b"");
    assert_eq!(ran.status.code(), Some(1));
    assert!(text(&ran.stderr).starts_with("dechaff: output "), "{}", text(&ran.stderr));
    assert_eq!(fs::read(&file).expect("there"), b"a\n");
}
