//! Reads, cleans and writes pages in batches. The output has the order of the input.

use std::borrow::Cow;

use dechaff::{Cleaned, Cleaner, Removal};
use dechaff_cli_pages::language;

use super::explain::{self, Explain, ExplainOptions};
use super::on_error::{OnError, SkippedRecords};
use super::pages;
use super::report::Report;
use super::threads::map_while;
use super::totals::Removals;
use crate::failure::{utf8, Failure};
use crate::input::html::looks_like_html;
use crate::input::inputs::Kind;
use crate::input::page_stream::{PageStream, StreamItem};
use crate::input::place::Place;
use crate::input::record::{AddedFields, Record};
use crate::input::site::SiteLookup;
use crate::input::source::Page;
use crate::output::Output;
use crate::terminal::with_commas;

/// Cleans the pages of a [`PageStream`].
pub struct BatchCleaner {
    pub cleaner: Cleaner,
    /// How to find the site of a page; `None` if there are no site rules.
    pub site: Option<SiteLookup>,
    /// The field of a record that holds the text to clean.
    pub field: String,
    /// The length in bytes above which a page is invalid and is not held in memory.
    pub max_bytes: usize,
    pub on_error: OnError,
    /// If set, explanations are written instead of cleaned pages.
    pub explain: Option<ExplainOptions>,
    /// Write a line with the name of each input file before its pages.
    pub has_file_headings: bool,
    /// The fields that are added to each record.
    pub added: AddedFields,
    /// The number of threads that clean; with one, the calling thread does everything.
    pub threads: usize,
}

/// Receives the outcome of each page and each file, in order.
pub trait Observer {
    /// Whether the observer needs the original texts in [`PageOutcome::text`]. It is asked once per batch.
    fn wants_texts(&self) -> bool;
    fn page(&mut self, place: &Place, outcome: PageOutcome);
    /// A file could not be opened or read to its end, or one of its records was invalid.
    fn failed(&mut self, failure: &Failure);
}

/// What cleaning removed from a page.
pub struct PageOutcome {
    /// The original text, if the observer wants it.
    pub text: Option<String>,
    /// The length of the original text in bytes.
    pub input_bytes: usize,
    pub removed: Vec<Removal>,
    pub unlisted: Unlisted,
    pub spared: Vec<Removal>,
    /// The text is HTML, and was not cleaned.
    pub is_html: bool,
    /// The name of the text's language, if no phrases exist for it. It is not looked for in each record of a file.
    pub language_without_phrases: Option<&'static str>,
}

/// The most segments that `--annotate` lists for a text. They take about 20 MB.
const MAX_LISTED_SEGMENTS: usize = 100_000;
/// The length of the longest text that `--diff` shows, in bytes. A text of short lines takes ten times its length.
const MAX_DIFF_BYTES: usize = 4 << 20;

/// The language is looked for in this many records at the beginning of a file. In more, it would only cost time.
const MAX_RECORDS_WITH_LANGUAGE: u64 = 200;

/// What is counted but not listed, if there was too much of it.
#[derive(Default)]
pub struct Unlisted {
    pub removals: Removals,
    pub spared: u64,
}

/// What to write for a page, and its outcome.
type CleanedPage = Result<(Vec<u8>, PageOutcome), Failure>;

/// An item of the stream, with the cleaned page if the item is a page that is not truncated.
type CleanedItem = (StreamItem, Option<CleanedPage>);

/// Bytes per batch with one thread: few enough that a batch stays in the processor's cache.
const SINGLE_THREAD_BATCH_BYTES: usize = 32 << 10;
/// Bytes per batch and thread with several threads: enough that the threads seldom wait for each other.
const BATCH_BYTES_PER_THREAD: usize = 512 << 10;

/// The number of removals of one text that are listed. An entry takes about a hundred bytes, and a line of two bytes can
/// be a removal, so the list on a text of many short lines would take fifty times the memory of the text. Articles have
/// hundreds of removals at most, and this many take 10 MB.
pub const MAX_LISTED_REMOVALS: usize = 100_000;
/// While a page of more bytes is cleaned, nothing is read, so that one such page is held at a time.
const LARGE_PAGE_BYTES: usize = 8 << 20;

