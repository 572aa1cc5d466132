//! `granska --rapport`: a report that is as it was is said to be, and whatever has changed is found and named.

use crate::manifest::{one_byte_changed, written};
use crate::shipped::{economy, year};
use crate::support::{copy_over, finsam, finsam_wide};
use finsam::domain::money::Unit;
use finsam::domain::period::Period;
use finsam::render::csv::{self, Dialect};
use finsam::render::document::Document;
use finsam::render::manifest::{
    Again, Detached, Figure, Form, Manifest, PROGRAM, Placed, Verdict, detach, in_json, verify,
};
use finsam::render::page::Page;
use finsam::render::{json, markdown, table};
use finsam::statement::{self, Asked, Statement};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FORMS: [Form; 4] = [Form::Text, Form::Json, Form::Csv, Form::Markup];

/// A report as it is written, and what it takes to make it again.
struct Written {
    file: String,
    found: Detached,
    placed: Vec<Figure>,
}

impl Written {
    fn verdict(&self, file: &str) -> Option<Verdict> {
        let found = detach(file)?;
        let again = Again { body: &self.found.body, manifest: &self.found.manifest, placed: &self.placed };
        Some(verify(file, &found, &self.found.manifest.inputs, Some(&again)))
    }
}

fn statement_of(name: &str) -> Statement {
    let asked = Asked { year: year(2025), period: Period::Helar, scenario: 0 };
    let made = match name {
        "drift" => statement::drift(economy(), &asked),
        "balans" => statement::balans(economy(), &asked),
        _ => statement::resultat(economy(), &asked),
    };
    made.expect("the year is in the books")
}

fn written_as(form: Form, statement: &Statement, unit: Unit) -> Written {
    let page = Page {
        forbund: statement.forbund.clone(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("the day exists"),
        inputs: "00000000".to_owned(),
        width: 100,
        show_ids: false,
        placed: Placed::noting(),
    };
    let body = match form {
        Form::Text => table::with_header(statement, unit, &page),
        Form::Json => json::statement(statement, &page),
        Form::Csv => csv::document(&Document::of(statement, unit), &page, Dialect::Standard),
        _ => markdown::document(&Document::of(statement, unit), &page),
    };
    let placed = page.placed.figures();
    let figures: BTreeMap<String, String> = match form {
        Form::Json => in_json(&serde_json::from_str(&body).expect("JSON")),
        _ => placed.iter().map(|figure| (figure.id.clone(), figure.value.clone())).collect(),
    };
    let manifest = Manifest {
        program: PROGRAM.to_owned(),
        date: page.date,
        width: (form == Form::Text).then_some(100),
        command: vec![statement.report.to_owned(), "2025".to_owned()],
        inputs: BTreeMap::from([("budgets/2025.toml".to_owned(), "0".repeat(64))]),
        figures,
        body: String::new(),
    };
    let file = form.attach(&body, &manifest);
    let found = detach(&file).expect("what was written can be read");
    Written { file, found, placed }
}

#[test]
fn a_report_as_it_was_written_matches() {
    for name in ["drift", "balans", "resultat"] {
        for form in FORMS {
            for unit in [Unit::Kr, Unit::Tkr, Unit::Mnkr] {
                let report = written_as(form, &statement_of(name), unit);
                let verdict = report.verdict(&report.file).expect("a manifest");
                assert!(verdict.matches(), "{name} {form:?}: {verdict:?}");
            }
        }
    }
}

#[test]
fn hundreds_of_changed_bytes_are_all_detected() {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for name in ["drift", "balans"] {
        for form in FORMS {
            let report = written_as(form, &statement_of(name), Unit::Tkr);
            for _ in 0..150 {
                let (at, bytes) = one_byte_changed(report.file.as_bytes(), &mut random);
                let Ok(file) = String::from_utf8(bytes) else { continue };
                let matches = report.verdict(&file).is_some_and(|verdict| verdict.matches());
                assert!(!matches, "{name} {form:?}: byte {at}");
            }
        }
    }
}

/// Every digit of a table of text with the figure it belongs to, found by the row's label and the column's place from the right.
fn digits(report: &Written, statement: &Statement) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    let mut start = 0;
    for line in report.found.body.split('\n') {
        let row =
            statement.rows.iter().find(|row| line.starts_with(&row.label) && line.trim_end().len() > row.label.len());
        let words: Vec<(usize, &str)> = line
            .split(' ')
            .scan(0, |at, word| {
                let from = *at;
                *at += word.len() + 1;
                Some((from, word))
            })
            .filter(|(_, word)| !word.is_empty())
            .collect();
        if let Some(row) = row.filter(|_| !line.contains('·')) {
            for (back, column) in statement.columns.iter().rev().enumerate() {
                let Some((from, word)) = words.len().checked_sub(back + 1).and_then(|at| words.get(at)) else {
                    continue;
                };
                let id = format!("{}/2025/{}/{}", statement.report, row.id, column.id);
                let digit = |(at, c): (usize, char)| c.is_ascii_digit().then(|| (start + from + at, id.clone()));
                all.extend(word.char_indices().filter_map(digit));
            }
        }
        start += line.len() + 1;
    }
    all
}

