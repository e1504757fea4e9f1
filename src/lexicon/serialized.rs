//! Reads and writes phrases and lexicons through serde. The data may come from an untrusted source, so the number of
//! phrases is limited, and each error names the entry.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::parse::count_phrase;
use super::{Lexicon, Phrase};
use crate::category::Category;
use crate::error::Error;

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.notation())
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Phrase, D::Error> {
        let notation = Cow::<str>::deserialize(from)?;
        notation.parse().map_err(D::Error::custom)
    }
}

impl Serialize for Lexicon {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.sections())
    }
}

impl<'de> Deserialize<'de> for Lexicon {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Lexicon, D::Error> {
        from.deserialize_map(Sections)
    }
}

/// Reads a map from categories to lists of phrases.
struct Sections;

impl<'de> Visitor<'de> for Sections {
    type Value = Lexicon;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from category to a list of phrases")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lexicon, A::Error> {
        let (mut lexicon, mut count) = (Lexicon::new(), 0);
        while let Some(category) = map.next_key()? {
            map.next_value_seed(Entries { category, lexicon: &mut lexicon, count: &mut count })?;
        }
        Ok(lexicon)
    }
}

/// Reads the list of phrases of one category.
struct Entries<'l> {
    category: Category,
    lexicon: &'l mut Lexicon,
    count: &'l mut usize,
}

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of phrases in the section [{}]", self.category)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for entry in 1.. {
            let Some(notation) = list.next_element::<String>()? else { break };
            let phrase = count_phrase(self.count).and_then(|()| notation.parse()).map_err(|source| {
                A::Error::custom(Error::Entry { section: self.category.name(), entry, source: Box::new(source) })
            })?;
            self.lexicon.add(self.category, phrase);
        }
        Ok(())
    }
}
