//! Tests of how much work cleaning takes: it grows linearly with the text, and no text takes many times the work of an
//! article of the same length. Work is counted (see `instrument`), because measured times vary from run to run.

use std::collections::{BTreeMap, BTreeSet};

use crate::category::Category;
use crate::cleaner::Cleaner;
use crate::instrument::{count_work, fixtures};
use crate::lexicon::Lexicon;
use crate::passes::{Pass, TextKind, PASSES};

/// Length of the shorter text, in bytes. The longest one, [`GROWTH`] times [`GROWTH`] times this long, still fits into one
/// page (512 KiB), because splitting a text into several pages would hide work that grows too fast within a page.
const SHORT_TEXT_BYTES: usize = 30 << 10;
/// How many times as long as the shorter text the longer one is. If its work seems to grow too fast, a text that is as
/// many times longer again must show it too: a single decision on the page, such as where the article ends, may cost
/// more in the second text, but only once.
const GROWTH: usize = 4;
/// How many times the work of the shorter text the longer one may take. A little above [`GROWTH`] to allow for fixed
/// costs and rounding, and far below its square, the growth of quadratic work.
const MAX_WORK_GROWTH: f64 = 4.5;
/// How many times the work of an article any text may take, per byte, all rounds together.
const MAX_WORK_OF_ARTICLE: f64 = 8.0;
/// A line counts as at least this many bytes, because each line is judged by all rules and passes however short it is.
const MIN_LINE_BYTES: usize = 16;

/// Paragraphs before all other lines, because most passes look for boilerplate behind an article only.
const PARAGRAPHS: &str = "\
The forty boats of the old stone quay may land their catch until spring, says the council of Elmsworth.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both of his vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse lamp every evening.
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come there.
";

/// Lines that stand beside phrases, with names.
const LINES: [(&str, &str); 9] = [
    ("prose", "The harbour kept its lamps lit for the boats that came late in the year, and nobody waited for them."),
    ("a sentence", "The boats came late."),
    ("a headline", "Harbour Reopens After Storm"),
    ("a name", "Orla"),
    ("a date", "March 3, 2021 at 10:04 am"),
    ("a cut teaser", "They came on Monday and have since eaten the..."),
    ("a link", "[Otters of the town](https://a.example/3)"),
    ("a price", "$129.00"),
    ("an ornament", "* * *"),
];

/// Texts of one repeated piece that would take more than linear work if a place was searched again for each piece.
const PIECES: [(&str, &str); 30] = [
    ("prose", "The harbour kept its lamps lit for the boats that came late in the year.\n"),
    ("one line", "the harbour kept its lamps lit. The boats came late, and nobody waited for them. "),
    ("empty lines", "\n"),
    ("letters", "a\n"),
    ("letters and carriage returns", "a\r\n"),
    ("labels", "read more\n"),
    ("labels, flattened", "read more "),
    ("near misses", "sign up for our newslette\n"),
    ("ornaments", "* * *\n"),
    ("removals", "read more\nThe harbour kept its lamps lit for all the boats that came late.\n"),
    ("deep quotes", "> > > "),
    ("one word", "buffalo "),
    ("headlines", "Related\nHarbour Reopens After Storm\nMarket Moves Indoors For Winter\n"),
    ("dates", "March 3, 2019 at 10:14 am\nThe harbour kept its lamps lit for all the boats, he wrote to us.\n"),
    ("replies", "Ann Lee says:\nMarch 3, 2019 at 10:14 am\nI liked the harbour better before.\nReply\n"),
    ("appeals", "Support our journalism\nThe harbour kept its lamps lit for all the boats that came late.\n"),
    ("teasers", "Harbour Reopens After Storm\nThe boats came back one by one, and nobody...\nRead more\n"),
    ("toggles", "Read More Show Less\nThe harbour kept its lamps lit for all the boats that came late.\n"),
    ("toggles, flattened", "Read More Show Less "),
    ("menus", "Home\nNews\nSport\nThe harbour kept its lamps lit for all the boats that came late in May.\n"),
    ("section names", "Home\nNews\nSport\n"),
    ("menu", "Home\nNews\nSport\nAbout Us\nContact\n"),
    ("unclosed targets", "]("),
    ("unclosed links", "[a]("),
    ("unclosed targets in sentences", "The boats came](. "),
    ("unclosed tags", "<a "),
    ("unclosed values", "<a=\""),
    ("unclosed addresses", "the boats (https://a.example"),
    ("addresses in brackets", "the boats (https://a.example) came "),
    ("prices", "The boats of the quay may land their catch until spring, says the council.\n$5\n$5\n$5\n$5\n$5\n"),
];

