use std::process::ExitCode;

fn main() -> ExitCode {
    dechaff_cli::main(std::env::args_os())
}
