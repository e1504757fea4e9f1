//! The texts and baselines that the benchmarks share.
#![allow(dead_code)] // each benchmark uses only some of the functions

pub mod baselines;
#[path = "../../tests/common/mod.rs"]
pub mod common;
pub mod corpus;
#[path = "../../examples/evaluate/other_cleaners.rs"]
pub mod other_cleaners;
