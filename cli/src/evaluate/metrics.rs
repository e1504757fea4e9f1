//! Measures how much cleaning improves a text: compares the words of the text with those of its gold text.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;

use super::gold::{Label, Page};
use super::phrases::CategoryPhrase;

/// A page is harmed if cleaning lowers its F1 by more than this.
const MAX_F1_LOSS: f64 = 0.01;
/// The number of title lines that the best reachable text keeps: a headline and a standfirst.
const MAX_KEPT_TITLES: usize = 2;

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("the pattern is valid"));

/// Returns the words of a text in lower case. A word is a run of letters, digits and `_`.
pub fn words(text: &str) -> Vec<String> {
    WORD.find_iter(&text.to_lowercase()).map(|word| word.as_str().to_owned()).collect()
}

/// Compares the words of a text with those of its gold text as multisets. If the gold text has no words, the recall is
/// 1.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Quality {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Quality {
    fn of(text: &str, gold: &str) -> Quality {
        let (text, gold) = (words(text), words(gold));
        if gold.is_empty() {
            let empty = f64::from(text.is_empty());
            return Quality { precision: empty, recall: 1.0, f1: empty };
        }
        let mut bag: HashMap<&str, usize> = HashMap::new();
        gold.iter().for_each(|word| *bag.entry(word).or_default() += 1);
        let mut both = 0.0;
        for word in &text {
            if let Some(left) = bag.get_mut(word.as_str()).filter(|left| **left > 0) {
                *left -= 1;
                both += 1.0;
            }
        }
        if both == 0.0 {
            return Quality::default();
        }
        let (precision, recall) = (both / text.len() as f64, both / gold.len() as f64);
        Quality { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
    }

    fn add(&mut self, other: Quality) {
        self.precision += other.precision;
        self.recall += other.recall;
        self.f1 += other.f1;
    }

    fn per(self, pages: f64) -> Quality {
        Quality { precision: self.precision / pages, recall: self.recall / pages, f1: self.f1 / pages }
    }
}

/// A removed span and its category.
pub struct RemovedSpan {
    /// Byte offsets into the text.
    pub span: Range<usize>,
    pub category: &'static str,
    /// The phrase that decided, if one did.
    pub phrase: Option<String>,
}

/// The removed words of one category, counted by the label of their line.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    pub spans: usize,
    pub boilerplate: usize,
    pub content: usize,
    pub other: usize,
}

impl Share {
    pub fn add(&mut self, more: &Share) {
        self.spans += more.spans;
        self.boilerplate += more.boilerplate;
        self.content += more.content;
        self.other += more.other;
    }
}

/// A number of words, and the line that contains them.
pub type WordsOfLine = (i64, String);

/// The result of cleaning one page.
pub struct Outcome {
    before: Quality,
    after: Quality,
    reachable: f64,
    /// The number of words in content lines.
    content: i64,
    /// How many of them were removed.
    pub lost: i64,
    /// The number of words in boilerplate lines.
    boilerplate: i64,
    /// How many of them were removed.
    removed: i64,
    categories: BTreeMap<&'static str, Share>,
    pub phrases: BTreeMap<CategoryPhrase, Share>,
    /// The content lines of which words were removed.
    pub lost_lines: Vec<WordsOfLine>,
    /// The boilerplate lines of which words remain.
    pub remaining_lines: Vec<WordsOfLine>,
}

impl Outcome {
    /// The number of boilerplate words that remain.
    pub fn remaining(&self) -> i64 {
        self.boilerplate - self.removed
    }

    /// Adds to what was removed as the span's category, and by its phrase.
    fn add_removed(&mut self, span: &RemovedSpan, more: &Share) {
        self.categories.entry(span.category).or_default().add(more);
        if let Some(phrase) = &span.phrase {
            self.phrases.entry((span.category, phrase.clone())).or_default().add(more);
        }
    }
}