impl BatchCleaner {
    /// Cleans all pages of the stream. It holds three batches at a time: one is being read, one is being cleaned and
    /// one is being written.
    ///
    /// # Errors
    /// Fails if the output cannot be written. All other failures are passed to the observer.
    pub fn run(
        &self,
        stream: &mut PageStream<'_>,
        skipped: &mut SkippedRecords,
        observer: &mut dyn Observer,
        out: &Output<'_>,
    ) -> Result<(), Failure> {
        let (mut items, mut cleaned_items) = (Vec::new(), Vec::new());
        let mut writing = WriteState::default();
        while !(stream.is_done && items.is_empty() && cleaned_items.is_empty()) {
            let wants_texts = observer.wants_texts();
            let is_truncated = matches!(items.last(), Some(StreamItem::Page(Page { is_truncated: true, .. })));
            let is_idle = items.is_empty();
            let is_large =
                |item: &StreamItem| matches!(item, StreamItem::Page(page) if page.bytes.len() > LARGE_PAGE_BYTES);
            let has_large = items.iter().any(is_large);
            let write_and_read = || {
                for item in cleaned_items {
                    self.write(item, &mut writing, stream, skipped, observer, out)?;
                }
                // The rest of a truncated page must be copied before the stream reads on. And while input may be slow
                // to arrive, the pages that were already read are written before more input is read.
                if is_truncated || has_large || (stream.may_block() && !is_idle) {
                    return Ok(Vec::new());
                }
                if stream.may_block() {
                    out.flush()?;
                }
                Ok(self.read(stream))
            };
            let clean = |mut item: StreamItem| {
                let cleaned = match &item {
                    StreamItem::Page(page) if !page.is_truncated => Some(self.clean(page, wants_texts)),
                    _ => None,
                };
                // Only an invalid page is written as it was read.
                if let (StreamItem::Page(page), Some(Ok(_))) = (&mut item, &cleaned) {
                    page.bytes = Vec::new();
                }
                (item, cleaned)
            };
            let (cleaned, read) = map_while(self.threads, items, clean, write_and_read);
            (items, cleaned_items) = (read?, cleaned);
        }
        Ok(())
    }

    /// Reads the items of the next batch. A truncated page ends the batch.
    fn read(&self, stream: &mut PageStream<'_>) -> Vec<StreamItem> {
        let limit = match self.threads {
            1 => SINGLE_THREAD_BATCH_BYTES,
            threads => BATCH_BYTES_PER_THREAD * threads,
        };
        let (mut items, mut bytes) = (Vec::new(), 0);
        while bytes < limit && (items.is_empty() || !stream.may_block()) {
            let Some(item) = stream.next(self.max_bytes) else { break };
            let (len, is_truncated) = match &item {
                StreamItem::Page(page) => (page.bytes.len(), page.is_truncated),
                _ => (0, false),
            };
            bytes += len + std::mem::size_of::<StreamItem>();
            items.push(item);
            if is_truncated {
                break;
            }
        }
        items
    }

    /// Cleans a page and renders what is written for it: the text, the record, or the explanation.
    fn clean(&self, page: &Page, wants_text: bool) -> CleanedPage {
        let Page { place, bytes, .. } = page;
        let plain = utf8(bytes, place)?;
        let record = match page.kind {
            Kind::Jsonl => Some(Record::read(plain, &self.field, place)?),
            Kind::Text => None,
        };
        if let Some(record) = &record {
            record.check_added(&self.added, place)?;
        }
        let text = record.as_ref().map_or(plain, |r| r.text.as_deref().unwrap_or_default());
        let host = self.site.as_ref().and_then(|site| site.host_of(record.as_ref()));
        let site_cleaner = host.map(|host| self.cleaner.for_site(&host));
        let cleaner = site_cleaner.as_ref().unwrap_or(&self.cleaner);
        let is_html = looks_like_html(text);
        let (cleaned, unlisted) = match is_html {
            true => (unchanged(text, cleaner), Unlisted::default()),
            false => bounded_report(text, cleaner),
        };
        if self.explain.as_ref().is_some_and(|options| options.mode == Explain::Diff) {
            check_diff(text, &unlisted, place)?;
        }
        let (input_bytes, wanted_text) =
            (text.len(), (wants_text && text.len() <= Report::MAX_BYTES).then(|| text.to_owned()));
        let Cleaned { text: kept, removed, spared, .. } = cleaned;
        let kept = match kept {
            Cow::Owned(kept) => Some(kept),
            // Nothing was removed.
            Cow::Borrowed(_) => None,
        };
        let has_language = !is_html && place.line.is_none_or(|line| line <= MAX_RECORDS_WITH_LANGUAGE);
        let language_without_phrases =
            has_language.then(|| language::without_phrases(text)).flatten().map(|language| language.name);
        let annotate = || match is_html {
            true => Some(Vec::new()),
            false => pages::annotate(text, cleaner, MAX_LISTED_SEGMENTS),
        };
        let annotations = self.added.segments.is_some().then(|| {
            let limit = with_commas(MAX_LISTED_SEGMENTS as u64);
            annotate()
                .ok_or_else(|| Failure::too_long_for("--annotate", format!("it lists at most {limit} segments"), place))
        });
        let annotations = annotations.transpose()?;
        let out = match (&self.explain, record) {
            (Some(options), record) => {
                // It is not needed, and less is held of a long text without it.
                drop(kept);
                let text = record.as_ref().map_or(plain, |r| r.text.as_deref().unwrap_or_default());
                explain::explain(place, text, (!is_html).then_some(cleaner), &removed, options)
            }
            (None, Some(mut record)) => {
                // The text is dropped before the record is written, so that less of a long record is held.
                if let Some(kept) = kept {
                    record.text = Some(kept);
                }
                let written = record.write(&removed, annotations.as_deref(), &self.added);
                written.map_err(|e| Failure::json(place, 0, &e))?
            }
            (None, None) => kept.unwrap_or_else(|| plain.to_owned()).into_bytes(),
        };
        let outcome = PageOutcome {
            text: wanted_text,
            input_bytes,
            removed,
            unlisted,
            spared,
            is_html,
            language_without_phrases,
        };
        Ok((out, outcome))
    }

