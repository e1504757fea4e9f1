//! Rules files, and the options that name them.

pub mod options;
pub mod rules_file;
