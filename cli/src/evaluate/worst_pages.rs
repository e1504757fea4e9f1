//! The pages with the most errors.

use std::fmt;

use super::gold::Page;
use super::metrics::{Outcome, WordsOfLine};
use crate::message::without_control_characters;

/// The maximum number of lines to show of each page.
const MAX_LINES_PER_PAGE: usize = 6;

/// The pages with the most wrongly removed words and those with the most remaining boilerplate words, in descending
/// order.
pub struct WorstPages {
    /// The maximum number of pages in each list.
    max_pages: usize,
    lost: Vec<WorstPage>,
    remaining: Vec<WorstPage>,
}

struct WorstPage {
    words: i64,
    name: String,
    lines: Vec<WordsOfLine>,
}

impl WorstPages {
    pub fn new(max_pages: usize) -> WorstPages {
        WorstPages { max_pages, lost: Vec::new(), remaining: Vec::new() }
    }

    pub fn add(&mut self, page: &Page, outcome: Outcome) {
        let name = || page.group.iter().fold(page.name.clone(), |name, group| format!("{name}, {group}"));
        let remaining = outcome.remaining();
        self.lost.push(WorstPage { words: outcome.lost, name: name(), lines: outcome.lost_lines });
        self.remaining.push(WorstPage { words: remaining, name: name(), lines: outcome.remaining_lines });
        for list in [&mut self.lost, &mut self.remaining] {
            list.sort_by_key(|shown| std::cmp::Reverse(shown.words));
            list.truncate(self.max_pages);
            list.retain(|shown| shown.words > 0);
        }
    }
}

impl fmt::Display for WorstPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (heading, mark, list) in [("content removed", '-', &self.lost), ("boilerplate left", '+', &self.remaining)]
        {
            if !list.is_empty() {
                writeln!(f, "\n# {heading}, worst pages first")?;
            }
            for page in list {
                writeln!(f, "{}: {} words", without_control_characters(&page.name), page.words)?;
                let mut lines: Vec<_> = page.lines.iter().collect();
                lines.sort_by_key(|(words, _)| std::cmp::Reverse(*words));
                for (words, line) in lines.iter().take(MAX_LINES_PER_PAGE) {
                    writeln!(f, "  {mark}{words:4} {:.200}", without_control_characters(line))?;
                }
            }
        }
        Ok(())
    }
}
