//! Small worlds of `tests/law/`, laid over the förbund of `tests/bad/base`: from the files to the page.

use crate::render::open_hash;
use crate::support::{copy_over, finsam};
use serde_json::Value;
use std::path::Path;

fn world(name: &str) -> tempfile::TempDir {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(&tests.join("bad/base"), world.path());
    copy_over(&tests.join("law").join(name), world.path());
    world
}

fn asked(world: &tempfile::TempDir, args: &[&str]) -> Value {
    let answer = finsam(world.path(), &[args, &["--format", "json"]].concat());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
    serde_json::from_str(&answer.out).expect("the answer is JSON")
}

/// Origin, amount, what is left, deadline.
fn to_regulate(answer: &Value) -> Vec<(i64, String, String, i64)> {
    let text = |of: &Value, key: &str| of[key].as_str().expect("an amount").to_owned();
    let number = |of: &Value, key: &str| of[key].as_i64().expect("a year");
    let list = answer["att_reglera"].as_array().expect("a list");
    list.iter()
        .map(|of| (number(of, "ursprungsar"), text(of, "belopp"), text(of, "kvar"), number(of, "senast")))
        .collect()
}

fn expected(of: &[(i64, &str, &str, i64)]) -> Vec<(i64, String, String, i64)> {
    of.iter().map(|(origin, amount, left, due)| (*origin, (*amount).to_owned(), (*left).to_owned(), *due)).collect()
}

/// Results −100 000, −60 000, 30 000, −50 000, 120 000, 25 000, −10 000 in 2019–2025, and 40 000, 90 000 planned for 2026, 2027.
///
///   2019  100 000 arises, due 2022.
///   2020   60 000 arises; the source gives 2026.
///   2021   30 000 to 2019: 70 000 left.
///   2022   50 000 arises, due 2025; 20 000 of it exempted on 2023-02-15, which belongs to this statement: 30 000. 2019 is overdue.
///   2023   balanskravsresultat 120 000 − 40 000 + 15 000 − 10 000 + 5 000 = 90 000: 70 000 to 2019, 20 000 to 2020 with 40 000 left.
///   2024   25 000 + 5 000 = 30 000 to 2020: 10 000 left.
///   2025   10 000 arises, due 2028. 2022 has 30 000 left and is overdue.
///   2026   40 000: 10 000 to 2020, 30 000 to 2022; nothing is left for 2025.
///   2027   90 000: 10 000 to 2025.
#[test]
fn three_deficits_through_nine_years() {
    let world = world("tre-underskott");
    let year = |of: &str| asked(&world, &["balanskrav", of]);
    assert_eq!(
        to_regulate(&year("2021")),
        expected(&[(2019, "100000.00", "70000.00", 2022), (2020, "60000.00", "60000.00", 2026),])
    );
    let of_2022 = year("2022");
    assert_eq!(
        to_regulate(&of_2022),
        expected(&[
            (2019, "100000.00", "70000.00", 2022),
            (2020, "60000.00", "60000.00", 2026),
            (2022, "50000.00", "30000.00", 2025),
        ])
    );
    assert_eq!(of_2022["att_reglera"][0]["forfallet"], true);
    assert_eq!(of_2022["att_reglera"][2]["undantaget"][0]["belopp"], "20000.00");
    let of_2023 = year("2023");
    assert_eq!(of_2023["arets_resultat"], "120000.00");
    assert_eq!(of_2023["resultat_efter_balanskravsjusteringar"], "90000.00");
    assert_eq!(of_2023["balanskravsresultat"], "90000.00");
    assert_eq!(
        to_regulate(&of_2023)[..2],
        expected(&[(2019, "100000.00", "0.00", 2022), (2020, "60000.00", "40000.00", 2026),])[..]
    );
    assert_eq!(
        to_regulate(&year("2025")),
        expected(&[
            (2019, "100000.00", "0.00", 2022),
            (2020, "60000.00", "10000.00", 2026),
            (2022, "50000.00", "30000.00", 2025),
            (2025, "10000.00", "10000.00", 2028),
        ])
    );
    let of_2026 = year("2026");
    assert_eq!(of_2026["balanskravsresultat"], "40000.00");
    let left: Vec<String> = to_regulate(&of_2026).into_iter().map(|(_, _, left, _)| left).collect();
    assert_eq!(left, ["0.00", "0.00", "0.00", "10000.00"]);
    let left: Vec<String> = to_regulate(&year("2027")).into_iter().map(|(_, _, left, _)| left).collect();
    assert_eq!(left, ["0.00", "0.00", "0.00", "0.00"]);
}

/// 2022 is overdue in 2025, which `--strikt` answers with 4; 2026 has a budget that balances and nothing overdue.
#[test]
fn strict_answers_with_four() {
    let world = world("tre-underskott");
    let answer = finsam(world.path(), &["balanskrav", "2025", "--strikt"]);
    assert_eq!(answer.code, 4, "{}", answer.err);
    assert!(answer.err.contains("30\u{a0}000\u{a0}kr från 2022 (senast 2025)"), "{}", answer.err);
    assert_eq!(answer.out, finsam(world.path(), &["balanskrav", "2025"]).out, "the page is printed all the same");
    assert_eq!(finsam(world.path(), &["balanskrav", "2026", "--strikt"]).code, 0);
    assert_eq!(finsam(world.path(), &["balanskrav", "2025"]).code, 0, "without it nothing is refused");
}

