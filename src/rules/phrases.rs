//! Phrases: the rule behind the lexicon.
//!
//! **Removes** a segment, a sentence or a few words that a phrase condemns, by the phrase's anchor: `=` the whole
//! segment; `^`, `*` and two `~` the segment where it is short, else the sentence around them; `$` a short segment;
//! `-` just its words. A label (`=`) in front of a headline condemns both ("Read More Harbour Reopens After Storm").
//!
//! **Keeps** what is quoted or attributed (`keep/en-quoted-donation-appeal-analysis`), what a `!` phrase speaks for, sentences that only
//! begin like a label ("Read more than the first page", `keep/en-sentence-begins-read-more-than`), and long paragraphs as a whole.
//!
//! **Why** anchors decide: counted on real pages, bare words stand in as many article bodies as boilerplate lines,
//! the same words as a whole line in next to none.

use std::ops::Range;

use super::{Ballot, Rule, Segment};
use crate::category::Category;
use crate::ledger::{score, Evidence};
use crate::lexicon::matcher::{mask, Entry};
use crate::lexicon::scan::Cue;
use crate::lexicon::{Anchor, Words};
use crate::page::fold::Word;
use crate::page::{Ending, Form};

/// A segment of at most this many words goes whole by a phrase that starts it or decides anywhere.
const SHORT: usize = 40;
/// A date stamp or a list of tags has at most this many.
const LABEL: usize = 22;
/// A sentence of at most this many words goes by a phrase in it.
const SENTENCE: usize = 60;
/// An appeal in one segment, known by two hints or by how it starts, has at most this many words.
const APPEAL: usize = 90;
/// So many words before a sentence that goes may be the article's.
const BEFORE: usize = 8;
/// So few words beside a sentence that goes ("Thank you.") go with it.
const CRUMBS: usize = 3;
/// So many phrases of one segment are weighed: what has more is no sentence, and each looks around itself.
const CUES: usize = 64;
/// A label's headline has at most this many words, the label included.
const HEADLINE: usize = 26;
/// A phrase of at most so many words may also begin a sentence ("Lees meer dan ...").
const FEW: usize = 3;
/// Or of so many bytes: in Japanese and Chinese each character counts as a word.
const SMALL: u32 = 15;
/// A sentence glued to a line of furniture has so many words at least.
const GLUED: usize = 6;
/// So many seams are looked at: names have some too ("YouTube").
const SEAMS: usize = 8;
/// How many words away from a phrase a verb of saying makes it a quotation.
const NEAR: usize = 6;

pub(super) struct Phrases;

impl Rule for Phrases {
    fn name(&self) -> &'static str {
        "phrases"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let mut hints: Option<(&Cue, Entry<'_>)> = None;
        let spoken_for = segment
            .cues()
            .filter(|(_, e)| e.phrase.anchor() == Anchor::Keep)
            .fold(0, |bits, (_, e)| bits | e.category.bit());
        for (cue, entry) in segment.cues().take(CUES) {
            let category = entry.category;
            let anchor = entry.phrase.anchor();
            if anchor == Anchor::Keep || spoken_for & category.bit() != 0 {
                continue;
            }
            let evidence = || Evidence::from(entry.phrase);
            match anchor {
                Anchor::Keep => {}
                Anchor::Whole if segment.is_whole(cue) => {
                    // "Website: https://...": a form's field is empty.
                    let f = segment.features();
                    if category == Category::CommentForm && f.links > 0 && f.link_words == 0 {
                        continue;
                    }
                    let sure = match segment.words() {
                        _ if may_be_heading(segment, category) => score::DOUBTFUL,
                        0..=2 => score::SURE,
                        _ => score::CERTAIN,
                    };
                    ballot.vote(category, sure, evidence());
                }
                Anchor::Whole => {
                    if labels_headline(segment, cue, category) {
                        ballot.vote(category, 0.8, evidence());
                    }
                }
                Anchor::Cut => cut_words(segment, cue, entry, ballot),
                Anchor::End => {
                    let in_prose = category == Category::Credit && ends_sentence(segment, cue);
                    if segment.words() <= SHORT && !in_prose && !(speaks(category) && is_reported(segment, cue)) {
                        ballot.vote(category, 0.8, evidence());
                    }
                }
                Anchor::Start | Anchor::Anywhere => {
                    let at_start = cue.start as usize == segment.data().folded.start;
                    if is_quoted(segment, cue) || speaks(category) && is_reported(segment, cue) {
                        continue;
                    }
                    if let Some(seam) = at_start.then(|| seam_behind(segment, cue, segment.span().end)).flatten() {
                        ballot.cut(segment.span().start..seam, category, score::SURE, evidence());
                        continue;
                    }
                    if at_start && introduces_sentence(segment, cue, category) || is_about(segment, category) {
                        continue;
                    }
                    if !at_start
                        && category == Category::Related
                        && !ends_in_colon(segment, cue)
                        && runs_on(segment, cue)
                    {
                        continue; // a sentence that begins with a label's words, inside a paragraph
                    }
                    let appeal = at_start
                        && speaks(category)
                        && segment.words() <= APPEAL
                        && (category == Category::Follow || addresses(segment));
                    if appeal
                        || segment.words() <= longest(category)
                            && (at_start || anchor == Anchor::Anywhere && !stands_behind(segment, cue, category))
                    {
                        ballot.vote(category, score::SURE, evidence());
                    } else if stands_in_paragraphs(category) {
                        cut_sentence(segment, cue, entry, ballot);
                    }
                }
                Anchor::Hint if is_weighed_by_place(category) => {}
                Anchor::Hint => match hints {
                    Some((first, other))
                        if other.category == category && other.phrase != entry.phrase && first.end <= cue.start =>
                    {
                        if segment.words() <= APPEAL && segment.has(Words::We) && !is_reported(segment, cue) {
                            ballot.vote(category, 0.8, evidence());
                        }
                    }
                    _ => hints = Some((cue, entry)),
                },
            }
        }
    }
}

