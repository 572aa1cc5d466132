//! What must not matter: another scenario to a closed year (I7), and the order of vouchers and postings (I8).

use super::{ask, cases, economy, many_statements, statements_of};
use crate::world::{case, forbund_with_two_scenarios};
use finsam::domain::period::Period;
use finsam::domain::voucher::Voucher;
use finsam::ledger::Ledger;
use finsam::projection::Economy;
use finsam::statement;
use proptest::prelude::*;

/// A position's place in an order drawn from a seed: a mixing of bits in which neighbours land far apart.
fn drawn(seed: u64, at: usize) -> u64 {
    let mixed = (seed ^ at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

fn shuffled<T>(list: impl IntoIterator<Item = T>, seed: u64) -> Vec<T> {
    let mut numbered: Vec<(u64, T)> = list.into_iter().enumerate().map(|(at, item)| (drawn(seed, at), item)).collect();
    numbered.sort_by_key(|(key, _)| *key);
    numbered.into_iter().map(|(_, item)| item).collect()
}

/// The same economy with vouchers, the postings within each and plan amounts in another order.
fn reordered(economy: &Economy, seed: u64) -> Economy {
    let voucher = |voucher: &Voucher| {
        let postings = shuffled(voucher.postings().iter().copied(), seed);
        Voucher::new(voucher.layer(), voucher.kind(), voucher.span(), postings).expect("the same postings balance")
    };
    let vouchers = shuffled(economy.ledger.vouchers().iter().map(voucher), seed);
    let plans = shuffled(economy.ledger.plans().iter().copied(), seed);
    let ledger = Ledger::new(economy.ledger.chart().clone(), vouchers, plans).expect("the same amounts fit");
    Economy { ledger, ..economy.clone() }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn i07_a_closed_year_does_not_change_with_the_scenario((forbund, one, other) in forbund_with_two_scenarios()) {
        let (one, other) = (economy(&forbund, &one), economy(&forbund, &other));
        let (first, last) = (one.first_year(), forbund.last_closed());
        for year in first.through(last) {
            for period in Period::ALL {
                let asked = ask(year, period);
                prop_assert_eq!(statements_of(&one, &asked), statements_of(&other, &asked));
            }
        }
        let over = |economy| statement::oversikt(economy, 0, first.previous(), last).map(|(statement, _)| statement);
        prop_assert_eq!(over(&one), over(&other));
    }

    #[test]
    fn i08_the_order_of_postings_does_not_matter((forbund, scenario) in case(), seed in any::<u64>()) {
        let economy = economy(&forbund, &scenario);
        let other = reordered(&economy, seed);
        prop_assert_eq!(many_statements(&economy), many_statements(&other));
        let to = economy.last_year(0);
        prop_assert_eq!(statement::outlook(&economy, 0, to), statement::outlook(&other, 0, to));
    }
}
