//! Generates the documentation of a category from the phrase files, the module docs of the rules and passes, and what
//! the cleaner removes from the fixtures.
//!
//! The generated text has no counts, and its sample of phrases is chosen so that most changes to the phrase files do
//! not change it: otherwise any two branches that add phrases would conflict in `src/category/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use dechaff::{Anchor, Ballot, Category, Cleaner, CleanerBuilder, Lexicon, Phrase, Removal, Rule, Segment};

use crate::COMMAND;

/// How many English phrases are shown, at most.
const SAMPLE_PHRASES: usize = 12;
/// How many lines of a removal are shown, at most.
const MAX_REMOVED_LINES: usize = 4;
/// Of the kept lines with a phrase, one with at least this many words is preferred, since it shows the phrase in a
/// sentence. Beyond this length, a longer line is not a better example.
const SENTENCE_WORDS: usize = 8;
/// Lines are cut to this many characters.
const WIDTH_CHARS: usize = 80;

/// A removal from a fixture, as a diff with the lines around it.
struct RemovedExample {
    fixture: String,
    diff: String,
    reason: String,
}

/// A line of a trap (a fixture in `keep/`) that the cleaner keeps although a phrase matches in it.
struct KeptExample {
    fixture: String,
    phrase: String,
    line: String,
}

/// Everything that the documentation is generated from.
pub struct Sources {
    /// The phrases of each language, under the name of its phrase file (such as `en`), sorted by name.
    languages: Vec<(String, Lexicon)>,
    /// For each rule and pass, the paragraphs of its module docs that say what it removes and keeps.
    rules: BTreeMap<String, Vec<String>>,
    /// For each category, the rules and passes that removed something as this category from at least one fixture.
    voters: BTreeMap<Category, BTreeSet<String>>,
    removed: BTreeMap<Category, Vec<RemovedExample>>,
    kept: BTreeMap<Category, Vec<KeptExample>>,
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The entries of a folder whose paths end with `ending`, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.to_string_lossy().ends_with(ending));
    paths.sort();
    paths
}

/// The line without surrounding white space, cut to [`WIDTH_CHARS`].
fn shorten(line: &str) -> String {
    let line = line.trim();
    match line.char_indices().nth(WIDTH_CHARS) {
        Some((at, _)) => format!("{} ...", line[..at].trim_end()),
        None => line.to_owned(),
    }
}

/// Shows a removal as a diff: the removed lines from where it starts to the next unchanged line, and one unchanged line
/// before and after them.
fn diff(text: &str, removed: &[Removal], removal: &Removal) -> String {
    // For each line that is not blank: the offset of its end, its text, and the part of it that is kept.
    let mut lines = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let span = line_start..line_start + line.len();
        line_start = span.end;
        let (mut kept, mut from) = (String::new(), span.start);
        for r in removed.iter().filter(|r| r.end > span.start && r.start < span.end) {
            kept.push_str(&text[from..r.start.max(from)]);
            from = r.end.min(span.end);
        }
        kept.push_str(&text[from..span.end]);
        if !line.trim().is_empty() {
            lines.push((span.end, line.trim(), kept.trim().to_owned()));
        }
    }
    let is_unchanged = |n: usize| lines[n].1 == lines[n].2;
    let first = lines.partition_point(|(end, ..)| *end <= removal.start);
    let mut out = String::new();
    if let Some(before) = first.checked_sub(1).filter(|n| is_unchanged(*n)) {
        out.push_str(&format!("  {}\n", shorten(lines[before].1)));
    }
    let mut n = first;
    while n < lines.len() && !is_unchanged(n) {
        let (_, line, kept) = &lines[n];
        match n - first {
            MAX_REMOVED_LINES.. => {}
            _ if kept.is_empty() => out.push_str(&format!("- {}\n", shorten(line))),
            _ => {
                let same = line.chars().zip(kept.chars()).take_while(|(a, b)| a == b).count();
                let skipped = same.saturating_sub(WIDTH_CHARS / 2);
                out.push_str(&format!("- {}\n+ {}\n", skip_chars(line, skipped), skip_chars(kept, skipped)));
            }
        }
        n += 1;
    }
    if n - first > MAX_REMOVED_LINES {
        out.push_str("- ...\n");
    }
    if n < lines.len() {
        out.push_str(&format!("  {}\n", shorten(lines[n].1)));
    }
    out
}

/// The part of a line around the first word of the phrase.
fn excerpt(line: &str, phrase: &Phrase) -> String {
    let head = phrase.text().split([' ', '#']).next().unwrap_or_default();
    let lower = line.to_lowercase();
    let at = lower.match_indices(head).map(|(at, _)| lower[..at].chars().count()).last().unwrap_or(0);
    skip_chars(line, if line.chars().count() > WIDTH_CHARS { at.saturating_sub(WIDTH_CHARS / 2) } else { 0 })
}

/// The line without its first `skipped` characters, starting at a word, and shortened.
fn skip_chars(line: &str, skipped: usize) -> String {
    if skipped == 0 {
        return shorten(line);
    }
    let rest: String = line.chars().skip(skipped).skip_while(|c| !c.is_whitespace()).collect();
    format!("... {}", shorten(&rest))
}

