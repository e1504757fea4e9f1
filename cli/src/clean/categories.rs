//! The table that `--list-categories` prints.

use dechaff::Category;

use crate::terminal::{self, Align};

/// The least width of the column of descriptions, in characters. In a narrower terminal the lines wrap anyway, and
/// narrower descriptions would be hard to read.
const MIN_DESCRIPTION_COLUMNS: usize = 30;
/// The columns that the names, the last column and the gaps take.
const OTHER_COLUMNS: usize = 36;

/// One row per category: its name, what it removes, and whether it is kept unless the user asks for its removal.
pub fn table() -> String {
    let columns = terminal::columns().map(|columns| columns.saturating_sub(OTHER_COLUMNS).max(MIN_DESCRIPTION_COLUMNS));
    let mut rows = vec![["category", "what it removes", "kept by default"].map(str::to_owned).to_vec()];
    for category in Category::ALL {
        let kept = if Category::KEPT_BY_DEFAULT.contains(category) { "yes" } else { "" };
        let lines = terminal::wrap(category.describe(), columns.unwrap_or(usize::MAX));
        for (i, line) in lines.into_iter().enumerate() {
            let of_first_line = |text: &str| if i == 0 { text.to_owned() } else { String::new() };
            rows.push(vec![of_first_line(category.name()), line, of_first_line(kept)]);
        }
    }
    terminal::table(&[Align::Left; 3], &rows)
}
