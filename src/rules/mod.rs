//! Rules: each says of one segment how surely it is boilerplate, and of which category. A rule sees the page
//! read-only and cannot remove text.

mod byline;
mod credit;
mod bare_handle;
mod headlines;
mod phrases;
mod markup;
mod sections;
mod toolbar;

use std::ops::Range;

pub(crate) use byline::{has_numeric_date, has_year};

use crate::category::Category;
use crate::instrument::look;
use crate::ledger::{Evidence, Ledger, Vote};
use crate::lexicon::matcher::{Entry, Matchers};
use crate::lexicon::scan::{self, Cue};
use crate::lexicon::{Anchor, Phrase, Words};
use crate::page::bytes::word_len;
use crate::page::fold::Word;
use crate::page::{Ending, Features, Page, SegmentData, PROSE};

/// Says of a segment how surely it is boilerplate.
///
/// The shipped rules are written against this trait; a caller's own is added with
/// [`CleanerBuilder::rule`](crate::CleanerBuilder::rule).
///
/// ```
/// use dechaff::{Ballot, Category, Cleaner, Rule, Segment};
///
/// /// Weather lines of one's own pages: "Today: 21 degrees, wind north".
/// struct Weather;
///
/// impl Rule for Weather {
///     fn name(&self) -> &'static str {
///         "weather"
///     }
///     fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
///         if segment.words() < 8 && segment.folded().contains("# degrees, wind") {
///             ballot.vote(Category::Technical, 0.98, "a weather line");
///         }
///     }
/// }
///
/// let cleaner = Cleaner::builder().rule(Weather).build()?;
/// let cleaned = cleaner.report("Today: 21 degrees, wind north\nThe council met on Monday.\n");
/// assert_eq!(cleaned.text, "The council met on Monday.\n");
/// # Ok::<(), dechaff::Error>(())
/// ```
///
/// # What a rule can't break
/// It sees the page read-only and votes on the segment at hand only; a score that is no number from 0 to 1 is no vote.
/// Whatever it votes, kept and removed are the input. A panic in a rule goes on through
/// [`Cleaner::report`](crate::Cleaner::report) to the caller, since hiding it would hide that the page was not judged; the
/// cleaner holds no state that it could spoil, and serves on. How long a rule takes is its own affair.
pub trait Rule: Send + Sync {
    /// The rule's name, as reports give it.
    fn name(&self) -> &'static str;

    /// Votes on one segment. Called once a segment, in the order of the page. Where something went, what is left is
    /// judged again, as a page of its own, until nothing more goes.
    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>);
}

/// The rule behind the lexicon, alone.
pub(crate) const PHRASES: &dyn Rule = &phrases::Phrases;

/// The table of rules, in the order in which they vote.
pub(crate) const SHIPPED: &[&dyn Rule] = &[
    PHRASES,
    &toolbar::Toolbar,
    &byline::Byline,
    &credit::Credit,
    &bare_handle::BareHandle,
    &headlines::Headlines,
    &markup::Markup,
    &sections::Sections,
];

/// The lists of a segment's words are looked up once where it has at most so many, else when asked for.
const SHORT: usize = 24;

/// The cues of a page, by segment.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    list: Vec<Cue>,
    first: Vec<u32>,
    /// The lists of each word of the short segments, which many rules ask for.
    lists: Vec<u16>,
    /// A phrase of several words shows that the page has furniture at all, so that a word alone may be a part of it.
    pub has_boilerplate: bool,
}

impl Cues {
    /// Searches a page; of segments that are known, the page as it was read first and its cues are asked.
    #[inline(never)]
    pub fn find(&mut self, matchers: Matchers<'_>, page: &Page, known: &Reading) {
        self.list.clear();
        self.first.clear();
        self.lists.clear();
        for (number, segment) in page.segments.iter().enumerate() {
            self.lists.resize(segment.words.start, 0);
            let before = segment.known.map(|k| (k as usize, &known.page.segments[k as usize]));
            match before.filter(|(_, before)| before.features.code == segment.features.code) {
                Some((k, before)) => {
                    let moved = |at: u32| (at as usize - before.folded.start + segment.folded.start) as u32;
                    let cues = known.cues.of(k).iter();
                    self.list.extend(cues.map(|c| Cue {
                        segment: number as u32,
                        start: moved(c.start),
                        end: moved(c.end),
                        ..*c
                    }));
                    if segment.words.len() <= SHORT {
                        self.lists.extend_from_slice(&known.cues.lists[before.words.clone()]);
                    }
                }
                None => {
                    scan::find(matchers, page, number, &mut self.list);
                    if segment.words.len() <= SHORT {
                        self.lists.extend(segment.words.clone().map(|word| matchers.lists(page, segment, word)));
                    }
                }
            }
        }
        self.has_boilerplate = self.shows_boilerplate(matchers);
        let mut at = 0;
        for i in 0..=page.segments.len() {
            self.first.push(at as u32);
            while self.list.get(at).is_some_and(|c| c.segment as usize == i) {
                at += 1;
            }
        }
    }

