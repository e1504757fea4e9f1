//! The plain matcher: each phrase is compared at each place where its anchor lets it count. Slow, and only in tests:
//! the index must find the same.

use std::borrow::Cow;

use proptest::prelude::*;

use super::matcher::Matcher;
use super::scan::{find, Cue, Scan};
use super::{Anchor, Lexicon};
use crate::page::Page;

/// All cues of a page, with nothing looked up.
fn plain(matcher: &Matcher, page: &Page) -> Vec<Cue> {
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

fn assert_same(matcher: &Matcher, text: &str) {
    let mut page = Page::default();
    page.read(text, 0);
    let mut cues = Vec::new();
    find(matcher, &page, &mut cues);
    assert_eq!(sorted(cues), sorted(plain(matcher, &page)), "{text:?}");
}

/// A lexicon small enough to compare plainly, of all anchors, scripts and lengths: every so many of the shipped phrases.
fn thinned() -> Matcher {
    let mut lexicon = Lexicon::new();
    for (category, phrase) in Lexicon::builtin().iter().step_by(23) {
        lexicon.add(category, phrase.clone());
    }
    Matcher::new(Cow::Owned(lexicon))
}

#[test]
fn the_index_finds_what_comparing_all_finds_on_fixtures() {
    let matcher = Matcher::new(Cow::Borrowed(Lexicon::builtin()));
    for text in crate::work::fixtures().iter().step_by(16) {
        assert_same(&matcher, text);
        assert_same(&matcher, &text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_index_finds_what_comparing_all_finds_on_splices(
        pieces in proptest::collection::vec((any::<prop::sample::Index>(), "[ .:!a-zA-Z0-9\n’«\u{e9}\u{430}\u{6e2f}]{0,6}"), 1..30),
    ) {
        let matcher = thinned();
        let mut text = String::new();
        for (index, between) in &pieces {
            let entry = matcher.entry(index.index(matcher.len()) as u32);
            text.push_str(&entry.phrase.text().replace('#', "7"));
            text.push_str(between);
        }
        assert_same(&matcher, &text);
    }
}
