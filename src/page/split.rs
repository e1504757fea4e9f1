//! Splitting: which stretches of the input are judged as one.

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::reuse::{self, Known};
use super::{Page, SegmentData};

/// How an extractor laid the text out; decides what a segment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Form {
    /// One line a paragraph: a segment is a line.
    #[default]
    Lines,
    /// Paragraphs wrapped at a fixed width: a segment is the paragraph put together again.
    Wrapped,
    /// The whole page on a line or two: a segment is a sentence.
    Flat,
}

/// A non-blank line, without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    start: usize,
    end: usize,
    blank_before: bool,
    indent: u32,
    /// Characters up to its end, the indent included.
    width: u32,
}

/// The narrowest and widest columns at which converters wrap.
const WRAP_MIN: u32 = 60;
const WRAP_MAX: u32 = 100;
/// Forced line breaks that show that a page is wrapped.
const WRAP_BREAKS: i32 = 5;
/// A page with fewer lines beside its lists is wide_enough by the lists.
const LISTS_ONLY: usize = 10;
/// A page of this many bytes a line, on so few lines, was flattened.
const FLAT_LINES: usize = 3;
const FLAT_BYTES: usize = 600;
/// More line breaks than so few lines have, with blank ones between, show a page in lines of which most went.
const FLAT_BREAKS: usize = 2 * (FLAT_LINES - 1);

/// A page is read up to so many bytes, or non-blank lines: what is longer is a book or a dump, and is read as several
/// pages, so that memory and time stay in proportion.
const MAX_BYTES: usize = 512 << 10;
const MAX_LINES: usize = 16 << 10;

/// Splits the text from `from` on; gives where it stopped.
pub(super) fn split(text: &str, from: usize, mut known: Option<Known<'_>>, page: &mut Page) -> usize {
    let mut lines = std::mem::take(&mut page.lines);
    let read = find_lines(text, from, &mut lines);
    if let Some(width) = wrap_width(text, &lines) {
        page.form = Form::Wrapped;
        let mut i = 0;
        while i < lines.len() {
            let mut end = lines[i].end;
            let first = i;
            while i + 1 < lines.len() && joins(text, lines[i], lines[i + 1], width) {
                i += 1;
                end = lines[i].end;
            }
            push(text, lines[first].start, end, lines[first].blank_before, &mut known, page);
            i += 1;
        }
    } else {
        let bytes: usize = lines.iter().map(|l| l.end - l.start).sum();
        if lines.len() <= FLAT_LINES && bytes >= FLAT_BYTES && breaks(text, &lines) <= FLAT_BREAKS {
            page.form = Form::Flat;
        }
        for line in &lines {
            push(text, line.start, line.end, line.blank_before, &mut known, page);
        }
    }
    mark_code(text, page);
    page.lines = lines;
    read
}

fn find_lines(text: &str, from: usize, out: &mut Vec<Line>) -> usize {
    let limit = boundary(text, from.saturating_add(MAX_BYTES));
    let (mut at, mut blank) = (from, true);
    while at < limit && out.len() < MAX_LINES {
        let (end, next) = match text[at..limit].find('\n') {
            Some(n) => (at + n, at + n + 1),
            None if limit == text.len() => (limit, limit),
            None if at > from => return at,
            // One line longer than a page: up to its last word that fits.
            None => text[at..limit].rfind(' ').map_or((limit, limit), |n| (at + n, at + n + 1)),
        };
        let line = &text[at..end];
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank = true;
        } else {
            let lead = line.len() - line.trim_start().len();
            let width =
                if trimmed.len() <= 4 * WRAP_MAX as usize { trimmed.chars().count() + lead } else { trimmed.len() };
            out.push(Line {
                start: at + lead,
                end: at + lead + trimmed.len(),
                blank_before: blank,
                indent: lead as u32,
                width: width as u32,
            });
            blank = false;
        }
        at = next;
    }
    at
}

