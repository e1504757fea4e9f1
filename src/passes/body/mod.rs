//! The body of a whole page: the article between the menus above it and the lists and footers below it.
//!
//! **Removes** every segment outside the body. The body is the run of segments with the highest sum, where each word of
//! prose adds to the sum, and menu entries, headlines and lines that were already removed subtract from it (`runs`).
//! The run is then extended by the article's own lines beside it (`extent`), starts at the headline whose words its
//! paragraphs use (`headline`), and ends before the teasers of other stories (`ending`).
//!
//! **Keeps** the headline above the run, a standfirst above the headline, and a list of described things with their
//! prices behind the run (`items`; `pages/en-buyers-list-with-prices`). If no run dominates the page, such as on a page
//! of product data, it keeps everything between the menus (`pages/en-product-page-without-a-body`). It keeps everything
//! on a text that is not a whole page: either the text shows that it is one (`whole`), or the caller says so
//! ([`WholePage`]).
//!
//! **Why** by sums: menus, cards and footers of an unknown site match no phrase, but articles consist mostly of long
//! sentences and what surrounds them consists mostly of short lines, in every language.

mod contents;
mod ending;
mod extent;
mod frame;
mod headline;
mod items;
mod nesting;
mod runs;
mod whole;

pub(crate) use frame::clues as frame_clues;
pub(super) use nesting::{apply as apply_nesting, Blocks};

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::view::Context;
use crate::vote::score;
use extent::LineKind;

/// Whether a text is a whole page with menus and footers, in which the body of the article must first be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum WholePage {
    /// It is treated as a whole page if it looks like one, for example because it starts with a long menu.
    #[default]
    Auto,
    /// It is a whole page.
    On,
    /// It is not a whole page. All of it may be part of the article.
    Off,
}

/// Whether the text is a whole page with its menus and footers.
pub(super) fn is_whole_page(context: Context<'_>, whole_page: WholePage, ledger: &Ledger) -> bool {
    match whole_page {
        WholePage::On => true,
        WholePage::Off => false,
        WholePage::Auto => whole::is_whole(context, ledger),
    }
}

/// Hands each run of segments that may be the article to `found`: its first and its last segment.
pub(super) fn for_each_article_run(context: Context<'_>, ledger: &Ledger, mut found: impl FnMut(usize, usize)) {
    runs::for_each_run(context, ledger, |_, first, last| found(first, last));
}

/// Removes the frame of a whole page without an article.
pub(super) fn apply_to_entries(context: Context<'_>, whole_page: WholePage, ledger: &mut SignedLedger<'_>) {
    if !is_whole_page(context, whole_page, ledger) {
        return;
    }
    let frame: Vec<usize> = frame::find(context, ledger).collect();
    let mut in_text = vec![true; context.len()];
    frame.iter().for_each(|i| in_text[*i] = false);
    let contents = contents::find(context, ledger, |i| in_text[i]);
    for i in frame {
        if !ledger.is_removed(i) && !contents.contains(i) {
            ledger.vote(i, Category::Frame, score::PROBABLE, "in the page's menu or footer, by its form");
        }
    }
}

/// Removes what surrounds the article of a whole page.
pub(super) fn apply(context: Context<'_>, blocks: &mut Blocks, ledger: &mut SignedLedger<'_>) {
    let Some(mut in_body) = find(context, ledger) else {
        return apply_to_entries(context, WholePage::On, ledger);
    };
    nesting::add_rest_of_block(context, blocks, ledger, &mut in_body);
    let contents = contents::find(context, ledger, |i| in_body[i]);
    for (i, in_body) in in_body.into_iter().enumerate() {
        if !in_body && !contents.contains(i) && !ledger.is_removed(i) {
            ledger.vote(i, Category::Frame, score::PROBABLE, "outside the page's body");
        }
    }
}

