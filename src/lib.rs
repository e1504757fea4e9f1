//! Strips boilerplate from article text.
//!
//! HTML extractors turn pages into plain text, and this text still contains boilerplate: donation appeals, comment
//! forms and comments, links to related stories, newsletter sign-ups, share buttons, credits, tags and legal notices,
//! and on whole pages also menus and footers. dechaff removes it from text in any form that extractors produce, and
//! reports every removed span with the reason. It needs no HTML, no machine learning model and no network access.
//!
//! # Quick start
//! ```
//! let page = "\
//! The harbour of Elmsworth stays open all winter
//! By Ann Lee, Staff Writer
//! The forty boats of the old stone quay may land their catch until spring, says the council.
//! READ MORE: Ten winter harbours you must see
//! That ends three years of uncertainty, in which the chandler let his only clerk go.
//! Newsletter
//! The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! Today: 4 degrees, wind north
//! Get the Gazette by post
//! ";
//! let text = dechaff::clean(page);
//! assert!(!text.contains("READ MORE") && !text.contains("Ann Lee"));
//! assert!(text.starts_with("The harbour of Elmsworth stays open all winter\nThe forty boats"));
//! ```
//!
//! # What was removed, and why
//! [`Cleaner::report`] returns the text together with a report. For each removed span of the input, the report has the
//! category, the rule that decided, the evidence (the phrase or observation for which it decided), and a score from
//! 0.0 to 1.0 that says how sure the rule was.
//! ```
//! use dechaff::{Category, Cleaner};
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let cleaner = Cleaner::default();
//! let cleaned = cleaner.report(page);
//! let [byline, related] = &cleaned.removed[..] else { panic!("two lines are removed") };
//! assert_eq!((byline.category, &*byline.rule, byline.score), (Category::Byline, "byline", 0.8));
//! assert_eq!(&page[related.range()], "READ MORE: Ten winter harbours you must see\n");
//! assert_eq!((related.category, related.evidence.as_str()), (Category::Related, "^ read more:"));
//! ```
//! If you need only the text, [`Cleaner::clean`] returns it without the report, which is a little faster.
//!
//! # Why a line was kept
//! [`Cleaner::trace`] explains every segment, also the kept ones: what was measured, which phrases were found, each
//! vote, and what became of it. [`Cleaner::annotate`] reduces this to one label per segment, for example as training
//! data. Both are slower than [`Cleaner::clean`] and are meant for debugging and for data sets.
//! ```
//! use dechaff::{Category, Cleaner, Outcome, Verdict};
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let cleaner = Cleaner::default();
//! let trace = cleaner.trace(page);
//! let label = trace.segments.iter().find(|s| &page[s.range()] == "Newsletter").expect("each line is a segment");
//! assert_eq!(label.verdict, Verdict::Kept);
//! assert_eq!((label.votes[0].category, label.votes[0].outcome), (Category::Newsletter, Outcome::BelowThreshold));
//!
//! let annotations = cleaner.annotate(page);
//! assert_eq!(annotations.iter().filter(|a| a.verdict == Verdict::Removed).count(), 2);
//! ```
//!
//! # Choosing the categories
//! [`Category`] lists all categories; the documentation of each shows examples, phrases and rules. Each method of the
//! builder that takes categories takes one or several ([`CategorySet`]). Keeping a category does not change what else
//! is removed. The categories in [`Category::KEPT_BY_DEFAULT`] are removed only on request.
//! ```
//! use dechaff::{Category, Cleaner};
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let corrected = format!("{page}Correction: An earlier version gave the wrong day.\n");
//! assert!(dechaff::clean(&corrected).contains("Correction"));
//!
//! let cleaner = Cleaner::builder().keep([Category::Byline, Category::Credit]).remove(Category::Correction).build()?;
//! assert!(cleaner.clean(&corrected).contains("By Ann Lee, Staff Writer\n"));
//! assert!(!cleaner.clean(&corrected).contains("Correction"));
//!
//! let only_related = Cleaner::builder().only(Category::Related).build()?;
//! assert_eq!(only_related.report(page).removed.len(), 1);
//! # Ok::<(), dechaff::Error>(())
//! ```
//! [`CleanerBuilder::without`] switches a single rule or pass off by the name that the report shows. A [`Preset`] is a
//! named set of kept categories and a strictness, for what the text is used for: training language models, retrieval,
//! reading aloud, or archives.
//!
//! # How sure a rule must be
//! A segment is removed if the score of a vote on it reaches the threshold, which [`Strictness`] sets. In the page
//! above, [`Strictness::Careful`] keeps the byline, whose score is 0.8. [`Strictness::Thorough`] also removes the
//! label "Newsletter", which is kept by default because a label between two paragraphs may be a heading of the
//! article.
//! ```
//! use dechaff::{Cleaner, Strictness};
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let careful = Cleaner::builder().strictness(Strictness::Careful).build()?;
//! assert!(careful.clean(page).contains("By Ann Lee") && !careful.clean(page).contains("READ MORE"));
//! let thorough = Cleaner::builder().strictness(Strictness::Thorough).build()?;
//! assert!(!thorough.clean(page).contains("Newsletter") && dechaff::clean(page).contains("Newsletter"));
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # Your own phrases
//! Phrases that only one site uses are not shipped. You can add them in the notation of the phrase files: a mark for
//! the place where the phrase counts ([`Anchor`]), a space, and the words in lower case. A [`Lexicon`] is parsed from
//! the text of a phrase file, or deserialized from any format that serde supports. [`CleanerBuilder::only_phrases`]
//! replaces the shipped phrases instead of adding to them. A [`RulesFile`] holds phrases, protected patterns and kept
//! categories for single sites.
//! ```
//! use dechaff::{Category, Cleaner};
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let own = "[newsletter]\n= get the gazette by post\n".parse()?;
//! let cleaner = Cleaner::builder().phrases(&own).build()?;
//! let cleaned = cleaner.report(page);
//! let last = cleaned.removed.last().expect("the last line is removed");
//! assert_eq!(&page[last.range()], "Get the Gazette by post\n");
//! assert_eq!((last.category, last.evidence.as_str()), (Category::Newsletter, "= get the gazette by post"));
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # Protecting text
//! A segment in which a protected pattern matches is kept, whatever the votes on it.
//! ```
//! use dechaff::Cleaner;
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let cleaner = Cleaner::builder().protect(r"(?i)\bharbours\b").build()?;
//! assert!(cleaner.clean(page).contains("READ MORE: Ten winter harbours you must see\n"));
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # Your own rules
//! If a phrase cannot express what you want to remove, write a [`Rule`]: it looks at one [`Segment`] and its
//! neighbours, and votes through a [`Ballot`].
//! ```
//! use dechaff::{Ballot, Category, Cleaner, Rule, Segment};
//!
//! struct Weather;
//!
//! impl Rule for Weather {
//!     fn name(&self) -> &str {
//!         "weather"
//!     }
//!     fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
//!         // Folded text is in lower case, with `#` for each number.
//!         if segment.words() < 8 && segment.folded().contains("# degrees, wind") {
//!             ballot.vote(Category::Technical, 0.9, "a weather line");
//!         }
//!     }
//! }
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let cleaner = Cleaner::builder().rule(Weather).build()?;
//! assert!(!cleaner.clean(page).contains("Today: 4 degrees"));
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # Whole pages
//! A text that contains menus and footers is recognised as a whole page, and the text outside the article's body is
//! removed as [`Category::Frame`]. If you know what your texts are, say so: [`WholePage::On`] for example for the WET
//! files of Common Crawl, [`WholePage::Off`] for the output of an extractor that has already found the body.
//! ```
//! use dechaff::{Cleaner, WholePage};
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let whole = format!("Elmsworth Gazette\nTides\nBoats\nLetters\n{page}About this paper\n");
//! let cleaner = Cleaner::builder().whole_page(WholePage::On).build()?;
//! assert!(cleaner.clean(&whole).starts_with("The harbour of Elmsworth stays open"));
//! let cleaner = Cleaner::builder().whole_page(WholePage::Off).build()?;
//! assert!(cleaner.clean(&whole).starts_with("Elmsworth Gazette\nTides\n"));
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # Many pages
//! Build one cleaner and share it between all threads. It keeps the buffers of finished pages for the next ones, so
//! cleaning many pages allocates little memory.
//! ```
//! use dechaff::Cleaner;
//!
//! # let page = "\
//! # The harbour of Elmsworth stays open all winter
//! # By Ann Lee, Staff Writer
//! # The forty boats of the old stone quay may land their catch until spring, says the council.
//! # READ MORE: Ten winter harbours you must see
//! # That ends three years of uncertainty, in which the chandler let his only clerk go.
//! # Newsletter
//! # The board will publish the ice breaker's timetable on Friday, and light the lighthouse.
//! # Today: 4 degrees, wind north
//! # Get the Gazette by post
//! # ";
//! let pages = vec![page; 100];
//! let cleaner = Cleaner::default();
//! let kept: usize = std::thread::scope(|scope| {
//!     let clean = |pages: &[&str]| pages.iter().map(|page| cleaner.clean(page).len()).sum::<usize>();
//!     let parts: Vec<_> = pages.chunks(25).map(|part| scope.spawn(move || clean(part))).collect();
//!     parts.into_iter().map(|part| part.join().expect("cleaning does not panic")).sum()
//! });
//! assert_eq!(kept, 100 * dechaff::clean(page).len());
//! ```
//!
//! # Cargo features
//! All features are on by default.
//!
//! | feature | what it adds |
//! |---|---|
//! | `serde` | [`Lexicon`], [`RulesFile`], [`Cleaned`] and [`Trace`] can be serialized and deserialized |
//! | `patterns` | protected patterns ([`CleanerBuilder::protect`] and `protect` in rules files), with the crate regex |
//! | `perf` | some searches are faster; it changes no result, only the size of the library |
//! | `ar`, `de`, `en`, ... | the shipped phrases of one language each; [`Lexicon::languages`] lists them |
//! | `languages` | those of all languages |
//!
//! # How it works
//! A page passes through these stages. Rules and passes only vote; the text is cut at the end and in one place, so
//! every removal has a reason, and a rule cannot damage text.
//!
//! | stage | module | what it does |
//! |---|---|---|
//! | 1 | `page` | splits the text into segments (lines, re-joined paragraphs, or sentences) and measures them |
//! | 2 | `lexicon` | finds cues: phrases at the places where their anchors let them count |
//! | 3 | `rules` | judge each segment alone, and vote |
//! | 4 | `passes` | judge segments together: link lists, comment threads, appended stories, the body of a page |
//! | 5 | `guard` | spares weakly supported removals if too little text would remain |
//! | 6 | `output` | turns the verdicts into spans and cuts the text |
//!
//! The modules of the library, in the order of the `mod` lines below. Each uses only modules further down the list:
//!
//! | module | what is in it |
//! |---|---|
//! | `builder` | [`CleanerBuilder`] |
//! | `cleaner` | [`Cleaner`] |
//! | `scratch` | a pool of buffers that are kept for the next page |
//! | `rounds` | cleans the remaining text again until nothing more is removed |
//! | `pipeline` | the six stages in one function |
//! | `trace` | [`Trace`] and [`Annotation`] |
//! | `rules_file` | [`RulesFile`]: phrases, patterns and kept categories as data, for all sites and for single ones |
//! | `output` | stage 6; [`Cleaned`] and [`Removal`] |
//! | `guard` | stage 5 |
//! | `passes` | stage 4, one module per pass, and the table of passes |
//! | `rules` | stage 3, one module per rule, and the table of rules; [`Rule`] and [`Ballot`] |
//! | `ledger` | the votes and verdicts on a page |
//! | `view` | what rules and passes can see of a page; [`Segment`] |
//! | `preset` | [`Preset`]: named sets of settings |
//! | `vote` | a vote, its [`Evidence`] and its [`Outcome`]; the scores by name; [`Strictness`] |
//! | `lexicon` | stage 2; [`Lexicon`], [`Phrase`] and the shipped phrase files |
//! | `learn` | [`Learner`] and [`LearnedSites`]: what recurs on the pages of a site |
//! | `page` | stage 1 |
//! | `policy` | how each category behaves, one row per category |
//! | `pattern` | protected patterns |
//! | `category` | [`Category`] and [`CategorySet`] |
//! | `error` | [`Error`] |
//! | `host` | host names of sites |
//! | `instrument` | counters and switches that only tests and the fuzzer use |
//!
//! Building a cleaner can fail; cleaning cannot.
//!
//! # Promises
//! Each promise is a property test on random text, on random combinations of fixture lines, and on every fixture in
//! every form (`tests/invariants.rs`, `tests/verdicts.rs`, `tests/extremes.rs`), and also a fuzz target if random
//! input may find more.
//!
//! **No text is lost or changed**
//! * The kept text and the removed spans together are the input, byte for byte. The spans in [`Cleaned::removed`] are
//!   sorted, disjoint, not empty, and on character boundaries.
//! * If nothing is removed, the text is returned borrowed.
//!
//! **Cleaning is deterministic and idempotent**
//! * The same input gives the same output: on every thread, in any order, whatever was cleaned before, and with the
//!   report ([`Cleaner::report`]) or without it ([`Cleaner::clean`]).
//! * Cleaning a cleaned text removes nothing more, because the remaining text is cleaned again until nothing is
//!   removed, at most eight times. There are three exceptions. A list of entries may look like an article once its frame
//!   is gone; clean it again as what it was ([`CleanerBuilder::kind`] with the kind that [`Cleaned::kind`] reports). A text of more than 512 KiB, or of more than 16,384 lines
//!   that are not blank, is divided into several pages, and it is divided elsewhere once text was removed. A cleaner
//!   that [keeps] a category may remove more the second time: in the end, the first cleaning judged the other lines as
//!   if the kept lines were gone, but the second cleaning starts with them.
//!
//! **Verdicts do not depend on details**
//! * Line endings (LF or CRLF) and a missing line break at the end do not change what is removed or why.
//! * Keeping a category ([`CleanerBuilder::keep`]) only keeps that category's text: what is removed then would also
//!   have been removed without it. This does not hold for [`Category::KEPT_BY_DEFAULT`], whose removal may change what
//!   else is removed.
//! * Appending boilerplate to a page does not remove more of the page. This holds for every fixture except five that
//!   the test names, and with these exceptions: a line that is a single menu word, once the page contains other
//!   boilerplate; lists above the article, once a footer shows that the text is a whole page; sentences that address
//!   the reader directly before an appeal; and a line that the boilerplate is appended to without a line break.
//!
//! **Any text can be cleaned**
//! * Cleaning does not panic, unless a [`Rule`] of the caller panics. Its time is linear in the length of the text,
//!   and without a report it needs at most twice the memory of the text plus 8 MB.
//!
//! **Weak evidence does not empty a page**
//! * If fewer than 40 words of a page would remain ([`CleanerBuilder::min_words`]), guesses are taken back: only what a
//!   phrase of several words clearly says counts (the rule `phrases`, with a score of at least 0.9), and other votes with a score of at
//!   least 0.97. A page that consists of boilerplate may become empty: [`Cleaned::removed`] shows what it was, and
//!   [`Cleaned::spared`] what was kept only because too little text would have remained.
//!
//! [keeps]: CleanerBuilder::keep

