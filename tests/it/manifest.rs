//! A file that is written says how it was made, and no byte of it can change unseen.

use crate::support::{self, TODAY};
use finsam::render::manifest::{Detached, Form, PROGRAM, detach};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::fs;
use std::path::Path;

/// Reports of every kind, from the förbund's own files.
const REPORTS: &[&[&str]] = &[
    &[],
    &["prognos", "--scenario", "index", "plan-ranta"],
    &["jamfor", "plan", "index", "plan-ranta"],
    &["forbrukning"],
    &["drift", "2025"],
    &["drift", "2026", "--detalj", "kommun"],
    &["resultat", "2024", "--period", "jan-aug", "--som-publicerat"],
    &["balans", "2025"],
    &["kassaflode", "2025"],
    &["noter", "2025"],
    &["oversikt"],
    &["bidrag", "2026"],
    &["plan", "2027"],
    &["nyckeltal", "2025"],
    &["utvecklingsmedel", "2026"],
    &["prognossakerhet"],
    &["osakerhet", "--antal", "300"],
];

/// Runs in the förbund's own folder with `-o`, and what the file holds.
pub fn written(folder: &Path, args: &[&str], file: &Path, columns: &str) -> String {
    let name = file.to_str().expect("a path in UTF-8");
    let ran = support::finsam_wide(folder, &[args, &["-o", name]].concat(), columns);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{args:?}");
    fs::read_to_string(file).expect("the file is written")
}

fn own() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn taken_apart(file: &str) -> Detached {
    detach(file).unwrap_or_else(|| panic!("no manifest:\n{file}"))
}

#[test]
fn every_report_in_every_format_carries_its_manifest_and_is_else_what_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for args in REPORTS {
        for (format, form) in [("txt", Form::Text), ("json", Form::Json), ("csv", Form::Csv), ("md", Form::Markup)] {
            let path = folder.path().join(format!("rapport.{format}"));
            let file = written(own(), args, &path, "100");
            let found = taken_apart(&file);
            assert_eq!(found.form, form, "{args:?}");
            assert!(found.is_whole(&file), "{args:?} {format}");
            let printed = support::shipped(&[*args, &["--format", format]].concat(), "100");
            assert_eq!(found.body, printed.out, "{args:?} {format}: the file without its manifest is what is printed");
            let manifest = &found.manifest;
            assert_eq!((manifest.program.as_str(), manifest.date.to_string().as_str()), (PROGRAM, TODAY));
            assert_eq!(manifest.command, [*args, &["--format", format]].concat(), "what was asked, and not where");
            assert_eq!(manifest.width.is_some(), format == "txt", "only text has a width");
            assert!(manifest.inputs.contains_key("budgets/forbund.toml"), "{args:?}");
            assert!(!manifest.figures.is_empty(), "{args:?} {format}");
            assert_eq!(written(own(), args, &path, "100"), file, "{args:?} {format}: the same twice");
        }
    }
}

#[test]
fn a_hash_is_that_of_the_file_on_the_disk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = written(own(), &["bidrag", "2026"], &folder.path().join("b.txt"), "100");
    for (name, hash) in taken_apart(&file).manifest.inputs {
        let bytes = fs::read(own().join(&name)).expect("the input is there");
        assert_eq!(hash, finsam::render::manifest::sha256(&bytes), "{name}");
    }
}

#[test]
fn the_figures_are_those_of_the_page_in_whole_kronor_and_ore() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for format in ["txt", "json", "csv", "md"] {
        let path = folder.path().join(format!("d.{format}"));
        let figures = taken_apart(&written(own(), &["drift", "2025", "--enhet", "tkr"], &path, "80")).manifest.figures;
        // 14 021 041 − 14 716 797 + 210 685 (årsrapport 2025, resultaträkning).
        assert_eq!(figures["drift/2025/resultat/utfall"], "-485071.00", "{format}");
        assert_eq!(figures["drift/2025/resultat/budget"], "-3210000.00", "{format}");
        assert!(!figures.contains_key("drift/2025/overgripande/utfall"), "{format}: nothing is no figure");
    }
    let path = folder.path().join("p.txt");
    let figures = taken_apart(&written(own(), &[], &path, "100")).manifest.figures;
    assert_eq!(figures["prognos/eget_kapital/plan-ranta/2030"], "-2091517.74");
}

#[test]
fn a_bookkeeping_file_is_an_input_by_its_name_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let example = own().join("docs/exempel");
    let sie = example.join("bokforing-2026-08.se");
    let args = ["uppfoljning", "2026", "T2", "--sie", sie.to_str().expect("a path in UTF-8")];
    let file = written(&example, &args, &folder.path().join("u.md"), "100");
    let found = taken_apart(&file);
    assert!(found.manifest.inputs.contains_key("bokforing-2026-08.se"));
    assert!(!file.contains(env!("CARGO_MANIFEST_DIR")), "no path of this machine");
    assert_eq!(found.manifest.command[4], "bokforing-2026-08.se");
}

/// The same bytes but for one, and which.
pub fn one_byte_changed(bytes: &[u8], random: &mut TestRng) -> (usize, Vec<u8>) {
    let mut bytes = bytes.to_vec();
    let at = random.next_u32() as usize % bytes.len();
    // Anything but what stands there, kept within ASCII.
    bytes[at] = (bytes[at] & 0x7f) ^ (1 + random.next_u32() as u8 % 0x7f);
    (at, bytes)
}

#[test]
fn no_byte_of_a_file_changes_unseen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let reports: [(&[&str], &str); 5] = [
        (&["drift", "2025"], "a.txt"),
        (&["balans", "2025"], "a.json"),
        (&["oversikt"], "a.csv"),
        (&["noter", "2025"], "a.md"),
        (&["exportera", "--hledger", "--format", "txt"], "a.journal"),
    ];
    for (args, name) in reports {
        let file = written(own(), args, &folder.path().join(name), "100");
        for _ in 0..200 {
            let (at, bytes) = one_byte_changed(file.as_bytes(), &mut random);
            // What is no longer text is seen by that.
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let seen = detach(&changed).is_none_or(|found| !found.is_whole(&changed));
            assert!(seen, "{name}: byte {at} changed from\n{file}");
        }
    }
}
