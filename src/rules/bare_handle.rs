//! Handles: lines that are nothing but an address.
//!
//! **Removes** a line that is one e-mail address or one @handle: the author's.
//!
//! **Keeps** addresses in sentences or behind a colon, and lines that are a web address (references are content).

use super::{Ballot, Rule};
use crate::category::Category;
use crate::page::Ending;
use crate::view::Segment;
use crate::vote::score;

pub(super) struct BareHandle;

impl Rule for BareHandle {
    fn name(&self) -> &str {
        "handle"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let text = segment.text();
        if text.len() > 60 || !text.contains('@') || text.contains(char::is_whitespace) {
            return;
        }
        if segment.previous().is_some_and(|p| p.ending() == Ending::Colon) {
            return;
        }
        ballot.vote(Category::AuthorBio, score::LIKELY, "only an e-mail address or a handle");
    }
}
