//! CSV and Markdown: what opens in a spreadsheet and what is pasted in a document, with the figures of the statements.

use crate::render::open_hash;
use crate::support::{self, TODAY, copy_over, finsam};
use std::fs;
use std::path::Path;

/// What is asked, and what the snapshot is called.
const CASES: &[(&str, &[&str])] = &[
    ("bidrag-2025-csv", &["bidrag", "2025", "--format", "csv"]),
    ("drift-2025-csv-se", &["drift", "2025", "--csv", "se"]),
    ("oversikt-csv-tkr", &["oversikt", "--till", "2030", "--format", "csv", "--enhet", "tkr"]),
    ("resultat-2024-csv-mnkr", &["resultat", "2024", "--csv", "standard", "--enhet", "mnkr"]),
    ("prognos-csv", &["prognos", "--scenario", "plan-ranta", "uttrade", "--format", "csv"]),
    ("huvudjobbet-md", &["--format", "md"]),
    ("forbrukning-md", &["forbrukning", "--format", "md"]),
    ("jamfor-md", &["jamfor", "plan", "plan-ranta", "--ar", "2027", "--format", "md"]),
    ("balans-2025-md", &["balans", "2025", "--format", "md"]),
    ("drift-2026-md-id", &["drift", "2026", "--format", "md", "--visa-id"]),
];

/// What a run on the förbund's own files prints, with the hash of the inputs left open.
fn printed(args: &[&str]) -> String {
    let ran = support::shipped(args, "100");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    ["indata\u{a0}", "indata ", "indata,", "indata;"].into_iter().fold(ran.out, |text, marker| open_hash(&text, marker))
}

/// Every record of a file, the headings among them. The reader refuses records of different lengths.
fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.as_bytes());
    let record = |record: csv::Result<csv::StringRecord>| {
        record.expect("every record is as long as the first").iter().map(str::to_owned).collect()
    };
    reader.records().map(record).collect()
}

#[test]
fn csv_and_markdown_are_as_they_were_looked_at() {
    for (name, args) in CASES {
        let text = printed(args);
        assert_eq!(text.starts_with('\u{feff}'), name.ends_with("-se"), "{name}: only Excel wants a mark");
        if name.contains("-csv") {
            assert_eq!(
                text.matches('\n').count(),
                text.matches("\r\n").count(),
                "{name}: lines end as RFC 4180 has it"
            );
            assert!(!text.contains(['\u{2212}', '\u{a0}']) || *name == "prognos-csv", "{name}: figures are ASCII");
        } else {
            assert!(!text.contains('\r'), "{name}");
        }
        insta::assert_snapshot!(*name, text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    }
}

#[test]
fn the_swedish_dialect_differs_in_writing_and_in_nothing_else() {
    for args in [&["drift", "2025"][..], &["--enhet", "mnkr"], &["bidrag", "2026"]] {
        let standard = records(&printed(&[args, &["--csv", "standard"]].concat()), b',');
        let swedish = printed(&[args, &["--csv", "se"]].concat());
        let swedish = records(swedish.trim_start_matches('\u{feff}'), b';');
        let is_number = |field: &String| field.parse::<rust_decimal::Decimal>().is_ok();
        let translate = |row: Vec<String>| -> Vec<String> {
            let one = |(at, field): (usize, String)| {
                if at > 2 && is_number(&field) { field.replace('.', ",") } else { field }
            };
            row.into_iter().enumerate().map(one).collect()
        };
        let standard: Vec<Vec<String>> = standard.into_iter().map(translate).collect();
        assert_eq!(standard, swedish, "{args:?}");
    }
}

#[test]
fn the_main_job_is_one_rectangle_with_headings_of_its_own_for_every_column() {
    let all = records(&printed(&["--format", "csv"]), b',');
    assert_eq!(all[0][..3], ["tabell", "id", "rad"]);
    let mut headings = all[0].clone();
    headings.sort();
    headings.dedup();
    assert_eq!(headings.len(), all[0].len(), "no two columns are called the same");
    let of = |table: &str| all.iter().filter(|row| row[0].starts_with(table)).count();
    for table in ["Driftredovisning", "Eget kapital", "Likvida medel", "Resultat", "Vad målet", "Att veta", "Om tabell"]
    {
        assert!(of(table) > 2, "{table}");
    }
    let year = all[0].iter().position(|heading| heading == "2030").expect("the last year has a column");
    let equity = all.iter().find(|row| row[0] == "Eget kapital per scenario" && row[1] == "plan").expect("the plan");
    assert_eq!(equity[year], "-2573067.00");
}

#[test]
fn the_ending_of_a_file_decides_and_the_format_said_wins() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let written = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        let args = [&["bidrag", "2026", "-o", path.to_str().expect("a path in UTF-8")], more].concat();
        let ran = support::shipped(&args, "100");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{name}");
        fs::read_to_string(&path).expect("the file is written")
    };
    assert!(written("a.csv", &[]).starts_with("tabell,id,rad,"));
    assert!(written("A.CSV", &["--csv", "se"]).starts_with("\u{feff}tabell;id;rad;"));
    assert!(written("a.md", &[]).starts_with("# Medlemmarnas tilldelning 2026\n"));
    assert!(written("b.md", &["--format", "csv"]).starts_with("tabell,"));
    assert!(written("a.csv", &["--format", "json"]).starts_with('{'));
}

