//! The WebAssembly module of the npm package: cleaning, over linear memory. `js/src/module.js` calls these functions, and
//! nothing else does.
//!
//! An argument is a block of bytes that the caller gets from [`alloc`], fills, and hands over: the function that takes it
//! frees it. A result is written to the output, which the caller reads before its next call ([`output`], [`output_len`]).
//! Both consist of 32-bit numbers and of strings, each a 32-bit length in bytes followed by UTF-8; numbers are little
//! endian. A function that can fail returns 0 and writes a message.

#[cfg(feature = "rules")]
mod learner;
mod options;
mod report;
#[cfg(feature = "rules")]
mod rules;
mod wire;

use std::cell::RefCell;

use dechaff::{Category, Cleaner, CleanerBuilder, Lexicon, Preset};

use wire::{Block, Writer};

thread_local! {
    /// The result of the last call.
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The phrase files that were added, by language, until they are loaded.
    static FILES: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

fn write_output(write: impl FnOnce(&mut Writer)) {
    let mut writer = Writer::default();
    write(&mut writer);
    OUTPUT.with(|output| *output.borrow_mut() = writer.into_bytes());
}

/// Allocates a block of `len` bytes, to be filled and handed over.
#[no_mangle]
pub extern "C" fn alloc(len: usize) -> *mut u8 {
    Block::alloc(len)
}

/// The address of the output.
#[no_mangle]
pub extern "C" fn output() -> *const u8 {
    OUTPUT.with(|output| output.borrow().as_ptr())
}

/// The length of the output, in bytes.
#[no_mangle]
pub extern "C" fn output_len() -> usize {
    OUTPUT.with(|output| output.borrow().len())
}

/// Adds the phrase file of a language: the block of its ISO 639-1 code, and the block of its text.
#[no_mangle]
pub extern "C" fn add_language(name: *mut u8, name_len: usize, text: *mut u8, text_len: usize) {
    let file = (Block::take(name, name_len).into_string(), Block::take(text, text_len).into_string());
    FILES.with(|files| files.borrow_mut().push(file));
}

/// Loads the languages that were added. Called once, before anything below.
#[no_mangle]
pub extern "C" fn load_languages() -> u32 {
    let files = FILES.with(|files| std::mem::take(&mut *files.borrow_mut()));
    finish(Lexicon::load_languages(files).map(|()| 1).map_err(|e| e.to_string()))
}

/// Builds a cleaner from options ([`options::build`]) and returns its address.
#[no_mangle]
pub extern "C" fn new_cleaner(block: *mut u8, len: usize) -> u32 {
    let block = Block::take(block, len);
    finish(options::build(block.strings()).map(|cleaner| Box::into_raw(Box::new(cleaner)) as u32))
}

/// Returns the address of the cleaner for the pages of a site.
#[no_mangle]
pub extern "C" fn for_site(cleaner: &Cleaner, block: *mut u8, len: usize) -> u32 {
    let block = Block::take(block, len);
    let cleaner = cleaner.for_site(block.strings().next().unwrap_or_default());
    Box::into_raw(Box::new(cleaner)) as u32
}

/// Frees a cleaner.
#[no_mangle]
pub extern "C" fn free_cleaner(_: Box<Cleaner>) {}

/// Cleans a text, which is the whole block, and writes a report ([`report::write`]).
#[no_mangle]
pub extern "C" fn report(cleaner: &Cleaner, block: *mut u8, len: usize) {
    let block = Block::take(block, len);
    let text = block.text();
    let cleaned = cleaner.report(text);
    write_output(|out| report::write(text, &cleaned, out));
}

/// Cleans a text, which is the whole block, and writes the trace as JSON ([`report::trace`]).
#[cfg(feature = "rules")]
#[no_mangle]
pub extern "C" fn trace(cleaner: &Cleaner, block: *mut u8, len: usize) -> u32 {
    let block = Block::take(block, len);
    learner::finish_json(&report::trace(block.text(), cleaner))
}

/// Writes what the package tells about itself: the number of categories, and of each its name, its description and
/// whether it is kept by default; then the number of rules and passes, and their names; then the number of presets, and of
/// each its name, its description, the name of its strictness, and the number and the names of the categories it keeps.
#[no_mangle]
pub extern "C" fn about() {
    write_output(|out| {
        out.number(Category::ALL.len() as u32);
        for category in Category::ALL {
            out.string(category.name());
            out.string(category.describe());
            out.number(u32::from(Category::KEPT_BY_DEFAULT.contains(category)));
        }
        out.number(CleanerBuilder::names().count() as u32);
        CleanerBuilder::names().for_each(|name| out.string(name));
        out.number(Preset::ALL.len() as u32);
        for preset in Preset::ALL {
            out.string(preset.name());
            out.string(preset.describe());
            out.string(preset.strictness().name());
            out.number(preset.kept().iter().count() as u32);
            preset.kept().iter().for_each(|category| out.string(category.name()));
        }
    });
}

/// Checks a rules file, as JSON, and writes the findings ([`rules::write_findings`]).
#[cfg(feature = "rules")]
#[no_mangle]
pub extern "C" fn check(block: *mut u8, len: usize) -> u32 {
    let block = Block::take(block, len);
    finish(rules::read(block.text()).map(|file| {
        write_output(|out| rules::write_findings(&file, out));
        1
    }))
}

/// Returns the value, or 0 after writing the message.
fn finish(result: Result<u32, String>) -> u32 {
    result.unwrap_or_else(|message| {
        write_output(|out| out.string(&message));
        0
    })
}
