//! Writes a report, with the spans in UTF-16 code units.

use dechaff::{Cleaned, Removal};

use crate::options::KINDS;
use crate::wire::Writer;

/// Writes the name of the text's kind, the number of removed spans and the spans, and the same of the spared ones. A span
/// is its start, its end, the number of its category, the bits of its score, the name of the rule, and the evidence.
pub fn write(text: &str, cleaned: &Cleaned<'_>, out: &mut Writer) {
    out.string(KINDS.iter().find(|(_, kind)| *kind == cleaned.kind).map_or("", |(name, _)| name));
    for removals in [&cleaned.removed, &cleaned.spared] {
        out.number(removals.len() as u32);
        let mut units = Utf16Offsets { text: text.as_bytes(), byte: 0, units: 0 };
        for removal in removals {
            write_removal(removal, &mut units, out);
        }
    }
}

fn write_removal(removal: &Removal, units: &mut Utf16Offsets<'_>, out: &mut Writer) {
    out.number(units.of(removal.start));
    out.number(units.of(removal.end));
    out.number(removal.category as u32);
    out.number(removal.score.to_bits());
    out.string(&removal.rule);
    out.string(removal.evidence.as_str());
}

/// Traces a text. The offsets are in UTF-16 code units.
#[cfg(feature = "rules")]
pub fn trace(text: &str, cleaner: &dechaff::Cleaner) -> dechaff::Trace {
    let mut trace = cleaner.trace(text);
    let mut units = Utf16Offsets { text: text.as_bytes(), byte: 0, units: 0 };
    let mut convert = |byte: &mut usize| *byte = units.of(*byte) as usize;
    for segment in &mut trace.segments {
        convert(&mut segment.start);
        for part in segment.votes.iter_mut().filter_map(|vote| vote.part.as_mut()) {
            convert(&mut part.start);
            convert(&mut part.end);
        }
        convert(&mut segment.end);
    }
    trace
}

/// Converts offsets in bytes to offsets in UTF-16 code units. It goes on from the last offset, in both directions, so that
/// the conversion of offsets that are nearly sorted reads the text about once.
struct Utf16Offsets<'t> {
    text: &'t [u8],
    byte: usize,
    units: u32,
}

impl Utf16Offsets<'_> {
    fn of(&mut self, byte: usize) -> u32 {
        // A character has one unit, and one beyond U+FFFF, which has four bytes in UTF-8, has two.
        let units_of = |b: &u8| u32::from(b & 0xc0 != 0x80) + u32::from(*b >= 0xf0);
        match self.text.get(self.byte..byte) {
            Some(further) => self.units += further.iter().map(units_of).sum::<u32>(),
            None => self.units -= self.text[byte..self.byte].iter().map(units_of).sum::<u32>(),
        }
        self.byte = byte;
        self.units
    }
}
