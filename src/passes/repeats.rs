//! Repeats: a headline or caption that the page prints twice.
//!
//! **Removes** the second occurrence of a line of at least three words near the top of the page, where it is a headline
//! (`duplicate/en-headline-repeated-after-standfirst`), and of a line of at least eight words close behind the first
//! one, as galleries print captions twice.
//!
//! **Keeps** the first occurrence, the items of lists and numbered steps (`keep/en-steps-that-come-again`), code, rows
//! of tables, short lines that stand there three times or more, and lines that are repeated further on: refrains, and
//! summaries and questions to which an article returns (`keep/en-repeated-refrain-speech`).

use std::collections::HashMap;

use super::SignedLedger;
use crate::category::Category;
use crate::page::bytes::key;
use crate::view::{Context, Segment};
use crate::vote::score;

// Positions and distances below are counted in kept segments that contain a word.

/// A repeated headline has at least this many words. Chosen by hand: shorter lines are labels, which are repeated for
/// other reasons.
const MIN_REPEATED_HEADLINE_WORDS: u32 = 3;
/// The first occurrence of a repeated headline is among this many first segments of the page. Chosen by hand: a kicker
/// and a date may precede it; lines further down are not headlines.
const MAX_HEADLINE_POSITION: usize = 3;
/// The second occurrence of a headline is at most this many segments behind the first. Chosen by hand: a standfirst, a
/// byline and share buttons may stand between them.
const MAX_HEADLINE_DISTANCE: usize = 8;
/// Before the second occurrence of a headline, at most this many paragraphs of prose precede it: a standfirst.
const MAX_PROSE_SEGMENTS_ABOVE_HEADLINE: usize = 1;

/// A repeated caption has at least this many words. Chosen by hand: shorter lines are often repeated in dialogue and
/// verse.
/// Sensitive: -25 % (6) changes 2.27 % of the texts of the shared corpora, +25 % (10) changes 1.87 %.
const MIN_REPEATED_CAPTION_WORDS: u32 = 8;
/// A repeated headline or caption has at most this many words. Chosen by hand: a longer paragraph that stands there twice
/// is a post that the next one quotes, or prose that was printed twice on purpose.
const MAX_REPEATED_WORDS: u32 = 60;
/// The second occurrence of a caption is at most this many segments behind the first. Chosen by hand: a credit and a
/// counter may stand between them; a larger value would remove refrains.
/// Sensitive: -25 % (3) changes 2.00 % of the texts of the shared corpora, +25 % (5) changes 1.20 %.
const MAX_CAPTION_DISTANCE: usize = 4;

/// A line with more numbers than this is a row of a table or a result, which may occur twice.
const MAX_REPEATED_NUMBERS: u32 = 2;
/// The label of a numbered step ("Step 3: ...") has at most this many words. Chosen by hand: longer ones are clauses.
const MAX_STEP_LABEL_WORDS: usize = 4;

/// Where a line stands first, and how often it stands on the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Occurrences {
    count: usize,
    first_position: usize,
    first_segment: usize,
}

/// The lines of a page. Kept for the next page, so that its memory is reused.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The keys of the texts of all lines that may be repeated.
    keys: Vec<u64>,
    /// The occurrences of each line, by the key of its text.
    lines: HashMap<u64, Occurrences>,
}

/// A short headline or caption is printed at most this often. A line that stands there more often is a refrain.
const MAX_REPEATED_LINE_COUNT: usize = 2;
/// A refrain has fewer words than this. Chosen by hand: longer lines that stand there three times are the captions of a
/// gallery.
const MAX_REFRAIN_WORDS: u32 = 12;

pub(super) fn apply(context: Context<'_>, seen: &mut Seen, ledger: &mut SignedLedger<'_>) {
    let Seen { keys, lines } = seen;
    keys.clear();
    let kept = (0..context.len()).filter(|i| !ledger.is_removed(*i)).map(|i| context.segment(i));
    keys.extend(kept.filter(may_be_repeated).map(|segment| key(core(segment))));
    keys.sort_unstable();
    if keys.windows(2).all(|pair| pair[0] != pair[1]) {
        return; // Most pages: no line stands there twice.
    }
    lines.clear();
    keys.iter().for_each(|key| lines.entry(*key).or_default().count += 1);
    // Removed segments count neither for the position nor as prose, so that the text that remains is judged alike when
    // it is cleaned again.
    let (mut position, mut prose_segments_before) = (0, 0);
    for i in 0..context.len() {
        let segment = context.segment(i);
        if ledger.is_removed(i) || segment.word_table().is_empty() {
            continue;
        }
        let is_at_top = prose_segments_before <= MAX_PROSE_SEGMENTS_ABOVE_HEADLINE;
        prose_segments_before += usize::from(segment.is_prose());
        position += 1;
        if !may_be_repeated(&segment) {
            continue;
        }
        let text = core(segment);
        let line = lines.entry(key(text)).or_default();
        if line.first_position == 0 {
            (line.first_position, line.first_segment) = (position, i);
        }
        if line.first_segment == i || core(context.segment(line.first_segment)) != text {
            continue;
        }
        let distance = position - line.first_position;
        let is_headline =
            is_at_top && line.first_position <= MAX_HEADLINE_POSITION && distance <= MAX_HEADLINE_DISTANCE;
        let words = segment.features().words;
        let is_caption =
            words >= MIN_REPEATED_CAPTION_WORDS && distance <= MAX_CAPTION_DISTANCE && !is_list_item(segment);
        let is_refrain = line.count > MAX_REPEATED_LINE_COUNT && words < MAX_REFRAIN_WORDS;
        if !is_refrain && (is_headline || is_caption) {
            ledger.vote(i, Category::Duplicate, score::SURE, "stands above already");
            // If the vote counts, the segment is removed and has no position.
            position -= usize::from(ledger.is_removed(i));
        }
    }
}

