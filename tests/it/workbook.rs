//! The workbook, recalculated by LibreOffice from its formulas alone, is the engine to the öre; also after an assumption is changed in
//! both. Skipped where LibreOffice is missing, unless `FINSAM_KRAV` demands it.

use crate::support::{TODAY, copy_over, finsam, program};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

/// A sheet's name and a cell: `Drift`, `B7`.
type Cell = (String, String);

/// The files of a workbook, each with its name.
type Parts = Vec<(String, Vec<u8>)>;

/// A workbook's files by name.
fn unzipped(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook is a zip");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a file in the zip");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("it can be read");
            (file.name().expect("a name in the zip").into_owned(), bytes)
        })
        .collect()
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a file begins");
        writer.write_all(bytes).expect("it can be written");
    }
    writer.finish().expect("the zip ends").into_inner()
}

/// The names of the sheets, in order.
fn sheets(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let book = text(files, "xl/workbook.xml");
    book.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

fn text(files: &[(String, Vec<u8>)], name: &str) -> String {
    let (_, bytes) = files.iter().find(|(other, _)| other == name).expect("the file is in the workbook");
    String::from_utf8(bytes.clone()).expect("its files are text")
}

/// Each cell with its start and what it holds: `B7`, the XML of the cell.
fn cells(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    sheet.split("<c r=\"").skip(1).map(|rest| {
        let (cell, rest) = rest.split_once('"').expect("a cell has a name");
        (cell, rest.split("</c>").next().unwrap_or_default())
    })
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    text.split_once(from)?.1.split_once(to).map(|(between, _)| between)
}

/// What the engine says every formula is.
fn engine(files: &[(String, Vec<u8>)]) -> BTreeMap<Cell, String> {
    let mut values = BTreeMap::new();
    for (at, name) in sheets(files).iter().enumerate() {
        let sheet = text(files, &format!("xl/worksheets/sheet{}.xml", at + 1));
        for (cell, xml) in cells(&sheet).filter(|(_, xml)| xml.contains("<f>")) {
            let value = between(xml, "<v>", "</v>").expect("a formula has a result");
            values.insert((name.clone(), cell.to_owned()), value.to_owned());
        }
    }
    values
}

/// The workbook without the results of its formulas, and with another number in some cells of the sheet of assumptions.
fn stripped(files: &[(String, Vec<u8>)], changes: &[(String, &str)]) -> Vec<u8> {
    let names = sheets(files);
    let mut files = files.to_vec();
    for (at, name) in names.iter().enumerate() {
        let path = format!("xl/worksheets/sheet{}.xml", at + 1);
        let mut sheet = String::new();
        let original = text(&files, &path);
        let mut rest = original.as_str();
        while let Some((before, after)) = rest.split_once("</f><v>") {
            sheet.push_str(before);
            sheet.push_str("</f>");
            rest = after.split_once("</v>").expect("a result ends").1;
        }
        sheet.push_str(rest);
        for (cell, value) in changes.iter().filter(|_| name == "Antaganden") {
            let start = sheet.find(&format!("<c r=\"{cell}\"")).expect("the cell is there");
            let from = start + sheet[start..].find("<v>").expect("it has a number") + 3;
            let to = from + sheet[from..].find("</v>").expect("which ends");
            sheet.replace_range(from..to, value);
        }
        let (_, bytes) = files.iter_mut().find(|(other, _)| *other == path).expect("the sheet is there");
        *bytes = sheet.into_bytes();
    }
    zipped(&files)
}

/// What LibreOffice makes of the workbooks, each by its file's stem.
fn recalculated(folder: &Path, stems: &[&str]) -> Option<BTreeMap<String, BTreeMap<Cell, String>>> {
    let mut command = program("soffice")?;
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profil").display());
    // Every sheet as CSV in UTF-8, numbers as they are and not as they are shown.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    command.args(["--headless", &profile, "--convert-to", filter, "--outdir"]).arg(folder.join("csv"));
    command.args(stems.iter().map(|stem| folder.join(format!("{stem}.xlsx"))));
    let output = command.output().expect("LibreOffice starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut books: BTreeMap<String, BTreeMap<Cell, String>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder.join("csv")).expect("sheets are written") {
        let path = entry.expect("a sheet").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let (stem, sheet) = name.split_once('-').expect("the workbook, then the sheet");
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(&path).expect("a CSV file");
        for (row, record) in reader.records().enumerate() {
            for (column, value) in record.expect("a row").iter().enumerate() {
                let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
                let cell = (sheet.to_owned(), format!("{letter}{}", row + 1));
                books.entry(stem.to_owned()).or_default().insert(cell, value.to_owned());
            }
        }
    }
    Some(books)
}

/// A number in ten-thousandths; a spreadsheet writes sixteen digits of what is held in binary.
fn number(text: &str) -> Option<i128> {
    let text = text.replace(',', ".");
    let number = rust_decimal::Decimal::from_scientific(&text).or_else(|_| text.parse()).ok()?;
    let scaled = number.checked_mul(rust_decimal::Decimal::from(10_000))?.round();
    i128::try_from(scaled).ok()
}

/// The cells in which the two differ.
fn differences(engine: &BTreeMap<Cell, String>, reckoned: &BTreeMap<Cell, String>) -> Vec<String> {
    let differs = |(cell, value): (&Cell, &String)| {
        let other = reckoned.get(cell).map_or("", String::as_str);
        let same = number(value).is_some() && number(value) == number(other);
        (!same).then(|| format!("{}!{}: {value}, LibreOffice {other}", cell.0, cell.1))
    };
    engine.iter().filter_map(differs).collect()
}

/// A change of one assumption: in the files, and in the cells of the sheet of assumptions that are called so.
struct Change {
    stem: &'static str,
    scenario: &'static str,
    file: &'static str,
    line: &'static str,
    instead: &'static str,
    called: &'static [&'static str],
    value: &'static str,
}

