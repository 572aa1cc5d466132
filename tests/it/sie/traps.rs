//! One small file for each trap of the format and of real programs, and one for each kind of finding.

use super::{lines, read};
use finsam::sie::encoding::Encoding;
use finsam::sie::{self, FindingKind as Kind, Options, Refusal, SieFile};
use std::collections::BTreeSet;

/// A head that has nothing to remark on: type 4, the year 2026.
const HEAD: &str = "#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#RAR 0 20260101 20261231\r\n#RAR -1 20250101 20251231\r\n";

fn with_head(rest: &str) -> Vec<u8> {
    format!("{HEAD}{rest}").into_bytes()
}

fn voucher(rows: &str) -> Vec<u8> {
    with_head(&format!("#VER A 1 20260115 Text\r\n{{\r\n{rows}\r\n}}\r\n"))
}

/// Every kind with a file that causes it.
fn causes() -> Vec<(Kind, Vec<u8>)> {
    let balanced = "#TRANS 1930 {} 10\r\n#TRANS 3000 {} -10";
    vec![
        (Kind::Unbalanced, voucher("#TRANS 1930 {} 10.00\r\n#TRANS 3000 {} -8.00")),
        (Kind::BadAmount, voucher("#TRANS 1930 {} tio")),
        (Kind::TooManyDecimals, voucher("#TRANS 1930 {} 10.005")),
        (Kind::NoAmount, voucher("#TRANS 1930 {} \"\"")),
        (Kind::TooFewFields, with_head("#KONTO\r\n")),
        (Kind::OddObjects, voucher("#TRANS 1930 {1 \"10\" 6} 10\r\n#TRANS 3000 {} -10")),
        (Kind::BadDate, with_head("#GEN igår\r\n")),
        (Kind::Stray, with_head("#TRANS 1930 {} 10\r\n")),
        (Kind::Unclosed, with_head(&format!("#VER A 1 20260115\r\n{{\r\n{balanced}\r\n"))),
        (Kind::ClosingDiffers, [voucher(balanced), b"#UB 0 1930 11\r\n#RES 0 3000 -10\r\n".to_vec()].concat()),
        (Kind::ResultDiffers, [voucher(balanced), b"#UB 0 1930 10\r\n#RES 0 3000 -11\r\n".to_vec()].concat()),
        (Kind::MonthsDiffer, with_head("#RES 0 3000 -10\r\n#PSALDO 0 202601 3000 {} -9\r\n")),
        (Kind::OpeningUnbalanced, with_head("#IB 0 1930 10\r\n")),
        (Kind::NoOpening, with_head("#UB -1 1930 10\r\n#UB -1 2010 -10\r\n")),
        (Kind::OpeningDiffers, with_head("#UB -1 1930 5\r\n#UB -1 2010 -5\r\n#IB 0 1930 6\r\n#IB 0 2010 -6\r\n")),
        (Kind::OutsideYear, with_head(&format!("#VER A 1 20251231\r\n{{\r\n{balanced}\r\n}}\r\n"))),
        (Kind::MonthOutsideYear, with_head("#PSALDO 0 201601 3000 {} -9\r\n")),
        (Kind::Repeated, with_head("#RES 0 3000 -9\r\n#RES 0 3000 -9\r\n")),
        (Kind::VoucherTwice, [voucher(balanced), voucher(balanced).split_off(HEAD.len())].concat()),
        (Kind::AccountTwice, with_head("#KONTO 1930 Bank\r\n#KONTO 1930 Kassa\r\n")),
        (Kind::BadChecksum, with_head("#KSUMMA\r\n#KONTO 1930 Bank\r\n#KSUMMA 123456789\r\n")),
        (Kind::Empty, voucher("#BTRANS 1930 {} 10")),
        (Kind::OddAmount, voucher("#TRANS 1930 {} +10,50\r\n#TRANS 3000 {} \"-1 0.50\"")),
        (Kind::OddDate, with_head("#GEN 2026-01-15\r\n")),
        (Kind::Unopened, with_head(&format!("#VER A 1 20260115\r\n{balanced}\r\n}}\r\n"))),
        (Kind::UnclosedQuote, with_head("#KONTO 1930 \"Bank\r\n")),
        (Kind::UnknownAccountKind, with_head("#KTYP 1510 O\r\n")),
        (Kind::UnknownLabel, with_head("#MOMSKOD 3000 10\r\n")),
        (Kind::NotARecord, with_head("hej\r\n")),
        (Kind::NoYear, b"#SIETYP 1\r\n#IB 0 1930 0\r\n".to_vec()),
        (Kind::NoType, b"#RAR 0 20260101 20261231\r\n".to_vec()),
        (Kind::NoThrough, with_head("#PSALDO 0 202601 3000 {} -9\r\n")),
        (Kind::Flagged, b"#FLAGGA 1\r\n#SIETYP 4\r\n".to_vec()),
        (
            Kind::MixedEncoding,
            [&with_head("#FNAMN \"F\u{f6}retag\"\r\n")[..], b"#FNR \"F\x94retag\"\r\n#KONTO 1 F\x94r\r\n"].concat(),
        ),
        (Kind::Damaged, with_head("#VER A 1 20260115 \"K\u{fffd}p\"\r\n{\r\n#TRANS 1 {} 1\r\n#TRANS 2 {} -1\r\n}\r\n")),
        (Kind::PersonsDropped, voucher("#TRANS 1930 {1 10 7 A1} 10\r\n#TRANS 3000 {} -10")),
    ]
}

