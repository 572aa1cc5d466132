//! `budgets/kontoplan.toml`: accounts, the row each lies in, and the accounts the engine itself posts to.

use super::names::{Listed, report_unknown};
use super::noter;
use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::account::{Account, AccountIx, AccountKind, Chart, Roles, StatementRow};

/// Reads the chart; an account without a row is a fault that names it.
pub fn read(root: &Table<'_>) -> Option<Chart> {
    let roller = root.table("roller");
    let (accounts, noted) = root.table("konto").map(|konto| accounts(&konto)).unwrap_or_default();
    let notes = noter::read(root, &noted);
    root.finish();
    let roller = roller?;
    let aterkrav = roller.has("aterkrav").then(|| role(&roller, "aterkrav", &accounts, StatementRow::Fordringar));
    let role = |key, row| role(&roller, key, &accounts, row);
    let medlemsbidrag = role("medlemsbidrag", StatementRow::VerksamhetensIntakter);
    let ofordelade_kostnader = role("ofordelade_kostnader", StatementRow::VerksamhetensKostnader);
    let ovriga_intakter = role("ovriga_intakter", StatementRow::VerksamhetensIntakter);
    let finansiella_intakter = role("finansiella_intakter", StatementRow::FinansiellaIntakter);
    let finansiella_kostnader = role("finansiella_kostnader", StatementRow::FinansiellaKostnader);
    let likvida_medel = role("likvida_medel", StatementRow::KassaOchBank);
    let eget_kapital = role("eget_kapital", StatementRow::EgetKapital);
    roller.finish();
    let roles = Roles {
        medlemsbidrag: medlemsbidrag?,
        ofordelade_kostnader: ofordelade_kostnader?,
        ovriga_intakter: ovriga_intakter?,
        finansiella_intakter: finansiella_intakter?,
        finansiella_kostnader: finansiella_kostnader?,
        likvida_medel: likvida_medel?,
        eget_kapital: eget_kapital?,
        aterkrav: aterkrav.flatten(),
    };
    let second = |(at, account): &(usize, &Account)| {
        account.kind == AccountKind::EgetKapital && AccountIx(*at as u16) != roles.eget_kapital
    };
    for (_, account) in accounts.items.iter().enumerate().filter(second) {
        let why = "förbundet har ett konto för eget kapital: det som rollen eget_kapital pekar på";
        root.report(catalogue::account_out_of_place(account.place, why));
    }
    accounts.whole.then(|| Chart::new(accounts.items, roles).with_notes(notes))
}

/// The accounts, and the notes that their rows are given, each with its place.
fn accounts(konto: &Table<'_>) -> (Listed<Account>, Vec<(StatementRow, At<u8>)>) {
    let keys = konto.keys();
    let (mut items, mut noted) = (Vec::new(), Vec::new());
    for key in &keys {
        let Some(table) = konto.table_of(key.value) else { continue };
        let note = noter::of_account(&table);
        let account = account(&table, key.value, key.place, note.as_ref().map(|note| note.value));
        table.finish();
        let Some(account) = account else { continue };
        if let Some(note) = note {
            noter::out_of_place(konto, &account, note.place);
            noted.push((account.row, note));
        }
        items.push(account);
    }
    noter::tie(konto, &noted);
    let whole = items.len() == keys.len();
    (Listed { items, whole }, noted)
}

fn account(table: &Table<'_>, key: &str, place: crate::diag::Place, note: Option<u8>) -> Option<Account> {
    let id = key.parse().map_err(|_| table.report(catalogue::bad_id(place, key))).ok();
    let name = table.text("namn");
    let kind = table.word("slag", &AccountKind::NAMES);
    let kind_rows = |kind: Option<AccountKind>| -> Vec<&str> {
        let admitted = |row: StatementRow| kind.is_none_or(|kind| row.admits(kind));
        StatementRow::ALL.into_iter().filter(|(row, ..)| admitted(*row)).map(|(_, id, _)| id).collect()
    };
    let known = kind_rows(kind.as_ref().map(|kind| kind.value));
    if !table.has("rad") {
        table.report(catalogue::unmapped_account(place, key, &known));
    }
    let row = table.opt_text("rad");
    let unspecified = table.flag("ospecificerat");
    let (id, name, kind, row) = (id?, name?, kind?, row?);
    match row.value.parse::<StatementRow>() {
        Ok(statement_row) if statement_row.admits(kind.value) => {
            Some(Account { id, name: name.value, kind: kind.value, row: statement_row, note, unspecified, place })
        }
        Ok(_) => {
            table.report(catalogue::wrong_row(row.place, &row.value, &known));
            None
        }
        Err(_) => {
            table.report(catalogue::unknown_row(row.place, &row.value, &known));
            None
        }
    }
}

/// The account that has a role; it must lie in the role's row.
fn role(roller: &Table<'_>, key: &'static str, accounts: &Listed<Account>, row: StatementRow) -> Option<AccountIx> {
    let id = roller.id(key)?;
    match accounts.iter().position(|account| account.id == id.value) {
        None => {
            let known: Vec<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
            report_unknown(roller, accounts.whole, catalogue::unknown_account(id.place, id.value.as_str(), &known));
            None
        }
        Some(at) if accounts[at].row != row => {
            let why = format!("{} ligger i raden {}, ska ligga i {}", id.value, accounts[at].row.id(), row.id());
            roller.report(catalogue::account_out_of_place(id.place, &why));
            None
        }
        Some(at) => Some(AccountIx(at as u16)),
    }
}
