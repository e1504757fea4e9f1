//! The options for learned sites.

use std::path::PathBuf;

use clap::Args;

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Learned sites")]
pub struct LearnedOptions {
    /// Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated
    #[arg(long, value_name = "FILE")]
    pub sites: Vec<PathBuf>,

    /// Learn the sites from the inputs before they are cleaned
    ///
    /// The inputs are read twice; standard input is written to a temporary file. The output has the order of the input.
    #[arg(long)]
    pub learn: bool,
}