#[test]
fn every_kind_of_finding_has_a_file_that_causes_it() {
    let causes = causes();
    for (kind, bytes) in &causes {
        let file = read(bytes);
        let found = file.findings.iter().any(|finding| finding.kind == *kind);
        assert!(found, "{kind:?} is not found in\n{}\n{:?}", String::from_utf8_lossy(bytes), file.findings);
    }
    let covered: BTreeSet<Kind> = causes.iter().map(|(kind, _)| *kind).collect();
    let missing: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !covered.contains(kind)).collect();
    assert!(missing.is_empty(), "no file causes {missing:?}");
}

/// The amounts of a file, in order.
fn amounts(file: &SieFile) -> Vec<i64> {
    file.rows.amount.iter().map(|amount| amount.ore()).collect()
}

#[test]
fn an_amount_that_cannot_be_read_is_never_counted() {
    for bad in [
        "tio",
        "1.005",
        "\"\"",
        "--1",
        "1.2.3",
        "1e5",
        "99999999999999999999",
        "\"12 kr\"",
        "-",
        ".",
        "0x10",
        "92233720368547758.08",
    ] {
        let file = read(&voucher(&format!("#TRANS 1930 {{}} {bad}\r\n#TRANS 3000 {{}} 5")));
        assert_eq!(amounts(&file), [500], "{bad}");
        let said: Vec<u32> = file.findings.iter().map(|finding| finding.line).collect();
        assert!(said.contains(&8), "{bad}: the line is said: {:?}", file.findings);
    }
}

#[test]
fn amounts_as_programs_write_them() {
    for (written, ore) in [
        ("1", 100),
        ("1.5", 150),
        ("-0.07", -7),
        (".20", 20),
        ("1234567.89", 123_456_789),
        ("\"5\"", 500),
        // Sixteen digits of kronor take the short road; seventeen the long one, until they do not fit in 64 bits of öre.
        ("9999999999999999.99", 999_999_999_999_999_999),
        ("92233720368547758.07", i64::MAX),
    ] {
        let file = read(&voucher(&format!("#TRANS 1930 {{}} {written}")));
        assert_eq!(amounts(&file), [ore], "{written}");
    }
}

#[test]
fn an_object_list_is_known_again_only_where_its_first_brace_ends_it() {
    // The first list does not end; the second begins as it does, and holds its brace in quotes.
    let file = read(&voucher(
        "#TRANS 1 {1 \"a\r\n#TRANS 1 {1 \"a}b\"} 5\r\n#TRANS 2 {1 \"a\\\"}\"} -3\r\n#TRANS 3 {1 \"a long name}b, too long for a key\"} -2",
    ));
    assert_eq!(amounts(&file), [500, -300, -200]);
    let code = |at: usize| file.objects_of(file.rows.objects[at])[0].1.as_str();
    assert_eq!([code(0), code(1), code(2)], ["a}b", "a\"}", "a long name}b, too long for a key"]);
}

#[test]
fn the_text_of_a_voucher_is_what_was_meant() {
    let file = read(&with_head(
        "#VER \"A\" \"1\" 20260115 \"Stol \\\"Ro\\\"\"\r\n{\r\n#TRANS 1 {} 1\r\n#TRANS 2 {} -1\r\n}\r\n",
    ));
    assert_eq!(file.text(file.vouchers[0].text), "Stol \"Ro\"");
}

