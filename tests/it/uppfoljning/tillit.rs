//! Files that are not to be relied on: they end too early, contradict themselves or hold no bookkeeping, and every page says so.

use crate::support::{Answer, copy_over, finsam, finsam_as_given};
use std::path::Path;
use tempfile::TempDir;

/// The worked year with its bookkeeping file changed; the file is in code page 437, so it is changed as bytes.
fn with(change: impl Fn(Vec<&[u8]>) -> Vec<Vec<u8>>) -> TempDir {
    let world = tempfile::tempdir().expect("a folder");
    copy_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"), world.path());
    let path = world.path().join("bokforing-2026-08.se");
    let file = std::fs::read(&path).expect("the file");
    let lines = change(file.split(|byte| *byte == b'\n').collect());
    std::fs::write(path, lines.join(&b'\n')).expect("written");
    world
}

/// Each line by itself, those of the checksum left out.
fn by_line(change: impl Fn(&str) -> Option<String>) -> TempDir {
    with(|lines| {
        let kept = lines.into_iter().filter(|line| !line.starts_with(b"#KSUMMA"));
        kept.filter_map(|line| match std::str::from_utf8(line) {
            Ok(text) => change(text).map(String::into_bytes),
            Err(_) => Some(line.to_vec()),
        })
        .collect()
    })
}

fn follow(world: &TempDir, period: &str, more: &[&str]) -> Answer {
    let sie = ["uppfoljning", "2026", period, "--sie", "bokforing-2026-08.se"];
    finsam(world.path(), &[&sie, more].concat())
}

/// A page as one line of words.
fn words(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

const VARIANTS: [&[&str]; 3] = [&[], &["--som-delarsrapport"], &["--metod", "alla"]];

fn refuses_to_lock(world: &TempDir, period: &str, code: &str) {
    let path = world.path().join("budgets/2026.toml");
    let before = std::fs::read(&path).expect("the year");
    let answer = follow(world, period, &["--las", "t"]);
    assert_eq!((answer.code, answer.out.as_str()), (3, ""));
    assert!(answer.err.contains(&format!("fel {code}: ")), "{}", answer.err);
    assert_eq!(std::fs::read(path).expect("the year"), before, "nothing is written");
}

fn says_on_every_page(world: &TempDir, period: &str, said: &str) {
    for variant in VARIANTS {
        for format in ["txt", "json", "csv", "md"] {
            let answer = follow(world, period, &[variant, &["--format", format]].concat());
            assert_eq!((answer.code, answer.err.as_str()), (0, ""));
            assert!(words(&answer.out).contains(said), "{variant:?} {format}: {}", answer.out);
            assert!(!answer.out.contains("väntas inte bli negativt"), "{}", answer.out);
        }
    }
    let interim = words(&follow(world, period, &["--som-delarsrapport"]).out);
    assert!(interim.contains("Balanskravet bedöms inte: "), "{interim}");
}

#[test]
fn a_file_that_ends_before_the_period_is_said_on_every_page_and_not_locked() {
    let whole = with(|lines| lines.into_iter().map(<[u8]>::to_vec).collect());
    says_on_every_page(&whole, "T3", "Bokföringsfilen slutar 2026-08-31 men uppföljningen är till 2026-12-31");
    refuses_to_lock(&whole, "T3", "F617");
    assert!(follow(&whole, "T2", &["--som-delarsrapport"]).out.contains("Balanskravsresultatet väntas"));
    let july = by_line(|line| Some(line.replace("#OMFATTN 20260831", "#OMFATTN 20260731")));
    says_on_every_page(&july, "T2", "Bokföringsfilen slutar 2026-07-31 men uppföljningen är till 2026-08-31");
    refuses_to_lock(&july, "T2", "F617");
}

/// Many programs leave `#OMFATTN` out. Made on 4 September, with the last voucher of 28 August, a file is of all August; made on 29 August it
/// is not.
#[test]
fn a_file_that_does_not_say_how_far_it_goes_is_of_the_days_until_it_was_made() {
    let made = |day: &'static str| {
        by_line(move |line| {
            let line = line.replace("#GEN 20260904", &format!("#GEN {day}")).replace(" 20260831", " 20260828");
            (!line.starts_with("#OMFATTN")).then_some(line)
        })
    };
    assert!(follow(&made("20260904"), "T2", &["--som-delarsrapport"]).out.contains("Balanskravsresultatet väntas"));
    let early = made("20260829");
    says_on_every_page(&early, "T2", "Bokföringsfilen slutar 2026-08-29 men uppföljningen är till 2026-08-31");
    refuses_to_lock(&early, "T2", "F617");
}

