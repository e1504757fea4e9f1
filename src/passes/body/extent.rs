//! What stands beside a run: its own headings, tables and lists, or the frame around it.

use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::policy::BesideBody;
use crate::view::{is_date_line, Context, Segment};

/// What a line beside the run says for belonging to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
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

pub(super) fn of(context: Context<'_>, ledger: &Ledger, i: usize) -> Edge {
    let segment = context.segment(i);
    let f = segment.features();
    if let Some(vote) = ledger.removed(i) {
        match vote.category.policy().beside_body {
            BesideBody::Passing => Edge::Passing,
            BesideBody::EntryIfShort if f.words <= LABEL => Edge::Entry,
            BesideBody::EntryIfShort | BesideBody::Frame => Edge::Frame,
        }
    } else if segment.is_link()
        || points_away(segment)
        || f.words <= ENTRY && f.numbers == 0 && f.ending == Ending::Open
        || f.words == 0
    {
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

/// A label of so many words that went is like a menu's entry: a list of prices has its own buttons.
const LABEL: u32 = 2;

/// A headline has so many words at least.
const TITLE: usize = 3;

/// So many lines above the run may belong to it; a bar of buttons among them may have more.
const ABOVE: usize = 12;
const FURTHEST: usize = 40;
/// Beyond a byline or date only a headline and a standfirst belong to the run.
const HEAD: usize = 2;

/// So many headlines in a row are other stories'; above the run one may be its own, and a standfirst.
const TITLES: usize = 3;

/// How many lines below the run belong to it.
pub(super) fn below(context: Context<'_>, ledger: &Ledger, last: usize) -> usize {
    let teaser = |i: &usize| match of(context, ledger, *i) {
        Edge::Title => is_dated(context, ledger, i + 1) || comes_again(context, *i),
        Edge::Entry => comes_again(context, *i),
        _ => false,
    };
    reach((last + 1..context.len()).take_while(|i| !teaser(i)).map(|i| of(context, ledger, i)))
}

/// A teaser's label has so many words at most, and comes again so often at least among so many lines.
const SECTION: u32 = 4;
const AGAIN: usize = 2;
const LINES: usize = 24;

/// Whether a label comes again and again: each of other stories' teasers has its section above it.
fn comes_again(context: Context<'_>, i: usize) -> bool {
    let segment = context.segment(i);
    (1..=SECTION).contains(&segment.features().words)
        && segment.ending() == Ending::Open
        && segment.numbers() == 0
        && (i + 1..context.len()).take(LINES).filter(|k| context.segment(*k).folded() == segment.folded()).count()
            >= AGAIN
}

/// Whether a line is a date and no more, went or not: below a headline that no paragraph follows, it is another story's.
fn is_dated(context: Context<'_>, ledger: &Ledger, i: usize) -> bool {
    if i >= context.len() {
        return false;
    }
    let segment = context.segment(i);
    segment.numbers() > 0 && ledger.removed_as(i, Category::Byline) || is_date_line(segment)
}

/// How many lines above the run belong to it. A counter of comments or a button to follow is there one of a bar of
/// buttons.
pub(super) fn above(context: Context<'_>, ledger: &Ledger, first: usize) -> usize {
    let button = |i| ledger.removed(i).is_some_and(|v| v.category.policy().is_button_above_body);
    let mut lines = 0;
    let edges = (0..first).rev().take(FURTHEST).map(|i| if button(i) { Edge::Passing } else { of(context, ledger, i) });
    reach(edges.take_while(|edge| {
        lines += usize::from(*edge != Edge::Passing);
        lines <= ABOVE
    }))
}

/// How many lines above what was taken for the headline, a caption or a list of contents filter, belong to it: those up
/// to a standfirst of the length of prose, and the headline over that.
pub(super) fn standfirst(context: Context<'_>, ledger: &Ledger, head: usize) -> usize {
    let reached = head - above(context, ledger, head)..head;
    let is_standfirst = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).is_prose();
    let Some(first) = reached.clone().find(is_standfirst) else { return 0 };
    let is_headline = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).words() >= TITLE;
    head - (reached.start..first).rev().find(is_headline).unwrap_or(first)
}

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

/// A pointer has at most so many words.
const POINTER: u32 = 60;

/// A line that points to another page, a headline or a caption: all of it is a link, or a link's target ends it.
pub(super) fn points_away(segment: Segment<'_>) -> bool {
    let f = segment.features();
    f.links > 0
        && f.ending != Ending::Sentence
        && f.words <= POINTER
        && (f.link_words * 10 >= f.words * 9 || f.link_words == 0 && segment.text().ends_with(')'))
}