#[test]
fn only_trans_is_summed() {
    // A row that was removed (BTRANS) and one that was added (RTRANS) with its twin (TRANS): only the twin counts.
    let rows = "#BTRANS 1930 {} 100\r\n#RTRANS 1930 {} 90 20260120\r\n#TRANS 1930 {} 90\r\n#TRANS 3000 {} -90";
    let file = read(&voucher(rows));
    assert_eq!(amounts(&file), [9_000, -9_000]);
    assert_eq!(file.reading.corrections, 2);
    assert!(file.findings.is_empty(), "{:?}", file.findings);
}

#[test]
fn quotes_backslashes_and_hashes_are_text() {
    let file = read(&with_head(
        "#FNR \"C:\\ProgramData\\Bolag\\\"\r\n#KONTO 1930 \"Kassa \\\"special\\\"\"\r\n#VER # 1 20260115 \"#8 \\\"x\\\"\"\r\n{\t\r\n\
         #TRANS 1930 {\"1\" \"Nord\"\t\"6\" \"a}b\"} 1\r\n#TRANS 1820 { 1 \"1820\\A012 Cykel\"} -1\r\n}\r\n",
    ));
    assert_eq!(file.accounts[0].name, "Kassa \"special\"");
    assert_eq!(file.voucher_name(&file.vouchers[0]), "# 1");
    let objects = |at: usize| file.objects_of(file.rows.objects[at]);
    let pair = |dimension: &str, code: &str| (dimension.to_owned(), code.to_owned());
    assert_eq!(objects(0), [pair("1", "Nord"), pair("6", "a}b")]);
    assert_eq!(objects(1), [pair("1", "1820\\A012 Cykel")]);
    assert!(file.findings.is_empty(), "{:?}", file.findings);
}

#[test]
fn the_same_objects_written_differently_are_one_list() {
    let file = read(&voucher("#TRANS 1 {1 10} 1\r\n#TRANS 2 { \"1\"  \"10\" } 1\r\n#TRANS 3 {} -1\r\n#TRANS 4 { } -1"));
    assert_eq!(file.rows.objects[0], file.rows.objects[1]);
    assert_eq!(file.rows.objects[2], file.rows.objects[3]);
    assert!(file.objects_of(file.rows.objects[3]).is_empty());
}

#[test]
fn persons_are_kept_only_when_asked_for() {
    let bytes = voucher("#TRANS 1930 {1 10 7 A1} 10\r\n#TRANS 3000 {} -10");
    let count = |file: &SieFile| file.objects_of(file.rows.objects[0]).len();
    assert_eq!(count(&read(&bytes)), 1);
    let kept = sie::read(&mut &bytes[..], Options { keep_persons: true }).expect("a file");
    assert_eq!(count(&kept), 2);
    assert!(kept.findings.is_empty(), "{:?}", kept.findings);
}

#[test]
fn every_encoding_that_programs_write() {
    let company = |bytes: &[u8]| {
        let file = read(&[HEAD.as_bytes(), b"#FNAMN \"", bytes, b"\"\r\n"].concat());
        (file.reading.encoding, file.header.company.expect("a name"))
    };
    assert_eq!(company(b"\x8Fs \x84r \x94n"), (Encoding::Cp437, "Ås är ön".to_owned()));
    assert_eq!(company(b"\xC5s \xE4r \xF6n"), (Encoding::Windows1252, "Ås är ön".to_owned()));
    assert_eq!(company("Ås är ön".as_bytes()), (Encoding::Utf8, "Ås är ön".to_owned()));
    assert_eq!(company(b"\x81s \x8Ar \x9An \x8C"), (Encoding::Mac, "Ås är ön å".to_owned()));
    let with_mark = [b"\xEF\xBB\xBF", HEAD.as_bytes(), "#FNAMN Å\r\n".as_bytes()].concat();
    assert_eq!(read(&with_mark).header.company.as_deref(), Some("Å"));
    // One path in another encoding does not change the file's (sie.md §6).
    let mixed = [HEAD.as_bytes(), b"#FNR \"F\xF6r\"\r\n#FNAMN \"K\x94p\"\r\n#KONTO 1 \"L\x94n\"\r\n"].concat();
    assert_eq!(read(&mixed).header.company.as_deref(), Some("Köp"));
}

#[test]
fn every_way_to_end_a_line() {
    let plain = voucher("#TRANS 1930 {} 10\r\n#TRANS 3000 {} -10");
    let text = String::from_utf8(plain).expect("ASCII");
    let all = [
        text.replace("\r\n", "\n"),
        text.replace("\r\n", "\r"),
        text.replace("\r\n", "\r\n\r\n"),
        text.trim_end().to_owned(),
    ];
    for written in all.into_iter().chain([format!("{text}\u{1a}")]) {
        let file = read(written.as_bytes());
        assert_eq!(amounts(&file), [1_000, -1_000], "{written:?}");
        assert!(file.findings.is_empty(), "{written:?}: {:?}", file.findings);
    }
    // Lines are numbered as an editor does, empty ones too.
    let file = read(b"#SIETYP 4\r\n\r\n#MOMSKOD\r\n");
    assert_eq!(lines(&file, Kind::UnknownLabel), [3]);
}

