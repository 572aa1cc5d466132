//! Whether a file agrees with itself: opening balances and vouchers against closing balances and results, months against both.
//! Nothing is posted to make it agree.

use super::finding::FindingKind as Kind;
use super::log::{Log, Part, say};
use super::model::{AccountNo, AccountType, Balance, BalanceKind, SieFile, Voucher};
use super::number;
use super::read::{holds, name};
use std::collections::BTreeMap;

/// Checks the file and notes what differs.
pub fn check(file: &mut SieFile, log: &mut Log) {
    days_within_year(file, log);
    vouchers_twice(file, log);
    // Vouchers alone, as a file for another program to read in has them, have nothing to agree with.
    if file.balances.is_empty() {
        return;
    }
    months_within_years(file, log);
    repeated(file, log);
    opening(file, log);
    if !file.vouchers.is_empty() {
        against_balances(file, log);
    }
    months(file, log);
}

/// Rows of months outside the year of their index are left out: some programs repeat another year's (sie.md §8).
fn months_within_years(file: &mut SieFile, log: &mut Log) {
    let years = std::mem::take(&mut file.header.years);
    let outside = |balance: &Balance| {
        balance.month.is_some_and(|month| {
            let last = month.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt());
            let inside = |day| holds(&years, balance.year, day) != Some(false);
            !inside(month) && !last.is_some_and(inside)
        })
    };
    for balance in file.balances.iter().filter(|balance| outside(balance)) {
        let month = balance.month.map_or_else(String::new, |month| month.format("%Y%m").to_string());
        let text = format!(": {month} ligger inte i år {}; raden räknas inte", balance.year);
        log.add(Kind::MonthOutsideYear, balance.line, vec![Part::Account(balance.account), say(text)]);
    }
    file.balances.retain(|balance| !outside(balance));
    file.header.years = years;
}

fn days_within_year(file: &SieFile, log: &mut Log) {
    let Some(year) = file.year() else { return };
    for voucher in file.vouchers.iter().filter(|voucher| !year.holds(voucher.date)) {
        log.add(Kind::OutsideYear, voucher.line, vec![title(file, voucher), say(format!(": {}", voucher.date))]);
    }
}

fn title(file: &SieFile, voucher: &Voucher) -> Part {
    name(&file.texts, voucher)
}

/// The same balance twice: both are counted, as programs that split a balance mean it, and it is said.
fn repeated(file: &SieFile, log: &mut Log) {
    let mut order: Vec<&Balance> = file.balances.iter().collect();
    let key = |b: &Balance| (b.kind, b.year, b.month, b.account, b.objects);
    order.sort_by_key(|balance| (key(balance), balance.line));
    for pair in order.windows(2).filter(|pair| key(pair[0]) == key(pair[1])) {
        let text = format!(": samma post som på rad {}; båda räknas", pair[0].line);
        log.add(Kind::Repeated, pair[1].line, vec![Part::Account(pair[1].account), say(text)]);
    }
}

/// The same series and number twice. Numbers that only grow, as nearly all do, need no search.
fn vouchers_twice(file: &SieFile, log: &mut Log) {
    if numbers_grow(file) {
        return;
    }
    let mut seen: BTreeMap<(&[u8], &[u8]), u32> = BTreeMap::new();
    for voucher in file.vouchers.iter().filter(|voucher| voucher.number.length > 0) {
        let first = *seen.entry(series_and_number(file, voucher)).or_insert(voucher.line);
        if first != voucher.line {
            let text = format!(": samma nummer som på rad {first}; båda räknas");
            log.add(Kind::VoucherTwice, voucher.line, vec![title(file, voucher), say(text)]);
        }
    }
}

fn series_and_number<'f>(file: &'f SieFile, voucher: &Voucher) -> (&'f [u8], &'f [u8]) {
    (file.texts.bytes(voucher.series), file.texts.bytes(voucher.number))
}

/// Whether every number is larger than those before it of its series.
fn numbers_grow(file: &SieFile) -> bool {
    let mut last: BTreeMap<&[u8], u32> = BTreeMap::new();
    // The series and number just seen; a series is looked up only where it changes.
    let mut current: Option<(&[u8], u32)> = None;
    file.vouchers.iter().all(|voucher| {
        let (series, number) = series_and_number(file, voucher);
        let Some(number) = number::whole(number) else { return number.is_empty() };
        let before = match current {
            Some((same, before)) if same == series => Some(before),
            other => {
                last.extend(other);
                last.get(series).copied()
            }
        };
        current = Some((series, number));
        before.is_none_or(|before| before < number)
    })
}

