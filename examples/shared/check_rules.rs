//! The linter for rules of one's own: what is wrong with them, and which of them never fire.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use dechaff::{Ballot, Cleaner, Place, Rule, RulesFile, Segment};
use regex::Regex;

use super::failure::{self, Failure};
use super::output::Output;
use super::pages::Pages;
use super::rules_file::LoadedRules;

/// Checks the files and, where there are pages, looks which entries never fire on them; writes a line for each finding.
/// Gives how many things are wrong.
pub fn check(paths: &[PathBuf], pages: &Pages<'_>, out: &Output<'_>) -> Result<usize, Failure> {
    let mut wrong = 0;
    for path in paths {
        let place = failure::Place::file(&path.to_string_lossy());
        let say = |line: String| out.write(&place, format!("{line}\n").as_bytes());
        let file = match LoadedRules::read(path) {
            Ok(file) => file,
            Err(Failure::Rules { place, reason }) => {
                let line = place.line.map_or(String::new(), |line| format!(":{line}"));
                say(format!("{}{line}: {reason}", place.name))?;
                wrong += 1;
                continue;
            }
            Err(failure) => return Err(failure),
        };
        for finding in file.rules.check() {
            say(format!("{}: {finding}", file.at(&finding.place)))?;
            wrong += 1;
        }
        if pages.paths.is_empty() {
            continue;
        }
        let (seen, fired) = fired(&file.rules, pages)?;
        for (place, entry) in file.rules.entries().filter(|(place, _)| place.section != "keep") {
            if !fired.contains(&place) {
                let advice = "see whether the site still has it, or whether the pages are of that site";
                say(format!("{}: {place}: `{entry}`: never fired on {seen} pages: {advice}", file.at(&place)))?;
            }
        }
    }
    Ok(wrong)
}

/// How many pages there are, and the entries that counted on one of them.
fn fired(rules: &RulesFile, pages: &Pages<'_>) -> Result<(usize, BTreeSet<Place>), Failure> {
    let found = Arc::new(Mutex::new(Found::default()));
    let cleaner = Cleaner::builder().rules_file(rules).rule(Watch { found: found.clone() }).build();
    let cleaner =
        cleaner.map_err(|e| Failure::Rules { place: failure::Place::file("rules"), reason: e.to_string() })?;
    let entries: Vec<(Place, String)> = rules
        .entries()
        .map(|(place, e)| {
            let named = named(&place.section, e);
            (place, named)
        })
        .collect();
    let patterns: Vec<(Place, Regex)> = rules
        .entries()
        .filter(|(place, _)| place.section == "protect")
        .filter_map(|(place, pattern)| Some((place, Regex::new(pattern).ok()?)))
        .collect();
    let (mut seen, mut fired) = (0, BTreeSet::new());
    pages.visit(|page| {
        seen += 1;
        let cleaner = page.host.map_or_else(|| cleaner.clone(), |host| cleaner.for_site(&host));
        cleaner.report(page.text);
        let Found { phrases, texts } = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
        let is_asked = |place: &Place| place.site.is_none() || place.site.as_deref() == cleaner.site();
        let phrases = entries.iter().filter(|(place, phrase)| is_asked(place) && phrases.contains(phrase));
        let is_there = |pattern: &Regex| texts.iter().any(|text| pattern.is_match(text));
        let patterns = patterns.iter().filter(|(place, pattern)| is_asked(place) && is_there(pattern));
        fired.extend(phrases.map(|(place, _)| place.clone()).chain(patterns.map(|(place, _)| place.clone())));
    })?;
    Ok((seen, fired))
}

/// What stands on a page.
#[derive(Default)]
struct Found {
    /// As [`named`].
    phrases: BTreeSet<String>,
    texts: Vec<String>,
}

/// A phrase and its category.
fn named(category: &str, phrase: &str) -> String {
    format!("[{category}] {phrase}")
}

/// Votes on nothing: writes down which phrases count.
struct Watch {
    found: Arc<Mutex<Found>>,
}

impl Rule for Watch {
    fn name(&self) -> &'static str {
        "watch"
    }

    fn judge(&self, segment: Segment<'_>, _: &mut Ballot<'_>) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.phrases.extend(segment.phrases().map(|(category, phrase)| named(category.name(), phrase.notation())));
        found.texts.push(segment.text().to_owned());
    }
}
