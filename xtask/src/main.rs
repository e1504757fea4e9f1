//! Generates the documentation of the categories, `src/category/NAME.md`, from the phrase files, the module docs of the
//! rules and passes, and the fixtures. It prints the names of the files that it changes.
//!
//! `xtask/tests/categories.rs` fails if one of these files is out of date.

use std::fs;
use std::io;

use dechaff::Category;
use xtask::category_page::Sources;
use xtask::root;

fn main() -> io::Result<()> {
    let root = root();
    let sources = Sources::read(&root);
    for category in Category::ALL {
        let path = root.join("src/category").join(format!("{category}.md"));
        let page = sources.page(*category);
        if !fs::read_to_string(&path).is_ok_and(|current| current == page) {
            fs::write(&path, page)?;
            println!("src/category/{category}.md");
        }
    }
    Ok(())
}
