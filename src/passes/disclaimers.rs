//! Disclaimers: what a site's lawyers put over an article or under it.
//!
//! **Removes** a paragraph, however long, at the top or among the last, that opens with a legal phrase ("The
//! information on this site is ..."); among the last also one that has two of them, hints included.
//!
//! **Keeps** such a paragraph inside the article, where it may be about the law (`keep/en-lawyer-explains-disclaimers`,
//! `keep/fr-article-sur-les-avertissements`), and what somebody says.
//!
//! **Why** here: the words of a disclaimer stand in articles about money, health and the law; its place gives it away,
//! and its length, at which a single phrase decides nothing, is its kind's.

use super::SignedLedger;
use crate::category::Category;
use crate::lexicon::{Anchor, Words};
use crate::view::{Context, Segment};
use crate::vote::score;

/// A disclaimer has at most so many words.
const LONGEST: usize = 160;
/// It has so many paragraphs of the article behind it at most, and so many before it at least.
const BEHIND: usize = 1;
const BEFORE: usize = 3;

/// The paragraphs that speak like a disclaimer, with how many of the article's stand before each.
pub(super) type Found = Vec<(usize, usize, Sign)>;

pub(super) fn apply(context: Context<'_>, found: &mut Found, ledger: &mut SignedLedger<'_>) {
    found.clear();
    let mut paragraphs = 0;
    for i in (0..context.len()).filter(|i| !ledger.is_removed(*i)) {
        match sign(context.segment(i)) {
            Some(sign) => found.push((i, paragraphs, sign)),
            None => paragraphs += usize::from(context.segment(i).is_prose()),
        }
    }
    for (i, before, sign) in found.iter().copied() {
        let over = before == 0 && sign == Sign::Opens;
        let under = before >= BEFORE && paragraphs - before <= BEHIND;
        if paragraphs >= BEFORE && (over || under) {
            ledger.vote(i, Category::Legal, score::PROBABLE, "a disclaimer over or under the article");
        }
    }
}

/// What tells a disclaimer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A legal phrase opens it.
    Opens,
    /// Two legal phrases or hints stand in it.
    Speaks,
}

fn sign(segment: Segment<'_>) -> Option<Sign> {
    let f = segment.features();
    if !(8..=LONGEST).contains(&segment.words()) || f.row || segment.quoted() {
        return None;
    }
    let mut cues = segment.cues().filter(|(_, e)| e.category == Category::Legal && e.phrase.anchor() != Anchor::Whole);
    let (first, entry) = cues.next()?;
    if segment.has_phrase(Category::Legal, &[Anchor::Keep])
        || segment.has_word_in(Words::Attribution) && segment.has_quotes()
    {
        return None;
    }
    if entry.phrase.anchor() == Anchor::Start && first.start as usize == segment.folded_start() {
        return Some(Sign::Opens);
    }
    // Phrases that overlap say one thing.
    cues.any(|(cue, _)| cue.start >= first.end).then_some(Sign::Speaks)
}
