//! The table of categories.

use comfy_table::{presets, ContentArrangement, Table};
use dechaff::Category;

/// A row a category: its name, what goes under it, and whether it stays unless asked for.
pub fn table() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_some_and(|width| width < 40) {
        // No terminal is so narrow: it does not know how wide it is.
        table.set_width(80);
    }
    table.set_header(["category", "what goes", "kept by default"]);
    for category in Category::ALL {
        let kept = if Category::KEPT_BY_DEFAULT.contains(category) { "yes" } else { "" };
        table.add_row([category.name(), category.describe(), kept]);
    }
    table
}
