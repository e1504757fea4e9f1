//! Threads: readers' comments, which start with a heading or with the marks of comments, and mostly reach to the end
//! of the page.
//!
//! **Removes** the segments after the heading of a comment form or of comments, if at least 60 words of prose precede
//! it and if what follows has the marks of comments (dates, "Reply", "says:") or is short. Without a heading, it
//! removes a stretch of segments in which such marks recur.
//!
//! **Keeps** interviews ("Name: ...", without dates or replies; `keep/en-interview-name-colon-lines`), live blogs,
//! whose only marks are times (`keep/en-live-blog-with-times`), and the article after a "Comments" link at the top.
//!
//! **Why** A comment reads like prose. Only the lines around it, which repeat from comment to comment, show that a
//! reader wrote it.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::{Anchor, Words};
use crate::policy::Heads;
use crate::view::{has_date_words, Context, Segment};
use crate::vote::score;

/// A thread starts only after at least this many words of prose. Chosen by hand: a smaller number would remove articles
/// after a "Comments" link at the top; a larger one would keep the comments under short articles.
const MIN_PROSE_WORDS_BEFORE_THREAD: usize = 60;
/// The most non-empty segments without a mark between two marks of a thread. Chosen by hand: a larger number would
/// reach into text after the thread; a smaller one would end threads at long comments.
/// Sensitive: +25 % (13) costs 0.085 percentage points of the content of the shared corpora.
const MAX_GAP_SEGMENTS: usize = 10;
/// The most consecutive candidates that are skipped after one at which no thread starts. Chosen by hand: a smaller
/// number would start threads at later marks of a run that is none; a larger one would miss threads inside such runs.
const MAX_SKIPPED_CANDIDATES: usize = 1000;
/// Without a heading, the second mark follows the first within this many segments. Chosen by hand: a larger distance
/// would start threads at a lone date in the article; a smaller one would miss threads that start with a long comment.
const MAX_SECOND_MARK_DISTANCE_SEGMENTS: usize = 5;
/// The most words that may remain between a heading and the end of the page if there are too few marks. Chosen by
/// hand: a larger limit would remove the rest of an article after a comment link; a smaller one would keep single
/// comments.
const MAX_UNMARKED_WORDS: usize = 120;
/// The fewest marks of a thread with a heading and of one without. Chosen by hand: smaller numbers would take a date
/// or two in an article for a thread; larger ones would miss threads of few comments.
/// Sensitive: -25 % (1) costs 0.041 percentage points of the content of the shared corpora.
const MIN_MARKS_UNDER_HEADING: usize = 2;
/// See [`MIN_MARKS_UNDER_HEADING`].
const MIN_MARKS_WITHOUT_HEADING: usize = 4;
/// The fewest date lines of a thread without a heading.
const MIN_DATES_WITHOUT_HEADING: usize = 2;
/// In a thread without a heading, at least one mark in this many is one that only comments have. Timelines have dates
/// too.
const MARKS_PER_COMMENT_MARK: usize = 3;
/// The most prose segments for each mark, with a heading and without. Chosen by hand: larger numbers would take an
/// article with some dates for a thread; smaller ones would miss threads of long comments.
const MAX_PROSE_SEGMENTS_PER_MARK_UNDER_HEADING: usize = 3;
/// See [`MAX_PROSE_SEGMENTS_PER_MARK_UNDER_HEADING`].
const MAX_PROSE_SEGMENTS_PER_MARK: usize = 2;
/// The most words of a mark. Chosen by hand: a larger limit would take sentences of the article for marks; a smaller
/// one would miss lines with a name, a date and several buttons.
const MAX_MARK_WORDS: usize = 14;
/// The most words of a date line that is not a byline. Chosen by hand: a larger limit would take short sentences with
/// a date for marks; a smaller one would miss a name with a full date and time.
const MAX_DATE_MARK_WORDS: usize = 10;
/// The most words of a heading that only starts with a phrase ("Comments on "The Long Winter""). In a longer segment,
/// the phrase starts a sentence.
const MAX_STARTED_HEADING_WORDS: usize = 8;
/// The most words of an author's name above the first mark. Longer titles are headings of the article.
const MAX_COMMENTER_NAME_WORDS: usize = 4;

