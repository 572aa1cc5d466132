//! Running the program as a user does, but with nothing around it: no environment, a fixed width and a fixed day.

use std::path::Path;
use std::process::Command;

/// The day that every test is run on.
pub const TODAY: &str = "2026-11-21";

/// What a run answered.
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs the program in a folder, a hundred columns wide.
pub fn finsam(folder: &Path, args: &[&str]) -> Answer {
    finsam_wide(folder, args, "100")
}

/// Runs the program on the förbund's own files, so many columns wide.
pub fn shipped(args: &[&str], columns: &str) -> Answer {
    finsam_wide(Path::new(env!("CARGO_MANIFEST_DIR")), args, columns)
}

/// Runs the program in a folder, so many columns wide.
pub fn finsam_wide(folder: &Path, args: &[&str], columns: &str) -> Answer {
    run(folder, &[args, &["--idag", TODAY]].concat(), columns)
}

/// Runs the program with these arguments and no others, a hundred columns wide, so on today's date unless they say another.
pub fn finsam_as_given(folder: &Path, args: &[&str]) -> Answer {
    run(folder, args, "100")
}

fn run(folder: &Path, args: &[&str], columns: &str) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_finsam"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("COLUMNS", columns)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    // A run that was killed, by an overflowing stack for one, has no exit code.
    Answer { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Whether snapshots are to be written instead of compared.
pub fn updating() -> bool {
    std::env::var_os("FINSAM_UPPDATERA").is_some_and(|value| value == "1")
}

/// Copies a folder with everything in it, over what is already there. A link is copied as a link.
pub fn copy_over(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry");
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().expect("a kind of file");
        if kind.is_dir() {
            copy_over(&source, &target);
        } else if kind.is_symlink() {
            let points_to = std::fs::read_link(&source).expect("a link");
            std::os::unix::fs::symlink(points_to, &target).expect("a link can be made");
        } else {
            std::fs::copy(&source, &target).expect("a file can be copied");
        }
    }
}

/// Another program, if the machine has it. Where it is missing the test is skipped with a line, unless `FINSAM_KRAV` demands it.
pub fn program(name: &str) -> Option<Command> {
    if Command::new(name).arg("--version").output().is_ok() {
        return Some(Command::new(name));
    }
    assert!(std::env::var_os("FINSAM_KRAV").is_none(), "{name} is missing, and FINSAM_KRAV demands it");
    eprintln!("skipped: {name} is not installed");
    None
}
