//! Stories: unrelated articles that an endless page appends to the article, each closed by a toggle ("Read More
//! Show Less").
//!
//! **Removes** everything from the end of the article to the last toggle. The article ends where its vocabulary does;
//! a removed line, such as a photo credit that opens the first story, makes a boundary more likely. If the page has
//! only one toggle, such a line is required.
//!
//! **Keeps** the paragraphs that share their content words with the article; if vocabulary leaves two places possible,
//! the paragraphs before the later one (`story/nl-woorden-laten-open-waar-het-eindigt`); and pages on which the
//! article continues after the last toggle.
//!
//! **Why** The paragraphs of an appended story read like those of the article. Only its subject, which shows in its
//! vocabulary, and the toggle at its end tell them apart.

use super::SignedLedger;
use crate::category::Category;
use crate::ledger::Ledger;
use crate::lexicon::Anchor;
use crate::page::Form;
use crate::passes::vocabulary::Vocabulary;
use crate::view::{Context, Segment};
use crate::vote::score;

/// The fewest paragraphs of the article before the first story. Chosen by hand: a smaller number leaves too few words
/// to compare with; a larger one would keep stories after short articles.
const MIN_PARAGRAPHS_BEFORE_STORY: usize = 3;
/// How many paragraphs before the first toggle are compared with each other. The limit bounds the work on long
/// articles, whose last paragraphs are enough for a comparison.
const MAX_PARAGRAPHS_BEFORE_STORY: usize = 60;
/// The most paragraphs of the first story. Chosen by hand: a larger limit lets a mistake remove more of the article; a
/// smaller one would keep the beginning of long stories.
const MAX_STORY_PARAGRAPHS: usize = 9;
/// The most prose segments after the last toggle. With more of them, the article continues and the toggles are its own.
const MAX_PROSE_SEGMENTS_AFTER_TOGGLE: usize = 2;
/// The most words of a line with a toggle ("Read More Show Less"). In a longer line, the words belong to a sentence.
const MAX_TOGGLE_WORDS: usize = 6;
/// The fewest words of a paragraph. Shorter segments are headings and labels, which say little about the subject.
const MIN_COMPARED_PARAGRAPH_WORDS: usize = 8;
/// The fewest bytes of a content word. Shorter words are mostly articles, pronouns and prepositions, which all texts
/// share.
const MIN_STORY_WORD_BYTES: usize = 5;
/// What each paragraph adds to the value of a split if it is counted as a story's, and takes from it if it is counted
/// as the article's; in shares of a paragraph's content words, 0.0 to 1.0. Chosen by hand: a larger bias would remove
/// paragraphs of the article that introduce new words; a smaller one would keep stories that share some words with it.
const STORY_BIAS: f32 = 0.23;
/// What removed lines at the boundary, such as a photo credit, add to the value of a split, in the unit of
/// [`STORY_BIAS`]. Chosen by hand: a larger value would trust a credit inside the article; a smaller one would ignore
/// the credits that open stories.
const OPENER_VALUE: f32 = 0.8;
/// How much lower than the best value the value of a later split may be, for each paragraph between the two, in the
/// unit of [`STORY_BIAS`]. Losing a paragraph of the article is worse than keeping one of a story. Chosen by hand: a
/// larger value would keep more paragraphs of stories; a smaller one would remove more of the article.
const LATER_SPLIT_TOLERANCE: f32 = 0.3;
/// If the supposed first paragraph of a story shares at least this part of its content words with the article, it
/// belongs to the article, and so does the toggle. Chosen by hand: a larger value would remove the ends of articles
/// with a toggle; a smaller one would keep stories on a similar subject.
const MIN_SHARE_OF_OWN_PARAGRAPH: f32 = 0.4;
/// With fewer toggles than this, vocabulary alone is not enough evidence.
const MIN_TOGGLES_WITHOUT_OPENER: usize = 2;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let mut toggles = (0..context.len()).filter(|i| is_toggle(context.segment(*i), ledger));
    let Some(first) = toggles.next() else { return };
    let (last, toggles) = toggles.fold((first, 1), |(_, count), i| (i, count + 1));
    let prose_after =
        (last + 1..context.len()).filter(|i| context.segment(*i).is_prose() && !ledger.is_removed(*i)).count();
    if prose_after > MAX_PROSE_SEGMENTS_AFTER_TOGGLE {
        return;
    }
    let Some(start) = find_story_start(context, ledger, first) else { return };
    if toggles < MIN_TOGGLES_WITHOUT_OPENER && !start.has_opener {
        return;
    }
    let end = if ends_in_toggle(context.segment(last)) { last + 1 } else { last };
    for i in start.segment..end {
        if !ledger.protected(i) {
            ledger.vote(i, Category::Story, score::CERTAIN_BLOCK, "an unrelated story behind the article");
        }
    }
}

