//! The extent of the body: which lines directly above and below a run belong to the article (its subheadings, tables
//! and lists), and which belong to the frame of the page around it.

use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::policy::BesideBody;
use crate::view::{is_date_line, Context, Segment};

/// What kind of line stands beside a run, and so whether the body may extend past it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A removed line of the kind that surrounds articles. The body ends before it.
    Frame,
    /// A removed line of the kind that stands between headline and text, or below the text, such as a byline.
    Passing,
    /// A line like a menu entry: at most [`MAX_MENU_ENTRY_WORDS`] words, without numbers or final punctuation; or a
    /// link, or a line without words.
    MenuEntry,
    /// A line like a headline: longer than a menu entry, without list mark, number or final punctuation.
    Headline,
    /// Any other line, such as a sentence or a line of a table, list or recipe.
    Content,
}

/// A line of at most this many words, without numbers or final punctuation, may be a menu entry. Chosen by hand: a
/// smaller value would take menu entries for headlines; a larger one would take headlines for menu entries.
/// Sensitive: -25 % (2) changes 3.20 % of the texts of the shared corpora, +25 % (4) changes 2.13 %.
const MAX_MENU_ENTRY_WORDS: u32 = 3;
/// A removed line of at most this many words is no stronger sign of a frame than a menu entry, if the policy of its
/// category says so. Chosen by hand: the items of a price list have buttons of their own ("Buy now"), and a larger
/// value would let the body extend past labels of the frame.
const MAX_REMOVED_LABEL_WORDS: u32 = 2;

pub(super) fn classify(context: Context<'_>, ledger: &Ledger, i: usize) -> LineKind {
    let segment = context.segment(i);
    let f = segment.features();
    if let Some(vote) = ledger.removed(i) {
        return match vote.category.policy().beside_body {
            BesideBody::Passing => LineKind::Passing,
            BesideBody::EntryIfShort if f.words <= MAX_REMOVED_LABEL_WORDS => LineKind::MenuEntry,
            BesideBody::EntryIfShort | BesideBody::Frame => LineKind::Frame,
        };
    }
    let is_bare = f.numbers == 0 && f.ending == Ending::Open;
    if segment.is_link() || points_away(segment) || f.words <= MAX_MENU_ENTRY_WORDS && is_bare || f.words == 0 {
        LineKind::MenuEntry
    } else if segment.is_title() && is_bare && !f.bullet && !f.row {
        LineKind::Headline
    } else {
        LineKind::Content
    }
}

/// The number of lines below `last`, the run's last segment, that belong to the article.
pub(super) fn lines_below(context: Context<'_>, ledger: &Ledger, last: usize) -> usize {
    let is_teaser = |i: &usize| match classify(context, ledger, *i) {
        LineKind::Headline => is_dated(context, ledger, i + 1) || is_repeated_label(context, *i),
        LineKind::MenuEntry => is_repeated_label(context, *i),
        LineKind::Frame | LineKind::Passing | LineKind::Content => false,
    };
    let before_teasers = (last + 1..context.len()).take_while(|i| !is_teaser(i));
    count_lines_of_article(before_teasers.map(|i| classify(context, ledger, i)))
}

/// Only this many lines above the run may belong to the article, [`LineKind::Passing`] lines not counted. Chosen by
/// hand: a smaller value would lose lists and tables above the first paragraph; a larger one would let the body extend
/// into a list of other stories.
const MAX_LINES_ABOVE: usize = 12;
/// Only this many lines above the run are examined at all, which limits the work. It is larger than
/// [`MAX_LINES_ABOVE`] because a long bar of buttons may stand between headline and text.
const MAX_EXAMINED_LINES_ABOVE: usize = 40;

