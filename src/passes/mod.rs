//! Passes: each looks at segments together and adds to the verdicts. A pass contains no phrases; it reads cues, features,
//! and the verdicts that rules and earlier passes reached.
//!
//! [`PASSES`] is the table of passes. Their order matters, because a pass reads what earlier ones wrote; each row says
//! why it stands where it stands.

mod addresses;
mod appeals;
mod bios;
mod body;
mod captions;
mod disclaimers;
mod kind;
mod links;
mod ornaments;
mod placeholders;
mod repeats;
mod stories;
mod teasers;
mod threads;
mod vocabulary;
mod widgets;

use std::ops::{Deref, Range};

use crate::category::Category;
use crate::ledger::Ledger;
use crate::view::Context;
use crate::vote::{Evidence, RuleName, Vote};

pub(crate) use body::frame_clues;
pub use body::WholePage;
pub(crate) use kind::explain as explain_kind;
pub use kind::TextKind;

/// A row of the table of passes. The tests below check what it says about reading and writing; nothing else needs it.
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) struct Pass {
    /// The name under which the pass votes.
    pub name: &'static str,
    /// The kinds of text for which it was made. It abstains from others.
    pub kinds: &'static [TextKind],
    /// The verdicts that it reads.
    reads: Reads,
    /// The categories that it votes for.
    writes: Writes,
    /// Why it stands at this position in the table.
    position: &'static str,
    apply: fn(&mut Run<'_>),
}

#[cfg(test)]
impl Pass {
    /// The categories whose verdicts it reads and for which it votes.
    pub fn categories(&self) -> std::collections::BTreeSet<Category> {
        let read = match self.reads {
            Reads::As(categories) => categories,
            Reads::Removed => &[],
            Reads::AnyCategory => Category::ALL,
        };
        let written = match self.writes {
            Writes::Only(categories) => categories,
            Writes::ThatOfNeighbours => &[],
        };
        read.iter().chain(written).copied().collect()
    }
}

/// Which verdicts a pass reads.
#[cfg_attr(not(test), allow(dead_code))]
#[derive(Clone, Copy, Debug)]
enum Reads {
    /// Only whether a segment is removed, for whatever reason.
    Removed,
    /// Also whether a segment is removed as one of these categories.
    As(&'static [Category]),
    /// Also the category of any removed segment.
    AnyCategory,
}

/// Which categories a pass votes for.
#[cfg_attr(not(test), allow(dead_code))]
#[derive(Clone, Copy, Debug)]
enum Writes {
    Only(&'static [Category]),
    /// The category of the segments around.
    ThatOfNeighbours,
}

/// Texts with an article in them.
const ARTICLES: &[TextKind] = &[TextKind::Article, TextKind::Page];
/// Texts that may have an article in them.
const PROSE: &[TextKind] = &[TextKind::Article, TextKind::Page, TextKind::Unknown];
/// Texts of which lines may be removed for what stands around them.
const ALL_BUT_DOCUMENTS: &[TextKind] = &[TextKind::Article, TextKind::Page, TextKind::Entries, TextKind::Unknown];

/// The passes in the order in which they run.
pub(crate) const PASSES: &[Pass] = &[
    Pass {
        name: "captions",
        kinds: PROSE,
        reads: Reads::As(&[Category::Caption, Category::Credit]),
        writes: Writes::Only(&[Category::Caption]),
        position: "reads only what rules wrote, and later passes must not take a caption for a teaser",
        apply: |run| captions::apply(run.context, &mut run.ledger),
    },
    Pass {
        name: "links",
        kinds: PROSE,
        reads: Reads::As(&[Category::Related, Category::Navigation]),
        writes: Writes::Only(&[Category::Related]),
        position: "after captions: a caption that was removed does not end a list of links",
        apply: |run| links::apply(run.context, &mut run.ledger),
    },
    Pass {
        name: "appeals",
        kinds: PROSE,
        reads: Reads::As(&[Category::Donation, Category::Newsletter, Category::Paywall]),
        writes: Writes::Only(&[Category::Donation, Category::Newsletter, Category::Paywall]),
        position: "after links: a link list inside an appeal does not interrupt it",
        apply: |run| appeals::apply(run.context, &mut run.notes.appeals, &mut run.ledger),
    },
    Pass {
        name: "teasers",
        kinds: ARTICLES,
        reads: Reads::As(&[Category::Byline]),
        writes: Writes::Only(&[Category::Related]),
        position: "after links, which takes the lists that have a heading",
        apply: |run| teasers::apply(run.context, run.kind, &mut run.notes.teasers, &mut run.ledger),
    },
    Pass {
        name: "stories",
        kinds: ARTICLES,
        reads: Reads::As(&[Category::Toggle, Category::Related]),
        writes: Writes::Only(&[Category::Story]),
        position: "after links and teasers: a related list at the end of the article is not the start of a story",
        apply: |run| stories::apply(run.context, &mut run.ledger),
    },
    Pass {
        name: "threads",
        kinds: PROSE,
        reads: Reads::As(&[Category::Byline, Category::Comments, Category::CommentForm]),
        writes: Writes::Only(&[Category::Comments, Category::CommentForm]),
        position: "after stories, whose dates and bylines are not those of comments",
        apply: |run| threads::apply(run.context, &mut run.notes.threads, &mut run.ledger),
    },
    Pass {
        name: "widgets",
        kinds: ALL_BUT_DOCUMENTS,
        reads: Reads::AnyCategory,
        writes: Writes::Only(&[
            Category::CommentForm,
            Category::Comments,
            Category::Cookie,
            Category::Donation,
            Category::Newsletter,
            Category::Paywall,
        ]),
        position: "after all passes that find forms and appeals: it only corrects the category of their labels",
        apply: |run| widgets::apply(run.context, &mut run.ledger),
    },
    Pass {
        name: "body",
        kinds: &[TextKind::Page],
        reads: Reads::AnyCategory,
        writes: Writes::Only(&[Category::Frame]),
        position: "after all passes that remove blocks: what they removed separates the article from its frame",
        apply: |run| body::apply(run.context, &mut run.notes.blocks, &mut run.ledger),
    },
    Pass {
        name: "frame",
        kinds: &[TextKind::Entries],
        reads: Reads::AnyCategory,
        writes: Writes::Only(&[Category::Frame]),
        position: "where body stands: it does for other pages what body does for those around an article",
        apply: |run| body::apply_to_entries(run.context, run.whole_page, &mut run.ledger),
    },
    Pass {
        name: "nesting",
        kinds: &[TextKind::Page, TextKind::Entries],
        reads: Reads::Removed,
        writes: Writes::Only(&[Category::Frame]),
        position: "after body and frame: the prose that they left shows which block holds the text",
        apply: |run| body::apply_nesting(run.context, run.kind, &mut run.notes.blocks, &mut run.ledger),
    },
    Pass {
        name: "disclaimers",
        kinds: ARTICLES,
        reads: Reads::Removed,
        writes: Writes::Only(&[Category::Legal]),
        position: "after body: only then do the first and last paragraphs of the article show",
        apply: |run| disclaimers::apply(run.context, &mut run.notes.disclaimers, &mut run.ledger),
    },
    Pass {
        name: "bios",
        kinds: ARTICLES,
        reads: Reads::Removed,
        writes: Writes::Only(&[Category::AuthorBio]),
        position: "after disclaimers, which stand behind the biography of the author",
        apply: |run| bios::apply(run.context, &mut run.ledger),
    },
    Pass {
        name: "repeats",
        kinds: ARTICLES,
        reads: Reads::Removed,
        writes: Writes::Only(&[Category::Duplicate]),
        position: "after body: a headline in a list of stories does not make the article's headline a repetition",
        apply: |run| repeats::apply(run.context, &mut run.notes.repeats, &mut run.ledger),
    },
    Pass {
        name: "addresses",
        kinds: ALL_BUT_DOCUMENTS,
        reads: Reads::Removed,
        writes: Writes::Only(&[Category::Technical]),
        position: "anywhere: it cuts parts of segments, which no other pass reads",
        apply: |run| addresses::apply(run.context, &mut run.ledger),
    },
    Pass {
        name: "placeholders",
        kinds: ARTICLES,
        reads: Reads::Removed,
        writes: Writes::Only(&[Category::Technical]),
        position: "before ornaments: a line of dashes between two runs of placeholders goes with them",
        apply: |run| placeholders::apply(run.context, &mut run.ledger),
    },
    Pass {
        name: "ornaments",
        kinds: ALL_BUT_DOCUMENTS,
        reads: Reads::AnyCategory,
        writes: Writes::ThatOfNeighbours,
        position: "last: a line of dashes is removed if both lines beside it are, for whatever reason",
        apply: |run| ornaments::apply(run.context, run.kind, &mut run.ledger),
    },
];

/// Buffers in which passes note what they find, kept for the next page so that no page allocates them anew.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    appeals: Vec<usize>,
    blocks: body::Blocks,
    disclaimers: disclaimers::Found,
    teasers: Vec<usize>,
    threads: threads::Outline,
    repeats: repeats::Seen,
}

/// What a pass works with.
struct Run<'r> {
    context: Context<'r>,
    whole_page: WholePage,
    kind: TextKind,
    notes: &'r mut Notes,
    ledger: SignedLedger<'r>,
}

/// The ledger, in which a pass votes under its own name. It reads verdicts directly.
pub(crate) struct SignedLedger<'l> {
    ledger: &'l mut Ledger,
    name: &'static str,
}

