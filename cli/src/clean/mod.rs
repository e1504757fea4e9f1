//! Strips boilerplate from files, folders or standard input.

mod categories;
mod cleaner_options;
mod diff;
mod interrupt;
mod options;
mod pages;
mod presets;
mod report;
mod threads;
pub mod totals;

pub mod batch;
pub mod explain;
pub mod on_error;
pub mod progress;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use batch::{BatchCleaner, Observer, PageOutcome};
pub use cleaner_options::CleanerOptions;
use dechaff::LearnedSites;
use explain::ExplainOptions;
use on_error::SkippedRecords;
use options::{Color, Format};
pub use options::{InputOptions, MessageOptions, Options, OutputOptions};
use progress::Progress;
use report::Report;
use totals::Totals;

use crate::failure::Failure;
use crate::input::compression::Compression;
use crate::input::inputs::{self, Input, Kind};
use crate::input::page_stream::{OpenedInput, PageStream};
use crate::input::place::Place;
use crate::input::record::AddedFields;
use crate::input::source::Source;
use crate::learn::learn_before_cleaning;
use crate::learn::observe::Observing;
use crate::message;
use crate::output::Output;
use crate::rules::rules_file;
use crate::terminal::with_commas;

/// Runs the subcommand. `arguments` are those that the options were read from; a report shows them.
pub fn main(options: &Options, arguments: &[OsString]) -> ExitCode {
    if options.list_categories {
        return print_table("categories", &categories::table());
    }
    let paths = if options.input.files.is_empty() { vec![PathBuf::from("-")] } else { options.input.files.clone() };
    let inputs = inputs::gather(&paths, options.input.jsonl, options.output.out.as_deref());
    if let Err(message) = options.check(&inputs) {
        message::exit_with_usage(&message);
    }
    match run(options, arguments, inputs) {
        Ok(status) => status,
        Err(failure) => {
            message::print(failure);
            ExitCode::FAILURE
        }
    }
}

/// Runs the subcommand `presets`.
pub fn print_presets() -> ExitCode {
    print_table("presets", &presets::table())
}

fn print_table(name: &str, table: &str) -> ExitCode {
    // `Output`, unlike `println!`, does not panic if the reader has closed the pipe.
    let out = Output::stream(io::stdout());
    exit_code(out.write(&Place::file(name), table.as_bytes()).and_then(|()| out.flush()))
}

