//! Section labels and menu lines.
//!
//! **Removes** a line made only of names of sections above the article ("news", "World | Politics"), and a line of menu
//! entries separated by bars or arrows, at least half of whose words are names of sections.
//!
//! **Keeps** short headings further down (`keep/de-ueberschriften-wie-menue`).

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::Words;
use crate::view::{Segment, MAX_SECTION_NAME_WORDS};
use crate::vote::score;

/// The most words of a line of menu entries. Chosen by hand: longer lines without a sentence are tables or lists.
const MAX_SECTION_LINE_WORDS: usize = 24;
/// The fewest words of a line of menu entries, and its fewest entries. A line with one separator may be a title with a
/// subtitle.
/// Sensitive: -25 % (2) changes 1.33 % of the texts of the shared corpora.
const MIN_MENU_LINE_ENTRIES: usize = 3;
/// What separates the entries of a menu.
const SEPARATORS: [char; 7] = ['|', '›', '»', '>', '·', '/', '•'];

/// A menu has a section's name.
pub(super) const SECTIONS_ASKS: Asks = Asks::words(&[Words::Section]).up_to_words(MAX_SECTION_LINE_WORDS);

pub(super) struct Sections;

impl Rule for Sections {
    fn name(&self) -> &str {
        "sections"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let has_menu_length = (1..=MAX_SECTION_LINE_WORDS).contains(&segment.words());
        if !has_menu_length || segment.features().sentences > 0 || segment.quoted() {
            return;
        }
        let names = segment.word_lists().filter(|lists| lists & Words::Section.bit() != 0).count();
        let words = segment.word_table().len();
        if names == words
            && words <= MAX_SECTION_NAME_WORDS
            && is_above_article(segment)
            && !segment.is_between_sentences()
        {
            ballot.vote(Category::Navigation, score::CLEAR, "only a section's name");
        } else if names * 2 >= words && words >= MIN_MENU_LINE_ENTRIES && has_menu_separators(segment) {
            ballot.vote(Category::Navigation, score::CLEAR, "a line of menu entries");
        }
    }
}

/// Whether the separators divide the segment into enough entries, of two words each on average at most.
fn has_menu_separators(segment: Segment<'_>) -> bool {
    let entries = segment.text().matches(SEPARATORS).count() + 1;
    entries >= segment.word_table().len().div_ceil(2).max(MIN_MENU_LINE_ENTRIES)
}

/// Whether the segment stands above the article: at the very top, in a list of section names that starts there, or above
/// the first sentences of a page with other boilerplate. Without other boilerplate this would remove lines of a poem,
/// which has no sentences (`keep/en-poem-short-lines`).
fn is_above_article(segment: Segment<'_>) -> bool {
    let context = segment.context();
    segment.index() <= context.cues.top_list_end || segment.is_at_top() && context.cues.has_boilerplate
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, MIDDLE, TOP};

    /// The line stands as the sixth of a page, below four headlines of an article without sentences.
    const LOW: &str = "The harbour of Elmsworth stays open all winter
Forty boats at the old stone quay
A chandler without a clerk
An ice breaker with a timetable
A lighthouse that is lit every evening
{}
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
";

    /// As `LOW`, with boilerplate on the page.
    const LOW_ON_PAGE_WITH_BOILERPLATE: &str = "The harbour of Elmsworth stays open all winter
Forty boats at the old stone quay
A chandler without a clerk
An ice breaker with a timetable
Read More Show Less
{}
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
";

    /// The line ends a list of names that starts at the top of the page.
    const IN_LIST: &str = "News
Politics
Business
Sports
Opinion
{}
The harbour of Elmsworth stays open all winter
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
";

    #[test]
    fn names_of_sections_are_removed_above_an_article_and_menu_lines_anywhere() {
        check(
            "sections",
            &[
                ("News", TOP, Removed, "a section's name in the second line"),
                ("World | Politics", TOP, Removed, "two names"),
                ("News", MIDDLE, Kept, "between two sentences"),
                ("News", LOW, Kept, "the sixth line of a page without boilerplate"),
                ("News", LOW_ON_PAGE_WITH_BOILERPLATE, Removed, "above the first sentence of a page with boilerplate"),
                ("Culture", IN_LIST, Removed, "a list's position is that of its first line"),
                ("News Politics Business Sports Opinion", TOP, Kept, "five names without a separator"),
                ("News | Politics | Business | Harbour", MIDDLE, Removed, "three of four entries are names"),
                ("News | Harbour | Quay | Boats", MIDDLE, Kept, "one of four entries is a name"),
                ("News | Politics", MIDDLE, Kept, "one separator"),
                ("News | Politics | Business.", MIDDLE, Kept, "it ends in a full stop"),
                ("The harbour news | politics", MIDDLE, Kept, "one separator"),
            ],
        );
    }
}
