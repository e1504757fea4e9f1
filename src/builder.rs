//! [`CleanerBuilder`]: the settings of a cleaner, and what is checked before it is built.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use once_cell::sync::Lazy;

use crate::category::{Category, CategorySet};
use crate::cleaner::Cleaner;
use crate::error::{excerpt, Error};
use crate::guard;
use crate::learn::{LearnedSites, SiteIndexes};
use crate::lexicon::matcher::Matcher;
use crate::lexicon::Lexicon;
use crate::passes::{TextKind, WholePage, PASSES};
use crate::pattern::{self, Pattern};
use crate::pipeline::Settings;
use crate::preset::Preset;
use crate::rules::{Rule, SHIPPED};
use crate::rules_file::{RulesFile, Sites};
use crate::vote::{RuleName, Strictness};

/// Builds a [`Cleaner`]. Every step of the pipeline that a caller may want to change has a method here.
///
/// ```
/// use dechaff::{Category, Cleaner, Strictness};
///
/// let cleaner = Cleaner::builder()
///     .strictness(Strictness::Careful)
///     .keep(Category::Byline)
///     .phrases(&"[newsletter]\n^ get the gazette by post\n".parse()?)
///     .protect(r"(?i)gazette archive")
///     .build()?;
/// assert!(cleaner.report("The council met on Monday.\n").removed.is_empty());
/// # Ok::<(), dechaff::Error>(())
/// ```
#[derive(Clone)]
pub struct CleanerBuilder {
    only_phrases: Option<Lexicon>,
    languages: Option<Vec<String>>,
    more_phrases: Lexicon,
    rules: Vec<Arc<dyn Rule>>,
    without: Vec<String>,
    protected: Vec<String>,
    kept: CategorySet,
    strictness: Strictness,
    whole_page: WholePage,
    min_words: usize,
    kind: Option<TextKind>,
    rules_file: RulesFile,
    learned: Arc<LearnedSites>,
}

impl Default for CleanerBuilder {
    fn default() -> CleanerBuilder {
        CleanerBuilder {
            only_phrases: None,
            languages: None,
            more_phrases: Lexicon::new(),
            rules: Vec::new(),
            without: Vec::new(),
            protected: Vec::new(),
            kept: CategorySet::of(Category::KEPT_BY_DEFAULT),
            strictness: Strictness::default(),
            whole_page: WholePage::default(),
            min_words: guard::DEFAULT_MIN_WORDS,
            kind: None,
            rules_file: RulesFile::new(),
            learned: Arc::default(),
        }
    }
}

impl Cleaner {
    /// Returns a builder with the default settings.
    pub fn builder() -> CleanerBuilder {
        CleanerBuilder::default()
    }
}

impl Default for Cleaner {
    /// The cleaner with the default settings and all shipped phrases. It is built once and shared.
    fn default() -> Cleaner {
        static DEFAULT: Lazy<Cleaner> = Lazy::new(|| CleanerBuilder::default().assemble(Vec::new()));
        DEFAULT.clone()
    }
}

impl fmt::Debug for CleanerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CleanerBuilder")
            .field("only_phrases", &self.only_phrases.as_ref().map(Lexicon::len))
            .field("languages", &self.languages)
            .field("more_phrases", &self.more_phrases.len())
            .field("rules", &self.rules.iter().map(|rule| rule.name()).collect::<Vec<_>>())
            .field("without", &self.without)
            .field("protected", &self.protected)
            .field("kept", &self.kept)
            .field("strictness", &self.strictness)
            .field("whole_page", &self.whole_page)
            .field("min_words", &self.min_words)
            .field("kind", &self.kind)
            .field("sites", &self.rules_file.sites().collect::<Vec<_>>())
            .finish()
    }
}

impl CleanerBuilder {
    /// The largest compiled size of a protected pattern, in bytes.
    pub const MAX_PATTERN_SIZE: usize = pattern::MAX_SIZE;
    /// The longest protected pattern as written, in bytes.
    pub const MAX_PATTERN_LEN: usize = pattern::MAX_LEN;
    /// The greatest number of protected patterns, those of all sites together.
    pub const MAX_PATTERNS: usize = pattern::MAX_COUNT;

    /// Keeps a category, or several, in addition to those that are kept already. All other text is removed or kept as
    /// if the category were removed.
    ///
    /// ```
    /// use dechaff::{Category, Cleaner};
    ///
    /// let one = Cleaner::builder().keep(Category::Byline);
    /// let several = Cleaner::builder().keep([Category::Byline, Category::Credit]);
    /// # let _ = (one, several);
    /// ```
    pub fn keep(mut self, categories: impl Into<CategorySet>) -> Self {
        self.kept = self.kept.union(categories.into());
        self
    }

    /// Removes a category, or several, that were kept. This includes those that are kept by default
    /// ([`Category::KEPT_BY_DEFAULT`]).
    pub fn remove(mut self, categories: impl Into<CategorySet>) -> Self {
        self.kept = self.kept.difference(categories.into());
        self
    }

