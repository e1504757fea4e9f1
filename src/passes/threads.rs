//! Threads: readers' comments, from their heading or their rhythm on, to the end of the page.
//!
//! **Removes** all behind a comment form's or widget's heading once the article has been told, where what follows has
//! the marks of comments (names with dates, "Reply", "says:") or is short; and comments without any heading where
//! such marks come again and again.
//!
//! **Keeps** interviews ("Name: ...", without dates or replies; `keep/en-interview-name-colon-lines`), live blogs (times alone), and
//! the article behind a "Comments" link at the top.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::{Anchor, Words};
use crate::policy::Heads;
use crate::view::{has_date_words, Context, Segment};
use crate::vote::score;

/// So many words of prose must stand before a thread starts.
const ARTICLE: usize = 60;
/// Marks of comments stand at most so many segments apart.
const RHYTHM: usize = 10;
/// Marks in a row that are weighed together.
const RECHECK: usize = 1000;
/// The second mark of a thread follows the first within so many segments.
const CLOSE: usize = 5;
/// Behind a heading so many words may stand without a mark.
const REST: usize = 120;
/// A thread without a heading shows so many marks, a third of which only comments have.
const MARKS: usize = 4;
/// A mark has at most so many words.
const MARK: usize = 14;

pub(super) fn apply(context: Context<'_>, marks: &mut Vec<Mark>, ledger: &mut SignedLedger<'_>) {
    marks.clear();
    marks.extend((0..context.len()).map(|i| mark(context.segment(i), ledger)));
    let mut prose_words_before = 0;
    let mut i = 0;
    // Marks up to here have been weighed as one thread and found wanting: to weigh them again from each of them would
    // take time that grows with the square of the page.
    let mut weighed = 0;
    while i < context.len() {
        let segment = context.segment(i);
        let mut found = None;
        if prose_words_before >= ARTICLE && i >= weighed {
            if heads_thread(segment) {
                found = thread(context, ledger, marks, i + 1, true)
                    .map(|end| (i + 1, end, "behind the heading of the comments"));
            } else if marks[i] != Mark::None
                && (i + 1..context.len().min(i + 1 + CLOSE)).any(|k| marks[k] != Mark::None)
            {
                let evidence = "names, dates and replies come again and again";
                found = thread(context, ledger, marks, i, false)
                    .map(|end| (name_before(context, ledger, i), end, evidence));
            }
        }
        let marked = |k: &usize| marks[*k] != Mark::None || heads_thread(context.segment(*k));
        if found.is_none() && prose_words_before >= ARTICLE && i >= weighed && marked(&i) {
            let rest = RECHECK.min(context.len() - i);
            weighed = i + (1..rest).take_while(|k| marked(&(i + k))).count() + 1;
        }
        if let Some((start, end, evidence)) = found {
            // A heading of one word that a rule left alone goes with its thread.
            let start = start
                - usize::from(start > 0 && !ledger.is_removed(start - 1) && heads_thread(context.segment(start - 1)));
            // An empty form without a single comment is a form.
            let form = start < end
                && ledger.removed_as(start, Category::CommentForm)
                && (start..end).all(|k| is_field(context, ledger, marks, k));
            let category = if form { Category::CommentForm } else { Category::Comments };
            for k in start..end {
                ledger.vote(k, category, score::CERTAIN, evidence);
            }
            i = end.max(i + 1);
            continue;
        }
        if segment.is_prose() && !ledger.is_removed(i) {
            prose_words_before += segment.words();
        }
        i += 1;
    }
}

/// What a line says for a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// A date line: comments have them, and other lines too.
    Date,
    /// "Reply", "says:": only comments have it.
    Comment,
}

