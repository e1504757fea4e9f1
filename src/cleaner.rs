//! The pipeline in one function, and the cleaner that runs it.
//!
//! What each stage costs, in instructions a byte of the fixtures, as `benches/stages` prints them. A page of which
//! something went is judged again, what is left of it, and read again as far as its lines changed:
//!
//! | stage | articles | whole pages |
//! |---|---|---|
//! | page | 63.5 | 88.4 |
//! | lexicon | 44.8 | 71.8 |
//! | rules | 52.8 | 104.8 |
//! | passes | 22.2 | 86.3 |
//! | guard | 0.3 | 0.4 |
//! | output | 3.8 | 10.9 |
//! | all of it | 210.7 | 444.7 |
//!
//! Of a page's reading, most is folding, eight bytes at a time where they are plain; of a whole page's passes, most is the
//! comparing of paragraphs by their words.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::error::{excerpt, Error};
use crate::guard;
use crate::instrument::shortcuts;
use crate::ledger::{Ledger, Vote};
use crate::lexicon::matcher::{Matcher, Matchers};
use crate::lexicon::scan;
use crate::lexicon::Lexicon;
use crate::output::{self, Cleaned, Removal};
use crate::page::{Form, Known, Stretch};
use crate::passes::{self, WholePage};
use crate::pattern::{self, Pattern};
use crate::rules::{self, Context, Reading, Rule};
use crate::rules_file::{RulesFile, Site, Sites};
use crate::scratch::{Pool, Scratch};

/// How much certainty a removal needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Strictness {
    /// Only what no article says there: a score of 0.85 and more.
    Careful,
    /// A score of 0.65 and more.
    #[default]
    Balanced,
    /// A score of 0.5 and more: captions without a credit and other doubtful lines too.
    Thorough,
}

impl Strictness {
    /// The least score by which a segment goes.
    pub const fn threshold(self) -> f32 {
        match self {
            Strictness::Careful => 0.85,
            Strictness::Balanced => 0.65,
            Strictness::Thorough => 0.5,
        }
    }
}

/// A page is cleaned at most so many times until nothing more goes.
const ROUNDS: usize = 8;

/// Cleans texts. Cheap to clone, and one serves all threads.
#[derive(Clone)]
pub struct Cleaner {
    shared: Arc<Shared>,
    /// What the pages' site adds.
    site: Option<Arc<Site>>,
}

struct Shared {
    pool: Pool,
    matcher: Matcher,
    own_rules: Vec<Box<dyn Rule>>,
    protected: Vec<Pattern>,
    kept: u64,
    strictness: Strictness,
    whole_page: WholePage,
    sites: Sites,
}

impl Cleaner {
    /// A builder with the default settings.
    pub fn builder() -> CleanerBuilder {
        CleanerBuilder::default()
    }

