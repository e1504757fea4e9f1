//! Rules files in the command-line tools: `--rules`, `check` and `mine`.

mod binary;

use std::fs;
use std::path::Path;

use binary::{clean, run, text};

/// An article with one boilerplate line that matches no shipped phrase.
const PAGE: &str = "The ferry to Orrin sails again from Monday, the harbour board said after a long vote.\n\
    Forty people stood on the quay when the news came, and the band of the fire brigade played until it rained.\n\
    Tell a neighbour of Orrin\n\
    It had been laid up since October, when the gearbox failed and three hundred and forty people had to do without.\n\
    The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast.\n";

const SHARE_LINE: &str = "Tell a neighbour of Orrin\n";

/// Writes a file into a new folder. Returns the folder, which is deleted when it is dropped, and the path of the file.
fn file(name: &str, content: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("written");
    let path = path.to_str().expect("a temporary folder's name is text").to_owned();
    (folder, path)
}

/// Runs `dechaff check`. Returns the exit status, and the lines of the output without the path of the folder.
fn check(path: &str, more: &[&str]) -> (Option<i32>, Vec<String>) {
    let out = run(&[&["check", path], more].concat(), b"");
    assert_eq!(text(&out.stderr), "");
    let folder = format!("{}/", Path::new(path).parent().expect("a file is in a folder").display());
    (out.status.code(), text(&out.stdout).lines().map(|line| line.replacen(&folder, "", 1)).collect())
}

#[test]
fn the_example_rules_file_has_no_findings() {
    let path = binary::in_repository("examples/rules/three-sites.toml");
    let (status, lines) = check(path.to_str().expect("text"), &[]);
    assert_eq!(lines, [""; 0]);
    assert_eq!(status, Some(0));
    let rules: dechaff::RulesFile = toml::from_str(&fs::read_to_string(path).expect("read")).expect("TOML");
    assert_eq!(rules.sites().count(), 3);
    let file = toml::to_string(&rules).expect("written");
    assert_eq!(
        file.matches("matches = ").count() + 2,
        rules.entries().count(),
        "each phrase has examples; two entries are not phrases"
    );
}

#[test]
fn findings_name_the_file_and_the_line_in_each_format() {
    let toml =
        "keep = [\n  \"byline\",\n]\n\n[phrases]\nshare = [\n  \"= share\",\n  { phrase = \"^ tell corvey\",\n    \
        matches = [\"Go tell corvey\"] },\n]\n[site.\"www.a.example\"]\nprotect = [\n\n  \"x*\"]\n";
    let json =
        "{\"keep\": [\"byline\"],\n\"phrases\": {\n\"share\": [\"= share\",\n\n{\n\"phrase\": \"^ tell corvey\", \
        \"matches\": [\"Go tell corvey\"]}]},\n\"site\": {\"www.a.example\": {\n\"protect\": [\n\"x*\"]}}}\n";
    let yaml =
        "# own\nkeep: [byline]\nphrases:\n  share:\n  - \"= share\"\n\n  - phrase: ^ tell corvey\n    matches:\n    \
        - Go tell corvey\nsite:\n  www.a.example:\n    protect:\n      - x*\n";
    for (name, content, lines) in
        [("a.toml", toml, [7, 8, 14, 14]), ("a.json", json, [3, 5, 9, 9]), ("a.yaml", yaml, [5, 7, 13, 13])]
    {
        let (_folder, path) = file(name, content);
        let (status, found) = check(&path, &[]);
        assert_eq!(status, Some(1));
        let expected = [
            "section [share], entry 1: `= share`: is already a shipped phrase",
            "section [share], entry 2: `^ tell corvey`: does not match its example `Go tell corvey`: correct",
            "site www.a.example: `www.a.example`: these rules do not apply to the other pages of a.example",
            "site www.a.example, section [protect], entry 1: `x*`: matches the empty string",
        ];
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for ((found, expected), line) in found.iter().zip(expected).zip(lines) {
            assert!(found.starts_with(&format!("{name}:{line}: {expected}")), "{found}\n{name}:{line}: {expected}");
        }
    }
}

