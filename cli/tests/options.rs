//! The options of cleaning.

mod binary;

use std::fs;
use std::process::{Command, Stdio};

use binary::{clean, in_repository, run, start, text, ARTICLE, BINARY};
use dechaff::{Category, Preset};
use serde_json::Value;

const NEWSLETTER: &str = "Sign up for our newsletter\n";
const RELATED: &str = "READ MORE: Seven islands that you can walk to\n";

/// An article with a link to a related story, followed by a newsletter sign-up.
fn page() -> String {
    format!("{ARTICLE}{NEWSLETTER}")
}

/// Returns the cleaned text of [`page`].
fn cleaned_with(arguments: &[&str]) -> String {
    let out = clean(arguments, page().as_bytes());
    assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
    text(&out.stdout).to_owned()
}

#[test]
fn keep_remove_and_only_choose_categories() {
    let plain = ARTICLE.replace(RELATED, "");
    let with_related = ARTICLE;
    assert_eq!(cleaned_with(&[]), plain);
    assert_eq!(cleaned_with(&["--keep", "related"]), with_related);
    assert_eq!(cleaned_with(&["--keep", "related,newsletter"]), page());
    assert_eq!(cleaned_with(&["--keep", "related", "--keep", "newsletter"]), page());
    assert_eq!(cleaned_with(&["--only", "newsletter"]), with_related);
    assert_eq!(cleaned_with(&["--only", "donation,related"]), plain.clone() + NEWSLETTER);
    let correction = format!("{ARTICLE}Correction: An earlier version of this article gave a wrong year.\n");
    for (arguments, is_kept) in
        [(&[][..], true), (&["--remove", "correction"], false), (&["--only", "correction"], false)]
    {
        let out = clean(arguments, correction.as_bytes());
        assert_eq!(text(&out.stdout).contains("Correction:"), is_kept, "{arguments:?}");
        assert_eq!(text(&out.stdout).contains("READ MORE"), arguments.contains(&"--only"));
    }
    let out = clean(&["--keep", "newsleter"], b"");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("similar value exists: 'newsletter'"), "{}", text(&out.stderr));
    assert_eq!(clean(&["--keep", "share", "--only", "share"], b"").status.code(), Some(2));
}

#[test]
fn language_chooses_phrase_files() {
    let plain = ARTICLE.replace(RELATED, "");
    assert_eq!(cleaned_with(&["--language", "de,en"]), plain);
    assert_eq!(cleaned_with(&["--language", "ja"]), page());
    let out = clean(&["--language", "xx"], b"");
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("possible values: ") && text(&out.stderr).contains("en"),
        "{}",
        text(&out.stderr)
    );
}

#[test]
fn options_of_the_cleaner_match_the_library() {
    let name = in_repository("fixtures/pages/en-recipe-blog-barley-soup.in.txt");
    let name = name.to_str().expect("text");
    let page = fs::read_to_string(name).expect("a fixture");
    let builder = dechaff::Cleaner::builder;
    let settings = [
        (["--strictness", "careful"], builder().strictness(dechaff::Strictness::Careful)),
        (["--strictness", "balanced"], builder()),
        (["--strictness", "thorough"], builder().strictness(dechaff::Strictness::Thorough)),
        (["--whole-page", "auto"], builder()),
        (["--whole-page", "on"], builder().whole_page(dechaff::WholePage::On)),
        (["--whole-page", "off"], builder().whole_page(dechaff::WholePage::Off)),
        (["--kind", "article"], builder().kind(dechaff::TextKind::Article)),
        (["--kind", "page"], builder().kind(dechaff::TextKind::Page)),
        (["--kind", "entries"], builder().kind(dechaff::TextKind::Entries)),
        (["--kind", "document"], builder().kind(dechaff::TextKind::Document)),
        (["--kind", "unknown"], builder().kind(dechaff::TextKind::Unknown)),
        (["--min-words", "2000"], builder().min_words(2000)),
    ];
    let mut lengths = Vec::new();
    for ([option, value], builder) in settings {
        let out = clean(&[name, option, value], b"");
        assert_eq!(text(&out.stdout), builder.build().expect("builds").clean(&page), "{option} {value}");
        lengths.push(out.stdout.len());
    }
    let is_longer = |longer: usize, shorter: usize| lengths[longer] > lengths[shorter];
    // The options by their index above: careful and balanced, off and auto, entries and page, a guarded page.
    assert!(
        is_longer(0, 1) && is_longer(5, 3) && is_longer(8, 7) && is_longer(11, 1),
        "the page is the same under all settings: {lengths:?}"
    );
}