/// Categories whose phrases a person could also say.
fn speaks(category: Category) -> bool {
    use Category::{Affiliate, Comments, Contact, Cookie, Donation, Follow, Newsletter, Paywall, Promo, Rating, Share};
    matches!(
        category,
        Affiliate | Comments | Contact | Cookie | Donation | Follow | Newsletter | Paywall | Promo | Rating | Share
    )
}

/// Categories whose hints count at the edges of an article only: passes weigh them.
fn is_weighed_by_place(category: Category) -> bool {
    matches!(category, Category::AuthorBio | Category::Legal)
}

/// Whether sentences that may be the article's stand before the one with the phrase.
fn stands_behind(segment: Segment<'_>, cue: &Cue, category: Category) -> bool {
    let table = segment.word_table();
    let at = table.partition_point(|w| w.at < cue.start);
    let sentence = (0..=at.min(table.len() - 1)).rev().find(|n| table[*n].is(Word::SENTENCE)).unwrap_or(0);
    stands_in_paragraphs(category) && sentence >= BEFORE
}

/// Speaks as the outlet or to the reader.
fn addresses(segment: Segment<'_>) -> bool {
    segment.lists().any(|l| l & mask(&[Words::We, Words::You]) != 0)
}

/// Whether a longer segment speaks of an appeal instead of making one: it says neither "we" nor "you".
fn is_about(segment: Segment<'_>, category: Category) -> bool {
    matches!(category, Category::Donation | Category::Newsletter | Category::Paywall)
        && segment.words() > 14
        && !addresses(segment)
}

/// Up to how many words a segment goes whole by a phrase that starts it or decides anywhere.
fn longest(category: Category) -> usize {
    match category {
        Category::Byline | Category::Tags => LABEL,
        _ => SHORT,
    }
}

/// Categories whose sentences extractors glue to paragraphs of the article.
fn stands_in_paragraphs(category: Category) -> bool {
    use Category::{Advert, Contributors, Embed, Related, Syndication};
    speaks(category) || matches!(category, Advert | Contributors | Embed | Related | Syndication)
}

/// Whether a label of a word or two may be the article's: a heading between its sentences, or a line of a poem on a page
/// without any other furniture. Not where its kind stands alone inside articles, as "Advertisement" does.
fn may_be_heading(segment: Segment<'_>, category: Category) -> bool {
    use Category::{
        Account, Advert, Byline, Caption, CommentForm, Credit, Newsletter, Pagination, Related, Share, Toggle,
    };
    if segment.words() == 1 && !segment.context.cues.has_boilerplate && !matches!(category, Advert | Share | Related) {
        return true;
    }
    // The rest of a sentence that an extractor wrapped: "tillbaka."
    let rest = |t: &str| t.ends_with('.') && !t.ends_with("..") && t.starts_with(char::is_lowercase);
    if segment.words() <= 2 && rest(segment.text()) && segment.previous().is_some_and(|p| p.ending() == Ending::Open) {
        return true;
    }
    let longest = if matches!(category, Byline | Newsletter | Account | CommentForm) { 8 } else { 2 };
    if segment.words() > longest
        || matches!(category, Advert | Caption | Credit | Pagination | Related | Share | Toggle)
    {
        return false;
    }
    if segment.text().ends_with(['…', '.']) {
        return false; // "Loading...": no heading
    }
    // An address or a number says what the heading promised.
    let goes_on = |s: &Segment<'_>| {
        s.is_plain_sentence() || !s.is_cued() && (s.text().contains('@') || s.words() >= 3 && s.numbers() > 0)
    };
    segment.next().as_ref().is_some_and(goes_on) && segment.previous().is_some_and(|p| p.is_plain_sentence())
}

