//! Link lists: a heading such as "More great stories" or "Don't miss", and the headlines after it.
//!
//! **Removes** two or more consecutive segments after the heading that look like headlines of other stories, together with
//! the segments between them that were removed already. Without a heading, it removes three or more consecutive lines of
//! Markdown that consist of links.
//!
//! **Keeps** everything from the first segment on that does not look like a headline: a sentence, a list item, a label
//! with a colon, a line in lower case, a quotation. It keeps a single headline, because it may be the article's own heading
//! (`related/en-roundup-with-buttons`), everything on a page on which the heading recurs as a button, and headlines under a
//! heading that stands between lines like them or below a colon: then they are items of the article's own list. In an
//! article with subheadings, it keeps the last headline above a paragraph. Rows of tables and prices are no headlines.
//!
//! **Why** A headline of another story reads like a heading of the article. Only the list's heading above it, the headlines
//! beside it, or the links in it tell them apart. A teaser's sentence reads like the article's, so it is never removed for
//! standing in a list.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Anchor;
use crate::page::fold::Word;
use crate::page::Ending;
use crate::policy::Heads;
use crate::rules::LINK_LABELS;
use crate::view::{Context, Segment};
use crate::vote::{score, RuleName, Vote};

/// The most segments of a list that ends before the page does, its heading included. Chosen by hand: a longer list with
/// prose after it may be the article's own; a smaller limit would keep most lists inside articles.
const MAX_INNER_LIST_SEGMENTS: usize = 12;
/// At least this many consecutive lines of Markdown that consist of links are a list without a heading. Chosen by
/// hand: a smaller number would remove a pair of links that the article recommends; a larger one would keep short
/// menus.
const MIN_CONSECUTIVE_LINK_LINES: usize = 3;
/// A line of Markdown consists of links if at least this share of its words, in percent, is inside links. The rest may
/// be a date or a label.
const MIN_LINK_WORDS_PERCENT: u32 = 80;
/// A list has at least this many headlines. A single one may be the article's own heading.
const MIN_LISTED_HEADLINES: usize = 2;
/// The fewest words of a headline. Shorter lines are the article's list items as often.
const MIN_LISTED_HEADLINE_WORDS: usize = 3;
/// A heading is a button if the same line occurs at least this many more times within [`BUTTON_WINDOW_SEGMENTS`] before
/// or after it. One more occurrence is not enough: a page may have two lists with the same heading.
const MIN_BUTTON_REPETITIONS: usize = 2;
/// In an article with at least this many subheadings, the last headline of a list above a paragraph is taken for another.
/// Chosen by hand: a single line between paragraphs may be a caption or a link.
const MIN_SUBHEADING_LINES: usize = 2;
/// How many segments before and after a heading are searched for the same line. The limit keeps the work linear in the
/// length of the page.
const BUTTON_WINDOW_SEGMENTS: usize = 24;
/// The most words of a headline that ends with a question mark, an exclamation mark, an ellipsis or a closing square
/// bracket. Chosen by hand: a larger limit would remove questions that the article asks; a smaller one would end lists
/// at their longer headlines.
const MAX_MARKED_HEADLINE_WORDS: usize = 18;

/// The fewest bars or tabs of a row of a table that does not start with one. A single bar stands before a site's name.
const MIN_ROW_SEPARATOR_BYTES: usize = 2;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    // Whether the article has subheadings. It is found out when a list asks for it.
    let mut subheadings = None;
    let mut i = 0;
    while i < context.len() {
        let heading = i;
        i += 1;
        if !heads_list(context.segment(heading), ledger) {
            i += remove_link_lines(context, ledger, heading).saturating_sub(1);
            continue;
        }
        let mut end = find_list_end(context, ledger, heading);
        i = end;
        let is_inside_article = end < context.len();
        let ends_above_paragraph =
            is_inside_article && context.segment(end).is_prose() && !ledger.is_removed(end - 1) && end - 1 > heading;
        if ends_above_paragraph && *subheadings.get_or_insert_with(|| has_subheadings(context, ledger)) {
            end -= 1;
        }
        let headlines = (heading + 1..end).filter(|k| !ledger.is_removed(*k) && context.segment(*k).words() > 0);
        let is_short_enough = !is_inside_article || end - heading <= MAX_INNER_LIST_SEGMENTS;
        let is_list = is_short_enough
            && headlines.count() >= MIN_LISTED_HEADLINES
            && !is_button(context.segment(heading))
            && !is_inside_list(context.segment(heading), ledger);
        if is_list {
            (heading + 1..end).for_each(|k| vote(ledger, k, "in a list of links"));
        }
    }
}

