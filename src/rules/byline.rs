//! Bylines and date stamps.
//!
//! **Removes** lines made only of date words and numbers ("Nov. 20, 2019 5:52 AM EST", "Updated 3 hours ago"); "By Ann
//! Lee" and "By ANN LEE and BO DAHL, Staff Writers" at the top of an article, or anywhere if a date or a role is in the
//! same line; and a name with a date at the top of an article, unless it is a list item.
//!
//! **Keeps** sentences such as "By 2030, ..." and "By Friday the council ...", which two lower-case words show that are
//! no date, role or "and" (`keep/en-opening-by-2030`); and dates below the top without a word such as "updated", which
//! may head a part of a timeline or live blog (`keep/en-timeline-month-headings`); and the date among the fields of a mail or
//! an event (`keep/en-mails-quoted-with-their-headers`).

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::page::fold::Word;
use crate::page::{Ending, Marks};
use crate::view::{has_numeric_date, has_year, Segment};
use crate::vote::score;

/// The most words of a byline. Chosen by hand: two authors with their roles and a date have about this many; a longer
/// line is a sentence that contains a date.
const MAX_BYLINE_WORDS: usize = 18;
/// A segment with more words than this that ends in a full stop is a sentence ("Published by ... on March 3 in Oslo.").
const MAX_WORDS_WITH_FULL_STOP: usize = 6;
/// The most words of a byline that are neither a date, a role nor a name. Two show a sentence.
const MAX_OTHER_WORDS: usize = 1;
/// A date word counts from this many bytes on: the "p" and "m" of a time alone are no date.
/// Sensitive: +25 % (4) changes 3.07 % of the texts of the shared corpora.
const MIN_DATE_WORD_BYTES: usize = 3;
/// The fewest numbers of a date that [`crate::Strictness::Thorough`] removes below the top of an article: day, year and
/// hour, for instance. Fewer may be a heading ("March 2019").
const MIN_NUMBERS_OF_FULL_DATE: usize = 3;
/// The fewest and most capitalised words behind "By" in a byline: a first name and a surname, up to three authors.
/// Sensitive: +25 % (3) changes 3.33 % of the texts of the shared corpora.
const MIN_AUTHOR_NAME_WORDS: usize = 2;
/// See [`MIN_AUTHOR_NAME_WORDS`].
const MAX_AUTHOR_NAME_WORDS: usize = 8;
/// The most capitalised words, and the fewest numbers, of a line with a name and a date but without "By".
const MAX_NAME_WORDS_BESIDE_DATE: usize = 4;
/// See [`MAX_NAME_WORDS_BESIDE_DATE`].
const MIN_NUMBERS_BESIDE_NAME: usize = 2;

/// A byline begins with "by" or has a date with a number.
pub(super) const BYLINE_ASKS: Asks = Asks::words(&[Words::By]).or_marks(Marks::DIGIT).up_to_words(MAX_BYLINE_WORDS);

pub(super) struct Byline;

impl Rule for Byline {
    fn name(&self) -> &str {
        "byline"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if !(1..=MAX_BYLINE_WORDS).contains(&segment.word_table().len()) || segment.quoted() || segment.has_quotes() {
            return;
        }
        if segment.ending() == Ending::Sentence && segment.words() > MAX_WORDS_WITH_FULL_STOP {
            return;
        }
        if let Some(counts) = WordCounts::of(segment) {
            vote(segment, &counts, ballot);
        }
    }
}

/// How many words of each kind a segment has.
#[derive(Default)]
struct WordCounts {
    starts_with_by: bool,
    /// Months, weekdays, units of time, and the like.
    dates: usize,
    /// Words such as "updated".
    stamps: usize,
    numbers: usize,
    /// Roles, sections, agencies, and "by" inside the line.
    roles: usize,
    /// Other capitalised words.
    names: usize,
    /// Other words in lower case.
    others: usize,
}

impl WordCounts {
    /// Counts the words of a segment. `None` if it has too many words that no byline has.
    fn of(segment: Segment<'_>) -> Option<WordCounts> {
        let date_or_stamp = mask(&[Words::Date, Words::Joining, Words::Stamp]);
        let role = mask(&[Words::Role, Words::Section, Words::By, Words::Agency]);
        let mut counts = WordCounts::default();
        let words = segment.word_lists().zip(segment.word_table()).zip(segment.folded_words());
        for (number, ((lists, word), text)) in words.enumerate() {
            if lists & Words::By.bit() != 0 && number == 0 {
                counts.starts_with_by = true;
            } else if lists & date_or_stamp != 0 {
                counts.dates += usize::from(lists & Words::Date.bit() != 0 && text.len() >= MIN_DATE_WORD_BYTES);
                counts.stamps += usize::from(lists & Words::Stamp.bit() != 0);
            } else if word.is(Word::NUMBER) {
                counts.numbers += 1;
            } else if lists & role != 0 {
                counts.roles += 1;
            } else if word.is(Word::CAPITAL) {
                counts.names += 1;
            } else {
                counts.others += 1;
                if counts.others > MAX_OTHER_WORDS {
                    return None;
                }
            }
        }
        Some(counts)
    }