pub(super) fn apply(context: Context<'_>, outline: &mut Outline, ledger: &mut SignedLedger<'_>) {
    outline.fill(context, ledger);
    let mut prose_words_before = 0;
    let mut i = 0;
    // No thread starts before this segment. If no thread starts at one candidate, none is looked for at the candidates
    // right after it.
    let mut rejected_until = 0;
    while i < context.len() {
        if prose_words_before >= MIN_PROSE_WORDS_BEFORE_THREAD && i >= rejected_until {
            if let Some(thread) = find_thread(context, ledger, outline, i) {
                remove_thread(context, ledger, &outline.marks, &thread);
                i = thread.end.max(i + 1);
                continue;
            }
            let is_candidate = |k: &usize| outline.marks[*k] != Mark::None || heads_thread(context.segment(*k));
            if is_candidate(&i) {
                let limit = context.len().min(i + MAX_SKIPPED_CANDIDATES);
                rejected_until = (i + 1..limit).find(|k| !is_candidate(k)).unwrap_or(limit);
            }
        }
        let segment = context.segment(i);
        if segment.is_prose() && !ledger.is_removed(i) {
            prose_words_before += segment.words();
        }
        i += 1;
    }
}

/// The segments of a thread, and what shows that they are one.
struct Thread {
    start: usize,
    /// Exclusive.
    end: usize,
    evidence: &'static str,
}

/// Finds the thread whose heading or first mark is segment `i`.
fn find_thread(context: Context<'_>, ledger: &Ledger, outline: &Outline, i: usize) -> Option<Thread> {
    let marks = &outline.marks;
    let thread = if heads_thread(context.segment(i)) {
        let end = find_end_under_heading(context, ledger, outline, i + 1)?;
        Thread { start: i + 1, end, evidence: "behind the heading of the comments" }
    } else {
        let second_mark_limit = context.len().min(i + 1 + MAX_SECOND_MARK_DISTANCE_SEGMENTS);
        if marks[i] == Mark::None || (i + 1..second_mark_limit).all(|k| marks[k] == Mark::None) {
            return None;
        }
        let end = find_end_without_heading(context, outline, i)?;
        let start = include_name(context, ledger, i);
        Thread { start, end, evidence: "names, dates and replies come again and again" }
    };
    // A heading of one word is kept by the rules, because it may be the article's; now it belongs to its thread.
    let has_kept_heading =
        thread.start > 0 && !ledger.is_removed(thread.start - 1) && heads_thread(context.segment(thread.start - 1));
    Some(Thread { start: thread.start - usize::from(has_kept_heading), ..thread })
}

/// Removes a thread: as a comment form if it is one without any comment, and as comments otherwise.
fn remove_thread(context: Context<'_>, ledger: &mut SignedLedger<'_>, marks: &[Mark], thread: &Thread) {
    let is_form = thread.start < thread.end
        && ledger.removed_as(thread.start, Category::CommentForm)
        && (thread.start..thread.end).all(|k| is_field(context, ledger, marks, k));
    let category = if is_form { Category::CommentForm } else { Category::Comments };
    for k in thread.start..thread.end {
        ledger.vote(k, category, score::CERTAIN, thread.evidence);
    }
}

/// What a segment shows about a thread around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// A date line, which comments have, and articles too.
    Date,
    /// "Reply" or "says:", which only comments have.
    Comment,
}

fn find_mark(segment: Segment<'_>, ledger: &Ledger) -> Mark {
    if segment.words() == 0 || segment.words() > MAX_MARK_WORDS {
        return Mark::None;
    }
    let has_comment_phrase = segment.cues().any(|(cue, e)| {
        e.category == Category::Comments
            && match e.phrase.anchor() {
                Anchor::Whole => segment.is_whole(cue),
                Anchor::End | Anchor::Start => true,
                Anchor::Hint => cue.end as usize >= segment.core_end(),
                _ => false,
            }
    });
    if has_comment_phrase || consists_of_reply_words(segment) {
        return Mark::Comment;
    }
    if has_date_words(segment) && segment.words() <= MAX_DATE_MARK_WORDS
        || ledger.removed_as(segment.index(), Category::Byline)
    {
        return Mark::Date;
    }
    Mark::None
}

