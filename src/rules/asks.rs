//! What a rule asks for: a cheap test by which it is not called for segments on which it cannot vote.

use crate::lexicon::{ListMask, Words};
use crate::page::Marks;
use crate::view::Segment;

/// What a segment needs for a rule to be able to vote on it: few enough words, and a word or a mark. The test may let a
/// segment pass on which the rule does not vote, but never holds one back on which it would.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asks {
    max_words: usize,
    /// The segment needs a word of one of these lists, according to [`Segment::lists`],
    lists: ListMask,
    /// or one of these marks.
    marks: Marks,
    is_any: bool,
}

impl Asks {
    /// Any segment.
    pub const ANY: Asks = Asks { max_words: usize::MAX, lists: 0, marks: Marks::NONE, is_any: true };

    /// A segment with a word of one of these lists.
    pub const fn words(lists: &[Words]) -> Asks {
        let (mut mask, mut n) = (0, 0);
        while n < lists.len() {
            mask |= lists[n].bit();
            n += 1;
        }
        Asks { lists: mask, is_any: false, ..Asks::ANY }
    }

    /// A segment with one of these marks.
    pub const fn marks(marks: Marks) -> Asks {
        Asks { marks, is_any: false, ..Asks::ANY }
    }

    /// Also a segment with one of these marks.
    pub const fn or_marks(self, marks: Marks) -> Asks {
        Asks { marks: self.marks.union(marks), ..self }
    }

    /// Only a segment of at most this many words.
    pub const fn up_to_words(self, max_words: usize) -> Asks {
        Asks { max_words, ..self }
    }

    /// Whether the segment has what is asked for.
    #[inline]
    pub fn are_met_by(&self, segment: Segment<'_>) -> bool {
        let has_clue = || segment.lists() & self.lists != 0 || segment.features().marks.has_any(self.marks);
        segment.words() <= self.max_words && (self.is_any || has_clue())
    }
}
