//! Checks rules: runs their examples, and says what of them does nothing or too much. What matches is decided by the
//! matcher that pages are searched with.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use super::{Entry, RulesFile, Set, KEEP, PROTECT};
use crate::category::Category;
use crate::error::Place;
use crate::ledger::Ledger;
use crate::lexicon::matcher::{Matcher, Matchers};
use crate::lexicon::{Anchor, Lexicon, Phrase};
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rules;
use crate::view::{Context, Cues};
use crate::vote::RuleName;

/// Something in [`RulesFile`] to look at, as a linter would say it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where the entry stands.
    pub place: Place,
    /// The entry as it is written.
    pub entry: String,
    /// What was found.
    pub what: String,
    /// What to do.
    pub advice: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}: {}", self.place, self.entry, self.what, self.advice)
    }
}

impl RulesFile {
    /// Runs the examples of each entry and looks for entries that do nothing or too much: phrases that ship already,
    /// stand twice, are covered by a shorter one or are a single word that counts anywhere; categories that are kept and
    /// have phrases; patterns that protect everything or an example; sites whose name leaves pages out. Empty where all
    /// is well.
    ///
    /// An example matches where it would as a line of a page: the anchor counts. Where more than 5,000 phrases count for
    /// one site, shorter ones that cover others are not looked for.
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
    ///      `Now get the gazette by post`: mend the phrase or its mark, or the example"
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn check(&self) -> Vec<Finding> {
        let mut check = Check::new(self);
        for (site, set) in self.sets() {
            check.set(site, set);
        }
        check.findings
    }
}

/// Findings so far, and what each set is compared with.
struct Check<'r> {
    all: &'r Set,
    /// Holds the phrases for all sites.
    shared: Matcher,
    /// Where each of these stands, by number.
    shared_places: Vec<Place>,
    /// Holds no phrase, but the word lists that judging needs.
    words: Matcher,
    shipped: HashMap<(Anchor, &'static str), Category>,
    cues: Cues,
    page: Page,
    ledger: Ledger,
    findings: Vec<Finding>,
}

/// Where more phrases count on the same pages, only those that stand twice are found: to compare each with each would
/// take too long.
const COMPARED: usize = 5_000;
/// Of all votes those that count somewhere.
const LEAST: f32 = 0.5;

