//! Messages on stderr.

use std::fmt::Display;
use std::io::Write;

use clap::error::ErrorKind;
use clap::CommandFactory;

use crate::command_line::CommandLine;

/// Prints a message of one line on stderr, preceded by the name of the command.
///
/// File names and parts of the input may stand in a message. Control characters are replaced, so that they cannot send
/// escape sequences to the terminal.
pub fn print(message: impl Display) {
    write(&format!("dechaff: {}\n", without_control_characters(&message.to_string())));
}

/// Reports an invalid command line, as clap does for what it checks itself, and exits with status 2.
pub fn exit_with_usage(message: &str) -> ! {
    exit_with(&CommandLine::command().error(ErrorKind::ArgumentConflict, message))
}

/// Prints the message of clap, which may be the help that was asked for, and exits with its status.
pub fn exit_with(error: &clap::Error) -> ! {
    if error.use_stderr() {
        let has_control_characters = |text: &str| text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n'));
        let plain = error.render().to_string();
        if has_control_characters(&plain) {
            let lines: Vec<String> = plain.lines().map(without_control_characters).collect();
            write(&(lines.join("\n") + "\n"));
            std::process::exit(error.exit_code());
        }
    }
    error.exit()
}

/// Writes a text to stderr. A failure is ignored, because there is no other place to report it.
pub fn write(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// Replaces all control characters but tabs with U+FFFD.
pub fn without_control_characters(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\t', "\u{fffd}")
}
