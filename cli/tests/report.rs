//! The HTML report that `clean --report` writes.

mod binary;
mod browser;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use base64::prelude::{Engine, BASE64_STANDARD};
use binary::{clean, text, ARTICLE};
use browser::try_in_browser;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::key::Key;
use fantoccini::Locator;
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// A page that tries to inject markup. Its link to another story is removed, so the report shows it struck out.
const HOSTILE: &str = "The <script>document.title='ran'</script> ferry \"sails\" 'again' </style><b>bold</b> &amp; &lt; \0\x1b[31m.\n\
    READ MORE: Seven \"' onfocus=alert(1) <img src=x onerror=alert(1)> islands that you can walk to\n\
    It had been laid up since October, when the gearbox failed and three hundred and forty people had to do without.\n\
    The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast </p></body>.\n";

/// A page from which nothing is removed.
const UNCHANGED: &str = "The council of Elmsworth met on Monday, and the vote on the harbour went to the mayor.\n";

/// A page that is so short that two of its removals are spared.
const BRIEF: &str = "The quay of Elmsworth reopens on Monday.\nShare on Facebook\nRelated articles\n\
    Why the herring came back to Elmsworth\nTen old quays that you can walk to\n";

const ARABIC: &str = "fixtures/comment_form/ar-wordpress.in.txt";

/// Writes a report on the given pages and files. Returns its temporary folder and its path.
fn report(pages: &[(&str, &str)], files: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut arguments: Vec<String> = Vec::new();
    for (name, page) in pages {
        let path = folder.path().join(name);
        fs::write(&path, page).expect("written");
        arguments.push(path.display().to_string());
    }
    arguments.extend(files.iter().map(|f| binary::in_repository(f).display().to_string()));
    let to = folder.path().join("report.html");
    arguments.extend(["--report".to_owned(), to.display().to_string()]);
    let out = clean(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    (folder, to)
}

#[test]
fn markup_in_pages_is_escaped() {
    let (_folder, report) = report(&[("<i>'\".txt", HOSTILE)], &[]);
    let html = fs::read_to_string(report).expect("it is UTF-8");
    for tag in ["<script>document", "<img", "<b>bold", "<i>", "</style><", "</body>.", "\0", "\u{1b}"] {
        assert!(!html.contains(tag), "{tag:?} is not escaped in the report");
    }
    for tag in ["</style>", "<script", "</script>"] {
        assert_eq!(html.matches(tag).count(), 1, "{tag}");
    }
    assert!(html.contains("&lt;script&gt;document.title="), "the text is not shown");
    assert!(html.contains("READ MORE: Seven &quot;&#x27; onfocus=alert(1) &lt;img src=x onerror=alert(1)&gt; islands"));
}

#[test]
fn the_report_counts_all_pages_and_shows_a_limited_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let (records, to) = (folder.path().join("records.jsonl"), folder.path().join("report.html"));
    fs::write(&records, binary::record().repeat(1_300)).expect("written");
    let out = clean(&[records.to_str().unwrap(), "--report", to.to_str().unwrap()], b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    let html = fs::read_to_string(&to).expect("written");
    assert_eq!(html.matches("<article").count(), 200);
    assert!(
        html.contains("Showing 200 of 1,300 pages; the limit is 200 pages and 2 MiB of text."),
        "the report does not say how many pages it shows"
    );
    assert!(html.contains("<b>1,300</b> pages"));
    // A page that is larger than the size limit of the report.
    fs::write(&records, format!("{{\"text\":{}}}\n", json!(ARTICLE.repeat(8_000)))).expect("written");
    clean(&[records.to_str().unwrap(), "--report", to.to_str().unwrap()], b"");
    assert!(fs::read_to_string(&to).expect("written").contains("Showing 0 of 1 pages"));
}

#[test]
fn the_report_never_overwrites_an_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.txt");
    fs::write(&page, ARTICLE).expect("written");
    let out = clean(&[page.to_str().unwrap(), "--report", page.to_str().unwrap()], b"");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("would be overwritten"), "{}", text(&out.stderr));
    assert_eq!(fs::read_to_string(&page).expect("there"), ARTICLE);
    let out = clean(&[page.to_str().unwrap(), "--report", "-"], b"");
    assert!(text(&out.stderr).contains("--report cannot be written to standard output"), "{}", text(&out.stderr));
    let out = clean(&[page.to_str().unwrap(), "--report", "/nowhere/report.html"], b"");
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("--report /nowhere/report.html: its folder does not exist"),
        "{}",
        text(&out.stderr)
    );
}

