//! Splitting: finds the form of a text and divides it into segments, the units that are judged.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::fold::fold;
use super::lookahead::MAX_CLOSING_BYTES;
use super::reuse::{self, Reuse};
use super::{code, Page, SegmentData};

/// How the extractor that produced the text laid it out. The form decides what a segment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Form {
    /// Each paragraph is on one line: a segment is a line.
    #[default]
    Lines,
    /// Paragraphs are wrapped at a fixed width: a segment is a paragraph, its lines re-joined.
    Wrapped,
    /// The whole page is on one to three lines (flattened text): a segment is a sentence.
    Flat,
}

/// A non-blank line, without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Byte offset of the line's first character that is not white space.
    start: usize,
    /// Byte offset behind the line's last character that is not white space.
    end: usize,
    /// Whether a blank line, or the start of the page, precedes the line.
    blank_before: bool,
    /// White space before the line's first character, in bytes.
    indent: u32,
    /// Characters up to the line's end, the indent included. For lines of more than [`MAX_COUNTED_LINE_BYTES`], which
    /// are wider than every wrap column, bytes without the indent.
    width: u32,
}

/// The narrowest column, in characters, at which converters wrap. Chosen by hand: below it, menus and short verses
/// would pass for wrapped text; above it, texts wrapped for a narrow terminal would be judged line by line.
const WRAP_MIN_COLUMNS: u32 = 60;
/// The widest column, in characters, at which converters wrap. Chosen by hand: above it, paragraphs of one long line
/// would pass for wrapped text more often; below it, texts wrapped at a wide column would be judged line by line.
const WRAP_MAX_COLUMNS: u32 = 100;
/// The longest line, in bytes, whose characters are counted. A character has at most four bytes, so a longer line is
/// certainly wider than the widest wrap column, and counting its characters would take time for nothing.
const MAX_COUNTED_LINE_BYTES: usize = 4 * WRAP_MAX_COLUMNS as usize;
/// How wide a line must be, in percent of the narrowest wrap column, for its end to show where the text was wrapped. A
/// shorter line ended for another reason, unless the next word is very long. Chosen by hand: a higher limit ignores
/// more line breaks before long words; a lower one counts more headings and menu entries.
const MIN_BROKEN_LINE_PERCENT: u32 = 70;
/// How many line breaks must agree on the wrap column. Chosen by hand: with fewer, accidental line ends would pass for
/// a wrap column; with more, short wrapped pages would be judged line by line.
const MIN_WRAP_BREAKS: i32 = 5;
/// If fewer pairs of lines than this stand outside lists, the lines of lists are evaluated as well when the wrap column
/// is determined. Chosen by hand: with a larger limit, lists, whose marks shift the column, would mislead more pages;
/// with a smaller one, pages that are mostly lists would rely on very few lines.
const MIN_PAIRS_OUTSIDE_LISTS: usize = 10;
/// How much deeper, in bytes of white space, a line may be indented than the line before it and still continue it. A
/// deeper indent starts a new block. Chosen by hand: with a larger limit, such blocks would be joined to the paragraph
/// before; with a smaller one, the hanging indents of lists would end their items.
const MAX_HANGING_INDENT_BYTES: u32 = 4;

/// The most non-blank lines of a flattened page. Chosen by hand: with fewer, a flattened page with its title on a line
/// of its own would be judged by lines; with more, short pages in lines would be judged by sentences.
const MAX_FLAT_LINES: usize = 3;
/// The fewest bytes that a flattened page has in all its lines together. Chosen by hand: with fewer, a single paragraph
/// would pass for a whole page; with more, short flattened pages would be judged as if each were one line.
const MIN_FLAT_BYTES: usize = 600;
/// The most line breaks of a flattened page: those between its few lines, with a blank line in each place. A page with
/// more line breaks was a page in lines, and most of its lines were removed in an earlier round.
const MAX_FLAT_BREAKS: usize = 2 * (MAX_FLAT_LINES - 1);

/// The longest page, in bytes. A longer text is a book or a dump, and is read as several pages, so that memory and time
/// stay in proportion to a page. Promised in the crate's documentation. Chosen by hand: larger pages would need more
/// memory for each thread; smaller ones would cut long articles in two.
const MAX_PAGE_BYTES: usize = 512 << 10;
/// The most non-blank lines of a page, for the same reasons: each line becomes a segment, which takes memory of its own
/// however short the line is.
const MAX_PAGE_LINES: usize = 16 << 10;

