//! Baselines for the cleaner: searches for the shipped phrases, and a newline split as a lower bound. Each returns a
//! count, so that the compiler cannot remove it.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use dechaff::Lexicon;
use regex::Regex;

/// The words of each shipped phrase before its first gap or number.
fn phrases() -> Vec<String> {
    let words =
        |text: &str| text.split(" ... ").next().and_then(|t| t.split('#').next()).unwrap_or("").trim().to_owned();
    Lexicon::builtin().iter().map(|(_, phrase)| words(phrase.text())).filter(|words| !words.is_empty()).collect()
}

/// One Aho-Corasick automaton of all shipped phrases, as a simple phrase filter would use.
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

/// Counts lines, a lower bound for everything that reads lines.
pub fn split(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// A regular expression for each phrase, all of which are tried on each line. Only every [`EachRegex::EVERY`]th phrase
/// is used, because compiling all takes minutes.
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
