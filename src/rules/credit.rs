//! Credits, and captions that end in one.
//!
//! **Removes** a line that is a credit ("(Ann Lee/Getty Images)", "Photo by Bo Dahl") and a caption that ends in one:
//! in brackets, or as a last sentence "Credit: ...", "Photo by ...".
//!
//! **Keeps** prose that names an agency ("told Reuters on Monday", "the Getty Museum"; `keep/en-museum-named-getty-and-afp-in-prose`):
//! a credit needs a bracket, a slash, a ©, or a credit word with a colon or "by", at the end of the line; and brackets that
//! open with a small word only ("(via Elm Street)", `keep/en-way-in-brackets-at-line-end`) or hold common words
//! ("(joiner, photographer, painter)", `keep/en-sizes-and-diagrams`).

use std::ops::Range;

use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::{Anchor, Words};
use crate::view::Segment;
use crate::vote::score;

/// A caption has at most this many words, its credit included.
const CAPTION: usize = 65;
/// Behind so many words of several sentences a credit is glued to a paragraph of the article.
const PROSE: usize = 30;
/// A credit alone has at most this many.
const CREDIT: usize = 12;

pub(super) struct Credit;

impl Rule for Credit {
    fn name(&self) -> &str {
        "credit"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if segment.words() > CAPTION || segment.word_table().is_empty() {
            return;
        }
        if segment.has_phrase(Category::Contributors, &[Anchor::Whole, Anchor::Start]) {
            return;
        }
        let Some(first) = credit_start(segment).filter(|first| *first < segment.word_table().len()) else { return };
        let before = first;
        let credit = segment.word_table().len() - first;
        if credit > CREDIT {
            return;
        }
        if before <= 1 {
            ballot.vote(Category::Credit, score::SURE_CREDIT, "only a credit");
        } else if before > PROSE
            && starts_sentence(segment, first)
            && (segment.features().sentences > 2 || segment.text().contains('©'))
        {
            let start = segment.word_table()[first].source as usize;
            let from = segment.text()[..start].trim_end_matches(['(', '©', ' ', '[']).len();
            ballot.cut(
                segment.span().start + from..segment.span().end,
                Category::Credit,
                score::LIKELY,
                "ends a paragraph",
            );
        } else if !segment.bullet() && !segment.quoted() {
            ballot.vote(Category::Caption, score::CLEAR, "ends in a credit");
        }
    }
}

/// A credit's small words have at most so many bytes.
const SMALL: usize = 3;

/// The word at which a credit that ends the segment starts.
fn credit_start(segment: Segment<'_>) -> Option<usize> {
    let folded = segment.folded();
    let table = segment.word_table();
    let trimmed = folded.trim_end_matches([' ', '.', '"', '·', '-', ';']);
    let word_at = |offset: usize| table.partition_point(|w| (w.at as usize) < segment.folded_start() + offset);
    let list = |word: usize| segment.lists_of_word(word);
    let known = mask(&[Words::Credit, Words::Agency]);
    let agency = Words::Agency.bit();

    // "(AP Photo/Ann Lee, File)", also where the opening bracket was an ornament before the first word.
    if trimmed.ends_with(')') {
        let open = trimmed.rfind('(').unwrap_or(0);
        let first = word_at(open);
        let inside = first..table.len();
        if !inside.is_empty() && inside.len() <= CREDIT {
            // "(via Rome)", "(mit Rosmarin)": the small words of a credit say nothing alone.
            let opens = list(first) & Words::Credit.bit() != 0
                && segment.folded_words().nth(first).is_some_and(|w| w.len() > SMALL);
            let marked = opens || trimmed[open..].contains(['/', '|', ':', '©']);
            let names = inside.clone().any(|word| list(word) & known != 0);
            if names
                && !is_plain(segment, inside.clone())
                && (marked || inside.clone().all(|word| list(word) & agency != 0))
            {
                return Some(first);
            }
        }
    }
    // "... of the moon. Credit: Tyvak", "Photo by Bo Dahl", "© Ann Lee/Reuters".
    if let Some(at) = trimmed.rfind('©') {
        if table.len() - word_at(at).min(table.len()) <= 8 && !trimmed[at..].contains(". ") {
            return Some(word_at(at));
        }
    }
    for first in (0..table.len()).rev().take(CREDIT) {
        let start = table[first].at as usize - segment.folded_start();
        let end = table.get(first + 1).map_or(folded.len(), |w| w.at as usize - segment.folded_start());
        let opens = first == 0
            || table[first].is(crate::page::fold::Word::SENTENCE)
            || matches!(folded[..start].trim_end().as_bytes().last(), Some(b'|' | b'/' | b'-' | b'(' | b':' | b'.'));
        let word = || folded[start..end].trim_end();
        // A label that begins a line of its own on the page: "... more Photo: Bo Dahl, AP".
        let opens = opens
            || table[first].is(crate::page::fold::Word::CAPITAL)
                && word().ends_with(':')
                && list(table.len() - 1) & agency != 0
                && names_follow(segment, first + 1);
        if !opens || list(first) & Words::Credit.bit() == 0 {
            continue;
        }
        let next_is_credit = first + 1 < table.len() && list(first + 1) & Words::Credit.bit() != 0;
        if first + 1 < table.len()
            && (word().ends_with(':')
                || (next_is_credit && table.len() - first <= CREDIT && names_follow(segment, first + 2)))
        {
            return Some(first);
        }
    }
    // "Ann Lee/Getty Images", "Ann Lee | Bloomberg | Getty Images"
    let tail = (0..table.len()).rev().take_while(|word| list(*word) & known != 0).count();
    let name = table.len() - tail;
    if (name..table.len()).any(|word| list(word) & agency != 0) {
        let start = table[name].at as usize - segment.folded_start();
        if matches!(folded[..start].trim_end().as_bytes().last(), Some(b'/' | b'|')) {
            let sentence = (0..name).rev().find(|n| table[*n].is(crate::page::fold::Word::SENTENCE)).unwrap_or(0);
            return Some(if table.len() - sentence <= CREDIT { sentence } else { name });
        }
        if name == 0 && segment.words() <= 4 && !folded.ends_with('.') {
            return Some(0);
        }
    }
    None
}

/// Whether a sentence ended right before the word.
fn starts_sentence(segment: Segment<'_>, word: usize) -> bool {
    let start = segment.word_table()[word].source as usize;
    segment.text()[..start].trim_end_matches(['(', '©', ' ', '[']).ends_with(['.', '!', '?', '"', '”'])
}

/// Whether most of the words are small and none of a credit's ("photo, video, florist, entertainment").
fn is_plain(segment: Segment<'_>, words: Range<usize>) -> bool {
    let known = mask(&[Words::Credit, Words::Agency]);
    let plain = |word: &usize| {
        let source = &segment.text()[segment.word_table()[*word].source as usize..];
        source.starts_with(char::is_lowercase) && segment.lists_of_word(*word) & known == 0
    };
    words.clone().filter(plain).count() * 2 > words.len()
}

/// From word `from` on, names: capitals and small joining words.
fn names_follow(segment: Segment<'_>, from: usize) -> bool {
    let rest = segment.word_table().get(from..).unwrap_or(&[]);
    let capitals = rest.iter().filter(|w| w.is(crate::page::fold::Word::CAPITAL)).count();
    !rest.is_empty() && capitals * 2 >= rest.len()
}
