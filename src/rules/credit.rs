//! Credits, and captions that end in one.
//!
//! **Removes** a line that is only a credit ("(Ann Lee/Getty Images)", "Photo by Bo Dahl"), and a caption that ends in
//! one: in brackets, behind "©", or as a last sentence such as "Credit: ...", "Photo by ..." or "AP/Bo Dahl". If the
//! credit is glued to a paragraph of the article, only the credit is removed.
//!
//! **Keeps** prose that names an agency ("told Reuters on Monday", "the Getty Museum";
//! `keep/en-museum-named-getty-and-afp-in-prose`), since a credit needs a bracket, a slash, a ©, or a credit word with
//! a colon or "by", at the end of the line; brackets that open with a small word only ("(via Elm Street)",
//! `keep/en-way-in-brackets-at-line-end`); a field of a record ("Video: 4K/30p" among a camera's data); and brackets with
//! mostly common words ("(joiner, photographer, painter)", `keep/en-sizes-and-diagrams`).

use std::ops::Range;

use memchr::{memchr, memchr3, memmem, memrchr};

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::matcher::mask;
use crate::lexicon::{Anchor, ListMask, Words};
use crate::page::fold::Word;
use crate::page::Marks;
use crate::view::Segment;
use crate::vote::score;

/// The most words of a caption together with its credit. Chosen by hand: a larger value would take paragraphs that end
/// in a credit for captions, a smaller one would keep long captions.
const MAX_CREDITED_CAPTION_WORDS: usize = 65;
/// If more words than this precede the credit, in several sentences, the credit is glued to a paragraph of the article,
/// and only the credit is removed. Chosen by hand: a smaller value would cut the credit out of long captions and keep
/// the rest of them, a larger one would remove short paragraphs with their credit.
const MAX_CAPTION_WORDS_BEFORE_CREDIT: usize = 30;
/// A segment of more sentence ends than this, or with a ©, may be a paragraph to which a credit is glued.
const MAX_CAPTION_SENTENCES: u32 = 2;
/// The most words of a credit alone. Chosen by hand: photographer, agency and source fit; a larger value would take the
/// last sentence of a paragraph for a credit.
const MAX_CREDIT_WORDS: usize = 12;
/// The most words behind a ©. Longer texts behind it are notices of rights.
const MAX_COPYRIGHT_CREDIT_WORDS: usize = 8;
/// The most words behind the last slash of a credit that starts with an agency: first names, a family name and "File". Chosen
/// by hand: more words are a headline ("Reuters/Ipsos Poll Shows ...").
const MAX_PHOTOGRAPHER_WORDS: usize = 4;
/// The most words of a line that consists of agencies only, without any mark of a credit.
const MAX_BARE_AGENCIES_WORDS: usize = 4;
/// The most bytes of a credit word that says nothing alone: "(via Rome)", "(mit Rosmarin)".
const MAX_SMALL_CREDIT_WORD_BYTES: usize = 3;

/// What may stand between a text and the first word of a credit.
const OPENINGS: [char; 4] = ['(', '©', ' ', '['];

/// What "é" becomes if a page is read in the wrong encoding (`keep/fr-texte-aux-lettres-brouillees`). A text with it is
/// full of signs that are no "©".
const BROKEN_LETTER: &str = "Ã©";

/// A credit has a word of a credit, an agency or a ©.
pub(super) const CREDIT_ASKS: Asks =
    Asks::words(&[Words::Credit, Words::Agency]).or_marks(Marks::COPYRIGHT).up_to_words(MAX_CREDITED_CAPTION_WORDS);

pub(super) struct Credit;

