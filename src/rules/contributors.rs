//! Contributors: lines that say who reported, edited or translated, by their grammar: a task, "by" or a colon, and names.
//!
//! **Removes** a line behind the prose such as "Reporting by Ann Lee in Oslo; editing by Bo Dahl", "Fact-checking: Marta
//! Olsen" or "((Interview by Ann Lee))". The tasks are a word list of the phrase files.
//!
//! **Keeps** lines with any other word in lower case ("Editing by hand takes a day"), lines before a sentence of the
//! article, where they are its headings ("Design: The Quay"), and lines beside other labels, which are the credits of a
//! film or a book ("Director: Ann Lee", "Editing: Bo Dahl").
//!
//! **Why** Agencies and newsrooms combine the tasks in any order, so a list of phrases never holds all of them.

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::Words;
use crate::page::fold::Word;
use crate::view::Segment;
use crate::vote::score;

/// The most words of a line of contributors. Chosen by hand: three tasks with two names each and their towns fit; the
/// limit bounds the work, since longer lines are prose.
const MAX_CONTRIBUTORS_WORDS: usize = 40;
/// The fewest words in capitals that are no task: a first name and a surname.
const MIN_NAME_WORDS: usize = 2;
/// The most words of a label before its colon.
const MAX_CREDIT_LABEL_WORDS: usize = 4;

/// How many lines above and below are asked whether they belong to the credits of a film. The limit keeps the work
/// linear in the length of the page.
const MAX_CREDIT_LINES: usize = 12;

/// The first word is a task.
pub(super) const CONTRIBUTORS_ASKS: Asks = Asks::words(&[Words::Task]).up_to_words(MAX_CONTRIBUTORS_WORDS);

pub(super) struct Contributors;

impl Rule for Contributors {
    fn name(&self) -> &str {
        "contributors"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let is_heading = |next: Segment<'_>| next.is_plain_sentence();
        if !names_task(segment) || segment.is_at_top() || segment.next().is_some_and(is_heading) {
            return;
        }
        if is_among_other_labels(segment, |s| s.previous()) || is_among_other_labels(segment, |s| s.next()) {
            return;
        }
        ballot.vote(Category::Contributors, score::LIKELY, "tasks and names");
    }
}

/// Whether the segment starts with a task, a colon or "by" follows it, and the rest consists of names, more tasks and
/// the small words between them.
fn names_task(segment: Segment<'_>) -> bool {
    let table = segment.word_table();
    if !(MIN_NAME_WORDS + 1..=MAX_CONTRIBUTORS_WORDS).contains(&table.len()) || segment.quoted() {
        return false;
    }
    let is_task = |n: usize| segment.lists_of_word(n) & Words::Task.bit() != 0;
    if !is_task(0) {
        return false;
    }
    let tasks = (0..table.len()).take_while(|n| is_task(*n) || is_small(segment, *n) && !is_by(segment, *n)).count();
    // A label may add a word to its task: "Data work:".
    let label = if !ends_in_colon(segment, tasks) && ends_in_colon(segment, tasks + 1) { tasks + 1 } else { tasks };
    let has_mark = label < table.len() && is_by(segment, label) || ends_in_colon(segment, label);
    let is_of_line = |n: usize| n < label || is_task(n) || is_small(segment, n) || table[n].is(Word::CAPITAL);
    let names = (label..table.len()).filter(|n| table[*n].is(Word::CAPITAL) && !is_task(*n)).count();
    has_mark && names >= MIN_NAME_WORDS && (0..table.len()).all(is_of_line)
}

/// Whether a label that is no task stands among the labels with names right above or below the segment, as `step` says.
fn is_among_other_labels<'p>(segment: Segment<'p>, step: impl Fn(&Segment<'p>) -> Option<Segment<'p>>) -> bool {
    let beside = std::iter::successors(step(&segment), step).take(MAX_CREDIT_LINES);
    beside.take_while(|s| is_label_with_names(*s) && !s.has_decisive_phrase()).any(|s| !names_task(s))
}

/// Whether a few words with a colon stand before names: "Director: Ann Lee".
fn is_label_with_names(segment: Segment<'_>) -> bool {
    let table = segment.word_table();
    let is_label = |words: usize| ends_in_colon(segment, words);
    table.len() <= MAX_CONTRIBUTORS_WORDS
        && (1..=MAX_CREDIT_LABEL_WORDS.min(table.len())).any(is_label)
        && table.last().is_some_and(|w| w.is(Word::CAPITAL))
}

/// Whether a colon follows the first `words` words of the segment.
fn ends_in_colon(segment: Segment<'_>, words: usize) -> bool {
    let bytes = &segment.context().page.folded.bytes;
    let table = segment.word_table();
    let Some(last) = words.checked_sub(1).and_then(|n| table.get(n)) else { return false };
    let next = table.get(words).map_or(segment.core_end(), |w| w.at as usize);
    bytes[last.at as usize..next].contains(&b':')
}

fn is_by(segment: Segment<'_>, word: usize) -> bool {
    segment.lists_of_word(word) & Words::By.bit() != 0
}

/// Whether the word is one of those that join names: "and", "in", "by".
fn is_small(segment: Segment<'_>, word: usize) -> bool {
    segment.lists_of_word(word) & mask(&[Words::By, Words::Joining]) != 0
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE, TOP};

    /// The line stands between the credits of a film.
    const BESIDE_CREDITS: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
Director: Orla Fenn
{}
";

    #[test]
    fn lines_of_tasks_and_names_are_removed_and_other_lines_are_kept() {
        check(
            "contributors",
            &[
                (
                    "Reporting by Ann Lee in Oslo and Bo Dahl in Elmsworth; editing by Orla Fenn",
                    END,
                    Removed,
                    "two tasks",
                ),
                ("((Reporting by Elmsworth Newsroom))", END, Removed, "brackets"),
                ("Fact-checking: Marta Olsen", END, Removed, "a colon"),
                ("Text and research: Ann Lee, Bo Dahl", END, Removed, "two tasks and one colon"),
                ("Data work: Ann Lee", END, Removed, "a word is added to the task"),
                ("Work by Ann Lee, Bo Dahl", END, Kept, "an artist's, not a newsroom's"),
                ("Redaktion: Ann Lee, Bo Dahl", END, Removed, "German"),
                ("Editing by hand takes Ann Lee a day", END, Kept, "other words"),
                ("Editing: Elmsworth", END, Kept, "one word is no name"),
                ("Reporting Ann Lee", END, Kept, "neither a colon nor \"by\""),
                ("Director: Ann Lee", END, Kept, "no task of a newsroom"),
                ("Editing: Ann Lee", BESIDE_CREDITS, Kept, "the credits of a film"),
                ("Design: The Old Quay", MIDDLE, Kept, "a heading before a sentence"),
                ("Reporting by Candle Light", TOP, Kept, "it stands at the top"),
            ],
        );
    }
}
