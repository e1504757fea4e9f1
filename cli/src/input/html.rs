//! Recognises HTML, which must go through an extractor before it can be cleaned.

/// How a page of HTML begins, in lower case.
const BEGINNINGS: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<?xml"];
/// A text that begins with a tag is a fragment of HTML if at least this share of its bytes, in percent, is inside tags.
/// Chosen by hand: Markdown that begins with a few tags has less, and paragraphs in bare `<p>` tags have as much.
const MIN_TAG_PERCENT: usize = 5;

/// Whether a text is a page or a fragment of HTML. Tags further down in a text that does not begin with one do not
/// count, because an article may quote them.
pub fn looks_like_html(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let begins_with = |beginning: &&str| {
        text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
            && !text[beginning.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    };
    if BEGINNINGS.iter().any(begins_with) {
        return true;
    }
    let is_tag = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    if !text.strip_prefix('<').is_some_and(is_tag) {
        return false;
    }
    let tags = text.split('<').skip(1).filter(|rest| is_tag(rest)).filter_map(|rest| rest.find('>'));
    let tag_bytes: usize = tags.map(|end| end + "<>".len()).sum();
    tag_bytes * 100 >= text.len() * MIN_TAG_PERCENT && text.contains("</")
}

#[test]
fn html_begins_with_a_tag() {
    // a text, whether it is HTML, why
    let rows = [
        ("<!DOCTYPE html>\n<title>Ferry</title>", true, "a document type"),
        ("\u{feff}\n <html lang=en><body>", true, "a mark and space before it"),
        ("<p>The ferry sails again.</p>\n<p>It had been laid up since October.</p>\n", true, "a fragment"),
        ("<div class=\"story\"><h1>Ferry</h1></div>", true, "a fragment on one line"),
        ("The tag <html> is the root of a page, and </html> ends it.", false, "an article quotes tags"),
        ("<headline> is what the desk calls it.", false, "not a tag of HTML"),
        ("< 3 hours to the ferry", false, "a comparison"),
        ("<3 the ferry", false, "a heart"),
        ("", false, "nothing"),
    ];
    for (text, is_html, why) in rows {
        assert_eq!(looks_like_html(text), is_html, "{text}: {why}");
    }
}
