//! Extracts the article from HTML pages and removes the boilerplate in it.
//!
//! An extractor finds the article in the page, and dechaff removes the boilerplate that the extractor leaves in it. The
//! extractor is `dom_smoothie`: it implements Mozilla's Readability, can write Markdown and text with one line per
//! paragraph, and is maintained (25 releases from December 2024 to October 2026). It leaves boilerplate rather than
//! lose parts of the article: on the news pages of `docs/accuracy.md` its recall is 0.996. `rs-trafilatura` leaves less
//! boilerplate (F1 0.980 against 0.893), but its version is only 0.2. To use another extractor, change `html.rs`.

mod html;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dechaff::{Category, Cleaner, WholePage};
use encoding_rs::Encoding;
use html::{decode, extract, PageError};
use serde::Serialize;

use crate::message;
use crate::new_file::{self, InputPaths};

/// Extracts the articles of HTML pages and removes the boilerplate in them.
///
/// Writes each article to standard output, preceded by its title. A page that cannot be read is reported on stderr, and
/// the other pages are still processed.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 success; 1 a page could not be read, or the output could not be written; 2 invalid \
                  command line."
)]
pub struct Options {
    /// HTML files; use `-`, or no argument, to read from standard input
    pages: Vec<PathBuf>,

    /// Write Markdown instead of plain text
    #[arg(long)]
    markdown: bool,

    /// The charset of all pages, if they declare none or a wrong one
    #[arg(long, value_name = "NAME", value_parser = charset)]
    charset: Option<&'static Encoding>,

    /// Report what was removed and why, as one JSON object per page, on stderr or to a file
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "-")]
    report: Option<PathBuf>,
}

fn charset(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        format!("unknown charset `{name}`: use a name of the WHATWG Encoding Standard, such as windows-1252")
    })
}

/// The report on a page.
#[derive(Serialize)]
struct Report<'p> {
    page: &'p str,
    title: &'p str,
    removed: Vec<Removed<'p>>,
}

#[derive(Serialize)]
struct Removed<'p> {
    category: Category,
    rule: &'p str,
    evidence: &'p str,
    text: &'p str,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}: {1}")]
    Page(String, PageError),
    #[error("{0}: {1}")]
    File(String, io::Error),
    #[error("output: cannot be written: {0}")]
    Write(#[from] io::Error),
    #[error(transparent)]
    Report(#[from] crate::failure::Failure),
}

/// Runs the subcommand.
pub fn main(options: &Options) -> ExitCode {
    if let Some(report) = options.report.as_deref().filter(|path| *path != Path::new("-")) {
        let mut read = InputPaths::default();
        read.add(&options.pages);
        if let Err(message) = new_file::check("--report", report, &read) {
            message::exit_with_usage(&message);
        }
    }
    match run(options) {
        Ok(status) => status,
        Err(Failure::Write(e)) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(e) => {
            message::print(e);
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    // The extractor returns the article, not the whole page with menus and footers.
    let cleaner = Cleaner::builder()
        .whole_page(WholePage::Off)
        .build()
        .expect("the builder has no rules or patterns that could be invalid");
    let mut report = options.report.as_ref().map(|_| Vec::new());
    let stdin = [PathBuf::from("-")];
    let pages = if options.pages.is_empty() { &stdin[..] } else { &options.pages };
    let mut status = ExitCode::SUCCESS;
    let mut out = io::stdout().lock();
    let mut written = 0;
    for page in pages {
        let article =
            match read(page).and_then(|(name, bytes)| clean_article(&cleaner, options, &name, &bytes, &mut report)) {
                Ok(article) => article,
                Err(e @ Failure::Write(_)) => return Err(e),
                Err(e) => {
                    message::print(e);
                    status = ExitCode::FAILURE;
                    continue;
                }
            };
        if written > 0 {
            out.write_all(b"\n")?;
        }
        out.write_all(article.as_bytes())?;
        written += 1;
    }
    out.flush()?;
    if let (Some(lines), Some(to)) = (report, &options.report) {
        if to == Path::new("-") {
            message::write(&String::from_utf8_lossy(&lines));
        } else {
            new_file::write(to, &lines)?;
        }
    }
    Ok(status)
}

fn read(page: &Path) -> Result<(String, Vec<u8>), Failure> {
    let stdin = page == Path::new("-");
    let name = if stdin { "stdin".to_owned() } else { page.display().to_string() };
    let mut bytes = Vec::new();
    let read = if stdin { io::stdin().read_to_end(&mut bytes).map(|_| bytes) } else { fs::read(page) };
    match read {
        Ok(bytes) => Ok((name, bytes)),
        Err(e) => Err(Failure::File(name, e)),
    }
}

/// Returns the cleaned article of a page, preceded by its title, and writes the report on it.
fn clean_article(
    cleaner: &Cleaner,
    options: &Options,
    name: &str,
    bytes: &[u8],
    report: &mut Option<Vec<u8>>,
) -> Result<String, Failure> {
    let page_failure = |e| Failure::Page(name.to_owned(), e);
    let html = decode(bytes, options.charset).map_err(page_failure)?;
    let extract = extract(&html, options.markdown).map_err(page_failure)?;
    // The cleaner gets the title too: it shows where the text begins, and which line repeats the title. The title
    // itself is always kept.
    let head = match (extract.title.as_str(), options.markdown) {
        ("", _) => String::new(),
        (title, true) => format!("# {title}\n\n"),
        (title, false) => format!("{title}\n\n"),
    };
    let text = head.clone() + &extract.text;
    let cleaned = cleaner.report(&text);
    let removed = cleaned.removed.iter().filter(|r| r.end > head.len());
    let (mut article, mut at) = (head.clone(), head.len());
    for r in removed.clone() {
        article.push_str(&text[at..r.start.max(at)]);
        at = r.end;
    }
    article.push_str(&text[at..]);
    if let Some(report) = report {
        let removed = removed.map(|r| Removed {
            category: r.category,
            rule: &r.rule,
            evidence: r.evidence.as_str(),
            text: text[r.start.max(head.len())..r.end].trim(),
        });
        let report_line = Report { page: name, title: &extract.title, removed: removed.collect() };
        serde_json::to_writer(&mut *report, &report_line).map_err(io::Error::from)?;
        report.write_all(b"\n")?;
    }
    Ok(article)
}
