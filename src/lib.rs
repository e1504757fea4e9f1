//! Strips boilerplate from article text.
//!
//! HTML extractors turn pages into plain text, and the text still carries residue: donation appeals, comment forms
//! and the comments, related links, newsletter pleas, share lines, credits, tags, notices, on whole pages menus and
//! footers too. dechaff takes that text, in any form extractors deliver it, and gives back the article with a report
//! of every span that went and why. No HTML, no model, no network.
//!
//! # In one call
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
//! # What went, and why
//! A [`Cleaner`] gives the report too: each span of the input that went, with its category, the rule that decided, the
//! phrase or observation that it saw, and how sure it was.
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
//! let [byline, related] = &cleaned.removed[..] else { panic!("two lines went") };
//! assert_eq!((byline.category, byline.rule, byline.score), (Category::Byline, "byline", 0.8));
//! assert_eq!(&page[related.start..related.end], "READ MORE: Ten winter harbours you must see\n");
//! assert_eq!((related.category, related.evidence.as_str()), (Category::Related, "^ read more:"));
//! ```
//! Where only the text is wanted, [`Cleaner::clean`] gives it without the report, a little faster.
//!
//! # Which categories go
//! [`Category`] lists what there is, with an example, the phrases and the rules of each. One that is kept changes nothing
//! else; [`Category::KEPT_BY_DEFAULT`] goes where it is asked for.
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
//! let cleaner = Cleaner::builder().keep(Category::Byline).remove(Category::Correction).build()?;
//! assert!(cleaner.clean(page).contains("By Ann Lee, Staff Writer\n"));
//! let corrected = format!("{page}Correction: An earlier version gave the wrong day.\n");
//! assert!(!cleaner.clean(&corrected).contains("Correction"));
//! assert!(dechaff::clean(&corrected).contains("Correction"));
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # How sure is sure enough
//! [`Strictness`] has three steps. Careful leaves the byline above (a score of 0.8); thorough takes the label
//! "Newsletter" too, which stands between two paragraphs and could be a heading of the article's own.
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
//! # Phrases of one's own
//! What one outlet alone prints is said in the notation of the phrase files: a mark for where it counts ([`Anchor`]), then
//! the words in lower case. A [`Lexicon`] reads a file of them, or any format through serde;
//! [`CleanerBuilder::only_phrases`] leaves the shipped ones out.
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
//! let last = cleaned.removed.last().expect("the last line went");
//! assert_eq!(&page[last.start..last.end], "Get the Gazette by post\n");
//! assert_eq!((last.category, last.evidence.as_str()), (Category::Newsletter, "= get the gazette by post"));
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # What must stay
//! A line in which a protected pattern matches stays, whatever votes against it.
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
//! # A rule of one's own
//! What no phrase can say, a [`Rule`] can: it looks at one [`Segment`] and its neighbours, and votes.
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
//!         // Folded text is lower case, with `#` for each number.
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
//! A text that shows menus and footers is taken for a whole page, and what lies outside the article's body goes as
//! [`Category::Frame`]. Who knows better says so: [`WholePage::On`] for Common Crawl's WET, [`WholePage::Off`] behind an
//! extractor that found the body.
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
//! One cleaner serves all threads, and holds the buffers that its pages need: build it once and share it.
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
//! # The way of the text
//! | stage | module | what it does |
//! |---|---|---|
//! | 1 | `page` | splits the text into segments and measures them |
//! | 2 | `lexicon` | finds the cues: phrases where their anchors let them count |
//! | 3 | `rules` | each segment alone: votes into the `ledger` |
//! | 4 | `passes` | segments together: lists, threads, stories, the body of a whole page |
//! | 5 | `guard` | spares segments where too little would be left |
//! | 6 | `output` | the only place where text is cut |
//!
//! Tag, then cut, never both. No removal without a reason. Cleaning cannot fail; only building a cleaner can.
//!
//! # Promises
//! Each is a property test on random text, on random splices of fixture lines and on every fixture, in every form
//! (`tests/invariants.rs`, `tests/verdicts.rs`, `tests/extremes.rs`), and a fuzz target where one can find more.
//!
//! **Nothing is lost**
//! * What is kept and what was removed is the input, byte for byte: [`Cleaned::removed`] has sorted, disjoint,
//!   non-empty spans on character boundaries.
//! * Where nothing goes, the text comes back borrowed.
//!
//! **The same again**
//! * Cleaning twice is cleaning once: what is left of a page is cleaned again until nothing more goes, at most eight
//!   times. Two things are not promised: a text of more than 512 KiB or 16,384 lines that are not blank is read as
//!   several pages, which begin elsewhere once text has gone; and a cleaner that was told to [`keep`] a category may
//!   take more the second time, since what it kept then stands where it was taken for gone.
//! * The same input gives the same output: on every thread, in any order, whatever was cleaned before, and with the
//!   report ([`Cleaner::report`]) or without ([`Cleaner::clean`]).
//!
//! **The same verdicts**
//! * With LF or CRLF, with or without a last line break, the same goes for the same reasons.
//! * A category that a caller [`keep`]s costs nothing: what goes then would have gone without it too. (Not so for
//!   [`Category::KEPT_BY_DEFAULT`], whose removal may change what else goes.)
//! * Boilerplate put behind a page takes nothing of it, of any fixture but the five that the test names. It may take
//!   what only the page as a whole tells: a line that is a menu's word, once the page has other furniture; lists above
//!   the article, once a footer shows a whole page; what speaks to the reader right before an appeal; a line to which
//!   it is glued.
//!
//! **On any text**
//! * Cleaning never panics (but where a caller's own [`Rule`] does), takes time linear in the text and, for a text
//!   without the report, at most twice its memory and 8 MB.
//!
//! **Weak evidence empties no page**
//! * Where fewer than 40 words would be left of a page, only votes of 0.97 and more count. A page that is all
//!   boilerplate may come out empty: [`Cleaned::removed`] says what it was, [`Cleaned::spared`] what stayed only
//!   because too little would have been left.
//!
//! [`keep`]: CleanerBuilder::keep

