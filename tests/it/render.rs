//! Tables and JSON as they are printed for the förbund's own data: the contract that others build on, and what a board sees.

use crate::support;

/// What is asked, and in how many columns.
const CASES: &[(&str, &[&str], &str)] = &[
    ("huvudjobbet-100", &[], "100"),
    ("huvudjobbet-80", &[], "80"),
    ("huvudjobbet-120", &[], "120"),
    ("prognos-mnkr", &["prognos", "--scenario", "plan-ranta", "uttrade", "--enhet", "mnkr"], "100"),
    ("prognos-till-2034", &["prognos", "--scenario", "index", "--till", "2034"], "80"),
    ("prognos-json", &["prognos", "--scenario", "plan", "mal-2030", "--format", "json"], "100"),
    ("drift-2025", &["drift", "2025"], "100"),
    ("drift-2025-json", &["drift", "2025", "--format", "json"], "100"),
    ("drift-2025-som-publicerat", &["drift", "2025", "--som-publicerat"], "80"),
    ("drift-2024-jan-aug", &["drift", "2024", "--period", "jan-aug"], "80"),
    ("drift-2025-per-rad", &["drift", "2025", "--detalj", "rad"], "100"),
    ("drift-2026-per-rad", &["drift", "2026", "--detalj", "rad"], "80"),
    ("drift-2026-per-insats", &["drift", "2026", "--detalj", "insats", "--visa-id"], "100"),
    ("drift-2026-per-kommun", &["drift", "2026", "--detalj", "kommun", "--enhet", "tkr"], "80"),
    ("drift-2026-per-kommun-json", &["drift", "2026", "--detalj", "kommun", "--format", "json"], "80"),
    ("drift-2026-t2-id", &["drift", "2026", "--period", "T2", "--visa-id"], "120"),
    ("drift-2028-forbrukning", &["drift", "2028", "--scenario", "forbrukning-ovrigt"], "100"),
    ("resultat-2024", &["resultat", "2024"], "80"),
    ("resultat-2024-json", &["resultat", "2024", "--format", "json"], "80"),
    ("balans-2024-jan-aug", &["balans", "2024", "--period", "jan-aug"], "80"),
    ("balans-2030-json", &["balans", "2030", "--format", "json"], "80"),
    ("resultat-2024-jan-aug-som-publicerat", &["resultat", "2024", "--period", "jan-aug", "--som-publicerat"], "80"),
    ("resultat-2023-jan-aug-som-publicerat", &["resultat", "2023", "--period", "jan-aug", "--som-publicerat"], "100"),
    ("resultat-2025-som-publicerat", &["resultat", "2025", "--som-publicerat"], "80"),
    ("balans-2024-jan-aug-som-publicerat", &["balans", "2024", "--period", "jan-aug", "--som-publicerat"], "100"),
    ("balans-2025-som-publicerat", &["balans", "2025", "--som-publicerat"], "80"),
    (
        "kassaflode-2024-jan-aug-som-publicerat",
        &["kassaflode", "2024", "--period", "jan-aug", "--som-publicerat"],
        "80",
    ),
    ("noter-2025", &["noter", "2025"], "80"),
    ("noter-2025-json", &["noter", "2025", "--format", "json"], "80"),
    ("noter-2024-jan-aug", &["noter", "2024", "--period", "jan-aug"], "80"),
    ("noter-2023", &["noter", "2023"], "80"),
    ("noter-2026-id", &["noter", "2026", "--visa-id"], "100"),
    ("kassaflode-2025", &["kassaflöde", "2025"], "80"),
    ("oversikt", &["översikt"], "80"),
    ("oversikt-json", &["oversikt", "--fran", "2025", "--till", "2027", "--format", "json"], "80"),
    ("bidrag-2025", &["bidrag", "2025"], "100"),
    ("bidrag-2026-json", &["bidrag", "2026", "--format", "json"], "100"),
    ("nyckeltal-2023", &["nyckeltal", "2023"], "80"),
    ("nyckeltal-2024-jan-aug", &["nyckeltal", "2024", "--period", "jan-aug"], "80"),
    ("nyckeltal-2025", &["nyckeltal", "2025"], "100"),
    ("nyckeltal-2025-json", &["nyckeltal", "2025", "--format", "json"], "100"),
    ("nyckeltal-2026", &["nyckeltal", "2026"], "100"),
    ("nyckeltal-2026-id", &["nyckeltal", "2026", "--visa-id"], "100"),
    ("forbrukning-80", &["förbrukning"], "80"),
    ("forbrukning-120", &["forbrukning", "--ar", "2024", "--enhet", "tkr", "--visa-id"], "120"),
    ("forbrukning-json", &["forbrukning", "--format", "json"], "100"),
    ("jamfor-80", &["jamfor", "plan", "index"], "80"),
    ("jamfor-120", &["jämför", "plan-ranta", "forslag-2027", "uttrade", "--ar", "2031"], "120"),
    ("jamfor-tkr-id", &["jamfor", "index", "forbrukning-allt", "--ar", "2028", "--enhet", "tkr", "--visa-id"], "100"),
    ("jamfor-json", &["jamfor", "plan", "plan-ranta", "mal-2030", "--format", "json"], "100"),
    ("prognossakerhet-80", &["prognossakerhet"], "80"),
    ("prognossakerhet-120", &["prognossakerhet"], "120"),
    ("utvecklingsmedel-2025", &["utvecklingsmedel", "2025"], "80"),
    ("osakerhet-80", &["osakerhet", "--antal", "3000"], "80"),
    ("osakerhet-120", &["osäkerhet", "--scenario", "forbrukning-allt", "--antal", "1000", "--visa-id"], "120"),
    ("osakerhet-json", &["osakerhet", "--antal", "1000", "--seed", "7", "--format", "json"], "100"),
    ("osakerhet-md", &["osakerhet", "--antal", "1000", "--enhet", "mnkr", "--format", "md"], "100"),
    ("plan-2027-100", &["plan", "2027"], "100"),
    ("plan-2027-80", &["plan", "2027"], "80"),
    ("plan-2027-json", &["plan", "2027", "--format", "json"], "100"),
    ("plan-2026", &["plan", "2026", "--scenario", "plan"], "100"),
    ("plan-2029-mal-2030-id", &["plan", "2029", "--scenario", "mal-2030", "--visa-id"], "120"),
    ("plan-2029-kr", &["plan", "2029", "--scenario", "plan-ranta", "--enhet", "kr"], "100"),
    ("forklara-eget-kapital-2030-80", &["forklara", "prognos/2030/eget_kapital"], "80"),
    ("forklara-eget-kapital-2030-120", &["forklara", "prognos/2030/eget_kapital"], "120"),
    ("forklara-index-100", &["forklara", "drift-rad/2028/kansli/prognos", "--scenario", "index", "--djup", "9"], "100"),
    (
        "forklara-index-json",
        &["forklara", "drift-rad/2028/kansli/prognos", "--scenario", "index", "--format", "json"],
        "100",
    ),
    ("forklara-bidrag-100", &["forklara", "bidrag/2026/molndal/enligt_nyckeln", "--djup", "9"], "100"),
    (
        "forklara-balans-md",
        &["forklara", "balans/2024/jan-aug/summa_tillgangar", "--djup", "2", "--format", "md"],
        "100",
    ),
    (
        "forklara-ranta-100",
        &["forklara", "drift/2026/T2/finansnetto", "--scenario", "plan-ranta", "--djup", "4"],
        "100",
    ),
    ("forklara-fran-100", &["forklara", "--från", "budgets/2025.toml:47"], "100"),
    ("hjalp-forklara", &["forklara", "--hjalp"], "100"),
    ("balanskrav-2025-80", &["balanskrav"], "80"),
    ("balanskrav-2025-120", &["balanskrav", "2025"], "120"),
    ("balanskrav-2025-json", &["balanskrav", "2025", "--format", "json"], "100"),
    ("balanskrav-2028-forbrukning-allt", &["balanskrav", "2028", "--scenario", "forbrukning-allt"], "80"),
    ("balanskrav-2031-id", &["balanskrav", "2031", "--scenario", "mal-2030", "--visa-id", "--enhet", "tkr"], "120"),
    ("bevis-80", &["kontroll", "--bevis", "--scenario", "plan"], "80"),
    ("bevis-120", &["kontroll", "--bevis"], "120"),
    ("hjalp-kontroll", &["kontroll", "--hjalp"], "100"),
    ("hjalp", &["--hjalp"], "100"),
    ("hjalp-drift", &["drift", "--hjalp"], "100"),
    ("hjalp-jamfor", &["jamfor", "--hjalp"], "100"),
    ("hjalp-noter", &["noter", "--hjalp"], "100"),
    ("hjalp-prognos", &["prognos", "--hjalp"], "100"),
];

