//! HTML in, the article out: `scrape PAGE.html...`, or stdin. See `--help`.
//!
//! An extractor finds the article in the page, dechaff takes what the extractor left in it. The extractor is
//! `dom_smoothie`: it follows Mozilla's Readability, writes text with a line a paragraph and Markdown by itself, and is
//! kept (25 releases from December 2024 to October 2026). It leaves chaff rather than lose the article: on the news pages
//! of the README its recall is 0.996. `rs-trafilatura` leaves less (F1 0.980 against 0.893), but is young (0.2); any other
//! takes its place in `shared/html.rs`.

mod html;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use dechaff::{Category, Cleaner, WholePage};
use encoding_rs::Encoding;
use html::{decode, extract, Unread};
use serde::Serialize;

/// Takes the article out of HTML pages, and the boilerplate out of the article.
///
/// Writes each article to stdout, its title first. A page that can't be read is named on stderr, and the others go on.
#[derive(Parser)]
#[command(version, after_help = "Exit status: 0; 1 a page could not be read, or the output not be written; 2 usage.")]
struct Options {
    /// HTML pages; `-`, or none, is stdin
    pages: Vec<PathBuf>,

    /// Write Markdown instead of plain text
    #[arg(long)]
    markdown: bool,

    /// The pages' charset, where they declare none or a wrong one
    #[arg(long, value_name = "NAME", value_parser = charset)]
    charset: Option<&'static Encoding>,

    /// Say what went and why: a JSON object a page, to stderr or to a file
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "-")]
    report: Option<PathBuf>,
}

fn charset(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| format!("no charset that browsers know: {name}"))
}

/// What is said of a page.
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
    Page(String, Unread),
    #[error("{0}: {1}")]
    File(String, io::Error),
    #[error("output: {0}")]
    Write(#[from] io::Error),
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(status) => status,
        Err(Failure::Write(e)) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("scrape: {e}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    // The extractor found the body: what it gives is no whole page.
    let cleaner = Cleaner::builder().whole_page(WholePage::Off).build().expect("no pattern that could be wrong");
    let mut report: Option<Box<dyn Write>> = match options.report.as_deref() {
        None => None,
        Some(path) if path == Path::new("-") => Some(Box::new(io::stderr())),
        Some(path) => Some(Box::new(File::create(path).map_err(|e| Failure::File(path.display().to_string(), e))?)),
    };
    let stdin = [PathBuf::from("-")];
    let pages = if options.pages.is_empty() { &stdin[..] } else { &options.pages };
    let mut status = ExitCode::SUCCESS;
    let mut out = io::stdout().lock();
    let mut written = 0;
    for page in pages {
        let article = match read(page).and_then(|(name, bytes)| article(&cleaner, options, &name, &bytes, &mut report))
        {
            Ok(article) => article,
            Err(e @ Failure::Write(_)) => return Err(e),
            Err(e) => {
                eprintln!("scrape: {e}");
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

/// The article of one page, its title first; writes the report on it.
fn article(
    cleaner: &Cleaner,
    options: &Options,
    name: &str,
    bytes: &[u8],
    report: &mut Option<Box<dyn Write>>,
) -> Result<String, Failure> {
    let unread = |e| Failure::Page(name.to_owned(), e);
    let html = decode(bytes, options.charset).map_err(unread)?;
    let extract = extract(&html, options.markdown).map_err(unread)?;
    // The title stands in front, so that the cleaner sees where the text begins and what repeats it; it stays.
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
        let said = Report { page: name, title: &extract.title, removed: removed.collect() };
        serde_json::to_writer(&mut *report, &said).map_err(io::Error::from)?;
        report.write_all(b"\n")?;
    }
    Ok(article)
}
