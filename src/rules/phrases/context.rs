//! Questions about the words around a phrase: whether they show that the phrase is part of the article.

use std::cell::Cell;

use super::Found;
use crate::instrument::count_bytes;
use crate::lexicon::matcher::mask;
use crate::lexicon::scan::Cue;
use crate::lexicon::{Anchor, Words};
use crate::page::fold::Word;
use crate::page::Ending;
use crate::policy::Labels;
use crate::view::Segment;

/// If at least this many words precede the sentence with the phrase, only that sentence is removed, because the words
/// before it may be part of the article. Chosen by hand: a smaller value would keep the labels and short sentences
/// before an appeal, a larger one would remove sentences of the article.
const MIN_PRECEDING_WORDS: usize = 8;
/// A sentence of more words than this in a segment that says neither "we" nor "you" is about an appeal and makes none.
/// Chosen by hand: a larger value would remove sentences that report on an appeal, a smaller one would keep short appeals
/// ("Donate now").
const MAX_UNADDRESSED_APPEAL_WORDS: usize = 14;
/// The most words of a label with its headline, counted together. Chosen by hand: a larger value would remove sentences
/// without a full stop that begin like a label, a smaller one would keep labels with a long headline.
const MAX_LABELLED_HEADLINE_WORDS: usize = 26;
/// A single-word label needs boilerplate within this many segments before or behind it.
const MAX_NEIGHBOUR_DISTANCE_SEGMENTS: usize = 8;
/// The fewest words of a label without a colon. A single word may be the first word of the headline.
const MIN_BARE_LABEL_WORDS: usize = 2;
/// A phrase of at most this many words may also begin a sentence of the article ("Lees meer dan ..."). Longer phrases
/// are clauses of boilerplate, whatever follows them.
const MAX_SENTENCE_OPENING_WORDS: usize = 3;
/// The same in bytes of folded text, because in Japanese and Chinese each character is a word of the word table. Five
/// such characters have this many bytes.
const MAX_SENTENCE_OPENING_BYTES: u32 = 15;
/// The fewest words of a sentence that begins with a label's words. Shorter ones are labels with a full stop.
const MIN_SENTENCE_WORDS: u32 = 5;
/// A verb of saying within this many words before or behind a phrase makes it reported speech. Chosen by hand: a larger
/// value would keep appeals with such a verb in another clause, a smaller one would remove reports with a long title
/// between verb and phrase.
const MAX_ATTRIBUTION_DISTANCE_WORDS: usize = 6;
/// A line of at most this many words that starts in lower case and ends in a full stop may be the rest of a sentence
/// that an extractor wrapped ("tillbaka.").
const MAX_WRAPPED_REST_WORDS: usize = 2;
/// A line of at least this many words with a number, behind a heading, is what the heading announced: an address, a
/// price.
const MIN_ANNOUNCED_LINE_WORDS: usize = 3;

/// Whether so many words precede the sentence with the phrase that they may be sentences of the article.
pub(super) fn follows_sentences(found: Found<'_>) -> bool {
    let sentence = found.segment.sentence_start(found.segment.words_of(found.cue).start);
    found.policy().is_cut_by_sentence && sentence >= MIN_PRECEDING_WORDS
}

/// Whether the segment says "we" or "you".
pub(super) fn speaks_to_reader(found: Found<'_>) -> bool {
    found.has_word_in(mask(&[Words::We, Words::You]))
}

/// Whether the segment may be about an appeal instead of making one: it is long and says neither "we" nor "you".
pub(super) fn is_about_appeal(found: Found<'_>) -> bool {
    found.policy().must_address_reader
        && found.segment.words() > MAX_UNADDRESSED_APPEAL_WORDS
        && !speaks_to_reader(found)
}

/// Whether the phrase starts a short sentence, which asks for something without saying "we" or "you" ("Sign up for the
/// newsletter.").
pub(super) fn is_short_request(found: Found<'_>) -> bool {
    let (table, phrase) = (found.segment.word_table(), found.segment.words_of(found.cue));
    let first = found.segment.sentence_start(phrase.start);
    let end = (phrase.end..table.len()).find(|n| table[*n].is(Word::SENTENCE)).unwrap_or(table.len());
    found.entry.phrase.anchor() == Anchor::Start && first == phrase.start && end - first <= MAX_UNADDRESSED_APPEAL_WORDS
}

