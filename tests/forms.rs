//! The cleaner keeps the same words of a page in every form in which extractors deliver text.

mod common;

use common::{fixtures, wrap};
use dechaff::Cleaner;

/// The words that the cleaner keeps.
fn kept_words(cleaner: &Cleaner, text: &str) -> Vec<String> {
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
        let got = kept_words(&cleaner, &make(&fixture.input));
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
fn crlf_line_ends_do_not_change_the_kept_words() {
    compare("CRLF", |t| t.replace('\n', "\r\n"), &[]);
}

#[test]
fn a_missing_last_newline_does_not_change_the_kept_words() {
    compare("no last newline", |t| t.trim_end().to_owned(), &[]);
}

#[test]
fn blank_lines_do_not_change_the_kept_words() {
    compare("blank lines", |t| t.lines().filter(|l| !l.trim().is_empty()).map(|l| format!("{l}\n\n")).collect(), &[]);
}

#[test]
fn leading_spaces_do_not_change_the_kept_words() {
    compare("leading spaces", |t| t.lines().map(|l| format!("        {l}\n")).collect(), &[]);
}

#[test]
fn hard_wrapping_does_not_change_the_kept_words() {
    compare("hard-wrapped", |t| wrap(t, 78), &[]);
}

/// In this form each line to be removed is a Markdown link, as menus, share bars and related stories are on real pages.
#[test]
fn markdown_links_are_removed_with_their_addresses() {
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
        let got = kept_words(&cleaner, &page);
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

/// Flattened text has no line breaks, so segments must be found by the bounds of sentences and phrases. The test uses
/// only fixtures whose boilerplate has such bounds: nothing separates a headline without a full stop from the text
/// after it.
#[test]
fn flattening_these_fixtures_does_not_change_the_kept_words() {
    let flat = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let cleaner = Cleaner::default();
    for name in FLAT {
        let all = fixtures();
        let fixture = all.iter().find(|f| f.name == *name).unwrap_or_else(|| panic!("{name}: no such fixture"));
        let expected = words(fixture.output.as_deref().unwrap_or(&fixture.input));
        assert_eq!(kept_words(&cleaner, &flat(&fixture.input)), expected, "{name}");
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

/// Traps in which only a line break shows that a label is a heading, a field or a list entry of the article.
const NEED_LINE_BREAKS: [&str; 7] = [
    "keep/de-glossar-zeitungswoerter",
    "keep/en-government-form-described",
    "keep/en-headings-in-capitals",
    "keep/en-live-blog-with-times",
    "keep/en-paywall-business-story",
    "keep/en-related-and-see-also-definitions",
    "keep/en-tutorial-quotes-wordpress-form",
];

/// All traps but [`NEED_LINE_BREAKS`] are tested.
#[test]
fn flattened_traps_are_kept_unchanged() {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    let traps = |f: &common::Fixture| f.folder == "keep" && !NEED_LINE_BREAKS.contains(&f.name.as_str());
    for fixture in fixtures().into_iter().filter(traps) {
        let flat = fixture.input.split_whitespace().collect::<Vec<_>>().join(" ");
        for r in cleaner.report(&flat).removed {
            failures.push(format!("{}: {} ({}): {:.80}", fixture.name, r.category, r.evidence, &flat[r.start..r.end]));
        }
    }
    assert!(failures.is_empty(), "{} removed\n{}", failures.len(), failures.join("\n"));
}
