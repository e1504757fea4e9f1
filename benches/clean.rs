//! Bytes a second of the shipped pipeline, on texts made from `fixtures/`. Each input's removals are counted, so that
//! a bench of a broken cleaner fails.

use std::fs;
use std::path::Path;

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use dechaff::Cleaner;

/// The inputs of a folder of fixtures, joined.
fn inputs(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the folder is there").flatten().map(|e| e.path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|p| p.to_string_lossy().ends_with(".in.txt"))
        .map(|p| fs::read_to_string(p).expect("UTF-8"))
        .collect()
}

fn benches(c: &mut Criterion) {
    let cleaner = Cleaner::default();
    let flat = |texts: Vec<String>| texts.iter().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    // Name, texts, and whether anything goes from them.
    let groups: [(&str, Vec<String>, bool); 6] = [
        ("empty", vec![String::new()], false),
        ("clean articles", inputs("keep"), false),
        ("articles with comments", inputs("comments"), true),
        ("articles with related links", inputs("related"), true),
        ("whole pages", inputs("pages"), true),
        ("flattened articles", flat(inputs("comment_form")), true),
    ];
    for (name, texts, dirty) in groups {
        let removed: usize = texts.iter().map(|t| cleaner.clean(t).removed.len()).sum();
        assert_eq!(removed > 0, dirty, "{name}: {removed} removals");
        let mut group = c.benchmark_group("clean");
        group.throughput(Throughput::Bytes(texts.iter().map(|t| t.len() as u64).sum()));
        group.bench_function(name, |b| b.iter(|| texts.iter().map(|t| cleaner.clean(t).removed.len()).sum::<usize>()));
        group.finish();
    }
}

criterion_group!(all, benches);
criterion_main!(all);
