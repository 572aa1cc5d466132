//! The worked year: docs/exempel to the end of August, held against a table that was reckoned by hand before the program was run.
//!
//! Budget of the period: each line's year as first decided in three in öre, the first tertials getting what is left over (design §2.4), the
//! first two of them; and of each change so many as fall on them. That of 19 March falls on all three tertials, none of which had ended,
//! and so on the period by two thirds; that of 11 June says T3, and so nothing of it falls on the period.
//! Forecast: insatsen and contributions as agreed, the rest booked + (year − period).

use super::exempel;
use serde_json::Value;

/// Row, budget of the year, of the period, booked, deviation, forecast.
const TABLE: [(&str, &str, &str, &str, &str, &str); 13] = [
    // 10 000 000 in three in öre a member: 3 333 333,34 + 1 666 666,67 + 466 666,67 + 2·333 333,34 + 2·266 666,67
    ("medlemsbidrag", "10000000.00", "6666666.70", "6666666.70", "0.00", "10000000.00"),
    // 8 × 38 500 in arvoden; 308 000 + (500 000 − 333 333,34)
    ("styrelse", "500000.00", "333333.34", "308000.00", "25333.34", "474666.66"),
    // 8 × (158 000 + 49 643,60) booked. 2 500 000 in three: 833 333,34 + 833 333,33, and nothing of the 150 000 that is for T3;
    // 1 666 666,67 − 1 661 148,80 = 5 517,87; 1 661 148,80 + (2 650 000 − 1 666 666,67)
    ("kansli", "2650000.00", "1666666.67", "1661148.80", "5517.87", "2644482.13"),
    // 84 000 + 61 312,50 + 40 000 booked. 250 000 in three: 83 333,34 + 83 333,33; +100 000 in three: 33 333,34 + 33 333,33;
    // 185 312,50 + (350 000 − 233 333,34)
    ("stodfunktioner", "350000.00", "233333.34", "185312.50", "48020.84", "301979.16"),
    // 48 900 + 120 000 + 37 450,75 booked. 700 000 in three: 233 333,34 + 233 333,33; −100 000 in three: floors −33 333,34, and the two
    // öre too much go to the first two: −33 333,33 − 33 333,33; 466 666,67 − 66 666,66 = 400 000,01;
    // 206 350,75 + (600 000 − 400 000,01)
    ("kompetensutveckling", "600000.00", "400000.01", "206350.75", "193649.26", "406350.74"),
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
    // 10 400 000 = 10 250 000 + 150 000. The period: 333 333,34 + 1 666 666,67 + 233 333,34 + 400 000,01 = 2 633 333,36; insatsen
    // 933 333,34 + 2·666 666,67 + 2·533 333,34 = 3 333 333,36; its utvecklingsmedel 186 667 + 2·133 334 + 2·106 667 = 666 669.
    // Booked: 308 000 + 1 661 148,80 + 185 312,50 + 206 350,75 + 3 300 001 + 283 336.
    // 10 077 478,69 = 474 666,66 + 2 644 482,13 + 301 979,16 + 406 350,74 + 5 000 000 + 950 000 + 300 000
    ("kostnader", "10400000.00", "6633335.72", "5944149.05", "689186.67", "10077478.69"),
    // 4 312,25 + 4 105,10
    ("finansnetto", "0.00", "0.00", "8417.35", "8417.35", "8417.35"),
    // 6 666 666,70 − 6 633 335,72; 6 666 666,70 − 5 944 149,05 + 8 417,35; 10 000 000 − 10 077 478,69 + 8 417,35
    ("resultat", "-400000.00", "33330.98", "730935.00", "697604.02", "-69061.34"),
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
    // Beside it the budget through the year, of the lines and sums that decisions changed.
    let changed = report["tabeller"][0]["rader"].as_array().expect("the changed rows");
    let changed: Vec<(&str, [&str; 3])> = (changed.iter())
        .map(|row| (row["id"].as_str().expect("an id"), [0, 1, 2].map(|at| row["varden"][at].as_str().unwrap_or("–"))))
        .collect();
    assert_eq!(
        changed,
        [
            ("kansli", ["2500000.00", "150000.00", "2650000.00"]),
            ("stodfunktioner", ["250000.00", "100000.00", "350000.00"]),
            ("kompetensutveckling", ["700000.00", "-100000.00", "600000.00"]),
            ("kostnader", ["10250000.00", "150000.00", "10400000.00"]),
            ("resultat", ["-250000.00", "-150000.00", "-400000.00"]),
        ]
    );
    // Eget kapital 1 950 000 − 69 061,34.
    let equity = rows.iter().find(|row| row["id"] == "utgaende_eget_kapital").expect("the row");
    assert_eq!(equity["prognos_helar"], "1880938.66");
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
        insta::with_settings!({ snapshot_path => "../snapshots" }, { insta::assert_snapshot!(name, crate::render::open_inputs(&answer.out)) });
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
    assert_eq!(row["varden"][3], "-69061.34");
    // Its lines are those of the table: kansli in whole and in the file, 300 000 as a one-off.
    let year = std::fs::read_to_string(world.path().join("budgets/2026.toml")).expect("the year");
    let locked = &year[year.find("id = \"prognos-t2\"").expect("the locked forecast")..];
    for line in [
        "kansli = \"2644482.13\"",
        "exempelinsatsen_alby = \"1400000.00\"",
        "exempelinsatsen_utvecklingsmedel_celo = \"170000.00\"",
        "rad = \"investeringar\"\nbelopp = \"300000.00\"",
        "kostnader = \"10077478.69\"",
    ] {
        assert!(locked.contains(line), "{line} in {locked}");
    }
    // The same id a second time is refused, and nothing is written.
    let before = std::fs::read_to_string(world.path().join("budgets/2026.toml")).expect("the year");
    assert_eq!(crate::support::finsam(world.path(), &lock).code, 3);
    assert_eq!(std::fs::read_to_string(world.path().join("budgets/2026.toml")).expect("the year"), before);
}

