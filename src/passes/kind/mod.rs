//! The kind of a text, decided from the whole text before any pass runs.
//!
//! Passes find boilerplate by what stands around it, and what surrounds an article is content elsewhere: the comments of a
//! blog are the posts of a forum, the related stories of a newspaper are the entries of a listing. So each pass names the
//! kinds of text for which it was made (`PASSES`), and abstains from all others.
//!
//! Where the form of a text does not tell its kind, the sum of many weak clues does (`clues`). Their weights are in
//! `weights.txt`, which a program writes from labelled texts: `cargo run --release -p xtask -- train-kind`. No single
//! clue decides.

mod clues;
mod weights;

use std::collections::BTreeMap;

use super::body::is_whole_page;
use super::WholePage;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Anchor;
use crate::view::Context;
use weights::{Weights, WordSet};

/// What kind of text a page is. It is decided from the text, unless
/// [`CleanerBuilder::kind`](crate::CleanerBuilder::kind) sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum TextKind {
    /// An article without the page around it, as an extractor delivers it.
    Article,
    /// A whole page around an article, with menus and footers.
    Page,
    /// A list of entries, or a whole page around one: a forum, a listing, a shop.
    Entries,
    /// A document: a manual, a README, source code with comments.
    Document,
    /// None of these can be told.
    #[default]
    Unknown,
}

/// This many phrases that only forums and question-and-answer sites print show that readers' posts are the content. Two,
/// because an article may have one in a quotation.
const MIN_FORUM_PHRASES: usize = 2;
/// A whole page is one around an article if its score is at most this. Below 0.0, because on the read folds of the shared
/// corpora a page of another kind loses more by its body than an article gains: with 0.0, whole pages of news close 2 %
/// more of the gap and lose a sixth more words; with -0.75, they close 3 % less.
const MAX_PAGE_SCORE: f32 = -0.5;

/// A text without a page around it is an article if its score is at most this. Chosen by hand: a smaller value would
/// keep more biographies and disclaimers beside short articles, a larger one would remove more lines of short lists.
const MAX_ARTICLE_SCORE: f32 = 0.5;

/// A text without a page around it is one of entries if its score is higher than this. Between the two limits its kind is
/// unknown, because without the page fewer clues are left. Chosen by hand: a smaller value would keep the comments below
/// short articles, a larger one would remove more posts of forums.
const MIN_ENTRIES_SCORE: f32 = 1.0;

/// Decides what kind of text a page is. Reads the verdicts of the rules.
pub(super) fn decide(context: Context<'_>, whole_page: WholePage, ledger: &Ledger) -> TextKind {
    if context.page.is_document {
        return TextKind::Document;
    }
    let is_whole = is_whole_page(context, whole_page, ledger);
    let score = score(context, ledger);
    if forum_phrases(context) >= MIN_FORUM_PHRASES {
        TextKind::Entries
    } else if whole_page == WholePage::On || is_whole && score <= MAX_PAGE_SCORE {
        TextKind::Page
    } else if is_whole || score > MIN_ENTRIES_SCORE {
        TextKind::Entries
    } else if score <= MAX_ARTICLE_SCORE {
        TextKind::Article
    } else {
        TextKind::Unknown
    }
}

/// The sum of the weights of all clues: positive for a text of entries, negative for an article.
fn score(context: Context<'_>, ledger: &Ledger) -> f32 {
    let weights = Weights::get();
    let (mut score, mut seen) = (weights.bias, WordSet::default());
    clues::for_each(context, ledger, |clue| score += weights.of(clue, &mut seen));
    score
}

/// The score of a text, and all its clues with their weights.
pub(crate) fn explain(context: Context<'_>, ledger: &Ledger) -> (f32, BTreeMap<String, f32>) {
    let weights = Weights::get();
    let mut weight_by_clue = BTreeMap::new();
    clues::for_each(context, ledger, |clue| {
        weight_by_clue.insert(clue.to_string(), weights.of(clue, &mut WordSet::default()));
    });
    (score(context, ledger), weight_by_clue)
}

/// How many phrases were found that say that readers' posts are the content: those that speak for keeping comments.
fn forum_phrases(context: Context<'_>) -> usize {
    (0..context.len()).filter(|i| context.segment(*i).has_phrase(Category::Comments, &[Anchor::Keep])).count()
}

#[cfg(test)]
mod tests {
    use super::TextKind::{self, Article, Document, Entries, Page};
    use crate::cleaner::Cleaner;

