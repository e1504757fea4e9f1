//! Reads and writes learners and learned sites through serde.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde::Deserialize as DeriveDeserialize;
use serde::Serialize as DeriveSerialize;

use super::sample::Sample;
use super::site::{LearnedSite, LearnedSites, Recurring};
use super::Learner;

#[derive(DeriveSerialize, DeriveDeserialize)]
#[serde(deny_unknown_fields)]
struct File<'f, T: Clone> {
    version: u32,
    sites: Cow<'f, BTreeMap<String, T>>,
}

fn write<T: Serialize + Clone, S: Serializer>(sites: &BTreeMap<String, T>, to: S) -> Result<S::Ok, S::Error> {
    File { version: LearnedSites::VERSION, sites: Cow::Borrowed(sites) }.serialize(to)
}

fn read<'de, T: Deserialize<'de> + Clone, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, T>, D::Error> {
    let File { version, sites } = File::deserialize(from)?;
    if version != LearnedSites::VERSION {
        return Err(D::Error::custom(format_args!(
            "version {version} of learned sites: this program reads version {}, so learn the sites again",
            LearnedSites::VERSION
        )));
    }
    Ok(sites.into_owned())
}

impl Serialize for LearnedSites {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write(&self.sites, to)
    }
}

impl<'de> Deserialize<'de> for LearnedSites {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<LearnedSites, D::Error> {
        read(from).map(|sites: BTreeMap<String, LearnedSite>| LearnedSites { sites })
    }
}

impl Serialize for Learner {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write(&self.samples, to)
    }
}

impl<'de> Deserialize<'de> for Learner {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Learner, D::Error> {
        read(from).map(|samples: BTreeMap<String, Sample>| Learner { samples })
    }
}

impl Serialize for Sample {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.pages())
    }
}

impl<'de> Deserialize<'de> for Sample {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Sample, D::Error> {
        Vec::<(u64, Box<str>)>::deserialize(from).map(Sample::from_pages)
    }
}

/// A recurring text is written as the number of its pages, the number of words of the recurring text around it, and the text.
impl Serialize for Recurring {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.pages, self.block_words, &self.text).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Recurring {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Recurring, D::Error> {
        <(u32, u32, String)>::deserialize(from).map(|(pages, block_words, text)| Recurring { pages, block_words, text })
    }
}
