//! The options for rules files and the site of a page.

use std::path::PathBuf;

use clap::Args;
use dechaff::{Cleaner, RulesFile};

use crate::input::site::{parse_site, SiteLookup};

/// The number of sites that the message about an unknown one lists.
const MAX_LISTED_SITES: usize = 8;

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
    #[arg(long, value_name = "HOST", value_parser = parse_site)]
    pub site: Option<String>,
}

impl RulesOptions {
    pub fn site_lookup(&self) -> SiteLookup {
        SiteLookup { url_field: self.url_field.clone(), host: self.site.clone() }
    }

    /// Checks that there are rules for the site that `--site` names. The error is the message for the user.
    pub fn check_site(&self, rules: &RulesFile, cleaner: &Cleaner) -> Result<(), String> {
        let Some(site) = &self.site else { return Ok(()) };
        if self.rules.is_empty() {
            return Err("--site selects rules, but there is no rules file: add --rules, or omit --site".to_owned());
        }
        match cleaner.for_site(site).site() {
            Some(_) => Ok(()),
            None => Err(unknown_site(site, rules.sites())),
        }
    }
}

/// The message about a site for which there are no rules; `sites` are those for which there are.
pub fn unknown_site<'r>(site: &str, sites: impl Iterator<Item = &'r str>) -> String {
    let sites: Vec<&str> = sites.take(MAX_LISTED_SITES).collect();
    let known = match sites.is_empty() {
        true => "they have rules for all sites only".to_owned(),
        false => format!("they have rules for {}", sites.join(", ")),
    };
    format!("--site {site}: the rules files have no rules for this site; {known}")
}
