//! The reference implementation of matching, for tests and the fuzzer. It compares each phrase at each place that its
//! anchor allows, and each word with each word list. This is slow but simple, and the indexes must give the same
//! results.

use std::borrow::Cow;
use std::collections::BTreeMap;

use once_cell::sync::Lazy;

use super::matcher::{is_line, Matcher};
use super::prefilter::MAX_PREFILTERED_PHRASES;
use super::scan::{find, line_ends, line_ends_by, Cue, Scan};
use super::{Anchor, Lexicon, ListMask};
use crate::page::bytes::is_wordy;
use crate::page::{Form, Page};

/// All cues of a page, found without an index or a prefilter.
fn find_plainly(matcher: &Matcher, page: &Page) -> Vec<Cue> {
    let mut cues = Vec::new();
    for (segment, number) in page.segments.iter().zip(0..) {
        if segment.features.code || segment.folded.is_empty() {
            continue;
        }
        let mut scan = Scan { matcher, page, segment, number, cues: &mut cues };
        let start = segment.folded.start;
        for id in 0..matcher.len() as u32 {
            let phrase = matcher.entry(id).phrase;
            let at_start = |scan: &mut Scan<'_>| {
                scan.try_start(id, start);
                for n in 0..scan.words().len() {
                    let at = scan.words()[n].at as usize;
                    if at != start && scan.starts_sentence(n) {
                        scan.try_start(id, at);
                    }
                }
            };
            match phrase.anchor() {
                Anchor::Whole if !phrase.has_gap() => {
                    scan.try_whole(id);
                    if matcher.labels[id as usize] {
                        at_start(&mut scan);
                    }
                }
                Anchor::Whole | Anchor::Start => at_start(&mut scan),
                Anchor::End => scan.try_end(id),
                _ => scan.words().iter().for_each(|word| scan.try_anywhere(id, word)),
            }
        }
    }
    cues
}

fn sorted(mut cues: Vec<Cue>) -> Vec<(u32, u32, u32, u32)> {
    cues.sort_by_key(|c| (c.segment, c.phrase, c.start, c.end));
    cues.iter().map(|c| (c.segment, c.phrase, c.start, c.end)).collect()
}

fn assert_same_cues(matcher: &Matcher, page: &Page, text: &str) {
    let mut cues = Vec::new();
    (0..page.segments.len()).for_each(|number| find(matcher.into(), page, number, &mut cues));
    assert_eq!(sorted(cues), sorted(find_plainly(matcher, page)), "{text:?}");
}

/// Compares the line ends that the index finds with those found by trying each phrase at each word.
fn assert_same_line_ends(matcher: &Matcher, page: &Page, text: &str) {
    let (mut ends, mut plain) = (Vec::new(), Vec::new());
    line_ends(matcher.into(), page, &mut ends);
    let lines: Vec<_> = (0..matcher.len() as u32).map(|id| matcher.entry(id).phrase).filter(|p| is_line(*p)).collect();
    line_ends_by(page, &mut plain, |_, longest| lines.iter().for_each(|phrase| longest.try_phrase(*phrase)));
    assert_eq!(ends, plain, "{text:?}");
}

/// The shipped words, each with the bit set of the lists that contain it.
static WORDS: Lazy<BTreeMap<Vec<u8>, ListMask>> = Lazy::new(|| {
    let mut words = BTreeMap::new();
    for (list, word) in Lexicon::builtin().words() {
        *words.entry(word.as_bytes().to_vec()).or_default() |= list.bit();
    }
    words
});

/// Compares the lists that the index gives for each word with those of the word itself. `matcher` has the shipped word
/// lists.
fn assert_same_lists(matcher: &Matcher, page: &Page, text: &str) {
    for segment in &page.segments {
        for n in segment.words.clone() {
            let at = page.folded.words[n].at as usize;
            let end = if n + 1 < segment.words.end { page.folded.words[n + 1].at as usize } else { segment.folded.end };
            let word = &page.folded.bytes[at..end];
            let word = &word[..word.iter().position(|b| !is_wordy(*b)).unwrap_or(word.len())];
            let lists = WORDS.get(word).copied().unwrap_or(0);
            assert_eq!(matcher.lists(page, segment, n), lists, "{:?} in {text:?}", String::from_utf8_lossy(word));
        }
    }
}

/// The shipped phrases are split into this many matchers, because comparing all of them with a text takes too long.
const SHARES: usize = 23;

/// Matchers small enough for the reference implementation, with phrases of all anchors, scripts and lengths. Together
/// they have all shipped phrases.
static THINNED: Lazy<Vec<Matcher>> = Lazy::new(|| {
    let thin = |share: usize| {
        let mut lexicon = Lexicon::builtin().words_only();
        for (category, phrase) in Lexicon::builtin().iter().skip(share).step_by(SHARES) {
            lexicon.add(category, phrase.clone());
        }
        Matcher::new(Cow::Owned(lexicon))
    };
    (0..SHARES).map(thin).collect()
});

