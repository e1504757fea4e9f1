//! Decides which repeated lines are proposed, under which category, and which proposals are doubtful.

use std::collections::{BTreeMap, HashMap, HashSet};

use dechaff::{Category, Phrase, RulesFile};

use super::category_guess::CategoryGuesser;
use super::line_counts::{Count, Counts, Example, MAX_BEGINNING_WORDS};
use super::page_lines::key;
use super::rules_writer;

/// The proposals for a site.
pub struct SiteProposals {
    /// The host; empty if it is unknown.
    pub name: String,
    pub pages: u32,
    /// The proposals, those on the most pages first.
    pub proposals: Vec<Proposal>,
}

/// A proposed phrase.
pub struct Proposal {
    pub category: Category,
    /// The phrase in the notation of rules files.
    pub phrase: String,
    /// A line that the phrase matches.
    pub example: String,
    pub pages: u32,
    /// Where the line is on its pages, in words.
    pub position: String,
    /// The page that contains the example, if it is known.
    pub page: Option<String>,
    /// Neither the words nor the neighbours of the line suggest a category.
    pub is_guess: bool,
    /// Why the proposal is commented out; `None` if it is not.
    pub doubt: Option<String>,
}

/// The repeated lines and beginnings, by key.
type Repeated<'c> = HashMap<u64, (&'c Count, &'c Example)>;

/// The minimum share of a site's pages, in percent, on which a beginning must occur. Chosen by hand: a smaller share
/// proposes beginnings of ordinary sentences, a larger one misses labels that many pages lack.
const MIN_BEGINNING_PERCENT: u32 = 30;
/// The minimum number of words of a sentence that may belong to an article. Chosen by hand: a smaller number comments
/// out short appeals too, a larger one proposes short sentences of articles.
const MIN_SENTENCE_WORDS: usize = 8;

/// Proposes phrases for the lines that occur on at least `min_pages` pages of a site.
pub fn propose(counts: &Counts, min_pages: u32) -> Vec<SiteProposals> {
    let guesser = CategoryGuesser::new();
    let repeated: Repeated<'_> =
        counts.repeated(min_pages).map(|(key, count, example)| (key, (count, example))).collect();
    let boilerplate = find_boilerplate(&repeated);
    let beginnings = select_beginnings(&repeated, counts);
    let mut sites: Vec<SiteProposals> =
        counts.sites().into_iter().zip(&counts.pages).map(|(name, pages)| SiteProposals::new(name, *pages)).collect();
    for (line_key, (count, example)) in &repeated {
        let is_covered = || prefixes(&example.normalized).any(|(n, p)| beginnings.contains(&key(count.site, p, n)));
        if if count.beginning > 0 { !beginnings.contains(line_key) } else { is_covered() } {
            continue;
        }
        let mark = if count.beginning > 0 { '^' } else { '=' };
        let phrase = format!("{mark} {}", example.normalized);
        if phrase.parse::<Phrase>().is_err() {
            continue;
        }
        let guessed = guesser.guess(&example.normalized);
        let near = count.nearby.filter(|(_, n)| n * 2 >= count.pages).map(|(category, _)| category);
        let category = guessed.or(near).filter(|c| is_removable(*c));
        let is_known_by_words = guessed.is_some() && example.normalized.matches(' ').count() >= 2;
        let is_isolated = !(boilerplate.contains(line_key) || is_known_by_words);
        // A line that is first on some of its pages may be the headline of one. A line that is first on at least half
        // of them is a line of the site.
        let is_headline = counts.first_lines.get(line_key).is_some_and(|first| first * 2 < count.pages);
        let doubt = match count.beginning {
            0 => doubt(count, example, is_isolated, is_headline),
            _ => (category.is_none() && is_isolated)
                .then_some("not next to boilerplate: may be the beginning of a line of an article"),
        };
        sites[count.site as usize].proposals.push(Proposal {
            category: category.unwrap_or(Category::Promo),
            phrase,
            example: example.text.clone(),
            pages: count.pages,
            position: describe_position(count, near),
            page: Some(example.page.clone()),
            is_guess: category.is_none(),
            doubt: doubt.map(str::to_owned),
        });
    }
    sites.iter_mut().for_each(SiteProposals::check);
    sites
}

impl SiteProposals {
    pub fn new(name: &str, pages: u32) -> SiteProposals {
        SiteProposals { name: name.to_owned(), pages, proposals: Vec::new() }
    }

    /// Sorts the proposals and comments out those with a problem, until the rules check of the library finds none.
    pub fn check(&mut self) {
        self.proposals.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| a.phrase.cmp(&b.phrase)));
        loop {
            let rules: RulesFile =
                serde_json::from_value(rules_writer::to_json(self)).expect("each phrase was parsed before");
            let found: BTreeMap<(String, usize), String> =
                rules.check().into_iter().map(|f| ((f.place.section, f.place.entry), f.problem)).collect();
            if found.is_empty() {
                return;
            }
            let mut entries: HashMap<&str, usize> = HashMap::new();
            for proposal in self.proposals.iter_mut().filter(|p| p.doubt.is_none()) {
                let entry = entries.entry(proposal.category.name()).or_default();
                *entry += 1;
                proposal.doubt = found.get(&(proposal.category.name().to_owned(), *entry)).cloned();
            }
        }
    }
}