/// For each segment, whether it belongs to the body. `None` if the page has no prose or no content.
fn find(context: Context<'_>, ledger: &Ledger) -> Option<Vec<bool>> {
    let runs = runs::best(context, ledger);
    if runs.is_empty() {
        return None;
    }
    let mut in_body = vec![false; context.len()];
    let mut lists = items::Lists::new(context);
    for (first, last) in runs {
        // The body below an earlier run may reach past this one. Then nothing is read again, because the work would
        // grow with the square of the number of runs.
        if !in_body[first..=last].iter().all(|is_in| *is_in) {
            add_run(context, ledger, first, last, &mut lists, &mut in_body);
        }
    }
    if !is_dominant(context, ledger, &in_body) {
        let is_content = |i: &usize| extent::classify(context, ledger, *i) == LineKind::Content;
        let first = (0..context.len()).find(is_content)?;
        let last = (0..context.len()).rev().find(is_content)?;
        add_with_headline(context, ledger, first, last, &mut in_body);
    }
    Some(in_body)
}

/// Adds a run to the body, without the teasers at its end and with the article's own lines beside it. `first` and
/// `last` are both inside the run.
fn add_run(
    context: Context<'_>,
    ledger: &Ledger,
    first: usize,
    last: usize,
    lists: &mut items::Lists,
    in_body: &mut [bool],
) {
    let last = ending::find(context, ledger, first, last);
    let last = last + extent::lines_below(context, ledger, last);
    let headline = headline::find_opening(context, ledger, first, last);
    let list_end = lists.end(context, ledger, first, last);
    let last = if list_end > last { list_end + extent::lines_below(context, ledger, list_end) } else { last };
    if let Some(headline) = headline {
        let above = extent::standfirst_lines(context, ledger, headline);
        in_body[headline - above..=last].fill(true);
        add_title_above(context, headline, in_body);
    } else {
        add_with_headline(context, ledger, first - extent::lines_above(context, ledger, first), last, in_body);
    }
}

/// Adds the segments from `first` to `last`, both included, and the headline above them to the body.
fn add_with_headline(context: Context<'_>, ledger: &Ledger, first: usize, last: usize, in_body: &mut [bool]) {
    in_body[first..=last].fill(true);
    if let Some(headline) = headline::longest_line_above(context, ledger, first) {
        in_body[headline] = true;
        add_title_above(context, headline, in_body);
        // A list between the headline and the text is the article's.
        let is_item = |i: &usize| context.segment(*i).bullet() && !context.segment(*i).is_link();
        if (headline + 1..first).all(|i| is_item(&i) || context.segment(i).words() == 0) {
            in_body[headline..first].fill(true);
        }
    }
}

/// Adds the first line of the text if it is a title right above the headline, which may be its subtitle.
fn add_title_above(context: Context<'_>, headline: usize, in_body: &mut [bool]) {
    if headline == 1 && context.segment(0).is_title() {
        in_body[0] = true;
    }
}

