//! Observes the pages of the inputs.

use dechaff::Learner;

use crate::failure::utf8;
use crate::input::html::looks_like_html;
use crate::input::inputs::Kind;
use crate::input::page_stream::{PageStream, StreamItem};
use crate::input::record::Record;
use crate::input::site::SiteLookup;
use crate::input::source::Page;

/// Observes pages and passes over those that cleaning would refuse: what is wrong with them is reported then.
pub struct Observing<'o> {
    pub field: &'o str,
    pub max_bytes: usize,
    pub site: SiteLookup,
}

impl Observing<'_> {
    /// Observes all pages of a stream.
    pub fn observe_all(&self, stream: &mut PageStream<'_>, learner: &mut Learner) {
        while let Some(item) = stream.next(self.max_bytes) {
            match item {
                StreamItem::Page(page) if page.is_truncated => {
                    if let Some(source) = stream.open_source() {
                        let _ = source.copy_remainder(&page.place, |_| Ok(()));
                    }
                }
                StreamItem::Page(page) => self.observe(&page, learner),
                StreamItem::Begin { .. } | StreamItem::End(_) => {}
            }
        }
    }

    fn observe(&self, page: &Page, learner: &mut Learner) {
        let Ok(plain) = utf8(&page.bytes, &page.place) else { return };
        let record = match page.kind {
            Kind::Jsonl => match Record::read(plain, self.field, &page.place) {
                Ok(record) => Some(record),
                Err(_) => return,
            },
            Kind::Text => None,
        };
        let text = record.as_ref().map_or(plain, |record| record.text.as_deref().unwrap_or_default());
        if let Some(host) = self.site.host_of(record.as_ref()).filter(|_| !looks_like_html(text)) {
            learner.observe(&host, text);
        }
    }
}
