//! Texts to bench on: made from `fixtures/`, or from a file of JSON lines that `DECHAFF_BENCH_CORPUS` names.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;

/// Texts of articles, as extractors deliver them, and of whole pages.
pub struct Corpus {
    pub name: String,
    pub articles: Vec<String>,
    pub pages: Vec<String>,
}

/// Converters that print the whole page, by their names in the field `extractor`.
const WHOLE: [&str; 5] = ["inscriptis", "html-text", "html2text", "fast_html2md", "august"];

/// The corpus that `DECHAFF_BENCH_CORPUS` names (JSON lines with `text` and, if any, `extractor`; plain or `.gz`), or
/// else the fixtures.
pub fn corpus() -> Corpus {
    match std::env::var("DECHAFF_BENCH_CORPUS") {
        Ok(path) => read(Path::new(&path)),
        Err(_) => Corpus {
            name: "fixtures/".to_owned(),
            articles: fixtures(|f| f != "pages"),
            pages: fixtures(|f| f == "pages"),
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
        if WHOLE.contains(&record.extractor.as_str()) {
            corpus.pages.push(record.text);
        } else {
            corpus.articles.push(record.text);
        }
    }
    corpus
}

/// The inputs of those folders of `fixtures/` that are wanted.
pub fn fixtures(wanted: impl Fn(&str) -> bool) -> Vec<String> {
    fn listed(folder: &Path) -> Vec<PathBuf> {
        let mut paths: Vec<_> = fs::read_dir(folder).expect("fixtures/ is there").flatten().map(|e| e.path()).collect();
        paths.sort();
        paths
    }
    listed(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"))
        .iter()
        .filter(|folder| folder.is_dir() && wanted(&folder.file_name().unwrap_or_default().to_string_lossy()))
        .flat_map(|folder| listed(folder))
        .filter(|path| path.to_string_lossy().ends_with(".in.txt"))
        .map(|path| fs::read_to_string(path).expect("UTF-8"))
        .collect()
}

pub fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// The texts again and again, up to so many bytes.
pub fn repeated(texts: &[String], least: usize) -> Vec<String> {
    let times = least.div_ceil(bytes(texts).max(1));
    (0..times).flat_map(|_| texts.iter().cloned()).collect()
}

/// A text as an extractor that flattens pages delivers it.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a converter that wraps at 78 columns delivers it.
pub fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        for word in line.split_whitespace() {
            let len = word.chars().count();
            if width > 0 && width + 1 + len > 78 {
                out.push('\n');
                width = 0;
            } else if width > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += len;
        }
        out.push_str("\n\n");
    }
    out
}