/// Removes the lines from `first` on that consist of links, if there are enough of them. Returns how many there are.
fn remove_link_lines(context: Context<'_>, ledger: &mut SignedLedger<'_>, first: usize) -> usize {
    let lines = (first..context.len()).take_while(|k| consists_of_links(context.segment(*k))).count();
    if lines >= MIN_CONSECUTIVE_LINK_LINES {
        (first..first + lines).for_each(|k| vote(ledger, k, "lines that are nothing but links"));
    }
    lines
}

/// Returns the exclusive end of the list under a heading.
fn find_list_end(context: Context<'_>, ledger: &Ledger, heading: usize) -> usize {
    (heading + 1..context.len()).find(|k| !belongs_to_list(context, ledger, *k)).unwrap_or(context.len())
}

fn vote(ledger: &mut SignedLedger<'_>, segment: usize, evidence: &'static str) {
    if !ledger.is_removed(segment) {
        ledger.vote(segment, Category::Related, score::LIKELY, evidence);
    }
}

/// Whether the segment is a line of Markdown in which nearly every word is inside a link.
fn consists_of_links(segment: Segment<'_>) -> bool {
    let f = segment.features();
    f.links > 0 && f.words > 0 && f.link_words * 100 >= f.words * MIN_LINK_WORDS_PERCENT && !f.row
}

/// Whether the segment was removed as a heading of a list of links, and is nothing else.
fn heads_list(segment: Segment<'_>, ledger: &Ledger) -> bool {
    let heads = |category: Category| category.policy().heads == Heads::LinkList;
    let is_label = |vote: &Vote| matches!(vote.rule, RuleName::Shipped(name) if name == LINK_LABELS.name);
    let has_phrase = || {
        segment.cues().any(|(cue, e)| heads(e.category) && e.phrase.anchor() != Anchor::Cut && segment.is_whole(cue))
    };
    ledger.removed(segment.index()).is_some_and(|vote| heads(vote.category) && (is_label(vote) || has_phrase()))
}

/// Whether the same line occurs several times nearby, as a button does ("Learn more" under each of nine lamps).
fn is_button(segment: Segment<'_>) -> bool {
    let before = std::iter::successors(segment.previous(), |s| s.previous()).take(BUTTON_WINDOW_SEGMENTS);
    let after = std::iter::successors(segment.next(), |s| s.next()).take(BUTTON_WINDOW_SEGMENTS);
    before.chain(after).filter(|s| s.folded_bytes() == segment.folded_bytes()).nth(MIN_BUTTON_REPETITIONS - 1).is_some()
}

/// Whether the article has subheadings: at least [`MIN_SUBHEADING_LINES`] lines like headlines between two of its paragraphs.
fn has_subheadings(context: Context<'_>, ledger: &Ledger) -> bool {
    let is_paragraph = |s: Segment<'_>| s.is_prose() && !ledger.is_removed(s.index());
    let is_subheading = |i: &usize| {
        let segment = context.segment(*i);
        is_listed_headline(segment)
            && !ledger.is_removed(*i)
            && segment.previous().is_some_and(is_paragraph)
            && segment.next().is_some_and(is_paragraph)
    };
    (0..context.len()).filter(is_subheading).nth(MIN_SUBHEADING_LINES - 1).is_some()
}

/// Whether the line above the heading stays, and is of the same kind as the headlines or ends with a colon: then the
/// heading was put into the article's own list.
fn is_inside_list(heading: Segment<'_>, ledger: &Ledger) -> bool {
    let above = std::iter::successors(heading.previous(), |s| s.previous()).find(|s| s.words() > 0);
    above.is_some_and(|s| {
        !ledger.is_removed(s.index()) && (is_listed_headline(s) || s.features().ending == Ending::Colon)
    })
}

