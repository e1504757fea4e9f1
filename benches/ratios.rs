//! Compares the speed of the cleaner with lower bounds and with other cleaners. Run it with `cargo bench -p
//! dechaff-benches --bench ratios`; `DECHAFF_BENCH_CORPUS` may name other texts. The contenders take turns, so that changes in the load of the
//! machine affect all of them, and the table shows medians.

use std::time::{Duration, Instant};

use dechaff::Cleaner;
use shared::baselines::{split, EachRegex, OneAutomaton};
use shared::corpus::{bytes, corpus, repeated};
use shared::other_cleaners::{c4, without, Justext};

/// The number of runs of each contender, of which the median counts.
const TURNS: usize = 9;
/// The minimum size of each corpus in bytes; smaller ones are repeated.
const MIN_CORPUS_BYTES: usize = 4 << 20;
/// The maximum size of the texts for the slowest contender, in bytes.
const MAX_SAMPLE_BYTES: usize = 32 << 10;

struct Contender<'c> {
    name: &'static str,
    texts: &'c [String],
    run: Box<dyn Fn(&str) -> usize + 'c>,
    /// The factor by which its work is smaller than that of a full version.
    work_divisor: f64,
    turns: Vec<Duration>,
}

impl<'c> Contender<'c> {
    fn new(name: &'static str, texts: &'c [String], run: impl Fn(&str) -> usize + 'c) -> Contender<'c> {
        Contender { name, texts, run: Box::new(run), work_divisor: 1.0, turns: Vec::new() }
    }

    fn turn(&mut self) {
        let start = Instant::now();
        std::hint::black_box(self.texts.iter().map(|text| (self.run)(text)).sum::<usize>());
        self.turns.push(start.elapsed());
    }

    /// The median throughput in megabytes per second.
    fn speed(&self) -> f64 {
        let mut turns = self.turns.clone();
        turns.sort();
        bytes(self.texts) as f64 / turns[turns.len() / 2].as_secs_f64() / self.work_divisor / 1e6
    }
}

fn main() {
    let corpus = corpus();
    let (articles, pages) = (repeated(&corpus.articles, MIN_CORPUS_BYTES), repeated(&corpus.pages, MIN_CORPUS_BYTES));
    let mut sample = corpus.articles.clone();
    while bytes(&sample) > MAX_SAMPLE_BYTES {
        sample.pop();
    }
    let cleaner = Cleaner::default();
    let removed: usize = corpus.articles.iter().map(|text| cleaner.report(text).removed.len()).sum();
    assert!(removed > 0, "the cleaner removes nothing, so its speed means nothing");
    let (automaton, each, justext) = (OneAutomaton::build(), EachRegex::build(), Justext::english());
    let clean = |text: &str| cleaner.report(text).text.len();
    let mut contenders = [
        Contender::new("dechaff", &articles, clean),
        Contender::new("dechaff, text only", &articles, |text| cleaner.clean(text).len()),
        Contender::new("dechaff, whole pages", &pages, clean),
        Contender::new("one Aho-Corasick pass (DFA)", &articles, |text| automaton.run(text)),
        Contender::new("newline split (memchr)", &articles, split),
        Contender::new("each phrase a regex", &sample, |text| each.run(text)),
        Contender::new("C4 line rules", &articles, |text| without(text, &c4(text)).len()),
        Contender::new("justext", &articles, |text| without(text, &justext.removed(text)).len()),
    ];
    contenders[5].work_divisor = EachRegex::EVERY as f64;
    for _ in 0..TURNS {
        contenders.iter_mut().for_each(Contender::turn);
    }
    let speed = contenders[0].speed();
    println!(
        "{} articles, {} whole pages of {}; {TURNS} turns",
        corpus.articles.len(),
        corpus.pages.len(),
        corpus.name
    );
    println!("{:30} {:>10} {:>14}", "", "MB/s", "dechaff is");
    for contender in &contenders {
        let other = contender.speed();
        println!("{:30} {other:10.2} {:>12.3} x", contender.name, speed / other);
    }
    println!("whole pages against articles: {:.2} x", contenders[2].speed() / speed);
}
