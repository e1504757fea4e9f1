//! The outline of a page as threads see it: where its marks, prose and headings of comments are. It measures the stretches
//! of the page that may be threads.

use std::collections::HashSet;
use std::ops::Range;

use super::heads::{find_head, Head};
use super::marks::{consists_of_reply_words, find_mark, find_name, has_date, Mark};
use super::voice::is_readers;
use super::{find_comment_end, MAX_GAP_SEGMENTS, MAX_UNMARKED_WORDS};
use crate::ledger::Ledger;
use crate::view::{has_clock_time, Context, Segment};

/// Once this many marks of readers followed each other, a longer gap before the next one is a long comment. Chosen by
/// hand: with fewer, a thread could reach over the rest of an article after two buttons in it.
const MIN_MARKS_BEFORE_LONG_COMMENT: usize = 3;
/// The most non-empty segments of a long comment between two marks of readers. Chosen by hand: a smaller number would end
/// threads at essays of readers; a larger one would join what stands at both ends of a page.
const MAX_LONG_COMMENT_SEGMENTS: usize = 40;

/// The fewest lines with a date, right below each other, of a list of dates. Chosen by hand: a comment may have two, the
/// day and the time of day.
const MIN_LINES_OF_DATE_LIST: usize = 3;

/// A stretch of segments that may be a thread, and what it contains.
pub(super) struct Stretch {
    /// Exclusive.
    pub end: usize,
    /// Marks of any kind.
    pub marks: usize,
    /// Marks with a date.
    pub dates: usize,
    pub signatures: usize,
    /// Marks that show who wrote a comment, or are its buttons.
    pub readers: usize,
    pub comment_marks: usize,
    /// Marks with a name that no earlier mark of the page has.
    pub names: usize,
    /// Prose segments without a mark that were not removed.
    pub prose_segments: usize,
    /// Those before the first mark.
    pub prose_above_marks: usize,
}

/// A stretch of paragraphs that may be comments without any mark.
pub(super) struct Bare {
    /// Exclusive.
    pub end: usize,
    /// Prose segments without a mark that were not removed.
    pub prose_segments: usize,
    /// Those that show by their form that a reader wrote them.
    pub voices: usize,
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
    /// For each segment, what it heads.
    pub(super) heads: Vec<Head>,
    marked: Vec<u32>,
    dates: Vec<u32>,
    signatures: Vec<u32>,
    readers: Vec<u32>,
    comment_marks: Vec<u32>,
    names: Vec<u32>,
    /// Prose segments without a mark that are not removed.
    prose: Vec<u32>,
    /// Prose that shows by its form that a reader wrote it.
    voices: Vec<u32>,
    /// Headings of comments that do not consist of the words under a comment.
    headings: Vec<u32>,
    /// Headings that count the comments.
    counting_heads: Vec<u32>,
    /// The marks that too many segments without a mark follow.
    gaps: Vec<Gap>,
    /// The marks and prose that too many segments follow that are neither.
    bare_gaps: Vec<Gap>,
    /// The first segment from which at most [`MAX_UNMARKED_WORDS`] words without a mark remain to the end of the page.
    pub(super) short_rest: usize,
    /// The keys of the names that marks of the page have.
    seen_names: HashSet<u64>,
}

/// More than [`MAX_GAP_SEGMENTS`] non-empty segments between two segments of a kind.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// The last segment before the gap.
    last: u32,
    /// The segment at which the limit is exceeded.
    limit: u32,
}

