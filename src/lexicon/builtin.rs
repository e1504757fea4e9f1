//! The shipped phrase files: one for each language, and one for phrases that belong to no language.
//!
//! Each language is a Cargo feature of the same name, and all of them are default features. A file whose feature is off
//! is not compiled in.

use std::borrow::Cow;

use once_cell::sync::Lazy;

use super::{parse, Lexicon, Phrase};

/// The name of the file that belongs to no language, with the names of networks and agencies. It is always compiled in.
pub(super) const ALL: &str = "all";

macro_rules! files {
    ($($language:tt)*) => {
        /// Name and text of each phrase file that is compiled in.
        pub(super) static FILES: &[(&str, &str)] = &[
            (ALL, include_str!("phrases/all.txt")),
            $(
                #[cfg(feature = $language)]
                ($language, include_str!(concat!("phrases/", $language, ".txt"))),
            )*
        ];

        /// The tables of all files (see `prebuilt.rs`), if all files are compiled in.
        #[cfg(all($(feature = $language),*))]
        pub(super) const TABLES: Option<&[u8]> = Some(include_bytes!("prebuilt.bin"));
        #[cfg(not(all($(feature = $language),*)))]
        pub(super) const TABLES: Option<&[u8]> = None;
    };
}

// Each of these is also a feature in Cargo.toml.
files! {
    "ar" "cs" "da" "de" "el" "en" "es" "fa" "fi" "fr" "he" "hi" "hu" "id" "it" "ja" "ko" "nl" "no" "pl" "pt" "ro" "ru"
    "sv" "tr" "uk" "vi" "zh"
}

/// The phrases and word lists of all files that are compiled in. They are read once per process.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: Lazy<Lexicon> = Lazy::new(|| read(|_| true));
    &LEXICON
}

/// Reads the files whose names satisfy `is_wanted`.
pub(super) fn read(is_wanted: impl Fn(&str) -> bool) -> Lexicon {
    let mut lexicon = Lexicon::new();
    for (name, text) in FILES.iter().filter(|(name, _)| is_wanted(name)) {
        if let Err(error) = parse::lexicon(text, &mut lexicon, Phrase::shipped, Cow::Borrowed) {
            // An invalid file cannot be released: the tests in `tests/house.rs` parse each of them.
            debug_assert!(false, "src/lexicon/phrases/{name}.txt: {error}");
        }
    }
    lexicon
}
