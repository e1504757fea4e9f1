//! Measures the throughput of the default cleaner for several kinds of text. Run it with `cargo bench --bench clean`.
//!
//! It checks the number of removals for each input, so that a benchmark of a broken cleaner fails.

mod shared;

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use dechaff::Cleaner;
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

criterion_group!(all, benches);
criterion_main!(all);
