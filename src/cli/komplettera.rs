//! `komplettera`: a script by which the shell fills in commands and options.

use super::args::Cli;
use clap::CommandFactory;
use clap_complete::Shell;

/// The script for a shell, to be read by it at start.
pub fn script(shell: Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "finsam", &mut bytes);
    String::from_utf8(bytes).expect("commands and options are text")
}
