//! The pages of the worked year, and events that are added by command.

use crate::support::{copy_over, finsam, finsam_as_given, shipped};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn exempel() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel")
}

#[test]
fn the_pages() {
    for (name, day, more) in [
        ("utvecklingsmedel-innan", "2026-05-25", &[][..]),
        ("utvecklingsmedel-efter", "2026-09-10", &[]),
        ("utvecklingsmedel-json", "2026-09-10", &["--format", "json"]),
        ("utvecklingsmedel-md", "2026-09-10", &["--format", "md"]),
    ] {
        let answer = finsam_as_given(&exempel(), &[&["utvecklingsmedel", "2026", "--idag", day], more].concat());
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{name}");
        insta::with_settings!({ snapshot_path => "../snapshots" }, { insta::assert_snapshot!(name, crate::render::open_inputs(&answer.out)) });
    }
}

#[test]
fn the_shipped_year_has_fifteen_planned_and_nothing_else() {
    let answer = shipped(&["utvecklingsmedel", "2026", "--format", "json"], "100");
    let page: Value = serde_json::from_str(&answer.out).expect("JSON");
    let kommuner = page["kommuner"].as_array().expect("kommuner");
    let tertials: Vec<&Value> =
        kommuner.iter().flat_map(|kommun| kommun["tertial"].as_array().expect("tertials")).collect();
    assert_eq!(tertials.len(), 15);
    assert!(tertials.iter().all(|tertial| tertial["status"] == "planerad"));
    assert!(kommuner.iter().all(|kommun| kommun["beviljat"] == kommun["kvar"] && kommun["utbetalt"] == "0.00"));
    let [text, list] = [&["utvecklingsmedel", "2026"][..], &["utvecklingsmedel", "2026", "--format", "md"]]
        .map(|args| shipped(args, "100").out);
    assert_eq!(list.matches("planerat, plan saknas").count(), 15, "{list}");
    assert!(text.contains("ATT BETALA I DAG\n\n  · Inget kan betalas i dag.\n"), "{text}");
}

#[test]
fn withheld_money_is_in_eget_kapital_and_the_projection_at_once() {
    // 30 000 withheld and 20 000 demanded back of 1 000 000: 950 000 is expected, and the budget stands.
    let answer = finsam(&exempel(), &["drift", "2026", "--format", "json"]);
    let page: Value = serde_json::from_str(&answer.out).expect("JSON");
    let row =
        page["rader"].as_array().expect("rows").iter().find(|row| row["id"] == "exempelinsatsen_utvecklingsmedel");
    let values = &row.expect("the row")["varden"];
    assert_eq!(
        (&values[0], &values[1], &values[2]),
        (&Value::from("950000.00"), &Value::from("1000000.00"), &Value::from("50000.00"))
    );
}

