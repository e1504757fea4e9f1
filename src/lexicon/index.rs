//! An index from keys of eight bytes to numbers: a bitmap that says "perhaps" before a table says where.
//!
//! Made for keys that mostly are not there: a probe costs the same for a hundred phrases as for tens of thousands.

use crate::page::bytes::{eight, first};

/// Keys and the numbers filed under each, in the order in which they were given.
#[derive(Debug)]
pub(super) struct Index {
    perhaps: Box<[u64; BITS / 64]>,
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

/// Small enough to stay in the first cache.
const BITS: usize = 1 << 16;

fn hash(key: u64) -> u64 {
    (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Index {
    pub fn new(entries: &[(u64, u32)]) -> Index {
        let size = (entries.len() * 2 + 2).next_power_of_two();
        let mut index =
            Index { perhaps: Box::new([0; BITS / 64]), slots: vec![0; size], items: Vec::with_capacity(entries.len()) };
        // From the last to the first, so that each key's chain runs in order.
        for (key, value) in entries.iter().rev() {
            let hash = hash(*key);
            index.perhaps[(hash >> 48) as usize / 64] |= 1 << (hash >> 48 & 63);
            let slot = index.slot(*key, hash);
            index.items.push(Item { key: *key, value: *value, next: index.slots[slot] });
            index.slots[slot] = index.items.len() as u32;
        }
        index
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
        let perhaps = self.perhaps[(hash >> 48) as usize / 64] >> (hash >> 48 & 63) & 1 != 0;
        Values { items: &self.items, next: if perhaps { self.first(key, hash) } else { 0 } }
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
    pub fn new(keys: &[(u64, usize, u32)]) -> Heads {
        let occurs = |len: &usize| keys.iter().any(|(_, l, _)| l == len);
        let lengths = HEADS.into_iter().filter(occurs).collect();
        let keys: Vec<(u64, u32)> = keys.iter().map(|(key, _, id)| (*key, *id)).collect();
        Heads { index: Index::new(&keys), lengths }
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
