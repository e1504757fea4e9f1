//! What people expect of a command that cleans texts: notes, output files, and refusals of what cannot be meant.

mod binary;
#[path = "../../tests/common/mod.rs"]
mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use binary::{clean, in_repository, record, run, text, ARTICLE, BINARY};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn arg(path: &Path) -> &str {
    path.to_str().expect("a name in UTF-8")
}

/// Runs a command line on a terminal of its own, and returns what the terminal shows.
#[cfg(target_os = "linux")]
fn on_terminal(line: &str) -> String {
    let out = Command::new("script").args(["-qec", line, "/dev/null"]).stdin(Stdio::null()).output();
    String::from_utf8(out.expect("script runs").stdout).expect("UTF-8")
}

#[cfg(target_os = "linux")]
#[test]
fn waiting_for_a_terminal_is_announced() {
    let note = "dechaff: reading the text from the terminal; end it with Ctrl-D";
    assert!(on_terminal(BINARY).contains(note), "{}", on_terminal(BINARY));
    assert!(!on_terminal(&format!("{BINARY} --quiet")).contains(note));
    assert!(!on_terminal(&format!("{BINARY} /dev/null")).contains(note), "the input is a file");
    assert_eq!(text(&clean(&[], b"").stderr), "", "the input is a pipe");
}

/// Each line of an explanation on a narrow terminal has a margin, and none is longer than the terminal is wide.
#[cfg(target_os = "linux")]
#[test]
fn explanations_fit_the_terminal() {
    let page = in_repository("examples/page.txt");
    for all in ["", "--all"] {
        let shown = on_terminal(&format!("stty rows 40 cols 50; {BINARY} explain --color never {all} {}", arg(&page)));
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.len() > 40, "{shown}");
        for line in lines {
            assert!(line.chars().count() <= 50 || !line.trim().contains(' '), "{line}");
            assert!(
                line.is_empty() || ["  ", "# ", "- ", "+ ", "~ ", "= "].iter().any(|m| line.starts_with(m)),
                "{line}"
            );
        }
    }
    let table =
        on_terminal(&format!("stty rows 40 cols 80; {BINARY} evaluate {}", arg(&in_repository("fixtures/pages"))));
    assert!(table.contains("reachable") && table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let piped = run(&["explain", arg(&page)], b"");
    assert!(text(&piped.stdout).lines().any(|line| line.chars().count() > 90), "lines of a file are not broken");
}

#[test]
fn html_is_not_cut_and_the_note_points_to_scrape() {
    let page = format!("<!DOCTYPE html>\n<html><body>\n<p>{}</p></body></html>\n", ARTICLE.replace('\n', "</p>\n<p>"));
    let out = clean(&[], page.as_bytes());
    assert!(out.status.success());
    assert_eq!(text(&out.stdout), page);
    let note = "stdin: this is HTML, from which nothing was removed: use `dechaff scrape`";
    assert!(text(&out.stderr).contains(note), "{}", text(&out.stderr));
    assert_eq!(text(&clean(&["--quiet"], page.as_bytes()).stderr), "");

    let html = serde_json::json!({ "text": page }).to_string();
    let out = clean(&["--jsonl"], format!("{html}\n{}{html}\n", record()).as_bytes());
    let lines: Vec<serde_json::Value> =
        text(&out.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines[0]["text"].as_str(), &lines[0]["removed"]), (Some(&*page), &serde_json::json!([])));
    assert!(!lines[1]["text"].as_str().expect("a text").contains("READ MORE"), "other records are cleaned");
    let note = "stdin, line 1: this text and 1 others are HTML";
    assert!(text(&out.stderr).contains(note), "{}", text(&out.stderr));
    for explain in ["--explain", "--explain=all"] {
        assert!(!text(&clean(&[explain], page.as_bytes()).stdout).contains("\n- "), "{explain} shows a removal");
    }
}

