//! The output of `explain`: the page, with a margin that marks what was removed and why.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use dechaff::{
    Cleaned, Cleaner, Ending, Form, Outcome, Removal, TracedFeatures, TracedKind, TracedSegment, TracedVote, Verdict,
};

use super::{diff, pages};
use crate::input::place::Place;
use crate::message::without_control_characters;
use crate::terminal::{self, with_commas};

/// How a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Explain {
    /// What was removed, and what was spared because too little text would have remained
    Removed,
    /// Every segment, also the kept ones
    All,
    /// What was removed, as a unified diff; `--diff` selects it
    #[value(skip)]
    Diff,
}

/// How pages are explained.
#[derive(Clone, Copy, Debug)]
pub struct ExplainOptions {
    pub mode: Explain,
    pub is_coloured: bool,
    /// Print a line with the place of each page before the page.
    pub has_page_headings: bool,
    /// The number of characters to which `explain --all` shortens a segment, the margin included.
    pub max_columns: usize,
    /// Break longer lines at spaces, so that each line on the terminal has a margin.
    pub wrap_columns: Option<usize>,
}

/// A page ends the explanation of a text if it has this many bytes by then. Nobody reads more, and an explanation may be
/// twenty times as long as the text.
const MAX_BYTES: usize = 4 << 20;

/// The width of segments if standard output is not a terminal.
const DEFAULT_COLUMNS: usize = 100;
/// The least width of segments: in a narrower terminal they wrap. A segment of 20 characters can still be recognised.
const MIN_COLUMNS: usize = 20;
/// The number of characters to which the part of a segment that a vote is about is shortened. Chosen by hand: a longer
/// part repeats much of the segment's line.
const MAX_PART_CHARS: usize = 40;

const REASON: Style = AnsiColor::Cyan.on_default();
const REMOVED: Style = AnsiColor::Red.on_default().strikethrough();
/// Not struck out, because a part of the segment was kept.
const PARTLY_REMOVED: Style = AnsiColor::Red.on_default();
const SPARED: Style = AnsiColor::Yellow.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const HEADING: Style = Style::new().bold();

/// Returns the width of the terminal in columns, or the default if standard output is not a terminal.
pub fn terminal_columns() -> usize {
    terminal::columns().map_or(DEFAULT_COLUMNS, |columns| columns.max(MIN_COLUMNS))
}

/// Returns the width of the terminal in columns, at which lines are broken, if standard output is a terminal.
pub fn wrap_columns() -> Option<usize> {
    terminal::stdout_columns().map(|columns| columns.max(MIN_COLUMNS))
}

/// Explains a text in the selected mode. Without a cleaner, nothing was removed. `removed` are all removals from the text,
/// of which only the mode `Diff` makes use: the others clean the text once more, page by page, so that they never hold the
/// whole report.
pub fn explain(
    place: &Place,
    text: &str,
    cleaner: Option<&Cleaner>,
    removed: &[Removal],
    options: &ExplainOptions,
) -> Vec<u8> {
    let name = without_control_characters(&place.to_string());
    let mut out = Vec::with_capacity((text.len() + text.len() / 4).min(MAX_BYTES));
    let mut page = MarginWriter { out: &mut out, is_coloured: options.is_coloured, columns: options.wrap_columns };
    if options.mode == Explain::Diff {
        for line in diff::unified(&name, text, removed) {
            page.write_line(diff_style(&line), &line);
        }
        return out;
    }
    if options.has_page_headings {
        page.write_lines(HEADING, "== ", &name);
    }
    let Some(cleaner) = cleaner else {
        page.write_lines(Style::new(), "  ", text);
        return out;
    };
    for range in pages::ranges(text, cleaner) {
        let part = &text[range.clone()];
        match options.mode {
            Explain::All => trace(part, cleaner, options.max_columns, &mut page),
            _ => explain_removals(part, cleaner, &mut page),
        }
        let missing = text.len() - range.end;
        if page.out.len() >= MAX_BYTES && missing > 0 {
            page.write_lines(REASON, "# ", &format!("the last {} bytes are not shown", with_commas(missing as u64)));
            break;
        }
    }
    out
}

