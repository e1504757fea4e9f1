//! Cleans texts: `clean FILE...`, or stdin. See `--help`.

mod shared;

use std::fs::File;
use std::io::{self, BufReader, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser, ValueEnum};
use shared::choice::Choice;
use shared::explain::Margin;
use shared::failure::{Failure, Place};
use shared::feed::{Feed, Opened};
use shared::inputs::{self, Input, Kind};
use shared::output::Output;
use shared::packing::{self, Packing};
use shared::progress::Progress;
use shared::report::Report;
use shared::skip::{OnError, Skipped};
use shared::source::Source;
use shared::totals::Totals;
use shared::work::{Observer, Told, Work};
use shared::{categories, interrupt};

const EXAMPLES: &str = "\
Examples:
  clean page.txt                            what is left of a page
  clean --explain page.txt                  the page, with what went and why
  clean pages/ --out cleaned/               each text of a folder, into another folder
  clean crawl.jsonl.zst --out cleaned/      records, packed again as they were
  zcat crawl.jsonl.gz | clean --jsonl --field body --stats >cleaned.jsonl
  clean --only donation,newsletter page.txt

Exit status:
  0    all went well, or the reader of the output left
  1    an input could not be read or is not valid, or the output could not be written
  2    usage
  130, 143  interrupted: the output ends with a whole record, and no file in --out is half written";

/// Strips boilerplate from article texts.
///
/// Reads plain text or JSONL from files, folders or stdin, and writes what is left of it to stdout or into a folder.
/// Files ending in .gz or .zst are unpacked.
#[derive(Parser)]
#[command(name = "clean", version, after_long_help = EXAMPLES, after_help = "--help says more, and gives examples.")]
struct Options {
    /// Texts, JSONL or folders of them; `-` is stdin, as is nothing
    ///
    /// A file is JSONL, a record a line, where it ends in .jsonl or .ndjson, and one text otherwise. Of a folder all
    /// files are taken that end in .txt, .md, .jsonl or .ndjson, in the order of their names, with those of the folders
    /// in it; links in it are not followed. Each ending may have .gz or .zst behind it.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// All inputs are JSONL, whatever their names
    #[arg(long, help_heading = "Input")]
    jsonl: bool,

    /// The field of a record that is cleaned
    ///
    /// Dots lead into objects: `doc.text` is the field `text` of the object `doc`, unless there is a field whose name
    /// is `doc.text`. What went stands beside it, in a field `removed`.
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "Input")]
    field: String,

    /// What a text or record that is not valid does
    #[arg(long, value_enum, default_value_t = OnError::Stop, help_heading = "Input")]
    on_error: OnError,

    /// The longest text or record, in bytes, that is held in memory and cleaned; a longer one is not valid
    #[arg(
        long,
        value_name = "N",
        default_value_t = 100 << 20,
        value_parser = clap::value_parser!(u32).range(..=1 << 30),
        help_heading = "Input"
    )]
    max_bytes: u32,

    /// Threads that clean [default: as many as the machine runs at once]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Input")]
    threads: Option<u16>,

    /// Write each input into this folder, under its own name, rather than all to stdout
    ///
    /// Files of a folder keep their way in it. A file ending in .gz or .zst is packed again. Each comes to stand when it
    /// is whole, in place of one that was there; an input is never overwritten.
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    out: Option<PathBuf>,

    /// Print each page whole, with a margin that says what went and why
    ///
    /// In colours on a terminal, unless NO_COLOR is set.
    #[arg(long, conflicts_with = "out", help_heading = "Output")]
    explain: bool,

    /// Say on stderr at the end how much went, by category and rule; `json` is one line, the last
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "text",
        help_heading = "Output"
    )]
    stats: Option<Format>,

    /// Write a page for the browser that shows what was kept and what went
    ///
    /// It shows the first 200 pages, up to 2 MiB of text, each with what went struck out, and the figures of all pages.
    #[arg(long, value_name = "FILE.html", help_heading = "Output")]
    report: Option<PathBuf>,

    /// Print a table of the categories, and end
    #[arg(long, help_heading = "What goes")]
    list_categories: bool,

    #[command(flatten)]
    choice: Choice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.list_categories {
        // As all output: a reader that left is no failure.
        let out = Output::stream(io::stdout());
        let table = format!("{}\n", categories::table());
        return status(out.write(&Place::file("categories"), table.as_bytes()).and_then(|()| out.flush()));
    }
    let paths = if options.files.is_empty() { vec![PathBuf::from("-")] } else { options.files.clone() };
    let inputs = inputs::gather(&paths, options.jsonl, options.out.as_deref());
    if let Err(wrong) = check(&options, &inputs) {
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

/// What of the options does not go together.
fn check(options: &Options, inputs: &[Result<Input, Failure>]) -> Result<(), String> {
    let is_jsonl = |input: &Result<Input, Failure>| input.as_ref().is_ok_and(|i| i.kind == Kind::Jsonl);
    if options.field != "text" && !inputs.iter().any(is_jsonl) {
        return Err("--field is for JSONL, and no input is: say --jsonl".to_owned());
    }
    if options.field.rsplit('.').next() == Some("removed") {
        return Err("the field `removed` is where what went is written: clean another field".to_owned());
    }
    if let Some(report) = &options.report {
        inputs::check_not_read(&inputs::read_paths(inputs), report)?;
    }
    options.out.as_deref().map_or(Ok(()), |out| inputs::check(inputs, out))
}

fn run(options: &Options, inputs: Vec<Result<Input, Failure>>) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let cleaner = options.choice.cleaner()?;
    let out = Arc::new(match &options.out {
        Some(folder) => Output::folder(folder),
        None => Output::stream(io::stdout()),
    });
    interrupt::finish_record(&out)?;
    let progress = Progress::new(size(&inputs), options.out.is_none() && io::stdout().is_terminal());
    let several = inputs.len() > 1 || inputs.iter().flatten().any(|i| i.kind == Kind::Jsonl);
    let work = Work {
        cleaner,
        field: options.field.clone(),
        max_bytes: options.max_bytes as usize,
        on_error: options.on_error,
        margin: options.explain.then(|| Margin { is_coloured: is_coloured(), is_headed: several }),
        pool: pool(options.threads.map(usize::from))?,
    };
    let mut skipped = Skipped::default();
    let report = options.report.is_some().then(Report::default);
    let mut watch = Watch { totals: Totals::default(), report, progress: &progress };
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
    report: Option<Report>,
    progress: &'p Progress,
}

impl Observer for Watch<'_> {
    fn wants_texts(&self) -> bool {
        self.report.as_ref().is_some_and(Report::has_room)
    }

    fn page(&mut self, place: &Place, told: Told) {
        self.totals.add(&told);
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
        let waits = !packing::is_at_hand(&file);
        (Box::new(progress.read(file)), waits, Packing::of(&input.path).0)
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
