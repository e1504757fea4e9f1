//! Learns sites from their pages, and shows what was learned.

pub mod file;
pub mod observe;
pub mod options;
mod parts;
mod show;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dechaff::{LearnedSite, LearnedSites};

use crate::clean::on_error::OnError;
use crate::clean::progress::Progress;
use crate::clean::total_bytes;
use crate::failure::Failure;
use crate::input::inputs;
use crate::input::pages::PageOptions;
use crate::input::place::Place;
use crate::message;
use crate::new_file::{self, InputPaths};
use crate::output::Output;
use observe::Observing;
use parts::Parts;

/// Learns sites from their pages: what the site prints on several of them.
///
/// Writes a file that `dechaff clean --sites` reads. It is JSON with a line for each site, which has the recurring texts
/// with the number of pages that have each. The site of a record is the host of its URL; that of a text is --site, or the
/// name of its folder if that is a host (`pages/example.com/1.txt`).
///
/// A sample of at most 64 pages of each site is held. When the texts held exceed --part-bytes, they are written to a folder
/// beside the output, OUTPUT.parts, so that memory does not grow with the number of pages. If the run is stopped, start
/// it again with the same command: it goes on behind the last part, and the result is the same. The result does not depend
/// on the order of the pages.
#[derive(Args)]
pub struct Options {
    /// Text files, JSONL files or folders; with --show, files of learned sites
    #[arg(required = true, value_name = "INPUT")]
    files: Vec<PathBuf>,

    /// The file of learned sites to write; it is compressed if its name ends in .gz or .zst
    #[arg(short, long, value_name = "FILE", required_unless_present = "show")]
    output: Option<PathBuf>,

    /// Add what is learned to the sites in this file; a site of which enough pages are seen is replaced
    ///
    /// Enough are eight pages, or half as many as the site was learned from before.
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,

    /// Print what was learned of this site, with the number of pages that have each text
    #[arg(long, value_name = "HOST", conflicts_with_all = ["output", "update"])]
    show: Option<String>,

    #[command(flatten)]
    reading: PageOptions,

    /// What to do with an invalid text or record; `skip` passes it over
    #[arg(long, value_enum, value_name = "ACTION", default_value_t = OnError::Stop)]
    on_error: OnError,

    /// Write a part when the held texts exceed this size in bytes
    #[arg(long, value_name = "N", default_value_t = parts::DEFAULT_PART_BYTES)]
    part_bytes: usize,

    /// Print errors only: no progress
    #[arg(short, long)]
    quiet: bool,
}

/// Runs the subcommand.
pub fn main(options: &Options) -> ExitCode {
    let done = match (&options.show, &options.output) {
        (Some(host), _) => show::show(host, &options.files),
        (None, Some(output)) => run(options, output),
        (None, None) => Ok(()),
    };
    match done {
        Err(failure) if !failure.is_closed_pipe() => {
            message::print(failure);
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

fn run(options: &Options, output: &Path) -> Result<(), Failure> {
    let mut read = InputPaths::default();
    read.add(options.files.iter().chain(&options.update));
    let checked = match &options.update {
        Some(update) if update == output => Ok(()), // It is read before it is replaced.
        _ => new_file::check("--output", output, &read),
    };
    checked.unwrap_or_else(|message| message::exit_with_usage(&message));
    let known = options.update.as_deref().map_or(Ok(LearnedSites::new()), file::read)?;
    let inputs =
        inputs::gather(&options.files, options.reading.jsonl(), None).into_iter().collect::<Result<Vec<_>, _>>()?;
    let progress = match options.quiet {
        true => Progress::hidden(),
        false => Progress::new(total_bytes(inputs.iter()), false),
    };
    let observing = Observing {
        field: options.reading.field(),
        max_bytes: options.reading.max_bytes(),
        site: options.reading.site_lookup(),
        on_error: Some(options.on_error),
        spool: None,
        progress: &progress,
    };
    let mut folder = output.as_os_str().to_owned();
    folder.push(".parts");
    let mut parts = Parts::resume(Path::new(&folder), observing.fingerprint(&inputs), options.part_bytes)?;
    let observed = observing.observe_all(&inputs, &mut parts);
    progress.finish();
    observed?;
    write(output, known, &mut parts)?;
    parts.delete()
}

/// Writes the file of learned sites: the known ones and those of the parts. Without known ones, only one site is held.
fn write(output: &Path, mut known: LearnedSites, parts: &mut Parts) -> Result<(), Failure> {
    let (out, place) = (Output::file(output)?, Place::file(&output.to_string_lossy()));
    let mut writer = file::Writer::default();
    if known.is_empty() {
        parts.finish(|sites| sites.iter().try_for_each(|(host, site)| out.write(&place, &writer.site(host, site))))?;
    } else {
        parts.finish(|sites| {
            known.update(sites);
            Ok(())
        })?;
        known.iter().try_for_each(|(host, site): (&str, &LearnedSite)| out.write(&place, &writer.site(host, site)))?;
    }
    out.write(&place, &writer.end())?;
    out.finish()
}

/// Learns the sites of the inputs before they are cleaned. What is wrong with them is reported when they are cleaned.
pub fn learn_before_cleaning(observing: &Observing<'_>, inputs: &[inputs::Input]) -> Result<LearnedSites, Failure> {
    let folder = tempfile::tempdir().map_err(|source| new_file::write_failure(&std::env::temp_dir(), source))?;
    let mut parts = Parts::resume(folder.path(), 0, parts::DEFAULT_PART_BYTES)?;
    observing.observe_all(inputs, &mut parts)?;
    let mut learned = LearnedSites::new();
    parts.finish(|sites| {
        learned.extend(sites);
        Ok(())
    })?;
    Ok(learned)
}