/// Whether the segment is a short line that was removed as a toggle because of the words of both its states.
fn is_toggle(segment: Segment<'_>, ledger: &Ledger) -> bool {
    let is_line = segment.words() <= MAX_TOGGLE_WORDS && ledger.removed_as(segment.index(), Category::Toggle);
    (is_line || segment.context().page.form == Form::Flat) && segment.has_phrase(Category::Toggle, &[Anchor::Cut])
}

/// Whether the segment ends with a toggle. In flattened text the toggle may also stand before the sentence that follows
/// the story.
fn ends_in_toggle(segment: Segment<'_>) -> bool {
    segment.cues().any(|(cue, entry)| entry.category == Category::Toggle && cue.end as usize >= segment.core_end())
}

/// Where the first story starts.
struct StoryStart {
    segment: usize,
    /// Whether the story starts with removed lines, such as a photo credit.
    has_opener: bool,
}

/// Finds the start of the first story: it follows the split after which the paragraphs no longer share the article's
/// vocabulary. Returns `None` if the article is too short, or if the toggle is its own.
fn find_story_start(context: Context<'_>, ledger: &Ledger, first_toggle: usize) -> Option<StoryStart> {
    let is_paragraph =
        |i: &usize| context.segment(*i).words() >= MIN_COMPARED_PARAGRAPH_WORDS && !ledger.is_removed(*i);
    let all: Vec<usize> = (0..first_toggle).filter(is_paragraph).collect();
    if all.len() <= MIN_PARAGRAPHS_BEFORE_STORY {
        return None;
    }
    let paragraphs = &all[all.len().saturating_sub(MAX_PARAGRAPHS_BEFORE_STORY)..];
    let vocabularies: Vec<Vocabulary> =
        paragraphs.iter().map(|i| Vocabulary::of(context.segment(*i), MIN_STORY_WORD_BYTES)).collect();
    let has_opener = |split: usize| (paragraphs[split - 1] + 1..paragraphs[split]).any(|i| ledger.is_removed(i));
    let split = choose_split(&vocabularies, has_opener)?;
    if share(&vocabularies[split], &vocabularies[..split]) >= MIN_SHARE_OF_OWN_PARAGRAPH {
        return None;
    }
    let mut start = paragraphs[split];
    while start > paragraphs[split - 1] + 1
        && ledger.is_removed(start - 1)
        && !ledger.removed_as(start - 1, Category::Related)
    {
        start -= 1;
    }
    Some(StoryStart { segment: start, has_opener: start < paragraphs[split] })
}