#[test]
fn an_invalid_rules_file_is_reported_with_the_line() {
    let toml = "[phrases]\nshare = [\n\"= tell a friend\",\n\"tell\" ]\n";
    let json = "{\"phrases\":\n{\"share\":\n[\"= tell a friend\",\n\"tell\"]}}\n";
    let yaml = "phrases:\n  share:\n    - \"= tell a friend\"\n    - tell\n";
    let reason = "section [share], entry 2: phrase `tell`: no mark: start with one of = ^ $ * ~ - ! and a space";
    for (name, content) in [("a.toml", toml), ("a.json", json), ("a.yml", yaml)] {
        let (_folder, path) = file(name, content);
        assert_eq!(check(&path, &[]), (Some(1), vec![format!("{name}:4: {reason}")]));
        let out = clean(&["--rules", &path], PAGE.as_bytes());
        assert_eq!((out.status.code(), text(&out.stdout)), (Some(1), ""));
        assert_eq!(text(&out.stderr), format!("dechaff: {path}, line 4: {reason}\n"));
    }
    let (_folder, path) = file("a.txt", toml);
    assert!(check(&path, &[]).1[0]
        .starts_with("a.txt: unknown format: the name of a rules file must end in .toml, .json, .yaml or .yml"));
    let out = clean(&["--rules", "no-such.toml"], b"");
    assert!(text(&out.stderr).starts_with("dechaff: no-such.toml: "), "{}", text(&out.stderr));
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_rules() {
    let (toml, json) = ("[phrases]\nshare = [\"= tell a foe\"]\n", "{\"phrases\": {\"share\": [\"= tell a foe\"]}}");
    for (name, content) in [("a.toml", toml), ("a.json", json), ("a.yaml", json)] {
        let (_folder, path) = file(name, &format!("\u{feff}{content}"));
        assert_eq!(check(&path, &[]), (Some(0), Vec::new()), "{name}");
    }
}

#[test]
fn the_rules_of_a_site_apply_to_its_pages_only() {
    let (_folder, path) =
        file("a.yaml", "site:\n  orrin.example:\n    phrases:\n      share: [= tell a neighbour of orrin]\n");
    let (_other, all) = file("b.json", r#"{"phrases": {"promo": ["^ the board bought"]}}"#);
    let rules = ["--rules", &path, "--rules", &all];
    let without_share_line = PAGE.replace(SHARE_LINE, "");
    let by_both = &without_share_line[..without_share_line.find("The board bought").expect("the last line")];
    let cleaned = |more: &[&str]| text(&clean(&[&rules, more].concat(), PAGE.as_bytes()).stdout).to_owned();
    assert_eq!(cleaned(&[]), PAGE.split("The board bought").next().expect("a first part"));
    assert_eq!(cleaned(&["--site", "m.Orrin.example:80"]), by_both);

    let record = |field: &str, address: &str| {
        let record = serde_json::json!({ field: address, "text": PAGE });
        format!("{record}\n")
    };
    for (field, address, is_removed) in [
        ("url", "https://www.orrin.example/news/1?x=y", true),
        ("url", "ORRIN.example/news", true),
        ("url", "orrin.example:8080/news", true),
        ("url", "https://orrin.example@other.example/", false),
        ("url", "https://other.example/orrin.example", false),
        ("url", "", false),
        ("link", "https://orrin.example/", false),
    ] {
        let out = clean(&[&["--jsonl"], &rules[..2]].concat(), record(field, address).as_bytes());
        assert_eq!(!text(&out.stdout).contains("Tell a"), is_removed, "{field} {address}: {}", text(&out.stdout));
    }
    let linked =
        clean(&[&["--jsonl", "--url-field", "link"], &rules[..2]].concat(), record("link", "orrin.example").as_bytes());
    assert!(!text(&linked.stdout).contains("Tell a"));
}

#[test]
fn entries_that_match_on_no_page_are_reported() {
    let content = "protect = [\"Monday\", \"Sunday\"]\n[phrases]\nshare = [\"= tell a neighbour of orrin\"]\n\
        promo = [\"= buy a vessel here\"]\n[site.\"orrin.example\".phrases]\nshare = [\"^ it had been laid up\"]\n";
    let (folder, path) = file("a.toml", content);
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).expect("a folder");
    fs::write(pages.join("1.txt"), PAGE).expect("written");
    let pages = pages.to_str().expect("text");
    let (status, found) = check(&path, &["--pages", pages]);
    let never = "matched on none of 1 pages: check whether";
    let expected = [
        format!("a.toml:1: section [protect], entry 2: `Sunday`: {never}"),
        format!("a.toml:4: section [promo], entry 1: `= buy a vessel here`: {never}"),
        format!("a.toml:6: site orrin.example, section [share], entry 1: `^ it had been laid up`: {never}"),
    ];
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().zip(&expected).all(|(found, expected)| found.starts_with(expected)), "{found:#?}");
    assert_eq!(status, Some(0), "an entry without a match is not an error: it may match on another page");
    assert_eq!(check(&path, &["--site", "orrin.example", "--pages", pages]).1.len(), 2);
}

