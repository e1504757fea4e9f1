//! Author biographies at the end.
//!
//! **Removes** a paragraph among the last that opens with a name and says within a few words that this person writes
//! for a living ("Ann Lee is a freelance reporter who ...").
//!
//! **Keeps** such a paragraph with more than two paragraphs of the article behind it: a portrait of a reporter, a
//! witness who is one.

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::lexicon::Words;
use crate::page::fold::Word;
use crate::rules::{Context, Segment};

/// A biography has so many paragraphs of the article behind it at most, and so many before it at least.
const BEHIND: usize = 2;
const BEFORE: usize = 3;
/// It has at most so many words.
const LONGEST: usize = 110;
/// The profession stands among so many first words.
const NEAR: usize = 16;

pub(super) fn settle(context: Context<'_>, ledger: &mut Ledger) {
    let prose: Vec<usize> =
        (0..context.len()).filter(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose()).collect();
    if prose.len() <= BEFORE {
        return;
    }
    let tail = &prose[(prose.len() - 1 - BEHIND).max(BEFORE)..];
    let first = tail.first().copied().unwrap_or(usize::MAX);
    for i in first..context.len() {
        if !ledger.is_removed(i) && is_bio(context.segment(i)) {
            let evidence = "a name and a writer's profession at the end".into();
            ledger.vote(i, Vote { category: Category::AuthorBio, score: 0.75, rule: "bios", evidence });
        }
    }
}

fn is_bio(segment: Segment<'_>) -> bool {
    if !(6..=LONGEST).contains(&segment.words()) || segment.quoted() || segment.has(Words::Attribution) {
        return false;
    }
    let table = segment.word_table();
    let name = table.iter().take_while(|w| w.is(Word::CAPITAL)).count();
    (2..=4).contains(&name)
        && segment.lists().take(NEAR).skip(name).any(|l| l & Words::Profession.bit() != 0)
        && segment
            .lists()
            .take(name)
            .all(|l| l & (Words::Date.bit() | Words::By.bit() | Words::Role.bit() | Words::Section.bit()) == 0)
}
