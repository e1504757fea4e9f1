//! The view: read-only access to a page for rules and passes.
//!
//! [`Context`] is the whole page with the phrases found in it, and [`Segment`] is one segment of it. Rules and passes
//! are written against these two types. The view is a layer below both, so that neither imports the other.

mod cues;
mod dates;

use std::ops::{Deref, Range};

use memchr::memchr;

pub(crate) use cues::{Cues, Reading, MAX_SECTION_NAME_WORDS};
pub(crate) use dates::{has_clock_time, has_date_words, has_numeric_date, has_year, is_date_line};

use crate::category::Category;
use crate::instrument::count_step;
use crate::learn::Occurrence;
use crate::lexicon::matcher::{Entry, Matchers};
use crate::lexicon::scan::Cue;
use crate::lexicon::{Anchor, ListMask, Phrase, Words};
use crate::page::fold::Word;
use crate::page::{Ending, Features, Marks, Page, SegmentData, MIN_PROSE_WORDS};

/// Everything that rules and passes may look at: the text, its segments, and the cues found in them.
pub(crate) struct Findings<'p> {
    pub text: &'p str,
    pub page: &'p Page,
    pub cues: &'p Cues,
    pub matchers: Matchers<'p>,
    /// What recurs on other pages of the site, if the site was learned.
    pub recurring: Recurring<'p>,
}

/// The findings, as rules and passes get them. It is only a reference, so that a [`Segment`] fits into two registers: rules
/// and passes make one for each segment that they look at.
#[derive(Clone, Copy)]
pub(crate) struct Context<'p>(pub &'p Findings<'p>);

impl<'p> Deref for Context<'p> {
    type Target = Findings<'p>;

    fn deref(&self) -> &Findings<'p> {
        self.0
    }
}

/// The parts of a page that recur on other pages of its site.
#[derive(Clone, Copy, Default)]
pub(crate) struct Recurring<'p> {
    /// In the order of the page.
    pub occurrences: &'p [Occurrence],
    /// The number of pages from which the site was learned.
    pub pages: u32,
}

impl<'p> Context<'p> {
    /// The segment with this number, counted from 0.
    pub fn segment(self, index: usize) -> Segment<'p> {
        count_step();
        Segment { context: self, data: &self.0.page.segments[index] }
    }

    /// The number of segments.
    pub fn len(self) -> usize {
        self.page.segments.len()
    }
}

/// The fewest words of a paragraph that is prose even if it does not end like a sentence. Chosen by hand: a smaller
/// value would take run-on menus for prose, a larger one would miss paragraphs whose full stop an extractor lost.
const MIN_LONG_PROSE_WORDS: u32 = 40;
/// A long paragraph is prose only if it has at most one link for this many words. Chosen by hand: denser text is a list
/// of links; a larger value would miss paragraphs with several references.
const MIN_PROSE_WORDS_PER_LINK: u32 = 15;
/// The most words of a headline or menu entry. Chosen by hand: longer segments without a full stop are captions or
/// run-on paragraphs; a smaller value would miss long headlines.
/// Sensitive: +25 % (31) costs 0.055 percentage points of the content of the shared corpora.
const MAX_TITLE_WORDS: u32 = 25;
/// The most words of a line that counts as a link of a menu or list. Chosen by hand: a larger value would count
/// sentences with a link, a smaller one would miss links whose text is a headline.
const MAX_LINK_WORDS: u32 = 14;
/// The fewest words of a plain sentence. Chosen by hand: shorter sentences ("Thank you.") occur in boilerplate too; a
/// larger value would miss short sentences of an article.
const MIN_PLAIN_SENTENCE_WORDS: usize = 5;
/// The most words of the label of a field in a record. Chosen by hand: longer texts before a colon are sentences.
const MAX_FIELD_LABEL_WORDS: usize = 3;
/// A segment stands at the top of the article if at most this many prose segments precede it. One may be a standfirst.
/// Sensitive: -25 % (0) changes 3.07 % of the texts of the shared corpora, +25 % (2) changes 1.33 %.
const MAX_TOP_PROSE_SEGMENTS: u32 = 1;

