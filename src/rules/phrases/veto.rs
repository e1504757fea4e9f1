//! Vetoes: the reasons why a phrase that was found does not lead to a vote.

/// The reason why a phrase that was found did not lead to a vote. [`Veto::reason`] explains each variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veto {
    SpokenFor,
    FilledField,
    FieldOfRecord,
    LabelsNothing,
    LongSegment,
    LongSentence,
    StartsInsideSentence,
    EndsSentence,
    Quoted,
    Reported,
    BeginsSentence,
    AboutAppeal,
    RunsOn,
    RunsIntoSentence,
    WeighedByPosition,
    SingleHint,
    SpeaksOfOthers,
}

impl Veto {
    /// The reason in the words of a trace.
    pub fn reason(self) -> &'static str {
        match self {
            Veto::SpokenFor => "a phrase that speaks for keeping was found too",
            Veto::FilledField => "a form's field with an address behind it is filled in",
            Veto::FieldOfRecord => "lines beside it are fields of the same record",
            Veto::LabelsNothing => "more follows on the line, and it is neither a headline nor a list",
            Veto::LongSegment => "the segment is too long to be removed for this phrase",
            Veto::LongSentence => "the sentence around the phrase is too long to be cut out",
            Veto::StartsInsideSentence => "the phrase does not start a sentence",
            Veto::EndsSentence => "the phrase is the last word of a sentence",
            Veto::Quoted => "the phrase stands in quotation marks",
            Veto::Reported => "a verb of saying stands beside the phrase",
            Veto::BeginsSentence => "a sentence of the article begins with these words",
            Veto::AboutAppeal => "it says neither \"we\" nor \"you\": it is about an appeal",
            Veto::RunsOn => "the sentence runs on in lower case behind the phrase",
            Veto::RunsIntoSentence => "the headline behind the label may be glued to a sentence of the article",
            Veto::WeighedByPosition => "the hint counts at the edges of an article only, where passes weigh it",
            Veto::SingleHint => "a single hint decides nothing",
            Veto::SpeaksOfOthers => "two hints, but it does not say \"we\"",
        }
    }
}

/// Returns the veto as an error if the condition holds.
pub(super) fn veto_if(condition: bool, veto: Veto) -> Result<(), Veto> {
    if condition {
        Err(veto)
    } else {
        Ok(())
    }
}