/// Whether a sentence of the article's own follows the label ("Updated: a vet set out at noon.") or begins with its
/// words: a label's headline has a capital (`keep/nl-zinnen-die-beginnen-als-labels`).
fn introduces_sentence(segment: Segment<'_>, cue: &Cue, category: Category) -> bool {
    use Category::{Advert, Byline, Contact, Credit, Related, Share, Tags};
    let f = segment.features();
    let colon = ends_in_colon(segment, cue);
    let text = segment.text().trim_end();
    let full_stop = text.ends_with('。'); // no headline has one, and no word before it a case
    matches!(category, Advert | Byline | Contact | Credit | Related | Share | Tags)
        && (colon || category == Category::Credit || category == Category::Related && runs_on(segment, cue))
        && (text.ends_with('.') || full_stop || f.ending == Ending::Comma)
        && f.words >= 5
        && (f.sentences >= 2 || full_stop || f.lower * 2 >= f.words)
}

/// Whether the phrase is the last of a sentence's words ("the news came from EFE."): a small word stands before it.
fn ends_sentence(segment: Segment<'_>, cue: &Cue) -> bool {
    let table = segment.word_table();
    let before = table[..table.partition_point(|w| w.at < cue.start)].last();
    segment.text().ends_with('.') && before.is_some_and(|w| !w.is(Word::CAPITAL) && !w.is(Word::NUMBER))
}

fn ends_in_colon(segment: Segment<'_>, cue: &Cue) -> bool {
    let bytes = &segment.context.page.folded.bytes;
    bytes[cue.end as usize - 1] == b':' || bytes[cue.end as usize] == b':'
}

/// Whether a phrase of a few words is followed by a small word, and the outlet doesn't speak of itself.
fn runs_on(segment: Segment<'_>, cue: &Cue) -> bool {
    let table = segment.word_table();
    let past = table.partition_point(|w| w.at < cue.end);
    (past - table.partition_point(|w| w.at < cue.start) <= FEW || cue.end - cue.start <= SMALL)
        && !segment.has(Words::We)
        && table.get(past).is_some_and(|w| !w.is(Word::CAPITAL) && !w.is(Word::NUMBER))
}

/// Where the article goes on before the byte `end`, glued to a line of furniture by an extractor that lost the line's end
/// ("Related: Ten harbours in picturesThe council met"): at a capital right behind a small letter or a bracket, or
/// behind a word in capitals, where words of a sentence follow.
fn seam_behind(segment: Segment<'_>, cue: &Cue, end: usize) -> Option<usize> {
    if segment.context.page.form != Form::Flat && segment.words() <= APPEAL {
        return None;
    }
    let table = segment.word_table();
    let start = segment.span().start;
    let first = table.get(table.partition_point(|w| w.at < cue.start)).or(table.last())?;
    let from = start + first.source as usize;
    let text = segment.context.text.get(from..end)?.trim_end();
    if !text.ends_with(['.', '!', '?', '”', '"']) {
        return None;
    }
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let large = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let seams = text.char_indices().map(|(at, _)| at).filter(|at| {
        let (before, behind) = text.split_at(*at);
        let (mut last, mut next) = (before.chars().rev(), behind.chars());
        let ends = match last.next() {
            Some(c) if c.is_uppercase() => large(last.next()) && large(last.next()),
            c => small(c) && small(last.next()) || c == Some(')'),
        };
        ends && large(next.next()) && small(next.next())
    });
    let network = |at: usize| {
        let word = table.partition_point(|w| start + w.source as usize <= at).saturating_sub(1);
        segment.lists().nth(word).is_some_and(|l| l & Words::Network.bit() != 0)
    };
    seams
        .take(SEAMS)
        .filter(|at| !network(from + at))
        .find(|at| text[*at..].split_whitespace().nth(GLUED - 1).is_some())
        .map(|at| from + at)
}

