//! Questions about the words around a phrase: whether they make it part of the article.

use super::Found;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::page::fold::Word;
use crate::page::Ending;
use crate::policy::Labels;
use crate::view::Segment;

/// If at least this many words precede the sentence with the phrase, only that sentence is removed: what precedes it may
/// be the article's.
const MIN_PRECEDING_WORDS: usize = 8;
/// A segment of more words than this that addresses nobody is about an appeal and makes none.
const MAX_UNADDRESSED_APPEAL_WORDS: usize = 14;
/// The most words of a label with its headline, counted together.
const MAX_LABELLED_HEADLINE_WORDS: usize = 26;
/// The fewest words of a label without a colon; a single word in front of a headline may be its first word.
const MIN_BARE_LABEL_WORDS: usize = 2;
/// A phrase of at most this many words may also begin a sentence ("Lees meer dan ...").
const MAX_SENTENCE_OPENING_WORDS: usize = 3;
/// The same in bytes of folded text, because in Japanese and Chinese each character counts as a word.
const MAX_SENTENCE_OPENING_BYTES: u32 = 15;
/// The fewest words of a sentence that begins with a label's words. Shorter ones are labels with a full stop.
const MIN_SENTENCE_WORDS: u32 = 5;
/// A verb of saying within this many words of a phrase makes it reported speech.
const MAX_ATTRIBUTION_DISTANCE_WORDS: usize = 6;
/// A line of at most this many words in lower case that ends in a full stop may be the rest of a wrapped sentence.
const MAX_WRAPPED_REST_WORDS: usize = 2;
/// Behind a heading, a line of at least this many words with a number in it is what the heading announced.
const MIN_ANNOUNCED_LINE_WORDS: usize = 3;

/// Whether sentences that may be the article's precede the sentence with the phrase.
pub(super) fn follows_sentences(found: Found<'_>) -> bool {
    let sentence = found.segment.sentence_start(found.segment.words_of(found.cue).start);
    found.policy().is_cut_by_sentence && sentence >= MIN_PRECEDING_WORDS
}

/// Whether the segment says "we" or "you".
pub(super) fn speaks_to_reader(segment: Segment<'_>) -> bool {
    segment.word_lists().any(|lists| lists & mask(&[Words::We, Words::You]) != 0)
}

/// Whether a longer segment is about an appeal instead of making one.
pub(super) fn is_about_appeal(found: Found<'_>) -> bool {
    found.policy().must_address_reader
        && found.segment.words() > MAX_UNADDRESSED_APPEAL_WORDS
        && !speaks_to_reader(found.segment)
}

/// Whether a short label may be the article's: a heading between its sentences, or a line of a poem on a page without any
/// boilerplate. Not if its kind stands alone inside articles, as "Advertisement" does.
pub(super) fn may_be_heading(found: Found<'_>) -> bool {
    let (segment, policy) = (found.segment, found.policy());
    if segment.words() == 1 && !segment.context().cues.has_boilerplate && !policy.is_single_word_certain {
        return true;
    }
    // The rest of a sentence that an extractor wrapped: "tillbaka."
    let is_rest = |t: &str| t.ends_with('.') && !t.ends_with("..") && t.starts_with(char::is_lowercase);
    if segment.words() <= MAX_WRAPPED_REST_WORDS
        && is_rest(segment.text())
        && segment.previous().is_some_and(|p| p.ending() == Ending::Open)
    {
        return true;
    }
    if policy.max_heading_words == 0 || segment.words() > policy.max_heading_words {
        return false;
    }
    if segment.text().ends_with(['…', '.']) {
        return false; // "Loading...": no heading
    }
    // An address or a number says what the heading promised.
    let goes_on = |s: &Segment<'_>| {
        let is_detail = s.text().contains('@') || s.words() >= MIN_ANNOUNCED_LINE_WORDS && s.numbers() > 0;
        s.is_plain_sentence() || !s.has_decisive_phrase() && is_detail
    };
    segment.next().as_ref().is_some_and(goes_on) && segment.previous().is_some_and(|p| p.is_plain_sentence())
}

