//! The projection against the oracle: per member, line and tertial, for a reversed tie order survives every test on totals.

use super::{cases, economy, projected};
use crate::oracle::{OracleYear, oracle};
use crate::world::case;
use finsam::domain::account::StatementRow;
use finsam::domain::forbund::{LineIx, MemberIx};
use finsam::domain::money::Ore;
use finsam::domain::period::Period;
use finsam::ledger::Select;
use finsam::projection::{Economy, YearFigures, plain};
use proptest::prelude::*;

/// What the ledger has of a selection in each tertial of the year, 0 where there is nothing.
fn by_tertial(economy: &Economy, expected: &OracleYear, select: Select) -> [i64; 3] {
    let moved = |period: Period| economy.ledger.movement(economy.books(0), period.span(expected.year), select);
    Period::TERTIALS.map(|period| moved(period).map_or(0, Ore::ore))
}

fn of<K: PartialEq>(list: &[(K, [i64; 3])], key: K) -> [i64; 3] {
    list.iter().find(|(other, _)| *other == key).map_or([0; 3], |(_, parts)| *parts)
}

/// Each member's and each line's own tertials, also of those that have none.
fn check_parts(economy: &Economy, expected: &OracleYear) -> Result<(), TestCaseError> {
    for at in 0..economy.forbund.members.len() {
        let member = MemberIx(u16::try_from(at).expect("few members"));
        let posted = by_tertial(economy, expected, Select::Member(member)).map(|debit| -debit);
        prop_assert_eq!(
            posted,
            of(&expected.members, member),
            "{} {}",
            expected.year,
            &economy.forbund.member(member).id
        );
    }
    for at in 0..economy.forbund.lines.len() {
        let line = LineIx(u16::try_from(at).expect("few lines"));
        let posted = by_tertial(economy, expected, Select::Line(line));
        prop_assert_eq!(posted, of(&expected.lines, line), "{} {}", expected.year, &economy.forbund.line(line).id);
        let layer = economy.projections[0].budget();
        let planned = Period::TERTIALS.map(|period| {
            let span = period.span(expected.year);
            economy.ledger.layer_movement(layer, span, Select::Line(line)).map_or(0, Ore::ore)
        });
        prop_assert_eq!(planned, of(&expected.budget_lines, line), "budget {} {}", expected.year, line.0);
    }
    let income = by_tertial(economy, expected, Select::Row(StatementRow::VerksamhetensIntakter));
    let contributed = by_tertial(economy, expected, Select::Account(economy.forbund.chart.roles.medlemsbidrag));
    prop_assert_eq!([0, 1, 2].map(|at| contributed[at] - income[at]), expected.raised);
    let contributions: i64 = expected.members.iter().flat_map(|(_, parts)| parts).sum();
    let income = by_tertial(economy, expected, Select::Row(StatementRow::VerksamhetensIntakter)).iter().sum::<i64>();
    prop_assert_eq!(-income, contributions + expected.other_income);
    let costs = by_tertial(economy, expected, Select::Row(StatementRow::VerksamhetensKostnader));
    prop_assert_eq!(costs.iter().sum::<i64>(), expected.costs);
    Ok(())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn the_projection_equals_the_oracle((forbund, scenario) in case()) {
        let (economy, expected) = (economy(&forbund, &scenario), oracle(&forbund, &scenario));
        let plain = plain(&economy.projections[0].model).expect("nothing overflows");
        prop_assert_eq!(projected(&economy).collect::<Vec<_>>(), expected.iter().map(|year| year.year).collect::<Vec<_>>());
        for (figures, expected) in plain.iter().zip(&expected) {
            let wanted = YearFigures {
                contributions: expected.contributions,
                budget: expected.costs_budget,
                costs: expected.costs,
                financial: expected.financial,
                result: expected.result,
                equity: expected.equity,
                cash: expected.cash_at_tertials,
            };
            prop_assert_eq!(*figures, wanted, "{}", expected.year);
            prop_assert_eq!(expected.cash, figures.cash[2]);
            check_parts(&economy, expected)?;
        }
    }
}
