//! The files of tests/sie, each against a count of its own that knows nothing of the reader.

use super::{lines, read};
use finsam::sie::FindingKind;
use finsam::sie::encoding::Encoding;
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sie");
    let mut files: Vec<PathBuf> = (std::fs::read_dir(folder).expect("the samples"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_none_or(|ending| ending != "md"))
        .collect();
    files.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel/bokforing-2026-08.se"));
    files.sort();
    files
}

fn sample(name: &str) -> Vec<u8> {
    let path = samples().into_iter().find(|path| path.ends_with(name)).expect("the sample");
    std::fs::read(path).expect("the sample can be read")
}

/// `#TRANS` rows and their sum in öre, counted by splitting at the brace: rows, and the sum of what follows the list.
fn counted(bytes: &[u8]) -> (usize, i64) {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let rows = text.lines().map(str::trim).filter(|line| line.starts_with("#TRANS"));
    let amount = |line: &str| {
        let field = line.split('}').nth(1).and_then(|rest| rest.split_whitespace().next()).expect("an amount");
        let (whole, decimals) = field.split_once('.').unwrap_or((field, ""));
        let ore: i64 = format!("{whole}{decimals:0<2}").parse().expect("a number");
        ore
    };
    rows.fold((0, 0), |(count, sum), line| (count + 1, sum + amount(line)))
}

#[test]
fn every_row_of_every_sample_is_read() {
    for path in samples() {
        let bytes = std::fs::read(&path).expect("the sample can be read");
        let file = read(&bytes);
        let (count, sum) = counted(&bytes);
        assert_eq!(file.rows.len() as usize, count, "{}", path.display());
        assert_eq!(file.rows.amount.iter().map(|amount| amount.ore()).sum::<i64>(), sum, "{}", path.display());
        let vouchers = bytes.split(|byte| *byte == b'\n').filter(|line| line.trim_ascii().starts_with(b"#VER")).count();
        assert_eq!(file.vouchers.len(), vouchers, "{}", path.display());
    }
}

#[test]
fn encodings_are_told_from_the_bytes() {
    let encoding = |name| read(&sample(name)).reading.encoding;
    assert_eq!(encoding("pysie-utf8.se"), Encoding::Utf8);
    assert_eq!(encoding("sie-mcp-exempel.se"), Encoding::Cp437);
    let company = |name| read(&sample(name)).header.company;
    assert_eq!(company("test.SI").as_deref(), Some("Testföretaget"));
    assert_eq!(company("test_sie4.se").as_deref(), Some("Testföretag AB"));
}

#[test]
fn a_whole_file_agrees_with_itself() {
    let file = read(&sample("sie-mcp-exempel.se"));
    assert!(file.findings.is_empty(), "{:?}", file.findings);
    // The invented year: everything holds, its checksum too, and only the employee's object was left out.
    let file = read(&sample("bokforing-2026-08.se"));
    assert_eq!(file.reading.ksumma, Some(true));
    assert_eq!(file.reading.corrections, 2);
    assert!(file.findings.iter().all(|finding| finding.kind == FindingKind::PersonsDropped), "{:?}", file.findings);
}

#[test]
fn what_does_not_hold_in_a_sample_is_said_with_its_line() {
    let file = read(&sample("pysie-utf8.se"));
    // 1930 and 2081 have rows but closing balances of 0; 8999 has a result of .20 and no rows.
    assert_eq!(lines(&file, FindingKind::ClosingDiffers), [2451, 2452]);
    assert_eq!(lines(&file, FindingKind::ResultDiffers), [2457, 2460]);
    assert_eq!(lines(&file, FindingKind::OutsideYear), [2461, 2466]);
    assert_eq!(lines(&file, FindingKind::OddAmount), [2460]);
}
