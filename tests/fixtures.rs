//! Cleans all fixtures in `fixtures/`: pairs and traps. A new file needs no code.

mod common;

use std::fmt::Write;
use std::ops::Range;

use common::{fixtures, strip, Fixture};
use dechaff::{Cleaned, Cleaner, TracedSegment};
use similar::{Algorithm, DiffOp};

/// A pair is an input with an `.out.txt`. The cleaned text must equal the output, and every removal must have the
/// category of the folder. `quality.rs` measures the whole pages (`pages/`) instead.
#[test]
fn pairs_are_cleaned_to_their_output() {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    let mut pairs = 0;
    for Fixture { name, folder, input, output } in fixtures().into_iter().filter(|f| f.folder != "pages") {
        let Some(output) = output else { continue };
        pairs += 1;
        let cleaned = cleaner.report(&input);
        if cleaned.text != output {
            let mut failure = format!("{name}:\n{}", strip::diff(&output, &cleaned.text));
            for s in &cleaned.spared {
                let text = input[s.range()].trim();
                failure +=
                    &format!("    spared, because too little text would remain; make the page longer: {text:.80}\n");
            }
            failures.push(failure + &trace_of_differences(&cleaner, &input, &output, &cleaned));
        }
        for r in &cleaned.removed {
            if r.category.name() != folder {
                let text = input[r.range()].trim();
                failures.push(format!("{name}: removed as {} by {} ({}): {text:.80}", r.category, r.rule, r.evidence));
            }
        }
    }
    assert!(pairs >= 60, "only {pairs} pairs were found");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// A trap is a text from which nothing may be removed.
#[test]
fn nothing_is_removed_from_traps() {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    let mut traps = 0;
    for Fixture { name, input, .. } in fixtures().into_iter().filter(|f| f.folder == "keep") {
        traps += 1;
        let cleaned = cleaner.report(&input);
        if !cleaned.removed.is_empty() {
            failures.push(format!("{name}:\n{}", trace_of_differences(&cleaner, &input, &input, &cleaned)));
        }
    }
    assert!(traps >= 30, "only {traps} traps were found");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// Describes the segments of which something was removed that the expected output contains, or kept that it does not.
fn trace_of_differences(cleaner: &Cleaner, input: &str, expected: &str, cleaned: &Cleaned<'_>) -> String {
    let is_expected = expected_bytes(input, expected);
    let mut is_kept = vec![true; input.len()];
    for r in &cleaned.removed {
        is_kept[r.range()].fill(false);
    }
    // The white space at the edge of a removal is not part of a segment's verdict.
    let differs = |at: usize| !input.as_bytes()[at].is_ascii_whitespace() && is_kept[at] != is_expected[at];
    let segments = cleaner.trace(input).segments;
    segments.iter().filter(|s| s.range().any(differs)).map(|segment| describe(segment, input)).collect()
}

/// For each byte of the input, whether it is in the expected output. The output is compared by lines first, and words
/// are compared only within lines that differ, so that a word is not matched with the same word of another line.
fn expected_bytes(input: &str, expected: &str) -> Vec<bool> {
    let mut is_expected = vec![false; input.len()];
    let (old, new): (Vec<&str>, Vec<&str>) =
        (input.split_inclusive('\n').collect(), expected.split_inclusive('\n').collect());
    for op in similar::capture_diff_slices(Algorithm::Myers, &old, &new) {
        let lines = bytes_of(&old, op.old_range());
        match op {
            DiffOp::Equal { .. } => is_expected[lines].fill(true),
            DiffOp::Replace { .. } => {
                let words: Vec<&str> = input[lines.clone()].split_inclusive(char::is_whitespace).collect();
                let new = new[op.new_range()].concat();
                let new: Vec<&str> = new.split_inclusive(char::is_whitespace).collect();
                for op in similar::capture_diff_slices(Algorithm::Myers, &words, &new) {
                    if let DiffOp::Equal { .. } = op {
                        let word = bytes_of(&words, op.old_range());
                        is_expected[lines.start + word.start..lines.start + word.end].fill(true);
                    }
                }
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
        }
    }
    is_expected
}

/// The bytes of consecutive pieces of a text, given all of its pieces.
fn bytes_of(pieces: &[&str], range: Range<usize>) -> Range<usize> {
    let len = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let start = len(&pieces[..range.start]);
    start..start + len(&pieces[range])
}

/// The text of a segment, its features, and each vote on it with what became of it.
fn describe(segment: &TracedSegment, input: &str) -> String {
    let TracedSegment { form, features: f, verdict, .. } = segment;
    let text = &input[segment.range()];
    let mut out = format!("    {verdict:?}: {text:.140}\n");
    let properties = [
        (f.quoted, "quoted"),
        (f.bullet, "bullet"),
        (f.code, "code"),
        (f.row, "row"),
        (f.prose, "prose"),
        (f.title, "title"),
    ];
    let properties: String = properties.iter().filter(|(has, _)| *has).map(|(_, name)| format!(", {name}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "        {form:?}: {} words, {} capitals, {} numbers, {} sentences, {} links, ending {:?}{properties}",
        f.words, f.capitals, f.numbers, f.sentences, f.links, f.ending
    );
    for vote in &segment.votes {
        let part = vote.part.clone().map(|part| format!(", in {:?}", &input[part])).unwrap_or_default();
        let veto = vote.veto.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "        round {}: {} {:.2} by {} ({}{part}) -> {:?}{veto}",
            vote.round, vote.category, vote.score, vote.rule, vote.evidence, vote.outcome
        );
    }
    if segment.votes.is_empty() {
        out.push_str("        no vote\n");
    }
    out
}
