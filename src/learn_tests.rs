//! Tests of learning: the order of the pages, what recurs and what must stay.

use proptest::prelude::*;

use crate::cleaner::Cleaner;
use crate::learn::{LearnedSite, Learner};

const HOST: &str = "example.com";

/// A site of these pages.
fn learn(pages: &[String]) -> LearnedSite {
    let mut learner = Learner::new();
    pages.iter().for_each(|page| learner.observe(HOST, page));
    learner.finish().get(HOST).cloned().unwrap_or_default()
}

/// What a cleaner that learned these pages leaves of one of them.
fn clean(pages: &[String], page: &str) -> String {
    let mut learner = Learner::new();
    pages.iter().for_each(|page| learner.observe(HOST, page));
    let cleaner = Cleaner::builder().learned_sites(learner.finish()).build().expect("the settings are valid");
    cleaner.for_site(HOST).clean(page).into_owned()
}

/// The words of invented stories.
const WORDS: [&str; 40] = [
    "harbour",
    "chandler",
    "lighthouse",
    "ferry",
    "orchard",
    "mill",
    "bridge",
    "choir",
    "library",
    "council",
    "miller",
    "quarry",
    "mended",
    "sold",
    "painted",
    "measured",
    "closed",
    "praised",
    "visited",
    "carried",
    "counted",
    "borrowed",
    "old",
    "narrow",
    "quiet",
    "early",
    "seven",
    "under",
    "beside",
    "without",
    "before",
    "winter",
    "parish",
    "boats",
    "nets",
    "letters",
    "slowly",
    "again",
    "rope",
    "salt",
];

/// An invented story of six sentences, different for each number.
fn story(number: usize) -> String {
    let mut state = number as u64 * 2_654_435_761 + 12_345;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(state >> 33) as usize % WORDS.len()]
    };
    let mut sentence = || {
        let words: Vec<&str> = (0..16).map(|_| word()).collect();
        format!("The {} and the {}, who {}.\n", words[..6].join(" "), words[6..9].join(" "), words[9..].join(" "))
    };
    (0..6).map(|_| sentence()).collect()
}

/// Pages of which each has its own story, with the same text above and below it.
fn site(pages: usize, above: &str, below: &str) -> Vec<String> {
    (0..pages).map(|number| format!("{above}{}{below}", story(number))).collect()
}

#[test]
fn what_recurs_is_removed_with_the_number_of_pages_as_evidence() {
    let pages = site(5, "The Elmsworth Gazette of the coast\n", "Tides by the hour for all harbours\n");
    let mut learner = Learner::new();
    pages.iter().for_each(|page| learner.observe(HOST, page));
    let cleaner = Cleaner::builder().learned_sites(learner.finish()).build().expect("the settings are valid");
    let cleaned = cleaner.for_site("www.example.com").report(&pages[0]);
    assert_eq!(cleaned.text, story(0));
    let evidence: Vec<_> = cleaned.removed.iter().map(|removal| (&*removal.rule, removal.evidence.as_str())).collect();
    assert_eq!(evidence, [("recurring", "on 5 of 5 pages of this site"); 2]);
    assert_eq!(cleaner.clean(&pages[0]), pages[0], "without a site nothing is known");
    assert_eq!(cleaner.for_site("other.example").clean(&pages[0]), pages[0], "another site");
}

#[test]
fn stretches_of_pages_in_one_line_are_removed_on_word_boundaries() {
    let above = "Gazette Home Tides Harbours Sport Letters Weather Archive Search Subscribe - ";
    let below = "More from the coast: tides by the hour, harbours by the mile, letters by the score.";
    let pages: Vec<String> = site(5, above, below).iter().map(|page| page.replace('\n', " ")).collect();
    let cleaned = clean(&pages, &pages[2]);
    assert_eq!(cleaned.trim(), story(2).replace('\n', " ").trim());
}

#[test]
fn what_must_stay_stays() {
    let own = |line: &str, on: usize, pages: usize| -> Vec<String> {
        let with = |number| if number < on { format!("{line}\n") } else { String::new() };
        (0..pages).map(|number| format!("{}{}{}", story(number), with(number), story(number + 50))).collect()
    };
    let reviews = |pages: usize| -> Vec<String> {
        (0..pages)
            .map(|n| format!("{}Our rating is {} of 10 stars\nPrice {}.99 with the guarantee\n", story(n), n + 1, n))
            .collect()
    };
    // pages, reason
    let cases: Vec<(Vec<String>, &str)> = vec![
        (site(1, "The Elmsworth Gazette\n", ""), "one page"),
        (site(2, "The Elmsworth Gazette\n", ""), "two pages"),
        (own("The tide waits for nobody, says the harbour master of Elmsworth.", 3, 12), "a quotation on three pages"),
        (own("Give us this day our daily bread, and forgive us our trespasses.", 2, 3), "a prayer on two pages"),
        (own("We thank the chandler for the use of his rope and his boats.", 3, 4), "prose on three of four pages"),
        (own("Ingredients", 8, 8), "a heading that many articles share"),
        (own("Methods and materials of the survey", 8, 8), "a longer heading between paragraphs"),
        (own("The question of the week\nAnswered by the harbour master", 6, 12), "two standing lines of a column"),
        (own("| Boats | forty |\n| Nets | a hundred |", 8, 8), "rows of a table with two cells"),
        (reviews(8), "ratings and prices differ from page to page"),
        (
            (0..8).map(|n| format!("{}\nAs the Elmsworth Gazette wrote, all was well.\n", story(n))).take(2).collect(),
            "a name in a sentence",
        ),
    ];
    for (pages, why) in cases {
        for page in &pages {
            assert_eq!(clean(&pages, page), *page, "{why}");
        }
    }
}