/// Line breaks between the first line and the last.
fn breaks(text: &str, lines: &[Line]) -> usize {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return 0 };
    text[first.start..last.end].bytes().filter(|b| *b == b'\n').count()
}

/// The last character boundary up to `at`.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The first word's width; a quotation's mark stands before each of its lines and is none.
fn first_word_len(text: &str, line: Line) -> u32 {
    let s = text[line.start..line.end].trim_start_matches(['>', ' ']);
    s.split([' ', '\t']).next().map_or(0, |w| w.chars().count() as u32)
}

/// The column at which the page is wrapped, if it is.
///
/// A line that was broken says that the column lies between its own width and what it would have been with the next
/// word. The column that most lines agree on is taken, where few paragraphs go on without having been broken there.
fn wrap_width(text: &str, lines: &[Line]) -> Option<u32> {
    let pairs = || lines.windows(2).filter(|p| !p[1].blank_before && p[0].width <= WRAP_MAX).map(|p| (p[0], p[1]));
    let mut edges = [0i32; WRAP_MAX as usize + 2];
    let plain = |l: &Line| l.indent == 0 && !text[l.start..l.end].starts_with("* ");
    let wide_enough = pairs().filter(|(a, _)| a.width * 10 >= WRAP_MIN * 7);
    // Lists are wrapped before their marks are put before them, or behind: they tell only where nothing else does.
    let lists = wide_enough.clone().filter(|(a, b)| plain(a) && plain(b)).count() < LISTS_ONLY;
    for (a, b) in wide_enough.filter(|(a, b)| lists || plain(a) && plain(b)) {
        edges[a.width as usize] += 1;
        edges[(a.width + 1 + first_word_len(text, b)).min(WRAP_MAX + 1) as usize] -= 1;
    }
    let mut agree = 0;
    let mut best = (0, 0);
    for (width, edge) in edges.iter().enumerate().take(WRAP_MAX as usize + 1) {
        agree += edge;
        if width as u32 >= WRAP_MIN && agree > best.0 {
            best = (agree, width as u32);
        }
    }
    let (agree, width) = best;
    let fits = |a: Line, b: Line| a.width + 1 + first_word_len(text, b) <= width;
    let loose = pairs().filter(|(a, b)| a.width * 2 > width && fits(*a, *b) && starts_lower(text, *b)).count();
    let wide = lines.iter().filter(|l| wrapped_width(text, **l) > width && text[l.start..l.end].contains(' ')).count();
    (agree >= WRAP_BREAKS && (loose + wide) as i32 * 2 <= agree).then_some(width)
}

/// A list's lines are wrapped before its mark and indent are put before them.
fn wrapped_width(text: &str, line: Line) -> u32 {
    let mark = if text[line.start..line.end].starts_with("* ") { 2 } else { 0 };
    line.width.saturating_sub(line.indent + mark)
}

fn starts_lower(text: &str, line: Line) -> bool {
    text[line.start..line.end].starts_with(char::is_lowercase)
}

fn joins(text: &str, a: Line, b: Line, width: u32) -> bool {
    if b.blank_before || wrapped_width(text, a) > width {
        return false;
    }
    let next = &text[b.start..b.end];
    let quotes = next.starts_with('>') && !text[a.start..a.end].starts_with('>');
    if quotes
        || next.starts_with(['#', '|', '•'])
        || next.starts_with("* ")
        || next.starts_with("- ")
        || next.starts_with("![")
    {
        return false;
    }
    if b.indent > a.indent + 4 {
        return false;
    }
    a.width + 1 + first_word_len(text, b) > width
}

/// Adds `text[start..end]` as a segment; more than one where a sentence is glued to the next without a space, and a
/// segment a sentence where the page is flat.
fn push(text: &str, start: usize, end: usize, blank_before: bool, known: &mut Option<Known<'_>>, page: &mut Page) {
    if known.as_mut().is_some_and(|known| reuse::add(known, start, end, blank_before, page)) {
        return;
    }
    let flat = page.form == Form::Flat;
    let mut from = start;
    while from < end {
        let (segment, next) = fold(text, from..end, &mut page.folded, |at| seam(text, from, at, end, flat));
        page.segments.push(SegmentData {
            blank_before: blank_before && from == start,
            starts_line: from == start,
            ..segment
        });
        from = next;
    }
}

