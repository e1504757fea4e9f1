//! A rule of one's own, which removes the lines that ask readers of a site to play its quiz. Run it with
//! `cargo run --release --example own_rule`.

use dechaff::{Ballot, Category, Cleaner, Error, Rule, Segment};

/// Removes short lines that name the quiz. A sentence about the quiz has more words, and stays.
struct QuizRule;

/// The number of words above which a line is not taken for a label.
const MAX_LABEL_WORDS: usize = 6;

impl Rule for QuizRule {
    fn name(&self) -> &'static str {
        "quiz"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        // The folded text is in lower case, with single spaces.
        if segment.words() <= MAX_LABEL_WORDS && segment.folded().contains("quiz") {
            // 0.9 is enough to remove a line, but a short page keeps it: only votes of 0.97 and more cut those.
            ballot.vote(Category::Promo, 0.9, "a short line names the quiz");
        }
    }
}

const PAGE: &str = "\
    The mill at Corvey grinds again, and the village smells of flour for the first time in forty years.\n\
    Play the Corvey quiz\n\
    Miller Hanna Voss took over the building in spring and needed two summers to turn the stones true.\n\
    She sells rye in paper bags, and the questions of her quiz for children hang on the wall of the mill.\n";

fn main() -> Result<(), Error> {
    let cleaner = Cleaner::builder().rule(QuizRule).build()?;
    let cleaned = cleaner.report(PAGE);
    for r in &cleaned.removed {
        eprintln!("{} by {} ({}): {}", r.category, r.rule, r.evidence, PAGE[r.start..r.end].trim());
    }
    print!("{}", cleaned.text);
    Ok(())
}
