//! The worked year: docs/exempel to the end of August, held against a table that was reckoned by hand before the program was run.
//!
//! Budget of the period: each line's year in three in öre, the first tertials getting what is left over (design §2.4), times two.
//! Forecast: insatsen and contributions as agreed, the rest booked + (year − period).

use super::exempel;
use serde_json::Value;

/// Row, budget of the year, of the period, booked, deviation, forecast.
const TABLE: [(&str, &str, &str, &str, &str, &str); 13] = [
    // 10 000 000 in three in öre a member: 3 333 333,34 + 1 666 666,67 + 466 666,67 + 2·333 333,34 + 2·266 666,67
    ("medlemsbidrag", "10000000.00", "6666666.70", "6666666.70", "0.00", "10000000.00"),
    // 8 × 38 500 in arvoden; 308 000 + (500 000 − 333 333,34)
    ("styrelse", "500000.00", "333333.34", "308000.00", "25333.34", "474666.66"),
    // 8 × (158 000 + 49 643,60); tilläggsanslag 150 000; 1 661 148,80 + (2 650 000 − 1 766 666,67)
    ("kansli", "2650000.00", "1766666.67", "1661148.80", "105517.87", "2544482.13"),
    // 84 000 + 61 312,50 + 40 000; omdisponering +100 000; 185 312,50 + (350 000 − 233 333,34)
    ("stodfunktioner", "350000.00", "233333.34", "185312.50", "48020.84", "301979.16"),
    // 48 900 + 120 000 + 37 450,75; omdisponering −100 000; 206 350,75 + (600 000 − 400 000)
    ("kompetensutveckling", "600000.00", "400000.00", "206350.75", "193649.25", "406350.75"),
    // 2 × 466 667 against 2 × 466 666,67; contracted
    ("exempelinsatsen_alby", "1400000.00", "933333.34", "933334.00", "-0.66", "1400000.00"),
    // 333 333 + 300 000
    ("exempelinsatsen_berga", "1000000.00", "666666.67", "633333.00", "33333.67", "1000000.00"),
    // Granted 93 334 + 93 333, paid for the first tertial only; granted for the year 280 000
    ("exempelinsatsen_utvecklingsmedel_alby", "280000.00", "186667.00", "93334.00", "93333.00", "280000.00"),
    // 30 000 of 66 667 withheld: 36 667 paid, and 170 000 of 200 000 expected
    ("exempelinsatsen_utvecklingsmedel_celo", "200000.00", "133334.00", "36667.00", "96667.00", "170000.00"),
    // 53 334 paid, 20 000 demanded back and repaid: 140 000 of 160 000 expected
    ("exempelinsatsen_utvecklingsmedel_ekby", "160000.00", "106667.00", "33334.00", "73333.00", "140000.00"),
    // 10 400 000 = 10 250 000 + 150 000; 9 977 478,70 = 474 666,66 + 2 544 482,13 + 301 979,16 + 406 350,75 + 5 000 000
    // + 950 000 + 300 000
    ("kostnader", "10400000.00", "6733335.71", "5944149.05", "789186.66", "9977478.70"),
    // 4 312,25 + 4 105,10
    ("finansnetto", "0.00", "0.00", "8417.35", "8417.35", "8417.35"),
    // 10 000 000 − 9 977 478,70 + 8 417,35
    ("resultat", "-400000.00", "-66669.01", "730935.00", "797604.01", "30938.65"),
];

