//! Writes all generated files of the repository and prints the names of those that it changes: the documentation of the
//! categories, and the shell completions and manual pages of the command.

use std::fs;
use std::io;

fn main() -> io::Result<()> {
    for (path, content) in xtask::generated_files()? {
        let file = xtask::root().join(&path);
        if !fs::read_to_string(&file).is_ok_and(|current| current == content) {
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&file, content)?;
            println!("{}", path.display());
        }
    }
    Ok(())
}
