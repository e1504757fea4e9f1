//! Rules of one's own as data: reading, checking, and the cleaners of single sites.

use std::borrow::Cow;

use allocation_counter::measure;
use dechaff::{Category, Cleaner, CleanerBuilder, RulesFile};

/// Holds furniture that does not ship.
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

fn toml(file: &str) -> RulesFile {
    toml::from_str(file).unwrap_or_else(|e| panic!("{e}"))
}

/// The reason why a file is refused.
fn refused(json: &str) -> String {
    serde_json::from_str::<RulesFile>(json).expect_err(json).to_string()
}

fn cleaner(file: &str) -> Cleaner {
    Cleaner::builder().rules_file(&toml(file)).build().expect("what was read builds")
}

fn gone(cleaner: &Cleaner, page: &str) -> Vec<Category> {
    cleaner.report(page).removed.iter().map(|r| r.category).collect()
}

#[test]
fn rules_for_all_sites_and_for_one_are_told_apart() {
    let all = cleaner(FILE);
    assert_eq!(gone(&all, PAGE), [Category::Contact]);
    assert_eq!(gone(&all.for_site("example.com"), PAGE), [Category::Contact, Category::Share]);
    assert_eq!(
        gone(&all.for_site("shop.example.com"), PAGE),
        [Category::Contact, Category::Promo],
        "the nearest alone"
    );
    assert_eq!(all.for_site("www.shop.example.com").site(), Some("shop.example.com"));
    assert_eq!(all.for_site("example.org").site(), None);
    assert_eq!(gone(&all, PAGE), [Category::Contact], "the cleaner that was asked is as it was");
}

#[test]
fn a_host_finds_its_site() {
    let all = cleaner(FILE);
    for host in ["www.example.com", "m.example.com", "EXAMPLE.com", "example.com.", "a.b.Example.com.:8080"] {
        assert!(gone(&all.for_site(host), PAGE).contains(&Category::Share), "{host}");
    }
    let long = format!("{}example.com", "a.".repeat(1 << 20));
    for host in
        ["", ".", "com", "example.org", "notexample.com", "example.com.org", "https://example.com", "[::1]:80", &long]
    {
        assert_eq!(gone(&all.for_site(host), PAGE), [Category::Contact], "{host:.40}");
    }
    let numbered = cleaner("[site.\"[::1]\".phrases]\nshare = [\"= tell a neighbour of corvey\"]\n");
    assert_eq!(gone(&numbered.for_site("[::1]:8080"), PAGE), [Category::Share]);
    assert_eq!(gone(&numbered.for_site("[::2]"), PAGE), []);
    assert_eq!(gone(&all.for_site("example.com").for_site("example.org"), PAGE), [Category::Contact]);
}

#[test]
fn a_sites_kept_categories_and_protected_patterns_are_its_own() {
    let page = format!("By Ann Lee\n{PAGE}Photo: Ann Lee/Reuters\nSee the Gazette archive: read more\n");
    let all = cleaner(FILE);
    let by = |c: &Cleaner| gone(c, &page);
    assert!(by(&Cleaner::default()).contains(&Category::Byline));
    assert!(!by(&all).contains(&Category::Byline), "kept for all sites");
    assert!(by(&all).contains(&Category::Credit));
    assert!(!by(&all.for_site("example.com")).contains(&Category::Credit));
    assert!(!by(&all.for_site("example.com")).contains(&Category::Byline));
    assert!(all.report(&page).text.contains("Gazette archive"));
    let own = toml("[site.\"shop.example.com\"]\nprotect = [\"^By August\"]\n");
    let shielded = Cleaner::builder().rules_file(&toml(FILE)).rules_file(&own).build().unwrap();
    assert_eq!(gone(&shielded.for_site("shop.example.com"), PAGE), [Category::Contact]);
}

