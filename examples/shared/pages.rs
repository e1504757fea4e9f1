//! All pages of files and folders, one after the other, to look at.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use super::failure::{utf8, Failure, Place};
use super::inputs::{self, Input, Kind};
use super::packing::Packing;
use super::record::Record;
use super::site;
use super::source::Source;

/// What holds the pages.
pub struct Pages<'p> {
    pub paths: &'p [PathBuf],
    pub jsonl: bool,
    /// The field of a record that holds its text.
    pub field: &'p str,
    /// The field of a record that holds its address.
    pub url_field: &'p str,
    /// No longer page is read.
    pub max_bytes: usize,
}

/// A page to look at.
pub struct Seen<'t> {
    pub place: &'t Place,
    /// Where its record has an address.
    pub host: Option<String>,
    pub text: &'t str,
}

impl Pages<'_> {
    /// Visits each page, in order.
    ///
    /// # Errors
    /// The first that can't be read.
    pub fn visit(&self, mut visit: impl FnMut(Seen<'_>)) -> Result<(), Failure> {
        for input in inputs::gather(self.paths, self.jsonl, None) {
            let mut source = open(&input?)?;
            while let Some(page) = source.next(self.max_bytes)? {
                let place = &page.place;
                if page.is_cut {
                    return Err(Failure::TooLong { place: place.clone(), limit: self.max_bytes });
                }
                let text = utf8(&page.bytes, place)?;
                match page.kind {
                    Kind::Text => visit(Seen { place, host: None, text }),
                    Kind::Jsonl => {
                        let record = Record::read(text, self.field, place)?;
                        let host = record.string(self.url_field).and_then(|url| site::host(&url));
                        visit(Seen { place, host, text: &record.text });
                    }
                }
            }
        }
        Ok(())
    }
}

fn open(input: &Input) -> Result<Source<'static>, Failure> {
    let place = input.place();
    let read = |source| Failure::Read { place: place.clone(), source };
    let (from, packing): (Box<dyn Read + Send>, _) = match input.is_stdin() {
        true => (Box::new(io::stdin()), Packing::None),
        false => (Box::new(File::open(&input.path).map_err(read)?), Packing::of(&input.path).0),
    };
    let from = BufReader::with_capacity(1 << 16, packing.reader(from).map_err(read)?);
    Ok(Source::new(from, place, input.kind).packed(packing != Packing::None))
}
