//! Reads rules through serde. They may be a stranger's: what they cost is limited, and each error names its entry.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::Deserialize;

use super::{site, Entry, RulesFile, Set, KEEP, PHRASES, PROTECT, SITE};
use crate::category::Category;
use crate::error::{excerpt, Error, Place};
use crate::lexicon::Lexicon;
use crate::pattern::{self, Pattern};

impl<'de> Deserialize<'de> for RulesFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<RulesFile, D::Error> {
        let (mut rules, mut counts) = (RulesFile::default(), Counts::default());
        let RulesFile { all, sites } = &mut rules;
        Seed(ReadSet { place: Place::default(), set: all, sites: Some(sites), counts: &mut counts })
            .deserialize(from)?;
        Ok(rules)
    }
}

/// What was read, against the limits of a file.
#[derive(Default)]
struct Counts {
    phrases: usize,
    patterns: usize,
    examples: usize,
}

fn count(count: &mut usize, what: &'static str, limit: usize) -> Result<(), Error> {
    *count += 1;
    if *count > limit {
        return Err(Error::TooMany { what, limit, advice: "keep those that match something, or part the file" });
    }
    Ok(())
}

/// A serde error that says where.
fn refuse<E: serde::de::Error>(place: &Place, source: Error) -> E {
    match place.to_string().is_empty() {
        true => E::custom(source),
        false => E::custom(Error::RulesFile { place: place.clone(), source: Box::new(source) }),
    }
}

/// Something of the file: a string, a list or a map. What it is not it refuses.
trait Read: Sized {
    const WHAT: &'static str;

    fn place(&self) -> &Place;

    /// Gives none where it is no string.
    fn string(&mut self, _: &str) -> Option<Result<(), Error>> {
        None
    }

    fn list<'de, A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::invalid_type(Unexpected::Seq, &Seed(self)))
    }

    fn map<'de, A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::invalid_type(Unexpected::Map, &Seed(self)))
    }
}

struct Seed<R>(R);

impl<'de, R: Read> DeserializeSeed<'de> for Seed<R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, R: Read> Visitor<'de> for Seed<R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.place().to_string() {
            place if place.is_empty() => f.write_str(R::WHAT),
            place => write!(f, "{} at {place}", R::WHAT),
        }
    }

    fn visit_str<E: serde::de::Error>(mut self, text: &str) -> Result<(), E> {
        match self.0.string(text) {
            Some(taken) => taken.map_err(|e| refuse(self.0.place(), e)),
            None => Err(E::invalid_type(Unexpected::Other("a string"), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.map(map)
    }
}

/// The next key of a map, which none before it was.
fn next_key<'de, A: MapAccess<'de>>(
    map: &mut A,
    place: &Place,
    seen: &mut Vec<String>,
) -> Result<Option<String>, A::Error> {
    let Some(key) = map.next_key::<String>()? else { return Ok(None) };
    if seen.contains(&key) {
        return Err(refuse(place, Error::Twice { key: excerpt(&key) }));
    }
    seen.push(key.clone());
    Ok(Some(key))
}

/// The rules for all sites, which hold those of single ones, or for one.
struct ReadSet<'r> {
    place: Place,
    set: &'r mut Set,
    sites: Option<&'r mut BTreeMap<String, Set>>,
    counts: &'r mut Counts,
}

impl Read for ReadSet<'_> {
    const WHAT: &'static str = "a map of rules";

    fn place(&self) -> &Place {
        &self.place
    }

    fn map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let ReadSet { place, set, mut sites, counts } = self;
        let mut seen = Vec::new();
        while let Some(key) = next_key(&mut map, &place, &mut seen)? {
            let place = |section: &str| Place { section: section.to_owned(), ..place.clone() };
            match (key.as_str(), &mut sites) {
                (KEEP, _) => map.next_value_seed(Strings::seed(place(KEEP), &mut |name| {
                    set.keep.push(excerpt(name).parse()?);
                    Ok(())
                }))?,
                (PROTECT, _) => map.next_value_seed(Strings::seed(place(PROTECT), &mut |pattern| {
                    count(&mut counts.patterns, "protected patterns", pattern::MAX_COUNT)?;
                    set.protect.push(Pattern::new(pattern)?);
                    Ok(())
                }))?,
                (PHRASES, _) => {
                    map.next_value_seed(Seed(ReadPhrases { place: place(PHRASES), phrases: &mut set.phrases, counts }))?
                }
                (SITE, Some(sites)) => map.next_value_seed(Seed(ReadSites { place: place(SITE), sites, counts }))?,
                (_, sites) => {
                    let known = if sites.is_some() { "keep, protect, phrases, site" } else { "keep, protect, phrases" };
                    return Err(refuse(&place(""), Error::UnknownKey { key: excerpt(&key), known }));
                }
            }
        }
        Ok(())
    }
}

