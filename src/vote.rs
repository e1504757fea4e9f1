//! A vote: what one rule or pass says about one segment, how sure it is, and why.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::category::Category;
use crate::lexicon::{Phrase, PhraseRef};

/// Why a rule voted: a phrase in its notation, or a description of what the rule saw.
#[derive(Clone, Debug)]
pub struct Evidence(Reason);

#[derive(Clone, Debug)]
enum Reason {
    Description(&'static str),
    Phrase(Phrase),
    Shared(Arc<str>),
}

impl Evidence {
    /// The evidence as text.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Reason::Description(text) => text,
            Reason::Phrase(phrase) => phrase.notation(),
            Reason::Shared(text) => text,
        }
    }
}

impl From<&'static str> for Evidence {
    fn from(text: &'static str) -> Evidence {
        Evidence(Reason::Description(text))
    }
}

impl From<&Phrase> for Evidence {
    fn from(phrase: &Phrase) -> Evidence {
        Evidence(Reason::Phrase(phrase.clone()))
    }
}

impl From<Phrase> for Evidence {
    fn from(phrase: Phrase) -> Evidence {
        Evidence(Reason::Phrase(phrase))
    }
}

impl From<PhraseRef<'_>> for Evidence {
    fn from(phrase: PhraseRef<'_>) -> Evidence {
        phrase.to_phrase().into()
    }
}

impl From<Arc<str>> for Evidence {
    fn from(text: Arc<str>) -> Evidence {
        Evidence(Reason::Shared(text))
    }
}

/// Two pieces of evidence are equal if they read the same.
impl PartialEq for Evidence {
    fn eq(&self, other: &Evidence) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Evidence {}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Evidence, D::Error> {
        String::deserialize(from).map(|text| Evidence(Reason::Shared(text.into())))
    }
}

/// The name of the rule or pass that voted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RuleName {
    Shipped(&'static str),
    /// The name of a caller's own rule, which need not live as long as the program.
    Own(Arc<str>),
}

impl From<RuleName> for Cow<'static, str> {
    fn from(name: RuleName) -> Cow<'static, str> {
        match name {
            RuleName::Shipped(name) => Cow::Borrowed(name),
            RuleName::Own(name) => Cow::Owned(name.as_ref().to_owned()),
        }
    }
}

/// What one rule or pass says about one segment or a part of it.
#[derive(Clone, Debug)]
pub(crate) struct Vote {
    pub category: Category,
    /// How sure the rule is that this is boilerplate, from 0.0 to 1.0. See [`score`].
    pub score: f32,
    pub rule: RuleName,
    pub evidence: Evidence,
}

/// Scores by name, so that all rules and passes use the same number for the same degree of certainty. A score is
/// compared with [`Strictness::threshold`](crate::Strictness::threshold): 0.85, 0.65 or 0.5. Scores between two
/// thresholds differ only in which of several votes on a segment decides, and so which category is reported.
pub(crate) mod score {
    /// An article never has such a line in this place. The vote stands even if the guard finds that too little text
    /// would remain.
    pub const CERTAIN: f32 = 0.97;
    /// As sure as [`CERTAIN`], but it wins against a certain phrase in the same line: evidence about a whole block of
    /// lines, such as the widget to which a label belongs.
    pub const CERTAIN_BLOCK: f32 = 0.98;
    /// The wording is that of boilerplate, and no article has it in this form.
    pub const SURE: f32 = 0.9;
    /// A line that is nothing but a credit is stronger evidence than a phrase for another category in the same line.
    pub const SURE_CREDIT: f32 = SURE + 0.02;
    /// The form of the line is that of boilerplate. The least score that counts at [`crate::Strictness::Careful`].
    pub const CLEAR: f32 = 0.85;
    /// The wording occurs in articles too, but rarely in this place.
    pub const LIKELY: f32 = 0.8;
    /// The segments around the line show what it is, or its structure does.
    pub const PROBABLE: f32 = 0.75;
    /// Removed at [`crate::Strictness::Thorough`] only.
    pub const DOUBTFUL: f32 = 0.55;
}

/// How sure a rule must be for a removal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Strictness {
    /// Removes at a score of 0.85 or more: only what no article has in that place.
    Careful,
    /// Removes at a score of 0.65 or more.
    #[default]
    Balanced,
    /// Removes at a score of 0.5 or more: also captions without a credit, and other doubtful lines.
    Thorough,
}

impl Strictness {
    /// The name in lower case, as serde uses it.
    pub const fn name(self) -> &'static str {
        match self {
            Strictness::Careful => "careful",
            Strictness::Balanced => "balanced",
            Strictness::Thorough => "thorough",
        }
    }

    /// The least score for which a segment is removed, from 0.0 to 1.0.
    pub const fn threshold(self) -> f32 {
        match self {
            Strictness::Careful => 0.85,
            Strictness::Balanced => 0.65,
            Strictness::Thorough => 0.5,
        }
    }
}

/// What became of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Outcome {
    /// It decided: the segment, or the part of it that the vote is about, was removed for this reason.
    Removed,
    /// Another vote on the same segment had a higher score, or the same score and came first.
    Outvoted,
    /// Its score is below the threshold of the cleaner's [`Strictness`](crate::Strictness).
    BelowThreshold,
    /// Its category is kept: by default, by the caller, or because the text is one of entries ([`TextKind::Entries`]) and
    /// such lines are content there.
    ///
    /// [`TextKind::Entries`]: crate::TextKind::Entries
    CategoryKept,
    /// The segment is protected: by a pattern, by a rule, or because it corrects the article.
    Protected,
    /// The guard took the removal back, because too little text would have remained.
    Spared,
    /// It was not cast: the rule found a phrase, and then a reason not to vote.
    Vetoed,
}
