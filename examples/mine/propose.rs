//! Which of the lines that repeat are proposed, and as what.

use std::collections::{BTreeMap, HashMap, HashSet};

use dechaff::{Category, Phrase, RulesFile};

use super::count::{Count, Counts, Seen, BEGINNING};
use super::guess::Guess;
use super::line::key;
use super::write;

/// The proposals for a site.
pub struct Site {
    /// Empty where it is not known.
    pub name: String,
    pub pages: u32,
    /// The commonest first.
    pub proposals: Vec<Proposal>,
}

pub struct Proposal {
    pub category: Category,
    /// In its notation.
    pub phrase: String,
    /// A line that it stands for.
    pub example: String,
    pub pages: u32,
    pub stands: String,
    /// The page that the example is of.
    pub page: String,
    /// Nothing tells the category.
    pub is_guess: bool,
    /// Why it is commented out.
    pub doubt: Option<String>,
}

/// What repeats, by key.
type Repeated<'c> = HashMap<u64, (&'c Count, &'c Seen)>;

/// A beginning must stand on so many of a hundred pages.
const SHARE: u32 = 30;
/// A sentence has so many words.
const SENTENCE: usize = 8;

/// Proposes what stands on at least so many pages of a site.
pub fn propose(counts: &Counts, min_pages: u32) -> Vec<Site> {
    let guess = Guess::new();
    let repeated: Repeated<'_> = counts.repeated(min_pages).map(|(key, count, seen)| (key, (count, seen))).collect();
    let furniture = furniture(&repeated);
    let beginnings = beginnings(&repeated, counts);
    let mut sites: Vec<Site> =
        counts.sites().into_iter().zip(&counts.pages).map(|(name, pages)| Site::new(name, *pages)).collect();
    for (own, (count, seen)) in &repeated {
        let is_covered = || prefixes(&seen.plain).any(|(n, p)| beginnings.contains(&key(count.site, p, n)));
        if if count.beginning > 0 { !beginnings.contains(own) } else { is_covered() } {
            continue;
        }
        let mark = if count.beginning > 0 { '^' } else { '=' };
        let phrase = format!("{mark} {}", seen.plain);
        if phrase.parse::<Phrase>().is_err() {
            continue;
        }
        let told = guess.category(&seen.plain);
        let near = count.near.filter(|(_, n)| n * 2 >= count.pages).map(|(category, _)| category);
        let category = told.or(near).filter(|c| may_go(*c));
        let told_by_words = told.is_some() && seen.plain.matches(' ').count() >= 2;
        let stands_alone = !(furniture.contains(own) || told_by_words);
        // The first line of all pages is no headline of one.
        let is_headline = counts.first.get(own).is_some_and(|first| first * 2 < count.pages);
        let doubt = match count.beginning {
            0 => doubt(count, seen, stands_alone, is_headline),
            _ => (category.is_none() && stands_alone).then_some("beside no furniture: does the article begin so?"),
        };
        sites[count.site as usize].proposals.push(Proposal {
            category: category.unwrap_or(Category::Promo),
            phrase,
            example: seen.text.clone(),
            pages: count.pages,
            stands: stands(count, near),
            page: seen.page.clone(),
            is_guess: category.is_none(),
            doubt: doubt.map(str::to_owned),
        });
    }
    sites.iter_mut().for_each(Site::check);
    sites
}

impl Site {
    fn new(name: &str, pages: u32) -> Site {
        Site { name: name.to_owned(), pages, proposals: Vec::new() }
    }

    /// Comments out what the library finds fault with, so that the file is without fault.
    fn check(&mut self) {
        self.proposals.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| a.phrase.cmp(&b.phrase)));
        loop {
            let rules: RulesFile = serde_json::from_value(write::json(self)).expect("each phrase was read");
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

/// Categories that phrases stand for, and that go unless a caller keeps them.
fn may_go(category: Category) -> bool {
    use Category::{Comments, Duplicate, Frame, Story};
    !matches!(category, Comments | Duplicate | Frame | Story) && !Category::KEPT_BY_DEFAULT.contains(&category)
}

/// The beginnings of a line of two words and more, and of one with a colon, and how many words they have.
fn prefixes(plain: &str) -> impl Iterator<Item = (u8, &str)> {
    let prefixes = plain.match_indices(' ').map(|(end, _)| &plain[..end]).zip(1..);
    prefixes.take(BEGINNING).map(|(prefix, n)| (n, prefix))
}

/// Beginnings with varying ends, each as long as it can be without losing pages.
fn beginnings(repeated: &Repeated<'_>, counts: &Counts) -> HashSet<u64> {
    let fits = |count: &Count, seen: &Seen| {
        let pages = counts.pages[count.site as usize];
        count.beginning > 0
            && (count.beginning > 1 || seen.plain.ends_with(':'))
            && count.pages * 100 >= pages * SHARE
            && count.times * 5 <= count.pages * 6
            && count.lines * 2 >= count.pages
            && count.head.max(count.tail) * 5 >= count.pages * 4
    };
    let fitting: Repeated<'_> = repeated.iter().filter(|(_, (c, s))| fits(c, s)).map(|(k, v)| (*k, *v)).collect();
    let mut dropped = HashSet::new();
    for (own, (count, seen)) in &fitting {
        for (n, shorter) in prefixes(&seen.plain) {
            let above = key(count.site, shorter, n);
            if let Some((other, _)) = fitting.get(&above) {
                // The longer one where it stands on as good as all pages of the shorter.
                dropped.insert(if count.pages * 10 >= other.pages * 9 { above } else { *own });
            }
        }
    }
    fitting.into_keys().filter(|key| !dropped.contains(key)).collect()
}

/// Lines at the edge of their pages or beside what the cleaner takes out, and those beside such lines in turn.
fn furniture(repeated: &Repeated<'_>) -> HashSet<u64> {
    let framed = repeated.iter().filter(|(_, (count, _))| count.framed * 2 >= count.pages).map(|(key, _)| *key);
    let mut furniture: HashSet<u64> = framed.collect();
    loop {
        let beside = |count: &Count| [count.above, count.below].iter().any(|s| s.is_mostly(&furniture, count.pages));
        let more = repeated.iter().filter(|(key, (count, _))| !furniture.contains(key) && beside(count));
        let more: Vec<u64> = more.map(|(key, _)| *key).collect();
        if more.is_empty() {
            return furniture;
        }
        furniture.extend(more);
    }
}

/// Why a line that repeats may be the article's.
fn doubt(count: &Count, seen: &Seen, stands_alone: bool, is_headline: bool) -> Option<&'static str> {
    let ends = seen.plain.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!', '?', '。', '！', '？']);
    if seen.text.contains(['|', '\t']) {
        Some("a table's row?")
    } else if is_headline {
        Some("the first line of a page: its headline?")
    } else if ends && seen.plain.matches(' ').count() + 1 >= SENTENCE {
        Some("a sentence: the article's?")
    } else if count.times * 2 > count.pages * 3 {
        Some("more than once on a page: a part of what it tells?")
    } else if stands_alone {
        Some("beside no furniture: a heading of the article?")
    } else {
        None
    }
}

/// Where a line stands, in words.
fn stands(count: &Count, near: Option<Category>) -> String {
    let place = match () {
        () if count.head * 2 > count.pages => "at the head",
        () if count.tail * 2 > count.pages => "at the tail",
        () => "in the middle",
    };
    match near {
        Some(category) => format!("{place}, beside {category}"),
        None => place.to_owned(),
    }
}
