//! `kanslighet`: inside what an assumption tolerates every point holds, just outside none does, and a move is what a run gives.

use super::{cases, draw, holds};
use finsam::domain::money::Ore;
use finsam::domain::rate::Rate;
use finsam::lab::{Level, Rules, Tolerance, Trial, tolerances};
use finsam::projection::Economy;
use proptest::prelude::*;

/// Values inside and just outside the runs, those near today's, and some far away.
fn points(of: &Tolerance, runs: &[(i64, i64)]) -> Vec<i64> {
    let grid = of.lever.grid();
    let mut positions: Vec<i64> = (0..=8).map(|part| grid.last() / 8 * part).collect();
    let edges = runs.iter().flat_map(|(low, high)| [*low, *high, low + (high - low) / 2]).chain(of.present);
    for edge in edges {
        let at = (edge - grid.low) / grid.step;
        positions.extend((at - 12)..=(at + 12));
        positions.extend((4..30).flat_map(|power| [at - (1 << power), at + (1 << power)]));
    }
    positions.retain(|at| (0..=grid.last()).contains(at));
    positions.iter().map(|at| grid.low + at * grid.step).collect()
}

fn check(economy: &Economy, of: &Tolerance, rules: &Rules) -> Result<(), TestCaseError> {
    let mut trial = Trial::new(economy, 0, vec![of.lever.clone()]).expect("it moved something");
    let first = trial.first_year();
    for (rule, demands) in of.rules.iter().zip(rules.all()) {
        let inside = |value: i64| rule.runs.iter().any(|(low, high)| (*low..=*high).contains(&value));
        for value in points(of, &rule.runs) {
            trial.set(0, value);
            let is_met = trial.run().is_some_and(|years| holds(demands, first, years));
            prop_assert_eq!(is_met, inside(value), "{:?} {}", of.lever, value);
        }
        prop_assert_eq!(holds(demands, first, &trial.as_it_is), rule.holds_now);
        if let Some((value, _)) = rule.turns {
            prop_assert_ne!(inside(value), rule.holds_now, "{:?} turns at {}", of.lever, value);
            // Nothing nearer to today's value on the grid turns it.
            let present = of.present.expect("it is turned from somewhere");
            let grid = of.lever.grid();
            for nearer in [value - grid.step, value + grid.step] {
                let is_nearer = (nearer - present).abs() < (value - present).abs();
                let on_grid = (grid.low..=grid.high).contains(&nearer);
                prop_assert!(!is_nearer || !on_grid || inside(nearer) == rule.holds_now || present == nearer);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn every_point_inside_holds_and_none_outside(draw in draw(), share in 0..=1_000_000_i64) {
        let economy = draw.economy();
        let (from, year) = draw.years();
        let rules = Rules::new(from, year, Level::Share(Rate::new(share)));
        for of in tolerances(&economy, 0, from, year, &rules).expect("it can be tried") {
            check(&economy, &of, &rules)?;
            let Some((step, moves)) = of.moves else { continue };
            let mut trial = Trial::new(&economy, 0, vec![of.lever.clone()]).expect("it moved something");
            let at = (year.number() - draw.first().number()) as usize;
            let mut equity = |by: i64| {
                trial.shift(0, by);
                trial.run().map(|years| years[at].equity)
            };
            let size = step.size(of.present.unwrap_or(0));
            let (now, less, more) = (equity(0), equity(-size), equity(size));
            let gap = |moved: Option<i64>| moved.zip(now).map(|(moved, now)| Ore::new(moved - now));
            prop_assert_eq!([gap(less), gap(more)], moves.map(Some));
        }
    }
}
