//! Observes the pages of the inputs.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::parts::Parts;
use crate::clean::on_error::{OnError, SkippedRecords};
use crate::clean::open;
use crate::clean::progress::Progress;
use crate::failure::{utf8, Failure};
use crate::input::html::looks_like_html;
use crate::input::inputs::{Input, Kind};
use crate::input::record::Record;
use crate::input::site::SiteLookup;
use crate::input::source::Page;

/// How pages are read and observed.
pub struct Observing<'o> {
    pub field: &'o str,
    pub max_bytes: usize,
    pub site: SiteLookup,
    /// What to do with an invalid page. `None`: it is passed over, and so is the rest of an input that cannot be read.
    pub on_error: Option<OnError>,
    /// The file to which standard input was copied.
    pub spool: Option<PathBuf>,
    pub progress: &'o Progress,
}

impl Observing<'_> {
    /// Identifies the inputs and how they are read.
    pub fn fingerprint(&self, inputs: &[Input]) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.field, &self.site.url_field, &self.site.host, self.max_bytes).hash(&mut hasher);
        for input in inputs {
            input.path.hash(&mut hasher);
            std::fs::metadata(&input.path).map_or(0, |metadata| metadata.len()).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Observes all pages of the inputs.
    pub fn observe_all(&self, inputs: &[Input], parts: &mut Parts) -> Result<(), Failure> {
        let mut skipped = SkippedRecords::default();
        for input in inputs {
            match (self.observe_input(input, parts, &mut skipped), self.on_error) {
                (Err(failure), Some(_)) => return Err(failure),
                (Err(failure), None) if failure.is_of_output() => return Err(failure),
                (Err(_), None) | (Ok(()), _) => {}
            }
        }
        if self.on_error.is_some() && skipped.count() > 0 {
            self.progress.print_message(&format!("{} pages passed over, because they are invalid", skipped.count()));
        }
        Ok(())
    }

    fn observe_input(&self, input: &Input, parts: &mut Parts, skipped: &mut SkippedRecords) -> Result<(), Failure> {
        let folder = folder_host(&input.path).filter(|_| self.site.host.is_none());
        let (_, mut source) = open(input.clone(), self.spool.as_deref(), self.progress)?;
        while let Some(page) = source.next(self.max_bytes)? {
            if page.is_truncated {
                source.copy_remainder(&page.place, |_| Ok(()))?;
            }
            if parts.is_next_new() {
                if let Err(failure) = self.observe(&page, folder, parts) {
                    skipped.skip_or_fail(self.on_error.unwrap_or(OnError::Skip), failure)?;
                }
                parts.bound()?;
            }
        }
        Ok(())
    }

    fn observe(&self, page: &Page, folder: Option<&str>, parts: &mut Parts) -> Result<(), Failure> {
        if page.is_truncated {
            return Err(Failure::TooLong { place: page.place.clone(), limit: self.max_bytes });
        }
        let plain = utf8(&page.bytes, &page.place)?;
        let record = match page.kind {
            Kind::Jsonl => Some(Record::read(plain, self.field, &page.place)?),
            Kind::Text => None,
        };
        let text = record.as_ref().map_or(plain, |record| record.text.as_deref().unwrap_or_default());
        let host = self.site.host_of(record.as_ref());
        if let Some(host) = host.as_deref().or(folder).filter(|_| !looks_like_html(text)) {
            parts.learner.observe(host, text);
        }
        Ok(())
    }
}

/// The name of a file's folder, if it is a host.
pub fn folder_host(path: &Path) -> Option<&str> {
    let name = path.parent()?.file_name()?.to_str()?;
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    (name.contains('.') && name.split('.').all(is_label)).then_some(name)
}