const CHANGES: [Change; 6] = [
    Change {
        stem: "stat",
        scenario: "plan",
        file: "budgets/2026.toml",
        line: "stat = 6_951_000",
        instead: "stat = 7_013_000",
        called: &["Statens tilldelning 2026"],
        value: "7013000",
    },
    Change {
        stem: "index",
        scenario: "index",
        file: "scenarios/index.toml",
        line: "fran = 2027\nkostnadstyp = \"personal\"",
        // One year of three in a chain: the years around it stay as they were.
        instead: concat!(
            "fran = 2027\ntill = 2027\nkostnadstyp = \"personal\"\nsats = \"3 %\"\nmotiv = \"prov\"\nstatus = \"antagande\"\n\n[[index]]\n",
            "fran = 2028\ntill = 2028\nkostnadstyp = \"personal\"\nsats = \"4,2531 %\"\nmotiv = \"prov\"\nstatus = \"antagande\"\n\n[[index]]\n",
            "fran = 2029\nkostnadstyp = \"personal\"",
        ),
        called: &["Index för personal 2028"],
        value: "0.042531",
    },
    Change {
        stem: "forbrukning",
        scenario: "forbrukning-allt",
        file: "scenarios/forbrukning-allt.toml",
        line: "85,5131 %",
        instead: "91,2345 %",
        called: &["Förbrukningsgrad"],
        value: "0.912345",
    },
    Change {
        stem: "andel",
        scenario: "plan",
        file: "budgets/forbund.toml",
        line: "andel = \"20 %\"\nkalla = { dokument = \"verksamhetsplan-2026\", avsnitt = \"Individinriktade insatser\" }",
        instead: "andel = \"17,37 %\"\nkalla = { dokument = \"verksamhetsplan-2026\", avsnitt = \"Individinriktade insatser\" }",
        called: &["Andel utvecklingsmedel ACTivera"],
        value: "0.1737",
    },
    Change {
        stem: "rad",
        scenario: "index",
        file: "budgets/2026.toml",
        line: "kansli = 2_800_000",
        instead: "kansli = 2_912_345",
        called: &["Kansli och förbundschef Budget 2026"],
        value: "2912345",
    },
    Change {
        stem: "ranta",
        scenario: "plan-ranta",
        file: "scenarios/plan-ranta.toml",
        line: "sats = \"2 %\"",
        instead: "sats = \"2,35 %\"",
        called: &["Räntesats"],
        value: "0.0235",
    },
];