/// The shipped folder, the fixed date; the hash of the inputs is left open, since any comment in them changes it.
fn printed(args: &[&str], columns: &str) -> String {
    let ran = support::shipped(args, columns);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    let text = ran.out;
    ["indata\u{a0}", "indata ", "\"indata\": \""].into_iter().fold(text, |text, marker| open_hash(&text, marker))
}

/// The eight digits after every marker, left open.
pub fn open_hash(text: &str, marker: &str) -> String {
    let mut parts = text.split(marker);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| format!("{text}{marker}########{}", &part[8..]))
}

/// The same of a page in any format, so that a file that is changed changes no page but where its figures do.
pub fn open_inputs(page: &str) -> String {
    let markers = ["indata\u{a0}", "\"indata\": \"", "indata,"];
    markers.into_iter().fold(page.to_owned(), |page, marker| open_hash(&page, marker))
}

/// Every case prints what it printed when somebody last looked at it.
#[test]
fn tables_and_json_are_as_they_were_looked_at() {
    for (name, args, columns) in CASES {
        insta::assert_snapshot!(*name, printed(args, columns));
    }
}

/// No line of a table is wider than the page.
#[test]
fn nothing_is_wider_than_the_page() {
    for (_, args, columns) in
        CASES.iter().filter(|(name, ..)| ["json", "hjalp", "-md"].iter().all(|other| !name.contains(other)))
    {
        let width: usize = columns.parse().expect("a number of columns");
        for line in printed(args, columns).lines() {
            assert!(line.chars().count() <= width, "{args:?} at {width}: {line}");
        }
    }
}

