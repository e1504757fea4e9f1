//! Captions: sentences and labels under pictures, recognized by the captions and credits beside them.
//!
//! **Removes** two kinds of segments: the one between two segments that were removed as captions or credits; and the one or
//! two sentences right before a credit that name a year, as news agencies word their captions.
//!
//! **Keeps** other sentences beside a credit; a paragraph of two sentences or more between a credit and a caption
//! (`pages/de-saetze-neben-bildern-und-verweisen`); what follows a caption's label ("View gallery"), which may be the
//! article (`toggle/de-absatz-hinter-bild-vergroessern`); and prose between two credits, which may name the sources of charts
//! (`credit/en-charts-with-their-sources`).
//!
//! **Why** A caption can be a sentence like any other. Only the lines beside it show that it belongs to a picture, so
//! this pass asks for evidence on both sides, or for a date that articles rarely have there.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Words;
use crate::view::{has_year, Context, Segment};
use crate::vote::score;

/// The fewest and the most words of a caption that this pass removes. Shorter lines are labels, which phrases match.
/// Chosen by hand: a larger maximum would remove paragraphs of the article beside a credit; a smaller one would keep
/// the longer captions of agencies.
const MIN_BESIDE_PICTURE_WORDS: usize = 3;
/// See [`MIN_BESIDE_PICTURE_WORDS`].
const MAX_BESIDE_PICTURE_WORDS: usize = 45;
/// The most words of a caption between a caption or credit and a caption. (Before a credit, only
/// [`MAX_BESIDE_PICTURE_WORDS`] applies.) Chosen by hand: a larger limit would remove paragraphs between two pictures;
/// a smaller one would keep captions of more than one clause.
const MAX_BEFORE_CAPTION_WORDS: usize = 30;
/// Prose with more words than this and at least [`MIN_PARAGRAPH_SENTENCES`] sentence ends is a short paragraph. In a
/// shorter segment, the first sentence end may be an abbreviation's. Chosen by hand: a smaller limit would keep
/// captions with an abbreviation; a larger one would remove paragraphs.
const MAX_ABBREVIATED_WORDS: usize = 20;
/// See [`MAX_ABBREVIATED_WORDS`].
const MIN_PARAGRAPH_SENTENCES: u32 = 2;
/// The most sentence ends of a dated caption: what the picture shows, and who or where else.
const MAX_DATED_SENTENCES: u32 = 2;
/// In a dated caption, more than one word in this many starts with a capital, because it names people, places and the
/// month. Chosen by hand: a larger number would remove sentences of the article that name a year; a smaller one would
/// keep captions with few names.
const DATED_WORDS_PER_CAPITAL: usize = 4;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    for i in 0..context.len() {
        let segment = context.segment(i);
        let may_be_caption = (MIN_BESIDE_PICTURE_WORDS..=MAX_BESIDE_PICTURE_WORDS).contains(&segment.words());
        if !may_be_caption || ledger.is_removed(i) || segment.quoted() || is_numbered_item(segment) {
            continue;
        }
        if let Some(evidence) = find_evidence(segment, ledger) {
            ledger.vote(i, Category::Caption, score::PROBABLE, evidence);
        }
    }
}

/// Whether the segment is an item of a numbered list: "3. The bridge was closed."
fn is_numbered_item(segment: Segment<'_>) -> bool {
    let behind_number = segment.text().trim_start_matches(|c: char| c.is_ascii_digit());
    behind_number.len() < segment.text().len() && (behind_number.starts_with(". ") || behind_number.starts_with(") "))
}

