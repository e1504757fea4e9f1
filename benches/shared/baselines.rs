//! What others do with the same texts, and what no cleaner can beat. Each gives a count, so that nothing is optimised
//! away.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use dechaff::Lexicon;
use regex::Regex;

/// The words of all shipped phrases, up to their first gap or number.
fn phrases() -> Vec<String> {
    let words =
        |text: &str| text.split(" ... ").next().and_then(|t| t.split('#').next()).unwrap_or("").trim().to_owned();
    Lexicon::builtin().iter().map(|(_, phrase)| words(phrase.text())).filter(|words| !words.is_empty()).collect()
}

/// One Aho-Corasick automaton of all shipped phrases: what a fast phrase filter starts from.
pub struct OneAutomaton(AhoCorasick);

impl OneAutomaton {
    pub fn new() -> OneAutomaton {
        let automaton =
            AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(phrases());
        OneAutomaton(automaton.expect("the phrases fit a DFA"))
    }

    pub fn run(&self, text: &str) -> usize {
        self.0.find_iter(text).count()
    }
}

/// A newline split: nothing that looks at lines is faster.
pub fn split(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// Each phrase as a regular expression of its own, looped over lines, as people write it today. Of the phrases only
/// every [`EachRegex::EVERY`]th: to compile all takes minutes.
pub struct EachRegex(Vec<Regex>);

impl EachRegex {
    pub const EVERY: usize = 20;

    pub fn new() -> EachRegex {
        let compile =
            |words: &String| Regex::new(&format!("(?i){}", regex::escape(words))).expect("words are a pattern");
        EachRegex(phrases().iter().step_by(EachRegex::EVERY).map(compile).collect())
    }

    pub fn run(&self, text: &str) -> usize {
        text.lines().filter(|line| self.0.iter().any(|regex| regex.is_match(line))).count()
    }
}

/// The line rules of C4 (Raffel et al. 2020): a line stays that ends in a mark, has three words, and names neither
/// scripts nor policies; a page goes that has five sentences no more, or a curly bracket.
pub fn c4(text: &str) -> usize {
    const POLICIES: [&str; 6] =
        ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"];
    let (mut kept, mut sentences) = (String::new(), 0);
    for line in text.lines().map(str::trim) {
        if !line.ends_with(['.', '!', '?', '"']) || line.ends_with("...") || line.split_whitespace().count() < 3 {
            continue;
        }
        let lower = line.to_lowercase();
        if lower.contains("lorem ipsum") || lower.contains('{') {
            return 0;
        }
        if lower.contains("javascript") || POLICIES.iter().any(|policy| lower.contains(policy)) {
            continue;
        }
        sentences += line.matches(['.', '!', '?']).count();
        kept.push_str(line);
        kept.push('\n');
    }
    if sentences < 5 {
        0
    } else {
        kept.len()
    }
}

/// The crate `justext` on the same lines, each in a paragraph.
pub struct Justext(HashSet<String>);

impl Justext {
    pub fn new() -> Justext {
        Justext(justext::get_stoplist("English").expect("English ships with it"))
    }

    pub fn run(&self, text: &str) -> usize {
        let mut html = String::from("<html><body>");
        for line in text.lines() {
            html.push_str("<p>");
            html.push_str(&line.replace('&', "&amp;").replace('<', "&lt;"));
            html.push_str("</p>\n");
        }
        html.push_str("</body></html>");
        justext::extract_text(&html, &self.0, &justext::Config::default()).len()
    }
}
