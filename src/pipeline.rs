//! The pipeline: the stages that clean one page once, in one function.
//!
//! Cost of each stage, in instructions per byte of the fixtures, as `benches/stages` prints it for a second pass over
//! the texts. If text was removed, the remaining text is judged again, and read again as far as its lines changed:
//!
//! | stage | articles | whole pages |
//! |---|---|---|
//! | normalize | 2.4 | 2.5 |
//! | page | 42.1 | 55.5 |
//! | lexicon | 24.8 | 43.2 |
//! | rules | 21.0 | 42.1 |
//! | passes | 31.0 | 88.6 |
//! | guard | 0.2 | 0.4 |
//! | output | 1.6 | 4.9 |
//! | total | 126.1 | 242.7 |
//!
//! Most of the cost of `page` is folding, which classifies plain text in blocks of 64 bytes. Rules and passes cost more
//! for each segment than for each byte, so they are more expensive where lines are short.

use std::ops::Range;
use std::sync::Arc;

use crate::category::{Category, CategorySet};
use crate::guard;
use crate::instrument::shortcuts;
use crate::learn::{Occurrence, SiteIndex};
use crate::ledger::Ledger;
use crate::lexicon::matcher::{Matcher, Matchers};
use crate::lexicon::scan;
use crate::output::{self, Removal};
use crate::page::{Form, KeptSpan, Page, Reuse};
use crate::passes::{self, Notes, TextKind, WholePage};
use crate::pattern::Pattern;
use crate::rules::{self, Asks, Rule, Shipped, RECURRING};
use crate::rules_file::Site;
use crate::view::{Context, Findings, Reading, Recurring};
use crate::vote::{score, RuleName, Vote};

/// What a cleaner was built with.
pub(crate) struct Settings {
    pub matcher: Matcher,
    /// The shipped rules that are on.
    pub shipped_rules: Vec<(RuleName, Shipped)>,
    /// The caller's own rules, which vote after the shipped ones.
    pub own_rules: Vec<(RuleName, Arc<dyn Rule>)>,
    /// The names of the passes that are off.
    pub passes_off: Vec<&'static str>,
    pub protected: Vec<Pattern>,
    /// The categories that are kept.
    pub kept: CategorySet,
    /// The least score that removes a segment, from 0.0 to 1.0.
    pub threshold: f32,
    pub whole_page: WholePage,
    /// If fewer words would remain of a page, the guard takes guesses back.
    pub min_words: usize,
    /// What kind of text pages are, if the caller says so.
    pub kind: Option<TextKind>,
}

/// Shipped rules and the names under which they vote.
type NamedRules = [(RuleName, Shipped)];

/// The pipeline with its settings, and with those of the pages' site.
#[derive(Clone, Copy)]
pub(crate) struct Pipeline<'c> {
    pub settings: &'c Settings,
    pub site: Option<&'c Site>,
    pub learned: Option<&'c SiteIndex>,
}

/// The text that one round reads.
#[derive(Clone, Copy)]
pub(crate) struct Input<'t> {
    pub text: &'t str,
    /// The byte at which the page starts.
    pub from: usize,
    /// In later rounds, the page as the first round read it, and where each stretch of the remaining text was in it.
    pub first_round: Option<(&'t Reading, &'t [KeptSpan])>,
    /// In later rounds, whether the first round took the text for one of entries. It still is one then: without its frame
    /// it may look like an article, but the entries are content all the same.
    pub is_of_entries: bool,
}

/// Buffers of the stages, kept for the next page.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    /// For flattened text only: the page before it was split where matching phrases show that a line ended.
    unparted: Page,
    /// For flattened text only: the bytes at which the page is split.
    line_ends: Vec<usize>,
    /// What recurs on other pages of the site.
    occurrences: Vec<Occurrence>,
    pub ledger: Ledger,
    notes: Notes,
    /// The kind of the text that was cleaned last.
    pub kind: TextKind,
}

