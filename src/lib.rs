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
//! * What is kept and what was removed is the input, byte for byte: [`Cleaned::removed`] has sorted, disjoint,
//!   non-empty spans on character boundaries.
//! * Where nothing goes, the text comes back borrowed.
//! * Cleaning never panics (but where a caller's own [`Rule`] does) and takes time linear in the text.
//! * The same input gives the same output, on every thread. Cleaning what was cleaned changes nothing on any fixture;
//!   on other texts it rarely does.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod error;
mod category;
mod cleaner;
mod page;
mod lexicon;
mod ledger;
mod rules;
mod passes;
mod guard;
mod output;
mod scratch;
mod work;

pub use category::Category;
pub use cleaner::{Cleaner, CleanerBuilder, Strictness};
pub use error::Error;
pub use ledger::Evidence;
pub use lexicon::{Anchor, Lexicon, Phrase};
pub use output::{Cleaned, Removal};
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
