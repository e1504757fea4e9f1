//! Proposes rules for a site from its pages: `mine PAGES...`. See `--help`.

mod count;
mod guess;
mod line;
mod propose;
mod write;

#[allow(dead_code)] // the binary `clean` uses the rest
#[path = "../shared/mod.rs"]
mod shared;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use count::Counts;
use shared::pages::Pages;

/// Proposes rules for a site: lines that stand on many of its pages and that the cleaner leaves in.
///
/// Writes a rules file in TOML to stdout, the commonest first, each with its count, its place and a page to look at.
/// What may be the article's (sentences, headings between its lines, table rows, headlines of other pages) is commented
/// out. Read every line before you use it: a lost sentence is worse than ten lines left.
///
/// Pages are read once. At most 400,000 different lines and beginnings of lines are held, of 300 bytes at most: where
/// there are more, those seen on the fewest pages are forgotten.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Texts, JSONL or folders of them; `-` is stdin
    #[arg(required = true, value_name = "PAGES")]
    files: Vec<PathBuf>,

    /// All inputs are JSONL, whatever their names
    #[arg(long)]
    jsonl: bool,

    /// The field of a record that holds its text
    #[arg(long, value_name = "NAME", default_value = "text")]
    field: String,

    /// The field of a record that holds its address, by whose host pages are told apart
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,

    /// The host of pages without an address; without it they are taken for all sites'
    #[arg(long, value_name = "HOST")]
    site: Option<String>,

    /// A line must stand on so many pages of a site
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..))]
    min_pages: u32,

    /// The longest page, in bytes
    #[arg(long, value_name = "N", default_value_t = 100 << 20, value_parser = clap::value_parser!(u32).range(..=1 << 30))]
    max_bytes: u32,
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("mine: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let pages = Pages {
        paths: &options.files,
        jsonl: options.jsonl,
        field: &options.field,
        url_field: &options.url_field,
        max_bytes: options.max_bytes as usize,
    };
    let mut counts = Counts::default();
    pages.visit(|page| {
        let site = page.host.as_deref().or(options.site.as_deref()).unwrap_or("");
        counts.add(site.strip_prefix("www.").unwrap_or(site), &page.place.to_string(), page.text);
    })?;
    let file = write::file(&propose::propose(&counts, options.min_pages));
    match std::io::stdout().write_all(file.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("output: {e}").into()),
        _ => Ok(()),
    }
}