/// The number of lines above `first`, the run's first segment, that belong to the article. Buttons there, such as a
/// comment counter, are part of a bar of buttons and do not end the article.
pub(super) fn lines_above(context: Context<'_>, ledger: &Ledger, first: usize) -> usize {
    let is_button = |i| ledger.removed(i).is_some_and(|v| v.category.policy().is_button_above_body);
    let kind = |i| if is_button(i) { LineKind::Passing } else { classify(context, ledger, i) };
    let mut lines = 0;
    count_lines_of_article((0..first).rev().take(MAX_EXAMINED_LINES_ABOVE).map(kind).take_while(|kind| {
        lines += usize::from(*kind != LineKind::Passing);
        lines <= MAX_LINES_ABOVE
    }))
}

/// A headline above a standfirst has at least this many words. Chosen by hand: a smaller value would take a label of
/// the menu above for the headline; a larger one would lose short headlines.
const MIN_STANDFIRST_HEADLINE_WORDS: usize = 3;

/// The number of lines above `headline` that belong to the article if `headline` is not its headline but a caption or
/// the title of a table of contents: the lines down from a standfirst that is prose, and the headline above that. 0 if
/// there is no such standfirst.
pub(super) fn standfirst_lines(context: Context<'_>, ledger: &Ledger, headline: usize) -> usize {
    let top = headline - lines_above(context, ledger, headline);
    let is_standfirst = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).is_prose();
    let Some(standfirst) = (top..headline).find(is_standfirst) else { return 0 };
    let is_headline =
        |i: &usize| !ledger.is_removed(*i) && context.segment(*i).words() >= MIN_STANDFIRST_HEADLINE_WORDS;
    headline - (top..standfirst).rev().find(is_headline).unwrap_or(standfirst)
}

/// One menu entry may be a short subheading or list item. More without content between them are a menu, at which the
/// body ends.
/// Sensitive: -25 % (0) changes 4.80 % of the texts of the shared corpora and costs 0.023 percentage points of their
/// content, +25 % (2) changes 2.00 %.
const MAX_ENTRIES_IN_BODY: usize = 1;
/// This many headlines without content between them may belong to the article: a headline, a kicker and a standfirst.
/// More are a list of other stories, at which the body ends.
const MAX_HEADLINES_IN_BODY: usize = 3;
/// Past a [`LineKind::Passing`] line, at most this many lines belong to the body: a headline and a standfirst. Lines
/// further away belong to something else.
/// Sensitive: -25 % (1) changes 2.00 % of the texts of the shared corpora, +25 % (3) changes 1.20 %.
const MAX_LINES_PAST_PASSING: usize = 2;

/// The number of lines beside a run that belong to the article, given their kinds from the run outwards. Menu entries
/// and [`LineKind::Passing`] lines belong to it only if content or a headline follows within the body.
fn count_lines_of_article(kinds: impl Iterator<Item = LineKind>) -> usize {
    let (mut lines_of_article, mut entries, mut headlines) = (0, 0, 0);
    let mut lines_past_passing = None;
    for (n, kind) in kinds.enumerate() {
        match kind {
            LineKind::Frame => break,
            LineKind::Passing => lines_past_passing = lines_past_passing.or(Some(0)),
            LineKind::MenuEntry if entries == MAX_ENTRIES_IN_BODY => break,
            LineKind::MenuEntry => entries += 1,
            LineKind::Headline if headlines == MAX_HEADLINES_IN_BODY => break,
            LineKind::Content | LineKind::Headline => {
                if lines_past_passing == Some(MAX_LINES_PAST_PASSING) {
                    break;
                }
                lines_past_passing = lines_past_passing.map(|lines| lines + 1);
                entries = 0;
                headlines = if kind == LineKind::Headline { headlines + 1 } else { 0 };
                lines_of_article = n + 1;
            }
        }
    }
    lines_of_article
}

