//! The documentation of a category, made of what it speaks of: the phrase files, the rules' own documentation, and what
//! the cleaner does with the fixtures.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use dechaff::{Anchor, Ballot, Category, Cleaner, CleanerBuilder, Lexicon, Phrase, Removal, Rule, Segment};

/// So many English phrases are shown.
const PHRASES: usize = 12;
/// So many lines of what goes are shown.
const LINES: usize = 4;
/// No longer sentence shows more, in words.
const SENTENCE: usize = 8;
/// So much of a line is shown, in characters.
const WIDTH: usize = 80;

/// A removal from a fixture, as a diff with the lines around it.
struct Shown {
    fixture: String,
    diff: String,
    reason: String,
}

/// A line of a trap that stays although it holds a phrase.
struct Stays {
    fixture: String,
    phrase: String,
    line: String,
}

/// All that the pages are made of.
pub struct Sources {
    /// `en` and the like, with their phrases.
    languages: Vec<(String, Lexicon)>,
    /// Of each rule and pass: what it removes, what it keeps.
    rules: BTreeMap<String, Vec<String>>,
    /// Which rules and passes took something of the category, in some fixture.
    votes: BTreeMap<Category, BTreeSet<String>>,
    shown: BTreeMap<Category, Vec<Shown>>,
    stays: BTreeMap<Category, Vec<Stays>>,
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The files of a folder that end so, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.to_string_lossy().ends_with(ending));
    paths.sort();
    paths
}

fn short(line: &str) -> String {
    let line = line.trim();
    match line.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{} ...", line[..at].trim_end()),
        None => line.to_owned(),
    }
}

/// The removal with the lines that go beside it, and a line that stays before and behind them.
fn diff(text: &str, removed: &[Removal], shown: &Removal) -> String {
    let mut at = 0;
    // Where each line that is not blank stands, and what stays of it.
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let (mut stays, mut from) = (String::new(), span.start);
        for r in removed.iter().filter(|r| r.end > span.start && r.start < span.end) {
            stays.push_str(&text[from..r.start.max(from)]);
            from = r.end.min(span.end);
        }
        stays.push_str(&text[from..span.end]);
        if !line.trim().is_empty() {
            lines.push((span.end, line.trim(), stays.trim().to_owned()));
        }
    }
    let stays = |n: usize| lines[n].1 == lines[n].2;
    let first = lines.partition_point(|(end, ..)| *end <= shown.start);
    let mut out = String::new();
    if let Some(before) = first.checked_sub(1).filter(|n| stays(*n)) {
        out.push_str(&format!("  {}\n", short(lines[before].1)));
    }
    let mut n = first;
    while n < lines.len() && !stays(n) {
        let (_, line, rest) = &lines[n];
        match n - first {
            LINES.. => {}
            _ if rest.is_empty() => out.push_str(&format!("- {}\n", short(line))),
            _ => {
                let same = line.chars().zip(rest.chars()).take_while(|(a, b)| a == b).count().saturating_sub(WIDTH / 2);
                out.push_str(&format!("- {}\n+ {}\n", behind(line, same), behind(rest, same)));
            }
        }
        n += 1;
    }
    if n - first > LINES {
        out.push_str("- ...\n");
    }
    if n < lines.len() {
        out.push_str(&format!("  {}\n", short(lines[n].1)));
    }
    out
}

/// The part of a line in which the phrase's first words stand.
fn around(line: &str, phrase: &Phrase) -> String {
    let head = phrase.text().split([' ', '#']).next().unwrap_or_default();
    let lower = line.to_lowercase();
    let at = lower.match_indices(head).map(|(at, _)| lower[..at].chars().count()).last().unwrap_or(0);
    behind(line, if line.chars().count() > WIDTH { at.saturating_sub(WIDTH / 2) } else { 0 })
}

/// A line without its first characters.
fn behind(line: &str, skipped: usize) -> String {
    if skipped == 0 {
        return short(line);
    }
    let rest: String = line.chars().skip(skipped).skip_while(|c| !c.is_whitespace()).collect();
    format!("... {}", short(&rest))
}

/// Notes which phrases stand in which lines, and votes for nothing.
struct Cues(Arc<Mutex<Vec<(Category, String, String)>>>);

impl Rule for Cues {
    fn name(&self) -> &'static str {
        "cues"
    }

    fn judge(&self, segment: Segment<'_>, _: &mut Ballot<'_>) {
        let decides = |anchor| !matches!(anchor, Anchor::Hint | Anchor::Keep);
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (category, phrase) in segment.phrases().filter(|(_, p)| decides(p.anchor())) {
            found.push((category, phrase.notation().to_owned(), around(segment.text(), phrase)));
        }
    }
}

