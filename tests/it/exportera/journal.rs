//! The journal in the programs it is for. They check every balance assertion, and their balances are compared with ours.

use crate::shipped::economy;
use crate::support::{program, shipped};
use finsam::domain::money::Ore;
use finsam::ledger::{Books, Select};
use finsam::render::hledger;

/// The journal of the förbund's own books, in a file.
fn journal() -> tempfile::NamedTempFile {
    let answer = shipped(&["exportera", "--hledger"], "100");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), answer.out).expect("written");
    file
}

/// A program's balance of an account, in öre.
fn balance(name: &str, journal: &std::path::Path, account: &str, more: &[&str]) -> Option<i64> {
    let mut command = program(name)?;
    let output =
        command.arg("-f").arg(journal).arg("bal").args(more).arg(format!("^{account}$")).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let amount = text.split_whitespace().next().unwrap_or("0").replace(',', "");
    let (whole, decimals) = amount.split_once('.').unwrap_or((&amount, ""));
    Some(format!("{whole}{decimals:0<2}").parse().expect("an amount"))
}

#[test]
fn hledger_finds_every_assertion_true() {
    let Some(mut hledger) = program("hledger") else { return };
    let journal = journal();
    let output = hledger.arg("-f").arg(journal.path()).arg("check").output().expect("hledger runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn both_programs_come_to_our_balances() {
    let journal = journal();
    let economy = economy();
    let day = economy.forbund.first_projected().first_day();
    let books = Books { closed_until: day, later: None };
    let accounts = economy.forbund.chart.iter().filter(|(_, account)| !account.kind.is_result());
    for (ix, account) in accounts {
        // Closings at that very moment are in the journal, so eget kapital has last year's result in it.
        let is_equity = ix == economy.forbund.chart.roles.eget_kapital;
        let select = if is_equity { Select::Equity } else { Select::Account(ix) };
        let ours = economy.ledger.balance(books, day, select).map_or(0, Ore::ore);
        let name = hledger::name(&economy.forbund, ix);
        if let Some(theirs) = balance("hledger", journal.path(), &name, &["-N"]) {
            assert_eq!(theirs, ours, "hledger: {}", account.id);
        }
        if let Some(theirs) = balance("ledger", journal.path(), &name, &["--no-total", "--flat"]) {
            assert_eq!(theirs, ours, "ledger: {}", account.id);
        }
    }
}
