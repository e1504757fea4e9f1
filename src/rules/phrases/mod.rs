//! Phrases: the rule behind the lexicon. Each anchor has a function of its own here. It either votes or returns the
//! [`Veto`] that stopped it, which a trace shows. `context` has the questions that the functions ask about the words
//! around a phrase, and `cut` removes parts of a segment.
//!
//! **Removes** a segment, a sentence or a few words because of a phrase in it. What is removed depends on the phrase's
//! anchor: for `=` the whole segment; for `^` and `*` the segment if it is short, else only the sentence around the
//! phrase; for `$` the segment if it is short; for two different `~` of a category the segment if it is short and says
//! "we"; for `-` only the words of the phrase. A label (`=`) in front of a headline removes both ("Read More Harbour
//! Reopens After Storm").
//!
//! **Keeps** quoted and reported speech (`keep/en-quoted-donation-appeal-analysis`), segments with a `!` phrase of the
//! same category, sentences that only begin like a label ("Read more than the first page",
//! `keep/en-sentence-begins-read-more-than`), and long paragraphs, from which at most a sentence is removed.
//!
//! **Why** anchors decide: counted on real pages, the words alone occur in as many article paragraphs as boilerplate
//! lines, while the same words as a whole line occur in hardly any article.

mod context;
mod cut;
mod veto;

use std::cell::OnceCell;

use super::{Ballot, Rule};
use crate::category::{Category, CategorySet};
use crate::lexicon::matcher::Entry;
use crate::lexicon::scan::Cue;
use crate::lexicon::{Anchor, ListMask, Words};
use crate::policy::{LongAppeal, Policy};
use crate::view::Segment;
use crate::vote::score;
use context::{
    begins_sentence, ends_in_colon, ends_sentence, follows_sentences, is_about_appeal, is_quoted, is_reported,
    is_short_request, labels_something, may_be_heading, runs_on, speaks_to_reader, Quotes,
};
use cut::{cut_sentence, cut_words, seam_behind};
use veto::{veto_if, Veto};

/// The most words of an appeal that is removed as one segment, because it starts with a phrase or has two hints. Chosen
/// by hand: a larger value would remove long paragraphs of an article about an appeal, a smaller one would keep appeals
/// that an extractor delivered as one paragraph.
const MAX_APPEAL_WORDS: usize = 90;
/// The most words of a segment that is removed because a phrase ends it. Chosen by hand: a larger value would remove
/// paragraphs that end in a credit, a smaller one would keep captions that do.
const MAX_ENDING_SEGMENT_WORDS: usize = 40;
/// A field of a record with a number and at most this many words is a measure ("Video: 4K/30p"). Chosen by hand: longer ones
/// are headlines behind a label ("Read more: ...").
const MAX_MEASURE_WORDS: usize = 6;
/// A whole line of at most this many words gets the score "sure" instead of "certain", because short labels occur in
/// articles too. The guard spares such a line if too little text would remain.
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
        let lists = OnceCell::new();
        let quotes = Quotes::default();
        for (cue, entry) in segment.cues() {
            let found = Found { segment, cue, entry, lists: &lists, quotes: &quotes };
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
    /// The word lists that contain a word of the segment, as bits. They are looked up once for all its phrases.
    lists: &'p OnceCell<ListMask>,
    quotes: &'p Quotes,
}

