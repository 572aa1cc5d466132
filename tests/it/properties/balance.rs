//! What double entry promises: I1 to I6.

use super::{adds_up, ask, cases, economy, many_statements, ore, projected, years};
use crate::world::case;
use finsam::domain::account::AccountKind;
use finsam::domain::money::Ore;
use finsam::domain::period::{Period, Year};
use finsam::domain::voucher::{Layer, Posting, Voucher};
use finsam::ledger::{Books, Select};
use finsam::projection::Economy;
use finsam::statement::{self, Asked, Statement};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Every year and part of it that the sources or the plan give.
fn given(economy: &Economy) -> Vec<Asked> {
    let all = years(economy).flat_map(|year| Period::ALL.map(|period| ask(year, period)));
    all.filter(|asked| asked.check(economy).is_ok()).collect()
}

fn balans(economy: &Economy, asked: &Asked) -> Option<Statement> {
    statement::balans(economy, asked).ok()
}

fn sum(postings: &[Posting]) -> i128 {
    postings.iter().map(|posting| i128::from(posting.amount.ore())).sum()
}

/// Eget kapital when a year begins, straight from the ledger's postings.
fn equity_at(economy: &Economy, year: Year) -> i64 {
    economy.ledger.equity(economy.books(0), year.first_day()).map_or(0, Ore::ore)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn i01_a_voucher_sums_to_zero((forbund, scenario) in case(), by in 1_i64..1_000, at in any::<prop::sample::Index>()) {
        let economy = economy(&forbund, &scenario);
        for voucher in economy.ledger.vouchers() {
            prop_assert_eq!(sum(voucher.postings()), 0);
        }
        // And one that is an öre or more out cannot be built.
        let voucher = at.get(economy.ledger.vouchers());
        let mut postings = voucher.postings().to_vec();
        if let Some(posting) = postings.last_mut() {
            posting.amount = Ore::new(posting.amount.ore() + by);
            let built = Voucher::new(voucher.layer(), voucher.kind(), voucher.span(), postings);
            prop_assert_eq!(built.map_err(|unbalanced| unbalanced.0), Err(i128::from(by)));
        }
    }

    #[test]
    fn i02_all_postings_sum_to_zero_at_every_date_and_in_every_layer((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let dates: BTreeSet<_> = economy.ledger.vouchers().iter().flat_map(|voucher| [voucher.span().from, voucher.span().to]).collect();
        for date in dates {
            let mut layers: BTreeMap<Layer, i128> = BTreeMap::new();
            for voucher in economy.ledger.vouchers().iter().filter(|voucher| voucher.span().to <= date) {
                *layers.entry(voucher.layer()).or_default() += sum(voucher.postings());
            }
            prop_assert!(layers.values().all(|sum| *sum == 0), "{date}: {layers:?}");
            // As the ledger itself adds up, with the scenario and without it.
            for books in [economy.books(0), Books { later: None, ..economy.books(0) }] {
                let of = |(_, kind)| economy.ledger.balance(books, date, Select::Kind(kind)).map_or(0, Ore::ore);
                prop_assert_eq!(AccountKind::NAMES.map(of).iter().sum::<i64>(), 0);
            }
        }
    }

    #[test]
    fn i03_assets_are_equity_provisions_and_debts((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        for asked in given(&economy) {
            let Some(balans) = balans(&economy, &asked) else { continue };
            for column in 0..balans.columns.len() {
                let (assets, rest) = ("summa_tillgangar", "summa_eget_kapital_och_skulder");
                prop_assert_eq!(ore(&balans, assets, column), ore(&balans, rest, column), "{:?}", asked);
            }
            let (ledger, books, day) = (&economy.ledger, economy.books(0), asked.span().to);
            let stock = |kind| ledger.balance(books, day, Select::Kind(kind)).map_or(0, Ore::ore);
            prop_assert_eq!(ore(&balans, "summa_tillgangar", 0), stock(AccountKind::Tillgang));
            prop_assert_eq!(ore(&balans, "eget_kapital", 0), ledger.equity(books, day).map_or(0, Ore::ore));
            prop_assert_eq!(ore(&balans, "avsattningar", 0), -stock(AccountKind::Avsattning));
            prop_assert_eq!(ore(&balans, "summa_skulder", 0), -stock(AccountKind::Skuld));
        }
    }

    #[test]
    fn i04_the_result_is_the_change_of_equity((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        for asked in given(&economy) {
            let resultat = statement::resultat(&economy, &asked).expect("the period is given");
            // Of the year before the books begin only the closing balance is known.
            let columns = if asked.year == economy.first_year() { 1 } else { resultat.columns.len() };
            for column in 0..columns {
                let [opening, result, closing] = ["ingaende_eget_kapital", "arets_resultat", "utgaende_eget_kapital"]
                    .map(|row| ore(&resultat, row, column));
                prop_assert_eq!(opening + result, closing, "{:?}, column {}", asked, column);
            }
            if asked.period == Period::Helar {
                let change = equity_at(&economy, asked.year.next()) - equity_at(&economy, asked.year);
                prop_assert_eq!(ore(&resultat, "arets_resultat", 0), change);
            }
        }
    }

    #[test]
    fn i05_the_cash_flow_is_the_change_of_cash((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let cash = |day| {
            let select = Select::Account(economy.forbund.chart.roles.likvida_medel);
            economy.ledger.balance(economy.books(0), day, select).map_or(0, Ore::ore)
        };
        for asked in given(&economy) {
            let kassaflode = statement::kassaflode(&economy, &asked).expect("the period is given");
            let (opening, closing) = (cash(asked.span().from), cash(asked.span().to));
            prop_assert_eq!(ore(&kassaflode, "arets_kassaflode", 0), closing - opening, "{:?}", asked);
            prop_assert_eq!(ore(&kassaflode, "likvida_medel_vid_arets_slut", 0), closing);
            if let Some(balans) = balans(&economy, &asked) {
                prop_assert_eq!(ore(&balans, "kassa_och_bank", 0), closing);
            }
        }
    }

    #[test]
    fn i06_driftredovisning_ties_to_resultatrakning((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        for asked in given(&economy) {
            let resultat = statement::resultat(&economy, &asked).expect("the period is given");
            let drift = statement::drift(&economy, &asked).expect("the period is given");
            let printed = statement::drift_publicerad(&economy, &asked).expect("the period is given");
            // The year before stands in driftredovisningen only where the sources give the same part of it.
            let before = resultat.columns.get(1).and_then(|theirs| drift.columns.iter().position(|mine| mine.id == theirs.id));
            for (mine, theirs) in [(0, 0)].into_iter().chain(before.map(|column| (column, 1))) {
                let of = |row| ore(&resultat, row, theirs);
                let costs = of("verksamhetens_kostnader") + of("avskrivningar");
                let financial = of("finansiella_intakter") - of("finansiella_kostnader");
                prop_assert_eq!(ore(&drift, "intakter", mine), of("verksamhetens_intakter"));
                prop_assert_eq!(ore(&drift, "kostnader", mine), costs);
                prop_assert_eq!(ore(&drift, "finansnetto", mine), financial);
                prop_assert_eq!(ore(&drift, "extraordinara_poster", mine), of("extraordinara_poster"));
                prop_assert_eq!(ore(&drift, "resultat", mine), of("arets_resultat"));
                // The short form has no row for financial and extraordinary items but the one that reconciles.
                let rest = ore(&printed, "medlemsavgift", mine) - ore(&printed, "kostnader", mine) + ore(&printed, "finansnetto", mine);
                prop_assert_eq!(rest, ore(&printed, "resultat", mine));
                prop_assert_eq!(ore(&printed, "resultat", mine), of("arets_resultat"));
            }
        }
    }

    /// Every sum is the sum of its rows to the öre, in every column; also where a statement reckons the sum by itself.
    #[test]
    fn i06_every_sum_is_the_sum_of_its_rows((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        for statement in many_statements(&economy) {
            for row in statement.rows.iter().filter(|row| !row.parts.is_empty()) {
                for (column, cell) in row.cells.iter().enumerate().filter(|(column, _)| adds_up(&statement, row, *column)) {
                    let parts = row.parts.iter().map(|(part, sign)| sign * statement.rows[*part].cells[column].ore());
                    prop_assert_eq!(parts.sum::<i64>(), cell.ore(), "{} {} {}", &statement.title, &row.id, column);
                }
            }
        }
    }

    /// A planned year's budget column is what the plain reading says of the year before förbrukningsgrad.
    #[test]
    fn i06_the_budget_column_ties_to_the_projection((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let plain = finsam::projection::plain(&economy.projections[0].model).expect("nothing overflows");
        for (year, figures) in projected(&economy).zip(plain) {
            let drift = statement::drift(&economy, &ask(year, Period::Helar)).expect("the year is projected");
            let [outcome, budget, deviation] = [0, 1, 2].map(|column| ore(&drift, "kostnader", column));
            prop_assert_eq!((outcome, budget), (figures.costs, figures.budget));
            prop_assert_eq!(deviation, budget - outcome);
            let income = figures.result + figures.costs - figures.financial;
            prop_assert_eq!(ore(&drift, "intakter", 1), income);
        }
    }
}
