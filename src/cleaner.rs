//! [`Cleaner`]: cleans texts, reports what was removed, and traces why.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crate::learn::{SiteIndex, SiteIndexes};
use crate::ledger::Ledger;
use crate::normalize::{self, Normalized};
use crate::output::{self, Cleaned};
use crate::page::floor_char_boundary;
use crate::passes;
use crate::pipeline::{Pipeline, Settings};
use crate::rounds::{self, Scratch, Wanted};
use crate::rules_file::{Site, Sites};
use crate::scratch::Pool;
use crate::trace::{Annotation, Trace, TracedKind, Tracer};
use crate::view::Context;

/// Cleans texts. It is cheap to clone, and one cleaner serves all threads.
#[derive(Clone)]
pub struct Cleaner {
    shared: Arc<Shared>,
    /// What the rules file adds for the site of the pages.
    site: Option<Arc<Site>>,
    /// What was learned of the site of the pages.
    learned: Option<Arc<SiteIndex>>,
}

struct Shared {
    settings: Settings,
    sites: Sites,
    learned: SiteIndexes,
    pool: Pool,
}

/// A cleaner remains usable after a rule of the caller's has panicked: the scratch of the page is dropped, and the
/// settings never change. The state of the rule itself is the caller's responsibility.
impl UnwindSafe for Cleaner {}
impl RefUnwindSafe for Cleaner {}

impl Cleaner {
    pub(crate) fn new(settings: Settings, sites: Sites, learned: SiteIndexes) -> Cleaner {
        let shared = Shared { settings, sites, learned, pool: Pool::default() };
        Cleaner { shared: Arc::new(shared), site: None, learned: None }
    }

