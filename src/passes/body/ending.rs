//! The end of the article within a run: the run ends before teasers that stand each between short lines, and before
//! paragraphs that a gap separates from the article and that have few words in common with it.

use super::{has_gap_between, remaining_prose};
use crate::ledger::Ledger;
use crate::passes::vocabulary::{overlaps_with_earlier, Overlap, Vocabulary};
use crate::view::Context;

/// A teaser or an appeal behind the article has at most this many words. Chosen by hand: longer paragraphs are rather
/// the article's.
const MAX_ENDING_TEASER_WORDS: usize = 80;

/// The last segment of the run without the text of others at its end. `first` and `last` are both inside the run.
pub(super) fn find(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let last = before_teasers(context, ledger, first, last);
    before_foreign_paragraphs(context, ledger, first, last)
}

/// This many paragraphs at the end of the run, each between short lines, may be teasers. Chosen by hand: one or two may
/// be the article's last paragraphs with a subheading each.
const MIN_ENDING_TEASERS: usize = 3;
/// This many short lines (a section label, headline or byline) stand between a teaser and the paragraph before it. One
/// line may be a subheading of the article.
const MIN_LINES_BETWEEN_TEASERS: usize = 2;
/// A list of teasers contains at most this many paragraphs of more than [`MAX_ENDING_TEASER_WORDS`] words. One may be
/// the last paragraph of the article (`pages/en-city-magazine-bakeries`).
const MAX_LONG_TEASERS: usize = 1;
/// Before the teasers the article has at least this many paragraphs. Fewer do not show how its paragraphs follow one
/// another.
const MIN_PARAGRAPHS_BEFORE_TEASERS: usize = 4;
/// At least this percentage of the article's paragraphs follow the one before them without
/// [`MIN_LINES_BETWEEN_TEASERS`] lines between them. Where fewer do, the article itself consists of short sections, and
/// short lines around a paragraph are no sign of a teaser.
const MIN_ADJACENT_PARAGRAPHS_PERCENT: usize = 70;

/// The last segment of the run without a list of teasers at its end: paragraphs that stand each between short lines,
/// behind an article whose paragraphs mostly follow one another directly.
fn before_teasers(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let prose = remaining_prose(context, ledger, first, last);
    let are_apart = |a: usize, b: usize| {
        (a + 1..b).filter(|i| context.segment(*i).words() > 0).count() >= MIN_LINES_BETWEEN_TEASERS
    };
    // The number of paragraphs of the article. Each paragraph behind them has short lines before it.
    let mut kept = prose.len();
    let mut long_teasers = 0;
    while kept > 1 && are_apart(prose[kept - 2], prose[kept - 1]) {
        long_teasers += usize::from(context.segment(prose[kept - 1]).words() > MAX_ENDING_TEASER_WORDS);
        if long_teasers > MAX_LONG_TEASERS {
            break;
        }
        kept -= 1;
    }
    let teasers = prose.len() - kept;
    if teasers < MIN_ENDING_TEASERS || kept < MIN_PARAGRAPHS_BEFORE_TEASERS {
        return last;
    }
    let adjacent = prose[..kept].windows(2).filter(|pair| !are_apart(pair[0], pair[1])).count();
    if adjacent * 100 >= (kept - 1) * MIN_ADJACENT_PARAGRAPHS_PERCENT {
        prose[kept - 1]
    } else {
        last
    }
}

/// Only words of at least this many bytes are compared. Chosen by hand: shorter words are mostly articles, pronouns and
/// prepositions, which all texts share.
const MIN_ENDING_WORD_BYTES: usize = 5;
/// Before foreign paragraphs the article has at least this many paragraphs. Fewer have too small a vocabulary to
/// compare with.
const MIN_PARAGRAPHS_BEFORE_FOREIGN: usize = 4;
/// Foreign paragraphs share at most this fraction of what the article's paragraphs share with those before them. Chosen
/// by hand: a larger value would remove last paragraphs of the article on a new aspect; a smaller one would keep
/// teasers that have some words in common with the article by chance.
/// Sensitive: +25 % (0.9375) costs 0.052 percentage points of the content of the shared corpora.
const MAX_FOREIGN_SHARE_OF_ARTICLE: f32 = 0.75;
/// If the article's paragraphs share less than this fraction of their words with those before them, vocabularies show
/// nothing. That is so in scripts without spaces between words.
const MIN_ARTICLE_SHARE: f32 = 0.1;

/// The last segment of the run without foreign paragraphs at its end: short paragraphs, together no longer than the
/// article, that a gap separates from it and that use few words of the text before them.
fn before_foreign_paragraphs(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> usize {
    let prose = remaining_prose(context, ledger, first, last);
    let is_short = |n: &usize| context.segment(prose[*n]).words() <= MAX_ENDING_TEASER_WORDS;
    let follows_gap = |n: usize| has_gap_between(context, ledger, prose[n - 1], prose[n]);
    let splits = (MIN_PARAGRAPHS_BEFORE_FOREIGN..prose.len()).rev().take_while(is_short);
    if !splits.clone().any(follows_gap) {
        return last; // Most articles: no words have to be compared.
    }
    let words: Vec<Vocabulary> =
        prose.iter().map(|i| Vocabulary::of(context.segment(*i), MIN_ENDING_WORD_BYTES)).collect();
    let overlaps = overlaps_with_earlier(&words);
    // Move one paragraph after the other from the article to the text behind it, and remember the earliest split at
    // which the text behind is foreign.
    let (mut article, mut behind) = (overlaps.iter().copied().sum::<Overlap>(), Overlap::default());
    let mut end = last;
    for n in splits {
        article.shared -= overlaps[n].shared;
        article.total -= overlaps[n].total;
        behind = [behind, overlaps[n]].into_iter().sum();
        let is_foreign = article.share() >= MIN_ARTICLE_SHARE
            && behind.share() <= article.share() * MAX_FOREIGN_SHARE_OF_ARTICLE
            && behind.total <= article.total;
        if is_foreign && follows_gap(n) {
            end = prose[n - 1];
        }
    }
    end
}
