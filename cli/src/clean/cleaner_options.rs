//! The options that configure the cleaner: presets, categories, strictness and languages.

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use dechaff::{Category, Cleaner, Error, LearnedSites, Lexicon, Preset, RulesFile};

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "What to remove")]
pub struct CleanerOptions {
    /// Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and
    /// --strictness change it
    #[arg(long, value_name = "NAME", hide_possible_values = true, value_parser = preset_names())]
    preset: Option<String>,

    /// Keep these categories; a comma-separated list (see --list-categories)
    #[arg(
        long,
        value_name = "CATEGORY",
        value_delimiter = ',',
        hide_possible_values = true,
        value_parser = category_names()
    )]
    keep: Vec<String>,

    /// Also remove these categories, for example `correction` and `notice`, which are kept by default
    #[arg(
        long,
        value_name = "CATEGORY",
        value_delimiter = ',',
        hide_possible_values = true,
        value_parser = category_names()
    )]
    remove: Vec<String>,

    /// Remove only these categories and keep all others
    #[arg(
        long,
        value_name = "CATEGORY",
        value_delimiter = ',',
        hide_possible_values = true,
        value_parser = category_names(),
        conflicts_with_all = ["keep", "remove"]
    )]
    only: Vec<String>,

    /// How certain a removal must be [default: balanced, or that of the preset]
    #[arg(long, value_enum, value_name = "LEVEL")]
    strictness: Option<Strictness>,

    /// Whether the texts are whole pages that include menus and footers; `auto` decides for each text
    #[arg(long, value_enum, value_name = "MODE", default_value_t)]
    whole_page: WholePage,

    /// What kind of text the texts are [default: decided for each text]
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<Kind>,

    /// If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what
    /// surrounds a line [default: 40]
    #[arg(long, value_name = "NUMBER")]
    min_words: Option<usize>,

    /// Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]
    #[arg(
        long,
        value_name = "LANGUAGE",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(Lexicon::languages())
    )]
    language: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Strictness {
    /// Remove only what an article practically never contains in that position
    Careful,
    /// Suitable for most texts
    Balanced,
    /// Also remove doubtful lines, such as captions without a credit
    Thorough,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// Articles without the pages around them
    Article,
    /// Whole pages around articles
    Page,
    /// Lists of entries: forums, listings, shops
    Entries,
    /// Documents: manuals, READMEs, source code
    Document,
    /// Any text: remove only what is safe on all kinds
    Unknown,
}

impl From<Kind> for dechaff::TextKind {
    fn from(kind: Kind) -> dechaff::TextKind {
        match kind {
            Kind::Article => dechaff::TextKind::Article,
            Kind::Page => dechaff::TextKind::Page,
            Kind::Entries => dechaff::TextKind::Entries,
            Kind::Document => dechaff::TextKind::Document,
            Kind::Unknown => dechaff::TextKind::Unknown,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum WholePage {
    #[default]
    Auto,
    On,
    Off,
}

/// Accepts the name of any preset.
fn preset_names() -> PossibleValuesParser {
    PossibleValuesParser::new(Preset::ALL.iter().map(|preset| preset.name()))
}

/// Accepts the name of any category.
fn category_names() -> PossibleValuesParser {
    PossibleValuesParser::new(Category::ALL.iter().map(|c| c.name()))
}

impl CleanerOptions {
    /// Builds the cleaner from the options and the rules. This is the only place that translates options into a
    /// cleaner.
    pub fn build_cleaner(&self, rules: &RulesFile, learned: LearnedSites) -> Result<Cleaner, Error> {
        let mut builder =
            Cleaner::builder().rules_file(rules).learned_sites(learned).whole_page(match self.whole_page {
                WholePage::Auto => dechaff::WholePage::Auto,
                WholePage::On => dechaff::WholePage::On,
                WholePage::Off => dechaff::WholePage::Off,
            });
        // The preset comes first, because the other options change it.
        if let Some(name) = &self.preset {
            builder = builder.preset(name.parse()?);
        }
        if let Some(strictness) = self.strictness {
            builder = builder.strictness(match strictness {
                Strictness::Careful => dechaff::Strictness::Careful,
                Strictness::Balanced => dechaff::Strictness::Balanced,
                Strictness::Thorough => dechaff::Strictness::Thorough,
            });
        }
        if let Some(kind) = self.kind {
            builder = builder.kind(kind.into());
        }
        if let Some(words) = self.min_words {
            builder = builder.min_words(words);
        }
        if !self.language.is_empty() {
            builder = builder.languages(self.language.iter().map(String::as_str));
        }
        let contains = |list: &[String], c: &Category| list.iter().any(|name| name == c.name());
        for category in Category::ALL {
            if contains(&self.remove, category) || contains(&self.only, category) {
                builder = builder.remove(*category);
            } else if contains(&self.keep, category) || !self.only.is_empty() {
                builder = builder.keep(*category);
            }
        }
        builder.build()
    }
}
