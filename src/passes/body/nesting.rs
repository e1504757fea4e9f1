//! The block of a page that holds its text, where indentation shows the blocks.
//!
//! **Removes** short lines outside the block of the page that holds its text. Some converters (inscriptis, for example)
//! indent each line by the depth of its element in the page, so a line with less indentation ends the block above it. The
//! deepest block that holds nearly all of the remaining prose holds the article or the entries; menus, sidebars and
//! footers are other blocks. Below an article it also removes short lines with less indentation than its paragraphs, even
//! if no block holds nearly all of the prose.
//!
//! **Keeps** sentences of eight words or more outside that block, and short lines in a block of their own with such a
//! sentence; headlines and long lines above it (`pages/en-indented-boatyard`); and everything if most of the page's words
//! stand outside, if all lines are in one block, or if the text has few indentations, such as those of the lists in an
//! extracted article. For the pass before it, it also keeps what goes on behind the body in the body's block.
//!
//! **Why** Elements are nested in the same way in every language and on every site, and nothing else in a plain text
//! shows as surely that two lines belong to different parts of a page.

use std::ops::Range;

use super::contents;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::passes::{SignedLedger, TextKind};
use crate::view::{Context, Segment};
use crate::vote::score;

/// The block holds at least this share of the remaining prose, in percent. Chosen on the read folds of the shared
/// corpora: with 80, pages of other kinds than articles lose a fifth more of their content; with 90, F1 falls by 0.003.
const MIN_BLOCK_PROSE_PERCENT: usize = 85;
/// The block holds at least this share of all remaining words, in percent. Chosen on the read folds: with 0, listings lose
/// entries without a sentence.
const MIN_BLOCK_WORDS_PERCENT: usize = 50;
/// Fewer different indentations are those of lists and quotations, and show no blocks. Chosen on the read folds: with 4,
/// the output of extractors loses content, too; with 6, whole pages are cleaned as with 2.
const MIN_INDENT_COUNT: u32 = 6;
/// The block contains at least this many sentences. A menu may contain a long line, such as a list of countries in a row.
const MIN_BLOCK_SENTENCES: usize = 2;
/// A line of at least this many words is prose of its block. Shorter ones are headlines and menu entries.
const MIN_BLOCK_LINE_WORDS: usize = 12;
/// At least this percentage of the words in an article's sentences have the same indentation. Where fewer have, the
/// page's elements are not nested by what they hold.
const MIN_PARAGRAPHS_PERCENT: usize = 70;
/// A line of at least this many words that ends like a sentence or with a colon is kept outside the block.
const MIN_OUTSIDE_SENTENCE_WORDS: usize = 8;
/// A headline above the block has at least this many words. Chosen by hand: most menu entries have fewer.
const MIN_HEADLINE_ABOVE_WORDS: usize = 4;

/// Removes what stands outside the block that holds the text.
pub(in crate::passes) fn apply(
    context: Context<'_>,
    kind: TextKind,
    blocks: &mut Blocks,
    ledger: &mut SignedLedger<'_>,
) {
    if !blocks.read(context) {
        return;
    }
    blocks.count((0..context.len()).map(|i| (!ledger.is_removed(i)).then(|| context.segment(i))));
    if kind == TextKind::Page {
        remove_below_article(context, blocks, ledger);
    }
    let Some(text) = blocks.of_text() else { return };
    let contents = contents::find(context, ledger, |i| text.contains(&i));
    for i in (0..text.start).chain(text.end..context.len()) {
        let segment = context.segment(i);
        let block = &blocks.of[i];
        let is_beside_sentence = !block.contains(&text.start) && blocks.counts_in(block).sentences > 0;
        let may_be_headline = i < text.start && is_headline_or_long(segment);
        if !ledger.is_removed(i)
            && !contents.contains(i)
            && !is_sentence(segment)
            && !is_beside_sentence
            && !may_be_headline
        {
            ledger.vote(i, Category::Frame, score::PROBABLE, "outside the block that holds the text");
        }
    }
}

