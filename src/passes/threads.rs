//! Threads: readers' comments, which start with a heading or with the marks of comments, and mostly reach to the end
//! of the page.
//!
//! **Removes** the segments after the heading of a comment form or of comments, if at least 60 words of prose precede
//! it and if what follows has the marks of comments ("Reply", "says:", names with dates) or is an empty form. Behind a heading
//! that counts the comments and names the article, it also removes paragraphs without marks, if there are about as many
//! as the heading says or if some of them have the voice of readers. Without a heading, it removes a stretch of segments
//! in which such marks recur.
//!
//! **Keeps** interviews ("Name: ...", without dates or replies; `keep/en-interview-name-colon-lines`), live blogs,
//! whose marks are times without the names of readers (`keep/en-live-blog-with-times`), lists of dates, such as those of a
//! tour or the times of a recipe, and the article after a "Comments" link at the top or in the middle.
//!
//! **Why** A comment reads like prose. Only the lines around it, which repeat from comment to comment, show that a
//! reader wrote it.

mod heads;
mod marks;
mod outline;
mod voice;

use std::ops::Range;

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::view::{Context, Segment};
use crate::vote::score;
use heads::{announced_comments, Head};
use marks::Mark;
pub(super) use outline::Outline;
use outline::{Bare, Stretch};

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
/// Under a heading, this many marks of readers show that long comments are comments too.
const MIN_MARKS_OF_LONG_COMMENTS: usize = 4;
/// The most prose segments for each mark then. Chosen by hand: a larger number would take an article with some buttons
/// for a thread; a smaller one would miss threads of readers who write essays.
const MAX_PROSE_SEGMENTS_PER_MARK_OF_LONG_COMMENTS: usize = 8;
/// The fewest marks with different names under a heading if no mark is one that only comments have. One may be the byline.
const MIN_NAMES_UNDER_HEADING: usize = 2;
/// The fewest dates beside those names. Without dates, they may be those of speakers in the article.
const MIN_DATES_UNDER_HEADING: usize = 2;
/// The most prose segments between the heading and the first of those dates. Chosen by hand: the first comment may stand
/// above its date; more paragraphs are the article's.
const MAX_PROSE_SEGMENTS_ABOVE_DATES: usize = 2;
/// The fewest different names of a thread without a heading whose marks are signatures. Chosen by hand: the entries of a
/// live blog have fewer authors; a larger number would miss short threads.
const MIN_NAMES_WITHOUT_HEADING: usize = 5;
/// The most comments that a heading announces for each prose segment behind it. Comments without prose ("Thanks!") and
/// those on further pages make it more than one.
const MAX_COMMENTS_PER_PROSE_SEGMENT: usize = 4;
/// The most prose segments for each comment that a heading announces. Chosen by hand: a larger number would fit any text,
/// a smaller one would miss the long comments of a few readers.
const MAX_PROSE_SEGMENTS_PER_COMMENT: usize = 6;
/// The most words of an author's name above the first mark. Longer titles are headings of the article.
const MAX_COMMENTER_NAME_WORDS: usize = 4;

