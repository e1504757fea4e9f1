//! Other cleaners for comparison: each returns the spans of the lines that it removes. jusText also considers the
//! neighbours of a line; the others judge each line by itself.

#[cfg(feature = "scrape")]
use std::collections::HashSet;
use std::ops::Range;

/// Returns the spans of the non-blank lines for which `is_removed` is true, with their line breaks.
fn removed_lines(text: &str, is_removed: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let line = line.trim();
        if !line.is_empty() && is_removed(line) {
            out.push(span);
        }
    }
    out
}

/// Returns the text without the removed spans.
pub fn without(text: &str, removed: &[Range<usize>]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for span in removed {
        out.push_str(&text[at..span.start]);
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The line rules of C4 (Raffel et al. 2020): a line is kept if it ends with a punctuation mark, has at least three
/// words and mentions neither JavaScript nor policies. The page rules of C4 (at least five sentences, no curly bracket)
/// are omitted, because they discard whole pages.
pub fn c4(text: &str) -> Vec<Range<usize>> {
    const POLICIES: [&str; 6] =
        ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"];
    removed_lines(text, |line| {
        if !line.ends_with(['.', '!', '?', '"']) || line.ends_with("...") || line.split_whitespace().count() < 3 {
            return true;
        }
        let lower = line.to_lowercase();
        lower.contains("javascript") || POLICIES.iter().any(|policy| lower.contains(policy))
    })
}

/// The line-wise corrections of RefinedWeb (Penedo et al. 2023), as far as the paper specifies them: a line is removed
/// if it is mostly capitals (here: more than half of its letters), only numbers, a counter ("3 likes") or a single
/// word, or if it has at most ten words and matches one of the patterns in the paper. The rule that discards a page
/// when too many of its words were removed is omitted, because it discards whole pages.
pub fn refinedweb(text: &str) -> Vec<Range<usize>> {
    removed_lines(text, |line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = line.chars().filter(|c| c.is_uppercase()).count();
        let number = |word: &str| word.starts_with(|c: char| c.is_numeric()) && !word.contains(char::is_alphabetic);
        let counter = words.len() == 2 && number(words[0]);
        let lower = line.to_lowercase();
        let menu = words.len() <= 10
            && (lower.starts_with("sign-in") || lower.ends_with("read more...") || lower.contains("items in cart"));
        words.len() == 1 || capitals * 2 > letters || letters == 0 || counter || menu
    })
}

#[cfg(feature = "scrape")]
/// The crate `justext`, with each line as a paragraph.
pub struct Justext(HashSet<String>);

#[cfg(feature = "scrape")]
impl Justext {
    /// For texts in English.
    pub fn english() -> Justext {
        Justext(justext::get_stoplist("English").expect("the crate contains an English stop list"))
    }

    /// Returns the spans of the lines that jusText classifies as boilerplate.
    pub fn removed(&self, text: &str) -> Vec<Range<usize>> {
        let mut html = String::from("<html><body>");
        for line in text.lines() {
            html.push_str("<p>");
            html.push_str(&line.replace('&', "&amp;").replace('<', "&lt;"));
            html.push_str("</p>\n");
        }
        html.push_str("</body></html>");
        let paragraphs = justext::justext(&html, &self.0, &justext::Config::default());
        // The XPath "/html[1]/body[1]/p[7]" is the seventh line.
        let number = |xpath: &str| xpath.rsplit_once('[')?.1.strip_suffix(']')?.parse::<usize>().ok();
        let kept: HashSet<usize> =
            paragraphs.iter().filter(|p| !p.is_boilerplate()).filter_map(|p| number(&p.xpath)).collect();
        let mut n = 0;
        let mut at = 0;
        let mut out = Vec::new();
        for line in text.split_inclusive('\n') {
            n += 1;
            if !kept.contains(&n) && !line.trim().is_empty() {
                out.push(at..at + line.len());
            }
            at += line.len();
        }
        out
    }
}
