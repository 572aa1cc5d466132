//! The whole process, start-up included, beside a process that does nothing. Compare the rows of one run.

use std::process::{Command, Stdio};

/// Set in the child that is the empty process: this very program, which then does nothing.
const EMPTY: &str = "FINSAM_BENCH_TOM";

fn main() {
    if std::env::var_os(EMPTY).is_none() {
        divan::main();
    }
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stdin(Stdio::null()).status().expect("the process starts");
    assert!(status.success());
}

fn finsam() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_finsam"));
    command.args(["--katalog", env!("CARGO_MANIFEST_DIR"), "--idag", "2026-11-21"]).env("COLUMNS", "100");
    command
}

#[divan::bench(sample_count = 200)]
fn empty_process() {
    run(Command::new(std::env::current_exe().expect("our own path")).env(EMPTY, "1"));
}

#[divan::bench(sample_count = 200)]
fn main_job() {
    run(&mut finsam());
}

#[divan::bench(sample_count = 200)]
fn main_job_json() {
    run(finsam().args(["--format", "json"]));
}

#[divan::bench(sample_count = 200)]
fn kontroll() {
    run(finsam().arg("kontroll"));
}

#[divan::bench(sample_count = 200)]
fn drift() {
    run(finsam().args(["drift", "2025"]));
}

/// The workbook, to a file beside the others of the machine's own.
#[divan::bench(sample_count = 50)]
fn workbook() {
    let to = std::env::temp_dir().join("finsam-bench.xlsx");
    run(finsam().args(["rapport", "--scenario", "index", "-o"]).arg(to));
}

#[divan::bench(sample_count = 100)]
fn forklara() {
    run(finsam().args(["forklara", "prognos/2030/eget_kapital"]));
}

#[divan::bench(sample_count = 200)]
fn mal() {
    run(finsam().args(["mal", "--med", "rad:kansli", "--scenario", "plan-ranta"]));
}

#[divan::bench(sample_count = 200)]
fn kanslighet() {
    run(finsam().arg("kanslighet"));
}

#[divan::bench(sample_count = 100)]
fn matris_of_10_000_pairs() {
    run(finsam()
        .args(["matris", "--rader", "utvecklingsmedel=0%..99,0%/1%"])
        .args(["--kolumner", "bidrag=6000000..6099000/1000"]));
}

/// The board's report with its pictures, derivations and fan.
#[divan::bench(sample_count = 50)]
fn rapport() {
    run(finsam().args(["rapport", "--format", "html"]));
}
