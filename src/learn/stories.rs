//! Finds pages that tell the same story: updates of a page, a story that was syndicated or fetched under two addresses.
//! What they share recurs only because the story does, so that they count as one page.

use super::recurrence::{PageSet, Unit};

/// Two pages tell the same story if they share at least half of what at most half of the site's pages have. What more
/// pages have is the site's, and says nothing about the story.
const MIN_SHARED_PERCENT: u32 = 50;
/// They also do if they share at least this percentage of their prose, however many pages have it: a site of which most
/// pages are one story has no other. Chosen by hand: a notice on each page is more than half of the prose beside a short
/// article, but rarely nine
/// tenths.
const MIN_SHARED_PROSE_PERCENT: u32 = 90;
/// Pages with fewer words to compare are different ones.
const MIN_COMPARED_WORDS: u32 = 20;

/// Which pages tell the same story.
pub(super) struct Stories {
    /// For each page, the first page that tells the same story.
    first: Vec<usize>,
    has_copies: bool,
}

/// For each page the number of its words, and for each two pages the number of those that they share.
struct Words {
    pages: usize,
    of_page: Vec<u32>,
    shared: Vec<u32>,
}

impl Words {
    fn count<'u>(pages: usize, units: impl Iterator<Item = &'u Unit>) -> Words {
        let mut words = Words { pages, of_page: vec![0; pages], shared: vec![0; pages * pages] };
        for unit in units {
            let mut rest = unit.pages;
            while rest != 0 {
                let i = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                words.of_page[i] += unit.words;
                let mut others = rest;
                while others != 0 {
                    let j = others.trailing_zeros() as usize;
                    others &= others - 1;
                    words.shared[i * pages + j] += unit.words;
                }
            }
        }
        words
    }

    /// Whether the pages `i` and `j`, of which `i` is the smaller number, share this percentage of the words that
    /// `choose` takes from those of both.
    fn are_shared(&self, i: usize, j: usize, choose: fn(u32, u32) -> u32, percent: u32) -> bool {
        let words = choose(self.of_page[i], self.of_page[j]);
        words >= MIN_COMPARED_WORDS && self.shared[i * self.pages + j] * 100 >= words * percent
    }
}

impl Stories {
    pub fn find<'u>(pages: usize, units: impl Iterator<Item = &'u Unit> + Clone) -> Stories {
        let rare = Words::count(pages, units.clone().filter(|unit| unit.pages.count_ones() as usize * 2 <= pages));
        let prose = Words::count(pages, units.filter(|unit| unit.is_prose));
        let mut stories = Stories { first: (0..pages).collect(), has_copies: false };
        for i in 0..pages {
            for j in i + 1..pages {
                if rare.are_shared(i, j, u32::min, MIN_SHARED_PERCENT)
                    || prose.are_shared(i, j, u32::max, MIN_SHARED_PROSE_PERCENT)
                {
                    stories.join(i, j);
                }
            }
        }
        stories
    }

    fn join(&mut self, i: usize, j: usize) {
        self.has_copies = true;
        let (one, other) = (self.first[i].min(self.first[j]), self.first[i].max(self.first[j]));
        self.first.iter_mut().filter(|first| **first == other).for_each(|first| *first = one);
    }

    /// The number of different stories on these pages.
    pub fn count(&self, pages: PageSet) -> u32 {
        if !self.has_copies {
            return pages.count_ones();
        }
        let on = self.first.iter().enumerate().filter(|(page, _)| pages >> page & 1 == 1);
        on.fold(0_u64, |set, (_, first)| set | 1 << first).count_ones()
    }

    /// The number of different stories on all pages.
    pub fn count_all(&self) -> u32 {
        self.first.iter().enumerate().filter(|(page, first)| page == *first).count() as u32
    }
}
