//! Files of learned sites: JSON, with a line for each site.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use dechaff::{LearnedSite, LearnedSites};

use crate::failure::Failure;
use crate::input::compression::Compression;
use crate::input::place::Place;

/// Reads a file of learned sites, which is decompressed if its name ends in .gz or .zst.
pub fn read(path: &Path) -> Result<LearnedSites, Failure> {
    let place = Place::file(&path.to_string_lossy());
    let read_failure = |source| Failure::Read { place: place.clone(), source };
    let file = File::open(path).map_err(read_failure)?;
    let from = Compression::from_name(path).0.decompress(file).map_err(read_failure)?;
    serde_json::from_reader(BufReader::with_capacity(1 << 16, from)).map_err(|e| Failure::Sites {
        place: place.line(e.line() as u64),
        reason: format!("not a file of learned sites: {e}"),
    })
}

/// Writes a file of learned sites, one site after another.
#[derive(Default)]
pub struct Writer {
    is_begun: bool,
}

impl Writer {
    /// The line of a site. The sites must be sorted by host.
    pub fn site(&mut self, host: &str, site: &LearnedSite) -> Vec<u8> {
        let mut line = self.begin();
        // Writing into memory cannot fail, and neither a host nor a site has a form that JSON lacks.
        let host = serde_json::to_string(host).unwrap_or_default();
        let site = serde_json::to_string(site).unwrap_or_default();
        line.extend_from_slice(format!("{host}:{site}").as_bytes());
        line
    }

    /// What stands before a site.
    fn begin(&mut self) -> Vec<u8> {
        match std::mem::replace(&mut self.is_begun, true) {
            true => b",\n".to_vec(),
            false => format!("{{\"version\":{},\"sites\":{{\n", LearnedSites::VERSION).into_bytes(),
        }
    }

    /// What stands behind the last site.
    pub fn end(&mut self) -> Vec<u8> {
        let mut end = if self.is_begun { Vec::new() } else { self.begin() };
        end.extend_from_slice(b"\n}}\n");
        end
    }
}
