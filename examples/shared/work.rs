//! Pages read, cleaned and written, many at a time, in order.

use dechaff::{Cleaner, Removal};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::ThreadPool;

use super::explain::{self, Margin};
use super::failure::{utf8, Failure, Place};
use super::feed::{Feed, Step};
use super::inputs::Kind;
use super::output::Output;
use super::record::Record;
use super::site::Site;
use super::skip::{OnError, Skipped};
use super::source::Page;

/// How pages are read and what is made of them.
pub struct Work {
    pub cleaner: Cleaner,
    /// How pages come to the rules of their site, where there are such rules.
    pub site: Option<Site>,
    /// The field of a record that is cleaned.
    pub field: String,
    /// No longer page is held in memory.
    pub max_bytes: usize,
    pub on_error: OnError,
    /// Pages with a margin in place of what is left of them.
    pub margin: Option<Margin>,
    /// Without it all is done on the thread that calls.
    pub pool: Option<ThreadPool>,
}

/// Told of all that happens.
pub trait Observer: Send {
    /// Whether texts are wanted, not only what went.
    fn wants_texts(&self) -> bool;
    fn page(&mut self, place: &Place, told: Told);
    /// A file that can't be read on, or whose record ended the work on it.
    fn failed(&mut self, failure: &Failure);
}

/// What cleaning a page told.
pub struct Told {
    /// The text as it was, where it is wanted.
    pub text: Option<String>,
    /// Its length in bytes.
    pub read: usize,
    pub removed: Vec<Removal>,
    pub spared: Vec<Removal>,
}

/// A step, and what came of it if it is a page.
type Done = (Step, Option<Result<(Vec<u8>, Told), Failure>>);

/// Bytes of a batch where one thread does it all: few enough to stay in its cache.
const BATCH_OF_ONE: usize = 32 << 10;
/// Bytes of a batch for each of several threads: enough that they seldom wait for each other.
const BATCH_OF_EACH: usize = 512 << 10;

impl Work {
    /// Cleans all pages of the feed. Three batches are held: one is read, one is cleaned, one is written.
    ///
    /// # Errors
    /// Where the output can't be written; the observer is told of all other failures.
    pub fn run(
        &self,
        feed: &mut Feed<'_>,
        skipped: &mut Skipped,
        observer: &mut dyn Observer,
        out: &Output<'_>,
    ) -> Result<(), Failure> {
        let (mut steps, mut done) = (Vec::new(), Vec::new());
        let mut writing = Writing::default();
        while !(feed.is_done && steps.is_empty() && done.is_empty()) {
            let wants_texts = observer.wants_texts();
            let is_cut = matches!(steps.last(), Some(Step::Page(Page { is_cut: true, .. })));
            let is_idle = steps.is_empty();
            let turn = || {
                for step in done {
                    self.write(step, &mut writing, feed, skipped, observer, out)?;
                }
                // What follows a cut page is read when its beginning is written; and nobody is kept waiting.
                if is_cut || (feed.may_wait() && !is_idle) {
                    return Ok(Vec::new());
                }
                if feed.may_wait() {
                    out.flush()?;
                }
                Ok(self.read(feed))
            };
            let clean = |step: Step| {
                let made = match &step {
                    Step::Page(page) if !page.is_cut => Some(self.clean(page, wants_texts)),
                    _ => None,
                };
                (step, made)
            };
            let (read, cleaned) = match &self.pool {
                None => (turn(), steps.into_iter().map(clean).collect()),
                Some(pool) => {
                    pool.install(|| rayon::join(turn, || steps.into_par_iter().map(clean).collect::<Vec<Done>>()))
                }
            };
            (steps, done) = (read?, cleaned);
        }
        Ok(())
    }

