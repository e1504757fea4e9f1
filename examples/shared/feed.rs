//! The pages of all files, in order.

use std::path::PathBuf;

use super::failure::Failure;
use super::source::{Page, Source};

/// What comes next.
pub enum Step {
    /// A file begins, whose name in the output this is.
    Begin(PathBuf),
    Page(Page),
    /// The file is read to its end, or can't be opened or read on.
    End(Result<(), Failure>),
}

/// A file that was opened, and its name in the output.
pub type Opened<'r> = Result<(PathBuf, Source<'r>), Failure>;

/// Opens one file after the other.
pub struct Feed<'r> {
    files: Box<dyn Iterator<Item = Opened<'r>> + Send + 'r>,
    open: Option<Source<'r>>,
    /// Files begun so far.
    begun: usize,
    pub is_done: bool,
    is_left: bool,
}

impl<'r> Feed<'r> {
    pub fn new(files: impl Iterator<Item = Opened<'r>> + Send + 'r) -> Feed<'r> {
        Feed { files: Box::new(files), open: None, begun: 0, is_done: false, is_left: false }
    }

    pub fn next(&mut self, limit: usize) -> Option<Step> {
        let Some(source) = &mut self.open else {
            return match self.files.next() {
                Some(Ok((name, source))) => {
                    self.open = Some(source);
                    self.begun += 1;
                    Some(Step::Begin(name))
                }
                Some(Err(failure)) => Some(Step::End(Err(failure))),
                None => {
                    self.is_done = true;
                    None
                }
            };
        };
        if std::mem::take(&mut self.is_left) {
            return self.end(Ok(()));
        }
        match source.next(limit) {
            Ok(Some(page)) => Some(Step::Page(page)),
            Ok(None) => self.end(Ok(())),
            Err(failure) => self.end(Err(failure)),
        }
    }

    fn end(&mut self, result: Result<(), Failure>) -> Option<Step> {
        self.open = None;
        Some(Step::End(result))
    }

    /// Whether the next page may not be there yet.
    pub fn may_wait(&self) -> bool {
        self.open.as_ref().is_some_and(Source::may_wait)
    }

    /// The open file, of which a page was cut.
    pub fn open(&mut self) -> Option<&mut Source<'r>> {
        self.open.as_mut()
    }

    /// Reads no more of the file that was the `begun`-th.
    pub fn leave(&mut self, begun: usize) {
        self.is_left |= self.begun == begun && self.open.is_some();
    }
}
