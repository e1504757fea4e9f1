//! Cleans texts: `clean FILE...`, or stdin. See `--help`.

mod shared;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use dechaff::Cleaner;
use shared::failure::{utf8, Failure};
use shared::{explain, record};

/// Strips boilerplate from article texts.
///
/// Reads plain text from the files, or from stdin where none is given, and writes what is left of it to stdout.
#[derive(Parser)]
#[command(version, after_help = "Exit status: 0 all went well, 1 an input could not be read or is not valid, 2 usage.")]
struct Options {
    /// Texts to clean; `-` is stdin
    files: Vec<PathBuf>,

    /// Each input line is a JSON object; its field `text` is cleaned, and `removed` tells what went
    #[arg(long)]
    jsonl: bool,

    /// Print the whole text with a margin that says what went and why
    #[arg(long, conflicts_with = "jsonl")]
    explain: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    let stdin = [PathBuf::from("-")];
    let files = if options.files.is_empty() { &stdin[..] } else { &options.files };
    for file in files {
        match run(&options, file, &mut out) {
            Ok(()) => {}
            Err(e) if e.is_closed_pipe() => return ExitCode::SUCCESS,
            Err(e) => {
                failed = true;
                eprintln!("clean: {e}");
                if matches!(e, Failure::Write(_)) {
                    break;
                }
            }
        }
    }
    match out.flush().map_err(Failure::Write) {
        Err(e) if !e.is_closed_pipe() => {
            eprintln!("clean: {e}");
            ExitCode::FAILURE
        }
        _ if failed => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn run(options: &Options, file: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let cleaner = Cleaner::default();
    let name = if file == Path::new("-") { "stdin".to_owned() } else { file.display().to_string() };
    let read = |source| Failure::Read { place: name.clone(), source };
    let mut input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file).map_err(read)?))
    };
    if options.jsonl {
        return jsonl(&cleaner, &mut input, &name, out);
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(read)?;
    let text = utf8(&bytes, &|| name.clone())?;
    let cleaned = cleaner.clean(text);
    let shown = if options.explain { explain::page(text, &cleaned).into() } else { cleaned.text };
    out.write_all(shown.as_bytes()).map_err(Failure::Write)
}

/// A record at a time, in order; a record is written whole or not at all.
fn jsonl(cleaner: &Cleaner, input: &mut dyn BufRead, name: &str, out: &mut impl Write) -> Result<(), Failure> {
    let (mut line, mut record) = (Vec::new(), Vec::new());
    for number in 1.. {
        let place = || format!("{name}, line {number}");
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(|source| Failure::Read { place: place(), source })? == 0 {
            break;
        }
        let text = utf8(&line, &place)?;
        if text.trim().is_empty() {
            continue;
        }
        record::clean_line(cleaner, text, &place, &mut record)?;
        out.write_all(&record).map_err(Failure::Write)?;
    }
    Ok(())
}
