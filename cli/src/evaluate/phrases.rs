//! What each phrase does on annotated pages: which ones earn their place, which cost content, and which never match.

use std::collections::{BTreeMap, BTreeSet};

use dechaff::Lexicon;

use super::gold::Page;
use super::metrics::{Outcome, Share};

/// A phrase of a category.
pub type CategoryPhrase = (&'static str, String);

/// What the phrases removed from the pages so far.
#[derive(Default)]
pub struct PhraseUses(BTreeMap<CategoryPhrase, PhraseUse>);

#[derive(Default)]
struct PhraseUse {
    pages: usize,
    /// The values of the field of `--by` on whose pages the phrase removed something.
    groups: BTreeSet<String>,
    share: Share,
}

impl PhraseUses {
    /// Starts with all shipped phrases, none of which has removed anything yet.
    pub fn of_shipped_phrases() -> PhraseUses {
        let phrases = Lexicon::builtin().iter();
        let unused = |(category, phrase): (dechaff::Category, &dechaff::Phrase)| {
            ((category.name(), phrase.notation().to_owned()), PhraseUse::default())
        };
        PhraseUses(phrases.map(unused).collect())
    }

    pub fn add(&mut self, page: &Page, outcome: &Outcome) {
        for (phrase, share) in &outcome.phrases {
            let found = self.0.entry(phrase.clone()).or_default();
            found.pages += 1;
            found.groups.extend(page.group.clone());
            found.share.add(share);
        }
    }

    /// A table with tabs between its columns, and the phrases that cost most content first.
    pub fn table(&self) -> String {
        let mut rows: Vec<_> = self.0.iter().collect();
        rows.sort_by_key(|(_, found)| std::cmp::Reverse((found.share.content, found.groups.len(), found.pages)));
        let mut table = "phrase\tcategory\tpages\tgroups\tboilerplate\tcontent\tother\n".to_owned();
        for ((category, phrase), PhraseUse { pages, groups, share }) in rows {
            let Share { boilerplate, content, other, .. } = share;
            let groups = groups.len();
            table += &format!("{phrase}\t{category}\t{pages}\t{groups}\t{boilerplate}\t{content}\t{other}\n");
        }
        table
    }
}