impl Outline {
    pub(super) fn fill(&mut self, context: Context<'_>, ledger: &Ledger) {
        self.clear();
        let dates = self.find_heads_and_marks(context, ledger);
        if dates >= MIN_LINES_OF_DATE_LIST {
            self.drop_lists_of_dates(context);
        }
        for i in 0..context.len() {
            let segment = context.segment(i);
            let (head, mark) = (self.heads[i], self.marks[i]);
            match mark {
                Mark::None if segment.is_prose() && !ledger.is_removed(i) => {
                    self.prose.push(i as u32);
                    if !self.headings.is_empty() && is_readers(segment) {
                        self.voices.push(i as u32);
                    }
                }
                Mark::None | Mark::Speaker => {}
                Mark::Date => self.dates.push(i as u32),
                Mark::Named => self.dates.push(i as u32),
                Mark::Signature => {
                    self.dates.push(i as u32);
                    self.signatures.push(i as u32);
                }
                Mark::Comment => {
                    self.comment_marks.push(i as u32);
                    if has_date(segment) {
                        self.dates.push(i as u32);
                    }
                }
            }
            if mark.is_of_readers() {
                self.readers.push(i as u32);
            }
            if mark != Mark::None {
                self.marked.push(i as u32);
                let name = find_name(context, &self.marks, segment);
                if name.is_some_and(|name| self.seen_names.insert(name)) {
                    self.names.push(i as u32);
                }
            }
            if head != Head::None && !consists_of_reply_words(segment) {
                self.headings.push(i as u32);
            }
        }
        if self.has_candidates() {
            self.find_gaps(context);
            self.find_bare_gaps(context);
            self.find_short_rest(context, ledger);
        }
    }

    /// Returns how many lines with a date there are.
    fn find_heads_and_marks(&mut self, context: Context<'_>, ledger: &Ledger) -> usize {
        let (mut is_behind_head, mut dates) = (false, 0);
        for i in 0..context.len() {
            let segment = context.segment(i);
            let head = find_head(segment);
            if head == Head::Counting {
                is_behind_head = true;
                self.counting_heads.push(i as u32);
            }
            self.heads.push(head);
            let mark = find_mark(segment, ledger, is_behind_head);
            dates += usize::from(mark == Mark::Date);
            self.marks.push(mark);
        }
        dates
    }

