//! Writes a rules file through serde, in the form in which `read` reads it. Empty sections are left out.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Entry, RuleSet, RulesFile, KEEP, PHRASES, PROTECT, SITE};

impl Serialize for RulesFile {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        self.all_sites.write_entries(&mut map)?;
        if !self.sites.is_empty() {
            map.serialize_entry(SITE, &self.sites)?;
        }
        map.end()
    }
}

impl Serialize for RuleSet {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        self.write_entries(&mut map)?;
        map.end()
    }
}

impl RuleSet {
    /// Writes `keep`, `protect` and `phrases` as entries of a map.
    fn write_entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if !self.keep.is_empty() {
            map.serialize_entry(KEEP, &self.keep)?;
        }
        if !self.protect.is_empty() {
            map.serialize_entry(PROTECT, &self.protect.iter().map(|p| p.as_str()).collect::<Vec<_>>())?;
        }
        if !self.phrases.is_empty() {
            map.serialize_entry(PHRASES, &self.phrases)?;
        }
        Ok(())
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.matches.is_empty() && self.misses.is_empty() {
            return self.phrase.serialize(to);
        }
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("phrase", &self.phrase)?;
        if !self.matches.is_empty() {
            map.serialize_entry("matches", &self.matches)?;
        }
        if !self.misses.is_empty() {
            map.serialize_entry("misses", &self.misses)?;
        }
        map.end()
    }
}
