//! Bylines and date stamps.
//!
//! **Removes** lines made only of date words and numbers ("Nov. 20, 2019 5:52 AM EST", "Updated 3 hours ago"), and
//! "By Ann Lee", "By ANN LEE and BO DAHL, Staff Writers" with or without a date.
//!
//! **Keeps** "By 2030, ..." and "By Friday the council ..." (a lower-case word that is no date, role or "and" makes
//! a sentence; `keep/en-opening-by-2030`), and dates that head a part of the article (between prose, without a stamp word:
//! timelines and live blogs).

use super::{Ballot, Rule, Segment};
use crate::category::Category;
use crate::ledger::score;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::page::fold::Word;
use crate::page::Ending;

pub(super) struct Byline;

impl Rule for Byline {
    fn name(&self) -> &'static str {
        "byline"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let words = segment.word_table().len();
        if !(1..=18).contains(&words) || segment.quoted() || segment.has_quotes() {
            return;
        }
        let date = mask(&[Words::Date, Words::Joining, Words::Stamp]);
        let mut seen = Seen::default();
        for (((lists, word), text), at) in
            segment.lists().zip(segment.word_table()).zip(segment.folded_words()).zip(0..)
        {
            if lists & Words::By.bit() != 0 && at == 0 {
                seen.by = true;
            } else if lists & date != 0 {
                // "p" and "m" of a time alone make no date.
                seen.dates += usize::from(lists & Words::Date.bit() != 0 && text.len() >= 3);
                seen.stamps += usize::from(lists & Words::Stamp.bit() != 0);
            } else if word.is(Word::NUMBER) {
                seen.numbers += 1;
            } else if lists & mask(&[Words::Role, Words::Section, Words::By, Words::Agency]) != 0 {
                seen.roles += 1;
            } else if word.is(Word::CAPITAL) {
                seen.names += 1;
            } else {
                seen.other += 1;
                if seen.other > 1 {
                    return; // a sentence, whatever else is in it
                }
            }
        }
        self.vote(segment, &seen, ballot);
    }
}

#[derive(Default)]
struct Seen {
    by: bool,
    dates: usize,
    stamps: usize,
    numbers: usize,
    roles: usize,
    names: usize,
    other: usize,
}

impl Byline {
    fn vote(&self, segment: Segment<'_>, seen: &Seen, ballot: &mut Ballot<'_>) {
        // A weekday with a time is an opening hour or a live ticker's line: a date has a year, or is relative.
        let full = || has_numeric_date(segment.text()) || has_year(segment.text()) && seen.dates > 0;
        let dated = seen.numbers > 0 && (full() || seen.dates > 0 && (seen.stamps > 0 || seen.by));
        let heads_part = segment.previous().is_some_and(|p| p.is_plain_sentence())
            && segment.next().is_some_and(|n| n.is_plain_sentence());
        let at_head = segment.at_top();
        let plain = seen.other == 0 && seen.names == 0;
        let sentence = segment.ending() == Ending::Sentence && segment.words() > 6;
        if sentence {
            return;
        }
        if plain && seen.stamps > 0 && (dated || seen.by) && !heads_part {
            ballot.vote(Category::Byline, score::SURE, "a date stamp");
        } else if plain && dated && !seen.by && (at_head || seen.numbers >= 3) {
            let score = if at_head && !heads_part { 0.85 } else { score::DOUBTFUL };
            ballot.vote(Category::Byline, score, "only a date");
        } else if seen.by && seen.other <= 1 && (2..=8).contains(&seen.names) && segment.ending() != Ending::Colon {
            if at_head || dated || seen.roles > 0 {
                ballot.vote(Category::Byline, 0.8, "a byline");
            }
        } else if dated
            && seen.other == 0
            && seen.names <= 4
            && seen.numbers >= 2
            && at_head
            && (seen.stamps > 0 || seen.roles > 0 || seen.dates > 1)
        {
            ballot.vote(Category::Byline, 0.75, "a name and a date");
        }
    }
}

/// A number from 1900 to 2099 on its own.
pub(crate) fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
}

/// 2019-01-26, 26.1.2019, 1/26/19.
pub(crate) fn has_numeric_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut groups = 0;
    let mut digits = 0;
    for b in bytes {
        match b {
            b'0'..=b'9' => {
                digits += 1;
                if groups == 2 && digits == 2 {
                    return true;
                }
            }
            b'-' | b'/' | b'.' if (1..=4).contains(&digits) => {
                groups += 1;
                digits = 0;
            }
            _ => {
                groups = 0;
                digits = 0;
            }
        }
    }
    false
}