fn may_be_repeated(segment: &Segment<'_>) -> bool {
    let f = segment.features();
    (MIN_REPEATED_HEADLINE_WORDS..=MAX_REPEATED_WORDS).contains(&f.words)
        && f.numbers <= MAX_REPEATED_NUMBERS
        && !f.code
        && !f.row
}

/// The folded text without closing punctuation: two lines with the same core are the same line.
fn core(segment: Segment<'_>) -> &[u8] {
    let bytes = &segment.context().page.folded.bytes;
    &bytes[segment.folded_start()..segment.core_end()]
}

/// Whether the segment has a list mark or starts with a label that has a number: "Step 3: repeat this", "3-month plan:
/// from 20 crowns".
fn is_list_item(segment: Segment<'_>) -> bool {
    let label = segment.text().split_once(": ").map_or("", |(label, _)| label);
    let is_step = label.contains(|c: char| c.is_ascii_digit())
        && label.split(' ').count() <= MAX_STEP_LABEL_WORDS
        && !label.contains("://");
    segment.bullet() || is_step
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check_in_articles, Kept, Removed, MIDDLE, TOP};

    const FIRST_OF_HEADLINE_AT_POSITION_FOUR: &str = "Harbour
Friday
Elmsworth
The harbour of Elmsworth stays open all winter
{}
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
";
    const CAPTION_TWO_LINES_ABOVE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The chandler beside the last of his vans in spring
Step 2: Repeat this a few times until the dog waits when you wait
Sold both vans
{}
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
";
    const REFRAIN: &str = "The river runs down to the sea, my love
Past mill and weir and grey stone wall
{}
The lamps are lit along the quay
The river runs down to the sea, my love
";
    /// A paragraph of 64 words, which the next post quotes.
    const POST: &str = "The chandler beside the last of his vans in spring says that he will not buy another one before \
        the quay is wide enough for two of them to pass, and that he has told the board so in each of the three years in \
        which nobody mended the wall, the lamp, the crane or the steps that lead from the fish market down to the boats.";
    const POST_ABOVE: &str = "The chandler beside the last of his vans in spring says that he will not buy another one before \
        the quay is wide enough for two of them to pass, and that he has told the board so in each of the three years in \
        which nobody mended the wall, the lamp, the crane or the steps that lead from the fish market down to the boats.
{}
";
    const CAPTION_FIVE_LINES_ABOVE: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
The chandler beside the last of his vans in spring
That ends three years of uncertainty, in which the chandler let his only clerk go and sold both vans.
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
Nobody at the quay had expected the vote, and the fishermen's choir sang for the four who had come.
The chandler has not yet said whether he will buy a van again, nor what he would put into one.
{}
";

    #[test]
    fn repeated_headlines_and_captions_are_removed_and_refrains_are_kept() {
        let headline = "The harbour of Elmsworth stays open all winter";
        let caption = "The chandler beside the last of his vans in spring";
        check_in_articles(
            "repeats",
            &[
                (headline, TOP, Removed, "the headline again, under the headline"),
                ("THE HARBOUR OF ELMSWORTH STAYS OPEN ALL WINTER!", TOP, Removed, "capitals and marks do not count"),
                ("The harbour of Elmsworth stays open", TOP, Kept, "another headline"),
                (headline, MIDDLE, Removed, "three segments behind the headline, of eight words like a caption"),
                ("Harbour open", "Harbour open\n{}\nThe boats may land.\n", Kept, "a label of two words"),
                (
                    "Elmsworth stays open",
                    "Elmsworth stays open\n{}\nThe boats may land their catch at the quay all winter, says the town.\n",
                    Removed,
                    "a headline of three words",
                ),
                (
                    "Harbour open in winter",
                    "One\nTwo\nThree\nHarbour open in winter\n{}\nThe boats may land until spring.\n",
                    Kept,
                    "the first occurrence is the fourth segment, and it is too short for a caption",
                ),
                (headline, FIRST_OF_HEADLINE_AT_POSITION_FOUR, Removed, "the same, with the length of a caption"),
                (caption, CAPTION_TWO_LINES_ABOVE, Removed, "a caption three segments behind its first occurrence"),
                (caption, CAPTION_FIVE_LINES_ABOVE, Kept, "five segments behind it"),
                ("The river runs down to the sea, my love", REFRAIN, Kept, "a refrain stands there three times"),
                (POST, POST_ABOVE, Kept, "too long for a caption"),
                ("Sold both vans", CAPTION_TWO_LINES_ABOVE, Kept, "inside the article, too short for a caption"),
                (
                    "Step 2: Repeat this a few times until the dog waits when you wait",
                    CAPTION_TWO_LINES_ABOVE,
                    Kept,
                    "a numbered step",
                ),
                (
                    "- The chandler beside the last of his vans in spring",
                    CAPTION_TWO_LINES_ABOVE,
                    Kept,
                    "an item of a list",
                ),
            ],
        );
    }
}