#[test]
fn an_unknown_site_is_an_error() {
    let folder = folder();
    let (rules, general) = (folder.path().join("rules.toml"), folder.path().join("general.toml"));
    fs::write(&rules, "[site.\"orrin.example\".phrases]\nshare = [\"= tell a neighbour of orrin\"]\n")
        .expect("written");
    fs::write(&general, "[phrases]\nshare = [\"= tell a neighbour of orrin\"]\n").expect("written");
    // the arguments, the error if there is one
    let rows: [(&[&str], Option<&str>); 5] = [
        (&["--site", "orrin.example"], Some("--site selects rules, but there is no rules file: add --rules")),
        (
            &["--site", "corvey.example", "--rules", arg(&rules)],
            Some("have no rules for this site; they have rules for orrin.example"),
        ),
        (&["--site", "corvey.example", "--rules", arg(&general)], Some("they have rules for all sites only")),
        (&["--site", "orrin.example", "--rules", arg(&rules)], None),
        (&["--site", "www.orrin.example", "--rules", arg(&rules)], None),
    ];
    for (arguments, error) in rows {
        let out = clean(arguments, ARTICLE.as_bytes());
        assert_eq!(out.status.code(), Some(if error.is_some() { 2 } else { 0 }), "{arguments:?}");
        assert!(text(&out.stderr).contains(error.unwrap_or_default()), "want {error:?}, got {}", text(&out.stderr));
    }
}

#[test]
fn check_and_mine_refuse_an_unknown_site() {
    let folder = folder();
    let (rules, page) = (folder.path().join("rules.toml"), folder.path().join("page.txt"));
    fs::write(&rules, "[site.\"orrin.example\".phrases]\nshare = [\"= tell a neighbour of orrin\"]\n")
        .expect("written");
    fs::write(&page, ARTICLE).expect("written");
    let check = ["check", arg(&rules), "--pages", arg(&page), "--site"];
    let unknown =
        "--site corvey.example: the rules files have no rules for this site; they have rules for orrin.example";
    // the arguments without the site, the site, the error if there is one
    let rows: [(&[&str], &str, Option<&str>); 7] = [
        (&check, "corvey.example", Some(unknown)),
        (&check, "www.orrin.example", None),
        (&check, "https://orrin.example/page", None),
        (&["mine", arg(&page), "--site"], "corvey.example", None),
        (&["mine", arg(&page), "--site"], "no host", Some("this is not a host")),
        (&["learn", arg(&page), "-o", "unwritten.learned", "--site"], "no host", Some("this is not a host")),
        (&["clean", arg(&page), "--rules", arg(&rules), "--site"], "", Some("this is not a host")),
    ];
    for (arguments, site, error) in rows {
        let out = run(&[arguments, &[site]].concat(), b"");
        assert_eq!(out.status.code(), Some(if error.is_some() { 2 } else { 0 }), "{arguments:?} {site}: {out:?}");
        assert!(text(&out.stderr).contains(error.unwrap_or_default()), "want {error:?}, got {}", text(&out.stderr));
    }
}

/// One note for each language, however many texts are in it.
#[test]
fn a_language_without_phrases_is_noted_once() {
    let lithuanian = "Uostas bus atviras iki pavasario, sako taryba, ir žvejai yra patenkinti, kad nereikia plaukti į \
        miestą. Sprendimas buvo priimtas po ilgo posėdžio, bet niekas jam neprieštaravo, tai yra gera žinia. Lempa prie \
        krantinės dega nuo pirmadienio ir ji bus matoma iš visų laivų, kaip buvo anksčiau, už dešimties mylių.";
    let turkish = fs::read_to_string(in_repository("fixtures/keep/tr-bulten-haberi.in.txt")).unwrap_or_default();
    let note = "this seems to be Lithuanian, for which there are no phrases";
    let out = clean(&[], lithuanian.as_bytes());
    assert!(text(&out.stderr).contains(note), "{}", text(&out.stderr));
    let records = format!("{}\n", serde_json::json!({ "text": lithuanian })).repeat(3);
    let out = clean(&["--jsonl"], records.as_bytes());
    assert_eq!(text(&out.stderr).matches(note).count(), 1, "{}", text(&out.stderr));
    assert!(text(&out.stderr).starts_with("dechaff: stdin, line 1: "), "{}", text(&out.stderr));
    assert_eq!(text(&clean(&["--quiet"], lithuanian.as_bytes()).stderr), "");
    for known in [ARTICLE, &turkish] {
        assert!(!known.is_empty());
        assert_eq!(text(&clean(&[], known.as_bytes()).stderr), "");
    }
}

