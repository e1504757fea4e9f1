//! The generated documentation of the categories is up to date.

use dechaff::Category;
use xtask::category_page::Sources;
use xtask::{root, COMMAND};

#[test]
fn the_documentation_of_each_category_is_up_to_date() {
    let root = root();
    let sources = Sources::read(&root);
    let is_stale = |category: &&Category| {
        let current = std::fs::read_to_string(root.join("src/category").join(format!("{category}.md")));
        current.ok() != Some(sources.page(**category))
    };
    let stale: Vec<&str> = Category::ALL.iter().filter(is_stale).map(|category| category.name()).collect();
    assert!(stale.is_empty(), "the files in src/category/ for {stale:?} are out of date; run: {COMMAND}");
}