/// The base förbund under another name, of itself and of its first line.
fn named(name: &str) -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad/base")), world.path());
    let path = world.path().join("budgets/forbund.toml");
    let text = fs::read_to_string(&path).expect("the base has a förbund");
    let text = text.replace("\"Samordningsförbundet Exempel\"", &format!("'{name}'"));
    fs::write(&path, text.replace("\"Alby kommun\"", &format!("'{name}'"))).expect("the world can be written");
    world
}

#[test]
fn words_that_a_spreadsheet_would_carry_out_are_made_harmless() {
    let names = ["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1"];
    for name in names.map(|name| name.replace('\'', "")) {
        let world = named(&name);
        for (args, delimiter) in [(["--csv", "standard"], b','), (["--csv", "se"], b';')] {
            let ran = finsam(world.path(), &[&["bidrag", "2025"][..], &args].concat());
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
            let all = records(ran.out.trim_start_matches('\u{feff}'), delimiter);
            // The reader has taken the blanks around a name away.
            let harmless = format!("'{}", name.trim());
            assert_eq!(all.iter().filter(|row| row[2] == harmless).count(), 2, "{name}: the förbund and the kommun");
            for field in all.iter().flatten().filter(|field| !field.starts_with(['\'', '-'])) {
                assert!(!field.trim_start().starts_with(['=', '+', '@', '＝']), "{name}: {field}");
            }
        }
    }
}

#[test]
fn numbers_are_not_touched_by_what_makes_words_harmless() {
    let all = records(&printed(&["drift", "2025", "--format", "csv"]), b',');
    let result = all.iter().find(|row| row[1] == "resultat").expect("the result");
    assert_eq!(result[3], "-485071.00");
    assert!(all.iter().flatten().all(|field| !field.starts_with('\'')));
}

#[test]
fn names_do_not_become_markup() {
    let world = named("# 1. a|b <script>alert(1)</script> *c* [d](e) `f` _g_ h_i");
    let ran = finsam(world.path(), &["bidrag", "2025", "--format", "md"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let escaped = "1. a\\|b \\<script\\>alert(1)\\</script\\> \\*c\\* \\[d\\](e) \\`f\\` \\_g\\_ h_i";
    assert!(ran.out.contains(&format!("\n\\# {escaped}\u{a0}· kr\u{a0}· {TODAY}")), "{}", ran.out);
    assert!(ran.out.contains(&format!("\n| # {escaped} | 300")), "{}", ran.out);
    let rows = ran.out.lines().filter(|line| line.starts_with('|'));
    let columns: Vec<usize> = rows.map(|row| row.replace("\\|", "").matches('|').count()).collect();
    assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "every row has the same cells: {columns:?}");
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = finsam(Path::new("/"), &["komplettera", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        assert!(ran.out.contains("finsam") && ran.out.contains("oversikt") && ran.out.contains("katalog"), "{shell}");
    }
    let ran = finsam(Path::new("/"), &["komplettera", "tcsh"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}
