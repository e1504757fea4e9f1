//! Rules of one's own: the options that name them and the site.

use std::path::PathBuf;

use clap::Args;

use super::site::Site;

#[derive(Args, Debug)]
#[command(next_help_heading = "Rules of your own")]
pub struct Own {
    /// Clean with these rules too: TOML, JSON or YAML, by the ending; may stand more than once
    #[arg(long, value_name = "FILE")]
    pub rules: Vec<PathBuf>,

    /// Check these rules, and end: run their examples, and name each entry that does nothing or too much
    ///
    /// Where pages are given, those entries are named too that count on none of them. Exit status 1 where something is
    /// wrong.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rules", "out", "explain", "stats", "report"])]
    pub check_rules: Vec<PathBuf>,

    /// The field of a record that holds its address, by whose host it gets the rules of its site
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub url_field: String,

    /// The host whose rules pages get that have no address
    #[arg(long, value_name = "HOST")]
    pub site: Option<String>,
}

impl Own {
    pub fn site(&self) -> Site {
        Site { url_field: self.url_field.clone(), host: self.site.clone() }
    }
}
