//! The guard: spares segments when too little would be left. It may only spare.
//!
//! It looks at what stays, never at a share of what was there: a share is not idempotent.

use crate::ledger::{score, Ledger, Vote};
use crate::page::Page;

/// Where fewer words than this would stay, only certain votes stand.
const FLOOR: u32 = 40;

/// Takes back all but the certain votes where too little would be left, and hands each to `spared`.
#[inline(never)]
pub(crate) fn restrain(page: &Page, ledger: &mut Ledger, mut spared: impl FnMut(usize, Vote)) {
    let kept: u32 = (0..ledger.len()).filter(|i| !ledger.is_removed(*i)).map(|i| page.segments[i].features.words).sum();
    if kept >= FLOOR {
        return;
    }
    for i in 0..ledger.len() {
        if ledger.removed(i).is_some_and(|v| v.score < score::CERTAIN) {
            if let Some(vote) = ledger.spare(i) {
                spared(i, vote);
            }
        }
    }
}