/// The style of a line of a diff.
fn diff_style(line: &str) -> Style {
    match line.as_bytes().first() {
        _ if line.starts_with("---") || line.starts_with("+++") => HEADING,
        Some(b'-') => PARTLY_REMOVED,
        Some(b'+') => ADDED,
        Some(b'@') => REASON,
        _ => Style::new(),
    }
}

/// Explains the removals. Kept lines have a blank margin and removed lines have the margin `-`. A line with the margin
/// `#` gives the reason before each removal. Spared removals follow after the page, with the margin `=`.
fn explain_removals(text: &str, cleaner: &Cleaner, page: &mut MarginWriter<'_>) {
    let Cleaned { removed, spared, .. } = cleaner.report(text);
    let mut at = 0;
    for r in &removed {
        page.write_lines(Style::new(), "  ", &text[at..r.start]);
        page.write_lines(REASON, "# ", &format!("{} ({:.2}) by {}: {}", r.category, r.score, r.rule, r.evidence));
        page.write_lines(REMOVED, "- ", &text[r.start..r.end]);
        at = r.end;
    }
    page.write_lines(Style::new(), "  ", &text[at..]);
    for s in &spared {
        let reason =
            format!("spared, because too little text would remain: {} by {}: {}", s.category, s.rule, s.evidence);
        page.write_lines(REASON, "# ", &reason);
        page.write_lines(SPARED, "= ", &text[s.start..s.end]);
    }
}

/// At most this many clues to the kind of a text are shown.
const MAX_SHOWN_CLUES: usize = 8;

/// The kind of the text, and the clues with the largest weights: positive ones speak for a list of entries.
fn describe_kind(kind: &TracedKind) -> String {
    let weighty = kind.clues.iter().filter(|clue| clue.weight != 0.0).take(MAX_SHOWN_CLUES);
    let clues: Vec<String> = weighty.map(|clue| format!("{} {:+.2}", clue.clue, clue.weight)).collect();
    format!("kind: {:?} (score {:+.2}; {})", kind.kind, kind.score, clues.join("; "))
}

/// Explains every segment, also the kept ones. The margin of its text is `-` if it was removed, `~` if a part of it was
/// removed, `=` if it was spared, and `+` if it was kept for another reason. Indented lines follow: its form and
/// features, the cues, the votes and vetoes with their outcomes, and why it was kept.
fn trace(text: &str, cleaner: &Cleaner, max_columns: usize, page: &mut MarginWriter<'_>) {
    let trace = cleaner.trace(text);
    page.write_lines(REASON, "# ", &describe_kind(&trace.kind));
    for segment in trace.segments {
        let is_spared = segment.votes.iter().any(|vote| vote.outcome == Outcome::Spared);
        let (style, margin) = match segment.verdict {
            Verdict::Removed => (REMOVED, "- "),
            Verdict::PartlyRemoved => (PARTLY_REMOVED, "~ "),
            Verdict::Kept if is_spared => (SPARED, "= "),
            Verdict::Kept => (Style::new(), "+ "),
        };
        page.write_lines(style, margin, &shorten(&text[segment.range()], max_columns - margin.len()));
        let mut lines = vec![format!("{}: {}", form(segment.form), features(&segment.features))];
        lines.extend(segment.cues.iter().map(|cue| format!("cue  {}  {}", cue.category, cue.phrase)));
        lines.extend(segment.votes.iter().map(|vote| describe_vote(vote, text)));
        if segment.verdict == Verdict::Kept {
            lines.push(format!("kept: {}", reason_to_keep(&segment)));
        }
        for (i, line) in lines.iter().enumerate() {
            // A phrase that several languages share is found once for each of them.
            if !lines[..i].contains(line) {
                page.write_lines(REASON, "    ", line);
            }
        }
    }
}

/// Joins the lines of a text by spaces. If it then has more than `max_chars` characters, its end is replaced by an
/// ellipsis.
fn shorten(text: &str, max_chars: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(max_chars) {
        None => line,
        Some(_) => line.chars().take(max_chars - 1).chain(['\u{2026}']).collect(),
    }
}

/// What a segment is in a page of this form.
fn form(form: Form) -> &'static str {
    match form {
        Form::Lines => "line",
        Form::Wrapped => "wrapped paragraph",
        Form::Flat => "sentence of flattened text",
        _ => "segment",
    }
}