/// Splits the text from the byte `from` into the segments of `page`, which must be empty. Segments that `known` holds
/// from an earlier round are copied from there. Returns the byte offset at which the page ends.
pub(super) fn split(text: &str, from: usize, mut known: Option<Reuse<'_>>, page: &mut Page) -> usize {
    let mut lines = std::mem::take(&mut page.lines);
    let page_end = find_lines(text, from, &mut lines);
    if let Some(column) = find_wrap_column(text, &lines) {
        page.form = Form::Wrapped;
        let mut i = 0;
        while i < lines.len() {
            let first = lines[i];
            while i + 1 < lines.len() && is_continued(text, lines[i], lines[i + 1], column) {
                i += 1;
            }
            push_segments(text, first.start, lines[i].end, first.blank_before, &mut known, page);
            i += 1;
        }
    } else {
        let bytes: usize = lines.iter().map(|l| l.end - l.start).sum();
        let few_lines = lines.len() <= MAX_FLAT_LINES && count_line_breaks(text, &lines) <= MAX_FLAT_BREAKS;
        if few_lines && bytes >= MIN_FLAT_BYTES {
            page.form = Form::Flat;
        }
        for line in &lines {
            push_segments(text, line.start, line.end, line.blank_before, &mut known, page);
        }
    }
    code::mark(text, page);
    page.lines = lines;
    page_end
}

/// Finds the non-blank lines of the page that starts at the byte `from`. Returns the byte offset at which the page
/// ends.
fn find_lines(text: &str, from: usize, out: &mut Vec<Line>) -> usize {
    let limit = floor_char_boundary(text, from.saturating_add(MAX_PAGE_BYTES));
    let (mut at, mut blank) = (from, true);
    while at < limit && out.len() < MAX_PAGE_LINES {
        let (end, next) = match memchr(b'\n', &text.as_bytes()[at..limit]) {
            Some(n) => (at + n, at + n + 1),
            None if limit == text.len() => (limit, limit),
            None if at > from => return at,
            // The line is longer than a page: the page ends behind the last word that fits.
            None => text[at..limit].rfind(' ').map_or((limit, limit), |n| (at + n, at + n + 1)),
        };
        let line = &text[at..end];
        let visible = trim(line);
        if visible.is_empty() {
            blank = true;
        } else {
            let indent = visible.start;
            let trimmed = &line[visible];
            let is_counted = trimmed.len() <= MAX_COUNTED_LINE_BYTES;
            let width = if is_counted { count_chars(trimmed) + indent } else { trimmed.len() };
            out.push(Line {
                start: at + indent,
                end: at + indent + trimmed.len(),
                blank_before: blank,
                indent: indent as u32,
                width: width as u32,
            });
            blank = false;
        }
        at = next;
    }
    at
}

/// Returns the bytes of a line without the white space around it. In most lines this is spaces around a text that starts
/// and ends with a visible ASCII character. Only the ends of other lines are decoded.
fn trim(line: &str) -> Range<usize> {
    let (bytes, is_no_space) = (line.as_bytes(), |b: &u8| *b != b' ');
    let Some(start) = bytes.iter().position(is_no_space) else { return 0..0 };
    let end = bytes.iter().rposition(is_no_space).map_or(start, |last| last + 1);
    if bytes[start].is_ascii_graphic() && bytes[end - 1].is_ascii_graphic() {
        return start..end;
    }
    let start = line.len() - line.trim_start().len();
    start..start + line[start..].trim_end().len()
}

/// Returns the number of characters, which are decoded only if one is outside ASCII.
fn count_chars(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

/// Returns the number of line breaks between the first non-blank line and the last.
fn count_line_breaks(text: &str, lines: &[Line]) -> usize {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return 0 };
    memchr_iter(b'\n', &text.as_bytes()[first.start..last.end]).count()
}

/// Returns the last character boundary at or before the byte `at`.
pub(crate) fn floor_char_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// Returns the width of the line's first word, in characters. The mark of a block quote, which stands before each of
/// its lines, is no word.
fn first_word_width(text: &str, line: Line) -> u32 {
    let words = text[line.start..line.end].trim_start_matches(['>', ' ']);
    words.split([' ', '\t']).next().map_or(0, |w| w.chars().count() as u32)
}