/// Cleans the inputs. The errors that it returns are those that prevent starting or finishing; errors in single inputs
/// only change the exit code.
fn run(
    options: &Options,
    arguments: &[OsString],
    inputs: Vec<Result<Input, Failure>>,
) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let rules = rules_file::read_all(&options.rules_options.rules)?;
    let spool = match options.learned_options.learn && inputs.iter().flatten().any(Input::is_stdin) {
        true => Some(spool_stdin()?),
        false => None,
    };
    let spool_path = spool.as_ref().map(|spool| spool.path().to_owned());
    let mut learned = options.learned_options.read()?;
    if options.learned_options.learn {
        learned.update(learn(options, &inputs, spool_path.clone())?);
    }
    let has_sites = !learned.is_empty() || rules.sites().next().is_some();
    let cleaner = options.cleaner_options.build_cleaner(&rules, learned)?;
    let checked = match options.learned_options.is_any() {
        true => Ok(()),
        false => options.rules_options.check_site(&rules, &cleaner),
    };
    if let Err(message) = checked {
        message::exit_with_usage(&message);
    }
    let is_quiet = options.messages.quiet;
    let inputs = if options.output.in_place { inputs.into_iter().map(in_its_place).collect() } else { inputs };
    let out = Arc::new(match (&options.output.out, &options.output.output) {
        // The names of the inputs are their paths then.
        _ if options.output.in_place => Output::folder(Path::new("")),
        (Some(folder), _) => Output::folder(folder),
        (None, Some(file)) => Output::file(file)?,
        (None, None) => Output::stream(io::stdout()),
    });
    interrupt::finish_record(&out)?;
    let OutputOptions { out: folder, output, in_place, .. } = &options.output;
    let writes_to_stdout = folder.is_none() && output.is_none() && !in_place;
    let progress = match is_quiet {
        true => Progress::hidden(),
        false => Progress::new(total_bytes(inputs.iter().flatten()), writes_to_stdout && io::stdout().is_terminal()),
    };
    if !is_quiet && io::stdin().is_terminal() && inputs.iter().flatten().any(Input::is_stdin) {
        message::print("reading the text from the terminal; end it with Ctrl-D, or see --help");
    }
    let has_several_pages = inputs.len() > 1 || inputs.iter().flatten().any(|i| i.kind == Kind::Jsonl);
    let has_texts = inputs.iter().flatten().any(|i| i.kind == Kind::Text);
    let batch_cleaner = BatchCleaner {
        cleaner,
        site: has_sites.then(|| options.rules_options.site_lookup()),
        field: options.input.field.clone(),
        max_bytes: options.input.max_bytes as usize,
        on_error: options.input.on_error,
        // Records tell where they end, and explanations have headings of their own.
        has_file_headings: writes_to_stdout && inputs.len() > 1 && has_texts && options.output.shown().is_none(),
        explain: options.output.shown().map(|mode| ExplainOptions {
            mode,
            is_coloured: is_coloured(options.messages.color),
            has_page_headings: has_several_pages,
            max_columns: explain::terminal_columns(),
            wrap_columns: explain::wrap_columns(),
        }),
        added: AddedFields {
            removed: options.output.removed_field.clone(),
            segments: options.output.annotate.then(|| options.output.segments_field.clone()),
        },
        threads: thread_count(options.input.threads),
    };
    let mut skipped = SkippedRecords::default();
    let report = options.output.report.is_some().then(Report::default);
    let needs_totals = options.output.stats.is_some() || options.output.report.is_some();
    let mut recorder = RunRecorder {
        totals: Totals::default(),
        needs_totals,
        report,
        html: HtmlTexts::default(),
        noted_languages: BTreeSet::new(),
        is_quiet,
        progress: &progress,
    };
    let read_progress = progress.clone();
    let mut stream = PageStream::new(
        inputs.into_iter().map(move |input| input.and_then(|input| open(input, spool_path.as_deref(), &read_progress))),
    );
    let done = batch_cleaner.run(&mut stream, &mut skipped, &mut recorder, &out);
    if recorder.totals.failed > 0 {
        out.discard_single_file();
    }
    let done = done.and_then(|()| out.finish());
    progress.finish();
    if done.is_err() {
        return Ok(exit_code(done));
    }
    let mut totals = recorder.totals;
    totals.skipped = skipped.count();
    totals.finish();
    if let (Some(report), Some(to)) = (recorder.report, &options.output.report) {
        report.write(to, &totals, &describe_run(options, arguments)?)?;
    }
    if skipped.count() > 0 && !is_quiet {
        message::print(&skipped);
    }
    if recorder.html.count > 0 && !is_quiet {
        message::print(&recorder.html);
    }
    if let (Some(file), true) = (&options.output.output, totals.failed > 0) {
        message::print(format_args!("{}: not written, because an input failed", file.display()));
    }
    match options.output.stats {
        Some(Format::Text) => message::write(&totals.to_string()),
        Some(Format::Json) => message::write(&format!("{}\n", serde_json::to_string(&totals)?)),
        None => {}
    }
    Ok(if totals.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The longest command that the report shows, in bytes: a shell may have named thousands of files. The options are listed
/// too, so that nothing is missing if the end is cut off.
const MAX_COMMAND_BYTES: usize = 4_000;

/// What the report says about the run.
fn describe_run(options: &Options, arguments: &[OsString]) -> Result<report::Run, dechaff::Error> {
    let mut settings = options.cleaner_options.describe()?;
    let paths = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let learned = match options.learned_options.learn {
        true => "from these pages".to_owned(),
        false => paths(&options.learned_options.sites),
    };
    let more = [
        ("rules files", paths(&options.rules_options.rules)),
        ("site", options.rules_options.site.clone().unwrap_or_default()),
        ("learned sites", learned),
    ];
    settings.extend(more.into_iter().filter(|(_, value)| !value.is_empty()));
    let mut command = "dechaff".to_owned();
    for argument in arguments.iter().skip(1).map(|argument| quoted(&argument.to_string_lossy())) {
        if command.len() + argument.len() > MAX_COMMAND_BYTES {
            command.push_str(" …");
            break;
        }
        command.push(' ');
        command.push_str(&argument);
    }
    Ok(report::Run { command, settings, min_words: options.cleaner_options.min_words() })
}

/// An argument as a shell takes it.
fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=+,./:@%".contains(c);
    match !argument.is_empty() && argument.chars().all(is_plain) {
        true => argument.to_owned(),
        false => format!("'{}'", argument.replace('\'', "'\\''")),
    }
}

