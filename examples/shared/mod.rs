//! The modules of the command `clean`, in the order of the data flow. `mine`, `evaluate` and the fuzz targets use some
//! of them too.

pub mod options;
pub mod cleaner_options;
pub mod rules_options;
pub mod categories;
pub mod place;
pub mod failure;
pub mod inputs;
pub mod compression;
pub mod bounded_lines;
pub mod source;
pub mod page_stream;
pub mod record;
pub mod site;
pub mod pages;
pub mod rules_file;
pub mod check_rules;
pub mod on_error;
pub mod batch;
pub mod explain;
pub mod totals;
pub mod report;
pub mod output;
pub mod progress;
pub mod interrupt;
