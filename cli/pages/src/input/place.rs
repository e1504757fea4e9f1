//! A place in the input, as messages name it.

use std::fmt;
use std::sync::Arc;

/// A file, or a line of it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The path of the file as the user gave it, or `stdin`.
    pub name: Arc<str>,
    /// The number of the line, from 1; `None` for the whole file.
    pub line: Option<u64>,
}

impl Place {
    pub fn file(name: &str) -> Place {
        Place { name: name.into(), line: None }
    }

    /// A line of the same file; `number` counts from 1.
    pub fn line(&self, number: u64) -> Place {
        Place { name: self.name.clone(), line: Some(number) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}", self.name),
            None => f.write_str(&self.name),
        }
    }
}
