//! Cleans any text under every setting that changes removals. Cleaning must not panic; the kept and the removed text
//! must add up to the input; a second call, with the report or without, must give the same output; and cleaning the
//! output again must remove nothing.
//!
//! The first byte of the input chooses the settings, and the rest is the text.
#![no_main]

use std::borrow::Cow;
use std::sync::OnceLock;

use dechaff::{Category, Cleaned, Cleaner, Strictness, WholePage};
use libfuzzer_sys::fuzz_target;

/// Nine cleaners: one for each combination of strictness and whole-page setting. The thorough ones also remove the
/// categories that are kept by default.
fn cleaners() -> &'static [Cleaner] {
    static CLEANERS: OnceLock<Vec<Cleaner>> = OnceLock::new();
    CLEANERS.get_or_init(|| {
        let mut all = Vec::new();
        for strictness in [Strictness::Balanced, Strictness::Careful, Strictness::Thorough] {
            for whole_page in [WholePage::Auto, WholePage::On, WholePage::Off] {
                let mut builder = Cleaner::builder().strictness(strictness).whole_page(whole_page);
                if strictness == Strictness::Thorough {
                    builder = Category::KEPT_BY_DEFAULT.iter().fold(builder, |b, c| b.remove(*c));
                }
                all.push(builder.build().expect("the shipped lexicon builds"));
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

fuzz_target!(|data: &[u8]| {
    let Some((settings, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let cleaners = cleaners();
    let cleaner = &cleaners[usize::from(*settings) % cleaners.len()];
    let cleaned = cleaner.report(text);
    check(text, &cleaned);
    let again = cleaner.report(text);
    assert_eq!(cleaned, again, "the same input gives the same output");
    assert_eq!(cleaned.text, cleaner.clean(text), "clean and report give the same text");
    let twice = cleaner.report(&cleaned.text);
    assert!(twice.removed.is_empty(), "a second call removes more: {:?}", twice.removed);
});
