//! The clues to the kind of a text: a few measures of the whole text, the categories of its boilerplate, and the words of
//! its short lines. Each clue has a weight in `weights.txt` or none.
//!
//! **Why these** A byline or a comment form stands beside an article; prices, short lines and the words of buttons
//! ("checkout", "replies") stand in shops and forums. How long a text is says nothing: a short article is one too.

use std::fmt;

use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::{Ending, Marks};
use crate::passes::body::for_each_article_run;
use crate::view::{Context, Segment};

/// A line of at most this many words is a label, a button, a menu entry or a heading, and its words are clues. Chosen by
/// hand: the words of longer lines tell what a text is about rather than what kind of text it is.
const MAX_SHORT_LINE_WORDS: usize = 6;

/// A property of the whole text, which falls into one of several levels.
pub(super) struct Measure {
    pub name: &'static str,
    /// The highest value of each level but the last, which has no upper bound.
    pub bounds: &'static [usize],
    value: fn(&Totals) -> usize,
}

/// The most levels that a measure or a count has: one more than the most bounds.
pub(super) const MAX_LEVEL_COUNT: usize = 8;

/// All measures. Their levels were chosen by hand so that each has a share of real texts; training weighs each level by
/// itself, so more levels would need more texts and fewer would tell less.
pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "% of words in prose",
        bounds: &[10, 20, 35, 50, 65, 80, 90],
        value: |t| percent(t.prose_words, t.words),
    },
    Measure {
        name: "words of a prose line",
        bounds: &[0, 20, 30, 45, 70],
        value: |t| t.prose_words / t.prose_lines.max(1),
    },
    Measure {
        name: "% of prose in the longest run",
        bounds: &[20, 35, 50, 70, 90],
        value: |t| percent(t.run_words, t.prose_words),
    },
    Measure {
        name: "prose words a line of the longest run",
        bounds: &[3, 6, 9, 12, 16, 24, 40],
        value: |t| t.run_words / t.run_lines.max(1),
    },
    Measure { name: "% of lines short", bounds: &[10, 25, 40, 55, 70, 85], value: |t| percent(t.short_lines, t.lines) },
    Measure {
        name: "% of lines with numbers only",
        bounds: &[0, 1, 3, 8, 20],
        value: |t| percent(t.number_lines, t.lines),
    },
    Measure {
        name: "% of lines with a list mark",
        bounds: &[0, 3, 10, 25, 50],
        value: |t| percent(t.bullets, t.lines),
    },
    Measure {
        name: "prices a thousand lines",
        bounds: &[0, 5, 20, 60, 150],
        value: |t| 1000 * t.prices / t.lines.max(1),
    },
    Measure {
        name: "% of prose lines with quotes",
        bounds: &[0, 5, 15, 30, 50],
        value: |t| percent(t.quoting_lines, t.prose_lines),
    },
    Measure {
        name: "questions a thousand lines",
        bounds: &[0, 10, 30, 80],
        value: |t| 1000 * t.questions / t.lines.max(1),
    },
    Measure {
        name: "% of lines like the one before",
        bounds: &[5, 15, 30, 45, 60],
        value: |t| percent(t.like_previous, t.lines),
    },
];

fn percent(part: usize, whole: usize) -> usize {
    100 * part / whole.max(1)
}

/// What is counted in the whole text. A line is a segment with at least one word.
#[derive(Default)]
struct Totals {
    lines: usize,
    words: usize,
    prose_lines: usize,
    prose_words: usize,
    run_words: usize,
    run_lines: usize,
    short_lines: usize,
    number_lines: usize,
    bullets: usize,
    prices: usize,
    quoting_lines: usize,
    questions: usize,
    like_previous: usize,
}

/// The levels of the number of lines that were removed as a category: one, two or three, four to eight, more. That none
/// was removed is no clue: a text without boilerplate may be of any kind.
pub(super) const COUNT_BOUNDS: &[usize] = &[1, 3, 8];

/// One clue.
#[derive(Clone, Copy)]
pub(super) enum Clue<'p> {
    /// The measure with this index is at this level.
    Measure(usize, usize),
    /// The number of lines that the rules removed as this category is at this level.
    Removed(Category, usize),
    /// A short line contains this folded word, given with its key.
    Word(&'p [u8], u64),
}

