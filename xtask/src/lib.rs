//! Generates files of the repository from its sources, trains the weights of the kinds of text and of the
//! frames of pages, and makes the dictionary
//! of the fuzz targets. The tests of this crate fail if one of the generated files is out of date.

pub mod category_page;
pub mod command_files;
pub mod fuzz_dictionary;
mod logistic;
pub mod train_frame;
pub mod train_kind;

use std::io;
use std::path::{Path, PathBuf};

use category_page::Sources;
use dechaff::{Category, Lexicon};

/// The command that writes all generated files.
pub const COMMAND: &str = "cargo run --release -p xtask";

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is in a folder of the repository").to_owned()
}

/// The tables of the shipped lexicon, from the root of the repository, and their content. All other generated files are
/// made with a library that contains them.
pub fn tables() -> (PathBuf, Vec<u8>) {
    ("src/lexicon/prebuilt.bin".into(), Lexicon::prebuilt_tables())
}

/// All other generated files: the path of each, from the root of the repository, and its content.
///
/// # Errors
/// Fails if a generator does.
pub fn generated_files() -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let sources = Sources::read(&root());
    let page = |category: &Category| (PathBuf::from(format!("src/category/{category}.md")), sources.page(*category));
    let texts = Category::ALL.iter().map(page).chain(command_files::files()?);
    Ok(texts.map(|(path, text)| (path, text.into_bytes())).collect())
}