impl Rule for Credit {
    fn name(&self) -> &str {
        "credit"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        if segment.words() > MAX_CREDITED_CAPTION_WORDS || segment.word_table().is_empty() {
            return;
        }
        if segment.has_phrase(Category::Contributors, &[Anchor::Whole, Anchor::Start]) {
            return;
        }
        // The number of the first word of the credit is also the number of words before it.
        let Some(words_before) = find_credit(segment) else { return };
        if segment.word_table().len() - words_before > MAX_CREDIT_WORDS {
            return;
        }
        if words_before <= 1 {
            if !segment.is_in_record() {
                ballot.vote(Category::Credit, score::SURE_CREDIT, "only a credit");
            }
        } else if starts_line(segment, words_before) || is_glued_to_paragraph(segment, words_before) {
            let text_before = text_before_credit(segment, words_before);
            let credit = segment.span().start + text_before.len()..segment.span().end;
            ballot.cut(credit, Category::Credit, score::LIKELY, "ends a paragraph");
        } else if !segment.bullet() && !segment.quoted() {
            ballot.vote(Category::Caption, score::CLEAR, "ends in a credit");
        }
    }
}

/// Whether the credit starts a line of a wrapped paragraph. The lines before it may be the article's.
fn starts_line(segment: Segment<'_>, words_before: usize) -> bool {
    let start = segment.word_table()[words_before].source as usize;
    let before = &segment.text()[..start];
    before[before.trim_end_matches(OPENINGS).trim_end().len()..].contains('\n')
}

/// Whether the text before the credit is a paragraph of the article and no caption.
fn is_glued_to_paragraph(segment: Segment<'_>, words_before: usize) -> bool {
    words_before > MAX_CAPTION_WORDS_BEFORE_CREDIT
        && text_before_credit(segment, words_before).ends_with(['.', '!', '?', '"', '”'])
        && (segment.features().sentences > MAX_CAPTION_SENTENCES || segment.text().contains('©'))
}

/// The text of the segment before the credit that starts at the word with this number.
fn text_before_credit(segment: Segment<'_>, first_word: usize) -> &str {
    let start = segment.word_table()[first_word].source as usize;
    segment.text()[..start].trim_end_matches(OPENINGS)
}

/// The number of the word at which a credit that ends the segment starts. The forms of credits are tried from the one
/// with the plainest marks to the one with the weakest.
fn find_credit(segment: Segment<'_>) -> Option<usize> {
    let folded = segment.context().page.folded_text(segment.index());
    let folded_start = segment.folded_start();
    let line = Line { segment, words: segment.word_table(), folded, folded_start, trimmed: trim_end(folded) };
    let first_word = line
        .bracketed_credit()
        .or_else(|| line.copyright_credit())
        .or_else(|| line.labelled_credit())
        .or_else(|| line.listed_agencies())
        .or_else(|| line.agency_and_photographer())?;
    (first_word < line.words.len()).then_some(first_word)
}

/// A segment in which a credit is searched.
#[derive(Clone, Copy)]
struct Line<'p> {
    segment: Segment<'p>,
    words: &'p [Word],
    folded: &'p [u8],
    /// Where the folded text starts in that of the page.
    folded_start: usize,
    /// The folded text without closing punctuation; a closing bracket is still there.
    trimmed: &'p [u8],
}

/// A folded text without closing punctuation.
fn trim_end(mut folded: &[u8]) -> &[u8] {
    while let Some(rest) = match folded {
        [rest @ .., b' ' | b'.' | b'"' | b'-' | b';'] => Some(rest),
        _ => folded.strip_suffix("·".as_bytes()),
    } {
        folded = rest;
    }
    folded
}

