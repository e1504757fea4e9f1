//! The headline of the article: the title whose words the paragraphs behind it use.

use std::ops::RangeInclusive;

use super::{has_gap_between, remaining_prose};
use crate::ledger::Ledger;
use crate::passes::vocabulary::{overlap_among, Overlap, Vocabularies, Vocabulary};
use crate::view::Context;

/// A headline has this many words. Shorter lines are labels, longer ones are paragraphs or several glued lines.
const HEADLINE_WORDS: RangeInclusive<usize> = 3..=25;
/// Only words of at least this many bytes are compared. Lower than the limit for paragraphs, because a headline has few
/// words and its short ones count too.
/// Sensitive: -25 % (3) changes 1.60 % of the texts of the shared corpora.
const MIN_HEADLINE_WORD_BYTES: usize = 4;
/// A headline above the run is searched among this many lines. Chosen by hand: bylines, dates and captions fit between
/// headline and text; a larger value would take the title of another story for the headline.
/// Sensitive: -25 % (9) changes 2.80 % of the texts of the shared corpora, +25 % (15) changes 2.13 %.
const MAX_LINES_TO_HEADLINE: usize = 12;

/// A run has at least this many paragraphs for its headline to be searched. Fewer use too few words to compare titles.
const MIN_PARAGRAPHS_UNDER_HEADLINE: usize = 3;
/// This many paragraphs behind a title are searched for its words. Chosen by hand: a larger value would find the words
/// of any title of the page somewhere in a long article.
const PARAGRAPHS_SEARCHED_FOR_TITLE: usize = 8;
/// A title has at least this many distinct words of [`MIN_HEADLINE_WORD_BYTES`] to be compared.
const MIN_COMPARED_TITLE_WORDS: usize = 2;
/// A word of a title counts fully if this many of the paragraphs searched use it, and half if one does.
/// Sensitive: +25 % (3) changes 1.20 % of the texts of the shared corpora.
const PARAGRAPHS_FOR_FULL_COUNT: usize = 2;
/// A headline has at least this score (see [`Title::score`]). Chosen by hand: two of four words reach it, or three of
/// nine, if two paragraphs use each of them. With a smaller value a title would pass with one word that is used by
/// chance.
const MIN_HEADLINE_SCORE: f32 = 1.0;
/// The first title whose score is at least this fraction of the best score is the headline, because the paragraphs also
/// use the words of the article's subheadings. Chosen by hand: a larger value would start the article at a subheading;
/// a smaller one would start it at a title above the article.
const MIN_SCORE_OF_BEST: f32 = 0.6;

/// A line that may be the headline.
struct Title {
    segment: usize,
    /// The number of the run's paragraphs above the title.
    paragraphs_above: usize,
    /// The sum over its words of how much each is used behind the title (0.0 to 1.0), squared and divided by the number
    /// of words. It grows with the number of used words and with their share.
    score: f32,
}

/// The headline at which the article starts, if it is a title within the run or closely above it. Teasers of other
/// stories may stand above the headline, paragraphs of the article may not. `first` and `last` are both inside the run.
pub(super) fn find_opening(context: Context<'_>, ledger: &Ledger, first: usize, last: usize) -> Option<usize> {
    let prose = remaining_prose(context, ledger, first, last);
    if prose.len() < MIN_PARAGRAPHS_UNDER_HEADLINE {
        return None;
    }
    let paragraphs = Vocabularies::new(context, &prose, MIN_HEADLINE_WORD_BYTES);
    let titles: Vec<Title> = (first.saturating_sub(MAX_LINES_TO_HEADLINE)..=last)
        .filter(|i| is_candidate(context, ledger, *i))
        .filter_map(|i| score_title(context, i, prose.partition_point(|p| *p < i), &paragraphs))
        .collect();
    let best = titles.iter().map(|t| t.score).fold(0.0, f32::max);
    let is_close_to_best = |t: &&Title| t.score >= MIN_HEADLINE_SCORE && t.score >= best * MIN_SCORE_OF_BEST;
    let headline = titles.iter().find(is_close_to_best)?;

    // At least half of the paragraphs behind it use one of its words.
    let title = Vocabulary::of(context.segment(headline.segment), MIN_HEADLINE_WORD_BYTES);
    let searched = paragraphs.get(headline.paragraphs_above, PARAGRAPHS_SEARCHED_FOR_TITLE);
    let using = searched.clone().filter(|p| title.words().any(|word| p.has(word))).count();
    let opens = using * 2 >= searched.len() && is_first_of_article(context, ledger, &prose, &paragraphs, headline);
    opens.then_some(headline.segment)
}

fn is_candidate(context: Context<'_>, ledger: &Ledger, i: usize) -> bool {
    let segment = context.segment(i);
    !ledger.is_removed(i) && segment.is_title() && !segment.is_link() && HEADLINE_WORDS.contains(&segment.words())
}

