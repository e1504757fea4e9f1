//! The table of categories.

use comfy_table::{presets, ContentArrangement, Table};
use dechaff::Category;

/// A row a category: its name, what goes under it, and whether it stays unless asked for.
pub fn table() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["category", "what goes", "kept by default"]);
    for category in Category::ALL {
        let kept = if Category::KEPT_BY_DEFAULT.contains(category) { "yes" } else { "" };
        table.add_row([category.name(), category.describe(), kept]);
    }
    table
}