/// The rules of single sites, by host.
struct ReadSites<'r> {
    place: Place,
    sites: &'r mut BTreeMap<String, Set>,
    counts: &'r mut Counts,
}

impl Read for ReadSites<'_> {
    const WHAT: &'static str = "a map from host to rules";

    fn place(&self) -> &Place {
        &self.place
    }

    fn map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let ReadSites { place, sites, counts } = self;
        while let Some(host) = map.next_key::<String>()? {
            let refused = |error| Err(refuse(&place, error));
            if let Some(reason) = site::fault(&host) {
                return refused(Error::Site { site: excerpt(&host), reason });
            }
            if sites.contains_key(&host) {
                return refused(Error::Twice { key: host });
            }
            let mut number = sites.len();
            count(&mut number, "sites", RulesFile::MAX_SITES).or_else(refused)?;
            let place = Place { site: Some(host.clone()), ..Place::default() };
            let set = sites.entry(host).or_default();
            map.next_value_seed(Seed(ReadSet { place, set, sites: None, counts }))?;
        }
        Ok(())
    }
}

/// Phrases by category.
struct ReadPhrases<'r> {
    place: Place,
    phrases: &'r mut BTreeMap<Category, Vec<Entry>>,
    counts: &'r mut Counts,
}

impl Read for ReadPhrases<'_> {
    const WHAT: &'static str = "a map from category to a list of phrases";

    fn place(&self) -> &Place {
        &self.place
    }

    fn map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let ReadPhrases { place, phrases, counts } = self;
        let mut seen = Vec::new();
        while let Some(name) = next_key(&mut map, &place, &mut seen)? {
            let category: Category = excerpt(&name).parse().map_err(|e| refuse(&place, e))?;
            let place = Place { section: name, ..place.clone() };
            let entries = phrases.entry(category).or_default();
            map.next_value_seed(Seed(ReadEntries { place, entries, counts }))?;
        }
        Ok(())
    }
}

/// The phrases of one category.
struct ReadEntries<'r> {
    place: Place,
    entries: &'r mut Vec<Entry>,
    counts: &'r mut Counts,
}

impl Read for ReadEntries<'_> {
    const WHAT: &'static str = "a list of phrases";

    fn place(&self) -> &Place {
        &self.place
    }

    fn list<'de, A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for entry in 1.. {
            let place = Place { entry, ..self.place.clone() };
            let mut read = None;
            if list
                .next_element_seed(Seed(ReadEntry { place: &place, entry: &mut read, counts: self.counts }))?
                .is_none()
            {
                break;
            }
            self.entries.extend(read);
        }
        Ok(())
    }
}

/// A phrase, or a map of it and its examples.
struct ReadEntry<'r> {
    place: &'r Place,
    entry: &'r mut Option<Entry>,
    counts: &'r mut Counts,
}

