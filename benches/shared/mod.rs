//! Shared by the benchmarks: corpora and other cleaners.
#![allow(dead_code)] // each benchmark uses only some of it

pub mod baselines;
#[path = "../../tests/common/mod.rs"]
pub mod common;
pub mod corpus;
#[path = "../../examples/evaluate/others.rs"]
pub mod others;