    /// Takes the mark from lines with a date that stand right below each other, as in timetables, recipes ("Cook time 50
    /// minutes") and the dates of a tour. Between the dates of comments, there are comments.
    fn drop_lists_of_dates(&mut self, context: Context<'_>) {
        let mut list_start = 0;
        let mut lines = 0;
        for i in 0..=self.marks.len() {
            let is_of_list = |segment: Segment<'_>| {
                let is_long = self.marks[i] == Mark::None && lines > 0 && has_date(segment);
                segment.words() == 0 || self.marks[i] == Mark::Date || is_long
            };
            let is_end = i == self.marks.len() || !is_of_list(context.segment(i));
            if is_end {
                if lines >= MIN_LINES_OF_DATE_LIST {
                    self.marks[list_start..i].fill(Mark::None);
                }
                (list_start, lines) = (i + 1, 0);
            } else {
                lines += usize::from(self.marks[i] == Mark::Date);
            }
        }
    }

    /// Whether the page has a segment at which a thread may start. If not, nothing else may be asked.
    pub(super) fn has_candidates(&self) -> bool {
        !self.marked.is_empty() || self.heads.iter().any(|head| *head != Head::None)
    }

    fn clear(&mut self) {
        self.marks.clear();
        self.heads.clear();
        self.seen_names.clear();
        for list in [
            &mut self.marked,
            &mut self.dates,
            &mut self.signatures,
            &mut self.readers,
            &mut self.comment_marks,
            &mut self.names,
            &mut self.prose,
            &mut self.voices,
            &mut self.headings,
            &mut self.counting_heads,
        ] {
            list.clear();
        }
    }

    /// Finds the gaps between marks. A longer gap is none if at least [`MIN_MARKS_BEFORE_LONG_COMMENT`] marks that only
    /// comments have stand before it and one stands behind it: then it is a long comment.
    fn find_gaps(&mut self, context: Context<'_>) {
        self.gaps.clear();
        let (mut last, mut gap, mut limit, mut readers) = (None, 0, 0, 0);
        for (i, mark) in self.marks.iter().enumerate() {
            let is_reader = mark.is_of_readers();
            if *mark == Mark::None {
                gap += usize::from(context.segment(i).words() > 0);
                if gap == MAX_GAP_SEGMENTS + 1 && limit == 0 {
                    limit = i;
                }
                continue;
            }
            if gap > MAX_GAP_SEGMENTS {
                let is_long_comment =
                    is_reader && readers >= MIN_MARKS_BEFORE_LONG_COMMENT && gap <= MAX_LONG_COMMENT_SEGMENTS;
                if !is_long_comment {
                    self.gaps.extend(last.map(|last| Gap { last, limit: limit as u32 }));
                    readers = 0;
                }
            }
            readers += usize::from(is_reader);
            (last, gap, limit) = (Some(i as u32), 0, 0);
        }
        if gap > MAX_GAP_SEGMENTS {
            self.gaps.extend(last.map(|last| Gap { last, limit: limit as u32 }));
        }
    }

    /// Finds where comments that are only paragraphs end: at more than [`MAX_GAP_SEGMENTS`] segments that are neither
    /// prose nor a mark.
    fn find_bare_gaps(&mut self, context: Context<'_>) {
        self.bare_gaps.clear();
        let (mut last, mut gap) = (None, 0);
        for (i, mark) in self.marks.iter().enumerate() {
            let segment = context.segment(i);
            if *mark != Mark::None || segment.is_prose() {
                (last, gap) = (Some(i as u32), 0);
            } else if segment.words() > 0 {
                gap += 1;
                if gap == MAX_GAP_SEGMENTS + 1 {
                    self.bare_gaps.extend(last.map(|last| Gap { last, limit: i as u32 }));
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
        let first_mark = first_at(&self.marked, from).map_or(read_to, |mark| mark.min(read_to));
        Stretch {
            end,
            marks: count(&self.marked),
            dates: count(&self.dates),
            signatures: count(&self.signatures),
            readers: count(&self.readers),
            comment_marks: count(&self.comment_marks),
            names: count(&self.names),
            prose_segments: count(&self.prose),
            prose_above_marks: position(&self.prose, first_mark) - position(&self.prose, from),
        }
    }

    /// Whether a thread without a heading may start with this segment: a button or a line with the time of day. A date
    /// without one also stands in captions and below articles.
    pub(super) fn opens_thread(&self, context: Context<'_>, i: usize) -> bool {
        match self.marks[i] {
            Mark::None | Mark::Speaker => false,
            Mark::Date => has_clock_time(context.segment(i).text()),
            Mark::Named | Mark::Signature | Mark::Comment => true,
        }
    }

    /// The first heading among these segments that counts the comments.
    pub(super) fn find_counting_head(&self, segments: Range<usize>) -> Option<usize> {
        first_at(&self.counting_heads, segments.start).filter(|head| *head < segments.end)
    }

    /// Measures the comments that start at `from` if they are only paragraphs.
    pub(super) fn measure_bare(&self, context: Context<'_>, from: usize) -> Bare {
        let next = self.bare_gaps.partition_point(|gap| (gap.last as usize) < from);
        let end = self.bare_gaps.get(next).map_or(context.len(), |gap| gap.last as usize + 1);
        let count = |list: &[u32]| position(list, end) - position(list, from);
        Bare { end, prose_segments: count(&self.prose), voices: count(&self.voices) }
    }

    /// The last mark before the first gap from `from` on, or `from` itself if the gap starts there, and the segment at
    /// which the gap exceeds the limit.
    fn find_gap(&self, context: Context<'_>, from: usize) -> Option<(usize, usize)> {
        // The gap that contains `from` is counted from there. It has few segments before the limit is exceeded.
        let mut gap = 0;
        for i in from..context.len() {
            if self.marks[i] != Mark::None {
                let next = self.gaps.partition_point(|gap| (gap.last as usize) < i);
                return self.gaps.get(next).map(|gap| (gap.last as usize, gap.limit as usize));
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
    use crate::view::{Cues, Findings, Recurring};
    use crate::vote::{RuleName, Vote};

    static MATCHER: Lazy<Matcher> = Lazy::new(|| Matcher::new(Cow::Borrowed(Lexicon::builtin())));

    /// Lines of which the random pages below consist.
    const LINES: [&str; 12] = [
        "Orla said:",
        "Reply Delete",
        "March 3, 2021 at 10:04 am",
        "Orla on March 3, 2021 at 10:04 am",
        "Posted by Orla on March 3, 2021 at 10:04 am",
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
    fn read_stretch(context: Context<'_>, ledger: &Ledger, outline: &Outline, from: usize) -> (Stretch, bool) {
        let is_none = |i: &usize| outline.marks[*i] == Mark::None;
        let is_reader = |i: usize| outline.marks[i].is_of_readers();
        let is_long_comment = |last: usize, next: usize| {
            let between = (last + 1..next).filter(|k| context.segment(*k).words() > 0).count();
            is_reader(next) && between <= MAX_LONG_COMMENT_SEGMENTS && has_readers_before(context, outline, last)
        };
        let mut stretch = Stretch {
            end: context.len(),
            marks: 0,
            dates: 0,
            signatures: 0,
            readers: 0,
            comment_marks: 0,
            names: 0,
            prose_segments: 0,
            prose_above_marks: 0,
        };
        let (mut last_mark, mut gap, mut words, mut has_mark) = (from, 0, 0, false);
        let mut bridged_until = 0;
        for i in from..context.len() {
            let segment = context.segment(i);
            let may_be_article = stretch.prose_segments > 0 && stretch.comment_marks == 0;
            if may_be_article && find_head(segment) != Head::None && !consists_of_reply_words(segment) {
                stretch.end = i;
                break;
            }
            if is_none(&i) {
                if !ledger.is_removed(i) {
                    words += segment.words();
                    stretch.prose_segments += usize::from(segment.is_prose());
                    stretch.prose_above_marks += usize::from(segment.is_prose() && stretch.marks == 0);
                }
                gap += usize::from(segment.words() > 0);
                if gap > MAX_GAP_SEGMENTS && i >= bridged_until {
                    match (i..context.len()).find(|k| !is_none(k)) {
                        Some(next) if has_mark && is_long_comment(last_mark, next) => bridged_until = next,
                        _ => {
                            stretch.end = find_comment_end(context, last_mark, i);
                            break;
                        }
                    }
                }
                continue;
            }
            let listed = |list: &[u32]| usize::from(list.contains(&(i as u32)));
            stretch.marks += 1;
            stretch.dates += listed(&outline.dates);
            stretch.signatures += listed(&outline.signatures);
            stretch.readers += usize::from(is_reader(i));
            stretch.comment_marks += usize::from(outline.marks[i] == Mark::Comment);
            stretch.names += listed(&outline.names);
            (gap, last_mark, has_mark) = (0, i, true);
        }
        (stretch, words <= MAX_UNMARKED_WORDS)
    }

    /// Whether enough marks that only comments have precede the gap behind `last`, counted from the gap before it.
    fn has_readers_before(context: Context<'_>, outline: &Outline, last: usize) -> bool {
        let (mut readers, mut gap, mut previous) = (0, 0, 0);
        for i in 0..=last {
            let is_reader = outline.marks[i].is_of_readers();
            if outline.marks[i] == Mark::None {
                gap += usize::from(context.segment(i).words() > 0);
                continue;
            }
            let is_long_comment =
                is_reader && readers >= MIN_MARKS_BEFORE_LONG_COMMENT && gap <= MAX_LONG_COMMENT_SEGMENTS;
            if gap > MAX_GAP_SEGMENTS && !is_long_comment {
                readers = 0;
            }
            readers += usize::from(is_reader);
            (gap, previous) = (0, i);
        }
        assert_eq!(previous, last, "the last segment is a mark");
        readers >= MIN_MARKS_BEFORE_LONG_COMMENT
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
            let findings = Findings { text: &text, page: &page, cues: &cues, matchers, recurring: Recurring::default() };
            let context = Context(&findings);
            ledger.open(context.len(), 0.5, CategorySet::EMPTY);
            for (i, _) in runs.iter().enumerate().filter(|(i, (_, removed))| *removed && *i < page.segments.len()) {
                let (category, evidence) = (Category::Related, "of the test".into());
                ledger.vote(i, Vote { category, score: 1.0, rule: RuleName::Shipped("test"), evidence });
            }
            let mut outline = Outline::default();
            outline.fill(context, &ledger);
            if !outline.has_candidates() {
                return Ok(()); // then nothing is measured
            }
            for from in 0..=context.len() {
                let measured = outline.measure_stretch(context, from);
                let (read, has_short_rest) = read_stretch(context, &ledger, &outline, from);
                let numbers = |s: &Stretch| {
                    [
                        s.end,
                        s.marks,
                        s.dates,
                        s.signatures,
                        s.readers,
                        s.comment_marks,
                        s.names,
                        s.prose_segments,
                        s.prose_above_marks,
                    ]
                };
                prop_assert_eq!(numbers(&measured), numbers(&read), "from {} of {:?}", from, text);
                if read.end == context.len() {
                    prop_assert_eq!(from >= outline.short_rest, has_short_rest, "from {} of {:?}", from, text);
                }
            }
        }
    }
}
