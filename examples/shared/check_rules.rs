//! The linter for rules files: reports entries with problems, and entries that match none of the given pages.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use dechaff::{Ballot, Cleaner, Place, Rule, RulesFile, Segment};
use regex::Regex;

use super::failure::Failure;
use super::output::Output;
use super::pages::Pages;
use super::place::Place as InputPlace;
use super::rules_file::LoadedRules;

/// Checks the rules files and writes one line per finding. If there are pages, it also writes a line for each entry
/// that matches none of them. Returns the number of problems; entries without a match do not count.
pub fn check(paths: &[PathBuf], pages: &Pages<'_>, out: &Output<'_>) -> Result<usize, Failure> {
    let mut problems = 0;
    for path in paths {
        let place = InputPlace::file(&path.to_string_lossy());
        let print = |line: String| out.write(&place, format!("{line}\n").as_bytes());
        let file = match LoadedRules::read(path) {
            Ok(file) => file,
            Err(Failure::Rules { place, reason }) => {
                let line = place.line.map_or(String::new(), |line| format!(":{line}"));
                print(format!("{}{line}: {reason}", place.name))?;
                problems += 1;
                continue;
            }
            Err(failure) => return Err(failure),
        };
        for finding in file.rules.check() {
            print(format!("{}: {finding}", file.at(&finding.place)))?;
            problems += 1;
        }
        if pages.paths.is_empty() {
            continue;
        }
        let (page_count, matched) = find_matched_entries(&file.rules, pages)?;
        for (place, entry) in file.rules.entries().filter(|(place, _)| place.section != "keep") {
            if !matched.contains(&place) {
                let advice = "check whether the site still uses this text, and whether the pages are from that site";
                print(format!(
                    "{}: {place}: `{entry}`: matched on none of {page_count} pages: {advice}",
                    file.at(&place)
                ))?;
            }
        }
    }
    Ok(problems)
}

/// Cleans the pages. Returns their number, and the places of the entries that matched on at least one of them.
fn find_matched_entries(rules: &RulesFile, pages: &Pages<'_>) -> Result<(usize, BTreeSet<Place>), Failure> {
    let found = Arc::new(Mutex::new(PageMatches::default()));
    let cleaner = Cleaner::builder().rules_file(rules).rule(MatchRecorder { found: found.clone() }).build();
    let cleaner = cleaner.map_err(|e| Failure::Rules { place: InputPlace::file("rules"), reason: e.to_string() })?;
    let entries: Vec<(Place, String)> = rules
        .entries()
        .map(|(place, entry)| {
            let key = phrase_key(&place.section, entry);
            (place, key)
        })
        .collect();
    let patterns: Vec<(Place, Regex)> = rules
        .entries()
        .filter(|(place, _)| place.section == "protect")
        .filter_map(|(place, pattern)| Some((place, Regex::new(pattern).ok()?)))
        .collect();
    let (mut page_count, mut matched) = (0, BTreeSet::new());
    pages.visit(|_, page| {
        page_count += 1;
        let cleaner = page.host.map_or_else(|| cleaner.clone(), |host| cleaner.for_site(&host));
        cleaner.report(page.text);
        let PageMatches { phrases, texts } = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
        // Site rules count only on pages of their site.
        let is_active = |place: &Place| place.site.is_none() || place.site.as_deref() == cleaner.site();
        let phrases = entries.iter().filter(|(place, phrase)| is_active(place) && phrases.contains(phrase));
        let is_found = |pattern: &Regex| texts.iter().any(|text| pattern.is_match(text));
        let patterns = patterns.iter().filter(|(place, pattern)| is_active(place) && is_found(pattern));
        matched.extend(phrases.map(|(place, _)| place.clone()).chain(patterns.map(|(place, _)| place.clone())));
    })?;
    Ok((page_count, matched))
}

/// What the recorder found on a page.
#[derive(Default)]
struct PageMatches {
    /// The phrases that matched, as [`phrase_key`] writes them.
    phrases: BTreeSet<String>,
    /// The texts of all segments.
    texts: Vec<String>,
}

/// Identifies a phrase together with its category.
fn phrase_key(category: &str, phrase: &str) -> String {
    format!("[{category}] {phrase}")
}

/// A rule that never votes. It records which phrases matched.
struct MatchRecorder {
    found: Arc<Mutex<PageMatches>>,
}

impl Rule for MatchRecorder {
    fn name(&self) -> &'static str {
        "match_recorder"
    }

    fn judge(&self, segment: Segment<'_>, _: &mut Ballot<'_>) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found
            .phrases
            .extend(segment.phrases().map(|(category, phrase)| phrase_key(category.name(), phrase.notation())));
        found.texts.push(segment.text().to_owned());
    }
}
