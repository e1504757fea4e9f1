//! Bytes a second of the shipped pipeline, by kind of text. `cargo bench --bench clean`. Each input's removals are
//! counted, so that a bench of a broken cleaner fails.

mod shared;

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use dechaff::Cleaner;
use shared::corpus::{bytes, corpus, fixtures, flat, repeated, wrapped};

fn texts(folder: &str, language: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut names: Vec<_> = std::fs::read_dir(path).expect("the folder is there").flatten().map(|e| e.path()).collect();
    names.sort();
    let wanted = |name: &str| name.starts_with(language) && name.ends_with(".in.txt");
    names.retain(|path| wanted(&path.file_name().unwrap_or_default().to_string_lossy()));
    names.iter().map(|path| std::fs::read_to_string(path).expect("UTF-8")).collect()
}

fn benches(c: &mut Criterion) {
    let cleaner = Cleaner::default();
    let related = fixtures(|folder| folder == "related");
    // Name, texts, and whether anything goes from them.
    let inputs: Vec<(&str, Vec<String>, bool)> = vec![
        ("empty", vec![String::new()], false),
        ("tiny", vec!["The council met on Monday.\n".to_owned()], false),
        ("article", texts("keep", "en"), false),
        ("dirty article", related.clone(), true),
        ("whole page", fixtures(|folder| folder == "pages"), true),
        ("flattened", related.iter().map(|t| flat(t)).collect(), true),
        ("hard-wrapped", related.iter().map(|t| wrapped(t)).collect(), true),
        ("Cyrillic", texts("pages", "ru"), true),
        ("CJK", [texts("keep", "ja"), texts("keep", "zh"), texts("keep", "ko")].concat(), false),
        ("large corpus", repeated(&corpus().articles, 4 << 20), true),
    ];
    for (name, texts, dirty) in inputs {
        assert!(!texts.is_empty(), "{name}: no texts");
        let removed = || texts.iter().map(|t| cleaner.clean(t).removed.len()).sum::<usize>();
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
