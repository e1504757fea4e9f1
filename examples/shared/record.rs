//! A JSONL record: an object with a text, whose other fields pass through to the byte.

use std::fmt;
use std::io;

use dechaff::{Cleaned, Removal};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::failure::{Failure, Place};

/// An object's fields in their order, values as they were written.
struct Fields<'l>(Vec<(String, &'l RawValue)>);

impl<'de: 'l, 'l> Deserialize<'de> for Fields<'l> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
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
        from.deserialize_map(Object).map(Fields)
    }
}

/// A record that was read.
pub struct Record<'l> {
    /// The objects from the line's own down to the one that holds the text, each with the place of the field that
    /// leads on.
    levels: Vec<(Fields<'l>, usize)>,
    pub text: String,
}

impl<'l> Record<'l> {
    /// Reads a line. `field` names the text; dots in it lead into objects, but a field whose name has the dots is
    /// preferred.
    pub fn read(line: &'l str, field: &str, place: &Place) -> Result<Record<'l>, Failure> {
        // Without the line's end, at which serde_json would see another line.
        let line = line.trim_end_matches(['\r', '\n']);
        let offset = |raw: &str| raw.as_ptr() as usize - line.as_ptr() as usize;
        let no_text = || Failure::NoText { place: place.clone(), field: field.to_owned() };
        let (mut levels, mut json, mut rest) = (Vec::new(), line, field);
        loop {
            let fields: Fields<'_> = serde_json::from_str(json).map_err(|e| Failure::json(place, offset(json), &e))?;
            let whole = fields.0.iter().any(|(name, _)| name == rest);
            let (name, further) = match rest.split_once('.') {
                Some((name, further)) if !whole => (name, Some(further)),
                _ => (rest, None),
            };
            let mut named = (0..fields.0.len()).filter(|i| fields.0[*i].0 == name);
            let (Some(at), None) = (named.next(), named.next()) else { return Err(no_text()) };
            json = fields.0[at].1.get();
            levels.push((fields, at));
            match further {
                Some(further) if json.starts_with('{') => rest = further,
                None if json.starts_with('"') => break,
                _ => return Err(no_text()),
            }
        }
        let text = serde_json::from_str(json).map_err(|e| Failure::json(place, offset(json), &e))?;
        Ok(Record { levels, text })
    }

    /// The string that a field holds, beside the text or in an object around it.
    pub fn string(&self, field: &str) -> Option<String> {
        let mut fields = self.levels.iter().rev().flat_map(|(fields, _)| &fields.0);
        let (_, value) = fields.find(|(name, _)| name == field)?;
        serde_json::from_str(value.get()).ok()
    }

    /// Writes the record with the text that is left; beside it stands `removed`, in place of one that was there.
    pub fn write(&self, cleaned: &Cleaned<'_>, out: &mut Vec<u8>) -> serde_json::Result<()> {
        for (i, (fields, at)) in self.levels.iter().enumerate() {
            out.push(b'{');
            let innermost = i + 1 == self.levels.len();
            write_fields(&fields.0[..*at], innermost, out)?;
            write_line_safe(out, &fields.0[*at].0)?;
            out.push(b':');
        }
        write_line_safe(out, &cleaned.text)?;
        for (i, (fields, at)) in self.levels.iter().enumerate().rev() {
            out.push(b',');
            let innermost = i + 1 == self.levels.len();
            write_fields(&fields.0[at + 1..], innermost, out)?;
            if innermost {
                out.extend_from_slice(b"\"removed\":");
                write_line_safe(out, &cleaned.removed as &Vec<Removal>)?;
            } else {
                out.pop();
            }
            out.push(b'}');
        }
        out.push(b'\n');
        Ok(())
    }
}

/// Writes fields, a comma behind each, without `removed` where our own comes to stand.
fn write_fields(fields: &[(String, &RawValue)], innermost: bool, out: &mut Vec<u8>) -> serde_json::Result<()> {
    for (name, value) in fields.iter().filter(|(name, _)| !innermost || name != "removed") {
        write_line_safe(out, name)?;
        out.push(b':');
        out.extend_from_slice(value.get().as_bytes());
        out.push(b',');
    }
    Ok(())
}

/// Writes JSON in which the line separators that JSON leaves alone are escaped too: some readers split records at them.
fn write_line_safe(out: &mut Vec<u8>, value: &impl Serialize) -> serde_json::Result<()> {
    struct LineSafe;
    impl serde_json::ser::Formatter for LineSafe {
        fn write_string_fragment<W: ?Sized + io::Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
            let mut rest = fragment;
            // Most are ASCII, which is seen at once.
            while let Some(at) = (!rest.is_ascii()).then(|| rest.find(['\u{85}', '\u{2028}', '\u{2029}'])).flatten() {
                let separator = rest[at..].chars().next().unwrap_or(' ');
                write!(to, "{}\\u{:04x}", &rest[..at], separator as u32)?;
                rest = &rest[at + separator.len_utf8()..];
            }
            to.write_all(rest.as_bytes())
        }
    }
    value.serialize(&mut serde_json::Serializer::with_formatter(out, LineSafe))
}