#[test]
fn output_names_one_file_that_appears_when_it_is_complete() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("1.txt"), ARTICLE).expect("written");
    fs::write(at("2.jsonl"), record()).expect("written");
    let cleaned = text(&clean(&[], ARTICLE.as_bytes()).stdout).to_owned();
    let out = clean(&[arg(&at("1.txt")), "-o", arg(&at("out.txt"))], b"");
    assert!(out.status.success() && out.stdout.is_empty() && out.stderr.is_empty(), "{out:?}");
    assert_eq!(fs::read_to_string(at("out.txt")).expect("written"), cleaned);
    let out = clean(&[arg(&at("2.jsonl")), "--output", arg(&at("out.jsonl.gz"))], b"");
    assert!(out.status.success(), "{out:?}");
    assert_eq!(fs::read(at("out.jsonl.gz")).expect("written")[..2], *b"\x1f\x8b", "compressed as its name says");

    let out = clean(&[arg(&at("1.txt")), arg(&at("none.txt")), "-o", arg(&at("out.txt"))], b"");
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("out.txt: not written, because an input failed"), "{}", text(&out.stderr));
    assert_eq!(fs::read_to_string(at("out.txt")).expect("there"), cleaned, "the earlier file stays");
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 4, "a partial file is left");
    assert_eq!(clean(&["-o", "a", "--out", "b"], b"").status.code(), Some(2));
}

#[test]
fn quiet_color_and_j() {
    let out = clean(&["--quiet", "--jsonl", "--on-error", "skip"], b"nonsense\n");
    assert_eq!((text(&out.stdout), text(&out.stderr)), ("nonsense\n", ""));
    let out = clean(&["--quiet", "--jsonl"], b"nonsense\n");
    assert!(text(&out.stderr).contains("line 1"), "errors are printed all the same");
    for (color, is_coloured) in [("always", true), ("never", false), ("auto", false)] {
        let out = clean(&["--explain", "--color", color], ARTICLE.as_bytes());
        assert_eq!(text(&out.stdout).contains("\x1b["), is_coloured, "{color}");
        let out = run(&["explain", "--color", color], ARTICLE.as_bytes());
        assert_eq!(text(&out.stdout).contains("\x1b["), is_coloured, "{color}");
    }
    assert_eq!(run(&["-j", "2"], ARTICLE.as_bytes()).stdout, run(&["--threads", "2"], ARTICLE.as_bytes()).stdout);
    assert_eq!(run(&["-j", "0"], b"").status.code(), Some(2));
}

#[test]
fn subcommands_do_what_the_options_do() {
    let same = |one: &[&str], other: &[&str]| {
        let (one, other) = (run(one, ARTICLE.as_bytes()), run(other, ARTICLE.as_bytes()));
        assert!(one.status.success(), "{}", text(&one.stderr));
        assert_eq!(text(&one.stdout), text(&other.stdout));
    };
    same(&["clean"], &[]);
    same(&["clean", "--keep", "related"], &["--keep", "related"]);
    same(&["explain"], &["--explain"]);
    same(&["explain", "--all", "--strictness", "careful"], &["--explain=all", "--strictness", "careful"]);
    // A file that has the name of a subcommand.
    let folder = folder();
    fs::write(folder.path().join("check"), ARTICLE).expect("written");
    let mut command = Command::new(BINARY);
    let out = command.arg("./check").current_dir(folder.path()).output().expect("runs");
    assert_eq!(out.stdout, run(&[], ARTICLE.as_bytes()).stdout);
}