#[test]
fn strict_makes_an_entry_without_a_match_an_error() {
    let (folder, path) = file("a.toml", "[phrases]\nshare = [\"= buy a vessel here\"]\n");
    let page = folder.path().join("1.txt");
    fs::write(&page, PAGE).expect("written");
    let page = page.to_str().expect("text");
    for (more, status) in [(&["--pages", page][..], 0), (&["--strict", "--pages", page], 1)] {
        let (found, lines) = check(&path, more);
        assert_eq!((found, lines.len()), (Some(status), 1), "{more:?}: {lines:#?}");
    }
    let out = run(&["check", "--strict", &path], b"");
    assert_eq!(out.status.code(), Some(2), "without pages there is nothing to match");
}

#[test]
fn entries_that_can_have_no_use_are_found() {
    // a list of patterns or a category and a phrase, what is said about it
    let rows = [
        ("protect = [\". *\"]", Some("protects 100 % of the shipped phrases, so nearly nothing is removed")),
        ("protect = [\"[a-z]\"]", Some("of the shipped phrases, so nearly nothing is removed")),
        ("protect = [\"(?s).+\"]", Some("protects 100 % of the shipped phrases")),
        ("protect = [\"\\\\bOrrin\\\\b\"]", None),
        ("protect = [\"the\"]", None),
        ("phrases = { share = [\"= zulp pr】\"] }", Some("matches no line, not even one of its own words")),
        ("phrases = { share = [\"^ zulp on ... ;\"] }", Some("matches no line, not even one of its own words")),
        ("phrases = { share = [\"= zulp &amp; zalp\"] }", Some("matches no line, not even one of its own words")),
        ("phrases = { share = [\"= zulp & zalp\", \"^ zulp on ... zalp\", \"$ zulp # times\", \"* zulp the zalp\"] }", None),
        ("phrases = { share = [\"~ zulp them\", \"! zulp us\", \"- zulp them all\"] }", None),
    ];
    for (content, said) in rows {
        let (_folder, path) = file("a.toml", content);
        let (status, lines) = check(&path, &[]);
        assert_eq!(status, Some(if said.is_some() { 1 } else { 0 }), "{content}: {lines:#?}");
        assert_eq!(lines.len(), usize::from(said.is_some()), "{content}: {lines:#?}");
        assert!(lines.iter().all(|line| line.contains(said.unwrap_or_default())), "{content}: {lines:#?}");
    }
}

#[test]
fn many_findings_are_counted_after_the_first_hundred() {
    let phrases = vec!["\"= tell a neighbour of orrin\""; 20_000].join(", ");
    let (_folder, path) = file("a.toml", &format!("phrases = {{ share = [{phrases}] }}"));
    let (status, lines) = check(&path, &[]);
    assert_eq!((status, lines.len()), (Some(1), 101));
    assert_eq!(lines[100], format!("{path}: 19,899 more of the same kind").replacen(&path, "a.toml", 1));
}

/// Places and names that vary from page to page.
const TOWN: [(&str, &str); 12] = [
    ("mill", "Ann Lee"),
    ("harbour", "Hanna Voss"),
    ("school", "Piet Maas"),
    ("chapel", "Rosa Kern"),
    ("market", "Tom Alder"),
    ("bridge", "Ida Brook"),
    ("library", "Jan Holm"),
    ("orchard", "Mia Stern"),
    ("ferry", "Leo Marsh"),
    ("theatre", "Eva Lund"),
    ("quarry", "Ben Carr"),
    ("bakery", "Ada Pohl"),
];

/// A page of an invented newspaper, and the article in it.
fn page(n: usize) -> (String, String) {
    let (place, name) = TOWN[n];
    let other = |by: usize| TOWN[(n + by) % TOWN.len()].0;
    let mut article = format!(
        "The {place} of Corvey opened after {} years of waiting\n\
         The {place} opened on Monday, and {name} saw how the people of {} street came to look at it all morning.\n",
        n + 3,
        other(5)
    );
    if n.is_multiple_of(2) {
        article.push_str("What the council says\n");
    }
    article.push_str(&format!(
        "Nobody had thought that the {place} would see another winter, since the {} took all the money of the valley.\n\
         \"We all said so at the time, and nobody in this valley listened to us.\"\n\
         The mayor told of a letter from the {} keeper, who gives {} barrels of cider to whoever paints the {place}.\n",
        other(3),
        other(7),
        n + 10,
    ));
    if n.is_multiple_of(3) {
        article.push_str("| Monday | open | 9 to 5 |\n");
    }
    article.push_str(&format!(
        "In spring the {place} will have a feast, with {} tables on the square and a band.\n",
        n + 20
    ));
    let page = format!(
        "Corvey Courier, voice of the valley\n{article}Pass this page to a neighbour\n\
         Ring our newsroom bell if you know more\nReaders' desk today: {name}\nCourier edition no. {}\n",
        n + 100
    );
    (page, article)
}

