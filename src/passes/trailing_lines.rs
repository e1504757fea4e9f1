//! Edges: what is left behind the article's last sentence.
//!
//! **Removes** short lines behind the last paragraph of prose once a line among them went: behind the first chaff at
//! the end, nothing is article.
//!
//! **Keeps** short lines that stand right behind prose: list items, tables, signatures.

use super::SignedLedger;
use crate::category::Category;
use crate::view::Context;
use crate::vote::score;

/// One line of chaff may be a word that the lexicon mistakes; two are the article's end.
const CHAFF: usize = 2;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let Some(last) = (0..context.len()).rev().find(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose()) else {
        return;
    };
    let mut chaff = 0;
    for i in last + 1..context.len() {
        if let Some(vote) = ledger.removed(i) {
            chaff += usize::from(vote.category.policy().ends_article);
        } else if chaff >= CHAFF && context.segment(i).is_title() {
            ledger.vote(i, Category::Frame, score::FAIR, "behind chaff behind the last sentence");
        }
    }
}
