//! Writes the documentation of the categories, `src/category/NAME.md`, from the phrase files, the rules and the fixtures.
//! `--check` writes nothing and fails where a page is not as it would be written.

mod shared;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use dechaff::Category;
use shared::category_page::{Sources, COMMAND};

/// Writes the documentation of the categories.
#[derive(Parser)]
struct Options {
    /// Write nothing; say which pages would change, with status 1 where some would
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root);
    let mut stale = 0;
    for category in Category::ALL {
        let path = root.join("src/category").join(format!("{category}.md"));
        let page = sources.page(*category);
        if fs::read_to_string(&path).is_ok_and(|there| there == page) {
            continue;
        }
        stale += 1;
        if options.check {
            eprintln!("src/category/{category}.md is not what the phrases, rules and fixtures say");
        } else if let Err(e) = fs::write(&path, page) {
            eprintln!("{}: {e}", path.display());
            return ExitCode::FAILURE;
        }
    }
    if options.check && stale > 0 {
        eprintln!("run: {COMMAND}");
        return ExitCode::FAILURE;
    }
    println!("{stale} of {} pages {}", Category::ALL.len(), if options.check { "would change" } else { "written" });
    ExitCode::SUCCESS
}
