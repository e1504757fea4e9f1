//! Code: finds the lines that are code, and the texts that are documents with code in them.

use memchr::memchr_iter;

use super::{Marks, Page};

/// A text with at least this many lines that contain code in backticks is a document. Articles in Markdown have one by
/// chance at most.
const MIN_INLINE_CODE_LINES: usize = 3;
/// A text with at least this many link definitions with a name (`[name]: https://...`) is a document. Converters number
/// theirs.
const MIN_NAMED_DEFINITION_LINES: usize = 3;
/// A text with at least this many lines of code, which are one line in [`SEGMENTS_PER_CODE_LINE`] or more, is source code.
const MIN_CODE_LINES: usize = 5;
/// See [`MIN_CODE_LINES`].
const SEGMENTS_PER_CODE_LINE: usize = 3;

/// A line without any of these marks is neither a fence, nor does it look like code, nor does it show that the text is a
/// document.
const MARKS_OF_CODE: Marks = Marks::of(b"`~;{}<[");

/// Marks the segments that are code: those between fences, and lines that look like a program's. Also decides whether the
/// text is a document.
pub(super) fn mark(text: &str, page: &mut Page) {
    let mut fenced = false;
    let (mut fences, mut inline_code, mut definitions, mut code) = (0, 0, 0, 0);
    for s in &mut page.segments {
        if !s.features.marks.has_any(MARKS_OF_CODE) {
            s.features.code = fenced;
            continue;
        }
        let line = &text[s.span.clone()];
        let is_fence = line.starts_with("```") || line.starts_with("~~~");
        let looks_like_code = looks_like_code(line);
        s.features.code = fenced || is_fence || looks_like_code;
        fences += usize::from(is_fence);
        code += usize::from(looks_like_code);
        definitions += usize::from(is_named_definition(line));
        inline_code += usize::from(memchr_iter(b'`', line.as_bytes()).nth(1).is_some());
        if is_fence {
            fenced = !fenced;
        }
    }
    if fenced {
        // The last fence is not closed. It would protect the rest of the page, so none of the fences counts.
        for s in &mut page.segments {
            s.features.code = s.features.marks.has_any(MARKS_OF_CODE) && looks_like_code(&text[s.span.clone()]);
        }
    }
    page.is_document = fences >= 2
        || inline_code >= MIN_INLINE_CODE_LINES
        || definitions >= MIN_NAMED_DEFINITION_LINES
        || code >= MIN_CODE_LINES && code * SEGMENTS_PER_CODE_LINE >= page.segments.len();
}

/// Whether a line defines a Markdown link with a name.
fn is_named_definition(line: &str) -> bool {
    line.starts_with('[')
        && line.split_once("]: ").is_some_and(|(label, _)| label.contains(|c: char| c.is_alphabetic()))
}

/// Whether a line looks like code: it ends like a statement or block of a program, opens a PHP or XML file, or is an
/// HTML or XML tag. A line that starts with `&` and ends with `;` may be an HTML entity instead, one of placeholders,
/// `{{name}}`, is what a template left on a page, and one of plain words in braces is a heading ("{ 3 comments }").
fn looks_like_code(line: &str) -> bool {
    let is_placeholders = line.starts_with("{{") && line.ends_with("}}");
    line.ends_with([';', '{', '}']) && !line.starts_with('&') && !is_placeholders && !is_heading_in_braces(line)
        || ["<?php", "<?xml", "<?="].iter().any(|open| line.starts_with(open))
        || line.starts_with("</")
        || (line.starts_with('<') && line.ends_with('>') && line.len() > 2)
}

/// Whether the line is several words in braces, with spaces inside the braces and without the marks of a program.
fn is_heading_in_braces(line: &str) -> bool {
    line.strip_prefix("{ ").and_then(|rest| rest.strip_suffix(" }")).is_some_and(|inside| {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '…' | ',');
        inside.contains(' ') && inside.chars().all(is_plain)
    })
}

#[cfg(test)]
mod tests {
    use super::looks_like_code;

    #[test]
    fn lines_that_look_like_code_are_not_judged() {
        let cases = [
            ("let boats = 3;", true, "a statement"),
            ("fn boats() {", true, "a block"),
            ("<?php echo 3", true, "the start of a PHP file"),
            ("</div", true, "a closing tag, even if it is cut off"),
            ("<div>", true, "a line that is a tag"),
            ("&copy;", false, "an HTML entity"),
            ("<>", false, "a tag has a name"),
            ("{ 3 comments… read them below }", false, "a heading in braces"),
            ("{ boats: 3 }", true, "an object in braces"),
            ("The boats came late.", false, "prose"),
        ];
        for (line, expected, reason) in cases {
            assert_eq!(looks_like_code(line), expected, "{line:?}: {reason}");
            let has_mark = line.contains(['`', '~', ';', '{', '}', '<', '[']);
            assert!(has_mark || !expected, "{line:?} has none of MARKS_OF_CODE");
        }
    }
}
