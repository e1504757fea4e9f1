//! The outline of a page as threads see it: where its marks, prose and headings of comments are. It measures the stretches
//! of the page that may be threads.

use super::{consists_of_reply_words, find_comment_end, find_mark, heads_thread, Mark};
use super::{MAX_GAP_SEGMENTS, MAX_UNMARKED_WORDS};
use crate::ledger::Ledger;
use crate::view::Context;

/// A stretch of segments that may be a thread, and what it contains.
pub(super) struct Stretch {
    /// Exclusive.
    pub end: usize,
    pub dates: usize,
    pub comment_marks: usize,
    /// Prose segments without a mark that were not removed.
    pub prose_segments: usize,
}

impl Stretch {
    pub fn marks(&self) -> usize {
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
pub struct Outline {
    /// For each segment, what it shows about a thread around it.
    pub(super) marks: Vec<Mark>,
    dates: Vec<u32>,
    comment_marks: Vec<u32>,
    /// Prose segments without a mark that are not removed.
    prose: Vec<u32>,
    /// Headings of comments that do not consist of the words under a comment.
    headings: Vec<u32>,
    /// The marks that too many segments without a mark follow.
    gaps: Vec<Gap>,
    /// The first segment from which at most [`MAX_UNMARKED_WORDS`] words without a mark remain to the end of the page.
    pub(super) short_rest: usize,
}

/// More than [`MAX_GAP_SEGMENTS`] non-empty segments without a mark behind a mark.
#[derive(Clone, Copy, Debug)]
struct Gap {
    last_mark: u32,
    /// The segment at which the limit is exceeded.
    limit: u32,
}

impl Outline {
    pub(super) fn fill(&mut self, context: Context<'_>, ledger: &Ledger) {
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
    pub(super) fn measure_stretch(&self, context: Context<'_>, from: usize) -> Stretch {
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

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use once_cell::sync::Lazy;
    use proptest::prelude::*;

    use super::*;
    use crate::category::{Category, CategorySet};
    use crate::lexicon::matcher::{Matcher, Matchers};
    use crate::lexicon::Lexicon;
    use crate::page::Page;
    use crate::view::{Cues, Recurring};
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
            let context = Context { text: &text, page: &page, cues: &cues, matchers, recurring: Recurring::default() };
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
}