/// Prints a failure of the output and returns the exit code. It is not a failure if the reader closed the pipe, as
/// `head` does.
fn exit_code(written: Result<(), Failure>) -> ExitCode {
    match written {
        Err(failure) if !failure.is_closed_pipe() => {
            message::print(failure);
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
    html: HtmlTexts,
    /// The names of the languages without phrases that were mentioned.
    noted_languages: BTreeSet<&'static str>,
    is_quiet: bool,
    progress: &'p Progress,
}

/// The texts that are HTML, and were not cleaned.
#[derive(Default)]
struct HtmlTexts {
    count: u64,
    first: Option<Place>,
}

impl fmt::Display for HtmlTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(first) = &self.first {
            write!(f, "{first}: ")?;
        }
        if self.count > 1 {
            write!(f, "this text and {} others are", self.count - 1)?;
        } else {
            write!(f, "this is")?;
        }
        write!(f, " HTML, from which nothing was removed: use `dechaff scrape`, which extracts and cleans the article")
    }
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
        if outcome.unlisted.removals.count() > 0 {
            self.progress.print_message(&format!(
                "{place}: only the first {} removals are listed; {} more were made",
                with_commas(batch::MAX_LISTED_REMOVALS as u64),
                with_commas(outcome.unlisted.removals.count()),
            ));
        }
        if let Some(name) = outcome.language_without_phrases {
            if !self.is_quiet && self.noted_languages.insert(name) {
                self.progress.print_message(&format!(
                    "{place}: this seems to be {name}, for which there are no phrases, so that most boilerplate is kept"
                ));
            }
        }
        if outcome.is_html {
            self.html.count += 1;
            self.html.first.get_or_insert_with(|| place.clone());
        }
    }

    fn failed(&mut self, failure: &Failure) {
        self.totals.failed += 1;
        self.progress.print_message(&failure.to_string());
    }
}

/// Copies standard input to a temporary file, so that it can be read twice.
fn spool_stdin() -> io::Result<tempfile::NamedTempFile> {
    let mut spool = tempfile::NamedTempFile::new()?;
    io::copy(&mut io::stdin().lock(), &mut spool)?;
    Ok(spool)
}

/// Learns the sites from the inputs.
fn learn(
    options: &Options,
    inputs: &[Result<Input, Failure>],
    spool: Option<PathBuf>,
) -> Result<LearnedSites, Failure> {
    let inputs: Vec<Input> = inputs.iter().flatten().cloned().collect();
    let progress = match options.messages.quiet {
        true => Progress::hidden(),
        false => Progress::new(total_bytes(inputs.iter()), false),
    };
    let observing = Observing {
        field: &options.input.field,
        max_bytes: options.input.max_bytes as usize,
        site: options.rules_options.site_lookup(),
        on_error: None,
        spool,
        progress: &progress,
    };
    let learned = learn_before_cleaning(&observing, &inputs);
    progress.finish();
    learned
}

/// Opens an input and decompresses it if its name says so. Standard input is never decompressed; `spool` is the file to
/// which it was copied, if it was.
pub fn open(input: Input, spool: Option<&Path>, progress: &Progress) -> OpenedInput<'static> {
    let place = input.place();
    let read_failure = |source| Failure::Read { place: place.clone(), source };
    let (from, may_block, compression): (Box<dyn io::Read + Send>, _, _) =
        if let (true, Some(spool)) = (input.is_stdin(), spool) {
            let file = File::open(spool).map_err(read_failure)?;
            (Box::new(progress.read(file)), false, Compression::None)
        } else if input.is_stdin() {
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

/// An input whose output replaces it.
fn in_its_place(input: Result<Input, Failure>) -> Result<Input, Failure> {
    input.map(|input| Input { name: input.path.clone(), ..input })
}

/// The size of all inputs in bytes, or `None` if one of them is not a file.
pub fn total_bytes<'i>(inputs: impl Iterator<Item = &'i Input>) -> Option<u64> {
    let len = |input: &Input| std::fs::metadata(&input.path).ok().filter(|m| m.is_file()).map(|m| m.len());
    inputs.map(len).sum()
}

/// The number of threads that clean. The default is the number of available processors.
fn thread_count(threads: Option<u16>) -> usize {
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    threads.map_or_else(available, usize::from)
}

/// Whether to print colours. By default, standard output must be a terminal that supports them, unless environment
/// variables such as NO_COLOR and CLICOLOR_FORCE decide otherwise.
fn is_coloured(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}