#[test]
fn the_report_works_in_a_browser() {
    try_in_browser("the report in a browser", |browser| async move {
        let pages = [("hostile.txt", HOSTILE), ("page.txt", ARTICLE)];
        let (_folder, report) = report(&pages, &[ARABIC, "fixtures/pages/de-blog-anleitung-fahrradkette.in.txt"]);
        let client = &browser.client;
        let is_visible = |what: &str| format!("document.querySelector('{what}').checkVisibility()");

        browser.open(&report, 1400, "light").await;
        assert_eq!(browser.evaluate("document.querySelectorAll('article').length").await, 4);
        // The text of the pages is complete and did not become markup.
        let markup = "document.querySelectorAll('main script, img, article b:not(.why b)').length";
        assert_eq!(browser.evaluate(markup).await, 0);
        assert!(browser.evaluate("document.title").await.as_str().is_some_and(|t| t.starts_with("What was removed")));
        let shown = browser.evaluate("document.querySelector('article').textContent").await;
        for line in ["</style><b>bold</b> &amp; &lt; \u{fffd}\u{fffd}[31m.", "<img src=x onerror=alert(1)> islands"] {
            assert!(shown.as_str().is_some_and(|s| s.contains(line)), "{line} is missing in {shown}");
        }

        // A category that is switched off is shown as kept text, with the mouse and with the keyboard.
        let (related, byline) = (is_visible("del.c-related"), is_visible("del.c-byline"));
        let is_struck = |category: &str| {
            let line =
                format!("getComputedStyle(document.querySelector('del.c-{category} > .text')).textDecorationLine");
            let back = format!("getComputedStyle(document.querySelector('del.c-{category}')).backgroundColor");
            format!("{line} === 'line-through' && {back} !== 'rgba(0, 0, 0, 0)'")
        };
        let (related_struck, byline_struck) = (is_struck("related"), is_struck("byline"));
        assert_eq!(browser.both(&related_struck, &byline_struck).await, [true, true]);
        let label = client.find(Locator::Css("label.c-related")).await.expect("a label");
        label.click().await.expect("clicked");
        assert_eq!(browser.both(&related_struck, &byline_struck).await, [false, true]);
        assert_eq!(browser.both(&related, &byline).await, [true, true]);
        // Without the removed text, the text is as if the category had been kept.
        client.find(Locator::Id("all")).await.expect("a switch").click().await.expect("clicked");
        assert_eq!(browser.both(&related, &byline).await, [true, false]);
        let switch = client.find(Locator::Id("show-related")).await.expect("a switch");
        switch.send_keys(" ").await.expect("pressed");
        assert_eq!(browser.both(&related, &byline).await, [false, false]);
        client.find(Locator::Css("button[type=reset]")).await.expect("a button").click().await.expect("clicked");
        assert_eq!(browser.both(&related_struck, &byline_struck).await, [true, true]);
        let label = "getComputedStyle(document.querySelector('del.c-related'), '::before').content";
        assert_eq!(browser.evaluate(label).await, "\"related\"", "a removal has the name of its category");

        // The reason for a removal is shown on hover and on keyboard focus.
        let why = is_visible("del.c-related .why");
        assert_eq!(browser.evaluate(&why).await, false);
        let del = client.find(Locator::Css("del.c-related")).await.expect("a removal");
        let hover = MouseActions::new("mouse".to_owned()).then(PointerAction::MoveToElement {
            element: del.clone(),
            duration: None,
            x: 0.0,
            y: 0.0,
        });
        client.perform_actions(hover).await.expect("moved");
        assert_eq!(browser.evaluate(&why).await, true);
        let said = browser.evaluate("document.querySelector('del.c-related .why').innerText").await;
        assert_eq!(said, "related\nrule phrases, score 0.90: ^ read more:");
        let away = PointerAction::MoveTo { duration: None, x: 2.0, y: 2.0 };
        client.perform_actions(MouseActions::new("mouse".to_owned()).then(away)).await.expect("moved");
        assert_eq!(browser.evaluate(&why).await, false);
        let button = client.find(Locator::Id("next")).await.expect("the last focusable element before the pages");
        button.send_keys(&Key::Tab).await.expect("pressed");
        assert_eq!(browser.evaluate("document.activeElement.className").await, "c-related");
        assert_eq!(browser.evaluate(&why).await, true);

        // Arabic text is laid out from right to left, and its English heading from left to right.
        let direction = |of: &str| {
            format!("getComputedStyle(document.querySelectorAll('article')[2].querySelector('{of}')).direction")
        };
        assert_eq!(browser.evaluate(&direction("p")).await, "rtl");
        assert_eq!(browser.evaluate(&direction("h2")).await, "ltr");

        for width in [360, 800, 1400] {
            let mut backgrounds = Vec::new();
            for scheme in ["light", "dark"] {
                browser.open(&report, width, scheme).await;
                assert_eq!(browser.evaluate("innerWidth").await, width, "the window does not have the requested width");
                let over = browser.evaluate("document.documentElement.scrollWidth - innerWidth").await;
                assert!(over.as_i64().is_some_and(|o| o <= 0), "{width}: the page is {over} pixels too wide");
                let focused =
                    "(document.querySelector('del').focus(), document.querySelector('.why').getBoundingClientRect())";
                let inside =
                    format!("(r => r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight)({focused})");
                assert_eq!(browser.evaluate(&inside).await, true, "{width}: the reason is outside the window");
                backgrounds.push(browser.evaluate("getComputedStyle(document.body).backgroundColor").await);
            }
            assert_ne!(backgrounds[0], backgrounds[1], "both colour schemes have the same background");
        }
        assert_eq!(browser.console().await, json!([]));
    });
}

