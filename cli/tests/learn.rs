//! `dechaff learn`, and cleaning with what was learned.

mod binary;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use binary::{clean, run, text, BINARY};

const MASTHEAD: &str = "The Elmsworth Gazette of the coast";

/// A page of a site. Its story has other words than that of any other number.
fn page(number: usize) -> String {
    let sentence = |k: usize| {
        let word = |n: usize| {
            format!("{}{}", ["harbour", "ferry", "mill", "choir"][n % 4], (number * 97 + k * 31 + n) % 10_007)
        };
        let words: Vec<String> = (0..14).map(word).collect();
        format!("The council met {} and it went home.\n", words.join(" "))
    };
    format!("{MASTHEAD}\n{}", (0..6).map(sentence).collect::<String>())
}

/// Records of three sites: one of one page, one of two, and one of `pages`.
fn records(pages: usize) -> String {
    let record = |host: &str, number: usize| {
        format!(
            "{{\"url\":\"https://{host}/{number}\",\"text\":{}}}\n",
            serde_json::to_string(&page(number)).expect("JSON")
        )
    };
    let few = [record("one.example", 900), record("two.example", 901), record("two.example", 902)];
    few.into_iter().chain((0..pages).map(|number| record("www.gazette.example", number))).collect()
}

fn texts(jsonl: &[u8]) -> Vec<String> {
    let parse = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("a record");
    text(jsonl).lines().map(|line| parse(line)["text"].as_str().expect("a text").to_owned()).collect()
}

/// Writes a file and returns its path.
fn write(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    fs::write(&path, content).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

fn learn(arguments: &[&str]) {
    let done = run(&[&["learn"], arguments].concat(), b"");
    assert!(done.status.success(), "{}", text(&done.stderr));
}

/// The example of README and of `docs/learn-a-site.md`: of each page its headline and its story are left.
#[test]
fn the_first_site_that_a_newcomer_learns_comes_out_spotless() {
    let input =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/site.jsonl")).expect("examples/site.jsonl");
    let cleaned = clean(&["--jsonl", "--learn"], &input);
    let stories = texts(&cleaned.stdout);
    let first_lines: Vec<&str> = stories.iter().filter_map(|story| story.lines().next()).collect();
    let headlines = [
        "Harbour reopens after the long winter",
        "Choir sings in the empty mill",
        "Ferry to Orrin sails with two engines",
        "Library lends out its last ladder",
    ];
    assert_eq!(first_lines, headlines);
    for (story, before) in stories.iter().zip(texts(&input)) {
        let kept: Vec<&str> = before.lines().skip(3).take(4).collect();
        assert_eq!(story.lines().collect::<Vec<_>>(), kept, "the headline and three paragraphs");
    }
}

#[test]
fn standard_input_is_learned_and_then_cleaned_in_order() {
    let input = records(5);
    let cleaned = clean(&["--jsonl", "--learn"], input.as_bytes());
    assert!(cleaned.status.success(), "{}", text(&cleaned.stderr));
    let (before, after) = (texts(input.as_bytes()), texts(&cleaned.stdout));
    assert_eq!(after[..3], before[..3], "sites of one and of two pages");
    for (before, after) in before.iter().zip(&after).skip(3) {
        assert_eq!(format!("{MASTHEAD}\n{after}"), *before);
    }
    assert!(text(&cleaned.stdout).contains("on 5 of 5 pages of this site"));
}

#[test]
fn a_file_of_learned_sites_gives_the_same_as_learning_while_cleaning() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = records(5);
    let pages = write(folder.path(), "pages.jsonl", &input);
    let while_cleaning = clean(&["--jsonl", "--learn"], input.as_bytes()).stdout;
    for name in ["sites.learned", "sites.learned.gz"] {
        let sites = folder.path().join(name).to_str().expect("UTF-8").to_owned();
        learn(&[&pages, "-o", &sites]);
        assert_eq!(clean(&["--jsonl", "--sites", &sites], input.as_bytes()).stdout, while_cleaning);
        let shown = run(&["learn", "--show", "www.gazette.example", &sites], b"");
        assert_eq!(text(&shown.stdout), format!("www.gazette.example: 5 pages\n\npages  lines\n    5  {MASTHEAD}\n"));
    }
    assert!(!folder.path().join("sites.learned.parts").exists());
}

