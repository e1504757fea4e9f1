//! Appeals: a paragraph in which an outlet asks its readers for money, by its parts and not by its wording.
//!
//! An appeal says who speaks ("we", "our"), who is asked ("you", "readers"), for what ("donate", "support"), for which
//! work ("journalism", "newsroom") and often why ("independent", "paywall", "cost"). Each part is a word list of the
//! phrase files. A donation phrase that is only a hint counts as a word of giving if it has a word of support.
//!
//! **Removes** a segment of at most 90 words, or 200 if it starts with a phrase of an appeal, with any phrase of `donation`, be it a hint, if it says "we" and "you", names
//! the outlet's work and has a word of giving; or has a word of support and names the reason, too.
//!
//! **Keeps** segments that quote or report somebody, and segments with a phrase that speaks for keeping: an article
//! about an appeal speaks of it in the third person (`keep/en-quoted-donation-appeal-analysis`). It also keeps
//! a charity's own request, which names no newsroom.
//!
//! **Why** Every outlet words its appeal differently, and rewords it each season. Counted on the lines of real pages,
//! no line of an article had all of these parts.

use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::{mask, Entry};
use crate::lexicon::{Anchor, ListMask, Words};
use crate::view::Segment;
use crate::vote::score;

/// The most words of a segment that is judged. Chosen by hand: the parts may meet by chance in a longer paragraph; a
/// smaller value would keep appeals that an extractor delivered as one paragraph.
const MAX_APPEAL_WORDS: usize = 90;

/// The same for a segment that starts with a phrase of an appeal ("Before you go ..."). The longest that were seen on pages
/// had 170 words.
const MAX_OPENED_APPEAL_WORDS: usize = 200;

/// The fewest bytes of a verb of saying. German also lists "so", which is a frequent word of other languages.
const MIN_SAYING_BYTES: usize = 3;

pub(super) struct Appeal;

impl Rule for Appeal {
    fn name(&self) -> &str {
        "appeal"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        // The words are looked up only where a phrase hints at an appeal, because looking up every word of every page
        // would take a fifth of the time of a cleaning.
        let has_cue = segment.cues().any(|(_, entry)| entry.category == Category::Donation);
        let opens_appeal = has_cue && opens_with_appeal(segment);
        let max_words = if opens_appeal { MAX_OPENED_APPEAL_WORDS } else { MAX_APPEAL_WORDS };
        if segment.words() > max_words || !has_cue {
            return;
        }
        let lists = segment.word_lists().fold(0, |all: ListMask, lists| all | lists);
        let has = |wanted: &[Words]| lists & mask(wanted) == mask(wanted);
        if !has(&[Words::We, Words::You, Words::Press]) {
            return;
        }
        let gives = has(&[Words::Gift]) || has_hint_at_giving(segment);
        let has_reason = has(&[Words::Support, Words::Cause]);
        if (gives || has_reason) && (opens_appeal || starts_appeal(segment)) && !speaks_of_others(segment) {
            ballot.vote(Category::Donation, score::LIKELY, "an appeal by its parts");
        }
    }
}

/// Whether the segment starts with a phrase of an appeal that counts at the start of a sentence.
fn opens_with_appeal(segment: Segment<'_>) -> bool {
    let is_opening = |entry: Entry<'_>| entry.category == Category::Donation && entry.phrase.anchor() == Anchor::Start;
    segment.cues().any(|(cue, entry)| is_opening(entry) && segment.words_of(cue).start == 0)
}

/// Whether a phrase that hints at a donation has a word of giving or support ("support our"). Other hints only name the
/// outlet ("our reporters").
fn has_hint_at_giving(segment: Segment<'_>) -> bool {
    let asks = |word: usize| segment.lists_of_word(word) & mask(&[Words::Gift, Words::Support]) != 0;
    let is_hint = |entry: Entry<'_>| entry.category == Category::Donation && entry.phrase.anchor() == Anchor::Hint;
    segment.cues().any(|(cue, entry)| is_hint(entry) && segment.words_of(cue).any(asks))
}

/// Whether the first sentence has a part of an appeal other than "you". A line of an appeal may be glued to a paragraph
/// of the article, whose first sentence has none.
pub(crate) fn starts_appeal(segment: Segment<'_>) -> bool {
    segment.lists_of_first_sentence() & mask(&[Words::We, Words::Gift, Words::Support, Words::Press, Words::Cause]) != 0
}

/// Whether the segment quotes or reports somebody, or contains a phrase that speaks for keeping it.
pub(crate) fn speaks_of_others(segment: Segment<'_>) -> bool {
    let reports =
        |(word, lists): (&[u8], ListMask)| word.len() >= MIN_SAYING_BYTES && lists & Words::Attribution.bit() != 0;
    segment.has_quotes()
        || segment.folded_words().zip(segment.word_lists()).any(reports)
        || segment.has_phrase(Category::Donation, &[Anchor::Keep])
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE};

    macro_rules! meetings {
        () => {
            "Our reporters sat through forty meetings of the harbour board this winter, and through nine of the council, \
            because somebody has to be in the room when the berths are given away. They read the minutes that nobody \
            else reads, and they looked for the ones that were missing. When the quay was sold without a vote, they were \
            there, and when the sale was undone in spring, they were there again. None of this is cheap, and none of it \
            pays for itself. Your gift, whether it is large or small, keeps them in that room for another year, and we \
            thank you for it."
        };
    }
    const LONG_APPEAL: &str = concat!("Before you go on about your day, think of this. ", meetings!());
    const LONG_REPORT: &str = concat!("It was a long winter in Elmsworth. ", meetings!());

    #[test]
    fn paragraphs_with_all_parts_of_an_appeal_are_removed_and_others_are_kept() {
        check(
            "appeal",
            &[
                ("Your gift lets our reporters sit through the long meetings.", END, Removed, "giving"),
                (
                    "Our reporters sit through the long meetings because you pay for it each month.",
                    MIDDLE,
                    Removed,
                    "a reason",
                ),
                ("You may join our reporters on the quay.", MIDDLE, Kept, "support without a reason"),
                ("Your gift lets our choir sing through the long winter.", END, Kept, "a choir is no newsroom"),
                (
                    "The gift lets their reporters sit through the long meetings.",
                    END,
                    Kept,
                    "neither \"we\" nor \"you\"",
                ),
                ("Your gift lets our reporters sit through the meetings, the editor said.", END, Kept, "reported"),
                (
                    "The quay is open. Your gift lets our reporters sit through the long meetings.",
                    END,
                    Kept,
                    "the first sentence may be the article's",
                ),
                ("\"Your gift lets our reporters sit there.\"", END, Kept, "quoted"),
                (LONG_APPEAL, END, Removed, "more than 90 words, but it opens like an appeal"),
                (LONG_REPORT, END, Kept, "more than 90 words that do not open like one"),
                (
                    "Unsere Redaktion sitzt in jeder Sitzung, weil du uns mit einer Spende hilfst.",
                    END,
                    Removed,
                    "German",
                ),
            ],
        );
    }
}
