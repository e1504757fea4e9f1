//! Disclaimers: what a site's lawyers put above or below an article.
//!
//! **Removes** a paragraph of up to 160 words above the first paragraph of the article, if it starts with a legal
//! phrase ("The information on this site is ..."); and such a paragraph with at most one paragraph of the article
//! behind it (`legal/en-long-disclaimer-at-end`). There, two legal phrases anywhere in it are enough too, hints
//! included.
//!
//! **Keeps** such a paragraph inside the article, which may be about the law (`keep/en-lawyer-explains-disclaimers`,
//! `keep/fr-article-sur-les-avertissements`), and quoted or reported speech. It keeps everything if the article has
//! fewer than three paragraphs.
//!
//! **Why** by position: articles about money, health and the law contain the same words, but seldom as their first or
//! last paragraph. The rule `phrases` needs other evidence for paragraphs of this length.

use std::ops::RangeInclusive;

use super::SignedLedger;
use crate::category::Category;
use crate::lexicon::{Anchor, Words};
use crate::view::{Context, Segment};
use crate::vote::score;

/// A disclaimer has this many words. Shorter ones are lines with a phrase of their own. Chosen by hand: a larger upper
/// limit would include whole sections of flattened text; a smaller one would miss long disclaimers.
const DISCLAIMER_WORDS: RangeInclusive<usize> = 8..=160;
/// A disclaimer below the article has at most this many paragraphs of the article behind it. Chosen by hand: one may be
/// boilerplate that matches no phrase, such as a biography; with more, the paragraph stands inside the article.
const MAX_PARAGRAPHS_BEHIND_DISCLAIMER: usize = 1;
/// A disclaimer below the article has at least this many paragraphs before it, and one above the article as many behind
/// it. Chosen by hand: in a shorter text, position says little.
const MIN_PARAGRAPHS_BESIDE_DISCLAIMER: usize = 3;

/// The paragraphs that read like a disclaimer.
pub(super) type Found = Vec<Candidate>;

/// A paragraph that reads like a disclaimer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    segment: usize,
    /// The number of prose segments before it that do not read like a disclaimer.
    paragraphs_before: usize,
    sign: Sign,
}

/// What shows that a paragraph reads like a disclaimer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// It starts with a legal phrase.
    Opening,
    /// It contains two legal phrases or hints.
    TwoPhrases,
}

pub(super) fn apply(context: Context<'_>, found: &mut Found, ledger: &mut SignedLedger<'_>) {
    found.clear();
    let mut paragraphs = 0;
    for segment in (0..context.len()).filter(|i| !ledger.is_removed(*i)) {
        match sign(context.segment(segment)) {
            // Where a rule cut a part out, the rest is of the article.
            Some(sign) if !ledger.is_cut(segment) => {
                found.push(Candidate { segment, paragraphs_before: paragraphs, sign })
            }
            _ => paragraphs += usize::from(context.segment(segment).is_prose()),
        }
    }
    if paragraphs < MIN_PARAGRAPHS_BESIDE_DISCLAIMER {
        return;
    }
    for candidate in found.iter() {
        let before = candidate.paragraphs_before;
        let is_above = before == 0 && candidate.sign == Sign::Opening;
        let is_below =
            before >= MIN_PARAGRAPHS_BESIDE_DISCLAIMER && paragraphs - before <= MAX_PARAGRAPHS_BEHIND_DISCLAIMER;
        if is_above || is_below {
            let evidence = "a disclaimer over or under the article";
            ledger.vote(candidate.segment, Category::Legal, score::PROBABLE, evidence);
        }
    }
}

/// What shows that the segment reads like a disclaimer, if it does.
fn sign(segment: Segment<'_>) -> Option<Sign> {
    if !DISCLAIMER_WORDS.contains(&segment.words()) || segment.features().row || segment.quoted() {
        return None;
    }
    let mut cues = segment.cues().filter(|(_, e)| e.category == Category::Legal && e.phrase.anchor() != Anchor::Whole);
    let (first, entry) = cues.next()?;
    let is_reported_speech = segment.has_word_in(Words::Attribution) && segment.has_quotes();
    if is_reported_speech || segment.has_phrase(Category::Legal, &[Anchor::Keep]) {
        return None;
    }
    if entry.phrase.anchor() == Anchor::Start && first.start as usize == segment.folded_start() {
        return Some(Sign::Opening);
    }
    // Phrases that overlap count once, because they match the same words.
    cues.any(|(cue, _)| cue.start >= first.end).then_some(Sign::TwoPhrases)
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE, TOP};

    const SHORT_TEXT: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
{}
";
    const ONE_PARAGRAPH_BEHIND: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
{}
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
";

    #[test]
    fn disclaimers_are_removed_above_and_below_an_article_only() {
        // Up to 40 words, the rule `phrases` removes such a paragraph before this pass sees it.
        let opening =
            "Always seek the advice of your pilot before you enter a harbour that this page has described to \
                       you with more love than care for the depth of its water, for the height of its bridges and for \
                       the temper of the harbour master, who has pulled eleven yachts from the same rock.";
        let glued =
            "© OrlaThe ice came early that year. Nobody at the quay had seen it before Christmas, and the pilot of \
                     the harbour had sold his coat.";
        let two_phrases =
            "The authors assume no duty and cannot guarantee that a chart is right, and whoever sails by \
                           it does so at your own risk and at that of the boat.";
        let overlapping =
            "A chart does not provide legal advice, and whoever sails by it will have to pay for the rock, \
                           the boat and the pilot who warned him.";
        let quoted =
            "\"Always seek the advice of your pilot before you enter a harbour,\" said the harbour master, who \
                      has pulled eleven yachts from the same rock.";
        check(
            "disclaimers",
            &[
                (opening, TOP, Removed, "it starts with a legal phrase and stands above the article"),
                (opening, END, Removed, "the same below the article"),
                (opening, ONE_PARAGRAPH_BEHIND, Removed, "one paragraph may follow it"),
                (opening, MIDDLE, Kept, "two paragraphs are before it and two behind it"),
                (glued, END, Kept, "a rule cut the legal line off, and the paragraph is the article's"),
                (opening, SHORT_TEXT, Kept, "the article has two paragraphs only"),
                (two_phrases, END, Removed, "two hints below the article"),
                (two_phrases, TOP, Kept, "above the article, only an opening phrase counts"),
                (overlapping, END, Kept, "two hints that overlap"),
                (quoted, END, Kept, "somebody says it"),
                ("Always seek the advice of your pilot.", END, Kept, "seven words: a line, not a paragraph"),
            ],
        );
    }
}
