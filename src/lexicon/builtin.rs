//! The shipped phrase files: one line a language.

use std::borrow::Cow;

use once_cell::sync::Lazy;

use super::{parse, Lexicon, Phrase};

macro_rules! files {
    ($($name:literal)*) => {
        /// Language and text of each phrase file.
        pub(super) const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("phrases/", $name, ".txt")))),*];
    };
}

/// What is of no language: networks, agencies.
pub(super) const ALL: &str = "all";

files! { "all" "ar" "de" "en" "es" "fr" "it" "ja" "ko" "nl" "pl" "pt" "ru" "sv" "tr" "zh" }

pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: Lazy<Lexicon> = Lazy::new(|| read(|_| true));
    &LEXICON
}

/// The phrases of the languages that `wanted` names.
pub(super) fn read(wanted: impl Fn(&str) -> bool) -> Lexicon {
    let mut all = Lexicon::new();
    for (name, text) in FILES.iter().filter(|(name, _)| wanted(name)) {
        if let Err(error) = parse::lexicon(text, &mut all, Phrase::shipped, Cow::Borrowed) {
            // `tests/house.rs` reads each file, so that this can't ship.
            debug_assert!(false, "src/lexicon/phrases/{name}.txt: {error}");
        }
    }
    all
}
