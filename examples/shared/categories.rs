//! The table that `--list-categories` prints.

use comfy_table::{presets, ContentArrangement, Table};
use dechaff::Category;

/// If the terminal reports fewer columns than this, its width is unknown.
const MIN_TERMINAL_COLUMNS: u16 = 40;
/// The width of the table when that of the terminal is unknown.
const DEFAULT_COLUMNS: u16 = 80;

/// One row per category: its name, what it removes, and whether it is kept unless the user asks for its removal.
pub fn table() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_some_and(|width| width < MIN_TERMINAL_COLUMNS) {
        table.set_width(DEFAULT_COLUMNS);
    }
    table.set_header(["category", "what it removes", "kept by default"]);
    for category in Category::ALL {
        let kept = if Category::KEPT_BY_DEFAULT.contains(category) { "yes" } else { "" };
        table.add_row([category.name(), category.describe(), kept]);
    }
    table
}