/// A rule that never votes. It records, for each phrase found, its category, its notation and an excerpt of the line.
struct Cues(Arc<Mutex<Vec<(Category, String, String)>>>);

impl Rule for Cues {
    fn name(&self) -> &'static str {
        "cues"
    }

    fn judge(&self, segment: Segment<'_>, _: &mut Ballot<'_>) {
        let decides = |anchor| !matches!(anchor, Anchor::Hint | Anchor::Keep);
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (category, phrase) in segment.phrases().filter(|(_, p)| decides(p.anchor())) {
            found.push((category, phrase.notation().to_owned(), excerpt(segment.text(), &phrase)));
        }
    }
}

impl Sources {
    /// Reads the phrase files and fixtures of the project in the folder `root`, and cleans the fixtures.
    pub fn read(root: &Path) -> Sources {
        let language = |path: PathBuf| {
            let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let lexicon = read(&path).parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (name, lexicon)
        };
        let mut sources = Sources {
            languages: files(&root.join("src/lexicon/phrases"), ".txt").into_iter().map(language).collect(),
            rules: BTreeMap::new(),
            voters: BTreeMap::new(),
            removed: BTreeMap::new(),
            kept: BTreeMap::new(),
        };
        let found = Arc::default();
        let build = |builder: CleanerBuilder| builder.build().expect("there is no pattern that could be invalid");
        let cleaner = build(Cleaner::builder().rule(Cues(Arc::clone(&found))));
        let remove_all = Category::KEPT_BY_DEFAULT.iter().fold(Cleaner::builder(), |builder, c| builder.remove(*c));
        let remove_all = build(remove_all);
        let folders = files(&root.join("fixtures"), "").into_iter().filter(|path| path.is_dir());
        for input in folders.flat_map(|folder| files(&folder, ".in.txt")) {
            let name = input.strip_prefix(root.join("fixtures")).unwrap_or(&input);
            let name = name.display().to_string().replace('\\', "/").replace(".in.txt", "");
            let text = read(&input);
            let kept_by_default = |category| Category::KEPT_BY_DEFAULT.contains(&category);
            sources.record(&name, &text, &cleaner.report(&text).removed, |_| true);
            sources.record(&name, &text, &remove_all.report(&text).removed, kept_by_default);
            for (category, phrase, line) in found.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                // A line of a category that is kept by default is no example of how the rules avoid false positives.
                if name.starts_with("keep/") && !kept_by_default(category) {
                    let lines = sources.kept.entry(category).or_default();
                    lines.push(KeptExample { fixture: name.clone(), phrase, line });
                }
            }
        }
        for rule in sources.voters.values().flatten().cloned().collect::<BTreeSet<_>>() {
            let docs = rule_docs(root, &rule);
            sources.rules.insert(rule, docs);
        }
        sources
    }

    /// Records the removals from a fixture whose category is `wanted`.
    fn record(&mut self, fixture: &str, text: &str, removed: &[Removal], wanted: impl Fn(Category) -> bool) {
        for r in removed.iter().filter(|r| wanted(r.category)) {
            self.voters.entry(r.category).or_default().insert(r.rule.to_string());
            let example = RemovedExample {
                fixture: fixture.to_owned(),
                diff: diff(text, removed, r),
                reason: format!("{}: {}", r.rule, r.evidence),
            };
            self.removed.entry(r.category).or_default().push(example);
        }
    }

    /// The documentation of one category, in Markdown.
    pub fn page(&self, category: Category) -> String {
        let mut out = format!("<!-- Generated by `{COMMAND}`. Edit the phrases, rules or fixtures instead. -->\n");
        let _ = if Category::KEPT_BY_DEFAULT.contains(&category) {
            writeln!(out, "Kept by default. `Cleaner::builder().remove(Category::{category:?})` removes it.")
        } else {
            writeln!(out, "Removed by default. `Cleaner::builder().keep(Category::{category:?})` keeps it.")
        };
        self.write_removed(category, &mut out);
        self.write_kept(category, &mut out);
        self.write_voters(category, &mut out);
        self.write_phrases(category, &mut out);
        out
    }

    /// Writes one example of a removal in English and one in another language. Fixtures in the category's own folder
    /// are preferred to those in other folders, and German ones to those in other foreign languages.
    fn write_removed(&self, category: Category, out: &mut String) {
        let all = self.removed.get(&category).map_or(&[][..], Vec::as_slice);
        let own = |example: &&RemovedExample| example.fixture.starts_with(&format!("{}/", category.name()));
        for english in [true, false] {
            let mut candidates = all.iter().filter(|example| is_english(&example.fixture) == english);
            let german = |example: &&RemovedExample| own(example) && example.fixture.contains("/de-");
            let example = candidates.clone().find(german).or_else(|| candidates.clone().find(own));
            let Some(example) = example.or_else(|| candidates.next()) else { continue };
            let RemovedExample { fixture, diff, reason } = example;
            let _ = writeln!(out, "\n**Removed** from the fixture `{fixture}` by {}", code(reason));
            let _ = writeln!(out, "```text\n{diff}```");
        }
    }

    /// Writes one example of a line that is kept although a phrase of the category matches in it.
    fn write_kept(&self, category: Category, out: &mut String) {
        let quality = |e: &&KeptExample| (e.line.split(' ').count().min(SENTENCE_WORDS), is_english(&e.fixture));
        if let Some(example) = self.kept.get(&category).and_then(|all| all.iter().rev().max_by_key(quality)) {
            let KeptExample { fixture, phrase, line } = example;
            let _ = writeln!(out, "\n**Kept** in the fixture `{fixture}`, although it contains {}", code(phrase));
            let _ = writeln!(out, "```text\n  {line}\n```");
        }
    }

    /// Writes what each rule and pass that votes for the category removes and keeps.
    fn write_voters(&self, category: Category, out: &mut String) {
        let voters: Vec<_> = self.voters.get(&category).into_iter().flatten().collect();
        if voters.is_empty() {
            return;
        }
        out.push_str("\n**Rules and passes** that remove it from at least one fixture\n");
        for rule in voters {
            let docs = self.rules[rule].join("\n\n");
            let _ = writeln!(out, "<details><summary><code>{rule}</code></summary>\n\n{docs}\n\n</details>");
        }
    }

    /// Writes the languages that have phrases of the category, and a sample of the English ones.
    fn write_phrases(&self, category: Category, out: &mut String) {
        let notations = |lexicon: &Lexicon| {
            lexicon.iter().filter(|(c, _)| *c == category).map(|(_, p)| p.notation().to_owned()).collect::<Vec<_>>()
        };
        let sections: Vec<(&str, Vec<String>)> = self
            .languages
            .iter()
            .map(|(name, lexicon)| (name.as_str(), notations(lexicon)))
            .filter(|(_, phrases)| !phrases.is_empty())
            .collect();
        if sections.is_empty() {
            out.push_str("\n**Phrases**: none. Only the passes find this category, by the context of a segment.\n");
            return;
        }
        let names: Vec<&str> = sections.iter().map(|(name, _)| *name).collect();
        let _ = writeln!(out, "\n**Phrases** in the languages {}", names.join(", "));
        if let Some((_, english)) = sections.iter().find(|(name, _)| *name == "en") {
            let _ = writeln!(out, "<details><summary>Some of the English phrases</summary>\n\n```text");
            sample(english).iter().for_each(|phrase| out.push_str(&format!("{phrase}\n")));
            out.push_str("```\n\n</details>\n");
        }
    }
}

