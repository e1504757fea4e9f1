//! What goes and what stays: the options that make the cleaner.

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use dechaff::{Category, Cleaner, Error, Lexicon, RulesFile};

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "What goes")]
pub struct Choice {
    /// Leave these categories in (see --list-categories); lists are joined by commas
    #[arg(long, value_name = "CATEGORY", value_delimiter = ',', hide_possible_values = true, value_parser = names())]
    keep: Vec<String>,

    /// Take these out too: `correction` and `notice` stay unless they are named here or in --only
    #[arg(long, value_name = "CATEGORY", value_delimiter = ',', hide_possible_values = true, value_parser = names())]
    remove: Vec<String>,

    /// Take out these categories and leave all others in
    #[arg(
        long,
        value_name = "CATEGORY",
        value_delimiter = ',',
        hide_possible_values = true,
        value_parser = names(),
        conflicts_with_all = ["keep", "remove"]
    )]
    only: Vec<String>,

    /// How much certainty a removal needs
    #[arg(long, value_enum, value_name = "STEP", default_value_t)]
    strictness: Strictness,

    /// Whether texts are whole pages, menus and footers and all: `auto` looks at each
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    whole_page: WholePage,

    /// Use the phrases of these languages only (as `en,de`); all of them cost a page no more time
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',', value_parser = PossibleValuesParser::new(Lexicon::languages()))]
    language: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Strictness {
    /// Only what no article says there
    Careful,
    /// The right one for most
    #[default]
    Balanced,
    /// Captions without a credit and other doubtful lines too
    Thorough,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum WholePage {
    #[default]
    Auto,
    On,
    Off,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(Category::ALL.iter().map(|c| c.name()))
}

impl Choice {
    /// The cleaner that was asked for, with these rules: the one place where options become a cleaner.
    pub fn cleaner(&self, rules: &RulesFile) -> Result<Cleaner, Error> {
        let mut builder = Cleaner::builder()
            .rules_file(rules)
            .strictness(match self.strictness {
                Strictness::Careful => dechaff::Strictness::Careful,
                Strictness::Balanced => dechaff::Strictness::Balanced,
                Strictness::Thorough => dechaff::Strictness::Thorough,
            })
            .whole_page(match self.whole_page {
                WholePage::Auto => dechaff::WholePage::Auto,
                WholePage::On => dechaff::WholePage::On,
                WholePage::Off => dechaff::WholePage::Off,
            });
        if !self.language.is_empty() {
            builder = builder.languages(self.language.iter().map(String::as_str));
        }
        let named = |list: &[String], c: &Category| list.iter().any(|name| name == c.name());
        for category in Category::ALL {
            if named(&self.remove, category) || named(&self.only, category) {
                builder = builder.remove(*category);
            } else if named(&self.keep, category) || !self.only.is_empty() {
                builder = builder.keep(*category);
            }
        }
        builder.build()
    }
}
