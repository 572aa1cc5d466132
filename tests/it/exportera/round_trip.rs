//! I12: books → file → books. What is written is read back to the same accounts, objects and amounts, and posts to the same ledger.

use super::kontering;
use crate::world::forbund;
use finsam::domain::account::AccountIx;
use finsam::domain::forbund::{Forbund, MemberIx};
use finsam::domain::period::Year;
use finsam::domain::voucher::{Layer, VoucherKind};
use finsam::ledger::{self, Ledger, export};
use finsam::sie::{self, Options, SieFile};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Sums by account and member.
type Sums = BTreeMap<(AccountIx, Option<MemberIx>), i64>;

fn published(ledger: &Ledger, year: Year) -> Sums {
    let mut sums = Sums::new();
    for (voucher, posting) in ledger.postings() {
        let own = voucher.layer() == Layer::Utfall && voucher.kind() == VoucherKind::Ordinary;
        if own && voucher.span().year() == year && posting.amount.ore() != 0 {
            *sums.entry((posting.account, posting.dimensions.member)).or_insert(0) += posting.amount.ore();
        }
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

fn exported(forbund: &Forbund, ledger: &Ledger, year: Year) -> (SieFile, Vec<u8>) {
    let file = export::books(forbund, &kontering(forbund), ledger, year, year.next().first_day())
        .expect("every account has a number");
    let bytes = sie::write(&file).bytes;
    (file, bytes)
}

fn read(bytes: &[u8]) -> SieFile {
    sie::read(&mut &bytes[..], Options::default()).expect("what we write is a file")
}

/// The whole way and back.
fn goes_round(forbund: &Forbund, ledger: &Ledger, year: Year) {
    let (written, bytes) = exported(forbund, ledger, year);
    let back = read(&bytes);
    assert!(back.findings.is_empty(), "{year}: {:?}", back.findings);
    assert_eq!(back.reading.ksumma, Some(true));
    assert_eq!(back.rows.amount, written.rows.amount);
    assert_eq!(back.moved(), written.moved());
    let numbers =
        |file: &SieFile| file.accounts.iter().map(|account| (account.number.clone(), account.kind)).collect::<Vec<_>>();
    assert_eq!(numbers(&back), numbers(&written));
    // Posted through the kontering, it is the same books by account and member.
    let booked = ledger::booked(forbund, &kontering(forbund), year, &back, "fil").expect("what we write is posted");
    let mut sums = Sums::new();
    for posting in booked.vouchers.iter().flat_map(|voucher| voucher.postings()) {
        *sums.entry((posting.account, posting.dimensions.member)).or_insert(0) += posting.amount.ore();
    }
    sums.retain(|_, sum| *sum != 0);
    assert_eq!(sums, published(ledger, year), "{year}");
    // Written once more it is the same bytes.
    assert_eq!(exported(forbund, ledger, year).1, bytes);
}

#[test]
fn i12_the_shipped_books_go_round() {
    let economy = crate::shipped::economy();
    for year in [2023, 2024, 2025].map(crate::shipped::year) {
        goes_round(&economy.forbund, &economy.ledger, year);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn i12_any_books_go_round(forbund in forbund()) {
        let ledger = ledger::build(&forbund, Vec::new()).expect("generated books sum");
        for (year, _) in forbund.years.iter().filter(|(_, book)| book.is_closed()) {
            goes_round(&forbund, &ledger, *year);
        }
    }

    #[test]
    fn the_months_make_the_year(year in any::<i32>()) {
        let parts = export::months(year.into());
        prop_assert_eq!(parts.iter().sum::<i64>(), i64::from(year));
        // The rest öre lie in the last month, and are fewer than twelve.
        prop_assert!(parts[..11].iter().all(|part| *part == parts[0]) && (0..12).contains(&(parts[11] - parts[0])));
    }
}

#[test]
fn the_budget_by_month_is_the_budget_of_the_year() {
    let economy = crate::shipped::economy();
    let year = crate::shipped::year(2027);
    let scenario = crate::shipped::scenario("forslag-2027");
    let layer = economy.projections[scenario].budget();
    let kontering = kontering(&economy.forbund);
    let file =
        export::budget(&economy.forbund, &kontering, &economy.ledger, layer, year, year.first_day()).expect("numbers");
    let back = read(&sie::write(&file).bytes);
    assert!(back.findings.is_empty(), "{:?}", back.findings);
    let totals = back.totals(finsam::sie::model::BalanceKind::Pbudget, 0);
    let sum: i128 = totals.iter().flatten().sum();
    let span = finsam::domain::period::Period::Helar.span(year);
    let result = economy.ledger.layer_movement(layer, span, finsam::ledger::Select::Result).expect("a budget");
    assert_eq!(sum, i128::from(result.ore()));
    assert_eq!(back.balances.len() % 12, 0);
}