#[test]
fn in_place_rewrites_files() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("1.txt"), ARTICLE).expect("written");
    fs::write(at("2.jsonl"), record()).expect("written");
    fs::write(at("bad.txt"), b"\xff").expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(at("1.txt"), fs::Permissions::from_mode(0o640)).expect("set");
    }
    let cleaned = text(&clean(&[], ARTICLE.as_bytes()).stdout).to_owned();
    let out = run(&["--in-place", arg(folder.path())], b"");
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(1), ""));
    assert!(text(&out.stderr).contains("bad.txt: not valid UTF-8"), "{}", text(&out.stderr));
    assert_eq!(fs::read_to_string(at("1.txt")).expect("there"), cleaned);
    assert_eq!(fs::read_to_string(at("2.jsonl")).expect("there"), binary::cleaned_record());
    assert_eq!(fs::read(at("bad.txt")).expect("there"), b"\xff", "an invalid file stays");
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 3, "a partial file is left");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(at("1.txt")).expect("there").permissions().mode() & 0o777, 0o640);
    }
    fs::write(at("rules.toml"), "[phrases]\n").expect("written");
    let rules = at("rules.toml");
    for arguments in [
        &["--in-place"][..],
        &["--in-place", "-"],
        &["--in-place", "--out", "o", "1.txt"],
        &["--in-place", arg(&rules), "--rules", arg(&rules)],
    ] {
        assert_eq!(run(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(&rules).expect("there"), "[phrases]\n");
}

/// Applies a unified diff as `patch` does. The lines of the diff must be those of the page.
fn apply(diff: &str, page: &str) -> String {
    let lines: Vec<&str> = page.split_inclusive('\n').collect();
    let (mut out, mut next) = (String::new(), 0);
    let mut diff = diff.lines().skip(2).peekable();
    while let Some(line) = diff.next() {
        if let Some(hunk) = line.strip_prefix("@@ -") {
            let (start, rest) = hunk.split_once(',').expect("a start");
            let len: usize = rest.split(' ').next().and_then(|len| len.parse().ok()).expect("a length");
            let start = start.parse::<usize>().expect("a number") - usize::from(len > 0);
            lines[next..start].iter().for_each(|line| out.push_str(line));
            next = start;
            continue;
        }
        let end = if diff.next_if(|next| next.starts_with('\\')).is_some() { "" } else { "\n" };
        let content = format!("{}{end}", &line[1..]);
        if !line.starts_with('+') {
            assert_eq!(lines[next], content);
            next += 1;
        }
        if !line.starts_with('-') {
            out.push_str(&content);
        }
    }
    lines[next..].iter().for_each(|line| out.push_str(line));
    out
}

#[test]
fn a_diff_turns_the_page_into_the_cleaned_text() {
    let folder = folder();
    let page = folder.path().join("page.txt");
    let mut changed = 0;
    // A third of the fixtures, because each page takes a process.
    for fixture in common::fixtures().iter().step_by(3) {
        // Also without the last line break, and flattened, where removals are parts of a line.
        for input in [fixture.input.clone(), fixture.input.trim_end().to_owned(), fixture.input.replace('\n', " ")] {
            let cleaned = dechaff::clean(&input);
            fs::write(&page, &input).expect("written");
            let out = run(&["--diff", arg(&page)], b"");
            let diff = text(&out.stdout);
            assert_eq!(apply(diff, &input), cleaned, "{}:\n{diff}", fixture.name);
            assert_eq!(diff.is_empty(), cleaned == input, "{}", fixture.name);
            changed += usize::from(!diff.is_empty());
        }
    }
    assert!(changed > 100, "only {changed} pages were changed");
    let diff = run(&["--diff"], ARTICLE.as_bytes());
    assert!(
        text(&diff.stdout).starts_with("--- stdin\n+++ stdin\n@@ -1,4 +1,3 @@\n The ferry"),
        "{}",
        text(&diff.stdout)
    );
    assert_eq!(run(&["--diff", "--explain"], b"").status.code(), Some(2));
}
