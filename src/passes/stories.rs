//! Stories: unrelated articles that an endless page puts behind the article, each closed by a toggle ("Read More
//! Show Less").
//!
//! **Removes** everything from where the article ends to the last toggle. A photo credit may open a story; the first
//! may be opened by nothing at all: then the article ends where its vocabulary does.
//!
//! **Keeps** the paragraphs whose content words the article has used before.

use std::collections::HashMap;

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::lexicon::Anchor;
use crate::rules::{Context, Segment};

/// The article has at least so many paragraphs before a story may start.
const ARTICLE: usize = 3;
/// A story has at most so many paragraphs before its toggle.
const STORY: usize = 9;
/// So many paragraphs may stand behind the last toggle.
const BEHIND: usize = 2;
/// A content word has at least this many bytes.
const WORD: usize = 5;
/// What a credit line at the boundary is worth, in paragraphs.
const OPENED: f32 = 0.35;

pub(super) fn settle(context: Context<'_>, ledger: &mut Ledger) {
    let toggles: Vec<usize> = (0..context.len()).filter(|i| is_toggle(context.segment(*i), ledger)).collect();
    let (Some(first), Some(last)) = (toggles.first().copied(), toggles.last().copied()) else { return };
    let behind = (last + 1..context.len()).filter(|i| context.segment(*i).is_prose() && !ledger.is_removed(*i)).count();
    if behind > BEHIND {
        return; // the article goes on: the toggles are its own
    }
    let Some((start, opened)) = article_end(context, ledger, first) else { return };
    if toggles.len() < 2 && !opened {
        return; // one toggle, and nothing but words to tell a story by
    }
    for i in start..=last {
        if !ledger.protected(i) {
            let evidence = "an unrelated story behind the article".into();
            ledger.vote(i, Vote { category: Category::Story, score: 0.98, rule: "stories", evidence });
        }
    }
}

fn is_toggle(segment: Segment<'_>, ledger: &Ledger) -> bool {
    segment.words() <= 6 && ledger.removed_as(segment.index(), Category::Toggle) && segment.cued(Category::Toggle, &[Anchor::Cut])
}

/// The segment at which the first story starts: the split that leaves the paragraphs which share the article's
/// vocabulary before it and those which don't behind it. Also whether a credit opens the story.
fn article_end(context: Context<'_>, ledger: &Ledger, toggle: usize) -> Option<(usize, bool)> {
    let prose: Vec<usize> =
        (0..toggle).filter(|i| context.segment(*i).words() >= 8 && !ledger.is_removed(*i)).collect();
    if prose.len() <= ARTICLE {
        return None;
    }
    // In how many paragraphs a word stands; and how much of a paragraph stands in earlier ones.
    let mut counts: HashMap<&[u8], u32> = HashMap::new();
    let known: Vec<f32> = prose
        .iter()
        .map(|i| {
            let words: Vec<&[u8]> = content(context.segment(*i)).collect();
            let shared = words.iter().filter(|w| counts.contains_key(**w)).count();
            for w in &words {
                *counts.entry(*w).or_default() += 1;
            }
            if words.is_empty() { 0.5 } else { shared as f32 / words.len() as f32 }
        })
        .collect();
    // The last paragraphs before the toggle are the story; look back for the split.
    let mut best = (f32::MIN, None);
    for split in ARTICLE.max(prose.len().saturating_sub(STORY))..prose.len() {
        let inside: f32 = known[prose.len().saturating_sub(STORY).clamp(1, split)..split].iter().map(|k| (k - 0.25).clamp(-0.25, 0.25)).sum();
        // Behind the split a story may repeat its own words: count only those of the article.
        let behind: f32 = (split..prose.len()).map(|n| 0.25 - shared_with(context, &prose, n, split)).map(|v| v.clamp(-0.25, 0.25)).sum();
        let opened = (prose[split - 1] + 1..prose[split]).any(|i| ledger.is_removed(i));
        let value = inside + behind + if opened { OPENED } else { 0.0 };
        if value > best.0 {
            best = (value, Some(split));
        }
    }
    let split = best.1?;
    if shared_with(context, &prose, split, split) >= 0.4 {
        return None; // the toggle closes the article itself
    }
    let mut start = prose[split];
    while start > prose[split - 1] + 1 && ledger.is_removed(start - 1) && !ledger.removed_as(start - 1, Category::Related) {
        start -= 1;
    }
    Some((start, start < prose[split]))
}

/// How much of paragraph `n`'s content stands in the paragraphs before `split`.
fn shared_with(context: Context<'_>, prose: &[usize], n: usize, split: usize) -> f32 {
    let article: std::collections::HashSet<&[u8]> = prose[..split].iter().flat_map(|i| content(context.segment(*i))).collect();
    let words: Vec<&[u8]> = content(context.segment(prose[n])).collect();
    if words.is_empty() {
        return 0.25;
    }
    words.iter().filter(|w| article.contains(**w)).count() as f32 / words.len() as f32
}

fn content<'p>(segment: Segment<'p>) -> impl Iterator<Item = &'p [u8]> + 'p {
    segment.folded_words().filter(|w| w.len() >= WORD)
}
