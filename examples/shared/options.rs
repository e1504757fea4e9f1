//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use super::choice::Choice;
use super::failure::Failure;
use super::inputs::{self, Input, Kind};
use super::own::Own;
use super::packing;
use super::skip::OnError;

const EXAMPLES: &str = "\
Examples:
  clean page.txt                            what is left of a page
  clean --explain page.txt                  the page, with what went and why
  clean pages/ --out cleaned/               each text of a folder, into another folder
  clean crawl.jsonl.zst --out cleaned/      records, packed again as they were
  zcat crawl.jsonl.gz | clean --jsonl --field body --stats >cleaned.jsonl
  clean --only donation,newsletter page.txt
  clean --rules own.toml crawl.jsonl        with rules of your own, for each record those of its site
  clean --check-rules own.toml pages/       what is wrong with them, and which never fired

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
pub struct Options {
    /// Texts, JSONL or folders of them; `-` is stdin, as is nothing
    ///
    /// A file is JSONL, a record a line, where it ends in .jsonl or .ndjson, and one text otherwise. Of a folder all
    /// files are taken that end in .txt, .md, .jsonl or .ndjson, in the order of their names, with those of the folders
    /// in it; links in it are not followed. Each ending may have .gz or .zst behind it.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// All inputs are JSONL, whatever their names
    #[arg(long, help_heading = "Input")]
    pub jsonl: bool,

    /// The field of a record that is cleaned
    ///
    /// Dots lead into objects: `doc.text` is the field `text` of the object `doc`, unless there is a field whose name
    /// is `doc.text`. What went stands beside it, in a field `removed`.
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "Input")]
    pub field: String,

    /// What a text or record that is not valid does
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = OnError::Stop, help_heading = "Input")]
    pub on_error: OnError,

    /// The longest text or record, in bytes, that is held in memory and cleaned; a longer one is not valid
    #[arg(
        long,
        value_name = "N",
        default_value_t = 100 << 20,
        value_parser = clap::value_parser!(u32).range(..=1 << 30),
        help_heading = "Input"
    )]
    pub max_bytes: u32,

    /// Threads that clean [default: as many as the machine runs at once]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Input")]
    pub threads: Option<u16>,

    /// Write each input into this folder, under its own name, rather than all to stdout
    ///
    /// Files of a folder keep their way in it. A file ending in .gz or .zst is packed again. Each comes to stand when it
    /// is whole, in place of one that was there; an input is never overwritten.
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub out: Option<PathBuf>,

    /// Print each page whole, with a margin that says what went and why
    ///
    /// In colours on a terminal, unless NO_COLOR is set.
    #[arg(long, conflicts_with = "out", help_heading = "Output")]
    pub explain: bool,

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
    pub stats: Option<Format>,

    /// Write a page for the browser that shows what was kept and what went
    ///
    /// It shows the first 200 pages, up to 2 MiB of text, each with what went struck out, and the figures of all pages.
    #[arg(long, value_name = "FILE.html", help_heading = "Output")]
    pub report: Option<PathBuf>,

    /// Print a table of the categories, and end
    #[arg(long, help_heading = "What goes")]
    pub list_categories: bool,

    #[command(flatten)]
    pub choice: Choice,

    #[command(flatten)]
    pub own: Own,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

impl Options {
    /// What of the options does not go together.
    pub fn check(&self, inputs: &[Result<Input, Failure>]) -> Result<(), String> {
        let is_jsonl = |input: &Result<Input, Failure>| input.as_ref().is_ok_and(|i| i.kind == Kind::Jsonl);
        if self.field != "text" && !inputs.iter().any(is_jsonl) {
            return Err("--field is for JSONL, and no input is: say --jsonl".to_owned());
        }
        if self.field.rsplit('.').next() == Some("removed") {
            return Err("the field `removed` is where what went is written: clean another field".to_owned());
        }
        if let Some(report) = &self.report {
            inputs::check_not_read(&inputs::read_paths(inputs), report)?;
            if report.as_os_str() == "-" {
                return Err("--report is written into a file: stdout is for what is left".to_owned());
            }
            if !packing::folder_of(report).is_dir() {
                return Err(format!("{}: no such folder", report.display()));
            }
        }
        self.out.as_deref().map_or(Ok(()), |out| inputs::check(inputs, out))
    }
}
