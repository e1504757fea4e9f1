//! Measures the cleaner on one's own pages: `evaluate PAGES...`. See `--help`.

mod metrics;
mod gold;
mod other_cleaners;
mod table;
mod worst_pages;

#[path = "../shared/place.rs"]
mod place;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Parser, ValueEnum};
use dechaff::Cleaner;
use gold::{Fields, InputError, Page};
use metrics::{measure, RemovedSpan, Row, Sums};
use other_cleaners::{c4, refinedweb, rest, Justext};
use worst_pages::Worst;

/// Measures the cleaner on pages whose gold is known: what people say should be left of them.
///
/// PAGES is a folder of pairs, NAME.txt with NAME.gold.txt or NAME.in.txt with NAME.out.txt, or a file of JSON lines
/// (plain or .gz) whose fields `text` and `gold` hold both. A field `labels` may have a letter for each line of the text:
/// c content, b boilerplate, t title, m partly content, ? not clear, . blank; without it, lines are labelled by their gold.
#[derive(Parser)]
#[command(version, after_help = "Exit status: 0; 1 a page can't be read: no figures are printed; 2 usage.")]
struct Options {
    /// Folders of pairs, or files of JSON lines
    #[arg(required = true)]
    pages: Vec<PathBuf>,

    /// The field that holds the text
    #[arg(long, default_value = "text")]
    text: String,

    /// The field that holds the gold
    #[arg(long, default_value = "gold")]
    gold: String,

    /// A row for each value of this field; with pairs, for each folder
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,

    /// Show so many pages with the most words wrongly removed, and with the most boilerplate left
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,

    /// Write the figures to a file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Measure another way too, and how long it takes beside the cleaner
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
    Justext,
}

/// Each text is cleaned so many times; the fastest counts.
const TURNS: usize = 3;

/// What takes spans out of a text.
type Remove = Box<dyn Fn(&str) -> Vec<RemovedSpan>>;

/// One way to clean, and what came of it.
struct Measured {
    name: &'static str,
    remove: Remove,
    rows: BTreeMap<String, Sums>,
    time: Duration,
    worst: Worst,
}

impl Measured {
    fn new(name: &'static str, worst: usize, remove: Remove) -> Measured {
        Measured { name, remove, rows: BTreeMap::new(), time: Duration::ZERO, worst: Worst::new(worst) }
    }

    fn page(&mut self, page: &Page) {
        let mut gone = Vec::new();
        let turns = (0..TURNS).map(|_| {
            let start = Instant::now();
            gone = (self.remove)(&page.text);
            start.elapsed()
        });
        self.time += turns.min().unwrap_or_default();
        let outcome = measure(page, &gone);
        self.rows.entry(gold::ALL.to_owned()).or_default().add(&outcome);
        if let Some(group) = &page.group {
            self.rows.entry(group.clone()).or_default().add(&outcome);
        }
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
        removed.iter().map(|r| RemovedSpan { span: r.start..r.end, category: r.category.name() }).collect()
    })
}

impl OtherCleaner {
    fn name(self) -> &'static str {
        match self {
            OtherCleaner::C4 => "c4",
            OtherCleaner::Refinedweb => "refinedweb",
            OtherCleaner::Justext => "justext",
        }
    }

    fn remove(self) -> Remove {
        let name = self.name();
        let gone = move |text: &str, spans: Vec<_>| {
            std::hint::black_box(rest(text, &spans)); // as the cleaner makes the text too
            spans.into_iter().map(|span| RemovedSpan { span, category: name }).collect()
        };
        match self {
            OtherCleaner::C4 => Box::new(move |text| gone(text, c4(text))),
            OtherCleaner::Refinedweb => Box::new(move |text| gone(text, refinedweb(text))),
            OtherCleaner::Justext => {
                let justext = Justext::new();
                Box::new(move |text| gone(text, justext.removed(text)))
            }
        }
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("evaluate: {e}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), InputError> {
    let fields = Fields {
        text: options.text.clone(),
        gold: options.gold.clone(),
        labels: "labels".to_owned(),
        by: options.by.clone(),
    };
    let mut ways = vec![Measured::new("dechaff", options.worst, dechaff())];
    ways.extend(options.against.map(|way| Measured::new(way.name(), options.worst, way.remove())));
    let mut traps = 0;
    for input in &options.pages {
        traps += gold::read(input, &fields, &mut |page| ways.iter_mut().for_each(|way| way.page(&page)))?;
    }
    show(&ways, traps).or_else(|e| match e.kind() {
        io::ErrorKind::BrokenPipe => Ok(()), // whoever reads has seen enough
        _ => Err(InputError::at(Path::new("output"), e)),
    })?;
    if let Some(path) = &options.json {
        let figures: BTreeMap<_, _> = ways.iter().map(|way| (way.name, way.rows())).collect();
        let json = serde_json::to_string_pretty(&figures).map_err(|e| InputError::at(path, e))?;
        fs::write(path, json + "\n").map_err(|e| InputError::at(path, e))?;
    }
    Ok(())
}

fn show(ways: &[Measured], traps: usize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for way in ways {
        writeln!(out, "{}{}", table::render(way.name, &way.rows()), way.worst)?;
    }
    if traps > 0 {
        writeln!(out, "{traps} texts without an .out.txt: all of each counts as article")?;
    }
    if let [dechaff, other] = ways {
        let ratio = other.time.as_secs_f64() / dechaff.time.as_secs_f64();
        writeln!(out, "dechaff is {ratio:.2} x as fast as {}", other.name)?;
    }
    out.flush()
}
