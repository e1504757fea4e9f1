//! The clues to whether a line of a page belongs to its menu or footer: properties of the line, of the lines around it,
//! and of its place on the page. Each clue has a weight for the menu and one for the footer in `weights.txt`.
//!
//! **Why these** They are properties of the form, so that they say the same in every language and on every site. What a
//! line says is judged by the rules; here only the category counts that they gave to a line.

use std::collections::HashMap;

use crate::category::Category;
use crate::ledger::Ledger;
use crate::page::Ending;
use crate::view::{Context, Segment};

/// The lines before and behind a line that count as its surroundings, on each side. Chosen by hand: fewer would tell a
/// menu from a list of products less often, and more would blur where the menu ends.
const NEIGHBOUR_LINES: usize = 10;
/// A line of at most this many words is short, like a button or a menu entry.
const MAX_SHORT_LINE_WORDS: usize = 6;

/// A property of a line, which falls into one of several levels.
struct Measure {
    name: &'static str,
    /// The highest value of each level but the last, which has no upper bound.
    bounds: &'static [usize],
    value: fn(&Lines, usize) -> usize,
}

const fn measure(name: &'static str, bounds: &'static [usize], value: fn(&Lines, usize) -> usize) -> Measure {
    Measure { name, bounds, value }
}

/// All measures. Their levels were chosen by hand, so that each has a share of the lines of real pages.
const LINE_MEASURES: &[Measure] = &[
    measure("words", &[0, 1, 2, 3, 4, 7, 12, 19], |l, i| l.lines[i].words),
    measure("words of prose", &[0, 19, 40], |l, i| l.lines[i].prose_words),
    measure("list mark", &[0], |l, i| usize::from(l.lines[i].has_list_mark)),
    measure("link", &[0], |l, i| usize::from(l.lines[i].is_link)),
    measure("price", &[0], |l, i| usize::from(l.lines[i].has_price)),
    measure("numbers", &[0, 1], |l, i| l.lines[i].numbers),
    measure("% capitals", &[0, 50, 99], |l, i| l.lines[i].capital_percent),
    measure("kind of end", &[0, 1, 2], |l, i| l.lines[i].ending as usize),
    measure("blank line before", &[0], |l, i| usize::from(l.lines[i].is_after_blank)),
    measure("times on the page", &[1, 2], |l, i| l.lines[i].times),
    measure("lines of the run of short ones", &[0, 1, 3, 7, 15, 31], |l, i| l.lines[i].run),
    measure("% prose before", &[0, 20, 50], |l, i| l.percent_before(i, |s| s.prose)),
    measure("% prose behind", &[0, 20, 50], |l, i| l.percent_behind(i, |s| s.prose)),
    measure("% list marks before", &[0, 20, 50, 80], |l, i| l.percent_before(i, |s| s.list_marks)),
    measure("% list marks behind", &[0, 20, 50, 80], |l, i| l.percent_behind(i, |s| s.list_marks)),
    measure("% removed before", &[0, 20, 50, 80], |l, i| l.percent_before(i, |s| s.removed)),
    measure("% removed behind", &[0, 20, 50, 80], |l, i| l.percent_behind(i, |s| s.removed)),
    measure("% short before", &[30, 60, 90], |l, i| l.percent_before(i, |s| s.short)),
    measure("% short behind", &[30, 60, 90], |l, i| l.percent_behind(i, |s| s.short)),
    measure("% with numbers before", &[0, 20, 50], |l, i| l.percent_before(i, |s| s.numbered)),
    measure("% with numbers behind", &[0, 20, 50], |l, i| l.percent_behind(i, |s| s.numbered)),
    measure("% words a line before", &[150, 250, 400, 800, 1500], |l, i| l.percent_before(i, |s| s.words)),
    measure("% words a line behind", &[150, 250, 400, 800, 1500], |l, i| l.percent_behind(i, |s| s.words)),
    measure("prose words above", &[0, 10, 30, 70, 150, 310, 630], |l, i| l.sums[i].prose_words),
    measure("prose words below", &[0, 10, 30, 70, 150, 310, 630], |l, i| {
        l.total().prose_words - l.sums[i + 1].prose_words
    }),
    measure("lines above", &[0, 1, 3, 7, 15, 31, 63, 127, 255], |_, i| i),
    measure("lines below", &[0, 1, 3, 7, 15, 31, 63, 127, 255], |l, i| l.lines.len() - 1 - i),
    measure("% of the words above", &[9, 19, 29, 39, 49, 59, 69, 79, 89], |l, i| {
        100 * l.sums[i].words / l.total().words.max(1)
    }),
];

/// A clue, as the index of its weight.
pub(super) type Clue = usize;

/// The number of clues: the levels of all measures, and what a line was removed as, or that it was not.
pub(super) const CLUE_COUNT: usize = first_clue(LINE_MEASURES.len()) + 1 + Category::ALL.len();

/// The index of the first level of a measure, or that of the first clue behind all measures.
const fn first_clue(measure: usize) -> usize {
    let (mut first, mut n) = (0, 0);
    while n < measure {
        first += LINE_MEASURES[n].bounds.len() + 1;
        n += 1;
    }
    first
}