/// Chooses [`SAMPLE_PHRASES`] phrases, in their order: those with the smallest hashes. Adding or deleting a phrase
/// changes at most one line of this sample, whereas every n-th phrase would be a new sample each time.
fn sample(phrases: &[String]) -> Vec<&String> {
    // FNV-1a, because the hashes of the standard library may change between releases.
    let hash = |text: &str| {
        text.bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let mut order: Vec<usize> = (0..phrases.len()).collect();
    order.sort_by_key(|n| hash(&phrases[*n]));
    order.truncate(SAMPLE_PHRASES);
    order.sort_unstable();
    order.into_iter().map(|n| &phrases[n]).collect()
}

fn is_english(fixture: &str) -> bool {
    fixture.contains("/en-")
}

/// The text as inline code in Markdown.
fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// The paragraphs of the module docs of a rule or pass that say what it removes and keeps.
fn rule_docs(root: &Path, rule: &str) -> Vec<String> {
    let source = rule_source(root, rule);
    let docs: Vec<&str> =
        source.lines().map_while(|l| l.strip_prefix("//!")).map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
    let docs = docs.join("\n");
    // Brackets outside inline code are escaped, so that Markdown does not read them as links.
    let parts = docs.split('`').enumerate();
    let docs: Vec<String> =
        parts.map(|(n, part)| if n % 2 == 0 { part.replace('[', "\\[") } else { part.to_owned() }).collect();
    let docs = docs.join("`");
    docs.split("\n\n").skip(1).filter(|p| !p.starts_with("**Why**")).map(str::to_owned).collect()
}

/// The source of a rule or pass: the file with the name of the rule or, if there is none, the first file whose code
/// contains the name as a string literal.
fn rule_source(root: &Path, rule: &str) -> String {
    let folders = ["src/rules", "src/passes"].map(|folder| root.join(folder));
    let by_name = folders.iter().flat_map(|f| {
        [f.join(format!("{rule}.rs")), f.join(rule).join("mod.rs"), f.join("body").join(format!("{rule}.rs"))]
    });
    if let Some(path) = by_name.into_iter().find(|path| path.exists()) {
        return read(&path);
    }
    let literal = format!("\"{rule}\"");
    let mut sources = folders.iter().flat_map(|f| files(f, ".rs")).map(|path| read(&path));
    sources.find(|source| source.contains(&literal)).unwrap_or_else(|| {
        panic!("no file in src/rules or src/passes has the name of the rule `{rule}`, or contains {literal}")
    })
}
