//! The pages of all input files, in order.

use std::path::PathBuf;

use super::place::Place;
use super::source::{Page, Source};
use crate::failure::Failure;

/// An item of the stream.
pub enum StreamItem {
    /// An input file was opened.
    Begin {
        /// Its name in the output folder.
        name: PathBuf,
        place: Place,
    },
    Page(Page),
    /// The input file ended, or could not be opened or read. A file that could not be opened has no `Begin`.
    End(Result<(), Failure>),
}

/// An open input file and its name in the output folder.
pub type OpenedInput<'r> = Result<(PathBuf, Source<'r>), Failure>;

/// Opens the input files one after another and reads their pages.
pub struct PageStream<'r> {
    files: Box<dyn Iterator<Item = OpenedInput<'r>> + Send + 'r>,
    open: Option<Source<'r>>,
    /// Number of files opened so far.
    begun: usize,
    pub is_done: bool,
    /// The rest of the open file will not be read.
    is_abandoned: bool,
}

impl<'r> PageStream<'r> {
    pub fn new(files: impl Iterator<Item = OpenedInput<'r>> + Send + 'r) -> PageStream<'r> {
        PageStream { files: Box::new(files), open: None, begun: 0, is_done: false, is_abandoned: false }
    }

    /// Returns the next item, or `None` at the end. `limit` is the length in bytes at which a page is truncated.
    pub fn next(&mut self, limit: usize) -> Option<StreamItem> {
        let Some(source) = &mut self.open else {
            return match self.files.next() {
                Some(Ok((name, source))) => {
                    let place = source.place().clone();
                    self.open = Some(source);
                    self.begun += 1;
                    Some(StreamItem::Begin { name, place })
                }
                Some(Err(failure)) => Some(StreamItem::End(Err(failure))),
                None => {
                    self.is_done = true;
                    None
                }
            };
        };
        if std::mem::take(&mut self.is_abandoned) {
            return self.end(Ok(()));
        }
        match source.next(limit) {
            Ok(Some(page)) => Some(StreamItem::Page(page)),
            Ok(None) => self.end(Ok(())),
            Err(failure) => self.end(Err(failure)),
        }
    }

    fn end(&mut self, result: Result<(), Failure>) -> Option<StreamItem> {
        self.open = None;
        Some(StreamItem::End(result))
    }

    /// Whether reading the next page may block until another process or the user writes more input.
    pub fn may_block(&self) -> bool {
        self.open.as_ref().is_some_and(Source::may_block)
    }

    /// The open file, so that the caller can copy the rest of a truncated page.
    pub fn open_source(&mut self) -> Option<&mut Source<'r>> {
        self.open.as_mut()
    }

    /// Stops reading the file that was opened as number `begun` (from 1), if it is still open.
    ///
    /// The caller passes the number because the stream may already have moved on to a later file.
    pub fn abandon(&mut self, begun: usize) {
        self.is_abandoned |= self.begun == begun && self.open.is_some();
    }
}
