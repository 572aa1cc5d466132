//! Amounts that do not fit end in a problem with a place, in every reading alike; never in a panic or another number.

use super::cases;
use crate::world::case;
use finsam::diag::Code;
use finsam::domain::assumption::{Kind, ResolvedScenario};
use finsam::domain::forbund::Forbund;
use finsam::domain::money::{LIMIT_KR, Ore};
use finsam::domain::rate::Rate;
use finsam::ledger;
use finsam::projection::{Economy, Model, Scratch, Traced, What, YearFigures, compile, plain, run};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// The traced reading's figures, or `None` where it names an overflow.
fn traced(model: &Model) -> Option<Vec<YearFigures<i64>>> {
    let (mut traced, mut years) = (Traced::new(model), Vec::new());
    run(model, &mut traced, &mut Scratch::default(), &mut years);
    let value = |year: &YearFigures<_>| YearFigures {
        contributions: traced.value(year.contributions),
        budget: traced.value(year.budget),
        costs: traced.value(year.costs),
        financial: traced.value(year.financial),
        result: traced.value(year.result),
        equity: traced.value(year.equity),
        cash: year.cash.map(|node| traced.value(node)),
    };
    traced.overflow.is_none().then(|| years.iter().map(value).collect())
}

/// Every amount as large as may be read, every rate the highest, and `more` years for them to grow in.
fn swollen(forbund: &mut Forbund, scenario: &mut ResolvedScenario, more: usize) {
    let largest = Ore::new(LIMIT_KR * 100 - 100);
    for book in forbund.years.values_mut() {
        book.budgets.iter_mut().flat_map(|budget| &mut budget.lines).for_each(|(_, amount)| amount.value = largest);
    }
    scenario.horizon = scenario.horizon.plus(more);
    for assumption in &mut scenario.assumptions {
        assumption.to = None;
        match &mut assumption.kind.value {
            Kind::StateAmount(amount) | Kind::Amount { amount, .. } | Kind::Adjustment { amount, .. } => {
                *amount = largest
            }
            Kind::OneOff { amount, .. } | Kind::Stock { amount, .. } | Kind::Leave { payout: amount, .. } => {
                *amount = largest
            }
            Kind::StateGrowth(rate) | Kind::Index { rate, .. } => *rate = Rate::ONE,
            _ => {}
        }
    }
}

/// A value that no file can hold: of either sign and any size, often at the very edge.
fn extreme() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), i64::MAX - 400.., ..i64::MIN + 400, (0..63_u32).prop_map(|bits| 1 << bits), -3..3_i64]
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn amounts_that_do_not_fit_are_a_problem((mut forbund, mut scenario) in case(), more in 0..60_usize) {
        swollen(&mut forbund, &mut scenario, more);
        let published = ledger::build(&forbund, Vec::new());
        let published = published.expect("amounts that are let in fit in the published books");
        let model = compile(&forbund, &published, &scenario).expect("it can be compiled");
        let (plain, traced) = (plain(&model), traced(&model));
        prop_assert_eq!(&plain, &traced);
        match Economy::assemble(forbund, vec![scenario]) {
            Ok(_) => prop_assert!(plain.is_some(), "posted, although it overflowed"),
            Err(problems) => prop_assert!(problems.iter().all(|problem| problem.code == Code::F319), "{problems:?}"),
        }
    }

    /// A plain run may vary any slot to anything. Only the key's shares are held to what a file can hold: they sum to one.
    #[test]
    fn readings_agree_on_what_overflows((forbund, scenario) in case(), varied in vec((any::<Index>(), extreme()), 1..6)) {
        let published = ledger::build(&forbund, Vec::new()).expect("the books tie");
        let mut model = compile(&forbund, &published, &scenario).expect("it can be compiled");
        for (at, value) in varied {
            let slot = at.index(model.slots.len());
            if !matches!(model.slots[slot].key.what, What::Nyckel(_)) {
                model.slots[slot].default = value;
            }
        }
        prop_assert_eq!(plain(&model), traced(&model));
    }
}
