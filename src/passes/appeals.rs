//! Appeals: a block of paragraphs in which the outlet asks for money or for a subscription.
//!
//! **Removes** the segments between two removed segments of the same appeal, those between the appeal's heading and a
//! removed segment, those before and after it that continue it, and a closing "Thank you." Each of them must say "we" or
//! "you" or be short, or it must have several parts of a plea for money: who speaks, who is asked, for what, for which
//! work, and why.
//!
//! **Keeps** segments that speak of others, such as the article between two appeals; quotations; longer lines between two
//! lines of a form for a newsletter or subscription; and the article's last paragraph above an appeal, unless it says
//! "we" and names giving or the outlet's work.
//!
//! **Why** Phrases match only some sentences of an appeal. The others tell a story, and only the sentences around them
//! show that the outlet tells it to ask for money.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::matcher::mask;
use crate::lexicon::{Anchor, ListMask, Words};
use crate::page::Ending;
use crate::rules::{speaks_of_others, starts_appeal};
use crate::view::{Context, Segment};
use crate::vote::score;

/// How the appeals of a category are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// It tells a story in long paragraphs.
    Plea,
    /// It consists of short lines.
    Form,
}

/// The categories of appeals. A segment between two appeals belongs to the category that comes first here.
const APPEALS: [(Category, Style); 3] =
    [(Category::Donation, Style::Plea), (Category::Newsletter, Style::Form), (Category::Paywall, Style::Form)];
/// The most segments between two removed segments of one appeal, and less than the distance of a heading above it.
/// Chosen by hand: a larger limit would remove article text between two appeals; a smaller one would keep parts of
/// long appeals.
/// Sensitive: +25 % (8) costs 0.032 percentage points of the content of the shared corpora.
const MAX_APPEAL_GAP_SEGMENTS: usize = 6;
/// The most words of a line between two lines of a form. Chosen by hand: a larger limit would remove sentences of the
/// article between two forms; a smaller one would keep the form's explanations.
const MAX_FORM_LINE_WORDS: usize = 20;
/// The most words of an appeal's heading. Chosen by hand: a larger limit would remove sentences without a full stop; a
/// smaller one would keep the longer headings.
const MAX_APPEAL_HEADING_WORDS: usize = 12;
/// A segment with at most this many words continues an appeal without saying "we" or "you" ("Every gift counts."), unless
/// it is a sentence of five words or more, which may be the article's.
/// Chosen by hand: a larger limit would remove short sentences of the article; a smaller one would interrupt appeals.
const MAX_UNADDRESSED_LINE_WORDS: usize = 8;
/// The parts of an appeal, as word lists: who speaks, who is asked, for what, for which work, and why.
const APPEAL_PARTS: [Words; 6] = [Words::We, Words::You, Words::Gift, Words::Support, Words::Press, Words::Cause];
/// A segment beside an appeal continues it if it has at least this many cues, each of another part. Chosen by hand: two
/// parts also meet in articles whose outlet says "we"; four would keep most sentences that give the reason.
const MIN_CONTINUATION_CUES: usize = 3;
/// The most words of a segment that continues an appeal.
const MAX_CONTINUATION_WORDS: usize = 90;
/// The most words of the sentence that closes an appeal at the end of the page ("Thank you.").
const MAX_CLOSING_WORDS: usize = 3;

pub(super) fn apply(context: Context<'_>, removed: &mut Vec<usize>, ledger: &mut SignedLedger<'_>) {
    for (category, style) in APPEALS {
        removed.clear();
        removed.extend((0..context.len()).filter(|i| ledger.removed_as(*i, category)));
        for pair in removed.windows(2) {
            remove_between(context, ledger, pair[0], pair[1], category, style);
        }
        for i in removed.iter().copied() {
            remove_line_above(context, ledger, i, category);
            if style == Style::Plea {
                remove_up_to_heading(context, ledger, i, category);
            }
            remove_continuation(context, ledger, i, category);
        }
    }
}

/// Removes the segments between two removed segments of an appeal if all of them belong to it.
fn remove_between(
    context: Context<'_>,
    ledger: &mut SignedLedger<'_>,
    first: usize,
    last: usize,
    category: Category,
    style: Style,
) {
    let between = first + 1..last;
    if between.is_empty() || between.len() > MAX_APPEAL_GAP_SEGMENTS {
        return;
    }
    let has_fitting_length = |i: usize| style == Style::Plea || context.segment(i).words() <= MAX_FORM_LINE_WORDS;
    let belongs = |i: usize| {
        let segment = context.segment(i);
        ledger.is_removed(i)
            || has_fitting_length(i) && may_belong_to_appeal(segment, category)
            || has_parts_of_plea(segment, category)
    };
    if between.clone().all(belongs) {
        between.for_each(|i| vote(ledger, i, category, "inside an appeal"));
    }
}

