//! What the examples share, in the way of the text.

pub mod options;
pub mod choice;
pub mod categories;
pub mod failure;
pub mod inputs;
pub mod packing;
pub mod lines;
pub mod source;
pub mod feed;
pub mod record;
pub mod skip;
pub mod work;
pub mod explain;
pub mod totals;
pub mod report;
pub mod output;
pub mod progress;
pub mod interrupt;