impl Found<'_> {
    fn category(&self) -> Category {
        self.entry.category
    }

    /// Whether a word of the segment is in one of the lists, given as bits.
    fn has_word_in(&self, mask: ListMask) -> bool {
        self.lists.get_or_init(|| self.segment.word_lists().fold(0, |all, lists| all | lists)) & mask != 0
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

/// `=`, where the phrase is the whole text of the segment.
fn whole_line(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    // "Website: https://..." is a line with an address, and not the empty field of a form.
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

/// `=`, where more text follows the phrase in the segment.
fn label(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    veto_if(!labels_something(found), Veto::LabelsNothing)?;
    found.vote(score::LIKELY, ballot);
    Ok(())
}

/// `$`: the phrase ends the segment.
fn end(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    veto_if(found.segment.words() > MAX_ENDING_SEGMENT_WORDS, Veto::LongSegment)?;
    veto_if(found.policy().may_end_sentence && ends_sentence(found), Veto::EndsSentence)?;
    veto_if(found.policy().is_quotable && is_reported(found), Veto::Reported)?;
    found.vote(score::LIKELY, ballot);
    Ok(())
}

/// `^` and `*`: the phrase starts the segment or a sentence in it, or stands anywhere.
fn start_or_anywhere(found: Found<'_>, ballot: &mut Ballot<'_>) -> Decision {
    let (segment, policy) = (found.segment, found.policy());
    veto_if(is_quoted(found), Veto::Quoted)?;
    veto_if(policy.is_quotable && is_reported(found), Veto::Reported)?;
    if found.is_at_start() {
        if let Some(seam) = seam_behind(found, segment.span().end) {
            ballot.cut(segment.span().start..seam, found.category(), score::SURE, found.entry.phrase);
            return Ok(());
        }
        veto_if(begins_sentence(found), Veto::BeginsSentence)?;
        let is_measure = segment.numbers() > 0 && segment.words() <= MAX_MEASURE_WORDS;
        veto_if(is_measure && ends_in_colon(found) && segment.is_in_record(), Veto::FieldOfRecord)?;
    }
    let is_about_appeal = is_about_appeal(found);
    veto_if(is_about_appeal && !is_short_request(found), Veto::AboutAppeal)?;
    let is_inside = !found.is_at_start();
    veto_if(is_inside && policy.may_run_on && !ends_in_colon(found) && runs_on(found), Veto::RunsOn)?;
    if !is_about_appeal && (is_long_appeal(found) || is_short(found)) {
        found.vote(score::SURE, ballot);
        return Ok(());
    }
    veto_if(!policy.is_cut_by_sentence, Veto::LongSegment)?;
    cut_sentence(found, ballot)
}

/// Whether the segment is an appeal that is removed as a whole even if it is a paragraph: the phrase starts it, and it
/// addresses the reader if its category requires that.
fn is_long_appeal(found: Found<'_>) -> bool {
    let is_long_appeal = match found.policy().long_appeal {
        LongAppeal::Never => return false,
        LongAppeal::IfItAddresses => speaks_to_reader(found),
        LongAppeal::Always => true,
    };
    is_long_appeal && found.is_at_start() && found.segment.words() <= MAX_APPEAL_WORDS
}

/// Whether the segment is short enough to be removed as a whole.
fn is_short(found: Found<'_>) -> bool {
    let is_anywhere = found.entry.phrase.anchor() == Anchor::Anywhere;
    found.segment.words() <= found.policy().max_words
        && (found.is_at_start() || is_anywhere && !follows_sentences(found))
}

/// `~`: two different hints of a category, one behind the other without an overlap, decide together.
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
    veto_if(!found.has_word_in(Words::We.bit()), Veto::SpeaksOfOthers)?;
    veto_if(is_reported(found), Veto::Reported)?;
    found.vote(score::LIKELY, ballot);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Veto;
    use crate::category::Category;
    use crate::cleaner::Cleaner;
    use crate::line_tests::Does::{self, Cut, Doubt, Nothing, Remove};
    use crate::line_tests::{check_phrases as check, END, MIDDLE};

    fn stop(veto: Veto) -> Does {
        Does::Stop(veto.reason())
    }

    #[test]
    fn a_whole_line_is_removed_unless_it_may_be_part_of_the_article() {
        let feed = &["= feed the lampcat"][..];
        let from = &["= lampcats from ..."][..];
        let (cat, bowl) = (&["= lampcat"][..], &["= lampcat bowl"][..]);
        /// The line ends a sentence that an extractor wrapped.
        const WRAPPED: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
In the evening the clerk sat down and looked for a long time at the
{}
";
        /// The line heads an address.
        const OVER_ADDRESS: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
{}
12 Quay Street
";
        check(&[
            (Category::Donation, feed, "Feed the lampcat", MIDDLE, Remove, "three words are no heading"),
            (Category::Donation, feed, "\u{2022} Feed the lampcat!", END, Remove, "marks around it are not seen"),
            (Category::Donation, feed, "They feed the lampcat", END, Nothing, "a word precedes it"),
            (Category::Donation, bowl, "Lampcat bowl", MIDDLE, Doubt, "it may head the sentence behind it"),
            (Category::Donation, bowl, "Lampcat bowl", OVER_ADDRESS, Doubt, "it may head an address"),
            (Category::Donation, bowl, "Lampcat bowl", END, Remove, "nothing follows that it may head"),
            (
                Category::Newsletter,
                feed,
                "Feed the lampcat",
                MIDDLE,
                Doubt,
                "longer labels of the category are headings too",
            ),
            (Category::Donation, bowl, "lampcat bowl.", WRAPPED, Doubt, "it may be the rest of a sentence"),
            (Category::Related, from, "Lampcats from Elmsworth", END, Remove, "a name follows"),
            (Category::Related, from, "Lampcats from Elmsworth", MIDDLE, Doubt, "it may head the sentence behind it"),
            (
                Category::Related,
                from,
                "Lampcats from Elmsworth",
                "{}\nRead More Show Less\n",
                Doubt,
                "it opens the text",
            ),
            (Category::Related, from, "Lampcats from Elmsworth came.", END, Nothing, "it is a sentence"),
            (Category::Related, from, "Lampcats from", END, Nothing, "no name follows"),
            (Category::Donation, cat, "Lampcat", END, Doubt, "a single word on a page without boilerplate"),
            (Category::Donation, cat, "Lampcat", "{}\nRead More Show Less\n", Remove, "the page has boilerplate"),
            (Category::Advert, cat, "Lampcat", MIDDLE, Remove, "a single word of this category is certain"),
            (Category::CommentForm, bowl, "Lampcat bowl:", END, Remove, "an empty field"),
            (
                Category::CommentForm,
                bowl,
                "Lampcat bowl: https://elmsworth.example/quay",
                END,
                stop(Veto::FilledField),
                "the field has an address",
            ),
        ]);
    }

    #[test]
    fn a_label_is_removed_with_the_headline_or_list_behind_it() {
        let next = &["= lampcat story"][..];
        let read = &["= lampcat", "^ lampcat:"][..];
        let tags = &["= lampcat words"][..];
        let kept = || stop(Veto::LabelsNothing);
        check(&[
            (Category::Pagination, next, "Lampcat story Harbour Reopens", END, Remove, "a headline follows"),
            (Category::Pagination, next, "Lampcat storyRain stops play", END, Remove, "it is glued to the headline"),
            (Category::Pagination, next, "Lampcat story harbour reopens", END, kept(), "a word in lower case follows"),
            (Category::Pagination, next, "Lampcat story The council met on Monday.", END, kept(), "a sentence follows"),
            (Category::Pagination, next, "LAMPCAT STORY HARBOUR REOPENS", END, kept(), "all words are in capitals"),
            (Category::Donation, next, "Lampcat story Harbour Reopens", END, Nothing, "the category has no labels"),
            (Category::Related, read, "Lampcat: Harbour reopens", END, Remove, "a word with a colon"),
            (Category::Related, read, "Lampcat Harbour Reopens", END, kept(), "a word without a colon"),
            (Category::Tags, tags, "Lampcat words: harbour, winter", END, Remove, "a list follows"),
            (Category::Tags, tags, "Lampcat words harbour and winter", END, kept(), "there is no comma"),
            (Category::Tags, tags, "Lampcat words open the play, says the critic.", END, kept(), "a full stop"),
        ]);
    }

    #[test]
    fn a_phrase_at_the_end_removes_a_short_line_that_is_no_sentence() {
        let bowl = &["$ the lampcat bowl"][..];
        check(&[
            (Category::Donation, bowl, "Your coin for the lampcat bowl", END, Remove, "a short line"),
            (Category::Donation, bowl, "The lampcat bowl stands here", END, Nothing, "words follow"),
            (
                Category::Donation,
                bowl,
                "When the boats had come home the skippers of the old stone quay went up to the office of the \
                 harbour board, took their coins out of their pockets, counted them on the table of the clerk, and put \
                 every one of them into the lampcat bowl",
                END,
                stop(Veto::LongSegment),
                "more than forty words",
            ),
            (Category::Donation, bowl, "The mayor said: for the lampcat bowl", END, stop(Veto::Reported), "\"said\""),
            (Category::Credit, bowl, "The coin was from the lampcat bowl.", END, stop(Veto::EndsSentence), "prose"),
            (Category::Credit, bowl, "The coin was from the lampcat bowl", END, Remove, "there is no full stop"),
        ]);
    }

    #[test]
    fn a_phrase_at_the_start_removes_a_short_segment_or_a_sentence() {
        let feed = &["^ feed the lampcat"][..];
        let more = &["^ more lampcats"][..];
        const APPEAL: &str = "Feed the lampcat at the quay, where the forty boats of the town land their catch, where \
            the chandler sells rope and lamp oil and the choir sings on Sundays, and where nobody had expected the \
            vote of the board on the timetable of the ice breaker.";
        const SENTENCE: &str =
            "Feed the lampcat at the quay, where the forty boats of the town land their catch, where the \
            chandler sells rope and lamp oil and the choir sings on Sundays, where nobody had expected the vote of \
            the board on the timetable of the ice breaker, and where the lighthouse is lit every evening at half past \
            six by the clerk whom the chandler let go in spring.";
        check(&[
            (Category::Donation, feed, "Feed the lampcat with us.", MIDDLE, Remove, "a short appeal"),
            (Category::Donation, feed, "They feed the lampcat with us.", MIDDLE, Nothing, "it starts no sentence"),
            (Category::Donation, feed, "\"Feed the lampcat,\" reads the sign.", MIDDLE, stop(Veto::Quoted), "quoted"),
            (Category::Donation, feed, "Feed the lampcat, the mayor said.", MIDDLE, stop(Veto::Reported), "\"said\""),
            (Category::Related, feed, "Feed the lampcat, the mayor said", MIDDLE, Remove, "nobody says links"),
            (
                Category::Donation,
                feed,
                "Feed the lampcat is the motto of a club that met on the old stone quay.",
                MIDDLE,
                stop(Veto::AboutAppeal),
                "sixteen words without \"we\" and \"you\"",
            ),
            (Category::Related, more, "More lampcats: Harbour reopens", MIDDLE, Remove, "a label and a headline"),
            (
                Category::Related,
                more,
                "More lampcats than boats were on the quay.",
                MIDDLE,
                stop(Veto::BeginsSentence),
                "a word in lower case follows, and a full stop ends it",
            ),
            (
                Category::Related,
                more,
                "The board met on the quay on Monday. More lampcats than boats were there.",
                MIDDLE,
                stop(Veto::RunsOn),
                "a word in lower case follows inside the paragraph",
            ),
            (Category::Follow, feed, APPEAL, MIDDLE, Remove, "a long appeal of this category need not say \"you\""),
            (
                Category::CommentForm,
                feed,
                APPEAL,
                MIDDLE,
                stop(Veto::LongSegment),
                "no sentence is cut in the category",
            ),
            (Category::Affiliate, feed, SENTENCE, MIDDLE, stop(Veto::LongSentence), "more than sixty words"),
            (
                Category::Donation,
                feed,
                "The forty boats of the old stone quay may land their catch until spring. Feed the lampcat with us. \
                 That ends three years of uncertainty, in which the chandler let his only clerk go.",
                MIDDLE,
                Cut("Feed the lampcat with us. "),
                "only the sentence is an appeal",
            ),
            (
                Category::Donation,
                feed,
                "Thank you. Feed the lampcat with us today.",
                MIDDLE,
                Remove,
                "two words would be left",
            ),
        ]);
    }

    /// A flattened page: one line of at least 600 bytes. Its segments are sentences.
    const FLAT: &str =
        "The harbour of Elmsworth stays open all winter. The forty boats of the old stone quay may land \
        their catch until spring, says the council of the town. That ends three years of uncertainty, in which the \
        chandler let his only clerk go and sold both vans. {} The board will publish the ice breaker's timetable on \
        Friday, and light the lighthouse every evening. Nobody at the quay had expected the vote, and the fishermen's \
        choir sang for the four who had come. On Sunday the choir will sing again, if the wind from the north allows \
        it, and the skippers will bring their families, as they did in the years before the ice came so early.";

    #[test]
    fn in_flattened_text_a_phrase_ends_where_the_article_continues() {
        check(&[
            (
                Category::Affiliate,
                &["^ lamp cat"],
                "On the quay a Lamp Cat sat and waited for the boats.",
                FLAT,
                stop(Veto::StartsInsideSentence),
                "a capital may start a line there, but the phrase starts no sentence",
            ),
            (
                Category::Related,
                &["^ more lampcats:"],
                "More lampcats: Ten harbours in picturesThe council met in the school on Monday.",
                FLAT,
                Cut("More lampcats: Ten harbours in pictures"),
                "a sentence is glued to the headline",
            ),
            (
                Category::Related,
                &["^ more lampcats:"],
                "More lampcats: Ten Harbours In PicturesFacebook Is Full Of Old Quays.",
                FLAT,
                Remove,
                "a network's name behind the seam is a button",
            ),
        ]);
    }

    #[test]
    fn a_phrase_anywhere_removes_a_short_segment_or_its_sentence() {
        let milk = &["* lampcat needs milk"][..];
        check(&[
            (Category::Donation, milk, "Our lampcat needs milk", END, Remove, "a short line"),
            (Category::Donation, milk, "On the door: \"The lampcat needs milk.\"", END, stop(Veto::Quoted), "quoted"),
            (
                Category::Donation,
                milk,
                "The board met on the old stone quay. Our lampcat needs milk.",
                END,
                Cut("Our lampcat needs milk."),
                "eight words precede the sentence",
            ),
            (
                Category::Donation,
                milk,
                "The board met on the quay. Our lampcat needs milk.",
                END,
                Remove,
                "six words precede the sentence",
            ),
        ]);
    }

    #[test]
    fn a_cut_phrase_removes_its_own_words_only() {
        let bowl = &["- lampcat bowl"][..];
        check(&[
            (Category::Share, bowl, "Lampcat bowl", MIDDLE, Remove, "it is the whole line"),
            (Category::Share, bowl, "Lampcat bowl The council met.", MIDDLE, Cut("Lampcat bowl "), "more follows"),
            (Category::Share, bowl, "The council metLampcat bowl", MIDDLE, Cut("Lampcat bowl"), "it is glued"),
            (
                Category::Share,
                bowl,
                "Lampcat bowl \"We met,\" she said.",
                MIDDLE,
                Cut("Lampcat bowl "),
                "the mark stays",
            ),
        ]);
    }

    #[test]
    fn a_phrase_that_speaks_for_keeping_stops_its_category_only() {
        let phrases = &["* lampcat needs milk", "! the vet of the lampcat"][..];
        let line = "Our lampcat needs milk, says the vet of the lampcat in a letter to us all.";
        check(&[(Category::Affiliate, phrases, line, MIDDLE, stop(Veto::SpokenFor), "both are in the line")]);
        let other = "[affiliate]\n* lampcat needs milk\n[donation]\n! the vet of the lampcat\n";
        let cleaner = Cleaner::builder().phrases(&other.parse().expect("valid")).build().expect("valid");
        let trace = cleaner.trace("Our lampcat needs milk, writes the vet of the lampcat.");
        assert!(trace.segments[0].votes.iter().all(|v| v.veto.as_deref() != Some(Veto::SpokenFor.reason())));
    }

    #[test]
    fn two_different_hints_remove_a_segment_that_says_we() {
        let second = &["~ bowl of milk", "~ our lampcat"][..];
        let first = &["~ our lampcat", "~ bowl of milk"][..];
        let others = &["~ bowl of milk", "~ the lampcat"][..];
        const LONG: &str = "Our lampcat lives at the quay, where the forty boats of the town land their catch, where \
            the chandler sells rope and lamp oil and the choir sings on Sundays, where nobody had expected the vote of \
            the board on the timetable of the ice breaker, and where the lighthouse is lit every evening at half past \
            six by the clerk whom the chandler let go in spring. On Sundays the skippers of the old stone quay bring \
            their families and a bowl of milk, which the cat drinks while the choir is singing.";
        check(&[
            (Category::Donation, second, "Our lampcat wants a bowl of milk.", END, Remove, "the second hint decides"),
            (
                Category::Donation,
                first,
                "Our lampcat wants a bowl of milk.",
                END,
                stop(Veto::SingleHint),
                "the first one",
            ),
            (Category::Donation, second, "It wants a bowl of milk.", END, stop(Veto::SingleHint), "there is no other"),
            (
                Category::Donation,
                others,
                "The lampcat wants a bowl of milk.",
                END,
                stop(Veto::SpeaksOfOthers),
                "it does not say \"we\"",
            ),
            (
                Category::Donation,
                second,
                "Our lampcat wants a bowl of milk, the mayor said.",
                END,
                stop(Veto::Reported),
                "\"said\"",
            ),
            (Category::Donation, second, LONG, END, stop(Veto::LongSegment), "more than ninety words"),
            (
                Category::AuthorBio,
                second,
                "Our lampcat wants a bowl of milk.",
                END,
                stop(Veto::WeighedByPosition),
                "passes weigh the hints of the category",
            ),
        ]);
    }
}
