//! Stories: unrelated articles that an endless page puts behind the article, each closed by a toggle ("Read More
//! Show Less").
//!
//! **Removes** everything from where the article ends to the last toggle. A photo credit may open a story; the first
//! may be opened by nothing at all: then the article ends where its vocabulary does.
//!
//! **Keeps** the paragraphs whose content words the article has used before, and where words leave open which of two
//! places is the article's end, what stands before the later one (`story/nl-woorden-laten-open-waar-het-eindigt`).

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Anchor;
use crate::passes::vocabulary::Vocabulary;
use crate::view::{Context, Segment};
use crate::vote::score;

/// The article has at least so many paragraphs before a story may start.
const ARTICLE: usize = 3;
/// So many of the article's last paragraphs are compared with a story's.
const COMPARED: usize = 60;
/// A story has at most so many paragraphs before its toggle.
const STORY: usize = 9;
/// So many paragraphs may stand behind the last toggle.
const BEHIND: usize = 2;
/// A content word has at least this many bytes.
const WORD: usize = 5;
/// A paragraph that shares less of its content with the article than this is rather a story's.
const FOREIGN: f32 = 0.23;
/// What a credit line at the boundary is worth, in paragraphs.
const OPENED: f32 = 0.8;
/// What words alone must say more for an earlier split, for each paragraph that it takes.
const WORDS: f32 = 0.3;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
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
            ledger.vote(i, Category::Story, score::CERTAIN_BLOCK, "an unrelated story behind the article");
        }
    }
}

fn is_toggle(segment: Segment<'_>, ledger: &Ledger) -> bool {
    segment.words() <= 6
        && ledger.removed_as(segment.index(), Category::Toggle)
        && segment.has_phrase(Category::Toggle, &[Anchor::Cut])
}

/// The segment at which the first story starts: the split that leaves the paragraphs which share the article's
/// vocabulary before it and those which don't behind it. Also whether a credit opens the story.
fn article_end(context: Context<'_>, ledger: &Ledger, toggle: usize) -> Option<(usize, bool)> {
    let prose: Vec<usize> =
        (0..toggle).filter(|i| context.segment(*i).words() >= 8 && !ledger.is_removed(*i)).collect();
    if prose.len() <= ARTICLE {
        return None;
    }
    // The article's end is enough to compare with, however long it is.
    let prose = &prose[prose.len().saturating_sub(COMPARED)..];
    let words: Vec<Vocabulary> = prose.iter().map(|i| Vocabulary::of(context.segment(*i), WORD)).collect();
    let splits = ARTICLE.max(prose.len().saturating_sub(STORY))..prose.len();
    let opened = |split: usize| (prose[split - 1] + 1..prose[split]).any(|i| ledger.is_removed(i));
    let value = |split: usize| {
        let (article, story) = words.split_at(split);
        let inside: f32 = (0..split).map(|n| share_of_others(article, n) - share(&article[n], story) - FOREIGN).sum();
        let behind: f32 =
            (0..story.len()).map(|n| share_of_others(story, n) - share(&story[n], article) + FOREIGN).sum();
        inside + behind + if opened(split) { OPENED } else { 0.0 }
    };
    let values: Vec<(usize, f32)> = splits.map(|split| (split, value(split))).collect();
    let best = *values.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    // Words alone: the last place that is not much worse for each paragraph that it leaves. To lose one is worse.
    let is_peak = |n: usize| {
        let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|k| values.get(k));
        let (split, value) = values[n];
        split >= best.0
            && value >= best.1 - WORDS * (split - best.0) as f32
            && beside.into_iter().all(|(_, v)| *v <= value)
    };
    let last = || (0..values.len()).rev().find(|n| is_peak(*n)).map_or(best, |n| values[n]);
    let split = if opened(best.0) { best.0 } else { last().0 };
    if share(&words[split], &words[..split]) >= 0.4 {
        return None; // the toggle closes the article itself
    }
    let mut start = prose[split];
    while start > prose[split - 1] + 1
        && ledger.is_removed(start - 1)
        && !ledger.removed_as(start - 1, Category::Related)
    {
        start -= 1;
    }
    Some((start, start < prose[split]))
}

/// How much of a paragraph's content stands in the others.
fn share(words: &Vocabulary, others: &[Vocabulary]) -> f32 {
    words.overlap(|w| others.iter().any(|o| o.has(w))).share()
}

/// How much of one paragraph's content stands in the others of its part.
fn share_of_others(part: &[Vocabulary], n: usize) -> f32 {
    part[n].overlap(|w| part.iter().enumerate().any(|(k, o)| k != n && o.has(w))).share()
}
