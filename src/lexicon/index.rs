//! An index from keys of eight bytes to numbers: a Bloom-style filter is asked before a table says where.
//!
//! Made for keys that mostly are not there: a probe costs the same for a hundred phrases as for tens of thousands.

use crate::page::bytes::{eight, first};

/// Keys and the numbers filed under each, in the order in which they were given.
#[derive(Debug)]
pub(super) struct Index {
    filter: Vec<u64>,
    /// 1 + the first item whose key belongs here or right before; 0 where none is.
    slots: Vec<u32>,
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    key: u64,
    value: u32,
    /// 1 + the next item with this key.
    next: u32,
}

/// So many bits for each entry: one key in sixteen that is not there seems to be. Small enough to stay in a cache.
const BITS: usize = 16;

fn hash(key: u64) -> u64 {
    (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Index {
    pub fn with_room_for(count: usize) -> Index {
        let slots = vec![0; (count * 3 / 2 + 2).next_power_of_two()];
        let bits = (count * BITS).next_power_of_two().max(64);
        Index { filter: vec![0; bits / 64], slots, items: Vec::with_capacity(count) }
    }

    /// Files a value under a key, before those that are there. (So files them from the last to the first who wants them
    /// in order.)
    pub fn insert(&mut self, key: u64, value: u32) {
        if (self.items.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow(); // a slot stays free, at which looks for what is not there end
        }
        let hash = hash(key);
        let bit = self.bit(hash);
        self.filter[bit / 64] |= 1 << (bit % 64);
        let slot = self.slot(key, hash);
        self.items.push(Item { key, value, next: self.slots[slot] });
        self.slots[slot] = self.items.len() as u32;
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for n in 0..self.items.len() {
            // The last item of a key heads its chain.
            let slot = self.slot(self.items[n].key, hash(self.items[n].key));
            self.slots[slot] = n as u32 + 1;
        }
    }

    #[inline(always)]
    fn bit(&self, hash: u64) -> usize {
        (hash >> 40) as usize & (self.filter.len() * 64 - 1)
    }

    /// Where the key is, or would be.
    fn slot(&self, key: u64, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (hash >> 24) as usize & mask;
        while self.slots[slot] != 0 && self.items[self.slots[slot] as usize - 1].key != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The numbers filed under the key.
    #[inline(always)]
    pub fn get(&self, key: u64) -> Values<'_> {
        let hash = hash(key);
        let bit = self.bit(hash);
        let may_contain = self.filter[bit / 64] >> (bit % 64) & 1 != 0;
        Values { items: &self.items, next: if may_contain { self.first(key, hash) } else { 0 } }
    }

    #[inline(never)]
    fn first(&self, key: u64, hash: u64) -> u32 {
        self.slots[self.slot(key, hash)]
    }
}

pub(super) struct Values<'i> {
    items: &'i [Item],
    next: u32,
}

impl Iterator for Values<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let item = &self.items[(self.next as usize).checked_sub(1)?];
        self.next = item.next;
        Some(item.value)
    }
}

/// Phrases by their first bytes, or their last: eight of them, or the most of [`HEADS`] that there are.
#[derive(Debug)]
pub(super) struct Heads {
    index: Index,
    /// The lengths that occur.
    lengths: Vec<usize>,
}

/// Lengths by which phrases are known, the longest first.
const HEADS: [usize; 4] = [8, 4, 3, 2];

fn head_len(text: &[u8]) -> usize {
    HEADS.into_iter().find(|len| *len <= text.len()).unwrap_or(text.len())
}

/// The key of the first `len` of eight bytes. A shorter one ends in its length as a byte that no text has: behind a
/// page's end, where zeros follow, keys of all lengths would else be one, and a phrase found by each.
#[inline(always)]
fn head_key(eight: u64, len: usize) -> u64 {
    let mark = if len < 8 { (0xf8 | len as u64) << 56 } else { 0 };
    eight & first(len) | mark
}

impl Heads {
    pub fn with_room_for(count: usize) -> Heads {
        Heads { index: Index::with_room_for(count), lengths: Vec::new() }
    }

    /// Files a phrase by [`Heads::first`] or [`Heads::last`].
    pub fn insert(&mut self, (key, len): (u64, usize), id: u32) {
        if !self.lengths.contains(&len) {
            self.lengths.push(len);
            self.lengths.sort_unstable_by_key(|len| std::cmp::Reverse(*len));
        }
        self.index.insert(key, id);
    }

    /// A phrase's key by its first bytes, and how many they are.
    pub fn first(text: &str) -> (u64, usize) {
        let len = head_len(text.as_bytes());
        (head_key(eight(text.as_bytes()), len), len)
    }

    /// A phrase's key by its last bytes, and how many they are.
    pub fn last(text: &str) -> (u64, usize) {
        let len = head_len(text.as_bytes());
        (head_key(eight(&text.as_bytes()[text.len() - len..]), len), len)
    }

    /// Phrases that may start with these eight bytes.
    #[inline(always)]
    pub fn starting(&self, head: u64, mut found: impl FnMut(u32)) {
        for len in &self.lengths {
            for id in self.index.get(head_key(head, *len)) {
                found(id);
            }
        }
    }

    /// Phrases that may end the text.
    pub fn ending(&self, text: &[u8], mut found: impl FnMut(u32)) {
        for len in self.lengths.iter().filter(|len| **len <= text.len()) {
            self.index.get(head_key(eight(&text[text.len() - len..]), *len)).for_each(&mut found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    /// Found by the fuzzer: two labels where none were expected filled the table, and a look never ended.
    #[test]
    fn a_slot_stays_free() {
        for expected in 0..8 {
            let mut index = Index::with_room_for(expected);
            for key in 0..100 {
                index.insert(key, key as u32);
                assert!(index.slots.contains(&0), "{} items, {expected} expected", key + 1);
            }
            assert_eq!(index.get(99).collect::<Vec<_>>(), [99]);
            assert_eq!(index.get(100).count(), 0);
        }
    }
}