#[test]
fn the_last_forecast_of_a_year_is_the_one_that_counts() {
    let world = tempfile::tempdir().expect("a folder");
    crate::support::copy_over(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"), world.path());
    let path = world.path().join("budgets/2025.toml");
    let year = std::fs::read_to_string(&path).expect("the year");
    let forecast = |id: &str, day: &str, costs: i64| {
        format!(
            "\n[[budget]]\nid = \"{id}\"\nnamn = \"Prognos {id}\"\nslag = \"prognos\"\nperiod = \"helar\"\ndatum = \"{day}\"\n\
             motiv = \"prov\"\nstatus = \"preliminar\"\nintakter = 10_000_000\nkostnader = {costs}\n"
        )
    };
    // The outcome of 2025 is 50 000: 10 000 000 − 9 950 000. The later forecast stands first in the file.
    let more = forecast("t2", "2025-09-12", 9_900_000) + &forecast("t1", "2025-05-20", 10_200_000);
    std::fs::write(&path, year + &more).expect("written");
    let answer = crate::support::finsam(world.path(), &["prognossakerhet"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let at = |text: &str| answer.out.find(text).unwrap_or_else(|| panic!("no {text} in {}", answer.out));
    assert!(at("Prognos t1") < at("Prognos t2") && at("Prognos t2") < at("Utfall 2025"), "{}", answer.out);
    at("Budget 2026 är efter årets ändringar; före dem var resultatet −250\u{a0}000\u{a0}kr.");
    at("Av prognoserna för 2025 är Prognos t2 den som ligger närmast årets slut");
    // 50 000 − (10 000 000 − 9 900 000)
    at("Prognoserna har i medeltal missat med 50\u{a0}000\u{a0}kr, vid ett tillfälle.");
}

#[test]
fn comments_stand_beside_every_table_that_has_the_row() {
    let comment = "Kommentar, Utbildning, kompetensutveckling: Höstens konferens är flyttad till nästa år.";
    let notes = |args: &[&str]| {
        let answer = exempel(&[args, &["--format", "json"]].concat());
        serde_json::from_str::<Value>(&answer.out).expect("JSON")["noter"].to_string()
    };
    assert!(notes(&["drift", "2026", "--period", "jan-aug", "--detalj", "rad"]).contains(comment));
    // The row is not shown by group, and the comment is of another part of the year.
    assert!(!notes(&["drift", "2026", "--period", "jan-aug"]).contains("Kommentar"));
    assert!(!notes(&["drift", "2026", "--detalj", "rad"]).contains("Kommentar"));
    let answer = exempel(&["uppfoljning", "2026", "T2", "--sie", "bokforing-2026-08.se", "--format", "json"]);
    let page: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(page["kommentarer"][0]["rad"], "kompetensutveckling");
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
