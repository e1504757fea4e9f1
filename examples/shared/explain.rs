//! The output of `--explain`: the page, with a margin that marks what was removed and why.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use dechaff::Cleaned;

use super::place::Place;

/// Which segments of a page are explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Explain {
    /// What was removed, and what was spared because too little text would have remained
    Removed,
    /// Every segment, also the kept ones
    All,
}

/// How pages are explained.
#[derive(Clone, Copy, Debug)]
pub struct ExplainOptions {
    pub mode: Explain,
    pub is_coloured: bool,
    /// Print a line with the place of each page before the page.
    pub has_page_headings: bool,
}

const REASON: Style = AnsiColor::Cyan.on_default();
const REMOVED: Style = AnsiColor::Red.on_default().strikethrough();
const SPARED: Style = AnsiColor::Yellow.on_default();
const HEADING: Style = Style::new().bold();

/// Appends the explanation of a page to `out`, in the selected mode.
pub fn explain(place: &Place, text: &str, cleaned: &Cleaned<'_>, options: &ExplainOptions, out: &mut Vec<u8>) {
    match options.mode {
        Explain::Removed => removed(place, text, cleaned, options, out),
        Explain::All => trace(place, text, cleaned, options, out),
    }
}

/// Explains the removals. Kept lines have a blank margin and removed lines have the margin `-`. A line with the margin
/// `#` gives the reason before each removal. Spared removals follow after the page, with the margin `=`.
fn removed(place: &Place, text: &str, cleaned: &Cleaned<'_>, options: &ExplainOptions, out: &mut Vec<u8>) {
    let mut page = MarginWriter { out, is_coloured: options.is_coloured };
    if options.has_page_headings {
        page.write_lines(HEADING, "== ", &place.to_string());
    }
    let mut at = 0;
    for r in &cleaned.removed {
        page.write_lines(Style::new(), "  ", &text[at..r.start]);
        page.write_lines(REASON, "# ", &format!("{} ({:.2}) by {}: {}", r.category, r.score, r.rule, r.evidence));
        page.write_lines(REMOVED, "- ", &text[r.start..r.end]);
        at = r.end;
    }
    page.write_lines(Style::new(), "  ", &text[at..]);
    for s in &cleaned.spared {
        let reason =
            format!("spared, because too little text would remain: {} by {}: {}", s.category, s.rule, s.evidence);
        page.write_lines(REASON, "# ", &reason);
        page.write_lines(SPARED, "= ", &text[s.start..s.end]);
    }
}

/// Explains every segment, as far as [`Cleaned`] reports it: `Cleaned` holds the removed and the spared spans, so this
/// prints the same as [`removed`].
pub fn trace(place: &Place, text: &str, cleaned: &Cleaned<'_>, options: &ExplainOptions, out: &mut Vec<u8>) {
    removed(place, text, cleaned, options, out);
}

/// Writes lines with a margin in front of each.
struct MarginWriter<'o> {
    out: &'o mut Vec<u8>,
    is_coloured: bool,
}

impl MarginWriter<'_> {
    fn write_lines(&mut self, style: Style, margin: &str, text: &str) {
        for line in text.lines() {
            let line = format!("{margin}{line}");
            // Writing to a vector cannot fail.
            let _ = if self.is_coloured {
                // Replace control characters, so that a page cannot send escape sequences to the terminal.
                let safe = line.trim_end().replace(|c: char| c.is_control() && c != '\t', "\u{fffd}");
                writeln!(self.out, "{style}{safe}{style:#}")
            } else {
                writeln!(self.out, "{}", line.trim_end())
            };
        }
    }
}
