//! The generated files of the repository are up to date.

use clap::CommandFactory;
use dechaff::Category;
use dechaff_cli::command_line::CommandLine;
use xtask::category_page::Sources;
use xtask::{root, tables, COMMAND};

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}; run: {COMMAND}"))
}

#[test]
fn the_documentation_of_each_category_is_up_to_date() {
    let sources = Sources::read(&root());
    let is_stale = |category: &&Category| read(&format!("src/category/{category}.md")) != sources.page(**category);
    let stale: Vec<&str> = Category::ALL.iter().filter(is_stale).map(|category| category.name()).collect();
    assert!(stale.is_empty(), "the files in src/category/ for {stale:?} are out of date; run: {COMMAND}");
}

#[test]
fn the_tables_of_the_phrases_are_up_to_date() {
    let (path, tables) = tables();
    let is_equal = std::fs::read(root().join(&path)).is_ok_and(|current| current == tables);
    assert!(is_equal, "{} is out of date; run: {COMMAND}", path.display());
}

/// The files are not compared byte by byte, because another version of a generator may write them differently.
#[test]
fn completions_and_manual_pages_have_all_options() {
    let mut command = CommandLine::command();
    command.build();
    let completions = ["_dechaff", "_dechaff.ps1", "dechaff.bash", "dechaff.elv", "dechaff.fish"]
        .map(|name| read(&format!("cli/completions/{name}")));
    let mut options = 0;
    for command in std::iter::once(&command).chain(command.get_subcommands().filter(|c| c.get_name() != "help")) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        let page = read(&format!("cli/man/{name}.1")).replace("\\-", "-");
        for option in command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(|arg| arg.get_long()) {
            assert!(page.contains(&format!("--{option}")), "{name}.1 lacks --{option}; run: {COMMAND}");
            // fish writes `-l name` for `--name`.
            let has_option =
                |script: &String| script.contains(&format!("--{option}")) || script.contains(&format!("-l {option}"));
            assert!(completions.iter().all(has_option), "a completion lacks --{option}; run: {COMMAND}");
            options += 1;
        }
    }
    assert!(options > 60, "only {options} options");
}
