//! Threads: readers' comments, from their heading or their rhythm on, to the end of the page.
//!
//! **Removes** all behind a comment form's or widget's heading once the article has been told, where what follows has
//! the marks of comments (names with dates, "Reply", "says:") or is short; and comments without any heading where
//! such marks come again and again.
//!
//! **Keeps** interviews ("Name: ...", without dates or replies; `keep/en-interview`), live blogs (times alone), and
//! the article behind a "Comments" link at the top.

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::lexicon::Anchor;
use crate::rules::{Context, Segment};

/// So many words of prose must stand before a thread starts.
const ARTICLE: usize = 60;
/// Marks of comments this close together are one rhythm.
const RHYTHM: usize = 12;

pub(super) fn settle(context: Context<'_>, ledger: &mut Ledger) {
    let mut told = 0;
    let mut start = None;
    for i in 0..context.len() {
        let segment = context.segment(i);
        if told >= ARTICLE && heads_thread(segment, ledger) && goes_on_as_thread(context, ledger, i + 1) {
            start = Some(i + 1);
            break;
        }
        if segment.is_prose() && !ledger.is_removed(i) {
            told += segment.words();
        }
    }
    let Some(start) = start else { return };
    for i in start..context.len() {
        if !ledger.is_removed(i) {
            let evidence = "behind the heading of the comments".into();
            ledger.vote(i, Vote { category: Category::Comments, score: 0.8, rule: "threads", evidence });
        }
    }
}

fn heads_thread(segment: Segment<'_>, ledger: &Ledger) -> bool {
    ledger.removed(segment.index()).is_some_and(|v| matches!(v.category, Category::Comments | Category::CommentForm))
        && segment.cued_whole(&[Category::Comments, Category::CommentForm])
}

/// A line that stands beside a comment: its date, its "Reply", its author's name with "says:".
fn is_mark(segment: Segment<'_>, ledger: &Ledger) -> bool {
    let comment = segment.cues().any(|(_, e)| {
        matches!(e.category, Category::Comments | Category::CommentForm | Category::Rating)
            && matches!(e.phrase.anchor(), Anchor::Whole | Anchor::End | Anchor::Start)
    });
    comment && segment.words() <= 20 || ledger.removed_as(segment.index(), Category::Byline)
}

/// Whether what follows reads like comments: marks come before three paragraphs have passed, or nothing but short
/// lines is left.
fn goes_on_as_thread(context: Context<'_>, ledger: &Ledger, from: usize) -> bool {
    let mut prose = 0;
    let mut marks = 0;
    for i in from..context.len().min(from + 3 * RHYTHM) {
        let segment = context.segment(i);
        if is_mark(segment, ledger) {
            marks += 1;
        } else if segment.is_prose() && !ledger.is_removed(i) {
            prose += 1;
        }
        if prose > 3 && marks == 0 {
            return false;
        }
        if marks >= 2 {
            return true;
        }
    }
    prose <= 1 || marks * 3 >= prose
}

impl Segment<'_> {
    /// Whether a phrase of one of the categories is the whole segment.
    pub(super) fn cued_whole(&self, categories: &[Category]) -> bool {
        self.cues().any(|(cue, e)| {
            categories.contains(&e.category) && e.phrase.anchor() != Anchor::Keep && (self.is_whole(cue) || self.words() <= 8)
        })
    }
}