/// The paragraphs, and behind them the lines that `line` gives for 0, 1, 2, ... until the text has this many bytes.
fn text_behind_article(bytes: usize, separator: &str, line: impl Fn(usize) -> String) -> String {
    let mut text = PARAGRAPHS.to_owned();
    for n in 0.. {
        if text.len() >= bytes {
            break;
        }
        text += &line(n);
        text += separator;
    }
    text
}

/// The work of cleaning a short and a long text of the same lines.
struct Work {
    /// Steps of all rounds per byte of the text, the more of the two.
    steps_per_byte: f64,
    /// How many times the work of the short text the long one takes in the first round. Later rounds do the same work on
    /// what remains; a longer text may take more of them, up to a fixed number, which `steps_per_byte` includes.
    growth: f64,
}

impl Work {
    fn of(cleaner: &Cleaner, text: impl Fn(usize) -> String) -> Work {
        let measure = |bytes| {
            let text = text(bytes);
            let rounds = count_work(|| drop(cleaner.report(&text)));
            let bytes = counted_bytes(&text) as f64;
            let all = (rounds.first_steps + rounds.later_steps) as f64;
            (all / bytes, rounds.first_steps as f64 / bytes)
        };
        let (short, long) = (measure(SHORT_TEXT_BYTES), measure(GROWTH * SHORT_TEXT_BYTES));
        let growth = long.1 / short.1 * GROWTH as f64;
        let mut work = Work { steps_per_byte: short.0.max(long.0), growth };
        if work.growth > MAX_WORK_GROWTH {
            // A longer text may be of a kind for which more passes were made. Then work grows once. Where it grows faster
            // than the text, it does so again.
            let longest = measure(GROWTH * GROWTH * SHORT_TEXT_BYTES);
            work.growth = longest.1 / long.1 * GROWTH as f64;
            work.steps_per_byte = work.steps_per_byte.max(longest.0);
        }
        work
    }
}

/// The length of a text, in bytes, with at least [`MIN_LINE_BYTES`] for each line.
fn counted_bytes(text: &str) -> usize {
    text.split_inclusive('\n').map(|line| if line == "\n" { 1 } else { line.len().max(MIN_LINE_BYTES) }).sum()
}

/// The work of cleaning the fixtures without boilerplate, in steps per byte.
fn work_of_articles() -> f64 {
    let cleaner = Cleaner::default();
    let articles: Vec<String> = fixtures().into_iter().filter(|text| cleaner.clean(text) == *text).collect();
    let bytes: usize = articles.iter().map(|text| counted_bytes(text)).sum();
    let steps = |text: &String| {
        let rounds = count_work(|| drop(cleaner.report(text)));
        rounds.first_steps + rounds.later_steps
    };
    articles.iter().map(steps).sum::<u64>() as f64 / bytes as f64
}

/// Collects the texts that take too much work.
struct Limits {
    work_of_articles: f64,
    checked: usize,
    failures: Vec<(f64, String)>,
}

impl Limits {
    fn new() -> Limits {
        Limits { work_of_articles: work_of_articles(), checked: 0, failures: Vec::new() }
    }

