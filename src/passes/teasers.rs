//! Teasers: lists of other stories without a heading, in which each story is a headline with its date, byline or first
//! words.
//!
//! **Removes** headlines beside marks of a teaser, together with the marks and the titles between them, where such marks
//! recur; on a whole page also the sentences between them. A mark is a paragraph that ends with an ellipsis under a
//! headline, or a byline with a number beside a headline.
//!
//! **Keeps** timelines, in which a date stands above prose and not beside a headline (`keep/en-obituary-with-dates`);
//! blocks of marks with a paragraph of more than 80 words between them; and lists that start before 60 words of prose. In
//! the text of an extractor it keeps sentences between the marks, which may be the article's, lists with more words than
//! the prose before them, which are what the text is about, and lists that prose follows.
//!
//! **Why** A headline, a date or an ellipsis alone occurs in articles too. Several of them in a regular order after the
//! article show a list of other stories.

use std::ops::RangeInclusive;

use super::{SignedLedger, TextKind};
use crate::category::Category;
use crate::ledger::Ledger;
use crate::view::{Context, Segment};
use crate::vote::score;

/// A list of teasers starts only after at least this many words of prose. Chosen by hand: a smaller number would
/// remove the byline and standfirst of the article; a larger one would keep lists under short articles.
const MIN_PROSE_WORDS_BEFORE_TEASERS: usize = 60;
/// In the text of an extractor, a list of teasers stands behind the article: fewer words of prose than this follow it. The
/// entries of a list that the text is about may be cut short as well, between others that are not.
const MAX_PROSE_WORDS_BEHIND: usize = 60;
/// The farthest distance from one mark to the next in the same list, in segments. Chosen by hand: a larger distance
/// would join marks across sections of the article; a smaller one would part lists whose stories have many lines.
const MAX_MARK_DISTANCE_SEGMENTS: usize = 5;
/// The fewest words of a paragraph that was cut short. Shorter ones are headlines that end with an ellipsis.
const MIN_CUT_TEASER_WORDS: usize = 6;
/// The most words of a teaser. Prose with more words and no mark is a paragraph of an article. Chosen by hand: a larger
/// limit would remove the article's paragraphs between marks; a smaller one would keep lists of long teasers.
/// Sensitive: +25 % (100) costs 0.101 percentage points of the content of the shared corpora.
const MAX_TEASER_WORDS: usize = 80;
/// The fewest words of a headline beside a mark. Shorter titles are names and labels.
const MIN_TEASER_HEADLINE_WORDS: usize = 3;
/// How much a paragraph that was cut short counts in the weight of a list.
const CUT_TEASER_WEIGHT: usize = 3;
/// How much a byline with a number counts. It is less, because articles have such lines too.
const DATED_BYLINE_WEIGHT: usize = 2;
/// The least weight of a list: two paragraphs that were cut short, or three dated bylines.
const MIN_LIST_WEIGHT: usize = 6;

pub(super) fn apply(context: Context<'_>, kind: TextKind, weights: &mut Vec<usize>, ledger: &mut SignedLedger<'_>) {
    weights.clear();
    weights.extend((0..context.len()).map(|i| weigh_mark(context, ledger, i)));
    if weights.iter().all(|weight| *weight == 0) {
        return;
    }
    let short_rest = find_short_rest(context, ledger);
    let mut prose_words_before = 0;
    let mut i = 0;
    while i < context.len() {
        if weights[i] == 0 || prose_words_before < MIN_PROSE_WORDS_BEFORE_TEASERS {
            let segment = context.segment(i);
            if segment.is_prose() && weights[i] == 0 && !is_cut_short(segment) {
                prose_words_before += segment.words();
            }
            i += 1;
            continue;
        }
        let first = i;
        let (last, weight) = measure_block(weights, first);
        i = last + 1;
        let list_words: usize = (first..=last).map(|k| context.segment(k).words()).sum();
        // In the text of an extractor, a list that is longer than what precedes it is what the text is about, and one that
        // prose follows may be a part of it.
        if weight >= MIN_LIST_WEIGHT
            && (kind == TextKind::Page || list_words <= prose_words_before && last >= short_rest)
            && !(first..=last).any(|k| is_article_paragraph(context.segment(k), weights[k], kind))
        {
            let is_of_list = |k: usize| kind == TextKind::Page || weights[k] > 0 || context.segment(k).is_title();
            remove_list(context, ledger, first..=last, is_of_list);
        }
    }
}

