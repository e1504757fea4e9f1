//! Writes proposals as a rules file.

use std::fmt::Write;

use serde_json::{json, Map, Value};

use super::propose::{Proposal, SiteProposals};

/// Returns the proposals of a site as the JSON form of a rules file, without those that are commented out.
pub fn to_json(site: &SiteProposals) -> Value {
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

/// Returns the rules file in TOML.
pub fn to_toml(sites: &[SiteProposals]) -> String {
    let mut out = String::from(
        "# Proposed rules. Check each before you use it, and delete or correct what is not boilerplate.\n\
         # `#` matches a number.\n\
         # Lines that are commented out may belong to an article.\n",
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
                write_entry(proposal, &mut out);
            }
            out.push_str("]\n");
        }
    }
    out
}

/// Writes an entry, with a comment above it that gives its count, position and example page.
fn write_entry(proposal: &Proposal, out: &mut String) {
    let Proposal { phrase, example, pages, position, page, is_guess, doubt, .. } = proposal;
    let _ = write!(out, "    # {pages} pages, {position}");
    if let Some(page) = page {
        let _ = write!(out, "; see {}", page.replace(char::is_control, " "));
    }
    if *is_guess {
        out.push_str("; the category is a guess");
    }
    let comment = match doubt {
        Some(doubt) => {
            let _ = write!(out, "\n    # doubtful: {}", doubt.replace(char::is_control, " "));
            "# "
        }
        None => "",
    };
    let _ = writeln!(out, "\n    {comment}{{ phrase = {}, matches = [{}] }},", quoted(phrase), quoted(example));
}

/// Groups the proposals by category. The category of the most frequent proposal comes first.
fn sections(site: &SiteProposals) -> Vec<(&'static str, Vec<&Proposal>)> {
    let mut sections: Vec<(&str, Vec<&Proposal>)> = Vec::new();
    for proposal in &site.proposals {
        match sections.iter_mut().find(|(category, _)| *category == proposal.category.name()) {
            Some((_, proposals)) => proposals.push(proposal),
            None => sections.push((proposal.category.name(), vec![proposal])),
        }
    }
    sections
}

/// Returns a TOML string on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
