//! The lexicon: phrases by category, and word lists. It does not depend on any rule.

mod builtin;
mod common;
mod index;
pub(crate) mod matcher;
mod numbers;
mod parse;
mod phrase;
mod prebuilt;
mod prefilter;
#[cfg(any(test, fuzzing))]
pub(crate) mod reference;
pub(crate) mod scan;
#[cfg(feature = "serde")]
mod serialized;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::category::Category;
use crate::error::Error;

pub(crate) use phrase::PhraseRef;
pub use phrase::{Anchor, Phrase};

/// A list of single words that rules use. Its section in phrase files is `[words:NAME]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Words {
    Attribution,
    Network,
    Share,
    Date,
    Joining,
    Stamp,
    By,
    Role,
    Agency,
    Credit,
    Section,
    We,
    You,
    Reply,
    Profession,
    Gift,
    Support,
    Press,
    Cause,
    Task,
    Browse,
    Which,
    Item,
    Link,
}

/// A bit set of word lists.
pub(crate) type ListMask = u32;

/// A bit set of phrase files: of the languages, and of no language.
type LanguageMask = u32;

impl Words {
    const NAMES: [(Words, &'static str); 24] = [
        (Words::Attribution, "attribution"),
        (Words::Network, "network"),
        (Words::Share, "share"),
        (Words::Date, "date"),
        (Words::Joining, "joining"),
        (Words::Stamp, "stamp"),
        (Words::By, "by"),
        (Words::Role, "role"),
        (Words::Agency, "agency"),
        (Words::Credit, "credit"),
        (Words::Section, "section"),
        (Words::We, "we"),
        (Words::You, "you"),
        (Words::Reply, "reply"),
        (Words::Profession, "profession"),
        (Words::Gift, "gift"),
        (Words::Support, "support"),
        (Words::Press, "press"),
        (Words::Cause, "cause"),
        (Words::Task, "task"),
        (Words::Browse, "browse"),
        (Words::Which, "which"),
        (Words::Item, "item"),
        (Words::Link, "link"),
    ];

    pub(crate) const fn bit(self) -> ListMask {
        1 << self as ListMask
    }

    fn named(name: &str) -> Option<Words> {
        Words::NAMES.iter().find(|(_, n)| *n == name).map(|(w, _)| *w)
    }
}

/// Phrases by category, and word lists.
///
/// `FromStr` and `Display` use the format of phrase files: `[category]` lines, each followed by its phrases. Serde uses
/// a map from category names to lists of phrases in their notation. Both may be read from untrusted sources: the size
/// of the input is limited ([`Lexicon::MAX_PHRASES`], [`Lexicon::MAX_LINES`], [`Phrase::new`]), and errors name the
/// entry.
///
/// ```
/// let lexicon: dechaff::Lexicon = "[newsletter]\n^ sign up to the gazette\n".parse()?;
/// assert_eq!(lexicon.len(), 1);
///
/// let error = "[newsletter]\nsign up".parse::<dechaff::Lexicon>().unwrap_err();
/// assert!(error.to_string().starts_with("line 2, section [newsletter]: phrase `sign up`: no mark"));
/// # Ok::<(), dechaff::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexicon {
    /// The phrases of each category, in the order of [`Category::ALL`].
    phrases: Vec<Vec<Phrase>>,
    words: BTreeMap<Words, Vec<Cow<'static, str>>>,
}

impl Lexicon {
    /// An empty lexicon.
    pub fn new() -> Lexicon {
        Lexicon { phrases: vec![Vec::new(); Category::ALL.len()], words: BTreeMap::new() }
    }

