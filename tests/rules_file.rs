//! Rules files: reading and checking them, and the cleaners of single sites.

use std::borrow::Cow;

use allocation_counter::measure;
use dechaff::{Category, Cleaner, CleanerBuilder, RulesFile};

/// An article with two boilerplate lines that match no shipped phrase.
const PAGE: &str =
    "The mill at Corvey grinds again, and the village smells of flour for the first time in forty years.\n\
    Ring the miller before you come\n\
    Miller Hanna Voss took over the building in spring and needed two summers to turn the stones true.\n\
    Tell a neighbour of Corvey\n\
    She sells rye in paper bags and will not say where the wheat comes from, since the farmer is shy.\n\
    By August the village had eaten two tonnes of her bread and asked for more of it on feast days.\n";

const FILE: &str = r#"
keep = ["byline"]
protect = ['(?i)gazette archive']

[phrases]
contact = ["= ring the miller before you come"]

[site."example.com"]
keep = ["credit"]
protect = ["^By August"]

[site."example.com".phrases]
share = [{ phrase = "= tell a neighbour of corvey", matches = ["Tell a neighbour of Corvey!"], misses = ["Tell a neighbour"] }]

[site."shop.example.com".phrases]
promo = ["^ by august the village"]
"#;

/// Reads a rules file in TOML.
fn toml(file: &str) -> RulesFile {
    toml::from_str(file).unwrap_or_else(|e| panic!("{e}"))
}

/// The error message for an invalid rules file in JSON.
fn error_of(json: &str) -> String {
    serde_json::from_str::<RulesFile>(json).expect_err(json).to_string()
}

fn cleaner(file: &str) -> Cleaner {
    Cleaner::builder().rules_file(&toml(file)).build().expect("a rules file that can be read can be built")
}

/// The categories of the removed spans, in order.
fn removed(cleaner: &Cleaner, page: &str) -> Vec<Category> {
    cleaner.report(page).removed.iter().map(|r| r.category).collect()
}

#[test]
fn a_site_gets_the_rules_for_all_sites_and_those_for_its_nearest_domain() {
    let all = cleaner(FILE);
    assert_eq!(removed(&all, PAGE), [Category::Contact]);
    assert_eq!(removed(&all.for_site("example.com"), PAGE), [Category::Contact, Category::Share]);
    assert_eq!(
        removed(&all.for_site("shop.example.com"), PAGE),
        [Category::Contact, Category::Promo],
        "only the rules of the nearest domain apply"
    );
    assert_eq!(all.for_site("www.shop.example.com").site(), Some("shop.example.com"));
    assert_eq!(all.for_site("example.org").site(), None);
    assert_eq!(removed(&all, PAGE), [Category::Contact], "`for_site` does not change its cleaner");
}

#[test]
fn hosts_are_normalized_to_find_their_site() {
    let all = cleaner(FILE);
    for host in ["www.example.com", "m.example.com", "EXAMPLE.com", "example.com.", "a.b.Example.com.:8080"] {
        assert!(removed(&all.for_site(host), PAGE).contains(&Category::Share), "{host}");
    }
    let long = format!("{}example.com", "a.".repeat(1 << 20));
    for host in
        ["", ".", "com", "example.org", "notexample.com", "example.com.org", "https://example.com", "[::1]:80", &long]
    {
        assert_eq!(removed(&all.for_site(host), PAGE), [Category::Contact], "{host:.40}");
    }
    let numbered = cleaner("[site.\"[::1]\".phrases]\nshare = [\"= tell a neighbour of corvey\"]\n");
    assert_eq!(removed(&numbered.for_site("[::1]:8080"), PAGE), [Category::Share]);
    assert_eq!(removed(&numbered.for_site("[::2]"), PAGE), []);
    assert_eq!(removed(&all.for_site("example.com").for_site("example.org"), PAGE), [Category::Contact]);
}

#[test]
fn kept_categories_and_protected_patterns_of_a_site_apply_only_to_its_pages() {
    let page = format!("By Ann Lee\n{PAGE}Photo: Ann Lee/Reuters\nSee the Gazette archive: read more\n");
    let all = cleaner(FILE);
    let categories = |c: &Cleaner| removed(c, &page);
    assert!(categories(&Cleaner::default()).contains(&Category::Byline));
    assert!(!categories(&all).contains(&Category::Byline), "byline is kept for all sites");
    assert!(categories(&all).contains(&Category::Credit));
    assert!(!categories(&all.for_site("example.com")).contains(&Category::Credit));
    assert!(!categories(&all.for_site("example.com")).contains(&Category::Byline));
    assert!(all.report(&page).text.contains("Gazette archive"));
    let protecting = toml("[site.\"shop.example.com\"]\nprotect = [\"^By August\"]\n");
    let protected = Cleaner::builder().rules_file(&toml(FILE)).rules_file(&protecting).build().unwrap();
    assert_eq!(removed(&protected.for_site("shop.example.com"), PAGE), [Category::Contact]);
}