#[test]
fn a_changed_digit_names_its_figure() {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for (name, unit) in [("drift", Unit::Kr), ("drift", Unit::Tkr), ("resultat", Unit::Kr), ("balans", Unit::Tkr)] {
        let statement = statement_of(name);
        let report = written_as(Form::Text, &statement, unit);
        let digits = digits(&report, &statement);
        assert!(digits.len() > 50, "{name}");
        for _ in 0..60 {
            let (at, id) = &digits[random.next_u32() as usize % digits.len()];
            let mut bytes = report.file.clone().into_bytes();
            bytes[*at] = if bytes[*at] == b'9' { b'0' } else { bytes[*at] + 1 };
            let file = String::from_utf8(bytes).expect("digits are text");
            let verdict = report.verdict(&file).expect("the manifest is untouched");
            assert!(!verdict.body_is_whole && verdict.manifest_is_whole);
            assert!(verdict.touched.contains(id), "{name}: {id} is not among {:?}", verdict.touched);
            assert!(verdict.touched.len() <= 2, "{name}: {id}: nothing else is named: {:?}", verdict.touched);
        }
    }
}

#[test]
fn a_changed_figure_of_json_csv_and_markdown_is_named() {
    let statement = statement_of("drift");
    for (form, from, to) in [
        (Form::Json, "\"17210000.00\"", "\"17210001.00\""),
        (Form::Csv, ",17210000.00,", ",17210001.00,"),
        (Form::Markup, "17\u{a0}210\u{a0}000", "17\u{a0}210\u{a0}001"),
    ] {
        let report = written_as(form, &statement, Unit::Kr);
        let file = report.file.replacen(from, to, 1);
        assert_ne!(file, report.file, "{form:?}");
        let verdict = report.verdict(&file).expect("the manifest is untouched");
        assert_eq!(verdict.touched, ["drift/2025/kostnader/budget"], "{form:?}");
        assert!(!verdict.is_complete(), "{form:?}: the report has another figure than its manifest");
    }
}

#[test]
fn integrity_and_completeness_are_apart() {
    let report = written_as(Form::Json, &statement_of("drift"), Unit::Kr);
    // A figure is taken out of the manifest, and it is sealed anew: every byte is as it was written, and it is not complete.
    let mut manifest = report.found.manifest.clone();
    manifest.figures.remove("drift/2025/resultat/utfall");
    let file = Form::Json.attach(&report.found.body, &manifest);
    let verdict = report.verdict(&file).expect("a manifest");
    assert!(verdict.body_is_whole && verdict.manifest_is_whole && !verdict.is_complete());
    assert_eq!(verdict.not_in_manifest, ["drift/2025/resultat/utfall"]);
    // And one that the report has not.
    manifest.figures = report.found.manifest.figures.clone();
    manifest.figures.insert("drift/2025/egen/utfall".to_owned(), "1.00".to_owned());
    let file = Form::Json.attach(&report.found.body, &manifest);
    let verdict = report.verdict(&file).expect("a manifest");
    assert_eq!(verdict.not_in_report, ["drift/2025/egen/utfall"]);
    // A byte changed in the words leaves it complete.
    let file = report.file.replacen("Driftredovisning", "driftredovisning", 1);
    if file != report.file {
        let verdict = report.verdict(&file).expect("a manifest");
        assert!(!verdict.is_whole() && verdict.is_complete());
    }
    // A report that is made up and sealed is seen by being made again.
    let body = report.found.body.replace("-485071.00", "485071.00");
    let mut manifest = report.found.manifest.clone();
    manifest.figures = in_json(&serde_json::from_str(&body).expect("JSON"));
    let file = Form::Json.attach(&body, &manifest);
    let verdict = report.verdict(&file).expect("a manifest");
    assert!(verdict.body_is_whole && verdict.manifest_is_whole && !verdict.matches());
    let changed = verdict.figures.iter().find(|figure| figure.id == "drift/2025/resultat/utfall").expect("the figure");
    assert_eq!((changed.then.as_deref(), changed.now.as_deref()), (Some("485071.00"), Some("-485071.00")));
}

