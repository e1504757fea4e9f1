//! The same page in every form in which extractors deliver text loses and keeps the same words.

mod common;

use common::{fixtures, wrap};
use dechaff::Cleaner;

/// The words that are left.
fn left(cleaner: &Cleaner, text: &str) -> Vec<String> {
    words(&cleaner.report(text).text)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn compare(form: &str, make: impl Fn(&str) -> String, skip: &[&str]) {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    let mut compared = 0;
    for fixture in fixtures().into_iter().filter(|f| f.folder != "pages") {
        if skip.contains(&fixture.name.as_str()) || skip.contains(&fixture.folder.as_str()) {
            continue;
        }
        compared += 1;
        let expected = words(fixture.output.as_deref().unwrap_or(&fixture.input));
        let got = left(&cleaner, &make(&fixture.input));
        if got != expected {
            let at = got.iter().zip(&expected).position(|(a, b)| a != b).unwrap_or(got.len().min(expected.len()));
            let around = |w: &[String]| w[at.saturating_sub(3).min(w.len())..(at + 8).min(w.len())].join(" ");
            failures.push(format!(
                "{}:\n    want ... {}\n    got  ... {}",
                fixture.name,
                around(&expected),
                around(&got)
            ));
        }
    }
    assert!(compared > 60, "only {compared} fixtures were compared");
    assert!(failures.is_empty(), "{form}: {} of {compared} differ\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn carriage_returns() {
    compare("CRLF", |t| t.replace('\n', "\r\n"), &[]);
}

#[test]
fn no_last_newline() {
    compare("no last newline", |t| t.trim_end().to_owned(), &[]);
}

#[test]
fn blank_lines_between() {
    compare("blank lines", |t| t.lines().filter(|l| !l.trim().is_empty()).map(|l| format!("{l}\n\n")).collect(), &[]);
}

#[test]
fn leading_spaces() {
    compare("leading spaces", |t| t.lines().map(|l| format!("        {l}\n")).collect(), &[]);
}

#[test]
fn hard_wrapped() {
    compare("hard-wrapped", |t| wrap(t, 78), &[]);
}

/// Markdown: what goes is a link, as menus, share bars and related stories are. The address goes with it.
#[test]
fn markdown_links() {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    for fixture in fixtures().into_iter().filter(|f| MARKDOWN.contains(&f.folder.as_str())) {
        let Some(output) = fixture.output else { continue };
        let kept: Vec<&str> = output.lines().collect();
        let link = |l: &str| match l.trim() {
            line if line.is_empty() || kept.contains(&l) => format!("{l}\n"),
            line => format!("* [{line}](https://example.org/page?id=1)\n"),
        };
        let page: String = fixture.input.lines().map(link).collect();
        let got = left(&cleaner, &page);
        if got != words(&output) {
            failures.push(format!(
                "{}: {}",
                fixture.name,
                got.iter().filter(|w| w.contains('[') || w.contains('(')).cloned().collect::<Vec<_>>().join(" ")
            ));
        }
    }
    assert!(failures.is_empty(), "{} differ\n{}", failures.len(), failures.join("\n"));
}

/// Categories whose lines are links on real pages.
const MARKDOWN: [&str; 9] =
    ["account", "follow", "navigation", "newsletter", "pagination", "related", "share", "tags", "promo"];

/// Flattened text has no lines: what is left must be found where sentences and known phrases begin and end. Only
/// fixtures whose boilerplate is made of such; a headline without a full stop can't be told from what follows it.
#[test]
fn flattened() {
    let flat = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let cleaner = Cleaner::default();
    for name in FLAT {
        let all = fixtures();
        let fixture = all.iter().find(|f| f.name == *name).unwrap_or_else(|| panic!("{name}: no such fixture"));
        let expected = words(fixture.output.as_deref().unwrap_or(&fixture.input));
        assert_eq!(left(&cleaner, &flat(&fixture.input)), expected, "{name}");
    }
}

const FLAT: [&str; 14] = [
    "account/de-impressum-datenschutz",
    "account/es-pie-legal",
    "affiliate/es-enlaces-de-afiliados",
    "byline/en-by-name-published-min-read",
    "caption/en-image-n-of-m",
    "comment_form/de-wordpress-schreibe-einen-kommentar",
    "comment_form/en-glued-on-one-line",
    "comment_form/en-newspaper-theme-validation-lines",
    "comment_form/en-wordpress-one-line-a-field",
    "comment_form/es-wordpress-deja-una-respuesta",
    "comments/en-disqus-like",
    "comments/en-join-forum-invitation",
    "contact/de-fehler-gefunden",
    "contributors/de-mit-material-von-dpa",
];

/// Traps in which only the line break shows that a label is a heading, a field or an entry of the article's.
const BY_LINES: [&str; 7] = [
    "keep/de-glossar-zeitungswoerter",
    "keep/en-government-form-described",
    "keep/en-headings-in-capitals",
    "keep/en-live-blog-with-times",
    "keep/en-paywall-business-story",
    "keep/en-related-and-see-also-definitions",
    "keep/en-tutorial-quotes-wordpress-form",
];

/// All other traps come back in flattened form too.
#[test]
fn flattened_traps() {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    let traps = |f: &common::Fixture| f.folder == "keep" && !BY_LINES.contains(&f.name.as_str());
    for fixture in fixtures().into_iter().filter(traps) {
        let flat = fixture.input.split_whitespace().collect::<Vec<_>>().join(" ");
        for r in cleaner.report(&flat).removed {
            failures.push(format!("{}: {} ({}): {:.80}", fixture.name, r.category, r.evidence, &flat[r.start..r.end]));
        }
    }
    assert!(failures.is_empty(), "{} removed\n{}", failures.len(), failures.join("\n"));
}