#[test]
fn the_page_of_a_year_with_everything() {
    let world = world("tre-underskott");
    let page = |of: &str| open_hash(&finsam(world.path(), &["balanskrav", of]).out, "indata\u{a0}");
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("tre-underskott-2022", page("2022"));
        insta::assert_snapshot!("tre-underskott-2023", page("2023"));
        insta::assert_snapshot!("tre-underskott-2025", page("2025"));
    });
}

/// 30 000 of 2022 and 50 000 of 2023 were left when the books begin; 2025 has 110 000, which regulates both, each by its own amount.
#[test]
fn two_deficits_from_before_the_books() {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/base/budgets/2025.toml");
    let fresh = tempfile::tempdir().expect("a temporary folder");
    copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/base"), fresh.path());
    let inherited = |year: i32, amount: &str| {
        format!(
            "\n[[balanskrav.ingaende]]\nursprungsar = {year}\nbelopp = {amount}\nkalla = {{ dokument = \"bokslut\", avsnitt = \"Balanskrav\" }}\nstatus = \"beslutad\"\n"
        )
    };
    let text =
        std::fs::read_to_string(base).expect("the year") + &inherited(2022, "30_000") + &inherited(2023, "50_000");
    std::fs::write(fresh.path().join("budgets/2025.toml"), text).expect("the year is written");
    assert_eq!(
        to_regulate(&asked(&fresh, &["balanskrav", "2025"])),
        expected(&[(2022, "30000.00", "0.00", 2025), (2023, "50000.00", "0.00", 2026)])
    );
}

/// The förbund's own files with a decision added to a year's.
fn with_decision(year: i32, decision: &str) -> tempfile::TempDir {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR"));
    let world = tempfile::tempdir().expect("a temporary folder");
    for part in ["budgets", "scenarios"] {
        copy_over(&shipped.join(part), &world.path().join(part));
    }
    let file = world.path().join(format!("budgets/{year}.toml"));
    let text = std::fs::read_to_string(&file).expect("the year");
    let decision = format!(
        "{text}\n[[balanskrav.beslut]]\n{decision}\nbeslut = \"Styrelsen § 40\"\nskal = \"Eget kapital används\"\n"
    );
    std::fs::write(&file, decision).expect("the year is written");
    world
}

/// The budget of 2026 is −2 508 000. Reasons for it answer what KL 11:5 asks and nothing else: all of the deficit is still to be regulated.
#[test]
fn reasons_for_a_budget_exempt_no_deficit() {
    let world = with_decision(2026, "galler = \"budget\"\ndatum = \"2025-11-20\"");
    let answer = asked(&world, &["balanskrav", "2026", "--scenario", "plan"]);
    let deficits = expected(&[(2025, "485071.00", "485071.00", 2028), (2026, "2508000.00", "2508000.00", 2029)]);
    assert_eq!(to_regulate(&answer), deficits);
    assert_eq!(answer["regler"][0]["oppet_brott"], false);
    let said = answer["regler"][0]["text"].as_str().expect("a text");
    assert!(said.ends_with("skälen är antecknade, vilket är praxis"), "{said}");
    let missing = answer["saknas"].to_string();
    assert!(!missing.contains("Skälen till") && missing.contains("Åtgärdsplan"), "{missing}");
    assert_eq!(finsam(world.path(), &["balanskrav", "2026", "--strikt"]).code, 0);
    let text = finsam(world.path(), &["balanskrav", "2026"]).out.replace(char::is_whitespace, " ");
    assert!(text.contains("Styrelsen § 40, 2025-11-20: budgeten 2026 får ha ett underskott."), "{text}");
}

/// That the 485 071 of 2025 is not to be regulated gives no reasons for the budget of 2025, and is told as exempted.
#[test]
fn a_decision_not_to_regulate_gives_a_budget_no_reasons() {
    let world = with_decision(2025, "datum = \"2026-03-10\"");
    let answer = asked(&world, &["balanskrav", "2025", "--scenario", "plan"]);
    assert_eq!(to_regulate(&answer), expected(&[(2025, "485071.00", "0.00", 2028)]));
    let said = answer["regler"][0]["text"].as_str().expect("a text");
    assert!(said.ends_with("inget beslut med skäl är antecknat"), "{said}");
    let text = finsam(world.path(), &["balanskrav", "2025"]).out;
    assert!(text.contains("undantaget\u{a0}2025") && !text.contains("klart"), "{text}");
}

/// LKBR 11:11 is on every year with a deficit, or an earlier one left; and where nothing is recorded the page says just that.
#[test]
fn the_report_of_every_year_with_a_deficit_tells_of_it() {
    let rule = |year: &str| {
        let page =
            crate::support::shipped(&["balanskrav", year, "--scenario", "forbrukning-allt", "--format", "json"], "100");
        let answer: Value = serde_json::from_str(&page.out).expect("JSON");
        let rules = answer["regler"].as_array().expect("a list").clone();
        let own = rules.into_iter().find(|rule| rule["id"] == "upplysning");
        own.map(|rule| (rule["utfall"].clone(), rule["text"].as_str().expect("a text").to_owned()))
    };
    let (verdict, text) = rule("2023").expect("a closed year always has it");
    assert_eq!(
        (verdict, text.as_str()),
        ("uppfyllt".into(), "inget underskott 2023, och inget äldre underskott är antecknat")
    );
    let (verdict, text) = rule("2026").expect("a deficit of its own");
    assert!(verdict == "oppet" && text.starts_with("när och på vilket sätt"), "{verdict} {text}");
    let (verdict, text) = rule("2028").expect("94 470 left of 2026 and 188 204 of 2025 when it began");
    assert!(verdict == "oppet" && text.starts_with("hur tidigare års underskott"), "{verdict} {text}");
    assert_eq!(rule("2030"), None, "settled in 2029");
}