/// In flattened text a matching phrase shows where a line ended. This works for the phrases of a site too.
#[test]
fn phrases_of_a_site_split_flattened_text() {
    let sentence = "The miller took over the building in spring and needed two summers to turn the stones. ";
    let page = format!("{}Tell a neighbour of Corvey {}", sentence.repeat(5), sentence.repeat(5));
    let all = cleaner(FILE);
    assert_eq!(removed(&all, &page), []);
    assert_eq!(all.for_site("example.com").clean(&page), sentence.repeat(10));
}

#[test]
fn phrases_of_a_site_have_the_same_effect_as_phrases_for_all_sites() {
    let phrases = r#"
        share = ["= tell a neighbour of corvey", "! tell a neighbour of corvey of"]
        newsletter = ["~ flour for us", "~ of our bread", "- read on at home"]
        contact = ["^ ring the miller", "$ before you come"]
        related = ["* stones ... true for"]
    "#;
    let file = format!("[site.\"a.example\".phrases]\n{phrases}");
    let site = cleaner(&file).for_site("a.example");
    let shared = cleaner(&format!("[phrases]\n{phrases}"));
    let lines = [
        "Tell a neighbour of Corvey of us",
        "We mill the flour for us and sell you all of our bread",
        "The stones turn true for the first timeRead on at home",
        "Wait before you come",
    ];
    let page = format!("{PAGE}{}\n", lines.join("\n"));
    for (page, removed_count) in [(page.clone(), 6), (page.replace('\n', " "), 3)] {
        let (by_site, by_all) = (site.report(&page), shared.report(&page));
        assert_eq!(by_site, by_all);
        assert_eq!(by_site.removed.len(), removed_count, "{:#?}", by_site.removed);
    }
}

#[test]
fn several_rules_files_can_be_combined() {
    let (one, two) = (toml(FILE), toml("[site.\"example.com\".phrases]\nshare = [\"= ring the miller\"]\n"));
    let mut both = one.clone();
    both.extend(&two);
    assert_eq!(both.sites().collect::<Vec<_>>(), ["example.com", "shop.example.com"]);
    assert_eq!(both.entries().count(), one.entries().count() + 1);
    let twice = Cleaner::builder().rules_file(&one).rules_file(&two).build().unwrap();
    let page = PAGE.replace(" before you come", "");
    assert_eq!(removed(&twice.for_site("example.com"), &page), [Category::Share, Category::Share]);
}

#[test]
fn a_written_rules_file_reads_back_equal() {
    let rules = toml(FILE);
    assert_eq!(toml(&toml::to_string(&rules).unwrap()), rules);
    assert_eq!(serde_json::from_value::<RulesFile>(serde_json::to_value(&rules).unwrap()).unwrap(), rules);
    assert_eq!(serde_json::to_string(&RulesFile::new()).unwrap(), "{}");
    let entries: Vec<String> = rules.entries().map(|(place, entry)| format!("{place}: {entry}")).collect();
    assert_eq!(entries[2], "section [contact], entry 1: = ring the miller before you come");
    assert_eq!(entries[5], "site example.com, section [share], entry 1: = tell a neighbour of corvey");
    assert_eq!(entries.len(), 7);
}