#[test]
fn the_report_at_the_second_tertial_is_as_reckoned_beforehand() {
    let answer =
        exempel(&["uppfoljning", "2026", "T2", "--sie", "bokforing-2026-08.se", "--detalj", "rad", "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!((&report["ar"], &report["period"]), (&Value::from(2026), &Value::from("jan-aug")));
    let rows = report["rader"].as_array().expect("rows");
    for (id, year, period, outcome, deviation, forecast) in TABLE {
        let row = rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no row {id}"));
        let keys = ["budget_helar", "budget_period", "utfall", "avvikelse", "prognos_helar"];
        let figures = keys.map(|key| row[key].as_str().unwrap_or("–"));
        assert_eq!(figures, [year, period, outcome, deviation, forecast], "{id}");
    }
    // Eget kapital 1 950 000 + 30 938,65.
    let equity = rows.iter().find(|row| row["id"] == "utgaende_eget_kapital").expect("the row");
    assert_eq!(equity["prognos_helar"], "1980938.65");
}

#[test]
fn the_pages() {
    let sie = ["--sie", "bokforing-2026-08.se", "--idag", "2026-09-10"];
    for (name, more) in [
        ("uppfoljning", &[][..]),
        ("uppfoljning-per-kommun", &["--detalj", "kommun"]),
        ("uppfoljning-alla-metoder", &["--metod", "alla"]),
        ("uppfoljning-delarsrapport", &["--som-delarsrapport"]),
        ("uppfoljning-md", &["--format", "md"]),
        ("uppfoljning-csv", &["--format", "csv"]),
    ] {
        let answer = crate::support::finsam_as_given(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"),
            &[&["uppfoljning", "2026", "T2"], &sie[..], more].concat(),
        );
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{name}");
        insta::with_settings!({ snapshot_path => "../snapshots" }, { insta::assert_snapshot!(name, answer.out) });
    }
}

#[test]
fn a_forecast_is_locked_as_it_was() {
    let world = tempfile::tempdir().expect("a folder");
    crate::support::copy_over(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"), world.path());
    let lock = ["uppfoljning", "2026", "T2", "--sie", "bokforing-2026-08.se", "--las", "prognos-t2"];
    let answer = crate::support::finsam(world.path(), &lock);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let page = crate::support::finsam(world.path(), &["prognossakerhet", "--format", "json"]);
    let page: Value = serde_json::from_str(&page.out).expect("JSON");
    let row =
        page["rader"].as_array().expect("rows").iter().find(|row| row["id"] == "2026_prognos-t2").expect("the row");
    assert_eq!(row["varden"][3], "30938.65");
    // The same id a second time is refused, and nothing is written.
    let before = std::fs::read_to_string(world.path().join("budgets/2026.toml")).expect("the year");
    assert_eq!(crate::support::finsam(world.path(), &lock).code, 3);
    assert_eq!(std::fs::read_to_string(world.path().join("budgets/2026.toml")).expect("the year"), before);
}

#[test]
fn what_decisions_changed_is_a_change_of_the_result_too() {
    // Costs as first decided 10 250 000, and 150 000 more by styrelsen § 31; contributions 10 000 000.
    let answer = exempel(&["drift", "2026", "--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&answer.out).expect("JSON");
    let columns = page["kolumner"].as_array().expect("columns");
    let figure = |row: &str, column: &str| {
        let at = columns.iter().position(|found| found["id"] == column).expect("the column");
        let found = page["rader"].as_array().expect("rows").iter().find(|found| found["id"] == row);
        found.expect("the row")["varden"][at].as_str().expect("a figure").to_owned()
    };
    for (row, budget, changes, original) in [
        ("kostnader", "10400000.00", "150000.00", "10250000.00"),
        ("verksamhetens_resultat", "-400000.00", "-150000.00", "-250000.00"),
        ("resultat", "-400000.00", "-150000.00", "-250000.00"),
    ] {
        let shown = ["budget", "andringar", "ursprunglig_budget"].map(|column| figure(row, column));
        assert_eq!(shown, [budget, changes, original], "{row}");
    }
}

/// Booked to the end of August, 5 944 149,05; held against the whole year, nothing is said of how the year ends.
#[test]
fn a_file_that_ends_early_promises_nothing() {
    let answer = exempel(&["uppfoljning", "2026", "T3", "--sie", "bokforing-2026-08.se", "--format", "json"]);
    let report: Value = serde_json::from_str(&answer.out).expect("JSON");
    let known = report["att_veta"].to_string();
    assert!(known.contains("till och med 2026-08-31, så långt bokföringen går"), "{known}");
    assert!(!known.contains("väntas") && !known.contains("kr till och med 2026-12-31"), "{known}");
}
