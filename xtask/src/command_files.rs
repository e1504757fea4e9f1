//! Generates the shell completions and the manual pages of the command from its options.

use std::io;
use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use dechaff_cli::command_line::CommandLine;

/// The name of the binary.
const NAME: &str = "dechaff";

/// Returns the path of each file, from the root of the repository, and its content.
///
/// # Errors
/// Fails if a generator does.
pub fn files() -> io::Result<Vec<(PathBuf, String)>> {
    let mut command = CommandLine::command();
    let mut files = Vec::new();
    for (shell, file) in [
        (Shell::Bash, "dechaff.bash"),
        (Shell::Elvish, "dechaff.elv"),
        (Shell::Fish, "dechaff.fish"),
        (Shell::PowerShell, "_dechaff.ps1"),
        (Shell::Zsh, "_dechaff"),
    ] {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut command, NAME, &mut script);
        files.push((PathBuf::from("cli/completions").join(file), into_text(script)?));
    }
    command.build();
    let subcommands: Vec<clap::Command> =
        command.get_subcommands().filter(|command| command.get_name() != "help").cloned().collect();
    for command in std::iter::once(command).chain(subcommands) {
        // `build` names subcommands as their pages are called, such as `dechaff-clean`.
        let name = command.get_display_name().unwrap_or(NAME).to_owned();
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        files.push((PathBuf::from("cli/man").join(format!("{name}.1")), into_text(page)?));
    }
    Ok(files)
}

fn into_text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(io::Error::other)
}
