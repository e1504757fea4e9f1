//! A JSONL record: an object with a text field. The bytes of all other fields are copied unchanged.

use std::borrow::Cow;
use std::fmt;
use std::io;

use dechaff::{Annotation, Removal};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::place::Place;
use crate::failure::Failure;

/// The fields of an object in their order; the values are unparsed JSON.
struct Fields<'l>(Vec<(Name<'l>, &'l RawValue)>);

/// A field of a record.
struct Field<'l> {
    name: Cow<'l, str>,
    /// The name as it stands in the record, with its quotation marks and escapes.
    raw_name: &'l str,
    value: &'l str,
}

/// Parses an object.
fn fields<'l>(json: &'l str) -> serde_json::Result<Vec<Field<'l>>> {
    let Fields(fields) = serde_json::from_str(json)?;
    let mut end = 0;
    let field = |(name, value): (Name<'l>, &'l RawValue)| {
        let value = value.get();
        let start = value.as_ptr() as usize - json.as_ptr() as usize;
        // Between two values stand the brace or comma, the name and the colon, with white space around each.
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        let raw_name = json[end..start].trim_start_matches(|c| is_space(c) || c == '{' || c == ',');
        let raw_name = raw_name.trim_end_matches(|c| is_space(c) || c == ':');
        end = start + value.len();
        Field { name: name.0, raw_name, value }
    };
    Ok(fields.into_iter().map(field).collect())
}

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
    levels: Vec<(Vec<Field<'l>>, usize)>,
    /// `None` if the value of the field is null.
    pub text: Option<String>,
}

/// The names of the fields that are added to a record.
#[derive(Clone, Debug)]
pub struct AddedFields {
    pub removed: String,
    /// `None` if there are no annotations.
    pub segments: Option<String>,
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
            let fields = fields(json).map_err(|e| Failure::json(place, offset(json), &e))?;
            let whole = fields.iter().any(|field| field.name == rest);
            let (name, further) = match rest.split_once('.') {
                Some((name, further)) if !whole => (name, Some(further)),
                _ => (rest, None),
            };
            let mut named = (0..fields.len()).filter(|i| fields[*i].name == name);
            let (Some(at), None) = (named.next(), named.next()) else { return Err(no_text()) };
            json = fields[at].value;
            levels.push((fields, at));
            match further {
                Some(further) if json.starts_with('{') => rest = further,
                None if json.starts_with('"') || json == "null" => break,
                _ => return Err(no_text()),
            }
        }
        let text = serde_json::from_str(json).map_err(|e| Failure::json(place, offset(json), &e))?;
        Ok(Record { levels, text })
    }

    /// Checks that the object that holds the text has none of the fields that will be added to it.
    pub fn check_added(&self, added: &AddedFields, place: &Place) -> Result<(), Failure> {
        let innermost = self.levels.last().map_or(&[][..], |(fields, _)| fields);
        let is_taken = |name: &&String| innermost.iter().any(|field| field.name == **name);
        let clash = |name: &String, option| Failure::Clash { place: place.clone(), field: name.clone(), option };
        match (is_taken(&&added.removed), added.segments.as_ref().filter(is_taken)) {
            (true, _) => Err(clash(&added.removed, "--removed-field")),
            (false, Some(segments)) => Err(clash(segments, "--segments-field")),
            (false, None) => Ok(()),
        }
    }

    /// Returns the value of a string field. Looks first beside the text, then in the enclosing objects from the inside
    /// out.
    pub fn string_field(&self, field: &str) -> Option<String> {
        let mut fields = self.levels.iter().rev().flat_map(|(fields, _)| fields);
        let field = fields.find(|candidate| candidate.name == field)?;
        serde_json::from_str(field.value).ok()
    }

    /// Writes the record, whose text was replaced by the cleaned one. Adds the list of removals and the annotations, if
    /// there are any, to the object that holds the text. The bytes of all other fields are copied.
    pub fn write(
        &self,
        removed: &[Removal],
        annotations: Option<&[Annotation]>,
        added: &AddedFields,
    ) -> serde_json::Result<Vec<u8>> {
        // The record is about as long as it was.
        let outermost = self.levels.first().map_or(&[][..], |(fields, _)| fields);
        let len: usize = outermost.iter().map(|field| field.raw_name.len() + field.value.len() + 2).sum();
        let mut out = Vec::with_capacity(len + 256);
        for (fields, at) in &self.levels {
            out.push(b'{');
            for field in &fields[..*at] {
                write_field(field, &mut out);
                out.push(b',');
            }
            out.extend_from_slice(fields[*at].raw_name.as_bytes());
            out.push(b':');
        }
        write_line_safe(&mut out, &self.text)?;
        for (i, (fields, at)) in self.levels.iter().enumerate().rev() {
            for field in &fields[at + 1..] {
                out.push(b',');
                write_field(field, &mut out);
            }
            if i + 1 == self.levels.len() {
                write_added(&added.removed, &removed, &mut out)?;
                if let (Some(name), Some(annotations)) = (&added.segments, annotations) {
                    write_added(name, &annotations, &mut out)?;
                }
            }
            out.push(b'}');
        }
        out.push(b'\n');
        Ok(out)
    }
}

/// Writes a field as it is in the record.
fn write_field(field: &Field<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(field.raw_name.as_bytes());
    out.push(b':');
    out.extend_from_slice(field.value.as_bytes());
}

/// Writes a comma and a field that the record did not have.
fn write_added(name: &str, value: &impl Serialize, out: &mut Vec<u8>) -> serde_json::Result<()> {
    out.push(b',');
    write_line_safe(out, &name)?;
    out.push(b':');
    write_line_safe(out, value)
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
