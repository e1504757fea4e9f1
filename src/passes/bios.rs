//! Author biographies at the end of an article.
//!
//! **Removes** a paragraph among the last that starts with a name and states a writer's profession within a few words
//! ("Ann Lee is a freelance reporter who ..."); one that contains a phrase of biographies ("has over ten years of
//! experience") and starts with a name that the article has not mentioned
//! (`author_bio/en-stranger-with-a-career-at-end`); and the paragraphs that directly follow such a one and contain such
//! a phrase too.
//!
//! **Keeps** such a paragraph if more than two paragraphs of the article follow it, because the article may be a
//! portrait of a reporter, or quote one; and a paragraph about a person whom the article has mentioned, unless it
//! starts with the full name and states a writer's profession (`keep/en-portrait-ends-with-career`).
//!
//! **Why** by new names: an article introduces its people before its last paragraphs. A person whose career is first
//! told there is usually the author.

use std::ops::RangeInclusive;

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::matcher::mask;
use crate::lexicon::{Anchor, ListMask, Words};
use crate::page::fold::Word;
use crate::page::Ending;
use crate::view::{Context, Segment};
use crate::vote::score;

/// A biography has at most this many paragraphs of the article behind it. Chosen by hand: a larger value would remove
/// portraits within an article; a smaller one would miss biographies above other text that no rule recognizes.
const MAX_PARAGRAPHS_BEHIND_BIO: usize = 2;
/// A biography has at least this many paragraphs before it. Chosen by hand: a shorter text may be a biography itself.
const MIN_PARAGRAPHS_BEFORE_BIO: usize = 3;

/// A biography that starts with a name and a profession has this many words. Fewer are a byline; a longer paragraph,
/// which may be flattened text, may contain more than the biography.
const NAMED_BIO_WORDS: RangeInclusive<usize> = 6..=110;
/// A biography that is recognized by a phrase has this many words. The lower limit is higher, because its other signs
/// are weaker.
const PHRASED_BIO_WORDS: RangeInclusive<usize> = 8..=110;
/// A name has at least this many words if a profession follows. A single capitalized word is the start of any sentence.
const MIN_FULL_NAME_WORDS: usize = 2;
/// More capitalized words than this are not a name. Chosen by hand: some names have four words, titles included.
const MAX_NAME_WORDS: usize = 4;
/// The profession is one of this many first words. Chosen by hand: a larger value would find it in sentences about
/// somebody else; a smaller one would miss "..., who lives in Berlin with two cats, is a writer".
const PROFESSION_LOOK_AHEAD_WORDS: usize = 16;
/// At most this many paragraphs that start with a name and contain a phrase of biographies are compared with the
/// article, which limits the work. A page has few authors.
const MAX_COMPARED_AUTHORS: usize = 6;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let Some(first) = first_segment_at_end(context, ledger) else { return };
    let mut compared_authors = 0;
    let mut is_after_bio = false;
    for i in first..context.len() {
        let segment = context.segment(i);
        if ledger.is_removed(i) {
            continue;
        }
        let evidence = if starts_with_name_and_profession(segment) {
            Some("a name and a writer's profession at the end")
        } else if is_after_bio && has_bio_phrase(segment) {
            Some("goes on with a biography")
        } else if compared_authors < MAX_COMPARED_AUTHORS && has_bio_phrase(segment) && starts_with_subject(segment) {
            compared_authors += 1;
            (!is_name_mentioned_before(context, ledger, segment))
                .then_some("a name that the article never told, and a biography's words")
        } else {
            None
        };
        is_after_bio = evidence.is_some();
        if let Some(evidence) = evidence {
            ledger.vote(i, Category::AuthorBio, score::PROBABLE, evidence);
        }
    }
}

/// The first segment that may be a biography: a paragraph with enough of the article before it and little behind it.
/// `None` if the article is too short.
fn first_segment_at_end(context: Context<'_>, ledger: &Ledger) -> Option<usize> {
    let is_prose = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).is_prose();
    let last = (0..context.len()).filter(is_prose).count().checked_sub(1)?;
    let first = last.saturating_sub(MAX_PARAGRAPHS_BEHIND_BIO).max(MIN_PARAGRAPHS_BEFORE_BIO);
    (0..context.len()).filter(is_prose).nth(first)
}

fn starts_with_name_and_profession(segment: Segment<'_>) -> bool {
    let f = segment.features();
    if !NAMED_BIO_WORDS.contains(&segment.words()) || f.sentences == 0 || f.row || segment.quoted() {
        return false;
    }
    let name = name_words(segment);
    let is_profession = |lists: ListMask| lists & Words::Profession.bit() != 0;
    name >= MIN_FULL_NAME_WORDS
        && segment.word_lists().take(PROFESSION_LOOK_AHEAD_WORDS).skip(name).any(is_profession)
        && !segment.has_word_in(Words::Attribution)
}