    /// Measures the work of the texts that `text` makes, given their length.
    fn check(&mut self, name: impl FnOnce() -> String, cleaner: &Cleaner, text: impl Fn(usize) -> String) {
        let work = Work::of(cleaner, text);
        let (times, growth) = (work.steps_per_byte / self.work_of_articles, work.growth);
        self.checked += 1;
        if times > MAX_WORK_OF_ARTICLE || growth > MAX_WORK_GROWTH {
            let work =
                format!("{times:.1} times the work of an article, {growth:.2} times for {GROWTH} times the text");
            self.failures.push((times, format!("{work}: {}", name())));
        }
    }

    fn assert(mut self, least: usize) {
        assert!(self.checked >= least, "only {} texts were checked", self.checked);
        self.failures.sort_by(|a, b| b.0.total_cmp(&a.0));
        let lines: Vec<&str> = self.failures.iter().map(|(_, line)| line.as_str()).collect();
        assert!(lines.is_empty(), "{} of {} texts:\n{}", lines.len(), self.checked, lines.join("\n"));
    }
}

#[test]
fn repeated_pieces_take_linear_work() {
    let mut limits = Limits::new();
    let cleaner = Cleaner::default();
    for (name, piece) in PIECES {
        limits.check(|| name.to_owned(), &cleaner, |bytes| piece.repeat(bytes / piece.len()));
        let behind_article = |bytes: usize| text_behind_article(bytes, "", |_| piece.to_owned());
        limits.check(|| format!("{name}, behind an article"), &cleaner, behind_article);
    }
    limits.assert(2 * PIECES.len());
}

/// The most phrases of a category in a text, so that the shorter text has the same ones as the longer.
const MAX_PHRASES: usize = 48;

/// Lines for the phrases of each category, drawn evenly from all languages.
fn phrase_lines() -> BTreeMap<Category, Vec<String>> {
    let mut lines = BTreeMap::<Category, Vec<String>>::new();
    for (category, phrase) in Lexicon::builtin().iter() {
        let words = phrase.text().replace(" ... ", " the other ").replace('#', "3");
        let mut chars = words.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        lines.entry(category).or_default().push(first + chars.as_str());
    }
    for lines in lines.values_mut() {
        let step = lines.len().div_ceil(MAX_PHRASES);
        *lines = lines.iter().step_by(step).cloned().collect();
    }
    lines
}

/// The order of lines in a period: `p` stands for the next phrase of the category, `l` for a line without one.
const PERIODS: [&str; 3] = ["pl", "pppl", "plll"];

/// Checks lines drawn from the phrases of the categories that the passes for a kind of text read and write, alone and
/// beside other lines. Each text is cleaned once for all passes.
fn check_lines_of_passes(kind: TextKind) {
    let passes = PASSES.iter().filter(|pass| pass.kinds.contains(&kind));
    let categories: BTreeSet<Category> = passes.flat_map(Pass::categories).collect();
    let phrases = phrase_lines();
    let cleaner = Cleaner::builder().kind(kind).build().expect("the default builds");
    let mut limits = Limits::new();
    for (category, phrases) in phrases.iter().filter(|(category, _)| categories.contains(category)) {
        let phrase = |n: usize| phrases[n % phrases.len()].clone();
        for (form, separator) in [("lines", "\n"), ("flattened", " ")] {
            let name = || format!("{form}, {category} alone");
            limits.check(name, &cleaner, |bytes| text_behind_article(bytes, separator, phrase));
            for (name, line) in LINES {
                for period in PERIODS {
                    let next = |n: usize| match period.as_bytes()[n % period.len()] {
                        b'p' => phrase(n / period.len()),
                        _ => line.to_owned(),
                    };
                    let name = || format!("{form}, {category} and {name} as {period}");
                    limits.check(name, &cleaner, |bytes| text_behind_article(bytes, separator, next));
                }
            }
        }
    }
    limits.assert(1_000);
}

#[test]
fn lines_around_which_passes_for_articles_look_take_linear_work() {
    check_lines_of_passes(TextKind::Article);
}

#[test]
fn lines_around_which_passes_for_pages_look_take_linear_work() {
    check_lines_of_passes(TextKind::Page);
}

#[test]
fn lines_around_which_passes_for_entries_look_take_linear_work() {
    check_lines_of_passes(TextKind::Entries);
}