/// The invented förbund in a folder of its own.
fn world() -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad/base")), world.path());
    world
}

fn verified(folder: &Path, file: &str) -> (i32, Value) {
    let ran = finsam_wide(folder, &["granska", "--rapport", file, "--format", "json"], "80");
    assert_eq!(ran.err, "");
    (ran.code, serde_json::from_str(&ran.out).expect("JSON"))
}

#[test]
fn a_changed_input_is_detected_and_the_figures_that_change_are_named() {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let world = world();
    let report = ["resultat", "2025"];
    written(world.path(), &report, &world.path().join("r.txt"), "100");
    let figures = || -> Option<BTreeMap<String, String>> {
        let ran = finsam(world.path(), &[&report[..], &["--format", "json"]].concat());
        (ran.code == 0).then(|| in_json(&serde_json::from_str(&ran.out).expect("JSON")))
    };
    let before = figures().expect("the base has no faults");
    let path = world.path().join("budgets/2025.toml");
    let text = fs::read_to_string(&path).expect("the year");
    let digits: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut remade = 0;
    for _ in 0..30 {
        let at = digits[random.next_u32() as usize % digits.len()];
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'9' { b'1' } else { bytes[at] + 1 };
        fs::write(&path, &bytes).expect("the world can be written");
        let (code, found) = verified(world.path(), "r.txt");
        assert_eq!(code, 5, "digit {at}");
        let inputs = found["indata"].as_array().expect("inputs");
        assert!(inputs.iter().any(|input| input["fil"] == "budgets/2025.toml" && input["utfall"] == "andrad"));
        assert_eq!(found["oforandrad"], true, "the report itself is as it was");
        let Some(now) = figures() else {
            assert!(found["omrakning_gick_inte"].is_string(), "digit {at}: the files are faulty");
            continue;
        };
        remade += 1;
        for (id, value) in &before {
            let of = found["siffror"].as_array().expect("figures").iter().find(|figure| figure["id"] == **id);
            let fate = of.map(|figure| figure["utfall"].as_str().expect("a word"));
            let expected = if now.get(id) == Some(value) { "samma" } else { "andrad" };
            assert_eq!(fate, Some(expected), "digit {at}: {id}");
        }
    }
    assert!(remade > 3, "some changes leave files without faults: {remade}");
}

#[test]
fn a_report_saved_with_other_line_ends_is_read() {
    let world = world();
    for name in ["r.txt", "r.md", "r.csv", "r.json"] {
        let path = world.path().join(name);
        let format = name.split('.').next_back().expect("an ending");
        written(world.path(), &["resultat", "2025", "--format", format], &path, "100");
        let text = fs::read_to_string(&path).expect("the report");
        let is_csv = text.contains("\r\n");
        let other = if is_csv { text.replace("\r\n", "\n") } else { text.replace('\n', "\r\n") };
        fs::write(&path, other).expect("the world can be written");
        let ran = finsam_wide(world.path(), &["granska", "--rapport", name], "100");
        assert_eq!((ran.code, ran.err.as_str()), (5, ""), "{name}");
        assert!(ran.out.contains("Bara radsluten är andra än när filen skrevs"), "{name}: {}", ran.out);
        assert!(ran.out.contains("Fullständig: ja."), "{name}: {}", ran.out);
    }
}

