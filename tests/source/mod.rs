//! Reads source files and finds constants and numeric literals in them, for the checks in `house.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    /// The path below `src/`, with forward slashes, such as `rules/phrases.rs`.
    pub path: String,
    pub text: String,
}

/// A constant that a source file defines.
pub struct Constant {
    /// The number of its first line, counted from 1.
    pub line: usize,
    pub name: String,
    pub type_name: String,
    /// The text of the value, without line breaks and comments.
    pub value: String,
    /// Whether a `///` comment is directly above it, or directly above its attributes.
    pub has_doc: bool,
}

/// All files below the folder `src` that end in `.rs`, sorted by path.
pub fn sources(src: &Path) -> Vec<Source> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of sources is readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(src, &mut paths);
    paths.sort();
    let read = |path: PathBuf| Source {
        path: path.strip_prefix(src).unwrap_or(&path).to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(&path).expect("a source file is UTF-8"),
    };
    paths.into_iter().map(read).collect()
}

impl Source {
    /// The text before the module of unit tests.
    pub fn without_tests(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default()
    }

    /// The constants defined outside the module of unit tests.
    pub fn constants(&self) -> Vec<Constant> {
        let text = self.without_tests();
        let (original, code): (Vec<&str>, String) = (text.lines().collect(), blank_comments_and_literals(text));
        let code: Vec<&str> = code.lines().collect();
        let mut out = Vec::new();
        for (n, line) in code.iter().enumerate() {
            let Some(item) = constant_item(line) else { continue };
            let Some((name, _)) = item.split_once(':') else { continue };
            let end = end_of_item(&code, n);
            let item: Vec<&str> = (n..=end).map(|l| original[l].trim()).collect();
            let item = item.join(" ");
            let (head, value) = item.split_once(" =").unwrap_or((&item, ""));
            let type_name = head.split_once(':').map_or("", |(_, t)| t.trim());
            let doc = original[..n].iter().rev().map(|l| l.trim()).find(|l| !l.starts_with("#["));
            out.push(Constant {
                line: n + 1,
                name: name.trim().to_owned(),
                type_name: type_name.to_owned(),
                value: value.trim().split("; //").next().unwrap_or_default().trim_end_matches(';').to_owned(),
                has_doc: doc.is_some_and(|l| l.starts_with("///")),
            });
        }
        out
    }

    /// The numeric literals in code outside constants and the module of unit tests, with their line numbers.
    pub fn bare_numbers(&self) -> Vec<(usize, String)> {
        let code = blank_comments_and_literals(self.without_tests());
        let code: Vec<&str> = code.lines().collect();
        let mut out = Vec::new();
        let mut n = 0;
        while n < code.len() {
            if constant_item(code[n]).is_some() {
                n = end_of_item(&code, n);
            } else {
                out.extend(numbers(code[n]).into_iter().map(|number| (n + 1, number)));
            }
            n += 1;
        }
        out
    }
}

/// If the line begins a constant or static with a name, the rest of the line from the name on.
fn constant_item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1.trim_start(),
        Some(rest) if rest.starts_with(' ') => rest.trim_start(),
        _ => line,
    };
    let item = line.strip_prefix("const ").or_else(|| line.strip_prefix("static "))?;
    item.starts_with(|c: char| c.is_ascii_uppercase()).then_some(item)
}

/// The index of the line on which the item that begins at line `first` ends: the first that ends in a semicolon.
fn end_of_item(code: &[&str], first: usize) -> usize {
    (first..code.len()).find(|n| code[*n].trim_end().ends_with(';')).unwrap_or(code.len() - 1)
}

/// The numeric literals of a line of code. The numbers in names and the indices of tuple fields are none.
fn numbers(line: &str) -> Vec<String> {
    let chars: Vec<char> = line.chars().collect();
    let at = |n: usize| chars.get(n).copied().unwrap_or(' ');
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = Vec::new();
    let mut n = 0;
    while n < chars.len() {
        if !is_name(at(n)) {
            n += 1;
            continue;
        }
        let start = n;
        let is_field = start > 0 && at(start - 1) == '.' && (start < 2 || at(start - 2) != '.');
        while is_name(at(n)) {
            n += 1;
        }
        if !at(start).is_ascii_digit() {
            continue;
        }
        if !is_field && at(n) == '.' && at(n + 1).is_ascii_digit() {
            n += 1;
            while is_name(at(n)) {
                n += 1;
            }
        }
        if !is_field {
            out.push(chars[start..n].iter().collect());
        }
    }
    out
}

/// The text with spaces in place of comments and of the contents of string and character literals. Line breaks are
/// kept, so that line numbers stay the same. Block comments and raw strings with `#` are not supported.
fn blank_comments_and_literals(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |n: usize| chars.get(n).copied().unwrap_or(' ');
    let mut out = String::with_capacity(text.len());
    let mut n = 0;
    while n < chars.len() {
        let end = match at(n) {
            '/' if at(n + 1) == '/' => (n..chars.len()).find(|m| at(*m) == '\n').unwrap_or(chars.len()),
            '"' => {
                let is_raw = n > 0 && at(n - 1) == 'r' && !(n > 1 && at(n - 2).is_alphanumeric());
                let mut m = n + 1;
                while m < chars.len() && at(m) != '"' {
                    m += if at(m) == '\\' && !is_raw { 2 } else { 1 };
                }
                m + 1
            }
            // A lifetime has no second quotation mark.
            '\'' if at(n + 1) == '\\' => (n + 3..chars.len()).find(|m| at(*m) == '\'').map_or(n + 1, |m| m + 1),
            '\'' if at(n + 2) == '\'' => n + 3,
            _ => {
                out.push(at(n));
                n += 1;
                continue;
            }
        };
        out.extend((n..end.min(chars.len())).map(|m| if at(m) == '\n' { '\n' } else { ' ' }));
        n = end;
    }
    out
}

#[test]
fn the_scanner_finds_constants_and_bare_numbers() {
    let text = "/// At most 8 words.\n\
        #[allow(dead_code)]\n\
        pub(crate) const MAX_WORDS: usize = 8; // not 9\n\
        const PAIRS: [(&str, u32); 2] = [\n\
            (\"a; 1\", 3),\n\
        ];\n\
        const fn f<'a>(x: &'a (u8, u8), b: u8) -> bool {\n\
            x.0 == 17 && b == b'9' && (2..=0x1f).contains(&b) && g(\"4\\\"5\", '\\'', 1.5) // 6\n\
        }\n\
        #[cfg(test)]\nmod tests { const N: u8 = 7; }\n";
    let source = Source { path: String::new(), text: text.to_owned() };
    let constants: Vec<_> =
        source.constants().into_iter().map(|c| (c.line, c.name, c.type_name, c.value, c.has_doc)).collect();
    let constant = |line, name: &str, type_name: &str, value: &str, has_doc| {
        (line, name.to_owned(), type_name.to_owned(), value.to_owned(), has_doc)
    };
    assert_eq!(
        constants,
        [
            constant(3, "MAX_WORDS", "usize", "8", true),
            constant(4, "PAIRS", "[(&str, u32); 2]", "[ (\"a; 1\", 3), ]", false),
        ]
    );
    let numbers: Vec<_> = source.bare_numbers().into_iter().map(|(line, number)| format!("{line}: {number}")).collect();
    assert_eq!(numbers, ["8: 17", "8: 2", "8: 0x1f", "8: 1.5"]);
}
