//! Changes of the budget by tertial, reckoned by hand on the worked year of docs/exempel: everything that reads a budget per tertial
//! agrees on where a change falls.

use crate::support::{copy_over, finsam};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// The worked year with one more decision in its budget.
fn with(change: &str) -> TempDir {
    let world = tempfile::tempdir().expect("a folder");
    copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"), world.path());
    let path = world.path().join("budgets/2026.toml");
    let year = std::fs::read_to_string(&path).expect("the year");
    let at = year.find("# ---- Kommentarer").expect("the comments come after the changes");
    let (before, after) = year.split_at(at);
    let change = format!("[[budget.andring]]\nbeslut = \"styrelsen § 44\"\n{change}\n\n");
    std::fs::write(path, [before, &change, after].concat()).expect("written");
    world
}

fn json(world: &TempDir, args: &[&str]) -> Value {
    let answer = finsam(world.path(), &[args, &["--format", "json"]].concat());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
    serde_json::from_str(&answer.out).expect("JSON")
}

/// A row's figure in a column of a statement.
fn figure(page: &Value, row: &str, column: &str) -> String {
    let columns = page["kolumner"].as_array().expect("columns");
    let at = columns.iter().position(|found| found["id"] == column).unwrap_or_else(|| panic!("no column {column}"));
    let row = page["rader"].as_array().expect("rows").iter().find(|found| found["id"] == row).expect("the row");
    row["varden"][at].as_str().unwrap_or("–").to_owned()
}

fn budget(world: &TempDir, period: &str, row: &str) -> String {
    figure(&json(world, &["drift", "2026", "--detalj", "rad", "--period", period]), row, "budget")
}

const MORE: &str = "slag = \"tillaggsanslag\"\nfinansiering = \"eget_kapital\"\nrader = { kansli = 90_000 }";

#[test]
fn without_tertials_a_change_falls_on_those_that_have_not_ended() {
    // 833 333,34 in T1 and 833 333,33 in the others, 150 000 in T3 by § 31, and 90 000: in three from March, in two from June, and
    // in T3 alone from September. Decided the year before, on all three.
    for (day, parts) in [
        ("2025-12-11", ["863333.34", "863333.33", "1013333.33"]),
        ("2026-03-31", ["863333.34", "863333.33", "1013333.33"]),
        ("2026-06-01", ["833333.34", "878333.33", "1028333.33"]),
        ("2026-09-01", ["833333.34", "833333.33", "1073333.33"]),
    ] {
        let world = with(&format!("datum = \"{day}\"\n{MORE}"));
        assert_eq!(["T1", "T2", "T3"].map(|period| budget(&world, period, "kansli")), parts, "{day}");
        // 2 500 000 + 150 000 + 90 000, whatever the tertials.
        assert_eq!(budget(&world, "helar", "kansli"), "2740000.00", "{day}");
    }
}

#[test]
fn a_tertial_that_had_ended_can_be_named_and_is_then_said() {
    let world = with(&format!("datum = \"2026-10-01\"\ntertial = [\"T1\", \"T3\"]\n{MORE}"));
    assert_eq!(["T1", "T2"].map(|period| budget(&world, period, "kansli")), ["878333.34", "833333.33"]);
    let page = json(&world, &["drift", "2026"]);
    let notes = page["noter"].to_string();
    assert!(notes.contains("När det beslutades hade T1 redan gått."), "{notes}");
}

#[test]
fn more_than_a_tertial_had_is_said() {
    // 600 000 of Utbildning, 200 000 a tertial after § 14 (−33 333,34 of 233 333,33 in T3); −250 000 in T3 leaves −50 000,01.
    let world = with(
        "datum = \"2026-10-01\"\nslag = \"omdisponering\"\nrader = { kompetensutveckling = -250_000, kansli = 250_000 }",
    );
    assert_eq!(budget(&world, "T3", "kompetensutveckling"), "-50000.01");
    let notes = json(&world, &["drift", "2026"])["noter"].to_string();
    assert!(notes.contains("Utbildning, kompetensutveckling har −50 000,01 kr i budget för T3"), "{notes}");
}

#[test]
fn a_scenarios_own_amount_keeps_the_tertials_of_the_changes() {
    // 2 700 000 for the year: 150 000 in T3 by § 31 and 90 000 in T2 and T3 stay there, and 2 460 000 is 820 000 a tertial.
    let world = with(&format!("datum = \"2026-06-01\"\n{MORE}"));
    let path = world.path().join("scenarios/plan.toml");
    let more = "\n[[rad]]\nid = \"kansli\"\nar = 2026\nbelopp = 2_700_000\nmotiv = \"prov\"\nstatus = \"antagande\"\n";
    let scenario = std::fs::read_to_string(&path).expect("the scenario") + more;
    std::fs::write(&path, &scenario).expect("written");
    let parts = ["T1", "T2", "T3"].map(|period| budget(&world, period, "kansli"));
    assert_eq!(parts, ["820000.00", "865000.00", "1015000.00"]);
    // Half of it spent: 410 000 by the end of T1, 842 500 by the end of T2, 1 350 000 in the year.
    let spent = "\n[[forbrukning]]\nfran = 2026\nrader = [\"kansli\"]\ngrad = \"50 %\"\nmotiv = \"prov\"\nstatus = \"antagande\"\n";
    std::fs::write(&path, scenario + spent).expect("written");
    let expected =
        |period| figure(&json(&world, &["drift", "2026", "--detalj", "rad", "--period", period]), "kansli", "prognos");
    assert_eq!(["T1", "T2", "T3"].map(expected), ["410000.00", "432500.00", "507500.00"]);
}

