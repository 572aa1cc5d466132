//! Bridges worked by hand, and what a pair of scenarios makes of causes.

use crate::support::{copy_over, finsam};
use std::path::Path;

/// The shipped folder with these scenarios beside its own.
fn world(scenarios: &[(&str, &str)]) -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a temporary folder");
    for folder in ["budgets", "scenarios"] {
        copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &world.path().join(folder));
    }
    for (name, text) in scenarios {
        std::fs::write(world.path().join(format!("scenarios/{name}.toml")), text).expect("the scenario is written");
    }
    world
}

/// A scenario that differs from its base by these tables.
fn scenario(base: &str, tables: &[&str]) -> String {
    let head = format!("namn = \"Prövning\"\nsyfte = \"Prövning.\"\nbas = \"{base}\"\n");
    let table = |table: &&str| format!("\n{table}\nmotiv = \"prövning\"\nstatus = \"antagande\"\n");
    head + &tables.iter().map(table).collect::<String>()
}

/// The one bridge of a comparison in JSON.
fn bridge(world: &Path, args: &[&str]) -> serde_json::Value {
    let ran = finsam(world, &[&["jamfor"], args, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    let page: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    page["jamforelser"][0].clone()
}

/// The causes' ids and amounts, and that they make the difference with nothing left.
fn causes(bridge: &serde_json::Value) -> Vec<(String, String)> {
    assert_eq!(bridge["rest"], "0.00");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let causes = bridge["orsaker"].as_array().expect("causes");
    causes.iter().map(|cause| (text(&cause["id"]), text(&cause["belopp"]))).collect()
}

fn named(causes: &[(&str, &str)]) -> Vec<(String, String)> {
    causes.iter().map(|(id, amount)| ((*id).to_owned(), (*amount).to_owned())).collect()
}

const INDEX: &str = "[[index]]\nfran = 2027\nkostnadstyp = \"kop\"\nsats = \"10 %\"";
const HALF: &str = "[[forbrukning]]\nfran = 2027\nrader = [\"ovrigt\"]\ngrad = \"50 %\"";

/// Two causes that meet in one line. What is bought is 1 850 000 kr, övrigt 450 000 of it.
///
/// At the end of 2027, against the plan's 3 450 933:
///   index alone        −185 000            (10 % of 1 850 000)
///   half alone         +225 000            (half of 450 000)
///   both               +62 500             (1 400 000 · 1,1 = 1 540 000; 450 000 · 1,1 = 495 000, half of it 247 500;
///                                           1 850 000 − 1 787 500)
///
/// Both together give 62 500 − (−185 000 + 225 000) = 22 500 more than each by itself: half the index of övrigt is never spent. In one
/// order it falls on the index, in the other on the förbrukningsgrad, so each gets 11 250:
///   index −185 000 + 11 250 = −173 750, half 225 000 + 11 250 = 236 250, together 62 500.
#[test]
fn two_causes_that_meet() {
    let world = world(&[("bada", &scenario("plan", &[INDEX, HALF])), ("omvant", &scenario("plan", &[HALF, INDEX]))]);
    for name in ["bada", "omvant"] {
        let found = bridge(world.path(), &["plan", name, "--ar", "2027"]);
        assert_eq!(found["metod"], "alla_ordningar");
        assert_eq!(
            (&found["fran_eget_kapital"], &found["till_eget_kapital"]),
            (&"3450933.00".into(), &"3513433.00".into())
        );
        let expected = named(&[("index_kop_2027", "-173750.00"), ("forbrukning_ovrigt_2027", "236250.00")]);
        assert_eq!(causes(&found), expected, "{name}");
    }
    let back = bridge(world.path(), &["bada", "plan", "--ar", "2027"]);
    assert_eq!(causes(&back), named(&[("index_kop_2027", "173750.00"), ("forbrukning_ovrigt_2027", "-236250.00")]));
    // What begins in 2028 is no cause in 2027.
    assert_eq!(causes(&bridge(world.path(), &["plan", "bada", "--ar", "2026"])), []);
}

/// An override is one cause, from the one value to the other: 10 % instead of 2 % of what is bought, 148 000 kr more in 2027.
#[test]
fn an_override_is_one_cause() {
    let world = world(&[("hogre", &scenario("index", &[INDEX]))]);
    let found = bridge(world.path(), &["index", "hogre", "--ar", "2027"]);
    assert_eq!(causes(&found), named(&[("index_kop_2027", "-148000.00")]));
    assert_eq!(found["orsaker"][0]["text"], "Index för köpta tjänster 10,0 % 2027");
    assert_eq!(found["orsaker"][0]["i_stallet_for"], "Index för köpta tjänster 2,0 %");
}

/// One index for everything is three causes where the other scenario has one for each type, named by what they are about.
#[test]
fn what_is_said_of_many_is_told_apart() {
    let all = scenario("plan", &["[[index]]\nfran = 2027\nsats = \"2 %\""]);
    let found = bridge(world(&[("lika", &all)]).path(), &["index", "lika", "--ar", "2027"]);
    // Personal 3 200 000 goes from 3 to 2 %; kop is 2 % in both; insats 9 050 000 from 2,5 to 2 %, and 20 % of it as utvecklingsmedel:
    // 32 000 and 45 250 · 1,2 = 54 300. One-off lines have no base.
    let ids: Vec<String> = causes(&found).into_iter().map(|(id, amount)| format!("{id} {amount}")).collect();
    assert_eq!(ids, ["index_personal_2027 32000.00", "index_insats_2027 54300.00", "index_engangs_2027 0.00"]);
    assert_eq!(found["orsaker"][0]["text"], "Index för alla kostnader 2,0 % 2027, för personal");
}

/// Only Alingsås is left in one scenario, only Mölndal in the other. Mölndal must come back before Alingsås can leave, so one of the two
/// orders is possible: 2 750 000 and 20 % of it as utvecklingsmedel, then 1 650 000 and 20 %. The state's amount stays.
#[test]
fn orders_that_leave_no_kommun_do_not_count() {
    let leave = |kommun: &str| format!("[[uttrade]]\nkommun = \"{kommun}\"\nfran = 2030\nuppsagd = 2026-12-31");
    let without = |kommuner: [&str; 4]| {
        let tables = kommuner.map(leave);
        scenario("plan", &tables.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let one = without(["molndal", "partille", "harryda", "lerum"]);
    let other = without(["partille", "harryda", "lerum", "alingsas"]);
    let world = world(&[("alingsas-kvar", &one), ("molndal-kvar", &other)]);
    let found = bridge(world.path(), &["alingsas-kvar", "molndal-kvar"]);
    assert_eq!(found["metod"], "mojliga_ordningar");
    let expected = [("uttrade_molndal", "-3300000.00"), ("uttrade_alingsas", "1980000.00")];
    assert_eq!(causes(&found), named(&expected));
}

/// More differences than are tried in every order are laid on as they are listed, and it is said so.
#[test]
fn many_differences_are_laid_on_as_listed() {
    let kommuner = ["molndal", "partille", "harryda", "lerum", "alingsas"];
    let share = |kommun: &str| format!("[[utvecklingsmedel]]\nfran = 2027\nkommun = \"{kommun}\"\nandel = \"10 %\"");
    let line = |id: &str| format!("[[rad]]\nfran = 2027\nid = \"{id}\"\nbelopp = 100_000");
    let mut tables: Vec<String> = kommuner.iter().map(|kommun| share(kommun)).collect();
    tables.extend(kommuner.iter().map(|kommun| line(&format!("activera_{kommun}"))));
    tables.push("[[ranta]]\nfran = 2027\nsats = \"2 %\"".to_owned());
    let many = scenario("plan", &tables.iter().map(String::as_str).collect::<Vec<_>>());
    let world = world(&[("manga", &many)]);
    let found = bridge(world.path(), &["plan", "manga"]);
    assert_eq!((&found["metod"], causes(&found).len()), (&"listad_ordning".into(), 11));
    let page = finsam(world.path(), &["jamfor", "plan", "manga"]).out;
    assert!(page.contains("11 antaganden skiljer, fler än de 10 som räknas i alla ordningar."), "{page}");
}
