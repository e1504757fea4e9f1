//! Bylines and date stamps.
//!
//! **Removes** lines made only of date words and numbers ("Nov. 20, 2019 5:52 AM EST", "Updated 3 hours ago"), and
//! "By Ann Lee", "By ANN LEE and BO DAHL, Staff Writers" with or without a date.
//!
//! **Keeps** "By 2030, ..." and "By Friday the council ..." (a lower-case word that is no date, role or "and" makes
//! a sentence; `keep/en-opening-by-2030`), and dates that head a part of the article (between prose, without a stamp word:
//! timelines and live blogs).

use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::page::fold::Word;
use crate::page::Ending;
use crate::view::{has_numeric_date, has_year, Segment};
use crate::vote::score;

pub(super) struct Byline;

impl Rule for Byline {
    fn name(&self) -> &str {
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
            segment.word_lists().zip(segment.word_table()).zip(segment.folded_words()).zip(0..)
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
        let at_head = segment.is_at_top();
        let plain = seen.other == 0 && seen.names == 0;
        let sentence = segment.ending() == Ending::Sentence && segment.words() > 6;
        if sentence {
            return;
        }
        if plain && seen.stamps > 0 && (dated || seen.by) && !heads_part {
            ballot.vote(Category::Byline, score::SURE, "a date stamp");
        } else if plain && dated && !seen.by && (at_head || seen.numbers >= 3) {
            let score = if at_head && !heads_part { score::CLEAR } else { score::DOUBTFUL };
            ballot.vote(Category::Byline, score, "only a date");
        } else if seen.by && seen.other <= 1 && (2..=8).contains(&seen.names) && segment.ending() != Ending::Colon {
            if at_head || dated || seen.roles > 0 {
                ballot.vote(Category::Byline, score::LIKELY, "a byline");
            }
        } else if dated
            && seen.other == 0
            && seen.names <= 4
            && seen.numbers >= 2
            && at_head
            && (seen.stamps > 0 || seen.roles > 0 || seen.dates > 1)
        {
            ballot.vote(Category::Byline, score::PROBABLE, "a name and a date");
        }
    }
}
