//! The page with a margin that says what went and why.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use dechaff::Cleaned;

use super::failure::Place;

/// How pages are shown.
#[derive(Clone, Copy, Debug)]
pub struct Margin {
    pub is_coloured: bool,
    /// A line before each page names it.
    pub is_headed: bool,
}

const REASON: Style = AnsiColor::Cyan.on_default();
const REMOVED: Style = AnsiColor::Red.on_default().strikethrough();
const SPARED: Style = AnsiColor::Yellow.on_default();
const HEADING: Style = Style::new().bold();

/// Kept lines stand behind a blank margin, removed ones behind `-`, each removal under the line that names its reason.
pub fn page(place: &Place, text: &str, cleaned: &Cleaned<'_>, margin: &Margin, out: &mut Vec<u8>) {
    let mut page = Shown { out, is_coloured: margin.is_coloured };
    if margin.is_headed {
        page.lines(HEADING, "== ", &place.to_string());
    }
    let mut at = 0;
    for r in &cleaned.removed {
        page.lines(Style::new(), "  ", &text[at..r.start]);
        page.lines(REASON, "# ", &format!("{} ({:.2}) by {}: {}", r.category, r.score, r.rule, r.evidence));
        page.lines(REMOVED, "- ", &text[r.start..r.end]);
        at = r.end;
    }
    page.lines(Style::new(), "  ", &text[at..]);
    for s in &cleaned.spared {
        let why = format!("spared, since too little would be left: {} by {}: {}", s.category, s.rule, s.evidence);
        page.lines(REASON, "# ", &why);
        page.lines(SPARED, "= ", &text[s.start..s.end]);
    }
}

struct Shown<'o> {
    out: &'o mut Vec<u8>,
    is_coloured: bool,
}

impl Shown<'_> {
    fn lines(&mut self, style: Style, margin: &str, text: &str) {
        for line in text.lines() {
            let line = format!("{margin}{line}");
            // Memory takes all that is written.
            let _ = if self.is_coloured {
                // What a page holds does not steer the terminal.
                let safe = line.trim_end().replace(|c: char| c.is_control() && c != '\t', "\u{fffd}");
                writeln!(self.out, "{style}{safe}{style:#}")
            } else {
                writeln!(self.out, "{}", line.trim_end())
            };
        }
    }
}