/// Writes the workbook of a scenario of a folder and gives its bytes.
fn workbook(folder: &Path, scenario: &str, to: &Path) -> Vec<u8> {
    let to = to.display().to_string();
    let ran = finsam(folder, &["rapport", "--scenario", scenario, "-o", &to]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    std::fs::read(to).expect("the workbook is written")
}

/// The cells of the sheet of assumptions whose words begin so: those of values in files come before a scenario's, so all that match are
/// changed alike.
fn assumptions(cells: &BTreeMap<Cell, String>, called: &[&str]) -> Vec<String> {
    let rows = cells.iter().filter(|((sheet, cell), _)| sheet == "Antaganden" && cell.starts_with('A'));
    let rows = rows.filter(|((sheet, cell), what)| {
        let of = cells.get(&(sheet.clone(), cell.replace('A', "B"))).map_or("", String::as_str);
        called.iter().any(|called| format!("{what} {of}").starts_with(called))
    });
    rows.map(|((_, cell), _)| cell.replace('A', "C")).collect()
}

/// The worked year with a change that falls on two tertials, in odd kronor and paid for by income, and a part of the changed line spent.
fn with_more_changes(folder: &Path) {
    copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"), folder);
    let append = |file: &str, at: &str, more: &str| {
        let text = std::fs::read_to_string(folder.join(file)).expect("the file is text");
        let at = if at.is_empty() { text.len() } else { text.find(at).expect("where the changes end") };
        std::fs::write(folder.join(file), [&text[..at], more, &text[at..]].concat()).expect("it can be changed");
    };
    append(
        "budgets/2026.toml",
        "# ---- Kommentarer",
        "[[budget.andring]]\ndatum = \"2026-06-12\"\nbeslut = \"styrelsen § 44\"\nslag = \"tillaggsanslag\"\n\
         finansiering = \"intakter\"\nvaraktig = true\nrader = { kansli = 40_001, stodfunktioner = 20_002 }\n\
         intakter = { ovriga_intakter = 60_003 }\n\n",
    );
    append(
        "scenarios/plan.toml",
        "",
        "\n[[forbrukning]]\nfran = 2026\nrader = [\"kansli\"]\ngrad = \"85,5131 %\"\nmotiv = \"prov\"\nstatus = \"antagande\"\n",
    );
}

#[test]
fn libreoffice_reckons_every_formula_to_the_ore_also_after_a_change() {
    if program("soffice").is_none() {
        return;
    }
    let world = tempfile::tempdir().expect("a temporary folder");
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut expected: BTreeMap<String, BTreeMap<Cell, String>> = BTreeMap::new();
    let mut books: Vec<(String, Parts)> = Vec::new();
    for change in &CHANGES {
        let plain = unzipped(&workbook(own, change.scenario, &world.path().join("skriven.xlsx")));
        let stem = format!("fore_{}", change.stem);
        std::fs::write(world.path().join(format!("{stem}.xlsx")), stripped(&plain, &[]))
            .expect("a copy without results");
        expected.insert(stem.clone(), engine(&plain));
        books.push((stem, plain));
    }
    // Another förbund, with budget changes during the year, withheld utvecklingsmedel and other accounts.
    let folder = world.path().join("exempel");
    with_more_changes(&folder);
    let example = unzipped(&workbook(&folder, "plan", &world.path().join("skriven.xlsx")));
    std::fs::write(world.path().join("fore_exempel.xlsx"), stripped(&example, &[])).expect("a copy without results");
    expected.insert("fore_exempel".to_owned(), engine(&example));
    books.push(("fore_exempel".to_owned(), example));
    let stems: Vec<&str> = books.iter().map(|(stem, _)| stem.as_str()).collect();
    let before = recalculated(world.path(), &stems).expect("LibreOffice is there");
    for (stem, engine) in &expected {
        let differing = differences(engine, &before[stem]);
        assert!(engine.len() > 1_000 && differing.is_empty(), "{stem}: {differing:?}");
    }
    let mut after: BTreeMap<String, BTreeMap<Cell, String>> = BTreeMap::new();
    for (change, (stem, plain)) in CHANGES.iter().zip(&books) {
        let rows = assumptions(&before[stem], change.called);
        assert!(!rows.is_empty(), "{}: no assumption is called {:?}", change.stem, change.called);
        let changes: Vec<(String, &str)> = rows.into_iter().map(|cell| (cell, change.value)).collect();
        let to = world.path().join(format!("efter_{}.xlsx", change.stem));
        std::fs::write(to, stripped(plain, &changes)).expect("a changed copy");
        let folder = world.path().join("mapp");
        copy_over(&own.join("budgets"), &folder.join("budgets"));
        copy_over(&own.join("scenarios"), &folder.join("scenarios"));
        let file = folder.join(change.file);
        let text = std::fs::read_to_string(&file).expect("the file is text");
        assert!(text.contains(change.line), "{} has {}", change.file, change.line);
        std::fs::write(&file, text.replacen(change.line, change.instead, 1)).expect("it can be changed");
        let bytes = workbook(&folder, change.scenario, &world.path().join("skriven.xlsx"));
        after.insert(format!("efter_{}", change.stem), engine(&unzipped(&bytes)));
    }
    std::fs::remove_dir_all(world.path().join("csv")).expect("the first answers go");
    let stems: Vec<&str> = after.keys().map(String::as_str).collect();
    let reckoned = recalculated(world.path(), &stems).expect("LibreOffice is there");
    for (stem, engine) in &after {
        let differing = differences(engine, &reckoned[stem]);
        assert!(differing.is_empty(), "{stem}: {} differ: {:?}", differing.len(), &differing[..differing.len().min(8)]);
        let unchanged = &expected[&stem.replace("efter_", "fore_")];
        assert_ne!(engine, unchanged, "{stem} changes nothing");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let world = tempfile::tempdir().expect("a temporary folder");
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [one, other] = ["a.xlsx", "b.xlsx"].map(|name| workbook(own, "index", &world.path().join(name)));
    assert!(one == other, "two runs differ");
    assert!(!one.windows(TODAY.len()).any(|window| window == b"2026-11-25"), "no clock is read");
}

/// A förbund whose name begins like a formula is text, and so is everything else that comes from a file.
#[test]
fn text_that_begins_like_a_formula_is_text() {
    let world = tempfile::tempdir().expect("a temporary folder");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel");
    let folder = world.path().join("mapp");
    copy_over(&own.join("budgets"), &folder.join("budgets"));
    copy_over(&own.join("scenarios"), &folder.join("scenarios"));
    let file = folder.join("budgets/forbund.toml");
    let text = std::fs::read_to_string(&file).expect("the file is text");
    let name = "Samordningsförbundet Exempelbygden";
    assert!(text.contains(name));
    std::fs::write(&file, text.replace(name, "=HYPERLINK(1)")).expect("it can be changed");
    let files = unzipped(&workbook(&folder, "plan", &world.path().join("a.xlsx")));
    assert!(self::text(&files, "xl/sharedStrings.xml").contains("=HYPERLINK(1)"), "the name is shown");
    for (name, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("<f>HYPERLINK"), "{name} has it as a formula");
    }
}

/// Every number outside the sheet of assumptions is a formula, and no text from a file is one.
#[test]
fn only_assumptions_are_constants() {
    let world = tempfile::tempdir().expect("a temporary folder");
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = unzipped(&workbook(own, "plan-ranta", &world.path().join("a.xlsx")));
    for (at, name) in sheets(&files).iter().enumerate() {
        let sheet = text(&files, &format!("xl/worksheets/sheet{}.xml", at + 1));
        for (cell, xml) in cells(&sheet) {
            let is_constant =
                xml.contains("<v>") && !xml.contains("<f>") && !xml.starts_with(" t=\"s\"") && !xml.contains("t=\"s\"");
            assert!(!is_constant || name == "Antaganden", "{name}!{cell} is a constant: {xml}");
            assert!(!xml.contains("<f>") || name != "Antaganden", "{name}!{cell} is a formula");
        }
    }
}