fn opening(file: &SieFile, log: &mut Log) {
    let given = file.totals(BalanceKind::Ib, 0);
    let before = file.totals(BalanceKind::Ub, -1);
    let sum = |list: &[Option<i128>]| list.iter().flatten().sum::<i128>();
    let is_given = given.iter().any(Option::is_some);
    if !is_given {
        if before.iter().any(Option::is_some) {
            let mut parts = vec![say("#IB 0 saknas; förra årets utgående balanser (#UB -1) gäller i stället")];
            if sum(&before) != 0 {
                parts.extend([say(". De går inte ihop: summan är "), Part::Amount(sum(&before))]);
            }
            log.add(Kind::NoOpening, 0, parts);
        }
        return;
    }
    if sum(&given) != 0 {
        log.add(Kind::OpeningUnbalanced, 0, vec![say("summan av #IB 0 är "), Part::Amount(sum(&given))]);
    }
    // Where last year's result is not yet closed, equity differs by right.
    if sum(&given) != 0 || sum(&before) != 0 || !before.iter().any(Option::is_some) {
        return;
    }
    for (at, (given, before)) in given.iter().zip(&before).enumerate() {
        let (given, before) = (given.unwrap_or(0), before.unwrap_or(0));
        if given != before {
            let parts = vec![
                Part::Account(AccountNo(at as u32)),
                say(": ingående balans "),
                Part::Amount(given),
                say(", förra årets utgående "),
                Part::Amount(before),
            ];
            log.add(Kind::OpeningDiffers, line_of(file, BalanceKind::Ib, 0, at), parts);
        }
    }
}

/// The line of an account's balance, 0 where it has none.
fn line_of(file: &SieFile, kind: BalanceKind, year: i32, account: usize) -> u32 {
    let of = |b: &&Balance| b.kind == kind && b.year == year && b.account.0 as usize == account;
    file.balances.iter().find(of).map_or(0, |balance| balance.line)
}

/// Whether the account is of the balance sheet: as `#KTYP` says, else as it is used.
fn is_balance(file: &SieFile, at: usize, has_stock: bool, has_result: bool) -> Option<bool> {
    match file.accounts[at].kind {
        Some(AccountType::Tillgang | AccountType::Skuld) => Some(true),
        Some(AccountType::Kostnad | AccountType::Intakt) => Some(false),
        None if has_stock != has_result => Some(has_stock),
        None => None,
    }
}

fn against_balances(file: &SieFile, log: &mut Log) {
    let (closing, result) = (file.totals(BalanceKind::Ub, 0), file.totals(BalanceKind::Res, 0));
    if closing.iter().chain(&result).all(Option::is_none) {
        return;
    }
    let (opening, moved) = (file.opening(), file.moved());
    for at in 0..file.accounts.len() {
        let has_stock = opening[at].is_some() || closing[at].is_some();
        let account = Part::Account(AccountNo(at as u32));
        match is_balance(file, at, has_stock, result[at].is_some()) {
            Some(true) => {
                let (from, to) = (opening[at].unwrap_or(0), closing[at].unwrap_or(0));
                if from + moved[at] != to {
                    let parts = vec![
                        account,
                        say(": ingående "),
                        Part::Amount(from),
                        say(" och verifikationer "),
                        Part::Amount(moved[at]),
                        say(", utgående "),
                        Part::Amount(to),
                        say(", skillnad "),
                        Part::Amount(to - from - moved[at]),
                    ];
                    log.add(Kind::ClosingDiffers, line_of(file, BalanceKind::Ub, 0, at), parts);
                }
            }
            Some(false) if moved[at] != result[at].unwrap_or(0) => {
                let stated = result[at].unwrap_or(0);
                let parts = vec![
                    account,
                    say(": verifikationer "),
                    Part::Amount(moved[at]),
                    say(", resultat "),
                    Part::Amount(stated),
                    say(", skillnad "),
                    Part::Amount(stated - moved[at]),
                ];
                log.add(Kind::ResultDiffers, line_of(file, BalanceKind::Res, 0, at), parts);
            }
            None if moved[at] != 0 => {
                let parts = vec![account, say(": verifikationer "), Part::Amount(moved[at]), say(", inget saldo")];
                log.add(Kind::ClosingDiffers, 0, parts);
            }
            _ => {}
        }
    }
}

/// The months of the year against its result, or against the change of the balance.
fn months(file: &SieFile, log: &mut Log) {
    let months = file.totals(BalanceKind::Psaldo, 0);
    if months.iter().all(Option::is_none) {
        return;
    }
    let (opening, closing) = (file.opening(), file.totals(BalanceKind::Ub, 0));
    let result = file.totals(BalanceKind::Res, 0);
    let mut every = vec![0_i128; file.accounts.len()];
    for balance in file.balances.iter().filter(|b| b.kind == BalanceKind::Psaldo && b.year == 0) {
        every[balance.account.0 as usize] += i128::from(balance.amount.ore());
    }
    for (at, sum) in months.iter().enumerate().filter_map(|(at, sum)| Some((at, (*sum)?))) {
        let change = || Some(closing[at]? - opening[at].unwrap_or(0));
        let Some(stated) = result[at].or_else(change).filter(|stated| *stated != sum) else { continue };
        let mut parts = vec![
            Part::Account(AccountNo(at as u32)),
            say(": perioderna ger "),
            Part::Amount(sum),
            say(", årets saldo ändras med "),
            Part::Amount(stated),
        ];
        // Some programs write what no object has where the total should be (sie.md §8).
        if every[at] == stated {
            parts.push(say("; tillsammans med objektens rader stämmer det, så raderna utan objekt är bara en del"));
        }
        log.add(Kind::MonthsDiffer, line_of(file, BalanceKind::Psaldo, 0, at), parts);
    }
}
