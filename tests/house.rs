//! Conventions that the compiler cannot check, on phrase files, fixtures, docs, layers of modules and constants.
//! Each failure message says how to fix it.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use dechaff::{Category, Lexicon};
use source::Source;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The source files of the library.
fn sources() -> Vec<Source> {
    source::sources(&root().join("src"))
}

/// The source files of all crates of the workspace, with paths from the root. The package of the library has no others.
fn sources_of_all_crates() -> Vec<Source> {
    let mut all = Vec::new();
    for folder in if is_package() { &["src"][..] } else { &["src", "cli/src", "cli/pages/src", "xtask/src"] } {
        let below = source::sources(&root().join(folder));
        all.extend(below.into_iter().map(|s| Source { path: format!("{folder}/{}", s.path), ..s }));
    }
    all
}

/// Whether the tests run in the package of the library, in which Cargo rewrites Cargo.toml and keeps the original beside
/// it.
fn is_package() -> bool {
    root().join("Cargo.toml.orig").exists()
}

const PHRASES: &str = "src/lexicon/phrases";

/// The language and the text of each phrase file.
fn phrase_files() -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(root().join(PHRASES))
        .expect("the folder of phrase files exists")
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

/// Fails with all messages at once, one on a line.
fn check(failures: Vec<String>) {
    assert!(failures.is_empty(), "{} to fix:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_line_of_the_phrase_files_parses() {
    let mut failures = Vec::new();
    for (name, text) in phrase_files() {
        // Each line is parsed alone, so that the failure lists all invalid lines and not only the first.
        let mut section = String::new();
        for (i, line) in text.lines().enumerate() {
            if line.starts_with('[') && line.ends_with(']') {
                section = line.to_owned();
            }
            let one_line = if section == line { line.to_owned() } else { format!("{section}\n{line}") };
            if let Err(e) = one_line.parse::<Lexicon>() {
                failures.push(format!("{name}.txt:{}: {e}", i + 1));
            }
        }
    }
    check(failures);
}

/// The part of a line by which the phrases of a section are sorted: in a word list the whole line, elsewhere the text
/// after the mark.
fn sort_key(line: &str, is_word_list: bool) -> &str {
    if is_word_list {
        line
    } else {
        line.get(2..).unwrap_or_default()
    }
}

fn is_blank_or_comment(line: &str) -> bool {
    line.is_empty() || line.starts_with("//")
}

/// A phrase file with each section sorted. Blank lines and comments directly above a phrase move with it; those at the
/// end of a section stay there.
fn sort_sections(text: &str) -> String {
    /// A phrase with the blank lines and comments above it.
    struct Entry<'t> {
        key: &'t str,
        lines: Vec<&'t str>,
    }
    let mut sorted: Vec<&str> = Vec::new();
    let mut section: Vec<Entry<'_>> = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    let mut is_word_list = false;
    // One more section header ends the last section.
    for line in text.lines().chain(["["]) {
        if line.starts_with('[') {
            section.sort_by_key(|entry| entry.key);
            sorted.extend(section.drain(..).flat_map(|entry| entry.lines));
            sorted.append(&mut above);
            sorted.push(line);
            is_word_list = line.starts_with("[words:");
        } else {
            above.push(line);
            if !is_blank_or_comment(line) {
                section.push(Entry { key: sort_key(line, is_word_list), lines: std::mem::take(&mut above) });
            }
        }
    }
    sorted.pop();
    sorted.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn sorting_moves_comments_with_their_phrase_and_nothing_out_of_its_section() {
    let text = "// en\n\n[share]\n^ b\n// about a\n= a\n* b\n\n[words:by]\nvon\nby\n// end\n";
    let sorted = "// en\n\n[share]\n// about a\n= a\n^ b\n* b\n\n[words:by]\nby\nvon\n// end\n";
    assert_eq!(sort_sections(text), sorted);
    assert_eq!(sort_sections(sorted), sorted);
}

/// With `DECHAFF_FIX=1` in the environment this test sorts the files instead of failing because of their order.
#[test]
fn phrase_files_are_sorted_and_without_duplicates() {
    let fix = std::env::var_os("DECHAFF_FIX").is_some_and(|value| value == "1");
    let mut failures = Vec::new();
    for (name, mut text) in phrase_files() {
        let sorted = sort_sections(&text);
        if fix && sorted != text {
            fs::write(root().join(PHRASES).join(format!("{name}.txt")), &sorted).expect("a phrase file is writable");
            text = sorted;
        }
        let mut last: Option<(&str, &str)> = None;
        let mut is_word_list = false;
        let mut sections = BTreeSet::new();
        for (i, line) in text.lines().enumerate() {
            let at = format!("{name}.txt:{}", i + 1);
            if line.starts_with('[') {
                is_word_list = line.starts_with("[words:");
                last = None;
                if !sections.insert(line) {
                    failures.push(format!("{at}: a second section {line}: move its lines to the first one"));
                }
                continue;
            }
            if is_blank_or_comment(line) {
                continue;
            }
            let phrase = sort_key(line, is_word_list);
            if phrase != phrase.to_lowercase() {
                failures.push(format!(
                    "{at}: write `{line}` in lower case, since phrases are compared with text in lower case"
                ));
            }
            if let Some((phrase_before, line_before)) = last {
                if phrase_before == phrase {
                    failures.push(format!("{at}: `{line}` has the same text as `{line_before}` above: delete one"));
                } else if phrase_before > phrase {
                    failures.push(format!(
                        "{at}: `{line}` must be above `{line_before}`, since sections are sorted by the text after \
                         the mark: run `DECHAFF_FIX=1 cargo test --test house phrase_files` to sort all files"
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
fn every_category_has_phrases_fixtures_and_a_row_in_the_documents() {
    let (guide, categories) = (read("src/lexicon/phrases/README.md"), read("docs/categories.md"));
    let english = read("src/lexicon/phrases/en.txt");
    // The passes find these categories by context, without phrases.
    let found_by_passes = [Category::Story, Category::Duplicate, Category::Frame];
    let mut failures = Vec::new();
    for category in Category::ALL {
        let name = category.name();
        if !found_by_passes.contains(category) {
            if !guide.contains(&format!("| `{name}` |")) {
                failures.push(format!("{name}: add a row to the table of sections in src/lexicon/phrases/README.md"));
            }
            if !english.contains(&format!("[{name}]\n")) {
                failures.push(format!("{name}: add a section [{name}] to src/lexicon/phrases/en.txt"));
            }
        }
        if !categories.contains(&format!("| `{name}` |")) {
            failures.push(format!("{name}: add it to the table in docs/categories.md"));
        }
        let kept = Category::KEPT_BY_DEFAULT.contains(category) || *category == Category::Frame;
        if !kept && !root().join("fixtures").join(name).is_dir() {
            failures.push(format!("{name}: add a folder fixtures/{name}/ with a pair that shows what is removed"));
        }
    }
    check(failures);
}

#[test]
fn fixtures_are_complete() {
    let mut failures = Vec::new();
    for folder in fs::read_dir(root().join("fixtures")).expect("fixtures/ exists").flatten().map(|e| e.path()) {
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name == "html" {
            continue; // pairs of an HTML page and its article, for `cli/tests/scrape.rs`
        }
        if name.parse::<Category>().is_err() && name != "keep" && name != "pages" {
            failures.push(format!("fixtures/{name}/ is not the name of a category: rename the folder"));
        }
        for file in fs::read_dir(&folder).expect("a folder of fixtures is readable").flatten().map(|e| e.path()) {
            let path = file.to_string_lossy();
            let other = match (path.strip_suffix(".in.txt"), path.strip_suffix(".out.txt")) {
                (Some(stem), _) if name != "keep" => format!("{stem}.out.txt"),
                (Some(_), _) => continue,
                (_, Some(stem)) => format!("{stem}.in.txt"),
                _ => {
                    failures.push(format!("{path}: the name must end in .in.txt or .out.txt"));
                    continue;
                }
            };
            if !Path::new(&other).exists() {
                failures.push(format!("{path}: add the other half of the pair, {other}"));
            }
        }
    }
    check(failures);
}

/// The fixtures by folder: the names of their files up to the first dot.
fn fixture_names() -> BTreeMap<String, BTreeSet<String>> {
    let folders = fs::read_dir(root().join("fixtures")).expect("fixtures/ exists").flatten();
    let mut out = BTreeMap::new();
    for folder in folders.filter(|e| e.path().is_dir()) {
        let files = fs::read_dir(folder.path()).expect("a folder of fixtures is readable").flatten();
        let stem = |file: fs::DirEntry| {
            let name = file.file_name().to_string_lossy().into_owned();
            name.split('.').next().unwrap_or_default().to_owned()
        };
        out.insert(folder.file_name().to_string_lossy().into_owned(), files.map(stem).collect::<BTreeSet<_>>());
    }
    out
}

/// What is wrong with a word in inline code, if it names a fixture: the fixture does not exist, or the name lacks its
/// folder.
fn fault_of_fixture_name(word: &str, fixtures: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let is_slug = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if let Some((folder, name)) = word.split_once('/') {
        let names = fixtures.get(folder).filter(|_| !name.is_empty() && is_slug(name))?;
        return (!names.contains(name)).then(|| "does not exist: name a fixture that shows it".to_owned());
    }
    let language = word.split('-').next().unwrap_or_default();
    if language == word || !is_slug(word) || !Lexicon::languages().any(|l| l == language) {
        return None;
    }
    Some(match fixtures.iter().find(|(_, names)| names.contains(word)) {
        Some((folder, _)) => format!("lacks its folder: write `{folder}/{word}`"),
        None => "is not the name of a fixture: write `folder/name` of an existing fixture".to_owned(),
    })
}

#[test]
fn fixtures_named_in_docs_exist() {
    let fixtures = fixture_names();
    let mut failures = Vec::new();
    for Source { path, text } in sources_of_all_crates() {
        for (n, line) in text.lines().enumerate().filter(|(_, l)| l.trim_start().starts_with("//")) {
            // In a line, every second piece between backticks is inline code.
            for word in line.split('`').skip(1).step_by(2) {
                if let Some(fault) = fault_of_fixture_name(word, &fixtures) {
                    failures.push(format!("{path}:{}: the fixture `{word}` {fault}", n + 1));
                }
            }
        }
    }
    check(failures);
}

#[test]
fn a_fixture_name_without_a_folder_or_a_file_is_reported() {
    let fixtures = fixture_names();
    let fault = |word| fault_of_fixture_name(word, &fixtures).unwrap_or_default();
    assert_eq!(fault("keep/en-poem-short-lines"), "");
    assert_eq!(fault("benches/stages"), "", "not a folder of fixtures");
    assert_eq!(fault("en.txt"), "", "not a slug");
    assert!(fault("keep/en-no-such-poem").starts_with("does not exist"));
    assert!(fault("share/en-no-such-bar").starts_with("does not exist"));
    assert!(fault("en-poem-short-lines").ends_with("write `keep/en-poem-short-lines`"));
    assert!(fault("en-no-such-poem").starts_with("is not the name of a fixture"));
}

/// The length of a source file in lines, at most. Chosen by hand: a smaller limit splits modules that belong together,
/// and a larger one allows files with several purposes.
const MAX_FILE_LINES: usize = 560;

#[test]
fn source_files_have_at_most_560_lines() {
    let too_long = |Source { path, text }: Source| {
        let lines = text.lines().count();
        (lines > MAX_FILE_LINES)
            .then(|| format!("{path} has {lines} lines, more than {MAX_FILE_LINES}: split it by purpose into modules"))
    };
    check(sources_of_all_crates().into_iter().filter_map(too_long).collect());
}

/// The top modules of the library. A module may import only from itself and from modules further down this list.
const LAYERS: [&str; 25] = [
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
    "preset",
    "vote",
    "lexicon",
    "learn",
    "normalize",
    "page",
    "policy",
    "pattern",
    "category",
    "error",
    "host",
    "instrument",
];

#[test]
fn modules_import_only_from_lower_layers() {
    let layer = |module: &str| LAYERS.iter().position(|l| *l == module);
    let mut failures = Vec::new();
    for Source { path, text } in sources() {
        let module = path.split(['/', '.']).next().unwrap_or("");
        let Some(from) = layer(module) else { continue };
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            for import in line.match_indices("crate::").map(|(at, _)| &line[at + "crate::".len()..]) {
                let target = import.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
                match layer(target) {
                    Some(to) if to < from => failures.push(format!(
                        "src/{path}: imports from `{target}`, which is above `{module}`: move the item to a lower layer"
                    )),
                    None if !target.is_empty() => {
                        failures.push(format!(
                            "src/{path}: imports `crate::{target}` from the crate root: import it from its module"
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    check(failures);
}

/// A phrase of several words belongs in a phrase file, where translators find it. String literals in code are not
/// phrases.
#[test]
fn code_contains_no_phrases() {
    let phrases: BTreeSet<String> = Lexicon::builtin()
        .iter()
        .filter(|(_, p)| p.text().contains(' ') && p.text().is_ascii())
        .map(|(_, p)| p.text().to_owned())
        .collect();
    let mut failures = Vec::new();
    for source in sources() {
        for line in source.without_tests().lines().filter(|l| !l.trim_start().starts_with("//")) {
            for literal in line.split('"').skip(1).step_by(2) {
                if phrases.contains(&literal.to_lowercase()) {
                    failures.push(format!("src/{}: \"{literal}\" is a phrase: move it to a phrase file", source.path));
                }
            }
        }
    }
    check(failures);
}

/// The files whose constants are checked. Those that do not exist are skipped.
fn has_checked_constants(path: &str) -> bool {
    ["rules/", "passes/", "page/"].iter().any(|folder| path.starts_with(folder))
        || ["guard.rs", "view.rs", "rounds.rs", "policy.rs"].contains(&path)
}

/// The words of which the name of a numeric constant must contain one, because they say in which unit its value is.
#[rustfmt::skip]
const UNITS: [&str; 60] = [
    // Text
    "BITS", "BYTES", "CHARS", "LETTERS", "DIGITS", "POINTS", "COLUMNS", "INDENT", "WORD", "WORDS", "NUMBERS", "NAMES",
    // Parts of a page
    "LINES", "BREAKS", "GAP", "SEGMENTS", "SENTENCES", "PARAGRAPHS", "HEADINGS", "HEADLINES", "TITLES", "LABELS",
    "ITEMS", "ENTRIES", "CELLS", "BARS", "LINKS", "CARDS", "TEASERS", "STORIES", "COMMENTS", "PRICES", "PAIRS",
    "BYLINES", "ADDRESSES", "AUTHORS", "CANDIDATES", "DATES", "TOGGLES", "REPETITIONS", "POSITION", "DISTANCE",
    // What the cleaner finds and does
    "CUES", "PHRASES", "MARKS", "HINTS", "SEAMS", "BUTTONS", "VOTES", "ROUNDS",
    // Numbers without a dimension
    "COUNT", "SHARE", "PERCENT", "RATIO", "SCORE", "WEIGHT",
    // Words of prose, as which a line counts
    "VALUE", "COST", "BIAS", "TOLERANCE",
];

/// Whether a constant of this type is a limit or a weight, which has a unit. Strings and tables have none, and `u8`,
/// `u16` and `u64` hold flags, sets of bits and parts of hashes.
fn has_unit(type_name: &str) -> bool {
    let number = type_name.rsplit("RangeInclusive<").next().unwrap_or_default().trim_end_matches('>');
    ["usize", "u32", "i32", "i64", "f32", "f64"].contains(&number)
}

#[test]
fn constants_state_their_unit_and_reason() {
    let mut failures = Vec::new();
    let mut values: BTreeMap<String, (String, String)> = BTreeMap::new();
    for source in sources().into_iter().filter(|s| has_checked_constants(&s.path)) {
        for constant in source.constants() {
            let (name, at) = (&constant.name, format!("src/{}:{}", source.path, constant.line));
            if !constant.has_doc {
                failures.push(format!(
                    "{at}: add a `///` comment directly above {name}: what it limits, in which unit, and why this value"
                ));
            }
            let unit = if constant.type_name.contains('f') { "SHARE" } else { "WORDS" };
            if has_unit(&constant.type_name) && !name.split('_').any(|word| UNITS.contains(&word)) {
                failures.push(format!(
                    "{at}: add the unit to the name {name}, such as MAX_{name}_{unit} (see UNITS in tests/house.rs)"
                ));
            }
            match values.get(name) {
                Some((value, other)) if *value != constant.value => failures.push(format!(
                    "{at}: {name} is {} here and {value} in {other}: give them names that say how they differ",
                    constant.value
                )),
                Some(_) => {}
                None => {
                    values.insert(name.clone(), (constant.value, at));
                }
            }
        }
    }
    check(failures);
}

/// Numbers whose meaning is clear without a name: nothing, one, a pair, and the bounds of a score.
const PLAIN_NUMBERS: [&str; 6] = ["0", "1", "2", "100", "0.0", "1.0"];

#[test]
fn no_bare_numbers_in_rules_and_passes() {
    let mut failures = Vec::new();
    for source in sources().iter().filter(|s| s.path.starts_with("rules/") || s.path.starts_with("passes/")) {
        for (line, number) in source.bare_numbers() {
            if !PLAIN_NUMBERS.contains(&number.as_str()) {
                failures.push(format!(
                    "src/{}:{line}: replace {number} by a constant that has its unit in the name and a comment",
                    source.path
                ));
            }
        }
    }
    check(failures);
}

#[test]
fn the_library_has_at_most_six_dependencies() {
    let manifest = read(if is_package() { "Cargo.toml.orig" } else { "Cargo.toml" });
    let section = manifest.split("[dependencies]").nth(1).and_then(|s| s.split("\n[").next()).unwrap_or("");
    let names: BTreeSet<&str> =
        section.lines().filter_map(|l| l.split_once(" = ")).map(|(name, _)| name.trim()).collect();
    let allowed: BTreeSet<&str> = ["aho-corasick", "memchr", "once_cell", "regex", "serde", "thiserror"].into();
    let more: Vec<&&str> = names.difference(&allowed).collect();
    assert!(
        more.is_empty(),
        "remove the dependencies {more:?} of the library, or make them dev-dependencies, of which there may be any"
    );
}
