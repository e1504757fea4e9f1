//! Headlines of other stories, recognised by how they are labelled.
//!
//! **Removes** a headline with its kind in brackets at the end ("Harbour reopens after storm [VIDEO]"), a headline
//! behind a site's name ("On example.com: Harbour reopens after storm"), and a headline or page number with an arrow
//! before or behind it ("← Rain stops play", "1 2 3 Next »").
//!
//! **Keeps** sentences, brackets with a number (references) or several words, and steps with an arrow behind each
//! (`keep/en-steps-that-come-again`).

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::page::Marks;
use crate::view::Segment;
use crate::vote::score;

/// The most words of a labelled headline. Chosen by hand: a larger value would take sentences without a full stop for
/// headlines, a smaller one would keep long headlines.
const MAX_HEADLINE_WORDS: usize = 25;
/// The fewest words of a headline with its kind or site. Shorter lines may be headings of the article.
const MIN_HEADLINE_WORDS: usize = 5;
/// The fewest bytes of a kind in brackets, which thereby is no mark such as "[x]" or "[N]".
const MIN_KIND_BYTES: usize = 3;
/// The most words of a label that ends in a site's name: "Also on example.com".
const MAX_SITE_LABEL_WORDS: usize = 3;
/// The fewest bytes of a site's name before its ending.
const MIN_SITE_NAME_BYTES: usize = 2;
/// The most words of a line to which a closing guillemet at its end points. In a longer line it may close a quotation
/// whose beginning is in an earlier segment.
const MAX_WORDS_BEFORE_GUILLEMET: usize = 8;
/// The fewest words of a line with an arrow: a single word is a button, for which there are phrases.
const MIN_WORDS_WITH_ARROW: usize = 2;

/// Top-level domains that show a site's name. Those of countries are missing because file names end in them too
/// (`README.md`).
const SITE_ENDINGS: [&str; 6] = ["com", "org", "net", "info", "tv", "news"];

/// A kind in brackets, a site with a colon, or an arrow.
pub(super) const HEADLINES_ASKS: Asks =
    Asks::marks(Marks::of(b"]:").union(Marks::SYMBOL)).up_to_words(MAX_HEADLINE_WORDS);

pub(super) struct Headlines;

impl Rule for Headlines {
    fn name(&self) -> &str {
        "headlines"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if segment.words() > MAX_HEADLINE_WORDS {
            return;
        }
        if has_arrow(segment) {
            ballot.vote(Category::Pagination, score::PROBABLE, "a headline with an arrow");
            return;
        }
        if segment.words() < MIN_HEADLINE_WORDS || segment.features().sentences > 1 || segment.quoted() {
            return;
        }
        let text = segment.text().trim_end_matches(['|', ' ']);
        if has_kind(text) {
            ballot.vote(Category::Related, score::PROBABLE, "a headline with its kind in brackets");
        } else if segment.is_title() && is_behind_site(text) {
            ballot.vote(Category::Related, score::PROBABLE, "a headline behind a site's name");
        }
    }
}

/// Whether the text ends in one capitalised word in square brackets, with a space before them.
fn has_kind(text: &str) -> bool {
    let Some((before, inside)) = text.strip_suffix(']').and_then(|t| t.rsplit_once('[')) else { return false };
    if !before.ends_with(char::is_whitespace) {
        return false; // "A --> B[Parser]": a diagram's source
    }
    let inside = inside.trim();
    inside.len() >= MIN_KIND_BYTES && inside.chars().all(char::is_alphabetic) && inside.starts_with(char::is_uppercase)
}

/// Whether a site's name with a colon stands within the first words, and a capital follows it.
fn is_behind_site(text: &str) -> bool {
    let Some((label, headline)) = text.split_once(": ") else { return false };
    let last_word = label.rsplit(' ').next().unwrap_or("");
    let is_site = |(name, ending): (&str, &str)| name.len() >= MIN_SITE_NAME_BYTES && SITE_ENDINGS.contains(&ending);
    label.split(' ').count() <= MAX_SITE_LABEL_WORDS
        && last_word.rsplit_once('.').is_some_and(is_site)
        && headline.starts_with(char::is_uppercase)
}

/// Whether the segment has an arrow that points away from the page. If a neighbour ends in an arrow too, they are the
/// steps of something.
fn has_arrow(segment: Segment<'_>) -> bool {
    let ends_in_arrow = |s: Option<Segment<'_>>| s.is_some_and(|s| s.text().ends_with('→'));
    if ends_in_arrow(Some(segment)) && (ends_in_arrow(segment.previous()) || ends_in_arrow(segment.next())) {
        return false;
    }
    // Of a Markdown link, only the words count.
    let text = segment.text().trim_start_matches(['*', '-', ' ', '[']);
    let text = text.split_once("](").map_or(text, |(words, _)| words);
    // A closing guillemet is a quotation mark if there is an opening one, or if the line is long.
    let points_away = text.starts_with(['←', '‹'])
        || text.ends_with(['→', '›'])
        || text.ends_with(" »") && !text.contains('«') && segment.words() <= MAX_WORDS_BEFORE_GUILLEMET;
    points_away && segment.words() >= MIN_WORDS_WITH_ARROW && segment.features().sentences <= 1
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE};

    /// The line is one of three steps.
    const STEPS: &str = "How the harbour office of Elmsworth answers a letter
Letter arrives →
{}
Clerk writes the answer →
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
";

    #[test]
    fn labelled_headlines_are_removed_and_sentences_and_references_are_kept() {
        check(
            "headlines",
            &[
                ("Harbour of Elmsworth reopens after storm [VIDEO]", END, Removed, "a kind in brackets"),
                ("Harbour reopens after storm [VIDEO]", END, Removed, "five words, the kind included"),
                ("Harbour reopens today [VIDEO]", END, Kept, "four words"),
                ("Harbour of Elmsworth reopens after storm [12]", END, Kept, "a reference"),
                ("Harbour of Elmsworth reopens after storm [with video]", END, Kept, "two words in brackets"),
                ("The clerk --> the board --> the Council[Vote]", MIDDLE, Kept, "a diagram's source"),
                ("On example.com: Harbour reopens after storm", END, Removed, "a site's name"),
                ("In the README.md: Harbour reopens after storm", END, Kept, "a file's name"),
                ("You may read on example.com: Harbour reopens", END, Kept, "a label of five words"),
                ("← Rain stops play", END, Removed, "an arrow before a headline"),
                ("1 2 3 Next »", END, Removed, "page numbers"),
                ("the quay would stay open for all »", MIDDLE, Removed, "seven words before a guillemet"),
                ("the quay would stay open for all of them and the boats »", MIDDLE, Kept, "a quotation's end"),
                ("Clerk opens it →", STEPS, Kept, "its neighbours are steps too"),
            ],
        );
    }
}
