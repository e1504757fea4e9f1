//! Reads and writes compressed files, and creates output files that appear only when they are complete.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;
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
            Compression::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, from))),
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

/// Returns the folder that contains a file: `.` for a bare file name.
pub fn parent_folder(file: &Path) -> &Path {
    file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Creates a temporary file in the folder of `to`. [`NamedTempFile::persist`] renames it to `to`; if it is dropped
/// before, it is deleted.
pub fn create_temporary_beside(to: &Path) -> io::Result<NamedTempFile> {
    let folder = parent_folder(to);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dechaff-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The permissions of any new file, of which the process's umask removes some. The default would be 0o600.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // The original error names the temporary file, which means nothing to the user.
    builder.tempfile_in(folder).map_err(|e| e.kind().into())
}
