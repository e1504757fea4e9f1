//! A JSONL record: an object whose field `text` is cleaned and whose other fields pass through to the byte.

use std::fmt;
use std::io;

use dechaff::Cleaner;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::failure::{Failure, Place};

/// The fields in their order, values as they were written.
struct Record<'l>(Vec<(String, &'l RawValue)>);

impl<'de: 'l, 'l> Deserialize<'de> for Record<'l> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Vec<(String, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a field `text`")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(fields)
            }
        }
        from.deserialize_map(Fields).map(Record)
    }
}

/// Cleans the text of one line's record into `out`; a field `removed` that it had is replaced.
pub fn clean(cleaner: &Cleaner, line: &str, place: &Place, out: &mut Vec<u8>) -> Result<(), Failure> {
    // Without the line's end, at which serde_json would see another line.
    let line = line.trim_end_matches(['\r', '\n']);
    let json = |e| Failure::json(place, 0, &e);
    let record: Record<'_> = serde_json::from_str(line).map_err(json)?;
    let mut texts = record.0.iter().filter(|(name, _)| name == "text");
    let (Some((_, raw)), None) = (texts.next(), texts.next()) else {
        return Err(Failure::NoText { place: place.clone() });
    };
    if !raw.get().starts_with('"') {
        return Err(Failure::NoText { place: place.clone() });
    }
    let offset = raw.get().as_ptr() as usize - line.as_ptr() as usize;
    let text: String = serde_json::from_str(raw.get()).map_err(|e| Failure::json(place, offset, &e))?;
    let cleaned = cleaner.clean(&text);
    out.clear();
    out.push(b'{');
    for (name, value) in record.0.iter().filter(|(name, _)| name != "removed") {
        write_line_safe(out, name).map_err(json)?;
        out.push(b':');
        if name == "text" {
            write_line_safe(out, &cleaned.text).map_err(json)?;
        } else {
            out.extend_from_slice(value.get().as_bytes());
        }
        out.push(b',');
    }
    out.extend_from_slice(b"\"removed\":");
    write_line_safe(out, &cleaned.removed).map_err(json)?;
    out.extend_from_slice(b"}\n");
    Ok(())
}

/// Writes JSON in which the line separators that JSON leaves alone are escaped too: some readers split records at them.
fn write_line_safe(out: &mut Vec<u8>, value: &impl Serialize) -> serde_json::Result<()> {
    struct LineSafe;
    impl serde_json::ser::Formatter for LineSafe {
        fn write_string_fragment<W: ?Sized + io::Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
            let mut rest = fragment;
            while let Some(at) = rest.find(['\u{85}', '\u{2028}', '\u{2029}']) {
                let separator = rest[at..].chars().next().unwrap_or(' ');
                write!(to, "{}\\u{:04x}", &rest[..at], separator as u32)?;
                rest = &rest[at + separator.len_utf8()..];
            }
            to.write_all(rest.as_bytes())
        }
    }
    value.serialize(&mut serde_json::Serializer::with_formatter(out, LineSafe))
}