/// Whether a short label may be part of the article: a heading between its sentences, the rest of a wrapped sentence,
/// or a line of a poem on a page without any boilerplate. Labels that stand alone inside articles, such as
/// "Advertisement", are never headings.
pub(super) fn may_be_heading(found: Found<'_>) -> bool {
    let (segment, policy) = (found.segment, found.policy());
    let has_boilerplate = || segment.context().cues.has_boilerplate && has_boilerplate_nearby(segment);
    if segment.words() == 1 && !policy.is_single_word_certain && !has_boilerplate() {
        return true;
    }
    // "More from Elmsworth" heads a list of links, unless a sentence or the whole article follows it.
    if found.entry.phrase.is_open_ended()
        && (segment.previous().is_none() || segment.next().is_some_and(|s| s.is_plain_sentence()))
    {
        return true;
    }
    let has_full_stop = segment.text().ends_with('.') && !segment.text().ends_with("..");
    // A button has no full stop, a stage direction has: "Print."
    if segment.words() == 1 && has_full_stop {
        return true;
    }
    let is_rest_of_sentence = |t: &str| has_full_stop && t.starts_with(char::is_lowercase);
    if segment.words() <= MAX_WRAPPED_REST_WORDS
        && is_rest_of_sentence(segment.text())
        && segment.previous().is_some_and(|p| p.ending() == Ending::Open)
    {
        return true;
    }
    if policy.max_heading_words == 0 || segment.words() > policy.max_heading_words {
        return false;
    }
    if segment.text().ends_with(['…', '.']) {
        return false; // "Loading..." is no heading
    }
    // A heading is followed by a sentence, or by an address or number that it announces.
    let follows_heading = |s: &Segment<'_>| {
        let is_detail = s.text().contains('@') || s.words() >= MIN_ANNOUNCED_LINE_WORDS && s.numbers() > 0;
        s.is_plain_sentence() || !s.has_decisive_phrase() && is_detail
    };
    segment.next().as_ref().is_some_and(follows_heading) && segment.previous().is_some_and(|p| p.is_plain_sentence())
}

/// Whether a phrase that can decide by itself stands in one of the segments around this one.
fn has_boilerplate_nearby(segment: Segment<'_>) -> bool {
    let before = std::iter::successors(segment.previous(), |s| s.previous()).take(MAX_NEIGHBOUR_DISTANCE_SEGMENTS);
    let after = std::iter::successors(segment.next(), |s| s.next()).take(MAX_NEIGHBOUR_DISTANCE_SEGMENTS);
    before.chain(after).any(|s| s.has_decisive_phrase())
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
    // A headline does not end in this full stop. The words before it have no case, so lower-case words are not asked
    // for.
    let ends_in_ideographic_stop = text.ends_with('。');
    let may_begin_sentence =
        ends_in_colon(found) || policy.may_begin_sentence_without_colon || policy.may_run_on && runs_on(found);
    may_begin_sentence
        && (text.ends_with('.') || ends_in_ideographic_stop || f.ending == Ending::Comma)
        && f.words >= MIN_SENTENCE_WORDS
        && (f.sentences >= 2 || ends_in_ideographic_stop || f.lower * 2 >= f.words)
}

/// Whether the phrase is the end of a sentence ("the news came from EFE."): a full stop ends the segment, and a word in
/// lower case precedes the phrase.
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

/// Whether the sentence may continue behind a phrase of a few words: a word in lower case follows, and the segment does
/// not say "we".
pub(super) fn runs_on(found: Found<'_>) -> bool {
    let (segment, cue) = (found.segment, found.cue);
    let phrase = segment.words_of(cue);
    (phrase.len() <= MAX_SENTENCE_OPENING_WORDS || cue.end - cue.start <= MAX_SENTENCE_OPENING_BYTES)
        && !found.has_word_in(Words::We.bit())
        && segment.word_table().get(phrase.end).is_some_and(|w| !w.is(Word::CAPITAL) && !w.is(Word::NUMBER))
}

/// Whether the phrase stands in quotation marks.
pub(super) fn is_quoted(found: Found<'_>) -> bool {
    found.segment.quoted() || found.quotes.before(found.segment, found.cue) % 2 == 1
}

/// Counts the quotation marks before each of the cues of a segment. The count goes on from the cue before, so that no byte
/// is read again for each cue.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    /// An offset into the folded bytes, and the number of marks between the start of the segment and it.
    counted: Cell<(usize, usize)>,
}

impl Quotes {
    fn before(&self, segment: Segment<'_>, cue: &Cue) -> usize {
        let (start, at) = (segment.folded_start(), cue.start as usize);
        // Cues that end the segment come first, and those of a site come last.
        let (from, count) = Some(self.counted.get()).filter(|(to, _)| (start..=at).contains(to)).unwrap_or((start, 0));
        count_bytes(at - from);
        let between = &segment.context().page.folded.bytes[from..at];
        let count = count + between.iter().filter(|b| **b == b'"').count();
        self.counted.set((at, count));
        count
    }
}

/// Whether the phrase stands in quotation marks or beside a verb of saying.
pub(super) fn is_reported(found: Found<'_>) -> bool {
    if is_quoted(found) {
        return true;
    }
    // Only the words around the phrase are looked up, because the segment may be a whole flattened page.
    let phrase = found.segment.words_of(found.cue);
    let first = phrase.start.saturating_sub(MAX_ATTRIBUTION_DISTANCE_WORDS);
    let end = found.segment.word_table().len().min(phrase.end + MAX_ATTRIBUTION_DISTANCE_WORDS);
    let is_attribution = |n: usize| found.segment.lists_of_word(n) & Words::Attribution.bit() != 0;
    (first..phrase.start).chain(phrase.end..end).any(is_attribution)
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

/// Whether a headline follows the label: it starts with a capital or a number, and it is either no sentence or written
/// in title case.
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
        return false; // in a line in capitals nothing separates the label from the words behind it
    }
    let has_capital = table.get(label).is_some_and(|w| w.is(Word::CAPITAL) || w.is(Word::NUMBER));
    let is_open = segment.ending() != Ending::Sentence && segment.features().sentences == 0;
    let is_title_case = segment.capitals() * 2 > segment.words();
    has_capital && (is_open || is_title_case)
}
