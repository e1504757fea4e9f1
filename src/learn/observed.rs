//! A page as the learner compares it with the other pages of its site: short lines as a whole, and long lines by their
//! words.

use super::words::{self, Cell, Word, EMPTY};

/// A line of more words is compared by its words, because an extractor that leaves no line breaks puts a menu, an article
/// and a footer on one line. Chosen by hand: a menu or an appeal on a line of its own is shorter; with 20, paragraphs of
/// articles lose the phrases that several of them share.
pub(super) const MAX_SHORT_LINE_WORDS: usize = 40;
/// So many consecutive words of a long line are compared. Chosen by hand: with fewer, phrases of the language would
/// recur; with more, little would be left between two words that differ from page to page.
pub(super) const SHINGLE_WORDS: usize = 5;
/// A line of at least this many words that ends like a sentence is prose. Chosen by hand: shorter ones are slogans and
/// labels too.
const MIN_PROSE_WORDS: usize = 8;

/// A line of a page, or one of the cells that an extractor printed beside each other.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub text: &'t str,
    /// Other cells are beside it.
    pub is_cell: bool,
    pub content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    Short { hash: u64, words: usize, is_prose: bool },
    Long { words: Vec<Word>, shingles: Vec<u64> },
}

/// The lines of a page that have a word.
pub(super) fn read(text: &str) -> Vec<Line<'_>> {
    let line = |cell: Cell| {
        let text = &text[cell.span];
        let words = words::of(text);
        let content = match words.len() {
            0 => return None,
            1..=MAX_SHORT_LINE_WORDS => Content::Short {
                hash: hash(&words),
                words: words.len(),
                is_prose: words.len() >= MIN_PROSE_WORDS && ends_like_sentence(text),
            },
            _ => Content::Long { shingles: shingles(&words).collect(), words },
        };
        Some(Line { text, is_cell: cell.is_beside, content })
    };
    words::cells(text).filter_map(line).collect()
}

/// The hash of all words of a line.
pub(super) fn hash(words: &[Word]) -> u64 {
    words.iter().fold(EMPTY, |hash, word| words::mix(hash, word.hash))
}

/// The hashes of each [`SHINGLE_WORDS`] consecutive words.
pub(super) fn shingles(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    words.windows(SHINGLE_WORDS).map(hash)
}

fn ends_like_sentence(text: &str) -> bool {
    let is_closing = |c| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']');
    text.trim_end_matches(is_closing).ends_with(['.', '!', '?', '…', '。', '！', '？', ':'])
}
