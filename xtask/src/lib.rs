//! Generates files of the repository from its sources. The tests of this crate fail if one of the files is out of date.

pub mod category_page;

use std::path::{Path, PathBuf};

/// The command that writes all generated files.
pub const COMMAND: &str = "cargo run --release -p xtask";

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is in a folder of the repository").to_owned()
}
