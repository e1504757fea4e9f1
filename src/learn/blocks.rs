//! How much recurring text surrounds what recurs. A menu's entry stands in a menu; a heading that many articles share
//! stands alone between what only its page says, and the standing lines of a column stand there in a small block.

use std::collections::HashMap;

use super::observed::{Content, Line, SHINGLE_WORDS};

/// What recurs, by its hash, with its surroundings on all pages together.
#[derive(Default)]
pub(super) struct Blocks(HashMap<u64, Places>);

#[derive(Clone, Copy, Default)]
struct Places {
    /// The number of places.
    count: u32,
    /// The sum of the words of the blocks in which it stands.
    words: u32,
    /// The number of places where it is a whole line between two lines that do not recur.
    alone: u32,
    /// The number of places where it is inside a text: in a small block of whole lines that a line that does not recur
    /// follows, and behind such a line or at the start of the page.
    inside: u32,
}

/// A block inside a text has at most this many words. Chosen by hand, as the length of three short lines: the standing
/// lines of a column are fewer than those of a menu or an appeal.
const MAX_INSIDE_WORDS: usize = 30;

/// A block that may go on.
#[derive(Default)]
struct Open {
    /// Its parts: the hash and the number of words of each.
    parts: Vec<(u64, usize)>,
    /// It starts behind a line that does not recur.
    is_behind_line: bool,
    /// No line of the page is before it.
    is_first: bool,
    /// One of its lines is a cell of a table that lays out the page, which does not stand inside a text.
    has_cell: bool,
}

impl Blocks {
    /// Finds the blocks of what `recurs`.
    pub fn find(pages: &[Vec<Line<'_>>], recurs: impl Fn(u64) -> bool) -> Blocks {
        let mut blocks = Blocks::default();
        let mut open = Open::default();
        for page in pages {
            (open.is_behind_line, open.is_first) = (false, true);
            for line in page {
                match &line.content {
                    Content::Short { hash, words, .. } if recurs(*hash) => {
                        open.parts.push((*hash, *words));
                        open.has_cell |= line.is_cell;
                    }
                    Content::Short { .. } => blocks.end(&mut open, 0, true),
                    Content::Long { shingles, .. } => {
                        blocks.end(&mut open, 0, true);
                        for shingle in shingles {
                            match recurs(*shingle) {
                                true => open.parts.push((*shingle, 1)),
                                false => blocks.end(&mut open, SHINGLE_WORDS - 1, false),
                            }
                        }
                        blocks.end(&mut open, SHINGLE_WORDS - 1, false);
                        open.is_behind_line = true;
                    }
                }
            }
            blocks.end(&mut open, 0, false);
        }
        blocks
    }

    /// Ends the open block, which has `more` words than its parts. `is_before_line`: a line that does not recur follows.
    fn end(&mut self, open: &mut Open, more: usize, is_before_line: bool) {
        let words = open.parts.iter().map(|(_, words)| words).sum::<usize>() + more;
        let is_above_line = is_before_line && !open.has_cell;
        let is_alone = is_above_line && open.is_behind_line && open.parts.len() == 1;
        let is_inside = is_above_line && (open.is_behind_line || open.is_first) && words <= MAX_INSIDE_WORDS;
        for (hash, _) in open.parts.drain(..) {
            let places = self.0.entry(hash).or_default();
            places.count += 1;
            places.words += words as u32;
            places.alone += u32::from(is_alone);
            places.inside += u32::from(is_inside);
        }
        (open.is_behind_line, open.is_first, open.has_cell) = (is_before_line, false, false);
    }

    /// The number of words of the block in which it stands, on average.
    pub fn usual_words(&self, hash: u64) -> u32 {
        self.0.get(&hash).map_or(0, |places| places.words / places.count)
    }

    /// Whether it is a line inside a text in at least this percentage of its places.
    pub fn is_inside(&self, hash: u64, percent: u32) -> bool {
        self.0.get(&hash).is_some_and(|places| places.inside * 100 >= places.count * percent)
    }

    /// Whether it is a line that stands alone in at least this percentage of its places.
    pub fn is_alone(&self, hash: u64, percent: u32) -> bool {
        self.0.get(&hash).is_some_and(|places| places.alone * 100 >= places.count * percent)
    }
}
