//! `finsam osakerhet` as it is run.

use crate::support::{TODAY, shipped};
use std::process::{Command, Stdio};
use std::time::Duration;

#[test]
fn the_same_bytes_whatever_the_threads() {
    for format in ["json", "txt", "csv", "md"] {
        let run = |threads: &str| {
            let ran = shipped(&["osakerhet", "--antal", "1500", "--tradar", threads, "--format", format], "100");
            assert_eq!((ran.code, ran.err.as_str()), (0, ""));
            ran.out
        };
        assert_eq!(run("1"), run("2"), "{format}");
    }
}

/// Ctrl-C after the first runs prints what is done and says so, and the exit code is that of an interrupted program.
#[test]
fn ctrl_c_prints_what_is_done() {
    let interrupted = |after: u64| {
        let child = Command::new(env!("CARGO_BIN_EXE_finsam"))
            .args(["osakerhet", "--antal", "100 000 000", "--idag", TODAY])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("COLUMNS", "100")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(after));
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill is there");
        assert!(killed.success());
        child.wait_with_output().expect("the program ends")
    };
    // A machine that is busy may not have come to the first runs: then it is given more time.
    let answers = [400, 1_600, 6_400, 25_000].into_iter().map(interrupted);
    let answer = { answers }.find(|answer| answer.status.code() == Some(130) && !answer.stdout.is_empty());
    let answer = answer.expect("an interrupted run that had begun prints what is done and exits with 130");
    let text = String::from_utf8(answer.stdout).expect("the program writes UTF-8");
    assert!(text.contains("av 100\u{a0}000\u{a0}000 körningar · frö\u{a0}1"), "{text}");
    assert!(text.contains("Körningen avbröts: siffrorna gäller"), "{text}");
    assert!(text.contains("EGET KAPITAL I KÖRNINGARNA") && text.contains("50\u{a0}% (mitten)"), "{text}");
    assert!(answer.stderr.is_empty(), "no bar where nobody watches");
}