    /// Removes a category, or several, and keeps all others. This replaces what earlier calls of
    /// [`CleanerBuilder::keep`], [`CleanerBuilder::remove`] and this method set.
    ///
    /// ```
    /// use dechaff::{Category, Cleaner};
    ///
    /// let page = "By Ann Lee\nThe council of Elmsworth met on Monday, and the vote on the harbour went to the mayor.\n\
    ///             She had asked for it in spring, when the forty boats lay idle and the quay had to be closed.\n\
    ///             The chandler, who had let his only clerk go by then, heard of it at the barber's on Tuesday.\n\
    ///             Please donate to our newsroom today.\n";
    /// let cleaner = Cleaner::builder().only([Category::Donation, Category::Newsletter]).build()?;
    /// assert!(cleaner.clean(page).starts_with("By Ann Lee") && !cleaner.clean(page).contains("donate"));
    /// # Ok::<(), dechaff::Error>(())
    /// ```
    pub fn only(mut self, categories: impl Into<CategorySet>) -> Self {
        self.kept = CategorySet::ALL.difference(categories.into());
        self
    }

    /// Sets the kept categories and the strictness to those of a preset. This replaces what earlier calls set; later calls
    /// change it. All other settings stay.
    ///
    /// ```
    /// use dechaff::{Category, Cleaner, Preset};
    ///
    /// let page = "By Ann Lee\nThe council of Elmsworth met on Monday, and the vote on the harbour went to the mayor.\n\
    ///             She had asked for it in spring, when the forty boats lay idle and the quay had to be closed.\n\
    ///             The chandler, who had let his only clerk go by then, heard of it at the barber's on Tuesday.\n";
    /// let for_retrieval = Cleaner::builder().preset(Preset::Rag).build()?;
    /// assert!(for_retrieval.clean(page).starts_with("By Ann Lee"));
    /// let without_bylines = Cleaner::builder().preset(Preset::Rag).remove(Category::Byline).build()?;
    /// assert!(!without_bylines.clean(page).contains("By Ann Lee"));
    /// # Ok::<(), dechaff::Error>(())
    /// ```
    pub fn preset(mut self, preset: Preset) -> Self {
        self.kept = preset.kept();
        self.strictness = preset.strictness();
        self
    }

    /// Sets how sure a rule must be for a removal.
    pub fn strictness(mut self, strictness: Strictness) -> Self {
        self.strictness = strictness;
        self
    }

    /// Sets whether texts are whole pages.
    pub fn whole_page(mut self, whole_page: WholePage) -> Self {
        self.whole_page = whole_page;
        self
    }

    /// Sets how many words of a page must remain for guesses to count: removals for what surrounds a line, and those without
    /// clear evidence. The default is 40. With 0 they always count. Two Chinese or Japanese characters count as one word.
    /// [`Cleaned::spared`](crate::Cleaned::spared) shows what was kept only because too little would have remained.
    ///
    /// ```
    /// use dechaff::Cleaner;
    ///
    /// let brief = "The quay of Elmsworth reopens on Monday.\nShare this article\nRelated articles\n\
    ///              Why the herring came back to Elmsworth\nTen old quays that you can walk to\n";
    /// assert_eq!(Cleaner::default().report(brief).spared.len(), 2);
    /// let cleaner = Cleaner::builder().min_words(0).build()?;
    /// assert_eq!(cleaner.clean(brief), "The quay of Elmsworth reopens on Monday.\n");
    /// # Ok::<(), dechaff::Error>(())
    /// ```
    pub fn min_words(mut self, words: usize) -> Self {
        self.min_words = words;
        self
    }

    /// Sets what kind of text pages are, instead of deciding it from each page. [`TextKind::Unknown`] runs only what is safe
    /// on any text.
    pub fn kind(mut self, kind: TextKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Uses the shipped phrases of these languages only (by their names in [`Lexicon::languages`]), and those that
    /// belong to no language. Use it if you know the language of the texts. It does not make cleaning faster.
    pub fn languages<'l>(mut self, names: impl IntoIterator<Item = &'l str>) -> Self {
        self.languages = Some(names.into_iter().map(str::to_owned).collect());
        self
    }

    /// Adds phrases to the shipped ones.
    pub fn phrases(mut self, lexicon: &Lexicon) -> Self {
        self.more_phrases.extend(lexicon);
        self
    }

    /// Uses only these phrases and none of the shipped ones. Rules that need no phrases still vote.
    pub fn only_phrases(mut self, lexicon: Lexicon) -> Self {
        self.only_phrases = Some(lexicon);
        self
    }

    /// Adds the rules of a rules file. The rules for all sites apply to every page; the rules for a single site apply to
    /// the pages that are cleaned with the cleaner that [`Cleaner::for_site`] returns for it.
    pub fn rules_file(mut self, rules_file: &RulesFile) -> Self {
        self.rules_file.extend(rules_file);
        self
    }