/// Two runs on the same inputs are the same to the byte.
#[test]
fn runs_repeat() {
    for args in [&[][..], &["prognos", "--format", "json"]] {
        assert_eq!(support::shipped(args, "100").out, support::shipped(args, "100").out);
    }
}

/// A file is written whole, in the format of its ending, and holds what standard output would, and a manifest.
#[test]
fn a_file_holds_what_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("oversikt.json");
    let ran = support::shipped(&["oversikt", "-o", path.to_str().expect("a path in UTF-8")], "100");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let written = std::fs::read_to_string(&path).expect("the file is there");
    let without = finsam::render::manifest::detach(&written).expect("a manifest").body;
    assert_eq!(without, support::shipped(&["oversikt", "--format", "json"], "100").out);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing is left beside it");
}

/// The list of row ids that a förbund cannot use is the list of rows that the statements have of their own.
#[test]
fn every_row_of_our_own_is_a_reserved_word() {
    let economy = crate::shipped::economy();
    let forbund = &economy.forbund;
    let years: Vec<_> = economy.first_year().through(economy.last_year(0)).collect();
    let named: Vec<String> = (forbund.groups.iter().map(|group| group.id.to_string()))
        .chain(
            forbund
                .insatser
                .iter()
                .flat_map(|insats| [insats.id.to_string(), format!("{}_utvecklingsmedel", insats.id)]),
        )
        .chain(forbund.chart.iter().map(|(_, account)| account.id.to_string()).filter(|id| id != "medlemsbidrag"))
        .collect();
    let drift = finsam::statement::drift_per_ar(economy, 0, &years);
    for row in drift.rows.iter().filter(|row| !named.contains(&row.id)) {
        assert!(finsam::domain::id::ROW_WORDS.contains(&row.id.as_str()), "{} is not reserved", row.id);
    }
}