/// Whether the segment consists of the words under a comment ("Reply", "Like").
fn consists_of_reply_words(segment: Segment<'_>) -> bool {
    segment.word_lists().all(|lists| lists & Words::Reply.bit() != 0)
}

/// Whether an empty form may have this segment: it is neither a date nor the prose of a reader.
fn is_field(context: Context<'_>, ledger: &Ledger, marks: &[Mark], i: usize) -> bool {
    marks[i] != Mark::Date && (ledger.is_removed(i) || !context.segment(i).is_prose())
}

/// Whether the segment is a heading of comments or of a comment form, whether or not it was removed.
fn heads_thread(segment: Segment<'_>) -> bool {
    segment.cues().any(|(cue, e)| {
        let heads_thread = match e.category.policy().heads {
            Heads::Thread => true,
            Heads::ThreadIfSeveralWords => segment.words() > 1,
            Heads::LinkList | Heads::Nothing => false,
        };
        let is_started = e.phrase.anchor() == Anchor::Start && segment.words() <= MAX_STARTED_HEADING_WORDS;
        heads_thread
            && !segment.features().row
            && e.phrase.anchor() != Anchor::Keep
            && (segment.is_whole(cue) || is_started)
    })
}

/// A stretch of segments that may be a thread, and what it contains.
struct Stretch {
    /// Exclusive.
    end: usize,
    dates: usize,
    comment_marks: usize,
    /// Prose segments without a mark that were not removed.
    prose_segments: usize,
}

impl Stretch {
    fn marks(&self) -> usize {
        self.dates + self.comment_marks
    }
}

/// What the page contains that matters to threads, in lists of ascending segment numbers. With it a stretch is measured
/// by a few binary searches. Reading its segments instead would make the work grow with the square of the page's
/// length, because stretches that start at different candidates overlap.
///
/// It is filled before the pass removes anything and stays correct: a thread is looked for only behind the threads that
/// were removed, and nothing before it is asked for.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// For each segment, what it shows about a thread around it.
    marks: Vec<Mark>,
    dates: Vec<u32>,
    comment_marks: Vec<u32>,
    /// Prose segments without a mark that are not removed.
    prose: Vec<u32>,
    /// Headings of comments that do not consist of the words under a comment.
    headings: Vec<u32>,
    /// The marks that too many segments without a mark follow.
    gaps: Vec<Gap>,
    /// The first segment from which at most [`MAX_UNMARKED_WORDS`] words without a mark remain to the end of the page.
    short_rest: usize,
}

/// More than [`MAX_GAP_SEGMENTS`] non-empty segments without a mark behind a mark.
#[derive(Clone, Copy, Debug)]
struct Gap {
    last_mark: u32,
    /// The segment at which the limit is exceeded.
    limit: u32,
}

impl Outline {
    fn fill(&mut self, context: Context<'_>, ledger: &Ledger) {
        self.marks.clear();
        for list in [&mut self.dates, &mut self.comment_marks, &mut self.prose, &mut self.headings] {
            list.clear();
        }
        for i in 0..context.len() {
            let segment = context.segment(i);
            let mark = find_mark(segment, ledger);
            self.marks.push(mark);
            match mark {
                Mark::Date => self.dates.push(i as u32),
                Mark::Comment => self.comment_marks.push(i as u32),
                Mark::None if segment.is_prose() && !ledger.is_removed(i) => self.prose.push(i as u32),
                Mark::None => {}
            }
            if heads_thread(segment) && !consists_of_reply_words(segment) {
                self.headings.push(i as u32);
            }
        }
        self.find_gaps(context);
        self.find_short_rest(context, ledger);
    }

