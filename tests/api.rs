//! The public API, used as callers use it.

use std::borrow::Cow;
use std::ops::Range;
use std::panic::{catch_unwind, RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex};

use dechaff::{
    clean, Anchor, Ballot, Category, CategorySet, Cleaned, Cleaner, CleanerBuilder, Error, Lexicon, Phrase, Rule,
    Segment, Strictness, Trace, WholePage,
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

/// The text without its removed spans, after checking that these are sorted, disjoint and not empty.
fn without_removed(text: &str, cleaned: &Cleaned<'_>) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for removal in &cleaned.removed {
        assert!(at <= removal.start && removal.start < removal.end);
        rest.push_str(&text[at..removal.start]);
        at = removal.end;
    }
    rest + &text[at..]
}

fn build(builder: CleanerBuilder) -> Cleaner {
    builder.build().expect("the settings of this test are valid")
}

#[test]
fn cleaners_can_be_shared_between_threads_and_rules_are_object_safe() {
    fn shared<T: Send + Sync + UnwindSafe + RefUnwindSafe + Clone + 'static>(_: &T) {}
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
    assert_eq!(without_removed(PAGE, &cleaned), cleaned.text);
}

#[test]
fn the_range_of_a_removal_slices_the_input() {
    let cleaned = Cleaner::default().report(PAGE);
    let slices: Vec<&str> = cleaned.removed.iter().map(|removal| &PAGE[removal.range()]).collect();
    assert_eq!(slices, ["Sign up for our newsletter\n", "READ MORE: Nine mills that still turn\n"]);
}

#[test]
fn categories_can_be_kept_and_removed_one_or_several_at_a_time() {
    use Category::{Correction, Newsletter, Related};
    let page = format!("{PAGE}Correction: an earlier version of this article gave the wrong year.\n");
    let social: CategorySet = [Category::Share, Category::Follow].into_iter().collect();
    let new = Cleaner::builder;
    for (builder, expected, why) in [
        (new(), &[Newsletter, Related][..], "corrections are kept by default"),
        (new().keep(Newsletter), &[Related], "one category is kept"),
        (new().keep([Newsletter, Related]), &[], "several categories are kept"),
        (new().keep(Newsletter).keep(Related), &[], "the second call adds to the first"),
        (new().keep([Newsletter, Related]).remove(Newsletter), &[Newsletter], "the later call decides"),
        (new().remove(Category::KEPT_BY_DEFAULT), &[Newsletter, Related, Correction], "a slice of categories"),
        (new().only(Related), &[Related], "all others are kept"),
        (new().only([Newsletter, Correction]), &[Newsletter, Correction], "also those that are kept by default"),
        (new().only(Newsletter).only(Related), &[Related], "the second call replaces the first"),
        (new().keep(Related).only(Related), &[Related], "only replaces what keep set"),
        (new().only(Related).remove(Newsletter), &[Newsletter, Related], "a later call changes the set again"),
        (new().only(social), &[], "neither category is on the page"),
    ] {
        assert_eq!(categories(&build(builder).report(&page)), expected, "{why}");
    }
}

#[test]
fn a_builder_can_be_cloned_and_printed() {
    let builder = Cleaner::builder()
        .strictness(Strictness::Careful)
        .keep([Category::Newsletter, Category::Byline])
        .without("headlines")
        .rule(Named("weather".to_owned()));
    let copy = builder.clone();
    let printed = format!("{copy:?}");
    for part in ["Careful", "newsletter", "byline", "headlines", "weather"] {
        assert!(printed.contains(part), "no {part} in {printed}");
    }
    let changed = build(copy.remove(Category::Newsletter));
    assert_eq!(categories(&build(builder).report(PAGE)), [Category::Related], "the copy does not change the original");
    assert_eq!(categories(&changed.report(PAGE)), [Category::Newsletter, Category::Related]);
}

#[test]
fn shipped_rules_and_passes_can_be_switched_off_by_name() {
    let headline = "Mill at Corvey grinds again after forty years\n";
    let page = format!("{headline}By Ann Lee, Staff Writer\n{headline}{PAGE}");
    for (name, category) in [("byline", Category::Byline), ("repeats", Category::Duplicate)] {
        let deciding_rule = |cleaner: &Cleaner| {
            let cleaned = cleaner.report(&page);
            cleaned.removed.iter().find(|removal| removal.category == category).map(|removal| removal.rule.to_string())
        };
        assert_eq!(deciding_rule(&Cleaner::default()).as_deref(), Some(name));
        assert_eq!(deciding_rule(&build(Cleaner::builder().without(name))), None, "{name} is switched off");
        assert!(CleanerBuilder::names().any(|known| known == name));
    }
    let error = Cleaner::builder().without("byline").without("bylines").build().unwrap_err();
    assert_eq!(error, Error::UnknownRule("bylines".to_owned()));
    assert!(error.to_string().contains("`bylines`"), "{error}");
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
    assert_eq!((&*cleaned.removed[1].rule, cleaned.removed[1].evidence.as_str()), ("shy", "shy"));
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
            assert_eq!(without_removed(text, &cleaned), cleaned.text);
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
    // The cleaner is unwind safe, so this compiles without `AssertUnwindSafe`.
    assert!(catch_unwind(|| cleaner.clean("Please fall over.\n").len()).is_err());
    assert_eq!(cleaner.report(PAGE), before);
}

/// A rule whose name is a `String` that it owns. It votes on weather lines.
struct Named(String);

impl Rule for Named {
    fn name(&self) -> &str {
        &self.0
    }
    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if segment.folded().contains("# degrees, wind") {
            ballot.vote(Category::Technical, 0.9, "a weather line");
        }
    }
}