    /// The cleaner for the pages of a site: with the [`RulesFile`] for it on top of those for all. `host` may be in any case
    /// and have a port; a subdomain without rules gets those of the nearest domain above it, as `www.example.com` those
    /// of `example.com`. A host for which there are none gets what is for all sites. Costs a look-up; the cleaners of all
    /// sites share their buffers and phrases.
    ///
    /// ```
    /// use dechaff::{Cleaner, RulesFile};
    ///
    /// let rules: RulesFile = serde_json::from_str(r#"{"site": {"example.com": {"keep": ["byline"]}}}"#)?;
    /// let cleaner = Cleaner::builder().rules(&rules).build()?;
    /// let page = "By Ann Lee\nThe council of Elmsworth met on Monday, and the vote on the harbour went to the mayor.\n\
    ///             She had asked for it in spring, when the forty boats lay idle and the quay had to be closed.\n\
    ///             The chandler, who had let his only clerk go by then, heard of it at the barber's on Tuesday.\n";
    /// assert_ne!(cleaner.clean(page), page);
    /// assert_eq!(cleaner.for_site("News.Example.com:8080").clean(page), page);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn for_site(&self, host: &str) -> Cleaner {
        Cleaner { shared: self.shared.clone(), site: self.shared.sites.find(host).cloned() }
    }

    /// The site whose rules it has on top of those for all: the host as [`RulesFile`] name it.
    pub fn site(&self) -> Option<&str> {
        self.site.as_ref().map(|site| site.host.as_str())
    }

    /// Cleans a text and reports what went. Never fails, and never panics but where a caller's own [`Rule`] does.
    pub fn report<'t>(&self, text: &'t str) -> Cleaned<'t> {
        self.shared.pool.lend(|scratch| {
            let mut spared = Vec::new();
            self.clean_pages(text, scratch, Some(&mut spared));
            Cleaned { text: output::cut(text, &scratch.removed), removed: scratch.removed.drain(..).collect(), spared }
        })
    }

    /// Cleans a text, for callers who want no report: [`Cleaned::text`] of what [`Cleaner::report`] gives, a little faster.
    ///
    /// ```
    /// let cleaner = dechaff::Cleaner::default();
    /// let text = "The council met on Monday.\n";
    /// assert_eq!(cleaner.clean(text), cleaner.report(text).text);
    /// ```
    pub fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.shared.pool.lend(|scratch| {
            self.clean_pages(text, scratch, None);
            output::cut(text, &scratch.removed)
        })
    }

    /// Cleans a text, page by page: one, unless it is very long. Without `spared` no report is wanted.
    fn clean_pages(&self, text: &str, scratch: &mut Scratch, mut spared: Option<&mut Vec<Removal>>) {
        scratch.removed.clear();
        let mut read = 0;
        while read < text.len() {
            read = self.settle(text, read, scratch, spared.as_deref_mut());
            if spared.is_none() {
                output::join(&mut scratch.removed);
            }
        }
    }

    /// Cleans the page that starts at the byte `from`, and what is left of it again until nothing more goes: lines are
    /// judged by those around them, of which some are gone then. Gives where the page ends.
    fn settle(&self, text: &str, from: usize, scratch: &mut Scratch, mut spared: Option<&mut Vec<Removal>>) -> usize {
        let (first, first_spared) = (scratch.removed.len(), spared.as_ref().map_or(0, |s| s.len()));
        let to = self.clean_page(text, from, None, scratch, spared.as_deref_mut());
        if scratch.removed.len() > first {
            std::mem::swap(&mut scratch.reading, &mut scratch.first);
            for _ in 1..ROUNDS {
                if let Some(spared) = &mut spared {
                    spared.truncate(first_spared);
                }
                if !self.clean_left(text, from..to, first, scratch, spared.as_deref_mut()) {
                    break;
                }
            }
            std::mem::swap(&mut scratch.reading, &mut scratch.first); // each keeps the buffers that have its size
        }
        let kept = self.kept();
        output::finish(text, from..to, &mut scratch.removed, first, |r| kept & r.category.bit() != 0);
        to
    }

    /// Cleans what is left of a page, the `read` bytes of the text, without what was removed from the `first` span on; adds
    /// what goes to that, and says whether something did.
    fn clean_left(
        &self,
        text: &str,
        read: Range<usize>,
        first: usize,
        scratch: &mut Scratch,
        mut spared: Option<&mut Vec<Removal>>,
    ) -> bool {
        let first_spared = spared.as_ref().map_or(0, |s| s.len());
        let mut left = std::mem::take(&mut scratch.left);
        left.read(text, read, &scratch.removed[first..]);
        std::mem::swap(&mut scratch.removed, &mut left.removed);
        self.clean_page(&left.text, 0, Some(&left.stretches), scratch, spared.as_deref_mut());
        std::mem::swap(&mut scratch.removed, &mut left.removed);
        if let Some(spared) = &mut spared {
            spared[first_spared..].iter_mut().for_each(|r| left.place(r));
        }
        let more = !left.removed.is_empty();
        left.add_to(&mut scratch.removed);
        scratch.removed[first..].sort_by_key(|r| r.start);
        scratch.left = left;
        more
    }

    /// The pipeline, for the page that starts at the byte `from`; gives where it ends. Where the text is what is left of
    /// the page that was read first, the stretches of that say where it stood.
    #[inline(never)]
    fn clean_page(
        &self,
        text: &str,
        from: usize,
        left: Option<&[Stretch]>,
        scratch: &mut Scratch,
        mut spared: Option<&mut Vec<Removal>>,
    ) -> usize {
        let to = self.read(text, from, left, scratch); // 1  text -> segments with features
        let Scratch { reading: Reading { page, cues }, first, ledger, notes, removed, .. } = scratch;
        let (shared, matchers, kept) = (&self.shared, self.matchers(), self.kept());
        cues.find(matchers, page, first); // 2  one read for all phrases
        #[cfg(any(test, fuzzing))]
        if left.is_some() && page.form != Form::Flat {
            let afresh = crate::page::reference::assert_reads_afresh(page, text);
            let mut again = rules::Cues::default();
            again.find(matchers, &afresh, &Reading::default());
            assert_eq!(format!("{cues:?}"), format!("{again:?}"), "{text:?}");
        }
        let context = Context { text, page, cues, matchers };
        ledger.open(page.segments.len(), shared.strictness.threshold(), kept & Category::kept_by_default());
        self.protect(context, ledger);
        rules::vote(context, self.rules(), ledger); // 3  each segment alone
        passes::run(context, shared.whole_page, notes, ledger); // 4  segments together
        let spare = |span, vote: Vote| {
            if let Some(spared) = spared.as_mut().filter(|_| kept & vote.category.bit() == 0) {
                spared.push(Removal::new(span, vote));
            }
        };
        guard::restrain(page, ledger, spare); // 5  too little left -> only certain votes stand
        ledger.sort_parts();
        output::write(text, from..to, page, ledger, removed); // 6  verdicts -> spans, the only place where text is cut
        to
    }

    fn rules(&self) -> impl Iterator<Item = &dyn Rule> {
        rules::SHIPPED.iter().copied().chain(self.shared.own_rules.iter().map(|r| &**r))
    }

    fn matchers(&self) -> Matchers<'_> {
        Matchers { shared: &self.shared.matcher, site: self.site.as_ref().map(|site| &site.matcher) }
    }

    /// The categories that stay, as bits.
    fn kept(&self) -> u64 {
        self.shared.kept | self.site.as_ref().map_or(0, |site| site.kept)
    }

    fn read(&self, text: &str, from: usize, left: Option<&[Stretch]>, scratch: &mut Scratch) -> usize {
        let known = left.filter(|_| shortcuts()).map(|stretches| Known::new(&scratch.first.page, stretches));
        let page = &mut scratch.reading.page;
        let to = page.read(text, from, known);
        if page.form == Form::Flat {
            scan::line_ends(self.matchers(), page, &mut scratch.line_ends);
            if !scratch.line_ends.is_empty() {
                std::mem::swap(page, &mut scratch.unparted);
                page.part(text, &scratch.unparted, &scratch.line_ends);
            }
        }
        to
    }

    fn protect(&self, context: Context<'_>, ledger: &mut Ledger) {
        let of_site = self.site.as_ref().map_or(&[][..], |site| &site.protected);
        let protected = || self.shared.protected.iter().chain(of_site);
        if protected().next().is_none() {
            return;
        }
        for i in 0..context.len() {
            if protected().any(|p| p.is_match(context.segment(i).text())) {
                ledger.protect(i);
            }
        }
    }
}