    /// A phrase of several words, or three lines in a row of which each is a phrase.
    fn shows_boilerplate(&self, matchers: Matchers<'_>) -> bool {
        let (mut run, mut last) = (0, 0);
        self.list.iter().any(|cue| {
            let phrase = matchers.entry(cue.phrase).phrase;
            if phrase.anchor() == Anchor::Whole && (run == 0 || cue.segment != last) {
                run = if run > 0 && cue.segment == last + 1 { run + 1 } else { 1 };
                last = cue.segment;
            }
            run >= 3 || !matches!(phrase.anchor(), Anchor::Keep | Anchor::Hint) && phrase.head().contains(' ')
        })
    }

    pub fn of(&self, segment: usize) -> &[Cue] {
        &self.list[self.first[segment] as usize..self.first[segment + 1] as usize]
    }
}

/// A page as it was read, and the cues found in it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub page: Page,
    pub cues: Cues,
}

/// All that rules and passes may look at.
#[derive(Clone, Copy)]
pub(crate) struct Context<'p> {
    pub text: &'p str,
    pub page: &'p Page,
    pub cues: &'p Cues,
    pub matchers: Matchers<'p>,
}

impl<'p> Context<'p> {
    pub fn segment(self, index: usize) -> Segment<'p> {
        look();
        Segment { context: self, index }
    }

    pub fn len(self) -> usize {
        self.page.segments.len()
    }
}

/// A segment, read-only: a line, a paragraph that an extractor wrapped, or a sentence of a flattened page.
#[derive(Clone, Copy)]
pub struct Segment<'p> {
    context: Context<'p>,
    index: usize,
}