    /// The shipped lexicon, with all languages that are compiled in.
    pub fn builtin() -> &'static Lexicon {
        builtin::lexicon()
    }

    /// The part of the shipped lexicon that belongs to these languages or to no language, or all of it.
    pub(crate) fn shipped(languages: Option<&[String]>) -> Cow<'static, Lexicon> {
        let Some(names) = languages else { return Cow::Borrowed(Lexicon::builtin()) };
        Cow::Owned(builtin::read(|name| name == builtin::ALL || names.iter().any(|language| language == name)))
    }

    /// Makes the content of `src/lexicon/prebuilt.bin` from the phrase files. `xtask` writes it.
    #[doc(hidden)]
    pub fn prebuilt_tables() -> Vec<u8> {
        prebuilt::write()
    }

    /// The ISO 639-1 codes of the shipped languages that are compiled in, such as `de`, or were loaded
    /// ([`Lexicon::load_languages`]). Each is a Cargo feature of that name; by default all are enabled.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        builtin::languages()
    }

    /// Loads the shipped phrase files of languages that are not compiled in, each with its ISO 639-1 code, for programs
    /// that hold them apart from their code, as a web page does. From then on they count as compiled in. The texts must be
    /// those that this version of the library ships (`src/lexicon/phrases/`); for phrases of your own there is
    /// [`CleanerBuilder::phrases`](crate::CleanerBuilder::phrases). The texts are held until the program ends.
    ///
    /// # Errors
    /// * [`Error::UnknownLanguage`] if the library ships no phrases for a language, or if they are there already.
    /// * [`Error::Line`] if a line of a file is invalid.
    /// * [`Error::LoadedTooLate`] if the shipped phrases were used before, by building a cleaner or by any function of
    ///   [`Lexicon`] that returns something shipped, or if languages were loaded before.
    pub fn load_languages(files: impl IntoIterator<Item = (String, String)>) -> Result<(), Error> {
        builtin::load(files)
    }

    /// Adds a phrase.
    pub fn add(&mut self, category: Category, phrase: Phrase) {
        self.phrases[category as usize].push(phrase);
    }

    /// Adds all phrases and words of `other`.
    pub fn extend(&mut self, other: &Lexicon) {
        for (own, more) in self.phrases.iter_mut().zip(&other.phrases) {
            own.extend(more.iter().cloned());
        }
        for (list, words) in &other.words {
            self.words.entry(*list).or_default().extend(words.iter().cloned());
        }
    }

    /// The phrases with their categories, in the order of [`Category::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Category, &Phrase)> {
        self.sections().flat_map(|(category, phrases)| phrases.iter().map(move |phrase| (category, phrase)))
    }

    /// Each category that has phrases, with its phrases.
    fn sections(&self) -> impl DoubleEndedIterator<Item = (Category, &[Phrase])> {
        let all = Category::ALL.iter().copied().zip(self.phrases.iter().map(Vec::as_slice));
        all.filter(|(_, phrases)| !phrases.is_empty())
    }

    /// The number of phrases.
    pub fn len(&self) -> usize {
        self.phrases.iter().map(Vec::len).sum()
    }

    /// Whether the lexicon has no phrase.
    pub fn is_empty(&self) -> bool {
        self.phrases.iter().all(Vec::is_empty)
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = (Words, &Cow<'static, str>)> {
        self.words.iter().flat_map(|(l, v)| v.iter().map(move |w| (*l, w)))
    }

    /// A lexicon with the word lists of this one and without phrases, to which a caller's phrases are added.
    pub(crate) fn words_only(&self) -> Lexicon {
        Lexicon { words: self.words.clone(), ..Lexicon::new() }
    }
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon::new()
    }
}

impl FromStr for Lexicon {
    type Err = Error;

    /// Reads a phrase file.
    ///
    /// # Errors
    /// [`Error::Line`] if a line is invalid, with its number, its section and the reason.
    fn from_str(file: &str) -> Result<Lexicon, Error> {
        let mut out = Lexicon::new();
        parse::lexicon(file, &mut out, str::parse, |word| Cow::Owned(word.to_owned()))?;
        Ok(out)
    }
}

impl fmt::Display for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (category, phrases) in self.sections() {
            writeln!(f, "[{category}]")?;
            for phrase in phrases {
                writeln!(f, "{phrase}")?;
            }
        }
        for (list, words) in &self.words {
            let name = Words::NAMES.iter().find(|(w, _)| w == list).map_or("", |(_, n)| *n);
            writeln!(f, "[words:{name}]")?;
            for word in words {
                writeln!(f, "{word}")?;
            }
        }
        Ok(())
    }
}
