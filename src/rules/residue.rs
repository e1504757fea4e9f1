//! Residue of the page's source that the extractor took for text.
//!
//! **Removes** lines that are escaped mark-up.
//!
//! **Keeps** code (`keep/en-code-tutorial`): nothing is judged inside fences or in lines that look like a program's.

use super::{Ballot, Rule, Segment};
use crate::category::Category;

pub(super) struct Residue;

impl Rule for Residue {
    fn name(&self) -> &'static str {
        "residue"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let text = segment.text();
        let escaped = text.starts_with("&lt;") || text.starts_with("&amp;lt;");
        if escaped && text.trim_end().ends_with("gt;") {
            ballot.vote(Category::Technical, 0.85, "escaped mark-up");
        }
    }
}
