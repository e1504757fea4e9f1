//! Removes parts of a segment: the words of a phrase, or the sentence around it.

use std::ops::Range;

use super::{veto_if, Ballot, Decision, Found, Veto, MAX_APPEAL_WORDS};
use crate::lexicon::{Anchor, Words};
use crate::page::fold::Word;
use crate::page::Form;
use crate::view::Segment;
use crate::vote::score;

/// The most words of a sentence that is cut out because of a phrase in it. A longer one is probably several sentences
/// whose ends were not recognised.
const MAX_CUT_SENTENCE_WORDS: usize = 60;
/// If cutting the sentence leaves at most this many words ("Thank you."), the whole segment is removed.
const MAX_LEFTOVER_WORDS: usize = 3;
/// Behind a seam at least this many words must follow, so that a name with a capital inside ("YouTube") at the end of a
/// line is not taken for the start of a sentence.
const MIN_GLUED_SENTENCE_WORDS: usize = 6;
/// At most this many capitals inside words are looked at, because names have some too.
const MAX_SEAM_CANDIDATES_COUNT: usize = 8;

/// `-`: cuts the words of the phrase.
pub(super) fn cut_words(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    let words = found.segment.words_of(found.cue);
    if words.len() == found.segment.word_table().len() {
        found.vote(score::CERTAIN, ballot);
    } else {
        let span = source_span(found.segment, words);
        ballot.cut(span, found.category(), score::SURE, found.entry.phrase);
    }
    Ok(())
}

/// Cuts the sentence around a phrase out of a long segment.
pub(super) fn cut_sentence(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    let segment = found.segment;
    let (table, phrase) = (segment.word_table(), segment.words_of(found.cue));
    let first = segment.sentence_start(phrase.start);
    let last = (phrase.end..table.len()).find(|n| table[*n].is(Word::SENTENCE)).unwrap_or(table.len());
    veto_if(last - first > MAX_CUT_SENTENCE_WORDS, Veto::LongSentence)?;
    let must_start = found.entry.phrase.anchor() == Anchor::Start;
    veto_if(must_start && first != phrase.start, Veto::StartsInsideSentence)?;
    if last - first + MAX_LEFTOVER_WORDS >= table.len() {
        found.vote(score::SURE, ballot);
    } else {
        let mut span = source_span(segment, first..last);
        span.end = seam_behind(found, span.end).unwrap_or(span.end);
        ballot.cut(span, found.category(), score::LIKELY, found.entry.phrase);
    }
    Ok(())
}

/// Where the article goes on before the byte `end`, glued to a line of boilerplate by an extractor that lost the line
/// break ("Related: Ten harbours in picturesThe council met"): at a capital right behind a lower-case letter or a bracket,
/// or behind a word in capitals, if the words of a sentence follow.
pub(super) fn seam_behind(found: Found<'_>, end: usize) -> Option<usize> {
    let segment = found.segment;
    let context = segment.context();
    if context.page.form != Form::Flat && segment.words() <= MAX_APPEAL_WORDS {
        return None;
    }
    let table = segment.word_table();
    let start = segment.span().start;
    let first = table.get(segment.words_of(found.cue).start).or(table.last())?;
    let from = start + first.source as usize;
    let text = context.text.get(from..end)?.trim_end();
    if !text.ends_with(['.', '!', '?', '”', '"']) {
        return None;
    }
    let is_lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let is_upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let seams = text.char_indices().map(|(at, _)| at).filter(|at| {
        let (before, behind) = text.split_at(*at);
        let (mut last, mut next) = (before.chars().rev(), behind.chars());
        let ends_word = match last.next() {
            Some(c) if c.is_uppercase() => is_upper(last.next()) && is_upper(last.next()),
            c => is_lower(c) && is_lower(last.next()) || c == Some(')'),
        };
        ends_word && is_upper(next.next()) && is_lower(next.next())
    });
    let is_in_network_name = |at: usize| {
        let word = table.partition_point(|w| start + w.source as usize <= at).saturating_sub(1);
        segment.word_lists().nth(word).is_some_and(|lists| lists & Words::Network.bit() != 0)
    };
    seams
        .take(MAX_SEAM_CANDIDATES_COUNT)
        .filter(|at| !is_in_network_name(from + at))
        .find(|at| text[*at..].split_whitespace().nth(MIN_GLUED_SENTENCE_WORDS - 1).is_some())
        .map(|at| from + at)
}

/// The bytes of some words, up to the next word or the end of the segment.
fn source_span(segment: Segment<'_>, words: Range<usize>) -> Range<usize> {
    let table = segment.word_table();
    let all = segment.span();
    let start = all.start + table[words.start].source as usize;
    let end = table.get(words.end).map_or(all.end, |w| all.start + w.source as usize);
    let text = &segment.context().text[start..end];
    // What opens the next word (a quotation mark, a bracket) stays with it.
    let opening = text.len() - text.trim_end_matches(['"', '“', '‘', '(', '[', '«', '„', '\'']).len();
    start..end - if words.end < table.len() { opening } else { 0 }
}
