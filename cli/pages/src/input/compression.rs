//! Reads and writes compressed files.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

#[cfg(not(feature = "zstd"))]
use crate::failure::missing_feature;

/// The compression of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// Returns the compression that the last extension names, and the path without that extension.
    pub fn from_name(path: &Path) -> (Compression, &Path) {
        let stem = || path.file_stem().map_or(path, Path::new);
        match path.extension() {
            Some(e) if e.eq_ignore_ascii_case("gz") => (Compression::Gzip, stem()),
            Some(e) if e.eq_ignore_ascii_case("zst") => (Compression::Zstd, stem()),
            _ => (Compression::None, path),
        }
    }

    /// Decompresses `from`, including all concatenated gzip members or zstd frames.
    pub fn decompress<'r>(self, from: impl Read + Send + 'r) -> io::Result<Box<dyn Read + Send + 'r>> {
        Ok(match self {
            Compression::None => Box::new(from),
            Compression::Gzip => Box::new(GzipMembers::new(BufReader::with_capacity(1 << 16, from))),
            #[cfg(feature = "zstd")]
            Compression::Zstd => Box::new(zstd::Decoder::new(from)?),
            #[cfg(not(feature = "zstd"))]
            Compression::Zstd => return Err(no_zstd()),
        })
    }

    /// Returns a writer that compresses into `file`.
    pub fn compressor(self, file: NamedTempFile) -> io::Result<Compressor> {
        let to = BufWriter::with_capacity(1 << 16, file);
        Ok(match self {
            Compression::None => Compressor::None(to),
            Compression::Gzip => Compressor::Gzip(GzEncoder::new(to, flate2::Compression::default())),
            #[cfg(not(feature = "zstd"))]
            Compression::Zstd => return Err(no_zstd()),
            #[cfg(feature = "zstd")]
            Compression::Zstd => {
                let mut compressor = zstd::Encoder::new(to, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                compressor.include_checksum(true)?;
                Compressor::Zstd(compressor)
            }
        })
    }
}

/// Reads the members of a gzip file one after another. Zero bytes after a member are padding, as `gzip` has it: tapes and
/// some archives fill their blocks with it.
struct GzipMembers<R> {
    /// The decoder of the current member; `None` after the last one.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> GzipMembers<R> {
    fn new(from: R) -> GzipMembers<R> {
        GzipMembers { member: Some(GzDecoder::new(from)) }
    }
}

impl<R: BufRead> Read for GzipMembers<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let len = member.read(to)?;
            if len > 0 || to.is_empty() {
                return Ok(len);
            }
            let rest = self.member.take().map(GzDecoder::into_inner);
            self.member = rest.map(skip_zeros).transpose()?.flatten().map(GzDecoder::new);
        }
        Ok(0)
    }
}

/// Skips zero bytes. Returns the reader if something follows them.
fn skip_zeros<R: BufRead>(mut from: R) -> io::Result<Option<R>> {
    loop {
        let buffered = from.fill_buf()?;
        if buffered.is_empty() {
            return Ok(None);
        }
        let zeros = buffered.iter().take_while(|byte| **byte == 0).count();
        let is_all = zeros == buffered.len();
        from.consume(zeros);
        if !is_all {
            return Ok(Some(from));
        }
    }
}

/// Writes a compressed file.
pub enum Compressor {
    None(BufWriter<NamedTempFile>),
    Gzip(GzEncoder<BufWriter<NamedTempFile>>),
    #[cfg(feature = "zstd")]
    Zstd(zstd::Encoder<'static, BufWriter<NamedTempFile>>),
}

impl Compressor {
    /// Writes the trailer and flushes; afterwards the file is complete.
    pub fn finish(self) -> io::Result<NamedTempFile> {
        let to = match self {
            Compressor::None(to) => to,
            Compressor::Gzip(to) => to.finish()?,
            #[cfg(feature = "zstd")]
            Compressor::Zstd(to) => to.finish()?,
        };
        to.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl Write for Compressor {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Compressor::None(to) => to.write(bytes),
            Compressor::Gzip(to) => to.write(bytes),
            #[cfg(feature = "zstd")]
            Compressor::Zstd(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Compressor::None(to) => to.flush(),
            Compressor::Gzip(to) => to.flush(),
            #[cfg(feature = "zstd")]
            Compressor::Zstd(to) => to.flush(),
        }
    }
}

/// The error for a .zst file in a build without the feature `zstd`.
#[cfg(not(feature = "zstd"))]
fn no_zstd() -> io::Error {
    io::Error::other(missing_feature("files that end in .zst", "zstd"))
}