    /// Returns the cleaner for the pages of a site. In addition to the rules for all sites, it has the rules that the
    /// [`RulesFile`](crate::RulesFile) has for this site. `host` may be in upper or lower case and may have a port. A
    /// subdomain without rules of its own has those of the nearest domain above it: `www.example.com` has those of
    /// `example.com`. The call costs one look-up; the cleaners of all sites share their buffers and phrases.
    ///
    /// ```
    /// use dechaff::{Cleaner, RulesFile};
    ///
    /// let rules: RulesFile = serde_json::from_str(r#"{"site": {"example.com": {"keep": ["byline"]}}}"#)?;
    /// let cleaner = Cleaner::builder().rules_file(&rules).build()?;
    /// let page = "By Ann Lee\nThe council of Elmsworth met on Monday, and the vote on the harbour went to the mayor.\n\
    ///             She had asked for it in spring, when the forty boats lay idle and the quay had to be closed.\n\
    ///             The chandler, who had let his only clerk go by then, heard of it at the barber's on Tuesday.\n";
    /// assert_ne!(cleaner.clean(page), page);
    /// assert_eq!(cleaner.for_site("News.Example.com:8080").clean(page), page);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn for_site(&self, host: &str) -> Cleaner {
        Cleaner {
            shared: self.shared.clone(),
            site: self.shared.sites.find(host).cloned(),
            learned: self.shared.learned.find(host).cloned(),
        }
    }

    /// The host of the site whose rules the cleaner has, as written in the [`RulesFile`](crate::RulesFile).
    pub fn site(&self) -> Option<&str> {
        self.site.as_ref().map(|site| site.host.as_str())
    }

    /// Cleans a text and returns what is kept. It is borrowed if nothing was removed.
    ///
    /// Cleaning cannot fail, and it panics only if a [`Rule`](crate::Rule) of the caller's does.
    ///
    /// ```
    /// let cleaner = dechaff::Cleaner::default();
    /// let text = "The council met on Monday.\n";
    /// assert_eq!(cleaner.clean(text), cleaner.report(text).text);
    /// ```
    pub fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.shared.pool.lend(|scratch| {
            self.clean_pages(text, scratch, &mut Wanted::default());
            output::cut(text, 0..text.len(), &scratch.removed)
        })
    }

    /// Cleans a text and reports what was removed. The text is the same as that of [`Cleaner::clean`], which is a
    /// little faster.
    pub fn report<'t>(&self, text: &'t str) -> Cleaned<'t> {
        self.shared.pool.lend(|scratch| {
            let mut spared = Vec::new();
            let mut wanted = Wanted { spared: Some(&mut spared), ..Wanted::default() };
            self.clean_pages(text, scratch, &mut wanted);
            let kind = wanted.kind.unwrap_or_default();
            let removed = scratch.removed.drain(..).collect::<Vec<_>>();
            Cleaned { text: output::cut(text, 0..text.len(), &removed), removed, spared, kind }
        })
    }

    /// Cleans a text and passes on what [`Cleaner::report`] returns in parts, one for each page as which the text is read:
    /// one, unless the text is very long. The spans are those of the whole text, and the kept texts together are the
    /// cleaned text. The report on a text of many short lines takes many times the memory of the text; with this the
    /// caller need not hold all of it.
    ///
    /// ```
    /// let text = "The council met on Monday.\nRead More Show Less\n".repeat(20_000);
    /// let (mut kept, mut removals, mut pages) = (String::new(), 0, 0);
    /// dechaff::Cleaner::default().report_by_page(&text, |page| {
    ///     kept.push_str(&page.text);
    ///     removals += page.removed.len();
    ///     pages += 1;
    /// });
    /// assert_eq!(kept, dechaff::clean(&text));
    /// assert!(pages > 1 && removals > 0);
    /// ```
    pub fn report_by_page<'t>(&self, text: &'t str, mut visit: impl FnMut(Cleaned<'t>)) {
        self.shared.pool.lend(|scratch| {
            let mut from = 0;
            while from < text.len() {
                let mut spared = Vec::new();
                let mut wanted = Wanted { spared: Some(&mut spared), ..Wanted::default() };
                scratch.removed.clear();
                let end = self.clean_page(text, from, scratch, &mut wanted);
                let kind = wanted.kind.unwrap_or_default();
                let removed = scratch.removed.drain(..).collect::<Vec<_>>();
                visit(Cleaned { text: output::cut(text, from..end, &removed), removed, spared, kind });
                from = end;
            }
        });
    }

    /// Cleans a text and explains for each segment why it was removed or kept: what was found in it, every vote on it,
    /// and what became of each vote.
    ///
    /// A trace takes several times as long as [`Cleaner::clean`] and several times the memory of the text.
    ///
    /// ```
    /// use dechaff::{Cleaner, Outcome, Verdict};
    ///
    /// let text = "\"Please donate to our newsroom,\" the editor of the Gazette said to the four who had come.\n";
    /// let trace = Cleaner::default().trace(text);
    /// let segment = &trace.segments[0];
    /// assert_eq!(segment.verdict, Verdict::Kept);
    /// assert!(segment.votes.iter().all(|vote| vote.outcome == Outcome::Vetoed && vote.veto.is_some()));
    /// ```
    pub fn trace(&self, text: &str) -> Trace {
        self.shared.pool.lend(|scratch| {
            let (mut spared, mut trace) = (Vec::new(), Tracer::default());
            scratch.workspace.ledger.start_log();
            let mut wanted = Wanted { spared: Some(&mut spared), trace: Some(&mut trace), kind: None };
            self.clean_pages(text, scratch, &mut wanted);
            scratch.workspace.ledger.stop_log();
            let kind = wanted.kind.unwrap_or_default();
            let (score, clues) = self.before_passes(text, passes::explain_kind);
            let kept = self.pipeline().kept();
            trace.finish(TracedKind::new(kind, score, clues), &scratch.removed, |category| kept.contains(category))
        })
    }

    /// Cleans a text and labels each segment, kept ones too, with the category and score of the strongest vote on it.
    ///
    /// ```
    /// use dechaff::{Category, Cleaner, Verdict};
    ///
    /// let text = "The council met on Monday.\nRead More Show Less\n";
    /// let labels = Cleaner::default().annotate(text);
    /// assert_eq!((labels[0].verdict, labels[0].category), (Verdict::Kept, None));
    /// assert_eq!((labels[1].verdict, labels[1].category), (Verdict::Removed, Some(Category::Toggle)));
    /// ```
    pub fn annotate(&self, text: &str) -> Vec<Annotation> {
        self.trace(text).annotations()
    }

    /// For each line of a text, its bytes and its clues to whether it belongs to the frame of a page. The training of the
    /// weights in `src/passes/body/frame/` reads them.
    #[doc(hidden)]
    pub fn frame_clues(&self, text: &str) -> Vec<(Range<usize>, Vec<String>)> {
        self.before_passes(text, passes::frame_clues)
    }

    /// Hands the text, in its normal form, and the verdicts of the rules to `look` before any pass runs.
    pub(crate) fn before_passes<T>(&self, text: &str, look: impl FnOnce(Context<'_>, &Ledger) -> T) -> T {
        let normal = Normalized::of(text);
        self.pipeline().before_passes(normal.as_ref().map_or(text, |normal| &normal.text), look)
    }

    /// Cleans a text page by page: it is one page unless it is very long. Leaves the removed spans in the scratch.
    fn clean_pages(&self, text: &str, scratch: &mut Scratch, wanted: &mut Wanted<'_>) {
        scratch.removed.clear();
        let mut cleaned_bytes = 0;
        while cleaned_bytes < text.len() {
            cleaned_bytes = self.clean_page(text, cleaned_bytes, scratch, wanted);
            if wanted.spared.is_none() {
                output::join(&mut scratch.removed);
            }
        }
    }

    /// Cleans the page that starts at byte `from`, appends its removed spans to those in the scratch, and returns the
    /// byte at which the page ends.
    fn clean_page(&self, text: &str, from: usize, scratch: &mut Scratch, wanted: &mut Wanted<'_>) -> usize {
        let pipeline = self.pipeline();
        let end = floor_char_boundary(text, from.saturating_add(normalize::MAX_BYTES));
        match Normalized::of(&text[from..end]) {
            None => rounds::clean_until_stable(&pipeline, text, from, scratch, wanted),
            Some(normal) => {
                let first_removed = scratch.removed.len();
                let first_spared = wanted.spared.as_ref().map_or(0, |spared| spared.len());
                let page_end = rounds::clean_until_stable(&pipeline, &normal.text, 0, scratch, wanted);
                let to_input = |range: Range<usize>| {
                    let range = normal.source_range(range);
                    from + range.start..from + range.end
                };
                scratch.removed[first_removed..].iter_mut().for_each(|r| r.map(to_input));
                if let Some(spared) = &mut wanted.spared {
                    spared[first_spared..].iter_mut().for_each(|r| r.map(to_input));
                }
                if let Some(trace) = &mut wanted.trace {
                    trace.map_page(to_input);
                }
                from + normal.source(page_end)
            }
        }
    }

    fn pipeline(&self) -> Pipeline<'_> {
        Pipeline { settings: &self.shared.settings, site: self.site.as_deref(), learned: self.learned.as_deref() }
    }
}

impl fmt::Debug for Cleaner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings { matcher, threshold, whole_page, .. } = &self.shared.settings;
        f.debug_struct("Cleaner")
            .field("phrases", &matcher.len())
            .field("threshold", threshold)
            .field("whole_page", whole_page)
            .field("site", &self.site())
            .finish_non_exhaustive()
    }
}
