//! `kontroll` without a question: silent where all is well, and what looks like a slip of the pen where something does.

use crate::support::{copy_over, finsam};
use std::path::Path;

/// The shipped folder with one scenario more.
fn with(scenario: &str) -> tempfile::TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let world = tempfile::tempdir().expect("a temporary folder");
    for part in ["budgets", "scenarios"] {
        copy_over(&root.join(part), &world.path().join(part));
    }
    let text = format!("namn = \"Prov\"\nsyfte = \"Ett prov.\"\nbas = \"plan\"\n{scenario}");
    std::fs::write(world.path().join("scenarios/prov.toml"), text).expect("the scenario is written");
    world
}

/// An assumption of an amount: what it is of, its years, and how much.
fn assumed(head: &str, years: &str, amount: &str) -> String {
    format!("\n{head}\n{years}\nbelopp = {amount}\nmotiv = \"prov\"\nstatus = \"antagande\"\n")
}

/// The state's amount of 2026 is 6 951 000 kr, a thousandth of which is 6 951: 6 800 is 1 022 times less. Kansli is 2 800 000 kr.
#[test]
fn an_amount_a_thousand_times_off_is_said_once_and_refused_never() {
    for (head, years, amount, said) in [
        (
            "[[stat]]",
            "ar = 2027",
            "6_800",
            "Statens tilldelning 2027 är 6 800 kr, omkring en tusendel av 6 951 000 kr året före.",
        ),
        (
            "[[stat]]",
            "fran = 2027",
            "6_800_000_000",
            "Statens tilldelning 2027 är 6 800 000 000 kr, omkring tusen gånger",
        ),
        (
            "[[rad]]\nid = \"kansli\"",
            "ar = 2028",
            "2_900",
            "Kansli och förbundschef 2028 är 2 900 kr, omkring en tusendel",
        ),
    ] {
        let world = with(&assumed(head, years, amount));
        let answer = finsam(world.path(), &["kontroll"]);
        let text = answer.out.replace(['\u{a0}', '\n'], " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{head}");
        assert!(text.contains(said), "{text}");
        assert_eq!(text.matches("året före").count(), 1, "{text}");
        assert!(text.contains("(scenarios/prov.toml:5)"), "{text}");
        let json = finsam(world.path(), &["kontroll", "--format", "json"]).out;
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["att_se_over"].as_array().map(Vec::len), Some(1));
        // The main job says it first of all.
        let prognos = finsam(world.path(), &["prognos", "--scenario", "prov", "--format", "json"]).out;
        let prognos: serde_json::Value = serde_json::from_str(&prognos).expect("JSON");
        let first = prognos["scenarier"][0]["att_veta"][0].as_str().expect("a point");
        assert!(first.contains("året före"), "{first}");
    }
}

/// A fifth of it, ten times it, nothing at all, and another way round the limits: 6 951 000 : 499 = 13 929,9 and : 2 001 = 3 473,8.
#[test]
fn all_else_passes_in_silence() {
    let state = |amount| assumed("[[stat]]", "ar = 2027", amount);
    for amount in ["1_390_200", "69_510_000", "0", "14_000", "3_400"] {
        let answer = finsam(with(&state(amount)).path(), &["kontroll"]);
        assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""), "{amount}");
    }
}
