//! Proposes a rules file for a site from its pages.

mod line_counts;
mod category_guess;
mod learned;
mod page_lines;
mod propose;
mod rules_writer;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use dechaff::LearnedSites;
use line_counts::Counts;
use propose::SiteProposals;

use crate::input::pages::PageOptions;
use crate::learn::file;
use crate::message;

/// Proposes rules for a site: lines that occur on many of its pages and that the cleaner keeps.
///
/// Writes a rules file in TOML to standard output, with the most frequent lines first. A comment gives the number of
/// pages with the line, its position on the page and an example page. Lines that may belong to an article (sentences,
/// headings between paragraphs, table rows, headlines) are commented out. Check every line before you use the file: a
/// lost sentence is worse than ten boilerplate lines that remain.
///
/// Pages are read once. At most 400,000 different lines and line beginnings of at most 300 bytes are held in memory; if
/// there are more, those that occur on the fewest pages are discarded.
///
/// With --sites, the lines are those that `dechaff learn` found, and no pages are read.
#[derive(Args)]
pub struct Options {
    /// Text files, JSONL files or folders; `-` reads from standard input
    #[arg(required_unless_present = "sites", value_name = "PAGES")]
    files: Vec<PathBuf>,

    /// Propose the lines in this file of `dechaff learn`, of all sites or of the one that --site names; may be repeated
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    sites: Vec<PathBuf>,

    /// Propose lines that occur on at least this many pages of a site
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..))]
    min_pages: u32,

    #[command(flatten)]
    reading: PageOptions,
}

/// Runs the subcommand.
pub fn main(options: &Options) -> ExitCode {
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            message::print(failure);
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    if !options.sites.is_empty() {
        let mut sites = LearnedSites::new();
        for path in &options.sites {
            sites.extend(file::read(path)?);
        }
        return print(&learned::propose(&sites, options.reading.site(), options.min_pages));
    }
    let pages = options.reading.pages(&options.files);
    let mut counts = Counts::default();
    pages.visit(|place, page| {
        let site = page.host.as_deref().unwrap_or("");
        counts.add(site.strip_prefix("www.").unwrap_or(site), &place.to_string(), page.text);
    })?;
    print(&propose::propose(&counts, options.min_pages))
}

fn print(sites: &[SiteProposals]) -> Result<(), Box<dyn std::error::Error>> {
    let file = rules_writer::to_toml(sites);
    match std::io::stdout().write_all(file.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("output: cannot be written: {e}").into()),
        _ => Ok(()),
    }
}
