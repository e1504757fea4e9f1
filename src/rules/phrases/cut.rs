//! Removes parts of a segment: the words of a phrase, or the sentence around it.

use std::ops::Range;

use super::context::ends_in_colon;
use super::{veto_if, Ballot, Decision, Found, Veto, MAX_APPEAL_WORDS};
use crate::instrument::count_bytes;
use crate::lexicon::{Anchor, Words};
use crate::page::fold::Word;
use crate::page::Form;
use crate::policy::Labels;
use crate::view::Segment;
use crate::vote::score;

/// The most words of a sentence that is cut out because of a phrase in it. Chosen by hand: a longer sentence is
/// probably several whose ends were not recognised; a smaller value would keep long sentences of boilerplate.
const MAX_CUT_SENTENCE_WORDS: usize = 60;
/// A label and the headline behind it ("Read more: ...") have at most this many words. If there are more before the end of
/// the sentence, the headline is probably glued to a sentence of the article, and nothing shows where. Chosen by hand.
const MAX_HEADLINE_WITH_LABEL_WORDS: usize = 25;
/// If cutting the sentence leaves at most this many words ("Thank you."), the whole segment is removed.
const MAX_LEFTOVER_WORDS: usize = 3;
/// The fewest words behind a seam. Fewer may be the rest of a name with a capital inside ("YouTube") at the end of a
/// line.
const MIN_GLUED_SENTENCE_WORDS: usize = 6;
/// In a short line, at most this many words stand between the phrase and the seam. Chosen by hand: a credit has a name there;
/// capitals further behind are those of other names.
const MAX_WORDS_BEFORE_SEAM: usize = 1;
/// At most this many capitals inside words are looked at, which keeps the work linear. Names have such capitals too, so
/// the first one is not always a seam.
const MAX_SEAM_CANDIDATES: usize = 8;

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

/// Cuts the sentence around a phrase out of a long segment. If hardly anything would remain, votes for the whole
/// segment.
pub(super) fn cut_sentence(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    let segment = found.segment;
    let (table, phrase) = (segment.word_table(), segment.words_of(found.cue));
    // No more words are read than a sentence may have, because a segment may be a whole page of phrases.
    let is_start = |n: &usize| table[*n].is(Word::SENTENCE);
    let earliest = phrase.start.saturating_sub(MAX_CUT_SENTENCE_WORDS);
    let first = (earliest..=phrase.start.min(table.len() - 1)).rev().find(is_start);
    let first = first.or((earliest == 0).then_some(0)).ok_or(Veto::LongSentence)?;
    let latest = table.len().min(first + MAX_CUT_SENTENCE_WORDS + 1);
    let last = (phrase.end..latest).find(is_start).unwrap_or(latest.max(phrase.end));
    count_bytes(last - earliest);
    veto_if(last - first > MAX_CUT_SENTENCE_WORDS, Veto::LongSentence)?;
    let must_start = found.entry.phrase.anchor() == Anchor::Start;
    veto_if(must_start && first != phrase.start, Veto::StartsInsideSentence)?;
    if last - first + MAX_LEFTOVER_WORDS >= table.len() {
        found.vote(score::SURE, ballot);
    } else {
        let mut span = source_span(segment, first..last);
        let seam = seam_behind(found, span.end);
        let may_be_glued = found.policy().labels == Labels::Headline
            && ends_in_colon(found)
            && last - first > MAX_HEADLINE_WITH_LABEL_WORDS;
        veto_if(seam.is_none() && may_be_glued, Veto::RunsIntoSentence)?;
        span.end = seam.unwrap_or(span.end);
        ballot.cut(span, found.category(), score::LIKELY, found.entry.phrase);
    }
    Ok(())
}

