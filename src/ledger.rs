//! The ledger: the votes and the verdict on every segment of a page. Rules and passes write to nothing else.

use std::ops::Range;

use crate::category::{Category, CategorySet};
use crate::instrument::count_step;
use crate::vote::{Outcome, Vote};

/// A part of a segment that is removed, in bytes of the text that is judged.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub segment: usize,
    pub span: Range<usize>,
    pub vote: Vote,
}

/// The votes and verdicts on one page in one round.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// For each segment, the vote with the highest score of those that count.
    best: Vec<Option<Vote>>,
    protected: Vec<bool>,
    /// For each segment, whether a part of it is removed.
    cut: Vec<bool>,
    parts: Vec<Part>,
    threshold: f32,
    /// The categories whose votes are discarded.
    ignored: CategorySet,
    /// Every vote and veto, if somebody asked for a trace.
    log: Option<Vec<Logged>>,
}

/// A vote or veto as a trace shows it.
#[derive(Clone, Debug)]
pub(crate) struct Logged {
    pub segment: usize,
    pub vote: Vote,
    /// The part of the segment that the vote is about, if it is not about all of it.
    pub part: Option<Range<usize>>,
    pub outcome: Outcome,
    /// Why the rule did not vote, if it found a phrase and then did not.
    pub veto: Option<&'static str>,
}

impl Ledger {
    /// Clears the ledger for a page with this number of segments.
    pub fn open(&mut self, segments: usize, threshold: f32, ignored: CategorySet) {
        self.best.clear();
        self.best.resize(segments, None);
        self.protected.clear();
        self.protected.resize(segments, false);
        self.cut.clear();
        self.cut.resize(segments, false);
        self.parts.clear();
        (self.threshold, self.ignored) = (threshold, ignored);
        if let Some(log) = &mut self.log {
            log.clear();
        }
    }

    /// Records every vote and veto from now on.
    pub fn start_log(&mut self) {
        self.log = Some(Vec::new());
    }

    /// Stops recording.
    pub fn stop_log(&mut self) {
        self.log = None;
    }

    pub fn is_logged(&self) -> bool {
        self.log.is_some()
    }

    /// Every vote and veto on the page, with what became of it. Empty if nothing is recorded.
    pub fn log(&mut self) -> Vec<Logged> {
        let Some(log) = self.log.take() else { return Vec::new() };
        let mut entries = log.clone();
        for entry in entries.iter_mut().filter(|e| e.outcome == Outcome::Outvoted) {
            let decided = match &entry.part {
                None => self.removed(entry.segment).is_some_and(|best| is_same(best, &entry.vote)),
                Some(part) => {
                    let is_cut = |p: &Part| p.span == *part && is_same(&p.vote, &entry.vote);
                    !self.is_removed(entry.segment) && self.parts.iter().any(is_cut)
                }
            };
            if decided {
                entry.outcome = Outcome::Removed;
            } else if entry.part.is_none() && self.protected[entry.segment] {
                entry.outcome = Outcome::Protected;
            }
        }
        self.log = Some(log);
        entries
    }

    #[inline]
    fn record(&mut self, segment: usize, part: Option<&Range<usize>>, vote: &Vote, outcome: Outcome) {
        if let Some(log) = &mut self.log {
            log.push(Logged { segment, vote: vote.clone(), part: part.cloned(), outcome, veto: None });
        }
    }

    /// Records that a rule found a phrase and a reason not to cast this vote.
    pub fn veto(&mut self, segment: usize, vote: Vote, reason: &'static str) {
        if let Some(log) = &mut self.log {
            log.push(Logged { segment, vote, part: None, outcome: Outcome::Vetoed, veto: Some(reason) });
        }
    }

    /// What becomes of a vote before it is compared with others: [`Outcome::Outvoted`] stands for "it counts".
    fn admit(&self, vote: &Vote) -> Outcome {
        if vote.score < self.threshold {
            Outcome::BelowThreshold
        } else if self.ignored.contains(vote.category) {
            Outcome::CategoryKept
        } else {
            Outcome::Outvoted
        }
    }