/// The first segment from which fewer than [`MAX_PROSE_WORDS_BEHIND`] words of prose remain to the end of the page.
fn find_short_rest(context: Context<'_>, ledger: &Ledger) -> usize {
    let mut words = 0;
    let is_prose_of_article = |k: usize| {
        let segment = context.segment(k);
        segment.is_prose() && !is_cut_short(segment) && !ledger.is_removed(k)
    };
    let last_of_long_rest = (0..context.len()).rev().find(|k| {
        words += if is_prose_of_article(*k) { context.segment(*k).words() } else { 0 };
        words >= MAX_PROSE_WORDS_BEHIND
    });
    last_of_long_rest.map_or(0, |k| k + 1)
}

/// Returns the last mark of the block of marks that starts at `first`, and the weight of all its marks.
fn measure_block(weights: &[usize], first: usize) -> (usize, usize) {
    let (mut last, mut weight, mut next) = (first, 0, first);
    while next < weights.len() && next - last <= MAX_MARK_DISTANCE_SEGMENTS {
        if weights[next] > 0 {
            weight += weights[next];
            last = next;
        }
        next += 1;
    }
    (last, weight)
}

/// Removes a block of marks and the headline right above it.
fn remove_list(
    context: Context<'_>,
    ledger: &mut SignedLedger<'_>,
    list: RangeInclusive<usize>,
    is_of_list: impl Fn(usize) -> bool,
) {
    let (first, last) = list.into_inner();
    let has_headline_above = first > 0 && context.segment(first - 1).is_title() && !ledger.protected(first - 1);
    for k in first - usize::from(has_headline_above)..=last {
        if is_of_list(k) && !ledger.is_removed(k) {
            ledger.vote(k, Category::Related, score::PROBABLE, "in a list of teasers");
        }
    }
}

/// How much the segment counts as a mark of a teaser, or 0 if it is not one. A paragraph that was cut short stands
/// under a headline, perhaps with one removed segment between them; a dated byline stands above or under a headline.
fn weigh_mark(context: Context<'_>, ledger: &Ledger, i: usize) -> usize {
    let segment = context.segment(i);
    if segment.features().code {
        return 0;
    }
    let is_headline = |k: usize| is_headline(context.segment(k), ledger);
    let is_under_headline = i > 0 && is_headline(i - 1) || i > 1 && ledger.is_removed(i - 1) && is_headline(i - 2);
    let has_teaser_length = (MIN_CUT_TEASER_WORDS..=MAX_TEASER_WORDS).contains(&segment.words());
    let is_beside_headline = || is_under_headline || i + 1 < context.len() && is_headline(i + 1);
    if is_under_headline && has_teaser_length && is_cut_short(segment) {
        CUT_TEASER_WEIGHT
    } else if segment.numbers() > 0 && ledger.removed_as(i, Category::Byline) && is_beside_headline() {
        DATED_BYLINE_WEIGHT
    } else {
        0
    }
}

/// Whether the segment looks like a headline of several words and was not removed as a byline.
fn is_headline(segment: Segment<'_>, ledger: &Ledger) -> bool {
    segment.is_title()
        && segment.words() >= MIN_TEASER_HEADLINE_WORDS
        && !ledger.removed_as(segment.index(), Category::Byline)
}

/// Whether the segment ends with an ellipsis and is not a quotation.
fn is_cut_short(segment: Segment<'_>) -> bool {
    let text = segment.text().trim_end_matches([']', ')', ' ', '»', '>']);
    (text.ends_with('…') || text.ends_with("...")) && !segment.quoted()
}

