//! Measures the cleaner on annotated pages.

mod metrics;
mod gold;
mod phrases;
mod table;
mod worst_pages;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use dechaff::{Cleaner, Removal};
pub use dechaff_cli_pages::other_cleaners;
use gold::{Fields, InputError, Page};
use metrics::{measure, RemovedSpan, Row, Sums};
#[cfg(feature = "scrape")]
use other_cleaners::Justext;
use other_cleaners::{c4, refinedweb, without};
use phrases::PhraseUses;
use worst_pages::WorstPages;

use crate::message;
use crate::new_file::{self, InputPaths};
use crate::terminal;

/// Measures the cleaner on pages with a gold text, which is what a human annotator says should remain of the page.
///
/// PAGES is a folder of pairs (NAME.txt with NAME.gold.txt, or NAME.in.txt with NAME.out.txt) or a JSONL file, plain or
/// .gz, whose records hold the text and its gold text in the fields `text` and `gold`. A field `labels` may hold one
/// letter per line of the text: c content, b boilerplate, t title, m partly content, ? unclear, . blank. Without it,
/// lines are labelled by comparison with the gold text.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 success; 1 a page could not be read, and no results are printed; 2 invalid command \
                  line."
)]
pub struct Options {
    /// Folders of pairs, or JSONL files
    #[arg(required = true)]
    pages: Vec<PathBuf>,

    /// The record field that holds the text
    #[arg(long, default_value = "text")]
    text: String,

    /// The record field that holds the gold text
    #[arg(long, default_value = "gold")]
    gold: String,

    /// Print one row per value of this field; with pairs, one row per folder
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,

    /// Show the N pages with the most wrongly removed words, and the N pages with the most remaining boilerplate
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,

    /// Write the results to this file as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write to this file what each shipped phrase removed, as a table with tabs: on how many pages and in how many groups
    /// of `--by`, and the words it took from lines of each label. Phrases that cost content come first, unused ones last
    #[arg(long, value_name = "FILE")]
    phrases: Option<PathBuf>,

    /// Also measure another cleaner, and compare the speed of both
    #[arg(long)]
    against: Option<OtherCleaner>,
}

#[derive(Clone, Copy, ValueEnum)]
enum OtherCleaner {
    /// The line rules of C4
    C4,
    /// The line rules of RefinedWeb
    Refinedweb,
    /// The crate justext, for texts in English
    #[cfg(feature = "scrape")]
    Justext,
}

/// Each text is cleaned this many times, and the fastest run counts.
const RUNS_PER_TEXT: usize = 3;

/// Returns the spans that a cleaner removes from a text.
type Remove = Box<dyn Fn(&str) -> Vec<RemovedSpan>>;

/// A cleaner and its results so far.
struct Evaluation {
    name: &'static str,
    remove: Remove,
    rows: BTreeMap<String, Sums>,
    time: Duration,
    phrases: PhraseUses,
    worst: WorstPages,
}

impl Evaluation {
    fn new(name: &'static str, worst: usize, remove: Remove) -> Evaluation {
        let (phrases, worst) = (PhraseUses::of_shipped_phrases(), WorstPages::new(worst));
        Evaluation { name, remove, rows: BTreeMap::new(), time: Duration::ZERO, phrases, worst }
    }

    /// Cleans a page and adds its results.
    fn add_page(&mut self, page: &Page) {
        let mut removed = Vec::new();
        let times = (0..RUNS_PER_TEXT).map(|_| {
            let start = Instant::now();
            removed = (self.remove)(&page.text);
            start.elapsed()
        });
        self.time += times.min().unwrap_or_default();
        let outcome = measure(page, &removed);
        self.rows.entry(gold::ALL.to_owned()).or_default().add(&outcome);
        if let Some(group) = &page.group {
            self.rows.entry(group.clone()).or_default().add(&outcome);
        }
        self.phrases.add(page, &outcome);
        self.worst.add(page, outcome);
    }