#[test]
fn the_site_of_a_text_is_its_folder_or_the_option() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..4 {
        write(folder.path(), &format!("pages/gazette.example/{number}.txt"), &page(number));
    }
    let (pages, sites) = (folder.path().join("pages"), folder.path().join("sites"));
    let (pages, sites) = (pages.to_str().expect("UTF-8"), sites.to_str().expect("UTF-8"));
    for (options, host) in [(&[][..], "gazette.example"), (&["--site", "other.example"][..], "other.example")] {
        learn(&[&[pages, "-o", sites], options].concat());
        assert!(run(&["learn", "--show", host, sites], b"").status.success());
    }
    let one = format!("{pages}/gazette.example/1.txt");
    let cleaned = run(&["--sites", sites, "--site", "other.example", &one], b"");
    assert_eq!(format!("{MASTHEAD}\n{}", text(&cleaned.stdout)), page(1));
}

#[test]
fn an_update_replaces_the_sites_of_which_enough_pages_were_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let sites = folder.path().join("sites").to_str().expect("UTF-8").to_owned();
    let old = write(folder.path(), "old.jsonl", &records(6));
    let new = write(folder.path(), "new.jsonl", &records(8).replace(MASTHEAD, "The new Gazette of all the coasts"));
    learn(&[&old, "-o", &sites]);
    learn(&[&new, "--update", &sites, "-o", &sites]);
    let shown = run(&["learn", "--show", "gazette.example", &sites], b"");
    assert!(text(&shown.stdout).contains("    8  The new Gazette of all the coasts"), "{shown:?}");
    assert!(!text(&shown.stdout).contains(MASTHEAD));
}

#[test]
fn invalid_records_stop_learning_unless_they_are_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let sites = folder.path().join("sites").to_str().expect("UTF-8").to_owned();
    let pages = write(folder.path(), "pages.jsonl", &format!("{{\"no\":1}}\n{}", records(4)));
    let stopped = run(&["learn", &pages, "-o", &sites], b"");
    assert_eq!(stopped.status.code(), Some(1));
    assert!(text(&stopped.stderr).contains("pages.jsonl, line 1: the record must have"));
    learn(&[&pages, "-o", &sites, "--on-error", "skip"]);
    let unknown = run(&["learn", "--show", "nowhere.example", &sites], b"");
    assert!(text(&unknown.stderr).contains("nothing is known of nowhere.example"));
    let no_sites = run(&["--sites", &pages, "--jsonl"], b"");
    assert!(text(&no_sites.stderr).contains("not a file of learned sites"));
}

/// Parts are written here after few bytes, so that several are.
#[cfg(unix)]
#[test]
fn learning_goes_on_behind_the_last_part_after_a_kill_with_the_same_result() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = write(folder.path(), "pages.jsonl", &records(4_000));
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    learn(&[&pages, "-o", &path("at-once")]);
    let start = |name: &str| {
        let mut command = Command::new(BINARY);
        command.args(["learn", &pages, "-o", &path(name), "--part-bytes", "20000"]).stderr(Stdio::null());
        command
    };
    let mut killed = start("killed").spawn().expect("it starts");
    let first_part = folder.path().join("killed.parts/000000.jsonl");
    while !first_part.exists() && killed.try_wait().expect("it runs").is_none() {
        std::thread::yield_now();
    }
    killed.kill().expect("killed");
    killed.wait().expect("it ends");
    assert!(start("killed").status().expect("it runs").success());
    assert!(start("in-parts").status().expect("it runs").success());
    for name in ["killed", "in-parts"] {
        assert_eq!(fs::read(path(name)).expect("read"), fs::read(path("at-once")).expect("read"), "{name}");
        assert!(!folder.path().join(format!("{name}.parts")).exists());
    }
}
