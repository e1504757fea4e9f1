//! Finds, opens, decompresses and reads the pages of files, folders and standard input.

pub mod bounded_lines;
pub mod compression;
pub mod html;
pub mod inputs;
pub mod page_stream;
pub mod place;
pub mod record;
pub mod site;
pub mod source;
