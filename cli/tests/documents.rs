//! The README and the documents in `docs/` are true: the first example is what the command prints, and links lead to files.

mod binary;

use std::fs;
use std::path::{Path, PathBuf};

use binary::{in_repository, run, text, BINARY};

/// The code blocks of a language in a document, without their fences.
fn blocks<'d>(document: &'d str, language: &str) -> Vec<&'d str> {
    let fence = format!("\n```{language}\n");
    document.split(&fence).skip(1).map(|rest| &rest[..=rest.find("\n```").expect("a closing fence")]).collect()
}

/// The first page that a newcomer cleans comes out without any boilerplate, as the README shows it.
#[test]
fn the_first_example_is_spotless() {
    let readme = fs::read_to_string(in_repository("README.md")).expect("readable");
    let blocks = blocks(&readme, "text");
    let (page, article) = (blocks[0], blocks[1]);
    assert_eq!(fs::read_to_string(in_repository("examples/page.txt")).expect("readable"), page);
    let sentences = page.lines().filter(|line| line.ends_with(['.', '"']) && line.len() > 85);
    let expected: Vec<&str> = page.lines().take(1).chain(sentences).collect();
    assert_eq!(article.lines().collect::<Vec<_>>(), expected, "README shows the headline and the paragraphs");
    assert!(readme.contains("cargo run --release -p dechaff-cli -- examples/page.txt"));

    let out = run(&[in_repository("examples/page.txt").to_str().expect("UTF-8")], b"");
    assert_eq!((text(&out.stdout), text(&out.stderr)), (article, ""));
    let explained = run(&["explain", in_repository("examples/page.txt").to_str().expect("UTF-8")], b"");
    assert!(
        text(&explained.stdout).contains("# related (0.90) by phrases: ^ read more:\n"),
        "README quotes this reason"
    );
    assert_eq!(text(&run(&["-"], article.as_bytes()).stdout), article);
}

/// The documents whose commands and snippets run: the README and those of the site, by their paths in the repository.
fn documents() -> Vec<PathBuf> {
    let pages = fs::read_dir(in_repository("docs")).expect("the folder docs/ exists").flatten();
    let mut documents: Vec<PathBuf> = pages.map(|entry| Path::new("docs").join(entry.file_name())).collect();
    documents.extend(["README.md", "js/README.md", "python/README.md"].map(PathBuf::from));
    documents.sort();
    documents
}

fn content(document: &Path) -> String {
    fs::read_to_string(in_repository(document.to_str().expect("UTF-8"))).expect("readable")
}

/// The fenced blocks of a document, each with the words behind its fence. Blocks that follow each
/// other, with nothing but blank lines between them, are in one group.
fn fenced(document: &str) -> Vec<Vec<(String, String)>> {
    let mut groups: Vec<Vec<(String, String)>> = vec![Vec::new()];
    let mut open: Option<(String, String)> = None;
    for line in document.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some("")) => groups.last_mut().expect("a group").extend(open.take()),
            (Some((_, block)), _) => *block += &format!("{line}\n"),
            (None, None) if line.is_empty() => {}
            (None, None) => groups.push(Vec::new()),
        }
    }
    groups
}

/// The command line of a clone, as one of an installation: `cargo run ... -- FILE` is `dechaff FILE`.
fn installed(script: &str) -> String {
    let mut parts = script.split("cargo run --release -p dechaff-cli");
    let head = parts.next().unwrap_or_default().to_owned();
    parts.fold(head, |out, part| out + "dechaff " + part.split_once(" -- ").map_or(part, |(_features, rest)| rest))
}

