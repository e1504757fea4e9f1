//! The frame of a whole page without an article: the menu above its entries, and the footer below them.
//!
//! **Removes** what lies between the top of the page and the last line of the menu that was recognized, and between the
//! first recognized line of the footer and the end of the page, if it looks like a menu: short lines, and no prose.
//!
//! **Keeps** everything between the menu and the footer, and short lines far from any recognized one: they may be entries.
//!
//! **Why** On a listing, a shop or a forum nothing but recognition tells a menu's line from an entry's, so that a line is
//! removed only if it is enclosed by the edge of the page and a line of its kind.

use std::ops::Range;

use super::extent::{classify, LineKind};
use crate::ledger::Ledger;
use crate::policy::BesideBody;
use crate::view::Context;

/// A menu goes on over at most this many lines of which none was recognized. Chosen on the read folds of the shared
/// corpora: twice as many lines cost half a point of recall on pages of other kinds than articles and win as much F1.
const MAX_UNRECOGNIZED_LINES: usize = 12;
/// A menu entry has at most this many words, as in `whole`. Longer lines and list items without a link may be the page's
/// content, so that the menu ends before them.
const MAX_FRAME_LINE_WORDS: usize = 6;
/// This many consecutive menu entries are a menu even if none of them was recognized. Entries of a listing have numbers or
/// more words. Chosen on the read folds: with 6, some listings lose entries.
const MIN_MENU_ENTRIES: usize = 10;

/// The segments of the menu at the top and of the footer at the end.
pub(super) fn find(context: Context<'_>, ledger: &Ledger) -> [Range<usize>; 2] {
    let menu_end = reach(context, ledger, 0..context.len()).map_or(0, |last| last + 1);
    let footer = reach(context, ledger, (menu_end..context.len()).rev()).unwrap_or(context.len());
    [0..menu_end, footer..context.len()]
}

/// The last recognized line of a menu that starts at the first of these segments.
fn reach(context: Context<'_>, ledger: &Ledger, segments: impl Iterator<Item = usize>) -> Option<usize> {
    let (mut last, mut unrecognized, mut entries) = (None, 0, 0);
    for i in segments {
        let segment = context.segment(i);
        if let Some(vote) = ledger.removed(i) {
            if vote.category.policy().beside_body != BesideBody::Passing {
                (last, unrecognized) = (Some(i), 0);
            }
            continue;
        }
        if segment.words() == 0 {
            continue;
        }
        let is_longer_than_entry = segment.bullet() || segment.words() > MAX_FRAME_LINE_WORDS;
        if segment.is_prose() || is_longer_than_entry && !segment.is_link() {
            break; // a headline, or an item of a list
        }
        let is_entry = classify(context, ledger, i) == LineKind::MenuEntry;
        entries = if is_entry { entries + 1 } else { 0 };
        if entries >= MIN_MENU_ENTRIES {
            (last, unrecognized) = (Some(i), 0);
            continue;
        }
        unrecognized += 1;
        if unrecognized > MAX_UNRECOGNIZED_LINES {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed};

    const IN_MENU: &str = "Home\nNews\n{}\nSport\nPrivacy Policy\nTerms of Use\nContact\nSearch\n\
        Oak table, 3 by 5 feet\nAsh chair, oiled\nBeech stool, three legs\n\
        We make each of our tables and chairs in a shed by the water, and we sell them there.\n";
    const AMONG_ENTRIES: &str = "Home\nNews\nSport\nPrivacy Policy\nTerms of Use\nContact\nSearch\nLogin\n\
        We make each of our tables and chairs in a shed by the water, and we sell them there.\n\
        {}\nOak table, 3 by 5 feet\nAsh chair, oiled\nBeech stool, three legs\n\
        We deliver each of our tables and chairs by boat to all the towns along the long coast.\n";
    const IN_FOOTER: &str = "Home\nNews\nSport\nPrivacy Policy\nTerms of Use\nContact\nSearch\nLogin\n\
        We make each of our tables and chairs in a shed by the water, and we sell them there.\n\
        Terms of Use\n{}\nPrivacy Policy\n";

    #[test]
    fn lines_between_the_edge_of_the_page_and_its_menu_are_removed_and_entries_are_kept() {
        check(
            "frame",
            &[
                ("Harriers", IN_MENU, Removed, "a recognized line of the menu follows"),
                ("Harriers", IN_FOOTER, Removed, "recognized lines of the footer stand on both sides"),
                ("Harriers", AMONG_ENTRIES, Kept, "an entry below the menu"),
                (
                    "Harriers are birds of prey that live in the reeds along the shore and hunt the voles there.",
                    IN_MENU,
                    Kept,
                    "prose",
                ),
            ],
        );
    }
}
