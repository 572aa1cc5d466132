//! How budgets have been consumed, and that the assumption it offers is one.

use crate::shipped::{economy, kr, year};
use crate::support::{copy_over, finsam};
use finsam::domain::period::Period;
use finsam::domain::rate::Rate;
use finsam::projection;
use finsam::statement;
use std::path::Path;

/// 14 716 797 / 17 210 000 = 0,85513056…, so 85,5131 %; 12 975 915 / 21 078 000 = 0,61561414…; 8 465 736 / 10 933 000 = 0,77432872….
#[test]
fn the_budgets_of_2024_and_2025() {
    let found = statement::forbrukning(economy(), None).expect("there are closed years with a budget");
    let budgets: Vec<_> =
        found.budgets.iter().map(|of| (of.year, of.period, of.budget, of.outcome, of.share)).collect();
    let expected = [
        (year(2024), Period::Helar, kr("21 078 000"), kr("12 975 915"), Rate::new(615_614)),
        (year(2024), Period::JanAug, kr("10 933 000"), kr("8 465 736"), Rate::new(774_329)),
        (year(2025), Period::Helar, kr("17 210 000"), kr("14 716 797"), Rate::new(855_131)),
    ];
    assert_eq!(budgets, expected);
    assert_eq!(found.year, year(2025));
    assert!(found.points.iter().any(|point| point.starts_with("Två år är ingen trend")));
}

/// The whole years together are what the follow-up's method `forbrukning` reckons with.
#[test]
fn the_years_together_are_those_of_the_follow_up() {
    let found = statement::forbrukning(economy(), None).expect("there are closed years with a budget");
    let spent = projection::spent(economy()).expect("the same years");
    let figure = |column: &str| found.table.figure("tillsammans", column).expect("the sum").ore();
    assert_eq!([figure("budget"), figure("utfall")], [spent.budget, spent.outcome]);
    assert_eq!(spent.years, [year(2024), year(2025)]);
}

/// The block of 2025 in a scenario of its own says what the shipped scenario says, so nothing differs between them.
#[test]
fn the_offered_block_is_read_as_it_stands() {
    let world = tempfile::tempdir().expect("a temporary folder");
    for folder in ["budgets", "scenarios"] {
        copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &world.path().join(folder));
    }
    let page: serde_json::Value =
        serde_json::from_str(&finsam(world.path(), &["forbrukning", "--format", "json"]).out).expect("JSON");
    let head = "namn = \"Inklistrat\"\nsyfte = \"Det som erbjuds.\"\nbas = \"plan\"\n\n";
    let text = format!("{head}{}", page["antagande"].as_str().expect("a block"));
    std::fs::write(world.path().join("scenarios/inklistrat.toml"), text).expect("the scenario is written");
    let ran = finsam(world.path(), &["jamfor", "forbrukning-allt", "inklistrat", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let compared: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(compared["jamforelser"][0]["orsaker"], serde_json::json!([]));
}
