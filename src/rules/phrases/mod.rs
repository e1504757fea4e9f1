//! Phrases: the rule behind the lexicon.
//!
//! **Removes** a segment, a sentence or a few words because of a phrase in it. What is removed depends on the phrase's
//! anchor: for `=` the whole segment; for `^`, `*` and two different `~` the segment if it is short, else the sentence
//! around the phrase; for `$` a short segment; for `-` only the words of the phrase. A label (`=`) in front of a headline
//! removes both ("Read More Harbour Reopens After Storm").
//!
//! **Keeps** what is quoted or attributed (`keep/en-quoted-donation-appeal-analysis`), what a `!` phrase speaks for,
//! sentences that only begin like a label ("Read more than the first page", `keep/en-sentence-begins-read-more-than`), and
//! long paragraphs as a whole.
//!
//! **Why** anchors decide: counted on real pages, the words alone occur in as many article paragraphs as boilerplate
//! lines, while the same words as a whole line occur in hardly any article.
//!
//! Each anchor has a function of its own here. It either votes or returns the [`Veto`] that stopped it, which a trace
//! shows. `context` has the questions that the functions ask about the words around a phrase, `cut` removes parts of a
//! segment.

mod context;
mod cut;
mod veto;

use super::{Ballot, Rule};
use crate::category::{Category, CategorySet};
use crate::lexicon::matcher::Entry;
use crate::lexicon::scan::Cue;
use crate::lexicon::{Anchor, Words};
use crate::policy::{LongAppeal, Policy};
use crate::view::Segment;
use crate::vote::score;
use context::{
    begins_sentence, ends_in_colon, ends_sentence, follows_sentences, is_about_appeal, is_quoted, is_reported,
    labels_something, may_be_heading, runs_on, speaks_to_reader,
};
use cut::{cut_sentence, cut_words, seam_behind};
use veto::{veto_if, Veto};

/// The most words of an appeal that is removed as one segment, because it starts with a phrase or has two hints. Chosen by
/// hand: the pleas on real pages that extractors deliver as one paragraph have up to about 90 words.
const MAX_APPEAL_WORDS: usize = 90;
/// The most words of a segment that is removed because a phrase ends it. Longer segments are paragraphs.
const MAX_ENDING_SEGMENT_WORDS: usize = 40;
/// At most this many cues of one segment are evaluated. A segment with more is not prose, and since each cue looks at the
/// words around it, the cap keeps the work linear.
const MAX_EVALUATED_CUES: usize = 64;
/// A whole line of at most this many words is sure, but not certain: short labels occur in articles too.
const MAX_SHORT_LABEL_WORDS: usize = 2;

pub(super) struct Phrases;

impl Rule for Phrases {
    fn name(&self) -> &str {
        "phrases"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let spoken_for = segment
            .cues()
            .filter(|(_, entry)| entry.phrase.anchor() == Anchor::Keep)
            .map(|(_, entry)| entry.category)
            .collect::<CategorySet>();
        let mut last_hint = None;
        for (cue, entry) in segment.cues().take(MAX_EVALUATED_CUES) {
            let found = Found { segment, cue, entry };
            let decision = match entry.phrase.anchor() {
                Anchor::Keep => continue,
                _ if spoken_for.contains(entry.category) => Err(Veto::SpokenFor),
                Anchor::Whole if segment.is_whole(cue) => whole_line(found, ballot),
                Anchor::Whole => label(found, ballot),
                Anchor::Cut => cut_words(found, ballot),
                Anchor::End => end(found, ballot),
                Anchor::Start | Anchor::Anywhere => start_or_anywhere(found, ballot),
                Anchor::Hint => hint(found, &mut last_hint, ballot),
            };
            if let Err(veto) = decision {
                ballot.veto(entry.category, entry.phrase, veto.reason());
            }
        }
    }
}

/// A phrase that was found, and where.
#[derive(Clone, Copy)]
struct Found<'p> {
    segment: Segment<'p>,
    cue: &'p Cue,
    entry: Entry<'p>,
}

impl Found<'_> {
    fn category(&self) -> Category {
        self.entry.category
    }

    fn policy(&self) -> &'static Policy {
        self.entry.category.policy()
    }

    /// Whether the phrase stands at the start of the segment.
    fn is_at_start(&self) -> bool {
        self.cue.start as usize == self.segment.folded_start()
    }

    fn vote(&self, score: f32, ballot: &mut Ballot<'_>) {
        ballot.vote(self.entry.category, score, self.entry.phrase);
    }
}

