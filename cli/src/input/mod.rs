//! The input of the subcommands: the options that describe it, and the modules of [`dechaff_cli_pages`] that read it.

pub use dechaff_cli_pages::input::*;

pub mod pages;