    /// Uses what was learned of sites, instead of what an earlier call gave. It applies to the pages that are cleaned with
    /// the cleaner that [`Cleaner::for_site`] returns for their site.
    pub fn learned_sites(mut self, sites: impl Into<Arc<LearnedSites>>) -> Self {
        self.learned = sites.into();
        self
    }

    /// Adds your own rule. It votes after the shipped rules.
    pub fn rule(mut self, rule: impl Rule + 'static) -> Self {
        self.rules.push(Arc::new(rule));
        self
    }

    /// Switches off a shipped rule or pass, by the name that reports show. [`CleanerBuilder::names`] lists the names.
    ///
    /// ```
    /// use dechaff::Cleaner;
    ///
    /// let page = "By Ann Lee\nThe council of Elmsworth met on Monday, and the vote on the harbour went to the mayor.\n\
    ///             She had asked for it in spring, when the forty boats lay idle and the quay had to be closed.\n\
    ///             The chandler, who had let his only clerk go by then, heard of it at the barber's on Tuesday.\n";
    /// let cleaner = Cleaner::builder().without("byline").build()?;
    /// assert_eq!(cleaner.clean(page), page);
    /// # Ok::<(), dechaff::Error>(())
    /// ```
    pub fn without(mut self, name: impl Into<String>) -> Self {
        self.without.push(name.into());
        self
    }

    /// The names of the shipped rules and passes, in the order in which they run.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|rule| rule.name).chain(PASSES.iter().map(|pass| pass.name))
    }

    /// Keeps every segment in which this regular expression matches.
    pub fn protect(mut self, pattern: impl Into<String>) -> Self {
        self.protected.push(pattern.into());
        self
    }

    /// Builds the cleaner.
    ///
    /// # Errors
    /// * [`Error::Pattern`] if a protected pattern does not compile, is longer than [`CleanerBuilder::MAX_PATTERN_LEN`]
    ///   bytes, or takes more than [`CleanerBuilder::MAX_PATTERN_SIZE`] bytes compiled.
    /// * [`Error::TooMany`] if there are more than [`CleanerBuilder::MAX_PATTERNS`] protected patterns, including those
    ///   of the rules file.
    /// * [`Error::UnknownLanguage`] if the phrases of a language are not compiled in.
    /// * [`Error::UnknownRule`] if [`CleanerBuilder::without`] names no shipped rule or pass.
    pub fn build(self) -> Result<Cleaner, Error> {
        let unknown = |name: &&String| !Lexicon::languages().any(|known| known == *name);
        if let Some(name) = self.languages.iter().flatten().find(unknown) {
            return Err(Error::UnknownLanguage(excerpt(name)));
        }
        let unknown = |name: &&String| !CleanerBuilder::names().any(|known| known == *name);
        if let Some(name) = self.without.iter().find(unknown) {
            return Err(Error::UnknownRule(excerpt(name)));
        }
        Pattern::admit(self.protected.len() + self.rules_file.pattern_count())?;
        let protected = self.protected.iter().map(|p| Pattern::new(p)).collect::<Result<Vec<_>, _>>()?;
        Ok(self.assemble(protected))
    }

    /// Builds the cleaner from settings that were checked. `protected` are the compiled patterns of `self.protected`.
    fn assemble(self, mut protected: Vec<Pattern>) -> Cleaner {
        let all_sites = self.rules_file.for_all_sites();
        protected.extend(all_sites.protect.iter().cloned());
        let is_on = |name: &str| !self.without.iter().any(|off| off == name);
        let shipped_rules = SHIPPED.iter().filter(|shipped| is_on(shipped.name));
        let own_rules = self.rules.iter().map(|rule| (RuleName::Own(rule.name().into()), rule.clone()));
        let settings = Settings {
            matcher: self.matcher(),
            shipped_rules: shipped_rules.map(|shipped| (RuleName::Shipped(shipped.name), *shipped)).collect(),
            own_rules: own_rules.collect(),
            passes_off: PASSES.iter().map(|pass| pass.name).filter(|name| !is_on(name)).collect(),
            protected,
            kept: self.kept.union(all_sites.kept()),
            threshold: self.strictness.threshold(),
            whole_page: self.whole_page,
            min_words: self.min_words,
            kind: self.kind,
        };
        Cleaner::new(settings, Sites::new(&self.rules_file), SiteIndexes::new(&self.learned))
    }

    /// The matcher for the phrases and word lists that apply to all sites.
    fn matcher(&self) -> Matcher {
        let languages = self.languages.as_deref();
        let for_all_sites = self.rules_file.for_all_sites().lexicon();
        let own: Vec<_> = [&self.more_phrases, &for_all_sites].into_iter().filter(|own| !own.is_empty()).collect();
        if self.only_phrases.is_none() && own.is_empty() {
            return Matcher::shipped(languages);
        }
        let mut lexicon = Lexicon::shipped(languages);
        if let Some(only) = &self.only_phrases {
            lexicon = Cow::Owned(lexicon.words_only());
            lexicon.to_mut().extend(only);
        }
        own.into_iter().for_each(|phrases| lexicon.to_mut().extend(phrases));
        Matcher::new(lexicon)
    }
}
