//! Checks a rules file: runs the examples of its phrases, and finds entries that have no effect or remove too much. It
//! uses the same matcher and the same rule as cleaning, so the results agree with what the entries do on a page.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use super::{Entry, RuleSet, RulesFile, KEEP, PROTECT};
use crate::category::{Category, CategorySet};
use crate::error::Place;
use crate::ledger::Ledger;
use crate::lexicon::matcher::{Matcher, Matchers};
use crate::lexicon::{Anchor, Lexicon, Phrase, PhraseRef};
use crate::normalize::Normalized;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rules;
use crate::view::{Context, Cues, Findings, Recurring};
use crate::vote::RuleName;

/// A problem that [`RulesFile::check`] found. `Display` formats it as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The position of the entry in the rules file.
    pub place: Place,
    /// The entry as written; the host if the problem is the name of a site.
    pub entry: String,
    /// What is wrong with the entry.
    pub problem: String,
    /// What to do about it.
    pub advice: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}: {}", self.place, self.entry, self.problem, self.advice)
    }
}

impl RulesFile {
    /// Checks the entries and returns the problems found, or an empty list if there are none. It reports:
    ///
    /// * phrases that contradict their examples, or whose example is protected by a pattern;
    /// * phrases that are already shipped, occur twice, or match only what a shorter phrase matches too;
    /// * phrases of a single word that matches anywhere, which would remove sentences of articles;
    /// * phrases of a category that is kept;
    /// * phrases that match no line, not even one of their own words;
    /// * categories that are kept twice, and patterns that protect every segment or nearly every one;
    /// * sites whose host starts with `www.`, whose rules do not apply to the other pages of the domain.
    ///
    /// An example is treated as a line of a page, so the phrase must match at its anchor. If the phrases for all sites
    /// and those for one site are more than 5,000 together, phrases that match only what a shorter phrase matches are
    /// not looked for.
    ///
    /// ```
    /// let rules: dechaff::RulesFile = serde_json::from_str(r#"{"phrases": {"newsletter": [
    ///     {"phrase": "^ get the gazette", "matches": ["Now get the gazette by post"]}
    /// ]}}"#)?;
    /// let findings = rules.check();
    /// assert_eq!(findings.len(), 1);
    /// assert_eq!(
    ///     findings[0].to_string(),
    ///     "section [newsletter], entry 1: `^ get the gazette`: does not match its example \
    ///      `Now get the gazette by post`: correct the phrase, its mark or the example"
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn check(&self) -> Vec<Finding> {
        let mut checker = Checker::new(self);
        for (site, set) in self.sets() {
            checker.check_set(site, set);
        }
        checker.findings
    }
}

/// The maximum number of phrases for all sites and for one site together up to which each phrase is compared with the
/// others. Chosen by hand: the comparison searches a text for each phrase, and each search gets slower with the number
/// of phrases that begin alike. A larger limit would let the check of an untrusted file take too long; a smaller one
/// would skip the comparison for rules files of ordinary size.
const MAX_COMPARED_PHRASES: usize = 5_000;
/// The lowest score that removes a segment at any strictness, the threshold of `Strictness::Thorough`, from 0.0 to 1.0.
/// A phrase removes its example if it does so at this strictness.
const MIN_THRESHOLD: f32 = 0.5;

/// A pattern that protects more of the shipped phrases than this, in percent, protects nearly every line of a page. No
/// words of one kind of boilerplate are in so many phrases, but single letters are.
const MAX_PROTECTED_PERCENT: usize = 50;
/// Every so many-th shipped phrase is tried with each pattern. More phrases would only take more time.
const SAMPLED_PHRASES: usize = 64;

/// Checks the rules for all sites and for each site, and collects the findings.
struct Checker<'r> {
    all_sites: &'r RuleSet,
    /// Matches the phrases for all sites.
    shared: Matcher,
    /// The positions of the phrases for all sites, by their number in `shared`.
    shared_places: Vec<Place>,
    /// Matches no phrase, but has the word lists that the rules need.
    words: Matcher,
    /// The category of each shipped phrase.
    shipped: HashMap<Identity<'static>, Category>,
    // Buffers that are reused for each line.
    cues: Cues,
    page: Page,
    ledger: Ledger,
    findings: Vec<Finding>,
}

