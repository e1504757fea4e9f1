//! Proposals as a rules file.

use std::fmt::Write;

use serde_json::{json, Map, Value};

use super::propose::{Proposal, Site};

/// A site's proposals without those that are commented out, as JSON.
pub fn json(site: &Site) -> Value {
    let mut phrases = Map::new();
    for (category, proposals) in sections(site) {
        let active = proposals.iter().filter(|p| p.doubt.is_none());
        phrases.insert(
            category.to_owned(),
            active.map(|p| json!({ "phrase": p.phrase, "matches": [p.example] })).collect(),
        );
    }
    json!({ "phrases": phrases })
}

/// The rules file, in TOML.
pub fn file(sites: &[Site]) -> String {
    let mut out = String::from(
        "# Proposals: read each before you use it, and delete or mend what is not furniture. `#` stands for a number.\n\
         # Lines that are commented out may be the article's.\n",
    );
    for site in sites.iter().filter(|site| !site.proposals.is_empty()) {
        let table = match site.name.as_str() {
            "" => "phrases".to_owned(),
            name => format!("site.{}.phrases", quoted(name)),
        };
        let _ = writeln!(out, "\n[{table}] # {} pages", site.pages);
        for (category, proposals) in sections(site) {
            let _ = writeln!(out, "{category} = [");
            for proposal in proposals {
                write(proposal, &mut out);
            }
            out.push_str("]\n");
        }
    }
    out
}

fn write(proposal: &Proposal, out: &mut String) {
    let Proposal { phrase, example, pages, stands, page, is_guess, doubt, .. } = proposal;
    let _ = write!(out, "    # {pages} pages, {stands}; see {}", page.escape_debug());
    if *is_guess {
        out.push_str("; of which category?");
    }
    let comment = match doubt {
        Some(doubt) => {
            let _ = write!(out, "\n    # doubtful: {}", doubt.escape_debug());
            "# "
        }
        None => "",
    };
    let _ = writeln!(out, "\n    {comment}{{ phrase = {}, matches = [{}] }},", quoted(phrase), quoted(example));
}

/// The proposals by category, that of the commonest first.
fn sections(site: &Site) -> Vec<(&'static str, Vec<&Proposal>)> {
    let mut sections: Vec<(&str, Vec<&Proposal>)> = Vec::new();
    for proposal in &site.proposals {
        match sections.iter_mut().find(|(category, _)| *category == proposal.category.name()) {
            Some((_, proposals)) => proposals.push(proposal),
            None => sections.push((proposal.category.name(), vec![proposal])),
        }
    }
    sections
}

/// A string on one line, as TOML reads it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
