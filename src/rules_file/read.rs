//! Reads a rules file through serde. The file may come from an untrusted source, so the number of items is limited
//! while it is read, and each error names the position of the invalid entry.
//!
//! Derived `Deserialize` implementations cannot do this, because they do not know the position. Instead, each kind of
//! node in the file has a [`Reader`] that knows its position and writes what it reads into the [`RulesFile`].

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::Deserialize;

use super::site::host_problem;
use super::{Entry, RuleSet, RulesFile, KEEP, PHRASES, PROTECT, SITE};
use crate::category::Category;
use crate::error::{excerpt, Error, Place};
use crate::lexicon::Lexicon;
use crate::pattern::{self, Pattern};

impl<'de> Deserialize<'de> for RulesFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<RulesFile, D::Error> {
        let (mut rules, mut counts) = (RulesFile::default(), Counts::default());
        let RulesFile { all_sites, sites } = &mut rules;
        Seed(RuleSetReader { place: Place::default(), set: all_sites, sites: Some(sites), counts: &mut counts })
            .deserialize(from)?;
        Ok(rules)
    }
}

/// The numbers of items read so far, of all sites together.
#[derive(Default)]
struct Counts {
    phrases: usize,
    patterns: usize,
    examples: usize,
}

/// Counts one more item, and fails if that makes more than `limit` items.
fn count_item(count: &mut usize, what: &'static str, limit: usize) -> Result<(), Error> {
    *count += 1;
    if *count > limit {
        return Err(Error::TooMany { what, limit, advice: "delete entries that are not needed, or split the file" });
    }
    Ok(())
}

/// Converts an error to a serde error that names the position. The top level of the file has an empty position, which
/// is left out.
fn error_at<E: serde::de::Error>(place: &Place, source: Error) -> E {
    if place.to_string().is_empty() {
        E::custom(source)
    } else {
        E::custom(Error::RulesFile { place: place.clone(), source: Box::new(source) })
    }
}

/// Reads one node of the file, which may be a string, a list or a map. A reader implements the methods for the types
/// that it accepts. The provided methods return an error that says what was expected.
trait Reader: Sized {
    /// What the reader accepts, for the error about a node of another type.
    const EXPECTED: &'static str;

    /// The position of the node.
    fn place(&self) -> &Place;

    /// Reads a string. Returns `None` if the reader does not accept a string.
    fn read_string(&mut self, _: &str) -> Option<Result<(), Error>> {
        None
    }

    fn read_list<'de, A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::invalid_type(Unexpected::Seq, &Seed(self)))
    }

    fn read_map<'de, A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::invalid_type(Unexpected::Map, &Seed(self)))
    }
}

/// Passes the nodes that serde visits to a [`Reader`].
struct Seed<R>(R);

impl<'de, R: Reader> DeserializeSeed<'de> for Seed<R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, R: Reader> Visitor<'de> for Seed<R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.place().to_string() {
            place if place.is_empty() => f.write_str(R::EXPECTED),
            place => write!(f, "{} at {place}", R::EXPECTED),
        }
    }

    fn visit_str<E: serde::de::Error>(mut self, text: &str) -> Result<(), E> {
        match self.0.read_string(text) {
            Some(result) => result.map_err(|e| error_at(self.0.place(), e)),
            None => Err(E::invalid_type(Unexpected::Other("a string"), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.0.read_list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.read_map(map)
    }
}

/// Reads the next key of a map and adds it to `seen`. Returns an error if the key occurs twice.
fn next_key<'de, A: MapAccess<'de>>(
    map: &mut A,
    place: &Place,
    seen: &mut Vec<String>,
) -> Result<Option<String>, A::Error> {
    let Some(key) = map.next_key::<String>()? else { return Ok(None) };
    if seen.contains(&key) {
        return Err(error_at(place, Error::DuplicateKey { key: excerpt(&key) }));
    }
    seen.push(key.clone());
    Ok(Some(key))
}

/// Reads the rules for all sites, which also contain the rules for single sites, or the rules for one site.
struct RuleSetReader<'r> {
    place: Place,
    set: &'r mut RuleSet,
    /// `None` inside a site, where the key `site` is not allowed.
    sites: Option<&'r mut BTreeMap<String, RuleSet>>,
    counts: &'r mut Counts,
}

impl Reader for RuleSetReader<'_> {
    const EXPECTED: &'static str = "a map of rules";

    fn place(&self) -> &Place {
        &self.place
    }

    fn read_map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let RuleSetReader { place, set, mut sites, counts } = self;
        let mut seen = Vec::new();
        while let Some(key) = next_key(&mut map, &place, &mut seen)? {
            let section = |name: &str| Place { section: name.to_owned(), ..place.clone() };
            match (key.as_str(), &mut sites) {
                (KEEP, _) => map.next_value_seed(StringListReader::seed(section(KEEP), &mut |name| {
                    set.keep.push(excerpt(name).parse()?);
                    Ok(())
                }))?,
                (PROTECT, _) => map.next_value_seed(StringListReader::seed(section(PROTECT), &mut |pattern| {
                    count_item(&mut counts.patterns, "protected patterns", pattern::MAX_COUNT)?;
                    set.protect.push(Pattern::new(pattern)?);
                    Ok(())
                }))?,
                (PHRASES, _) => map.next_value_seed(Seed(PhrasesReader {
                    place: section(PHRASES),
                    phrases: &mut set.phrases,
                    counts,
                }))?,
                (SITE, Some(sites)) => {
                    map.next_value_seed(Seed(SitesReader { place: section(SITE), sites, counts }))?
                }
                (_, sites) => {
                    let known = if sites.is_some() { "keep, protect, phrases, site" } else { "keep, protect, phrases" };
                    return Err(error_at(&section(""), Error::UnknownKey { key: excerpt(&key), known }));
                }
            }
        }
        Ok(())
    }
}

