//! Headings of comments and of comment forms.

use crate::category::Category;
use crate::lexicon::Anchor;
use crate::page::bytes::is_wordy;
use crate::policy::Heads;
use crate::view::Segment;

/// The most words of a heading that only starts with a phrase ("Comments on this story"). In a longer segment, the
/// phrase starts a sentence.
const MAX_STARTED_HEADING_WORDS: usize = 8;
/// The most words of a heading that counts the comments and then names the article. Chosen by hand: a smaller limit would
/// miss long headlines; a larger one would take paragraphs for headings.
const MAX_COUNTING_HEADING_WORDS: usize = 30;

/// What a segment says about the text behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Head {
    /// It is no heading of comments.
    None,
    /// It is a heading of comments, or a link to them, which may also stand inside the article ("3 Comments", "Leave a
    /// comment").
    Label,
    /// It counts the comments and names the article ("42 Responses to "The Long Winter""), as only the heading right
    /// above the comments does.
    Counting,
}

/// What the segment heads, whether or not it was removed.
pub(super) fn find_head(segment: Segment<'_>) -> Head {
    if segment.features().row {
        return Head::None;
    }
    let head = |anchor: Anchor, is_whole: bool, heads: Heads| {
        let heads_thread = match heads {
            Heads::Thread => true,
            Heads::ThreadIfSeveralWords => segment.words() > 1,
            Heads::LinkList | Heads::Nothing => false,
        };
        let is_started = anchor == Anchor::Start && segment.words() <= MAX_STARTED_HEADING_WORDS;
        if heads_thread && anchor != Anchor::Keep && (is_whole || is_started) {
            Head::Label
        } else {
            Head::None
        }
    };
    let of_cues = segment.cues().map(|(cue, e)| {
        let counts = e.category == Category::Comments
            && matches!(e.phrase.anchor(), Anchor::Start | Anchor::Hint)
            && cue.start as usize == segment.folded_start()
            && counts_and_names(segment, e.phrase.folded());
        if counts {
            Head::Counting
        } else {
            head(e.phrase.anchor(), segment.is_whole(cue), e.category.policy().heads)
        }
    });
    of_cues.max().unwrap_or(Head::None)
}

/// Whether the segment continues a phrase such as `# comments on` or `one response to "` with the name of the article.
fn counts_and_names(segment: Segment<'_>, phrase: &str) -> bool {
    let phrase_words = phrase.split(' ').filter(|word| word.bytes().any(is_wordy)).count();
    (phrase.starts_with('#') || phrase.ends_with(['"', '\'']))
        && segment.words() > phrase_words
        && segment.words() <= MAX_COUNTING_HEADING_WORDS
        && !segment.is_prose()
}

/// The first number in the segment, which is how many comments a heading announces. `None` if it has none, or one with a
/// thousands separator: no page prints so many comments.
pub(super) fn announced_comments(segment: Segment<'_>) -> Option<usize> {
    let digits = segment.text().trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(digits.len());
    digits[..end].parse().ok()
}