/// The number of words of the name that the segment starts with: 0 if it does not start with one to [`MAX_NAME_WORDS`]
/// capitalized words, or if one of them belongs to a date or byline instead.
fn name_words(segment: Segment<'_>) -> usize {
    let words = segment.word_table().iter().take_while(|w| w.is(Word::CAPITAL)).count();
    let not_in_names = mask(&[Words::Date, Words::Joining, Words::By, Words::Role, Words::Section]);
    let is_name = words <= MAX_NAME_WORDS && segment.word_lists().take(words).all(|lists| lists & not_in_names == 0);
    if is_name {
        words
    } else {
        0
    }
}

/// Whether the segment starts with the name of its subject: a full name, or a first name that a phrase of biographies
/// directly follows ("Ann has over ten years").
fn starts_with_subject(segment: Segment<'_>) -> bool {
    match name_words(segment) {
        0 => false,
        1 => {
            let second = segment.word_table().get(1);
            let is_bio_cue = |category, start| category == Category::AuthorBio && second.is_some_and(|w| w.at == start);
            segment.cues().any(|(cue, e)| is_bio_cue(e.category, cue.start))
        }
        _ => true,
    }
}

/// Whether the segment is a paragraph with a phrase of biographies and without quotation marks.
fn has_bio_phrase(segment: Segment<'_>) -> bool {
    PHRASED_BIO_WORDS.contains(&segment.words())
        && segment.ending() == Ending::Sentence
        && !segment.features().row
        && segment.has_phrase(Category::AuthorBio, &[Anchor::Hint, Anchor::Anywhere])
        && !segment.quoted()
        && !segment.has_quotes()
}

/// Whether a prose segment before this one contains a word of the name that this one starts with.
fn is_name_mentioned_before(context: Context<'_>, ledger: &Ledger, segment: Segment<'_>) -> bool {
    let name = name_words(segment);
    let is_in_name = |word: &[u8]| segment.folded_words().take(name).any(|w| w == word);
    (0..segment.index())
        .filter(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose())
        .any(|i| context.segment(i).folded_words().any(is_in_name))
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE};

    const TWO_PARAGRAPHS_BEHIND: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
{}
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
The chandler has not yet said whether he will buy a van again, nor what he would put into one.
";
    const THREE_PARAGRAPHS_BEHIND: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
{}
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
The chandler has not yet said whether he will buy a van again, nor what he would put into one.
The ice breaker has been painted red, and its captain has bought a second pair of warm gloves.
";
    const ABOUT_OAKSHOTT: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler Oakshott let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
{}
";
    const BEHIND_A_BIO: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
Maren Oakshott is a freelance reporter who lives on a narrowboat near the lock.
{}
";

    #[test]
    fn biographies_at_the_end_are_removed_and_people_of_the_article_are_kept() {
        let profession = "Maren Oakshott is a freelance reporter who lives on a narrowboat near the lock.";
        let career = "Maren Oakshott runs a chandlery in the Harrow valley and has over twenty years of experience.";
        let first_name = "Maren has over a decade of experience with old boats and their owners.";
        let no_name = "In her spare time she repairs a narrowboat that nobody else would touch.";
        check(
            "bios",
            &[
                (profession, END, Removed, "a name and a profession"),
                (profession, TWO_PARAGRAPHS_BEHIND, Removed, "two paragraphs may follow it"),
                (profession, THREE_PARAGRAPHS_BEHIND, Kept, "three paragraphs follow it"),
                (profession, MIDDLE, Kept, "only two paragraphs are before it"),
                (career, END, Removed, "a new name and a phrase of biographies"),
                (career, ABOUT_OAKSHOTT, Kept, "the article has mentioned the name"),
                (first_name, END, Removed, "the phrase directly follows the first name"),
                (no_name, BEHIND_A_BIO, Removed, "it continues a biography"),
                (no_name, END, Kept, "it starts with no name and follows no biography"),
                ("\"Maren Oakshott is a reporter who never asks.\"", END, Kept, "somebody says it"),
                ("Maren Oakshott is a reporter, said the mayor.", END, Kept, "a word of attribution"),
                (
                    "Maren Oakshott left the boat, the lock, the mill and the four goats to a son who is a reporter.",
                    END,
                    Kept,
                    "the profession is the nineteenth word",
                ),
            ],
        );
    }
}
