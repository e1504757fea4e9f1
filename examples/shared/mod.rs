//! What the examples share.

pub mod explain;
pub mod failure;
pub mod interrupt;
pub mod jsonl;
pub mod lines;
pub mod output;
pub mod record;
pub mod skip;