/// Whether a sentence of the article follows the label ("Updated: a vet set out at noon.") or begins with its words. A
/// label's headline starts with a capital (`keep/nl-zinnen-die-beginnen-als-labels`).
pub(super) fn begins_sentence(found: Found<'_>) -> bool {
    let (segment, policy) = (found.segment, found.policy());
    if !policy.may_begin_sentence {
        return false;
    }
    let f = segment.features();
    let text = segment.text().trim_end();
    let ends_in_ideographic_stop = text.ends_with('。'); // headlines have none, and the words before it have no case
    let follows =
        ends_in_colon(found) || policy.may_begin_sentence_without_colon || policy.may_run_on && runs_on(found);
    follows
        && (text.ends_with('.') || ends_in_ideographic_stop || f.ending == Ending::Comma)
        && f.words >= MIN_SENTENCE_WORDS
        && (f.sentences >= 2 || ends_in_ideographic_stop || f.lower * 2 >= f.words)
}

/// Whether the phrase is the end of a sentence ("the news came from EFE."): a word in lower case precedes it.
pub(super) fn ends_sentence(found: Found<'_>) -> bool {
    let table = found.segment.word_table();
    let before = table[..found.segment.words_of(found.cue).start].last();
    found.segment.text().ends_with('.') && before.is_some_and(|w| !w.is(Word::CAPITAL) && !w.is(Word::NUMBER))
}

/// Whether the phrase ends in a colon or one follows it.
pub(super) fn ends_in_colon(found: Found<'_>) -> bool {
    let bytes = &found.segment.context().page.folded.bytes;
    bytes[found.cue.end as usize - 1] == b':' || bytes[found.cue.end as usize] == b':'
}

/// Whether a word in lower case follows a phrase of a few words, and the segment does not say "we".
pub(super) fn runs_on(found: Found<'_>) -> bool {
    let (segment, cue) = (found.segment, found.cue);
    let phrase = segment.words_of(cue);
    (phrase.len() <= MAX_SENTENCE_OPENING_WORDS || cue.end - cue.start <= MAX_SENTENCE_OPENING_BYTES)
        && !segment.has_word_in(Words::We)
        && segment.word_table().get(phrase.end).is_some_and(|w| !w.is(Word::CAPITAL) && !w.is(Word::NUMBER))
}

/// Whether the phrase stands in quotation marks.
pub(super) fn is_quoted(found: Found<'_>) -> bool {
    let segment = found.segment;
    let before = &segment.context().page.folded.bytes[segment.folded_start()..found.cue.start as usize];
    segment.quoted() || before.iter().filter(|b| **b == b'"').count() % 2 == 1
}

/// Whether the phrase stands in quotation marks or beside a verb of saying.
pub(super) fn is_reported(found: Found<'_>) -> bool {
    if is_quoted(found) {
        return true;
    }
    let phrase = found.segment.words_of(found.cue);
    found.segment.word_lists().enumerate().any(|(n, lists)| {
        lists & Words::Attribution.bit() != 0
            && n + MAX_ATTRIBUTION_DISTANCE_WORDS >= phrase.start
            && n < phrase.end + MAX_ATTRIBUTION_DISTANCE_WORDS
            && !phrase.contains(&n)
    })
}

/// Whether the phrase labels what follows it: a headline, or a list with commas.
pub(super) fn labels_something(found: Found<'_>) -> bool {
    if found.segment.words() > MAX_LABELLED_HEADLINE_WORDS {
        return false;
    }
    match found.policy().labels {
        Labels::Nothing => false,
        Labels::List => found.segment.ending() != Ending::Sentence && found.segment.text().contains(','),
        Labels::Headline => labels_headline(found),
    }
}

/// Whether a headline follows the label: it starts with a capital or a number, and it is no sentence.
fn labels_headline(found: Found<'_>) -> bool {
    let segment = found.segment;
    let table = segment.word_table();
    let next_byte = segment.context().page.folded.bytes[found.cue.end as usize];
    let label = segment.words_of(found.cue).end;
    if label < MIN_BARE_LABEL_WORDS && !matches!(next_byte, b':' | b'|') {
        return false;
    }
    let is_in_capitals = segment.features().all_caps as usize * 2 > segment.words();
    if is_in_capitals && next_byte != b':' {
        return false; // a heading in capitals: nothing tells the label from what follows
    }
    let has_capital = table.get(label).is_some_and(|w| w.is(Word::CAPITAL) || w.is(Word::NUMBER));
    let is_open = segment.ending() != Ending::Sentence && segment.features().sentences == 0;
    let is_title_case = segment.capitals() * 2 > segment.words();
    has_capital && (is_open || is_title_case)
}
