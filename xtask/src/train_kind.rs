//! Trains `src/passes/kind/weights.txt`: how much each clue says about the kind of a text.
//!
//! The model is a logistic regression with an L2 penalty: a text is one of entries if the sum of the weights of its clues
//! is positive. Everything is computed in the order of the input, so the same input gives the same bytes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufRead};

use dechaff::Cleaner;
use serde::Deserialize;

use crate::logistic::{fit, Example};

/// A labelled text: one line of the input, as JSON.
#[derive(Deserialize)]
struct Labelled {
    text: String,
    /// Whether the text is an article, with or without the page around it.
    is_article: bool,
    /// The site that the text is from. A clue must occur on several sites.
    site: String,
    /// The page that the text was made from. All texts of a page together count as much as one.
    page: String,
}

/// A clue has a weight only if it occurs on at least this many sites, so that no site's own words are learnt.
const MIN_SITES: usize = 10;
/// The number of clues that get a weight. With 200, the area under the ROC curve on sites that were not seen falls from
/// 0.945 to 0.935; with all 2,600, it is 0.947.
const MAX_CLUES: usize = 500;
/// The strength of the penalty on large weights. With a third of it, the area falls to 0.942.
const PENALTY: f64 = 30.0;

/// Reads labelled texts, one JSON object a line, and returns the content of the weights file.
pub fn train(input: impl BufRead) -> io::Result<String> {
    let texts = input.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect::<io::Result<Vec<Labelled>>>()?;
    let clues: Vec<Vec<String>> = texts.iter().map(|labelled| clues(&labelled.text)).collect();
    let names = frequent(&texts, &clues);
    let examples = examples(&texts, &clues, &names);
    let (weights, _) = fit(&examples, names.len(), PENALTY);
    let chosen = most_useful(&names, &weights, &examples);
    let examples = self::examples(&texts, &clues, &chosen);
    let (weights, bias) = fit(&examples, chosen.len(), PENALTY);
    Ok(write(&chosen, &weights, bias))
}

fn clues(text: &str) -> Vec<String> {
    Cleaner::default().trace(text).kind.clues.into_iter().map(|clue| clue.clue).collect()
}

/// The clues that occur on enough sites. Words of one letter and those without letters say nothing.
fn frequent(texts: &[Labelled], clues: &[Vec<String>]) -> Vec<String> {
    let mut sites = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (labelled, clues) in texts.iter().zip(clues) {
        for clue in clues {
            sites.entry(clue).or_default().insert(&labelled.site);
        }
    }
    let says_something = |clue: &str| {
        let is_word = |word: &str| word.chars().count() > 1 && word.chars().any(char::is_alphabetic);
        clue.strip_prefix("word ").is_none_or(is_word)
    };
    let is_frequent = |(clue, sites): &(&str, BTreeSet<&str>)| sites.len() >= MIN_SITES && says_something(clue);
    sites.into_iter().filter(is_frequent).map(|(clue, _)| clue.to_owned()).collect()
}

/// The texts as examples. Articles and other texts weigh the same in all.
fn examples(texts: &[Labelled], clues: &[Vec<String>], names: &[String]) -> Vec<Example> {
    let index: HashMap<&str, usize> = names.iter().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
    let mut of_page = HashMap::<&str, usize>::new();
    texts.iter().for_each(|labelled| *of_page.entry(&labelled.page).or_default() += 1);
    let pages_of = |is_article| {
        let of_label = texts.iter().filter(|labelled| labelled.is_article == is_article);
        of_label.map(|labelled| 1.0 / of_page[labelled.page.as_str()] as f64).sum::<f64>()
    };
    let (articles, others) = (pages_of(true), pages_of(false));
    let example = |(labelled, clues): (&Labelled, &Vec<String>)| Example {
        clues: clues.iter().filter_map(|clue| index.get(clue.as_str()).copied()).collect(),
        is_positive: !labelled.is_article,
        weight: 0.5 * (articles + others)
            / (of_page[labelled.page.as_str()] as f64 * if labelled.is_article { articles } else { others }),
    };
    texts.iter().zip(clues).map(example).collect()
}

/// The clues that decide most: those with a large weight that many texts have.
fn most_useful(names: &[String], weights: &[f64], examples: &[Example]) -> Vec<String> {
    let mut counts = vec![0usize; names.len()];
    examples.iter().flat_map(|example| &example.clues).for_each(|clue| counts[*clue] += 1);
    let use_of = |n: usize| weights[n].abs() * (counts[n] as f64).sqrt();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| use_of(*b).total_cmp(&use_of(*a)).then(a.cmp(b)));
    order.into_iter().take(MAX_CLUES).map(|n| names[n].clone()).collect()
}

fn write(names: &[String], weights: &[f64], bias: f64) -> String {
    let mut rows: Vec<(f64, &str)> = weights.iter().copied().zip(names.iter().map(String::as_str)).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
    let mut file = "\
// How much each clue says about the kind of a text: a negative weight speaks for an article, a positive one for a list of
// entries. Written by `cargo run --release -p xtask -- train-kind`; CONTRIBUTING.md says how. Not to be edited by hand.
"
    .to_owned();
    file += &format!("bias\t{bias:.3}\n");
    for (weight, name) in rows {
        file += &format!("{name}\t{weight:.3}\n");
    }
    file
}

#[cfg(test)]
mod tests {
    use super::train;

    /// Articles with a byline and shops with prices from ten sites each.
    fn labelled() -> String {
        let mut lines = String::new();
        for n in 0..10 {
            for (is_article, text) in [
                (
                    true,
                    "By Ann Lee, Staff Writer\\nThe boats of the quay may land their catch until spring, she says.\\n",
                ),
                (false, "Oak table\\n$ 12.00\\nCheckout\\nAsh chair\\n$ 9.00\\nCheckout\\n"),
            ] {
                let name = format!("{is_article}{n}");
                lines += &format!(
                    "{{\"text\":\"{text}\",\"is_article\":{is_article},\"site\":\"{name}\",\"page\":\"{name}\"}}\n"
                );
            }
        }
        lines
    }

    #[test]
    fn words_of_shops_weigh_more_than_bylines_and_the_same_texts_give_the_same_bytes() {
        let file = train(labelled().as_bytes()).expect("the input is valid");
        let weight = |clue: &str| {
            let row = file.lines().find_map(|line| line.strip_prefix(clue)?.strip_prefix('\t'));
            row.map(|weight| weight.parse::<f64>().expect("a number"))
        };
        assert!(weight("word checkout") > Some(0.0), "{file}");
        assert!(weight("removed byline: 1") < Some(0.0), "{file}");
        assert_eq!(weight("word quay"), None, "a word of a long line is no clue");
        assert_eq!(train(labelled().as_bytes()).expect("the input is valid"), file);
    }

    #[test]
    fn a_line_that_is_not_a_labelled_text_is_an_error() {
        assert!(train("{\"text\":\"a\"}\n".as_bytes()).is_err());
    }
}