/// Reads the map from host to the rules for that site.
struct SitesReader<'r> {
    place: Place,
    sites: &'r mut BTreeMap<String, RuleSet>,
    counts: &'r mut Counts,
}

impl Reader for SitesReader<'_> {
    const EXPECTED: &'static str = "a map from host to rules";

    fn place(&self) -> &Place {
        &self.place
    }

    fn read_map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let SitesReader { place, sites, counts } = self;
        while let Some(host) = map.next_key::<String>()? {
            let fail = |error| Err(error_at(&place, error));
            if let Some(reason) = host_problem(&host) {
                return fail(Error::Site { site: excerpt(&host), reason });
            }
            if sites.contains_key(&host) {
                return fail(Error::DuplicateKey { key: host });
            }
            count_item(&mut sites.len(), "sites", RulesFile::MAX_SITES).or_else(fail)?;
            let place = Place { site: Some(host.clone()), ..Place::default() };
            let set = sites.entry(host).or_default();
            map.next_value_seed(Seed(RuleSetReader { place, set, sites: None, counts }))?;
        }
        Ok(())
    }
}

/// Reads the map from category to its phrases.
struct PhrasesReader<'r> {
    place: Place,
    phrases: &'r mut BTreeMap<Category, Vec<Entry>>,
    counts: &'r mut Counts,
}

impl Reader for PhrasesReader<'_> {
    const EXPECTED: &'static str = "a map from category to a list of phrases";

    fn place(&self) -> &Place {
        &self.place
    }

    fn read_map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let PhrasesReader { place, phrases, counts } = self;
        let mut seen = Vec::new();
        while let Some(name) = next_key(&mut map, &place, &mut seen)? {
            let category: Category = excerpt(&name).parse().map_err(|e| error_at(&place, e))?;
            let place = Place { section: name, ..place.clone() };
            let entries = phrases.entry(category).or_default();
            map.next_value_seed(Seed(EntryListReader { place, entries, counts }))?;
        }
        Ok(())
    }
}

/// Reads the list of phrases of one category.
struct EntryListReader<'r> {
    place: Place,
    entries: &'r mut Vec<Entry>,
    counts: &'r mut Counts,
}

impl Reader for EntryListReader<'_> {
    const EXPECTED: &'static str = "a list of phrases";

    fn place(&self) -> &Place {
        &self.place
    }

    fn read_list<'de, A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for entry in 1.. {
            let place = Place { entry, ..self.place.clone() };
            let mut parsed = None;
            if list
                .next_element_seed(Seed(EntryReader { place: &place, entry: &mut parsed, counts: self.counts }))?
                .is_none()
            {
                break;
            }
            self.entries.extend(parsed);
        }
        Ok(())
    }
}

/// Reads a phrase, or a map with a phrase and its examples.
struct EntryReader<'r> {
    place: &'r Place,
    /// Receives the entry. Remains `None` if an error occurs.
    entry: &'r mut Option<Entry>,
    counts: &'r mut Counts,
}