#[test]
fn an_event_is_added_and_everything_else_stands() {
    let world = tempfile::tempdir().expect("a folder");
    copy_over(&exempel(), world.path());
    let path = world.path().join("budgets/2026.toml");
    let before = std::fs::read_to_string(&path).expect("the year");
    let register = |more: &[&str]| {
        finsam(
            world.path(),
            &[&["utvecklingsmedel", "registrera", "--kommun", "alby", "--tertial", "T2"], more].concat(),
        )
    };
    // Payment before the samtal: nothing is written, and it is said what is missing.
    let answer = register(&["--handelse", "utbetald", "--datum", "2026-09-30", "--underlag", "lista"]);
    assert_eq!((answer.code, answer.out.as_str()), (3, ""));
    assert!(answer.err.contains("ett hållet uppföljningssamtal och ett godkännande saknas"), "{}", answer.err);
    assert_eq!(std::fs::read_to_string(&path).expect("the year"), before);
    // The samtal itself is added at the end, and the comments are where they were.
    let answer = register(&["--handelse", "uppfoljd", "--datum", "2026-09-08", "--underlag", "samtal \"8 sept\""]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let after = std::fs::read_to_string(&path).expect("the year");
    assert!(
        after.starts_with(&before) && after.ends_with("underlag = 'samtal \"8 sept\"'\n"),
        "{}",
        &after[before.len()..]
    );
    let page = finsam(world.path(), &["utvecklingsmedel", "2026"]);
    assert!(page.out.contains("uppföljt 2026-09-08"), "{}{}", page.out, page.err);
    assert_eq!(finsam(world.path(), &["kontroll"]).code, 0);
}

#[test]
fn a_file_with_other_line_ends_keeps_them() {
    let world = tempfile::tempdir().expect("a folder");
    copy_over(&exempel(), world.path());
    let path = world.path().join("budgets/2026.toml");
    let before = std::fs::read_to_string(&path).expect("the year").replace('\n', "\r\n");
    std::fs::write(&path, before.trim_end()).expect("written");
    let args = [
        "utvecklingsmedel",
        "registrera",
        "--kommun",
        "berga",
        "--tertial",
        "T2",
        "--handelse",
        "uppfoljd",
        "--datum",
        "2026-09-08",
        "--underlag",
        "samtal",
    ];
    let answer = finsam(world.path(), &args);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let after = std::fs::read_to_string(&path).expect("the year");
    assert!(after.starts_with(before.trim_end()));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

/// Celo T1: 66 667 granted = 36 667 paid + 30 000 withheld. Ekby T1: 53 334 paid, of which 20 000 is demanded back and then repaid.
#[test]
fn each_amount_of_the_state_is_what_the_words_say() {
    let cells = |day: &str| {
        let args = ["utvecklingsmedel", "2026", "--idag", day, "--format", "md"];
        finsam_as_given(&exempel(), &args).out.replace('\u{a0}', " ")
    };
    for (day, celo, ekby) in [
        ("2026-05-25", "36 667 kr godkänt 2026-05-20, 30 000 kr innehållet 2026-05-20", "53 334 kr godkänt 2026-05-20"),
        (
            "2026-06-30",
            "36 667 kr utbetalt 2026-05-29, 30 000 kr innehållet 2026-05-20",
            "53 334 kr utbetalt 2026-05-29, 20 000 kr återkrävt 2026-06-25",
        ),
        (
            "2026-11-25",
            "36 667 kr utbetalt 2026-05-29, 30 000 kr innehållet 2026-05-20",
            "53 334 kr utbetalt 2026-05-29, 20 000 kr återbetalt 2026-08-14",
        ),
    ] {
        let page = cells(day);
        for (kommun, cell) in [("Celo", celo), ("Ekby", ekby)] {
            assert!(page.contains(&format!("| Utvecklingsmedel {kommun} | {cell} |")), "{day}: {page}");
        }
    }
}

/// A kommun by its name and an event in å, ä and ö are written as files have them; what is not there is refused with what is.
#[test]
fn a_kommun_and_an_event_are_known_by_what_people_call_them() {
    let world = tempfile::tempdir().expect("a folder");
    copy_over(&exempel(), world.path());
    let register = |kommun: &str, tertial: &str, event: &str, day: &str| {
        let args =
            ["--kommun", kommun, "--tertial", tertial, "--handelse", event, "--datum", day, "--underlag", "prov"];
        finsam(world.path(), &[&["utvecklingsmedel", "registrera"], &args[..]].concat())
    };
    let answer = register("Alby", "t2", "Uppföljd", "2026-09-08");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let year = std::fs::read_to_string(world.path().join("budgets/2026.toml")).expect("the year");
    let added = "kommun = \"alby\"\ntertial = \"T2\"\nhandelse = \"uppfoljd\"\ndatum = \"2026-09-08\"\n";
    assert!(year.contains(added), "{}", answer.out);
    let answer = register("Albi", "T3", "uppföljd", "2026-11-10");
    assert!(answer.code == 2 && answer.err.contains("prova: alby\n"), "{}", answer.err);
    // The follow-up of the third tertial cannot have been held in February.
    let answer = register("Alby", "T3", "uppföljd", "2026-02-01");
    assert_eq!(answer.code, 3);
    assert!(answer.err.contains("fel F344") && answer.err.contains("2026-09-01"), "{}", answer.err);
}

/// Alby T2: 93 333 kr granted and approved, 50 000 paid. The rest, 43 333, is said at once to be for withholding alone; a second payment is
/// refused with that advice; and 280 000 = 143 334 + 136 666 before it is withheld, 143 334 + 93 333 + 43 333 after.
#[test]
fn a_part_payment_leaves_a_rest_that_is_withheld() {
    let world = tempfile::tempdir().expect("a folder");
    copy_over(&exempel(), world.path());
    let register = |event: &str, day: &str, more: &[&str]| {
        let args = ["utvecklingsmedel", "registrera", "--kommun", "alby", "--tertial", "T2", "--handelse", event];
        let answer =
            finsam_as_given(world.path(), &[&args[..], &["--datum", day, "--idag", "2026-11-26"], more].concat());
        (answer.code, (answer.out + &answer.err).replace('\u{a0}', " "))
    };
    let alby = || {
        let args = ["utvecklingsmedel", "2026", "--idag", "2026-11-26", "--format", "json"];
        let page: Value = serde_json::from_str(&finsam_as_given(world.path(), &args).out).expect("JSON");
        ["beviljat", "utbetalt", "kvar", "innehallet"]
            .map(|key| page["kommuner"][0][key].as_str().expect("kronor").to_owned())
    };
    let proof = ["--underlag", "prov"];
    assert_eq!(register("uppfoljd", "2026-09-10", &proof).0, 0);
    // The talk is there, but the day after: that is what is said, not that it is missing.
    let (code, said) = register("godkand", "2026-09-09", &proof);
    assert!(code == 3 && said.contains("samtalet hölls 2026-09-10, efter godkännandet 2026-09-09\n"), "{said}");
    let (code, said) = register("godkand", "2026-09-11", &[&proof[..], &["--belopp", "40000"]].concat());
    assert!(code == 3 && said.contains("godkännandet har inget belopp") && said.contains("innehallen"), "{said}");
    assert_eq!(register("godkand", "2026-09-11", &proof).0, 0);
    for amount in ["-500", "0"] {
        let (code, said) = register("utbetald", "2026-09-12", &[&proof[..], &["--belopp", amount]].concat());
        assert!(code == 3 && said.contains("beloppet ska vara större än 0\n"), "{said}");
    }
    let (code, said) = register("utbetald", "2026-09-12", &[&proof[..], &["--belopp", "50000"]].concat());
    assert!(code == 0 && said.contains("Obs: 43 333 kr av det beviljade är inte utbetalt."), "{said}");
    assert_eq!(alby(), ["280000.00", "143334.00", "136666.00", "0.00"]);
    let (code, said) = register("utbetald", "2026-09-15", &[&proof[..], &["--belopp", "43333"]].concat());
    assert!(code == 3 && said.contains("50 000 kr är redan utbetalt 2026-09-12"), "{said}");
    assert!(said.contains("prova: håll inne resten, 43 333 kr: händelsen innehallen"), "{said}");
    let (code, said) = register("innehallen", "2026-09-20", &["--skal", "prov"]);
    assert!(code == 0 && !said.contains("Obs"), "{said}");
    assert_eq!(alby(), ["280000.00", "143334.00", "93333.00", "43333.00"]);
}

/// What is wrong is said of the options, all at once, and never of a line that the file does not have.
#[test]
fn every_fault_of_an_event_is_said_of_its_options() {
    let lines = std::fs::read_to_string(exempel().join("budgets/2026.toml")).expect("the year").lines().count();
    let args = ["utvecklingsmedel", "registrera", "--kommun", "alby", "--tertial", "T3", "--handelse", "utbetald"];
    let answer = finsam(&exempel(), &[&args[..], &["--datum", "2026-09-15"]].concat());
    assert_eq!((answer.code, answer.out.as_str()), (3, ""));
    for said in ["--underlag saknas", "ett hållet uppföljningssamtal och ett godkännande saknas", "2 fel."] {
        assert!(answer.err.contains(said), "{said}: {}", answer.err);
    }
    assert!(!answer.err.contains("budgets/2026.toml") && !answer.err.contains("underlag ="), "{}", answer.err);
    assert_eq!(std::fs::read_to_string(exempel().join("budgets/2026.toml")).expect("the year").lines().count(), lines);
    let answer = finsam(&exempel(), &[&args[..], &["--datum", "2026-09-31"]].concat());
    assert!(answer.code == 2 && answer.err.contains("september 2026 har 30 dagar"), "{}", answer.err);
    let help = finsam(&exempel(), &["utvecklingsmedel", "--hjalp"]).out;
    assert!(help.contains("Kommandon:\n  registrera") && !help.contains("Commands:"), "{help}");
}
