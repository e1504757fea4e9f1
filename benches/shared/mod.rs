//! What the benches share: texts, and what others do with them.
#![allow(dead_code)] // each bench uses its part

pub mod baselines;
#[path = "../../tests/common/mod.rs"]
pub mod common;
pub mod corpus;
#[path = "../../examples/evaluate/other_cleaners.rs"]
pub mod other_cleaners;
