//! What a paragraph speaks of: its content words, and how many of them others speak of too.

use std::iter::Sum;

use crate::page::bytes::key;
use crate::view::Segment;

/// A segment's content words, each once: their keys, sorted. (Longer words of one key start and end alike.)
pub(super) struct Vocabulary(Vec<u64>);

impl Vocabulary {
    /// Of the words of at least so many bytes.
    pub fn of(segment: Segment<'_>, bytes: usize) -> Vocabulary {
        Vocabulary::new(segment.folded_words().filter(|w| w.len() >= bytes).map(key).collect())
    }

    /// All words of these.
    pub fn all<'v>(parts: impl IntoIterator<Item = &'v Vocabulary>) -> Vocabulary {
        Vocabulary::new(parts.into_iter().flat_map(|v| &v.0).copied().collect())
    }

    fn new(mut keys: Vec<u64>) -> Vocabulary {
        keys.sort_unstable();
        keys.dedup();
        Vocabulary(keys)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }

    pub fn has(&self, word: u64) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    /// How many of its words `said` holds of.
    pub fn said(&self, said: impl Fn(u64) -> bool) -> Said {
        Said { again: self.words().filter(|w| said(*w)).count(), all: self.len() }
    }
}

/// How many words there are, and how many of them are said elsewhere too.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    pub again: usize,
    pub all: usize,
}

impl Said {
    pub fn share(self) -> f32 {
        self.again as f32 / self.all.max(1) as f32
    }
}

impl Sum for Said {
    fn sum<I: Iterator<Item = Said>>(parts: I) -> Said {
        parts.fold(Said::default(), |s, p| Said { again: s.again + p.again, all: s.all + p.all })
    }
}

/// Of each paragraph how many words those before it said.
pub(super) fn taken_up(paragraphs: &[Vocabulary]) -> Vec<Said> {
    let mut said: Vec<Said> = paragraphs.iter().map(|p| Said { again: 0, all: p.len() }).collect();
    let mut words: Vec<(u64, u32)> = (0..).zip(paragraphs).flat_map(|(n, p)| p.words().map(move |w| (w, n))).collect();
    words.sort_unstable();
    for pair in words.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        said[pair[1].1 as usize].again += 1;
    }
    said
}

/// How many of the paragraphs' words another of them says too.
pub(super) fn shared(paragraphs: &[Vocabulary]) -> Said {
    let mut words: Vec<u64> = paragraphs.iter().flat_map(Vocabulary::words).collect();
    words.sort_unstable();
    let again = |n: usize| n > 0 && words[n - 1] == words[n] || words.get(n + 1) == Some(&words[n]);
    Said { again: (0..words.len()).filter(|n| again(*n)).count(), all: words.len() }
}
