//! Link lists: a heading ("More great stories", "Don't miss") and the headlines and teasers behind it.
//!
//! **Removes** the lines behind the heading that read like headlines, with times, labels and teasers between them, up
//! to the first paragraph that reads like the article's; without a heading, lines of Markdown that are nothing but
//! links, three in a row.
//!
//! **Keeps** that paragraph and all behind it; sentences behind a heading that comes again and again, a button
//! (`related/en-roundup-with-buttons`); a single headline-like line right before prose where the list had none
//! (it may be the article's own heading).

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Anchor;
use crate::page::Ending;
use crate::policy::Heads;
use crate::view::{Context, Segment};
use crate::vote::score;

/// A list inside an article has at most so many lines, its heading included.
const LIST: usize = 12;
/// So many lines of Markdown in a row that are nothing but links are a list of links without a heading.
const RUN: usize = 3;
/// A teaser between two headlines has at most this many words.
const TEASER: usize = 40;
/// A heading that comes again so often among so many lines before and behind it is a button under each of them.
const AGAIN: usize = 2;
const LINES: usize = 24;
/// A line of more words in small letters that ends with a colon is no headline.
const POINTS: usize = 8;
/// A headline that is a question has at most this many words.
const QUESTION: usize = 18;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let mut i = 0;
    // A run with teasers that stops here stops here from every heading inside it too.
    let mut stopped = 0;
    while i < context.len() {
        let from = i;
        i += 1;
        if !heads_list(context.segment(from), ledger) {
            let run = (from..context.len()).take_while(|k| is_all_link(context.segment(*k))).count();
            if run >= RUN {
                (from..from + run).for_each(|k| vote(ledger, k, "lines that are nothing but links"));
            }
            i += run.saturating_sub(1);
            continue;
        }
        let run = |teasers: bool| {
            (from + 1..context.len()).find(|k| !belongs(context, ledger, *k, teasers)).unwrap_or(context.len())
        };
        // Inside an article a short paragraph under a headline may be its own: teasers are taken at the page's end.
        let mut end = context.len();
        if from >= stopped {
            end = run(true);
            stopped = end;
        }
        let button = stopped == context.len() && is_button(context.segment(from));
        if button || from < stopped && stopped < context.len() {
            end = run(false);
            let items = (from + 1..end).filter(|k| !ledger.is_removed(*k)).count();
            if items == 1 && !context.segment(end - 1).bullet() {
                continue; // it may head what follows
            }
        }
        i = end;
        if end < context.len() && end - from > LIST {
            continue; // a list that long, with prose behind it, may be the article's own
        }
        for k in from + 1..end {
            vote(ledger, k, "in a list of links");
        }
    }
}

fn vote(ledger: &mut SignedLedger<'_>, segment: usize, evidence: &'static str) {
    if !ledger.is_removed(segment) {
        ledger.vote(segment, Category::Related, score::LIKELY, evidence);
    }
}

/// A line of Markdown of which every word is a link's, or nearly.
fn is_all_link(segment: Segment<'_>) -> bool {
    let f = segment.features();
    f.links > 0 && f.words > 0 && f.link_words * 10 >= f.words * 8 && !f.row
}

/// A whole line that names a list of links.
fn heads_list(segment: Segment<'_>, ledger: &Ledger) -> bool {
    let heads = |category: Category| category.policy().heads == Heads::LinkList;
    ledger.removed(segment.index()).is_some_and(|vote| heads(vote.category))
        && segment.cues().any(|(cue, e)| heads(e.category) && e.phrase.anchor() != Anchor::Cut && segment.is_whole(cue))
}

/// Whether the same line closes one thing after another ("Learn more" under each of nine lamps).
fn is_button(segment: Segment<'_>) -> bool {
    let before = std::iter::successors(segment.previous(), |s| s.previous()).take(LINES);
    let behind = std::iter::successors(segment.next(), |s| s.next()).take(LINES);
    before.chain(behind).filter(|s| s.folded() == segment.folded()).nth(AGAIN - 1).is_some()
}

fn belongs(context: Context<'_>, ledger: &Ledger, i: usize, teasers: bool) -> bool {
    let segment = context.segment(i);
    if ledger.protected(i) || segment.features().code || ledger.removed_as(i, Category::Navigation) {
        return false;
    }
    if ledger.is_removed(i) || segment.words() == 0 || is_item(segment) {
        return true;
    }
    // A teaser: behind a headline, and before one or at the page's end.
    let behind = i + 1 >= context.len() || ledger.is_removed(i + 1) || is_item(context.segment(i + 1));
    teasers
        && segment.words() <= TEASER
        && !points(segment)
        && is_item(context.segment(i - 1))
        && behind
        && segment.features().sentences <= 3
}

/// A colon points to what was there: a sentence of the article's.
fn points(segment: Segment<'_>) -> bool {
    let f = segment.features();
    f.ending == Ending::Colon && segment.words() > POINTS && f.lower * 2 > f.words
}

/// A headline, or a line made of links.
fn is_item(segment: Segment<'_>) -> bool {
    let f = segment.features();
    let question =
        segment.words() <= QUESTION && f.sentences <= 1 && segment.text().trim_end().ends_with(['?', '!', '…', ']']);
    (segment.is_title() && !points(segment) || question) && !segment.quoted() || f.link_words * 2 > f.words
}
