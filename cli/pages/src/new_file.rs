//! Output files: where they may be written, and how they appear only when they are complete.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// What is at the path of an output file.
pub enum Destination {
    /// Nothing yet, or a regular file, which is replaced when the output is complete. Symbolic links are resolved.
    Regular(PathBuf),
    /// A device or a pipe, which is written through.
    Special,
}

impl Destination {
    /// # Errors
    /// Fails for a folder, and for a symbolic link to nothing.
    pub fn of(to: &Path) -> io::Result<Destination> {
        // The operating system shows descriptors of this process there, which look like the files behind them.
        if ["/dev", "/proc"].iter().any(|folder| to.starts_with(folder)) {
            return Ok(Destination::Special);
        }
        match to.metadata() {
            Ok(metadata) if metadata.is_file() => Ok(Destination::Regular(to.canonicalize()?)),
            Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => Ok(Destination::Special),
            Err(_) if to.is_symlink() => Err(io::Error::other("it is a symbolic link to a file that does not exist")),
            Err(_) => Ok(Destination::Regular(to.to_owned())),
        }
    }
}

/// Opens a device or a pipe.
pub fn open_special(to: &Path) -> io::Result<File> {
    File::options().write(true).open(to)
}

/// Writes a file of which no other process sees a part, or writes through a device or a pipe.
pub fn write(to: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = Destination::of(to).and_then(|destination| match destination {
        Destination::Special => open_special(to)?.write_all(bytes),
        Destination::Regular(to) => {
            let mut part = create_temporary_beside(&to)?;
            part.write_all(bytes)?;
            part.persist(to).map(drop).map_err(|e| e.error)
        }
    });
    written.map_err(|e| write_failure(to, e))
}

/// The failure for an output file that cannot be written.
pub fn write_failure(to: &Path, source: io::Error) -> Failure {
    Failure::Write { to: format!("output {}", to.display()), source }
}

/// The canonical paths of the files that a run reads: pages, rules files, and folders, of which all files count.
#[derive(Default)]
pub struct InputPaths(BTreeSet<PathBuf>);

impl InputPaths {
    pub fn add<'p>(&mut self, paths: impl IntoIterator<Item = &'p PathBuf>) {
        self.0.extend(paths.into_iter().filter_map(|path| path.canonicalize().ok()));
    }

    /// Checks that an output file is not an input. The error is the message for the user.
    pub fn check_output(&self, to: &Path) -> Result<(), String> {
        let Ok(there) = to.canonicalize() else { return Ok(()) };
        let is_input = self.0.iter().any(|input| *input == there || (there.starts_with(input) && input.is_dir()));
        match is_input && !there.is_dir() {
            true => Err(format!("the input {} would be overwritten: choose another output path", to.display())),
            false => Ok(()),
        }
    }
}

/// Checks the path of an output file that an option names: it must not be an input, and its folder must exist.
pub fn check(option: &str, to: &Path, inputs: &InputPaths) -> Result<(), String> {
    inputs.check_output(to)?;
    if to.as_os_str() == "-" {
        return Err(format!("{option} cannot be written to standard output: name a file"));
    }
    if !parent_folder(to).is_dir() {
        return Err(format!("{option} {}: its folder does not exist: create it first", to.display()));
    }
    Ok(())
}

/// Returns the folder that contains a file: `.` for a bare file name.
fn parent_folder(file: &Path) -> &Path {
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
