//! How much better a text is for what went of it, measured by words against its gold.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use once_cell::sync::Lazy;
use regex::Regex;
use serde::Serialize;

use super::gold::{Label, Page};

/// A page whose F1 falls by more than this was harmed.
const HARM: f64 = 0.01;
/// The first titles of a page stay in the best that can be reached: a headline and a standfirst.
const TITLES: usize = 2;

static WORD: Lazy<Regex> = Lazy::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("a pattern of ours"));

/// Runs of letters, digits and `_`, in lower case.
pub fn words(text: &str) -> Vec<String> {
    WORD.find_iter(&text.to_lowercase()).map(|word| word.as_str().to_owned()).collect()
}

/// A text's words against its gold's, as bags. Of no words at all, everything is found.
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

/// A span that went, and as what.
pub struct RemovedSpan {
    pub span: Range<usize>,
    pub category: &'static str,
}

/// Words that went as one category, by the label of their line.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    pub spans: usize,
    pub boilerplate: usize,
    pub content: usize,
    pub other: usize,
}

/// A line and how many of its words count.
pub type Counted = (i64, String);

/// What was made of one page.
pub struct Outcome {
    before: Quality,
    after: Quality,
    reachable: f64,
    content: i64,
    pub lost: i64,
    boilerplate: i64,
    removed: i64,
    categories: BTreeMap<&'static str, Share>,
    /// Content that went, and boilerplate that did not.
    pub wrong: Vec<Counted>,
    pub left: Vec<Counted>,
}

impl Outcome {
    /// Boilerplate words that are left.
    pub fn remain(&self) -> i64 {
        self.boilerplate - self.removed
    }
}

/// What went of a page (sorted, disjoint) against what should have gone.
pub fn measure(page: &Page, gone: &[RemovedSpan]) -> Outcome {
    let mut out = Outcome {
        before: Quality::of(&page.text, &page.gold),
        after: Quality::of(&kept(&page.text, 0..page.text.len(), gone), &page.gold),
        reachable: 0.0,
        content: 0,
        lost: 0,
        boilerplate: 0,
        removed: 0,
        categories: BTreeMap::new(),
        wrong: Vec::new(),
        left: Vec::new(),
    };
    gone.iter().for_each(|g| out.categories.entry(g.category).or_default().spans += 1);
    let (mut best, mut titles, mut at) = (Vec::new(), 0, 0);
    for (line, label) in page.text.split('\n').zip(&page.labels) {
        let span = at..at + line.len();
        at = span.end + 1;
        let all = words(line).len();
        let here = &gone[gone.partition_point(|g| g.span.end <= span.start)..];
        let here = &here[..here.partition_point(|g| g.span.start < span.end)];
        let stays = if here.is_empty() { all } else { words(&kept(&page.text, span.clone(), here)).len() };
        // Less than nothing where a cut inside a word made two of it.
        let went = all as i64 - stays as i64;
        for g in here {
            let part = &page.text[g.span.start.max(span.start)..g.span.end.min(span.end)];
            let share = out.categories.entry(g.category).or_default();
            *match label {
                Label::Content => &mut share.content,
                Label::Boilerplate => &mut share.boilerplate,
                _ => &mut share.other,
            } += words(part).len();
        }
        match label {
            Label::Content => {
                out.content += all as i64;
                out.lost += went;
                if went != 0 {
                    out.wrong.push((went, line.to_owned()));
                }
            }
            Label::Boilerplate => {
                out.boilerplate += all as i64;
                out.removed += went;
                if stays > 0 {
                    out.left.push((stays as i64, line.to_owned()));
                }
            }
            Label::Title => titles += 1,
            Label::Other => {}
        }
        if *label != Label::Boilerplate && (*label != Label::Title || titles <= TITLES) {
            best.push(line);
        }
    }
    out.reachable = Quality::of(&best.join("\n"), &page.gold).f1;
    out
}

/// What is left of a span of the text.
fn kept(text: &str, span: Range<usize>, gone: &[RemovedSpan]) -> String {
    let (mut out, mut at) = (String::new(), span.start);
    for g in gone {
        out.push_str(&text[at..g.span.start.clamp(at, span.end)]);
        at = g.span.end.clamp(at, span.end);
    }
    out.push_str(&text[at..span.end]);
    out
}

/// The sums of a row's pages.
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

/// A row as it is printed: means of its pages, shares of its words.
#[derive(Debug, Serialize)]
pub struct Row {
    pub pages: usize,
    pub before: Quality,
    pub after: Quality,
    /// F1 with every boilerplate line gone and nothing else.
    pub reachable: f64,
    /// The share of that gap that was closed.
    pub closed: f64,
    /// The share of the words of boilerplate lines that went.
    pub boilerplate_removed: f64,
    /// The share of the words of content lines that went.
    pub content_lost: f64,
    /// The share of pages whose F1 fell by more than 0.01.
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
        self.harmed += usize::from(page.after.f1 < page.before.f1 - HARM);
        for (category, more) in &page.categories {
            let share = self.categories.entry(category).or_default();
            share.spans += more.spans;
            share.boilerplate += more.boilerplate;
            share.content += more.content;
            share.other += more.other;
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
