//! The public API, used as callers use it.

use std::borrow::Cow;

use dechaff::{
    clean, Anchor, Ballot, Category, Cleaned, Cleaner, Error, Lexicon, Phrase, Rule, Segment, Strictness, WholePage,
};

const PAGE: &str =
    "The mill at Corvey grinds again, and the village smells of flour for the first time in forty years.\n\
    Sign up for our newsletter\n\
    Miller Hanna Voss took over the building in spring and needed two summers to turn the stones true.\n\
    READ MORE: Nine mills that still turn\n\
    She sells rye in paper bags and will not say where the wheat comes from, since the farmer is shy.\n\
    By August the village had eaten two tonnes of her bread and asked for more of it on feast days.\n";

fn categories(cleaned: &Cleaned<'_>) -> Vec<Category> {
    cleaned.removed.iter().map(|r| r.category).collect()
}

#[test]
fn cleaners_can_be_shared_between_threads_and_rules_are_object_safe() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    shared(&Cleaner::default());
    let _: Option<Box<dyn Rule>> = None;
}

#[test]
fn removing_nothing_borrows_the_input() {
    assert!(matches!(clean("Nothing to see here, the mayor said.\n"), Cow::Borrowed(_)));
    assert!(matches!(clean(PAGE), Cow::Owned(_)));
    assert!(matches!(clean(""), Cow::Borrowed("")));
}

#[test]
fn kept_and_removed_text_add_up_to_the_input() {
    let cleaned = Cleaner::default().report(PAGE);
    assert_eq!(categories(&cleaned), [Category::Newsletter, Category::Related]);
    let mut rest = String::new();
    let mut at = 0;
    for r in &cleaned.removed {
        rest.push_str(&PAGE[at..r.start]);
        at = r.end;
    }
    rest.push_str(&PAGE[at..]);
    assert_eq!(rest, cleaned.text);
}

#[test]
fn a_category_can_be_kept() {
    let cleaner = Cleaner::builder().keep(Category::Newsletter).build().unwrap();
    assert_eq!(categories(&cleaner.report(PAGE)), [Category::Related]);
}

#[test]
fn segments_with_a_protected_pattern_are_kept() {
    let cleaner = Cleaner::builder().protect("(?i)nine mills").build().unwrap();
    assert_eq!(categories(&cleaner.report(PAGE)), [Category::Newsletter]);
    let error = Cleaner::builder().protect("(").build().unwrap_err();
    assert!(matches!(&error, Error::Pattern { pattern, .. } if pattern == "("), "{error}");
}

#[test]
fn own_phrases_extend_or_replace_the_shipped_ones() {
    let own: Lexicon = "[promo]\n^ she sells rye\n".parse().unwrap();
    let more = Cleaner::builder().phrases(&own).build().unwrap();
    assert_eq!(categories(&more.report(PAGE)), [Category::Newsletter, Category::Related, Category::Promo]);
    let only = Cleaner::builder().only_phrases(own).build().unwrap();
    assert_eq!(categories(&only.report(PAGE)), [Category::Promo]);
}

#[test]
fn strictness_sets_the_threshold_of_removal() {
    // A label in front of a headline has a score of 0.8, which is below the threshold of `Careful`.
    let page = PAGE.replace("READ MORE: Nine", "Read More Nine");
    let at = |s| categories(&Cleaner::builder().strictness(s).build().unwrap().report(&page)).len();
    assert_eq!((at(Strictness::Careful), at(Strictness::Balanced)), (1, 2));
    assert!(at(Strictness::Thorough) >= 2);
}

#[test]
fn an_own_rule_can_vote_for_and_protect_segments() {
    struct Shy;
    impl Rule for Shy {
        fn name(&self) -> &'static str {
            "shy"
        }
        fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
            if segment.folded().ends_with("is shy.") {
                ballot.vote(Category::Technical, 0.9, "shy");
                ballot.vote(Category::Technical, f32::NAN, "no vote");
            }
            if segment.text().starts_with("Sign up") {
                ballot.protect();
            }
        }
    }
    let cleaned = Cleaner::builder().rule(Shy).build().unwrap().report(PAGE);
    assert_eq!(categories(&cleaned), [Category::Related, Category::Technical]);
    assert_eq!((cleaned.removed[1].rule, cleaned.removed[1].evidence.as_str()), ("shy", "shy"));
}

/// Votes for every category with the given score, on every segment.
struct VoteForAll(f32);

impl Rule for VoteForAll {
    fn name(&self) -> &'static str {
        "wild"
    }
    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        for category in Category::ALL {
            ballot.vote(*category, self.0, "wild");
        }
        assert!(segment.next().map_or(true, |n| n.index() == segment.index() + 1));
        assert!(segment.previous().map_or(true, |p| p.span().end <= segment.span().start));
    }
}

#[test]
fn votes_with_an_invalid_score_are_ignored() {
    let plain = Cleaner::default().report(PAGE);
    for score in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -0.1, 1.000_001, f32::MAX, f32::MIN] {
        let cleaner = Cleaner::builder().rule(VoteForAll(score)).build().unwrap();
        assert_eq!(cleaner.report(PAGE).text, plain.text, "{score}");
    }
}