impl<'r> Checker<'r> {
    fn new(rules: &'r RulesFile) -> Checker<'r> {
        let builtin = Lexicon::builtin();
        Checker {
            all_sites: &rules.all_sites,
            shared: Matcher::new(Cow::Owned(rules.all_sites.lexicon())),
            shared_places: phrase_places(None, &rules.all_sites),
            words: Matcher::new(Cow::Owned(builtin.words_only())),
            shipped: builtin.iter().map(|(category, phrase)| (identity(phrase), category)).collect(),
            cues: Cues::default(),
            page: Page::default(),
            ledger: Ledger::default(),
            findings: Vec::new(),
        }
    }

    fn check_set(&mut self, site: Option<&str>, set: &RuleSet) {
        if let Some(site) = site {
            self.check_host(site);
        }
        self.check_keep(site, set);
        self.check_protect(site, set);
        self.check_phrases(site, set);
        self.check_coverage(site, set);
    }

    fn report(&mut self, place: Place, entry: &str, problem: String, advice: &'static str) {
        self.findings.push(Finding { place, entry: entry.to_owned(), problem, advice });
    }

    fn check_host(&mut self, site: &str) {
        let Some(domain) = site.strip_prefix("www.") else { return };
        let problem = format!("these rules do not apply to the other pages of {domain}");
        let advice = "remove `www.`: the rules of a domain also apply to its subdomains";
        self.report(Place::entry(Some(site), "", 0), site, problem, advice);
    }

    /// Reports categories that are kept twice.
    fn check_keep(&mut self, site: Option<&str>, set: &RuleSet) {
        for (number, category) in (1..).zip(&set.keep) {
            let is_kept_for_all = site.is_some() && self.all_sites.keep.contains(category);
            if is_kept_for_all || set.keep[..number - 1].contains(category) {
                let problem = "this category is already kept".to_owned();
                self.report(Place::entry(site, KEEP, number), category.name(), problem, "delete this entry");
            }
        }
    }

    /// Reports patterns that protect every segment.
    fn check_protect(&mut self, site: Option<&str>, set: &RuleSet) {
        for (number, pattern) in (1..).zip(&set.protect) {
            if pattern.is_match("") {
                let problem = "matches the empty string, so it protects every segment".to_owned();
                let advice = "write a pattern that needs at least one word";
                self.report(Place::entry(site, PROTECT, number), pattern.as_str(), problem, advice);
                continue;
            }
            let sample = Lexicon::builtin().iter().step_by(SAMPLED_PHRASES).map(|(_, phrase)| phrase.text());
            let (mut tried, mut protected) = (0, 0);
            for text in sample {
                tried += 1;
                protected += usize::from(pattern.is_match(text));
            }
            if protected * 100 > tried * MAX_PROTECTED_PERCENT {
                let percent = protected * 100 / tried;
                let problem = format!("protects {percent} % of the shipped phrases, so nearly nothing is removed");
                let advice = "write a pattern that matches only what must stay";
                self.report(Place::entry(site, PROTECT, number), pattern.as_str(), problem, advice);
            }
        }
    }

    /// Checks each phrase without regard to the other phrases of the rules file.
    fn check_phrases(&mut self, site: Option<&str>, set: &RuleSet) {
        let kept = set.kept().union(self.all_sites.kept());
        for (category, number, entry) in set.entries() {
            let phrase = &entry.phrase;
            let place = || Place::entry(site, category.name(), number);
            self.check_examples(place, category, entry, set);
            if let Some(shipped) =
                self.shipped.get(&identity(phrase)).filter(|c| **c == category || is_decisive(phrase))
            {
                let problem = format!("is already a shipped phrase, in section [{shipped}]");
                let advice = "delete it, unless your cleaner does not use the shipped phrases";
                self.report(place(), phrase.notation(), problem, advice);
            }
            if kept.contains(category) && phrase.anchor() != Anchor::Keep {
                let problem = format!("has no effect, because the category [{category}] is kept");
                let advice = "delete the phrase, or remove the category from `keep`";
                self.report(place(), phrase.notation(), problem, advice);
            }
            // Only ASCII, because some scripts write several words without a space between them.
            let head = phrase.head();
            let is_single_word = !phrase.has_gap() && head.is_ascii() && head.chars().all(char::is_alphabetic);
            if phrase.anchor() == Anchor::Anywhere && is_single_word {
                let problem = "is a single word that matches anywhere, so it removes sentences of articles".to_owned();
                let advice = "add words, or use `=` if the word is the whole line";
                self.report(place(), phrase.notation(), problem, advice);
            }
        }
    }

    /// Checks that a phrase matches and removes its `matches`, and that it does not match its `misses`.
    fn check_examples(&mut self, place: impl Fn() -> Place, category: Category, entry: &Entry, set: &RuleSet) {
        if entry.matches.is_empty() && entry.misses.is_empty() {
            return;
        }
        let phrase = &entry.phrase;
        let mut lexicon = Lexicon::new();
        lexicon.add(category, phrase.clone());
        let matcher = Matcher::new(Cow::Owned(lexicon));
        for line in &entry.matches {
            let effect = self.effect(&matcher, line);
            let is_protecting = |p: &&Pattern| p.is_match(line);
            if effect == Effect::NoMatch {
                let problem = format!("does not match its example `{line}`");
                self.report(place(), phrase.notation(), problem, "correct the phrase, its mark or the example");
            } else if let Some(pattern) = self.all_sites.protect.iter().chain(&set.protect).find(is_protecting) {
                let problem = format!("its example `{line}` is protected by `{}`", pattern.as_str());
                self.report(place(), phrase.notation(), problem, "narrow the pattern, or delete the phrase");
            } else if effect == Effect::MatchOnly && is_decisive(phrase) {
                let problem = format!("matches its example `{line}`, but removes nothing of it");
                self.report(place(), phrase.notation(), problem, "use `=` for a whole line, or try another mark");
            }
        }
        for line in &entry.misses {
            if self.effect(&matcher, line) != Effect::NoMatch {
                let problem = format!("matches `{line}`, which is listed in `misses`");
                self.report(place(), phrase.notation(), problem, "add words to the phrase, or use a narrower mark");
            }
        }
    }

    /// Returns the effect of a phrase on a page that consists of this line only.
    fn effect(&mut self, phrase: &Matcher, line: &str) -> Effect {
        let normal = Normalized::of(line);
        let line = normal.as_ref().map_or(line, |normal| &normal.text);
        self.page.read(line, 0, None);
        let matchers = Matchers { shared: &self.words, site: Some(phrase) };
        self.cues.find(matchers, &self.page, None);
        let recurring = Recurring::default();
        let findings = Findings { text: line, page: &self.page, cues: &self.cues, matchers, recurring };
        let context = Context(&findings);
        let segments = 0..context.len();
        if segments.clone().all(|i| context.cues.of(i).is_empty()) {
            return Effect::NoMatch;
        }
        self.ledger.open(context.len(), MIN_THRESHOLD, CategorySet::EMPTY);
        let rule = (&RuleName::Shipped(rules::PHRASES.name), &rules::PHRASES.asks, rules::PHRASES.rule);
        rules::vote(context, std::iter::once(rule), &mut self.ledger);
        let is_removed = segments.clone().any(|i| self.ledger.is_removed(i)) || !self.ledger.parts().is_empty();
        if is_removed {
            Effect::Removal
        } else {
            Effect::MatchOnly
        }
    }

    /// Reports phrases that occur twice, and phrases that match only what a shorter phrase matches too.
    fn check_coverage(&mut self, site: Option<&str>, set: &RuleSet) {
        let site_matcher = site.map(|_| Matcher::new(Cow::Owned(set.lexicon())));
        let matchers = Matchers { shared: &self.shared, site: site_matcher.as_ref() };
        let phrase_count = site_matcher.as_ref().map_or(0, Matcher::len) + self.shared.len();
        let places = phrase_places(site, set);
        // The position of the first phrase with this category and identity. The phrases for all sites come before those
        // for one site.
        let mut first: HashMap<(Category, Identity<'_>), &Place> = HashMap::new();
        if site.is_some() {
            first.extend(self.all_sites.entries().map(|(c, _, e)| (c, identity(&e.phrase))).zip(&self.shared_places));
        }
        for ((category, _, entry), place) in set.entries().zip(&places) {
            let own = identity(&entry.phrase);
            let mut covered_by = first.get(&(category, own)).copied();
            first.entry((category, own)).or_insert(place);
            // A shorter phrase covers this one if it matches in a line that this one just matches. Two hints are needed
            // to remove a segment, so a hint that covers another is still useful beside it.
            let line = longest_match(&entry.phrase);
            let is_compared = phrase_count <= MAX_COMPARED_PHRASES
                && line.len() <= RulesFile::MAX_EXAMPLE_LEN
                && own.0 != Anchor::Hint;
            if is_compared && covered_by.is_none() {
                let normal = Normalized::of(&line);
                self.page.read(normal.as_ref().map_or(&line, |normal| &normal.text), 0, None);
                self.cues.find(matchers, &self.page, None);
                let mut cues = (0..self.page.segments.len()).flat_map(|i| self.cues.of(i));
                if !cues.clone().any(|cue| identity(matchers.entry(cue.phrase).phrase) == own) {
                    self.findings.push(Finding {
                        place: place.clone(),
                        entry: entry.phrase.notation().to_owned(),
                        problem: "matches no line, not even one of its own words".to_owned(),
                        advice: "write the words as a page shows them, on one line and without entities",
                    });
                    continue;
                }
                let covering = cues.find(|cue| {
                    let other = matchers.entry(cue.phrase);
                    let key = identity(other.phrase);
                    other.category == category && key.0 == own.0 && key != own
                });
                covered_by = covering.map(|cue| match cue.is_of_site() {
                    true => &places[cue.number()],
                    false => &self.shared_places[cue.number()],
                });
            }
            if let Some(by) = covered_by {
                self.findings.push(Finding {
                    place: place.clone(),
                    entry: entry.phrase.notation().to_owned(),
                    problem: format!("{by} already matches everything that this phrase matches"),
                    advice: "keep one of the two",
                });
            }
        }
    }
}

/// The effect of a phrase on a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    NoMatch,
    /// The phrase matches, but nothing is removed.
    MatchOnly,
    /// The phrase matches, and the line or a part of it is removed.
    Removal,
}

/// The positions of the phrases of a rule set, by their number in its lexicon.
fn phrase_places(site: Option<&str>, set: &RuleSet) -> Vec<Place> {
    set.entries().map(|(category, number, _)| Place::entry(site, category.name(), number)).collect()
}

/// The anchor and the words of a phrase. Two phrases with the same identity match the same segments.
type Identity<'p> = (Anchor, &'p [u8]);

fn identity<'p>(phrase: impl Into<PhraseRef<'p>>) -> Identity<'p> {
    let phrase = phrase.into();
    // A whole segment is compared without closing marks, so they do not distinguish phrases with `=`.
    let ignores_closing_marks = phrase.anchor() == Anchor::Whole && !phrase.has_gap();
    (phrase.anchor(), if ignores_closing_marks { phrase.core() } else { phrase.folded().as_bytes() })
}

/// Whether the phrase removes text without the support of another phrase.
fn is_decisive(phrase: &Phrase) -> bool {
    !matches!(phrase.anchor(), Anchor::Hint | Anchor::Keep)
}

/// A line that the phrase matches, with the maximum number of words in each gap.
fn longest_match(phrase: &Phrase) -> String {
    let gap = " xx".repeat(Phrase::MAX_GAP) + " ";
    let rest = if phrase.is_open_ended() { " xx" } else { "" };
    (phrase.parts().collect::<Vec<_>>().join(&gap) + rest).replace('#', "7")
}
