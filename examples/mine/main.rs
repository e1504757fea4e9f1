//! The command `mine`: proposes a rules file for a site from its pages. See `--help`.

mod line_counts;
mod category_guess;
mod page_lines;
mod propose;
mod rules_writer;

#[path = "../shared"]
#[allow(dead_code)] // these modules also contain what only `clean` needs: options for writing and for invalid records
mod shared {
    pub mod bounded_lines;
    pub mod compression;
    pub mod failure;
    pub mod inputs;
    pub mod pages;
    pub mod place;
    pub mod record;
    pub mod site;
    pub mod source;
}

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use line_counts::Counts;
use shared::pages::Pages;
use shared::site::SiteLookup;

/// Proposes rules for a site: lines that occur on many of its pages and that the cleaner keeps.
///
/// Writes a rules file in TOML to standard output, with the most frequent lines first. A comment gives the number of
/// pages with the line, its position on the page and an example page. Lines that may belong to an article (sentences,
/// headings between paragraphs, table rows, headlines) are commented out. Check every line before you use the file: a
/// lost sentence is worse than ten boilerplate lines that remain.
///
/// Pages are read once. At most 400,000 different lines and line beginnings of at most 300 bytes are held in memory; if
/// there are more, those that occur on the fewest pages are discarded.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Text files, JSONL files or folders; `-` reads from standard input
    #[arg(required = true, value_name = "PAGES")]
    files: Vec<PathBuf>,

    /// Read all inputs as JSONL, whatever their names
    #[arg(long)]
    jsonl: bool,

    /// The record field that holds the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    field: String,

    /// The record field that holds the page's URL, whose host is the site of the page
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,

    /// The site of pages without a URL [default: none; their rules apply to all sites]
    #[arg(long, value_name = "HOST")]
    site: Option<String>,

    /// Propose lines that occur on at least this many pages of a site
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..))]
    min_pages: u32,

    /// The maximum length of a page in bytes; a longer one is an error
    #[arg(
        long,
        value_name = "N",
        default_value_t = 100 << 20,
        value_parser = clap::value_parser!(u32).range(..=1 << 30)
    )]
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
        site: SiteLookup { url_field: options.url_field.clone(), host: options.site.clone() },
        max_bytes: options.max_bytes as usize,
    };
    let mut counts = Counts::default();
    pages.visit(|place, page| {
        let site = page.host.as_deref().unwrap_or("");
        counts.add(site.strip_prefix("www.").unwrap_or(site), &place.to_string(), page.text);
    })?;
    let file = rules_writer::to_toml(&propose::propose(&counts, options.min_pages));
    match std::io::stdout().write_all(file.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("output: cannot be written: {e}").into()),
        _ => Ok(()),
    }
}
