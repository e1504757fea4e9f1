//! What a paragraph speaks of: its content words, and how many of them were said before.

use std::collections::HashSet;
use std::iter::Sum;

use crate::rules::Segment;

/// A segment's words of at least so many bytes.
pub(super) fn words(segment: Segment<'_>, bytes: usize) -> HashSet<&[u8]> {
    segment.folded_words().filter(|w| w.len() >= bytes).collect()
}

/// How many words there are, and how many of them were said before.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    pub again: usize,
    pub all: usize,
}

impl Said {
    pub fn count<'w>(words: impl IntoIterator<Item = &'w &'w [u8]>, before: impl Fn(&[u8]) -> bool) -> Said {
        words.into_iter().fold(Said::default(), |s, w| Said { again: s.again + usize::from(before(w)), all: s.all + 1 })
    }

    pub fn share(self) -> f32 {
        self.again as f32 / self.all.max(1) as f32
    }
}

impl Sum for Said {
    fn sum<I: Iterator<Item = Said>>(parts: I) -> Said {
        parts.fold(Said::default(), |s, p| Said { again: s.again + p.again, all: s.all + p.all })
    }
}
