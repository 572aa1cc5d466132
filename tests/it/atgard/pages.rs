//! The pages as they were looked at, and that what they print as a scenario's file is that scenario.

use crate::render::open_hash;
use crate::support::{copy_over, finsam, shipped};
use serde_json::Value;
use std::path::Path;

const PAGES: &[(&str, &[&str], &str)] = &[
    ("mal-80", &["mal", "--eget-kapital", "20%", "--ar", "2030", "--med", "utvecklingsmedel"], "80"),
    ("mal-120", &["mal", "--med", "bidrag", "--scenario", "plan-ranta", "--likvida", "5 000 000"], "120"),
    ("mal-fran-2026-80", &["mal", "--med", "utvecklingsmedel", "--fran", "2026"], "80"),
    ("mal-json", &["mal", "--med", "utvecklingsmedel", "--format", "json"], "100"),
    ("mal-insats-i-en-kommun", &["mal", "--med", "insats", "--kommun", "lerum", "--visa-id"], "100"),
    ("mal-rad-80", &["mal", "--med", "rad:kansli", "--scenario", "index", "--hela-vagen"], "80"),
    ("mal-omojligt-80", &["mal", "--med", "rad:ovrigt", "--likvida", "6000000", "--hela-vagen"], "80"),
    ("mal-omojligt-json", &["mal", "--med", "rad:ovrigt", "--hela-vagen", "--format", "json"], "80"),
    ("mal-jamnt-80", &["mal", "--med", "anpassning", "--scenario", "plan-ranta", "--jamnt"], "80"),
    ("mal-jamnt-json", &["mal", "--med", "forbrukning", "--scenario", "index", "--jamnt", "--format", "json"], "80"),
    ("mal-md", &["mal", "--med", "engangs", "--eget-kapital", "1 000 000", "--ar", "2028", "--format", "md"], "80"),
    ("mal-csv", &["mal", "--med", "forbrukning:overgripande", "--fran", "2028", "--format", "csv"], "80"),
    ("kanslighet-80", &["kanslighet"], "80"),
    ("kanslighet-120", &["kanslighet", "--scenario", "index", "--visa-id"], "120"),
    ("kanslighet-json", &["kanslighet", "--scenario", "forslag-2027", "--format", "json"], "80"),
    ("kanslighet-md", &["kanslighet", "--scenario", "forbrukning-allt", "--ar", "2029", "--format", "md"], "80"),
    (
        "matris-80",
        &["matris", "--rader", "utvecklingsmedel=0%..20%/5%", "--kolumner", "bidrag=6600000..7600000/200000"],
        "80",
    ),
    (
        "matris-120",
        &[
            "matris",
            "--rader",
            "forbrukning=85%..100%/2,5%",
            "--kolumner",
            "index=0%..3%/0,5%",
            "--scenario",
            "plan-ranta",
        ],
        "120",
    ),
    (
        "matris-json",
        &[
            "matris",
            "--rader",
            "insats:activera=80%..100%/10%",
            "--kolumner",
            "rad:kansli=2000000..2800000/400000",
            "--format",
            "json",
        ],
        "80",
    ),
    (
        "matris-csv",
        &["matris", "--rader", "anpassning=-1500000..0/500000", "--kolumner", "ranta=0%..2%/1%", "--format", "csv"],
        "80",
    ),
    (
        "matris-md",
        &[
            "matris",
            "--rader",
            "utvecklingsmedel=0%..20%/10%",
            "--kolumner",
            "forbrukning@lerum=80%..100%/10%",
            "--format",
            "md",
        ],
        "80",
    ),
    ("hjalp-kanslighet", &["kanslighet", "--hjalp"], "100"),
    ("hjalp-matris", &["matris", "--hjalp"], "100"),
    ("hjalp-mal", &["mal", "--hjalp"], "100"),
];

#[test]
fn the_pages() {
    for (name, args, columns) in PAGES {
        let ran = shipped(args, columns);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        let markers = ["indata\u{a0}", "indata ", "\"indata\": \"", "indata,"];
        let text = markers.into_iter().fold(ran.out, |text, marker| open_hash(&text, marker));
        insta::with_settings!({ snapshot_path => "../snapshots" }, { insta::assert_snapshot!(*name, text) });
        let is_text = !args.contains(&"--format") && !args.contains(&"--hjalp");
        let width: usize = columns.parse().expect("a number of columns");
        for line in text.lines().filter(|_| is_text) {
            assert!(line.chars().count() <= width, "{name}: {line}");
        }
    }
}

/// The file of an answer, read as any other scenario, lands where the answer says, for every kind of lever.
#[test]
fn the_printed_scenario_lands_where_the_answer_says() {
    let world = tempfile::tempdir().expect("a temporary folder");
    for folder in ["budgets", "scenarios"] {
        copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &world.path().join(folder));
    }
    let json = |args: &[&str]| -> Value {
        let ran = finsam(world.path(), &[args, &["--format", "json"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        serde_json::from_str(&ran.out).expect("JSON")
    };
    let mut tried = 0;
    for scenario in ["index", "uttrade"] {
        for lever in [
            "utvecklingsmedel",
            "utvecklingsmedel@lerum",
            "insats",
            "insats:activera@molndal",
            "rad:kansli",
            "bidrag",
            "engangs",
            "forbrukning",
            "forbrukning:kansli",
            "forbrukning@lerum",
            "anpassning",
            "index",
            "index:insats",
            "ranta",
        ] {
            for even in [false, true] {
                if even && ["bidrag", "engangs"].contains(&lever) {
                    continue;
                }
                let asked = ["mal", "--eget-kapital", "15%", "--med", lever, "--scenario", scenario];
                let answer = json(&[&asked[..], if even { &["--jamnt"] } else { &[] }].concat());
                let Some(file) = answer["scenariofil"].as_str() else { continue };
                let path = world.path().join("scenarios/svar.toml");
                std::fs::write(&path, file).expect("the file is written");
                let seen = json(&["prognos", "--scenario", "svar"]);
                let last = seen["scenarier"][0]["ar"].as_array().and_then(|years| years.last()).expect("2030");
                assert_eq!(last["eget_kapital"], answer["eget_kapital"], "{scenario} {lever} {file}");
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn a_kommun_is_known_by_its_name_too() {
    let page = |kommun: &str| shipped(&["mal", "--med", "utvecklingsmedel", "--kommun", kommun], "100");
    let by_id = page("molndal");
    assert_eq!((by_id.code, by_id.err.as_str()), (0, ""));
    assert_eq!(page("Mölndal").out, by_id.out);
}
