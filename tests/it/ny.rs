//! A new förbund: it runs as it is written, and nothing that was there is ever touched.

use crate::support::{Answer, finsam};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Kommuner with å, ä, ö, blanks, names that differ only in their dots, and what TOML or a template could trip on.
const KOMMUNER: [&str; 4] = [
    "Älvsbyn",
    "Upplands Väsby,Håbo,Habo",
    "Åre, Örkelljunga , Östra Göinge,Dals-Ed,Malå,Mönsterås,Ängelholm,Övertorneå,Regionen,Åmål,S:t Olof,123",
    "A\"b,{{kommun}},C\\d,日本",
];

fn new(folder: &Path, more: &[&str]) -> Answer {
    finsam(folder, &[&["ny", "nytt förbund"], more].concat())
}

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            all.extend(contents(&entry));
        } else {
            all.insert(entry.display().to_string(), fs::read(&entry).expect("a file"));
        }
    }
    all
}

#[test]
fn a_new_forbund_runs_at_once_and_is_never_written_over() {
    for kommuner in KOMMUNER {
        let world = tempfile::tempdir().expect("a temporary folder");
        let made = new(world.path(), &["--namn", "Samordningsförbundet ”Öst & Väst”", "--kommuner", kommuner]);
        assert_eq!((made.code, made.err.as_str()), (0, ""), "{kommuner}");
        assert!(made.out.contains("Nästa steg: finsam --katalog \"nytt förbund\"\n"), "{}", made.out);
        let before = contents(world.path());
        assert_eq!(before.len(), 7, "{kommuner}: seven files and nothing beside them");
        for text in before.values().map(|bytes| String::from_utf8_lossy(bytes)) {
            assert!(!text.contains("}}") || kommuner.contains("{{"), "everything is filled in: {text}");
            assert!(!text.contains("#:") && text.ends_with('\n'), "{text}");
        }
        let folder = world.path().join("nytt förbund");
        let checked = finsam(&folder, &["kontroll"]);
        assert_eq!((checked.code, checked.out.as_str(), checked.err.as_str()), (0, "", ""), "{kommuner}");
        for args in [&[][..], &["resultat", "2025"], &["balans", "2025"], &["bidrag", "2026"], &["drift", "2026"]] {
            let ran = finsam(&folder, args);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{kommuner} {args:?}");
            assert!(ran.out.contains("Öst & Väst"), "{}", ran.out);
        }
        let again = new(world.path(), &["--kommuner", "Någon annan"]);
        assert_eq!((again.code, again.out.as_str()), (2, ""));
        assert!(again.err.starts_with("fel F520: mappen nytt förbund är inte tom\n"), "{}", again.err);
        assert!(contents(world.path()) == before, "{kommuner}: nothing is changed");
    }
}

#[test]
fn kommuner_keep_their_names_and_get_ids_of_their_own() {
    let world = tempfile::tempdir().expect("a temporary folder");
    new(world.path(), &["--kommuner", "Upplands Väsby,Håbo,Habo,Regionen,日本"]);
    let asked = finsam(&world.path().join("nytt förbund"), &["bidrag", "2026", "--format", "csv"]);
    for row in ["upplands_vasby,Upplands Väsby", "habo,Håbo", "habo_2,Habo", "regionen_2,Regionen", "kommun,日本"] {
        assert!(asked.out.contains(&format!("Medlemmarnas tilldelning 2026,{row},500000.00,")), "{}", asked.out);
    }
}

#[test]
fn the_example_plan_keeps_the_law_and_its_figures_are_marked() {
    let world = tempfile::tempdir().expect("a temporary folder");
    new(world.path(), &[]);
    // As Markdown no line is broken.
    let ran = finsam(&world.path().join("nytt förbund"), &["--format", "md"]);
    assert!(ran.out.contains("Alla planerade år har intäkter över kostnaderna"), "{}", ran.out);
    assert!(ran.out.contains("men inom 18,0–22,0"), "{}", ran.out);
    assert!(ran.out.contains("EXEMPEL: påhittad budget"), "{}", ran.out);
}

#[test]
fn an_empty_folder_is_filled_and_its_parents_are_made() {
    let world = tempfile::tempdir().expect("a temporary folder");
    let ran = finsam(world.path(), &["ny", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let mut names: Vec<_> =
        fs::read_dir(world.path()).expect("it").map(|entry| entry.expect("one").file_name()).collect();
    names.sort();
    assert_eq!(names, ["LASMIG.txt", "budgets", "scenarios"]);
    assert_eq!(finsam(world.path(), &["kontroll"]).code, 0);
    assert_eq!(finsam(world.path(), &["ny", "a/b/c"]).code, 0);
    assert_eq!(finsam(&world.path().join("a/b/c"), &["kontroll"]).code, 0);
}

#[test]
fn a_hidden_file_is_something_and_a_file_is_no_folder() {
    let world = tempfile::tempdir().expect("a temporary folder");
    fs::write(world.path().join(".dold"), "").expect("a file");
    for target in [".", ".dold"] {
        let ran = finsam(world.path(), &["ny", target]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{target}");
        assert!(ran.err.starts_with("fel F520: "), "{}", ran.err);
    }
    assert_eq!(contents(world.path()).len(), 1);
}

#[test]
fn names_that_cannot_be_used_write_nothing() {
    let long = "x".repeat(81);
    let cases = ["", "Alby,,Berga", "Alby,Alby", "Alby\nBerga", long.as_str()];
    for kommuner in cases {
        let world = tempfile::tempdir().expect("a temporary folder");
        let ran = new(world.path(), &["--kommuner", kommuner]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{kommuner:?}");
        assert!(ran.err.starts_with("fel F521: "), "{}", ran.err);
        assert_eq!(fs::read_dir(world.path()).expect("the folder").count(), 0, "{kommuner:?}");
    }
}