impl Default for Cleaner {
    /// The shipped pipeline with the shipped lexicon.
    fn default() -> Cleaner {
        static DEFAULT: Lazy<Cleaner> = Lazy::new(|| CleanerBuilder::default().assemble(Vec::new()));
        DEFAULT.clone()
    }
}

impl fmt::Debug for Cleaner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleaner")
            .field("phrases", &self.shared.matcher.len())
            .field("strictness", &self.shared.strictness)
            .field("whole_page", &self.shared.whole_page)
            .finish_non_exhaustive()
    }
}

/// Builds a [`Cleaner`]. Every step of the pipeline that a caller may want to change has a method here.
///
/// ```
/// use dechaff::{Category, Cleaner, Strictness};
///
/// let cleaner = Cleaner::builder()
///     .strictness(Strictness::Careful)
///     .keep(Category::Byline)
///     .phrases(&"[newsletter]\n^ get the gazette by post\n".parse()?)
///     .protect(r"(?i)gazette archive")
///     .build()?;
/// assert!(cleaner.report("The council met on Monday.\n").removed.is_empty());
/// # Ok::<(), dechaff::Error>(())
/// ```
pub struct CleanerBuilder {
    lexicon: Option<Lexicon>,
    languages: Option<Vec<String>>,
    more: Lexicon,
    rules: Vec<Box<dyn Rule>>,
    protected: Vec<String>,
    kept: u64,
    strictness: Strictness,
    whole_page: WholePage,
    own: RulesFile,
}

impl Default for CleanerBuilder {
    fn default() -> CleanerBuilder {
        CleanerBuilder {
            lexicon: None,
            languages: None,
            more: Lexicon::new(),
            rules: Vec::new(),
            protected: Vec::new(),
            kept: Category::kept_by_default(),
            strictness: Strictness::default(),
            whole_page: WholePage::default(),
            own: RulesFile::new(),
        }
    }
}

impl CleanerBuilder {
    /// The largest compiled size of a protected pattern, in bytes.
    pub const MAX_PATTERN_SIZE: usize = pattern::MAX_SIZE;
    /// The longest protected pattern as written, in bytes.
    pub const MAX_PATTERN_LEN: usize = pattern::MAX_LEN;
    /// The most protected patterns, those of all sites together.
    pub const MAX_PATTERNS: usize = pattern::MAX_COUNT;

    /// Leaves a category in. All else goes or stays as if the category went too.
    pub fn keep(mut self, category: Category) -> Self {
        self.kept |= category.bit();
        self
    }

    /// Takes a category out, one that is kept by default ([`Category::KEPT_BY_DEFAULT`]) too.
    pub fn remove(mut self, category: Category) -> Self {
        self.kept &= !category.bit();
        self
    }

