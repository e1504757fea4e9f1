//! Baselines: simpler ways to process the same texts, and lower bounds that no cleaner can beat. Each returns a count,
//! so that the compiler cannot optimise the work away.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use dechaff::Lexicon;
use regex::Regex;

/// The words of all built-in phrases, up to their first gap or number.
fn phrases() -> Vec<String> {
    let words =
        |text: &str| text.split(" ... ").next().and_then(|t| t.split('#').next()).unwrap_or("").trim().to_owned();
    Lexicon::builtin().iter().map(|(_, phrase)| words(phrase.text())).filter(|words| !words.is_empty()).collect()
}

/// One Aho-Corasick automaton of all built-in phrases, as a fast phrase filter would use it.
pub struct OneAutomaton(AhoCorasick);

impl OneAutomaton {
    pub fn build() -> OneAutomaton {
        let automaton =
            AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(phrases());
        OneAutomaton(automaton.expect("the phrases fit a DFA"))
    }

    pub fn run(&self, text: &str) -> usize {
        self.0.find_iter(text).count()
    }
}

/// Counts the line feeds. Nothing that processes lines can be faster.
pub fn split(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// One regular expression per phrase, tried in a loop for each line, as ad-hoc cleaning scripts do it. It uses only
/// every [`EachRegex::EVERY`]th phrase, because compiling all of them takes minutes.
pub struct EachRegex(Vec<Regex>);

impl EachRegex {
    pub const EVERY: usize = 20;

    pub fn build() -> EachRegex {
        let compile = |words: &String| {
            Regex::new(&format!("(?i){}", regex::escape(words))).expect("escaped words are a valid pattern")
        };
        EachRegex(phrases().iter().step_by(EachRegex::EVERY).map(compile).collect())
    }

    pub fn run(&self, text: &str) -> usize {
        text.lines().filter(|line| self.0.iter().any(|regex| regex.is_match(line))).count()
    }
}