#[test]
fn errors_name_the_site_the_section_and_the_entry() {
    for (json, message) in [
        (r#"{"phrase": {}}"#, "unknown key `phrase`: use one of keep, protect, phrases, site"),
        (r#"{"site":{"a.org":{"site":{}}}}"#, "site a.org: unknown key `site`: use one of keep, protect, phrases"),
        (r#"{"phrases":{"sharing":[]}}"#, "section [phrases]: there is no category `sharing`; the nearest is `share`"),
        (r#"{"phrases":{"share":["= tell a friend","tell"]}}"#, "section [share], entry 2: phrase `tell`: no mark"),
        (r#"{"phrases":{"share":"= tell"}}"#, "invalid type: a string, expected a list of phrases at section [share]"),
        (r#"{"phrases":{"share":[3]}}"#, "expected a phrase or a map with `phrase` at section [share], entry 1"),
        (
            r#"{"phrases":{"share":[{"phrase":"= tell","match":[]}]}}"#,
            "section [share], entry 1: unknown key `match`: use one of phrase, matches, misses",
        ),
        (
            r#"{"phrases":{"share":[{"matches":["Tell"]}]}}"#,
            "section [share], entry 1: this entry has no phrase: add the key `phrase`",
        ),
        (
            r#"{"phrases":{"share":[{"phrase":"= tell","matches":["a\nb"]}]}}"#,
            "section [share], entry 1: example `a\nb`: it contains a line break",
        ),
        (
            r#"{"phrases":{"share":[{"phrase":"= tell","misses":[" "]}]}}"#,
            "section [share], entry 1: example ` `: it is empty",
        ),
        (
            r#"{"phrases":{"share":[{"phrase":"= tell","misses":"Tell"}]}}"#,
            "a string, expected a list of strings at section [share], entry 1",
        ),
        (
            r#"{"site":{"a.org":{"phrases":{"share":["* the"]}}}}"#,
            "site a.org, section [share], entry 1: phrase `the`: too short for its mark",
        ),
        (r#"{"site":{"a.org":{"protect":["a","("]}}}"#, "site a.org, section [protect], entry 2: pattern `(`"),
        (
            r#"{"site":{"a.org":{"keep":["by"]}}}"#,
            "site a.org, section [keep], entry 1: there is no category `by`; the nearest is `byline`",
        ),
        (r#"{"keep":["byline"],"keep":[]}"#, "duplicate key `keep`: merge the two values"),
        (r#"{"site":{"a.org":{},"a.org":{}}}"#, "section [site]: duplicate key `a.org`: merge the two values"),
        (r#"{"site":{"A.org":{}}}"#, "section [site]: site `A.org`: not a plain host"),
        (r#"{"site":["a.org"]}"#, "invalid type: sequence, expected a map from host to rules at section [site]"),
        ("[]", "expected a map of rules"),
    ] {
        assert!(error_of(json).contains(message), "{json}: {}", error_of(json));
    }
    for name in ["https://a.org", "a.org/x", "a.org:80", "a.org.", "*.a.org", "", "a..org", "a b"] {
        let json = serde_json::json!({ "site": { name: {} } }).to_string();
        assert!(error_of(&json).contains("section [site]: site"), "{name}: {}", error_of(&json));
    }
    // The TOML reader adds the line number.
    let message = toml::from_str::<RulesFile>("[phrases]\nshare = [\n  \"= tell a friend\",\n  \"tell\",\n]\n")
        .unwrap_err()
        .to_string();
    assert!(message.contains("line 4") && message.contains("section [share], entry 2: phrase `tell`"), "{message}");
}

#[test]
fn errors_quote_only_the_beginning_of_a_long_entry() {
    let long = "é".repeat(1 << 20);
    for json in [
        serde_json::json!({ &long: [] }),
        serde_json::json!({ "keep": [long] }),
        serde_json::json!({ "keep": long }),
        serde_json::json!({ "protect": [long] }),
        serde_json::json!({ "site": { &long: {} } }),
        serde_json::json!({ "phrases": { &long: [] } }),
        serde_json::json!({ "phrases": { "share": [long] } }),
        serde_json::json!({ "phrases": { "share": [{ "phrase": long }] } }),
        serde_json::json!({ "phrases": { "share": [{ "phrase": "= tell", "matches": [long] }] } }),
        serde_json::json!({ "phrases": { "share": [{ &long: "= tell" }] } }),
    ] {
        let message = error_of(&json.to_string());
        assert!(message.len() < 500, "{} bytes: {message:.600}", message.len());
    }
}

#[test]
fn the_size_of_a_rules_file_is_limited() {
    let file = |site: &dyn Fn(usize) -> serde_json::Value, sites: usize| {
        let sites: serde_json::Map<_, _> = (0..sites).map(|n| (format!("s{n}.example"), site(n))).collect();
        serde_json::json!({ "site": sites }).to_string()
    };
    let empty = |_: usize| serde_json::json!({});
    assert_eq!(
        serde_json::from_str::<RulesFile>(&file(&empty, RulesFile::MAX_SITES)).unwrap().sites().count(),
        RulesFile::MAX_SITES
    );
    assert!(error_of(&file(&empty, RulesFile::MAX_SITES + 1)).contains("more than 10000 sites"));

    let patterns = |_: usize| serde_json::json!({ "protect": vec!["gazette"; CleanerBuilder::MAX_PATTERNS / 2] });
    let two: RulesFile = serde_json::from_str(&file(&patterns, 2)).unwrap();
    assert!(error_of(&file(&patterns, 3)).contains("section [protect], entry 1: more than 1000 protected patterns"));
    // The builder checks the limit again, because its patterns come from several sources.
    assert!(Cleaner::builder().rules_file(&two).build().is_ok());
    let error = Cleaner::builder().rules_file(&two).protect("one more").build().unwrap_err().to_string();
    assert!(error.starts_with("more than 1000 protected patterns"), "{error}");

    let examples = |_: usize| {
        let entry = serde_json::json!({ "phrase": "= tell", "matches": vec!["Tell"; RulesFile::MAX_EXAMPLES / 2] });
        serde_json::json!({ "phrases": { "share": [entry] } })
    };
    assert!(serde_json::from_str::<RulesFile>(&file(&examples, 2)).is_ok());
    assert!(error_of(&file(&examples, 3)).contains("section [share], entry 1: more than 100000 examples"));

    let phrases = |_: usize| serde_json::json!({ "phrases": { "share": vec!["= tell"; 60_000] } });
    assert!(error_of(&file(&phrases, 2)).contains("more than 100000 phrases"));
}

/// The findings for a rules file with these entries in the section [share] for all sites.
fn findings(entries: &str) -> Vec<String> {
    let rules: RulesFile = serde_json::from_str(&format!(r#"{{"phrases":{{"share":{entries}}}}}"#)).unwrap();
    rules.check().iter().map(ToString::to_string).collect()
}

#[test]
fn examples_match_as_lines_of_a_page_do() {
    for (phrase, matches, misses) in [
        ("= tell a neighbour", "• Tell a Neighbour!", "Tell a neighbour of Corvey"),
        ("^ tell a neighbour", "Tell a neighbour of Corvey", "Go and tell a neighbour"),
        ("^ tell a neighbour", "We met. Tell a neighbour of Corvey", "You can tell a neighbour"),
        ("$ of the corvey mill", "A picture of the Corvey Mill.", "The Corvey Mill"),
        (
            "* sign up to ... post",
            "Just sign up to the morning post",
            "Sign up to the one two three four five six seven eight nine post",
        ),
        ("~ flour for # people", "We mill flour for 1,200 people", "We mill flour for people"),
        ("- more at home", "It was soldMore at home", "It was soldmore or less at home"),
        ("! corvey mill", "the Corvey mill said", "Corvey mills"),
    ] {
        let entry = |matches: &str, misses: &str| {
            serde_json::json!([{ "phrase": phrase, "matches": [matches], "misses": [misses] }]).to_string()
        };
        assert_eq!(findings(&entry(matches, misses)), [""; 0], "{phrase}");
        let both = findings(&entry(misses, matches));
        assert_eq!(both.len(), 2, "{phrase}: {both:?}");
        assert!(both[0].contains("does not match its example"), "{both:?}");
        assert!(both[1].contains("which is listed in `misses`"), "{both:?}");
    }
}

#[test]
fn the_check_reports_entries_that_have_no_effect_or_remove_too_much() {
    for (entries, expected) in [
        (r#"["= share"]"#, "section [share], entry 1: `= share`: is already a shipped phrase, in section [share]"),
        (r#"["= most read"]"#, "is already a shipped phrase, in section [related]"),
        (
            r#"["^ tell us of corvey", "^ tell us of corvey today"]"#,
            "entry 2: `^ tell us of corvey today`: section [share], entry 1 already matches everything",
        ),
        (
            r#"["= tell corvey now", "= Tell Corvey now!"]"#,
            "entry 2: `= Tell Corvey now!`: section [share], entry 1 already matches everything",
        ),
        (r#"["* corvey mill at noon", "* the corvey mill at noon"]"#, "entry 2: `* the corvey mill at noon`"),
        (r#"["* corvey ... at noon", "* corvey mill at noon"]"#, "entry 2: `* corvey mill at noon`"),
        (r#"["* corvey"]"#, "is a single word that matches anywhere"),
        (
            r#"[{"phrase":"^ tell corvey","matches":["\"Tell Corvey\", she said to the miller, and the miller did."]}]"#,
            "but removes nothing of it",
        ),
    ] {
        let found = findings(entries);
        assert_eq!(found.len(), 1, "{entries}: {found:?}");
        assert!(found[0].contains(expected), "{entries}: {}", found[0]);
    }
    for entries in [
        r#"["= share with corvey", "^ share with corvey", "* now share with corvey"]"#,
        r#"["^ tell us of corvey", "^ tell us at corvey"]"#,
        r#"["* corvey mill at noon", "* corvey ... at noon with the baker"]"#,
        r#"["~ the corvey mill", "~ corvey mill"]"#,
        r#"["= corvey", "! corvey"]"#,
    ] {
        assert_eq!(findings(entries), [""; 0], "{entries}");
    }
}

#[test]
fn a_site_is_checked_together_with_the_rules_for_all_sites() {
    let rules = toml(
        r#"
        keep = ["byline"]
        protect = ["x*", "(?i)archive"]
        [phrases]
        byline = ["^ written at corvey"]
        share = ["^ tell us of corvey", "= tell the miller"]
        [site."www.example.com"]
        keep = ["byline"]
        [site."www.example.com".phrases]
        share = [
            "= Tell the Miller",
            "^ tell us of corvey today",
            { phrase = "= see the archive", matches = ["See the archive"] },
        ]
        "#,
    );
    let found: Vec<String> = rules.check().iter().map(ToString::to_string).collect();
    let site = "site www.example.com, section [share]";
    let expected = [
        "section [protect], entry 1: `x*`: matches the empty string".to_owned(),
        "section [byline], entry 1: `^ written at corvey`: has no effect, because the category [byline] is kept"
            .to_owned(),
        "site www.example.com: `www.example.com`: these rules do not apply to the other pages of example.com"
            .to_owned(),
        "site www.example.com, section [keep], entry 1: `byline`: this category is already kept".to_owned(),
        format!("{site}, entry 3: `= see the archive`: its example `See the archive` is protected by `x*`"),
        format!("{site}, entry 1: `= Tell the Miller`: section [share], entry 2 already matches everything"),
        format!("{site}, entry 2: `^ tell us of corvey today`: section [share], entry 1 already matches everything"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(&expected) {
        assert!(found.starts_with(expected), "{found}\n{expected}");
    }
}

#[test]
fn a_site_needs_little_memory_and_no_allocation_per_page() {
    let mut file = String::new();
    for n in 0..500 {
        file.push_str(&format!("[site.\"s{n}.example\".phrases]\n"));
        file.push_str(
            "share = [\"= tell a neighbour of corvey\", \"^ ring the miller\", \"* the corvey mill at noon\"]\n",
        );
    }
    let rules = toml(&file);
    let without_sites = measure(|| drop(Cleaner::builder().rules_file(&RulesFile::new()).build()));
    let mut all = None;
    let built = measure(|| all = Cleaner::builder().rules_file(&rules).build().ok());
    let each = (built.bytes_max - without_sites.bytes_max) / 500;
    println!("{} KB without sites, {each} bytes more for each of 500 sites", without_sites.bytes_max >> 10);
    assert!(each < 8 << 10, "{each} bytes per site");

    let all = all.expect("built");
    let page = PAGE.replace("Ring", "Call").replace("Tell", "Ask");
    for n in 0..500 {
        let site = all.for_site(&format!("s{n}.example"));
        assert_eq!(removed(&site, PAGE).len(), 2);
        assert!(matches!(site.clean(&page), Cow::Borrowed(_)));
    }
    let site = all.for_site("s7.example");
    assert_eq!(measure(|| drop(site.clean(&page))).count_total, 0, "an unchanged page must not allocate");
    // Choosing the site allocates only the host in lower case.
    assert_eq!(measure(|| drop(all.for_site("www.s7.example"))).count_total, 1);
    // The shared default cleaner is built on first use, so that must happen before the measurement.
    let default = Cleaner::default();
    assert_eq!(measure(|| drop(default.for_site("www.s7.example"))).count_total, 0);
}

#[test]
fn threads_can_use_the_cleaners_of_different_sites_at_once() {
    let all = cleaner(FILE);
    std::thread::scope(|threads| {
        for n in 0..4 {
            let all = &all;
            threads.spawn(move || {
                for host in ["example.com", "shop.example.com", "example.org"].iter().cycle().skip(n).take(60) {
                    let site = all.for_site(host);
                    let expected = 1 + usize::from(*host != "example.org");
                    assert_eq!(removed(&site, PAGE).len(), expected, "{host}");
                    let cleaned = site.clean(PAGE).into_owned();
                    assert_eq!(site.clean(&cleaned), cleaned, "cleaning again must change nothing");
                }
            });
        }
    });
}
