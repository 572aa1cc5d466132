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
