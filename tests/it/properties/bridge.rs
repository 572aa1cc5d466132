//! I18: the bridge between two scenarios closes, depends on no order, and names only what differs.

use super::cases;
use crate::world::forbund_with_two_scenarios;
use finsam::domain::assumption::{Assumption, Kind, ResolvedScenario};
use finsam::domain::forbund::Forbund;
use finsam::domain::period::Year;
use finsam::lab::{self, Bridge, Cell, Method, Mixture};
use finsam::projection::{Economy, YearFigures, compile, plain};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn assembled(forbund: &Forbund, scenarios: [&ResolvedScenario; 2]) -> Economy {
    let scenarios = scenarios.map(Clone::clone).to_vec();
    Economy::assemble(forbund.clone(), scenarios).expect("generated scenarios can be carried forward")
}

fn shared_year(one: &ResolvedScenario, other: &ResolvedScenario) -> Year {
    one.horizon.min(other.horizon)
}

fn bridge(forbund: &Forbund, from: &ResolvedScenario, to: &ResolvedScenario) -> Bridge {
    let economy = assembled(forbund, [from, to]);
    lab::bridge(&economy, [0, 1], shared_year(from, to)).expect("both reach the year")
}

/// What each cause decides, and its amount: the same whatever the positions in the file.
fn amounts(bridge: &Bridge) -> Vec<(Vec<Vec<Cell>>, i64)> {
    let cells = |cause: &lab::Cause| cause.differences.iter().map(|difference| difference.cells.clone()).collect();
    bridge.causes.iter().map(|cause| (cells(cause), cause.amount.ore())).collect()
}

/// Kinds that decide different things: within one, what comes later wins.
fn rank(kind: &Kind) -> u8 {
    match kind {
        Kind::StateAmount(_) | Kind::StateGrowth(_) => 0,
        Kind::Index { .. } => 1,
        Kind::Share { .. } => 2,
        Kind::Amount { .. } => 3,
        Kind::Forbrukning { .. } => 4,
        Kind::Interest(_) => 5,
        Kind::OneOff { .. } => 6,
        Kind::Adjustment { .. } => 7,
        Kind::Population { .. } => 8,
        Kind::Leave { .. } => 9,
        Kind::Join { .. } => 10,
        Kind::Stock { .. } => 11,
    }
}

/// The assumptions in another order with the same meaning: the kinds are mixed anew, and within a kind the order stays.
fn reordered(scenario: &ResolvedScenario, keys: &[u8]) -> ResolvedScenario {
    let mut places: Vec<usize> = (0..scenario.assumptions.len()).collect();
    places.sort_by_key(|at| keys[at % keys.len()].wrapping_add(*at as u8 / 7));
    let ranks: Vec<u8> = places.iter().map(|at| rank(&scenario.assumptions[*at].kind.value)).collect();
    let mut queues: BTreeMap<u8, Vec<Assumption>> = BTreeMap::new();
    for assumption in scenario.assumptions.iter().rev() {
        queues.entry(rank(&assumption.kind.value)).or_default().push(assumption.clone());
    }
    let next = |rank: &u8| queues.get_mut(rank).and_then(Vec::pop).expect("as many as there were");
    let assumptions = ranks.iter().map(next).collect();
    ResolvedScenario { assumptions, ..scenario.clone() }
}

fn figures(economy: &Economy, scenario: &ResolvedScenario) -> Vec<YearFigures<i64>> {
    let model = compile(&economy.forbund, &economy.ledger, scenario).expect("it can be carried forward");
    plain(&model).expect("nothing overflows")
}

proptest! {
    #![proptest_config(cases(64))]

    /// Taken apart and put together a scenario is still the same, in every figure of every year.
    #[test]
    fn i18_a_scenario_taken_apart_is_the_same((forbund, one, other) in forbund_with_two_scenarios()) {
        let economy = assembled(&forbund, [&one, &other]);
        let last = shared_year(&one, &other);
        let mixture = Mixture::new(&forbund, &one.assumptions, &other.assumptions, last);
        for (scenario, is_other) in [(&one, false), (&other, true)] {
            let again = ResolvedScenario { horizon: last, assumptions: mixture.assumptions(|_| is_other), ..scenario.clone() };
            let short = ResolvedScenario { horizon: last, ..scenario.clone() };
            prop_assert_eq!(figures(&economy, &again), figures(&economy, &short));
        }
    }

    #[test]
    fn i18_the_bridge_closes_to_the_ore((forbund, one, other) in forbund_with_two_scenarios()) {
        let bridge = bridge(&forbund, &one, &other);
        let sum: i64 = bridge.causes.iter().map(|cause| cause.amount.ore()).sum();
        prop_assert_eq!(bridge.rest.ore(), 0);
        prop_assert_eq!(bridge.from.ore() + sum, bridge.to.ore());
    }

    #[test]
    fn i18_the_other_way_has_the_other_sign((forbund, one, other) in forbund_with_two_scenarios()) {
        let (there, back) = (bridge(&forbund, &one, &other), bridge(&forbund, &other, &one));
        prop_assert_eq!(there.method, back.method);
        let turned: Vec<_> = amounts(&back).into_iter().map(|(cells, amount)| (cells, -amount)).collect();
        if there.method != Method::AsListed {
            prop_assert_eq!(amounts(&there), turned);
        }
    }

    #[test]
    fn i18_the_order_of_the_file_does_not_matter((forbund, one, other) in forbund_with_two_scenarios(), keys in prop::collection::vec(any::<u8>(), 12)) {
        let (as_drawn, mixed) = (bridge(&forbund, &one, &other), bridge(&forbund, &reordered(&one, &keys), &reordered(&other, &keys)));
        prop_assert_eq!(amounts(&as_drawn), amounts(&mixed));
    }

    /// The same assumptions in another order, said twice, or to another horizon, are no cause.
    #[test]
    fn i18_what_does_not_differ_is_no_cause((forbund, one, _) in forbund_with_two_scenarios(), keys in prop::collection::vec(any::<u8>(), 12)) {
        let mut other = reordered(&one, &keys);
        other.horizon = one.horizon.next();
        let doubled: Vec<Assumption> = (one.assumptions.iter()).filter(|assumption| rank(&assumption.kind.value) < 6).cloned().collect();
        other.assumptions.splice(0..0, doubled);
        let bridge = bridge(&forbund, &one, &other);
        prop_assert!(bridge.causes.is_empty(), "{:?}", bridge.causes);
        prop_assert_eq!(bridge.from, bridge.to);
    }

    /// What one scenario adds is all that is named, and what it adds it overrides.
    #[test]
    fn i18_only_what_is_added_is_named((forbund, one, other) in forbund_with_two_scenarios()) {
        // Who leaves and joins must stay possible, and an assumption of a year that is not reached says nothing.
        let fits = |added: &&Assumption| !matches!(rank(&added.kind.value), 9 | 10) && added.from <= one.horizon;
        let mut more = one.clone();
        more.assumptions.extend(other.assumptions.iter().find(fits).cloned());
        let bridge = bridge(&forbund, &one, &more);
        for difference in bridge.causes.iter().flat_map(|cause| &cause.differences) {
            prop_assert_eq!(&difference.after, &[one.assumptions.len()]);
        }
    }
}
