//! What the command `dechaff` does for each page: it finds and reads the page, writes it, and recognises its language.
//! The line rules of other cleaners, with whose speed `evaluate` compares the library, are here too.
//!
//! It is a crate of its own so that it can be compiled to be fast, and the rest of the command, which does little for
//! each page, to be compiled fast (`[profile.release.package]` in the `Cargo.toml` of the workspace).

pub mod failure;
pub mod input;
pub mod language;
pub mod new_file;
pub mod other_cleaners;
