//! Figures that are no sum of postings: their ids are found, their values are those of their reports, and a quantile is a run that the main
//! job makes again from a scenario's file.

use crate::manifest::written;
use crate::support::{copy_over, finsam, finsam_wide};
use finsam::render::manifest::detach;
use serde_json::Value;
use std::path::Path;

fn own() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn explained(folder: &Path, id: &str) -> Value {
    let answer = finsam(folder, &["forklara", id, "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{id}");
    serde_json::from_str(&answer.out).expect("JSON")
}

/// The ids and values of a report's manifest.
fn figures(args: &[&str]) -> std::collections::BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    detach(&written(own(), args, &folder.path().join("r.txt"), "100")).expect("a manifest").manifest.figures
}

#[test]
fn a_quantile_is_a_run_and_the_run_is_a_scenario() {
    let fan = figures(&["osakerhet"]);
    let world = tempfile::tempdir().expect("a temporary folder");
    for part in ["budgets", "scenarios"] {
        copy_over(&own().join(part), &world.path().join(part));
    }
    for id in ["osakerhet/plan/p5/2030", "osakerhet/plan/p50/2027", "osakerhet/plan/p95/2030"] {
        let told = explained(own(), id);
        assert_eq!(told["varde"].as_str(), fan.get(id).map(String::as_str), "{id}");
        let file = told["scenariofil"].as_str().expect("a scenario");
        std::fs::write(world.path().join("scenarios/korning.toml"), file).expect("the scenario is written");
        let year = id.rsplit('/').next().expect("a year");
        let made = explained(world.path(), &format!("prognos/{year}/eget_kapital/korning"));
        assert_eq!(made["varde"], told["varde"], "{id}: the run made again by the main job");
        assert!(told["vilar_pa"].as_array().is_some_and(|inputs| !inputs.is_empty()));
        assert!(told["vilar_pa"].to_string().contains("budgets/osakerhet.toml:"), "{told}");
    }
}

#[test]
fn every_cause_of_a_bridge_is_explained() {
    let bridge = figures(&["jamfor", "plan", "index", "stat-minus-5"]);
    let mut causes = 0;
    for (id, amount) in bridge.iter().filter(|(id, _)| id.ends_with("/belopp")) {
        let answer = finsam(own(), &["forklara", id, "--format", "json"]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{id}");
        let told: Value = serde_json::from_str(&answer.out).expect("JSON");
        assert_eq!(told["varde"].as_str(), Some(amount.as_str()), "{id}");
        causes += 1;
    }
    // From, to and rest of two bridges, three indices and the state's amount.
    assert_eq!(causes, 2 * 3 + 3 + 1, "{bridge:?}");
}

#[test]
fn what_was_tried_is_explained_by_its_rule() {
    for id in ["mal/2030/eget_kapital_2030/varde", "kanslighet/2030/index/mer", "matris/2030/100/200"] {
        let told = explained(own(), id);
        assert!(told["regel"][0].as_str().is_some_and(|rule| rule.contains("prognosen")), "{told}");
        assert!(told["vilar_pa"][1].as_str().is_some_and(|target| target.contains("budgets/forbund.toml:")), "{told}");
    }
    for (id, near) in [("osakerhet/plan/p60/2030", "osakerhet/plan/p50/2030"), ("jamfor/plan,index/ingen", "prognos/")]
    {
        let answer = finsam(own(), &["forklara", id]);
        assert_eq!(answer.code, 2);
        assert!(answer.err.contains("fel F571") && answer.err.contains(near), "{}", answer.err);
    }
}

#[test]
fn the_words_read_as_they_did() {
    let page = |id: &str| finsam_wide(own(), &["forklara", id], "100").out;
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        let told = page("jamfor/plan,index/index_insats_2027") + &page("osakerhet/plan/p50/2030");
        insta::assert_snapshot!("forklara-ord", crate::render::open_hash(&told, "indata\u{a0}"));
    });
}

/// What `forklara` says of a figure, on one line.
fn explanation(id: &str) -> String {
    let said = crate::support::shipped(&["forklara", id, "--scenario", "plan"], "200");
    assert_eq!(said.code, 0, "{}", said.err);
    said.out.replace('\u{a0}', " ")
}

/// The books are opened at the end of 2022, which is not the year 2023; and what stands of a year's beginning is of its first day.
#[test]
fn the_opening_is_of_its_own_day() {
    let said = explanation("balans/2023/ingaende_eget_kapital");
    assert!(said.contains("Förklaring: Eget kapital vid årets början, 2023-01-01 bokslut"), "{said}");
    assert!(said.contains("+ Eget kapital, 2022-12-31 (utfall), kredit"), "{said}");
    let said = explanation("balans/2030/ingaende_eget_kapital");
    assert!(said.contains("Förklaring: Eget kapital vid årets början, 2030-01-01 prognos"), "{said}");
}

/// T3 of 2023 is the year less January to August, and each side says which it is.
#[test]
fn a_rest_names_its_two_sides() {
    let said = explanation("drift/2023/T3/medlemsbidrag");
    assert!(said.contains("+ Driftbidrag från medlemmarna, helåret 2023 (utfall), kredit"), "{said}");
    assert!(said.contains("− Driftbidrag från medlemmarna, VGR, avdrag för jan–aug 2023 (utfall), debet"), "{said}");
}