/// What shows that the segment is a caption, if anything does.
fn find_evidence(segment: Segment<'_>, ledger: &Ledger) -> Option<&'static str> {
    let i = segment.index();
    let is_before_credit = i + 1 < ledger.len() && ledger.removed_as(i + 1, Category::Credit);
    if is_between_pictures(segment, ledger, is_before_credit) {
        Some("between two lines of a picture")
    } else if is_before_credit && is_dated(segment) {
        Some("a dated sentence before a credit")
    } else {
        None
    }
}

/// Whether the segment stands between two removed captions or credits and is not a paragraph between two pictures.
fn is_between_pictures(segment: Segment<'_>, ledger: &Ledger, is_before_credit: bool) -> bool {
    let i = segment.index();
    i > 0
        && belongs_to_picture(ledger, i - 1)
        && i + 1 < ledger.len()
        && belongs_to_picture(ledger, i + 1)
        && (is_before_credit || segment.words() <= MAX_BEFORE_CAPTION_WORDS && !is_short_paragraph(segment))
        && !(ledger.removed_as(i - 1, Category::Credit) && segment.is_prose())
}

/// Whether the segment is prose of two sentences or more, rather than one sentence with an abbreviation.
fn is_short_paragraph(segment: Segment<'_>) -> bool {
    segment.words() > MAX_ABBREVIATED_WORDS
        && segment.is_prose()
        && segment.features().sentences >= MIN_PARAGRAPH_SENTENCES
}

/// Whether the segment was removed as a caption or credit.
fn belongs_to_picture(ledger: &Ledger, i: usize) -> bool {
    ledger.removed(i).is_some_and(|vote| vote.category.policy().belongs_to_picture)
}

/// Whether the segment is one or two sentences that name a year and many names, as captions of agencies do, and that
/// report no one's words.
fn is_dated(segment: Segment<'_>) -> bool {
    segment.numbers() > 0
        && segment.features().sentences <= MAX_DATED_SENTENCES
        && has_year(segment.text())
        && !segment.has_word_in(Words::Attribution)
        && segment.capitals() * DATED_WORDS_PER_CAPITAL > segment.words()
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, MIDDLE};

    macro_rules! between_paragraphs {
        ($block:literal) => {
            concat!(
                "The harbour of Elmsworth stays open all winter\n",
                "The forty boats of the old stone quay may land their catch until spring, says the council.\n",
                "That ends three years of uncertainty, in which the chandler let his clerk go and sold both vans.\n",
                $block,
                "The board will publish the ice breaker's timetable on Friday, and light the lighthouse.\n",
                "Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.\n",
            )
        };
    }

    const AFTER_LABEL: &str = between_paragraphs!("Media caption\n{}\n");
    const AFTER_COUNTER: &str = between_paragraphs!("Image 3 of 8\n{}\n");
    const BETWEEN_CAPTIONS: &str = between_paragraphs!("Image 3 of 8\n{}\nImage 4 of 8\n");
    const BETWEEN_CAPTION_AND_CREDIT: &str = between_paragraphs!("Image 3 of 8\n{}\nPhoto: Orla Fenn\n");
    const BETWEEN_CREDITS: &str = between_paragraphs!("Photo: Orla Fenn\n{}\nPhoto: Orla Fenn\n");
    const BEFORE_CREDIT: &str = between_paragraphs!("{}\nPhoto: Orla Fenn\n");

    #[test]
    fn captions_between_pictures_and_before_credits_are_removed_and_paragraphs_are_kept() {
        check(
            "captions",
            &[
                (
                    "The ice breaker leaves the quay on a grey morning.",
                    AFTER_LABEL,
                    Kept,
                    "a label above a sentence does not show that it is a caption",
                ),
                ("\"The ice breaker is ours,\" says the captain.", BETWEEN_CAPTIONS, Kept, "somebody speaks"),
                ("Ice breaker", BETWEEN_CAPTIONS, Kept, "two words are a label or heading"),
                ("The ice breaker leaves the quay on a grey morning.", AFTER_COUNTER, Kept, "a counter is no label"),
                (
                    "The ice breaker leaves the quay on a grey morning.",
                    BETWEEN_CAPTIONS,
                    Removed,
                    "a gallery's caption",
                ),
                (
                    "The ice breaker leaves the quay on a grey morning in spring, and the chandler, whose \
                 shop has been shut for two years, waves from the window of his net loft.",
                    BETWEEN_CAPTIONS,
                    Kept,
                    "31 words",
                ),
                (
                    "The ice breaker leaves the quay on a grey morning in spring, and the chandler, whose \
                 shop has been shut for two years, waves from the window of his net loft.",
                    BETWEEN_CAPTION_AND_CREDIT,
                    Removed,
                    "before a credit, a caption may have up to 45 words",
                ),
                (
                    "The ice breaker leaves the quay on a grey morning. The chandler waves to it from the \
                 window of his loft.",
                    BETWEEN_CAPTIONS,
                    Kept,
                    "two sentences of 21 words are a paragraph",
                ),
                (
                    "The share of boats under sail fell each year but one, and that was the year of the regatta.",
                    BETWEEN_CREDITS,
                    Kept,
                    "the credits may name the sources of charts",
                ),
                ("The quay in winter", BETWEEN_CREDITS, Removed, "a title between two credits"),
                (
                    "The ice breaker Gunvor leaves Elmsworth on March 3, 2019.",
                    BEFORE_CREDIT,
                    Removed,
                    "names and a year",
                ),
                ("The ice breaker leaves the harbour on a grey morning.", BEFORE_CREDIT, Kept, "no year"),
                (
                    "Captain Ann Lee of Elmsworth said in 2019 that she would stay.",
                    BEFORE_CREDIT,
                    Kept,
                    "it reports words",
                ),
                (
                    "The town sold its last ice breaker in 2019 and has no plans for one.",
                    BEFORE_CREDIT,
                    Kept,
                    "no names",
                ),
                ("The ice breaker leaves the quay on a grey morning.", MIDDLE, Kept, "nothing shows a picture"),
            ],
        );
    }
}
