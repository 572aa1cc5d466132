//! The rules of the forecast, each by itself.

use finsam::domain::period::Year;
use finsam::projection::{Figures, Spent, forbrukning, rest, takt};
use proptest::prelude::*;

fn figures(outcome: i64, period: i64, year: i64) -> Figures {
    Figures { outcome, period, year, expected: 0 }
}

#[test]
fn each_rule_by_hand() {
    // Kansli: 1 661 148,80 booked to August of a budget of 2 650 000, of which 1 766 666,67 is for the time.
    let kansli = figures(166_114_880, 176_666_667, 265_000_000);
    // 1 661 148,80 + (2 650 000,00 − 1 766 666,67) = 2 544 482,13
    assert_eq!(rest(kansli), 254_448_213);
    // 1 661 148,80 × 12 / 8 = 2 491 723,20, to the krona 2 491 723
    assert_eq!(takt(kansli, 8), 249_172_300);
    // 883 333,33 × 9 950 000 / 10 400 000 = 845 112,1762…, to the krona 845 112; with what is booked 2 506 260,80
    let year = Year::new(2025).expect("a year");
    let spent = Spent { years: vec![year], outcome: 995_000_000, budget: 1_040_000_000 };
    assert_eq!(forbrukning(kansli, &spent), 250_626_080);
}

proptest! {
    #[test]
    fn what_a_forecast_is_at_the_ends_of_the_year(outcome in -1_i64 << 40..1 << 40, period in 0_i64..1 << 40, year in 0_i64..1 << 40) {
        // Booked as budgeted so far: the year ends on the budget.
        prop_assert_eq!(rest(figures(period, period, year)), year);
        // The whole year booked: it ends where it is, whatever the budget was; by pace to the krona.
        prop_assert_eq!(rest(figures(outcome, year, year)), outcome);
        prop_assert!((takt(figures(outcome, year, year), 12) - outcome).abs() <= 50);
        // Earlier years that spent all of their budgets say nothing but the rest, to the krona.
        let all = Spent { years: Vec::new(), outcome: 7, budget: 7 };
        prop_assert!((forbrukning(figures(outcome, period, year), &all) - rest(figures(outcome, period, year))).abs() <= 50);
    }
}