#![forbid(unsafe_code)]
#![deny(missing_docs)]

// Each module uses only those below it (`tests/house.rs` checks this).
mod builder;
mod cleaner;
mod scratch;
mod rounds;
mod pipeline;
mod trace;
mod rules_file;
mod output;
mod guard;
mod passes;
mod rules;
mod ledger;
mod view;
mod preset;
mod vote;
mod lexicon;
mod page;
mod policy;
mod pattern;
mod learn;
mod category;
mod error;
mod host;
mod normalize;
mod instrument;
#[cfg(test)]
mod learn_tests;
#[cfg(test)]
mod line_tests;
#[cfg(test)]
mod work_tests;

pub use builder::CleanerBuilder;
pub use category::{Category, CategorySet};
pub use cleaner::Cleaner;
pub use error::{Error, Place};
pub use learn::{LearnedSite, LearnedSites, Learner, Recurring};
pub use lexicon::{Anchor, Lexicon, Phrase};
pub use output::{Cleaned, Removal};
pub use page::{Ending, Form};
pub use passes::{TextKind, WholePage};
pub use preset::Preset;
pub use rules::{Ballot, Rule};
pub use rules_file::{Finding, RulesFile};
pub use trace::{
    Annotation, Trace, TracedClue, TracedCue, TracedFeatures, TracedKind, TracedSegment, TracedVote, Verdict,
};
pub use view::Segment;
pub use vote::{Evidence, Outcome, Strictness};

use std::borrow::Cow;

/// Cleans a text with the default settings and the shipped phrases. The result is borrowed if nothing was removed.
///
/// ```
/// let text = "The council met on Monday.\n";
/// assert!(matches!(dechaff::clean(text), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    Cleaner::default().clean(text)
}

/// Panics if a fast path gives a different result than the plain way: in reading the text, or in finding a share of the
/// shipped phrases. The fuzz target `differential` calls it.
#[cfg(fuzzing)]
#[doc(hidden)]
pub fn assert_shortcuts_find_the_same(text: &str, share: usize) {
    page::reference::assert_same_reading(text);
    lexicon::reference::assert_same_finds(text, share);
}
