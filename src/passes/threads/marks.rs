//! Marks: the short lines around a comment that show where it starts or ends, and who wrote it.

use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::matcher::mask;
use crate::lexicon::{Anchor, Words};
use crate::page::bytes::key;
use crate::page::fold::Word;
use crate::view::{has_clock_time, has_date_words, has_numeric_date, has_year, Context, Segment};

/// The most words of a mark. Chosen by hand: a larger limit would take sentences of the article for marks; a smaller
/// one would miss lines with a name, a date and several buttons.
const MAX_MARK_WORDS: usize = 14;
/// The most words of a date line that is not a byline and has no time of day. Chosen by hand: a larger limit would take
/// short sentences with a date for marks; a smaller one would miss a name with a full date.
const MAX_DATE_MARK_WORDS: usize = 10;
/// The fewest numbers of a date with a year: the day and the year.
const MIN_DATE_NUMBERS: usize = 2;
/// The most words of a line that names who speaks ("Orla Finch said,"). Longer lines are sentences.
const MAX_SAYING_WORDS: usize = 6;
/// The most words of a name beside a date without the time of day. Chosen by hand: more words are the title of an event
/// or of a chapter.
const MAX_NAME_BESIDE_DATE_WORDS: usize = 4;
/// The most words of a name on a line of its own, unless it is a single word: each word must have a capital.
const MAX_BARE_NAME_WORDS: usize = 3;

/// What a segment shows about a thread around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// A date line, which comments have, and articles too.
    Date,
    /// A line that names who speaks ("Orla said:"), as articles have it above quotations.
    Speaker,
    /// A name with a date and the time of day. Comments have it, and announcements of events too.
    Named,
    /// A signature: "by" or "posted by" with a name, a date and the time of day. Comments have it, and the entries of a
    /// live blog too.
    Signature,
    /// "Reply" or "says:", which only comments have.
    Comment,
}

impl Mark {
    /// Whether it is a mark of readers: it shows who wrote a comment, or is one of its buttons.
    pub(super) fn is_of_readers(self) -> bool {
        matches!(self, Mark::Named | Mark::Signature | Mark::Comment)
    }
}

/// The mark that a segment is. `is_behind_head` says whether a heading that counts the comments stands before it: then a
/// line such as "Orla said:" is a mark that only comments have.
pub(super) fn find_mark(segment: Segment<'_>, ledger: &Ledger, is_behind_head: bool) -> Mark {
    if segment.words() == 0 || segment.words() > MAX_MARK_WORDS {
        return Mark::None;
    }
    let has_comment_phrase = segment.cues().any(|(cue, e)| {
        e.category == Category::Comments
            && match e.phrase.anchor() {
                Anchor::Whole => segment.is_whole(cue),
                Anchor::End | Anchor::Start => true,
                Anchor::Hint => cue.end as usize >= segment.core_end(),
                _ => false,
            }
    });
    let names_speaker = names_speaker(segment);
    if has_comment_phrase || consists_of_reply_words(segment) || is_behind_head && names_speaker {
        return Mark::Comment;
    }
    if names_speaker {
        return Mark::Speaker;
    }
    let has_date = has_date(segment);
    let is_byline = ledger.removed_as(segment.index(), Category::Byline);
    if has_date && has_clock_time(segment.text()) {
        return match name_on_line(segment) {
            None => Mark::Date,
            Some(_) if is_signed(segment) => Mark::Signature,
            Some(_) => Mark::Named,
        };
    }
    if is_byline || has_date && segment.words() <= MAX_DATE_MARK_WORDS {
        return Mark::Date;
    }
    Mark::None
}

/// Whether the segment has a date: in words, in digits, or a month and a year.
pub(super) fn has_date(segment: Segment<'_>) -> bool {
    let has_day_and_year = || {
        let text = segment.text();
        has_numeric_date(text) || segment.has_word_in(Words::Date) && has_year(text)
    };
    has_date_words(segment) || segment.numbers() >= MIN_DATE_NUMBERS && has_day_and_year()
}

/// Whether the segment consists of the words under a comment ("Reply", "Like").
pub(super) fn consists_of_reply_words(segment: Segment<'_>) -> bool {
    segment.word_lists().all(|lists| lists & Words::Reply.bit() != 0)
}

/// Whether the segment is a name and a verb of saying, behind which the comment follows.
fn names_speaker(segment: Segment<'_>) -> bool {
    let ends_open = segment.text().ends_with([':', ',', '…']);
    ends_open
        && (2..=MAX_SAYING_WORDS).contains(&segment.words())
        && segment.word_lists().next_back().is_some_and(|lists| lists & Words::Attribution.bit() != 0)
}

/// Whether the segment opens with a word such as "by" or "posted".
fn is_signed(segment: Segment<'_>) -> bool {
    let opening = mask(&[Words::By, Words::Stamp]);
    segment.word_lists().next().is_some_and(|lists| lists & opening != 0)
}

/// The key of the name that belongs to a mark: on the line itself, or on the line above if it has only a date.
pub(super) fn find_name(context: Context<'_>, marks: &[Mark], segment: Segment<'_>) -> Option<u64> {
    if consists_of_reply_words(segment) {
        return None;
    }
    let i = segment.index();
    if let Some(name) = name_on_line(segment) {
        let is_title = marks[i] == Mark::Date && name.words > MAX_NAME_BESIDE_DATE_WORDS;
        return (!is_title).then_some(name.key);
    }
    let above = context.segment(i.checked_sub(1)?);
    (marks[i - 1] == Mark::None && is_name(above)).then(|| key(context.page.folded_text(i - 1)))
}

/// The words beside a date.
struct Name {
    key: u64,
    words: usize,
}

/// The words that belong neither to a date nor to a byline; `None` if there are none.
fn name_on_line(segment: Segment<'_>) -> Option<Name> {
    let others = mask(&[Words::Date, Words::Joining, Words::Stamp, Words::By, Words::Reply, Words::Attribution]);
    let words = segment.folded_words().zip(segment.word_table()).zip(segment.word_lists());
    let named = words.filter(|((text, word), lists)| lists & others == 0 && !word.is(Word::NUMBER) && !text.is_empty());
    named
        .map(|((text, _), _)| Name { key: key(text), words: 1 })
        .reduce(|name, word| Name { key: name.key.rotate_left(1) ^ word.key, words: name.words + 1 })
}

/// Whether the segment can be the name of a reader on a line of its own.
fn is_name(segment: Segment<'_>) -> bool {
    let words = segment.words();
    segment.is_title()
        && (words == 1 || words <= MAX_BARE_NAME_WORDS && segment.capitals() + segment.numbers() >= words)
        && !segment.has_decisive_phrase()
}