impl Sources {
    /// Reads the sources and fixtures of the project in the folder, and cleans the fixtures.
    pub fn read(root: &Path) -> Sources {
        let language = |path: PathBuf| {
            let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let lexicon = read(&path).parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (name, lexicon)
        };
        let mut sources = Sources {
            languages: files(&root.join("src/lexicon/phrases"), ".txt").into_iter().map(language).collect(),
            rules: BTreeMap::new(),
            votes: BTreeMap::new(),
            shown: BTreeMap::new(),
            stays: BTreeMap::new(),
        };
        let found = Arc::default();
        let build = |builder: CleanerBuilder| builder.build().expect("no pattern that could be wrong");
        let cleaner = build(Cleaner::builder().rule(Cues(Arc::clone(&found))));
        let asked = Category::KEPT_BY_DEFAULT.iter().fold(Cleaner::builder(), |builder, c| builder.remove(*c));
        let asked = build(asked);
        let folders = files(&root.join("fixtures"), "").into_iter().filter(|path| path.is_dir());
        for input in folders.flat_map(|folder| files(&folder, ".in.txt")) {
            let name = input.strip_prefix(root.join("fixtures")).unwrap_or(&input);
            let name = name.display().to_string().replace('\\', "/").replace(".in.txt", "");
            let text = read(&input);
            let kept = |category| Category::KEPT_BY_DEFAULT.contains(&category);
            sources.note(&name, &text, &cleaner.report(&text).removed, |_| true);
            sources.note(&name, &text, &asked.report(&text).removed, kept);
            for (category, phrase, line) in found.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                // What stays only because nobody asked for its removal shows nothing.
                if name.starts_with("keep/") && !kept(category) {
                    let lines = sources.stays.entry(category).or_default();
                    lines.push(Stays { fixture: name.clone(), phrase, line });
                }
            }
        }
        for rule in sources.votes.values().flatten().cloned().collect::<BTreeSet<_>>() {
            let docs = rule_docs(root, &rule);
            sources.rules.insert(rule, docs);
        }
        sources
    }

    fn note(&mut self, fixture: &str, text: &str, removed: &[Removal], wanted: impl Fn(Category) -> bool) {
        for r in removed.iter().filter(|r| wanted(r.category)) {
            self.votes.entry(r.category).or_default().insert(r.rule.to_string());
            let shown = Shown {
                fixture: fixture.to_owned(),
                diff: diff(text, removed, r),
                reason: format!("{}: {}", r.rule, r.evidence),
            };
            self.shown.entry(r.category).or_default().push(shown);
        }
    }

    /// The page of one category, in Markdown.
    pub fn page(&self, category: Category) -> String {
        let mut out = format!("<!-- Made by `{COMMAND}`: change what it is made of. -->\n");
        let by_default = Category::KEPT_BY_DEFAULT.contains(&category);
        let (stays, call) = if by_default { ("Goes only", "remove") } else { ("Stays", "keep") };
        let _ = writeln!(out, "{stays} with `Cleaner::builder().{call}(Category::{category:?})`.");
        self.examples(category, &mut out);
        self.traps(category, &mut out);
        self.voters(category, &mut out);
        self.phrases(category, &mut out);
        out
    }

    /// One example in English, one in another language, German where there is one; of the category's own fixtures where it has some.
    fn examples(&self, category: Category, out: &mut String) {
        let all = self.shown.get(&category).map_or(&[][..], Vec::as_slice);
        let own = |shown: &&Shown| shown.fixture.starts_with(&format!("{}/", category.name()));
        for english in [true, false] {
            let mut of_language = all.iter().filter(|shown| is_english(&shown.fixture) == english);
            let german = |shown: &&Shown| own(shown) && shown.fixture.contains("/de-");
            let shown = of_language.clone().find(german).or_else(|| of_language.clone().find(own));
            let Some(shown) = shown.or_else(|| of_language.next()) else { continue };
            let Shown { fixture, diff, reason } = shown;
            let _ = writeln!(out, "\n**What goes**, in the fixture `{fixture}`, by {}", code(reason));
            let _ = writeln!(out, "```text\n{diff}```");
        }
    }

    fn traps(&self, category: Category, out: &mut String) {
        // A sentence shows more than a line that is all label.
        let telling = |s: &&Stays| (s.line.split(' ').count().min(SENTENCE), is_english(&s.fixture));
        if let Some(stays) = self.stays.get(&category).and_then(|all| all.iter().rev().max_by_key(telling)) {
            let Stays { fixture, phrase, line } = stays;
            let _ = writeln!(out, "\n**What stays**, in the trap `{fixture}`, although it holds {}", code(phrase));
            let _ = writeln!(out, "```text\n  {line}\n```");
        }
    }

    fn voters(&self, category: Category, out: &mut String) {
        let voters: Vec<_> = self.votes.get(&category).into_iter().flatten().collect();
        if voters.is_empty() {
            return;
        }
        out.push_str("\n**Who votes for it**, as the fixtures show\n");
        for rule in voters {
            let docs = self.rules[rule].join("\n\n");
            let _ = writeln!(out, "<details><summary><code>{rule}</code></summary>\n\n{docs}\n\n</details>");
        }
    }

    fn phrases(&self, category: Category, out: &mut String) {
        let of = |lexicon: &Lexicon| {
            lexicon.iter().filter(|(c, _)| *c == category).map(|(_, p)| p.notation().to_owned()).collect::<Vec<_>>()
        };
        let sections: Vec<(&str, Vec<String>)> =
            self.languages.iter().map(|(name, lexicon)| (name.as_str(), of(lexicon))).collect();
        let all: usize = sections.iter().map(|(_, phrases)| phrases.len()).sum();
        if all == 0 {
            out.push_str("\n**Phrases**: none; only what stands around a line tells.\n");
            return;
        }
        let _ = write!(out, "\n<details><summary><b>Phrases</b>: {all}, by where they count</summary>\n\n| |");
        MARKS.iter().for_each(|(_, what)| out.push_str(&format!(" {what} |")));
        out.push_str(" together |\n|---|");
        out.push_str(&"--:|".repeat(MARKS.len() + 1));
        let rows = sections.iter().filter(|(_, phrases)| !phrases.is_empty());
        for (name, phrases) in rows {
            let _ = write!(out, "\n| {name} |");
            for (mark, _) in MARKS {
                match phrases.iter().filter(|p| p.starts_with(mark)).count() {
                    0 => out.push_str(" |"),
                    n => out.push_str(&format!(" {n} |")),
                }
            }
            let _ = write!(out, " {} |", phrases.len());
        }
        out.push('\n');
        let english = sections.iter().find(|(name, _)| *name == "en").map_or(&[][..], |(_, phrases)| phrases);
        if !english.is_empty() {
            let _ = writeln!(out, "\nSome of the English ones:\n```text");
            let every = english.len().div_ceil(PHRASES);
            english.iter().step_by(every).for_each(|phrase| out.push_str(&format!("{phrase}\n")));
            out.push_str("```\n");
        }
        out.push_str("\n</details>\n");
    }
}

