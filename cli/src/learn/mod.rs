//! Learns sites from their pages.

pub mod options;
pub mod observe;