    fn find_gaps(&mut self, context: Context<'_>) {
        self.gaps.clear();
        let (mut last_mark, mut gap) = (None, 0);
        for (i, mark) in self.marks.iter().enumerate() {
            if *mark != Mark::None {
                (last_mark, gap) = (Some(i), 0);
            } else if context.segment(i).words() > 0 {
                gap += 1;
                if gap == MAX_GAP_SEGMENTS + 1 {
                    self.gaps.extend(last_mark.map(|mark| Gap { last_mark: mark as u32, limit: i as u32 }));
                }
            }
        }
    }

    fn find_short_rest(&mut self, context: Context<'_>, ledger: &Ledger) {
        let mut words = 0;
        let exceeds_limit = |i: &usize| {
            if self.marks[*i] == Mark::None && !ledger.is_removed(*i) {
                words += context.segment(*i).words();
            }
            words > MAX_UNMARKED_WORDS
        };
        self.short_rest = (0..context.len()).rev().find(exceeds_limit).map_or(0, |i| i + 1);
    }

    /// Measures the stretch from `from` on. It ends where too many segments without a mark follow each other, before
    /// the next heading of comments if it contains prose and no mark that only comments have (such prose is the
    /// article's, whatever dates it contains), or at the end of the page.
    fn measure_stretch(&self, context: Context<'_>, from: usize) -> Stretch {
        let gap = self.find_gap(context, from);
        let heading = self.find_heading_behind_article(from);
        // The segments before `read_to` count, also those of a gap behind the end of the stretch.
        let (end, read_to) = match (gap, heading) {
            (Some((_, limit)), Some(heading)) if heading <= limit => (heading, heading),
            (None, Some(heading)) => (heading, heading),
            (Some((last_mark, limit)), _) => (find_comment_end(context, last_mark, limit), limit + 1),
            (None, None) => (context.len(), context.len()),
        };
        let count = |list: &[u32]| position(list, read_to) - position(list, from);
        Stretch {
            end,
            dates: count(&self.dates),
            comment_marks: count(&self.comment_marks),
            prose_segments: count(&self.prose),
        }
    }

    /// The last mark before the first gap from `from` on, or `from` itself if the gap starts there, and the segment at
    /// which the gap exceeds the limit.
    fn find_gap(&self, context: Context<'_>, from: usize) -> Option<(usize, usize)> {
        // The gap that contains `from` is counted from there. It has few segments before the limit is exceeded.
        let mut gap = 0;
        for i in from..context.len() {
            if self.marks[i] != Mark::None {
                let next = self.gaps.partition_point(|gap| (gap.last_mark as usize) < i);
                return self.gaps.get(next).map(|gap| (gap.last_mark as usize, gap.limit as usize));
            }
            gap += usize::from(context.segment(i).words() > 0);
            if gap > MAX_GAP_SEGMENTS {
                return Some((from, i));
            }
        }
        None
    }

    /// The first heading of comments behind prose without a mark that only comments have, counted from `from`.
    fn find_heading_behind_article(&self, from: usize) -> Option<usize> {
        let prose = first_at(&self.prose, from)?;
        let heading = first_at(&self.headings, prose + 1)?;
        let is_before_comments = first_at(&self.comment_marks, from).map_or(true, |mark| heading <= mark);
        is_before_comments.then_some(heading)
    }
}

/// How many numbers of an ascending list are smaller than `segment`.
fn position(list: &[u32], segment: usize) -> usize {
    list.partition_point(|i| (*i as usize) < segment)
}

/// The first number in an ascending list that is `segment` or greater.
fn first_at(list: &[u32], segment: usize) -> Option<usize> {
    list.get(position(list, segment)).map(|i| *i as usize)
}

/// Returns the exclusive end of the comment after the last mark. The comment consists of the segment after the mark,
/// whatever it reads like, and of the prose that follows it before `limit`.
fn find_comment_end(context: Context<'_>, last_mark: usize, limit: usize) -> usize {
    (last_mark + 2..limit).find(|k| !context.segment(*k).is_prose()).unwrap_or(limit)
}