/// Removes the short lines below the article that have less indentation than its paragraphs. A line over deeper ones with a
/// sentence may be a heading of the article.
fn remove_below_article(context: Context<'_>, blocks: &Blocks, ledger: &mut SignedLedger<'_>) {
    let Some(article) = Paragraphs::find(context, blocks, |i| !ledger.is_removed(i)) else { return };
    // The last segment is read first: then it is known whether a sentence stands deeper below a line.
    let mut sentence_indent = 0;
    for i in (article.last + 1..context.len()).rev().filter(|i| context.segment(*i).words() > 0) {
        let indent = blocks.indents[i];
        if ledger.is_removed(i) {
            continue;
        }
        if is_sentence(context.segment(i)) {
            sentence_indent = indent;
        } else if indent < article.indent && sentence_indent <= indent {
            ledger.vote(i, Category::Frame, score::PROBABLE, "less indented than the paragraphs above it");
        }
        sentence_indent = if indent < sentence_indent { 0 } else { sentence_indent };
    }
}

/// Adds to the body the paragraphs that go on behind it in the block of its last paragraph
/// (`pages/en-indented-article-goes-on-behind-links`): a list of links or a caption that ended the body stands in a block
/// of its own.
pub(super) fn add_rest_of_block(context: Context<'_>, blocks: &mut Blocks, ledger: &Ledger, in_body: &mut [bool]) {
    if !blocks.read(context) {
        return;
    }
    let Some(article) = Paragraphs::find(context, blocks, |i| in_body[i] && !ledger.is_removed(i)) else { return };
    let is_beside = |i: &usize| blocks.indents[*i] == article.indent;
    let mut between = Vec::new();
    for i in (article.last + 1..blocks.of[article.last].end).filter(is_beside) {
        between.push(i);
        if !ledger.is_removed(i) && is_sentence(context.segment(i)) {
            between.drain(..).for_each(|i| in_body[i] = true);
        }
    }
}

/// The paragraphs of an article: the sentences that have the same indentation as most of its prose.
struct Paragraphs {
    indent: usize,
    /// The last paragraph's segment.
    last: usize,
}

impl Paragraphs {
    /// The paragraphs of the segments that belong to the text. `None` if its prose stands at many indentations.
    fn find(context: Context<'_>, blocks: &Blocks, is_in_text: impl Fn(usize) -> bool) -> Option<Paragraphs> {
        let sentences = || (0..context.len()).filter(|i| is_in_text(*i) && is_sentence(context.segment(*i)));
        let words = |i: usize| context.segment(i).words();
        // The indentation of more than half of the words, if there is one: words of others cancel out.
        let (mut indent, mut lead) = (0, 0);
        for i in sentences() {
            if blocks.indents[i] == indent {
                lead += words(i);
            } else if words(i) <= lead {
                lead -= words(i);
            } else {
                (indent, lead) = (blocks.indents[i], words(i) - lead);
            }
        }
        let paragraphs = || sentences().filter(|i| blocks.indents[*i] == indent);
        let share = paragraphs().map(words).sum::<usize>() * 100;
        let is_most = share >= sentences().map(words).sum::<usize>() * MIN_PARAGRAPHS_PERCENT;
        paragraphs().next_back().filter(|_| is_most).map(|last| Paragraphs { indent, last })
    }
}

fn is_sentence(segment: Segment<'_>) -> bool {
    let ends_like_sentence = matches!(segment.ending(), Ending::Sentence | Ending::Colon);
    segment.is_prose() || ends_like_sentence && segment.words() >= MIN_OUTSIDE_SENTENCE_WORDS
}

fn is_headline_or_long(segment: Segment<'_>) -> bool {
    let is_headline = segment.is_title() && segment.words() >= MIN_HEADLINE_ABOVE_WORDS && !segment.bullet();
    is_headline || segment.words() >= MIN_BLOCK_LINE_WORDS && !segment.is_link()
}

/// The indentation of each segment: the white space before it in its line, in bytes. A segment that starts within a line
/// has that of the one before it.
fn indents(context: Context<'_>) -> impl Iterator<Item = usize> + '_ {
    let mut of_line = 0;
    context.page.segments.iter().map(move |segment| {
        if segment.starts_line {
            let before = &context.text.as_bytes()[..segment.span.start];
            of_line = before.iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
        }
        of_line
    })
}

/// The number of different indentations. Those of 63 bytes or more count as one.
fn distinct(indents: &[usize]) -> u32 {
    let as_bit = |indent: &usize| -> u64 { 1 << indent.min(&(u64::BITS as usize - 1)) };
    indents.iter().map(as_bit).fold(0, |bits, bit| bits | bit).count_ones()
}

/// The blocks of a page, and what remains in them. Kept for the next page, so that its memory is reused.
#[derive(Debug, Default)]
pub(in crate::passes) struct Blocks {
    /// The indentation of each segment.
    indents: Vec<usize>,
    /// The block of each segment: the largest stretch of segments around it of which none has less indentation.
    of: Vec<Range<usize>>,
    /// The segments whose blocks have not ended while the page is read. None has less indentation than the one before it.
    open: Vec<usize>,
    /// What remains before each segment, and at the end of the page.
    before: Vec<Counts>,
}

/// What remains in a part of a page.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    words: usize,
    /// The words of lines of at least [`MIN_BLOCK_LINE_WORDS`] words.
    prose_words: usize,
    sentences: usize,
}