/// Removes the segment right above a removed one if it reads like the heading of an appeal.
fn remove_line_above(context: Context<'_>, ledger: &mut SignedLedger<'_>, i: usize, category: Category) {
    if i > 0 && !ledger.is_removed(i - 1) && is_appeal_heading(context.segment(i - 1)) {
        vote(ledger, i - 1, category, "heads an appeal");
    }
}

/// Removes the segments from an appeal's heading to a removed segment if all of those between belong to the appeal.
fn remove_up_to_heading(context: Context<'_>, ledger: &mut SignedLedger<'_>, i: usize, category: Category) {
    let mut above = i;
    while above > 0
        && i - above < MAX_APPEAL_GAP_SEGMENTS
        && !ledger.is_removed(above - 1)
        && may_belong_to_appeal(context.segment(above - 1), category)
    {
        above -= 1;
        if is_appeal_heading(context.segment(above)) {
            (above..i).for_each(|k| vote(ledger, k, category, "under an appeal's heading"));
            return;
        }
    }
}

/// Removes the segments before and after a removed one that continue the same appeal, and the thanks at the end of the
/// page.
fn remove_continuation(context: Context<'_>, ledger: &mut SignedLedger<'_>, i: usize, category: Category) {
    let mut above = i;
    while above > 0 && !ledger.is_removed(above - 1) && leads_to_appeal(context.segment(above - 1), category) {
        above -= 1;
        vote(ledger, above, category, "leads to an appeal");
    }
    let continues = |ledger: &Ledger, n: usize| !ledger.is_removed(n) && continues_appeal(context.segment(n), category);
    let mut next = i + 1;
    while next < context.len() && continues(ledger, next) {
        vote(ledger, next, category, "goes on with an appeal");
        next += 1;
    }
    let is_last = next + 1 == context.len();
    if is_last
        && context.segment(next).words() <= MAX_CLOSING_WORDS
        && context.segment(next).ending() == Ending::Sentence
        && says_we_or_you(context.segment(next))
    {
        vote(ledger, next, category, "closes an appeal");
    }
}

fn vote(ledger: &mut SignedLedger<'_>, segment: usize, category: Category, evidence: &'static str) {
    if !ledger.is_removed(segment) {
        ledger.vote(segment, category, score::LIKELY, evidence);
    }
}

/// Whether the segment may be a part of an appeal: a short line that is not a sentence of five words or more, or a segment
/// that says "we" or "you". It quotes nobody and contains no phrase that speaks for keeping it.
fn may_belong_to_appeal(segment: Segment<'_>, category: Category) -> bool {
    (segment.words() <= MAX_UNADDRESSED_LINE_WORDS && !segment.is_plain_sentence() || says_we_or_you(segment))
        && !segment.quoted()
        && !(segment.has_word_in(Words::Attribution) && segment.has_quotes())
        && !segment.has_phrase(category, &[Anchor::Keep])
}

/// Whether the segment is a short line without an end of a sentence that says "we" or "you".
fn is_appeal_heading(segment: Segment<'_>) -> bool {
    segment.words() <= MAX_APPEAL_HEADING_WORDS
        && segment.ending() == Ending::Open
        && !segment.quoted()
        && says_we_or_you(segment)
}

/// Whether the segment continues an appeal that stands right above it: it says "we" and contains a phrase that hints at
/// an appeal of the category, or it has several parts of a plea for money.
fn continues_appeal(segment: Segment<'_>, category: Category) -> bool {
    let hints = segment.has_phrase(category, &[Anchor::Hint]) && segment.words() <= MAX_CONTINUATION_WORDS;
    hints && segment.has_word_in(Words::We) && !segment.quoted()
        || says_we_or_you(segment) && has_parts_of_plea(segment, category)
}

/// Whether the segment opens an appeal that stands right below it. The article may end there, so it must say "we" and
/// have several parts of a plea.
fn leads_to_appeal(segment: Segment<'_>, category: Category) -> bool {
    segment.has_word_in(Words::We) && has_parts_of_plea(segment, category)
}