#[test]
fn field_accepts_a_path_into_nested_objects() {
    let article = serde_json::to_string(ARTICLE).expect("a string is JSON");
    let line = format!(r#"{{"id":1,"doc":{{"n": 2,"body":{article},"m":3}},"removed":9}}"#);
    let out = clean(&["--jsonl", "--field", "doc.body"], line.as_bytes());
    assert_eq!(text(&out.stderr), "");
    let said = text(&out.stdout);
    assert!(said.starts_with(r#"{"id":1,"doc":{"n":2,"body":"The ferry"#), "{said}");
    assert!(said.ends_with("}]},\"removed\":9}\n"), "a field of the record is missing or moved: {said}");
    let record: Value = serde_json::from_str(said).expect("a record");
    assert_eq!(record["doc"]["m"], 3);
    assert_eq!(record["doc"]["removed"][0]["category"], "related");
    assert_eq!(record["doc"]["body"], ARTICLE.replace(RELATED, ""));

    // A field whose name contains the dot takes precedence over a nested field.
    let out = clean(&["--jsonl", "--field", "a.b"], br#"{"a.b":"x","a":{"b":1}}"#);
    assert_eq!(
        text(&out.stdout),
        "{\"a.b\":\"x\",\"removed\":[],\"a\":{\"b\":1}}\n"
            .replace(r#","removed":[],"a":{"b":1}"#, r#","a":{"b":1},"removed":[]"#)
    );

    for (record, said) in [
        (r#"{"doc":{"text":"a"}}"#, "must have exactly one field `doc.body`"),
        (r#"{"doc":"a"}"#, "must have exactly one field `doc.body`"),
        (r#"{"doc":{"body":["a"]}}"#, "its value must be a string"),
        (r#"{"doc":{"body":"a"},"doc":{"body":"b"}}"#, "exactly one field"),
        (r#"{"doc":{"body":"a\ud800"}}"#, "line 1, column 24: "),
    ] {
        let out = clean(&["--jsonl", "--field", "doc.body"], record.as_bytes());
        assert_eq!(out.status.code(), Some(1), "{record}");
        assert!(text(&out.stderr).contains(said), "want {said}, got {}", text(&out.stderr));
        let out = clean(&["--jsonl", "--field", "doc.body", "--on-error", "skip"], record.as_bytes());
        assert_eq!(text(&out.stdout), format!("{record}\n"));
    }
    for arguments in [&["--field", "doc.body"][..], &["--jsonl", "--field", "doc.removed"]] {
        assert_eq!(clean(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn statistics_are_consistent() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records.jsonl");
    let page = serde_json::to_string(&page()).expect("a string is JSON");
    fs::write(&records, format!("{{\"text\":{page}}}\nnonsense\n{{\"text\":\"short\"}}\n")).expect("written");
    let arguments = [records.to_str().unwrap(), "/nowhere/page.txt", "--on-error", "skip", "--stats=json"];
    let out = clean(&arguments, b"");
    assert_eq!(out.status.code(), Some(1));
    let last = text(&out.stderr).lines().last().expect("stderr is not empty");
    let stats: Value = serde_json::from_str(last).expect("the last line is JSON");
    let (read, removed) = (self::page().len() + 5, RELATED.len() + NEWSLETTER.len());
    for (name, count) in [("pages", 2), ("changed", 1), ("skipped", 1), ("failed", 1), ("spared", 0)] {
        assert_eq!(stats[name], count, "{name}");
    }
    assert_eq!((&stats["bytes_in"], &stats["bytes_out"]), (&read.into(), &(read - removed).into()));
    assert_eq!(stats["categories"]["related"]["bytes"], RELATED.len());
    assert_eq!(stats["categories"]["newsletter"]["removals"], 1);
    let share = stats["rules"]["phrases"]["share"].as_f64().expect("a number");
    assert!((share - removed as f64 / read as f64).abs() < 1e-9, "{share}");

    let out = clean(&[arguments[0], "--on-error", "skip", "--stats"], b"");
    let said = text(&out.stderr);
    assert!(said.contains("2 pages, 1 changed, 1 skipped; 0 files failed\n"), "{said}");
    let row =
        |name: &str| said.lines().find(|l| l.trim_start().starts_with(name)).map(|l| l.split_whitespace().collect());
    assert_eq!(row("related"), Some(vec!["related", "1", "46", &format!("{:.2}", 4600.0 / read as f64), "%"]));
    assert!(row("phrases").is_some(), "{said}");
    let spared = clean(&["--stats=json"], SHORT_WITH_GUESSES);
    let stats: Value = serde_json::from_str(text(&spared.stderr)).expect("stderr is only JSON");
    assert_eq!((&stats["pages"], &stats["spared"], &stats["changed"]), (&1.into(), &3.into(), &0.into()));
}

#[test]
fn list_categories_describes_each_category() {
    let out = clean(&["--list-categories"], b"");
    assert!(out.status.success());
    let listed = text(&out.stdout);
    for category in Category::ALL {
        let row = listed.lines().find(|l| l.split_whitespace().next() == Some(category.name()));
        let row = row.unwrap_or_else(|| panic!("{category} is not listed"));
        assert!(row.contains(category.describe()), "{row}");
        assert_eq!(row.trim_end().ends_with(" yes"), Category::KEPT_BY_DEFAULT.contains(category), "{row}");
    }
}

#[test]
fn presets_list_options_that_do_the_same() {
    let out = run(&["presets"], b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    let listed: Vec<&str> = text(&out.stdout).lines().skip(1).collect();
    assert_eq!(listed.len(), 2 * Preset::ALL.len(), "two rows per preset: {listed:?}");
    // Each preset differs from the default in one of these lines.
    let page = "By Ann Lee, Staff Writer\nCorrection: An earlier version of this article gave a wrong year.\n";
    let page = format!("{ARTICLE}{page}Tags: harbour, winter\n");
    let mut outputs = Vec::new();
    for (preset, rows) in Preset::ALL.iter().zip(listed.chunks(2)) {
        assert!(rows[0].starts_with(preset.name()) && rows[0].trim_end().ends_with(preset.describe()), "{rows:?}");
        let cleaned_with = |arguments: &[&str]| text(&clean(arguments, page.as_bytes()).stdout).to_owned();
        let options: Vec<&str> = rows[1].split_whitespace().collect();
        outputs.push(cleaned_with(&["--preset", preset.name()]));
        assert_eq!(cleaned_with(&options), outputs[outputs.len() - 1], "{preset}: {options:?}");
        assert_ne!(cleaned_with(&[]), outputs[outputs.len() - 1], "{preset}");
    }
    let with_byline = text(&clean(&["--preset", "training", "--keep", "byline"], page.as_bytes()).stdout).to_owned();
    assert!(with_byline.contains("By Ann Lee") && !outputs[0].contains("By Ann Lee"), "{with_byline}");
}

#[test]
fn help_has_all_sections() {
    let long = clean(&["--help"], b"");
    let said = text(&long.stdout);
    for part in [
        "Usage: dechaff ",
        "\nInput:\n",
        "\nOutput:\n",
        "\nWhat to remove:\n",
        "\nRules files:\n",
        "\nExamples:\n",
        "\nExit status:\n",
    ] {
        assert!(said.contains(part), "{part:?} is missing in {said}");
    }
    assert!(!said.contains("comment_form, comments"), "the help lists all categories");
    let short = clean(&["-h"], b"");
    assert!(short.stdout.len() < said.len() && text(&short.stdout).contains("Use --help for more details"));
}

#[test]
fn explain_names_each_of_several_pages() {
    let record = binary::record();
    let out = clean(&["--jsonl", "--explain"], format!("{record}{{\"text\":\"Short.\"}}\n").as_bytes());
    let said = text(&out.stdout);
    assert!(said.starts_with("== stdin, line 1\n  The ferry"), "{said}");
    assert!(said.contains("\n# related (0.90) by phrases: ^ read more:\n- READ MORE: Seven"), "{said}");
    assert!(said.ends_with("\n== stdin, line 2\n  Short.\n"), "{said}");
}

#[test]
fn explain_has_an_optional_value() {
    let explain = |argument: &str| {
        let out = clean(&[argument], ARTICLE.as_bytes());
        assert!(out.status.success(), "{argument}: {}", text(&out.stderr));
        text(&out.stdout).to_owned()
    };
    assert_eq!(explain("--explain=removed"), explain("--explain"));
    assert!(explain("--explain=all").contains("READ MORE: Seven"));
    // Without an equals sign the next argument is a file.
    let out = clean(&["--explain", "fixtures/keep/no-such.in.txt"], b"");
    assert!(text(&out.stderr).contains("no-such.in.txt: cannot be read: "), "{}", text(&out.stderr));
    for arguments in [&["--explain=some"][..], &["--explain=all", "--out", "o"]] {
        assert_eq!(clean(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
}

/// Lines of a page, and what `--explain=all --strictness careful` prints for them. The second round repeats the votes on
/// a line that the first round kept.
const TRACED: [(&str, &[&str]); 3] = [
    // kept: its only vote, on a part of the line, has a score below the threshold
    (
        "Tickets for our next home game are on sale now. Click here to buy yours.",
        &[
            "+ Tickets for our next home game are on sale now. Click here to buy yours.",
            "    line: 15 words, 2 capitals, 2 sentences, ends like a sentence, prose",
            "    cue  promo  ^ click here to buy",
            "    vote  round 1  phrases  promo 0.80  ^ click here to buy  in \"Click here to buy yours.\"  -> below the threshold",
            "    vote  round 2  phrases  promo 0.80  ^ click here to buy  in \"Click here to buy yours.\"  -> below the threshold",
            "    kept: the strongest vote, 0.80, is below the threshold",
        ],
    ),
    // kept: a veto saved it
    (
        "\"We use cookies to bake,\" the editor said to the four who had come.",
        &[
            "+ \"We use cookies to bake,\" the editor said to the four who had come.",
            "    line: 14 words, 1 capital, 1 sentence, ends like a sentence, starts with a quotation mark, prose",
            "    cue  cookie  * we use cookies to",
            "    veto  round 1  phrases  cookie  * we use cookies to  -> the phrase stands in quotation marks",
            "    veto  round 2  phrases  cookie  * we use cookies to  -> the phrase stands in quotation marks",
            "    kept: every vote was vetoed",
        ],
    ),
    // removed: the first of two votes decided
    (
        "READ MORE: Seven islands",
        &[
            "- READ MORE: Seven islands",
            "    line: 4 words, 3 capitals, title",
            "    cue  related  ^ read more:",
            "    cue  related  = read more",
            "    vote  round 1  phrases  related 0.90  ^ read more:  -> removed",
            "    vote  round 1  phrases  related 0.80  = read more  -> below the threshold",
        ],
    ),
];

/// A text that is too short for guesses: the guard spares the headlines under the label.
const SHORT_WITH_GUESSES: &[u8] = b"The quay of Elmsworth reopens on Monday.\nRelated articles\n\
    Why the herring came back to Elmsworth\nTen old quays that you can walk to\n";

/// An article and the lines of [`TRACED`].
fn traced_page() -> String {
    TRACED.iter().fold(ARTICLE.to_owned(), |page, (line, _)| format!("{page}{line}\n"))
}

#[test]
fn explain_all_prints_why_each_segment_was_removed_or_kept() {
    let out = clean(&["--explain=all", "--strictness", "careful"], traced_page().as_bytes());
    let said = text(&out.stdout);
    for (line, block) in TRACED {
        let block = format!("\n{}\n", block.join("\n"));
        assert!(said.contains(&block), "{line}: want {block}, got {said}");
    }
    let shortened = said.lines().find(|line| line.starts_with("+ It had been")).expect("the line is printed");
    assert!(shortened.chars().count() == 100 && shortened.ends_with('\u{2026}'), "{shortened}");
    assert!(said.contains("\n    kept: no vote\n"), "{said}");

    let out = clean(&["--explain=all"], traced_page().as_bytes());
    assert!(text(&out.stdout).contains("\n~ Tickets for our next home game"), "a part is removed at a lower threshold");

    let spared = clean(&["--explain=all"], SHORT_WITH_GUESSES);
    let said = text(&spared.stdout);
    assert!(said.contains("\n= Why the herring came back to Elmsworth\n"), "{said}");
    assert!(said.contains("\n    kept: spared, because too little text would remain\n"), "{said}");

    let record = binary::record();
    let out = clean(&["--jsonl", "--explain=all"], format!("{record}{{\"text\":\"Short.\"}}\n").as_bytes());
    let said = text(&out.stdout);
    assert!(said.starts_with("== stdin, line 1\n# kind: Article (score ") && said.contains("\n+ The ferry"), "{said}");
    assert!(said.contains("\n== stdin, line 2\n# kind: ") && said.contains("\n+ Short.\n    line: 1 word"), "{said}");
}

#[test]
fn annotate_labels_every_segment_of_a_record() {
    let page = traced_page();
    let page_json = serde_json::to_string(&page).expect("a string is JSON");
    // Fields with the names of those that are added are kept in an outer object.
    let record = format!(r#"{{"doc":{{"body":{page_json},"id":3}},"segments":4}}"#);
    let arguments = ["--jsonl", "--field", "doc.body", "--strictness", "careful"];
    let plain: Value = serde_json::from_slice(&clean(&arguments, record.as_bytes()).stdout).expect("a record");
    let annotated = clean(&[&arguments[..], &["--annotate"]].concat(), record.as_bytes());
    let annotated: Value = serde_json::from_slice(&annotated.stdout).expect("a record");
    assert_eq!((&plain["doc"]["segments"], &plain["segments"]), (&Value::Null, &4.into()));
    assert_eq!((&annotated["segments"], &annotated["doc"]["id"]), (&4.into(), &3.into()));
    for field in ["body", "removed"] {
        assert_eq!(annotated["doc"][field], plain["doc"][field], "{field}");
    }
    let segments = &annotated["doc"]["segments"];
    let labels: Vec<dechaff::Annotation> = serde_json::from_value(segments.clone()).expect("an array of annotations");
    let careful = dechaff::Cleaner::builder().strictness(dechaff::Strictness::Careful).build().expect("builds");
    assert_eq!(labels, careful.annotate(&page));
    // a line, its verdict, the category and evidence of its strongest vote, why
    let rows = [
        ("READ MORE: Seven islands", "removed", Some(("related", "^ read more:")), "the vote decided"),
        (TRACED[0].0, "kept", Some(("promo", "^ click here to buy")), "its vote is below the threshold"),
        (TRACED[1].0, "kept", None, "its vote is vetoed"),
    ];
    for (line, verdict, vote, why) in rows {
        let is_of_line = |s: &&Value| {
            let at = |name: &str| s[name].as_u64().expect("an offset") as usize;
            &page[at("start")..at("end")] == line
        };
        let label = segments.as_array().expect("an array").iter().find(is_of_line).expect("the line is a segment");
        assert_eq!(label["verdict"], verdict, "{line}: {why}");
        let strongest = label["category"].as_str().zip(label["evidence"].as_str());
        assert_eq!(strongest, vote, "{line}: {why}");
    }

    for (arguments, said) in [
        (&["--annotate"][..], "--annotate requires JSONL"),
        (&["--jsonl", "--annotate", "--explain"], "cannot be used with"),
        (&["--jsonl", "--annotate", "--field", "doc.segments"], "--segments-field names a field that is used already"),
    ] {
        let out = clean(arguments, b"");
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(text(&out.stderr).contains(said), "want {said}, got {}", text(&out.stderr));
    }
}

#[test]
fn colours_are_used_only_on_terminals_or_on_request() {
    let shown = |variables: &[(&str, &str)]| {
        let mut command = Command::new(BINARY);
        command.arg("--explain").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(variables.iter().copied());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
        let page = format!("{ARTICLE}A bell \x07 and \x1b]0;a title\x07.\n");
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), page.as_bytes()).expect("written");
        String::from_utf8(child.wait_with_output().expect("ends").stdout).expect("UTF-8")
    };
    let plain = shown(&[]);
    assert!(!plain.contains("\x1b["), "{plain:?}");
    let coloured = shown(&[("CLICOLOR_FORCE", "1")]);
    assert!(coloured.contains("\x1b[9m\x1b[31m- READ MORE: Seven"), "{coloured:?}");
    assert!(
        coloured.contains("A bell \u{fffd} and \u{fffd}]0;a title\u{fffd}."),
        "a page can send control sequences to the terminal: {coloured:?}"
    );
    assert_eq!(shown(&[("NO_COLOR", "1")]), plain);
}

/// The progress bar is shown only if stderr is a terminal. Other tests check that a piped stderr is empty.
#[cfg(target_os = "linux")]
#[test]
fn progress_is_shown_on_a_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records.jsonl");
    fs::write(&records, binary::record().repeat(100_000)).expect("written");
    let on_terminal = |more: &str| {
        let line = format!("{} {} {more} >/dev/null", BINARY, records.display());
        let out = Command::new("script").args(["-qec", &line, "/dev/null"]).stdin(Stdio::null()).output();
        String::from_utf8(out.expect("script runs").stdout).expect("UTF-8")
    };
    let shown = on_terminal("");
    assert!(shown.contains(" MiB/s, ") && shown.contains(" left") && shown.contains(" %, "), "{shown:?}");
    let shown = on_terminal("2>/dev/null");
    assert_eq!(shown, "");
}

#[test]
fn output_order_does_not_depend_on_threads() {
    let lines: String = (0..3_000)
        .map(|i| {
            format!("{{\"id\":{i},\"text\":{}}}\n", serde_json::to_string(&ARTICLE.repeat(1 + i * 7 % 13)).unwrap())
        })
        .collect();
    let out = clean(&["--jsonl"], lines.as_bytes());
    for (i, line) in text(&out.stdout).lines().enumerate() {
        assert!(line.starts_with(&format!("{{\"id\":{i},")), "{line:.40} is the {i}th");
    }
    assert_eq!(text(&out.stdout).lines().count(), 3_000);
    for threads in ["0", "-1", "many"] {
        assert_eq!(run(&["--threads", threads], b"").status.code(), Some(2), "{threads}");
    }
}

/// Nobody reads the output, so the binary must stop reading its input after a few batches.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_when_nobody_reads_the_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records.jsonl");
    fs::write(&records, binary::record().repeat(300_000)).expect("written");
    let len = fs::metadata(&records).expect("there").len();
    let peak_memory = |threads: &str| {
        let mut child = start(&[records.to_str().unwrap(), "--threads", threads]);
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it runs");
        child.kill().expect("killed");
        child.wait().expect("ends");
        let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).expect("a peak");
        peak.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
    };
    let peaks = (peak_memory("1"), peak_memory("4"));
    assert!(peaks.0 < 24 << 20 && peaks.1 < 64 << 20, "{peaks:?} bytes held of {len}");
    assert!(len > 90 << 20, "{len}");
}