#[test]
fn spans_stay_valid_when_a_rule_votes_for_everything() {
    for strictness in [Strictness::Careful, Strictness::Balanced, Strictness::Thorough] {
        let cleaner = Cleaner::builder().strictness(strictness).rule(VoteForAll(1.0)).build().unwrap();
        for text in [PAGE, "", "\n \n", "one", &PAGE.replace('\n', " ")] {
            let cleaned = cleaner.report(text);
            let mut rest = String::new();
            let mut at = 0;
            for r in &cleaned.removed {
                assert!(at <= r.start && r.start < r.end);
                rest.push_str(&text[at..r.start]);
                at = r.end;
            }
            rest.push_str(&text[at..]);
            assert_eq!(rest, cleaned.text);
        }
    }
}

#[test]
fn a_panic_in_a_rule_reaches_the_caller_and_leaves_the_cleaner_usable() {
    struct Fragile;
    impl Rule for Fragile {
        fn name(&self) -> &'static str {
            "fragile"
        }
        fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
            ballot.vote(Category::Technical, 1.0, "about to fail");
            assert!(!segment.text().contains("fall over"), "as asked");
        }
    }
    let cleaner = Cleaner::builder().rule(Fragile).build().unwrap();
    let before = cleaner.report(PAGE);
    std::thread::scope(|threads| {
        for _ in 0..4 {
            let failed = threads.spawn(|| cleaner.report(&format!("{PAGE}Please fall over.\n")).removed.len()).join();
            let said = *failed.unwrap_err().downcast::<&str>().unwrap();
            assert_eq!(said, "as asked");
            let after = cleaner.report(PAGE);
            assert_eq!((&after.text, after.removed.len()), (&before.text, before.removed.len()));
        }
    });
}

#[test]
fn the_guard_spares_text_that_would_become_empty() {
    let cleaned = Cleaner::default().report("Follow us\nShare\n");
    assert_eq!(cleaned.text, "Follow us\nShare\n");
    assert!(!cleaned.spared.is_empty());
}

#[test]
fn corrections_are_kept_unless_their_removal_is_requested() {
    let page =
        format!("{PAGE}Correction: an earlier version of this article gave the wrong year. Share this article\n");
    assert!(Cleaner::default().report(&page).text.contains("wrong year"));
    let cleaner = Cleaner::builder().remove(Category::Correction).build().unwrap();
    assert!(!cleaner.report(&page).text.contains("wrong year"));
}

#[test]
fn the_whole_page_setting_controls_the_removal_of_menus() {
    let menu = "Home\nWorld\nCulture\n".repeat(4);
    let page = format!("{menu}{PAGE}");
    let off = Cleaner::builder().whole_page(WholePage::Off).build().unwrap();
    let on = Cleaner::builder().whole_page(WholePage::On).build().unwrap();
    assert!(on.report(&page).text.starts_with("The mill"), "{}", on.report(&page).text);
    assert!(!categories(&off.report(&page)).contains(&Category::Frame));
}

#[test]
fn phrases_print_in_the_notation_that_they_parse_from() {
    for notation in [
        "= share",
        "^ read more:",
        "$ getty images",
        "* your email address will not be published",
        "~ readers like you",
        "- read more show less",
        "! the donation was",
        "^ sign up for ... newsletter",
    ] {
        assert_eq!(notation.parse::<Phrase>().unwrap().to_string(), notation);
    }
    assert_eq!("^ read more:".parse::<Phrase>().unwrap().anchor(), Anchor::Start);
    let json = serde_json::to_string(&"= share".parse::<Phrase>().unwrap()).unwrap();
    assert_eq!(json, "\"= share\"");
    assert_eq!(serde_json::from_str::<Phrase>(&json).unwrap().text(), "share");
}

#[test]
fn invalid_phrases_are_rejected_with_a_reason() {
    for (notation, reason) in [
        ("share", "no mark"),
        ("* a", "too short"),
        ("* ", "nothing is left"),
        ("^ #/#", "no letter"),
        ("^ ... more", "gap"),
        ("= ", "nothing is left"),
    ] {
        let error = notation.parse::<Phrase>().unwrap_err().to_string();
        assert!(error.contains(reason), "{notation}: {error}");
    }
    let long = format!("^ {}", "word ".repeat(100));
    assert!(long.parse::<Phrase>().unwrap_err().to_string().contains("300 bytes"));
}

#[test]
fn lexicons_deserialize_and_errors_name_the_line() {
    let lexicon: Lexicon =
        serde_json::from_str(r#"{"newsletter": ["^ get the gazette", "! gazette archive"]}"#).unwrap();
    assert_eq!(lexicon.len(), 2);
    assert_eq!(lexicon.to_string().parse::<Lexicon>().unwrap(), lexicon);
    let error = "[share]\n= tell a friend\n[sharing]\n".parse::<Lexicon>().unwrap_err().to_string();
    assert_eq!(error, "line 3, section [share]: there is no category `sharing`; the nearest is `share`");
    assert!("= share".parse::<Lexicon>().unwrap_err().to_string().contains("before the first section"));
}

#[test]
fn the_report_can_be_serialized() {
    let value = serde_json::to_value(Cleaner::default().report(PAGE)).unwrap();
    assert_eq!(value["removed"][0]["category"], "newsletter");
    assert!(value["removed"][0]["evidence"].as_str().unwrap().contains("sign up"));
    assert!(value["spared"].as_array().unwrap().is_empty());
}
