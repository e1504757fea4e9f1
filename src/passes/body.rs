//! The body of a whole page: what lies between the menus above and the lists and footers below.
//!
//! **Removes** all outside the run of segments with the highest sum, where prose counts for, and menu entries,
//! headlines and lines that went count against.
//!
//! **Keeps** the headline above the run. Runs only where the page shows that it is whole, or the caller says so.

use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::page::Ending;
use crate::rules::Context;

/// Whether a text is a whole page, menus and all, in which the article's body must first be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WholePage {
    /// Where the text itself shows it.
    #[default]
    Auto,
    /// It is one.
    On,
    /// It is none.
    Off,
}

pub(super) fn settle(context: Context<'_>, whole_page: WholePage, ledger: &mut Ledger) {
    let whole = match whole_page {
        WholePage::On => true,
        WholePage::Off => false,
        WholePage::Auto => is_whole(context, ledger),
    };
    if !whole {
        return;
    }
    let runs = best_runs(&worths(context, ledger));
    if runs.is_empty() {
        return;
    }
    let mut body = vec![false; context.len()];
    for (first, last) in runs {
        let last = before_teasers(context, ledger, first, last);
        let last = last + reach((last + 1..context.len()).map(|i| edge(context, ledger, i)));
        let first = first - reach((0..first).rev().take(ABOVE).map(|i| edge(context, ledger, i)));
        body[first..=last].fill(true);
        if let Some(head) = headline(context, ledger, first) {
            body[head] = true;
        }
    }
    for (i, inside) in body.iter().enumerate() {
        if !ledger.is_removed(i) && !inside {
            let evidence = "outside the page's body".into();
            ledger.vote(i, Vote { category: Category::Frame, score: 0.75, rule: "body", evidence });
        }
    }
}

/// A menu above the first paragraph, or a footer behind the last, shows a whole page: a block of short lines, some of
/// which the lexicon knows.
fn is_whole(context: Context<'_>, ledger: &Ledger) -> bool {
    let prose = |i: &usize| context.segment(*i).is_prose() && !ledger.is_removed(*i);
    let Some(first) = (0..context.len()).find(prose) else { return false };
    let last = (first..context.len()).rev().find(prose).unwrap_or(first);
    let (above, known_above) = frame(context, ledger, 0..first);
    let (below, known_below) = frame(context, ledger, last + 1..context.len());
    above >= 8 && known_above >= 2 || known_above + known_below >= 4 && above + below >= 16
}

/// So many lines with links above or below the prose are a menu.
const LINKS: usize = 8;

/// How many short lines a stretch has, and how many of them the lexicon knows.
fn frame(context: Context<'_>, ledger: &Ledger, stretch: std::ops::Range<usize>) -> (usize, usize) {
    let (mut short, mut known, mut links) = (0, 0, 0);
    for i in stretch {
        let segment = context.segment(i);
        short += usize::from(segment.is_title() || segment.is_link());
        links += usize::from(segment.is_link());
        known += usize::from(ledger.removed(i).is_some_and(|v| {
            matches!(
                v.category,
                Category::Navigation | Category::Account | Category::Cookie | Category::Legal | Category::Follow
            )
        }));
    }
    (short, if links >= LINKS { known + links / 2 } else { known })
}

/// A run of short lines costs at most this much, so that a list or table does not part an article.
const LIST: f32 = 30.0;

/// What each segment says for being inside the body, in words of prose.
fn worths(context: Context<'_>, ledger: &Ledger) -> Vec<f32> {
    let mut spent = 0.0;
    (0..context.len())
        .map(|i| {
            let segment = context.segment(i);
            let f = segment.features();
            let words = f.words as f32;
            if let Some(vote) = ledger.removed(i) {
                return match frame_cost(vote.category) {
                    Some(cost) => -cost,
                    None if spent >= LIST => 0.0,
                    None => {
                        spent += 2.0;
                        -2.0
                    }
                };
            }
            if f.words == 0 {
                return 0.0;
            }
            if segment.is_link() {
                return -4.0;
            }
            if segment.is_prose() {
                spent = 0.0;
                return words.min(60.0);
            }
            if f.ending == Ending::Sentence && f.words >= 5 {
                return words * 0.5;
            }
            if f.code || f.ending == Ending::Colon && f.words >= 4 {
                return 1.0;
            }
            if f.words >= 12 || spent >= LIST {
                return 0.0;
            }
            spent += 4.0;
            -4.0
        })
        .collect()
}

/// What a line that went says against the body around it, where its kind stands outside articles.
fn frame_cost(category: Category) -> Option<f32> {
    match category {
        Category::Navigation | Category::Account | Category::Legal | Category::Cookie => Some(10.0),
        Category::Related => Some(6.0),
        Category::Comments | Category::CommentForm => Some(8.0),
        _ => None,
    }
}

/// A run that says so much of what the best one says is kept too: which of them is the article is a guess.
const RIVAL: f32 = 0.3;

