//! What the examples share.

#![allow(dead_code)] // each example uses its own part

pub mod category_page;
pub mod explain;
pub mod failure;
pub mod figures;
pub mod gold;
pub mod html;
pub mod interrupt;
pub mod jsonl;
pub mod lines;
pub mod others;
pub mod output;
pub mod record;
pub mod skip;
pub mod table;
pub mod worst;