/// The marks of the anchors, and what they say.
const MARKS: [(char, &str); 7] = [
    ('=', "`=` the line"),
    ('^', "`^` starts it"),
    ('$', "`$` ends it"),
    ('*', "`*` anywhere"),
    ('~', "`~` hint"),
    ('-', "`-` just these words"),
    ('!', "`!` for keeping"),
];

/// What makes the pages.
pub const COMMAND: &str = "cargo run --release --example categories";

fn is_english(fixture: &str) -> bool {
    fixture.contains("/en-")
}

fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// What a rule's or pass's file says that it removes and keeps.
fn rule_docs(root: &Path, rule: &str) -> Vec<String> {
    let places = ["rules/NAME.rs", "rules/NAME/mod.rs", "passes/NAME.rs", "passes/NAME/mod.rs", "passes/body/NAME.rs"];
    let paths = places.map(|place| root.join("src").join(place.replace("NAME", rule)));
    let path = paths.iter().find(|p| p.exists()).unwrap_or_else(|| panic!("no file is named for the rule `{rule}`"));
    let source = read(path);
    let docs: Vec<&str> =
        source.lines().map_while(|l| l.strip_prefix("//!")).map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
    let docs = docs.join("\n");
    // Quoted brackets are no links.
    let parts = docs.split('`').enumerate();
    let docs: Vec<String> =
        parts.map(|(n, part)| if n % 2 == 0 { part.replace('[', "\\[") } else { part.to_owned() }).collect();
    let docs = docs.join("`");
    docs.split("\n\n").skip(1).filter(|p| !p.starts_with("**Why**")).map(str::to_owned).collect()
}