/// In flattened text phrases show where a line was, those of a site as those that ship.
#[test]
fn a_sites_phrases_part_flattened_text() {
    let sentence = "The miller took over the building in spring and needed two summers to turn the stones. ";
    let page = format!("{}Tell a neighbour of Corvey {}", sentence.repeat(5), sentence.repeat(5));
    let all = cleaner(FILE);
    assert_eq!(gone(&all, &page), []);
    assert_eq!(all.for_site("example.com").clean(&page), sentence.repeat(10));
}

/// A site's phrases do what the same phrases do in the lexicon for all sites.
#[test]
fn a_sites_phrases_do_what_any_do() {
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
    for (page, goes) in [(page.clone(), 6), (page.replace('\n', " "), 3)] {
        let (by_site, by_all) = (site.report(&page), shared.report(&page));
        assert_eq!(by_site, by_all);
        assert_eq!(by_site.removed.len(), goes, "{:#?}", by_site.removed);
    }
}

#[test]
fn several_files_are_one() {
    let (one, two) = (toml(FILE), toml("[site.\"example.com\".phrases]\nshare = [\"= ring the miller\"]\n"));
    let mut both = one.clone();
    both.extend(&two);
    assert_eq!(both.sites().collect::<Vec<_>>(), ["example.com", "shop.example.com"]);
    assert_eq!(both.entries().count(), one.entries().count() + 1);
    let twice = Cleaner::builder().rules_file(&one).rules_file(&two).build().unwrap();
    let page = PAGE.replace(" before you come", "");
    assert_eq!(gone(&twice.for_site("example.com"), &page), [Category::Share, Category::Share]);
}

