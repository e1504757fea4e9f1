//! [`Preset`]: named sets of settings, by what the cleaned text is for.

use std::fmt;
use std::str::FromStr;

use crate::category::{Category, CategorySet};
use crate::error::{excerpt, Error};
use crate::vote::Strictness;

macro_rules! presets {
    ($($(#[$more:meta])* $variant:ident $name:literal $doc:literal $strictness:ident keeps $kept:expr;)*) => {
        /// A named set of settings: which categories are kept, and how sure a rule must be. It is chosen with
        /// [`CleanerBuilder::preset`](crate::CleanerBuilder::preset).
        ///
        /// Each preset has a name ([`Preset::name`]), which `Display`, `FromStr` and serde use too.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
        #[non_exhaustive]
        pub enum Preset {
            $(#[doc = $doc] $(#[$more])* $variant,)*
        }

        impl Preset {
            /// Every preset, in the order in which the variants are declared.
            pub const ALL: &'static [Preset] = &[$(Preset::$variant),*];

            /// The preset's name in lower case, with words joined by `-`, such as `read-aloud`.
            pub const fn name(self) -> &'static str {
                match self { $(Preset::$variant => $name,)* }
            }

            /// What the preset is for and what it does, in one line.
            pub const fn describe(self) -> &'static str {
                match self { $(Preset::$variant => $doc,)* }
            }

            /// How sure a rule must be for a removal.
            pub const fn strictness(self) -> Strictness {
                match self { $(Preset::$variant => Strictness::$strictness,)* }
            }

            /// The categories that are kept. All others are removed.
            pub const fn kept(self) -> CategorySet {
                match self { $(Preset::$variant => CategorySet::of($kept),)* }
            }
        }
    };
}

// What says something about the article is kept where somebody may ask for it: who wrote it and when, what is shown on
// its pictures, and what was corrected.
presets! {
    Training "training" "For training language models: only the text itself; corrections and notices go, too."
        Balanced keeps &[];
    Rag "rag" "For retrieval: headlines, authors, dates, sources and captions stay, because questions ask for them."
        Balanced keeps &[
            Category::Byline, Category::Contributors, Category::Syndication, Category::Caption, Category::Correction,
            Category::Notice,
        ];
    ReadAloud "read-aloud" "For reading aloud: doubtful lines go, too; authors, dates and corrections stay."
        Thorough keeps &[Category::Byline, Category::Correction, Category::Notice];
    Archive "archive" "For archives: only certain boilerplate goes; what says something about the article stays."
        Careful keeps &[
            Category::Credit, Category::Caption, Category::Byline, Category::AuthorBio, Category::Contributors,
            Category::Syndication, Category::Correction, Category::Legal, Category::Tags, Category::Press,
            Category::Notice, Category::Duplicate,
        ];
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = Error;

    /// Parses a preset's name, as [`Preset::name`] returns it.
    ///
    /// # Errors
    /// Returns [`Error::UnknownPreset`] with the unknown name.
    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Preset::ALL.iter().copied().find(|preset| preset.name() == name);
        found.ok_or_else(|| Error::UnknownPreset(excerpt(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::Preset;
    use crate::{Category, Cleaner};

    const PAGE: &str = "The harbour of Elmsworth stays open all winter\n\
        By Ann Lee, Staff Writer\n\
        Share on Facebook\n\
        The forty boats of the old stone quay may land their catch until spring, says the council.\n\
        That ends three years of uncertainty, in which the chandler let his only clerk go.\n\
        Newsletter\n\
        The board will publish the ice breaker's timetable on Friday, and light the lighthouse.\n\
        Correction: An earlier version of this article gave the wrong day.\n";

    #[test]
    fn presets_differ_in_what_they_keep() {
        // Preset; whether it keeps the byline, the bare label in mid-article, and the correction.
        let expected = [
            (Preset::Training, [false, true, false]),
            (Preset::Rag, [true, true, true]),
            (Preset::ReadAloud, [true, false, true]),
            (Preset::Archive, [true, true, true]),
        ];
        assert_eq!(expected.map(|(preset, _)| preset), Preset::ALL);
        for (preset, kept) in expected {
            let text =
                Cleaner::builder().preset(preset).build().expect("the settings are valid").clean(PAGE).into_owned();
            assert_eq!(["By Ann Lee", "Newsletter", "Correction:"].map(|line| text.contains(line)), kept, "{preset}");
            assert!(!text.contains("Share on Facebook"), "{preset}");
            assert!(text.starts_with("The harbour"), "{preset}: a headline stays");
        }
    }

    #[test]
    fn later_calls_change_what_a_preset_set() {
        let text =
            |builder: crate::CleanerBuilder| builder.build().expect("the settings are valid").clean(PAGE).into_owned();
        assert!(!text(Cleaner::builder().preset(Preset::Rag).remove(Category::Byline)).contains("Ann Lee"));
        assert!(!text(Cleaner::builder().keep(Category::Byline).preset(Preset::Training)).contains("Ann Lee"));
    }

    #[test]
    fn an_unknown_name_is_answered_with_all_names() {
        let error = "podcast".parse::<Preset>().expect_err("there is no such preset").to_string();
        assert!(error.contains("`podcast`"), "{error}");
        for preset in Preset::ALL {
            assert_eq!(preset.name().parse(), Ok(*preset));
            assert!(error.contains(preset.name()), "{error}: it does not name {preset}");
        }
    }
}
