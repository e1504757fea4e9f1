//! What is enclosed by lines that recur: headlines of other stories, dates and names, which change from page to page, below
//! a heading that the site prints on all pages.
//!
//! It goes only behind the last sentence of an article and between two removed lines. One of them recurs; both do, if there
//! is more than a few lines between them. A gap with a price, code, a field of a record or a row of a table stays, because it
//! may be what the article is about.

use std::ops::Range;

use super::has_one_cell;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::Form;
use crate::rules::RECURRING;
use crate::view::{Context, Segment};
use crate::vote::{score, RuleName, Vote};

/// A gap of more words is not removed. Chosen by hand: a list of headlines has up to a few hundred.
const MAX_GAP_WORDS: usize = 300;
/// A gap of more words has lines that recur on both sides. Chosen by hand: some articles end with a list, and a line above
/// it that was removed for another reason.
const MAX_GAP_WORDS_BESIDE_ONE: usize = 40;
/// A line of at least this many words is text, even if it does not end like a sentence.
const MIN_TEXT_WORDS: usize = 25;
/// A sentence has at least this many words. Chosen by hand: shorter ones are buttons ("Read on.").
const MIN_ENCLOSED_SENTENCE_WORDS: usize = 4;
/// The word at the end of a sentence has at least this many letters. Shorter ones are abbreviations and initials.
const MIN_LAST_WORD_LETTERS: usize = 2;

/// A piece of a segment, in order.
struct Piece<'c> {
    segment: Segment<'c>,
    span: Range<usize>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Kept,
    Removed,
    /// Removed, and it recurs.
    Recurring,
}

/// Votes on what is enclosed by lines that recur, behind the last sentence that is kept.
pub(crate) fn vote(context: Context<'_>, ledger: &mut Ledger) {
    let pieces = pieces(context, ledger);
    let is_kept = |piece: &Piece<'_>| piece.state == State::Kept;
    let Some(last_text) = pieces.iter().rposition(|piece| is_kept(piece) && piece.is_text()) else { return };
    let removed: Vec<usize> = (last_text..pieces.len()).filter(|n| !is_kept(&pieces[*n])).collect();
    for beside in removed.windows(2) {
        let gap = &pieces[beside[0] + 1..beside[1]];
        let max_words = match beside.iter().filter(|n| pieces[**n].state == State::Recurring).count() {
            0 => 0,
            1 => MAX_GAP_WORDS_BESIDE_ONE,
            _ => MAX_GAP_WORDS,
        };
        if gap.iter().map(Piece::words).sum::<usize>() <= max_words {
            gap.iter().for_each(|piece| piece.remove(ledger));
        }
    }
}

/// The pieces of a page that have a letter or a digit.
fn pieces<'c>(context: Context<'c>, ledger: &mut Ledger) -> Vec<Piece<'c>> {
    ledger.sort_parts();
    let mut parts = ledger.parts().iter().peekable();
    let mut pieces = Vec::new();
    for segment in (0..context.len()).map(|i| context.segment(i)) {
        let mut add = |span: Range<usize>, is_removed| {
            if context.text[span.clone()].contains(char::is_alphanumeric) {
                let recurs =
                    || segment.recurring().any(|found| found.span.start < span.end && span.start < found.span.end);
                let state = match is_removed {
                    false => State::Kept,
                    true if recurs() => State::Recurring,
                    true => State::Removed,
                };
                pieces.push(Piece { segment, span, state });
            }
        };
        let (span, is_removed) = (segment.span(), ledger.is_removed(segment.index()));
        let mut at = span.start;
        while let Some(part) = parts.next_if(|part| part.span.start < span.end) {
            if !is_removed && part.span.start >= at {
                add(at..part.span.start, false);
                add(part.span.clone(), true);
                at = part.span.end;
            }
        }
        add(at..span.end, is_removed);
    }
    pieces
}

impl Piece<'_> {
    fn text(&self) -> &str {
        let start = self.segment.span().start;
        &self.segment.text()[self.span.start - start..self.span.end - start]
    }

    fn words(&self) -> usize {
        let start = self.segment.span().start;
        let before = |at: usize| self.segment.word_table().partition_point(|word| start + (word.source as usize) < at);
        before(self.span.end) - before(self.span.start)
    }

    /// Whether it may be text of the article.
    fn is_text(&self) -> bool {
        let (segment, words) = (self.segment, self.words());
        let is_sentence = words >= MIN_ENCLOSED_SENTENCE_WORDS && has_sentence(self.text());
        let is_long = segment.context().page.form != Form::Flat && words >= MIN_TEXT_WORDS;
        is_sentence || is_long || self.is_whole() && is_data(segment)
    }

    fn is_whole(&self) -> bool {
        self.span == self.segment.span()
    }

    fn remove(&self, ledger: &mut Ledger) {
        let rule = RuleName::Shipped(RECURRING.name);
        let evidence = "between lines of other pages of this site".into();
        let vote = Vote { category: Category::Frame, score: score::PROBABLE, rule, evidence };
        if self.is_whole() {
            ledger.vote(self.segment.index(), vote);
        } else {
            ledger.cut(self.segment.index(), self.span.clone(), vote);
        }
    }
}

/// Whether the line is data, or a note on the article.
fn is_data(segment: Segment<'_>) -> bool {
    let features = segment.features();
    let is_note = |category| Category::KEPT_BY_DEFAULT.contains(&category);
    features.code
        || features.row && !has_one_cell(segment.text())
        || segment.has_price()
        || segment.is_in_record()
        || segment.phrases().any(|(category, _)| is_note(category))
}

/// Whether a sentence ends in the text.
fn has_sentence(text: &str) -> bool {
    text.match_indices(['.', '!', '?', '…', '。', '！', '？']).any(|(at, mark)| {
        let is_wide = matches!(mark, "。" | "！" | "？");
        let mut letters = text[..at].chars().rev().take(MIN_LAST_WORD_LETTERS);
        let behind = text[at + mark.len()..].trim_start_matches(['.', '!', '?', '"', '\'', '”', '’', '»', ')', ']']);
        let is_word = letters.all(char::is_alphabetic) || behind.is_empty();
        is_word && (is_wide || behind.is_empty() || behind.starts_with(char::is_whitespace))
    })
}
