//! What a rule asks for: a cheap test by which it is not called for segments on which it cannot vote.

use crate::lexicon::{ListMask, Words};
use crate::page::{Features, Marks};

/// What a segment needs for a rule to be able to vote on it: few enough words, and a word or a mark. The test may let a
/// segment pass on which the rule does not vote, but never holds one back on which it would.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asks {
    max_words: usize,
    /// The segment needs a word of one of these lists, according to [`Segment::lists`](crate::view::Segment::lists),
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

    /// Whether a segment with these features, and words of these lists, has what is asked for.
    #[inline]
    pub fn are_met_by(&self, features: &Features, lists: ListMask) -> bool {
        let has_clue = lists & self.lists != 0 || features.marks.has_any(self.marks);
        features.words as usize <= self.max_words && (self.is_any || has_clue)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
                let is_called = shipped.asks.are_met_by(segment.features(), segment.lists());
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
