//! Cleans texts: `clean FILE...`, or stdin. See `--help`.

mod shared;

use std::fs::File;
use std::io::{self, BufReader, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser};
use shared::explain::Margin;
use shared::failure::{Failure, Place};
use shared::feed::{Feed, Opened};
use shared::inputs::{self, Input, Kind};
use shared::options::{Format, Options};
use shared::output::Output;
use shared::packing::Packing;
use shared::pages::Pages;
use shared::progress::Progress;
use shared::report::Report;
use shared::skip::Skipped;
use shared::source::Source;
use shared::totals::Totals;
use shared::work::{Observer, Told, Work};
use shared::{categories, check_rules, interrupt, rules_file};

fn main() -> ExitCode {
    let options = Options::parse();
    if options.list_categories {
        // As all output: a reader that left is no failure.
        let out = Output::stream(io::stdout());
        let table = format!("{}\n", categories::table());
        return status(out.write(&Place::file("categories"), table.as_bytes()).and_then(|()| out.flush()));
    }
    if !options.own.check_rules.is_empty() {
        return check_rules(&options);
    }
    let paths = if options.files.is_empty() { vec![PathBuf::from("-")] } else { options.files.clone() };
    let inputs = inputs::gather(&paths, options.jsonl, options.out.as_deref());
    if let Err(wrong) = options.check(&inputs) {
        Options::command().error(clap::error::ErrorKind::ArgumentConflict, wrong).exit();
    }
    match run(&options, inputs) {
        Ok(status) => status,
        Err(failure) => {
            eprintln!("clean: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The linter for rules.
fn check_rules(options: &Options) -> ExitCode {
    let pages = Pages {
        paths: &options.files,
        jsonl: options.jsonl,
        field: &options.field,
        site: options.own.site(),
        max_bytes: options.max_bytes as usize,
    };
    let out = Output::stream(io::stdout());
    let checked = check_rules::check(&options.own.check_rules, &pages, &out);
    match checked.and_then(|wrong| out.flush().map(|()| wrong)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => status(Err(failure)),
    }
}

fn run(options: &Options, inputs: Vec<Result<Input, Failure>>) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let rules = rules_file::read_all(&options.own.rules)?;
    let cleaner = options.choice.cleaner(&rules)?;
    let out = Arc::new(match &options.out {
        Some(folder) => Output::folder(folder),
        None => Output::stream(io::stdout()),
    });
    interrupt::finish_record(&out)?;
    let progress = Progress::new(size(&inputs), options.out.is_none() && io::stdout().is_terminal());
    let several = inputs.len() > 1 || inputs.iter().flatten().any(|i| i.kind == Kind::Jsonl);
    let work = Work {
        cleaner,
        site: rules.sites().next().map(|_| options.own.site()),
        field: options.field.clone(),
        max_bytes: options.max_bytes as usize,
        on_error: options.on_error,
        margin: options.explain.then(|| Margin { is_coloured: is_coloured(), is_headed: several }),
        pool: pool(options.threads.map(usize::from))?,
    };
    let mut skipped = Skipped::default();
    let report = options.report.is_some().then(Report::default);
    let counts = options.stats.is_some() || options.report.is_some();
    let mut watch = Watch { totals: Totals::default(), counts, report, progress: &progress };
    let opened = progress.clone();
    let mut feed = Feed::new(inputs.into_iter().map(move |input| input.and_then(|input| open(input, &opened))));
    let done = work.run(&mut feed, &mut skipped, &mut watch, &out).and_then(|()| out.flush());
    progress.finish();
    if done.is_err() {
        return Ok(status(done));
    }
    let mut totals = watch.totals;
    totals.skipped = skipped.count();
    totals.finish();
    if let (Some(report), Some(to)) = (watch.report, &options.report) {
        report.write(to, &totals)?;
    }
    if skipped.count() > 0 {
        eprintln!("clean: {skipped}");
    }
    match options.stats {
        Some(Format::Text) => eprint!("{totals}"),
        Some(Format::Json) => eprintln!("{}", serde_json::to_string(&totals)?),
        None => {}
    }
    Ok(if totals.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Of an output that was or could not be written. Where the reader has seen enough, as `head` has, that is as it should
/// be.
fn status(written: Result<(), Failure>) -> ExitCode {
    match written {
        Err(failure) if !failure.is_closed_pipe() => {
            eprintln!("clean: {failure}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Sees all that happens.
struct Watch<'p> {
    totals: Totals,
    /// Whether anybody wants to know them.
    counts: bool,
    report: Option<Report>,
    progress: &'p Progress,
}

impl Observer for Watch<'_> {
    fn wants_texts(&self) -> bool {
        self.report.as_ref().is_some_and(Report::has_room)
    }

    fn page(&mut self, place: &Place, told: Told) {
        if self.counts {
            self.totals.add(&told);
        }
        if let Some(report) = &mut self.report {
            report.add(place, &told);
        }
    }

    fn failed(&mut self, failure: &Failure) {
        self.totals.failed += 1;
        self.progress.say(&failure.to_string());
    }
}

fn open(input: Input, progress: &Progress) -> Opened<'static> {
    let place = input.place();
    let read = |source| Failure::Read { place: place.clone(), source };
    let (from, waits, packing): (Box<dyn io::Read + Send>, _, _) = if input.is_stdin() {
        (Box::new(progress.read(io::stdin())), true, Packing::None)
    } else {
        let file = File::open(&input.path).map_err(read)?;
        let metadata = file.metadata().map_err(read)?;
        let packing = Packing::of(&input.path).0;
        // Unlike a file, a pipe or a terminal may let its reader wait.
        (Box::new(progress.read(file)), !metadata.is_file(), packing)
    };
    let from = BufReader::with_capacity(1 << 16, packing.reader(from).map_err(read)?);
    Ok((input.name, Source::new(from, place, input.kind).waits(waits).packed(packing != Packing::None)))
}

/// Bytes of all inputs, if they are files.
fn size(inputs: &[Result<Input, Failure>]) -> Option<u64> {
    let len = |input: &Input| std::fs::metadata(&input.path).ok().filter(|m| m.is_file()).map(|m| m.len());
    inputs.iter().flatten().map(len).sum()
}

/// None where one thread does it all.
fn pool(threads: Option<usize>) -> Result<Option<rayon::ThreadPool>, rayon::ThreadPoolBuildError> {
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build()).transpose()
}

/// Whether stdout is a terminal that shows colours, and nobody said no.
fn is_coloured() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}
