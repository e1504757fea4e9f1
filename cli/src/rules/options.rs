//! The options for rules files and the site of a page.

use std::path::PathBuf;

use clap::Args;

use crate::input::site::SiteLookup;

#[derive(Args, Debug)]
#[command(next_help_heading = "Rules files")]
pub struct RulesOptions {
    /// Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated
    ///
    /// The file extension (.toml, .json, .yaml or .yml) selects the format.
    #[arg(long, value_name = "FILE")]
    pub rules: Vec<PathBuf>,

    /// The record field that holds the page's URL, whose host selects the site rules
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub url_field: String,

    /// The host whose site rules apply to pages without a URL
    #[arg(long, value_name = "HOST")]
    pub site: Option<String>,
}

impl RulesOptions {
    pub fn site_lookup(&self) -> SiteLookup {
        SiteLookup { url_field: self.url_field.clone(), host: self.site.clone() }
    }
}
