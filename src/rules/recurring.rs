//! Text that recurs on other pages of the site.

use super::{Ballot, Rule};
use crate::category::Category;
use crate::view::Segment;
use crate::vote::score;
use std::sync::Arc;

pub(super) struct RecurringText;

impl Rule for RecurringText {
    fn name(&self) -> &str {
        "recurring"
    }

    fn judge(&self, segment: Segment<'_>, ballot: &mut Ballot<'_>) {
        let recurring = segment.context().recurring;
        if recurring.occurrences.is_empty() {
            return;
        }
        let span = segment.span();
        let first = recurring.occurrences.partition_point(|o| o.span.end <= span.start);
        for found in recurring.occurrences[first..].iter().take_while(|o| o.span.start < span.end) {
            let evidence: Arc<str> = format!("on {} of {} pages of this site", found.pages, recurring.pages).into();
            let named = segment.phrases().map(|(c, _)| c).next();
            let category = named.unwrap_or(Category::Frame);
            if found.span.start <= span.start && span.end <= found.span.end {
                ballot.vote(category, score::LIKELY, evidence);
            } else {
                let part = found.span.start.max(span.start)..found.span.end.min(span.end);
                ballot.cut(part, category, score::LIKELY, evidence);
            }
        }
    }
}
