//! Where the article ends: before teasers each alone between short lines, and before paragraphs behind a gap that
//! take up little of what it said.

use super::{is_parted, prose};
use crate::ledger::Ledger;
use crate::passes::vocabulary::{taken_up, Said, Vocabulary};
use crate::view::Context;

/// A teaser or a plea has at most so many words.
const TEASER: usize = 80;

/// The end of the run without what follows its article.
pub(super) fn find(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let last = before_teasers(context, ledger, first, last);
    before_others(context, ledger, first, last)
}

/// Teasers behind the article: so many paragraphs of prose, each alone between short lines.
const TEASERS: usize = 3;
/// So many short lines (its section, headline, byline) part a teaser from the next.
const PARTED: usize = 2;

/// The end of the run without a list of teasers: paragraphs each alone between short lines, behind an article whose
/// paragraphs mostly follow one another. (Where the article's own stand alone under headings, nothing tells; one long
/// paragraph may be its author's, two are no teasers: the page `pages/en-city-magazine-bakeries`.)
fn before_teasers(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let prose = prose(context, ledger, first, last);
    let parted = |a: usize, b: usize| (a + 1..b).filter(|k| context.segment(*k).words() > 0).count() >= PARTED;
    let (mut kept, mut long) = (prose.len(), 0);
    while kept > 1 && parted(prose[kept - 2], prose[kept - 1]) {
        long += usize::from(context.segment(prose[kept - 1]).words() > TEASER);
        if long > 1 {
            break;
        }
        kept -= 1;
    }
    // prose[kept - 1] is the last of the article: a teaser has short lines before it.
    let teasers = prose.len() - kept;
    let together = prose[..kept].windows(2).filter(|p| !parted(p[0], p[1])).count();
    if teasers >= TEASERS && kept >= 4 && together * 10 >= (kept - 1) * 7 {
        prose[kept - 1]
    } else {
        last
    }
}

/// A content word has at least this many bytes.
const WORD: usize = 5;
/// The article has at least so many paragraphs.
const ARTICLE: usize = 4;
/// What follows takes up at most so much of what the article's paragraphs take up of those before them.
const FOREIGN: f32 = 0.75;
/// An article whose paragraphs take up less than this tells nothing (as in scripts without spaces between words).
const TAKEN_UP: f32 = 0.1;

/// The end of the run without short paragraphs behind a gap that speak of other things, no more than the article.
fn before_others(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let prose = prose(context, ledger, first, last);
    let words: Vec<Vocabulary> = prose.iter().map(|i| Vocabulary::of(context.segment(*i), WORD)).collect();
    let said = taken_up(&words);
    let (mut article, mut behind) = (said.iter().copied().sum::<Said>(), Said::default());
    let mut end = last;
    for k in (ARTICLE..prose.len()).rev() {
        if context.segment(prose[k]).words() > TEASER {
            break;
        }
        article.again -= said[k].again;
        article.all -= said[k].all;
        behind = [behind, said[k]].into_iter().sum();
        let foreign = article.share() >= TAKEN_UP && behind.share() <= article.share() * FOREIGN;
        if foreign && behind.all <= article.all && is_parted(context, ledger, prose[k - 1], prose[k]) {
            end = prose[k - 1];
        }
    }
    end
}
