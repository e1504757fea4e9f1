//! Vocabularies: the long words of a segment, which stand for its subject, and how many of them other segments use too.
//!
//! Passes compare vocabularies to tell an article from other texts on the same page: paragraphs about one subject
//! share more words than paragraphs about different subjects.

use std::cell::OnceCell;
use std::iter::Sum;

use crate::instrument::count_step;
use crate::view::{Context, Segment};

/// The distinct words of one or more segments, as sorted keys. A key is computed from the first and last eight bytes of
/// a word and its length, so two long words can have the same key; the counts below tolerate that.
pub(super) struct Vocabulary(Vec<u64>);

impl Vocabulary {
    /// The folded words of the segment that have at least `min_bytes` bytes. The limit leaves out most articles,
    /// pronouns and prepositions, which all texts share.
    pub fn of(segment: Segment<'_>, min_bytes: usize) -> Vocabulary {
        let mut keys = Vec::with_capacity(segment.word_table().len());
        keys.extend(segment.keyed_words().filter(|(word, _)| word.len() >= min_bytes).map(|(_, key)| key));
        Vocabulary::new(keys)
    }

    /// The words that at least one of the parts has.
    pub fn union<'v>(parts: impl IntoIterator<Item = &'v Vocabulary>) -> Vocabulary {
        Vocabulary::new(parts.into_iter().flat_map(|v| &v.0).copied().collect())
    }

    fn new(mut keys: Vec<u64>) -> Vocabulary {
        keys.sort_unstable();
        keys.dedup();
        Vocabulary(keys)
    }

    /// The number of distinct words.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The keys of the words, in ascending order.
    pub fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }

    /// Whether the word with this key is one of these.
    pub fn has(&self, word: u64) -> bool {
        count_step();
        self.0.binary_search(&word).is_ok()
    }

    /// Counts the words for which `is_elsewhere` is true.
    pub fn overlap(&self, is_elsewhere: impl Fn(u64) -> bool) -> Overlap {
        Overlap { shared: self.words().filter(|w| is_elsewhere(*w)).count(), total: self.len() }
    }
}

/// How many words there are, and how many of them occur in other segments too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Overlap {
    pub shared: usize,
    pub total: usize,
}

impl Overlap {
    /// The shared words as a fraction of all, 0.0 to 1.0; 0.0 if there are no words.
    pub fn share(self) -> f32 {
        self.shared as f32 / self.total.max(1) as f32
    }
}

impl Sum for Overlap {
    fn sum<I: Iterator<Item = Overlap>>(parts: I) -> Overlap {
        let add = |a: Overlap, b: Overlap| Overlap { shared: a.shared + b.shared, total: a.total + b.total };
        parts.fold(Overlap::default(), add)
    }
}

/// The vocabularies of paragraphs, each of which is made when it is asked for.
pub(super) struct Vocabularies<'p> {
    context: Context<'p>,
    min_bytes: usize,
    /// The number of each paragraph's segment, and its vocabulary if it was asked for.
    paragraphs: Vec<(usize, OnceCell<Vocabulary>)>,
}

impl<'p> Vocabularies<'p> {
    /// The vocabularies of these segments, of words of at least `min_bytes` bytes.
    pub fn new(context: Context<'p>, segments: &[usize], min_bytes: usize) -> Vocabularies<'p> {
        let paragraphs = segments.iter().map(|segment| (*segment, OnceCell::new())).collect();
        Vocabularies { context, min_bytes, paragraphs }
    }

    /// The vocabularies of at most `count` paragraphs from the one with the number `from` on.
    pub fn get(&self, from: usize, count: usize) -> impl ExactSizeIterator<Item = &Vocabulary> + Clone {
        let to = (from + count).min(self.paragraphs.len());
        self.paragraphs[from..to].iter().map(|(segment, vocabulary)| {
            vocabulary.get_or_init(|| Vocabulary::of(self.context.segment(*segment), self.min_bytes))
        })
    }
}

/// For each paragraph, counts the words that an earlier paragraph has too.
pub(super) fn overlaps_with_earlier(paragraphs: &[Vocabulary]) -> Vec<Overlap> {
    let mut overlaps: Vec<Overlap> = paragraphs.iter().map(|p| Overlap { shared: 0, total: p.len() }).collect();
    let mut words: Vec<(u64, u32)> = (0..).zip(paragraphs).flat_map(|(n, p)| p.words().map(move |w| (w, n))).collect();
    // Sorted by word and then by paragraph, so in each pair of equal words the second is in the later paragraph.
    words.sort_unstable();
    for pair in words.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        overlaps[pair[1].1 as usize].shared += 1;
    }
    overlaps
}

/// Counts the words of all paragraphs together, once for each paragraph that has them. A word is shared if at least two
/// of the paragraphs have it.
pub(super) fn overlap_among<'v>(paragraphs: impl IntoIterator<Item = &'v Vocabulary>) -> Overlap {
    let mut words: Vec<u64> = paragraphs.into_iter().flat_map(Vocabulary::words).collect();
    words.sort_unstable();
    let is_shared = |n: usize| n > 0 && words[n - 1] == words[n] || words.get(n + 1) == Some(&words[n]);
    Overlap { shared: (0..words.len()).filter(|n| is_shared(*n)).count(), total: words.len() }
}

#[cfg(test)]
mod tests {
    use super::{overlap_among, overlaps_with_earlier, Overlap, Vocabulary};
    use crate::page::bytes::key;

    fn vocabularies(paragraphs: &[&str]) -> Vec<Vocabulary> {
        paragraphs.iter().map(|p| Vocabulary::new(p.split(' ').map(|w| key(w.as_bytes())).collect())).collect()
    }

    #[test]
    fn overlaps_count_each_word_of_a_paragraph_once() {
        // paragraphs, shared and total words of each with the earlier ones, shared and total words among all, reason
        type Case = (&'static [&'static str], &'static [(usize, usize)], (usize, usize), &'static str);
        let cases: &[Case] = &[
            (&["harbour boat"], &[(0, 2)], (0, 2), "one paragraph shares nothing"),
            (&["boat boat"], &[(0, 1)], (0, 1), "a word that is repeated in its own paragraph"),
            (&["harbour boat", "boat quay"], &[(0, 2), (1, 2)], (2, 4), "the later paragraph shares a word"),
            (&["boat", "mill", "boat"], &[(0, 1), (0, 1), (1, 1)], (2, 3), "a paragraph without it in between"),
            (&["boat", "boat", "boat"], &[(0, 1), (1, 1), (1, 1)], (3, 3), "a word is counted once per paragraph"),
        ];
        let overlap = |counts: &(usize, usize)| Overlap { shared: counts.0, total: counts.1 };
        for (paragraphs, earlier, among, why) in cases {
            let words = vocabularies(paragraphs);
            let expected: Vec<Overlap> = earlier.iter().map(overlap).collect();
            assert_eq!(overlaps_with_earlier(&words), expected, "{why}");
            assert_eq!(overlap_among(&words), overlap(among), "{why}");
        }
    }

    #[test]
    fn a_share_of_no_words_is_zero() {
        assert_eq!(Overlap::default().share(), 0.0);
        assert_eq!(Overlap { shared: 1, total: 4 }.share(), 0.25);
    }
}
