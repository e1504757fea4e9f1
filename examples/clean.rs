//! Cleans texts: `clean FILE...`, or stdin. See `--help`.

mod shared;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use dechaff::Cleaner;
use shared::failure::{utf8, Failure, Place};
use shared::jsonl::{self, Limits};
use shared::output::Output;
use shared::skip::{OnError, Skipped};
use shared::{explain, interrupt};

/// Strips boilerplate from article texts.
///
/// Reads plain text from the files, or from stdin where none is given, and writes what is left of it to stdout.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit status: 0 all went well, or the reader of the output left; 1 an input could not be read or is \
                  not valid, or the output could not be written; 2 usage; 130 or 143 interrupted: the output ends \
                  with a whole record."
)]
struct Options {
    /// Texts to clean; `-` is stdin
    files: Vec<PathBuf>,

    /// Each input line is a JSON object; its field `text` is cleaned, and `removed` tells what went
    #[arg(long)]
    jsonl: bool,

    /// Print the whole text with a margin that says what went and why
    #[arg(long, conflicts_with = "jsonl")]
    explain: bool,

    /// What a text or record that is not valid does
    #[arg(long, value_enum, default_value_t = OnError::Stop)]
    on_error: OnError,

    /// The longest text or record, in bytes, that is held in memory and cleaned; a longer one is not valid
    #[arg(long, value_name = "N", default_value_t = 100 << 20, value_parser = clap::value_parser!(u32).range(..=1 << 30))]
    max_bytes: u32,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let out = Arc::new(Output::new(io::stdout()));
    if let Err(e) = interrupt::finish_record(&out) {
        eprintln!("clean: {e}");
        return ExitCode::FAILURE;
    }
    let stdin = [PathBuf::from("-")];
    let files = if options.files.is_empty() { &stdin[..] } else { &options.files };
    let mut skipped = Skipped::default();
    let mut status = ExitCode::SUCCESS;
    for file in files {
        match run(&options, file, &mut skipped, &out) {
            Ok(()) => {}
            Err(e @ Failure::Write(_)) => return unwritten(&e),
            Err(e) => {
                status = ExitCode::FAILURE;
                eprintln!("clean: {e}");
            }
        }
    }
    if let Err(e) = out.flush() {
        return unwritten(&e);
    }
    if skipped.count() > 0 {
        eprintln!("clean: {skipped}");
    }
    status
}

/// Nothing more can be written. Where the reader has seen enough, as `head` has, that is as it should be.
fn unwritten(failure: &Failure) -> ExitCode {
    if failure.is_closed_pipe() {
        return ExitCode::SUCCESS;
    }
    eprintln!("clean: {failure}");
    ExitCode::FAILURE
}

fn run(options: &Options, file: &Path, skipped: &mut Skipped, out: &Output<impl Write>) -> Result<(), Failure> {
    let cleaner = Cleaner::default();
    let stdin = file == Path::new("-");
    let place = Place::file(&if stdin { "stdin".into() } else { file.to_string_lossy() });
    let mut input: Box<dyn BufRead> = if stdin {
        Box::new(io::stdin().lock())
    } else {
        let open = File::open(file).map_err(|source| Failure::Read { place: place.clone(), source })?;
        Box::new(BufReader::with_capacity(1 << 16, open))
    };
    let max_bytes = options.max_bytes as usize;
    if options.jsonl {
        let limits = Limits { max_bytes, on_error: options.on_error };
        return jsonl::clean(&cleaner, &mut input, &place, limits, skipped, out);
    }
    let mut bytes = Vec::new();
    let read = input.by_ref().take(max_bytes as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|source| Failure::Read { place: place.clone(), source })?;
    if bytes.len() > max_bytes {
        skipped.admit(options.on_error, Failure::TooLong { place: place.clone(), limit: max_bytes })?;
        return out.copy(&place, &bytes, input);
    }
    let text = match utf8(&bytes, &place) {
        Ok(text) => text,
        Err(failure) => {
            skipped.admit(options.on_error, failure)?;
            return out.write(&place, &bytes);
        }
    };
    let cleaned = cleaner.clean(text);
    let shown = if options.explain { explain::page(text, &cleaned).into() } else { cleaned.text };
    out.write(&place, shown.as_bytes())
}
