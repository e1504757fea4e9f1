//! Rules: each judges one segment and says how surely it is boilerplate, and of which category. A rule sees the page
//! read-only and cannot remove text.

mod appeal;
mod asks;
mod bare_handle;
mod byline;
mod contributors;
mod credit;
mod headlines;
mod link_labels;
mod markup;
mod phrases;
mod recurring;
mod sections;
mod toolbar;

use std::ops::Range;

pub(crate) use appeal::{speaks_of_others, starts_appeal};
pub(crate) use asks::Asks;
use asks::Clues;
pub(crate) use recurring::vote_on_enclosed;

use crate::category::Category;
use crate::instrument::{count_step, shortcuts};
use crate::ledger::Ledger;
use crate::view::{Context, Segment};
use crate::vote::{Evidence, RuleName, Vote};

/// Judges one segment at a time.
///
/// The shipped rules are written against this trait; a caller's own is added with
/// [`CleanerBuilder::rule`](crate::CleanerBuilder::rule).
///
/// ```
/// use dechaff::{Ballot, Category, Cleaner, Rule, Segment};
///
/// /// Removes the weather lines of one newspaper: "Today: 21 degrees, wind north".
/// struct Weather;
///
/// impl Rule for Weather {
///     fn name(&self) -> &str {
///         "weather"
///     }
///     fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
///         if segment.words() < 8 && segment.folded().contains("# degrees, wind") {
///             ballot.vote(Category::Technical, 0.98, "a weather line");
///         }
///     }
/// }
///
/// let cleaner = Cleaner::builder().rule(Weather).build()?;
/// let cleaned = cleaner.report("Today: 21 degrees, wind north\nThe council met on Monday.\n");
/// assert_eq!(cleaned.text, "The council met on Monday.\n");
/// # Ok::<(), dechaff::Error>(())
/// ```
///
/// # What a rule cannot break A rule sees the page read-only and votes only on the segment at hand. A score that is not
/// a number from 0.0 to 1.0, and a part that reaches outside the segment, are ignored. Whatever a rule votes, the kept
/// and the removed bytes together are the input. A panic in a rule passes through
/// [`Cleaner::report`](crate::Cleaner::report) to the caller, because hiding it would hide that the page was not
/// judged; the cleaner remains usable afterwards. The cleaner does not limit how long a rule takes.
///
/// # What a rule is not asked about
/// Lines of code (between fences, or lines that look like a program's), table rows, and the headings of a document are content: no rule is consulted
/// about them, so that a rule need not distinguish a table of prices from a menu.
pub trait Rule: Send + Sync {
    /// The rule's name, as reports give it. It is read once, when the cleaner is built.
    fn name(&self) -> &str;

    /// Votes on one segment. It is called once for each segment, in the order of the page. If text was removed, the
    /// remaining text is judged again, as a page of its own, until nothing more is removed.
    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>);
}

/// A rule and the name under which it votes.
#[derive(Clone, Copy)]
pub(crate) struct Shipped {
    pub name: &'static str,
    pub rule: &'static dyn Rule,
    pub asks: Asks,
}

/// The rule behind the lexicon, which the check of a rules file runs alone.
pub(crate) const PHRASES: Shipped = Shipped { name: "phrases", rule: &phrases::Phrases, asks: Asks::CUE };

/// The rule for labels of links, which may head a list of links.
pub(crate) const LINK_LABELS: Shipped =
    Shipped { name: "link_labels", rule: &link_labels::LinkLabels, asks: link_labels::LINK_LABELS_ASKS };

/// The rule for what was learned of the site, which votes after the passes.
pub(crate) const RECURRING: Shipped = Shipped { name: "recurring", rule: &recurring::Recurring, asks: Asks::ANY };

/// The shipped rules, in the order in which they vote. Of votes with equal scores the first decides, so the order
/// settles which category is reported: what a phrase says comes before what a line's shape says.
pub(crate) const SHIPPED: &[Shipped] = &[
    PHRASES,
    Shipped { name: "appeal", rule: &appeal::Appeal, asks: Asks::CUE },
    Shipped { name: "toolbar", rule: &toolbar::Toolbar, asks: toolbar::TOOLBAR_ASKS },
    Shipped { name: "contributors", rule: &contributors::Contributors, asks: contributors::CONTRIBUTORS_ASKS },
    Shipped { name: "byline", rule: &byline::Byline, asks: byline::BYLINE_ASKS },
    Shipped { name: "credit", rule: &credit::Credit, asks: credit::CREDIT_ASKS },
    Shipped { name: "bare_handle", rule: &bare_handle::BareHandle, asks: bare_handle::BARE_HANDLE_ASKS },
    Shipped { name: "headlines", rule: &headlines::Headlines, asks: headlines::HEADLINES_ASKS },
    LINK_LABELS,
    Shipped { name: "markup", rule: &markup::Markup, asks: Asks::ANY },
    Shipped { name: "sections", rule: &sections::Sections, asks: sections::SECTIONS_ASKS },
    RECURRING,
];

