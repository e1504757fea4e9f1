//! Handles: lines that contain nothing but an address of a person.
//!
//! **Removes** a line that is one e-mail address or one @handle, since such a line gives the author's address; and a
//! short line with an address and a writing profession ("나경록 기자 gnrok@gazette.example").
//!
//! **Keeps** addresses in sentences, an address behind a line that ends in a colon (the line announces it), the headers
//! of a mail (`keep/en-mail-with-headers`), and lines without an `@`, such as most web addresses (references are
//! content).

use memchr::memchr;

use super::asks::Asks;
use super::{Ballot, Rule};
use crate::category::Category;
use crate::lexicon::Words;
use crate::page::{Ending, Marks};
use crate::view::Segment;
use crate::vote::score;

/// The most bytes of a line that counts as a handle. Chosen by hand: a smaller value would miss long e-mail addresses,
/// a larger one would take web addresses with an `@` in them, and sentences in scripts without spaces, for handles.
const MAX_HANDLE_BYTES: usize = 60;

/// The most words of a line that gives a name, a profession and an address. Chosen by hand: two names with a
/// profession, and the three or four words of an address, have about as many; a longer line may say what the address
/// is for.
const MAX_PROFESSION_AND_ADDRESS_WORDS: usize = 9;

/// A handle has an `@`.
pub(super) const BARE_HANDLE_ASKS: Asks = Asks::marks(Marks::of(b"@"));

pub(super) struct BareHandle;

impl Rule for BareHandle {
    fn name(&self) -> &str {
        "bare_handle"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let text = segment.text();
        if memchr(b'@', text.as_bytes()).is_none() || segment.previous().is_some_and(|p| p.ending() == Ending::Colon) {
            return;
        }
        if text.len() <= MAX_HANDLE_BYTES && !text.contains(char::is_whitespace) {
            ballot.vote(Category::AuthorBio, score::LIKELY, "only an e-mail address or a handle");
        } else if is_profession_with_address(segment) {
            ballot.vote(Category::Byline, score::LIKELY, "a writing profession and an e-mail address");
        }
    }
}

/// Whether the segment is short, has a word such as "reporter", and ends in an e-mail address. An address in angle
/// brackets belongs to the header of a mail.
fn is_profession_with_address(segment: Segment<'_>) -> bool {
    let is_address = |word: &str| {
        word.split_once('@').is_some_and(|(name, domain)| {
            name.starts_with(|c: char| c.is_alphanumeric() || c == '(') && domain.contains('.')
        })
    };
    segment.words() <= MAX_PROFESSION_AND_ADDRESS_WORDS
        && segment.ending() == Ending::Open
        && segment.text().split_whitespace().next_back().is_some_and(is_address)
        && segment.word_lists().any(|lists| lists & Words::Profession.bit() != 0)
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check, Kept, Removed, END, MIDDLE, TOP};

    /// The line stands behind a sentence that announces an address.
    const ANNOUNCED: &str = "The harbour of Elmsworth stays open all winter
The forty boats of the old stone quay may land their catch until spring, says the council of the town.
Skippers who need a berth for the winter should write to the harbour master at the following address:
{}
The board will publish the ice breaker's timetable on Friday, and light the lighthouse every evening.
";

    #[test]
    fn lines_that_are_one_address_are_removed() {
        check(
            "bare_handle",
            &[
                ("ann.lee@gazette.example", END, Removed, "an e-mail address"),
                ("@annlee", TOP, Removed, "a handle"),
                ("@annlee", MIDDLE, Removed, "the position does not matter"),
                ("ann@e", MIDDLE, Removed, "there is no lower limit"),
                ("a.very.long.name.of.the.harbour.desk@the-elmsworth-gazette.org", END, Kept, "62 bytes"),
                ("the.long.name.of.the.harbour.desk@the-elmsworth-gazette.org", END, Removed, "59 bytes"),
                ("나경록 기자 gnrok@gazette.example", END, Removed, "a name, a profession and an address"),
                ("Ann Lee, reporter, ann.lee@gazette.example", MIDDLE, Removed, "the position does not matter"),
                ("Ann Lee, the harbour master, ann.lee@gazette.example", END, Kept, "no writing profession"),
                ("Ann Lee, reporter, @annlee", END, Kept, "a handle is no e-mail address"),
                ("To: Ann Lee, reporter <ann.lee@gazette.example>", TOP, Kept, "the header of a mail"),
                ("The reporter of the day reads letters sent to ann.lee@gazette.example", END, Kept, "13 words"),
                ("Write to ann.lee@gazette.example before Friday.", END, Kept, "the address is in a sentence"),
                ("harbour@elmsworth.example", ANNOUNCED, Kept, "the line before it ends in a colon"),
                ("https://elmsworth.example/timetable", MIDDLE, Kept, "a web address without an @"),
            ],
        );
    }
}
