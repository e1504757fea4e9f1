//! What the examples share, in the way of the text.

#![allow(dead_code)] // each example uses its own part

pub mod choice;
pub mod categories;
pub mod failure;
pub mod inputs;
pub mod packing;
pub mod lines;
pub mod source;
pub mod feed;
pub mod record;
pub mod site;
pub mod pages;
pub mod skip;
pub mod work;
pub mod explain;
pub mod totals;
pub mod report;
pub mod output;
pub mod progress;
pub mod interrupt;
pub mod category_page;
pub mod figures;
pub mod gold;
pub mod html;
pub mod others;
pub mod table;
pub mod worst;
