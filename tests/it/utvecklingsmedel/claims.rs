//! What is demanded back is a receivable until it comes: cash and receivable by year, for a repayment in the year, after it, and never.

use crate::support::{copy_over, finsam};
use serde_json::Value;
use std::path::Path;

/// Kronor in the worked year's own demand.
const DEMANDED: i64 = 20_000;

/// The worked year with its repayment on another day, or without it.
fn world(repaid: Option<&str>) -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a folder");
    copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"), world.path());
    let path = world.path().join("budgets/2026.toml");
    let text = std::fs::read_to_string(&path).expect("the year");
    let (before, event) = text.rsplit_once("[[utvecklingsmedel]]").expect("the last event is the repayment");
    assert!(event.contains("handelse = \"aterbetald\"\ndatum = \"2026-08-14\"\nbelopp = 20_000"), "{event}");
    let event = repaid.map(|day| format!("[[utvecklingsmedel]]{}", event.replace("2026-08-14", day)));
    std::fs::write(&path, before.to_owned() + &event.unwrap_or_default()).expect("written");
    world
}

fn kronor(value: &Value) -> i64 {
    value.as_str().and_then(|text| text.strip_suffix(".00")).expect("whole kronor").parse().expect("a number")
}

/// A figure of the projected years 2026–2028.
fn path(world: &tempfile::TempDir, figure: &str) -> Vec<i64> {
    let answer = finsam(world.path(), &["prognos", "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let page: Value = serde_json::from_str(&answer.out).expect("JSON");
    let years = page["scenarier"][0]["ar"].as_array().expect("years");
    let wanted = |year: &&Value| (2026..=2028).contains(&year["ar"].as_i64().expect("a year"));
    years.iter().filter(wanted).map(|year| kronor(&year[figure])).collect()
}

/// The receivables at the end of a year.
fn receivables(world: &tempfile::TempDir, year: &str) -> i64 {
    let answer = finsam(world.path(), &["balans", year, "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let page: Value = serde_json::from_str(&answer.out).expect("JSON");
    let rows = page["rader"].as_array().expect("rows");
    kronor(&rows.iter().find(|row| row["id"] == "fordringar").expect("the row")["varden"][0])
}

#[test]
fn cash_comes_when_it_is_repaid_and_eget_kapital_when_it_is_demanded() {
    let [within, after, never] = [Some("2026-08-14"), Some("2027-02-10"), None].map(world);
    let cash = path(&within, "likvida_medel");
    // Repaid in February 2027: 2026 ends without the money, 2027 and 2028 with it.
    assert_eq!(path(&after, "likvida_medel"), [cash[0] - DEMANDED, cash[1], cash[2]]);
    assert_eq!(path(&never, "likvida_medel"), [cash[0] - DEMANDED, cash[1] - DEMANDED, cash[2] - DEMANDED]);
    let equity = path(&within, "eget_kapital");
    assert!([&after, &never].into_iter().all(|world| path(world, "eget_kapital") == equity));
    let [in_2026, in_2027] = ["2026", "2027"].map(|year| receivables(&within, year));
    assert_eq!(["2026", "2027"].map(|year| receivables(&after, year)), [in_2026 + DEMANDED, in_2027]);
    assert_eq!(["2026", "2027"].map(|year| receivables(&never, year)), [in_2026 + DEMANDED, in_2027 + DEMANDED]);
}