/// The section label of a teaser has at most this many words. Chosen by hand: longer lines that occur several times are
/// rather headlines that a page repeats.
const MAX_SECTION_LABEL_WORDS: u32 = 4;
/// A label of teasers occurs at least this many times more within the next [`LABEL_LOOK_AHEAD_LINES`] lines. One more
/// occurrence may be a coincidence.
const MIN_LABEL_REPETITIONS: usize = 2;
/// How many lines behind a label are searched for its repetitions. Chosen by hand: room for about eight teasers of
/// three lines each, and a bound on the work.
const LABEL_LOOK_AHEAD_LINES: usize = 24;

/// Whether the line is a label that is repeated soon after, as the section name above each teaser in a list.
fn is_repeated_label(context: Context<'_>, i: usize) -> bool {
    let segment = context.segment(i);
    let is_same = |k: &usize| context.page.folded_text(*k) == context.page.folded_text(i);
    (1..=MAX_SECTION_LABEL_WORDS).contains(&segment.features().words)
        && segment.ending() == Ending::Open
        && segment.numbers() == 0
        && (i + 1..context.len()).take(LABEL_LOOK_AHEAD_LINES).filter(is_same).count() >= MIN_LABEL_REPETITIONS
}

/// Whether the line is only a date, removed or not. Below a headline behind the article, a date shows that the headline
/// is that of another story.
fn is_dated(context: Context<'_>, ledger: &Ledger, i: usize) -> bool {
    if i >= context.len() {
        return false;
    }
    let segment = context.segment(i);
    segment.numbers() > 0 && ledger.removed_as(i, Category::Byline) || is_date_line(segment)
}

/// A line that points to another page has at most this many words. Chosen by hand: the headline and teaser of a card
/// within one link fit; a longer segment is a paragraph that happens to contain links.
const MAX_POINTER_WORDS: u32 = 60;
/// A line points to another page if at least this percentage of its words is inside links.
const MIN_POINTER_LINK_PERCENT: u32 = 90;

/// Whether the line is a link to another page, a headline or a caption: nearly all of its words are linked, or it ends
/// with the target of a link whose words stand on earlier lines.
pub(super) fn points_away(segment: Segment<'_>) -> bool {
    let f = segment.features();
    f.links > 0
        && f.ending != Ending::Sentence
        && f.words <= MAX_POINTER_WORDS
        && (f.link_words * 100 >= f.words * MIN_POINTER_LINK_PERCENT
            || f.link_words == 0 && segment.text().ends_with(')'))
}

#[cfg(test)]
mod tests {
    use super::{count_lines_of_article, LineKind};

    /// C: content, E: menu entry, F: frame, H: headline, P: passing.
    fn kind(letter: char) -> LineKind {
        match letter {
            'C' => LineKind::Content,
            'E' => LineKind::MenuEntry,
            'F' => LineKind::Frame,
            'H' => LineKind::Headline,
            'P' => LineKind::Passing,
            _ => panic!("no kind of line: {letter}"),
        }
    }

    #[test]
    fn lines_beside_a_run_belong_to_the_article_up_to_a_frame_menu_or_list_of_headlines() {
        // kinds of the lines from the run outwards, how many belong to the article, reason
        let cases = [
            ("", 0, "the page ends"),
            ("CCC", 3, "content"),
            ("CFC", 1, "a line of the frame"),
            ("CE", 1, "a menu entry with nothing behind it"),
            ("EC", 2, "a menu entry before content"),
            ("EEC", 0, "two menu entries are a menu"),
            ("ECEC", 4, "content between two menu entries"),
            ("EPEC", 0, "a passing line is no content"),
            ("HHH", 3, "a headline, a kicker and a standfirst"),
            ("HHHH", 3, "four headlines are a list of stories"),
            ("HHCHH", 5, "content between headlines"),
            ("PP", 0, "passing lines with nothing behind them"),
            ("PHC", 3, "two lines past a passing line"),
            ("PHCC", 3, "three lines past a passing line"),
            ("CCCPHC", 6, "lines before a passing line do not count"),
        ];
        for (kinds, expected, why) in cases {
            assert_eq!(count_lines_of_article(kinds.chars().map(kind)), expected, "{kinds}: {why}");
        }
    }
}