/// Returns the number of paragraphs that belong to the article; the story starts with the next one. If the best split
/// has an opener, it is chosen. Otherwise the last local maximum that is nearly as good is chosen, because removing a
/// paragraph of the article is worse than keeping one of a story.
fn choose_split(vocabularies: &[Vocabulary], has_opener: impl Fn(usize) -> bool) -> Option<usize> {
    let first = MIN_PARAGRAPHS_BEFORE_STORY.max(vocabularies.len().saturating_sub(MAX_STORY_PARAGRAPHS));
    let rate = |split: usize| rate_split(vocabularies, split) + if has_opener(split) { OPENER_VALUE } else { 0.0 };
    let values: Vec<(usize, f32)> = (first..vocabularies.len()).map(|split| (split, rate(split))).collect();
    let (best_split, best_value) = *values.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    if has_opener(best_split) {
        return Some(best_split);
    }
    let is_nearly_best_peak = |n: &usize| {
        let (split, value) = values[*n];
        let mut neighbours = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|k| values.get(k));
        split >= best_split
            && value >= best_value - LATER_SPLIT_TOLERANCE * (split - best_split) as f32
            && neighbours.all(|(_, v)| *v <= value)
    };
    Some((0..values.len()).rev().find(is_nearly_best_peak).map_or(best_split, |n| values[n].0))
}

/// How well a split explains the vocabulary: high if paragraphs share their words with their own part and not with the
/// other one.
fn rate_split(vocabularies: &[Vocabulary], split: usize) -> f32 {
    let (article, story) = vocabularies.split_at(split);
    let of_article: f32 =
        (0..article.len()).map(|n| share_with_others(article, n) - share(&article[n], story) - STORY_BIAS).sum();
    let of_story: f32 =
        (0..story.len()).map(|n| share_with_others(story, n) - share(&story[n], article) + STORY_BIAS).sum();
    of_article + of_story
}

/// The share of a paragraph's content words that occur in the given paragraphs, 0.0 to 1.0.
fn share(words: &Vocabulary, others: &[Vocabulary]) -> f32 {
    words.overlap(|w| others.iter().any(|o| o.has(w))).share()
}

/// The share of the content words of paragraph `n` that occur in the other paragraphs of its part, 0.0 to 1.0.
fn share_with_others(part: &[Vocabulary], n: usize) -> f32 {
    part[n].overlap(|w| part.iter().enumerate().any(|(k, o)| k != n && o.has(w))).share()
}

#[cfg(test)]
mod tests {
    use crate::cleaner::Cleaner;
    use crate::line_tests::{check_in_articles, Kept, Removed};

    macro_rules! after_article {
        ($block:literal) => {
            concat!(
                "The ferry of Oldwald sails by its own strength again\n",
                "Since Saturday the ferry of Oldwald has sailed without an engine, on a long cable across the river.\n",
                "The ferryman turns the rudder, and the river pushes the ferry along its cable to the other bank.\n",
                "The engine of the ferry had failed in November, and the council had no money for another engine.\n",
                "In the attic the ferryman found the drawings of a cable, and asked the council for the money.\n",
                "The cable rests on six boats in the river, and the council has painted each of the boats.\n",
                $block,
            )
        };
    }

    const TWO_TOGGLES: &str = after_article!(
        "{}\n\
         The restorer counted eleven rings of coffee cups on the painting, which the museum shows from Sunday.\n\
         Read More Show Less\n\
         A cyclist has won the mountain race because both leaders took the wrong turning at a bakery.\n\
         Read More Show Less\n"
    );
    const ONE_TOGGLE: &str = after_article!("{}\nRead More Show Less\n");
    const ONE_TOGGLE_WITH_OPENER: &str = after_article!("Photo: Orla Fenn\n{}\nRead More Show Less\n");
    const ARTICLE_CONTINUES: &str = after_article!(
        "{}\nRead More Show Less\nRead More Show Less\n\
         The ferryman says that the cable will outlive the council, which has laughed at the river for years.\n\
         On Sundays the ferry of Oldwald carries the choir across the river, and nobody has to pay for it.\n\
         The drawings of the cable are now on show in the town hall, between two boats and the old engine.\n"
    );
    const SHORT_ARTICLE: &str = "The ferry of Oldwald sails by its own strength again\n\
         Since Saturday the ferry of Oldwald has sailed without an engine, on a long cable across the river.\n\
         {}\n\
         Read More Show Less\nRead More Show Less\n";
    const TOGGLE_OF_THE_ARTICLE: &str = after_article!(
        "{}\nRead More Show Less\n\
         A cyclist has won the mountain race because both leaders took the wrong turning at a bakery.\n\
         Read More Show Less\n"
    );
    const BUTTON_WITH_ONE_STATE: &str = after_article!("{}\nShow More\nShow More\n");
    const AFTER_LAST_TOGGLE: &str = after_article!(
        "A museum has found a painting that was used as a tray in its canteen for forty years.\n\
         Read More Show Less\n\
         A cyclist has won the mountain race because both leaders took the wrong turning at a bakery.\n\
         Read More Show Less\n\
         {}\n"
    );