/// Returns the width that the line would have with the first word of the next line behind it, in characters.
fn width_with_next_word(text: &str, line: Line, next: Line) -> u32 {
    line.width + 1 + first_word_width(text, next)
}

/// [`WRAP_MAX_COLUMNS`] as an index into a table of columns.
const MAX_COLUMNS_INDEX: usize = WRAP_MAX_COLUMNS as usize;

/// Returns the column at which the page is wrapped, in characters, or `None` if it is not wrapped.
///
/// If a line was broken, the wrap column lies between its own width and its width with the first word of the next line.
/// The column that lies within most of these intervals is the candidate. It is rejected if fewer than
/// [`MIN_WRAP_BREAKS`] lines agree on it, or if more than half as many contradict it: lines that are wider, and lines
/// that end early although the sentence continues.
fn find_wrap_column(text: &str, lines: &[Line]) -> Option<u32> {
    let pairs =
        || lines.windows(2).filter(|p| !p[1].blank_before && p[0].width <= WRAP_MAX_COLUMNS).map(|p| (p[0], p[1]));
    let broken = pairs().filter(|(a, _)| a.width * 100 >= WRAP_MIN_COLUMNS * MIN_BROKEN_LINE_PERCENT);
    // Converters wrap the text of a list before they put its marks and indent before it, so the lines of lists show a
    // column that is off by the width of these. They are evaluated only if there are hardly any other lines.
    let is_outside_list = |l: &Line| l.indent == 0 && !text[l.start..l.end].starts_with(LIST_MARK);
    let is_plain = |(a, b): &(Line, Line)| is_outside_list(a) && is_outside_list(b);
    let with_lists = broken.clone().filter(is_plain).count() < MIN_PAIRS_OUTSIDE_LISTS;
    // How many intervals start at each column, less those that end before it.
    let mut edges = [0i32; MAX_COLUMNS_INDEX + 2];
    for (a, b) in broken.filter(|pair| with_lists || is_plain(pair)) {
        edges[a.width as usize] += 1;
        edges[width_with_next_word(text, a, b).min(WRAP_MAX_COLUMNS + 1) as usize] -= 1;
    }
    let mut agreeing = 0;
    let (mut most_agreeing, mut column) = (0, 0);
    for (candidate, edge) in edges.iter().enumerate().take(MAX_COLUMNS_INDEX + 1) {
        agreeing += edge;
        if candidate as u32 >= WRAP_MIN_COLUMNS && agreeing > most_agreeing {
            (most_agreeing, column) = (agreeing, candidate as u32);
        }
    }
    if most_agreeing < MIN_WRAP_BREAKS {
        return None;
    }
    let ends_early = |a: Line, b: Line| a.width * 2 > column && width_with_next_word(text, a, b) <= column;
    let early = pairs().filter(|(a, b)| ends_early(*a, *b) && starts_lower(text, *b)).count();
    let is_wider = |l: Line| wrapped_width(text, l) > column && text[l.start..l.end].contains(' ');
    let wider = lines.iter().filter(|l| is_wider(**l)).count();
    ((early + wider) as i32 * 2 <= most_agreeing).then_some(column)
}

/// The list mark that converters put before text that they have already wrapped.
const LIST_MARK: &str = "* ";

/// Returns the width that the line had when it was wrapped, in characters: without the list mark and the indent, which
/// converters add afterwards.
fn wrapped_width(text: &str, line: Line) -> u32 {
    let mark = if text[line.start..line.end].starts_with(LIST_MARK) { LIST_MARK.len() as u32 } else { 0 };
    line.width.saturating_sub(line.indent + mark)
}

/// Whether the line starts with a lower-case letter.
fn starts_lower(text: &str, line: Line) -> bool {
    text[line.start..line.end].starts_with(char::is_lowercase)
}

/// Whether the line `b` continues the paragraph of the line `a` before it: `a` was broken at the wrap column because
/// the first word of `b` did not fit, and `b` starts neither a block quote, a list item, a heading, a table row nor an
/// image.
fn is_continued(text: &str, a: Line, b: Line, column: u32) -> bool {
    if b.blank_before || wrapped_width(text, a) > column {
        return false;
    }
    let next = &text[b.start..b.end];
    let starts_quote = next.starts_with('>') && !text[a.start..a.end].starts_with('>');
    if starts_quote
        || next.starts_with(['#', '|', '•'])
        || next.starts_with(LIST_MARK)
        || next.starts_with("- ")
        || next.starts_with("![")
    {
        return false;
    }
    if b.indent > a.indent + MAX_HANGING_INDENT_BYTES {
        return false;
    }
    width_with_next_word(text, a, b) > column
}

