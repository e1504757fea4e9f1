//! The house rules of the project. Each failure names the fix.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dechaff::{Category, Lexicon};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Language and text of each phrase file in the folder.
fn phrase_files() -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(root().join("src/lexicon/phrases"))
        .expect("the folder of phrase files is there")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| {
            let name = p.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            (name, fs::read_to_string(&p).expect("a phrase file is UTF-8"))
        })
        .collect();
    files.sort();
    files
}

/// The sources of the library, by module path (`rules/phrases.rs`).
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src/ is readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|p| {
            let name = p.strip_prefix(root().join("src")).unwrap_or(&p).to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&p).expect("a source is UTF-8"))
        })
        .collect()
}

fn check(failures: Vec<String>) {
    assert!(failures.is_empty(), "{} to mend:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_line_of_the_phrase_files_can_be_read() {
    let mut failures = Vec::new();
    for (name, text) in phrase_files() {
        // Line by line, so that all that is wrong shows at once.
        let mut section = String::new();
        for (i, line) in text.lines().enumerate() {
            if line.starts_with('[') && line.ends_with(']') {
                section = line.to_owned();
            }
            let alone = if section == line { line.to_owned() } else { format!("{section}\n{line}") };
            if let Err(e) = alone.parse::<Lexicon>() {
                failures.push(format!("{name}.txt:{}: {e}", i + 1));
            }
        }
    }
    check(failures);
}

#[test]
fn phrase_files_are_sorted_and_without_duplicates() {
    let mut failures = Vec::new();
    for (name, text) in phrase_files() {
        let mut last: Option<(&str, &str)> = None;
        let mut words = false;
        let mut sections = BTreeSet::new();
        for (i, line) in text.lines().enumerate() {
            let at = format!("{name}.txt:{}", i + 1);
            if line.starts_with('[') {
                words = line.starts_with("[words:");
                last = None;
                if !sections.insert(line) {
                    failures.push(format!("{at}: a second section {line}: join it with the first"));
                }
                continue;
            }
            if line.is_empty() || line.starts_with("//") {
                continue;
            }
            let phrase = if words { line } else { line.get(2..).unwrap_or("") };
            if phrase != phrase.to_lowercase() && name != "tr" {
                failures.push(format!("{at}: write `{line}` in lower case: matching folds the page's text, and a reader should see what is matched"));
            }
            if let Some((before, line_before)) = last {
                if before == phrase {
                    failures.push(format!("{at}: `{line}` stands above already as `{line_before}`: keep one"));
                } else if before > phrase {
                    failures.push(format!(
                        "{at}: `{line}` belongs before `{line_before}`: sort the section by the text behind the mark"
                    ));
                }
            }
            last = Some((phrase, line));
        }
    }
    check(failures);
}

#[test]
fn every_phrase_file_ships() {
    let shipped: Vec<&str> = Lexicon::languages().collect();
    let missing = |name: &String| name != "all" && !shipped.contains(&name.as_str());
    check(
        phrase_files()
            .into_iter()
            .map(|(name, _)| name)
            .filter(missing)
            .map(|name| {
                format!("add \"{name}\" to the list in src/lexicon/builtin.rs and to the features in Cargo.toml")
            })
            .collect(),
    );
}

#[test]
fn every_category_has_phrases_fixtures_and_a_row_in_the_readmes() {
    let (guide, readme) = (read("src/lexicon/phrases/README.md"), read("README.md"));
    let english = read("src/lexicon/phrases/en.txt");
    // What only passes find has no phrases.
    let found_by_passes = [Category::Story, Category::Duplicate, Category::Frame];
    let mut failures = Vec::new();
    for category in Category::ALL {
        let name = category.name();
        if !found_by_passes.contains(category) {
            if !guide.contains(&format!("| `{name}` |")) {
                failures.push(format!("{name}: add a row to the sections in src/lexicon/phrases/README.md"));
            }
            if !english.contains(&format!("[{name}]\n")) {
                failures.push(format!("{name}: add a section [{name}] to src/lexicon/phrases/en.txt"));
            }
        }
        if !readme.contains(&format!("`{name}`")) {
            failures.push(format!("{name}: name it in README.md"));
        }
        let kept = Category::KEPT_BY_DEFAULT.contains(category) || *category == Category::Frame;
        if !kept && !root().join("fixtures").join(name).is_dir() {
            failures.push(format!("{name}: add fixtures/{name}/ with a pair that shows what goes"));
        }
    }
    check(failures);
}

#[test]
fn fixtures_are_complete() {
    let mut failures = Vec::new();
    for folder in fs::read_dir(root().join("fixtures")).expect("fixtures/ is there").flatten().map(|e| e.path()) {
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name == "html" {
            continue; // whole HTML pages with their articles, for `tests/scrape.rs`
        }
        if name.parse::<Category>().is_err() && name != "keep" && name != "pages" {
            failures.push(format!("fixtures/{name}/ is named for no category: rename it"));
        }
        for file in fs::read_dir(&folder).expect("a folder of fixtures is readable").flatten().map(|e| e.path()) {
            let path = file.to_string_lossy();
            let other = match (path.strip_suffix(".in.txt"), path.strip_suffix(".out.txt")) {
                (Some(stem), _) if name != "keep" => format!("{stem}.out.txt"),
                (Some(_), _) => continue,
                (_, Some(stem)) => format!("{stem}.in.txt"),
                _ => {
                    failures.push(format!("{path}: end the name in .in.txt or .out.txt"));
                    continue;
                }
            };
            if !Path::new(&other).exists() {
                failures.push(format!("{path}: {other} is missing"));
            }
        }
    }
    check(failures);
}

#[test]
fn fixtures_named_in_docs_exist() {
    let mut failures = Vec::new();
    for (name, text) in sources() {
        for named in text.split('`').filter(|t| t.starts_with("keep/")) {
            if !root().join("fixtures").join(format!("{named}.in.txt")).exists() {
                failures
                    .push(format!("src/{name}: fixtures/{named}.in.txt does not exist: name the trap that shows it"));
            }
        }
    }
    check(failures);
}

#[test]
fn files_stay_small() {
    let too_long = |(name, text): (String, String)| {
        let lines = text.lines().count();
        (lines > 560).then(|| format!("src/{name} has {lines} lines: part it along what it does (560 at most)"))
    };
    check(sources().into_iter().filter_map(too_long).collect());
}

/// Imports go down this list only.
const LAYERS: [&str; 22] = [
    "builder",
    "cleaner",
    "scratch",
    "rounds",
    "pipeline",
    "trace",
    "rules_file",
    "output",
    "guard",
    "passes",
    "rules",
    "ledger",
    "view",
    "vote",
    "lexicon",
    "page",
    "policy",
    "pattern",
    "category",
    "error",
    "normalize",
    "instrument",
];

#[test]
fn arrows_point_down() {
    let layer = |module: &str| LAYERS.iter().position(|l| *l == module);
    let mut failures = Vec::new();
    for (name, text) in sources() {
        let module = name.split(['/', '.']).next().unwrap_or("");
        let Some(from) = layer(module) else { continue };
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            for path in line.match_indices("crate::").map(|(at, _)| &line[at + 7..]) {
                let target = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
                match layer(target) {
                    Some(to) if to < from => failures.push(format!(
                        "src/{name}: imports from `{target}`, which stands above `{module}`: move the item down"
                    )),
                    None if !target.is_empty() => {
                        failures.push(format!(
                            "src/{name}: imports `crate::{target}` by the crate root: use its module path"
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    check(failures);
}

/// No words in code: a literal of several words that a page could hold belongs in a phrase file.
#[test]
fn no_phrases_in_code() {
    let known: BTreeSet<String> = Lexicon::builtin()
        .iter()
        .filter(|(_, p)| p.text().contains(' ') && p.text().is_ascii())
        .map(|(_, p)| p.text().to_owned())
        .collect();
    let mut failures = Vec::new();
    for (name, text) in sources() {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            for literal in line.split('"').skip(1).step_by(2) {
                if known.contains(&literal.to_lowercase()) {
                    failures.push(format!("src/{name}: \"{literal}\" is a phrase: move it to a phrase file"));
                }
            }
        }
    }
    check(failures);
}

#[test]
fn the_library_keeps_to_its_five_dependencies() {
    // In a published crate this is the manifest as it was written.
    let original = root().join("Cargo.toml.orig").exists();
    let manifest = read(if original { "Cargo.toml.orig" } else { "Cargo.toml" });
    let section = manifest.split("[dependencies]").nth(1).and_then(|s| s.split("\n[").next()).unwrap_or("");
    let names: BTreeSet<&str> =
        section.lines().filter_map(|l| l.split_once(" = ")).map(|(name, _)| name.trim()).collect();
    let allowed: BTreeSet<&str> = ["aho-corasick", "once_cell", "regex", "serde", "thiserror"].into();
    let more: Vec<&&str> = names.difference(&allowed).collect();
    assert!(
        more.is_empty(),
        "the library keeps to its five dependencies, not {more:?}: examples and tests may use any"
    );
}