/// Matchers with so few phrases that they have a prefilter, each with other shipped phrases.
static FEW: Lazy<Vec<Matcher>> = Lazy::new(|| {
    let total = Lexicon::builtin().len();
    let few = |share: usize| {
        let mut lexicon = Lexicon::builtin().words_only();
        let step = total / (1 + share % MAX_PREFILTERED_PHRASES);
        for (category, phrase) in Lexicon::builtin().iter().skip(share * total / SHARES / SHARES).step_by(step) {
            lexicon.add(category, phrase.clone());
        }
        Matcher::new(Cow::Owned(lexicon))
    };
    (0..SHARES).map(few).collect()
});

/// Panics if the matcher and the reference implementation find different cues, line ends or word lists in the text.
/// Uses one of the matchers of [`THINNED`] and one of [`FEW`], and reads the text both with its lines and as flattened
/// text.
pub(crate) fn assert_same_finds(text: &str, share: usize) {
    let matcher = &THINNED[share % SHARES];
    let mut page = Page::default();
    page.read(text, 0, None);
    for form in [page.form, Form::Flat] {
        page.form = form;
        assert_same_cues(matcher, &page, text);
        assert_same_cues(&FEW[share % SHARES], &page, text);
    }
    assert_same_line_ends(matcher, &page, text);
    assert_same_lists(matcher, &page, text);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::matcher::Entry;
    use crate::lexicon::prefilter::Prefilter;
    use crate::lexicon::Phrase;

    #[test]
    fn the_full_index_and_the_reference_find_the_same_cues_in_fixtures() {
        let matcher = Matcher::new(Cow::Borrowed(Lexicon::builtin()));
        let mut page = Page::default();
        for text in crate::instrument::fixtures().iter().step_by(16) {
            for text in [text, &text.split_whitespace().collect::<Vec<_>>().join(" ")] {
                page.read(text, 0, None);
                assert_same_cues(&matcher, &page, text);
            }
        }
    }

    /// Found by the fuzzer: the zeros after the page made the keys of all lengths equal, so the phrase was found
    /// several times.
    #[test]
    fn a_short_phrase_that_ends_the_page_is_found_once() {
        let short =
            |entry: &Entry<'_>| entry.phrase.to_phrase().text().len() < 8 && entry.phrase.anchor() != Anchor::Keep;
        for (share, matcher) in THINNED.iter().enumerate() {
            for entry in (0..matcher.len() as u32).map(|id| matcher.entry(id)).filter(short) {
                assert_same_finds(&format!("Elmsworth, {}", entry.phrase.to_phrase().text()), share);
                assert_same_finds(&format!("{}\0\0\0\0\0\0", entry.phrase.to_phrase().text()), share);
            }
        }
    }

    #[test]
    fn each_part_of_the_index_and_the_reference_find_the_same_in_fixtures() {
        for (share, text) in crate::instrument::fixtures().iter().enumerate() {
            assert_same_finds(text, share);
        }
    }

    /// The text of a phrase, or of its beginning up to a character, as a page has it: with a number for `#`.
    fn piece(phrase: &Phrase, chars: usize) -> String {
        phrase.text().chars().take(chars).collect::<String>().replace('#', "7")
    }

    proptest! {
        #[test]
        fn prefiltered_matching_finds_the_same_cues_as_plain_matching(
            phrases in proptest::collection::vec(any::<prop::sample::Index>(), 0..=MAX_PREFILTERED_PHRASES),
            pieces in proptest::collection::vec((any::<prop::sample::Index>(), 1..60usize, "[ .:!?)a-zA-Z0-9\n’«\u{e9}\u{430}\u{6e2f}]{0,6}"), 1..30),
        ) {
            let shipped: Vec<_> = Lexicon::builtin().iter().collect();
            let mut lexicon = Lexicon::new();
            for (category, phrase) in phrases.iter().map(|index| index.get(&shipped)) {
                lexicon.add(*category, (*phrase).clone());
            }
            let own: Vec<&Phrase> = lexicon.iter().map(|(_, phrase)| phrase).collect();
            let mut text = String::new();
            for (index, chars, between) in &pieces {
                if !own.is_empty() {
                    text.push_str(&piece(index.get::<&Phrase>(&own), *chars));
                }
                text.push_str(between);
            }
            let matcher = Matcher::new(Cow::Owned(lexicon.clone()));
            prop_assert!(!matches!(matcher.prefilter, Prefilter::ManyPhrases));
            let mut page = Page::default();
            page.read(&text, 0, None);
            for form in [page.form, Form::Flat] {
                page.form = form;
                assert_same_cues(&matcher, &page, &text);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn the_index_and_the_reference_find_the_same_in_spliced_phrases(
            share in 0..SHARES,
            pieces in proptest::collection::vec((any::<prop::sample::Index>(), "[ .:!a-zA-Z0-9\n’«\u{e9}\u{430}\u{6e2f}]{0,6}"), 1..30),
        ) {
            let matcher = &THINNED[share];
            let mut text = String::new();
            for (index, between) in &pieces {
                let entry = matcher.entry(index.index(matcher.len()) as u32);
                text.push_str(&entry.phrase.to_phrase().text().replace('#', "7"));
                text.push_str(between);
            }
            assert_same_finds(&text, share);
        }
    }
}
