//! The kind of a text, decided from the whole text before any pass runs.
//!
//! Passes find boilerplate by what stands around it, and what surrounds an article is content elsewhere: the comments of a
//! blog are the posts of a forum, the related stories of a newspaper are the entries of a listing. So each pass names the
//! kinds of text for which it was made (`PASSES`), and abstains from all others.

use super::body::{article_runs, is_whole_page};
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
    let measure = |run: (usize, usize)| {
        let (mut words, mut first, mut last) = (0, None, 0);
        for i in (run.0..=run.1).filter(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose()) {
            words += context.segment(i).words();
            first = first.or(Some(i));
            last = i;
        }
        (words, first.map_or(0, |first| (first..=last).filter(|i| context.segment(*i).words() > 0).count()))
    };
    article_runs(context, ledger).into_iter().map(measure).max().unwrap_or_default()
}

/// How many phrases were found that say that readers' posts are the content: those that speak for keeping comments.
fn forum_phrases(context: Context<'_>) -> usize {
    (0..context.len()).filter(|i| context.segment(*i).has_phrase(Category::Comments, &[Anchor::Keep])).count()
}
