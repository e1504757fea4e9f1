//! Edges: what is left behind the article's last sentence.
//!
//! **Removes** short lines behind the last paragraph of prose once a line among them went: behind the first chaff at
//! the end, nothing is article.
//!
//! **Keeps** short lines that stand right behind prose: list items, tables, signatures.

use crate::category::Category;
use crate::ledger::{Ledger, Vote};
use crate::rules::Context;

/// One line of chaff may be a word that the lexicon mistakes; two are the article's end.
const CHAFF: usize = 2;

pub(super) fn apply(context: Context<'_>, ledger: &mut Ledger) {
    let Some(last) = (0..context.len()).rev().find(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose()) else {
        return;
    };
    let mut chaff = 0;
    for i in last + 1..context.len() {
        if let Some(vote) = ledger.removed(i) {
            chaff += usize::from(ends_article(vote.category));
        } else if chaff >= CHAFF && context.segment(i).is_title() {
            let evidence = "behind chaff behind the last sentence".into();
            ledger.vote(i, Vote { category: Category::Frame, score: 0.7, rule: "edges", evidence });
        }
    }
}

/// Chaff that stands behind an article, not inside one.
fn ends_article(category: Category) -> bool {
    use Category::{
        Account, AuthorBio, CommentForm, Comments, Donation, Follow, Legal, Navigation, Newsletter, Pagination,
        Related, Share, Tags,
    };
    matches!(
        category,
        Account
            | AuthorBio
            | CommentForm
            | Comments
            | Donation
            | Follow
            | Legal
            | Navigation
            | Newsletter
            | Pagination
            | Related
            | Share
            | Tags
    )
}
