//! What recurs on other pages of the site, if the site was learned.
//!
//! **Removes** lines that the site prints on its other pages, and stretches of a page that came as one line. The
//! evidence says on how many pages: "on 14 of 30 pages of this site". A phrase in the text names the category.
//!
//! **Keeps** what a page has for itself although the site repeats it: its headline, which a list of new articles names
//! on every page, stands alone above the text. What counts as recurring is decided when the site is learned: prose is on
//! more pages than a label, pages that tell the same story count once, and numbers must be the same, so that prices and
//! ratings stay. A line between two others that are the page's own is a heading that articles share, and stays too.
//!
//! **Why** after the passes: see `vote_on_recurring_lines` in `pipeline`.

use std::ops::Range;
use std::sync::Arc;

use super::{Ballot, Rule};
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Anchor;
use crate::page::Form;
use crate::view::{Context, Segment};
use crate::vote::{score, RuleName, Vote};

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

/// The category that a phrase in the segment names, or that of what surrounds an article.
fn category(segment: Segment<'_>) -> Category {
    let is_decisive = |anchor: Anchor| !matches!(anchor, Anchor::Keep | Anchor::Hint);
    let mut phrases = segment.phrases().filter(|(_, phrase)| is_decisive(phrase.anchor()));
    let category = phrases.next().map_or(Category::Frame, |(category, _)| category);
    if Category::KEPT_BY_DEFAULT.contains(&category) { Category::Frame } else { category }
}

/// A gap of more words is no label, date or teaser list. Chosen by hand: lists of headlines have up to a few hundred.
const MAX_ENCLOSED_WORDS: usize = 300;
/// A line of at least this many words is text, even if it does not end like a sentence.
const MIN_TEXT_WORDS: usize = 25;
/// A sentence has at least this many words.
const MIN_SENTENCE_WORDS: usize = 4;

/// A removed or kept piece of the page, in order.
struct Piece {
    segment: usize,
    span: Range<usize>,
    /// Whether it is kept, removed for another reason, or removed because it recurs.
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Kept,
    Removed,
    Recurring,
}

/// Votes for what is behind the page's last sentence, between removed text on both sides.
pub(crate) fn vote_on_enclosed(context: Context<'_>, ledger: &mut Ledger) {
    let pieces = pieces(context, ledger);
    let is_text = |piece: &Piece| {
        let text = &context.text[piece.span.clone()];
        let words = count_words(text);
        let is_flat = context.page.form == Form::Flat;
        words >= MIN_SENTENCE_WORDS && has_sentence(text) || !is_flat && words >= MIN_TEXT_WORDS
    };
    let Some(last_text) = pieces.iter().rposition(|piece| piece.state == State::Kept && is_text(piece)) else { return };
    let behind = &pieces[last_text..];
    let mut at = behind.iter().position(|piece| piece.state != State::Kept).unwrap_or(behind.len());
    while at < behind.len() {
        let kept = behind[at..].iter().position(|piece| piece.state == State::Kept);
        let Some(start) = kept.map(|n| at + n) else { return };
        let Some(end) = behind[start..].iter().position(|piece| piece.state != State::Kept).map(|n| start + n) else { return };
        at = end;
        let certain = [start - 1, end].iter().filter(|n| behind[**n].state == State::Recurring).count();
        let gap = &behind[start..end];
        let words: usize = gap.iter().map(|piece| count_words(&context.text[piece.span.clone()])).sum();
        if certain == 0 || words > MAX_ENCLOSED_WORDS || certain < 2 && words > 40 {
            continue;
        }
        for piece in gap {
            let vote = Vote {
                category: Category::Frame,
                score: score::PROBABLE,
                rule: RuleName::Shipped("recurring"),
                evidence: "between lines of other pages of this site".into(),
            };
            if piece.span == context.segment(piece.segment).span() {
                ledger.vote(piece.segment, vote);
            } else {
                ledger.cut(piece.segment, piece.span.clone(), vote);
            }
        }
    }
}

fn pieces(context: Context<'_>, ledger: &mut Ledger) -> Vec<Piece> {
    ledger.sort_parts();
    let occurrences = context.recurring.occurrences;
    let removed = |span: &Range<usize>| {
        let first = occurrences.partition_point(|found| found.span.end <= span.start);
        let recurs = occurrences.get(first).is_some_and(|found| found.span.start < span.end);
        if recurs { State::Recurring } else { State::Removed }
    };
    let mut parts = ledger.parts().iter().collect::<Vec<_>>();
    parts.sort_by_key(|part| (part.segment, part.span.start));
    let mut parts = parts.into_iter().peekable();
    let mut pieces = Vec::new();
    for segment in 0..context.len() {
        let span = context.segment(segment).span();
        let mut add = |span: Range<usize>, state| {
            if context.text[span.clone()].contains(char::is_alphanumeric) {
                pieces.push(Piece { segment, span, state });
            }
        };
        if ledger.is_removed(segment) {
            add(span.clone(), removed(&span));
            while parts.next_if(|part| part.segment <= segment).is_some() {}
            continue;
        }
        let mut at = span.start;
        while let Some(part) = parts.next_if(|part| part.segment <= segment) {
            if part.span.start >= at {
                add(at..part.span.start, State::Kept);
                add(part.span.clone(), removed(&part.span));
                at = part.span.end;
            }
        }
        add(at..span.end, State::Kept);
    }
    pieces
}

fn count_words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// Whether a word of two letters or more ends with the end of a sentence.
fn has_sentence(text: &str) -> bool {
    text.match_indices(['.', '!', '?', '…', '。', '！', '？']).any(|(at, mark)| {
        let mut before = text[..at].chars().rev();
        let is_word = before.next().is_some_and(char::is_alphabetic) && before.next().is_some_and(char::is_alphabetic);
        let behind = text[at + mark.len()..].trim_start_matches(['.', '!', '?', '"', '\'', '”', '’', '»', ')', ']']);
        is_word && (mark.len() > 1 || behind.is_empty() || behind.starts_with(char::is_whitespace))
    })
}

/// Whether all words of a row of a table are in one cell, as in tables that lay out a page.
pub(super) fn has_one_cell(row: &str) -> bool {
    row.replace("\\|", " ").split('|').filter(|cell| cell.contains(char::is_alphanumeric)).count() == 1
}