impl<'r> Check<'r> {
    fn new(rules: &'r RulesFile) -> Check<'r> {
        let builtin = Lexicon::builtin();
        Check {
            all: &rules.all,
            shared: Matcher::new(Cow::Owned(rules.all.lexicon())),
            shared_places: places(None, &rules.all),
            words: Matcher::new(Cow::Owned(builtin.words_only())),
            shipped: builtin.iter().map(|(category, phrase)| (key(phrase), category)).collect(),
            cues: Cues::default(),
            page: Page::default(),
            ledger: Ledger::default(),
            findings: Vec::new(),
        }
    }

    fn set(&mut self, site: Option<&str>, set: &Set) {
        if let Some((site, domain)) = site.and_then(|site| Some((site, site.strip_prefix("www.")?))) {
            let what = format!("pages of {domain} don't get these rules");
            let advice = "leave `www.` out: it gets what its domain has";
            self.find(Place::entry(Some(site), "", 0), site, what, advice);
        }
        let kept: u64 = set.kept() | self.all.kept();
        for (number, category) in (1..).zip(&set.keep) {
            if site.is_some() && self.all.keep.contains(category) || set.keep[..number - 1].contains(category) {
                self.find(Place::entry(site, KEEP, number), category.name(), "kept already".to_owned(), "delete it");
            }
        }
        for (number, pattern) in (1..).zip(&set.protect) {
            if pattern.is_match("") {
                let what = "matches the empty text, and so every line: nothing goes".to_owned();
                self.find(
                    Place::entry(site, PROTECT, number),
                    pattern.as_str(),
                    what,
                    "write a pattern that needs its words",
                );
            }
        }
        self.phrases(site, set, kept);
        self.covered(site, set);
    }

    fn find(&mut self, place: Place, entry: &str, what: String, advice: &'static str) {
        self.findings.push(Finding { place, entry: entry.to_owned(), what, advice });
    }

    /// Each phrase alone.
    fn phrases(&mut self, site: Option<&str>, set: &Set, kept: u64) {
        for (category, number, entry) in set.entries() {
            let phrase = &entry.phrase;
            let place = || Place::entry(site, category.name(), number);
            self.examples(place, category, entry, set);
            if let Some(shipped) = self.shipped.get(&key(phrase)).filter(|c| **c == category || decides(phrase)) {
                let what = format!("ships already, in the section [{shipped}]");
                self.find(place(), phrase.notation(), what, "delete it, unless you clean without the shipped phrases");
            }
            if kept & category.bit() != 0 && phrase.anchor() != Anchor::Keep {
                let what = format!("takes nothing, since [{category}] is kept");
                self.find(place(), phrase.notation(), what, "delete it, or take the category from `keep`");
            }
            let alone = !phrase.has_gap() && phrase.head().chars().all(char::is_alphabetic) && phrase.head().is_ascii();
            if phrase.anchor() == Anchor::Anywhere && alone {
                let what = "a single word that counts anywhere takes sentences of articles too".to_owned();
                self.find(place(), phrase.notation(), what, "add words, or use `=` where it is the whole line");
            }
        }
    }

    fn examples(&mut self, place: impl Fn() -> Place, category: Category, entry: &Entry, set: &Set) {
        if entry.matches.is_empty() && entry.misses.is_empty() {
            return;
        }
        let phrase = &entry.phrase;
        let mut lexicon = Lexicon::new();
        lexicon.add(category, phrase.clone());
        let matcher = Matcher::new(Cow::Owned(lexicon));
        for line in &entry.matches {
            let judged = self.judge(&matcher, line);
            let protects = |p: &&Pattern| p.is_match(line);
            if judged == Judged::Missed {
                let what = format!("does not match its example `{line}`");
                self.find(place(), phrase.notation(), what, "mend the phrase or its mark, or the example");
            } else if let Some(pattern) = self.all.protect.iter().chain(&set.protect).find(protects) {
                let what = format!("its example `{line}` is protected by `{}`", pattern.as_str());
                self.find(place(), phrase.notation(), what, "narrow the pattern, or delete the phrase");
            } else if judged == Judged::Stays && decides(phrase) {
                let what = format!("matches its example `{line}`, and takes nothing of it");
                self.find(place(), phrase.notation(), what, "use `=` for a whole line, or try another mark");
            }
        }
        for line in entry.misses.iter() {
            if self.judge(&matcher, line) != Judged::Missed {
                let what = format!("matches `{line}`, which it is to miss");
                self.find(place(), phrase.notation(), what, "add words to the phrase, or use a narrower mark");
            }
        }
    }

    /// What a phrase does to a line, as far as the line alone tells.
    fn judge(&mut self, phrase: &Matcher, line: &str) -> Judged {
        self.page.read(line, 0, None);
        let matchers = Matchers { shared: &self.words, site: Some(phrase) };
        self.cues.find(matchers, &self.page, None);
        let context = Context { text: line, page: &self.page, cues: &self.cues, matchers };
        let segments = 0..context.len();
        if segments.clone().all(|i| context.cues.of(i).is_empty()) {
            return Judged::Missed;
        }
        self.ledger.open(context.len(), LEAST, 0);
        let rule = (&RuleName::Shipped(rules::PHRASES.name), rules::PHRASES.rule);
        rules::vote(context, std::iter::once(rule), &mut self.ledger);
        let goes = segments.clone().any(|i| self.ledger.is_removed(i)) || !self.ledger.parts().is_empty();
        match goes {
            true => Judged::Goes,
            false => Judged::Stays,
        }
    }

    /// Phrases that stand twice, or that a shorter one covers.
    fn covered(&mut self, site: Option<&str>, set: &Set) {
        let of_site = site.map(|_| Matcher::new(Cow::Owned(set.lexicon())));
        let matchers = Matchers { shared: &self.shared, site: of_site.as_ref() };
        let is_compared = of_site.as_ref().map_or(0, Matcher::len) + self.shared.len() <= COMPARED;
        let places = places(site, set);
        let mut first: HashMap<(Category, Key<'_>), &Place> = HashMap::new();
        if site.is_some() {
            first.extend(self.all.entries().map(|(c, _, e)| (c, key(&e.phrase))).zip(&self.shared_places));
        }
        for ((category, _, entry), place) in set.entries().zip(&places) {
            let own = key(&entry.phrase);
            let mut by = first.get(&(category, own)).copied();
            first.entry((category, own)).or_insert(place);
            let line = fill(&entry.phrase);
            if is_compared && by.is_none() && line.len() <= RulesFile::MAX_EXAMPLE_LEN && own.0 != Anchor::Hint {
                self.page.read(&line, 0, None);
                self.cues.find(matchers, &self.page, None);
                let mut cues = (0..self.page.segments.len()).flat_map(|i| self.cues.of(i));
                let covering = cues.find(|cue| {
                    let other = matchers.entry(cue.phrase);
                    let key = key(other.phrase);
                    other.category == category && key.0 == own.0 && key != own
                });
                by = covering.map(|cue| match cue.is_of_site() {
                    true => &places[cue.number()],
                    false => &self.shared_places[cue.number()],
                });
            }
            if let Some(by) = by {
                let (entry, what) =
                    (entry.phrase.notation().to_owned(), format!("all that it matches {by} matches too"));
                self.findings.push(Finding { place: place.clone(), entry, what, advice: "keep one of the two" });
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Judged {
    Missed,
    /// It matches, and takes nothing.
    Stays,
    Goes,
}

/// Where each phrase of a set stands, by its number in the lexicon of the set.
fn places(site: Option<&str>, set: &Set) -> Vec<Place> {
    set.entries().map(|(category, number, _)| Place::entry(site, category.name(), number)).collect()
}

/// Anchor and words.
type Key<'p> = (Anchor, &'p str);

/// What tells a phrase from others, whatever its category.
fn key(phrase: &Phrase) -> Key<'_> {
    let whole = phrase.anchor() == Anchor::Whole && !phrase.has_gap();
    (phrase.anchor(), if whole { phrase.core() } else { phrase.folded() })
}

/// Whether a line goes by the phrase alone.
fn decides(phrase: &Phrase) -> bool {
    !matches!(phrase.anchor(), Anchor::Hint | Anchor::Keep)
}

/// A line that the phrase matches, with as much in its gaps as may be there.
fn fill(phrase: &Phrase) -> String {
    let gap = " xx".repeat(Phrase::MAX_GAP) + " ";
    phrase.parts().collect::<Vec<_>>().join(&gap).replace('#', "7")
}