pub(super) fn apply(context: Context<'_>, outline: &mut Outline, ledger: &mut SignedLedger<'_>) {
    outline.fill(context, ledger);
    if !outline.has_candidates() {
        return;
    }
    let mut prose_words_before = 0;
    let mut i = 0;
    // No thread without a heading starts before this segment. If no thread starts at one candidate, none is looked for
    // at the marks right after it.
    let mut rejected_until = 0;
    while i < context.len() {
        let is_looked_at = i >= rejected_until || announces_comments(context, outline, i);
        if prose_words_before >= MIN_PROSE_WORDS_BEFORE_THREAD && is_looked_at {
            if let Some(thread) = find_thread(context, ledger, outline, i) {
                remove_thread(context, ledger, &outline.marks, &thread);
                i = thread.end.max(i + 1);
                continue;
            }
            let is_candidate = |k: &usize| outline.marks[*k] != Mark::None || outline.heads[*k] != Head::None;
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

/// Whether the segment is a heading with the number of comments.
fn announces_comments(context: Context<'_>, outline: &Outline, i: usize) -> bool {
    outline.heads[i] != Head::None && announced_comments(context.segment(i)).is_some()
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
    let thread = if outline.heads[i] != Head::None {
        let end = find_end_under_heading(context, ledger, outline, i + 1)?;
        Thread { start: i + 1, end, evidence: "behind the heading of the comments" }
    } else {
        let second_mark_limit = context.len().min(i + 1 + MAX_SECOND_MARK_DISTANCE_SEGMENTS);
        if !outline.opens_thread(context, i) || (i + 1..second_mark_limit).all(|k| marks[k] == Mark::None) {
            return None;
        }
        let end = find_end_without_heading(context, outline, i)?;
        let start = include_name(context, ledger, i);
        Thread { start, end, evidence: "names, dates and replies come again and again" }
    };
    // A heading of one word is kept by the rules, because it may be the article's; now it belongs to its thread.
    let has_kept_heading =
        thread.start > 0 && !ledger.is_removed(thread.start - 1) && outline.heads[thread.start - 1] != Head::None;
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

/// Whether an empty form may have this segment: it is neither a date nor the prose of a reader.
fn is_field(context: Context<'_>, ledger: &Ledger, marks: &[Mark], i: usize) -> bool {
    marks[i] != Mark::Date && (ledger.is_removed(i) || !context.segment(i).is_prose())
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
    if outline.heads[from - 1] == Head::Counting {
        if let Some(end) = find_end_of_counted(context, outline, &stretch, from) {
            return Some(end);
        }
    }
    // Prose below a heading alone may be the last paragraphs of the article: then a mark of a comment must follow.
    let shows_form_or_readers = || {
        stretch.prose_segments == 0 && (stretch.marks > 0 || is_form(context, ledger, from..stretch.end))
            || names_readers(&stretch)
    };
    let is_rest_of_page = stretch.end == context.len() && from >= outline.short_rest;
    let is_rest_of_thread = is_rest_of_page && ledger.is_removed(from - 1) && shows_form_or_readers();
    let is_dense = stretch.marks * MAX_PROSE_SEGMENTS_PER_MARK_UNDER_HEADING >= stretch.prose_segments
        || stretch.readers >= MIN_MARKS_OF_LONG_COMMENTS
            && stretch.marks * MAX_PROSE_SEGMENTS_PER_MARK_OF_LONG_COMMENTS >= stretch.prose_segments;
    let has_enough_marks = stretch.marks >= MIN_MARKS_UNDER_HEADING && is_dense && names_readers(&stretch);
    if is_rest_of_thread || has_enough_marks {
        // Another heading may follow that counts the comments, and then the thread reaches further.
        let counted = outline.find_counting_head(from..stretch.end).and_then(|head| {
            let counted = outline.measure_stretch(context, head + 1);
            find_end_of_counted(context, outline, &counted, head + 1)
        });
        return Some(counted.map_or(stretch.end, |end| end.max(stretch.end)));
    }
    None
}

/// Whether most lines of a stretch were removed already, as those of an empty form are. The others are its fields.
fn is_form(context: Context<'_>, ledger: &Ledger, stretch: Range<usize>) -> bool {
    let is_line = |k: &usize| context.segment(*k).words() > 0;
    let lines = stretch.clone().filter(is_line).count();
    stretch.filter(is_line).filter(|k| ledger.is_removed(*k)).count() * 2 > lines
}

/// Whether the marks of a stretch are those of readers. The entries of a live blog have dates too, but neither names nor
/// buttons.
fn names_readers(stretch: &Stretch) -> bool {
    stretch.comment_marks > 0
        || stretch.names >= MIN_NAMES_UNDER_HEADING
            && stretch.dates >= MIN_DATES_UNDER_HEADING
            && stretch.prose_above_marks <= MAX_PROSE_SEGMENTS_ABOVE_DATES
}

/// Returns the exclusive end of the comments under a heading that counts them and names the article, or `None` if what
/// follows does not look like so many comments. The article does not go on behind such a heading, so paragraphs without
/// any mark are comments as well.
fn find_end_of_counted(context: Context<'_>, outline: &Outline, stretch: &Stretch, from: usize) -> Option<usize> {
    let bare = outline.measure_bare(context, from);
    let has_marks = names_readers(stretch) || stretch.dates >= MIN_MARKS_UNDER_HEADING;
    let is_thread = has_marks || bare.voices > 0 || has_announced_number(context.segment(from - 1), &bare);
    is_thread.then_some(bare.end.max(stretch.end))
}

/// Whether about as many paragraphs follow as the heading announces comments.
fn has_announced_number(heading: Segment<'_>, bare: &Bare) -> bool {
    announced_comments(heading).is_some_and(|announced| {
        bare.prose_segments > 0
            && announced <= bare.prose_segments * MAX_COMMENTS_PER_PROSE_SEGMENT
            && bare.prose_segments <= announced * MAX_PROSE_SEGMENTS_PER_COMMENT
    })
}

/// Returns the exclusive end of the thread that starts with the mark at `from`, or `None` if this is not a thread.
fn find_end_without_heading(context: Context<'_>, outline: &Outline, from: usize) -> Option<usize> {
    let stretch = outline.measure_stretch(context, from);
    if outline.find_counting_head(from..stretch.end).is_some() {
        // The comments start there. What stands above it, such as embedded posts of a network, is the article's.
        return None;
    }
    let has_buttons = stretch.comment_marks * MARKS_PER_COMMENT_MARK >= stretch.marks;
    let is_signed = stretch.names >= MIN_NAMES_WITHOUT_HEADING
        && (stretch.comment_marks + stretch.signatures) * MARKS_PER_COMMENT_MARK >= stretch.marks;
    let is_thread = stretch.marks >= MIN_MARKS_WITHOUT_HEADING
        && stretch.dates >= MIN_DATES_WITHOUT_HEADING
        && (has_buttons || is_signed)
        && stretch.prose_segments > 0
        && stretch.marks * MAX_PROSE_SEGMENTS_PER_MARK >= stretch.prose_segments;
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
    use crate::line_tests::{check, Kept, Removed, END, TOP};

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
    const SIGNED: &str = after_paragraphs!(
        "My father sold nets there, and in all his life he never had a cold.\n\
         Posted by: Orla F | March 3, 2021 at 10:04 AM\n{}\nPosted by: Sunita | March 3, 2021 at 10:40 AM\n\
         The choir was lovely as well, and I have told them so.\nPosted by: dorsal | March 3, 2021 at 11:15 AM\n\
         Who pays for the lamp, I wonder, and for how long?\nPosted by: Harald | March 3, 2021 at 11:40 AM\n\
         We do, as always, and we shall not hear a word of thanks.\nPosted by: Inga Moe | March 4, 2021 at 8:40 AM\n"
    );
    const LIVE_BLOG_BY_TWO: &str = after_paragraphs!(
        "By Ann Lee, March 3, 2021 at 10:04 AM\nThe ice breaker leaves the quay with the mayor on board.\n\
         By Bo Berg, March 3, 2021 at 10:20 AM\nThe band plays on the pier, and the school has the day off.\n\
         By Ann Lee, March 3, 2021 at 10:40 AM\n{}\nBy Bo Berg, March 3, 2021 at 11:15 AM\n\
         The mayor has been taken ashore on a sledge, and waves.\nBy Ann Lee, March 3, 2021 at 11:40 AM\n"
    );
    const LIVE_BLOG_UNDER_LINK: &str = after_paragraphs!(
        "Leave a comment\nMarch 3, 2021 at 10:04 am\nThe ice breaker leaves the quay with the mayor and nine others.\n\
         March 3, 2021 at 10:40 am\n{}\nMarch 3, 2021 at 11:15 am\nThe band plays what it plays at funerals.\n"
    );
    const DATES_OF_TOUR: &str = after_paragraphs!(
        "Leave a comment\n{}\nThe choir will sing in three towns, and the boats will take it there:\n\
         June 9 at the Mill of Tolland\nJune 13 at the Old Quay\nJuly 2 at the Hall of Elmsworth\n\
         Tickets are sold at the chandler's shop, and children pay nothing at all.\n"
    );
    const CHAPTERS: &str = after_paragraphs!(
        "Comments\n{}\n4) The Lamp: Return of the Second Boat\n\
         The clerk wrote it all down, and he read it back to us, and it was nothing like what we had said to him.\n\
         2) Ayar: The Children of the Sun\n\
         It was a good vote and a good song, and the soup afterwards was better than either of the two.\n"
    );
    const COUNTED: &str = after_paragraphs!(
        "3 Responses to \"The harbour of Elmsworth stays open all winter\"\n{}\n\
         I wish they had asked the people of Skarvik before they took their landing fees away.\n\
         We drove past on Sunday and the lamp was already turning, so my children counted the flashes all the way.\n\
         It was a good vote and a good song, and the soup afterwards was better than either of the two.\n\
         Nobody asked me, and I would have voted against it, for the sake of the quiet that we used to have here.\n\
         The clerk wrote it all down, and he read it back to us, and it was nothing like what we had said to him.\n"
    );
    const SPEAKERS_UNDER_LABEL: &str = after_paragraphs!(
        "4 Comments\nHarald Brandt, the fishmonger, said:\n\
         I have nothing against boats, but I have counted the days on which the quay was free of ice.\n\
         Ingrid Moe, the teacher, said:\n{}\nThe pilot of the harbour said:\n\
         We have waited three years for this, and we could have waited a fourth, but nobody asked us to.\n"
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
                ("Your boats are lovely.", AFTER_HEADING_AT_END, Kept, "nothing shows that a reader wrote it"),
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
                ("Does the choir take people who cannot sing a note?", SIGNED, Removed, "signatures of five readers"),
                ("The ice breaker is stuck, and the mayor waves.", LIVE_BLOG_BY_TWO, Kept, "two reporters take turns"),
                (
                    "The ice breaker is stuck, and the mayor waves to the children.",
                    LIVE_BLOG_UNDER_LINK,
                    Kept,
                    "a live blog behind a comment link has dates without names",
                ),
                (
                    "My father sold nets on that quay, and in all his life he never had a cold.",
                    COUNTED,
                    Removed,
                    "six paragraphs behind a heading that counts three comments",
                ),
                (
                    "The children have drawn the ice breaker for a whole week, and I shall not tell them.",
                    SPEAKERS_UNDER_LABEL,
                    Kept,
                    "speakers of the article behind a label",
                ),
                (
                    "The boats leave from the old stone quay at noon, and nobody has to pay for the soup on board.",
                    DATES_OF_TOUR,
                    Kept,
                    "dates right below each other are a list",
                ),
                (
                    "The book tells how the keeper lost his lamp, and how the whole town went to look for it by night.",
                    CHAPTERS,
                    Kept,
                    "a number apart from the word of a date is none",
                ),
                ("2 Comments", TOP, Kept, "the article has not begun"),
                ("March 3, 2021 at 10:04 am", END, Kept, "one date is no thread"),
            ],
        );
    }
}
