//! Runs of characters of one kind, which are folded many at once: plain ASCII text, and letters of two or three bytes. The
//! result is the same as that of folding one character after the other, which `page::reference` checks.

use super::{Folded, Folder, Prev, Word};
use crate::page::bytes::{first_bits, Block};
use crate::page::chars::{is_caseless_letter, is_combining, is_ideogram, TWO_BYTE_CODE_POINTS};
use crate::page::lookahead::is_address;

impl Folder<'_> {
    /// Folds the plain text that starts at the byte `from` of the segment, many bytes at once, and returns where it
    /// ends. This is the fast path for most of a usual text. `start` is where the segment starts in the text.
    ///
    /// Plain text consists of ASCII letters (upper case only at the start of words), single spaces, and the marks in
    /// [`Rest::plain`](crate::page::bytes::Rest). The result must be the same as that of calling [`Folder::letter`],
    /// [`Folder::gap`] and [`Folder::mark`] for each byte; `page::reference` checks this.
    #[inline(always)] // It has one caller.
    pub(super) fn fold_plain(
        &mut self,
        text: &[u8],
        start: usize,
        src: &[u8],
        from: usize,
        block: &mut Block,
    ) -> usize {
        let has_started = self.has_started();
        let Folded { bytes, words } = &mut *self.out;
        let (in_word, after_gap) = (matches!(self.prev, Prev::Lower | Prev::Upper), self.prev == Prev::Gap);
        if after_gap && src[from] == b' ' {
            return from;
        }
        let has_space = after_gap && self.pending_space && has_started;
        if has_space {
            bytes.push(b' ');
        }
        let (mut i, words_before) = (from, words.len());
        let mut letter_before = u64::from(in_word);
        let mut capitals = 0;
        let mut sentence = u8::from(self.after_sentence || !has_started) * Word::SENTENCE;
        loop {
            let rest = block.at(text, start + i);
            let after_letter = rest.letters << 1 | letter_before;
            let not_plain = !rest.plain | rest.upper & after_letter;
            let mut len = (not_plain.trailing_zeros() as usize).min(src.len() - i);
            let mut word_starts = rest.letters & !after_letter & first_bits(len);
            while word_starts != 0 {
                let n = word_starts.trailing_zeros() as usize;
                if rest.lower[n] == b'h' && is_address(&src[i + n..]) {
                    len = n;
                    break;
                }
                let capital = (rest.upper >> n) as u8 & 1;
                let flags = (capital * Word::CAPITAL) | sentence;
                sentence = 0;
                words.push(Word { at: (bytes.len() + n) as u32, source: (i + n) as u32, flags });
                capitals += u32::from(capital);
                word_starts &= word_starts - 1; // Clears the lowest bit that is set.
            }
            if len == 0 {
                break;
            }
            rest.push_lower(len, bytes);
            letter_before = rest.letters >> (len - 1) & 1;
            i += len;
            if len < rest.len || i == src.len() {
                break;
            }
        }
        if i == from {
            if has_space {
                bytes.pop();
            }
            return i;
        }
        let new_words = (words.len() - words_before) as u32;
        self.count.words += new_words;
        self.count.capitals += capitals;
        self.count.lower += new_words - capitals;
        self.after_sentence &= new_words == 0;
        let last_word = if new_words > 0 { words.last().map(|word| word.source as usize) } else { None };
        let ends_with_space = src[i - 1] == b' ';
        if ends_with_space {
            // A space at the end stays pending until something follows it.
            bytes.pop();
        }
        if in_word && !src[from].is_ascii_alphabetic() {
            self.end_word();
        }
        if letter_before != 0 {
            let start = last_word.unwrap_or(from);
            if last_word.is_some() {
                self.letters = 0;
                self.upper = u32::from(src[start].is_ascii_uppercase());
            }
            self.letters += (i - start) as u32;
            self.pending_space = false;
            self.prev = if src[i - 1].is_ascii_uppercase() { Prev::Upper } else { Prev::Lower };
        } else {
            (self.letters, self.upper) = (0, 0);
            self.pending_space = ends_with_space;
            self.prev = if ends_with_space { Prev::Gap } else { Prev::Mark };
        }
        i
    }

    /// Folds the small letters of two bytes at the start of `src`, which continue a word, and returns their length in
    /// bytes: most of a Cyrillic, Greek, Hebrew or Arabic text.
    pub(super) fn fold_small_letters(&mut self, src: &[u8], two_bytes: &[u16; TWO_BYTE_CODE_POINTS]) -> usize {
        let is_small = |letter: &[u8]| {
            let c = u16::from(letter[0] & 0x1f) << 6 | u16::from(letter[1] & 0x3f);
            matches!(letter[0], 0xc2..=0xdf) && two_bytes[usize::from(c)] == c
        };
        let letters = src.chunks_exact(2).take_while(|letter| is_small(letter)).count();
        self.out.bytes.extend_from_slice(&src[..2 * letters]);
        self.letters += letters as u32;
        2 * letters
    }

    /// Folds the letters of three bytes without upper and lower case at the start of `src`, which continue a word, and
    /// returns their length in bytes: most of a Hindi or Korean text.
    pub(super) fn fold_caseless_letters(&mut self, src: &[u8]) -> usize {
        let mut len = 0;
        for c in src.chunks_exact(3).map_while(three_byte_char) {
            if is_caseless_letter(c) {
                self.letters += 1;
            } else if !is_combining(c) {
                break;
            }
            len += 3;
        }
        self.out.bytes.extend_from_slice(&src[..len]);
        len
    }

    /// Folds the ideograms of three bytes at the start of `src`, which follow an ideogram, and returns their length in
    /// bytes: most of a Chinese or Japanese text.
    pub(super) fn fold_ideograms(&mut self, src: &[u8]) -> usize {
        let count = src.chunks_exact(3).map_while(three_byte_char).take_while(|c| is_ideogram(*c)).count();
        let (at, source) = (self.out.bytes.len(), self.read);
        self.out.bytes.extend_from_slice(&src[..3 * count]);
        self.out.words.extend((0..3 * count).step_by(3).map(|n| Word {
            at: (at + n) as u32,
            source: (source + n) as u32,
            flags: Word::IDEOGRAM,
        }));
        let new_words = count as u32;
        self.count.words += new_words;
        self.count.ideograms += new_words;
        self.count.link_words += if self.in_link { new_words } else { 0 };
        3 * count
    }
}

/// The character that these three bytes are in UTF-8, if they are one.
fn three_byte_char(bytes: &[u8]) -> Option<char> {
    let &[first @ 0xe0..=0xef, second, third] = bytes else { return None };
    char::from_u32(u32::from(first & 0xf) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f))
}
