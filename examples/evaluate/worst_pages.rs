//! The pages on which most went wrong.

use std::fmt;

use super::gold::Page;
use super::metrics::{Counted, Outcome};

/// Of each page so many lines are shown.
const LINES: usize = 6;

/// The worst pages by words wrongly removed and by boilerplate words left, worst first.
pub struct Worst {
    most: usize,
    wrong: Vec<Shown>,
    left: Vec<Shown>,
}

struct Shown {
    words: i64,
    name: String,
    lines: Vec<Counted>,
}

impl Worst {
    pub fn new(most: usize) -> Worst {
        Worst { most, wrong: Vec::new(), left: Vec::new() }
    }

    pub fn add(&mut self, page: &Page, outcome: Outcome) {
        let name = || page.group.iter().fold(page.name.clone(), |name, group| format!("{name}, {group}"));
        let (wrong, left) = (outcome.lost, outcome.remain());
        self.wrong.push(Shown { words: wrong, name: name(), lines: outcome.wrong });
        self.left.push(Shown { words: left, name: name(), lines: outcome.left });
        for list in [&mut self.wrong, &mut self.left] {
            list.sort_by_key(|shown| std::cmp::Reverse(shown.words));
            list.truncate(self.most);
            list.retain(|shown| shown.words > 0);
        }
    }
}

impl fmt::Display for Worst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (heading, mark, list) in [("content removed", '-', &self.wrong), ("boilerplate left", '+', &self.left)] {
            if !list.is_empty() {
                writeln!(f, "\n# {heading}, worst first")?;
            }
            for page in list {
                writeln!(f, "{}: {} words", page.name, page.words)?;
                let mut lines: Vec<_> = page.lines.iter().collect();
                lines.sort_by_key(|(words, _)| std::cmp::Reverse(*words));
                for (words, line) in lines.iter().take(LINES) {
                    writeln!(f, "  {mark}{words:4} {line:.200}")?;
                }
            }
        }
        Ok(())
    }
}