fn mark(segment: Segment<'_>, ledger: &Ledger) -> Mark {
    if segment.words() == 0 || segment.words() > MARK {
        return Mark::None;
    }
    let comment = segment.cues().any(|(cue, e)| {
        e.category == Category::Comments
            && match e.phrase.anchor() {
                Anchor::Whole => segment.is_whole(cue),
                Anchor::End | Anchor::Start => true,
                Anchor::Hint => cue.end as usize >= segment.core_end(),
                _ => false,
            }
    });
    if comment || replies(segment) {
        return Mark::Comment;
    }
    if has_date_words(segment) && segment.words() <= 10 || ledger.removed_as(segment.index(), Category::Byline) {
        return Mark::Date;
    }
    Mark::None
}

/// A line made of the words under a comment ("Reply", "Like").
fn replies(segment: Segment<'_>) -> bool {
    segment.word_lists().all(|l| l & Words::Reply.bit() != 0)
}

/// A line that an empty form has: no date, and no prose of a reader.
fn is_field(context: Context<'_>, ledger: &Ledger, marks: &[Mark], i: usize) -> bool {
    marks[i] != Mark::Date && (ledger.is_removed(i) || !context.segment(i).is_prose())
}

fn heads_thread(segment: Segment<'_>) -> bool {
    segment.cues().any(|(cue, e)| {
        // A form's field ("Website") heads nothing.
        let names = match e.category.policy().heads {
            Heads::Thread => true,
            Heads::ThreadIfSeveralWords => segment.words() > 1,
            Heads::LinkList | Heads::Nothing => false,
        };
        names
            && !segment.features().row
            && e.phrase.anchor() != Anchor::Keep
            && (segment.is_whole(cue) || e.phrase.anchor() == Anchor::Start && segment.words() <= 8)
    })
}

/// Where the comments that go on from here end: marks follow each other closely, or hardly anything is left. Prose
/// without a mark that only comments have, up to a heading of comments, is the article's, whatever dates it has.
fn thread(context: Context<'_>, ledger: &Ledger, marks: &[Mark], from: usize, headed: bool) -> Option<usize> {
    let (mut dates, mut telling, mut gap, mut prose, mut words) = (0, 0, 0, 0, 0);
    let (mut last, mut end) = (from, context.len());
    for (i, mark) in marks.iter().enumerate().skip(from) {
        let segment = context.segment(i);
        if prose > 0 && telling == 0 && heads_thread(segment) && !replies(segment) {
            end = i;
            break;
        }
        match mark {
            Mark::Date => dates += 1,
            Mark::Comment => telling += 1,
            Mark::None => {
                if !ledger.is_removed(i) {
                    words += context.segment(i).words();
                    prose += usize::from(context.segment(i).is_prose());
                }
                gap += usize::from(context.segment(i).words() > 0);
                if gap > RHYTHM {
                    // What follows the last mark is its comment, up to the first line that is no prose.
                    end = (last + 1..i).find(|k| *k > last + 1 && !context.segment(*k).is_prose()).unwrap_or(i);
                    break;
                }
                continue;
            }
        }
        gap = 0;
        last = i;
    }
    let seen = dates + telling;
    let is_thread = if headed {
        // A form's line may also stand in the middle of an article: then prose follows, and no comment.
        let heading = from.checked_sub(1).and_then(|k| ledger.removed(k)).map(|v| v.category);
        let known = heading == Some(Category::Comments) || heading.is_some() && (prose == 0 || seen > 0);
        known && end == context.len() && words <= REST || seen >= 2 && seen * 3 >= prose
    } else {
        seen >= MARKS && dates >= 2 && telling * 3 >= seen && prose > 0 && seen * 2 >= prose
    };
    is_thread.then_some(end)
}

/// A comment's first mark may follow its author's name.
fn name_before(context: Context<'_>, ledger: &Ledger, mark: usize) -> usize {
    let name = mark > 0 && {
        let s = context.segment(mark - 1);
        s.words() <= 4 && s.is_title() && !ledger.protected(mark - 1)
    };
    mark - usize::from(name)
}