/// Returns the exclusive end of the thread that starts at `from`, right after its heading, or `None` if this is not a
/// thread.
fn find_end_under_heading(context: Context<'_>, ledger: &Ledger, outline: &Outline, from: usize) -> Option<usize> {
    let stretch = outline.measure_stretch(context, from);
    let seen = stretch.marks();
    // Prose below a heading alone may be the last paragraphs of the article: then a mark of a comment must follow.
    let has_removed_heading = from.checked_sub(1).is_some_and(|k| ledger.is_removed(k));
    let is_certain_heading = has_removed_heading && (stretch.prose_segments == 0 || seen > 0);
    let is_rest_of_page = stretch.end == context.len() && from >= outline.short_rest;
    let has_enough_marks =
        seen >= MIN_MARKS_UNDER_HEADING && seen * MAX_PROSE_SEGMENTS_PER_MARK_UNDER_HEADING >= stretch.prose_segments;
    (is_certain_heading && is_rest_of_page || has_enough_marks).then_some(stretch.end)
}

/// Returns the exclusive end of the thread that starts with the mark at `from`, or `None` if this is not a thread.
fn find_end_without_heading(context: Context<'_>, outline: &Outline, from: usize) -> Option<usize> {
    let stretch = outline.measure_stretch(context, from);
    let seen = stretch.marks();
    let is_thread = seen >= MIN_MARKS_WITHOUT_HEADING
        && stretch.dates >= MIN_DATES_WITHOUT_HEADING
        && stretch.comment_marks * MARKS_PER_COMMENT_MARK >= seen
        && stretch.prose_segments > 0
        && seen * MAX_PROSE_SEGMENTS_PER_MARK >= stretch.prose_segments;
    is_thread.then_some(stretch.end)
}

