//! Which figures a SIE file holds: every balance, every month of a budget and every row of a voucher, read from the file itself.

use super::figures::add;
use crate::domain::money::Ore;
use crate::sie::model::{Balance, BalanceKind, ObjectList, SieFile};
use crate::sie::{Options, prosa, read};
use chrono::Datelike;
use std::collections::BTreeMap;

/// Every figure by its id: `exportera/2025/1930/ub`, `exportera/2025/4010.6.activera/ver_A1`, `exportera/2026/4010/2026-01`. None of
/// what is no SIE file any more.
pub fn in_sie(file: &str) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    let Ok(read) = read(&mut prosa::bytes(file).as_slice(), Options { keep_persons: true }) else {
        return figures;
    };
    let year = |index: i32| {
        let year = read.header.years.iter().find(|year| year.index == index);
        year.map_or(index.to_string(), |year| year.from.year().to_string())
    };
    let mut note = |year: String, account: &str, objects: ObjectList, column: &str, amount: Ore| {
        add(&mut figures, &format!("exportera/{year}/{account}{}/{column}", named(&read, objects)), amount.to_string());
    };
    for balance in &read.balances {
        note(
            year(balance.year),
            &read.account(balance.account).number,
            balance.objects,
            &column(balance),
            balance.amount,
        );
    }
    for voucher in &read.vouchers {
        let of = format!("ver_{}{}", read.text(voucher.series), read.text(voucher.number));
        for row in voucher.rows.start as usize..voucher.rows.end as usize {
            let account = &read.account(read.rows.account[row]).number;
            note(voucher.date.year().to_string(), account, read.rows.objects[row], &of, read.rows.amount[row]);
        }
    }
    figures
}

fn column(balance: &Balance) -> String {
    let name = match balance.kind {
        BalanceKind::Ib => "ib",
        BalanceKind::Ub => "ub",
        BalanceKind::Res => "res",
        BalanceKind::Psaldo => "saldo",
        BalanceKind::Pbudget => "budget",
    };
    balance.month.map_or(name.to_owned(), |month| format!("{name}_{}", month.format("%Y-%m")))
}

/// `.6.activera` after an account's number.
fn named(file: &SieFile, objects: ObjectList) -> String {
    file.objects_of(objects).iter().map(|(dimension, code)| format!(".{dimension}.{code}")).collect()
}
