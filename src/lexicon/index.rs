//! A hash table from keys of eight bytes to phrase numbers, with a Bloom-style filter in front of it.
//!
//! It is made for look-ups of keys that are mostly absent. The filter rejects most of them without touching the table,
//! so a look-up costs about the same for a hundred phrases as for tens of thousands.

use crate::instrument::count_bytes;
use crate::page::bytes::{eight, first};

/// Keys, each with a list of values.
#[derive(Debug)]
pub(super) struct Index {
    /// One bit for each hash; its size is a power of two. A clear bit proves that the key is absent.
    filter: Vec<u64>,
    /// An open-addressing table with linear probing: 1 + the index in `items` of the newest item with a key, or 0 if
    /// the slot is free. Its size is a power of two.
    slots: Vec<u32>,
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    key: u64,
    /// The bytes of the phrase behind those of the key, up to eight, filled up with zeros. Zeros may continue any way.
    rest: u64,
    value: u32,
    /// 1 + the index of the next older item with the same key, or 0.
    next: u32,
}

/// Bits of the filter per item, which makes about one in sixteen look-ups of an absent key a false positive. More bits
/// would make fewer false positives, but the filter should stay in the processor's cache.
const FILTER_BITS_PER_ITEM: usize = 16;

fn hash(key: u64) -> u64 {
    (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Index {
    pub fn with_room_for(count: usize) -> Index {
        let slots = vec![0; (count * 3 / 2 + 2).next_power_of_two()];
        let bits = (count * FILTER_BITS_PER_ITEM).next_power_of_two().max(64);
        Index { filter: vec![0; bits / 64], slots, items: Vec::with_capacity(count) }
    }

    /// Adds a value to a key, in front of the key's earlier values. A caller that wants [`Index::get`] to return values
    /// in a certain order inserts them in reverse.
    pub fn insert(&mut self, key: u64, value: u32) {
        self.insert_with_rest(key, 0, value);
    }

    fn insert_with_rest(&mut self, key: u64, rest: u64, value: u32) {
        if (self.items.len() + 1) * 4 > self.slots.len() * 3 {
            // The load factor stays at or below 3/4, so probing for an absent key always reaches a free slot.
            self.grow();
        }
        let hash = hash(key);
        let bit = self.bit(hash);
        self.filter[bit / 64] |= 1 << (bit % 64);
        let slot = self.slot(key, hash);
        self.items.push(Item { key, rest, value, next: self.slots[slot] });
        self.slots[slot] = self.items.len() as u32;
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for n in 0..self.items.len() {
            // A later item with the same key replaces an earlier one: the newest item is the head of the key's chain.
            let slot = self.slot(self.items[n].key, hash(self.items[n].key));
            self.slots[slot] = n as u32 + 1;
        }
    }

    #[inline(always)]
    fn bit(&self, hash: u64) -> usize {
        (hash >> 40) as usize & (self.filter.len() * 64 - 1)
    }

    /// The slot that holds the key, or the free slot where it would be inserted.
    fn slot(&self, key: u64, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (hash >> 24) as usize & mask;
        while self.slots[slot] != 0 && self.items[self.slots[slot] as usize - 1].key != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The values of the key, the newest first.
    #[inline(always)]
    pub fn get(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        self.items(key).map(|item| item.value)
    }

    #[inline(always)]
    fn items(&self, key: u64) -> Items<'_> {
        Items { items: &self.items, next: if self.may_contain(key) { self.first(key, hash(key)) } else { 0 } }
    }

    /// Whether the key may be there, according to the filter.
    #[inline(always)]
    fn may_contain(&self, key: u64) -> bool {
        let bit = self.bit(hash(key));
        self.filter[bit / 64] >> (bit % 64) & 1 != 0
    }

    #[inline(never)]
    fn first(&self, key: u64, hash: u64) -> u32 {
        self.slots[self.slot(key, hash)]
    }
}

struct Items<'i> {
    items: &'i [Item],
    next: u32,
}

impl<'i> Iterator for Items<'i> {
    type Item = &'i Item;

    #[inline]
    fn next(&mut self) -> Option<&'i Item> {
        let item = &self.items[(self.next as usize).checked_sub(1)?];
        self.next = item.next;
        Some(item)
    }
}