    /// As many steps as make a batch.
    fn read(&self, feed: &mut Feed<'_>) -> Vec<Step> {
        let limit = self.pool.as_ref().map_or(BATCH_OF_ONE, |pool| BATCH_OF_EACH * pool.current_num_threads());
        let (mut steps, mut bytes) = (Vec::new(), 0);
        while bytes < limit && (steps.is_empty() || !feed.may_wait()) {
            let Some(step) = feed.next(self.max_bytes) else { break };
            let (len, is_cut) = match &step {
                Step::Page(page) => (page.bytes.len(), page.is_cut),
                _ => (0, false),
            };
            bytes += len + std::mem::size_of::<Step>();
            steps.push(step);
            if is_cut {
                break;
            }
        }
        steps
    }

    /// What is written for a page.
    fn clean(&self, page: &Page, wants_text: bool) -> Result<(Vec<u8>, Told), Failure> {
        let Page { place, bytes, .. } = page;
        let text = utf8(bytes, place)?;
        let record = match page.kind {
            Kind::Jsonl => Some(Record::read(text, &self.field, place)?),
            Kind::Text => None,
        };
        let text = record.as_ref().map_or(text, |r| &r.text);
        let host = self.site.as_ref().and_then(|site| site.of(record.as_ref()));
        let of_site = host.map(|host| self.cleaner.for_site(&host));
        let cleaned = of_site.as_ref().unwrap_or(&self.cleaner).report(text);
        let mut out = Vec::with_capacity(bytes.len() + 256);
        match (&self.margin, &record) {
            (Some(margin), _) => explain::page(place, text, &cleaned, margin, &mut out),
            (None, Some(record)) => record.write(&cleaned, &mut out).map_err(|e| Failure::json(place, 0, &e))?,
            (None, None) => out.extend_from_slice(cleaned.text.as_bytes()),
        }
        let text_wanted = wants_text.then(|| text.to_owned());
        let read = text.len();
        Ok((out, Told { text: text_wanted, read, removed: cleaned.removed, spared: cleaned.spared }))
    }

    fn write(
        &self,
        (step, made): Done,
        writing: &mut Writing,
        feed: &mut Feed<'_>,
        skipped: &mut Skipped,
        observer: &mut dyn Observer,
        out: &Output<'_>,
    ) -> Result<(), Failure> {
        let result = match step {
            Step::Begin(name) => {
                writing.begun += 1;
                out.begin(&name)
            }
            Step::Page(_) if writing.is_stopped => Ok(()),
            Step::Page(page) => self.write_page(page, made, feed, skipped, observer, out),
            Step::End(_) if std::mem::take(&mut writing.is_stopped) => Ok(()),
            Step::End(Ok(())) => return out.finish(),
            Step::End(Err(failure)) => {
                observer.failed(&failure);
                out.drop_part();
                Ok(())
            }
        };
        match result {
            Err(failure) if !failure.is_of_output() => {
                observer.failed(&failure);
                out.drop_part();
                feed.leave(writing.begun);
                writing.is_stopped = true;
                Ok(())
            }
            result => result,
        }
    }

    fn write_page(
        &self,
        mut page: Page,
        made: Option<Result<(Vec<u8>, Told), Failure>>,
        feed: &mut Feed<'_>,
        skipped: &mut Skipped,
        observer: &mut dyn Observer,
        out: &Output<'_>,
    ) -> Result<(), Failure> {
        let place = &page.place;
        match made {
            Some(Ok((bytes, told))) => {
                out.write(place, &bytes)?;
                observer.page(place, told);
                Ok(())
            }
            Some(Err(failure)) => {
                skipped.admit(self.on_error, failure)?;
                if page.kind == Kind::Jsonl && !page.bytes.ends_with(b"\n") {
                    page.bytes.push(b'\n');
                }
                out.write(place, &page.bytes)
            }
            None => {
                skipped.admit(self.on_error, Failure::TooLong { place: place.clone(), limit: self.max_bytes })?;
                match feed.open() {
                    Some(source) => out.copy(place, &page.bytes, source),
                    None => out.write(place, &page.bytes),
                }
            }
        }
    }
}

/// Where writing stands.
#[derive(Default)]
struct Writing {
    /// Files begun so far.
    begun: usize,
    /// A page ended the work on the file.
    is_stopped: bool,
}