    fn rows(&self) -> BTreeMap<&str, Row> {
        self.rows.iter().map(|(name, sums)| (name.as_str(), sums.row())).collect()
    }
}

fn dechaff() -> Remove {
    let cleaner = Cleaner::default();
    Box::new(move |text| {
        let removed = cleaner.report(text).removed;
        let span = |r: &Removal| RemovedSpan {
            span: r.start..r.end,
            category: r.category.name(),
            phrase: (r.rule == "phrases").then(|| r.evidence.to_string()),
        };
        removed.iter().map(span).collect()
    })
}

impl OtherCleaner {
    fn name(self) -> &'static str {
        match self {
            OtherCleaner::C4 => "c4",
            OtherCleaner::Refinedweb => "refinedweb",
            #[cfg(feature = "scrape")]
            OtherCleaner::Justext => "justext",
        }
    }

    fn remove(self) -> Remove {
        let name = self.name();
        let with_category = move |text: &str, spans: Vec<_>| {
            // The cleaner builds the cleaned text too, so the measured time must include it.
            std::hint::black_box(without(text, &spans));
            spans.into_iter().map(|span| RemovedSpan { span, category: name, phrase: None }).collect()
        };
        match self {
            OtherCleaner::C4 => Box::new(move |text| with_category(text, c4(text))),
            OtherCleaner::Refinedweb => Box::new(move |text| with_category(text, refinedweb(text))),
            #[cfg(feature = "scrape")]
            OtherCleaner::Justext => {
                let justext = Justext::english();
                Box::new(move |text| with_category(text, justext.removed(text)))
            }
        }
    }
}

/// Runs the subcommand.
pub fn main(options: &Options) -> ExitCode {
    let mut read = InputPaths::default();
    read.add(&options.pages);
    for (option, file) in [("--json", &options.json), ("--phrases", &options.phrases)] {
        if let Some(Err(message)) = file.as_ref().map(|file| new_file::check(option, file, &read)) {
            message::exit_with_usage(&message);
        }
    }
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            message::print(e);
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let fields = Fields {
        text: options.text.clone(),
        gold: options.gold.clone(),
        labels: "labels".to_owned(),
        by: options.by.clone(),
    };
    let mut evaluations = vec![Evaluation::new("dechaff", options.worst, dechaff())];
    evaluations.extend(options.against.map(|other| Evaluation::new(other.name(), options.worst, other.remove())));
    let mut traps = 0;
    for input in &options.pages {
        traps += gold::read(input, &fields, &mut |page| {
            evaluations.iter_mut().for_each(|evaluation| evaluation.add_page(&page))
        })?;
    }
    print_results(&evaluations, traps).or_else(|e| match e.kind() {
        io::ErrorKind::BrokenPipe => Ok(()), // the reader closed the pipe, as `head` does
        _ => Err(InputError::at(Path::new("output"), e)),
    })?;
    if let Some(path) = &options.json {
        let results: BTreeMap<_, _> = evaluations.iter().map(|e| (e.name, e.rows())).collect();
        let json = serde_json::to_string_pretty(&results).map_err(|e| InputError::at(path, e))?;
        new_file::write(path, (json + "\n").as_bytes())?;
    }
    if let Some(path) = &options.phrases {
        new_file::write(path, evaluations[0].phrases.table().as_bytes())?;
    }
    Ok(())
}

fn print_results(evaluations: &[Evaluation], traps: usize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for evaluation in evaluations {
        writeln!(
            out,
            "{}{}",
            table::render(evaluation.name, &evaluation.rows(), terminal::stdout_columns()),
            evaluation.worst
        )?;
    }
    if traps > 0 {
        writeln!(out, "{traps} texts have no .out.txt: all of their lines count as content")?;
    }
    if let [dechaff, other] = evaluations {
        let ratio = other.time.as_secs_f64() / dechaff.time.as_secs_f64();
        writeln!(out, "dechaff is {ratio:.2} x as fast as {}", other.name)?;
    }
    out.flush()
}
