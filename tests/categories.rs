//! The documentation of the categories is what the phrase files, the rules and the fixtures say.

#[path = "../examples/shared/category_page.rs"]
mod category_page;

use std::path::Path;

use category_page::{Sources, COMMAND};
use dechaff::Category;

#[test]
fn the_pages_of_the_categories_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root);
    let stale = |category: &&Category| {
        let there = std::fs::read_to_string(root.join("src/category").join(format!("{category}.md")));
        there.ok() != Some(sources.page(**category))
    };
    let stale: Vec<&str> = Category::ALL.iter().filter(stale).map(|category| category.name()).collect();
    assert!(stale.is_empty(), "not what phrases, rules and fixtures say: {stale:?}; run: {COMMAND}");
}
