//! A sample of the pages of one site.

use std::borrow::Cow;

use super::words;
use crate::normalize::Normalized;

/// The most pages of a site that are held. Chosen by hand: what a site prints on every tenth page is on six of them;
/// more pages take more memory and find little more. A set of pages is one machine word.
pub(super) const MAX_PAGES: usize = 64;
/// The most bytes of a page that are held: the first half and the last half of this. Menus and footers stand there;
/// only the middle of a long article is left out.
const MAX_PAGE_BYTES: usize = 32 << 10;

/// The pages that come first in the order of their hashes. Because the order does not depend on when a page is
/// observed, samples can be merged in any order, and a page that is observed twice is held once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sample {
    /// Sorted by hash.
    pages: Vec<(u64, Box<str>)>,
}

impl Sample {
    /// Adds a page if it is among the first ones.
    pub fn observe(&mut self, text: &str) {
        let (hash, words) = words::key(text);
        if words > 0 && self.admits(hash) {
            let normal = Normalized::of(text);
            let text = normal.as_ref().map_or(text, |normal| &normal.text);
            self.insert(hash, shorten(text).into());
        }
    }

    /// Adds the pages of another sample.
    pub fn merge(&mut self, other: Sample) {
        for (hash, text) in other.pages {
            if self.admits(hash) {
                self.insert(hash, text);
            }
        }
    }

    fn admits(&self, hash: u64) -> bool {
        self.pages.len() < MAX_PAGES || self.pages.last().is_some_and(|(last, _)| hash <= *last)
    }

    /// Two pages of the same words are one page. Of their texts the smaller one is held, so that the order in which
    /// they came does not matter.
    fn insert(&mut self, hash: u64, text: Box<str>) {
        match self.pages.binary_search_by_key(&hash, |(hash, _)| *hash) {
            Ok(at) if text < self.pages[at].1 => self.pages[at].1 = text,
            Ok(_) => {}
            Err(at) => self.pages.insert(at, (hash, text)),
        }
        self.pages.truncate(MAX_PAGES);
    }

    /// The pages with their hashes, as a file of them has it.
    #[cfg(feature = "serde")]
    pub fn pages(&self) -> &[(u64, Box<str>)] {
        &self.pages
    }

    /// A sample of these pages.
    #[cfg(feature = "serde")]
    pub fn from_pages(pages: Vec<(u64, Box<str>)>) -> Sample {
        let mut sample = Sample::default();
        sample.merge(Sample { pages });
        sample
    }

    /// The texts of the pages, in their order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.pages.iter().map(|(_, text)| &**text)
    }

    /// The number of pages.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// The bytes of all texts together.
    pub fn bytes(&self) -> usize {
        self.texts().map(str::len).sum()
    }
}

/// Cuts out the middle of a long page, at white space if there is some nearby.
fn shorten(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_PAGE_BYTES {
        return Cow::Borrowed(text);
    }
    let half = MAX_PAGE_BYTES / 2 - 1;
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (head, tail) = (&text[..boundary(half)], &text[boundary(text.len() - half)..]);
    let head = head.rsplit_once(char::is_whitespace).map_or(head, |(head, _)| head);
    let tail = tail.split_once(char::is_whitespace).map_or(tail, |(_, tail)| tail);
    Cow::Owned(format!("{head}\n{tail}"))
}
