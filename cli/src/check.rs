//! The linter for rules files: reports entries with problems, and entries that match none of the given pages.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use dechaff::{Ballot, Cleaner, Lexicon, Place, Rule, RulesFile, Segment};
use regex::Regex;

use crate::failure::Failure;
use crate::input::pages::{PageOptions, Pages};
use crate::input::place::Place as InputPlace;
use crate::message::{self, without_control_characters};
use crate::output::Output;
use crate::rules::options::unknown_site;
use crate::rules::rules_file::LoadedRules;
use crate::terminal::with_commas;

/// Check rules files.
///
/// Runs the examples of each file and reports entries with problems, one per line. If pages are given too, it also
/// reports the entries that match none of them.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 no findings, or only entries that match on none of the pages; 1 an entry has a problem, or a file could not be read; 2 \
                  invalid command line."
)]
pub struct Options {
    /// Rules files in TOML, JSON or YAML
    #[arg(required = true, value_name = "RULES")]
    rules: Vec<PathBuf>,

    /// Text files, JSONL files or folders; also report the entries that match on none of these pages
    #[arg(long, value_name = "PAGES", num_args = 1..)]
    pages: Vec<PathBuf>,

    /// Exit with status 1 also if an entry matches on none of the pages
    #[arg(long, requires = "pages")]
    strict: bool,

    #[command(flatten)]
    reading: PageOptions,
}

/// The number of findings of one file, and of its entries without a match, that are printed. The others are counted.
const MAX_PRINTED: usize = 100;

/// Runs the subcommand.
pub fn main(options: &Options) -> ExitCode {
    let pages = options.reading.pages(&options.pages);
    if let Err(message) = check_site(&options.rules, pages.site.host.as_deref()) {
        message::exit_with_usage(&message);
    }
    let out = Output::stream(io::stdout());
    let checked = check(&options.rules, &pages, options.strict, &out);
    match checked.and_then(|problems| out.flush().map(|()| problems)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            message::print(failure);
            ExitCode::FAILURE
        }
    }
}

/// Checks that there are rules for the site that `--site` names. A file that is not valid may have them.
fn check_site(paths: &[PathBuf], site: Option<&str>) -> Result<(), String> {
    let Some(site) = site else { return Ok(()) };
    let (mut sites, no_phrases) = (BTreeSet::new(), Lexicon::new());
    for path in paths {
        let Ok(file) = LoadedRules::read(path) else { return Ok(()) };
        let cleaner = Cleaner::builder().only_phrases(no_phrases.clone()).rules_file(&file.rules).build();
        if cleaner.map_or(true, |cleaner| cleaner.for_site(site).site().is_some()) {
            return Ok(());
        }
        sites.extend(file.rules.sites().map(str::to_owned));
    }
    Err(unknown_site(site, sites.iter().map(String::as_str)))
}

/// Checks the rules files and writes one line per finding. If there are pages, it also writes a line for each entry
/// that matches none of them. Returns the number of problems; entries without a match count if the check is strict.
fn check(paths: &[PathBuf], pages: &Pages<'_>, is_strict: bool, out: &Output<'_>) -> Result<usize, Failure> {
    let mut problems = 0;
    for path in paths {
        let place = InputPlace::file(&path.to_string_lossy());
        let print = |line: String| out.write(&place, format!("{}\n", without_control_characters(&line)).as_bytes());
        let print_first = |lines: &mut dyn Iterator<Item = String>| {
            lines.take(MAX_PRINTED).try_for_each(print)?;
            let more = lines.count();
            if more > 0 {
                print(format!("{}: {} more of the same kind", place.name, with_commas(more as u64)))?;
            }
            Ok(())
        };
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
        let findings = file.rules.check();
        problems += findings.len();
        print_first(&mut findings.iter().map(|finding| format!("{}: {finding}", file.at(&finding.place))))?;
        if pages.paths.is_empty() {
            continue;
        }
        let (page_count, matched) = find_matched_entries(&file.rules, pages)?;
        let entries = file.rules.entries().filter(|(place, _)| place.section != "keep");
        let unmatched: Vec<_> = entries.filter(|(place, _)| !matched.contains(place)).collect();
        let advice = "check whether the site still uses this text, and whether the pages are from that site";
        print_first(&mut unmatched.iter().map(|(place, entry)| {
            format!("{}: {place}: `{entry}`: matched on none of {page_count} pages: {advice}", file.at(place))
        }))?;
        problems += if is_strict { unmatched.len() } else { 0 };
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
