//! The output of `--diff`: what cleaning changes in a page, as a unified diff that `patch` can apply.

use std::ops::Range;

use dechaff::Removal;

/// The number of unchanged lines before and after a change.
const CONTEXT_LINES: usize = 3;

/// Consecutive lines of the page from which something was removed, and what is left of them.
struct Change {
    /// The numbers of the lines, from 0.
    lines: Range<usize>,
    left: String,
}

/// Returns the lines of the diff without line ends, or nothing if nothing was removed.
pub fn unified(name: &str, text: &str, removed: &[Removal]) -> Vec<String> {
    if removed.is_empty() {
        return Vec::new();
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let changes = changes(&lines, text, removed);
    let mut out = vec![format!("--- {name}"), format!("+++ {name}")];
    // The number of lines that the cleaned text has less than the page, up to the hunk.
    let mut missing = 0;
    let mut rest = &changes[..];
    while let Some(first) = rest.first() {
        let is_near = |pair: &&[Change]| pair[1].lines.start <= pair[0].lines.end + 2 * CONTEXT_LINES;
        let count = 1 + rest.windows(2).take_while(is_near).count();
        let (hunk, others) = rest.split_at(count);
        let start = first.lines.start.saturating_sub(CONTEXT_LINES);
        let end = (hunk[count - 1].lines.end + CONTEXT_LINES).min(lines.len());
        let left: usize = hunk.iter().map(|change| change.left.lines().count()).sum();
        let gone: usize = hunk.iter().map(|change| change.lines.len()).sum();
        let (old, new) = (end - start, end - start + left - gone);
        out.push(format!("@@ -{} +{} @@", range(start, old), range(start - missing, new)));
        let mut at = start;
        for change in hunk {
            push_lines(&mut out, ' ', lines[at..change.lines.start].iter().copied());
            push_lines(&mut out, '-', lines[change.lines.clone()].iter().copied());
            push_lines(&mut out, '+', change.left.split_inclusive('\n'));
            at = change.lines.end;
        }
        push_lines(&mut out, ' ', lines[at..end].iter().copied());
        missing += gone - left;
        rest = others;
    }
    out
}

/// Formats the first line, from 0, and the number of lines of one side of a hunk. A side without lines names the line
/// before it.
fn range(start: usize, len: usize) -> String {
    format!("{},{len}", if len == 0 { start } else { start + 1 })
}

fn push_lines<'l>(out: &mut Vec<String>, mark: char, lines: impl Iterator<Item = &'l str>) {
    for line in lines {
        out.push(format!("{mark}{}", line.strip_suffix('\n').unwrap_or(line)));
        if !line.ends_with('\n') {
            out.push("\\ No newline at end of file".to_owned());
        }
    }
}

/// Groups the removals into changes of whole lines.
fn changes(lines: &[&str], text: &str, removed: &[Removal]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut spans = removed.iter().map(Removal::range).peekable();
    // The number of the next line, its first byte, and the end of the last removed span that began before it.
    let (mut line, mut start, mut removed_end) = (0, 0, 0);
    while line < lines.len() {
        let first = line;
        let (mut left, mut is_changed) = (String::new(), false);
        // Where a line break was removed, the next line belongs to the change too.
        while line == first || (line < lines.len() && !left.is_empty() && !left.ends_with('\n')) {
            let end = start + lines[line].len();
            let mut at = start.max(removed_end);
            is_changed |= removed_end > start;
            while let Some(span) = spans.next_if(|span| span.start < end) {
                left.push_str(&text[at..span.start]);
                (at, removed_end, is_changed) = (span.end, span.end, true);
            }
            left.push_str(text.get(at..end).unwrap_or_default());
            (line, start) = (line + 1, end);
        }
        match changes.last_mut() {
            _ if !is_changed => {}
            Some(last) if last.lines.end == first => {
                last.lines.end = line;
                last.left.push_str(&left);
            }
            _ => changes.push(Change { lines: first..line, left }),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::unified;

    /// Sentences of an article, and a button after the third.
    const PAGE: &str = "The ferry to Orrin sails again from Monday, the harbour board said.\n\
        It had been laid up since October, when the gearbox failed and three hundred people had to do without.\n\
        The board bought a second-hand vessel that had carried timber and trucks for ten years.\n\
        Read More Show Less\n\
        Forty people stood on the quay when the news came, and the band of the fire brigade played.\n\
        The first crossing is at seven in the morning, and the fare stays what it was.\n\
        Nobody had thought that the boat would see another winter.\n\
        The mayor told of a letter from the keeper of the lighthouse, who gives ten barrels of cider.\n";

    #[test]
    fn diffs_name_the_removed_lines() {
        let cleaned = dechaff::Cleaner::default().report(PAGE);
        assert_eq!(cleaned.removed.len(), 1, "{:?}", cleaned.removed);
        let lines: Vec<String> = PAGE.lines().map(|line| format!(" {line}")).collect();
        let mut want = vec!["--- a".to_owned(), "+++ a".to_owned(), "@@ -1,7 +1,6 @@".to_owned()];
        want.extend_from_slice(&lines[..3]);
        want.push("-Read More Show Less".to_owned());
        want.extend_from_slice(&lines[4..7]);
        assert_eq!(unified("a", PAGE, &cleaned.removed), want);
        assert!(unified("a", PAGE, &[]).is_empty());
    }
}
