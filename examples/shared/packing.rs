//! Compressed files, by their ending.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    /// By the last ending; gives the name without it too.
    pub fn of(path: &Path) -> (Packing, &Path) {
        let stem = || path.file_stem().map_or(path, Path::new);
        match path.extension() {
            Some(e) if e.eq_ignore_ascii_case("gz") => (Packing::Gzip, stem()),
            Some(e) if e.eq_ignore_ascii_case("zst") => (Packing::Zstd, stem()),
            _ => (Packing::None, path),
        }
    }

    /// Unpacks what `from` gives, all members of it.
    pub fn reader<'r>(self, from: impl Read + Send + 'r) -> io::Result<Box<dyn Read + Send + 'r>> {
        Ok(match self {
            Packing::None => Box::new(from),
            Packing::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, from))),
            Packing::Zstd => Box::new(zstd::Decoder::new(from)?),
        })
    }

    /// Packs what is written into a new file.
    pub fn writer(self, file: NamedTempFile) -> io::Result<Packer> {
        let to = BufWriter::with_capacity(1 << 16, file);
        Ok(match self {
            Packing::None => Packer::None(to),
            Packing::Gzip => Packer::Gzip(GzEncoder::new(to, flate2::Compression::default())),
            Packing::Zstd => {
                let mut packer = zstd::Encoder::new(to, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                packer.include_checksum(true)?;
                Packer::Zstd(packer)
            }
        })
    }
}

/// Writes a file in its packing.
pub enum Packer {
    None(BufWriter<NamedTempFile>),
    Gzip(GzEncoder<BufWriter<NamedTempFile>>),
    Zstd(zstd::Encoder<'static, BufWriter<NamedTempFile>>),
}

impl Packer {
    /// Writes the end; the file is whole then.
    pub fn finish(self) -> io::Result<NamedTempFile> {
        let to = match self {
            Packer::None(to) => to,
            Packer::Gzip(to) => to.finish()?,
            Packer::Zstd(to) => to.finish()?,
        };
        to.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl Write for Packer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Packer::None(to) => to.write(bytes),
            Packer::Gzip(to) => to.write(bytes),
            Packer::Zstd(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Packer::None(to) => to.flush(),
            Packer::Gzip(to) => to.flush(),
            Packer::Zstd(to) => to.flush(),
        }
    }
}

/// The folder in which a file stands.
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside `to`, which takes its place by [`NamedTempFile::persist`].
pub fn part_of(to: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(to);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".clean-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: the process's mask takes its share.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // Its own error names the part, of which nobody has heard.
    builder.tempfile_in(folder).map_err(|e| e.kind().into())
}