/// How far a seam looks around itself, in bytes; what is longer is no word.
const AROUND: usize = 120;
/// How many closing marks may stand behind a full stop, in bytes.
const CLOSING: usize = 16;

fn tail(text: &str) -> &str {
    let from = (text.len().saturating_sub(AROUND)..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    &text[from..]
}

fn head_of(text: &str) -> &str {
    &text[..boundary(text, AROUND)]
}

/// Where the next segment starts, if one does behind the full stop at `at`.
fn seam(text: &str, from: usize, at: usize, end: usize, flat: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut next = at + 1;
    while next < end && next < at + CLOSING {
        match bytes[next] {
            b'"' | b'\'' | b')' | b'.' | b'!' | b'?' => next += 1,
            0xe2 if text[next..].starts_with(['”', '’']) => next += 3,
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
    let head = rest.next()?;
    let opens = head.is_uppercase()
        || head == '©'
        || (gap > 0 && (head.is_numeric() || matches!(head, '"' | '“' | '‘' | '(' | '«' | '„')));
    if !opens {
        return None;
    }
    // "U.S.-backed", "J.J.", "Dr. Smith", "example.Com": the word before must be a word.
    let before = tail(&text[from..at]);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let letters = word.chars().count();
    if gap > 0 {
        let name = word.chars().next().is_some_and(char::is_uppercase) && letters <= 4;
        return (!name && letters >= 2 || word.is_empty()).then_some(start);
    }
    let prose = before.contains(' ') && word.chars().all(char::is_lowercase) && letters >= 3;
    let second = rest.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    let is_domain = head_of(&text[start..end]).split(' ').next().is_some_and(|w| w.contains('.') && !w.ends_with('.'));
    (prose && second && !is_domain).then_some(start)
}

/// Adds `text[start..end]`, which no seam parts, as one segment.
pub(super) fn add(text: &str, start: usize, end: usize, blank_before: bool, starts_line: bool, page: &mut Page) {
    let (segment, _) = fold(text, start..end, &mut page.folded, |_| None);
    if !segment.span.is_empty() {
        page.segments.push(SegmentData { blank_before, starts_line, ..segment });
    }
}

/// Nothing is judged inside code: between fences, or where lines look like a program's.
fn mark_code(text: &str, page: &mut Page) {
    let mut fenced = false;
    for s in &mut page.segments {
        let line = &text[s.span.clone()];
        let fence = line.starts_with("```") || line.starts_with("~~~");
        s.features.code = fenced || fence || looks_like_code(line);
        if fence {
            fenced = !fenced;
        }
    }
    if fenced {
        // A fence that never closes is no fence.
        for s in &mut page.segments {
            s.features.code = looks_like_code(&text[s.span.clone()]);
        }
    }
}

fn looks_like_code(line: &str) -> bool {
    line.ends_with([';', '{', '}']) && !line.starts_with('&')
        || ["<?php", "<?xml", "<?="].iter().any(|open| line.starts_with(open))
        || line.starts_with("</")
        || (line.starts_with('<') && line.ends_with('>') && line.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of three lines is flattened only where its line breaks say so too: what is left of a page in lines
    /// would else be judged sentence by sentence the second time.
    #[test]
    fn what_is_left_of_a_page_in_lines_is_not_flat() {
        let line = "The harbour kept its lamps lit for the boats that came late. ".repeat(5);
        let form = |gap: &str| {
            let mut page = Page::default();
            page.read(&[&*line, &*line, &*line].join(gap), 0, None);
            page.form
        };
        assert_eq!([form("\n"), form("\n\n"), form("\n\n\n\n")], [Form::Flat, Form::Flat, Form::Lines]);
    }
}