#[test]
fn a_file_that_contradicts_itself_says_so_first_and_is_not_locked() {
    // Arvoden is 1 000 kr more by its balance than by its vouchers; then its balance cannot be read.
    let res = by_line(|line| {
        let Some(sum) = line.strip_prefix("#RES 0 5010 ") else { return Some(line.to_owned()) };
        let ore: i64 = sum.trim().replace('.', "").parse().expect("an amount with öre");
        Some(format!("#RES 0 5010 {}.{:02}", ore / 100 + 1_000, ore % 100))
    });
    let unread = by_line(|line| Some(line.replace("#RES 0 5010 ", "#RES 0 5010 x")));
    let checksum = with(|lines| {
        let is_last = |at: usize, line: &[u8]| at > 10 && line.starts_with(b"#KSUMMA");
        let wrong = |(at, line): (usize, &[u8])| if is_last(at, line) { b"#KSUMMA 1".to_vec() } else { line.to_vec() };
        lines.into_iter().enumerate().map(wrong).collect()
    });
    for (world, why) in [
        (res, "(verifikationer mot resultat: 1; störst skillnad 1 000 kr på konto 5010 Arvoden styrelsen)"),
        (unread, "(belopp som inte går att läsa: 1; verifikationer mot resultat: 1"),
        (checksum, "(kontrollsumman stämmer inte)"),
    ] {
        says_on_every_page(&world, "T2", &format!("säger den emot sig själv {why}"));
        let page = words(&follow(&world, "T2", &[]).out);
        assert!(page.contains("ATT VETA · Siffrorna går inte att lita på"), "{page}");
        assert!(page.contains("finsam importera bokforing-2026-08.se"), "{page}");
        refuses_to_lock(&world, "T2", "F618");
    }
}