/// Whether the segment is a paragraph that does not belong to a list of teasers. Then the block of marks around it is not
/// one. In the text of an extractor that is any paragraph: it would stay without its headline.
fn is_article_paragraph(segment: Segment<'_>, weight: usize, kind: TextKind) -> bool {
    weight == 0 && segment.is_prose() && (kind != TextKind::Page || segment.words() > MAX_TEASER_WORDS)
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END};

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

    const WITH_CUT_TEASER: &str = after_paragraphs!(
        "Gulls move into the town hall\n{}\nChoir of Elmsworth goes on tour\nIts forty members sing in a tent for…\n"
    );
    const UNDER_HEADLINE: &str = after_paragraphs!(
        "Gulls move into the town hall\nThey came on Monday and have since eaten the…\n\
         Choir of Elmsworth goes on tour\n{}\n"
    );
    const ABOVE_CUT_TEASER: &str = after_paragraphs!(
        "{}\nThey came on Monday and have since eaten the…\n\
         Choir of Elmsworth goes on tour\nIts forty members sing in a tent for…\n"
    );
    const BETWEEN_CUT_TEASERS: &str = after_paragraphs!(
        "Gulls move into the town hall\nThey came on Monday and have since eaten the…\n{}\n\
         Choir of Elmsworth goes on tour\nIts forty members sing in a tent for…\n"
    );
    const FAR_APART: &str = after_paragraphs!(
        "Gulls move into the town hall\n{}\n\
         The mayor eats in the kitchen.\nThe clerk closes the windows.\nThe gulls open them.\nThe council is patient.\n\
         Choir of Elmsworth goes on tour\nIts forty members sing in a tent for…\n"
    );
    const BEFORE_THE_ARTICLE: &str = "The harbour of Elmsworth stays open all winter\n\
         The forty boats of the old stone quay may land their catch until spring, says the council of the town.\n\
         Gulls move into the town hall\n{}\nChoir of Elmsworth goes on tour\nIts forty members sing in a tent for…\n\
         That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.\n\
         The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.\n";
    const BEFORE_MORE_PROSE: &str = after_paragraphs!(
        "Gulls move into the town hall\n{}\nChoir of Elmsworth goes on tour\nIts forty members sing in a tent for…\n\
         Since then the choir has sung in eleven towns, in a barn without a roof, and once on the ice of the harbour.\n\
         Each of the concerts was free, because the mayor of the town had sold his boat and given the choir the money.\n\
         In the spring it will be back, and on the first Sunday it will sing at the quay for whoever has stayed.\n"
    );
    const BETWEEN_DATES: &str = after_paragraphs!(
        "1946\nShe left school and swept the quay until the harbour master gave her a boat of her own.\n1958\n{}\n\
         1979\nThe boat burned down, and she built another from planks that she had cleaned herself.\n"
    );

    #[test]
    fn headlines_with_cut_teasers_are_removed_and_paragraphs_and_timelines_are_kept() {
        check(
            "teasers",
            &[
                ("They came on Monday and have since eaten the…", WITH_CUT_TEASER, Removed, "one of two cut teasers"),
                ("They came on Monday and have since eaten...", WITH_CUT_TEASER, Removed, "three full stops"),
                ("They came on Monday again…", UNDER_HEADLINE, Kept, "five words and an ellipsis"),
                (
                    "They came on Monday and ate the soup.",
                    WITH_CUT_TEASER,
                    Kept,
                    "not cut short, so there is only one mark",
                ),
                ("\"They came on Monday and have since eaten the…\"", WITH_CUT_TEASER, Kept, "a quotation may end so"),
                ("Gulls move into the town hall", ABOVE_CUT_TEASER, Removed, "the headline above a cut teaser"),
                (
                    "They eat at the mayor's desk.",
                    BETWEEN_CUT_TEASERS,
                    Kept,
                    "a sentence between two cut teasers, in the text of an extractor",
                ),
                (
                    "They came on Monday and have since eaten the…",
                    BEFORE_MORE_PROSE,
                    Kept,
                    "sixty words of prose follow the list, in the text of an extractor",
                ),
                ("They came on Monday and have since eaten the…", FAR_APART, Kept, "the marks are six segments apart"),
                (
                    "They came on Monday and have since eaten the…",
                    BEFORE_THE_ARTICLE,
                    Kept,
                    "too little prose precedes it",
                ),
                (
                    "She married a chandler, who was deaf in one ear.",
                    BETWEEN_DATES,
                    Kept,
                    "a timeline has no headlines",
                ),
                ("They came on Monday and have since eaten the…", END, Kept, "one ellipsis is no list"),
            ],
        );
    }
}
