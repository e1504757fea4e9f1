//! Strips boilerplate from article text.
//!
//! HTML extractors turn pages into plain text, and the text still carries residue: donation appeals, comment forms
//! and the comments, related links, newsletter pleas, share lines, credits, tags, notices, on whole pages menus and
//! footers too. dechaff takes that text, in any form extractors deliver it, and gives back the article with a report
//! of every span that went and why. No HTML, no model, no network.
//!
//! ```
//! let page = "The harbour of Elmsworth stays open all winter, the town council decided on Monday.\n\
//!             READ MORE: Ten winter harbours you must see\n\
//!             The decision ends three years of uncertainty for the forty boats that fish from the old stone quay.\n\
//!             Fishermen had threatened to leave for good, and the chandler had already let his only clerk go.\n";
//! let text = dechaff::clean(page);
//! assert!(!text.contains("READ MORE"));
//! assert!(text.starts_with("The harbour of Elmsworth"));
//! ```
//!
//! [`Cleaner`] gives the report too, and [`Cleaner::builder`] exposes the pipeline: categories to keep, strictness,
//! phrases, rules and protected patterns of one's own.
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
//!   report ([`Cleaner::clean`]) or without ([`Cleaner::text`]).
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

mod error;
mod category;
mod cleaner;
mod pattern;
mod page;
mod lexicon;
mod ledger;
mod rules;
mod passes;
mod guard;
mod output;
mod scratch;
mod own;
mod work;

pub use category::Category;
pub use cleaner::{Cleaner, CleanerBuilder, Strictness};
pub use error::{Error, Place};
pub use ledger::Evidence;
pub use lexicon::{Anchor, Lexicon, Phrase};
pub use output::{Cleaned, Removal};
pub use own::{Finding, Rules};
pub use page::{Ending, Form};
pub use passes::WholePage;
pub use rules::{Ballot, Rule, Segment};

use std::borrow::Cow;

/// Cleans a text with the shipped pipeline. Borrowed where nothing goes.
///
/// ```
/// let text = "The council met on Monday.\n";
/// assert!(matches!(dechaff::clean(text), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    Cleaner::default().text(text)
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
