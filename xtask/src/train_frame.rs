//! Trains `src/passes/body/frame/weights.txt`: how much each clue says about whether a line belongs to the menu or to the
//! footer of a page without an article.

use std::collections::BTreeSet;
use std::io::{self, BufRead};
use std::ops::Range;

use dechaff::Cleaner;
use serde::Deserialize;

use crate::logistic::{fit, Example};

/// A labelled page: one line of the input, as JSON.
#[derive(Deserialize)]
struct Labelled {
    text: String,
    /// The byte offset in `text` of the first line of the content, which the menu precedes.
    content_start: usize,
    /// The byte offset behind the last line of the content, which the footer follows.
    content_end: usize,
}

/// An example is taken from at most this many lines behind the end of the menu, and before the start of the footer.
/// Whether a line in the midst of the content looks like a menu does not matter.
const MAX_LINES_INSIDE: usize = 80;
/// The strength of the penalty on large weights, where the weights of all examples sum up to their number.
const PENALTY: f64 = 10.0;

/// A line of a page: its bytes and its clues.
type Line = (Range<usize>, Vec<String>);

/// Reads labelled pages, one JSON object a line, and returns the content of the weights file.
pub fn train(input: impl BufRead) -> io::Result<String> {
    let pages = input.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect::<io::Result<Vec<Labelled>>>()?;
    let read = |page: &Labelled| -> Vec<Line> { Cleaner::default().frame_clues(&page.text) };
    let lines: Vec<Vec<Line>> = pages.iter().map(read).collect();
    let names: Vec<&str> = {
        let all = lines.iter().flatten().flat_map(|(_, clues)| clues);
        all.map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (mut top, mut bottom) = (Vec::new(), Vec::new());
    for (page, lines) in pages.iter().zip(&lines) {
        let in_menu = |line: &Line| line.0.end <= page.content_start;
        let in_footer = |line: &Line| line.0.start >= page.content_end;
        top.extend(examples(lines.iter(), in_menu, &names));
        bottom.extend(examples(lines.iter().rev(), in_footer, &names));
    }
    let [top, bottom] = [top, bottom].map(|mut examples| {
        let scale = examples.len() as f64 / examples.iter().map(|e| e.weight).sum::<f64>();
        examples.iter_mut().for_each(|example| example.weight *= scale);
        fit(&examples, names.len(), PENALTY)
    });
    Ok(write(&names, &top, &bottom))
}

/// The lines of a page from one of its edges inwards, as examples. A page with more lines counts more, but not in
/// proportion, because its lines are alike.
fn examples<'l>(
    inwards: impl Iterator<Item = &'l Line>,
    is_in_frame: impl Fn(&Line) -> bool,
    names: &[&str],
) -> Vec<Example> {
    let mut lines_inside = 0;
    let near_frame = inwards.take_while(|line| {
        lines_inside += usize::from(!is_in_frame(line));
        lines_inside <= MAX_LINES_INSIDE
    });
    let lines: Vec<&Line> = near_frame.collect();
    let weight = 1.0 / (lines.len() as f64).sqrt();
    let index = |clue: &String| names.binary_search(&clue.as_str()).ok();
    let example = |line: &&Line| Example {
        clues: line.1.iter().filter_map(index).collect(),
        is_positive: is_in_frame(line),
        weight,
    };
    lines.iter().map(example).collect()
}

fn write(names: &[&str], top: &(Vec<f64>, f64), bottom: &(Vec<f64>, f64)) -> String {
    let mut file = "\
// How much each clue says about whether a line belongs to the frame of a page: to its menu, at the top (first number), and
// to its footer (second number). A positive weight speaks for the frame. Written by `cargo run --release -p xtask --
// train-frame`; CONTRIBUTING.md says how. Not to be edited by hand.
"
    .to_owned();
    let mut row = |name: &str, top: f64, bottom: f64| file += &format!("{name}\t{top:.2}\t{bottom:.2}\n");
    row("bias", top.1, bottom.1);
    for (n, name) in names.iter().enumerate() {
        row(name, top.0[n], bottom.0[n]);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::train;

    /// A shop with a menu of list items above its products, and a copyright line below them.
    fn labelled() -> String {
        let (menu, products) =
            ("* Home\\n* Chairs\\n* Help\\n", "Oak table, oiled, 129.00\\nAsh chair, white, 49.00\\n");
        let footer = "All rights reserved.\\n";
        let offset = |text: &str| text.replace("\\n", "\n").len();
        let (start, end) = (offset(menu), offset(menu) + offset(products));
        let page =
            format!("{{\"text\":\"{menu}{products}{footer}\",\"content_start\":{start},\"content_end\":{end}}}\n");
        page.repeat(20)
    }

    #[test]
    fn list_marks_speak_for_this_menu_and_the_same_pages_give_the_same_bytes() {
        let file = train(labelled().as_bytes()).expect("the input is valid");
        let weights = |clue: &str| {
            let row = file.lines().find_map(|line| line.strip_prefix(clue)?.strip_prefix('\t'));
            let weights =
                row.map(|row| row.split('\t').map(|w| w.parse::<f64>().expect("a number")).collect::<Vec<_>>());
            weights.unwrap_or_else(|| panic!("no {clue} in {file}"))
        };
        assert!(weights("list mark: 1 or more")[0] > 0.0, "{file}");
        assert!(weights("list mark: 0")[0] < 0.0, "{file}");
        assert!(weights("removed as legal")[1] > 0.0, "{file}");
        assert_eq!(train(labelled().as_bytes()).expect("the input is valid"), file);
    }

    #[test]
    fn a_line_that_is_not_a_labelled_page_is_an_error() {
        assert!(train("{\"text\":\"a\"}\n".as_bytes()).is_err());
    }
}