    /// Whether the line has no words but those of dates, stamps and roles, and "by".
    fn has_only_dates_and_roles(&self) -> bool {
        self.others == 0 && self.names == 0
    }

    /// Whether the words behind "by" may be names.
    fn is_by_name(&self) -> bool {
        self.starts_with_by && (MIN_AUTHOR_NAME_WORDS..=MAX_AUTHOR_NAME_WORDS).contains(&self.names)
    }

    /// Whether there are a name and a date, and also a stamp, a role or a second date word.
    fn is_name_and_date(&self) -> bool {
        self.others == 0
            && self.names <= MAX_NAME_WORDS_BESIDE_DATE
            && self.numbers >= MIN_NUMBERS_BESIDE_NAME
            && (self.stamps > 0 || self.roles > 0 || self.dates > 1)
    }
}

fn vote(segment: Segment<'_>, counts: &WordCounts, ballot: &mut Ballot<'_>) {
    let mut vote = |score, evidence: &'static str| ballot.vote(Category::Byline, score, evidence);
    let is_at_top = segment.is_at_top();
    let is_dated = is_dated(segment, counts);
    let only_dates = counts.has_only_dates_and_roles();
    if only_dates && segment.is_in_record() {
        return; // the date of a mail or an event
    }
    if only_dates && counts.stamps > 0 && (is_dated || counts.starts_with_by) && !segment.is_between_sentences() {
        vote(score::SURE, "a date stamp");
    } else if only_dates
        && is_dated
        && !counts.starts_with_by
        && (is_at_top || counts.numbers >= MIN_NUMBERS_OF_FULL_DATE)
    {
        let is_clear = is_at_top && !segment.is_between_sentences();
        vote(if is_clear { score::CLEAR } else { score::DOUBTFUL }, "only a date");
    } else if counts.is_by_name() && segment.ending() != Ending::Colon {
        if is_at_top || is_dated || counts.roles > 0 {
            vote(score::LIKELY, "a byline");
        }
    } else if is_dated && is_at_top && counts.is_name_and_date() && !segment.bullet() {
        vote(score::PROBABLE, "a name and a date");
    }
}

/// Whether the segment contains a date: one in digits, one with a year, or a relative one behind a stamp word or "by".
/// A weekday with a time is none; it may be an opening hour or a line of a live blog.
fn is_dated(segment: Segment<'_>, counts: &WordCounts) -> bool {
    let has_full_date = || has_numeric_date(segment.text()) || has_year(segment.text()) && counts.dates > 0;
    counts.numbers > 0 && (has_full_date() || counts.dates > 0 && (counts.stamps > 0 || counts.starts_with_by))
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE, TOP};

    #[test]
    fn bylines_and_date_stamps_are_removed_and_sentences_with_dates_are_kept() {
        check(
            "byline",
            &[
                ("Nov. 20, 2019 5:52 AM EST", TOP, Removed, "a date and a time"),
                ("Updated 3 hours ago", TOP, Removed, "a stamp word and a relative date"),
                ("Updated 3 hours ago", END, Removed, "a stamp word counts anywhere"),
                ("March 2019", TOP, Removed, "a date at the top"),
                ("March 2019", MIDDLE, Kept, "a heading of a timeline"),
                ("20 March 2019, 10:30", END, Kept, "below the top only the strictness `Thorough` removes a date"),
                ("Monday 10:30", TOP, Kept, "a weekday and a time, but no stamp word"),
                ("By Ann Lee", TOP, Removed, "a name at the top"),
                ("By Ann Lee", MIDDLE, Kept, "below the top a name needs a date or a role"),
                ("By ANN LEE and BO DAHL, Staff Writers", MIDDLE, Removed, "a role counts anywhere"),
                ("Ann Lee, 20 November 2019, updated", TOP, Removed, "a name, a date and a stamp word"),
                ("Ann Lee, 20 November", TOP, Kept, "a single number beside a name"),
                ("By Ann", TOP, Kept, "a single name"),
                ("By Ann Lee:", TOP, Kept, "the colon announces something"),
                ("\"By Ann Lee\"", TOP, Kept, "a quotation"),
                ("By 2030 the quay gets wider", TOP, Kept, "lower-case words make a sentence"),
                ("Published on March 3, 2019 at 10:30 in Oslo.", TOP, Kept, "more than six words and a full stop"),
            ],
        );
    }
}
