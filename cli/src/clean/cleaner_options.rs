//! The options that configure the cleaner: presets, categories, strictness and languages.

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use dechaff::{Category, CategorySet, Cleaner, Error, LearnedSites, Lexicon, Preset, RulesFile};

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

/// The default of `--min-words`, which is that of the library.
const DEFAULT_MIN_WORDS: usize = 40;

/// The name of a value on the command line.
fn value_name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
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
        builder.only(CategorySet::ALL.difference(self.kept()?)).build()
    }

    /// The categories that are kept.
    fn kept(&self) -> Result<CategorySet, Error> {
        let contains = |list: &[String], c: &Category| list.iter().any(|name| name == c.name());
        let preset = self.preset.as_ref().map(|name| name.parse::<Preset>()).transpose()?;
        let before = preset.map_or(CategorySet::of(Category::KEPT_BY_DEFAULT), Preset::kept);
        let is_kept = |category: &Category| match category {
            c if contains(&self.remove, c) || contains(&self.only, c) => false,
            c => contains(&self.keep, c) || !self.only.is_empty() || before.contains(*c),
        };
        Ok(Category::ALL.iter().copied().filter(is_kept).collect())
    }

    /// If fewer words would remain of a text, guesses are taken back.
    pub fn min_words(&self) -> usize {
        self.min_words.unwrap_or(DEFAULT_MIN_WORDS)
    }

    /// The settings by name, as the report lists them.
    pub fn describe(&self) -> Result<Vec<(&'static str, String)>, Error> {
        let preset = self.preset.as_ref().map(|name| name.parse::<Preset>()).transpose()?;
        let strictness = match (self.strictness, preset) {
            (Some(given), _) => value_name(&given),
            (None, preset) => preset.map_or(dechaff::Strictness::default(), Preset::strictness).name().to_owned(),
        };
        let kept: Vec<&str> = self.kept()?.iter().map(Category::name).collect();
        let or = |list: String, none: &str| if list.is_empty() { none.to_owned() } else { list };
        let mut settings = vec![
            ("kept categories", or(kept.join(", "), "none")),
            ("strictness", strictness),
            ("whole page", value_name(&self.whole_page)),
            ("kind of text", self.kind.map_or("decided for each text".to_owned(), |kind| value_name(&kind))),
            ("minimum of words", self.min_words().to_string()),
            ("languages", or(self.language.join(", "), "all")),
        ];
        settings.splice(..0, preset.map(|preset| ("preset", preset.name().to_owned())));
        Ok(settings)
    }
}