#[test]
fn mined_rules_have_no_findings_and_remove_the_boilerplate() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("text").to_owned();
    let pages = path("pages.jsonl");
    let record = |n: usize| serde_json::json!({ "url": format!("https://www.corvey.example/{n}"), "text": page(n).0 });
    fs::write(&pages, (0..12).map(|n| format!("{}\n", record(n))).collect::<String>()).expect("written");
    let mined = run(&["mine", &pages], b"");
    assert!(mined.status.success(), "{}", text(&mined.stderr));
    let file = text(&mined.stdout);
    let rules = path("mined.toml");
    fs::write(&rules, file).expect("written");
    assert_eq!(check(&rules, &["--pages", &pages]), (Some(0), Vec::new()), "{file}");

    // Lines that probably belong to the article are commented out, with the reason.
    for (line, doubt) in [
        ("= what the council says", "not next to boilerplate: may be a heading of an article"),
        ("= | monday | open | # to # |", "may be the row of a table"),
        (
            "= \"we all said so at the time, and nobody in this valley listened to us.\"",
            "a sentence: may belong to an article",
        ),
    ] {
        let phrase = toml::Value::String(line.to_owned()).to_string();
        let at = file.find(&format!("    # doubtful: {doubt}\n    # {{ phrase = {phrase}, ")).is_some();
        assert!(at, "{phrase} as {doubt}:\n{file}");
    }
    assert!(file.contains("[site.\"corvey.example\".phrases] # 12 pages\n"), "{file}");
    assert!(file.contains("    # 12 pages, at the tail; see "), "{file}");
    assert!(file.contains("{ phrase = \"= courier edition no. #\", "), "numbers are written as #: {file}");
    assert!(
        file.contains("\n    { phrase = \"^ readers' desk today:\", "),
        "a line whose end varies becomes a phrase for its start: {file}"
    );

    for n in 0..12 {
        let (page, article) = page(n);
        let by_default = text(&clean(&[], page.as_bytes()).stdout).to_owned();
        assert_eq!(by_default, page, "no shipped phrase matches");
        let by_rules = clean(&["--rules", &rules, "--site", "corvey.example"], page.as_bytes());
        assert_eq!(text(&by_rules.stdout), article, "page {n}");
    }
}

/// The proposals from a file of learned sites are those lines that recur and that no shipped phrase removes.
#[test]
fn learned_lines_become_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("text").to_owned();
    let (pages, sites, rules) = (path("pages.jsonl"), path("sites.json"), path("mined.toml"));
    let record = |n: usize, host: &str| {
        let text = format!("{}\nShare on Facebook\n", page(n).0);
        format!("{}\n", serde_json::json!({ "url": format!("https://{host}/{n}"), "text": text }))
    };
    let records = (0..12).flat_map(|n| [record(n, "www.corvey.example"), record(n, "other.example")]);
    fs::write(&pages, records.collect::<String>()).expect("written");
    let learned = run(&["learn", "--quiet", "--output", &sites, &pages], b"");
    assert!(learned.status.success(), "{}", text(&learned.stderr));

    let mined = run(&["mine", "--sites", &sites, "--site", "www.corvey.example"], b"");
    assert!(mined.status.success(), "{}", text(&mined.stderr));
    let file = text(&mined.stdout);
    assert!(file.contains("[site.\"corvey.example\".phrases] # 12 pages\n"), "{file}");
    assert!(!file.contains("other.example") && !file.contains("share on facebook"), "{file}");
    assert!(file.matches("\n    { phrase = \"= ").count() >= 2, "{file}");
    fs::write(&rules, file).expect("written");
    assert_eq!(check(&rules, &[]), (Some(0), Vec::new()), "{file}");

    let all = run(&["mine", "--sites", &sites], b"");
    assert!(text(&all.stdout).contains("[site.\"other.example\".phrases]"), "{}", text(&all.stdout));
    assert_eq!(run(&["mine", "--sites", &sites, &pages], b"").status.code(), Some(2), "either pages or learned sites");
    assert_eq!(run(&["mine"], b"").status.code(), Some(2));
}

#[test]
fn too_few_pages_yield_no_active_phrases() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..2 {
        fs::write(folder.path().join(format!("{n}.txt")), page(n).0).expect("written");
    }
    let pages = folder.path().to_str().expect("text");
    let active = |more: &[&str]| {
        let out = run(&[&["mine", pages], more].concat(), b"");
        assert!(out.status.success(), "{}", text(&out.stderr));
        text(&out.stdout).matches("\n    { phrase = ").count()
    };
    assert_eq!(active(&[]), 0);
    assert!(active(&["--min-pages", "2"]) >= 3);
    assert_eq!(run(&["mine", "--min-pages", "1", pages], b"").status.code(), Some(2));
    assert_eq!(run(&["mine", "no-such-page.txt"], b"").status.code(), Some(1));
}
