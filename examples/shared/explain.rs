//! The page with a margin that says what went and why.

use std::fmt::Write;

use dechaff::Cleaned;

/// Kept lines stand behind a blank margin, removed ones behind `-`, each removal under the line that names its reason.
pub fn page(text: &str, cleaned: &Cleaned<'_>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for r in &cleaned.removed {
        lines(&mut out, "  ", &text[at..r.start]);
        let _ = writeln!(out, "# {} ({:.2}) by {}: {}", r.category, r.score, r.rule, r.evidence);
        lines(&mut out, "- ", &text[r.start..r.end]);
        at = r.end;
    }
    lines(&mut out, "  ", &text[at..]);
    for s in &cleaned.spared {
        let _ = writeln!(out, "# spared, since too little would be left: {} by {}: {}", s.category, s.rule, s.evidence);
        lines(&mut out, "= ", &text[s.start..s.end]);
    }
    out
}

fn lines(out: &mut String, margin: &str, text: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "{}", format!("{margin}{line}").trim_end());
    }
}
