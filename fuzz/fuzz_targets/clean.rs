//! Cleans any text under every setting that changes removals. Cleaning must not panic; the kept and the removed text
//! must add up to the input; a second call, with the report or without or page by page, must give the same output; and
//! cleaning the output again, as the same kind of text, must remove nothing. Labels are in order and lie inside the text. Line ends must not change
//! what is removed, and a cleaner that keeps a category must remove nothing more than one that does not.
//!
//! The first byte of the input chooses the settings and the kept category, and the rest is the text.
#![no_main]

use std::borrow::Cow;
use std::sync::OnceLock;

use dechaff::{Category, Cleaned, Cleaner, Strictness, TextKind, WholePage};
use libfuzzer_sys::fuzz_target;

/// Nine cleaners: one for each combination of strictness and whole-page setting. The thorough ones also remove the
/// categories that are kept by default. Beside each stands the same cleaner for texts that are known to be lists of entries.
fn cleaners() -> &'static [[Cleaner; 2]] {
    static CLEANERS: OnceLock<Vec<[Cleaner; 2]>> = OnceLock::new();
    CLEANERS.get_or_init(|| {
        let mut all = Vec::new();
        for strictness in [Strictness::Balanced, Strictness::Careful, Strictness::Thorough] {
            for whole_page in [WholePage::Auto, WholePage::On, WholePage::Off] {
                let mut builder = Cleaner::builder().strictness(strictness).whole_page(whole_page);
                if strictness == Strictness::Thorough {
                    builder = Category::KEPT_BY_DEFAULT.iter().fold(builder, |b, c| b.remove(*c));
                }
                let of_entries = builder.clone().kind(TextKind::Entries);
                all.push([builder, of_entries].map(|builder| builder.build().expect("the shipped lexicon builds")));
            }
        }
        all
    })
}

fn check(text: &str, cleaned: &Cleaned<'_>) {
    let mut kept = String::new();
    let mut at = 0;
    for r in &cleaned.removed {
        assert!(at <= r.start && r.start < r.end, "spans are sorted, disjoint and not empty");
        kept.push_str(&text[at..r.start]); // panics if the span does not start on a character boundary
        assert!(text.is_char_boundary(r.end));
        assert!((0.0..=1.0).contains(&r.score) && !r.rule.is_empty() && !r.evidence.as_str().is_empty());
        at = r.end;
    }
    kept.push_str(&text[at..]);
    assert_eq!(kept, cleaned.text, "kept and removed text add up to the input");
    let is_borrowed = matches!(cleaned.text, Cow::Borrowed(_));
    assert_eq!(cleaned.removed.is_empty(), is_borrowed, "the text is borrowed exactly if nothing was removed");
    for r in &cleaned.spared {
        assert!(text.get(r.start..r.end).is_some());
    }
}

/// For each category, a cleaner that keeps it. Each is built when it is first used.
fn keeping(choice: u8) -> &'static (Category, Cleaner) {
    static KEEPING: [OnceLock<(Category, Cleaner)>; 256] = [const { OnceLock::new() }; 256];
    let number = usize::from(choice) % Category::ALL.len();
    KEEPING[number].get_or_init(|| {
        let category = Category::ALL[number];
        (category, Cleaner::builder().keep(category).build().expect("the shipped lexicon builds"))
    })
}

/// The report in pages adds up to the report in one piece.
fn check_by_page(cleaner: &Cleaner, text: &str, cleaned: &Cleaned<'_>) {
    let (mut kept, mut removed) = (String::new(), Vec::new());
    cleaner.report_by_page(text, |page| {
        kept.push_str(&page.text);
        removed.extend(page.removed);
    });
    assert_eq!(kept, cleaned.text);
    assert_eq!(removed, cleaned.removed);
}

/// Labels are sorted, disjoint and inside the text, and there is one for each removed stretch.
fn check_labels(cleaner: &Cleaner, text: &str, cleaned: &Cleaned<'_>) {
    let labels = cleaner.annotate(text);
    let mut at = 0;
    for label in &labels {
        let range = label.start..label.end;
        assert!(at <= range.start && text.get(range.clone()).is_some(), "label {range:?} after {at}");
        at = range.end;
    }
    assert!(cleaned.removed.is_empty() || !labels.is_empty());
}

/// LF and CRLF give the same verdicts.
fn check_line_ends(cleaner: &Cleaner, text: &str, cleaned: &Cleaned<'_>) {
    if text.contains('\r') {
        return;
    }
    let crlf = text.replace('\n', "\r\n");
    let windows = cleaner.report(&crlf);
    assert_eq!(windows.text.replace("\r\n", "\n"), cleaned.text, "CRLF changes the text");
    let reasons = |cleaned: &Cleaned<'_>| -> Vec<_> {
        cleaned.removed.iter().map(|r| (r.category, r.rule.clone(), r.evidence.to_string())).collect()
    };
    assert_eq!(reasons(&windows), reasons(cleaned), "CRLF changes the reasons");
}

/// A cleaner that keeps a category removes nothing that the default cleaner keeps.
fn check_keeping((category, cleaner): &(Category, Cleaner), text: &str, all: &Cleaned<'_>) {
    let mut known = all.removed.iter().map(|r| r.range()).peekable();
    for r in cleaner.report(text).removed {
        assert_ne!(r.category, *category, "{category} is removed although it is kept");
        let mut at = r.start;
        while at < r.end {
            while known.next_if(|k| k.end <= at).is_some() {}
            let inside = known.peek().filter(|k| k.start <= at).map(|k| k.end);
            at = inside.unwrap_or_else(|| panic!("keeping {category} removes {:?}", &text[at..r.end]));
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((settings, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let cleaners = cleaners();
    let [cleaner, cleaner_of_entries] = &cleaners[usize::from(*settings) % cleaners.len()];
    let cleaned = cleaner.report(text);
    check(text, &cleaned);
    let again = cleaner.report(text);
    assert_eq!(cleaned, again, "the same input gives the same output");
    assert_eq!(cleaned.text, cleaner.clean(text), "clean and report give the same text");
    check_by_page(cleaner, text, &cleaned);
    check_labels(cleaner, text, &cleaned);
    check_line_ends(cleaner, text, &cleaned);
    if usize::from(*settings) % cleaners.len() == 0 {
        // The first settings are the default ones.
        check_keeping(keeping(*settings), text, &cleaned);
    }
    let same_kind = if cleaned.kind == TextKind::Entries { cleaner_of_entries } else { cleaner };
    let twice = same_kind.report(&cleaned.text);
    assert!(twice.removed.is_empty(), "a second call removes more: {:?}", twice.removed);
});