impl Pipeline<'_> {
    /// Cleans a page once. Appends what is removed to `removed` and what the guard spares to `spared`, and returns the
    /// byte at which the page ends.
    #[inline(never)]
    pub fn clean_page(
        &self,
        input: Input<'_>,
        reading: &mut Reading,
        workspace: &mut Workspace,
        removed: &mut Vec<Removal>,
        spared: Option<&mut Vec<Removal>>,
    ) -> usize {
        // 1. Split the text into segments and measure them.
        let to = self.read(input, &mut reading.page, workspace);
        let Reading { page, cues } = reading;
        let Workspace { occurrences, ledger, notes, kind: found_kind, .. } = workspace;
        page.is_document = self.settings.kind.map_or(page.is_document, |kind| kind == TextKind::Document);
        // 2. Find the phrases.
        cues.find(self.matchers(), page, input.first_round.map(|(reading, _)| reading));
        let recurring = self.recurring(occurrences);
        let findings = Findings { text: input.text, page, cues, matchers: self.matchers(), recurring };
        let context = Context(&findings);
        // 3. Judge each segment alone.
        self.vote(context, ledger);
        // 4. Judge segments together.
        let is_off = |name: &str| self.settings.passes_off.contains(&name);
        let Settings { whole_page, kind, .. } = *self.settings;
        let (whole_page, kind) =
            if input.is_of_entries { (whole_page, Some(TextKind::Entries)) } else { (whole_page, kind) };
        *found_kind = passes::run(context, whole_page, kind, is_off, notes, ledger);
        self.vote_on_what_recurs(context, *found_kind, ledger);
        // 5. If too little would remain, take guesses back.
        guard::restrain(page, *found_kind, self.settings.min_words, ledger, self.note_spared(spared));
        // 6. Turn verdicts into spans.
        output::write(input.text, input.from..to, page, ledger, removed);
        to
    }

    /// Reads a text, lets the rules vote, and hands the page and the verdicts to `look` before any pass runs.
    pub fn before_passes<T>(&self, text: &str, look: impl FnOnce(Context<'_>, &Ledger) -> T) -> T {
        let (mut reading, mut workspace) = (Reading::default(), Workspace::default());
        self.read(Input { text, from: 0, first_round: None, is_of_entries: false }, &mut reading.page, &mut workspace);
        let Reading { page, cues } = &mut reading;
        cues.find(self.matchers(), page, None);
        let recurring = self.recurring(&workspace.occurrences);
        let findings = Findings { text, page, cues, matchers: self.matchers(), recurring };
        let context = Context(&findings);
        self.vote(context, &mut workspace.ledger);
        look(context, &workspace.ledger)
    }

    fn read(&self, input: Input<'_>, page: &mut Page, workspace: &mut Workspace) -> usize {
        let first_round = input.first_round.filter(|_| shortcuts());
        let reuse = first_round.map(|(first, stretches)| Reuse::new(&first.page, stretches));
        let to = page.read(input.text, input.from, reuse);
        let Workspace { unparted, line_ends, occurrences, .. } = workspace;
        if let Some(site) = self.learned {
            site.find(input.text, input.from..to, occurrences);
        }
        if page.form == Form::Flat {
            scan::line_ends(self.matchers(), page, line_ends);
            if !line_ends.is_empty() {
                std::mem::swap(page, unparted);
                page.split_at(input.text, unparted, line_ends);
            }
        }
        to
    }

    fn recurring<'o>(&self, occurrences: &'o [Occurrence]) -> Recurring<'o> {
        self.learned.map_or(Recurring::default(), |site| Recurring { occurrences, pages: site.pages })
    }

    fn vote(&self, context: Context<'_>, ledger: &mut Ledger) {
        let ignored = self.kept().intersection(CategorySet::of(Category::KEPT_BY_DEFAULT));
        let is_document = context.page.is_document;
        let threshold = if is_document { self.settings.threshold.max(score::CERTAIN) } else { self.settings.threshold };
        ledger.open(context.len(), threshold, ignored);
        self.protect(context, ledger);
        rules::vote(context, self.shipped_rules().0.iter().map(as_voter), ledger);
        let own = self.settings.own_rules.iter().map(|(name, rule)| (name, &Asks::ANY, &**rule));
        rules::vote(context, own, ledger);
    }

    /// Lets the rule for what recurs vote after all passes, which find the article's body as if nothing were known of the
    /// site: lines that the site prints inside or beside its articles would end the body. On the check fold of the shared
    /// corpora, voting before the passes harms three times as many whole pages as voting after them.
    fn vote_on_what_recurs(&self, context: Context<'_>, kind: TextKind, ledger: &mut Ledger) {
        let (_, recurring) = self.shipped_rules();
        if context.recurring.occurrences.is_empty() || recurring.is_empty() {
            return;
        }
        rules::vote(context, recurring.iter().map(as_voter), ledger);
        if matches!(kind, TextKind::Article | TextKind::Page) {
            rules::vote_on_enclosed(context, ledger);
        }
    }

    /// The shipped rules that are on: those that judge a page by itself, and behind them the one for what recurs.
    fn shipped_rules(&self) -> (&NamedRules, &NamedRules) {
        let rules = &self.settings.shipped_rules;
        rules.split_at(rules.partition_point(|(_, shipped)| shipped.name != RECURRING.name))
    }

    /// Protects the segments in which a protected pattern matches.
    fn protect(&self, context: Context<'_>, ledger: &mut Ledger) {
        let of_site = self.site.map_or(&[][..], |site| &site.protected);
        let protected = || self.settings.protected.iter().chain(of_site);
        if protected().next().is_none() {
            return;
        }
        for i in 0..context.len() {
            if protected().any(|p| p.is_match(context.segment(i).text())) {
                ledger.protect(i);
            }
        }
    }

    fn note_spared<'s>(&self, mut spared: Option<&'s mut Vec<Removal>>) -> impl FnMut(Range<usize>, Vote) + 's {
        let kept = self.kept();
        move |span, vote| {
            if let Some(spared) = spared.as_mut().filter(|_| !kept.contains(vote.category)) {
                spared.push(Removal::new(span, vote));
            }
        }
    }

    pub fn matchers(&self) -> Matchers<'_> {
        Matchers { shared: &self.settings.matcher, site: self.site.map(|site| &site.matcher) }
    }

    /// The categories that are kept on the pages of this site.
    pub fn kept(&self) -> CategorySet {
        self.settings.kept.union(self.site.map_or(CategorySet::EMPTY, |site| site.kept))
    }
}

fn as_voter((name, shipped): &(RuleName, Shipped)) -> (&RuleName, &Asks, &dyn Rule) {
    (name, &shipped.asks, shipped.rule)
}