#[test]
fn the_report_leads_from_removal_to_removal() {
    try_in_browser("jumping in the report", |browser| async move {
        let shared = format!("{ARTICLE}Share on Facebook\nSubscribe to our newsletter\n");
        let (_folder, report) = report(&[("first.txt", ARTICLE), ("same.txt", UNCHANGED), ("last.txt", &shared)], &[]);
        let client = &browser.client;
        browser.open(&report, 1400, "light").await;
        let count = browser.evaluate("document.querySelectorAll('[data-c]').length").await.as_u64().expect("a number");
        let counter = "document.querySelector('.toolbar output').textContent";
        assert_eq!(browser.evaluate(counter).await, format!("{count} removals"));
        let focused = "[...document.querySelectorAll('[data-c]')].indexOf(document.activeElement) + 1";
        client.find(Locator::Id("next")).await.expect("a button").click().await.expect("clicked");
        assert_eq!(browser.evaluate(focused).await, 1);
        assert_eq!(browser.evaluate(counter).await, format!("1 of {count}"));
        for (key, at) in [("n", 2), ("p", 1), ("p", count), ("n", 1)] {
            client.active_element().await.expect("focused").send_keys(key).await.expect("pressed");
            assert_eq!(browser.evaluate(focused).await, at, "after the key {key}");
        }
        // Categories that are switched off are passed over.
        client.find(Locator::Css("label.c-share")).await.expect("a label").click().await.expect("clicked");
        let fewer = browser.evaluate("document.querySelectorAll('[data-c]:not(.c-share)').length").await;
        assert!(fewer.as_u64() < Some(count));
        assert_eq!(browser.evaluate(counter).await, format!("{fewer} removals"));

        // The index leads to pages, and hides those without removals.
        let shown = "[...document.querySelectorAll('article')].filter(a => a.checkVisibility()).map(a => a.id).join()";
        assert_eq!(browser.evaluate(shown).await, "page-1,page-2,page-3");
        client.find(Locator::Id("changed-only")).await.expect("a switch").click().await.expect("clicked");
        assert_eq!(browser.evaluate(shown).await, "page-1,page-3");
        client.find(Locator::Css("nav a[href='#page-3']")).await.expect("a link").click().await.expect("clicked");
        let top = browser.evaluate("document.getElementById('page-3').getBoundingClientRect().top").await;
        assert!(top.as_f64().is_some_and(|top| (0.0..700.0).contains(&top)), "{top}");
        assert_eq!(browser.console().await, json!([]));
    });
}

/// The policy of the report admits its script, whose hash is in `cli/src/clean/report.rs`.
#[test]
fn the_script_has_the_hash_of_the_policy() {
    let (_folder, report) = report(&[("page.txt", ARTICLE)], &[]);
    let html = fs::read_to_string(report).expect("it is UTF-8");
    let script = html.split("<script>").nth(1).and_then(|rest| rest.split("</script>").next()).expect("a script");
    let hash = format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(script)));
    assert!(
        html.contains(&format!("script-src '{hash}'")),
        "write SCRIPT_HASH = \"{hash}\" in cli/src/clean/report.rs"
    );
}

/// The report and the playground use one colour and one edge for each category, and no two categories have the same.
#[test]
fn every_category_has_a_mark_of_its_own() {
    let css = fs::read_to_string(binary::in_repository("cli/src/clean/marks.css")).expect("readable");
    let mut marks = BTreeSet::new();
    for category in dechaff::Category::ALL {
        let rule = css.split(&format!("\n.c-{category} {{")).nth(1).and_then(|rest| rest.split('}').next());
        let rule = rule.unwrap_or_else(|| panic!("add a line for {category} to cli/src/clean/marks.css"));
        assert!(marks.insert(rule), "{category} has the mark of another category:{rule}");
    }
}

#[test]
fn the_report_says_how_it_was_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, brief, to) =
        (folder.path().join("it's.txt"), folder.path().join("brief.txt"), folder.path().join("report.html"));
    fs::write(&page, ARTICLE).expect("written");
    fs::write(&brief, BRIEF).expect("written");
    let [page, brief, to] = [&page, &brief, &to].map(|path| path.to_str().expect("UTF-8"));
    let out =
        clean(&[page, brief, "--preset", "rag", "--keep", "share", "--strictness", "thorough", "--report", to], b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    let html = fs::read_to_string(to).expect("written");
    for part in [
        "--preset rag --keep share --strictness thorough --report ",
        "&#x27;\\&#x27;&#x27;s.txt&#x27;",
        concat!("<dd>dechaff ", env!("CARGO_PKG_VERSION"), "</dd>"),
        "<dd>share, caption, byline, contributors, syndication, correction, notice</dd>",
        "<dt>strictness</dt><dd>thorough</dd>",
        "fewer than 40 words would have remained",
        "<b>2</b> pages changed",
        " words</span>",
    ] {
        assert!(html.contains(part), "{part} is missing");
    }
}
