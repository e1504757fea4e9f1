//! What the examples share.

pub mod explain;
pub mod failure;
pub mod record;