#[test]
fn a_missing_input_is_said() {
    let world = world();
    written(world.path(), &["resultat", "2025"], &world.path().join("r.md"), "100");
    assert_eq!(verified(world.path(), "r.md").0, 0);
    fs::remove_file(world.path().join("scenarios/plan.toml")).expect("there is a scenario");
    let (code, found) = verified(world.path(), "r.md");
    assert_eq!(code, 5);
    let inputs = found["indata"].as_array().expect("inputs");
    assert!(inputs.iter().any(|input| input["fil"] == "scenarios/plan.toml" && input["utfall"] == "saknas"));
}

#[test]
fn a_follow_up_finds_its_bookkeeping_beside_the_report() {
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/exempel")), world.path());
    let args = ["uppfoljning", "2026", "T2", "--sie", "bokforing-2026-08.se"];
    written(world.path(), &args, &world.path().join("u.csv"), "100");
    assert_eq!(verified(world.path(), "u.csv").0, 0);
    let sie = world.path().join("bokforing-2026-08.se");
    let mut bytes = fs::read(&sie).expect("the bookkeeping");
    bytes.extend(b"\r\n");
    fs::write(&sie, bytes).expect("the world can be written");
    assert_eq!(verified(world.path(), "u.csv").0, 5);
}

#[test]
fn the_page_says_what_a_revisor_asks() {
    let world = world();
    written(world.path(), &["resultat", "2025"], &world.path().join("r.txt"), "100");
    let ran = finsam_wide(world.path(), &["granska", "--rapport", "r.txt"], "80");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!("rapport-hel", ran.out);
    let path = world.path().join("budgets/2025.toml");
    let text = fs::read_to_string(&path)
        .expect("the year")
        .replace("finansiella_intakter = 10_000", "finansiella_intakter = 20_000");
    fs::write(&path, text.replace("likvida_medel = 620_000", "likvida_medel = 630_000"))
        .expect("the world can be written");
    let file = world.path().join("r.txt");
    let report = fs::read_to_string(&file).expect("the report").replacen("110\u{a0}000", "119\u{a0}000", 1);
    fs::write(&file, report).expect("the world can be written");
    let ran = finsam_wide(world.path(), &["granska", "--rapport", "r.txt"], "80");
    assert_eq!((ran.code, ran.err.as_str()), (5, ""));
    insta::assert_snapshot!("rapport-andrad", ran.out);
}

/// The example förbund in a folder of its own.
fn example() -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/exempel")), world.path());
    world
}

fn exported(world: &Path, args: &[&str], file: &str) -> Vec<u8> {
    let ran = finsam_wide(world, &[args, &["-o", file]].concat(), "100");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{args:?}: {}", ran.err);
    fs::read(world.join(file)).expect("the file is written")
}

/// Exit code, the figures that are touched, and what is said.
fn judged(world: &Path, file: &str) -> (i32, Value) {
    let ran = finsam_wide(world, &["granska", "--rapport", file, "--format", "json"], "80");
    (ran.code, serde_json::from_str(&ran.out).unwrap_or_default())
}

#[test]
fn a_sie_file_proves_itself_and_other_readers_take_it() {
    let world = example();
    for (args, file) in [
        (&["exportera", "2025", "--sie"][..], "bokslut.se"),
        (&["exportera", "2026", "--sie", "--budget"], "budget.se"),
    ] {
        let bytes = exported(world.path(), args, file);
        assert_eq!(exported(world.path(), args, file), bytes, "two runs are the same to the byte");
        let (code, found) = judged(world.path(), file);
        assert_eq!((code, found["oforandrad"].as_bool(), found["fullstandig"].as_bool()), (0, Some(true), Some(true)));
        let ran = finsam_wide(world.path(), &["granska", "--rapport", file], "80");
        assert_eq!(ran.err, "", "what was said of the letters when it was written is not said again");
        // Without its manifest it is what is printed, checksum and all.
        let bare = support_bytes(world.path(), args);
        let text = Form::Sie.text(&bytes).expect("a SIE file");
        assert_eq!(Some(detach(&text).expect("a manifest").body), Form::Sie.text(&bare), "{file}");
        let read = finsam::sie::read(&mut bytes.as_slice(), finsam::sie::Options::default()).expect("it is read");
        assert!(read.findings.is_empty(), "{file}: {:?}", read.findings);
    }
}