/// Whether the segment continues the list above it.
fn belongs_to_list(context: Context<'_>, ledger: &Ledger, i: usize) -> bool {
    let segment = context.segment(i);
    if ledger.protected(i) || segment.features().code || ledger.removed_as(i, Category::Navigation) {
        return false;
    }
    ledger.is_removed(i) || segment.words() == 0 || is_listed_headline(segment)
}

/// Whether the segment looks like a headline of another story: a title, a question or an exclamation that starts with a
/// capital, or a line in which most words are inside links.
fn is_listed_headline(segment: Segment<'_>) -> bool {
    let f = segment.features();
    if f.link_words * 2 > f.words {
        return true;
    }
    let is_marked_headline = segment.words() <= MAX_MARKED_HEADLINE_WORDS
        && f.sentences <= 1
        && segment.text().trim_end().ends_with(['?', '!', '…', ']']);
    (segment.is_title() && f.ending == Ending::Open || is_marked_headline)
        && segment.words() >= MIN_LISTED_HEADLINE_WORDS
        && !is_quotation(segment)
        && !segment.bullet()
        && !is_record(segment)
        && !segment.text().starts_with(char::is_lowercase)
}

/// Whether the segment is a row of a table or ends with a price, as lines of the article's own lists do.
fn is_record(segment: Segment<'_>) -> bool {
    let text = segment.text();
    let ends_with_price =
        || segment.has_price() && segment.word_table().last().is_some_and(|word| word.is(Word::NUMBER));
    segment.features().row || text.matches(['|', '\t']).count() >= MIN_ROW_SEPARATOR_BYTES || ends_with_price()
}

