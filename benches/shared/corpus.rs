//! The texts of the benchmarks: from `fixtures/`, or from a file of JSON lines that `DECHAFF_BENCH_CORPUS` names.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::Deserialize;

use super::common::fixtures;

/// Texts of articles, as extractors return them, and of whole pages.
pub struct Corpus {
    pub name: String,
    pub articles: Vec<String>,
    pub pages: Vec<String>,
}

/// Values of the field `extractor` that name converters of whole pages.
const WHOLE_PAGE_CONVERTERS: [&str; 5] = ["inscriptis", "html-text", "html2text", "fast_html2md", "august"];

/// The corpus that `DECHAFF_BENCH_CORPUS` names, or the fixtures if it is not set. Its file has JSON lines with the
/// fields
/// `text` and optionally `extractor`, and may be compressed (`.gz`).
pub fn corpus() -> Corpus {
    match std::env::var("DECHAFF_BENCH_CORPUS") {
        Ok(path) => read(Path::new(&path)),
        Err(_) => Corpus {
            name: "fixtures/".to_owned(),
            articles: inputs(|folder, _| folder != "pages"),
            pages: inputs(|folder, _| folder == "pages"),
        },
    }
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    extractor: String,
    text: String,
}

fn read(path: &Path) -> Corpus {
    let file = File::open(path).unwrap_or_else(|e| panic!("DECHAFF_BENCH_CORPUS: {}: {e}", path.display()));
    let plain: Box<dyn Read> =
        if path.extension().is_some_and(|e| e == "gz") { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let mut corpus = Corpus {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        articles: Vec::new(),
        pages: Vec::new(),
    };
    for (n, line) in BufReader::new(plain).lines().enumerate() {
        let line = line.expect("the corpus is readable");
        let record: Record = serde_json::from_str(&line).unwrap_or_else(|e| panic!("line {}: {e}", n + 1));
        if WHOLE_PAGE_CONVERTERS.contains(&record.extractor.as_str()) {
            corpus.pages.push(record.text);
        } else {
            corpus.articles.push(record.text);
        }
    }
    corpus
}

/// The inputs of the fixtures whose folder and name satisfy `wanted`.
pub fn inputs(wanted: impl Fn(&str, &str) -> bool) -> Vec<String> {
    fixtures().into_iter().filter(|f| wanted(&f.folder, &f.name)).map(|f| f.input).collect()
}

/// The total size of the texts, in bytes.
pub fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// The texts, repeated until they have at least `least` bytes.
pub fn repeated(texts: &[String], least: usize) -> Vec<String> {
    let times = least.div_ceil(bytes(texts).max(1));
    (0..times).flat_map(|_| texts.iter().cloned()).collect()
}

/// The text without line breaks, as an extractor that flattens pages returns it.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