/// Whether phrases can have the category, and the category is removed by default.
pub fn is_removable(category: Category) -> bool {
    use Category::{Comments, Duplicate, Frame, Story};
    !matches!(category, Comments | Duplicate | Frame | Story) && !Category::KEPT_BY_DEFAULT.contains(&category)
}

/// Returns the beginnings of a line, up to [`MAX_BEGINNING_WORDS`] words, with the number of words of each.
fn prefixes(normalized: &str) -> impl Iterator<Item = (u8, &str)> {
    let prefixes = normalized.match_indices(' ').map(|(end, _)| &normalized[..end]).zip(1..);
    prefixes.take(MAX_BEGINNING_WORDS).map(|(prefix, n)| (n, prefix))
}

/// Selects the beginnings that are followed by varying ends. Of overlapping beginnings it selects the longest one that
/// still occurs on about as many pages.
fn select_beginnings(repeated: &Repeated<'_>, counts: &Counts) -> HashSet<u64> {
    let fits = |count: &Count, example: &Example| {
        let pages = counts.pages[count.site as usize];
        count.beginning > 0
            && (count.beginning > 1 || example.normalized.ends_with(':'))
            && count.pages * 100 >= pages * MIN_BEGINNING_PERCENT
            && count.occurrences * 5 <= count.pages * 6
            && count.line_changes * 2 >= count.pages
            && count.head.max(count.tail) * 5 >= count.pages * 4
    };
    let fitting: Repeated<'_> = repeated.iter().filter(|(_, (c, s))| fits(c, s)).map(|(k, v)| (*k, *v)).collect();
    let mut dropped = HashSet::new();
    for (line_key, (count, example)) in &fitting {
        for (n, shorter) in prefixes(&example.normalized) {
            let above = key(count.site, shorter, n);
            if let Some((other, _)) = fitting.get(&above) {
                // Drop the shorter beginning if the longer one occurs on at least 90 % of its pages.
                dropped.insert(if count.pages * 10 >= other.pages * 9 { above } else { *line_key });
            }
        }
    }
    fitting.into_keys().filter(|key| !dropped.contains(key)).collect()
}

/// Finds the lines that are at the edge of their pages or next to removed lines, and transitively those next to such
/// lines.
fn find_boilerplate(repeated: &Repeated<'_>) -> HashSet<u64> {
    let framed = repeated.iter().filter(|(_, (count, _))| count.framed * 2 >= count.pages).map(|(key, _)| *key);
    let mut boilerplate: HashSet<u64> = framed.collect();
    loop {
        let has_boilerplate_neighbour =
            |count: &Count| [count.above, count.below].iter().any(|s| s.is_mostly(&boilerplate, count.pages));
        let more =
            repeated.iter().filter(|(key, (count, _))| !boilerplate.contains(key) && has_boilerplate_neighbour(count));
        let more: Vec<u64> = more.map(|(key, _)| *key).collect();
        if more.is_empty() {
            return boilerplate;
        }
        boilerplate.extend(more);
    }
}

/// Returns why a repeated line may belong to an article, or `None` if nothing suggests that.
fn doubt(count: &Count, example: &Example, is_isolated: bool, is_headline: bool) -> Option<&'static str> {
    let of_text = doubt_of_text(&example.text, &example.normalized);
    if is_headline && of_text != Some(TABLE_ROW) {
        Some("the first line of a page: may be its headline")
    } else if of_text.is_some() {
        of_text
    } else if count.occurrences * 2 > count.pages * 3 {
        Some("more than once per page: may be part of the content")
    } else if is_isolated {
        Some("not next to boilerplate: may be a heading of an article")
    } else {
        None
    }
}

const TABLE_ROW: &str = "may be the row of a table";

/// Returns why a line may belong to an article, as far as its text tells.
pub fn doubt_of_text(text: &str, normalized: &str) -> Option<&'static str> {
    let ends = normalized.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!', '?', '。', '！', '？']);
    if text.contains(['|', '\t']) {
        Some(TABLE_ROW)
    } else if ends && normalized.matches(' ').count() + 1 >= MIN_SENTENCE_WORDS {
        Some("a sentence: may belong to an article")
    } else {
        None
    }
}

/// Describes where a line is on its pages, and next to which category.
fn describe_position(count: &Count, near: Option<Category>) -> String {
    let place = match () {
        () if count.head * 2 > count.pages => "at the head",
        () if count.tail * 2 > count.pages => "at the tail",
        () => "in the middle",
    };
    match near {
        Some(category) => format!("{place}, next to {category}"),
        None => place.to_owned(),
    }
}
