//! Recognises HTML, which must go through an extractor before it can be cleaned.

/// How a page of HTML begins, in lower case.
const BEGINNINGS: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<?xml"];
/// Whether a text is a page or a fragment of HTML. It must begin with a tag, because an article may quote tags.
pub fn looks_like_html(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let begins_with = |beginning: &&str| {
        text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
            && !text[beginning.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    };
    if BEGINNINGS.iter().any(begins_with) {
        return true;
    }
    // A fragment of HTML has tags from its beginning to its end. Some extractors leave a few in the text.
    let is_tag = |line: &str| {
        let name = line.strip_prefix('<').unwrap_or_default();
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
    };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next().filter(|line| is_tag(line)) else { return false };
    let is_closed = text.trim_end().ends_with('>') && (first.contains("</") || text.contains("\n</"));
    let (tags, others): (Vec<&str>, Vec<&str>) = lines.partition(|line| is_tag(line));
    is_closed && tags.len() >= others.len()
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
        (
            "<iframe src=\"x\"></iframe>\n\nThe ferry sails.\nIt had been laid up.\n",
            false,
            "a tag that an extractor left",
        ),
        ("<div align=\"center\">\n<img src=\"x\">\n</div>\n\n# Ferry\n\nIt sails.\n", false, "Markdown with a banner"),
        ("", false, "nothing"),
    ];
    for (text, is_html, why) in rows {
        assert_eq!(looks_like_html(text), is_html, "{text}: {why}");
    }
}
