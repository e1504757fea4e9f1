//! Visits the pages of files and folders one after another, without writing anything.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use clap::Args;

use super::compression::Compression;
use super::inputs::{self, Input, Kind};
use super::place::Place;
use super::record::Record;
use super::site::{parse_site, SiteLookup};
use super::source::Source;
use crate::failure::{utf8, Failure};

/// The options of the subcommands that read pages and do not write them.
#[derive(Args)]
pub struct PageOptions {
    /// Read all pages as JSONL, whatever their names
    #[arg(long)]
    jsonl: bool,

    /// The record field that holds the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    field: String,

    /// The record field that holds the page's URL, whose host is the site of the page
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,

    /// The site of pages without a URL [default: none; only the rules for all sites apply to them]
    #[arg(long, value_name = "HOST", value_parser = parse_site)]
    site: Option<String>,

    /// The maximum length of a page in bytes; a longer one is invalid
    #[arg(
        long,
        value_name = "N",
        default_value_t = 100 << 20,
        value_parser = clap::value_parser!(u32).range(..=1 << 30)
    )]
    max_bytes: u32,
}

impl PageOptions {
    /// All files are JSONL, whatever their names.
    pub fn jsonl(&self) -> bool {
        self.jsonl
    }

    /// The record field that holds the text.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The value of `--site`.
    pub fn site(&self) -> Option<&str> {
        self.site.as_deref()
    }

    /// Where the host of a page is looked for.
    pub fn site_lookup(&self) -> SiteLookup {
        SiteLookup { url_field: self.url_field.clone(), host: self.site.clone() }
    }

    /// The length in bytes above which a page is invalid.
    pub fn max_bytes(&self) -> usize {
        self.max_bytes as usize
    }

    /// The pages in these files and folders, as the options say.
    pub fn pages<'p>(&'p self, paths: &'p [PathBuf]) -> Pages<'p> {
        Pages { paths, jsonl: self.jsonl, field: &self.field, site: self.site_lookup(), max_bytes: self.max_bytes() }
    }
}

/// The files and folders that contain the pages, and how to read them.
pub struct Pages<'p> {
    pub paths: &'p [PathBuf],
    /// All files are JSONL, whatever their names.
    pub jsonl: bool,
    /// The field of a record that holds the text.
    pub field: &'p str,
    pub site: SiteLookup,
    /// The length in bytes above which a page is an error.
    pub max_bytes: usize,
}

/// A page as the visitor sees it.
pub struct VisitedPage<'t> {
    pub host: Option<String>,
    pub text: &'t str,
}

impl Pages<'_> {
    /// Calls `visit` for each page, in order.
    ///
    /// # Errors
    /// Stops at the first page or file that cannot be read.
    pub fn visit(&self, mut visit: impl FnMut(&Place, VisitedPage<'_>)) -> Result<(), Failure> {
        for input in inputs::gather(self.paths, self.jsonl, None) {
            let mut source = open(&input?)?;
            while let Some(page) = source.next(self.max_bytes)? {
                let place = &page.place;
                if page.is_truncated {
                    return Err(Failure::TooLong { place: place.clone(), limit: self.max_bytes });
                }
                let text = utf8(&page.bytes, place)?;
                match page.kind {
                    Kind::Text => visit(place, VisitedPage { host: self.site.host_of(None), text }),
                    Kind::Jsonl => {
                        let record = Record::read(text, self.field, place)?;
                        visit(
                            place,
                            VisitedPage {
                                host: self.site.host_of(Some(&record)),
                                text: record.text.as_deref().unwrap_or_default(),
                            },
                        );
                    }
                }
            }
        }
        Ok(())
    }
}

/// Opens an input and decompresses it if its name says so.
fn open(input: &Input) -> Result<Source<'static>, Failure> {
    let place = input.place();
    let read_failure = |source| Failure::Read { place: place.clone(), source };
    let (from, compression): (Box<dyn Read + Send>, _) = match input.is_stdin() {
        true => (Box::new(io::stdin()), Compression::None),
        false => (Box::new(File::open(&input.path).map_err(read_failure)?), Compression::from_name(&input.path).0),
    };
    let from = BufReader::with_capacity(1 << 16, compression.decompress(from).map_err(read_failure)?);
    Ok(Source::new(from, place, input.kind).with_is_compressed(compression != Compression::None))
}