/// Returns the start of a thread whose first mark is given: the name of the comment's author right above it, if there
/// is one, and the mark itself otherwise.
fn include_name(context: Context<'_>, ledger: &Ledger, mark: usize) -> usize {
    let has_name = mark > 0 && {
        let above = context.segment(mark - 1);
        above.words() <= MAX_COMMENTER_NAME_WORDS && above.is_title() && !ledger.protected(mark - 1)
    };
    mark - usize::from(has_name)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use once_cell::sync::Lazy;
    use proptest::prelude::*;

    use super::*;
    use crate::category::CategorySet;
    use crate::lexicon::matcher::{Matcher, Matchers};
    use crate::lexicon::Lexicon;
    use crate::line_tests::{check, Kept, Removed, END, TOP};
    use crate::page::Page;
    use crate::view::Cues;
    use crate::vote::{RuleName, Vote};

    static MATCHER: Lazy<Matcher> = Lazy::new(|| Matcher::new(Cow::Borrowed(Lexicon::builtin())));

    /// Lines of which the random pages below consist.
    const LINES: [&str; 8] = [
        "March 3, 2021 at 10:04 am",
        "Reply",
        "Orla says:",
        "Leave a Reply",
        "2 Comments",
        "* * *",
        "Otters",
        "My father sold nets there, and in all his life he never had a cold or a van.",
    ];

    /// What [`Outline::measure_stretch`] must return, found by reading each segment of the stretch, and whether few
    /// words follow if it reaches to the end of the page.
    fn read_stretch(context: Context<'_>, ledger: &Ledger, marks: &[Mark], from: usize) -> (Stretch, bool) {
        let mut stretch = Stretch { end: context.len(), dates: 0, comment_marks: 0, prose_segments: 0 };
        let (mut last_mark, mut gap, mut words) = (from, 0, 0);
        for (i, mark) in marks.iter().enumerate().skip(from) {
            let segment = context.segment(i);
            let may_be_article = stretch.prose_segments > 0 && stretch.comment_marks == 0;
            if may_be_article && heads_thread(segment) && !consists_of_reply_words(segment) {
                stretch.end = i;
                break;
            }
            match mark {
                Mark::Date => stretch.dates += 1,
                Mark::Comment => stretch.comment_marks += 1,
                Mark::None => {
                    if !ledger.is_removed(i) {
                        words += segment.words();
                        stretch.prose_segments += usize::from(segment.is_prose());
                    }
                    gap += usize::from(segment.words() > 0);
                    if gap > MAX_GAP_SEGMENTS {
                        stretch.end = find_comment_end(context, last_mark, i);
                        break;
                    }
                    continue;
                }
            }
            gap = 0;
            last_mark = i;
        }
        (stretch, words <= MAX_UNMARKED_WORDS)
    }

    proptest! {
        #[test]
        fn stretches_are_measured_as_if_each_segment_was_read(
            lines in proptest::collection::vec((0..LINES.len(), 1..14_usize, any::<bool>()), 1..14),
        ) {
            let runs: Vec<(&str, bool)> =
                lines.iter().flat_map(|(line, n, removed)| vec![(LINES[*line], *removed); *n]).collect();
            let text: String = runs.iter().map(|(line, _)| format!("{line}\n")).collect();
            let (mut page, mut cues, mut ledger) = (Page::default(), Cues::default(), Ledger::default());
            page.read(&text, 0, None);
            let matchers = Matchers::from(&*MATCHER);
            cues.find(matchers, &page, None);
            let context = Context { text: &text, page: &page, cues: &cues, matchers };
            ledger.open(context.len(), 0.5, CategorySet::EMPTY);
            for (i, _) in runs.iter().enumerate().filter(|(i, (_, removed))| *removed && *i < page.segments.len()) {
                let (category, evidence) = (Category::Related, "of the test".into());
                ledger.vote(i, Vote { category, score: 1.0, rule: RuleName::Shipped("test"), evidence });
            }
            let mut outline = Outline::default();
            outline.fill(context, &ledger);
            for from in 0..=context.len() {
                let measured = outline.measure_stretch(context, from);
                let (read, has_short_rest) = read_stretch(context, &ledger, &outline.marks, from);
                let numbers = |s: &Stretch| (s.end, s.dates, s.comment_marks, s.prose_segments);
                prop_assert_eq!(numbers(&measured), numbers(&read), "from {} of {:?}", from, text);
                if read.end == context.len() {
                    prop_assert_eq!(from >= outline.short_rest, has_short_rest, "from {} of {:?}", from, text);
                }
            }
        }
    }

    macro_rules! after_paragraphs {
        ($block:literal) => {
            concat!(
                "The harbour of Elmsworth stays open all winter\n",
                "The forty boats of the old stone quay may land their catch until spring, says the council.\n",
                "That ends three years of uncertainty, in which the chandler let his clerk go and sold both vans.\n",
                "The board will publish the ice breaker's timetable on Friday, and light the lighthouse.\n",
                "Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n",
                $block,
            )
        };
    }

    const AFTER_HEADING: &str = after_paragraphs!(
        "2 thoughts on \"The harbour stays open\"\nOrla says:\nMarch 3, 2021 at 10:04 am\n{}\nReply\n"
    );
    const AFTER_HEADING_AT_END: &str = after_paragraphs!("Leave a Reply\n{}\n");
    const WITHOUT_HEADING: &str = after_paragraphs!(
        "Orla F\nMarch 3, 2021 at 10:04 am\nMy father sold nets there, and in all his life he never had a cold.\n\
         Reply\nSunita\nMarch 3, 2021 at 11:40 am\n{}\nReply\n"
    );
    const LIVE_BLOG: &str = after_paragraphs!(
        "March 3, 2021 at 10:04 am\nThe ice breaker leaves the quay with the mayor and nine others on board.\n\
         March 3, 2021 at 10:40 am\nThe ice breaker is stuck in front of the lighthouse, and the mayor waves.\n\
         March 3, 2021 at 11:15 am\n{}\nMarch 3, 2021 at 11:40 am\nMore\n"
    );
    const THREE_MARKS_WITHOUT_HEADING: &str =
        after_paragraphs!("Sunita\nMarch 3, 2021 at 11:40 am\n{}\nReply\nMarch 4, 2021 at 9:12 am\n");
    const ABOVE_FIRST_DATE: &str = after_paragraphs!(
        "{}\nMarch 3, 2021 at 10:04 am\nMy father sold nets there, and in all his life he never had a cold.\n\
         Reply\nSunita\nMarch 3, 2021 at 11:40 am\nDoes the choir take people who are over seventy years old?\nReply\n"
    );
    const AFTER_HEADING_AND_ARTICLE: &str = after_paragraphs!(
        "Comments on this article\n{}\n\
         The chandler has hired a new clerk, who is his old clerk, and the two of them count the boats each morning.\n\
         In April the ice breaker will be painted red, because nobody could see the white one in front of the ice.\n\
         The lighthouse keeper has asked for a second lamp, and the council has promised to look at the first one.\n\
         The ferry will carry dogs again, which had been put ashore in May after one of them ate the captain's hat.\n\
         A baker on the quay sells black rolls under the name of ice breakers, and ran out of them by noon on Friday.\n\
         The school has moved its sports day to the pier, where the long jump has been measured and found too long.\n"
    );
    const UNDER_FORM_HEADING: &str = after_paragraphs!("Leave a comment\n{}\n");
    const COMMENTS_LINK_AT_TOP: &str = "The harbour of Elmsworth stays open all winter\n\
         The forty boats of the old stone quay may land their catch until spring, says the council of the town.\n\
         Comments on this article\n\
         {}\n";
    const INTERVIEW: &str = after_paragraphs!(
        "Orla: What did you do in the ice?\nCaptain: We waited, as everybody does in the ice, and sang.\n\
         Orla: What did you sing?\n{}\nOrla: And what did you eat?\nCaptain: Rolls, and then the soup of the crew.\n"
    );

    #[test]
    fn comments_under_a_heading_or_between_marks_are_removed_and_dated_articles_are_kept() {
        check(
            "threads",
            &[
                (
                    "My father sold nets there, and he never had a cold in all his life.",
                    AFTER_HEADING,
                    Removed,
                    "a comment",
                ),
                ("Your boats are lovely.", AFTER_HEADING_AT_END, Removed, "little text follows the heading"),
                (
                    "Does the choir take people who are over seventy and who cannot sing?",
                    WITHOUT_HEADING,
                    Removed,
                    "dates and replies recur",
                ),
                (
                    "Does the choir take people who are over seventy and who cannot sing?",
                    THREE_MARKS_WITHOUT_HEADING,
                    Kept,
                    "three marks",
                ),
                ("Orla F", ABOVE_FIRST_DATE, Removed, "the name of the comment's author"),
                ("The harbour of Elmsworth by night", ABOVE_FIRST_DATE, Kept, "six words are a heading"),
                (
                    "The mayor has been taken ashore on a sledge, with nothing but his chain of office and a sandwich.",
                    LIVE_BLOG,
                    Kept,
                    "a live blog: one button, and too many dates",
                ),
                (
                    "The mayor left by the back door, and the clerk counted the chairs, of which eleven had broken.",
                    AFTER_HEADING_AND_ARTICLE,
                    Kept,
                    "more than 120 words and no mark follow the heading",
                ),
                (
                    "That ends three years of uncertainty, in which the chandler let his clerk go and sold both vans.",
                    UNDER_FORM_HEADING,
                    Kept,
                    "prose and no mark follow the heading of a form",
                ),
                (
                    "That ends three years of uncertainty, in which the chandler let his clerk go and sold both vans.",
                    COMMENTS_LINK_AT_TOP,
                    Kept,
                    "only 20 words of prose precede the heading",
                ),
                (
                    "Captain: The song of the four who had come.",
                    INTERVIEW,
                    Kept,
                    "an interview has no dates or replies",
                ),
                ("2 Comments", TOP, Kept, "the article has not begun"),
                ("March 3, 2021 at 10:04 am", END, Kept, "one date is no thread"),
            ],
        );
    }
}