#![forbid(unsafe_code)]
#![deny(missing_docs)]

// Each module uses only those below it (`tests/house.rs` checks this).
mod builder;
mod cleaner;
mod rounds;
mod scratch;
mod pipeline;
mod trace;
mod rules_file;
mod output;
mod guard;
mod passes;
mod rules;
mod ledger;
mod view;
mod vote;
mod lexicon;
mod page;
mod policy;
mod pattern;
mod category;
mod error;
mod instrument;
#[cfg(test)]
mod line_tests;

pub use builder::{CleanerBuilder, Strictness};
pub use category::{Category, CategorySet};
pub use cleaner::Cleaner;
pub use error::{Error, Place};
pub use lexicon::{Anchor, Lexicon, Phrase};
pub use output::{Cleaned, Removal};
pub use page::{Ending, Form};
pub use passes::WholePage;
pub use rules::{Ballot, Rule};
pub use rules_file::{Finding, RulesFile};
pub use trace::{Annotation, Trace, TracedCue, TracedFeatures, TracedSegment, TracedVote, Verdict};
pub use view::Segment;
pub use vote::{Evidence, Outcome};

use std::borrow::Cow;

/// Cleans a text with the shipped pipeline. Borrowed where nothing goes.
///
/// ```
/// let text = "The council met on Monday.\n";
/// assert!(matches!(dechaff::clean(text), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    Cleaner::default().clean(text)
}

/// Panics where a shortcut finds anything but what the plain way finds, in reading or in matching a share of the
/// shipped phrases; for the fuzz target `differential`.
#[cfg(fuzzing)]
#[doc(hidden)]
pub fn assert_shortcuts_find_the_same(text: &str, share: usize) {
    page::reference::assert_same_reading(text);
    lexicon::reference::assert_same_finds(text, share);
}

/// The README's examples are compiled and run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