#[test]
fn what_is_on_most_pages_goes_from_inside_a_text() {
    let own = |line: &str, on: usize, pages: usize| -> Vec<String> {
        let with = |number| if number < on { format!("{line}\n") } else { String::new() };
        (0..pages).map(|number| format!("{}{}{}", story(number), with(number), story(number + 50))).collect()
    };
    let cases = [
        (
            own("The harbours of the coast\nAll tides by the hour", 9, 12),
            "a small block on three quarters of the pages",
        ),
        (own("All harbours of the coast and all of their tides.\nTides", 3, 3), "prose on all of three pages"),
        (
            own("| | The harbours of the coast and all tides |\nAll tides by the hour", 8, 8),
            "a row of a table with one cell",
        ),
        (own("A version of this article was translated by a machine.\nAll tides by the hour", 8, 8), "a notice"),
    ];
    for (pages, why) in cases {
        assert_eq!(clean(&pages, &pages[0]), format!("{}{}", story(0), story(50)), "{why}");
    }
}

#[test]
fn cells_beside_each_other_are_compared_one_by_one() {
    let page = |number: usize| {
        let text = story(number).replacen('\n', "      Harbours by the mile\n", 2);
        format!("Tides by the hour      Ferry {number} sails\n{text}")
    };
    let pages: Vec<String> = (0..6).map(page).collect();
    let cleaned = clean(&pages, &pages[0]);
    let lines: Vec<&str> = cleaned.lines().map(str::trim).collect();
    assert_eq!(lines.join("\n"), format!("Ferry 0 sails\n{}", story(0).trim()));
}

#[test]
fn what_lines_that_recur_enclose_behind_the_text_goes() {
    let above = "Send this page to a friend of yours\nStories of the coast this week\n";
    let below = "Tides by the hour for all harbours\nLetters by the score\n";
    let page = |gap: &str, number: usize, more: &str| {
        format!("{}{above}{}{below}{more}", story(number), gap.replace('N', &number.to_string()))
    };
    let titles = "Ferry N sails with two engines\nChoir N sings in the empty mill\n";
    // gap, whether more of the story follows, whether the gap goes, reason
    let cases = [
        (titles, false, true, "headlines of other stories"),
        (titles, true, false, "the text goes on behind it"),
        ("Ferry N sails with two engines\nIt will be back before the winter of N.\n", false, false, "a sentence"),
        ("Ferry N to the island\n$ N for a child\n", false, false, "a price"),
        ("| Ferry N | two engines |\n| Ferry N and N | one engine |\n", false, false, "rows of a table"),
    ];
    for (gap, goes_on, goes, why) in cases {
        let more = |number| if goes_on { story(number + 50) } else { String::new() };
        let pages: Vec<String> = (0..8).map(|number| page(gap, number, &more(number))).collect();
        let gap = if goes { String::new() } else { gap.replace('N', "2") };
        assert_eq!(clean(&pages, &pages[2]), format!("{}{gap}{}", story(2), more(2)), "{why}");
    }
}

#[test]
fn pages_in_one_line_keep_what_may_be_the_texts() {
    let flat = |page: String| page.replace('\n', " ");
    let capitalize = |word: &str| word[..1].to_uppercase() + &word[1..];
    let menu = "Gazette Home Tides Harbours Sport Letters Weather Archive Search Subscribe";
    let headline = |n: usize| story(n + 100).split(' ').skip(1).map(capitalize).take(10).collect::<Vec<_>>().join(" ");
    let list: String = (0..8).map(|n| headline(n) + "\n").collect();
    let page = |n: usize| flat(format!("{menu}\n{}\n{}New stories of this week\n{list}", headline(n), story(n)));
    let pages: Vec<String> = (0..8).map(page).collect();
    assert_eq!(clean(&pages, &pages[3]).trim(), flat(format!("{}\n{}", headline(3), story(3))).trim(), "the headline");
    let closing =
        |n: usize| if n % 2 == 0 { "Write to the harbour master about your own boats and nets.\n" } else { "" };
    let page = |n: usize| flat(format!("{menu}\n{}{}{}", story(n), closing(n), story(n + 50)));
    let pages: Vec<String> = (0..8).map(page).collect();
    assert!(clean(&pages, &pages[2]).contains("Write to the harbour master"), "a sentence on half of the pages");
}