impl Blocks {
    /// Finds the block of each segment. Returns whether the page has enough indentations to show blocks; if not, they are
    /// not found.
    fn read(&mut self, context: Context<'_>) -> bool {
        self.indents.clear();
        self.indents.extend(indents(context));
        let shows_blocks = distinct(&self.indents) >= MIN_INDENT_COUNT;
        if shows_blocks {
            self.divide();
        }
        shows_blocks
    }

    /// Finds the block of each segment from the indentation of all, in linear time.
    fn divide(&mut self) {
        let Blocks { indents, of, open, .. } = self;
        of.clear();
        open.clear();
        for (i, indent) in indents.iter().enumerate() {
            while let Some(ended) = open.last().copied().filter(|last| indents[*last] > *indent) {
                of[ended].end = i;
                open.pop();
            }
            let start = match open.last() {
                Some(last) if indents[*last] == *indent => of[*last].start,
                Some(last) => last + 1,
                None => 0,
            };
            of.push(start..indents.len());
            open.push(i);
        }
    }

    /// Counts what remains of the page. `None` stands for a removed segment.
    fn count<'p>(&mut self, segments: impl Iterator<Item = Option<Segment<'p>>>) {
        let mut sum = Counts::default();
        self.before.clear();
        self.before.push(sum);
        self.before.extend(segments.map(|segment| {
            if let Some(segment) = segment {
                let words = segment.words();
                sum.words += words;
                sum.prose_words += if words >= MIN_BLOCK_LINE_WORDS { words } else { 0 };
                sum.sentences += usize::from(is_sentence(segment));
            }
            sum
        }));
    }

    fn counts_in(&self, segments: &Range<usize>) -> Counts {
        let (from, to) = (self.before[segments.start], self.before[segments.end]);
        Counts {
            words: to.words - from.words,
            prose_words: to.prose_words - from.prose_words,
            sentences: to.sentences - from.sentences,
        }
    }

    /// The deepest block that holds the text. `None` if none holds enough of it.
    fn of_text(&self) -> Option<Range<usize>> {
        let page = self.counts_in(&(0..self.of.len()));
        let holds_prose =
            |i: &usize| self.counts_in(&self.of[*i]).prose_words * 100 >= page.prose_words * MIN_BLOCK_PROSE_PERCENT;
        let deepest = (0..self.of.len()).filter(holds_prose).max_by_key(|i| self.indents[*i])?;
        let block = self.counts_in(&self.of[deepest]);
        let is_most_of_page = block.words * 100 >= page.words * MIN_BLOCK_WORDS_PERCENT;
        (block.sentences >= MIN_BLOCK_SENTENCES && is_most_of_page).then(|| self.of[deepest].clone())
    }
}

#[cfg(test)]
mod tests {
    use super::Blocks;
    use crate::line_tests::{check, Case, Kept, Removed};

    #[test]
    fn a_block_ends_where_a_line_has_less_indentation() {
        // Indentations, the segment, its block, and why.
        let cases: &[(&[usize], usize, std::ops::Range<usize>, &str)] = &[
            (&[0, 0, 0], 1, 0..3, "all lines are in one block"),
            (&[0, 4, 4, 0], 1, 1..3, "between lines at the margin"),
            (&[0, 4, 4, 0], 2, 1..3, "its second line"),
            (&[0, 4, 8, 4, 0], 1, 1..4, "a deeper block is part of it"),
            (&[0, 4, 8, 4, 0], 2, 2..3, "the deeper block"),
            (&[0, 4, 8, 4, 0], 4, 0..5, "the page"),
            (&[4, 2, 4], 0, 0..1, "a block at the start"),
            (&[4, 2, 4], 2, 2..3, "an equally indented line of another block"),
        ];
        let mut blocks = Blocks::default();
        for (indents, segment, block, why) in cases {
            blocks.indents = indents.to_vec();
            blocks.divide();
            assert_eq!(&blocks.of[*segment], block, "{indents:?}: {why}");
        }
    }