/// The prose segments from `first` to `last`, both included, that are not removed.
fn remaining_prose(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> Vec<usize> {
    (first..=last).filter(|i| context.segment(*i).is_prose() && !ledger.is_removed(*i)).collect()
}

/// Between the article and other text stand lines of at least this weight. A line weighs 1. Chosen by hand: a smaller
/// value would find a gap at a subheading with a date below it; a larger one would miss the headline and byline of a
/// teaser.
const MIN_GAP_WEIGHT: usize = 3;
/// The weight of a removed line in a gap. It counts more than a kept line, because boilerplate rarely stands inside an
/// article. Removed lines that do stand inside articles, such as captions, weigh nothing.
const REMOVED_LINE_WEIGHT: usize = 2;

/// Whether enough lines stand between the segments `a` and `b` to separate the article from other text.
fn has_gap_between(context: Context<'_>, ledger: &Ledger, a: usize, b: usize) -> bool {
    let weight = |i: usize| match ledger.removed(i) {
        None => 1,
        Some(vote) if vote.category.policy().stands_inside_article => 0,
        Some(_) => REMOVED_LINE_WEIGHT,
    };
    (a + 1..b).filter(|i| context.segment(*i).words() > 0).map(weight).sum::<usize>() >= MIN_GAP_WEIGHT
}

/// A body with at least this many words of prose is an article, whatever else the page contains. Chosen by hand: a
/// smaller value would take the blurb of a product page for its article; a larger one would keep the lists around a
/// short article, unless the article uses the words of its title.
const MIN_DOMINANT_PROSE_WORDS: usize = 200;

/// The body has at least this share of the words outside menus and headlines, in percent. If it has less, the lists of
/// the page are its subject. Chosen on the read folds of the shared corpora: with 20, two news pages keep the lists around
/// the article; with 12, a listing loses its entries to the text above them.
const MIN_BODY_PERCENT: usize = 18;

/// Whether the body is the subject of the page: it has at least half of the words outside menus and headlines; or at
/// least [`MIN_BODY_PERCENT`] of them, and the prose of an article or the words of the page's title. Otherwise the page
/// has no article, and everything between its menus is kept.
fn is_dominant(context: Context<'_>, ledger: &Ledger, in_body: &[bool]) -> bool {
    let (mut prose_words, mut body_words, mut content_words) = (0, 0, 0);
    for i in (0..in_body.len()).filter(|i| !ledger.is_removed(*i)) {
        let segment = context.segment(i);
        if in_body[i] {
            body_words += segment.words();
            prose_words += if segment.is_prose() { segment.words() } else { 0 };
        }
        if extent::classify(context, ledger, i) == LineKind::Content {
            content_words += segment.words();
        }
    }
    body_words * 2 >= content_words
        || body_words * 100 >= content_words * MIN_BODY_PERCENT
            && (prose_words >= MIN_DOMINANT_PROSE_WORDS || headline::body_uses_title(context, ledger, in_body))
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Case, Kept, Removed, TOP};

    macro_rules! menu {
        () => {
            "Menu\nNews\nSport\nTravel\nCulture\nNewsletter\nSubscribe\nSearch\n"
        };
    }
    macro_rules! headline {
        () => {
            // The byline shows that the page has an article, although its prose is short.
            "How Dunmarrow Cleans Its Beach\nBy Ann Lee, 3 March 2019\n"
        };
    }
    macro_rules! article {
        () => {
            "Every spring the people of Dunmarrow clean their beach, and every spring the beach has a surprise for them.
The cleaning began in 1974, after a freighter had lost its cargo of shoes. Nine hundred left shoes came ashore at \
Dunmarrow in a single night, and not one right shoe among them.
Since then the people of Dunmarrow meet every spring at the slipway for the cleaning. The mayor hands out gloves and \
sacks, and the beach is divided into strips, one for each street of the town.
Last spring the beach of Dunmarrow gave up four tons of rope, most of it from trawlers, and a piano without a lid. The \
rope goes to a workshop in the town that knots it into mats.
"
        };
    }
    macro_rules! footer {
        () => {
            "Privacy Policy\nTerms of Use\nContact\nAdvertise\nAbout Us\n"
        };
    }

    const IN_MENU: &str = concat!(menu!(), "{}\nOtters\n", headline!(), article!(), footer!());
    const AS_HEADLINE: &str = concat!(menu!(), "{}\n", article!(), footer!());
    const ABOVE_TITLE: &str = concat!("{}\n", headline!(), article!(), menu!(), footer!());
    const UNDER_HEADLINE: &str = concat!(menu!(), headline!(), "{}\n", article!(), footer!());
    const ITEMS_UNDER_HEADLINE: &str = concat!(
        menu!(),
        "By Ann Lee, 3 March 2019\n*What to bring to the beach this year?*\n* Gloves, long\n* Two sacks\n{}\n* Boots\n",
        article!(),
        footer!()
    );
    const IN_ARTICLE: &str = concat!(menu!(), headline!(), article!(), "{}\n", article!(), footer!());
    const BELOW: &str = concat!(menu!(), headline!(), article!(), "{}\n", footer!());
    const IN_FOOTER: &str = concat!(menu!(), headline!(), article!(), "Contact\n{}\n", footer!());
    const DATED: &str = concat!(menu!(), headline!(), article!(), "{}\n12/11/2023 01:14 PM\n", footer!());
    const LABELLED: &str = concat!(
        menu!(),
        headline!(),
        article!(),
        "{}\nA ladder goes missing for the third time this year\n",
        "Parish News\nWhat the new curate thinks of the old organ\n",
        "Parish News\nThe choir loses a tenor and finds a bicycle\n",
        footer!()
    );
    const BEHIND_FOOTER: &str = concat!(menu!(), headline!(), article!(), footer!(), footer!(), footer!(), "{}\n");
    const ABOVE_FRAME: &str =
        concat!(menu!(), "{}\n© 2024 The Dunmarrow Tide. All rights reserved.\n", article!(), footer!());
    const PRODUCT: &str = concat!(
        menu!(),
        "Tern 40 hand pump\nData\nMetric\n",
        "* Weight: 6.2 kg, with bracket\n* Lift: up to 9 metres\n* Housing: bronze, drawn and polished\n",
        "{}\n",
        "Spare\nParts\n",
        "* Seal, nitrile, 44 mm: 3.20\n* Seal, leather, 44 mm: 5.80, made to order\n* Valve flap with pin: 7.40\n",
        "* Handle, ash, oiled: 19.00\n* Bracket for a wooden wall, galvanised: 11.00\n",
        "Workshop\nRepairs\n",
        "We make pumps in a shed by the water, and each of them is tried in the dock first.\n",
        footer!()
    );
    const GUIDE: &str = concat!(
        menu!(),
        headline!(),
        article!(),
        "Harrow Tripod\nFolds flat against a wall and stands on a slope\nIts feet are like those of a duck\n",
        "Takes a heavy picker and a full basket\n$129.00\nBuy now\n",
        "Pellow Classic\nThe rungs are flat on top and kind to boots\nWeighs less than a dog of medium size\n",
        "Made of ash by one man\n$184.50\nBuy now\n",
        "Linnet Step\n{}\nOpens with one hand and shuts on the other\nStands on tiles as if it had grown there\n",
        "Fits behind a door\n$45.00\n",
        footer!()
    );
    const ABOVE_TEASERS_END: &str = concat!(
        menu!(),
        headline!(),
        article!(),
        "From the region\nPolice\nWeather\n{}\n",
        "Drivers between Hollern and Seelbeck must take the detour over the federal road until Easter.\n",
        footer!()
    );

    #[test]
    fn lines_outside_the_body_are_removed_and_lines_of_the_article_are_kept() {
        let teaser =
            "Bathers in the pool at Seelbeck were amazed when an armoured turtle swam its lengths beside them.";
        let last_paragraph =
            "In summer the workshop of Dunmarrow sells its mats at the slipway, and the piano stands beside \
                              them until somebody from the town finds a lid.";
        let cases: &[Case] = &[
            ("Harriers", IN_MENU, Removed, "a menu entry that matches no phrase"),
            ("Harriers", IN_FOOTER, Removed, "the same in the footer"),
            ("Harriers", TOP, Kept, "the text is no whole page"),
            (teaser, BEHIND_FOOTER, Removed, "a run of its own that has few words beside the article's"),
            ("How Dunmarrow Cleans Its Beach", AS_HEADLINE, Kept, "the headline"),
            ("Nobody walks alone on Sundays", ABOVE_FRAME, Kept, "the longest line above the body"),
            ("The Tidal Post", ABOVE_TITLE, Kept, "the first line, right above the headline"),
            ("A shoe, a piano and four tons of rope", UNDER_HEADLINE, Kept, "a standfirst"),
            ("* Something to drink", ITEMS_UNDER_HEADLINE, Kept, "an item of a list between headline and text"),
            ("The Rope", IN_ARTICLE, Kept, "a subheading"),
            ("* Gloves that reach above the wrist, and 2 sacks", BELOW, Kept, "an item of a list under the text"),
            ("The mats of Dunmarrow", BELOW, Kept, "a headline alone may be the article's"),
            ("The mats of Dunmarrow", DATED, Removed, "a headline with a date below it is another story's"),
            ("Parish News", LABELLED, Removed, "a label that occurs twice more"),
            ("* Article number: 4471-B", PRODUCT, Kept, "no run dominates the page"),
            ("Four steps and a tray for the paint", GUIDE, Kept, "it describes one of three things with prices"),
            (teaser, ABOVE_TEASERS_END, Removed, "foreign words behind a gap"),
            (last_paragraph, ABOVE_TEASERS_END, Kept, "the article's words behind a gap"),
        ];
        check("body", cases);
    }
}
