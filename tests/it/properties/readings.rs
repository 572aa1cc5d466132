//! I13: the plain and the traced reading are one projection, and the derivation says truly how each öre came about.

use super::{cases, economy, projected};
use crate::world::case;
use finsam::domain::account::StatementRow;
use finsam::domain::money::Ore;
use finsam::domain::period::{Period, Year};
use finsam::ledger::Select;
use finsam::projection::{Economy, YearFigures, plain};
use proptest::prelude::*;

/// A year's figures as the ledger's postings add up to them.
fn posted(economy: &Economy, year: Year) -> YearFigures<i64> {
    let (ledger, books, span) = (&economy.ledger, economy.books(0), Period::Helar.span(year));
    let (roles, costs) = (economy.forbund.chart.roles, Select::Row(StatementRow::VerksamhetensKostnader));
    let moved = |select| ledger.movement(books, span, select).map_or(0, Ore::ore);
    let cash = |period: Period| {
        let end = period.span(year).to;
        ledger.balance(books, end, Select::Account(roles.likvida_medel)).map_or(0, Ore::ore)
    };
    YearFigures {
        contributions: -moved(Select::Account(roles.medlemsbidrag)),
        budget: ledger.layer_movement(economy.projections[0].budget(), span, costs).map_or(0, Ore::ore),
        costs: moved(costs),
        financial: -moved(Select::Account(roles.finansiella_intakter)),
        result: -moved(Select::Result),
        equity: ledger.equity(books, span.to).map_or(0, Ore::ore),
        cash: Period::TERTIALS.map(cash),
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn i13_plain_and_traced_readings_give_the_same_ore((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let projection = &economy.projections[0];
        let plain = plain(&projection.model).expect("nothing overflows");
        prop_assert_eq!(plain.len(), projection.years.len());
        for (plain, traced) in plain.iter().zip(&projection.years) {
            let value = |node| projection.value(node).ore();
            let traced = YearFigures {
                contributions: value(traced.contributions),
                budget: value(traced.budget),
                costs: value(traced.costs),
                financial: value(traced.financial),
                result: value(traced.result),
                equity: value(traced.equity),
                cash: traced.cash.map(value),
            };
            prop_assert_eq!(*plain, traced);
        }
    }

    #[test]
    fn i13_every_node_follows_from_its_operands((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let projection = &economy.projections[0];
        for (at, node) in projection.nodes.iter().enumerate() {
            prop_assert!(projection.operands(node).iter().all(|operand| (operand.0 as usize) < at), "operands come first");
            match (node.rule, node.slot) {
                (Some(rule), None) => {
                    let operands: Vec<i64> = projection.operands(node).iter().map(|operand| projection.value(*operand).ore()).collect();
                    prop_assert_eq!(rule.apply(&operands), Some(node.value), "{:?} {:?}", rule, node.key);
                }
                (None, Some(slot)) => {
                    let slot = projection.model.slot(slot);
                    prop_assert!(projection.operands(node).is_empty());
                    prop_assert_eq!((slot.default, slot.key), (node.value, node.key));
                }
                other => prop_assert!(false, "a node is a leaf or has a rule: {other:?}"),
            }
        }
    }

    #[test]
    fn i13_postings_tie_to_the_plain_totals_of_the_year((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let plain = plain(&economy.projections[0].model).expect("nothing overflows");
        for (year, figures) in projected(&economy).zip(plain) {
            prop_assert_eq!(posted(&economy, year), figures, "{}", year);
        }
    }
}