impl<'p> Segment<'p> {
    fn data(&self) -> &'p SegmentData {
        &self.context.page.segments[self.index]
    }

    pub(crate) fn features(&self) -> &'p Features {
        &self.data().features
    }

    /// Its number in the page, from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Its bytes in the text that is judged, without the white space around it: the input, or what is left of a page of
    /// it, where something went already.
    pub fn span(&self) -> Range<usize> {
        self.data().span.clone()
    }

    /// Its text as it stands there.
    pub fn text(&self) -> &'p str {
        &self.context.text[self.span()]
    }

    /// Its text as phrases see it: lower case, straight quotes, single spaces, numbers as `#`, without ornaments
    /// before the first word, Markdown marks and web addresses.
    pub fn folded(&self) -> &'p str {
        std::str::from_utf8(self.context.page.folded_text(self.index)).unwrap_or("")
    }

    /// How many words it has; two Chinese or Japanese characters count as one.
    pub fn words(&self) -> usize {
        self.features().words as usize
    }

    /// How many of its words start with a capital.
    pub fn capitals(&self) -> usize {
        self.features().capitals as usize
    }

    /// How many numbers it has.
    pub fn numbers(&self) -> usize {
        self.features().numbers as usize
    }

    /// How it ends.
    pub fn ending(&self) -> Ending {
        self.features().ending
    }

    /// Whether it starts with a quotation mark.
    pub fn quoted(&self) -> bool {
        self.features().quoted
    }

    /// Whether it starts with a list mark.
    pub fn bullet(&self) -> bool {
        self.features().bullet
    }

    /// The segment before it.
    pub fn previous(&self) -> Option<Segment<'p>> {
        (self.index > 0).then(|| self.context.segment(self.index - 1))
    }

    /// The segment after it.
    pub fn next(&self) -> Option<Segment<'p>> {
        (self.index + 1 < self.context.len()).then(|| self.context.segment(self.index + 1))
    }

    /// The phrases found in it, with their categories.
    pub fn phrases(&self) -> impl Iterator<Item = (Category, &'p Phrase)> + 'p {
        let context = self.context;
        context.cues.of(self.index).iter().map(move |c| {
            let e = context.matchers.entry(c.phrase);
            (e.category, e.phrase)
        })
    }

    pub(crate) fn cues(&self) -> impl Iterator<Item = (&'p Cue, Entry<'p>)> + Clone + 'p {
        let context = self.context;
        context.cues.of(self.index).iter().map(move |c| (c, context.matchers.entry(c.phrase)))
    }

    /// Whether a phrase of the category with one of the anchors was found.
    pub(crate) fn cued(&self, category: Category, anchors: &[Anchor]) -> bool {
        self.cues().any(|(_, e)| e.category == category && anchors.contains(&e.phrase.anchor()))
    }

    /// Whether something is quoted in it.
    pub(crate) fn has_quotes(&self) -> bool {
        self.context.page.folded_text(self.index).contains(&b'"')
    }

    pub(crate) fn word_table(&self) -> &'p [Word] {
        &self.context.page.folded.words[self.data().words.clone()]
    }

    /// The folded words, without the marks around them.
    pub(crate) fn folded_words(&self) -> impl Iterator<Item = &'p [u8]> + 'p {
        let data = self.data();
        let bytes = &self.context.page.folded.bytes;
        let table = self.word_table();
        (0..table.len()).map(move |n| {
            let start = table[n].at as usize;
            let end = table.get(n + 1).map_or(data.folded.end, |w| w.at as usize);
            let word = &bytes[start..end];
            &word[..word_len(word)]
        })
    }

    /// For each word the lists it is in, as bits.
    pub(crate) fn lists(&self) -> impl DoubleEndedIterator<Item = u16> + ExactSizeIterator + 'p {
        let segment = *self;
        (0..self.word_table().len()).map(move |n| segment.lists_of(n))
    }

    /// The lists that one word is in, as bits.
    pub(crate) fn lists_of(&self, word: usize) -> u16 {
        let (context, data) = (self.context, self.data());
        let word = data.words.start + word;
        if data.words.len() <= SHORT {
            context.cues.lists[word]
        } else {
            context.matchers.lists(context.page, data, word)
        }
    }

    /// Whether one of the words is in the list.
    pub(crate) fn has(&self, list: Words) -> bool {
        self.lists().any(|l| l & list.bit() != 0)
    }

    /// A line that reads like an article's: a sentence of some length.
    pub(crate) fn is_prose(&self) -> bool {
        let f = self.features();
        f.words >= PROSE && f.ending == Ending::Sentence && f.lower * 2 > f.words.saturating_sub(f.numbers)
            || f.words >= 40 && f.sentences >= 1 && f.links * 15 <= f.words
    }

    /// A line like a headline or a menu's entry: no sentence ends it.
    pub(crate) fn is_title(&self) -> bool {
        let f = self.features();
        f.words > 0 && f.words <= 25 && f.ending != Ending::Sentence && f.sentences == 0
    }

    /// Stands at the top: the article has hardly begun, with a standfirst at most.
    pub(crate) fn at_top(&self) -> bool {
        self.data().prose_segments_before <= 1
    }

    /// A short line with a link, as in a menu.
    pub(crate) fn is_link(&self) -> bool {
        let f = self.features();
        f.links > 0 && f.words <= 14 && (f.ending != Ending::Sentence || f.sentences == 0 || f.link_words >= f.words)
    }

    /// A sentence in which no phrase was found: the article's, as far as one line tells.
    pub(crate) fn is_plain_sentence(&self) -> bool {
        self.ending() == Ending::Sentence && self.words() >= 5 && !self.is_cued()
    }

    /// Whether a phrase was found that decides something.
    pub(crate) fn is_cued(&self) -> bool {
        self.cues().any(|(_, e)| !matches!(e.phrase.anchor(), Anchor::Keep | Anchor::Hint))
    }

    /// Where its folded text starts.
    pub(crate) fn folded_start(&self) -> usize {
        self.data().folded.start
    }

    /// Where its folded text ends without closing marks.
    pub(crate) fn core_end(&self) -> usize {
        self.data().core_end
    }

    /// Whether the cue's phrase is all that the segment says.
    pub(crate) fn is_whole(&self, cue: &Cue) -> bool {
        cue.start as usize == self.data().folded.start && cue.end as usize >= self.data().core_end
    }
}

/// Where a rule's votes on a segment go.
pub struct Ballot<'l> {
    ledger: &'l mut Ledger,
    segment: usize,
    rule: &'static str,
}

impl Ballot<'_> {
    /// Says that the segment is boilerplate, how surely (0 to 1; anything else is no vote) and why.
    pub fn vote(&mut self, category: Category, score: f32, evidence: impl Into<Evidence>) {
        let vote = self.make(category, score, evidence.into());
        if (0.0..=1.0).contains(&score) {
            self.ledger.vote(self.segment, vote);
        }
    }

    /// Says that a part of the segment is boilerplate; bytes of the input.
    pub(crate) fn cut(&mut self, span: Range<usize>, category: Category, score: f32, evidence: Evidence) {
        let vote = self.make(category, score, evidence);
        self.ledger.cut(self.segment, span, vote);
    }

    /// Says that the segment must stay.
    pub fn protect(&mut self) {
        self.ledger.protect(self.segment);
    }

    fn make(&self, category: Category, score: f32, evidence: Evidence) -> Vote {
        Vote { category, score, rule: self.rule, evidence }
    }
}

/// Lets each rule vote on each segment.
#[inline(never)]
pub(crate) fn vote<'r>(context: Context<'_>, rules: impl Iterator<Item = &'r dyn Rule>, ledger: &mut Ledger) {
    for rule in rules {
        let name = rule.name();
        for segment in 0..context.len() {
            let features = &context.page.segments[segment].features;
            if features.code || features.row {
                continue;
            }
            let mut ballot = Ballot { ledger: &mut *ledger, segment, rule: name };
            rule.judge(context.segment(segment), &mut ballot);
        }
    }
}
