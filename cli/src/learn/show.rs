//! Prints what was learned of a site.

use std::io::{self, Write};
use std::path::PathBuf;

use dechaff::{LearnedSites, Recurring};

use super::file;
use crate::failure::Failure;
use crate::input::place::Place;
use crate::message::without_control_characters;
use crate::output::Output;

/// Prints the recurring texts of a site, those on the most pages first.
pub fn show(host: &str, files: &[PathBuf]) -> Result<(), Failure> {
    let mut sites = LearnedSites::new();
    for path in files {
        sites.extend(file::read(path)?);
    }
    let mut text = Vec::new();
    match sites.get(host) {
        None => {
            let place = Place::file(&files[0].to_string_lossy());
            return Err(Failure::Sites { place, reason: format!("nothing is known of {host}") });
        }
        Some(site) => {
            let _ = writeln!(text, "{host}: {} pages", site.pages);
            list("lines", &site.lines, &mut text);
            list("stretches of long lines", &site.stretches, &mut text);
        }
    }
    let out = Output::stream(io::stdout());
    out.write(&Place::file(host), &text).and_then(|()| out.flush())
}

fn list(name: &str, recurring: &[Recurring], out: &mut Vec<u8>) {
    if !recurring.is_empty() {
        let _ = writeln!(out, "\npages  {name}");
    }
    for text in recurring {
        let _ = writeln!(out, "{:>5}  {}", text.pages, without_control_characters(&text.text));
    }
}
