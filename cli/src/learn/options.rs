//! The options for learned sites.

use std::path::PathBuf;

use clap::Args;
use dechaff::LearnedSites;

use super::file;
use crate::failure::Failure;

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Learned sites")]
pub struct LearnedOptions {
    /// Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated
    #[arg(long, value_name = "FILE")]
    pub sites: Vec<PathBuf>,

    /// Learn the sites from the inputs before they are cleaned
    ///
    /// The inputs are read twice; standard input is written to a temporary file. Each page is cleaned with what was learned
    /// from all of them, and the output has the order of the input. Sites of fewer than three pages are cleaned as without
    /// this option.
    #[arg(long)]
    pub learn: bool,
}

impl LearnedOptions {
    /// Whether there are learned sites.
    pub fn is_any(&self) -> bool {
        self.learn || !self.sites.is_empty()
    }

    /// Reads the files of learned sites. Of a site that is in several, the last one counts.
    pub fn read(&self) -> Result<LearnedSites, Failure> {
        let mut sites = LearnedSites::new();
        for path in &self.sites {
            sites.extend(file::read(path)?);
        }
        Ok(sites)
    }
}
