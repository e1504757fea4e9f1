//! The texts of the benchmarks: from `fixtures/`, or from the JSONL file that `DECHAFF_BENCH_CORPUS` names.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::Deserialize;

use super::common::fixtures;

/// The texts, as extractors produce them.
pub struct Corpus {
    pub name: String,
    /// Texts of articles.
    pub articles: Vec<String>,
    /// Texts of whole pages, with menus and footers.
    pub pages: Vec<String>,
}

/// Values of the field `extractor` that name converters of whole pages.
const WHOLE_PAGE_CONVERTERS: [&str; 5] = ["inscriptis", "html-text", "html2text", "fast_html2md", "august"];

/// Reads the corpus that `DECHAFF_BENCH_CORPUS` names, or else the fixtures. A corpus is JSONL, plain or `.gz`, with
/// the field `text` and optionally `extractor`.
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

/// Returns the inputs of the fixtures for whose folder and name `wanted` is true.
pub fn inputs(wanted: impl Fn(&str, &str) -> bool) -> Vec<String> {
    fixtures().into_iter().filter(|f| wanted(&f.folder, &f.name)).map(|f| f.input).collect()
}

/// The total length of the texts in bytes.
pub fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// Repeats the texts until they have at least `min_bytes` bytes.
pub fn repeated(texts: &[String], min_bytes: usize) -> Vec<String> {
    let times = min_bytes.div_ceil(bytes(texts).max(1));
    (0..times).flat_map(|_| texts.iter().cloned()).collect()
}

/// Joins all lines of a text with spaces, as extractors that flatten pages do.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