/// Each form of credit. The functions return the number of the first word of the credit.
impl Line<'_> {
    /// A credit in brackets at the end of the line: "(AP Photo/Ann Lee, File)", "... of the moon (NASA)". It must
    /// contain an agency or a credit word. The opening bracket may be missing, because folding drops it before the
    /// first word.
    fn bracketed_credit(&self) -> Option<usize> {
        if !self.trimmed.ends_with(b")") {
            return None;
        }
        let open = memrchr(b'(', self.trimmed).unwrap_or(0);
        let first = self.word_at(open);
        let inside = first..self.words.len();
        if inside.is_empty() || inside.len() > MAX_CREDIT_WORDS {
            return None;
        }
        let opens_with_credit_word = self.is_in(first, Words::Credit.bit())
            && self.segment.folded_words().nth(first).is_some_and(|w| w.len() > MAX_SMALL_CREDIT_WORD_BYTES);
        let has_mark = opens_with_credit_word || has_credit_mark(&self.trimmed[open..]);
        let has_credit_word = inside.clone().any(|word| self.is_in(word, credit_or_agency()));
        let is_credit = has_credit_word
            && !self.has_mostly_common_words(inside.clone())
            && (has_mark || inside.clone().all(|word| self.is_in(word, Words::Agency.bit())));
        is_credit.then_some(first)
    }

    /// A credit behind a "©" at the end of the line: "© Ann Lee/Reuters", "... of the moon. © NASA". The result may be
    /// the number of words, if the "©" ends the line.
    fn copyright_credit(&self) -> Option<usize> {
        let has_sign = self.segment.features().marks.has_any(Marks::COPYRIGHT);
        if !has_sign || self.segment.text().contains(BROKEN_LETTER) {
            return None;
        }
        let trimmed = &self.segment.folded()[..self.trimmed.len()];
        let at = trimmed.rfind('©')?;
        // "Ã©" is an "é" that was decoded wrongly, as in "rÃ©paration".
        if trimmed[..at].ends_with(char::is_alphabetic) {
            return None;
        }
        let first = self.word_at(at);
        let words_behind = self.words.len().saturating_sub(first);
        (words_behind <= MAX_COPYRIGHT_CREDIT_WORDS && !trimmed[at..].contains(". ")).then_some(first)
    }

    /// A credit behind a credit word with a colon, or behind two credit words: "... of the moon. Credit: Tyvak", "Photo
    /// by Bo Dahl". The last one in the line counts.
    fn labelled_credit(&self) -> Option<usize> {
        // Whether a credit may start at the word is asked first, because looking a word up in the lists costs more.
        (self.words.len().saturating_sub(MAX_CREDIT_WORDS)..self.words.len())
            .rev()
            .filter(|word| self.may_start_credit(*word) && self.is_in(*word, Words::Credit.bit()))
            .find(|first| {
                let next = first + 1;
                let has_next = next < self.words.len();
                has_next
                    && (self.has_colon(*first)
                        || self.is_in(next, Words::Credit.bit())
                            && (self.are_names_from(next + 1) || self.has_colon(next)))
            })
    }

    /// Agencies separated by slashes or bars at the end of the line, with the sentence that they end: "Ann Lee/Getty
    /// Images", "Ann Lee | Bloomberg | Getty Images". Also a short line of agencies alone: "Getty Images".
    fn listed_agencies(&self) -> Option<usize> {
        let listed = (0..self.words.len()).rev().take_while(|word| self.is_in(*word, credit_or_agency())).count();
        let first = self.words.len() - listed;
        if !(first..self.words.len()).any(|word| self.is_in(word, Words::Agency.bit())) {
            return None;
        }
        if matches!(self.byte_before(first), Some(b'/' | b'|')) {
            let sentence = (0..first).rev().find(|word| self.words[*word].is(Word::SENTENCE)).unwrap_or(0);
            let is_short = self.words.len() - sentence <= MAX_CREDIT_WORDS;
            return Some(if is_short { sentence } else { first });
        }
        let is_bare = first == 0 && self.segment.words() <= MAX_BARE_AGENCIES_WORDS && !self.folded.ends_with(b".");
        is_bare.then_some(0)
    }

    /// An agency, a slash and a name as the last sentence: "... of the moon. IMAGO/Ann Lee", "AP Photo/Ann Lee, File".
    fn agency_and_photographer(&self) -> Option<usize> {
        let last_slash = memrchr(b'/', self.folded)?;
        let earliest = self.words.len().saturating_sub(MAX_CREDIT_WORDS);
        let first = (earliest..self.words.len()).rev().find(|word| self.words[*word].is(Word::SENTENCE))?;
        let listed = (first..self.words.len()).take_while(|word| self.is_in(*word, credit_or_agency())).count();
        let is_credit = self.is_in(first, Words::Agency.bit())
            && self.words.len() - self.word_at(last_slash) <= MAX_PHOTOGRAPHER_WORDS
            && first + listed < self.words.len()
            && self.is_joined_by_slash(first + listed)
            && self.are_names_from(first);
        is_credit.then_some(first)
    }
}