#[test]
fn rules_read_as_they_are_written() {
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
fn errors_name_site_section_and_entry() {
    for (json, message) in [
        (r#"{"phrase": {}}"#, "there is no key `phrase` here, only keep, protect, phrases, site"),
        (r#"{"site":{"a.org":{"site":{}}}}"#, "site a.org: there is no key `site` here, only keep, protect, phrases"),
        (r#"{"phrases":{"sharing":[]}}"#, "section [phrases]: there is no category `sharing`; the nearest is `share`"),
        (r#"{"phrases":{"share":["= tell a friend","tell"]}}"#, "section [share], entry 2: phrase `tell`: no mark"),
        (r#"{"phrases":{"share":"= tell"}}"#, "invalid type: a string, expected a list of phrases at section [share]"),
        (r#"{"phrases":{"share":[3]}}"#, "expected a phrase or a map with `phrase` at section [share], entry 1"),
        (
            r#"{"phrases":{"share":[{"phrase":"= tell","match":[]}]}}"#,
            "section [share], entry 1: there is no key `match` here, only phrase, matches, misses",
        ),
        (
            r#"{"phrases":{"share":[{"matches":["Tell"]}]}}"#,
            "section [share], entry 1: examples without a phrase: add `phrase`",
        ),
        (
            r#"{"phrases":{"share":[{"phrase":"= tell","matches":["a\nb"]}]}}"#,
            "section [share], entry 1: example `a\nb`: a line break",
        ),
        (
            r#"{"phrases":{"share":[{"phrase":"= tell","misses":[" "]}]}}"#,
            "section [share], entry 1: example ` `: nothing in it",
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
        (r#"{"keep":["byline"],"keep":[]}"#, "`keep` stands twice: join the two"),
        (r#"{"site":{"a.org":{},"a.org":{}}}"#, "section [site]: `a.org` stands twice: join the two"),
        (r#"{"site":{"A.org":{}}}"#, "section [site]: site `A.org`: a site is named by its host"),
        (r#"{"site":["a.org"]}"#, "invalid type: sequence, expected a map from host to rules at section [site]"),
        ("[]", "expected a map of rules"),
    ] {
        assert!(refused(json).contains(message), "{json}: {}", refused(json));
    }
    for name in ["https://a.org", "a.org/x", "a.org:80", "a.org.", "*.a.org", "", "a..org", "a b"] {
        let json = serde_json::json!({ "site": { name: {} } }).to_string();
        assert!(refused(&json).contains("section [site]: site"), "{name}: {}", refused(&json));
    }
    // The TOML reader knows the line, too.
    let said = toml::from_str::<RulesFile>("[phrases]\nshare = [\n  \"= tell a friend\",\n  \"tell\",\n]\n")
        .unwrap_err()
        .to_string();
    assert!(said.contains("line 4") && said.contains("section [share], entry 2: phrase `tell`"), "{said}");
}

/// A message quotes no more than the beginning of what it refuses.
#[test]
fn long_entries_are_refused_shortly() {
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
        let said = refused(&json.to_string());
        assert!(said.len() < 500, "{} bytes: {said:.600}", said.len());
    }
}

#[test]
fn what_is_read_is_limited() {
    let file = |site: &dyn Fn(usize) -> serde_json::Value, sites: usize| {
        let sites: serde_json::Map<_, _> = (0..sites).map(|n| (format!("s{n}.example"), site(n))).collect();
        serde_json::json!({ "site": sites }).to_string()
    };
    let none = |_: usize| serde_json::json!({});
    assert_eq!(
        serde_json::from_str::<RulesFile>(&file(&none, RulesFile::MAX_SITES)).unwrap().sites().count(),
        RulesFile::MAX_SITES
    );
    assert!(refused(&file(&none, RulesFile::MAX_SITES + 1)).contains("more than 10000 sites"));

    let patterns = |_: usize| serde_json::json!({ "protect": vec!["gazette"; CleanerBuilder::MAX_PATTERNS / 2] });
    let two: RulesFile = serde_json::from_str(&file(&patterns, 2)).unwrap();
    assert!(refused(&file(&patterns, 3)).contains("section [protect], entry 1: more than 1000 protected patterns"));
    // Two files may hold too many together.
    assert!(Cleaner::builder().rules_file(&two).build().is_ok());
    let error = Cleaner::builder().rules_file(&two).protect("one more").build().unwrap_err().to_string();
    assert!(error.starts_with("more than 1000 protected patterns"), "{error}");

    let examples = |_: usize| {
        let entry = serde_json::json!({ "phrase": "= tell", "matches": vec!["Tell"; RulesFile::MAX_EXAMPLES / 2] });
        serde_json::json!({ "phrases": { "share": [entry] } })
    };
    assert!(serde_json::from_str::<RulesFile>(&file(&examples, 2)).is_ok());
    assert!(refused(&file(&examples, 3)).contains("section [share], entry 1: more than 100000 examples"));

    let phrases = |_: usize| serde_json::json!({ "phrases": { "share": vec!["= tell"; 60_000] } });
    assert!(refused(&file(&phrases, 2)).contains("more than 100000 phrases"));
}

/// What the check says of a section [share] for all sites.
fn findings(entries: &str) -> Vec<String> {
    let rules: RulesFile = serde_json::from_str(&format!(r#"{{"phrases":{{"share":{entries}}}}}"#)).unwrap();
    rules.check().iter().map(ToString::to_string).collect()
}

#[test]
fn examples_are_judged_by_the_matcher() {
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
        assert!(both[1].contains("which it is to miss"), "{both:?}");
    }
}

#[test]
fn entries_that_do_nothing_or_too_much_are_found() {
    for (entries, found) in [
        (r#"["= share"]"#, "section [share], entry 1: `= share`: ships already, in the section [share]"),
        (r#"["= most read"]"#, "ships already, in the section [related]"),
        (
            r#"["^ tell us of corvey", "^ tell us of corvey today"]"#,
            "entry 2: `^ tell us of corvey today`: all that it matches section [share], entry 1 matches too",
        ),
        (
            r#"["= tell corvey now", "= Tell Corvey now!"]"#,
            "entry 2: `= Tell Corvey now!`: all that it matches section [share], entry 1 matches too",
        ),
        (r#"["* corvey mill at noon", "* the corvey mill at noon"]"#, "entry 2: `* the corvey mill at noon`"),
        (r#"["* corvey ... at noon", "* corvey mill at noon"]"#, "entry 2: `* corvey mill at noon`"),
        (r#"["* corvey"]"#, "a single word that counts anywhere"),
        (
            r#"[{"phrase":"^ tell corvey","matches":["\"Tell Corvey\", she said to the miller, and the miller did."]}]"#,
            "and takes nothing of it",
        ),
    ] {
        let said = findings(entries);
        assert_eq!(said.len(), 1, "{entries}: {said:?}");
        assert!(said[0].contains(found), "{entries}: {}", said[0]);
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
fn a_site_is_checked_against_the_rules_for_all() {
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
    let said: Vec<String> = rules.check().iter().map(ToString::to_string).collect();
    let site = "site www.example.com, section [share]";
    let expected = [
        "section [protect], entry 1: `x*`: matches the empty text".to_owned(),
        "section [byline], entry 1: `^ written at corvey`: takes nothing, since [byline] is kept".to_owned(),
        "site www.example.com: `www.example.com`: pages of example.com don't get these rules".to_owned(),
        "site www.example.com, section [keep], entry 1: `byline`: kept already".to_owned(),
        format!("{site}, entry 3: `= see the archive`: its example `See the archive` is protected by `x*`"),
        format!("{site}, entry 1: `= Tell the Miller`: all that it matches section [share], entry 2 matches too"),
        format!(
            "{site}, entry 2: `^ tell us of corvey today`: all that it matches section [share], entry 1 matches too"
        ),
    ];
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(&expected) {
        assert!(said.starts_with(expected), "{said}\n{expected}");
    }
}

#[test]
fn hundreds_of_sites_cost_little() {
    let mut file = String::new();
    for n in 0..500 {
        file.push_str(&format!("[site.\"s{n}.example\".phrases]\n"));
        file.push_str(
            "share = [\"= tell a neighbour of corvey\", \"^ ring the miller\", \"* the corvey mill at noon\"]\n",
        );
    }
    let rules = toml(&file);
    let alone = measure(|| drop(Cleaner::builder().rules_file(&RulesFile::new()).build()));
    let mut all = None;
    let built = measure(|| all = Cleaner::builder().rules_file(&rules).build().ok());
    let each = (built.bytes_max - alone.bytes_max) / 500;
    println!("{} KB with no site, {each} bytes more for each of 500 sites", alone.bytes_max >> 10);
    assert!(each < 8 << 10, "{each} bytes a site");

    let all = all.expect("built");
    let page = PAGE.replace("Ring", "Call").replace("Tell", "Ask");
    for n in 0..500 {
        let site = all.for_site(&format!("s{n}.example"));
        assert_eq!(gone(&site, PAGE).len(), 2);
        assert!(matches!(site.clean(&page), Cow::Borrowed(_)));
    }
    let site = all.for_site("s7.example");
    assert_eq!(measure(|| drop(site.clean(&page))).count_total, 0, "no allocation for a page that stays");
    // The host's lower case is all that choosing the site allocates.
    assert_eq!(measure(|| drop(all.for_site("www.s7.example"))).count_total, 1);
    assert_eq!(measure(|| drop(Cleaner::default().for_site("www.s7.example"))).count_total, 0);
}

#[test]
fn cleaners_of_sites_serve_all_threads() {
    let all = cleaner(FILE);
    std::thread::scope(|threads| {
        for n in 0..4 {
            let all = &all;
            threads.spawn(move || {
                for host in ["example.com", "shop.example.com", "example.org"].iter().cycle().skip(n).take(60) {
                    let site = all.for_site(host);
                    let goes = 1 + usize::from(*host != "example.org");
                    assert_eq!(gone(&site, PAGE).len(), goes, "{host}");
                    let cleaned = site.clean(PAGE).into_owned();
                    assert_eq!(site.clean(&cleaned), cleaned, "cleaned twice is cleaned once");
                }
            });
        }
    });
}
