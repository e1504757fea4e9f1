//! Headlines of other stories, known by how they are labelled.
//!
//! **Removes** a headline with its kind in brackets at the end ("Harbour reopens after storm [VIDEO]") and one behind
//! a site's name ("On example.com: Harbour reopens after storm"); a headline or page number with an arrow before or
//! behind it ("← Rain stops play", "1 2 3 Next »").
//!
//! **Keeps** sentences, and brackets with a number (references) or several words.

use super::{Ballot, Rule};
use crate::category::Category;
use crate::view::Segment;
use crate::vote::score;

/// Endings by which a name is a site's; country codes are file endings too (`README.md`).
const SITES: [&str; 6] = ["com", "org", "net", "info", "tv", "news"];

pub(super) struct Headlines;

impl Rule for Headlines {
    fn name(&self) -> &str {
        "headlines"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if segment.words() > 25 {
            return;
        }
        if has_arrow(segment) {
            ballot.vote(Category::Pagination, score::PROBABLE, "a headline with an arrow");
            return;
        }
        if segment.words() < 5 || segment.features().sentences > 1 || segment.quoted() {
            return;
        }
        let text = segment.text().trim_end_matches(['|', ' ']);
        if has_kind(text) {
            ballot.vote(Category::Related, score::PROBABLE, "a headline with its kind in brackets");
        } else if segment.is_title() && behind_site(text) {
            ballot.vote(Category::Related, score::PROBABLE, "a headline behind a site's name");
        }
    }
}

/// Ends in one word in square brackets.
fn has_kind(text: &str) -> bool {
    let Some((before, inside)) = text.strip_suffix(']').and_then(|t| t.rsplit_once('[')) else { return false };
    if !before.ends_with(char::is_whitespace) {
        return false; // "A --> B[Parser]": a diagram's source
    }
    let inside = inside.trim();
    inside.len() >= 3 && inside.chars().all(char::is_alphabetic) && inside.starts_with(char::is_uppercase)
}

/// A web address and a colon stand within the first three words.
fn behind_site(text: &str) -> bool {
    let Some((label, headline)) = text.split_once(": ") else { return false };
    let site = label.rsplit(' ').next().unwrap_or("");
    let name = site.rsplit_once('.').is_some_and(|(name, tld)| name.len() >= 2 && SITES.contains(&tld));
    label.split(' ').count() <= 3 && name && headline.starts_with(char::is_uppercase)
}

/// An arrow that points away from the page; not where line after line has one: the steps of something.
fn has_arrow(segment: Segment<'_>) -> bool {
    let also = |s: Option<Segment<'_>>| s.is_some_and(|s| s.text().ends_with('→'));
    if segment.text().ends_with('→') && (also(segment.previous()) || also(segment.next())) {
        return false;
    }
    // Of a Markdown link only the words.
    let text = segment.text().trim_start_matches(['*', '-', ' ', '[']);
    let text = text.split_once("](").map_or(text, |(words, _)| words);
    // Guillemets are quotation marks where there are two of them, or a sentence.
    let points = text.starts_with(['←', '‹'])
        || text.ends_with(['→', '›'])
        || text.ends_with(" »") && !text.contains('«') && segment.words() <= 8;
    points && segment.words() >= 2 && segment.features().sentences <= 1
}