impl Reader for EntryReader<'_> {
    const EXPECTED: &'static str = "a phrase or a map with `phrase`";

    fn place(&self) -> &Place {
        self.place
    }

    fn read_string(&mut self, notation: &str) -> Option<Result<(), Error>> {
        let counted = count_item(&mut self.counts.phrases, "phrases", Lexicon::MAX_PHRASES);
        let parsed = counted.and_then(|()| notation.parse());
        let entry = |phrase| Entry { phrase, matches: Vec::new(), misses: Vec::new() };
        Some(parsed.map(|phrase| *self.entry = Some(entry(phrase))))
    }

    fn read_map<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let EntryReader { place, entry, counts } = self;
        let (mut phrase, mut matches, mut misses) = (None, Vec::new(), Vec::new());
        let mut seen = Vec::new();
        while let Some(key) = next_key(&mut map, place, &mut seen)? {
            let mut add_example = |examples: &mut Vec<String>, line: &str| {
                count_item(&mut counts.examples, "examples", RulesFile::MAX_EXAMPLES)?;
                examples.push(parse_example(line)?);
                Ok(())
            };
            match key.as_str() {
                "phrase" => map.next_value_seed(Seed(StringReader {
                    place,
                    handle: &mut |notation| {
                        phrase = Some(notation.parse()?);
                        Ok(())
                    },
                }))?,
                "matches" => map.next_value_seed(StringListReader::seed(place.clone(), &mut |line| {
                    add_example(&mut matches, line)
                }))?,
                "misses" => map.next_value_seed(StringListReader::seed(place.clone(), &mut |line| {
                    add_example(&mut misses, line)
                }))?,
                _ => {
                    return Err(error_at(
                        place,
                        Error::UnknownKey { key: excerpt(&key), known: "phrase, matches, misses" },
                    ))
                }
            }
        }
        let Some(phrase) = phrase else {
            return Err(error_at(place, Error::MissingPhrase));
        };
        count_item(&mut counts.phrases, "phrases", Lexicon::MAX_PHRASES).map_err(|e| error_at(place, e))?;
        *entry = Some(Entry { phrase, matches, misses });
        Ok(())
    }
}

/// Checks an example and removes the white space around it.
fn parse_example(line: &str) -> Result<String, Error> {
    let fail = |reason| Err(Error::Example { example: excerpt(line), reason });
    let line = line.trim();
    if line.is_empty() {
        return fail("it is empty: write a line of a page");
    }
    if line.contains('\n') {
        return fail("it contains a line break, but lines are matched one by one: write a single line");
    }
    if line.len() > RulesFile::MAX_EXAMPLE_LEN {
        return fail("it is longer than 500 bytes: keep only the words around the phrase");
    }
    Ok(line.to_owned())
}

/// Uses a string of the file, or returns what is wrong with it.
type Handler<'r> = &'r mut dyn FnMut(&str) -> Result<(), Error>;

/// Reads a list of strings. If the list belongs to an entry, as `matches` does, errors name that entry; otherwise the
/// strings themselves are the entries, and errors name the number of the string.
struct StringListReader<'r> {
    place: Place,
    handle: Handler<'r>,
}

impl<'r> StringListReader<'r> {
    fn seed(place: Place, handle: Handler<'r>) -> Seed<StringListReader<'r>> {
        Seed(StringListReader { place, handle })
    }
}

impl Reader for StringListReader<'_> {
    const EXPECTED: &'static str = "a list of strings";

    fn place(&self) -> &Place {
        &self.place
    }

    fn read_list<'de, A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let StringListReader { place, handle } = self;
        for number in 1.. {
            let entry = if place.entry > 0 { place.entry } else { number };
            let place = Place { entry, ..place.clone() };
            if list.next_element_seed(Seed(StringReader { place: &place, handle }))?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// Reads a string.
struct StringReader<'r, 'h> {
    place: &'r Place,
    handle: &'r mut (dyn FnMut(&str) -> Result<(), Error> + 'h),
}

impl Reader for StringReader<'_, '_> {
    const EXPECTED: &'static str = "a string";

    fn place(&self) -> &Place {
        self.place
    }

    fn read_string(&mut self, text: &str) -> Option<Result<(), Error>> {
        Some((self.handle)(text))
    }
}