/// Rates how much the paragraphs behind a title use its words. `None` if it has too few words to compare.
fn score_title(
    context: Context<'_>,
    segment: usize,
    paragraphs_above: usize,
    paragraphs: &Vocabularies<'_>,
) -> Option<Title> {
    let title = Vocabulary::of(context.segment(segment), MIN_HEADLINE_WORD_BYTES);
    let searched = paragraphs.get(paragraphs_above, PARAGRAPHS_SEARCHED_FOR_TITLE);
    let use_of = |word| {
        let using = searched.clone().filter(|p| p.has(word)).count();
        using.min(PARAGRAPHS_FOR_FULL_COUNT) as f32 / PARAGRAPHS_FOR_FULL_COUNT as f32
    };
    let used: f32 = title.words().map(use_of).sum();
    let score = used * used / title.len() as f32;
    (title.len() >= MIN_COMPARED_TITLE_WORDS).then_some(Title { segment, paragraphs_above, score })
}

/// A teaser above the headline has at most this many words. Chosen by hand: a longer paragraph is rather the article's,
/// and the title below it a subheading.
const MAX_LEADING_TEASER_WORDS: usize = 50;

/// Whether no paragraph of the article stands above the headline: there is none at all, or those above are teasers of
/// other stories, separated by a gap and about other subjects.
fn is_first_of_article(
    context: Context<'_>,
    ledger: &Ledger,
    prose: &[usize],
    paragraphs: &Vocabularies<'_>,
    headline: &Title,
) -> bool {
    let above = headline.paragraphs_above;
    above == 0
        || prose[..above].iter().all(|i| context.segment(*i).words() <= MAX_LEADING_TEASER_WORDS)
            && has_gap_between(context, ledger, prose[above - 1], headline.segment)
            && are_foreign(paragraphs, above)
}

/// This many paragraphs behind the headline are compared with those above it. A bound on the work.
const MAX_COMPARED_PARAGRAPHS: usize = 40;
/// The paragraphs above share at most this fraction of what those behind share among themselves. Chosen by hand: a
/// larger value would start the article at a subheading (`pages/en-island-weekly-heading-taken-up`); a smaller one
/// would keep teasers above the headline.
const MAX_SHARE_OF_ARTICLE_ABOVE: f32 = 0.5;
/// If the article's paragraphs share less than this fraction of their words, vocabularies show nothing. That is so in
/// scripts without spaces between words.
const MIN_SHARE_AMONG_PARAGRAPHS: f32 = 0.1;

/// Whether the first `above` paragraphs have few words in common with those behind them.
fn are_foreign(paragraphs: &Vocabularies<'_>, above: usize) -> bool {
    let behind = paragraphs.get(above, MAX_COMPARED_PARAGRAPHS);
    let share_behind = overlap_among(behind.clone()).share();
    let words_behind = Vocabulary::union(behind);
    let overlap_above: Overlap = paragraphs.get(0, above).map(|p| p.overlap(|word| words_behind.has(word))).sum();
    share_behind >= MIN_SHARE_AMONG_PARAGRAPHS && overlap_above.share() <= share_behind * MAX_SHARE_OF_ARTICLE_ABOVE
}

/// The title of a short article is one of this many lines above its first paragraph. Chosen by hand, small, because the
/// further away a line is, the more likely it shares words with the text by chance.
const MAX_LINES_TO_SHORT_ARTICLES_TITLE: usize = 4;
/// At least this many words of the title, and at least half of them, occur in the text. One word may do so by chance.
const MIN_USED_TITLE_WORDS: usize = 2;

/// Whether the text of the body uses the words of a title above its first paragraph. Such a body is an article, however
/// short it is. Removed lines, such as a bar of buttons, may stand between title and text.
pub(super) fn body_uses_title(context: Context<'_>, ledger: &Ledger, in_body: &[bool]) -> bool {
    let prose: Vec<usize> = (0..in_body.len())
        .filter(|i| in_body[*i] && !ledger.is_removed(*i) && context.segment(*i).is_prose())
        .collect();
    let Some(first) = prose.first().copied() else { return false };
    let paragraphs: Vec<Vocabulary> =
        prose.iter().map(|i| Vocabulary::of(context.segment(*i), MIN_HEADLINE_WORD_BYTES)).collect();
    let text = Vocabulary::union(&paragraphs);
    let is_kept_line = |i: &usize| !ledger.is_removed(*i) && context.segment(*i).words() > 0;
    (0..first).rev().filter(is_kept_line).take(MAX_LINES_TO_SHORT_ARTICLES_TITLE).any(|i| {
        let title = Vocabulary::of(context.segment(i), MIN_HEADLINE_WORD_BYTES).overlap(|word| text.has(word));
        title.shared >= MIN_USED_TITLE_WORDS && title.shared * 2 >= title.total
    })
}

/// A line that is kept as the headline above the body without a comparison of words has this many words. The
/// lower limit is one above that of [`HEADLINE_WORDS`]. Chosen by hand: a smaller one would keep a label of the frame.
/// Sensitive: lower limit -25 % (3) changes 1.47 % of the texts of the shared corpora, +25 % (5) changes 1.47 %.
const LONGEST_LINE_WORDS: RangeInclusive<usize> = 4..=25;

/// The most probable headline above the body if no title was compared: the longest of the [`MAX_LINES_TO_HEADLINE`]
/// lines above `first`, and of equally long ones the last.
pub(super) fn longest_line_above(context: Context<'_>, ledger: &Ledger, first: usize) -> Option<usize> {
    (first.saturating_sub(MAX_LINES_TO_HEADLINE)..first)
        .filter(|i| !ledger.is_removed(*i))
        .filter(|i| LONGEST_LINE_WORDS.contains(&context.segment(*i).words()))
        .max_by_key(|i| context.segment(*i).words())
}