/// Compares what was removed from a page with its gold text and labels. The spans must be sorted and disjoint.
pub fn measure(page: &Page, removed_spans: &[RemovedSpan]) -> Outcome {
    let mut out = Outcome {
        before: Quality::of(&page.text, &page.gold),
        after: Quality::of(&kept(&page.text, 0..page.text.len(), removed_spans), &page.gold),
        reachable: 0.0,
        content: 0,
        lost: 0,
        boilerplate: 0,
        removed: 0,
        categories: BTreeMap::new(),
        phrases: BTreeMap::new(),
        lost_lines: Vec::new(),
        remaining_lines: Vec::new(),
    };
    removed_spans.iter().for_each(|g| out.add_removed(g, &Share { spans: 1, ..Share::default() }));
    let (mut best, mut titles, mut at) = (Vec::new(), 0, 0);
    for (line, label) in page.text.split('\n').zip(&page.labels) {
        let span = at..at + line.len();
        at = span.end + 1;
        let all = words(line).len();
        let here = &removed_spans[removed_spans.partition_point(|g| g.span.end <= span.start)..];
        let here = &here[..here.partition_point(|g| g.span.start < span.end)];
        let remaining = if here.is_empty() { all } else { words(&kept(&page.text, span.clone(), here)).len() };
        // Negative if a removal inside a word split it in two.
        let removed = all as i64 - remaining as i64;
        for g in here {
            let part = &page.text[g.span.start.max(span.start)..g.span.end.min(span.end)];
            let mut share = Share::default();
            *match label {
                Label::Content => &mut share.content,
                Label::Boilerplate => &mut share.boilerplate,
                _ => &mut share.other,
            } = words(part).len();
            out.add_removed(g, &share);
        }
        match label {
            Label::Content => {
                out.content += all as i64;
                out.lost += removed;
                if removed != 0 {
                    out.lost_lines.push((removed, line.to_owned()));
                }
            }
            Label::Boilerplate => {
                out.boilerplate += all as i64;
                out.removed += removed;
                if remaining > 0 {
                    out.remaining_lines.push((remaining as i64, line.to_owned()));
                }
            }
            Label::Title => titles += 1,
            Label::Other => {}
        }
        if *label != Label::Boilerplate && (*label != Label::Title || titles <= MAX_KEPT_TITLES) {
            best.push(line);
        }
    }
    out.reachable = Quality::of(&best.join("\n"), &page.gold).f1;
    out
}

/// Returns the kept parts of a span of the text.
fn kept(text: &str, span: Range<usize>, removed_spans: &[RemovedSpan]) -> String {
    let (mut out, mut at) = (String::new(), span.start);
    for g in removed_spans {
        out.push_str(&text[at..g.span.start.clamp(at, span.end)]);
        at = g.span.end.clamp(at, span.end);
    }
    out.push_str(&text[at..span.end]);
    out
}

/// Sums over the pages of a row.
#[derive(Default)]
pub struct Sums {
    pages: usize,
    before: Quality,
    after: Quality,
    reachable: f64,
    content: i64,
    lost: i64,
    boilerplate: i64,
    removed: i64,
    harmed: usize,
    categories: BTreeMap<&'static str, Share>,
}

/// A row of the table: averages over pages, and shares of words, from 0 to 1.
#[derive(Debug, Serialize)]
pub struct Row {
    pub pages: usize,
    pub before: Quality,
    pub after: Quality,
    /// The F1 if exactly the boilerplate lines were removed.
    pub reachable: f64,
    /// The share of the gap between `before` and `reachable` that cleaning closed.
    pub closed: f64,
    /// The share of the words in boilerplate lines that were removed.
    pub boilerplate_removed: f64,
    /// The share of the words in content lines that were removed.
    pub content_lost: f64,
    /// The share of pages whose F1 fell by more than [`MAX_F1_LOSS`].
    pub harmed: f64,
    pub categories: BTreeMap<&'static str, Share>,
}

impl Sums {
    pub fn add(&mut self, page: &Outcome) {
        self.pages += 1;
        self.before.add(page.before);
        self.after.add(page.after);
        self.reachable += page.reachable;
        self.content += page.content;
        self.lost += page.lost;
        self.boilerplate += page.boilerplate;
        self.removed += page.removed;
        self.harmed += usize::from(page.after.f1 < page.before.f1 - MAX_F1_LOSS);
        for (category, more) in &page.categories {
            self.categories.entry(category).or_default().add(more);
        }
    }

    pub fn row(&self) -> Row {
        let pages = self.pages.max(1) as f64;
        let (before, after, reachable) = (self.before.per(pages), self.after.per(pages), self.reachable / pages);
        let share = |part: i64, of: i64| part as f64 / of.max(1) as f64;
        Row {
            pages: self.pages,
            before,
            after,
            reachable,
            closed: (after.f1 - before.f1) / (reachable - before.f1).max(1e-9),
            boilerplate_removed: share(self.removed, self.boilerplate),
            content_lost: share(self.lost, self.content),
            harmed: self.harmed as f64 / pages,
            categories: self.categories.clone(),
        }
    }
}
