//! Writes the documentation of the categories, `src/category/NAME.md`, from the phrase files, the rules and the fixtures.
//! `tests/categories.rs` fails where that would change it.

mod shared;

use std::fs;
use std::io;
use std::path::Path;

use dechaff::Category;
use shared::category_page::Sources;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root);
    for category in Category::ALL {
        let path = root.join("src/category").join(format!("{category}.md"));
        let page = sources.page(*category);
        if !fs::read_to_string(&path).is_ok_and(|there| there == page) {
            fs::write(&path, page)?;
            println!("src/category/{category}.md");
        }
    }
    Ok(())
}
