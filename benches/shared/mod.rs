//! The texts and baselines that the benchmarks share.

pub mod baselines;
#[path = "../../tests/common/mod.rs"]
pub mod common;
pub mod corpus;
pub use dechaff_cli::evaluate::other_cleaners;
