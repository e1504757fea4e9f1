//! The shipped phrase files: one line a language.

use once_cell::sync::Lazy;

use super::{parse, Lexicon};

macro_rules! files {
    ($($name:literal)*) => {
        /// Language and text of each phrase file.
        pub(super) const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("phrases/", $name, ".txt")))),*];
    };
}

files! { "all" "ar" "de" "en" "es" "fr" "it" "ja" "ko" "nl" "pl" "pt" "ru" "sv" "tr" "zh" }

pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: Lazy<Lexicon> = Lazy::new(|| {
        let mut all = Lexicon::new();
        for (name, text) in FILES {
            match parse::shipped(text) {
                Ok(lexicon) => all.append(lexicon),
                // `tests/house.rs` reads each file, so that this can't ship.
                Err(error) => debug_assert!(false, "src/lexicon/phrases/{name}.txt: {error}"),
            }
        }
        all
    });
    &LEXICON
}
