//! The options of cleaning.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::cleaner_options::CleanerOptions;
use super::explain::Explain;
use super::on_error::OnError;
use crate::failure::Failure;
use crate::input::inputs::{self, Input, Kind};
use crate::learn::options::LearnedOptions;
use crate::new_file::{self, InputPaths};
use crate::rules::options::RulesOptions;

/// Clean texts and records.
///
/// Reads plain text or JSONL from files, folders or standard input, and writes the cleaned text to standard output or
/// into a folder. Files that end in .gz or .zst are decompressed. This is also done without a subcommand.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    pub input: InputOptions,

    #[command(flatten)]
    pub output: OutputOptions,

    #[command(flatten)]
    pub messages: MessageOptions,

    /// Print a table of the categories and exit
    #[arg(long, help_heading = "What to remove")]
    pub list_categories: bool,

    #[command(flatten)]
    pub cleaner_options: CleanerOptions,

    #[command(flatten)]
    pub rules_options: RulesOptions,

    #[command(flatten)]
    pub learned_options: LearnedOptions,
}

/// The options of what is read.
#[derive(Args)]
pub struct InputOptions {
    /// Text files, JSONL files or folders; use `-`, or no argument, to read from standard input
    ///
    /// A file that ends in .jsonl or .ndjson is JSONL, with one record per line; any other file is one text. In a
    /// folder, all files that end in .txt, .md, .jsonl or .ndjson are read, including those in subfolders, sorted by
    /// name; symbolic links are not followed. Each extension may be followed by .gz or .zst.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Read all inputs as JSONL, whatever their names
    #[arg(long, help_heading = "Input")]
    pub jsonl: bool,

    /// The record field that holds the text to clean
    ///
    /// A dot selects a field of a nested object: `doc.text` is the field `text` of the object `doc`, unless the record
    /// has a field whose name is `doc.text`. A text that is null stays null.
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "Input")]
    pub field: String,

    /// What to do with an invalid text or record
    #[arg(long, value_enum, value_name = "ACTION", default_value_t = OnError::Stop, help_heading = "Input")]
    pub on_error: OnError,

    /// The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory
    #[arg(
        long,
        value_name = "N",
        default_value_t = 100 << 20,
        value_parser = clap::value_parser!(u32).range(..=1 << 30),
        help_heading = "Input"
    )]
    pub max_bytes: u32,

    /// The number of threads [default: the number of available processors]
    #[arg(
        short = 'j',
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=1024),
        help_heading = "Input"
    )]
    pub threads: Option<u16>,
}

/// The default name of the field for the list of removals.
const REMOVED_FIELD: &str = "removed";
/// The default name of the field for the annotations.
const SEGMENTS_FIELD: &str = "segments";

/// The options of what is written.
#[derive(Args)]
pub struct OutputOptions {
    /// Write one file per input into this folder, instead of everything to standard output
    ///
    /// Each output file has the name of its input, with the same path below an input folder, and the same compression.
    /// It replaces an existing file, but only when it is complete; an input is never overwritten.
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub out: Option<PathBuf>,

    /// Write everything to this file instead of standard output
    ///
    /// It is compressed if its name ends in .gz or .zst. It replaces an existing file, but only when it is complete and
    /// no input failed; an input is never overwritten.
    #[arg(short, long, value_name = "FILE", conflicts_with = "out", help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// Write the cleaned text back into each file, which is replaced when the whole file was cleaned
    #[arg(long, conflicts_with_all = ["out", "output", "explain", "diff"], help_heading = "Output")]
    pub in_place: bool,

    /// Print what would change, as a unified diff; for records, that of their texts
    ///
    /// A text of more than 4 MiB or with more than 100,000 removals is an error.
    #[arg(long, conflicts_with_all = ["out", "explain"], help_heading = "Output")]
    pub diff: bool,