    /// Writes an item. A failure of the input ends the file, not the run: the observer gets the failure, and the
    /// remaining items of the file are not written.
    fn write(
        &self,
        (item, cleaned): CleanedItem,
        writing: &mut WriteState,
        stream: &mut PageStream<'_>,
        skipped: &mut SkippedRecords,
        observer: &mut dyn Observer,
        out: &Output<'_>,
    ) -> Result<(), Failure> {
        let result = match item {
            StreamItem::Begin { name, place } => {
                writing.begun += 1;
                let begun = out.begin_file(&name);
                begun.and_then(|()| if self.has_file_headings { out.write_heading(&place) } else { Ok(()) })
            }
            StreamItem::Page(_) if writing.is_file_failed => Ok(()),
            StreamItem::Page(page) => self.write_page(page, cleaned, stream, skipped, observer, out),
            StreamItem::End(_) if std::mem::take(&mut writing.is_file_failed) => Ok(()),
            StreamItem::End(Ok(())) => return out.finish_file(),
            StreamItem::End(Err(failure)) => {
                observer.failed(&failure);
                out.discard_partial_file();
                Ok(())
            }
        };
        match result {
            Err(failure) if !failure.is_of_output() => {
                observer.failed(&failure);
                out.discard_partial_file();
                stream.abandon(writing.begun);
                writing.is_file_failed = true;
                Ok(())
            }
            result => result,
        }
    }

    /// Writes a cleaned page, or with `--on-error skip` an invalid one unchanged.
    fn write_page(
        &self,
        mut page: Page,
        cleaned: Option<CleanedPage>,
        stream: &mut PageStream<'_>,
        skipped: &mut SkippedRecords,
        observer: &mut dyn Observer,
        out: &Output<'_>,
    ) -> Result<(), Failure> {
        let place = &page.place;
        match cleaned {
            Some(Ok((bytes, outcome))) => {
                out.write(place, &bytes)?;
                observer.page(place, outcome);
                Ok(())
            }
            Some(Err(failure)) => {
                skipped.skip_or_fail(self.on_error, failure)?;
                if page.kind == Kind::Jsonl && !page.bytes.ends_with(b"\n") {
                    page.bytes.push(b'\n');
                }
                out.write(place, &page.bytes)
            }
            None => {
                let failure = Failure::TooLong { place: place.clone(), limit: self.max_bytes };
                skipped.skip_or_fail(self.on_error, failure)?;
                match stream.open_source() {
                    Some(source) => out.copy(place, &page.bytes, source),
                    None => out.write(place, &page.bytes),
                }
            }
        }
    }
}

/// Cleans a text. Of its removals and spared ones, only the first [`MAX_LISTED_REMOVALS`] are returned; the others are
/// counted.
fn bounded_report<'t>(text: &'t str, cleaner: &Cleaner) -> (Cleaned<'t>, Unlisted) {
    let mut whole: Option<Cleaned<'t>> = None;
    let mut unlisted = Unlisted::default();
    cleaner.report_by_page(text, |page| {
        let Some(whole) = &mut whole else {
            whole = Some(page);
            return;
        };
        let kept = whole.text.to_mut();
        kept.reserve(text.len() - kept.len());
        kept.push_str(&page.text);
        for removal in page.removed {
            match whole.removed.len() < MAX_LISTED_REMOVALS {
                true => whole.removed.push(removal),
                false => unlisted.removals.add(&removal),
            }
        }
        let room = MAX_LISTED_REMOVALS.saturating_sub(whole.spared.len());
        unlisted.spared += page.spared.len().saturating_sub(room) as u64;
        whole.spared.extend(page.spared.into_iter().take(room));
    });
    (whole.unwrap_or_else(|| unchanged(text, cleaner)), unlisted)
}

/// Checks that a text is short enough for a diff, which holds all its lines and removals at once.
fn check_diff(text: &str, unlisted: &Unlisted, place: &Place) -> Result<(), Failure> {
    if text.len() <= MAX_DIFF_BYTES && unlisted.removals.count() == 0 {
        return Ok(());
    }
    let (bytes, removals) = (with_commas(MAX_DIFF_BYTES as u64), with_commas(MAX_LISTED_REMOVALS as u64));
    let reason = format!("it shows texts of at most {bytes} bytes and {removals} removals");
    Err(Failure::too_long_for("--diff", reason, place))
}

/// The report on a text that is not cleaned.
fn unchanged<'t>(text: &'t str, cleaner: &Cleaner) -> Cleaned<'t> {
    let mut cleaned = cleaner.report("");
    cleaned.text = text.into();
    cleaned
}

/// The state of writing, which lags behind that of reading.
#[derive(Default)]
struct WriteState {
    /// Number of files begun so far.
    begun: usize,
    /// An invalid page ended the current file; its remaining items are ignored.
    is_file_failed: bool,
}
