//! Measures the throughput of the default cleaner for several kinds of text, and with a site's own phrases. Run it with
//! `cargo bench -p dechaff-benches --bench clean`.
//!
//! It checks the number of removals for each input, so that a benchmark of a broken cleaner fails.

use std::collections::BTreeMap;

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use dechaff::{Category, Cleaner, Lexicon, Phrase, RulesFile};
use shared::common::wrap;
use shared::corpus::{bytes, corpus, flat, inputs, repeated};

fn texts(folder: &str, language: &str) -> Vec<String> {
    inputs(|f, name| f == folder && name.starts_with(&format!("{folder}/{language}-")))
}

fn benches(c: &mut Criterion) {
    let cleaner = Cleaner::default();
    let related = inputs(|folder, _| folder == "related");
    // Name, texts, and whether anything is removed from them.
    let inputs: Vec<(&str, Vec<String>, bool)> = vec![
        ("empty", vec![String::new()], false),
        ("tiny", vec!["The council met on Monday.\n".to_owned()], false),
        ("article", texts("keep", "en"), false),
        ("dirty article", related.clone(), true),
        ("whole page", inputs(|folder, _| folder == "pages"), true),
        ("flattened", related.iter().map(|t| flat(t)).collect(), true),
        ("hard-wrapped", related.iter().map(|t| wrap(t, 78)).collect(), true),
        ("Cyrillic", texts("pages", "ru"), true),
        ("CJK", [texts("keep", "ja"), texts("keep", "zh"), texts("keep", "ko")].concat(), false),
        ("large corpus", repeated(&corpus().articles, 4 << 20), true),
    ];
    for (name, texts, dirty) in inputs {
        assert!(!texts.is_empty(), "{name}: no texts");
        let removed = || texts.iter().map(|t| cleaner.report(t).removed.len()).sum::<usize>();
        let expected = removed();
        assert_eq!(expected > 0, dirty, "{name}: {expected} removals");
        let mut group = c.benchmark_group("clean");
        group.sample_size(if bytes(&texts) > 1 << 20 { 10 } else { 50 });
        group.throughput(Throughput::Bytes(bytes(&texts) as u64));
        group.bench_function(name, |b| b.iter(|| assert_eq!(removed(), expected)));
        group.finish();
    }
}

/// Numbers of own phrases of a site. Up to 16 phrases that are looked up at words, the matcher uses a prefilter.
const OWN_PHRASES: [usize; 6] = [0, 1, 10, 50, 100, 500];

/// A cleaner for the pages of a site that has `count` phrases of its own, drawn evenly from the shipped ASCII ones.
fn with_own_phrases(count: usize) -> Cleaner {
    let is_candidate =
        |(_, phrase): &(Category, &Phrase)| phrase.text().is_ascii() && phrase.notation().parse::<Phrase>().is_ok();
    let candidates: Vec<(Category, &Phrase)> = Lexicon::builtin().iter().filter(is_candidate).collect();
    let mut phrases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (category, phrase) in candidates.iter().step_by(candidates.len() / count.max(1)).take(count) {
        phrases.entry(category.name()).or_default().push(phrase.notation());
    }
    let rules = serde_json::json!({ "site": { "example.com": { "phrases": phrases } } });
    let rules: RulesFile = serde_json::from_value(rules).expect("shipped phrases are valid rules");
    Cleaner::builder().rules_file(&rules).build().expect("valid rules build").for_site("example.com")
}

fn own_phrases(c: &mut Criterion) {
    let articles = corpus().articles;
    let mut group = c.benchmark_group("own phrases");
    group.throughput(Throughput::Bytes(bytes(&articles) as u64));
    for count in OWN_PHRASES {
        let cleaner = with_own_phrases(count);
        group.bench_function(count.to_string(), |b| {
            b.iter(|| articles.iter().map(|text| cleaner.clean(text).len()).sum::<usize>());
        });
    }
    group.finish();
}

criterion_group!(all, benches, own_phrases);
criterion_main!(all);