impl SignedLedger<'_> {
    /// Says that a segment is boilerplate, how surely (0.0 to 1.0), and why.
    fn vote(&mut self, segment: usize, category: Category, score: f32, evidence: &'static str) {
        let vote = self.sign(category, score, evidence.into());
        self.ledger.vote(segment, vote);
    }

    /// Says that a part of a segment is boilerplate. `part` counts bytes of the text that is judged.
    fn cut(&mut self, segment: usize, part: Range<usize>, category: Category, score: f32, evidence: &'static str) {
        let vote = self.sign(category, score, evidence.into());
        self.ledger.cut(segment, part, vote);
    }

    fn sign(&self, category: Category, score: f32, evidence: Evidence) -> Vote {
        Vote { category, score, rule: RuleName::Shipped(self.name), evidence }
    }
}

impl Deref for SignedLedger<'_> {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        self.ledger
    }
}

/// Runs the passes that are made for the kind of the text, except those that `is_off` names. The kind is decided from the
/// text if it is not given. Returns it.
#[inline(never)]
pub(crate) fn run(
    context: Context<'_>,
    whole_page: WholePage,
    kind: Option<TextKind>,
    is_off: impl Fn(&str) -> bool,
    notes: &mut Notes,
    ledger: &mut Ledger,
) -> TextKind {
    let kind = kind.unwrap_or_else(|| kind::decide(context, whole_page, ledger));
    if kind == TextKind::Entries {
        let is_content = |category: &Category| category.policy().is_content_of_entries;
        Category::ALL.iter().copied().filter(is_content).for_each(|category| ledger.keep(category));
    }
    for pass in PASSES.iter().filter(|pass| pass.kinds.contains(&kind) && !is_off(pass.name)) {
        let ledger = SignedLedger { ledger: &mut *ledger, name: pass.name };
        (pass.apply)(&mut Run { context, whole_page, kind, notes: &mut *notes, ledger });
    }
    kind
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Reads, Writes, PASSES};
    use crate::category::Category;
    use crate::cleaner::Cleaner;
    use crate::instrument::fixtures;
    use crate::lexicon::Lexicon;
    use crate::rules::SHIPPED;

    /// For each rule and pass, the categories of its votes on the fixtures.
    fn votes_on_fixtures() -> BTreeMap<String, BTreeSet<Category>> {
        let mut votes = BTreeMap::<String, BTreeSet<Category>>::new();
        for text in fixtures() {
            for vote in Cleaner::default().trace(&text).segments.into_iter().flat_map(|segment| segment.votes) {
                votes.entry(vote.rule.into_owned()).or_default().insert(vote.category);
            }
        }
        votes
    }

    #[test]
    fn a_pass_reads_only_what_was_written_before_it_and_writes_only_what_it_says() {
        let votes = votes_on_fixtures();
        let of = |name: &str| votes.get(name).cloned().unwrap_or_default();
        let mut written: BTreeSet<Category> = Lexicon::builtin().iter().map(|(category, _)| category).collect();
        written.extend(SHIPPED.iter().flat_map(|rule| of(rule.name)));
        for pass in PASSES {
            if let Reads::As(categories) = pass.reads {
                for category in categories {
                    assert!(
                        written.contains(category),
                        "{} reads {category}, which nothing before it writes",
                        pass.name
                    );
                }
            }
            if let Writes::Only(categories) = pass.writes {
                for category in of(pass.name) {
                    assert!(categories.contains(&category), "{} writes {category}: add it to its row", pass.name);
                }
                written.extend(categories);
            }
            assert!(!pass.position.is_empty(), "{}: say why it stands at its position", pass.name);
        }
    }

    #[test]
    fn names_of_rules_and_passes_are_unique() {
        let names: Vec<&str> =
            SHIPPED.iter().map(|rule| rule.name).chain(PASSES.iter().map(|pass| pass.name)).collect();
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), unique.len(), "{names:?}");
    }
}
