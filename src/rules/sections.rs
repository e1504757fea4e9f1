//! Section labels and menu lines.
//!
//! **Removes** a line made only of sections' names at the top ("news", "World | Politics"), and a line of menu entries
//! parted by bars or arrows, half of them known sections.
//!
//! **Keeps** one-word headings further down (`keep/de-ueberschriften-wie-menue`).

use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::Words;
use crate::view::Segment;
use crate::vote::score;

/// Among so many first lines a section's name is a label on any page.
const TOP: usize = 4;

pub(super) struct Sections;

impl Rule for Sections {
    fn name(&self) -> &str {
        "sections"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if !(1..=24).contains(&segment.words()) || segment.features().sentences > 0 || segment.quoted() {
            return;
        }
        let known = segment.word_lists().filter(|l| l & Words::Section.bit() != 0).count();
        let all = segment.word_table().len();
        if known == all && all <= 4 && stands_over(segment) && !between_sentences(segment) {
            ballot.vote(Category::Navigation, score::CLEAR, "only a section's name");
        } else if known * 2 >= all
            && all >= 3
            && segment.text().matches(['|', '›', '»', '>', '·', '/', '•']).count() + 1 >= all.div_ceil(2).max(3)
        {
            ballot.vote(Category::Navigation, score::CLEAR, "a line of menu entries");
        }
    }
}

/// So many names of sections in a row are one list, which stands where its first line stands.
const LIST: usize = 64;

/// Over the article: at the very top, or above the first sentences of a page that has other furniture too (a poem has
/// no sentences; `keep/en-poem-short-lines`).
fn stands_over(segment: Segment<'_>) -> bool {
    let mut first = segment.index();
    if first >= TOP {
        let above = std::iter::successors(segment.previous(), |s| s.previous()).take(LIST);
        first -= above.take_while(|s| is_name(*s)).count();
    }
    first < TOP || segment.is_at_top() && segment.context().cues.has_boilerplate
}

/// Made only of sections' names.
fn is_name(segment: Segment<'_>) -> bool {
    (1..=4).contains(&segment.word_table().len()) && segment.word_lists().all(|l| l & Words::Section.bit() != 0)
}

fn between_sentences(segment: Segment<'_>) -> bool {
    segment.previous().is_some_and(|p| p.is_plain_sentence()) && segment.next().is_some_and(|n| n.is_plain_sentence())
}
