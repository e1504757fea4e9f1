//! The report that the binary writes for the browser.

mod binary;
mod browser;

use std::fs;
use std::path::{Path, PathBuf};

use binary::{clean, text, ARTICLE};
use browser::try_in_browser;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::key::Key;
use fantoccini::Locator;
use serde_json::json;
use tempfile::TempDir;

/// What a page may try; its link to another story goes, and is shown struck out.
const HOSTILE: &str = "The <script>document.title='ran'</script> ferry \"sails\" 'again' </style><b>bold</b> &amp; &lt; \0\x1b[31m.\n\
    READ MORE: Seven \"' onfocus=alert(1) <img src=x onerror=alert(1)> islands that you can walk to\n\
    It had been laid up since October, when the gearbox failed and three hundred and forty people had to do without.\n\
    The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast </p></body>.\n";

const ARABIC: &str = "fixtures/comment_form/ar-wordpress.in.txt";

/// A report on the files and texts, and the folder in which it is.
fn report(pages: &[(&str, &str)], files: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut arguments: Vec<String> = Vec::new();
    for (name, page) in pages {
        let path = folder.path().join(name);
        fs::write(&path, page).expect("written");
        arguments.push(path.display().to_string());
    }
    arguments.extend(files.iter().map(|f| Path::new(env!("CARGO_MANIFEST_DIR")).join(f).display().to_string()));
    let to = folder.path().join("report.html");
    arguments.extend(["--report".to_owned(), to.display().to_string()]);
    let out = clean(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    (folder, to)
}

#[test]
fn what_pages_hold_stays_text() {
    let (_folder, report) = report(&[("<i>'\".txt", HOSTILE)], &[]);
    let html = fs::read_to_string(report).expect("it is UTF-8");
    for tag in ["<script", "<img", "<b>bold", "<i>", "</style><", "</body>.", "\0", "\u{1b}"] {
        assert!(!html.contains(tag), "{tag:?} stands in the report as it was in a page");
    }
    assert_eq!(html.matches("</style>").count(), 1);
    assert!(html.contains("&lt;script&gt;document.title="), "the text is not shown");
    assert!(html.contains("READ MORE: Seven &quot;&#x27; onfocus=alert(1) &lt;img src=x onerror=alert(1)&gt; islands"));
}

#[test]
fn figures_are_of_all_pages_and_few_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let (records, to) = (folder.path().join("records.jsonl"), folder.path().join("report.html"));
    fs::write(&records, binary::record().repeat(1_300)).expect("written");
    let out = clean(&[records.to_str().unwrap(), "--report", to.to_str().unwrap()], b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
    let html = fs::read_to_string(&to).expect("written");
    assert_eq!(html.matches("<article").count(), 200);
    assert!(
        html.contains("Showing 200 of 1,300 pages; the limit is 200 pages and 2 MiB of text."),
        "it does not say so"
    );
    assert!(html.contains("<b>1,300</b> pages"));
    // A page that is larger than all the room.
    fs::write(&records, format!("{{\"text\":{}}}\n", json!(ARTICLE.repeat(8_000)))).expect("written");
    clean(&[records.to_str().unwrap(), "--report", to.to_str().unwrap()], b"");
    assert!(fs::read_to_string(&to).expect("written").contains("Showing 0 of 1 pages"));
}

#[test]
fn a_report_does_not_take_an_inputs_place() {
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
fn in_a_browser() {
    try_in_browser("the report in a browser", |browser| async move {
        let pages = [("hostile.txt", HOSTILE), ("page.txt", ARTICLE)];
        let (_folder, report) = report(&pages, &[ARABIC, "fixtures/pages/de-blog-anleitung-fahrradkette.in.txt"]);
        let client = &browser.client;
        let is_seen = |what: &str| format!("document.querySelector('{what}').checkVisibility()");

        browser.open(&report, 1400, "light").await;
        assert_eq!(browser.ask("document.querySelectorAll('article').length").await, 4);
        // Nothing of a page became markup, and all of its text is there.
        assert_eq!(browser.ask("document.querySelectorAll('script, img, article b:not(.why b)').length").await, 0);
        assert!(browser.ask("document.title").await.as_str().is_some_and(|t| t.starts_with("What was removed")));
        let shown = browser.ask("document.querySelector('article').textContent").await;
        for line in ["</style><b>bold</b> &amp; &lt; \u{fffd}\u{fffd}[31m.", "<img src=x onerror=alert(1)> islands"] {
            assert!(shown.as_str().is_some_and(|s| s.contains(line)), "{line} is not in {shown}");
        }

        // The legend, by mouse and by keyboard.
        let (related, byline) = (is_seen("del.c-related"), is_seen("del.c-byline"));
        assert_eq!((browser.ask(&related).await, browser.ask(&byline).await), (json!(true), json!(true)));
        let label = client.find(Locator::Css("label.c-related")).await.expect("a label");
        label.click().await.expect("clicked");
        assert_eq!((browser.ask(&related).await, browser.ask(&byline).await), (json!(false), json!(true)));
        let switch = client.find(Locator::Id("show-related")).await.expect("a switch");
        switch.send_keys(" ").await.expect("pressed");
        assert_eq!(browser.ask(&related).await, true);
        client.find(Locator::Id("all")).await.expect("a switch").click().await.expect("clicked");
        assert_eq!((browser.ask(&related).await, browser.ask(&byline).await), (json!(false), json!(false)));
        client.find(Locator::Css("button[type=reset]")).await.expect("a button").click().await.expect("clicked");
        assert_eq!((browser.ask(&related).await, browser.ask(&byline).await), (json!(true), json!(true)));

        // Why something went, under the mouse and at the keyboard's stop.
        let why = is_seen("del.c-related .why");
        assert_eq!(browser.ask(&why).await, false);
        let del = client.find(Locator::Css("del.c-related")).await.expect("it went");
        let hover = MouseActions::new("mouse".to_owned()).then(PointerAction::MoveToElement {
            element: del.clone(),
            duration: None,
            x: 0.0,
            y: 0.0,
        });
        client.perform_actions(hover).await.expect("moved");
        assert_eq!(browser.ask(&why).await, true);
        let said = browser.ask("document.querySelector('del.c-related .why').innerText").await;
        assert_eq!(said, "related\nrule phrases, score 0.90: ^ read more:");
        let away = PointerAction::MoveTo { duration: None, x: 2.0, y: 2.0 };
        client.perform_actions(MouseActions::new("mouse".to_owned()).then(away)).await.expect("moved");
        assert_eq!(browser.ask(&why).await, false);
        let button = client.find(Locator::Css("summary")).await.expect("the last stop of the legend");
        button.send_keys(&Key::Tab).await.expect("pressed");
        assert_eq!(browser.ask("document.activeElement.className").await, "c-related");
        assert_eq!(browser.ask(&why).await, true);

        // Arabic runs from the right, its English heading from the left.
        let direction = |of: &str| {
            format!("getComputedStyle(document.querySelectorAll('article')[2].querySelector('{of}')).direction")
        };
        assert_eq!(browser.ask(&direction("p")).await, "rtl");
        assert_eq!(browser.ask(&direction("h2")).await, "ltr");

        for width in [360, 800, 1400] {
            let mut grounds = Vec::new();
            for scheme in ["light", "dark"] {
                browser.open(&report, width, scheme).await;
                assert_eq!(browser.ask("innerWidth").await, width, "the window is not as wide as it was asked to be");
                let over = browser.ask("document.documentElement.scrollWidth - innerWidth").await;
                assert!(over.as_i64().is_some_and(|o| o <= 0), "{width}: {over} pixels stand over");
                let focused =
                    "(document.querySelector('del').focus(), document.querySelector('.why').getBoundingClientRect())";
                let inside =
                    format!("(r => r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight)({focused})");
                assert_eq!(browser.ask(&inside).await, true, "{width}: the reason stands outside");
                grounds.push(browser.ask("getComputedStyle(document.body).backgroundColor").await);
            }
            assert_ne!(grounds[0], grounds[1], "dark is as light");
        }
        assert_eq!(browser.console().await, json!([]));
    });
}