/// Adds the line or paragraph `text[start..end]` to the page. It becomes one segment, or several if two sentences in it
/// are glued together without a space. In flattened text each sentence becomes a segment.
fn push_segments(
    text: &str,
    start: usize,
    end: usize,
    blank_before: bool,
    known: &mut Option<Reuse<'_>>,
    page: &mut Page,
) {
    if known.as_mut().is_some_and(|known| reuse::copy_segments(known, start, end, blank_before, page)) {
        return;
    }
    let flat = page.form == Form::Flat;
    let mut from = start;
    while from < end {
        let next_segment = |at| find_next_segment(text, from..end, at, flat);
        let (segment, next) = fold(text, from..end, &mut page.folded, &mut page.ahead, next_segment);
        page.segments.push(SegmentData {
            blank_before: blank_before && from == start,
            starts_line: from == start,
            ..segment
        });
        from = next;
    }
}

/// How far before and behind a full stop the words around it are searched, in bytes. Keeps splitting linear on a text
/// without spaces. Chosen by hand: longer than any word, so a larger limit would only cost time; a smaller one could
/// cut long words and domains off.
const MAX_CONTEXT_BYTES: usize = 120;
/// The longest capitalised word, in letters, after which a full stop may belong to an abbreviation or initial in
/// flattened text ("Dr. Smith", "Prof. Lee"). Chosen by hand: with a smaller limit, names would be split off after more
/// abbreviations; with a larger one, more sentences that end with a short name would be joined to the next.
/// Folding has a limit of its own, which decides what counts as a sentence and not what is a segment.
const MAX_FLAT_ABBREVIATION_LETTERS: usize = 4;
/// The shortest word, in letters, that ends a sentence in flattened text. A single letter before a full stop is an
/// initial or the number of a list item ("a. b.").
const MIN_LAST_WORD_LETTERS: usize = 2;
/// The shortest word, in letters, that ends a sentence to which the next one is glued without a space. Stricter than
/// with a space, because many other things have a full stop within them. Chosen by hand: with a smaller limit, what
/// follows a lower-case abbreviation ("vs.Smith") would be split off; with a larger one, sentences that end with a
/// short word would stay glued.
const MIN_LAST_WORD_LETTERS_GLUED: usize = 3;

