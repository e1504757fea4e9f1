//! The ledger: the votes and the verdict on every segment. All that rules and passes write to.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::category::Category;
use crate::instrument::look;
use crate::lexicon::Phrase;

/// What decided: a phrase in its notation, or the words in which a rule says what it saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence(Words);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Words {
    Said(&'static str),
    Phrase(Phrase),
    Own(Arc<str>),
}

impl Evidence {
    /// The evidence as text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Words::Said(s) => s,
            Words::Phrase(p) => p.notation(),
            Words::Own(s) => s,
        }
    }
}

impl From<&'static str> for Evidence {
    fn from(said: &'static str) -> Evidence {
        Evidence(Words::Said(said))
    }
}

impl From<&Phrase> for Evidence {
    fn from(phrase: &Phrase) -> Evidence {
        Evidence(Words::Phrase(phrase.clone()))
    }
}

impl From<Arc<str>> for Evidence {
    fn from(own: Arc<str>) -> Evidence {
        Evidence(Words::Own(own))
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// One rule's say on one segment.
#[derive(Clone, Debug)]
pub(crate) struct Vote {
    pub category: Category,
    /// How surely it is boilerplate, 0 to 1.
    pub score: f32,
    pub rule: &'static str,
    pub evidence: Evidence,
}

/// Scores by name, so that rules agree on what they mean.
pub(crate) mod score {
    /// Stands even where the guard finds that too little is left.
    pub const CERTAIN: f32 = 0.97;
    /// Words that no article has there.
    pub const SURE: f32 = 0.9;
    /// Goes only at [`crate::Strictness::Thorough`].
    pub const DOUBTFUL: f32 = 0.55;
}

/// A part of a segment that goes, in bytes of the input.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub segment: usize,
    pub span: Range<usize>,
    pub vote: Vote,
}

/// Votes and verdicts.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    best: Vec<Option<Vote>>,
    protected: Vec<bool>,
    parts: Vec<Part>,
    threshold: f32,
    /// Categories that no vote counts for, as bits.
    ignored: u64,
}

impl Ledger {
    /// A clean sheet for a page of so many segments.
    pub fn open(&mut self, segments: usize, threshold: f32, ignored: u64) {
        self.best.clear();
        self.best.resize(segments, None);
        self.protected.clear();
        self.protected.resize(segments, false);
        self.parts.clear();
        (self.threshold, self.ignored) = (threshold, ignored);
    }

    fn counts(&self, vote: &Vote) -> bool {
        vote.score >= self.threshold && self.ignored & vote.category.bit() == 0
    }

    /// Records a vote on a whole segment. The highest score rules; the first of equals stays.
    pub fn vote(&mut self, segment: usize, vote: Vote) {
        if !self.counts(&vote) {
            // What corrects the article must not go as anything else either.
            let kept = vote.category == Category::Correction && self.ignored & Category::Correction.bit() != 0;
            if kept && vote.score >= self.threshold {
                self.protect(segment);
            }
            return;
        }
        let best = &mut self.best[segment];
        if best.as_ref().map_or(true, |b| b.score < vote.score) {
            *best = Some(vote);
        }
    }

    /// Records that a part of a segment is to go.
    pub fn cut(&mut self, segment: usize, span: Range<usize>, vote: Vote) {
        if self.counts(&vote) && !span.is_empty() {
            self.parts.push(Part { segment, span, vote });
        }
    }

    /// No vote counts on a protected segment.
    pub fn protect(&mut self, segment: usize) {
        self.protected[segment] = true;
    }

    pub fn protected(&self, segment: usize) -> bool {
        self.protected[segment]
    }

    pub fn len(&self) -> usize {
        self.best.len()
    }

    /// The vote by which a segment goes, if it does.
    pub fn removed(&self, segment: usize) -> Option<&Vote> {
        look();
        if self.protected[segment] {
            return None;
        }
        self.best[segment].as_ref()
    }

    pub fn is_removed(&self, segment: usize) -> bool {
        self.removed(segment).is_some()
    }

    pub fn removed_as(&self, segment: usize, category: Category) -> bool {
        self.removed(segment).is_some_and(|v| v.category == category)
    }

    /// Takes a verdict back; gives the vote that had decided.
    pub fn spare(&mut self, segment: usize) -> Option<Vote> {
        self.best[segment].take()
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Takes back the verdicts by which parts go that `which` names; gives each to `spared`.
    pub fn spare_parts(&mut self, which: impl Fn(&Vote) -> bool, mut spared: impl FnMut(Range<usize>, Vote)) {
        self.parts.retain(|part| {
            let spare = which(&part.vote);
            if spare {
                spared(part.span.clone(), part.vote.clone());
            }
            !spare
        });
    }

    pub fn sort_parts(&mut self) {
        self.parts.sort_by_key(|p| (p.span.start, p.span.end));
    }
}