#[test]
fn the_checksum_is_that_of_the_format() {
    // The unit vector: #KONTO 1915 "Kassa \"special\"" gives 1921122205.
    let with = |sum: &str| format!("#FLAGGA 0\n#KSUMMA\n#KONTO   1915\t\"Kassa \\\"special\\\"\"\n#KSUMMA {sum}\n");
    assert_eq!(read(with("1921122205").as_bytes()).reading.ksumma, Some(true));
    assert_eq!(read(with("1921122206").as_bytes()).reading.ksumma, Some(false));
    // Quotes that are not needed change nothing, and a file that was made into UTF-8 still has its sum.
    let cp437 = b"#KSUMMA\n#KONTO 1915 \"L\x94n\"\n".to_vec();
    let sum = crc32fast::hash(b"#KONTO1915L\x94n");
    let utf8 = format!("#KSUMMA\n#KONTO \"1915\" Lön\n#KSUMMA {sum}\n");
    assert_eq!(read(utf8.as_bytes()).reading.ksumma, Some(true));
    assert_eq!(read(&[cp437, format!("#KSUMMA {sum}\n").into_bytes()].concat()).reading.ksumma, Some(true));
}

#[test]
fn what_is_no_sie_file_is_refused() {
    let refused = |bytes: &[u8]| sie::read(&mut &bytes[..], Options::default()).expect_err("refused");
    assert!(matches!(refused(b""), Refusal::Empty));
    assert!(matches!(refused(b" \r\n\t"), Refusal::Empty));
    assert!(matches!(refused(b"<!DOCTYPE html><html>404: Not Found</html>"), Refusal::WebPage));
    assert!(matches!(refused(b"<?xml version=\"1.0\"?><Sie xmlns=\"http://www.sie.se/sie5\">"), Refusal::Sie5));
    assert!(matches!(refused(b"\xFF\xFE#\0S\0"), Refusal::Utf16));
    assert!(matches!(refused(b"\n\nKonto;Belopp\n1930;10\n"), Refusal::NotSie(3)));
    assert!(matches!(refused(b"#KSUMMA\n#KONTO 1930 Bank\n#VER A 1 20260101\n{\n#TRANS 19"), Refusal::Truncated(5)));
}

#[test]
fn balances_are_never_counted_twice() {
    // Type 3 writes the total and its objects; the total is the account's. An account with objects only is their sum.
    let file = read(&with_head(
        "#OMFATTN 20260131\r\n#RES 0 3000 -10\r\n#PSALDO 0 202601 3000 {} -10\r\n#PSALDO 0 202601 3000 {1 10} -4\r\n\
         #PSALDO 0 202601 3000 {1 20} -6\r\n#RES 0 3010 -5\r\n#PSALDO 0 202601 3010 {1 10} -5\r\n",
    ));
    assert!(file.findings.is_empty(), "{:?}", file.findings);
}

#[test]
fn a_missing_opening_balance_is_the_closing_one_before() {
    let file = read(&with_head(
        "#UB -1 1930 10\r\n#UB -1 2010 -10\r\n#VER A 1 20260115\r\n{\r\n#TRANS 1930 {} 5\r\n#TRANS 3000 {} -5\r\n}\r\n\
         #UB 0 1930 15\r\n#UB 0 2010 -10\r\n#RES 0 3000 -5\r\n",
    ));
    let kinds: Vec<Kind> = file.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [Kind::NoOpening], "{:?}", file.findings);
}

#[test]
fn a_voucher_without_a_day_happens_when_its_first_row_does() {
    let rows = "#TRANS 1 {} 1 20260203\r\n#TRANS 2 {} -1";
    let file = read(&with_head(&format!("#VER A 1 \"\"\r\n{{\r\n{rows}\r\n}}\r\n")));
    assert_eq!(file.vouchers[0].date.to_string(), "2026-02-03");
    // With no day anywhere its rows are left out, and that is said.
    let file = read(&with_head("#VER A 1 \"\"\r\n{\r\n#TRANS 1 {} 1\r\n}\r\n"));
    assert!(file.vouchers.is_empty() && file.rows.is_empty());
    assert_eq!(lines(&file, Kind::BadDate), [6]);
}
