//! Learned parts: what was observed so far, in a folder, so that learning needs bounded memory and goes on after the
//! program was stopped.
//!
//! A part is a JSONL file. Its first line says which inputs it belongs to and how many of their pages were read when it
//! was written; each further line is the learner of one site, sorted by site. A part is renamed to its name when it is
//! complete, so that an incomplete one is never read.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Lines, Write};
use std::iter::Peekable;
use std::path::{Path, PathBuf};

use dechaff::{LearnedSites, Learner};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::input::place::Place;
use crate::new_file::{create_temporary_beside, write_failure};

/// By default a part is written when the texts that are held exceed this. Chosen by hand: a crawl of 10^7 pages then
/// makes a few hundred parts, all of which are open when they are merged.
pub const DEFAULT_PART_BYTES: usize = 256 << 20;
/// How often the size of the held texts is measured, in pages.
const MEASURE_INTERVAL_PAGES: u64 = 1024;

/// The first line of a part.
#[derive(Serialize, Deserialize)]
struct Header {
    inputs: u64,
    pages: u64,
}

/// What was observed of the inputs.
pub struct Parts {
    folder: PathBuf,
    /// Identifies the inputs.
    inputs: u64,
    /// A part is written when the texts that are held exceed this.
    part_bytes: usize,
    files: Vec<PathBuf>,
    /// The number of pages in the parts.
    pages_before: u64,
    /// The number of pages that were read, those in the parts included.
    pages: u64,
    pub learner: Learner,
}

impl Parts {
    /// Opens the folder, which need not exist, and goes on behind the parts in it.
    pub fn resume(folder: &Path, inputs: u64, part_bytes: usize) -> Result<Parts, Failure> {
        let mut parts = Parts {
            folder: folder.to_owned(),
            inputs,
            part_bytes,
            files: Vec::new(),
            pages_before: 0,
            pages: 0,
            learner: Learner::new(),
        };
        loop {
            let file = parts.file(parts.files.len());
            if !file.exists() {
                return Ok(parts);
            }
            let header = PartReader::open(&file)?.header;
            if header.inputs != inputs {
                return Err(Failure::Sites {
                    place: Place::file(&folder.to_string_lossy()),
                    reason: "these parts belong to other inputs: delete the folder to learn from the beginning"
                        .to_owned(),
                });
            }
            parts.pages_before = header.pages;
            parts.files.push(file);
        }
    }

    fn file(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:06}.jsonl"))
    }

    /// Counts a page that is read. Returns whether it is still to be observed: it is not if it is in a part.
    pub fn is_next_new(&mut self) -> bool {
        self.pages += 1;
        self.pages > self.pages_before
    }

    /// Writes a part if much is held. It is called after each page.
    pub fn bound(&mut self) -> Result<(), Failure> {
        let is_due = self.pages.is_multiple_of(MEASURE_INTERVAL_PAGES) && self.pages > self.pages_before;
        if is_due && self.learner.bytes() > self.part_bytes {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Failure> {
        let file = self.file(self.files.len());
        let learner = std::mem::take(&mut self.learner);
        let header = Header { inputs: self.inputs, pages: self.pages };
        let written = fs::create_dir_all(&self.folder).and_then(|()| {
            let mut to = BufWriter::new(create_temporary_beside(&file)?);
            serde_json::to_writer(&mut to, &header)?;
            for (_, learner) in learner.into_sites() {
                to.write_all(b"\n")?;
                serde_json::to_writer(&mut to, &learner)?;
            }
            to.write_all(b"\n")?;
            let file_written = to.into_inner().map_err(io::IntoInnerError::into_error)?;
            file_written.persist(&file).map(drop).map_err(|e| e.error)
        });
        written.map_err(|source| write_failure(&file, source))?;
        self.files.push(file);
        self.pages_before = self.pages;
        Ok(())
    }

    /// Hands what was learned to `visit`: all sites at once if there is no part, otherwise one site after another, sorted.
    pub fn finish(&mut self, mut visit: impl FnMut(LearnedSites) -> Result<(), Failure>) -> Result<(), Failure> {
        if self.files.is_empty() {
            return visit(self.learner.finish());
        }
        self.write()?;
        let mut readers = self.files.iter().map(|file| PartReader::open(file)).collect::<Result<Vec<_>, _>>()?;
        loop {
            let mut next: Option<String> = None;
            for reader in &mut readers {
                let site = reader.peek()?;
                next = [next, site].into_iter().flatten().min();
            }
            let Some(next) = next else { return Ok(()) };
            let mut learner = Learner::new();
            for reader in &mut readers {
                if reader.peek()?.as_ref() == Some(&next) {
                    learner.merge(reader.take());
                }
            }
            visit(learner.finish())?;
        }
    }

    /// Deletes the parts.
    pub fn delete(self) -> Result<(), Failure> {
        for file in &self.files {
            fs::remove_file(file).map_err(|source| write_failure(file, source))?;
        }
        if !self.files.is_empty() {
            fs::remove_dir(&self.folder).map_err(|source| write_failure(&self.folder, source))?;
        }
        Ok(())
    }
}

/// Reads a part, one site after another.
struct PartReader {
    place: Place,
    header: Header,
    lines: Peekable<Lines<BufReader<File>>>,
    /// The next site, if it was read already.
    next: Option<Learner>,
}

impl PartReader {
    fn open(file: &Path) -> Result<PartReader, Failure> {
        let place = Place::file(&file.to_string_lossy());
        let opened = File::open(file).map_err(|source| Failure::Read { place: place.clone(), source })?;
        let mut lines = BufReader::new(opened).lines().peekable();
        let first = lines.next().transpose().map_err(|source| Failure::Read { place: place.clone(), source })?;
        let header = serde_json::from_str(&first.unwrap_or_default())
            .map_err(|e| Failure::Sites { place: place.clone(), reason: e.to_string() })?;
        Ok(PartReader { place, header, lines, next: None })
    }

    /// The next site.
    fn peek(&mut self) -> Result<Option<String>, Failure> {
        if self.next.is_none() {
            let line = self.lines.next().transpose();
            let line = line.map_err(|source| Failure::Read { place: self.place.clone(), source })?;
            let parse = |line: String| serde_json::from_str(&line);
            let failure = |e: serde_json::Error| Failure::Sites { place: self.place.clone(), reason: e.to_string() };
            self.next = line.map(parse).transpose().map_err(failure)?;
        }
        Ok(self.next.as_ref().and_then(|learner| learner.sites().next().map(str::to_owned)))
    }

    /// The learner of the next site.
    fn take(&mut self) -> Learner {
        self.next.take().unwrap_or_default()
    }
}