#[test]
fn reports_own_the_name_of_an_own_rule() {
    let cleaned = {
        let name = format!("weather of {}", "Corvey");
        let cleaner = build(Cleaner::builder().rule(Named(name)));
        cleaner.report(&format!("{PAGE}Today: 4 degrees, wind north\n")).removed
    };
    assert_eq!(cleaned.last().map(|removal| &*removal.rule), Some("weather of Corvey"), "the cleaner is gone by now");
}

/// Returns the part to cut, given the spans of a segment and of the mark in it.
type ChoosePart = fn(Range<usize>, Range<usize>) -> Range<usize>;

/// Cuts the chosen part out of the segment that contains the mark.
struct CutMark(ChoosePart);

const MARK: &str = " (für Abonnenten)";

impl Rule for CutMark {
    fn name(&self) -> &str {
        "mark"
    }
    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if let Some(at) = segment.text().find(MARK) {
            let start = segment.span().start + at;
            ballot.cut((self.0)(segment.span(), start..start + MARK.len()), Category::Paywall, 0.98, "the mark");
        }
    }
}

#[test]
fn a_part_of_a_segment_can_be_cut_if_it_is_inside_and_on_character_boundaries() {
    let kept = "The council of Corvey met on Monday.\nThe mill";
    let text = format!("{kept}{MARK} grinds again, said the miller.\n");
    let cut = format!("{kept} grinds again, said the miller.\n");
    let cases: [(ChoosePart, &str, &str); 8] = [
        (|_, mark| mark, &cut, "the mark itself"),
        (|_, mark| mark.start..mark.start, &text, "an empty part"),
        (|_, mark| mark.end..mark.start, &text, "a part that ends before it starts"),
        (|segment, mark| mark.start..segment.end + 1, &text, "the end is outside the segment"),
        (|segment, mark| segment.start - 1..mark.end, &text, "the start is outside the segment"),
        (|segment, _| segment.start - 9..segment.start - 1, &text, "all of it is outside the segment"),
        (|_, mark| mark.start..mark.start + 4, &text, "the end is inside the letter ü"),
        (|_, mark| mark.start + 4..mark.end, &text, "the start is inside the letter ü"),
    ];
    for (part, expected, why) in cases {
        let cleaner = build(Cleaner::builder().rule(CutMark(part)));
        assert_eq!(cleaner.clean(&text), expected, "{why}");
    }
}

#[test]
fn rules_are_not_consulted_about_code_and_table_rows() {
    struct Recorder(Arc<Mutex<Vec<String>>>);
    impl Rule for Recorder {
        fn name(&self) -> &str {
            "recorder"
        }
        fn judge(&self, segment: Segment<'_>, _: &mut Ballot<'_>) {
            self.0.lock().unwrap().push(segment.text().to_owned());
        }
    }
    let text = "The miller counts her loaves with a short program.\n\
                ```\nlet loaves = 2 * sacks;\n```\n\
                | Year | Loaves |\n| 1990 | 1200 |\n| 1991 | 1350 |\n\
                Both years were good years, said the miller.\n";
    let judged = Arc::default();
    assert_eq!(build(Cleaner::builder().rule(Recorder(Arc::clone(&judged)))).clean(text), text);
    let judged = judged.lock().unwrap();
    assert_eq!(
        *judged,
        ["The miller counts her loaves with a short program.", "Both years were good years, said the miller."]
    );
    let trace = Cleaner::default().trace(text);
    assert_eq!(trace.segments.iter().filter(|s| s.features.code || s.features.row).count(), trace.segments.len() - 2);
}

#[test]
fn the_guard_spares_guesses_if_too_little_text_would_remain() {
    // The headlines go for the label above them, the label and the button for what they say.
    let brief = "The quay of Elmsworth reopens on Monday.\nShare this article\nRelated articles\n\
                 Why the herring came back to Elmsworth\nTen old quays that you can walk to\n";
    let cleaned = Cleaner::default().report(brief);
    assert_eq!(
        cleaned.text,
        "The quay of Elmsworth reopens on Monday.\nWhy the herring came back to Elmsworth\n\
         Ten old quays that you can walk to\n"
    );
    assert_eq!(cleaned.spared.len(), 2, "{:?}", cleaned.spared);
    let unguarded = Cleaner::builder().min_words(0).build().unwrap();
    assert_eq!(unguarded.clean(brief), "The quay of Elmsworth reopens on Monday.\n");
    assert_eq!(Cleaner::default().clean("Print\n"), "Print\n", "a single word may be a text");
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
fn reports_and_traces_survive_serialization() {
    let cleaned = Cleaner::default().report(PAGE);
    let json = serde_json::to_string(&cleaned).unwrap();
    assert_eq!(serde_json::from_str::<Cleaned<'_>>(&json).unwrap(), cleaned);
    let trace = Cleaner::default().trace(PAGE);
    let json = serde_json::to_string(&trace).unwrap();
    assert_eq!(serde_json::from_str::<Trace>(&json).unwrap(), trace);
}

#[test]
fn the_report_can_be_serialized() {
    let value = serde_json::to_value(Cleaner::default().report(PAGE)).unwrap();
    assert_eq!(value["removed"][0]["category"], "newsletter");
    assert!(value["removed"][0]["evidence"].as_str().unwrap().contains("sign up"));
    assert!(value["spared"].as_array().unwrap().is_empty());
}

/// The npm package tests loading: here all languages are compiled in.
#[test]
fn languages_are_loaded_once_and_only_those_that_are_not_there() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let error = Lexicon::load_languages([file("en", "[share]\n= share\n")]).expect_err("English is compiled in");
    assert!(error.to_string().contains("no phrases for the language `en`"), "{error}");
    assert!(Lexicon::languages().any(|name| name == "en"));
    assert!(matches!(Lexicon::load_languages([]), Err(Error::LoadedTooLate)));
}