    macro_rules! menu {
        () => {
            "Menu\n  News\n        Sport\n          Travel\n  Newsletter\n  Subscribe\n  Search\n"
        };
    }
    macro_rules! posts {
        () => {
            "      We keep forty hens behind the boathouse, and since Monday none of them will go in at night.
      Yours have mites, I should think. Mine did the same until I had limed the perches and the walls.
      Lime did it, and a new perch of ash. They went in by themselves on Thursday, all but the old one.
"
        };
    }
    const ABOVE: &str = concat!(
        menu!(),
        "    This forum is for all who keep hens.\n{}\n",
        posts!(),
        "  Privacy Policy\n  Terms of Use\n  Contact\n"
    );
    const BELOW: &str = concat!(menu!(), "    Hens\n", posts!(), "{}\n  Privacy Policy\n  Terms of Use\n  Contact\n");
    const INSIDE: &str =
        concat!(menu!(), "    Hens\n", posts!(), "{}\n", posts!(), "  Privacy Policy\n  Terms of Use\n  Contact\n");

    const SHOP: &str = concat!(
        "Menu\n  News\n        Sport\n          Travel\n            Newsletter\n            Subscribe\n",
        "              Austria Belgium Bulgaria Canada Croatia Cyprus Denmark Estonia Finland France Germany Greece Hungary ",
        "Iceland India Ireland Italy Japan Jordan Kenya Latvia Lithuania Luxembourg Malta Mexico Monaco Norway Oman Peru ",
        "Poland Portugal Romania Serbia Slovakia Slovenia Spain Sweden Switzerland Tunisia Turkey Ukraine Uruguay\n",
        "    Search\n    {}\n    Ash perch, oiled, 90 cm\n    Larch perch, 120 cm\n",
        "    Water trough of zinc, 3 litres\n    Feeder with a lid, 5 kg\n  Privacy Policy\n  Terms of Use\n  Contact\n"
    );

    /// The last two sentences stand in a block of their own, so that no block holds nearly all of the prose.
    const ARTICLE: &str = "  * Home
  * News
  * Weather
  * Sport
  * Newsletter
  * Log in
    Search
      The ferry to Saltby will run on wind alone
        By Ida Fenn
        12 March 2024
            The council of Saltby has bought a ferry with two masts, and from April it will carry forty people across.
            The old ferry burned nine hundred litres of oil each day, and its engine could be heard on both shores.
            Captain Moor has sailed the new boat for three weeks in all weathers, and she says that it needs an hour.
            On a calm day a small motor helps the ferry, which takes its power from a battery under the benches.
            The sails of the ferry are made of hemp from the fields behind Saltby, and the council pays the farmers.
            The council wants the old ferry to stay at the quay of Saltby until the new ferry has sailed one winter.
{}
                The harbour office of Saltby answers letters on the first Monday of each month, and nobody knows why.
                The office of the ferry answers them on the second Monday, and the council of Saltby never does.
  Privacy Policy
  Terms of Use
  Contact
";

    #[test]
    fn short_lines_below_the_article_with_less_indentation_than_its_paragraphs_are_removed() {
        let cases: &[Case] = &[
            ("          Slip 9, quay 2", ARTICLE, Kept, "a sentence stands deeper below it"),
            ("          Slip 9, quay 2\n        Slip 7", ARTICLE, Removed, "a line of the page stands between"),
            ("            Slip 9, quay 2", ARTICLE, Kept, "it has the indentation of the paragraphs"),
        ];
        check("nesting", cases);
    }

    #[test]
    fn short_lines_outside_the_block_of_the_text_are_removed() {
        let cases: &[Case] = &[
            ("    Harriers", BELOW, Removed, "less indentation than the posts, behind them"),
            ("      Harriers", BELOW, Kept, "the same indentation as the posts"),
            ("  Harriers", INSIDE, Kept, "posts stand on both sides"),
            ("    Harriers", ABOVE, Removed, "less indentation than the posts, above them"),
            ("    Why will my hens not go in at night", ABOVE, Kept, "a headline above the posts"),
            ("Nest box of larch, 40 by 40 cm", SHOP, Kept, "the block of the menu has no sentence"),
            ("    This thread was closed by Ann on a Friday.", BELOW, Kept, "a sentence"),
        ];
        check("nesting", cases);
    }
}
