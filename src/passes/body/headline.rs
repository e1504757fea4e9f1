//! The article's headline: the title whose words the paragraphs behind it take up again.

use super::{is_parted, prose};
use crate::ledger::Ledger;
use crate::passes::vocabulary::{shared, Said, Vocabulary};
use crate::view::Context;

/// The headline stands among so many lines above the first paragraph, if not inside the run.
const ABOVE: usize = 12;
/// A short article's headline is one of so many lines above it.
const NEAREST: usize = 4;
/// A headline has few words: short ones tell too, from this many bytes on.
const WORD: usize = 4;
/// A headline has so many words.
const TITLE: std::ops::RangeInclusive<usize> = 3..=25;
/// So many paragraphs behind a headline are asked whether they speak of it.
const ASKED: usize = 8;
/// So many paragraphs behind a headline are compared with those before it.
const COMPARED: usize = 40;
/// What stands above the headline is other stories' where it is in paragraphs of at most so many words...
const TEASER: usize = 50;
/// ...which share at most so much of what the article's paragraphs share with each other (a section's heading has its own
/// article above it: the page `pages/en-island-weekly-heading-taken-up`).
const FOREIGN: f32 = 0.5;
/// A page whose paragraphs share less than this tells nothing (as in scripts without spaces between words).
const SHARED: f32 = 0.1;

/// The headline at which the run starts: other stories' teasers may stand above it, a paragraph of its own may not.
pub(super) fn start(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> Option<usize> {
    let prose = prose(context, ledger, first, last);
    if prose.len() < 3 {
        return None;
    }
    let words: Vec<Vocabulary> = prose.iter().map(|i| Vocabulary::of(context.segment(*i), WORD)).collect();
    let mut titles: Vec<(f32, usize, usize)> = Vec::new();
    for i in first.saturating_sub(ABOVE)..=last {
        let segment = context.segment(i);
        if ledger.is_removed(i) || !segment.is_title() || segment.is_link() || !TITLE.contains(&segment.words()) {
            continue;
        }
        let next = prose.partition_point(|p| *p < i);
        let asked = &words[next..(next + ASKED).min(words.len())];
        let title = Vocabulary::of(segment, WORD);
        // A word that two paragraphs take up counts whole.
        let taken_up =
            title.words().map(|w| asked.iter().filter(|p| p.has(w)).count().min(2) as f32 / 2.0).sum::<f32>();
        if title.len() >= 2 {
            titles.push((taken_up * taken_up / title.len() as f32, i, next));
        }
    }
    // The first that comes close to the best: a section's heading is taken up too.
    let best = titles.iter().map(|t| t.0).fold(0.0, f32::max);
    let (_, head, next) = *titles.iter().find(|t| t.0 >= 1.0 && t.0 >= best * 0.6)?;

    let title = Vocabulary::of(context.segment(head), WORD);
    let asked = &words[next..(next + ASKED).min(words.len())];
    let speaking = asked.iter().filter(|p| title.words().any(|w| p.has(w))).count();
    let opens = next == 0
        || prose[..next].iter().all(|i| context.segment(*i).words() <= TEASER)
            && is_parted(context, ledger, prose[next - 1], head)
            && is_foreign(&words, next);
    (speaking * 2 >= asked.len() && opens).then_some(head)
}

/// Whether the paragraphs above share little of what those behind share with each other.
fn is_foreign(words: &[Vocabulary], next: usize) -> bool {
    let (above, behind) = (&words[..next], &words[next..(next + COMPARED).min(words.len())]);
    let own = shared(behind).share();
    let said = Vocabulary::all(behind);
    let above: Said = above.iter().map(|paragraph| paragraph.said(|w| said.has(w))).sum();
    own >= SHARED && above.share() <= own * FOREIGN
}

/// Whether the body's text takes up the words of a title at its top or above it: then it is an article, however short. A
/// bar of buttons may stand between.
pub(super) fn is_taken_up(context: Context<'_>, ledger: &Ledger, body: &[bool]) -> bool {
    let inside = || (0..body.len()).filter(|i| body[*i] && !ledger.is_removed(*i));
    let prose = |i: &usize| context.segment(*i).is_prose();
    let paragraphs: Vec<Vocabulary> =
        inside().filter(prose).map(|i| Vocabulary::of(context.segment(i), WORD)).collect();
    let text = Vocabulary::all(&paragraphs);
    let Some(first) = inside().find(prose) else { return false };
    let left = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).words() > 0;
    (0..first).rev().filter(left).take(NEAREST).map(|i| context.segment(i)).any(|s| {
        let title = Vocabulary::of(s, WORD).said(|w| text.has(w));
        title.again >= 2 && title.again * 2 >= title.all
    })
}

/// The headline above the body: the last line of a headline's length among those right above it.
pub(super) fn above(context: Context<'_>, ledger: &Ledger, first: usize) -> Option<usize> {
    (first.saturating_sub(ABOVE)..first)
        .filter(|i| !ledger.is_removed(*i))
        .filter(|i| (4..=25).contains(&context.segment(*i).words()))
        .max_by_key(|i| context.segment(*i).words())
}
