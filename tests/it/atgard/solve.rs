//! `mal` against exhaustive search: every lever, over random small förbund.

use super::{Draw, cases, draw, holds, is_the_prognosis_of};
use finsam::domain::money::Ore;
use finsam::domain::rate::Rate;
use finsam::lab::{Goal, Level, Lever, Outcome, Trial, solve, solve_evenly};
use proptest::prelude::*;

/// Goals near what the förbund has, so that many have an answer somewhere on the grid.
fn goal() -> impl Strategy<Value = (i64, bool, bool, Option<i64>)> {
    (0..=1_000_000_i64, any::<bool>(), any::<bool>(), prop::option::weighted(0.3, -500_000_000..=500_000_000_i64))
}

fn as_goal(draw: &Draw, drawn: (i64, bool, bool, Option<i64>), equity: i64) -> Goal {
    let (share, is_share, all_the_way, cash) = drawn;
    // An amount is what the scenario itself comes to, and a bit beside it.
    let level = if is_share {
        Level::Share(Rate::new(share))
    } else {
        Level::Amount(Ore::new(equity + (share - 500_000) * 97))
    };
    Goal { level, year: draw.years().1, all_the_way, cash: cash.map(Ore::new) }
}

/// The values that are tried one by one: all of a grid of shares; of a grid of kronor those near the answer, and some far away.
fn tried(lever: &Lever, near: i64) -> Vec<i64> {
    let grid = lever.grid();
    if lever.is_rate() {
        return (0..=grid.last()).map(|at| grid.low + at * grid.step).collect();
    }
    let steps = (near - grid.low) / grid.step;
    let close = (steps - 300)..=(steps + 300);
    let far = (0..40).map(|at| grid.last() / 40 * at);
    let doubling = (0..39).map(|power| steps + (1 << power)).chain((0..39).map(|power| steps - (1 << power)));
    let positions = close.chain(far).chain(doubling).filter(|at| (0..=grid.last()).contains(at));
    let mut values: Vec<i64> = positions.map(|at| grid.low + at * grid.step).collect();
    values.sort_unstable();
    values.dedup();
    values
}

fn meets(trial: &mut Trial<'_>, value: i64, demands: &[finsam::lab::Demand]) -> bool {
    trial.set(0, value);
    let first = trial.first_year();
    trial.run().is_some_and(|years| holds(demands, first, years))
}

proptest! {
    #![proptest_config(cases(96))]

    /// Of all values that meet the goal the answer is the most spending, no other beyond it meets, and those short of it that do not
    /// are said.
    #[test]
    fn the_answer_is_what_trying_every_value_finds(draw in draw(), drawn in goal()) {
        let economy = draw.economy();
        let Some(mut trial) = draw.trial(&economy) else { return Ok(()) };
        trial.shift(0, 0);
        let at = (draw.years().1.number() - draw.first().number()) as usize;
        let equity = trial.run().map_or(0, |years| years[at].equity);
        let goal = as_goal(&draw, drawn, equity);
        let solved = solve(&mut trial, &goal);
        let lever = trial.levers[0].clone();
        match &solved.outcome {
            Outcome::Met { met, next, holes } => {
                prop_assert!(holds(&solved.demands, draw.first(), &met.years));
                let step = if lever.raises() { -lever.grid().step } else { lever.grid().step };
                match next {
                    Some(next) => {
                        prop_assert_eq!(next.value, met.value + step);
                        prop_assert!(!holds(&solved.demands, draw.first(), &next.years));
                    }
                    None => prop_assert_eq!(met.value, if lever.raises() { lever.grid().low } else { lever.grid().high }),
                }
                for value in tried(&lever, met.value) {
                    let beyond = if lever.raises() { value < met.value } else { value > met.value };
                    let in_hole = holes.iter().any(|(low, high)| (*low..=*high).contains(&value));
                    prop_assert_eq!(meets(&mut trial, value, &solved.demands), !beyond && !in_hole, "{}", value);
                }
                trial.set(0, met.value);
                is_the_prognosis_of(&mut trial)?;
            }
            Outcome::Impossible { best, missing } => {
                prop_assert!(!missing.is_empty());
                for value in tried(&lever, best.value) {
                    prop_assert!(!meets(&mut trial, value, &solved.demands), "{} meets", value);
                }
            }
        }
    }

    /// Where the scenario has one value, that value leaves every figure as it is; so does not moving at all.
    #[test]
    fn at_its_present_value_a_lever_changes_nothing(draw in draw()) {
        let economy = draw.economy();
        let Some(mut trial) = draw.trial(&economy) else { return Ok(()) };
        let outlook = finsam::statement::outlook(&economy, 0, economy.last_year(0));
        let as_it_is: Vec<Ore> = outlook.planned().map(|year| year.equity).collect();
        // Decided contributions are the members' own, and the lever's follow the key.
        let first = draw.years().0;
        let is_decided = draw.forbund.years.range(first..).any(|(_, book)| !book.decided.is_empty());
        let is_compared = !(is_decided && matches!(trial.levers[0].aim, finsam::lab::Aim::State));
        let run: Vec<Ore> = trial.as_it_is.iter().map(|year| Ore::new(year.equity)).collect();
        prop_assert_eq!(&run, &as_it_is);
        if trial.shift(0, 0) && is_compared {
            let years = trial.run().expect("nothing overflows").iter().map(|year| Ore::new(year.equity));
            prop_assert_eq!(&years.collect::<Vec<_>>(), &as_it_is);
        }
        if let (Some(present), true) = (trial.present_throughout(0), is_compared) {
            trial.set(0, present);
            let years = trial.run().expect("nothing overflows").iter().map(|year| Ore::new(year.equity));
            prop_assert_eq!(&years.collect::<Vec<_>>(), &as_it_is);
        }
    }

    /// On an even path each year's value keeps eget kapital on or over the line, and the next value does not; it ends on or over
    /// the target.
    #[test]
    fn an_even_path_follows_its_line(draw in draw(), share in 0..=600_000_i64) {
        let economy = draw.economy();
        let Some(mut trial) = draw.trial(&economy) else { return Ok(()) };
        if matches!(trial.levers[0].aim, finsam::lab::Aim::State | finsam::lab::Aim::OneOff(_)) {
            return Ok(());
        }
        let (from, year) = draw.years();
        let goal = Goal { level: Level::Share(Rate::new(share)), year, all_the_way: false, cash: None };
        let even = solve_evenly(&mut trial, &goal);
        let of = |year: finsam::domain::period::Year| (year.number() - draw.first().number()) as usize;
        for step in &even.path {
            prop_assert!(even.years[of(step.year)].equity >= step.least.ore(), "{}", step.year);
            prop_assert!(step.next.is_none_or(|(_, equity)| equity < step.least), "{}", step.year);
        }
        let is_whole = even.path.len() == of(year) - of(from) + 1;
        prop_assert_eq!(even.missing.is_empty(), is_whole);
        if is_whole {
            let landing = even.years[of(year)];
            prop_assert!(landing.equity >= goal.level.of(landing.contributions));
            is_the_prognosis_of(&mut trial)?;
        }
    }
}