/// One segment, read-only: a line, a paragraph that an extractor had wrapped, or a sentence of a flattened page.
#[derive(Clone, Copy)]
pub struct Segment<'p> {
    context: Context<'p>,
    data: &'p SegmentData,
}

impl<'p> Segment<'p> {
    fn data(&self) -> &'p SegmentData {
        self.data
    }

    /// The page that the segment belongs to.
    pub(crate) fn context(&self) -> Context<'p> {
        self.context
    }

    /// The counts and properties of the segment that were measured when it was read.
    pub(crate) fn features(&self) -> &'p Features {
        &self.data().features
    }

    /// The number of the segment in the page, counted from 0.
    pub fn index(&self) -> usize {
        self.data.number as usize
    }

    /// The segment's bytes in the text that is judged, without the white space around it. In the first round this is
    /// the input; in later rounds it is the text that the earlier rounds left.
    pub fn span(&self) -> Range<usize> {
        self.data().span.clone()
    }

    /// The text of the segment as it was written.
    pub fn text(&self) -> &'p str {
        &self.context.text[self.span()]
    }

    /// The text of the segment as phrases see it: in lower case, with straight quotes and single spaces, each number as
    /// `#`, and without Markdown marks, web addresses, and ornaments before the first word.
    pub fn folded(&self) -> &'p str {
        std::str::from_utf8(self.folded_bytes()).unwrap_or("")
    }

    /// As [`Segment::folded`], without checking that it is text.
    pub(crate) fn folded_bytes(&self) -> &'p [u8] {
        self.context.page.folded_text(self.index())
    }

    /// Whether the segment contains a number and the sign of a currency.
    pub(crate) fn has_price(&self) -> bool {
        let f = self.features();
        let may_have_sign = f.marks.has_any(Marks::of(b"$").union(Marks::SYMBOL));
        f.numbers > 0 && may_have_sign && self.folded().contains(['$', '€', '£'])
    }

    /// The number of words. Two Chinese or Japanese characters count as one word.
    pub fn words(&self) -> usize {
        self.features().words as usize
    }

    /// The number of words that start with a capital.
    pub fn capitals(&self) -> usize {
        self.features().capitals as usize
    }

    /// How many numbers, such as `7` or `2,019`, the segment contains.
    pub fn numbers(&self) -> usize {
        self.features().numbers as usize
    }

    /// The kind of punctuation at the end of the segment.
    pub fn ending(&self) -> Ending {
        self.features().ending
    }

    /// Whether the segment starts with a quotation mark.
    pub fn quoted(&self) -> bool {
        self.features().quoted
    }

    /// Whether the segment starts with a list mark such as `-` or `•`.
    pub fn bullet(&self) -> bool {
        self.features().bullet
    }

    /// Whether a blank line or the start of the page precedes the segment.
    pub(crate) fn follows_blank_line(&self) -> bool {
        self.data().blank_before
    }

    /// The segment before this one, if there is one.
    pub fn previous(&self) -> Option<Segment<'p>> {
        (self.index() > 0).then(|| self.context.segment(self.index() - 1))
    }

    /// The segment after this one, if there is one.
    pub fn next(&self) -> Option<Segment<'p>> {
        (self.index() + 1 < self.context.len()).then(|| self.context.segment(self.index() + 1))
    }

    /// The phrases found in the segment, each with its category.
    pub fn phrases(&self) -> impl Iterator<Item = (Category, Phrase)> + 'p {
        let context = self.context;
        context.cues.of(self.index()).iter().map(move |c| {
            let e = context.matchers.entry(c.phrase);
            (e.category, e.phrase.to_phrase())
        })
    }

    /// The phrases found in the segment, each with its place.
    pub(crate) fn cues(&self) -> impl Iterator<Item = (&'p Cue, Entry<'p>)> + Clone + 'p {
        let context = self.context;
        context.cues.of(self.index()).iter().map(move |c| (c, context.matchers.entry(c.phrase)))
    }

    /// Whether a phrase of this category with one of these anchors was found.
    pub(crate) fn has_phrase(&self, category: Category, anchors: &[Anchor]) -> bool {
        self.cues().any(|(_, e)| e.category == category && anchors.contains(&e.phrase.anchor()))
    }

    /// Whether a phrase was found that is neither a hint nor a phrase that speaks for keeping, so that it can decide by
    /// itself.
    pub(crate) fn has_decisive_phrase(&self) -> bool {
        self.cues().any(|(_, e)| !matches!(e.phrase.anchor(), Anchor::Keep | Anchor::Hint))
    }

    /// Whether the folded segment contains an ASCII mark.
    pub(crate) fn has_folded_mark(&self, mark: u8) -> bool {
        memchr(mark, self.context.page.folded_text(self.index())).is_some()
    }

    /// Whether the segment contains a quotation mark.
    pub(crate) fn has_quotes(&self) -> bool {
        self.has_folded_mark(b'"')
    }

    /// The segment's words, in order. Rules number words by their position here.
    pub(crate) fn word_table(&self) -> &'p [Word] {
        &self.context.page.folded.words[self.data().words.clone()]
    }

    /// The folded words without the punctuation behind them.
    pub(crate) fn folded_words(&self) -> impl Iterator<Item = &'p [u8]> + 'p {
        self.keyed_words().map(|(word, _)| word)
    }

    /// The folded words without the punctuation behind them, each with its [`key`](crate::page::bytes::key).
    pub(crate) fn keyed_words(&self) -> impl Iterator<Item = (&'p [u8], u64)> + 'p {
        let end = self.data().folded.end;
        let folded = &self.context.page.folded;
        let table = self.word_table();
        (1..).zip(table).map(move |(next, word)| {
            count_step();
            folded.word(word.at as usize, table.get(next).map_or(end, |next| next.at as usize))
        })
    }

    /// For each word, a bit set of the word lists that contain it.
    pub(crate) fn word_lists(&self) -> impl DoubleEndedIterator<Item = ListMask> + ExactSizeIterator + 'p {
        let segment = *self;
        (0..self.word_table().len()).map(move |n| segment.lists_of_word(n))
    }

    /// The word lists that may contain one of the words: in short segments those that do, in others all.
    pub(crate) fn lists(&self) -> ListMask {
        self.context.cues.lists_of(self.index())
    }

    /// The word lists that contain a word of the first sentence.
    pub(crate) fn lists_of_first_sentence(&self) -> ListMask {
        let table = self.word_table();
        let end = (1..table.len()).find(|n| table[*n].is(Word::SENTENCE)).unwrap_or(table.len());
        self.word_lists().take(end).fold(0, |all, lists| all | lists)
    }

    /// A bit set of the word lists that contain one word, given by its number in the segment.
    pub(crate) fn lists_of_word(&self, word: usize) -> ListMask {
        self.context.cues.lists_of_word(self.context.matchers, self.context.page, self.data(), word)
    }

    /// Whether the list contains one of the segment's words.
    pub(crate) fn has_word_in(&self, list: Words) -> bool {
        self.lists() & list.bit() != 0 && self.word_lists().any(|lists| lists & list.bit() != 0)
    }

    /// Whether the segment reads like part of an article: a sentence of some length, or a long paragraph with few
    /// links.
    pub(crate) fn is_prose(&self) -> bool {
        let f = self.features();
        f.words >= MIN_PROSE_WORDS && f.ending == Ending::Sentence && f.lower * 2 > f.words.saturating_sub(f.numbers)
            || f.words >= MIN_LONG_PROSE_WORDS && f.sentences >= 1 && f.links * MIN_PROSE_WORDS_PER_LINK <= f.words
    }

    /// Whether the segment looks like a headline or a menu entry: it is short and contains no end of a sentence.
    pub(crate) fn is_title(&self) -> bool {
        let f = self.features();
        f.words > 0 && f.words <= MAX_TITLE_WORDS && f.ending != Ending::Sentence && f.sentences == 0
    }

    /// Whether the segment stands at the top of the article: at most a standfirst precedes it, and lines that are no
    /// prose.
    pub(crate) fn is_at_top(&self) -> bool {
        self.data().prose_segments_before <= MAX_TOP_PROSE_SEGMENTS
    }

    /// Whether the segment is a short line with a link, as in a menu. A sentence is one only if all its words are
    /// links.
    pub(crate) fn is_link(&self) -> bool {
        let f = self.features();
        f.links > 0
            && f.words <= MAX_LINK_WORDS
            && (f.ending != Ending::Sentence || f.sentences == 0 || f.link_words >= f.words)
    }

    /// Whether the segment ends like a sentence, has at least [`MIN_PLAIN_SENTENCE_WORDS`] words, and contains no
    /// phrase that can decide by itself. Such a line is probably part of the article.
    pub(crate) fn is_plain_sentence(&self) -> bool {
        self.ending() == Ending::Sentence && self.words() >= MIN_PLAIN_SENTENCE_WORDS && !self.has_decisive_phrase()
    }

    /// Whether the segment is a field of a record: a label of at most [`MAX_FIELD_LABEL_WORDS`] words, a colon, and a value
    /// behind it ("Subject: the lost oar", "Weight: 6.2 kg").
    pub(crate) fn is_field(&self) -> bool {
        let table = self.word_table();
        let (folded, from) = (self.folded_bytes(), self.data().folded.start);
        (1..table.len().min(MAX_FIELD_LABEL_WORDS + 1)).any(|n| {
            let label = &folded[..table[n].at as usize - from];
            label.iter().rev().find(|b| **b != b' ') == Some(&b':')
        })
    }

    /// Whether the segment is a field of a record that has other fields, as a mail's header, an event's date and place, or
    /// the data of a product. A field beside it that a phrase recognizes does not count: it may be of the article's
    /// metadata, like this one.
    pub(crate) fn is_in_record(&self) -> bool {
        let is_other_field = |s: Segment<'_>| s.is_field() && !s.has_decisive_phrase();
        self.is_field() && (self.previous().is_some_and(is_other_field) || self.next().is_some_and(is_other_field))
    }

    /// Whether plain sentences stand directly before and behind the segment, so that it may be a heading of the
    /// article.
    pub(crate) fn is_between_sentences(&self) -> bool {
        self.previous().is_some_and(|p| p.is_plain_sentence()) && self.next().is_some_and(|n| n.is_plain_sentence())
    }

    /// The parts of the segment that recur on other pages of the site.
    pub(crate) fn recurring(&self) -> impl Iterator<Item = &'p Occurrence> {
        let (span, all) = (self.span(), self.context.recurring.occurrences);
        let first = all.partition_point(|found| found.span.end <= span.start);
        all[first..].iter().take_while(move |found| found.span.start < span.end)
    }

    /// Where the segment's folded text starts, as an offset into the folded page.
    pub(crate) fn folded_start(&self) -> usize {
        self.data().folded.start
    }

    /// Where the segment's folded text ends without closing punctuation, as an offset into the folded page.
    pub(crate) fn core_end(&self) -> usize {
        self.data().core_end
    }

    /// Whether the cue's phrase is the whole text of the segment.
    pub(crate) fn is_whole(&self, cue: &Cue) -> bool {
        cue.start as usize == self.data().folded.start && cue.end as usize >= self.data().core_end
    }

    /// The numbers of the words that a cue covers, in the segment's word table.
    pub(crate) fn words_of(&self, cue: &Cue) -> Range<usize> {
        let table = self.word_table();
        table.partition_point(|w| w.at < cue.start)..table.partition_point(|w| w.at < cue.end)
    }

    /// The number of the word that starts the sentence in which a word stands.
    pub(crate) fn sentence_start(&self, word: usize) -> usize {
        let table = self.word_table();
        (0..=word.min(table.len() - 1)).rev().find(|n| table[*n].is(Word::SENTENCE)).unwrap_or(0)
    }
}