/// An index of phrases by their first or last bytes: the first (or last) eight, or the greatest number in
/// [`KEY_LENGTHS`] that the phrase is long enough for.
#[derive(Debug)]
pub(super) struct Heads {
    index: Index,
    /// `None` if there are few keys.
    gate: Option<Box<Gate>>,
    /// The key lengths that occur, the longest first. A look-up tries each of them.
    lengths: Vec<usize>,
}

/// The lengths that a key can have, in bytes, the longest first.
const KEY_LENGTHS: [usize; 4] = [8, 4, 3, 2];

fn head_len(text: &[u8]) -> usize {
    KEY_LENGTHS.into_iter().find(|len| *len <= text.len()).unwrap_or(text.len())
}

/// The key of the first `len` of eight bytes. The last byte of a key shorter than eight bytes encodes its length, with
/// a value that does not occur in UTF-8. Without it, the keys of all lengths would be equal at the end of a page, where
/// zeros follow the text, and a phrase would be found once for each length.
#[inline(always)]
fn head_key(eight: u64, len: usize) -> u64 {
    let mark = if len < 8 { (0xf8 | len as u64) << 56 } else { 0 };
    eight & first(len) | mark
}

impl Heads {
    pub fn with_room_for(count: usize) -> Heads {
        let gate = (count >= MIN_GATED_KEYS).then(Box::default);
        Heads { index: Index::with_room_for(count), gate, lengths: Vec::new() }
    }

    /// Inserts a phrase by its first bytes.
    pub fn insert_start(&mut self, text: &str, id: u32) {
        let len = head_len(text.as_bytes());
        let rest = eight(&text.as_bytes()[len..]);
        // Only behind a key of eight bytes are there more bytes to compare.
        self.insert(head_key(eight(text.as_bytes()), len), len, if len == KEY_LENGTHS[0] { rest } else { 0 }, id);
    }

    /// Inserts a phrase by its last bytes.
    pub fn insert_end(&mut self, text: &str, id: u32) {
        let len = head_len(text.as_bytes());
        self.insert(head_key(eight(&text.as_bytes()[text.len() - len..]), len), len, 0, id);
    }

    fn insert(&mut self, key: u64, len: usize, rest: u64, id: u32) {
        if !self.lengths.contains(&len) {
            self.lengths.push(len);
            self.lengths.sort_unstable_by_key(|len| std::cmp::Reverse(*len));
        }
        if let Some(gate) = &mut self.gate {
            gate.add(key, len);
        }
        self.index.insert_with_rest(key, rest, id);
    }

    /// Calls `found` with each phrase that may start at a byte of the folded page. At least eight bytes follow it.
    ///
    /// Many phrases begin with the same eight bytes ("subscrib"), so eight more are compared before a phrase itself is.
    #[inline(always)]
    pub fn starting(&self, bytes: &[u8], at: usize, found: impl FnMut(u32)) {
        let head = eight(&bytes[at..at + 8]);
        let gate = self.gate.as_ref().map_or(Gate::SHORTER, |gate| gate.bits(head));
        if gate != 0 && (gate & Gate::SHORTER != 0 || self.index.may_contain(head)) {
            self.look_up(head, bytes, at, found);
        }
    }

    #[inline(never)]
    fn look_up(&self, head: u64, bytes: &[u8], at: usize, mut found: impl FnMut(u32)) {
        for len in &self.lengths {
            let mut compared = 0;
            for item in self.index.items(head_key(head, *len)) {
                compared += 1;
                if item.rest == 0 || continues(&bytes[at + 8..], item.rest) {
                    found(item.value);
                }
            }
            count_bytes(ITEM_BYTES * compared);
        }
    }

