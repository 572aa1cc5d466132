//! `budgets/kontoplan.toml`: accounts, the row each lies in, and the accounts the engine itself posts to.

use super::table::Table;
use crate::diag::catalogue;
use crate::domain::account::{Account, AccountIx, AccountKind, Chart, Roles, StatementRow};

/// Reads the chart; an account without a row is a fault that names it.
pub fn read(root: &Table<'_>) -> Option<Chart> {
    let roller = root.table("roller");
    let accounts = root.table("konto").map(|konto| accounts(&konto));
    root.finish();
    let (roller, accounts) = (roller?, accounts??);
    let roles = Roles {
        medlemsbidrag: role(&roller, "medlemsbidrag", &accounts, StatementRow::VerksamhetensIntakter)?,
        ofordelade_kostnader: role(&roller, "ofordelade_kostnader", &accounts, StatementRow::VerksamhetensKostnader)?,
        ovriga_intakter: role(&roller, "ovriga_intakter", &accounts, StatementRow::VerksamhetensIntakter)?,
        finansiella_intakter: role(&roller, "finansiella_intakter", &accounts, StatementRow::FinansiellaIntakter)?,
        finansiella_kostnader: role(&roller, "finansiella_kostnader", &accounts, StatementRow::FinansiellaKostnader)?,
        likvida_medel: role(&roller, "likvida_medel", &accounts, StatementRow::KassaOchBank)?,
        eget_kapital: role(&roller, "eget_kapital", &accounts, StatementRow::EgetKapital)?,
    };
    roller.finish();
    Some(Chart::new(accounts, roles))
}

/// All accounts, or none if any is faulty.
fn accounts(konto: &Table<'_>) -> Option<Vec<Account>> {
    let keys = konto.keys();
    let read: Vec<Account> = keys
        .iter()
        .filter_map(|key| {
            let table = konto.table_of(key.value)?;
            let account = account(&table, key.value, key.place);
            table.finish();
            account
        })
        .collect();
    (read.len() == keys.len()).then_some(read)
}

fn account(table: &Table<'_>, key: &str, place: crate::diag::Place) -> Option<Account> {
    let id = key.parse().map_err(|_| table.report(catalogue::bad_id(place))).ok();
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
    let (id, name, kind, row) = (id?, name?, kind?, row?);
    match row.value.parse::<StatementRow>() {
        Ok(statement_row) if statement_row.admits(kind.value) => {
            Some(Account { id, name: name.value, kind: kind.value, row: statement_row, place })
        }
        _ => {
            table.report(catalogue::unmapped_account(row.place, key, &known));
            None
        }
    }
}

/// The account that has a role; it must lie in the role's row.
fn role(roller: &Table<'_>, key: &'static str, accounts: &[Account], row: StatementRow) -> Option<AccountIx> {
    let id = roller.id(key)?;
    match accounts.iter().position(|account| account.id == id.value) {
        None => {
            let known: Vec<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
            roller.report(catalogue::unknown_account(id.place, id.value.as_str(), &known));
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
