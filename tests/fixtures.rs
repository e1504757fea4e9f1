//! Walks `fixtures/`: pairs and traps. A new file needs no code.

mod common;

use common::{fixtures, strip, Fixture};
use dechaff::Cleaner;

/// Every pair: what is left is the `.out.txt`, and all that went carries the folder's category. Whole pages (`pages/`)
/// are measured by `quality.rs` instead.
#[test]
fn pairs_come_out_as_written() {
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
                    "    spared, since too little of the page would be left; make it longer: {text:.80}"
                ));
            }
        }
        for r in &cleaned.removed {
            if r.category.name() != folder {
                let text = input[r.start..r.end].trim();
                failures.push(format!("{name}: went as {} by {} ({}): {text:.80}", r.category, r.rule, r.evidence));
            }
        }
    }
    assert!(pairs >= 60, "only {pairs} pairs were found");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// Every trap comes back byte for byte, borrowed.
#[test]
fn traps_come_back() {
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
