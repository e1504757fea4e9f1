//! Hash tables from keys to phrase numbers, each with a Bloom-style filter in front of it.
//!
//! They are made for look-ups of keys that are mostly absent. The filter rejects most of them without touching the
//! table, so a look-up costs about the same for a hundred phrases as for tens of thousands.

use super::numbers::{Numbers, Reader, Writer};
use crate::instrument::count_bytes;
use crate::page::bytes::{eight, first};

/// Items divided into buckets by the hash of their key. The items themselves are in arrays of the owner, in the order of
/// the buckets.
#[derive(Debug)]
pub(super) struct Buckets {
    /// One bit for each hash; the number of bits is a power of two. A clear bit proves that the key is absent.
    filter: Numbers,
    /// Where each bucket starts in the owner's arrays, and where the last one ends. The number of buckets is a power of
    /// two.
    starts: Numbers,
}

/// Bits of the filter per item, which makes about one in sixteen look-ups of an absent key a false positive. More bits
/// would make fewer false positives, but the filter should stay in the processor's cache.
const FILTER_BITS_PER_ITEM: usize = 16;

pub(super) fn hash(key: u64) -> u64 {
    (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Buckets {
    /// Divides the items with these hashes. Returns also the items in the order of the buckets, where items of one
    /// bucket stay in the given order.
    pub fn new(hashes: &[u64]) -> (Buckets, Vec<usize>) {
        let bits = (hashes.len() * FILTER_BITS_PER_ITEM).next_power_of_two().max(64);
        let mut filter = vec![0u64; bits / 64];
        let count = (hashes.len().next_power_of_two() / 2).max(1);
        let mut starts = vec![0; count + 1];
        for hash in hashes {
            let bit = filter_bit(*hash, bits);
            filter[bit / 64] |= 1 << (bit % 64);
            starts[bucket(*hash, count) + 1] += 1;
        }
        for n in 0..count {
            starts[n + 1] += starts[n];
        }
        let mut next = starts.clone();
        let mut items = vec![0; hashes.len()];
        for (item, hash) in hashes.iter().enumerate() {
            let place = &mut next[bucket(*hash, count)];
            items[*place as usize] = item;
            *place += 1;
        }
        let (filter, starts) = (Numbers::of_u64(filter.into_iter()), Numbers::of_u32(starts.into_iter()));
        (Buckets { filter, starts }, items)
    }

    /// Whether an item with this hash may be there, according to the filter.
    #[inline(always)]
    pub fn may_contain(&self, hash: u64) -> bool {
        has_bit(self.filter.bytes(), hash)
    }

    /// Where the items of the bucket of this hash are in the owner's arrays.
    pub fn items(&self, hash: u64) -> std::ops::Range<usize> {
        let bucket = bucket(hash, self.starts.byte_len() / 4 - 1);
        self.starts.u32(bucket) as usize..self.starts.u32(bucket + 1) as usize
    }

    pub fn write(&self, to: &mut Writer) {
        to.numbers(&self.filter);
        to.numbers(&self.starts);
    }

    pub fn read(from: &mut Reader) -> Buckets {
        Buckets { filter: from.numbers(), starts: from.numbers() }
    }
}

/// Whether a filter has the bit of a hash.
#[inline(always)]
fn has_bit(filter: &[u8], hash: u64) -> bool {
    let bit = filter_bit(hash, filter.len() * 8);
    filter[bit / 8] >> (bit % 8) & 1 != 0
}

/// The bit of a hash in a filter of `bits` bits.
#[inline(always)]
fn filter_bit(hash: u64, bits: usize) -> usize {
    (hash >> 40) as usize & (bits - 1)
}

fn bucket(hash: u64, count: usize) -> usize {
    (hash >> 24) as usize & (count - 1)
}

/// An index of whole texts by their key.
#[derive(Debug)]
pub(super) struct Index {
    buckets: Buckets,
    values: Numbers,
}

impl Index {
    /// An index of values by their keys.
    pub fn new(items: &[(u64, u32)]) -> Index {
        let hashes: Vec<u64> = items.iter().map(|(key, _)| hash(*key)).collect();
        let (buckets, order) = Buckets::new(&hashes);
        Index { buckets, values: Numbers::of_u32(order.into_iter().map(|n| items[n].1)) }
    }

    /// Calls `found` with each value that may have the key, those of equal keys in the order in which they were given.
    /// It may have another key, so the texts have to be compared.
    #[inline(always)]
    pub fn get(&self, key: u64, found: impl FnMut(u32)) {
        let hash = hash(key);
        if self.buckets.may_contain(hash) {
            self.look_up(hash, found);
        }
    }

    #[inline(never)]
    fn look_up(&self, hash: u64, mut found: impl FnMut(u32)) {
        self.buckets.items(hash).for_each(|n| found(self.values.u32(n)));
    }

    pub fn write(&self, to: &mut Writer) {
        self.buckets.write(to);
        to.numbers(&self.values);
    }

    pub fn read(from: &mut Reader) -> Index {
        Index { buckets: Buckets::read(from), values: from.numbers() }
    }
}

/// An index of phrases by their first or last bytes: the first (or last) eight, or the greatest number in
/// [`KEY_LENGTHS`] that the phrase is long enough for.
#[derive(Debug)]
pub(super) struct Heads {
    /// `None` if there are few keys.
    gate: Option<Box<Gate>>,
    /// The key lengths that occur, the longest first. A look-up tries each of them.
    lengths: Vec<u8>,
    buckets: Buckets,
    /// For each item a part of the hash of its key, which tells it from nearly all others of its bucket.
    tags: Numbers,
    /// For each item the bytes of the phrase behind those of the key, up to eight, filled up with zeros. Zeros may
    /// continue any way.
    rests: Numbers,
    values: Numbers,
}

/// Collects phrases for [`Heads`]. Phrases with the same key are found in the order in which they are inserted.
#[derive(Default)]
pub(super) struct HeadsBuilder(Vec<Item>);

struct Item {
    key: u64,
    len: usize,
    rest: u64,
    value: u32,
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

impl HeadsBuilder {
    /// Inserts a phrase by its first bytes.
    pub fn insert_start(&mut self, text: &[u8], id: u32) {
        let len = head_len(text);
        // Only behind a key of eight bytes are there more bytes to compare.
        let rest = if len == KEY_LENGTHS[0] { eight(&text[len..]) } else { 0 };
        self.0.push(Item { key: head_key(eight(text), len), len, rest, value: id });
    }

    /// Inserts a phrase by its last bytes.
    pub fn insert_end(&mut self, text: &[u8], id: u32) {
        let len = head_len(text);
        self.0.push(Item { key: head_key(eight(&text[text.len() - len..]), len), len, rest: 0, value: id });
    }

    pub fn build(&self) -> Heads {
        let items = &self.0;
        let mut gate = (items.len() >= MIN_GATED_KEYS).then(Box::<Gate>::default);
        let mut lengths = Vec::new();
        for item in items {
            if !lengths.contains(&(item.len as u8)) {
                lengths.push(item.len as u8);
            }
            if let Some(gate) = &mut gate {
                gate.add(item.key, item.len);
            }
        }
        lengths.sort_unstable_by_key(|len| std::cmp::Reverse(*len));
        let hashes: Vec<u64> = items.iter().map(|item| hash(item.key)).collect();
        let (buckets, order) = Buckets::new(&hashes);
        Heads {
            gate,
            lengths,
            buckets,
            tags: Numbers::of_u32(order.iter().map(|n| tag(hashes[*n]))),
            rests: Numbers::of_u64(order.iter().map(|n| items[*n].rest)),
            values: Numbers::of_u32(order.iter().map(|n| items[*n].value)),
        }
    }
}

/// A part of a hash that does not depend on the bucket.
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

impl Heads {
    /// Calls `found` with each phrase that may start at a byte of the folded page. At least eight bytes follow it.
    ///
    /// Many phrases begin with the same eight bytes ("subscrib"), so eight more are compared before a phrase itself is.
    #[inline(always)]
    pub fn starting(&self, bytes: &[u8], at: usize, found: impl FnMut(u32)) {
        let head = eight(&bytes[at..at + 8]);
        if self.probe().may_start_with(head) {
            self.look_up(head, bytes, at, found);
        }
    }

    /// What [`Heads::starting`] asks first, for a caller that asks at many places.
    #[inline(always)]
    pub fn probe(&self) -> Probe<'_> {
        Probe { gate: self.gate.as_deref(), filter: self.buckets.filter.bytes() }
    }

    /// As [`Heads::starting`], where the probe says that a phrase may start with `head`.
    #[inline(never)]
    pub fn look_up(&self, head: u64, bytes: &[u8], at: usize, mut found: impl FnMut(u32)) {
        let mut compared = 0;
        for len in &self.lengths {
            self.items(head_key(head, usize::from(*len)), |n| {
                compared += 1;
                let rest = self.rests.u64(n);
                if rest == 0 || continues(&bytes[at + 8..], rest) {
                    found(self.values.u32(n));
                }
            });
        }
        count_bytes(ITEM_BYTES * compared);
    }

    /// Calls `found` with each phrase that may end the text.
    pub fn ending(&self, text: &[u8], mut found: impl FnMut(u32)) {
        for len in self.lengths.iter().map(|len| usize::from(*len)).filter(|len| *len <= text.len()) {
            self.items(head_key(eight(&text[text.len() - len..]), len), |n| found(self.values.u32(n)));
        }
    }

    /// Calls `found` with the number of each item with this key.
    #[inline(always)]
    fn items(&self, key: u64, mut found: impl FnMut(usize)) {
        let hash = hash(key);
        if self.buckets.may_contain(hash) {
            self.buckets.items(hash).filter(|n| self.tags.u32(*n) == tag(hash)).for_each(&mut found);
        }
    }

    pub fn write(&self, to: &mut Writer) {
        to.bytes(&self.gate.as_ref().map_or(Vec::new(), |gate| [&gate.fours[..], &gate.twos[..]].concat()));
        to.bytes(&self.lengths);
        self.buckets.write(to);
        [&self.tags, &self.rests, &self.values].into_iter().for_each(|numbers| to.numbers(numbers));
    }

    pub fn read(from: &mut Reader) -> Heads {
        let gate = from.bytes();
        let gate = (gate.len() == GATE_FOURS + GATE_TWOS).then(|| {
            let mut copy = Box::<Gate>::default();
            copy.fours.copy_from_slice(&gate[..GATE_FOURS]);
            copy.twos.copy_from_slice(&gate[GATE_FOURS..]);
            copy
        });
        Heads {
            gate,
            lengths: from.bytes().to_vec(),
            buckets: Buckets::read(from),
            tags: from.numbers(),
            rests: from.numbers(),
            values: from.numbers(),
        }
    }
}

/// Rules out nearly all places of a text at which no phrase starts.
#[derive(Clone, Copy)]
pub(super) struct Probe<'h> {
    gate: Option<&'h Gate>,
    filter: &'h [u8],
}

impl Probe<'_> {
    /// Whether a phrase may start where a text continues with these eight bytes.
    #[inline(always)]
    pub fn may_start_with(self, head: u64) -> bool {
        let bits = self.gate.map_or(Gate::SHORTER, |gate| gate.bits(head));
        bits != 0 && (bits & Gate::SHORTER != 0 || has_bit(self.filter, hash(head)))
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

    #[test]
    fn each_value_is_found_by_its_key_in_the_given_order() {
        for count in 0..100 {
            let items: Vec<(u64, u32)> = (0..count).map(|n| (u64::from(n / 3), n)).collect();
            let index = Index::new(&items);
            for (key, value) in &items {
                let mut found = Vec::new();
                index.get(*key, |value| found.push(value));
                assert!(found.contains(value) && found.windows(2).all(|pair| pair[0] < pair[1]), "{key}: {found:?}");
            }
        }
    }
}
