//! What a rule asks for: a cheap test by which it is not called for segments on which it cannot vote.

use crate::lexicon::{ListMask, Words};
use crate::page::Marks;
use crate::view::Segment;

/// What a segment has that rules ask for.
pub(crate) struct Clues {
    words: usize,
    /// See [`Segment::lists`].
    lists: ListMask,
    marks: Marks,
    has_cue: bool,
}

impl Clues {
    pub fn of(segment: Segment<'_>) -> Clues {
        Clues {
            words: segment.words(),
            lists: segment.lists(),
            marks: segment.features().marks,
            has_cue: segment.cues().next().is_some(),
        }
    }
}

/// What a segment needs for a rule to be able to vote on it: few enough words, and a phrase, a word or a mark. The test may
/// let a segment pass on which the rule does not vote, but never holds one back on which it would.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asks {
    max_words: usize,
    /// The segment needs a word of one of these lists, according to [`Segment::lists`],
    lists: ListMask,
    /// or one of these marks,
    marks: Marks,
    /// or any phrase,
    is_cue: bool,
    /// or nothing.
    is_any: bool,
}

impl Asks {
    /// Any segment.
    pub const ANY: Asks = Asks { is_any: true, ..Asks::NOTHING };
    /// A segment in which a phrase was found.
    pub const CUE: Asks = Asks { is_cue: true, ..Asks::NOTHING };
    /// No segment. The other constants and functions add to it what is asked for.
    const NOTHING: Asks = Asks { max_words: usize::MAX, lists: 0, marks: Marks::NONE, is_cue: false, is_any: false };

    /// A segment with a word of one of these lists.
    pub const fn words(lists: &[Words]) -> Asks {
        let (mut mask, mut n) = (0, 0);
        while n < lists.len() {
            mask |= lists[n].bit();
            n += 1;
        }
        Asks { lists: mask, ..Asks::NOTHING }
    }

    /// A segment with one of these marks.
    pub const fn marks(marks: Marks) -> Asks {
        Asks { marks, ..Asks::NOTHING }
    }

    /// Also a segment with one of these marks.
    pub const fn or_marks(self, marks: Marks) -> Asks {
        Asks { marks: self.marks.union(marks), ..self }
    }

    /// Only a segment of at most this many words.
    pub const fn up_to_words(self, max_words: usize) -> Asks {
        Asks { max_words, ..self }
    }

    /// Whether a segment has what is asked for.
    #[inline]
    pub fn are_met_by(&self, clues: &Clues) -> bool {
        let has_clue = clues.lists & self.lists != 0 || clues.marks.has_any(self.marks) || clues.has_cue && self.is_cue;
        clues.words <= self.max_words && (self.is_any || has_clue)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Clues;
    use crate::category::CategorySet;
    use crate::cleaner::Cleaner;
    use crate::instrument::fixtures;
    use crate::ledger::Ledger;
    use crate::rules::{Ballot, SHIPPED};
    use crate::view::Context;
    use crate::vote::RuleName;

    /// Panics if a rule votes on a segment of the text that has not what the rule asks for. Returns how many segments
    /// were held back from rules, and how many votes there were on the others.
    fn assert_abstains_where_not_asked(context: Context<'_>) -> (usize, usize) {
        let (mut held_back, mut votes) = (0, 0);
        let mut ledger = Ledger::default();
        ledger.start_log();
        for shipped in SHIPPED {
            let name = RuleName::Shipped(shipped.name);
            for segment in (0..context.len()).map(|i| context.segment(i)) {
                ledger.open(context.len(), 0.0, CategorySet::EMPTY);
                shipped.rule.judge(segment, &mut Ballot { ledger: &mut ledger, segment, rule: &name });
                let is_called = shipped.asks.are_met_by(&Clues::of(segment));
                assert!(is_called || ledger.log().is_empty(), "{}: {:?}", shipped.name, segment.text());
                held_back += usize::from(!is_called);
                votes += ledger.log().len();
            }
        }
        (held_back, votes)
    }

    #[test]
    fn rules_abstain_on_segments_of_fixtures_for_which_they_do_not_ask() {
        let (mut held_back, mut votes) = (0, 0);
        for text in fixtures() {
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for text in [text, flat] {
                let found =
                    Cleaner::default().before_passes(&text, |context, _| assert_abstains_where_not_asked(context));
                (held_back, votes) = (held_back + found.0, votes + found.1);
            }
        }
        assert!(
            held_back > 20_000 && votes > 1_000,
            "{held_back} segments were held back, with {votes} votes on others"
        );
    }

    proptest! {
        /// Lines made of words of fixtures, with the marks for which rules ask.
        #[test]
        fn rules_abstain_on_lines_of_spliced_words_for_which_they_do_not_ask(
            pieces in proptest::collection::vec(
                (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..8usize,
                 "[ .:/|()@©→»\\[\\]%=;&\"7\n-]{0,3}"),
                1..40,
            ),
        ) {
            let fixtures = fixtures();
            let mut text = String::new();
            for (fixture, word, count, between) in &pieces {
                let words: Vec<&str> = fixture.get::<String>(&fixtures).split(' ').collect();
                let first = word.index(words.len());
                text.push_str(&words[first..words.len().min(first + count)].join(" "));
                text.push_str(between);
                text.push(' ');
            }
            Cleaner::default().before_passes(&text, |context, _| assert_abstains_where_not_asked(context));
        }
    }
}