/// The byte at which the article continues before the byte `end`, glued to a line of boilerplate by an extractor that
/// lost the line break ("Related: Ten harbours in picturesThe council met"). The words of a sentence must follow the
/// seam.
///
/// In a short line, at most one word stands between the phrase and the seam, and at least two sentences without any phrase
/// follow: otherwise what follows is another label or the rest of a name.
pub(super) fn seam_behind(found: Found<'_>, end: usize) -> Option<usize> {
    let segment = found.segment;
    let context = segment.context();
    let is_short_line = context.page.form != Form::Flat && segment.words() <= MAX_APPEAL_WORDS;
    let table = segment.word_table();
    let near_words = ..table.len().min(segment.words_of(found.cue).end + MAX_WORDS_BEFORE_SEAM + 1);
    if is_short_line && !table[near_words].iter().any(|w| w.is(Word::SEAM)) {
        return None;
    }
    let start = segment.span().start;
    let first = table.get(segment.words_of(found.cue).start).or(table.last())?;
    let from = start + first.source as usize;
    let text = context.text.get(from..end)?.trim_end();
    if !text.ends_with(['.', '!', '?', '”', '"']) {
        return None;
    }
    // A network's name behind a seam is a button that was glued to the line.
    let starts_network_name = |at: usize| {
        let word = table.partition_point(|w| start + w.source as usize <= at).saturating_sub(1);
        segment.word_lists().nth(word).is_some_and(|lists| lists & Words::Network.bit() != 0)
    };
    let seams = text.char_indices().map(|(at, _)| at).filter(|at| is_seam(text, *at));
    seams
        .take(MAX_SEAM_CANDIDATES)
        .filter(|at| !starts_network_name(from + at))
        .filter(|at| !is_short_line || is_of_article(found, from + at))
        .find(|at| text[*at..].split_whitespace().nth(MIN_GLUED_SENTENCE_WORDS - 1).is_some())
        .map(|at| from + at)
}

/// Whether one word at most stands between the phrase and the byte `at`, and several sentences without any phrase follow.
fn is_of_article(found: Found<'_>, at: usize) -> bool {
    let segment = found.segment;
    let start = segment.span().start;
    let word = segment.word_table().partition_point(|w| start + (w.source as usize) < at);
    word <= segment.words_of(found.cue).end + MAX_WORDS_BEFORE_SEAM
        && segment.word_table()[word..].iter().any(|w| w.is(Word::SENTENCE))
        && segment.cues().all(|(cue, _)| segment.words_of(cue).end <= word)
}

/// Whether a capitalised word starts at this byte directly behind two lower-case letters, a bracket, or three capitals.
fn is_seam(text: &str, at: usize) -> bool {
    let is_lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let is_upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let (before, behind) = text.split_at(at);
    let (mut last, mut next) = (before.chars().rev(), behind.chars());
    let ends_word = match last.next() {
        Some(c) if c.is_uppercase() => is_upper(last.next()) && is_upper(last.next()),
        c => is_lower(c) && is_lower(last.next()) || c == Some(')'),
    };
    ends_word && is_upper(next.next()) && is_lower(next.next())
}

/// The bytes of some words, up to the next word or the end of the segment.
fn source_span(segment: Segment<'_>, words: Range<usize>) -> Range<usize> {
    let table = segment.word_table();
    let all = segment.span();
    let start = all.start + table[words.start].source as usize;
    let end = table.get(words.end).map_or(all.end, |w| all.start + w.source as usize);
    let text = &segment.context().text[start..end];
    // An opening quotation mark or bracket before the next word is kept with that word.
    let opening = text.len() - text.trim_end_matches(['"', '“', '‘', '(', '[', '«', '„', '\'']).len();
    start..end - if words.end < table.len() { opening } else { 0 }
}

#[cfg(test)]
mod tests {
    use crate::category::Category;
    use crate::line_tests::Does::{Cut, Remove};
    use crate::line_tests::{check_phrases as check, END};

    #[test]
    fn in_a_short_line_the_article_continues_right_behind_a_phrase_or_not_at_all() {
        let get = &["^ get lampcat"][..];
        check(&[
            (
                Category::Newsletter,
                get,
                "Get Lampcat OrlaThe council met in the school. Nobody came late.",
                END,
                Cut("Get Lampcat Orla"),
                "two sentences are glued to the name",
            ),
            (
                Category::Newsletter,
                get,
                "Get Lampcat OrlaNet and all of us will sing.",
                END,
                Remove,
                "one sentence may be the rest of a name",
            ),
            (
                Category::Newsletter,
                get,
                "Get Lampcat and all of you friends of OrlaNet too. All of us live here.",
                END,
                Remove,
                "a name further behind",
            ),
        ]);
    }
}
