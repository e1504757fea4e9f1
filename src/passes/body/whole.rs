//! Decides whether a text is a whole page with its menus and footers, or only the article that an extractor took from
//! one.

use std::ops::Range;

use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::{Context, Segment};

/// This many consecutive menu entries above the first prose segment are a menu, in any language. Chosen by hand: longer
/// than the lists with which articles start; a larger value would miss the menus of small sites.
const MIN_MENU_LINES: usize = 16;
/// An entry of such a menu has at most this many words, and no number: a recipe or a table also starts with short
/// lines, but those have numbers (`keep/en-recipe-ingredients-first`). Longer lines may be list items of an article.
const MAX_MENU_LINE_WORDS: usize = 6;

/// This many short lines above the first prose segment are a menu if at least [`MIN_REMOVED_LINES_ABOVE`] of them were
/// removed as the frame of a page. Chosen by hand: both conditions together are rare in an article, each is not.
const MIN_SHORT_LINES_ABOVE: usize = 8;
/// See [`MIN_SHORT_LINES_ABOVE`]. One removed line may be a mistake.
/// Sensitive: -25 % (1) changes 1.47 % of the texts of the shared corpora, +25 % (3) changes 1.33 %.
const MIN_REMOVED_LINES_ABOVE: usize = 2;
/// This many short lines above and below the prose together are a menu and a footer if at least
/// [`MIN_REMOVED_LINES_AROUND`] of them were removed as the frame of a page. Chosen by hand, twice the limits for the
/// lines above alone: a smaller value would take an article with a long signature for a page; a larger one would miss
/// pages with a short menu.
const MIN_SHORT_LINES_AROUND: usize = 2 * MIN_SHORT_LINES_ABOVE;
/// See [`MIN_SHORT_LINES_AROUND`].
const MIN_REMOVED_LINES_AROUND: usize = 2 * MIN_REMOVED_LINES_ABOVE;

/// This many short lines without numbers both above the prose and below it are a menu and a footer, even in a language
/// of which no phrase matches. Chosen by hand: a smaller value would take an article with a list at its start and one
/// at its end for a page; a larger one would miss pages of small sites.
const MIN_SHORT_LINES_ON_BOTH_SIDES: usize = 24;
/// This many lines that end a multi-line link show a list of cards, each of which links a picture, a headline and a
/// teaser of another story. Chosen by hand: an article has few links that span several lines.
const MIN_CARDS: usize = 8;
/// This many lines that were removed as the frame of a page show a whole page wherever they stand, for example if the
/// first or the last prose segment of the page is boilerplate itself.
const MIN_REMOVED_LINES: usize = 12;

/// A stretch with at least this many links is a menu, in which every second link counts as a removed line of the frame.
/// Chosen by hand: references of an article are fewer, or longer than the lines that count as links.
const MIN_MENU_LINKS: usize = 8;

/// Whether the text is a whole page: it has a menu above its first prose segment, a menu and a footer around the prose,
/// or many cards or frame lines anywhere.
pub(super) fn is_whole(context: Context<'_>, ledger: &Ledger) -> bool {
    let is_prose = |i: &usize| context.segment(*i).is_prose() && !ledger.is_removed(*i);
    let Some(first) = (0..context.len()).find(is_prose) else { return false };
    let last = (first..context.len()).rev().find(is_prose).unwrap_or(first);
    let (above, below) = (0..first, last + 1..context.len());
    has_long_menu(context, above.clone())
        || has_known_frame(context, ledger, above.clone(), below.clone())
        || has_many_short_lines(context, above) && has_many_short_lines(context, below)
        || has_many_cards(context)
        || has_many_frame_lines(ledger)
}

/// Whether the stretch contains a menu of a form that no article has.
fn has_long_menu(context: Context<'_>, stretch: Range<usize>) -> bool {
    let mut consecutive = 0;
    stretch.map(|i| context.segment(i)).any(|segment| {
        let is_entry = is_bare_title(segment) && segment.words() <= MAX_MENU_LINE_WORDS;
        consecutive = if is_entry { consecutive + 1 } else { 0 };
        consecutive == MIN_MENU_LINES
    })
}

/// Whether there are many short lines above the prose, or around it, and some of them were removed as the frame.
fn has_known_frame(context: Context<'_>, ledger: &Ledger, above: Range<usize>, below: Range<usize>) -> bool {
    let (short_above, removed_above) = count_frame(context, ledger, above);
    let (short_below, removed_below) = count_frame(context, ledger, below);
    short_above >= MIN_SHORT_LINES_ABOVE && removed_above >= MIN_REMOVED_LINES_ABOVE
        || removed_above + removed_below >= MIN_REMOVED_LINES_AROUND
            && short_above + short_below >= MIN_SHORT_LINES_AROUND
}

fn has_many_short_lines(context: Context<'_>, stretch: Range<usize>) -> bool {
    let nth = MIN_SHORT_LINES_ON_BOTH_SIDES - 1;
    stretch.filter(|i| is_bare_title(context.segment(*i))).nth(nth).is_some()
}