/// What a command prints, as bytes.
fn support_bytes(world: &Path, args: &[&str]) -> Vec<u8> {
    let program = env!("CARGO_BIN_EXE_finsam");
    let mut command = std::process::Command::new(program);
    let answer = command.env_clear().current_dir(world).args(args).args(["--idag", crate::support::TODAY]);
    answer.output().expect("the program runs").stdout
}

/// Every digit of every amount in a SIE file, changed: its figure is named with what stands and what should. 620 000 that is 720 000.
#[test]
fn an_altered_amount_of_a_sie_file_is_named() {
    let world = example();
    let bytes = exported(world.path(), &["exportera", "2025", "--sie"], "a.se");
    let text = Form::Sie.text(&bytes).expect("a SIE file");
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let amounts: Vec<&str> =
        text.lines().filter(|line| ["#IB", "#UB", "#RES", "#TRANS"].iter().any(|of| line.starts_with(of))).collect();
    assert!(amounts.len() > 20);
    for _ in 0..12 {
        let line = amounts[random.next_u32() as usize % amounts.len()];
        let (head, amount) = line.rsplit_once(' ').expect("an amount is last");
        let account = head.split(' ').find(|word| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit()));
        let other = format!("{head} {}", amount.replacen(|c: char| c.is_ascii_digit(), "8", 1));
        if other == line {
            continue;
        }
        let altered = text.replacen(&format!("{line}\r\n"), &format!("{other}\r\n"), 1);
        fs::write(world.path().join("b.se"), finsam::sie::prosa::bytes(&altered)).expect("written");
        let (code, found) = judged(world.path(), "b.se");
        assert_eq!((code, found["manifestet_oforandrat"].as_bool()), (5, Some(true)), "{line}");
        let touched = found["rorda_siffror"].as_array().expect("figures");
        assert_eq!(touched.len(), 1, "{line}: {touched:?}");
        let id = touched[0].as_str().expect("an id");
        assert!(account.is_some_and(|account| id.starts_with(&format!("exportera/2025/{account}"))), "{line}: {id}");
    }
    // A byte anywhere, also in the manifest and the checksum.
    for _ in 0..25 {
        let (at, changed) = one_byte_changed(&bytes, &mut random);
        fs::write(world.path().join("b.se"), changed).expect("written");
        let ran = finsam_wide(world.path(), &["granska", "--rapport", "b.se"], "80");
        assert_eq!(ran.code, 5, "byte {at}: {}", ran.out);
    }
}

/// A workbook's files by name, some of one file replaced.
fn altered_workbook(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file in the zip");
        let name = file.name().expect("a name").into_owned();
        let mut held = Vec::new();
        file.read_to_end(&mut held).expect("it can be read");
        if name == part {
            let text = String::from_utf8(held).expect("its files are text");
            let other = change(&text);
            assert_ne!(other, text, "something is changed in {part}");
            held = other.into_bytes();
        }
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a file begins");
        writer.write_all(&held).expect("it can be written");
    }
    writer.finish().expect("the zip ends").into_inner()
}

/// The cell of the sheet Balans that a name is for: `B16`.
fn cell_of(bytes: &[u8], name: &str) -> String {
    let cells = Form::Xlsx.text(bytes).expect("a workbook");
    let at =
        cells.lines().find_map(|line| line.strip_prefix(&format!("namn {name}\tBalans!"))).expect("the name is there");
    at.to_owned()
}

