//! The kind of a text, decided from the whole text before any pass runs.
//!
//! Passes find boilerplate by what stands around it, and what surrounds an article is content elsewhere: the comments of a
//! blog are the posts of a forum, the related stories of a newspaper are the entries of a listing. So each pass names the
//! kinds of text for which it was made (`PASSES`), and abstains from all others.

use super::body::{for_each_article_run, is_whole_page};
use super::WholePage;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Anchor;
use crate::view::Context;

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
/// In an article, the lines from its first to its last paragraph have at least this many words of prose on average; lists
/// and tables between paragraphs count as lines without prose. Chosen on the read folds of the shared corpora, where 10 %
/// of the articles and 55 % of the other pages are below it: a larger value would take more articles for lists, a smaller
/// one more lists for articles.
const MIN_PROSE_WORDS_PER_LINE: usize = 6;
/// A whole page is one around an article only if its prose has at least this many words. The blurb of a shop or a form is
/// shorter.
const MIN_PAGE_PROSE_WORDS: usize = 200;

/// The same for a page on which a byline or a date was found, since shops and forms have none.
const MIN_SIGNED_PROSE_WORDS: usize = 60;

/// Decides what kind of text a page is. Reads the verdicts of the rules.
pub(super) fn decide(context: Context<'_>, whole_page: WholePage, ledger: &Ledger) -> TextKind {
    if context.page.is_document {
        return TextKind::Document;
    }
    let is_whole = is_whole_page(context, whole_page, ledger);
    let (words, lines) = measure_article(context, ledger);
    let is_long_enough = |words| words >= MIN_PAGE_PROSE_WORDS || words >= MIN_SIGNED_PROSE_WORDS && has_byline(ledger);
    let is_dense = words >= MIN_PROSE_WORDS_PER_LINE * lines;
    if forum_phrases(context) >= MIN_FORUM_PHRASES {
        TextKind::Entries
    } else if is_whole && is_dense && is_long_enough(words) || whole_page == WholePage::On {
        TextKind::Page
    } else if is_whole {
        TextKind::Entries
    } else if is_dense && words > 0 {
        TextKind::Article
    } else {
        TextKind::Unknown
    }
}

/// Whether a line was removed as a byline or a date.
fn has_byline(ledger: &Ledger) -> bool {
    (0..ledger.len()).any(|i| ledger.removed_as(i, Category::Byline))
}

/// Of the run that has most of them, the words of prose, and the number of lines from its first to its last paragraph.
fn measure_article(context: Context<'_>, ledger: &Ledger) -> (usize, usize) {
    let mut best = (0, 0);
    for_each_article_run(context, ledger, |from, to| {
        let (mut words, mut first, mut last) = (0, None, 0);
        for i in (from..=to).filter(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose()) {
            words += context.segment(i).words();
            first = first.or(Some(i));
            last = i;
        }
        let lines = first.map_or(0, |first| (first..=last).filter(|i| context.segment(*i).words() > 0).count());
        best = best.max((words, lines));
    });
    best
}

/// How many phrases were found that say that readers' posts are the content: those that speak for keeping comments.
fn forum_phrases(context: Context<'_>) -> usize {
    (0..context.len()).filter(|i| context.segment(*i).has_phrase(Category::Comments, &[Anchor::Keep])).count()
}

#[cfg(test)]
mod tests {
    use super::TextKind::{self, Article, Document, Entries, Page, Unknown};
    use crate::cleaner::Cleaner;

    const MENU: &str = "Home\nNews\nSport\nTravel\nCulture\nWeather\nPrivacy Policy\nTerms of Use\nContact\n";
    /// 20 words.
    const PARAGRAPH: &str =
        "The boats of the old stone quay may land their catch there until spring, says the council of the town.\n";
    const BYLINE: &str = "By Ann Lee, Staff Writer\n";
    /// A line of two words without prose.
    const ROW: &str = "Otters, large\n";

    #[test]
    fn the_kind_of_a_text_is_that_of_its_longest_run() {
        let text = |parts: &[(&str, usize)]| parts.iter().map(|(part, n)| part.repeat(*n)).collect::<String>();
        // text, kind, reason
        let cases: &[(String, TextKind, &str)] = &[
            (text(&[(PARAGRAPH, 3)]), Article, "prose without a page around it"),
            (text(&[(PARAGRAPH, 2), (ROW, 10), (PARAGRAPH, 2)]), Unknown, "80 words of prose in 14 lines"),
            (text(&[(PARAGRAPH, 2), (ROW, 9), (PARAGRAPH, 2)]), Article, "80 words in 13 lines"),
            (text(&[(ROW, 9)]), Unknown, "no prose"),
            (String::new(), Unknown, "no text"),
            (text(&[(MENU, 1), (PARAGRAPH, 10)]), Page, "a menu and 200 words"),
            (text(&[(MENU, 1), (PARAGRAPH, 9)]), Entries, "a menu and 180 words"),
            (text(&[(MENU, 1), (BYLINE, 1), (PARAGRAPH, 3)]), Page, "a menu, a byline and 60 words"),
            (text(&[(MENU, 1), (BYLINE, 1), (PARAGRAPH, 2)]), Entries, "a menu, a byline and 40 words"),
            (text(&[(MENU, 1), (PARAGRAPH, 3), ("Joined: 2019\n", 1)]), Entries, "one line of a forum"),
            (text(&[(PARAGRAPH, 3), ("Improve this answer\n", 2)]), Entries, "two lines of a forum"),
            (text(&[(PARAGRAPH, 3), ("Improve this answer\n", 1)]), Article, "one may be in a quotation"),
            (text(&[(PARAGRAPH, 3), ("```\n", 2)]), Document, "a block of code"),
            (text(&[(PARAGRAPH, 3), ("```\n", 1)]), Article, "a fence that is not closed"),
            (text(&[(PARAGRAPH, 1), ("Set `boats` to three.\n", 3)]), Document, "three lines with inline code"),
            (text(&[(PARAGRAPH, 3), ("Set `boats` to three.\n", 2)]), Article, "two of them"),
            (text(&[(PARAGRAPH, 3), ("[quay]: https://a.example\n", 3)]), Document, "three named link definitions"),
            (text(&[(PARAGRAPH, 3), ("[quay]: https://a.example\n", 2)]), Article, "two of them"),
            (text(&[(PARAGRAPH, 3), ("[1]: https://a.example\n", 3)]), Article, "a converter's definitions"),
            (text(&[(PARAGRAPH, 3), ("let boats = 3;\n", 5)]), Document, "five lines of code, more than one in three"),
            (text(&[(PARAGRAPH, 3), ("let boats = 3;\n", 4)]), Article, "four lines of code"),
            (text(&[(PARAGRAPH, 11), ("let boats = 3;\n", 5)]), Article, "five lines of code in sixteen"),
        ];
        let mut failures = Vec::new();
        for (text, expected, why) in cases {
            let kind = Cleaner::default().report(text).kind;
            if kind != *expected {
                failures.push(format!("{kind:?} instead of {expected:?}: {why}"));
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