/// Lists the features of a segment. Counts that are zero are omitted, except that of the words.
fn features(features: &TracedFeatures) -> String {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let mut list = vec![count(features.words, "word")];
    let counts = [
        (features.capitals, "capital"),
        (features.numbers, "number"),
        (features.sentences, "sentence"),
        (features.links, "link"),
    ];
    list.extend(counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)));
    let properties = [
        (features.ending == Ending::Sentence, "ends like a sentence"),
        (features.ending == Ending::Colon, "ends with a colon"),
        (features.ending == Ending::Comma, "ends with a comma or dash"),
        (features.quoted, "starts with a quotation mark"),
        (features.bullet, "starts with a list mark"),
        (features.code, "code"),
        (features.row, "table row"),
        (features.prose, "prose"),
        (features.title, "title"),
    ];
    list.extend(properties.iter().filter(|(has, _)| *has).map(|(_, name)| (*name).to_owned()));
    list.join(", ")
}

/// Describes a vote or a veto, and what became of it.
fn describe_vote(vote: &TracedVote, text: &str) -> String {
    let TracedVote { round, rule, category, score, evidence, .. } = vote;
    if let Some(reason) = &vote.veto {
        return format!("veto  round {round}  {rule}  {category}  {evidence}  -> {reason}");
    }
    let part = vote.part.clone().map(|part| format!("  in \"{}\"", shorten(&text[part], MAX_PART_CHARS)));
    let (part, outcome) = (part.unwrap_or_default(), describe_outcome(vote.outcome));
    format!("vote  round {round}  {rule}  {category} {score:.2}  {evidence}{part}  -> {outcome}")
}

fn describe_outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Removed => "removed",
        Outcome::Outvoted => "outvoted",
        Outcome::BelowThreshold => "below the threshold",
        Outcome::CategoryKept => "the category is kept",
        Outcome::Protected => "the segment is protected",
        Outcome::Spared => "spared, because too little text would remain",
        Outcome::Vetoed => "vetoed",
        _ => "no effect",
    }
}

/// Why a kept segment was kept. Of several reasons it names the one that decided last: the guard takes back what
/// neither protection nor a threshold prevented.
fn reason_to_keep(segment: &TracedSegment) -> String {
    let with = |outcome: Outcome| segment.votes.iter().filter(move |vote| vote.outcome == outcome);
    let has = |outcome: Outcome| with(outcome).next().is_some();
    let strongest = with(Outcome::BelowThreshold).map(|vote| vote.score).max_by(f32::total_cmp);
    if has(Outcome::Spared) {
        "spared, because too little text would remain".to_owned()
    } else if has(Outcome::Protected) {
        "the segment is protected".to_owned()
    } else if let Some(vote) = with(Outcome::CategoryKept).next() {
        format!("the category {} is kept", vote.category)
    } else if let Some(score) = strongest {
        format!("the strongest vote, {score:.2}, is below the threshold")
    } else if has(Outcome::Vetoed) {
        "every vote was vetoed".to_owned()
    } else if segment.votes.is_empty() {
        "no vote".to_owned()
    } else {
        "no vote decided".to_owned()
    }
}

/// Writes lines with a margin in front of each.
struct MarginWriter<'o> {
    out: &'o mut Vec<u8>,
    is_coloured: bool,
    /// The width at which lines are broken, margins included.
    columns: Option<usize>,
}

impl MarginWriter<'_> {
    fn write_lines(&mut self, style: Style, margin: &str, text: &str) {
        for line in text.lines() {
            let parts = match self.columns.map(|columns| columns - margin.len()) {
                Some(columns) if line.chars().count() > columns => terminal::wrap(line, columns),
                _ => vec![line.to_owned()],
            };
            for part in parts {
                self.write_line(style, format!("{margin}{part}").trim_end());
            }
        }
    }

    fn write_line(&mut self, style: Style, line: &str) {
        // Writing to a vector cannot fail.
        let _ = if self.is_coloured {
            // Replace control characters, so that a page cannot send escape sequences to the terminal.
            writeln!(self.out, "{style}{}{style:#}", without_control_characters(line))
        } else {
            writeln!(self.out, "{line}")
        };
    }
}