#[test]
fn what_is_granted_follows_the_tertials_of_the_change() {
    // Dala's 160 000 is 53 334, 53 333 and 53 333; 30 001 more from September, in T3 alone; from June in halves of 15 001 and 15 000.
    for (day, parts) in
        [("2026-09-15", ["53334.00", "53333.00", "83334.00"]), ("2026-06-15", ["53334.00", "68334.00", "68333.00"])]
    {
        let world = with(&format!(
            "datum = \"{day}\"\nslag = \"omdisponering\"\n\
             rader = {{ exempelinsatsen_utvecklingsmedel_dala = 30_001, kompetensutveckling = -30_001 }}"
        ));
        let page = json(&world, &["utvecklingsmedel", "2026"]);
        let dala = page["kommuner"].as_array().expect("kommuner").iter().find(|of| of["id"] == "dala").expect("Dala");
        let granted: Vec<&str> =
            dala["tertial"].as_array().expect("tertials").iter().map(|of| of["belopp"].as_str().expect("kr")).collect();
        assert_eq!(granted, parts, "{day}");
        let line = "exempelinsatsen_utvecklingsmedel_dala";
        assert_eq!(["T1", "T2", "T3"].map(|period| budget(&world, period, line)), parts, "{day}");
    }
}

#[test]
fn the_months_of_the_bookkeeping_system_follow_the_tertials() {
    let world = with(&format!("datum = \"2026-06-01\"\n{MORE}"));
    let out = world.path().join("budget.se");
    let args = ["exportera", "2026", "--sie", "--budget", "-o", out.to_str().expect("a path")];
    let answer = finsam(world.path(), &args);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let file = String::from_utf8_lossy(&std::fs::read(&out).expect("the file")).into_owned();
    let month = |month: u32, account: &str| {
        let row = format!("#PBUDGET 0 2026{month:02} {account} ");
        let found =
            file.lines().find(|line| line.starts_with(&row)).unwrap_or_else(|| panic!("no row {row} in {file}"));
        found[row.len()..].to_owned()
    };
    // T1 833 333,34 by four: 208 333,33 and in April one öre more twice. T2 878 333,33: 219 583,33, August 219 583,34.
    // T3 1 028 333,33: 257 083,33, December 257 083,34.
    let kansli = |at| month(at, "4900 {20 kansli}");
    assert_eq!(
        [1, 4, 5, 8, 9, 12].map(kansli),
        ["208333.33", "208333.35", "219583.33", "219583.34", "257083.33", "257083.34"]
    );
    // The one-off of 300 000 lies in the last tertial and not in twelve months.
    let one_off = |at| month(at, "4900 {20 investeringar}");
    assert_eq!([1, 8, 9, 12].map(one_off), ["0.00", "0.00", "75000.00", "75000.00"]);
    // What no decision has changed is the year by twelve, the öre that are left over in December: 500 000 / 12 = 41 666,66…
    let styrelse = |at| month(at, "4900 {20 styrelse}");
    assert_eq!([1, 4, 11, 12].map(styrelse), ["41666.66", "41666.66", "41666.66", "41666.74"]);
}

#[test]
fn raised_income_pays_for_what_it_is_to_pay_for() {
    let change = "datum = \"2026-09-15\"\nslag = \"tillaggsanslag\"\nfinansiering = \"intakter\"\nrader = { kansli = 60_000 }\n\
                  intakter = { ovriga_intakter = 60_000 }";
    let world = with(change);
    let drift = json(&world, &["drift", "2026"]);
    // Income 10 000 000 + 60 000; costs 10 400 000 + 60 000; the result stays −400 000, as first decided −250 000.
    for (row, budget, changes, original) in [
        ("ovriga_intakter", "60000.00", "60000.00", "0.00"),
        ("intakter", "10060000.00", "60000.00", "10000000.00"),
        ("kostnader", "10460000.00", "210000.00", "10250000.00"),
        ("resultat", "-400000.00", "-150000.00", "-250000.00"),
    ] {
        let shown = ["budget", "andringar", "ursprunglig_budget"].map(|column| figure(&drift, row, column));
        assert_eq!(shown, [budget, changes, original], "{row}");
    }
    let notes = drift["noter"].to_string();
    assert!(notes.contains("tilläggsanslag ur ökade intäkter (Övriga intäkter +60 000 kr), i T3"), "{notes}");
    assert_eq!(budget(&world, "T3", "ovriga_intakter"), "60000.00");
    // It is not for good, so 2027 has none of it; for good, 2027 has both, and its result does not change either.
    let later = |world: &TempDir, row: &str| figure(&json(world, &["drift", "2027"]), row, "budget");
    assert_eq!(
        (later(&world, "intakter"), later(&world, "resultat")),
        ("10000000.00".to_owned(), "50000.00".to_owned())
    );
    let lasting = with(&format!("{change}\nvaraktig = true"));
    assert_eq!(
        (later(&lasting, "intakter"), later(&lasting, "resultat")),
        ("10060000.00".to_owned(), "50000.00".to_owned())
    );
}

#[test]
fn a_change_says_what_it_rests_on_if_that_is_not_its_decision() {
    let world = with(&format!("datum = \"2026-10-01\"\nstatus = \"forslag\"\n{MORE}"));
    let notes = json(&world, &["drift", "2026"])["noter"].to_string();
    assert!(notes.contains("styrelsen § 44 (förslag)"), "{notes}");
    assert!(notes.contains("med status förslag"), "{notes}");
}
