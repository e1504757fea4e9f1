//! Dates in a segment. All functions that recognise dates are here, side by side, because they differ in how much they
//! require.

use super::Segment;
use crate::lexicon::matcher::mask;
use crate::lexicon::{ListMask, Words};
use crate::page::fold::Word;

/// The most digits of one part of a numeric date, which are those of a year.
const MAX_DATE_PART_DIGITS: usize = 4;
/// The most digits of the middle part, which is a month or a day. Telephone numbers have more ("02-751-1500").
const MAX_MIDDLE_DATE_PART_DIGITS: usize = 2;
/// The number of separators in a numeric date ("1/26/19").
/// Sensitive: -25 % (1) changes 1.73 % of the texts of the shared corpora and costs 0.022 percentage points of their
/// content, +25 % (3) changes 1.47 %.
const DATE_SEPARATORS: usize = 2;
/// The fewest digits behind the second separator. With one, version numbers ("1.2.3") would be dates.
const MIN_LAST_DATE_PART_DIGITS: usize = 2;
/// The digits of a year.
/// Sensitive: -25 % (3) changes 5.87 % of the texts of the shared corpora, +25 % (5) changes 5.87 %.
const YEAR_DIGITS: usize = 4;
/// The fewest words of the lists `date` and `joining` in a date in words ("March 3 at 10:14 am"). A single one may be a
/// word of a sentence with a number in it.
/// Sensitive: -25 % (1) costs 0.082 percentage points of the content of the shared corpora.
const MIN_DATE_WORDS: usize = 2;
/// The most words from a number to the word of a date that belongs to it: one may stand between them.
const MAX_DATE_WORD_DISTANCE: usize = 2;

/// The bytes of a time of day from the last digit of the hour on ("9:05").
const TIME_BYTES: usize = 4;

/// Whether the text contains a number from 1900 to 2099 that is not part of a longer number.
pub(crate) fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|n| n.len() == YEAR_DIGITS && (n.starts_with("19") || n.starts_with("20")))
}

/// Whether the text contains a date in digits: 2019-01-26, 26.1.2019, 1/26/19.
pub(crate) fn has_numeric_date(text: &str) -> bool {
    let max_digits = |separators| if separators == 0 { MAX_DATE_PART_DIGITS } else { MAX_MIDDLE_DATE_PART_DIGITS };
    let (mut separators, mut digits) = (0, 0);
    for b in text.bytes() {
        match b {
            b'0'..=b'9' => {
                digits += 1;
                if separators == DATE_SEPARATORS && digits == MIN_LAST_DATE_PART_DIGITS {
                    return true;
                }
            }
            b'-' | b'/' | b'.' if (1..=max_digits(separators)).contains(&digits) => {
                separators += 1;
                digits = 0;
            }
            _ => (separators, digits) = (0, 0),
        }
    }
    false
}

/// Whether the text contains a time of day: one or two digits, a colon and two digits.
pub(crate) fn has_clock_time(text: &str) -> bool {
    let is_time = |w: &[u8]| w[1] == b':' && [w[0], w[2], w[3]].iter().all(u8::is_ascii_digit);
    text.as_bytes().windows(TIME_BYTES).any(is_time)
}

/// Whether the segment contains a date in digits, or a number next to the word of a date, as the line under the author of
/// a comment does. Other words may stand beside them.
pub(crate) fn has_date_words(segment: Segment<'_>) -> bool {
    let date = mask(&[Words::Date, Words::Joining]);
    segment.numbers() > 0
        && (segment.has_word_in(Words::Date) && has_number_at_date_word(segment) || has_numeric_date(segment.text()))
        && segment.word_lists().filter(|lists| lists & date != 0).count() >= MIN_DATE_WORDS
}

/// Whether a word of the list `date` stands next to a number, with at most one word between them ("3 de marzo"). In
/// "4) The Second Era" they stand apart.
fn has_number_at_date_word(segment: Segment<'_>) -> bool {
    let (mut last_number, mut last_date) = (None, None);
    segment.word_table().iter().zip(segment.word_lists()).enumerate().any(|(i, (word, lists))| {
        if word.is(Word::NUMBER) {
            last_number = Some(i);
        }
        if lists & Words::Date.bit() != 0 {
            last_date = Some(i);
        }
        matches!((last_number, last_date), (Some(number), Some(date)) if number.abs_diff(date) <= MAX_DATE_WORD_DISTANCE)
    })
}

/// Whether every word of the segment belongs to a date or a date stamp ("Updated 26 January 2019"). This is the
/// strictest of the functions.
pub(crate) fn is_date_line(segment: Segment<'_>) -> bool {
    let dates = mask(&[Words::Date, Words::Stamp]);
    let of_date =
        |(word, lists): (&Word, ListMask)| word.is(Word::NUMBER) || lists & (dates | Words::Joining.bit()) != 0;
    segment.numbers() > 0
        && segment.word_table().iter().zip(segment.word_lists()).all(of_date)
        && (has_numeric_date(segment.text()) || segment.word_lists().any(|lists| lists & dates != 0))
}

#[cfg(test)]
mod tests {
    use super::{has_clock_time, has_numeric_date, has_year};

    #[test]
    fn years_and_numeric_dates_are_distinguished_from_other_numbers() {
        // text, has a year, has a numeric date, reason
        let cases = [
            ("2019-01-26", true, true, "ISO date"),
            ("26.1.2019", true, true, "day first"),
            ("1/26/19", false, true, "a year of two digits counts as part of a date only"),
            ("In 1907 the mill burned.", true, false, "a year in a sentence"),
            ("Room 2150", false, false, "the century is not 19 or 20"),
            ("3.14", false, false, "one separator"),
            ("1.2.3", false, false, "a version number: the last part has one digit"),
            ("12345.1.22", false, false, "no part of a date has five digits"),
            ("10:14", false, false, "a time"),
            ("02-751-1500", false, false, "a telephone number"),
            ("19000", false, false, "a year has four digits"),
        ];
        assert!(has_clock_time("at 9:05 pm") && has_clock_time("10:04:30"));
        assert!(!has_clock_time("Note: 12") && !has_clock_time("3:1") && !has_clock_time(":30"), "no time of day");
        for (text, year, date, why) in cases {
            assert_eq!((has_year(text), has_numeric_date(text)), (year, date), "{text}: {why}");
        }
    }
}