/// One cell's result is another: the figure is named, and the cell with what stands and what should. −485 071 kr is the result of 2025.
#[test]
fn an_altered_cell_of_a_workbook_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plan.xlsx");
    let name = path.to_str().expect("a path in UTF-8");
    let bytes = exported(root, &["rapport"], name);
    let (code, found) = judged(root, name);
    assert_eq!((code, found["oforandrad"].as_bool(), found["fullstandig"].as_bool()), (0, Some(true), Some(true)));
    let said = |found: &Value| found["omdome"].to_string();
    assert!(said(&found).contains("densamma byte för byte"), "{found}");
    let cell = cell_of(&bytes, "balans_2025_arets_resultat");
    let sheet = "xl/worksheets/sheet4.xml";
    let begins = format!("<c r=\"{cell}\"");
    let within = |text: &str, from: &str, to: &str, with: &str| {
        let at = text.find(&begins).expect("the cell is there");
        let start = at + text[at..].find(from).expect("the cell has it") + from.len();
        let end = start + text[start..].find(to).expect("it ends");
        format!("{}{with}{}", &text[..start], &text[end..])
    };
    let try_it = |bytes: Vec<u8>| {
        fs::write(&path, bytes).expect("the workbook is written");
        let (code, found) = judged(root, name);
        assert_eq!(code, 5, "{found}");
        found
    };
    let found = try_it(altered_workbook(&bytes, sheet, |text| within(text, "<v>", "</v>", "485071")));
    assert_eq!(found["andrade_celler"][0]["ruta"].as_str(), Some(format!("Balans!{cell}").as_str()));
    assert_eq!(found["andrade_celler"][0]["ska_vara"], "-485071");
    let found = try_it(altered_workbook(&bytes, sheet, |text| within(text, "<v>", "</v>", "-385071")));
    assert_eq!(found["rorda_siffror"], serde_json::json!(["balans/2025/arets_resultat"]));
    assert!(
        said(&found).contains("står −385\u{a0}071,00, ska vara −485\u{a0}071,00") || said(&found).contains("385"),
        "{found}"
    );
    // The result stands, and the formula would give another when the workbook reckons.
    let found = try_it(altered_workbook(&bytes, sheet, |text| within(text, "<f>", "</f>", "1+1")));
    assert_eq!(found["andrade_celler"][0]["star"], "=1+1");
    assert_eq!(found["rorda_siffror"], serde_json::json!([]));
    // A name that is for another cell, and a manifest that is another.
    let of_name = |text: &str| text.replacen(&format!("$B${}", &cell[1..]), "$B$1", 1);
    let found = try_it(altered_workbook(&bytes, "xl/workbook.xml", of_name));
    assert!(found["andrade_celler"][0]["ruta"].as_str().expect("a name").starts_with("namn "), "{found}");
    let of_manifest = |text: &str| text.replacen("balans/2025/arets_resultat", "balans/2025/arets_resultat_2", 1);
    let changed =
        altered_workbook(&bytes, "xl/sharedStrings.xml", |text| match text.contains("balans/2025/arets_resultat") {
            true => of_manifest(text),
            false => text.replacen("siffror", "siffrorna", 1),
        });
    assert_eq!(try_it(changed)["manifestet_oforandrat"], false);
}

/// A workbook that another program saves is another file with the same cells. Skipped where LibreOffice is missing.
#[test]
fn a_workbook_that_is_saved_again_is_the_same_cell_by_cell() {
    let Some(mut office) = crate::support::program("soffice") else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plan.xlsx");
    exported(root, &["rapport"], path.to_str().expect("a path in UTF-8"));
    let again = folder.path().join("igen");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profil").display());
    let saved = office.arg(profile).args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(&again).arg(&path);
    assert!(saved.output().expect("it runs").status.success());
    let ran = finsam_wide(root, &["granska", "--rapport", again.join("plan.xlsx").to_str().expect("a path")], "100");
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("Oförändrad: ja, cell för cell."), "{}", ran.out);
}

