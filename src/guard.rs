//! The guard: spares segments when too little would be left. It may only spare.
//!
//! It looks at what stays, never at a share of what was there: a share is not idempotent.

use crate::ledger::{score, Ledger, Vote};
use crate::page::Page;

/// Where fewer words than this would stay, only certain votes stand.
const FLOOR: u32 = 40;

/// Takes back all but the certain votes where too little would be left; gives what was spared.
pub(crate) fn restrain(page: &Page, ledger: &mut Ledger) -> Vec<(usize, Vote)> {
    let kept: u32 = (0..ledger.len()).filter(|i| !ledger.is_removed(*i)).map(|i| page.segments[i].features.words).sum();
    if kept >= FLOOR {
        return Vec::new();
    }
    let weak = |v: &Vote| v.score < score::CERTAIN;
    (0..ledger.len())
        .filter(|i| ledger.removed(*i).is_some_and(weak))
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(|i| ledger.spare(i).map(|v| (i, v)))
        .collect()
}
