//! Author biographies at the end.
//!
//! **Removes** a paragraph among the last that opens with a name and says within a few words that this person writes
//! for a living ("Ann Lee is a freelance reporter who ..."), or that has a biography's words ("has over ten years of
//! experience") and a name that the article never told; and the paragraphs behind it that go on in such words.
//!
//! **Keeps** such a paragraph with more than two paragraphs of the article behind it: a portrait of a reporter, a
//! witness who is one; a person of whom the article told (`keep/en-portrait-ends-with-career`).
//!
//! **Why** a name that is new: whom an article needs it introduces before its last words; whom it introduces there, in
//! the words of a career, is who wrote it.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::matcher::mask;
use crate::lexicon::{Anchor, Words};
use crate::page::fold::Word;
use crate::page::Ending;
use crate::view::{Context, Segment};
use crate::vote::score;

/// A biography has so many paragraphs of the article behind it at most, and so many before it at least.
const BEHIND: usize = 2;
const BEFORE: usize = 3;
/// It has at most so many words.
const LONGEST: usize = 110;
/// The profession stands among so many first words.
const NEAR: usize = 16;
/// So many paragraphs with a biography's words are looked at: a page has few authors.
const AUTHORS: usize = 6;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let is_prose = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).is_prose();
    let paragraphs = (0..context.len()).filter(is_prose).count();
    if paragraphs <= BEFORE {
        return;
    }
    let behind = (0..context.len()).filter(is_prose).nth((paragraphs - 1 - BEHIND).max(BEFORE));
    let first = behind.unwrap_or(context.len());
    let mut authors = 0;
    let mut goes_on = false;
    for i in first..context.len() {
        let segment = context.segment(i);
        if ledger.is_removed(i) {
            continue;
        }
        let evidence = if is_bio(segment) {
            "a name and a writer's profession at the end"
        } else if goes_on && speaks_of_life(segment) {
            "goes on with a biography"
        } else if authors < AUTHORS && speaks_of_life(segment) && introduces(segment) {
            authors += 1;
            if is_told_of(context, ledger, segment) {
                continue;
            }
            "a name that the article never told, and a biography's words"
        } else {
            goes_on = false;
            continue;
        };
        goes_on = true;
        ledger.vote(i, Category::AuthorBio, score::PROBABLE, evidence);
    }
}

fn is_bio(segment: Segment<'_>) -> bool {
    let f = segment.features();
    if !(6..=LONGEST).contains(&segment.words()) || f.sentences == 0 || f.row || segment.quoted() {
        return false;
    }
    let name = name(segment);
    name >= 2
        && segment.word_lists().take(NEAR).skip(name).any(|l| l & Words::Profession.bit() != 0)
        && !segment.has_word_in(Words::Attribution)
}

/// Of how many words the name is that the segment opens with: up to four, and none that dates and bylines have.
fn name(segment: Segment<'_>) -> usize {
    let name = segment.word_table().iter().take_while(|w| w.is(Word::CAPITAL)).count();
    let plain = |l: u16| l & mask(&[Words::Date, Words::Joining, Words::By, Words::Role, Words::Section]) == 0;
    if name <= 4 && segment.word_lists().take(name).all(plain) {
        name
    } else {
        0
    }
}

/// Opens with a name: a first name alone where a biography's words stand right behind it ("Ann has over ten years").
fn introduces(segment: Segment<'_>) -> bool {
    let table = segment.word_table();
    let behind = |n: usize| {
        segment
            .cues()
            .any(|(cue, e)| e.category == Category::AuthorBio && table.get(n).is_some_and(|w| w.at == cue.start))
    };
    match name(segment) {
        0 => false,
        1 => behind(1),
        _ => true,
    }
}

/// Has a biography's words, and nobody speaks.
fn speaks_of_life(segment: Segment<'_>) -> bool {
    (8..=LONGEST).contains(&segment.words())
        && segment.ending() == Ending::Sentence
        && !segment.features().row
        && segment.has_phrase(Category::AuthorBio, &[Anchor::Hint, Anchor::Anywhere])
        && !segment.quoted()
        && !segment.has_quotes()
}

/// Whether the article has a word of the name that the segment opens with.
fn is_told_of(context: Context<'_>, ledger: &Ledger, segment: Segment<'_>) -> bool {
    let words = name(segment);
    let in_name = |word: &[u8]| segment.folded_words().take(words).any(|w| w == word);
    (0..segment.index())
        .filter(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose())
        .any(|i| context.segment(i).folded_words().any(in_name))
}
