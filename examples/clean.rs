//! The command `clean`: strips boilerplate from files, folders or standard input. See `--help`.

mod shared;

use std::fs::File;
use std::io::{self, BufReader, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser};
use shared::batch::{BatchCleaner, Observer, PageOutcome};
use shared::compression::Compression;
use shared::explain::{self, ExplainOptions};
use shared::failure::Failure;
use shared::inputs::{self, Input, Kind};
use shared::on_error::SkippedRecords;
use shared::options::{Format, Options};
use shared::output::Output;
use shared::page_stream::{OpenedInput, PageStream};
use shared::pages::Pages;
use shared::place::Place;
use shared::progress::Progress;
use shared::report::Report;
use shared::source::Source;
use shared::totals::Totals;
use shared::{categories, check_rules, interrupt, rules_file};

fn main() -> ExitCode {
    let options = Options::parse();
    if options.list_categories {
        // `Output`, unlike `println!`, does not panic if the reader has closed the pipe.
        let out = Output::stream(io::stdout());
        let table = format!("{}\n", categories::table());
        return exit_code(out.write(&Place::file("categories"), table.as_bytes()).and_then(|()| out.flush()));
    }
    if !options.rules_options.check_rules.is_empty() {
        return check_rules(&options);
    }
    let paths = if options.files.is_empty() { vec![PathBuf::from("-")] } else { options.files.clone() };
    let inputs = inputs::gather(&paths, options.jsonl, options.out.as_deref());
    if let Err(message) = options.check(&inputs) {
        Options::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit();
    }
    match run(&options, inputs) {
        Ok(status) => status,
        Err(failure) => {
            eprintln!("clean: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs `--check-rules`.
fn check_rules(options: &Options) -> ExitCode {
    let pages = Pages {
        paths: &options.files,
        jsonl: options.jsonl,
        field: &options.field,
        site: options.rules_options.site_lookup(),
        max_bytes: options.max_bytes as usize,
    };
    let out = Output::stream(io::stdout());
    let checked = check_rules::check(&options.rules_options.check_rules, &pages, &out);
    match checked.and_then(|problems| out.flush().map(|()| problems)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => exit_code(Err(failure)),
    }
}

/// Cleans the inputs. The errors that it returns are those that prevent starting or finishing; errors in single inputs
/// only change the exit code.
fn run(options: &Options, inputs: Vec<Result<Input, Failure>>) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let rules = rules_file::read_all(&options.rules_options.rules)?;
    let cleaner = options.cleaner_options.build_cleaner(&rules)?;
    let out = Arc::new(match &options.out {
        Some(folder) => Output::folder(folder),
        None => Output::stream(io::stdout()),
    });
    interrupt::finish_record(&out)?;
    let progress = Progress::new(total_bytes(&inputs), options.out.is_none() && io::stdout().is_terminal());
    let has_several_pages = inputs.len() > 1 || inputs.iter().flatten().any(|i| i.kind == Kind::Jsonl);
    let batch_cleaner = BatchCleaner {
        cleaner,
        site: rules.sites().next().map(|_| options.rules_options.site_lookup()),
        field: options.field.clone(),
        max_bytes: options.max_bytes as usize,
        on_error: options.on_error,
        explain: options.explain.map(|mode| ExplainOptions {
            mode,
            is_coloured: is_coloured(),
            has_page_headings: has_several_pages,
            max_columns: explain::terminal_columns(),
        }),
        annotate: options.annotate,
        pool: thread_pool(options.threads.map(usize::from))?,
    };
    let mut skipped = SkippedRecords::default();
    let report = options.report.is_some().then(Report::default);
    let needs_totals = options.stats.is_some() || options.report.is_some();
    let mut recorder = RunRecorder { totals: Totals::default(), needs_totals, report, progress: &progress };
    let read_progress = progress.clone();
    let mut stream =
        PageStream::new(inputs.into_iter().map(move |input| input.and_then(|input| open(input, &read_progress))));
    let done = batch_cleaner.run(&mut stream, &mut skipped, &mut recorder, &out).and_then(|()| out.flush());
    progress.finish();
    if done.is_err() {
        return Ok(exit_code(done));
    }
    let mut totals = recorder.totals;
    totals.skipped = skipped.count();
    totals.finish();
    if let (Some(report), Some(to)) = (recorder.report, &options.report) {
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

/// Prints a failure of the output and returns the exit code. It is not a failure if the reader closed the pipe, as
/// `head` does.
fn exit_code(written: Result<(), Failure>) -> ExitCode {
    match written {
        Err(failure) if !failure.is_closed_pipe() => {
            eprintln!("clean: {failure}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Collects what the run reports at its end, and prints failures.
struct RunRecorder<'p> {
    totals: Totals,
    /// Whether the totals are printed; otherwise only failed files are counted.
    needs_totals: bool,
    report: Option<Report>,
    progress: &'p Progress,
}

impl Observer for RunRecorder<'_> {
    fn wants_texts(&self) -> bool {
        self.report.as_ref().is_some_and(Report::has_room)
    }

    fn page(&mut self, place: &Place, outcome: PageOutcome) {
        if self.needs_totals {
            self.totals.add(&outcome);
        }
        if let Some(report) = &mut self.report {
            report.add(place, &outcome);
        }
    }

    fn failed(&mut self, failure: &Failure) {
        self.totals.failed += 1;
        self.progress.print_message(&failure.to_string());
    }
}

/// Opens an input and decompresses it if its name says so. Standard input is never decompressed.
fn open(input: Input, progress: &Progress) -> OpenedInput<'static> {
    let place = input.place();
    let read_failure = |source| Failure::Read { place: place.clone(), source };
    let (from, may_block, compression): (Box<dyn io::Read + Send>, _, _) = if input.is_stdin() {
        (Box::new(progress.read(io::stdin())), true, Compression::None)
    } else {
        let file = File::open(&input.path).map_err(read_failure)?;
        let metadata = file.metadata().map_err(read_failure)?;
        let compression = Compression::from_name(&input.path).0;
        // Reading from a pipe or a terminal may block; reading from a file does not.
        (Box::new(progress.read(file)), !metadata.is_file(), compression)
    };
    let from = BufReader::with_capacity(1 << 16, compression.decompress(from).map_err(read_failure)?);
    Ok((
        input.name,
        Source::new(from, place, input.kind)
            .with_may_block(may_block)
            .with_is_compressed(compression != Compression::None),
    ))
}

/// The size of all inputs in bytes, or `None` if one of them is not a file.
fn total_bytes(inputs: &[Result<Input, Failure>]) -> Option<u64> {
    let len = |input: &Input| std::fs::metadata(&input.path).ok().filter(|m| m.is_file()).map(|m| m.len());
    inputs.iter().flatten().map(len).sum()
}

/// Creates the threads, or none if one thread is enough. The default is one thread per available processor.
fn thread_pool(threads: Option<usize>) -> Result<Option<rayon::ThreadPool>, rayon::ThreadPoolBuildError> {
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build()).transpose()
}

/// Whether to print colours: standard output is a terminal that supports them, unless environment variables such as
/// NO_COLOR and CLICOLOR_FORCE decide otherwise.
fn is_coloured() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}