/// Whether the segment has several parts of a plea for money, and among them one of giving or of the outlet's work: the
/// words of the others are frequent in articles that say "we" and "you".
fn has_parts_of_plea(segment: Segment<'_>, category: Category) -> bool {
    if category != Category::Donation || segment.quoted() || segment.words() > MAX_CONTINUATION_WORDS {
        return false;
    }
    let lists = segment.word_lists().fold(0, |all: ListMask, lists| all | lists);
    let hints = segment.has_phrase(category, &[Anchor::Hint]);
    let parts = usize::from(hints) + APPEAL_PARTS.iter().filter(|list| lists & list.bit() != 0).count();
    parts >= MIN_CONTINUATION_CUES
        && (hints || lists & mask(&[Words::Gift, Words::Press]) != 0)
        && starts_appeal(segment)
        && !speaks_of_others(segment)
}

fn says_we_or_you(segment: Segment<'_>) -> bool {
    segment.has_word_in(Words::We) || segment.has_word_in(Words::You)
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE};

    macro_rules! after_paragraphs {
        ($block:literal) => {
            concat!(
                "The harbour of Elmsworth stays open all winter\n",
                "The forty boats of the old stone quay may land their catch until spring, says the council.\n",
                "That ends three years of uncertainty, in which the chandler let his clerk go and sold both vans.\n",
                "The board will publish the ice breaker's timetable on Friday, and light the lighthouse.\n",
                $block,
            )
        };
    }

    const BETWEEN_PLEAS: &str =
        after_paragraphs!("Donate to support our paper today.\n{}\nAny amount helps us to print this paper.\n");
    const BETWEEN_FORM_LINES: &str =
        after_paragraphs!("Sign up for our newsletter.\n{}\nBy subscribing, you agree to our terms.\n");
    const ABOVE_PLEA: &str = after_paragraphs!("{}\nAny amount helps us to print this paper.\n");
    const ABOVE_STORY: &str = after_paragraphs!(
        "{}\nOur press is older than our editor, and we oil it with what you send us each spring.\n\
         Any amount helps us to print this paper.\n"
    );
    const AFTER_PLEA: &str = after_paragraphs!("Any amount helps us to print this paper.\n{}\n");

    #[test]
    fn parts_of_an_appeal_are_removed_and_segments_that_speak_of_others_are_kept() {
        check(
            "appeals",
            &[
                (
                    "Our press is older than our editor, and we oil it with what you send us.",
                    BETWEEN_PLEAS,
                    Removed,
                    "\"we\"",
                ),
                ("The press is old.", BETWEEN_PLEAS, Removed, "four words"),
                ("The press is very old.", BETWEEN_PLEAS, Kept, "a sentence of five words, no \"we\" or \"you\""),
                ("The press of the paper, old and creaking", BETWEEN_PLEAS, Removed, "eight words, no sentence"),
                ("The press of the paper, which is old and creaking", BETWEEN_PLEAS, Kept, "ten words"),
                ("\"Our press is ours,\" the editor said.", BETWEEN_PLEAS, Kept, "a quotation"),
                ("The editor said that \"our press\" is not for sale to you.", BETWEEN_PLEAS, Kept, "reported words"),
                (
                    "Pick the letters that you want to read at breakfast.",
                    BETWEEN_FORM_LINES,
                    Removed,
                    "a line of a form",
                ),
                (
                    "Our clerk sorts the letters by hand, and she will put yours between those of the mayor and \
                 those of the choir.",
                    BETWEEN_FORM_LINES,
                    Kept,
                    "22 words are too many for a line of a form",
                ),
                ("Who would read our paper then?", ABOVE_PLEA, Kept, "it ends like a sentence"),
                ("Will you help our newspaper?", ABOVE_PLEA, Removed, "three parts of an appeal"),
                ("Our paper needs you", ABOVE_PLEA, Removed, "a heading"),
                (
                    "Our small paper needs you and every one of your friends this winter",
                    ABOVE_PLEA,
                    Kept,
                    "13 words are too many for a heading",
                ),
                ("The paper needs money", ABOVE_PLEA, Kept, "a heading without \"we\" or \"you\""),
                ("Our paper needs you", ABOVE_STORY, Removed, "a heading above a paragraph of the appeal"),
                ("Thank you.", AFTER_PLEA, Removed, "thanks at the end of the page"),
                ("Thank you all very much.", AFTER_PLEA, Kept, "five words"),
                ("If you help, we may find it possible.", ABOVE_PLEA, Kept, "no word of giving, and no press"),
                ("We chip in too, each of us.", AFTER_PLEA, Removed, "a hint and \"we\""),
                ("The mayor will chip in too.", AFTER_PLEA, Kept, "a hint without \"we\""),
                ("Our paper needs you", MIDDLE, Kept, "no appeal stands beside it"),
                ("Thank you.", END, Kept, "no appeal stands above it"),
            ],
        );
    }
}
