//! The prefilter of a matcher with few phrases, such as those of one site in a rules file.
//!
//! [`Scan`](super::scan::Scan) looks up each word of each segment in the index of the phrases. This cost does not
//! depend on the number of phrases, so a matcher with three phrases costs as much as the shipped one, although almost
//! no segment contains any of the three. For such a matcher one search with an Aho-Corasick automaton, which reads 16
//! or more bytes at a time on most processors, tells whether the segment contains the beginning of any phrase. The
//! words of a segment without a candidate are not looked up. The prefilter never decides that a phrase matches:
//! segments with a candidate are scanned as usual, so the cues and their order are the same as without it. Without the
//! feature `perf` there is no automaton, and every segment is scanned.

#[cfg(feature = "perf")]
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The prefilter is used for matchers with at most this many phrases that are looked up at words (all anchors but `$`,
/// and
/// `=` only if the phrase has a gap or is a label).
///
/// Up to 16 strings the automaton always searches with vector instructions. With more strings, either it does not or
/// they report so many false candidates that the search costs more than it saves. Measured on the articles in
/// `fixtures/` with phrases drawn evenly from the shipped English ones; instructions of the lexicon stage per byte of
/// the input:
///
/// | own phrases | of these looked up at words | without prefilter | with prefilter |
/// |---|---|---|---|
/// | 1 | 0 | 48.6 | 40.4 |
/// | 10 | 4 | 55.7 | 43.7 |
/// | 20 | 9 | 56.1 | 44.1 |
/// | 32 | 18 | 56.1 | 45.6 |
/// | 50 | 25 | 56.5 | 49.4 |
/// | 100 | 47 | 56.7 | 55.7 |
/// | 500 | 245 | 57.8 | 85.0 |
///
/// The whole cleaner takes about 17.8 ns per byte without the prefilter. With it, 1 to 20 own phrases take 3 to 6 %
/// less time, 32 and 50 differ by less than the noise, and 100 take 10 % more.
#[cfg(any(feature = "perf", test, fuzzing))]
pub(super) const MAX_PREFILTERED_PHRASES: usize = 16;

/// Tells which segments may contain a phrase that is looked up at words.
#[derive(Debug)]
pub(super) enum Prefilter {
    /// The matcher has no phrase that is looked up at words.
    Empty,
    /// The matcher has at most [`MAX_PREFILTERED_PHRASES`] of them.
    #[cfg(feature = "perf")]
    FewPhrases(AhoCorasick),
    /// The matcher has more, so that every segment has to be scanned.
    ManyPhrases,
}

impl Prefilter {
    /// Builds the prefilter for phrases with these heads. A phrase's head must be part of the folded text of every
    /// segment in which the phrase matches.
    #[cfg(feature = "perf")]
    pub fn new<'p>(heads: impl Iterator<Item = &'p [u8]>) -> Prefilter {
        let heads: Vec<&[u8]> = heads.take(MAX_PREFILTERED_PHRASES + 1).collect();
        if heads.is_empty() {
            return Prefilter::Empty;
        }
        if heads.len() > MAX_PREFILTERED_PHRASES {
            return Prefilter::ManyPhrases;
        }
        let automaton = AhoCorasick::builder()
            // The vector search exists for leftmost match kinds only.
            .match_kind(MatchKind::LeftmostFirst)
            // A DFA is not measurably faster here, and takes ten times the memory: tens of kilobytes for each site.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(heads);
        automaton.map_or(Prefilter::ManyPhrases, Prefilter::FewPhrases)
    }

    /// Builds the prefilter for phrases with these heads.
    #[cfg(not(feature = "perf"))]
    pub fn new<'p>(mut heads: impl Iterator<Item = &'p [u8]>) -> Prefilter {
        match heads.next() {
            Some(_) => Prefilter::ManyPhrases,
            None => Prefilter::Empty,
        }
    }

    /// Whether a phrase may match in a segment with this folded text.
    #[inline]
    #[cfg_attr(not(feature = "perf"), allow(unused_variables))]
    pub fn may_match(&self, folded: &[u8]) -> bool {
        match self {
            Prefilter::Empty => false,
            #[cfg(feature = "perf")]
            Prefilter::FewPhrases(automaton) => automaton.is_match(folded),
            Prefilter::ManyPhrases => true,
        }
    }
}
