//! A JSONL record: an object with a text field. The bytes of all other values are copied unchanged.

use std::borrow::Cow;
use std::fmt;
use std::io;

use dechaff::{Annotation, Cleaned, Removal};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::place::Place;
use crate::failure::Failure;

/// The fields of an object in their order; the values are unparsed JSON.
struct Fields<'l>(Vec<(Name<'l>, &'l RawValue)>);

/// A field name, borrowed from the line unless it contains escapes.
#[derive(Deserialize)]
struct Name<'l>(#[serde(borrow)] Cow<'l, str>);

impl<'de: 'l, 'l> Deserialize<'de> for Fields<'l> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(Name<'de>, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
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

/// A parsed record.
pub struct Record<'l> {
    /// The objects from the outermost to the one that holds the text. The number is the index of the field that holds
    /// the next object or, in the last one, the text.
    levels: Vec<(Fields<'l>, usize)>,
    pub text: String,
}

impl<'l> Record<'l> {
    /// Parses a line. `field` names the field that holds the text; `a.b` is the field `b` of the object `a`, unless the
    /// object has a field whose name is `a.b`.
    pub fn read(line: &'l str, field: &str, place: &Place) -> Result<Record<'l>, Failure> {
        // Remove the line break: an error at the end of the input would otherwise be reported for column 0 of line 2.
        let line = line.trim_end_matches(['\r', '\n']);
        let offset = |raw: &str| raw.as_ptr() as usize - line.as_ptr() as usize;
        let no_text = || Failure::NoText { place: place.clone(), field: field.to_owned() };
        let (mut levels, mut json, mut rest) = (Vec::new(), line, field);
        loop {
            let fields: Fields<'_> = serde_json::from_str(json).map_err(|e| Failure::json(place, offset(json), &e))?;
            let whole = fields.0.iter().any(|(name, _)| name.0 == rest);
            let (name, further) = match rest.split_once('.') {
                Some((name, further)) if !whole => (name, Some(further)),
                _ => (rest, None),
            };
            let mut named = (0..fields.0.len()).filter(|i| fields.0[*i].0 .0 == name);
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

    /// Returns the value of a string field. Looks first beside the text, then in the enclosing objects from the inside
    /// out.
    pub fn string_field(&self, field: &str) -> Option<String> {
        let mut fields = self.levels.iter().rev().flat_map(|(fields, _)| &fields.0);
        let (_, value) = fields.find(|(name, _)| name.0 == field)?;
        serde_json::from_str(value.get()).ok()
    }

    /// Writes the record with the cleaned text, and adds the field `removed` to the object that holds the text, and
    /// the field `segments` if there are annotations. Existing fields of that object with these names are replaced.
    pub fn write(
        &self,
        cleaned: &Cleaned<'_>,
        annotations: Option<&[Annotation]>,
        out: &mut Vec<u8>,
    ) -> serde_json::Result<()> {
        let added: &[&str] = if annotations.is_some() { &["removed", "segments"] } else { &["removed"] };
        // The outer objects keep all their fields.
        let replaced = |i: usize| if i + 1 == self.levels.len() { added } else { &[] };
        for (i, (fields, at)) in self.levels.iter().enumerate() {
            out.push(b'{');
            write_fields(&fields.0[..*at], replaced(i), out)?;
            write_line_safe(out, &fields.0[*at].0 .0)?;
            out.push(b':');
        }
        write_line_safe(out, &cleaned.text)?;
        for (i, (fields, at)) in self.levels.iter().enumerate().rev() {
            out.push(b',');
            let is_innermost = i + 1 == self.levels.len();
            write_fields(&fields.0[at + 1..], replaced(i), out)?;
            if is_innermost {
                out.extend_from_slice(b"\"removed\":");
                write_line_safe(out, &cleaned.removed as &Vec<Removal>)?;
                if let Some(annotations) = annotations {
                    out.extend_from_slice(b",\"segments\":");
                    write_line_safe(out, &annotations)?;
                }
            } else {
                out.pop();
            }
            out.push(b'}');
        }
        out.push(b'\n');
        Ok(())
    }
}

/// Writes fields, each followed by a comma. It omits those whose names are in `replaced`, which the caller writes.
fn write_fields(fields: &[(Name<'_>, &RawValue)], replaced: &[&str], out: &mut Vec<u8>) -> serde_json::Result<()> {
    for (name, value) in fields.iter().filter(|(name, _)| !replaced.contains(&name.0.as_ref())) {
        write_line_safe(out, &name.0)?;
        out.push(b':');
        out.extend_from_slice(value.get().as_bytes());
        out.push(b',');
    }
    Ok(())
}

/// Writes JSON in which U+0085, U+2028 and U+2029 are escaped too. JSON allows them in strings, but some readers split
/// lines at them.
fn write_line_safe(out: &mut Vec<u8>, value: &impl Serialize) -> serde_json::Result<()> {
    struct LineSafe;
    impl serde_json::ser::Formatter for LineSafe {
        fn write_string_fragment<W: ?Sized + io::Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
            let mut rest = fragment;
            // Most fragments are ASCII, and the check for that is cheaper than the search.
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
