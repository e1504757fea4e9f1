//! Generates the documentation of the categories, `src/category/NAME.md`, from the phrase files, the module docs of the
//! rules and passes, and the fixtures. It prints the names of the files that it changes.
//!
//! `tests/categories.rs` fails if one of these files is out of date.

mod page;

use std::fs;
use std::io;
use std::path::Path;

use dechaff::Category;
use page::Sources;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root);
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