    #[test]
    fn unrelated_paragraphs_before_toggles_are_removed_and_those_of_the_article_are_kept() {
        let foreign = "A museum has found a painting that was used as a tray in its canteen for forty years.";
        let own = "The ferryman says that the ferry needs the council, the river, the cable and the boats again.";
        check_in_articles(
            "stories",
            &[
                (foreign, TWO_TOGGLES, Removed, "its words are not the article's"),
                (own, TWO_TOGGLES, Kept, "its words are the article's"),
                (foreign, ONE_TOGGLE_WITH_OPENER, Removed, "a photo credit opens the story"),
                (own, TOGGLE_OF_THE_ARTICLE, Kept, "the first toggle closes the article itself"),
                (own, ONE_TOGGLE_WITH_OPENER, Kept, "the toggle closes the article itself"),
                (foreign, ONE_TOGGLE, Kept, "one toggle and no opener"),
                (foreign, ARTICLE_CONTINUES, Kept, "three paragraphs follow the last toggle"),
                (foreign, SHORT_ARTICLE, Kept, "the article is too short for a comparison"),
                (foreign, BUTTON_WITH_ONE_STATE, Kept, "the button does not name both its states"),
                (own, AFTER_LAST_TOGGLE, Kept, "it stands after the last toggle"),
            ],
        );
    }

    /// A flattened page: an article, and stories of which toggles open the next one's first sentence.
    const FLAT_ARTICLE: &str = "The ferry of Oldwald sails by its own strength again. Since Saturday the ferry of \
            Oldwald has sailed without an engine, on a long cable across the river. The ferryman \
            turns the rudder, and the river pushes the ferry along its cable to the other bank. The \
            engine of the ferry had failed in November, and the council had no money for another \
            engine. In the attic the ferryman found the drawings of a cable, and asked the council \
            for the money. The cable rests on six boats in the river, and the council has painted \
            each of the boats. The ferryman says that the river is a better engine than the old one, \
            and that the council should have asked the river first. On Sundays the ferry carries the \
            choir across the river, and the choir pays with a song.";
    const FLAT_STORIES: &str = "(Photo: Orla Fenn) A museum in Karlow has found a painting that its canteen used as a \
            tray for forty years. The restorer counted eleven rings of coffee cups on the canvas, \
            which visitors may see from Sunday. \"It was a very good tray,\" said the cook of the \
            canteen. Read More Show Less A cyclist has won the mountain race of Brunn because both \
            leaders took the wrong turning at a bakery. The baker gave them bread, and neither of \
            them finished. Read More Show Less";

    #[test]
    fn in_flattened_text_stories_are_removed_up_to_the_last_toggle() {
        let cleaner = Cleaner::default();
        let text = format!("{FLAT_ARTICLE} {FLAT_STORIES}\n");
        assert_eq!(cleaner.clean(&text).trim_end(), FLAT_ARTICLE, "both stories end in a toggle");
        let behind = "The ferryman says that the ferry needs the council, the river, the cable and the boats again.";
        let text = format!("{FLAT_ARTICLE} {FLAT_STORIES} {behind}\n");
        assert_eq!(cleaner.clean(&text).trim_end(), format!("{FLAT_ARTICLE} {behind}"), "a sentence follows");
    }
}
