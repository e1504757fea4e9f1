//! The shipped phrase files: one for each language, and one for phrases that belong to no language.
//!
//! Each language is a Cargo feature of the same name, and all of them are default features. A file whose feature is off
//! is not compiled in, but a program can load its text ([`load`]).

use std::borrow::Cow;

use once_cell::sync::{Lazy, OnceCell};

use super::{parse, Lexicon, Phrase};
use crate::error::{excerpt, Error};

/// The name of the file that belongs to no language, with the names of networks and agencies. It is always compiled in.
pub(super) const ALL: &str = "all";

macro_rules! files {
    ($($language:tt)*) => {
        /// The name of each phrase file that is not [`ALL`].
        const LANGUAGES: &[&str] = &[$($language),*];

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

/// A file that is compiled in or was loaded.
#[derive(Clone, Copy)]
enum File {
    Compiled(&'static str),
    Loaded(&'static Lexicon),
}

/// The files that were loaded, by name.
static LOADED: OnceCell<Vec<(&'static str, Lexicon)>> = OnceCell::new();

/// Each file that is compiled in or was loaded, in alphabetical order of the languages: the order of phrases does not
/// depend on where a file comes from. After the first call nothing can be loaded.
fn files() -> impl Iterator<Item = (&'static str, File)> {
    let compiled = FILES.iter().map(|(name, text)| (*name, File::Compiled(text)));
    let loaded = LOADED.get_or_init(Vec::new).iter().map(|(name, lexicon)| (*name, File::Loaded(lexicon)));
    let mut all: Vec<_> = compiled.chain(loaded).collect();
    all.sort_by_key(|(name, _)| (*name != ALL, *name));
    all.into_iter()
}

/// The names of all files that are compiled in or were loaded, but for [`ALL`].
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    files().map(|(name, _)| name).filter(|name| *name != ALL)
}

/// Loads the files of languages that are not compiled in.
pub(super) fn load(files: impl IntoIterator<Item = (String, String)>) -> Result<(), Error> {
    let mut loaded: Vec<(&'static str, Lexicon)> = Vec::new();
    for (name, text) in files {
        let is_there = FILES.iter().any(|(there, _)| *there == name) || loaded.iter().any(|(there, _)| *there == name);
        let known = LANGUAGES.iter().find(|language| **language == name).filter(|_| !is_there);
        let known = known.ok_or_else(|| Error::UnknownLanguage(excerpt(&name)))?;
        let mut lexicon = Lexicon::new();
        parse(text.leak(), &mut lexicon)?;
        loaded.push((known, lexicon));
    }
    LOADED.set(loaded).map_err(|_| Error::LoadedTooLate)
}

/// The phrases and word lists of all files that are compiled in or were loaded. They are read once per process.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: Lazy<Lexicon> = Lazy::new(|| read(|_| true));
    &LEXICON
}

/// Reads the files whose names satisfy `is_wanted`.
pub(super) fn read(is_wanted: impl Fn(&str) -> bool) -> Lexicon {
    let mut lexicon = Lexicon::new();
    for (name, file) in files().filter(|(name, _)| is_wanted(name)) {
        let text = match file {
            File::Compiled(text) => text,
            File::Loaded(loaded) => {
                lexicon.extend(loaded);
                continue;
            }
        };
        if let Err(error) = parse(text, &mut lexicon) {
            // An invalid file cannot be released: the tests in `tests/house.rs` parse each of them.
            debug_assert!(false, "src/lexicon/phrases/{name}.txt: {error}");
        }
    }
    lexicon
}

fn parse(text: &'static str, lexicon: &mut Lexicon) -> Result<(), Error> {
    parse::lexicon(text, lexicon, Phrase::shipped, Cow::Borrowed)
}