#[test]
fn pages_that_tell_the_same_story_count_once() {
    let update = |n: usize| format!("{}Updated for the time number {n} by the desk of the coast.\n", story(0));
    // Six versions of one story, and six other stories.
    let pages: Vec<String> = (0..6).map(update).chain((1..=6).map(story)).collect();
    assert_eq!(learn(&pages).pages, 7);
    assert_eq!(clean(&pages, &pages[0]), pages[0]);
    // Four parts of a story, which share the headline and the introduction, and eight other stories.
    let introduction =
        "The long way to the harbour\nHow three parishes and a mill came to share one quay, in four parts.\n";
    let parts = (0..4).map(|n| format!("{introduction}{}", story(n)));
    let pages: Vec<String> = parts.chain((4..12).map(|n| format!("A headline of story {n}\n{}", story(n)))).collect();
    assert!(clean(&pages, &pages[0]).contains("How three parishes"));
}

#[test]
fn a_column_has_its_introduction_removed_only_on_a_site_of_that_column() {
    let introduction = "Each week the harbour master answers the letters of those who live by the sea.\n";
    let column = site(6, introduction, "");
    assert_eq!(clean(&column, &column[0]), story(0));
    let newspaper: Vec<String> = column.iter().cloned().chain((6..30).map(story)).collect();
    assert_eq!(clean(&newspaper, &column[0]), column[0]);
}

#[test]
fn the_headline_of_a_page_stays_although_all_pages_list_it() {
    let headline = |n: usize| format!("How parish number {n} kept its old ferry");
    let list: String = (0..8).map(|n| headline(n) + "\n").collect();
    let pages: Vec<String> = (0..8)
        .map(|n| format!("Tides by the hour\n{}\n{}New stories of the week\n{list}", headline(n), story(n)))
        .collect();
    for (n, page) in pages.iter().enumerate() {
        assert_eq!(clean(&pages, page), format!("{}\n{}", headline(n), story(n)));
    }
}

#[test]
fn a_page_of_nothing_but_what_recurs_is_not_emptied() {
    let menu = "Tides by the hour\nHarbours by the mile\nLetters by the score\n";
    let mut pages = site(6, menu, "");
    pages.push(menu.to_owned());
    assert_eq!(clean(&pages, menu), menu);
}

#[test]
fn a_newer_crawl_replaces_what_was_known_of_a_site_if_it_saw_enough_pages() {
    let sites = |pages: usize, above: &str| {
        let mut learner = Learner::new();
        site(pages, above, "").iter().for_each(|page| learner.observe(HOST, page));
        learner.finish()
    };
    let (old, new) = ("The old masthead of the Gazette\n", "The new masthead of the Gazette\n");
    for (before, after, expected) in [(20, 8, new), (20, 5, old), (6, 3, new)] {
        let mut known = sites(before, old);
        known.update(sites(after, new));
        assert_eq!(known.get(HOST).expect("it is known").lines[0].text, expected.trim(), "{before} and {after} pages");
    }
}

#[test]
fn cleaning_a_cleaned_page_removes_nothing_more() {
    let headline = |n: usize| format!("How parish number {n} kept its old ferry");
    let list: String = (0..8).map(|n| headline(n) + "\n").collect();
    let pages: Vec<String> = (0..8).map(|n| format!("Gazette\n{}\n{}{list}Tides\n", headline(n), story(n))).collect();
    for page in &pages {
        let once = clean(&pages, page);
        assert_eq!(clean(&pages, &once), once);
    }
}

proptest! {
    /// Learners of parts, merged in any order, are the same as one learner of all pages.
    #[test]
    fn merging_sixty_four_parts_equals_learning_at_once(
        part_of_page in proptest::collection::vec(0_usize..64, 200),
        order in Just((0..64).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let page = |n: usize| format!("Gazette\nTides by the hour\n{}{}", story(n % 150), ["", "Letters\n"][n % 2]);
        let host = |n: usize| ["example.com", "www.example.com", "other.example"][n % 3];
        let (mut whole, mut parts) = (Learner::new(), vec![Learner::new(); 64]);
        for (n, part) in part_of_page.iter().enumerate() {
            whole.observe(host(n), &page(n));
            parts[*part].observe(host(n), &page(n));
        }
        let mut merged = Learner::new();
        for part in order {
            merged.merge(std::mem::take(&mut parts[part]));
        }
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(merged.finish(), whole.finish());
    }
}