    /// Print each page in full, with a margin that marks what is removed and why
    ///
    /// `--explain` is short for `--explain=removed`. The output is coloured on a terminal, unless NO_COLOR is set.
    ///
    /// With `all`, the text of each segment is shortened to the width of the terminal, and is followed by its features,
    /// the phrases found in it, every vote and veto on it, and why it was kept. Its margin is `+` if it was kept, `-`
    /// if it was removed, `~` if a part of it was removed, and `=` if it was spared. Of a very long text, the first 4 MiB
    /// of the explanation are printed.
    #[arg(
        long,
        value_enum,
        value_name = "SEGMENTS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "removed",
        conflicts_with = "out",
        help_heading = "Output"
    )]
    pub explain: Option<Explain>,

    /// Add a field `segments` to each record, which labels every segment of the text, also the kept ones
    ///
    /// The field is written next to `removed`. It is an array of objects {start, end, verdict, category, score, rule,
    /// evidence}: the segment's bytes in the original text, `kept`, `partly_removed` or `removed`, and the strongest
    /// vote on it, whose members are null (and the score 0) if there was none. The documentation of
    /// `dechaff::Annotation` describes them in full. A text of more than 100,000 segments is an error. Requires JSONL.
    #[arg(long, conflicts_with_all = ["explain", "diff"], help_heading = "Output")]
    pub annotate: bool,

    /// The name of the field that is added for the list of removals; a record that has it already is invalid
    #[arg(long, value_name = "NAME", default_value = REMOVED_FIELD, help_heading = "Output")]
    pub removed_field: String,

    /// The name of the field that --annotate adds; a record that has it already is invalid
    #[arg(long, value_name = "NAME", default_value = SEGMENTS_FIELD, help_heading = "Output")]
    pub segments_field: String,

    /// Print statistics on stderr at the end: what was removed, by category and rule
    ///
    /// With `json`, they are one line, the last one on stderr.
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

    /// Write an HTML report that shows what was kept and what was removed
    ///
    /// The report shows at most the first 200 pages and 2 MiB of text, with removed text struck out. Its statistics
    /// cover all pages.
    #[arg(long, value_name = "FILE.html", help_heading = "Output")]
    pub report: Option<PathBuf>,
}

/// The options of what is shown to a person.
#[derive(Args, Default)]
pub struct MessageOptions {
    /// When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, help_heading = "Output")]
    pub color: Color,

    /// Print errors only: no notes, no progress, no count of skipped records
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl OutputOptions {
    /// How pages are shown, if they are not written cleaned.
    pub fn shown(&self) -> Option<Explain> {
        if self.diff {
            Some(Explain::Diff)
        } else {
            self.explain
        }
    }

    /// Explanations on standard output.
    pub fn explain(explain: Explain) -> OutputOptions {
        OutputOptions {
            out: None,
            output: None,
            in_place: false,
            diff: false,
            explain: Some(explain),
            annotate: false,
            removed_field: REMOVED_FIELD.to_owned(),
            segments_field: SEGMENTS_FIELD.to_owned(),
            stats: None,
            report: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables
    Text,
    /// A JSON object on one line
    Json,
}

impl Options {
    /// Checks what clap cannot: combinations of options with each other and with the inputs. The error is the message
    /// for the user.
    pub fn check(&self, inputs: &[Result<Input, Failure>]) -> Result<(), String> {
        let is_jsonl = |input: &Result<Input, Failure>| input.as_ref().is_ok_and(|i| i.kind == Kind::Jsonl);
        if self.input.field != "text" && !inputs.iter().any(is_jsonl) {
            return Err("--field requires JSONL, but no input is JSONL: add --jsonl, or omit --field".to_owned());
        }
        if self.output.annotate && !inputs.iter().any(is_jsonl) {
            return Err("--annotate requires JSONL, but no input is JSONL: add --jsonl, or omit --annotate".to_owned());
        }
        let text_field = self.input.field.rsplit('.').next();
        if text_field == Some(&self.output.removed_field) {
            return Err("--field and --removed-field name the same field: choose another name".to_owned());
        }
        if self.output.annotate
            && [text_field, Some(&self.output.removed_field)].contains(&Some(&self.output.segments_field))
        {
            return Err("--segments-field names a field that is used already: choose another name".to_owned());
        }
        if self.output.in_place && inputs.iter().flatten().any(Input::is_stdin) {
            return Err("--in-place needs files, but standard input would be read: name a file".to_owned());
        }
        if self.output.in_place {
            let mut rules = InputPaths::default();
            rules.add(&self.rules_options.rules);
            inputs.iter().flatten().try_for_each(|input| rules.check_output(&input.path))?;
        }
        let mut read = InputPaths::default();
        read.add(inputs.iter().flatten().map(|input| &input.path).chain(&self.rules_options.rules));
        if let Some(report) = &self.output.report {
            new_file::check("--report", report, &read)?;
        }
        if let Some(output) = &self.output.output {
            new_file::check("--output", output, &read)?;
            if self.output.report.as_ref().is_some_and(|report| is_same_file(report, output)) {
                return Err("--output and --report would write to the same file: choose another path".to_owned());
            }
        }
        self.output.out.as_deref().map_or(Ok(()), |out| inputs::check(inputs, out, &read))
    }
}

/// Whether two paths of output files, of which neither needs to exist, are the same.
fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other || one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}