    /// Records a vote on a whole segment. The highest score decides; of equal scores, the first.
    pub fn vote(&mut self, segment: usize, vote: Vote) {
        let outcome = self.admit(&vote);
        self.record(segment, None, &vote, outcome);
        match outcome {
            Outcome::Outvoted => {
                let best = &mut self.best[segment];
                if best.as_ref().map_or(true, |b| b.score < vote.score) {
                    *best = Some(vote);
                }
            }
            Outcome::CategoryKept if vote.category.policy().is_protected_if_kept => self.protect(segment),
            _ => {}
        }
    }

    /// Takes back all votes for a category, and discards those that follow.
    pub fn keep(&mut self, category: Category) {
        self.ignored = self.ignored.union(CategorySet::of(&[category]));
        for best in self.best.iter_mut().filter(|best| best.as_ref().is_some_and(|vote| vote.category == category)) {
            *best = None;
        }
        self.parts.retain(|part| part.vote.category != category);
        let is_counted = |entry: &&mut Logged| entry.vote.category == category && entry.outcome == Outcome::Outvoted;
        for entry in self.log.iter_mut().flatten().filter(is_counted) {
            entry.outcome = Outcome::CategoryKept;
        }
    }

    /// Records a vote on a part of a segment.
    pub fn cut(&mut self, segment: usize, span: Range<usize>, vote: Vote) {
        if span.is_empty() {
            return;
        }
        let outcome = self.admit(&vote);
        self.record(segment, Some(&span), &vote, outcome);
        if outcome == Outcome::Outvoted {
            self.cut[segment] = true;
            self.parts.push(Part { segment, span, vote });
        }
    }

    /// Keeps a segment whatever is voted on it as a whole.
    pub fn protect(&mut self, segment: usize) {
        self.protected[segment] = true;
    }

    pub fn protected(&self, segment: usize) -> bool {
        self.protected[segment]
    }

    pub fn len(&self) -> usize {
        self.best.len()
    }

    /// The vote for which a segment is removed, if it is removed.
    pub fn removed(&self, segment: usize) -> Option<&Vote> {
        count_step();
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

    /// Takes the removal of a segment back. Returns the vote that had decided.
    pub fn spare(&mut self, segment: usize) -> Option<Vote> {
        let vote = self.best[segment].take()?;
        mark_spared(&mut self.log, segment, None, &vote);
        Some(vote)
    }

    /// Whether a part of a segment is removed.
    pub fn is_cut(&self, segment: usize) -> bool {
        self.cut[segment]
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Takes the removal of parts back for which `is_weak` is true, and hands each to `spared`.
    pub fn spare_parts(&mut self, is_weak: impl Fn(&Vote) -> bool, mut spared: impl FnMut(Range<usize>, Vote)) {
        let log = &mut self.log;
        self.parts.retain(|part| {
            let is_weak = is_weak(&part.vote);
            if is_weak {
                mark_spared(log, part.segment, Some(&part.span), &part.vote);
                spared(part.span.clone(), part.vote.clone());
            }
            !is_weak
        });
    }

    /// Sorts the parts by their position, as output needs them.
    pub fn sort_parts(&mut self) {
        self.parts.sort_by_key(|p| (p.span.start, p.span.end));
    }
}

fn mark_spared(log: &mut Option<Vec<Logged>>, segment: usize, part: Option<&Range<usize>>, vote: &Vote) {
    let is_of_vote = |e: &&mut Logged| e.segment == segment && e.part.as_ref() == part && is_same(&e.vote, vote);
    if let Some(entry) = log.iter_mut().flat_map(|log| log.iter_mut()).find(is_of_vote) {
        entry.outcome = Outcome::Spared;
    }
}

/// Whether two votes are the same: a rule votes once for a reason.
fn is_same(a: &Vote, b: &Vote) -> bool {
    a.rule == b.rule && a.category == b.category && a.score == b.score && a.evidence == b.evidence
}