/// Returns the last [`MAX_CONTEXT_BYTES`] bytes of a text, or fewer, so that no character is cut.
fn last_bytes(text: &str) -> &str {
    let start = text.len().saturating_sub(MAX_CONTEXT_BYTES);
    let from = (start..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    &text[from..]
}

/// Returns the first [`MAX_CONTEXT_BYTES`] bytes of a text, or fewer, so that no character is cut.
fn first_bytes(text: &str) -> &str {
    &text[..floor_char_boundary(text, MAX_CONTEXT_BYTES)]
}

/// Returns where the next segment starts if the full stop (or question or exclamation mark) at the byte `at` ends one,
/// and `None` if it does not. `segment` is the span from the start of the current segment to the end of the line or
/// paragraph.
///
/// In flattened text every sentence is a segment. In other forms a segment is split only where the next sentence
/// follows without a space, because there an extractor glued two blocks of the page together.
fn find_next_segment(text: &str, segment: Range<usize>, at: usize, flat: bool) -> Option<usize> {
    let end = segment.end;
    let bytes = text.as_bytes();
    let mut next = at + 1;
    while next < end && next < at + MAX_CLOSING_BYTES {
        match bytes[next] {
            b'"' | b'\'' | b')' | b'.' | b'!' | b'?' => next += 1,
            0xe2 if text[next..].starts_with(['”', '’']) => next += '”'.len_utf8(),
            _ => break,
        }
    }
    let spaced = text[next..end].starts_with(char::is_whitespace);
    if spaced && !flat {
        return None;
    }
    let gap = text[next..end].len() - text[next..end].trim_start().len();
    let start = next + gap;
    let mut rest = text[start..end].chars();
    let first_char = rest.next()?;
    let starts_sentence = first_char.is_uppercase()
        || first_char == '©'
        || (gap > 0 && (first_char.is_numeric() || matches!(first_char, '"' | '“' | '‘' | '(' | '«' | '„')));
    if !starts_sentence {
        return None;
    }
    // The word before the full stop must be an ordinary word: "U.S.-backed", "J.J." and "Dr. Smith" are not split.
    let before = last_bytes(&text[segment.start..at]);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let letters = word.chars().count();
    if gap > 0 {
        let is_abbreviation =
            word.chars().next().is_some_and(char::is_uppercase) && letters <= MAX_FLAT_ABBREVIATION_LETTERS;
        let is_last_word = !is_abbreviation && letters >= MIN_LAST_WORD_LETTERS;
        return (is_last_word || word.is_empty()).then_some(start);
    }
    let is_last_word =
        before.contains(' ') && word.chars().all(char::is_lowercase) && letters >= MIN_LAST_WORD_LETTERS_GLUED;
    let starts_word = rest.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    let next_word = first_bytes(&text[start..end]).split(' ').next();
    let is_domain = next_word.is_some_and(|w| w.contains('.') && !w.ends_with('.'));
    (is_last_word && starts_word && !is_domain).then_some(start)
}

/// Adds `text[start..end]` to the page as one segment, unless it is blank.
pub(super) fn push_segment(
    text: &str,
    start: usize,
    end: usize,
    blank_before: bool,
    starts_line: bool,
    page: &mut Page,
) {
    let (segment, _) = fold(text, start..end, &mut page.folded, &mut page.ahead, |_| None);
    if !segment.span.is_empty() {
        page.segments.push(SegmentData { blank_before, starts_line, ..segment });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_like_a_text() {
        let cases = [
            ("", "an empty line"),
            ("   ", "spaces only"),
            ("\t\u{a0}", "other white space only"),
            ("a", "one character"),
            ("  boats  ", "spaces around a word"),
            ("boats", "no white space"),
            (" \t boats \t", "tabs among the spaces"),
            ("\u{a0}boats\u{3000}", "white space outside ASCII"),
            ("  é", "a letter outside ASCII"),
            ("« boats »", "marks outside ASCII"),
            ("  \u{1}boats\u{b}", "control characters, of which one is white space"),
        ];
        for (line, reason) in cases {
            assert_eq!(&line[trim(line)], line.trim(), "{line:?}: {reason}");
        }
    }

    fn read(text: &str) -> Page {
        let mut page = Page::default();
        page.read(text, 0, None);
        page
    }

    #[test]
    fn a_page_of_few_lines_is_flat_unless_lines_were_removed_between_them() {
        let line = "The harbour kept its lamps lit for the boats that came late. ".repeat(5);
        let cases = [
            ("\n", Form::Flat, "three lines"),
            ("\n\n", Form::Flat, "three lines with blank lines between them"),
            ("\n\n\n\n", Form::Lines, "what remains of a page in lines must not be judged by sentences"),
        ];
        for (gap, form, reason) in cases {
            assert_eq!(read(&[&*line, &*line, &*line].join(gap)).form, form, "{gap:?}: {reason}");
        }
    }

    #[test]
    fn sentences_glued_together_without_a_space_are_split() {
        let cases = [
            ("The boats came late.Read more", &["The boats came late.", "Read more"][..], "glued"),
            ("The boats came late.\"Read more", &["The boats came late.\"", "Read more"], "behind a quotation mark"),
            ("The boats came late. Read more", &["The boats came late. Read more"], "a space between them"),
            ("A report on the U.S.Army", &["A report on the U.S.Army"], "an abbreviation"),
            ("Go to www.Harbour.example", &["Go to www.Harbour.example"], "a domain"),
        ];
        for (text, expected, reason) in cases {
            let page = read(text);
            let segments: Vec<&str> = page.segments.iter().map(|s| &text[s.span.clone()]).collect();
            assert_eq!(segments, expected, "{text:?}: {reason}");
        }
    }

    #[test]
    fn flattened_text_is_split_into_sentences() {
        let cases = [
            ("came late. The", true, "a capital"),
            ("came late. 12 boats", true, "a number"),
            ("came late.) \"We", true, "a closing bracket and a quotation mark"),
            ("came late. the", false, "a lower-case letter"),
            ("came with Dr. Smith", false, "an abbreviation"),
            ("came with J. Smith", false, "an initial"),
        ];
        for (text, expected, reason) in cases {
            let at = text.find('.').expect("the text has a full stop");
            assert_eq!(find_next_segment(text, 0..text.len(), at, true).is_some(), expected, "{text:?}: {reason}");
        }
    }
}
