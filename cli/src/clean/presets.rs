//! The table that `dechaff presets` prints.

use dechaff::{Category, CategorySet, Preset};

use crate::terminal::{self, Align};

/// Two rows per preset: its name and what it is for, and the options that do the same.
pub fn table() -> String {
    let mut rows = vec![["preset", "what it is for, and the options that do the same"].map(str::to_owned).to_vec()];
    for preset in Preset::ALL {
        rows.push(vec![preset.name().to_owned(), preset.describe().to_owned()]);
        rows.push(vec![String::new(), options(*preset)]);
    }
    terminal::table(&[Align::Left; 2], &rows)
}

/// The options of the command that do the same as the preset.
fn options(preset: Preset) -> String {
    let by_default = CategorySet::of(Category::KEPT_BY_DEFAULT);
    let kept = preset.kept().difference(by_default);
    let removed = by_default.difference(preset.kept());
    let list = |option: &str, categories: CategorySet| {
        let names: Vec<&str> = categories.iter().map(Category::name).collect();
        match names.is_empty() {
            true => String::new(),
            false => format!(" --{option} {}", names.join(",")),
        }
    };
    format!("--strictness {}{}{}", preset.strictness().name(), list("keep", kept), list("remove", removed))
}