/// Whether all of the segment stands in quotation marks. A headline often starts with a quotation.
fn is_quotation(segment: Segment<'_>) -> bool {
    segment.quoted() && segment.text().trim_end().ends_with(['"', '”', '“', '»', '«', '’', '\'', '」', '』'])
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

    const UNDER_HEADING_AT_END: &str = after_paragraphs!("More stories\nChandler reopens his shop\n{}\n");
    const BEFORE_LAST_HEADLINE: &str =
        after_paragraphs!("More stories\nChandler reopens his shop\n{}\nGulls move into the town hall\n");
    const INSIDE_ARTICLE: &str = after_paragraphs!(
        "Don't miss\n{}\n\
         Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n\
         The mayor left by the back door, and the clerk counted the chairs, of which eleven had been broken.\n"
    );
    const SECOND_INSIDE_ARTICLE: &str = after_paragraphs!(
        "Don't miss\nChandler reopens his shop\n{}\n\
         Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n\
         The mayor left by the back door, and the clerk counted the chairs, of which eleven had been broken.\n"
    );
    const IN_LIST_OF_ARTICLE: &str = after_paragraphs!(
        "9 May: Tolland market square\nMore stories\n10 May: Elmsworth town hall\n{}\n\
         Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n"
    );
    const BELOW_COLON: &str = after_paragraphs!(
        "For the repair of the net the council lists what it has:\nMore stories\nA needle made of bone\n{}\n\
         Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n"
    );
    const ABOVE_SUBHEADINGS: &str = after_paragraphs!(
        "Don't miss\nGulls move into the town hall\nChandler reopens his shop\n{}\n\
         Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n\
         A new lamp for the lighthouse\n\
         The keeper has asked for a second lamp, and the council has promised to look at the first one.\n\
         Soup for the whole crew\n\
         The mayor left by the back door, and the clerk counted the chairs, of which eleven had been broken.\n"
    );
    const LONG_LIST_INSIDE_ARTICLE: &str = after_paragraphs!(
        "Don't miss\nThe nets\nThe boats\nThe quay\nThe lamp\nThe shed\nThe rope\nThe bell\nThe buoy\nThe mast\n\
         The sail\nThe anchor\n{}\n\
         Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n\
         The mayor left by the back door, and the clerk counted the chairs, of which eleven had been broken.\n"
    );
    const UNDER_BUTTON: &str = after_paragraphs!(
        "A brass lamp that burns for a week.\nLearn more\nA lamp on three chains.\nLearn more\nThe smallest lamp\n{}\n\
         Learn more\n"
    );
    const BETWEEN_TWO_LINKS: &str =
        after_paragraphs!("[The nets of Tolland](https://a.example/1)\n{}\n[Gulls in town](https://a.example/2)\n");
    const BESIDE_ONE_LINK: &str = after_paragraphs!("[The nets of Tolland](https://a.example/1)\n{}\n");

    #[test]
    fn headlines_under_a_heading_are_removed_and_sentences_and_list_items_are_kept() {
        check(
            "links",
            &[
                ("Gulls move into the town hall", UNDER_HEADING_AT_END, Removed, "a headline in a list"),
                (
                    "Who owns the gulls of the town hall?",
                    UNDER_HEADING_AT_END,
                    Removed,
                    "a headline that is a question",
                ),
                (
                    "They moved in on Monday and eat at the mayor's desk.",
                    BEFORE_LAST_HEADLINE,
                    Kept,
                    "a teaser reads like the article's sentence",
                ),
                (
                    "They moved in on Monday, and since then the mayor has eaten in the kitchen. The clerk closes the \
                 windows. The gulls open them. The council will discuss it in June.",
                    BEFORE_LAST_HEADLINE,
                    Kept,
                    "four sentences are a paragraph",
                ),
                (
                    "The gulls have three demands, and the mayor of the town has agreed to two of them:",
                    UNDER_HEADING_AT_END,
                    Kept,
                    "a sentence that introduces something",
                ),
                (
                    "\"They eat with me\": gulls in the town hall",
                    UNDER_HEADING_AT_END,
                    Removed,
                    "it starts with a quotation",
                ),
                ("\"They eat with me in the town hall\"", SECOND_INSIDE_ARTICLE, Kept, "all of it is a quotation"),
                ("Gulls: three demands", UNDER_HEADING_AT_END, Removed, "a colon inside a headline"),
                (
                    "Gulls move into the town hall",
                    INSIDE_ARTICLE,
                    Kept,
                    "the only headline may be the article's heading",
                ),
                ("- Gulls move into the town hall", SECOND_INSIDE_ARTICLE, Kept, "a list item"),
                ("gulls move into the town hall", SECOND_INSIDE_ARTICLE, Kept, "a headline starts with a capital"),
                ("Gulls move", SECOND_INSIDE_ARTICLE, Kept, "a headline has three words or more"),
                ("Gulls move into the town hall", SECOND_INSIDE_ARTICLE, Removed, "two headlines are a list"),
                ("They moved in on Monday.", SECOND_INSIDE_ARTICLE, Kept, "a sentence"),
                (
                    "11 May: the old stone quay",
                    IN_LIST_OF_ARTICLE,
                    Kept,
                    "a line like it stands above the heading, so it is of the article's own list",
                ),
                ("Twine from the old rope walk", BELOW_COLON, Kept, "the line above announces the article's own list"),
                (
                    "The clerk and his chairs",
                    ABOVE_SUBHEADINGS,
                    Kept,
                    "the last headline is one of the article's three subheadings",
                ),
                ("Paint and rope: $40", SECOND_INSIDE_ARTICLE, Kept, "it ends with a price"),
                ("Boats | Days | Catch", SECOND_INSIDE_ARTICLE, Kept, "a row of a table"),
                ("The oar", LONG_LIST_INSIDE_ARTICLE, Kept, "a heading and twelve lines may be the article's own list"),
                ("It burns for a week.", UNDER_BUTTON, Kept, "the heading is a button"),
                ("[The choir of Elmsworth](https://a.example/3)", BETWEEN_TWO_LINKS, Removed, "three lines of links"),
                ("[The choir of Elmsworth](https://a.example/3)", BESIDE_ONE_LINK, Kept, "two lines of links"),
                (
                    "The choir sings, as [reported](https://a.example/3)",
                    BETWEEN_TWO_LINKS,
                    Kept,
                    "most words are no link",
                ),
                ("Gulls move into the town hall", MIDDLE, Kept, "no heading stands above it"),
                ("Gulls move into the town hall", END, Kept, "no heading stands above it"),
            ],
        );
    }
}