/// Whether the phrase stands in quotation marks.
fn is_quoted(segment: Segment<'_>, cue: &Cue) -> bool {
    let before = &segment.context.page.folded.bytes[segment.data().folded.start..cue.start as usize];
    segment.quoted() || before.iter().filter(|b| **b == b'"').count() % 2 == 1
}

/// Whether the phrase is in quotation marks, or a verb of saying stands beside it.
fn is_reported(segment: Segment<'_>, cue: &Cue) -> bool {
    if is_quoted(segment, cue) {
        return true;
    }
    let table = segment.word_table();
    let first = table.partition_point(|w| w.at < cue.start);
    let last = table.partition_point(|w| w.at < cue.end);
    segment.lists().enumerate().any(|(n, l)| {
        l & Words::Attribution.bit() != 0 && n + NEAR >= first && n < last + NEAR && !(first..last).contains(&n)
    })
}

/// Whether what follows the label is a headline: it starts with a capital or a number, and no sentence ends it.
fn labels_headline(segment: Segment<'_>, cue: &Cue, category: Category) -> bool {
    if !matches!(category, Category::Related | Category::Pagination | Category::Tags) || segment.words() > HEADLINE {
        return false;
    }
    if category == Category::Tags {
        return segment.ending() != Ending::Sentence && segment.text().contains(',');
    }
    let table = segment.word_table();
    let label = table.partition_point(|w| w.at < cue.end);
    if label < 2 && !matches!(segment.context.page.folded.bytes[cue.end as usize], b':' | b'|') {
        return false;
    }
    let shouts = segment.features().shouted as usize * 2 > segment.words();
    if shouts && segment.context.page.folded.bytes[cue.end as usize] != b':' {
        return false; // a heading in capitals: nothing tells the label from what follows
    }
    let capital = table.get(label).is_some_and(|w| w.is(Word::CAPITAL) || w.is(Word::NUMBER));
    let headline = segment.ending() != Ending::Sentence && segment.features().sentences == 0;
    let title_case = segment.capitals() * 2 > segment.words();
    capital && (headline || (title_case && segment.words() <= HEADLINE))
}

fn cut_words(segment: Segment<'_>, cue: &Cue, entry: Entry<'_>, ballot: &mut Ballot<'_>) {
    let table = segment.word_table();
    let first = table.partition_point(|w| w.at < cue.start);
    let last = table.partition_point(|w| w.at < cue.end);
    let evidence = Evidence::from(entry.phrase);
    if last - first == table.len() {
        ballot.vote(entry.category, score::CERTAIN, evidence);
        return;
    }
    let span = source_span(segment, first, last);
    ballot.cut(span, entry.category, score::SURE, evidence);
}

/// Cuts the sentence around a phrase out of a long segment.
fn cut_sentence(segment: Segment<'_>, cue: &Cue, entry: Entry<'_>, ballot: &mut Ballot<'_>) {
    let table = segment.word_table();
    let at = table.partition_point(|w| w.at < cue.start);
    let past = table.partition_point(|w| w.at < cue.end);
    let first = (0..=at.min(table.len() - 1)).rev().find(|n| table[*n].is(Word::SENTENCE)).unwrap_or(0);
    let last = (past..table.len()).find(|n| table[*n].is(Word::SENTENCE)).unwrap_or(table.len());
    if last - first > SENTENCE || (entry.phrase.anchor() == Anchor::Start && first != at) {
        return;
    }
    let evidence = Evidence::from(entry.phrase);
    if last - first + CRUMBS >= table.len() {
        ballot.vote(entry.category, score::SURE, evidence);
    } else {
        let mut span = source_span(segment, first, last);
        span.end = seam_behind(segment, cue, span.end).unwrap_or(span.end);
        ballot.cut(span, entry.category, 0.8, evidence);
    }
}

/// The bytes of the words `first..last`, up to the next word or the segment's end.
fn source_span(segment: Segment<'_>, first: usize, last: usize) -> Range<usize> {
    let table = segment.word_table();
    let all = segment.span();
    let start = all.start + table[first].source as usize;
    let end = table.get(last).map_or(all.end, |w| all.start + w.source as usize);
    let text = &segment.context.text[start..end];
    // What opens the next word (a quotation mark, a bracket) stays with it.
    let opening = text.len() - text.trim_end_matches(['"', '“', '‘', '(', '[', '«', '„', '\'']).len();
    start..end - if last < table.len() { opening } else { 0 }
}
