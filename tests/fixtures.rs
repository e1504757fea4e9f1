//! Cleans all fixtures: pairs of input and output, and traps. A new fixture needs no code.

mod common;

use common::{fixtures, strip, Fixture};
use dechaff::Cleaner;

/// The cleaned text of a pair is its `.out.txt`, and each removal has the category of the folder. `quality.rs` measures
/// the whole pages in `pages/` instead.
#[test]
fn pairs_are_cleaned_to_their_expected_output() {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    let mut pairs = 0;
    for Fixture { name, folder, input, output } in fixtures().into_iter().filter(|f| f.folder != "pages") {
        let Some(output) = output else { continue };
        pairs += 1;
        let cleaned = cleaner.report(&input);
        if cleaned.text != output {
            failures.push(format!("{name}:\n{}", strip::diff(&output, &cleaned.text)));
            for s in &cleaned.spared {
                let text = input[s.start..s.end].trim();
                failures.push(format!(
                    "    spared because too little of the page would remain; make the fixture longer: {text:.80}"
                ));
            }
        }
        for r in &cleaned.removed {
            if r.category.name() != folder {
                let text = input[r.start..r.end].trim();
                failures.push(format!("{name}: removed as {} by {} ({}): {text:.80}", r.category, r.rule, r.evidence));
            }
        }
    }
    assert!(pairs >= 60, "only {pairs} pairs were found");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// Nothing is removed from a trap (a fixture in `keep/`).
#[test]
fn traps_are_kept_unchanged() {
    let cleaner = Cleaner::default();
    let mut failures = Vec::new();
    let mut traps = 0;
    for fixture in fixtures().into_iter().filter(|f| f.folder == "keep") {
        traps += 1;
        for r in cleaner.report(&fixture.input).removed {
            let text = fixture.input[r.start..r.end].trim();
            failures.push(format!("{}: {} by {} ({}): {text:.100}", fixture.name, r.category, r.rule, r.evidence));
        }
    }
    assert!(traps >= 30, "only {traps} traps were found");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
