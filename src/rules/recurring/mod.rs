//! What recurs on other pages of the site, if the site was learned.
//!
//! **Removes** lines that the site prints on its other pages, and stretches of a page that came as one line. The
//! evidence says on how many pages: "on 14 of 30 pages of this site". A phrase in the text names the category. Also
//! removes what is behind the last sentence of an article between two such lines, as headlines of other stories are, which
//! change from page to page (`enclosed`).
//!
//! **Keeps** what a page has for itself although the site repeats it: its headline, which a list of new articles names
//! on every page, stands alone above the text. What counts as recurring is decided when the site is learned: prose is on
//! more pages than a label, pages that tell the same story count once, and numbers must be the same, so that prices and
//! ratings stay. A line between two others that are the page's own is a heading that articles share, and stays too. So does
//! a row of a table with several cells.
//!
//! **Why** after the passes: see `vote_on_what_recurs` in `pipeline`.

mod enclosed;

use std::sync::Arc;

use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::Anchor;
use crate::view::Segment;
use crate::vote::score;

pub(crate) use enclosed::vote as vote_on_enclosed;

pub(super) struct Recurring;

impl Rule for Recurring {
    fn name(&self) -> &str {
        "recurring"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let span = segment.span();
        for found in segment.recurring() {
            let total = segment.context().recurring.pages;
            let evidence: Arc<str> = format!("on {} of {total} pages of this site", found.pages).into();
            let part = found.span.start.max(span.start)..found.span.end.min(span.end);
            if part == span {
                ballot.vote(category(segment), score::LIKELY, evidence);
            } else {
                ballot.cut(part, Category::Frame, score::LIKELY, evidence);
            }
        }
    }
}

/// The category that a phrase in the segment names, or that of what surrounds an article. Categories that are kept by default
/// say something about one article, and what recurs does not.
fn category(segment: Segment<'_>) -> Category {
    let is_decisive = |anchor: Anchor| !matches!(anchor, Anchor::Keep | Anchor::Hint);
    let mut phrases = segment.phrases().filter(|(_, phrase)| is_decisive(phrase.anchor()));
    let named = phrases.next().map(|(category, _)| category);
    named.filter(|category| !Category::KEPT_BY_DEFAULT.contains(category)).unwrap_or(Category::Frame)
}

/// Whether a row of a table has words in one cell only, as in tables that lay out a page.
pub(super) fn has_one_cell(row: &str) -> bool {
    let mut escapes = false;
    let cells = row.split(|c| {
        let is_end = c == '|' && !escapes;
        escapes = c == '\\';
        is_end
    });
    cells.filter(|cell| cell.contains(char::is_alphanumeric)).count() == 1
}
