//! Cleans one text under the gate of `fork`, so that no process forks while the library holds a lock. `cleaner` and
//! `arrow` clean every text through these two functions.

use std::borrow::Cow;

use crate::fork;
use crate::report::Report;

/// Returns the cleaned text.
pub fn clean<'t>(cleaner: &dechaff::Cleaner, text: &'t str) -> Cow<'t, str> {
    let _gate = fork::gate();
    cleaner.clean(text)
}

/// Returns the cleaned text with the report of what was removed.
pub fn report(cleaner: &dechaff::Cleaner, text: &str) -> Report {
    let _gate = fork::gate();
    Report::new(text, cleaner.report(text))
}