/// Questions about the words of a line, given by their number.
impl Line<'_> {
    /// The byte of the folded text at which a word starts.
    fn start_of(&self, word: usize) -> usize {
        self.words[word].at as usize - self.folded_start
    }

    /// The number of the first word at or behind a byte of the folded text.
    fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|w| (w.at as usize) < self.folded_start + offset)
    }

    /// Whether a colon stands behind a word, before the next one. In scripts without capitals, which no program is written
    /// in, an equals sign does the same.
    fn has_colon(&self, word: usize) -> bool {
        let start = self.start_of(word);
        let end = if word + 1 < self.words.len() { self.start_of(word + 1) } else { self.folded.len() };
        match last_byte(&self.folded[start..end]) {
            Some(b':') => true,
            Some(b'=') => !self.folded[start].is_ascii(),
            _ => false,
        }
    }

    /// The last byte before a word that is not a space.
    fn byte_before(&self, word: usize) -> Option<u8> {
        last_byte(&self.folded[..self.start_of(word)])
    }

    /// Whether the line may contain a mark. What is asked of most lines is asked behind this.
    fn may_have(&self, mark: &[u8; 1]) -> bool {
        self.segment.features().marks.has_any(Marks::of(mark))
    }

    /// The text before a word. Folding drops square brackets, which links have.
    fn text_before(&self, word: usize) -> &str {
        &self.segment.text()[..self.words[word].source as usize]
    }

    /// Whether one of the word lists, given as bits, contains a word.
    fn is_in(&self, word: usize, lists: ListMask) -> bool {
        self.segment.lists_of_word(word) & lists != 0
    }

    /// Whether a slash without spaces joins a word to the one before it. "Action / Adventure" is no credit.
    fn is_joined_by_slash(&self, word: usize) -> bool {
        matches!(self.folded[..self.start_of(word)], [.., before, b'/'] if before != b' ')
    }

    /// Whether a slash stands behind a word, as between an agency and a photographer.
    fn has_slash_behind(&self, word: usize) -> bool {
        memchr(b'/', &self.folded[self.start_of(word)..]).is_some()
    }

    /// Whether a labelled credit may start at a word: it starts the line or a sentence, or it stands behind a mark. Or
    /// it was a line of its own on the page, "... more Photo: Bo Dahl, AP": then it has a capital and a colon, and
    /// names follow that end in an agency or have a slash between them.
    fn may_start_credit(&self, word: usize) -> bool {
        word == 0
            || self.words[word].is(Word::SENTENCE)
            || matches!(self.byte_before(word), Some(b'|' | b'/' | b'-' | b'(' | b':' | b'.'))
            || self.may_have(b"[") && self.text_before(word).ends_with('[')
            || self.words[word].is(Word::CAPITAL)
                && self.has_colon(word)
                && (self.is_in(self.words.len() - 1, Words::Agency.bit()) || self.has_slash_behind(word))
                && self.are_names_from(word + 1)
    }

    /// Whether at least half of the words from this one on are capitalised, as in names with small words between them.
    fn are_names_from(&self, first: usize) -> bool {
        let rest = self.words.get(first..).unwrap_or(&[]);
        let capitals = rest.iter().filter(|w| w.is(Word::CAPITAL)).count();
        !rest.is_empty() && capitals * 2 >= rest.len()
    }

    /// Whether most of the words are in lower case and neither a credit word nor an agency ("photo, video, florist").
    fn has_mostly_common_words(&self, words: Range<usize>) -> bool {
        let is_common = |word: &usize| {
            let source = &self.segment.text()[self.words[*word].source as usize..];
            source.starts_with(char::is_lowercase) && !self.is_in(*word, credit_or_agency())
        };
        words.clone().filter(is_common).count() * 2 > words.len()
    }
}