/// Whether this is the rule for what was learned of the site. It judges tables that lay out a page, too.
fn is_recurring(rule: &RuleName) -> bool {
    matches!(rule, RuleName::Shipped(name) if *name == RECURRING.name)
}

/// The ballot through which a rule votes on one segment.
pub struct Ballot<'l> {
    ledger: &'l mut Ledger,
    segment: Segment<'l>,
    rule: &'l RuleName,
}

impl Ballot<'_> {
    /// Says that the segment is boilerplate, how surely, and why. A score outside 0.0 to 1.0 is ignored.
    pub fn vote(&mut self, category: Category, score: f32, evidence: impl Into<Evidence>) {
        if (0.0..=1.0).contains(&score) {
            let vote = self.make(category, score, evidence.into());
            self.ledger.vote(self.segment.index(), vote);
        }
    }

    /// Says that a part of the segment is boilerplate. `part` counts bytes in the same text as [`Segment::span`]. A part
    /// that is empty, reaches outside the segment or splits a character is ignored, as is a score outside 0.0 to 1.0.
    ///
    /// ```
    /// use dechaff::{Ballot, Category, Cleaner, Rule, Segment};
    ///
    /// /// Removes "(subscribers only)" at the end of a paragraph.
    /// struct Mark;
    ///
    /// impl Rule for Mark {
    ///     fn name(&self) -> &str {
    ///         "mark"
    ///     }
    ///     fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
    ///         if let Some(text) = segment.text().strip_suffix(" (subscribers only)") {
    ///             let span = segment.span();
    ///             ballot.cut(span.start + text.len()..span.end, Category::Paywall, 0.98, "the subscribers' mark");
    ///         }
    ///     }
    /// }
    ///
    /// let cleaner = Cleaner::builder().rule(Mark).build()?;
    /// assert_eq!(cleaner.clean("The council met. (subscribers only)\nIt voted.\n"), "The council met.\nIt voted.\n");
    /// # Ok::<(), dechaff::Error>(())
    /// ```
    pub fn cut(&mut self, part: Range<usize>, category: Category, score: f32, evidence: impl Into<Evidence>) {
        let (span, text) = (self.segment.span(), self.segment.text());
        let is_boundary = |at: usize| span.start <= at && text.is_char_boundary(at - span.start);
        if (0.0..=1.0).contains(&score) && is_boundary(part.start) && part.end <= span.end && is_boundary(part.end) {
            let vote = self.make(category, score, evidence.into());
            self.ledger.cut(self.segment.index(), part, vote);
        }
    }

    /// Says that the segment must not be removed as a whole, whatever is voted on it. Parts of it may still be cut.
    pub fn protect(&mut self) {
        self.ledger.protect(self.segment.index());
    }

    /// Records for a trace that the rule found a phrase, and the reason why it did not vote.
    pub(crate) fn veto(&mut self, category: Category, evidence: impl Into<Evidence>, reason: &'static str) {
        if self.ledger.is_logged() {
            let vote = self.make(category, 0.0, evidence.into());
            self.ledger.veto(self.segment.index(), vote, reason);
        }
    }

    fn make(&self, category: Category, score: f32, evidence: Evidence) -> Vote {
        Vote { category, score, rule: self.rule.clone(), evidence }
    }
}

/// Lets each rule vote on each segment that has what the rule asks for and is neither code nor a table row.
#[inline(never)]
pub(crate) fn vote<'r>(
    context: Context<'_>,
    rules: impl Iterator<Item = (&'r RuleName, &'r Asks, &'r dyn Rule)> + Clone,
    ledger: &mut Ledger,
) {
    if rules.clone().next().is_none() {
        return;
    }
    let is_gated = shortcuts();
    for segment in (0..context.len()).map(|i| context.segment(i)) {
        let features = segment.features();
        let is_heading = context.page.is_document && segment.text().starts_with('#');
        let is_table = features.row && !recurring::has_one_cell(segment.text());
        if features.code || is_table || is_heading {
            continue;
        }
        let clues = Clues::of(segment);
        let may_judge = |name: &RuleName| !features.row || is_recurring(name);
        let asked = |asks: &Asks| !is_gated || asks.are_met_by(&clues);
        for (name, _, rule) in rules.clone().filter(|(name, asks, _)| may_judge(name) && asked(asks)) {
            count_step();
            rule.judge(segment, &mut Ballot { ledger: &mut *ledger, segment, rule: name });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;

    #[test]
    fn a_shipped_rule_is_named_like_its_file() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        for shipped in SHIPPED {
            let (file, module) = (format!("{}.rs", shipped.name), format!("{}/mod.rs", shipped.name));
            assert!(folder.join(file).exists() || folder.join(module).exists(), "no file for {}", shipped.name);
        }
    }

    #[test]
    fn a_shipped_rule_has_the_name_that_the_table_gives_it() {
        for shipped in SHIPPED {
            assert_eq!(shipped.rule.name(), shipped.name);
        }
    }
}
