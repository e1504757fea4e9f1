//! The README and the documents in `docs/` are true: the first example is what the command prints, and links lead to files.

mod binary;

use std::fs;
use std::path::Path;

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

/// The command lines of the README run as they stand, in a folder like a clone.
#[cfg(unix)]
#[test]
fn the_commands_of_the_readme_run() {
    let readme = fs::read_to_string(in_repository("README.md")).expect("readable");
    let commands = blocks(&readme, "sh").into_iter().find(|block| block.contains("dechaff explain --all"));
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["examples", "fixtures"] {
        std::os::unix::fs::symlink(in_repository(name), folder.path().join(name)).expect("linked");
    }
    let binaries = Path::new(BINARY).parent().expect("a folder").display().to_string();
    let path = format!("{binaries}:{}", std::env::var("PATH").unwrap_or_default());
    for line in commands.expect("the README has a block of commands").lines() {
        let mut shell = std::process::Command::new("sh");
        let out = shell.args(["-c", line]).current_dir(folder.path()).env("PATH", &path).output().expect("starts");
        assert!(out.status.success(), "{line}: {}", text(&out.stderr));
        assert!(!out.stdout.is_empty() || line.contains('>') || line.contains("--out"), "{line} prints nothing");
    }
    let article = fs::read_to_string(folder.path().join("article.txt")).expect("written");
    assert!(article.starts_with("Lantern ferry returns"), "{article}");
}

/// Each relative link leads to a file of the repository.
#[test]
fn links_lead_to_files() {
    let mut documents =
        vec!["README.md".into(), "CONTRIBUTING.md".into(), "RELEASE.md".into(), "python/README.md".into()];
    let docs = fs::read_dir(in_repository("docs")).expect("the folder docs/ exists").flatten();
    documents.extend(docs.map(|entry| Path::new("docs").join(entry.file_name())));
    let (mut count, mut broken) = (0, Vec::new());
    for document in documents {
        let content = fs::read_to_string(in_repository(document.to_str().expect("UTF-8"))).expect("readable");
        for link in content.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_elsewhere = link.contains("://") || link.starts_with('#') || link.contains(char::is_whitespace);
            let file = in_repository("").join(document.parent().expect("a file")).join(link);
            count += usize::from(!is_elsewhere);
            if !is_elsewhere && !file.exists() {
                broken.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(count > 20 && broken.is_empty(), "{count} links, of which {broken:?} lead nowhere");
}