/// The runs with the largest sums, in order: the best one, and any that comes close to it.
fn best_runs(worth: &[f32]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(f32, usize, usize)> = Vec::new();
    let (mut sum, mut from, mut peak, mut to) = (0.0, 0, 0.0, 0);
    for (i, w) in worth.iter().chain([&f32::MIN]).enumerate() {
        sum += w;
        if sum > peak {
            (peak, to) = (sum, i);
        }
        if sum <= 0.0 {
            if peak > 0.0 {
                runs.push((peak, from, to));
            }
            (sum, peak, from) = (0.0, 0.0, i + 1);
        }
    }
    let best = runs.iter().map(|r| r.0).fold(0.0, f32::max);
    runs.into_iter().filter(|r| r.0 >= best * RIVAL).map(|(_, first, last)| (first, last)).collect()
}

/// Teasers behind the article: so many paragraphs of prose, each alone between short lines.
const TEASERS: usize = 3;
/// So many short lines (its section, headline, byline) part a teaser from the next.
const PARTED: usize = 2;

/// The end of the run without a list of teasers: paragraphs each alone between short lines, behind an article whose
/// paragraphs mostly follow one another. (Where the article's own stand alone under headings, nothing tells.)
fn before_teasers(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let prose: Vec<usize> =
        (first..=last).filter(|i| context.segment(*i).is_prose() && !ledger.is_removed(*i)).collect();
    let parted = |a: usize, b: usize| (a + 1..b).filter(|k| context.segment(*k).words() > 0).count() >= PARTED;
    let mut kept = prose.len();
    while kept > 1 && parted(prose[kept - 2], prose[kept - 1]) {
        kept -= 1;
    }
    // prose[kept - 1] is the last of the article: a teaser has short lines before it.
    let teasers = prose.len() - kept;
    let together = prose[..kept].windows(2).filter(|p| !parted(p[0], p[1])).count();
    if teasers >= TEASERS && kept >= 4 && together * 10 >= (kept - 1) * 7 {
        prose[kept - 1]
    } else {
        last
    }
}

/// What a line beside the run says for belonging to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// It went as what surrounds an article: here the body ends.
    Frame,
    /// It went as what stands between headline and text, or under it.
    Passing,
    /// Like a menu's entry: a word or three, no number, no mark.
    Entry,
    /// Like a headline: four words and more, no list mark, no number, no mark at its end.
    Title,
    /// A line of a table, a list or a recipe.
    Content,
}

fn edge(context: Context<'_>, ledger: &Ledger, i: usize) -> Edge {
    let segment = context.segment(i);
    let f = segment.features();
    use Category::{Advert, AuthorBio, Byline, Caption, Contributors, Credit, Duplicate, Share, Tags};
    if let Some(vote) = ledger.removed(i) {
        match vote.category {
            Advert | AuthorBio | Byline | Caption | Contributors | Credit | Duplicate | Share | Tags => Edge::Passing,
            _ => Edge::Frame,
        }
    } else if segment.is_link() || f.words <= ENTRY && f.numbers == 0 && f.ending == Ending::Open || f.words == 0 {
        Edge::Entry
    } else if segment.is_title() && !f.bullet && !f.row && f.ending == Ending::Open && f.numbers == 0 {
        Edge::Title
    } else {
        Edge::Content
    }
}

/// A menu's entry has at most so many words, and so many of them in a row are a menu.
const ENTRY: u32 = 3;
const MENU: usize = 1;

/// So many lines above the run may belong to it.
const ABOVE: usize = 12;
/// Beyond a byline or date only a headline and a standfirst belong to the run.
const HEAD: usize = 2;

/// So many headlines in a row are other stories'; above the run one may be its own, and a standfirst.
const TITLES: usize = 3;

/// How many lines beside the run belong to it: up to the first line of the frame, the first menu or list of headlines.
fn reach(edges: impl Iterator<Item = Edge>) -> usize {
    let (mut reached, mut entries, mut titles, mut beyond) = (0, 0, 0, None);
    for (n, edge) in edges.enumerate() {
        match edge {
            Edge::Frame => break,
            Edge::Passing => beyond = beyond.or(Some(0)),
            Edge::Entry if entries == MENU => break,
            Edge::Entry => entries += 1,
            Edge::Title if titles == TITLES => break,
            Edge::Content | Edge::Title => {
                if beyond == Some(HEAD) {
                    break;
                }
                beyond = beyond.map(|b| b + 1);
                entries = 0;
                titles = if edge == Edge::Title { titles + 1 } else { 0 };
                reached = n + 1;
            }
        }
    }
    reached
}

/// The headline above the body: the last line of a headline's length among those right above it.
fn headline(context: Context<'_>, ledger: &Ledger, first: usize) -> Option<usize> {
    (first.saturating_sub(12)..first)
        .filter(|i| !ledger.is_removed(*i))
        .filter(|i| (4..=25).contains(&context.segment(*i).words()))
        .max_by_key(|i| context.segment(*i).words())
}
