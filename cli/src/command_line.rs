//! The command line: the subcommands, and the options of cleaning, which is what the command does without a subcommand.

use clap::{Args, Parser, Subcommand};

use crate::clean::explain::Explain;
use crate::clean::{self, InputOptions, MessageOptions, OutputOptions};
use crate::learn::options::LearnedOptions;
use crate::rules::options::RulesOptions;
use crate::{check, evaluate, learn, mine};

const EXAMPLES: &str = "\
Examples:
  dechaff page.txt                            print the cleaned text
  dechaff explain page.txt                    print the page, and mark what is removed and why
  dechaff explain --all page.txt              print why each line was removed or kept
  dechaff pages/ --out cleaned/               clean each file of a folder into another folder
  dechaff crawl.jsonl.gz --out cleaned/       clean compressed records; output is compressed too
  dechaff --jsonl --field body --stats <crawl.jsonl >cleaned.jsonl
  dechaff --only donation,newsletter page.txt
  dechaff --preset rag crawl.jsonl            keep what retrieval needs; `dechaff presets` lists all presets
  dechaff --rules own.toml crawl.jsonl        add your own rules; each record gets those of its site
  dechaff learn crawl.jsonl -o sites.learned  learn what each site prints on several of its pages
  dechaff --sites sites.learned crawl.jsonl   also remove that
  dechaff check own.toml --pages pages/       check a rules file, and whether its entries match
  dechaff ./clean                             clean a file that has the name of a subcommand

Exit status:
  0    success, or the reader of the output closed the pipe
  1    an input could not be read or was invalid, or the output could not be written
  2    invalid command line
  130, 143  interrupted: the output ends with a whole record, and --out contains no incomplete file";

/// Strips boilerplate from article texts.
///
/// Without a subcommand it cleans: it reads plain text or JSONL from files, folders or standard input, and writes the
/// cleaned text to standard output or into a folder. Files that end in .gz or .zst are decompressed.
#[derive(Parser)]
#[command(
    name = "dechaff",
    version,
    args_conflicts_with_subcommands = true,
    after_long_help = EXAMPLES,
    after_help = "Use --help for more details and for examples."
)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub clean: clean::Options,
}

#[derive(Subcommand)]
pub enum Command {
    /// Clean texts and records; this is also done without a subcommand
    Clean(clean::Options),
    /// Print each page in full, and mark what is removed and why
    Explain(ExplainOptions),
    /// Check rules files: run their examples and report entries with problems
    Check(check::Options),
    /// Learn sites from their pages, for `clean --sites`
    Learn(learn::Options),
    /// Propose rules for a site from its pages
    Mine(mine::Options),
    /// List the presets, and the options that do the same
    Presets,
    /// Measure the cleaner on annotated pages
    Evaluate(evaluate::Options),
    /// Extract the articles of HTML pages and remove the boilerplate in them
    #[cfg(feature = "scrape")]
    Scrape(crate::scrape::Options),
    /// Extract the articles of HTML pages; this needs the cargo feature `scrape`
    #[cfg(not(feature = "scrape"))]
    Scrape(MissingFeature),
}

/// The arguments of a subcommand that this build does not have.
#[cfg(not(feature = "scrape"))]
#[derive(Args)]
#[command(disable_help_flag = true)]
pub struct MissingFeature {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _arguments: Vec<std::ffi::OsString>,
}

/// Print each page in full, and mark what is removed and why.
///
/// Kept lines have a blank margin and removed lines have the margin `-`. A line with the margin `#` gives the reason
/// before each removal. Removals that were spared, because too little text would have remained, follow the page with
/// the margin `=`. The output is coloured on a terminal.
#[derive(Args)]
pub struct ExplainOptions {
    /// Explain every segment, also the kept ones
    ///
    /// The text of each segment is shortened to the width of the terminal, and is followed by its features, the phrases
    /// found in it, every vote and veto on it, and why it was kept. Its margin is `+` if it was kept, `-` if it was
    /// removed, `~` if a part of it was removed, and `=` if it was spared.
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    input: InputOptions,

    #[command(flatten)]
    messages: MessageOptions,

    #[command(flatten)]
    cleaner: clean::CleanerOptions,

    #[command(flatten)]
    rules: RulesOptions,

    #[command(flatten)]
    learned: LearnedOptions,
}

impl From<ExplainOptions> for clean::Options {
    fn from(options: ExplainOptions) -> clean::Options {
        clean::Options {
            input: options.input,
            output: OutputOptions::explain(if options.all { Explain::All } else { Explain::Removed }),
            messages: options.messages,
            list_categories: false,
            cleaner_options: options.cleaner,
            rules_options: options.rules,
            learned_options: options.learned,
        }
    }
}