    const MENU: &str = "Home\nNews\nSport\nTravel\nCulture\nWeather\nPrivacy Policy\nTerms of Use\nContact\n";
    const PARAGRAPHS: &str = "\
The boats of the old stone quay may land their catch there until spring, says the council of the town.
\"We have waited three years for this,\" said the chandler, who had let his only clerk go and sold both of his vans.
The board will publish the ice breaker's timetable on Friday, and it will light the lighthouse every evening.
";
    const BYLINE: &str = "By Ann Lee, Staff Writer\n";
    const COMMENTS: &str = "Leave a comment\nYour email address will not be published.\n";
    const SHOP: &str = "\
Customer reviews
Oak table
$ 129.00
Ships in 3 days
Ash chair
$ 49.00
Ships in 5 days
Shipping & returns
Product type
Help
";
    const POSTS: &str = "\
Forum
Mender
Member
Last edited 3 days ago
How do I mend a net that has lost its lead line?
Knotter
Member
2 replies
With a needle, and with more time than you think.
";

    #[test]
    fn the_kind_of_a_text_is_told_by_its_form_and_its_clues() {
        let text = |parts: &[(&str, usize)]| parts.iter().map(|(part, n)| part.repeat(*n)).collect::<String>();
        // text, kind, reason
        let cases: &[(String, TextKind, &str)] = &[
            (text(&[(BYLINE, 1), (PARAGRAPHS, 1)]), Article, "a byline and prose with quotations"),
            (text(&[(MENU, 1), (BYLINE, 1), (PARAGRAPHS, 1), (COMMENTS, 1)]), Page, "the same in a page"),
            (text(&[(SHOP, 1)]), Entries, "products with their prices"),
            (text(&[(MENU, 1), (SHOP, 1)]), Entries, "a shop"),
            (text(&[(MENU, 1), (SHOP, 1), (PARAGRAPHS, 1)]), Entries, "a shop that says something of itself"),
            (text(&[(POSTS, 1)]), Entries, "posts of a forum"),
            (text(&[(MENU, 1), (PARAGRAPHS, 1), ("Joined: 2019\n", 2)]), Entries, "two phrases of a forum decide"),
            (text(&[(PARAGRAPHS, 1), ("Improve this answer\n", 2)]), Entries, "so do those of an answer"),
            (text(&[(PARAGRAPHS, 1), ("Improve this answer\n", 1)]), Article, "one may be in a quotation"),
            (text(&[(PARAGRAPHS, 1), ("```\n", 2)]), Document, "a block of code"),
            (text(&[(PARAGRAPHS, 1), ("```\n", 1)]), Article, "a fence that is not closed"),
            (text(&[(PARAGRAPHS, 1), ("Set `boats` to three.\n", 3)]), Document, "three lines with inline code"),
            (text(&[(PARAGRAPHS, 1), ("Set `boats` to three.\n", 2)]), Article, "two of them"),
            (text(&[(PARAGRAPHS, 1), ("[quay]: https://a.example\n", 3)]), Document, "three named link definitions"),
            (text(&[(PARAGRAPHS, 1), ("[quay]: https://a.example\n", 2)]), Article, "two of them"),
            (text(&[(PARAGRAPHS, 1), ("let boats = 3;\n", 5)]), Document, "five lines of code, more than one in three"),
            (text(&[(PARAGRAPHS, 4), ("let boats = 3;\n", 5)]), Article, "five lines of code in seventeen"),
        ];
        let mut failures = Vec::new();
        for (text, expected, why) in cases {
            let kind = Cleaner::default().trace(text).kind;
            if kind.kind != *expected {
                let clues: Vec<_> = kind.clues.iter().take(12).map(|c| format!("{} {:.2}", c.clue, c.weight)).collect();
                failures.push(format!("{:?} ({:.2}) instead of {expected:?}: {why}; {clues:?}", kind.kind, kind.score));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn a_document_keeps_its_headings_code_definitions_and_badges() {
        let text =
            "# Quay\n[![build](https://a.example/b.svg)](https://a.example)\n\n## Download\n\n```\nquay --share\n\
                    ```\n\n## Contact\n\nAsk the keeper.\n\n## Comments\n\nNone yet.\n\n[quay]: https://a.example\n";
        let cleaned = Cleaner::default().report(text);
        assert_eq!(cleaned.text, text, "{:#?}", cleaned.removed);
    }
}