/// Each `sh` block runs as it stands, in a folder like a clone. A `text` block right behind it is what it prints. Blocks
/// that need what a test has not, such as a network, are marked `sh norun`.
#[cfg(unix)]
#[test]
fn the_commands_of_the_documents_run() {
    let binaries = Path::new(BINARY).parent().expect("a folder").display().to_string();
    let path = format!("{binaries}:{}", std::env::var("PATH").unwrap_or_default());
    let mut count = 0;
    for document in documents() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["examples", "fixtures"] {
            std::os::unix::fs::symlink(in_repository(name), folder.path().join(name)).expect("linked");
        }
        for group in fenced(&content(&document)) {
            for (n, (info, script)) in group.iter().enumerate().filter(|(_, (info, _))| info == "sh") {
                let mut shell = std::process::Command::new("sh");
                shell.args(["-ec", &installed(script)]).current_dir(folder.path()).env("PATH", &path);
                let out = shell.output().expect("starts");
                let name = document.display();
                assert!(out.status.success(), "{name}: {info}:\n{script}{}", text(&out.stderr));
                if let Some((_, expected)) = group.get(n + 1).filter(|(info, _)| info == "text") {
                    assert_eq!(text(&out.stdout), expected, "{name}: what this prints:\n{script}");
                }
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count} blocks of commands were found");
}

/// Each rules file in the documents is valid, and its phrases match what their examples say.
#[test]
fn the_rules_of_the_documents_are_valid() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut count = 0;
    for document in documents() {
        for (_, rules) in fenced(&content(&document)).concat().iter().filter(|(info, _)| info == "toml") {
            let file = folder.path().join("rules.toml");
            fs::write(&file, rules).expect("written");
            let out = run(&["check", file.to_str().expect("UTF-8")], b"");
            assert!(out.status.success(), "{}:\n{rules}{}", document.display(), text(&out.stderr));
            count += 1;
        }
    }
    assert!(count > 0, "no rules were found");
}

/// Snippets in Rust are tests of the documentation of `src/lib.rs`, which must name each document that has some; those in
/// Python are run by `python/tests/test_snippets.py`, and those in JavaScript by `js/test/package.test.js`.
#[test]
fn every_snippet_has_a_test() {
    const LANGUAGES: [&str; 9] = ["sh", "sh norun", "text", "toml", "rust", "rust,no_run", "python", "js", "js web"];
    let doctests = fs::read_to_string(in_repository("cli/src/lib.rs")).expect("readable");
    for document in documents() {
        for (info, block) in fenced(&content(&document)).concat() {
            let name = document.display();
            assert!(LANGUAGES.contains(&info.as_str()), "{name}: `{info}` is no language that a test runs:\n{block}");
            let is_included = doctests.contains(&format!("include_str!(\"../../{name}\")"));
            assert!(!info.starts_with("rust") || is_included, "{name}: add it to cli/src/lib.rs");
        }
    }
}

/// The site has each document of `docs/`, and the site's pages link to each other only: links out of `docs/` would lead
/// nowhere on it.
#[test]
fn the_site_is_whole() {
    let summary = content(Path::new("docs/SUMMARY.md"));
    for document in documents().iter().filter_map(|document| document.strip_prefix("docs").ok()) {
        let name = document.display();
        assert!(name.to_string() == "SUMMARY.md" || summary.contains(&format!("({name})")), "add {name} to SUMMARY.md");
        assert!(!content(&Path::new("docs").join(document)).contains("](../"), "{name} links to a file out of docs/");
    }
}

/// Whether the document has a heading to which the fragment of a link leads.
fn has_heading(document: &Path, fragment: &str) -> bool {
    let slug = |heading: &str| {
        let kept = heading.to_lowercase().replace(|c: char| !c.is_alphanumeric() && !" -_".contains(c), "");
        kept.trim().replace(' ', "-")
    };
    content(document)
        .lines()
        .filter(|line| line.starts_with('#'))
        .any(|line| slug(line.trim_start_matches('#')) == fragment)
}

/// Each relative link leads to a file of the repository, and its fragment to a heading there.
#[test]
fn links_lead_to_files() {
    let others = ["CONTRIBUTING.md", "RELEASE.md"].map(PathBuf::from);
    let (mut count, mut broken) = (0, Vec::new());
    for document in documents().into_iter().chain(others) {
        let content = content(&document);
        for link in content.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_elsewhere = link.contains("://") || link.starts_with('#') || link.contains(char::is_whitespace);
            let (link, fragment) = link.split_once('#').unwrap_or((link, ""));
            let file = document.parent().expect("a file").join(link);
            count += usize::from(!is_elsewhere);
            let leads =
                || in_repository("").join(&file).exists() && (fragment.is_empty() || has_heading(&file, fragment));
            if !is_elsewhere && !leads() {
                broken.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(count > 20 && broken.is_empty(), "{count} links, of which {broken:?} lead nowhere");
}

/// A newcomer looks for these in this order. A part that is lost would not fail any test of its snippets.
#[test]
fn the_readme_has_all_its_sections() {
    let readme = fs::read_to_string(in_repository("README.md")).expect("readable");
    let sections: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let expected = [
        "Before and after",
        "Install",
        "In Rust",
        "The command",
        "Learn a site",
        "In Python",
        "Which texts it is made for",
        "More",
        "Licence",
    ];
    assert_eq!(sections, expected);
}