/// Every printed number of the board's page, one at a time: it is detected, and said what stands and what should; of a table's figure, which
/// leads to its derivation, the id is named besides.
#[test]
fn an_altered_figure_of_a_page_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("rapport.html");
    let name = path.to_str().expect("a path in UTF-8");
    let page = String::from_utf8(exported(root, &["rapport"], name)).expect("a page is text");
    let body = &page[..page.find("<!-- finsam manifest").expect("the manifest is last")];
    let begins = body.find("</style>").expect("the style comes first");
    let shown: Vec<(usize, &str)> = (body.match_indices('>').filter(|(at, _)| *at > begins))
        .filter_map(|(at, _)| Some((at + 1, body[at + 1..].split('<').next()?)))
        .filter(|(_, text)| text.contains(|c: char| c.is_ascii_digit()))
        .collect();
    let is_in_a_table = |at: usize| {
        let line = &body[body[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        line.starts_with("<th scope=\"row\">")
            && line.rfind("<td class=\"h\"><a href=").is_some_and(|td| !line[td..].contains("</td>"))
    };
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "\u{2212}\u{a0},%".contains(c));
    let (tables, others): (Vec<_>, Vec<_>) =
        shown.into_iter().partition(|(at, text)| is_number(text) && is_in_a_table(*at));
    assert!(tables.len() > 200 && others.len() > 700, "{} {}", tables.len(), others.len());
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for turn in 0..20 {
        let shown = if turn < 12 { &tables } else { &others };
        let (at, text) = shown[random.next_u32() as usize % shown.len()];
        let digit = at + text.find(|c: char| c.is_ascii_digit()).expect("it has a digit");
        let other = if page.as_bytes()[digit] == b'7' { "1" } else { "7" };
        let altered = format!("{}{other}{}", &page[..digit], &page[digit + 1..]);
        fs::write(&path, &altered).expect("the page is written");
        let (code, found) = judged(root, name);
        assert_eq!((code, found["rapporten_oforandrad"].as_bool()), (5, Some(false)), "{text}");
        let said = found["omdome"][0].as_str().expect("a verdict").replace(' ', "\u{a0}");
        let changed = altered[at..].split('<').next().expect("a text").trim().replace(' ', "\u{a0}");
        let changed: String = changed.chars().take(40).collect();
        assert!(said.contains(&changed), "{changed} is not in: {said}");
        if turn < 12 {
            let touched = found["rorda_siffror"].as_array().expect("figures");
            assert!(!touched.is_empty() && touched.len() <= 3, "{text}: {touched:?}");
        }
    }
}

/// What is said of a file that was written and then altered.
fn altered(args: &[&str], file: &str, alter: impl Fn(&str) -> String) -> String {
    let world = example();
    let text = String::from_utf8(exported(world.path(), args, file)).expect("a text");
    let other = alter(&text);
    assert_ne!(other, text, "{file} is altered");
    fs::write(world.path().join(file), other).expect("the file is written");
    finsam_wide(world.path(), &["granska", "--rapport", file], "200").out.replace('\u{a0}', " ")
}

#[test]
fn a_row_that_is_gone_is_said_to_be_gone() {
    for file in ["drift.txt", "drift.csv", "drift.md"] {
        let gone = |text: &str| {
            let at = text.lines().position(|line| line.contains("Summa kostnader")).expect("the row is there");
            text.split_inclusive('\n').enumerate().filter(|(line, _)| *line != at).map(|(_, line)| line).collect()
        };
        let said = altered(&["drift", "2025"], file, gone);
        assert!(said.contains("Fullständig: nej. Saknas i rapporten: drift/2025/kostnader/"), "{file}: {said}");
        assert!(!said.contains("annat värde"), "{file}: {said}");
    }
}

#[test]
fn text_after_the_manifest_is_no_change_of_it() {
    let said = altered(&["drift", "2025"], "drift.txt", |text| format!("{text}\nTillagt efteråt.\n"));
    assert!(said.contains("Oförändrad: nej. Text står efter manifestet."), "{said}");
    let said = altered(&["drift", "2025"], "drift.txt", |text| {
        text.replacen("kostnader avvikelse=", "kostnader avvikelse=1", 1)
    });
    assert!(said.contains("Manifestet är ändrat") && !said.contains("Text står efter manifestet"), "{said}");
}

#[test]
fn a_report_without_figures_has_none_to_compare() {
    let said = altered(&["exportera", "--hledger"], "a.journal", |text| text.replacen("2025-", "2024-", 1));
    assert!(said.contains("Fullständig: inga siffror att jämföra. Rapporten som helhet är ändrad."), "{said}");
    let world = example();
    exported(world.path(), &["exportera", "--hledger"], "a.journal");
    let said = finsam_wide(world.path(), &["granska", "--rapport", "a.journal"], "200").out;
    assert!(said.contains("Fullständig: inga siffror att jämföra. Rapporten som helhet är oförändrad."), "{said}");
}