fn has_many_cards(context: Context<'_>) -> bool {
    let ends_card = |i: &usize| context.segment(*i).text().starts_with("](");
    (0..context.len()).filter(ends_card).nth(MIN_CARDS - 1).is_some()
}

fn has_many_frame_lines(ledger: &Ledger) -> bool {
    (0..ledger.len()).filter(|i| is_removed_frame(ledger, *i)).nth(MIN_REMOVED_LINES - 1).is_some()
}

/// Whether the line is short like a title, and has neither a number nor final punctuation. The lines of tables have
/// numbers.
fn is_bare_title(segment: Segment<'_>) -> bool {
    segment.is_title() && segment.numbers() == 0 && segment.ending() == Ending::Open
}

/// Whether the line was removed as part of a menu or a footer.
fn is_removed_frame(ledger: &Ledger, i: usize) -> bool {
    ledger.removed(i).is_some_and(|vote| vote.category.policy().is_page_frame)
}

/// The number of short lines in the stretch, and the number of its lines that were removed as part of a menu or a
/// footer. In a list of links, every second link counts as removed too, whether it was or not.
fn count_frame(context: Context<'_>, ledger: &Ledger, stretch: Range<usize>) -> (usize, usize) {
    let (mut short, mut removed, mut links) = (0, 0, 0);
    for i in stretch {
        let segment = context.segment(i);
        short += usize::from(segment.is_title() || segment.is_link());
        links += usize::from(segment.is_link());
        removed += usize::from(is_removed_frame(ledger, i));
    }
    (short, if links >= MIN_MENU_LINKS { removed + links / 2 } else { removed })
}

#[cfg(test)]
mod tests {
    use super::is_whole;
    use crate::cleaner::Cleaner;

    const ARTICLE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
";

    fn is_whole_text(text: &str) -> bool {
        Cleaner::default().before_passes(text, is_whole)
    }

    #[test]
    fn menus_and_footers_show_a_whole_page() {
        const ENTRY: &str = "Otters\n";
        const LONG_ENTRY: &str = "Otters beside the long quay of Elmsworth\n";
        const NUMBERED_ENTRY: &str = "Flour 30 g\n";
        const LINK: &str = "[Otters](https://example.com/otters)\n";
        const CARD: &str = "](https://example.com/otters)\n";
        const REMOVED: &str = "Privacy Policy\n";
        // lines above the article, lines below it, is a whole page, reason
        type Lines = &'static [(&'static str, usize)];
        let cases: &[(Lines, Lines, bool, &str)] = &[
            (&[], &[], false, "an article"),
            (&[(ENTRY, 16)], &[], true, "a menu of 16 unknown entries"),
            // The headline also stands above the prose, but it has too many words for a menu entry.
            (&[(ENTRY, 15)], &[], false, "one entry fewer"),
            (&[(ENTRY, 8), (LONG_ENTRY, 1), (ENTRY, 8)], &[], false, "interrupted by a longer line"),
            (&[(NUMBERED_ENTRY, 30)], &[], false, "the ingredients of a recipe"),
            (&[(ENTRY, 5), (REMOVED, 2)], &[], true, "with the headline, eight short lines, two of them removed"),
            (&[(ENTRY, 6), (REMOVED, 1)], &[], false, "only one of them removed"),
            (&[(ENTRY, 4), (REMOVED, 2)], &[], false, "seven short lines"),
            (&[(LINK, 8)], &[], true, "eight links, every second of which counts as removed"),
            (&[(LINK, 7)], &[], false, "one link fewer"),
            (
                &[(ENTRY, 3), (REMOVED, 1)],
                &[(ENTRY, 7), (REMOVED, 3)],
                true,
                "with the headline and the last line, 16 short lines around, four removed",
            ),
            (&[(ENTRY, 2), (REMOVED, 1)], &[(ENTRY, 7), (REMOVED, 3)], false, "15 of them"),
            (&[(ENTRY, 3), (REMOVED, 1)], &[(ENTRY, 8), (REMOVED, 2)], false, "three of them removed"),
            (&[], &[(REMOVED, 12)], true, "twelve removed lines of the frame below the article"),
            (&[], &[(REMOVED, 11)], false, "one such line fewer"),
            (
                &[(LONG_ENTRY, 23)],
                &[(LONG_ENTRY, 23)],
                true,
                "with headline and last line, 24 short lines on both sides",
            ),
            (&[(LONG_ENTRY, 22)], &[(LONG_ENTRY, 23)], false, "one line fewer above"),
            (&[(LONG_ENTRY, 23)], &[(LONG_ENTRY, 22)], false, "one line fewer below"),
            (&[], &[(CARD, 8)], true, "eight cards"),
            (&[], &[(CARD, 7)], false, "one card fewer"),
        ];
        let write = |lines: Lines| lines.iter().map(|(line, count)| line.repeat(*count)).collect::<String>();
        for (above, below, expected, why) in cases {
            let text = format!("{}{ARTICLE}{}{ENTRY}", write(above), write(below));
            assert_eq!(is_whole_text(&text), *expected, "{why}");
        }
    }
}
