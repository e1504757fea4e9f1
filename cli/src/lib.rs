//! The command `dechaff`. Each subcommand is a module; [`input`], [`rules`] and [`output`] are what they share.
//!
//! What runs for each page is in the crate `dechaff-cli-pages`, because it is compiled in another way.
//!
//! It is a library so that the fuzz targets, the benchmarks and `xtask` can use its parts. Nothing in it is a stable
//! interface.

pub mod check;
pub mod clean;
pub mod command_line;
pub mod evaluate;
pub mod input;
pub mod message;
pub mod learn;
mod mine;
pub mod output;
pub mod rules;
#[cfg(feature = "scrape")]
pub mod scrape;
pub mod terminal;

pub use dechaff_cli_pages::{failure, new_file};

/// The example of the README, which the tests of the documentation run. It is tested here, as are those of other
/// documents, because they use more crates than the tests of the library.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
#[cfg(doctest)]
#[doc = include_str!("../../docs/start.md")]
pub struct Start;
#[cfg(doctest)]
#[doc = include_str!("../../docs/learn-a-site.md")]
pub struct LearnASite;

/// The programs of `docs/formats.md`, which are only compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/formats.md")]
pub struct Formats;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use command_line::{Command, CommandLine};

/// Runs the subcommand that the arguments name; the first argument is the name of the program.
///
/// The program exits at once if the arguments are invalid, or ask for the help or the version.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let parsed = CommandLine::try_parse_from(&arguments);
    let CommandLine { command, clean } = parsed.unwrap_or_else(|e| message::exit_with(&e));
    match command.unwrap_or(Command::Clean(clean)) {
        Command::Clean(options) => clean::main(&options, &arguments),
        Command::Explain(options) => clean::main(&options.into(), &arguments),
        Command::Check(options) => check::main(&options),
        Command::Learn(options) => learn::main(&options),
        Command::Mine(options) => mine::main(&options),
        Command::Presets => clean::print_presets(),
        Command::Evaluate(options) => evaluate::main(&options),
        #[cfg(feature = "scrape")]
        Command::Scrape(options) => scrape::main(&options),
        #[cfg(not(feature = "scrape"))]
        Command::Scrape(_) => {
            message::print(failure::missing_feature("the subcommand `scrape`", "scrape"));
            ExitCode::from(2)
        }
    }
}