    /// How much certainty a removal needs.
    pub fn strictness(mut self, strictness: Strictness) -> Self {
        self.strictness = strictness;
        self
    }

    /// Whether texts are whole pages.
    pub fn whole_page(mut self, whole_page: WholePage) -> Self {
        self.whole_page = whole_page;
        self
    }

    /// Uses the shipped phrases of these languages only (by their names in [`Lexicon::languages`]), and those of no
    /// language. For texts whose language is known; all languages together cost a page no more time.
    pub fn languages<'l>(mut self, names: impl IntoIterator<Item = &'l str>) -> Self {
        self.languages = Some(names.into_iter().map(str::to_owned).collect());
        self
    }

    /// Adds phrases to the shipped ones.
    pub fn phrases(mut self, lexicon: &Lexicon) -> Self {
        self.more.extend(lexicon);
        self
    }

    /// Uses only these phrases, and none of the shipped. Rules that need no phrase still vote.
    pub fn only_phrases(mut self, lexicon: Lexicon) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// Adds rules read from a file: those for all sites come on top of what the builder has, those for single sites are
    /// had by [`Cleaner::for_site`].
    pub fn rules(mut self, rules: &RulesFile) -> Self {
        self.own.extend(rules);
        self
    }

    /// Adds a rule of the caller's own; it votes after the shipped ones.
    pub fn rule(mut self, rule: impl Rule + 'static) -> Self {
        self.rules.push(Box::new(rule));
        self
    }

    /// A segment in which this regular expression matches is never removed.
    pub fn protect(mut self, pattern: impl Into<String>) -> Self {
        self.protected.push(pattern.into());
        self
    }

    /// Builds the cleaner.
    ///
    /// # Errors
    /// [`Error::Pattern`] where a protected pattern does not compile, is longer than
    /// [`CleanerBuilder::MAX_PATTERN_LEN`] bytes or larger than [`CleanerBuilder::MAX_PATTERN_SIZE`] bytes compiled;
    /// [`Error::TooMany`] where there are more than [`CleanerBuilder::MAX_PATTERNS`]; [`Error::UnknownLanguage`].
    pub fn build(self) -> Result<Cleaner, Error> {
        let unknown = |name: &&String| !Lexicon::languages().any(|known| known == *name);
        if let Some(name) = self.languages.iter().flatten().find(unknown) {
            return Err(Error::UnknownLanguage(excerpt(name)));
        }
        Pattern::admit(self.protected.len() + self.own.pattern_count())?;
        let protected = self.protected.iter().map(|p| Pattern::new(p)).collect::<Result<Vec<_>, _>>()?;
        Ok(self.assemble(protected))
    }

    fn assemble(mut self, mut protected: Vec<Pattern>) -> Cleaner {
        let all = self.own.for_all_sites();
        self.more.extend(&all.lexicon());
        protected.extend(all.protect.iter().cloned());
        let builtin = match &self.languages {
            Some(names) => Cow::Owned(Lexicon::of(names)),
            None => Cow::Borrowed(Lexicon::builtin()),
        };
        let mut lexicon = match self.lexicon {
            None => builtin,
            Some(only) => {
                let mut own = builtin.words_only();
                own.extend(&only);
                Cow::Owned(own)
            }
        };
        if !self.more.is_empty() {
            lexicon.to_mut().extend(&self.more);
        }
        let matcher = Matcher::new(lexicon);
        Cleaner {
            shared: Arc::new(Shared {
                pool: Pool::default(),
                matcher,
                own_rules: self.rules,
                protected,
                kept: self.kept | all.kept(),
                strictness: self.strictness,
                whole_page: self.whole_page,
                sites: Sites::new(&self.own),
            }),
            site: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Cleaner;
    use crate::instrument::fixtures;

    /// `clean_page` compares what is known of what is left with reading it afresh.
    #[test]
    fn what_is_left_of_fixtures_reads_as_afresh() {
        let rounds = |text: &String| !Cleaner::default().report(text).removed.is_empty();
        assert!(fixtures().iter().filter(|text| rounds(text)).count() > 150, "of half of the fixtures something goes");
    }

    proptest! {
        #[test]
        fn what_is_left_of_splices_reads_as_afresh(
            pieces in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[ .\n]{0,3}"), 1..40),
        ) {
            let fixtures = fixtures();
            let mut text = String::new();
            for (fixture, line, between) in &pieces {
                let lines: Vec<&str> = fixture.get::<String>(&fixtures).lines().collect();
                text.push_str(line.get::<&str>(&lines));
                text.push_str(between);
            }
            Cleaner::default().report(&text);
        }
    }
}
