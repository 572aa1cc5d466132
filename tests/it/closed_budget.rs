//! A budget by line when its year has become a bokslut: its income is the year's allocation, and so is its result.

use crate::support::{copy_over, finsam};
use std::fs;
use std::path::Path;

/// Contributions 2 000 000, costs 1 950 000: result 50 000, and tillgångar minus skulder go from 510 000 to 560 000.
const BOKSLUT_2026: &str = r#"
[[utfall]]
period = "helar"
kalla = { dokument = "bokslut", avsnitt = "Bokslut 2026" }
status = "beslutad"

[utfall.bidrag]
staten = 1_000_000
regionen = 500_000
alby = 300_000
berga = 200_000

[utfall.konton]
personal = 1_950_000
likvida_medel = 670_000
kundfordringar = 90_000
leverantorsskulder = 200_000
"#;

/// With 2026 closed the next year carries the plan.
const BUDGET_2027: &str = r#"
ar = 2027

[tilldelning]
stat = 1_000_000
kalla = { dokument = "plan", avsnitt = "Bidrag" }
status = "preliminar"

[[budget]]
id = "budget"
namn = "Budget 2027"
period = "helar"
kalla = { dokument = "plan", avsnitt = "Budget" }
status = "beslutad"

[budget.rader]
kansli = 800_000
"#;

const CHANGE: &str = r#"
[[budget.andring]]
datum = "2026-04-16"
beslut = "styrelsen § 21"
slag = "tillaggsanslag"
finansiering = "eget_kapital"
rader = { kansli = 30_000 }
"#;

/// The small förbund of the faults, its 2026 as `edit` leaves it.
fn world(edit: impl Fn(String) -> String) -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/base"), world.path());
    let file = world.path().join("budgets/2026.toml");
    let text = edit(fs::read_to_string(&file).expect("the year"));
    if text.contains("utfall") {
        fs::write(world.path().join("budgets/2027.toml"), BUDGET_2027).expect("the next year");
    }
    fs::write(file, text).expect("the year");
    world
}

/// A row of a statement in JSON: the figures of its columns, by the column's id.
fn figure(world: &Path, args: &[&str], row: &str, column: &str) -> serde_json::Value {
    let ran = finsam(world, &[args, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    let page: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let at = |list: &str, id: &str| {
        let items = page[list].as_array().expect("a list");
        items.iter().position(|item| item["id"] == id).unwrap_or_else(|| panic!("{list} has no {id}"))
    };
    page["rader"][at("rader", row)]["varden"][at("kolumner", column)].clone()
}

/// Income 2 · 1 000 000 by the key. Costs 800 000 + 150 000 + 500 000 + 100 000 + 300 000 + 60 000 + 50 000 = 1 960 000.
#[test]
fn the_income_is_the_allocation() {
    let world = world(|text| text + BOKSLUT_2026);
    let expected = [
        ("intakter", "budget", "2000000.00"),
        ("kostnader", "budget", "1960000.00"),
        ("resultat", "budget", "40000.00"),
        ("resultat", "utfall", "50000.00"),
        ("resultat", "avvikelse", "10000.00"),
    ];
    for (row, column, amount) in expected {
        assert_eq!(figure(world.path(), &["drift", "2026"], row, column), amount, "{row}, {column}");
    }
    let missed = figure(world.path(), &["prognossakerhet"], "2026_budget", "miss");
    assert_eq!(missed, "10000.00");
    assert_eq!(figure(world.path(), &["drift", "2026", "--som-publicerat"], "resultat", "budget"), "40000.00");
}

/// The same year before its bokslut and after it states the same budget.
#[test]
fn a_bokslut_does_not_change_the_budget() {
    let before = world(|text| text);
    let after = world(|text| text + BOKSLUT_2026);
    for row in ["intakter", "kostnader", "resultat"] {
        let of = |world: &tempfile::TempDir| figure(world.path(), &["drift", "2026"], row, "budget");
        assert_eq!(of(&before), of(&after), "{row}");
    }
}

/// Without an allocation nobody knows the income, and costs alone are no result.
#[test]
fn a_budget_without_known_income_has_no_result() {
    let world = world(|text| {
        let (before, after) = text.split_once("[tilldelning]").expect("an allocation");
        let (_, rest) = after.split_once("[[budget]]").expect("a budget");
        format!("{before}[[budget]]{rest}{BOKSLUT_2026}")
    });
    for (row, column) in [("intakter", "budget"), ("resultat", "budget"), ("resultat", "avvikelse")] {
        let found = figure(world.path(), &["drift", "2026"], row, column);
        assert!(found.is_null(), "{row}, {column}: {found}");
    }
    assert_eq!(figure(world.path(), &["drift", "2026"], "kostnader", "budget"), "1960000.00");
    assert!(figure(world.path(), &["drift", "2026", "--som-publicerat"], "resultat", "budget").is_null());
}

/// 30 000 more: kansli 830 000 in 2026, and only a lasting change is carried into 2027; a part of the year says that it counts it.
#[test]
fn only_a_lasting_change_is_carried_on() {
    let after_budget = |change: &str| {
        let change = change.to_owned();
        // A change belongs to the budget above it.
        world(move |text| text.clone() + &change)
    };
    let drift = |world: &tempfile::TempDir, year: &str| {
        figure(world.path(), &["drift", year, "--detalj", "rad"], "kansli", "budget")
    };
    let once = after_budget(CHANGE);
    assert_eq!([drift(&once, "2026"), drift(&once, "2027")], ["830000.00", "800000.00"]);
    let lasting = after_budget(&CHANGE.replace("slag =", "varaktig = true\nslag ="));
    assert_eq!([drift(&lasting, "2026"), drift(&lasting, "2027")], ["830000.00", "830000.00"]);
    let part = finsam(once.path(), &["drift", "2026", "--period", "T1"]);
    assert!(part.out.contains("efter årets ändringar"), "{}", part.out);
}