impl Read for ReadEntry<'_> {
    const WHAT: &'static str = "a phrase or a map with `phrase`";

    fn place(&self) -> &Place {
        self.place
    }

    fn string(&mut self, notation: &str) -> Option<Result<(), Error>> {
        let entry = |phrase| Entry { phrase, matches: Vec::new(), misses: Vec::new() };
        let counted = count(&mut self.counts.phrases, "phrases", Lexicon::MAX_PHRASES);
        let read = counted.and_then(|()| notation.parse());
        Some(read.map(|phrase| *self.entry = Some(entry(phrase))))
    }

    fn map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let ReadEntry { place, entry, counts } = self;
        let (mut phrase, mut matches, mut misses) = (None, Vec::new(), Vec::new());
        let mut seen = Vec::new();
        while let Some(key) = next_key(&mut map, place, &mut seen)? {
            let mut example = |examples: &mut Vec<String>, line: &str| {
                count(&mut counts.examples, "examples", RulesFile::MAX_EXAMPLES)?;
                examples.push(example(line)?);
                Ok(())
            };
            match key.as_str() {
                "phrase" => map.next_value_seed(Seed(ReadString {
                    place,
                    take: &mut |notation| {
                        phrase = Some(notation.parse()?);
                        Ok(())
                    },
                }))?,
                "matches" => {
                    map.next_value_seed(Strings::seed(place.clone(), &mut |line| example(&mut matches, line)))?
                }
                "misses" => {
                    map.next_value_seed(Strings::seed(place.clone(), &mut |line| example(&mut misses, line)))?
                }
                _ => {
                    return Err(refuse(
                        place,
                        Error::UnknownKey { key: excerpt(&key), known: "phrase, matches, misses" },
                    ))
                }
            }
        }
        let Some(phrase) = phrase else {
            return Err(refuse(place, Error::NoPhrase));
        };
        count(&mut counts.phrases, "phrases", Lexicon::MAX_PHRASES).map_err(|e| refuse(place, e))?;
        *entry = Some(Entry { phrase, matches, misses });
        Ok(())
    }
}

/// A line that shows what a phrase is for, without the white space around it.
fn example(line: &str) -> Result<String, Error> {
    let refused = |reason| Err(Error::Example { example: excerpt(line), reason });
    let line = line.trim();
    if line.is_empty() {
        return refused("nothing in it: write a line of a page");
    }
    if line.contains('\n') {
        return refused("a line break in it: lines are matched one by one");
    }
    if line.len() > RulesFile::MAX_EXAMPLE_LEN {
        return refused("longer than 500 bytes: the words around the phrase are enough");
    }
    Ok(line.to_owned())
}

/// Takes a string, or says what is wrong with it.
type Take<'r> = &'r mut dyn FnMut(&str) -> Result<(), Error>;

/// A list of strings; a place with an entry keeps it, else each string has its own.
struct Strings<'r> {
    place: Place,
    take: Take<'r>,
}

impl<'r> Strings<'r> {
    fn seed(place: Place, take: Take<'r>) -> Seed<Strings<'r>> {
        Seed(Strings { place, take })
    }
}

impl Read for Strings<'_> {
    const WHAT: &'static str = "a list of strings";

    fn place(&self) -> &Place {
        &self.place
    }

    fn list<'de, A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Strings { place, take } = self;
        for number in 1.. {
            let entry = if place.entry > 0 { place.entry } else { number };
            let place = Place { entry, ..place.clone() };
            if list.next_element_seed(Seed(ReadString { place: &place, take }))?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

struct ReadString<'r, 't> {
    place: &'r Place,
    take: &'r mut (dyn FnMut(&str) -> Result<(), Error> + 't),
}

impl Read for ReadString<'_, '_> {
    const WHAT: &'static str = "a string";

    fn place(&self) -> &Place {
        self.place
    }

    fn string(&mut self, text: &str) -> Option<Result<(), Error>> {
        Some((self.take)(text))
    }
}