impl fmt::Display for Clue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Clue::Measure(n, level) => write_level(f, MEASURES[n].name, MEASURES[n].bounds, level, 0),
            Clue::Removed(category, level) => {
                f.write_str("removed ")?;
                write_level(f, category.name(), COUNT_BOUNDS, level, 1)
            }
            Clue::Word(word, _) => write!(f, "word {}", String::from_utf8_lossy(word)),
        }
    }
}

/// `least` is the least value that the clue can have.
fn write_level(f: &mut fmt::Formatter<'_>, name: &str, bounds: &[usize], level: usize, least: usize) -> fmt::Result {
    let from = if level == 0 { least } else { bounds[level - 1] + 1 };
    match bounds.get(level) {
        Some(to) if *to == from => write!(f, "{name}: {from}"),
        Some(to) => write!(f, "{name}: {from} to {to}"),
        None => write!(f, "{name}: {from} or more"),
    }
}

fn level(value: usize, bounds: &[usize]) -> usize {
    bounds.partition_point(|bound| *bound < value)
}

/// Hands each clue of a text to `found`, words as often as they occur.
pub(super) fn for_each<'p>(context: Context<'p>, ledger: &Ledger, mut found: impl FnMut(Clue<'p>)) {
    let mut totals = Totals::default();
    let mut removed_lines = [0; Category::ALL.len()];
    let mut previous = None;
    for segment in (0..context.len()).map(|i| context.segment(i)).filter(|s| s.words() > 0) {
        totals.add(segment, &mut previous);
        if segment.words() <= MAX_SHORT_LINE_WORDS {
            for (word, key) in segment.keyed_words().filter(|(word, _)| !word.is_empty()) {
                found(Clue::Word(word, key));
            }
        }
        if let Some(vote) = ledger.removed(segment.index()) {
            removed_lines[vote.category as usize] += 1;
        }
    }
    (totals.run_words, totals.run_lines) = measure_article(context, ledger);
    for (n, measure) in MEASURES.iter().enumerate() {
        found(Clue::Measure(n, level((measure.value)(&totals), measure.bounds)));
    }
    for category in Category::ALL.iter().copied().filter(|category| removed_lines[*category as usize] > 0) {
        found(Clue::Removed(category, level(removed_lines[category as usize], COUNT_BOUNDS)));
    }
}

/// Of the run that has most of them, the words of prose, and the number of lines from its first to its last paragraph.
fn measure_article(context: Context<'_>, ledger: &Ledger) -> (usize, usize) {
    let mut best = (0, 0);
    for_each_article_run(context, ledger, |from, to| {
        let (mut words, mut first, mut last) = (0, None, 0);
        for i in (from..=to).filter(|i| !ledger.is_removed(*i) && context.segment(*i).is_prose()) {
            words += context.segment(i).words();
            first = first.or(Some(i));
            last = i;
        }
        let lines = first.map_or(0, |first| (first..=last).filter(|i| context.segment(*i).words() > 0).count());
        best = best.max((words, lines));
    });
    best
}

/// The shape of a line: how long it is, how it ends, and whether it has a mark, capitals and numbers.
type Shape = (u32, Ending, bool, bool, bool);

impl Totals {
    fn add(&mut self, segment: Segment<'_>, previous: &mut Option<Shape>) {
        let f = segment.features();
        let words = segment.words();
        self.lines += 1;
        self.words += words;
        if segment.is_prose() {
            self.prose_lines += 1;
            self.prose_words += words;
            self.quoting_lines += usize::from(segment.has_quotes());
        } else {
            self.prices += usize::from(segment.has_price());
        }
        self.short_lines += usize::from(words <= MAX_SHORT_LINE_WORDS);
        self.number_lines += usize::from(f.capitals + f.lower == 0);
        self.bullets += usize::from(f.bullet);
        self.questions += usize::from(f.marks.has_any(Marks::of(b"?")) && segment.has_folded_mark(b'?'));
        let shape = (f.words.ilog2(), f.ending, f.bullet, f.capitals == f.words, f.numbers > 0);
        self.like_previous += usize::from(*previous == Some(shape));
        *previous = Some(shape);
    }
}