/// The name of each clue, by its index.
pub(super) fn names() -> Vec<String> {
    let mut names = Vec::with_capacity(CLUE_COUNT);
    for Measure { name, bounds, .. } in LINE_MEASURES {
        for level in 0..=bounds.len() {
            let from = if level == 0 { 0 } else { bounds[level - 1] + 1 };
            names.push(match bounds.get(level) {
                Some(to) if *to == from => format!("{name}: {from}"),
                Some(to) => format!("{name}: {from} to {to}"),
                None => format!("{name}: {from} or more"),
            });
        }
    }
    names.push("not removed".to_owned());
    names.extend(Category::ALL.iter().map(|category| format!("removed as {category}")));
    names
}

/// What is measured of one line.
pub(super) struct Line {
    pub words: usize,
    /// The words of a line that is prose, and 0 for others.
    pub prose_words: usize,
    numbers: usize,
    pub capital_percent: usize,
    pub ending: Ending,
    /// How many lines of the page say the same.
    times: usize,
    /// The length of the run of short lines in which it stands.
    run: usize,
    pub has_list_mark: bool,
    is_link: bool,
    pub has_price: bool,
    is_after_blank: bool,
    pub removed: Option<Category>,
}

/// Sums over all lines above a line.
#[derive(Clone, Copy, Default)]
struct Sums {
    prose: usize,
    prose_words: usize,
    list_marks: usize,
    removed: usize,
    short: usize,
    numbered: usize,
    words: usize,
}

/// All lines of a page: its segments with at least one word.
pub(super) struct Lines {
    lines: Vec<Line>,
    /// The sums above each line, and behind the last one those of the whole page.
    sums: Vec<Sums>,
    /// The index of each line's segment.
    segments: Vec<usize>,
}

impl Lines {
    pub fn read(context: Context<'_>, ledger: &Ledger) -> Lines {
        let segments: Vec<usize> = (0..context.len()).filter(|i| context.segment(*i).words() > 0).collect();
        let mut times = HashMap::<&[u8], usize>::new();
        segments.iter().for_each(|i| *times.entry(context.segment(*i).folded_bytes()).or_default() += 1);
        let mut lines: Vec<Line> = Vec::with_capacity(segments.len());
        let mut sums = vec![Sums::default()];
        for i in &segments {
            let segment = context.segment(*i);
            let line = Line::read(segment, times[segment.folded_bytes()], ledger.removed(*i).map(|vote| vote.category));
            sums.push(sums[sums.len() - 1].plus(&line));
            lines.push(line);
        }
        let is_short = |line: &Line| line.words <= MAX_SHORT_LINE_WORDS && line.prose_words == 0;
        let mut from = 0;
        while from < lines.len() {
            let length = lines[from..].iter().take_while(|line| is_short(line)).count();
            lines[from..from + length].iter_mut().for_each(|line| line.run = length);
            from += length.max(1);
        }
        Lines { lines, sums, segments }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn get(&self, line: usize) -> &Line {
        &self.lines[line]
    }

    /// The index of a line's segment.
    pub fn segment(&self, line: usize) -> usize {
        self.segments[line]
    }

    /// The clues of a line.
    pub fn clues(&self, line: usize) -> impl Iterator<Item = Clue> + '_ {
        let mut first = 0;
        let of_measures = LINE_MEASURES.iter().map(move |measure| {
            let value = (measure.value)(self, line);
            let clue = first + measure.bounds.partition_point(|bound| *bound < value);
            first += measure.bounds.len() + 1;
            clue
        });
        let category = self.lines[line].removed.map_or(0, |category| 1 + category as usize);
        of_measures.chain([first_clue(LINE_MEASURES.len()) + category])
    }

    fn total(&self) -> Sums {
        self.sums[self.lines.len()]
    }

    fn percent_before(&self, line: usize, of: fn(&Sums) -> usize) -> usize {
        self.percent(line.saturating_sub(NEIGHBOUR_LINES), line, of)
    }

    fn percent_behind(&self, line: usize, of: fn(&Sums) -> usize) -> usize {
        self.percent(line + 1, (line + 1 + NEIGHBOUR_LINES).min(self.lines.len()), of)
    }

    fn percent(&self, from: usize, to: usize, of: fn(&Sums) -> usize) -> usize {
        100 * (of(&self.sums[to]) - of(&self.sums[from])) / (to - from).max(1)
    }
}

impl Line {
    fn read(segment: Segment<'_>, times: usize, removed: Option<Category>) -> Line {
        let words = segment.words();
        Line {
            words,
            prose_words: if segment.is_prose() { words } else { 0 },
            numbers: segment.numbers(),
            capital_percent: 100 * segment.capitals() / words,
            ending: segment.ending(),
            times,
            run: 0,
            has_list_mark: segment.bullet(),
            is_link: segment.is_link(),
            has_price: segment.has_price(),
            is_after_blank: segment.follows_blank_line(),
            removed,
        }
    }
}

impl Sums {
    fn plus(self, line: &Line) -> Sums {
        let Sums { prose, prose_words, list_marks, removed, short, numbered, words } = self;
        Sums {
            prose: prose + usize::from(line.prose_words > 0),
            prose_words: prose_words + line.prose_words,
            list_marks: list_marks + usize::from(line.has_list_mark),
            removed: removed + usize::from(line.removed.is_some()),
            short: short + usize::from(line.words <= MAX_SHORT_LINE_WORDS),
            numbered: numbered + usize::from(line.numbers > 0),
            words: words + line.words,
        }
    }
}
