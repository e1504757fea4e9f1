//! Proposes phrases for the lines that `dechaff learn` found.

use dechaff::{Cleaner, LearnedSites, Phrase, Recurring};

use super::category_guess::CategoryGuesser;
use super::page_lines::normalize;
use super::propose::{doubt_of_text, is_removable, Proposal, SiteProposals};

/// Proposes phrases for the lines that recur on at least `min_pages` pages of a site, unless a shipped phrase removes them.
/// Recurring stretches of one-line pages are no lines and get no phrase. With a `host`, only its site is looked at.
pub fn propose(sites: &LearnedSites, host: Option<&str>, min_pages: u32) -> Vec<SiteProposals> {
    let (guesser, cleaner) = (CategoryGuesser::new(), Cleaner::default());
    let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
    let wanted = sites.iter().filter(|(name, _)| host.is_none_or(|host| host == *name));
    let sites = wanted.map(|(name, learned)| {
        let mut site = SiteProposals::new(name, learned.pages);
        let lines = learned.lines.iter().filter(|line| line.pages >= min_pages);
        let kept =
            lines.filter(|line| cleaner.report(&line.text).spared.is_empty() && !cleaner.clean(&line.text).is_empty());
        site.proposals.extend(kept.filter_map(|line| proposal(line, &guesser)));
        site.check();
        site
    });
    sites.collect()
}

/// The phrase for a line, or `None` if it cannot be a phrase.
fn proposal(line: &Recurring, guesser: &CategoryGuesser) -> Option<Proposal> {
    let normalized = normalize(&line.text);
    let phrase = format!("= {normalized}");
    phrase.parse::<Phrase>().ok()?;
    let category = guesser.guess(&normalized).filter(|category| is_removable(*category));
    Some(Proposal {
        category: category.unwrap_or(dechaff::Category::Promo),
        phrase,
        example: line.text.clone(),
        pages: line.pages,
        position: format!("within {} recurring words", line.block_words),
        page: None,
        is_guess: category.is_none(),
        doubt: doubt_of_text(&line.text, &normalized).map(str::to_owned),
    })
}