/// The last byte that is not a space. Folded texts have no other white space, and no two spaces in a row.
fn last_byte(folded: &[u8]) -> Option<u8> {
    match folded {
        [.., last, b' '] | [.., last] => Some(*last),
        [] => None,
    }
}

/// Whether a folded text has a mark that stands in credits.
fn has_credit_mark(folded: &[u8]) -> bool {
    memchr3(b'/', b'|', b':', folded).is_some() || memmem::find(folded, "©".as_bytes()).is_some()
}

fn credit_or_agency() -> ListMask {
    mask(&[Words::Credit, Words::Agency])
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, MIDDLE};

    #[test]
    fn credits_and_their_captions_are_removed_and_prose_with_agencies_is_kept() {
        check(
            "credit",
            &[
                ("(Ann Lee/Getty Images)", MIDDLE, Removed, "a slash and an agency in brackets"),
                ("The quay in the morning sun (AFP)", MIDDLE, Removed, "only an agency in brackets"),
                ("The way to the quay (via Elm Street)", MIDDLE, Kept, "a small credit word alone"),
                ("The offices (joiner, photographer, painter)", MIDDLE, Kept, "mostly common words"),
                ("© Ann Lee", MIDDLE, Removed, "a © and a name"),
                ("© Ann Lee for the Gazette of Elmsworth and Ferndale", MIDDLE, Kept, "nine words behind the ©"),
                ("Photo by Bo Dahl", MIDDLE, Removed, "two credit words and a name"),
                ("The quay in the morning. Photo by Bo Dahl", MIDDLE, Removed, "a caption with a last sentence"),
                ("The quay in the morning. Photo by the quay", MIDDLE, Kept, "no names follow the credit words"),
                ("The quay in the morning. Credit: Bo Dahl", MIDDLE, Removed, "a credit word with a colon"),
                (
                    "The quay at noon read more Photo: Bo Dahl, AP",
                    MIDDLE,
                    Removed,
                    "a label that was a line of its own",
                ),
                ("Bo Dahl | Bloomberg | Getty Images", MIDDLE, Removed, "agencies separated by bars"),
                (
                    "The quay at noon. IMAGO/Bo Dahl",
                    MIDDLE,
                    Removed,
                    "an agency, a slash and a name as the last sentence",
                ),
                ("The quay at noon. AP Photo/Bo Dahl, File", MIDDLE, Removed, "a credit word behind the agency"),
                ("Nobody voted. Reuters/Ipsos Poll Shows Most Were Asleep", MIDDLE, Kept, "more words than a name has"),
                ("The mayor of the town reads AP/Bo Dahl", MIDDLE, Kept, "the agency starts no sentence"),
                ("The quay at noon Photo: Elmpress/Bo Dahl", MIDDLE, Removed, "a slash between names behind a label"),
                ("Reuters / Adventure Films", MIDDLE, Kept, "spaces around the slash"),
                ("부두의 아침 [사진 출처 = 엘름뉴스]", MIDDLE, Removed, "square brackets and an equals sign"),
                ("photo = Bo.Dahl", MIDDLE, Kept, "a line of a program"),
                ("The quay at noon [sic]", MIDDLE, Kept, "no credit word in the brackets"),
                ("Getty Images", MIDDLE, Removed, "a short line of agencies"),
                ("The mayor told Reuters", MIDDLE, Kept, "an agency without the mark of a credit"),
                ("He came from the Getty Museum", MIDDLE, Kept, "the name goes on behind the agency"),
                ("* Pictures of the quay (Bo Dahl/AFP)", MIDDLE, Kept, "an entry of a list is no caption"),
            ],
        );
    }
}
