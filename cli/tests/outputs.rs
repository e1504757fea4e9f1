//! Output files: no input is ever overwritten, and what is not a regular file is written through or refused.

mod binary;

use std::fs;
use std::path::{Path, PathBuf};

use binary::{record, run, text, ARTICLE};

/// A folder with an input of each kind.
struct Inputs {
    folder: tempfile::TempDir,
}

impl Inputs {
    fn new() -> Inputs {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, content: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, content).expect("written");
        };
        write("page.txt", ARTICLE);
        write("pages.jsonl", &record());
        write("rules.toml", "[phrases]\nshare = [\"= tell a neighbour of orrin\"]\n");
        write("pairs/one.txt", ARTICLE);
        write("pairs/one.gold.txt", ARTICLE);
        write("page.html", &format!("<html><body><article><p>{ARTICLE}</p></article></body></html>"));
        #[cfg(unix)]
        for name in ["page.txt", "rules.toml"] {
            std::os::unix::fs::symlink(name, folder.path().join(format!("link-to-{name}"))).expect("linked");
        }
        Inputs { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the command in the folder.
    fn run(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = std::process::Command::new(binary::BINARY);
        command.args(arguments).current_dir(self.folder.path()).stdin(std::process::Stdio::null());
        command.output().expect("the binary runs")
    }

    /// The contents of all files, with their paths.
    fn contents(&self) -> Vec<(PathBuf, String)> {
        let walk = walkdir::WalkDir::new(self.folder.path()).sort_by_file_name().into_iter().map(|e| e.expect("read"));
        let files = walk.filter(|e| e.file_type().is_file());
        files.map(|e| (e.path().to_owned(), fs::read_to_string(e.path()).expect("UTF-8"))).collect()
    }
}

#[cfg(unix)]
#[test]
fn no_option_overwrites_an_input() {
    let inputs = Inputs::new();
    let before = inputs.contents();
    let rows: [&[&str]; 14] = [
        &["page.txt", "--report", "page.txt"],
        &["page.txt", "--report", "./pairs/../page.txt"],
        &["page.txt", "--report", "link-to-page.txt"],
        &["link-to-page.txt", "--report", "page.txt"],
        &["page.txt", "--rules", "rules.toml", "--report", "rules.toml"],
        &["page.txt", "--rules", "rules.toml", "--report", "link-to-rules.toml"],
        &["page.txt", "--output", "page.txt"],
        &["page.txt", "--rules", "rules.toml", "-o", "rules.toml"],
        &["pairs", "-o", "pairs/one.txt"],
        &["page.txt", "rules.toml", "--rules", "rules.toml", "--out", "."],
        &["evaluate", "pairs", "--json", "pairs/one.gold.txt"],
        &["evaluate", "pages.jsonl", "--json", "pages.jsonl"],
        &["scrape", "page.html", "--report=page.html"],
        &["explain", "page.txt", "--rules", "rules.toml", "--report", "rules.toml"],
    ];
    for arguments in rows {
        let out = inputs.run(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}: {}", text(&out.stderr));
        let is_refused = text(&out.stderr).contains("would be overwritten") || arguments[0] == "explain";
        assert!(is_refused, "{arguments:?}: {}", text(&out.stderr));
        assert!(inputs.contents() == before, "{arguments:?} changed an input");
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_stay_what_they_are() {
    let inputs = Inputs::new();
    let link = inputs.path("link.html");
    fs::write(inputs.path("target.html"), "old").expect("written");
    std::os::unix::fs::symlink("target.html", &link).expect("linked");
    for option in ["--report", "--output"] {
        let out = inputs.run(&["page.txt", option, "link.html"]);
        assert!(out.status.success(), "{option}: {}", text(&out.stderr));
        assert!(link.is_symlink(), "{option} replaced the link");
        assert_ne!(fs::read_to_string(inputs.path("target.html")).expect("there"), "old", "{option}");
    }

    std::os::unix::fs::symlink("nothing", inputs.path("dangling.html")).expect("linked");
    for option in ["--report", "--output"] {
        let out = inputs.run(&["page.txt", option, "dangling.html"]);
        assert_eq!(out.status.code(), Some(1), "{option}");
        assert!(text(&out.stderr).contains("symbolic link to a file that does not exist"), "{}", text(&out.stderr));
        assert!(inputs.path("dangling.html").is_symlink());
    }

    let fifo = inputs.path("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    for (option, content) in [("--report", "<!doctype html>"), ("--output", "The ferry")] {
        let reader = std::thread::spawn({
            let fifo = fifo.clone();
            move || fs::read_to_string(fifo)
        });
        let out = inputs.run(&["page.txt", option, "fifo"]);
        assert!(out.status.success(), "{option}: {}", text(&out.stderr));
        let read = reader.join().expect("ends").expect("read");
        assert!(read.to_lowercase().starts_with(&content.to_lowercase()), "{option}: {read:.60}");
        assert!(!is_regular(&fifo), "{option} replaced the pipe");
    }
    let out = inputs.run(&["page.txt", "--out", "fifo"]);
    assert_eq!(out.status.code(), Some(1));
    fs::create_dir(inputs.path("out")).expect("made");
    fs::rename(&fifo, inputs.path("out/page.txt")).expect("moved");
    let out = inputs.run(&["page.txt", "--out", "out"]);
    assert_eq!(out.status.code(), Some(1), "a pipe in the output folder is refused");
    assert!(text(&out.stderr).contains("not a regular file"), "{}", text(&out.stderr));
}

#[cfg(unix)]
fn is_regular(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

#[cfg(target_os = "linux")]
#[test]
fn the_descriptors_of_the_process_are_written_through() {
    let inputs = Inputs::new();
    let out = run(&[inputs.path("page.txt").to_str().expect("text"), "--report", "/dev/stderr"], b"");
    assert!(out.status.success(), "{out:?}");
    assert!(text(&out.stderr).to_lowercase().starts_with("<!doctype html>"), "{}", text(&out.stderr));
}