#[test]
fn a_budget_is_no_bookkeeping() {
    let world = with(|lines| lines.into_iter().map(<[u8]>::to_vec).collect());
    let out = world.path().join("budget.se");
    let answer = finsam(world.path(), &["exportera", "2026", "--sie", "--budget", "-o", out.to_str().expect("a path")]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let answer = finsam(world.path(), &["uppfoljning", "2026", "T2", "--sie", "budget.se"]);
    assert_eq!((answer.code, answer.out.as_str()), (3, ""));
    assert!(
        words(&answer.err).contains("filen har ingen bokföring, bara en budget (kostnader 10 400 000 kr"),
        "{}",
        answer.err
    );
    let page = words(&finsam(world.path(), &["importera", "budget.se"]).out);
    assert!(page.contains("(#PBUDGET): kostnader 10 400 000 kr, intäkter 10 000 000 kr"), "{page}");
    assert!(page.contains("Filtyp 4, bara en budget"), "{page}");
    assert!(page.contains("den har ingen bokföring att stämma av") && !page.contains("Filen går ihop"), "{page}");
}

fn exempel() -> TempDir {
    with(|lines| lines.into_iter().map(<[u8]>::to_vec).collect())
}

#[test]
fn nothing_booked_on_a_budgeted_line_is_nought_and_not_unknown() {
    // Utvecklingsmedel for T1: 93 334 + 2·66 667 + 2·53 334 budgeted, the first paid in May; then all of it deviates.
    let page = follow(&exempel(), "T1", &["--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&page.out).expect("JSON");
    let rows = page["rader"].as_array().expect("rows");
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no row {id}"));
    let grants = row("exempelinsatsen_utvecklingsmedel");
    let shown = ["budget_period", "utfall", "avvikelse"].map(|key| grants[key].as_str().unwrap_or("–"));
    assert_eq!(shown, ["333336.00", "0.00", "333336.00"]);
    // A file of balances alone says nothing of any line.
    let balances = by_line(|line| (!line.starts_with("#VER") && !line.starts_with("#TRANS")).then(|| line.to_owned()));
    let page = follow(&balances, "T2", &["--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&page.out).expect("JSON");
    let grants = page["rader"].as_array().expect("rows").iter().find(|row| row["id"] == grants["id"]).expect("the row");
    assert_eq!(grants["utfall"].as_str().unwrap_or("–"), "–");
}

#[test]
fn what_is_dated_after_today_is_counted_and_said() {
    let world = exempel();
    for args in [&["uppfoljning", "2026", "T1", "--sie", "bokforing-2026-08.se"][..], &["drift", "2026"]] {
        for (day, said) in [("2026-05-15", true), ("2026-12-31", false)] {
            let page = words(&finsam_as_given(world.path(), &[args, &["--idag", day]].concat()).out);
            let sentence = format!("och 1 ändring av budgeten efter {day} är med, som filerna har dem.");
            assert_eq!(page.contains(&sentence), said, "{page}");
        }
    }
    assert!(
        !finsam_as_given(world.path(), &["drift", "2025", "--idag", "2025-01-01"]).out.contains("som filerna har dem")
    );
}

#[test]
fn two_locks_of_a_tertial_are_told_apart() {
    let world = exempel();
    let lock = |id: &str, more: &[&str]| follow(&world, "T2", &[&["--las", id], more].concat());
    let first = lock("ett", &["--som-delarsrapport"]);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    let second = lock("tva", &["--metod", "takt"]);
    assert!(second.out.starts_with("Prognosen enligt metod takt är låst sist i budgets/2026.toml"), "{}", second.out);
    assert!(lock("tre", &["--metod", "alla"]).out.starts_with("Prognosen enligt metod avtal "));
    let page = words(&finsam(world.path(), &["prognossakerhet", "--format", "csv"]).out);
    for name in ["Prognos 2026 T2 (ett, 2026-11-21, metod avtal)", "Prognos 2026 T2 (tva, 2026-11-21, metod takt)"] {
        assert!(page.contains(name), "{page}");
    }
    let refused = lock("fyra", &["--detalj", "rad"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("går inte ihop med") && refused.err.contains("--detalj"), "{}", refused.err);
}

#[test]
fn costs_that_belong_to_no_line_are_named_with_account_and_object() {
    let world = exempel();
    let path = world.path().join("budgets/kontering.toml");
    let kontering = std::fs::read_to_string(&path).expect("the kontering");
    let line = "[[objekt]]\ndimension = \"1\"\nobjekt = \"40\"\nrad = \"kompetensutveckling\"\n";
    assert!(kontering.contains(line), "{kontering}");
    std::fs::write(&path, kontering.replace(line, "")).expect("written");
    let page = words(&follow(&world, "T2", &[]).out);
    assert!(page.contains("står som ej fördelat: konto "), "{page}");
    let from = page.find("hör inte till någon rad").expect("said");
    let said: String = page[from..].chars().take(240).collect();
    assert!(said.contains(", objekt "), "{said}");
}

#[test]
fn an_unknown_type_of_file_is_not_a_missing_one() {
    let world = by_line(|line| Some(line.replace("#SIETYP 4", "#SIETYP 5")));
    let page = words(&finsam(world.path(), &["importera", "bokforing-2026-08.se"]).out);
    assert!(page.contains("#SIETYP 5 är ingen filtyp som läses") && !page.contains("SIETYP saknas"), "{page}");
}

#[test]
fn a_year_ahead_has_no_bokslut_to_show() {
    let answer = finsam(exempel().path(), &["uppfoljning", "2027", "T2"]);
    assert!(answer.err.contains("2027 som det är planerat visar finsam drift 2027"), "{}", answer.err);
}