type Decision = Result<(), Veto>;

/// `=`, where the phrase is all that the segment says.
fn whole_line(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    // "Website: https://...": the empty field of a form has no address.
    let f = found.segment.features();
    veto_if(found.policy().is_empty_field && f.links > 0 && f.link_words == 0, Veto::FilledField)?;
    let score = match found.segment.words() {
        _ if may_be_heading(found) => score::DOUBTFUL,
        0..=MAX_SHORT_LABEL_WORDS => score::SURE,
        _ => score::CERTAIN,
    };
    found.vote(score, ballot);
    Ok(())
}

/// `=`, where the segment goes on behind the phrase.
fn label(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    veto_if(!labels_something(found), Veto::LabelsNothing)?;
    found.vote(score::LIKELY, ballot);
    Ok(())
}

/// `$`: the phrase ends the segment.
fn end(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    veto_if(found.segment.words() > MAX_ENDING_SEGMENT_WORDS, Veto::LongSegment)?;
    veto_if(found.policy().may_end_sentence && ends_sentence(found), Veto::EndsSentence)?;
    veto_if(found.policy().speaks && is_reported(found), Veto::Reported)?;
    found.vote(score::LIKELY, ballot);
    Ok(())
}

/// `^` and `*`: the phrase starts the segment or a sentence in it, or stands anywhere.
fn start_or_anywhere(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    let (segment, policy) = (found.segment, found.policy());
    veto_if(is_quoted(found), Veto::Quoted)?;
    veto_if(policy.speaks && is_reported(found), Veto::Reported)?;
    if found.is_at_start() {
        if let Some(seam) = seam_behind(found, segment.span().end) {
            ballot.cut(segment.span().start..seam, found.category(), score::SURE, found.entry.phrase);
            return Ok(());
        }
        veto_if(begins_sentence(found), Veto::BeginsSentence)?;
    }
    veto_if(is_about_appeal(found), Veto::AboutAppeal)?;
    let is_inside = !found.is_at_start();
    veto_if(is_inside && policy.may_run_on && !ends_in_colon(found) && runs_on(found), Veto::RunsOn)?;
    if is_long_appeal(found) || is_short(found) {
        found.vote(score::SURE, ballot);
        return Ok(());
    }
    veto_if(!policy.is_cut_by_sentence, Veto::LongSegment)?;
    cut_sentence(found, ballot)
}

/// Whether the phrase starts an appeal that may be a paragraph.
fn is_long_appeal(found: Found<'_>) -> bool {
    let addresses = match found.policy().long_appeal {
        LongAppeal::Never => return false,
        LongAppeal::IfItAddresses => speaks_to_reader(found.segment),
        LongAppeal::Always => true,
    };
    found.is_at_start() && found.segment.words() <= MAX_APPEAL_WORDS && addresses
}

/// Whether the segment is short enough to be removed as a whole.
fn is_short(found: Found<'_>) -> bool {
    let is_anywhere = found.entry.phrase.anchor() == Anchor::Anywhere;
    found.segment.words() <= found.policy().max_words
        && (found.is_at_start() || is_anywhere && !follows_sentences(found))
}

/// `~`: two different hints of a category, one behind the other, decide together.
fn hint<'p>(found: Found<'p>, last_hint: &mut Option<Found<'p>>, ballot: &mut Ballot<'_>) -> Decision {
    veto_if(found.policy().hints_count_by_position, Veto::WeighedByPosition)?;
    let pairs_with = |first: &Found<'_>| {
        first.category() == found.category()
            && first.entry.phrase != found.entry.phrase
            && first.cue.end <= found.cue.start
    };
    if !last_hint.as_ref().is_some_and(pairs_with) {
        *last_hint = Some(found);
        return Err(Veto::SingleHint);
    }
    veto_if(found.segment.words() > MAX_APPEAL_WORDS, Veto::LongSegment)?;
    veto_if(!found.segment.has_word_in(Words::We), Veto::SpeaksOfOthers)?;
    veto_if(is_reported(found), Veto::Reported)?;
    found.vote(score::LIKELY, ballot);
    Ok(())
}
