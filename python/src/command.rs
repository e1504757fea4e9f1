//! The command `dechaff`: the same code as in the binary, run in the interpreter's process.

use std::ffi::OsString;
use std::process::ExitCode;

use pyo3::prelude::*;

/// Runs the command with these arguments, of which the first is the name of the program, and returns its exit status.
///
/// It reads and writes the standard streams of the process, not `sys.stdin` and `sys.stdout`. If the arguments are
/// invalid or ask for help, or if a signal interrupts it, the process exits at once.
#[pyfunction]
pub fn run_command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    let code = py.detach(|| dechaff_cli::main(arguments));
    status(code)
}

/// The number of an exit code. The standard library can only compare it.
fn status(code: ExitCode) -> u8 {
    (0..=u8::MAX).find(|&number| ExitCode::from(number) == code).unwrap_or(1)
}