    /// Calls `found` with each phrase that may end the text.
    pub fn ending(&self, text: &[u8], mut found: impl FnMut(u32)) {
        for len in self.lengths.iter().filter(|len| **len <= text.len()) {
            self.index.get(head_key(eight(&text[text.len() - len..]), *len)).for_each(&mut found);
        }
    }
}

/// Tells by the first bytes at a place of a text which keys have to be looked up there: at most places of an article
/// none. It may ask for a key that no phrase has, but never leaves one out that a phrase has.
#[derive(Debug)]
struct Gate {
    /// For each hash of four bytes, which of the bits below apply to the keys that start with them.
    fours: [u8; GATE_FOURS],
    /// For each hash of two bytes, whether a key of less than four bytes starts with them.
    twos: [u8; GATE_TWOS],
}

/// With fewer keys than this there is no gate, because it takes more memory than they do: a rules file may have thousands
/// of sites with a few phrases each.
const MIN_GATED_KEYS: usize = 256;
/// The number of hashes of four bytes, a power of two. The shipped phrases that are looked up at words fill a fifth of
/// the table; one of twice the size would rule out hardly more words, and leave less of the processor's cache to others.
const GATE_FOURS: usize = 1 << 13;
/// The number of hashes of two bytes, a power of two.
const GATE_TWOS: usize = 1 << 10;

impl Default for Gate {
    fn default() -> Gate {
        Gate { fours: [0; GATE_FOURS], twos: [0; GATE_TWOS] }
    }
}

impl Gate {
    /// A key has eight bytes.
    const EIGHT: u8 = 1;
    /// A key has fewer than eight bytes.
    const SHORTER: u8 = 2;

    /// Adds a key that has `len` bytes.
    fn add(&mut self, key: u64, len: usize) {
        match len {
            8 => self.fours[Gate::four(key)] |= Gate::EIGHT,
            4 => self.fours[Gate::four(key)] |= Gate::SHORTER,
            2 | 3 => self.twos[Gate::two(key)] = Gate::SHORTER,
            // A key of one byte starts with two bytes of which the second may be any.
            _ => self.twos = [Gate::SHORTER; GATE_TWOS],
        }
    }

    /// The bits of the keys that have to be looked up where a text continues with these bytes.
    #[inline(always)]
    fn bits(&self, head: u64) -> u8 {
        self.fours[Gate::four(head)] | self.twos[Gate::two(head)]
    }

    #[inline(always)]
    fn four(head: u64) -> usize {
        ((head as u32).wrapping_mul(0x9e37_79b1) >> (u32::BITS - GATE_FOURS.trailing_zeros())) as usize
    }

    #[inline(always)]
    fn two(head: u64) -> usize {
        (u32::from(head as u16).wrapping_mul(0x9e37_79b1) >> (u32::BITS - GATE_TWOS.trailing_zeros())) as usize
    }
}

/// Comparing an item takes about as long as reading this many bytes one by one.
const ITEM_BYTES: usize = 2;

/// Whether a text starts with the bytes of `rest` up to its zeros, which are not in a phrase.
#[inline]
fn continues(text: &[u8], rest: u64) -> bool {
    let len = 8 - rest.leading_zeros() as usize / 8;
    (eight(text) ^ rest) & first(len) == 0
}

#[cfg(test)]
mod tests {
    use super::Index;

    /// Found by the fuzzer: two labels in a table made for none filled it, and the next look-up never ended.
    #[test]
    fn the_table_always_keeps_a_free_slot() {
        for expected in 0..8 {
            let mut index = Index::with_room_for(expected);
            for key in 0..100 {
                index.insert(key, key as u32);
                assert!(index.slots.contains(&0), "{} items in a table made for {expected}", key + 1);
            }
            assert_eq!(index.get(99).collect::<Vec<_>>(), [99]);
            assert_eq!(index.get(100).count(), 0);
        }
    }
}
