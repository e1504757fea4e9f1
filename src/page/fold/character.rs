//! Folds one character outside ASCII. The loop in `fold` handles ASCII itself.

use super::{Folder, Prev, Word};
use crate::page::chars::{is_caseless_letter, is_combining, is_ideogram, vietnamese_lower};
use crate::page::lookahead::closes_sentence;
use crate::page::Marks;

/// Folds a character outside ASCII; `rest` is the text that follows it.
pub(super) fn fold_char(c: char, rest: &str, f: &mut Folder<'_>) {
    match c {
        c if is_ideogram(c) => {
            if matches!(f.prev, Prev::Lower | Prev::Upper) {
                f.end_word();
            }
            f.flush_space();
            f.start_word(Word::IDEOGRAM);
            f.count.ideograms += 1;
            f.prev = Prev::Ideogram;
            push_char(c, f);
        }
        c if is_caseless_letter(c) => {
            f.letter(false, true);
            push_char(c, f);
        }
        '‘' | '’' | '‚' | '′' | 'ʼ' => f.mark(b'\''),
        '“' | '”' | '„' | '″' | '「' | '」' | '『' | '』' => f.mark(b'"'),
        '«' | '»' => {
            f.count.marks.add(Marks::SYMBOL);
            f.mark(b'"');
        }
        '–' | '—' | '‐' | '‑' | '−' => f.mark(b'-'),
        '…' => {
            f.mark(b'.');
            if closes_sentence(rest.as_bytes()) && f.has_started() {
                f.after_sentence = true;
                f.count.sentences += 1;
            }
        }
        '：' => f.mark(b':'),
        '。' | '！' | '？' | '؟' | '۔' | '।' => {
            f.mark(match c {
                '！' => b'!',
                '？' | '؟' => b'?',
                _ => b'.',
            });
            f.after_sentence = true;
            f.count.sentences += 1;
        }
        '（' => f.mark(b'('),
        '）' => f.mark(b')'),
        '|' | '｜' | '│' => f.mark(b'|'),
        '©' => {
            f.flush_space();
            f.count.marks.add(Marks::COPYRIGHT);
            f.out.bytes.extend_from_slice("©".as_bytes());
            f.prev = Prev::Mark;
        }
        // Invisible characters are skipped: zero-width spaces, soft hyphens, marks of the writing direction, and the
        // variation selector behind emoji.
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{fe0f}' => {}
        // The commas of other scripts, which are frequent.
        '،' | '，' | '、' => symbol(c, f),
        c if is_combining(c) => push_char(c, f),
        c if c.is_whitespace() => f.gap(),
        c if vietnamese_lower(c).is_some() => {
            let lower = vietnamese_lower(c).unwrap_or(c);
            f.letter(lower != c, lower == c);
            push_char(lower, f);
        }
        c if c.is_alphabetic() => {
            let upper = c.is_uppercase();
            f.letter(upper, c.is_lowercase() || !upper);
            if upper {
                // The lower case of İ is two characters, i and a combining dot. Only the first is written.
                push_char(c.to_lowercase().next().unwrap_or(c), f);
            } else {
                push_char(c, f);
            }
        }
        c if c.is_numeric() => f.digit(),
        c => symbol(c, f),
    }
}

/// Folds a character that is neither a letter, a digit, white space nor a mark that has a counterpart in ASCII.
fn symbol(c: char, f: &mut Folder<'_>) {
    f.count.marks.add(Marks::SYMBOL);
    if matches!(f.prev, Prev::Lower | Prev::Upper) {
        f.end_word();
    }
    if f.has_started() {
        f.flush_space();
        if matches!(c, '→' | '»' | '►' | '▶' | '•' | '·' | '›') {
            push_char('·', f);
        } else {
            push_char(c, f);
        }
    }
    f.prev = Prev::Mark;
}

/// Writes a character as it is.
fn push_char(c: char, f: &mut Folder<'_>) {
    let mut buf = [0; 4];
    f.out.bytes.extend_from_slice(c.encode_utf8(&mut buf).as_bytes());
}
