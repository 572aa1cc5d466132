//! Levers: the value that lands on a target, what each assumption tolerates, and a grid over two; over random förbund, and on the
//! förbund's own figures with the arithmetic beside.

mod facit;
mod matrix;
mod pages;
mod solve;
mod tolerance;

use crate::world;
use finsam::domain::assumption::ResolvedScenario;
use finsam::domain::forbund::{Forbund, Party};
use finsam::domain::money::Ore;
use finsam::domain::period::Year;
use finsam::lab::{Aim, Demand, Lever, Trial};
use finsam::projection::{Economy, YearFigures};
use finsam::statement;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

/// So many cases, and no file of failures.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, max_shrink_iters: 100, ..Config::default() }
}

/// A förbund with a scenario, a lever by chance, and a year to judge.
#[derive(Clone, Debug)]
struct Draw {
    forbund: Forbund,
    scenario: ResolvedScenario,
    lever: Index,
    from: Index,
    year: Index,
}

fn draw() -> impl Strategy<Value = Draw> {
    (world::case().boxed(), any::<[Index; 3]>()).prop_map(|((forbund, scenario), [lever, from, year])| Draw {
        forbund,
        scenario,
        lever,
        from,
        year,
    })
}

impl Draw {
    fn economy(&self) -> Economy {
        Economy::assemble(self.forbund.clone(), vec![self.scenario.clone()]).expect("a case can be carried forward")
    }

    fn first(&self) -> Year {
        self.forbund.first_projected()
    }

    /// A year from which the lever is moved, and one that is judged, not before it.
    fn years(&self) -> (Year, Year) {
        let all: Vec<Year> = self.first().through(self.scenario.horizon).collect();
        let from = self.from.index(all.len());
        (all[from], all[from + self.year.index(all.len() - from)])
    }

    /// Every lever of the förbund, and those that can be narrowed to its first kommun.
    fn levers(&self) -> Vec<Lever> {
        let mut levers = Lever::all(&self.forbund, self.years().0);
        let kommun = self.forbund.of_party(Party::Kommun).next();
        let narrow = |lever: &Lever| matches!(lever.aim, Aim::Share(_) | Aim::Insats(_) | Aim::Spent(_));
        let narrowed: Vec<Lever> =
            levers.iter().filter(|lever| narrow(lever)).map(|lever| Lever { kommun, ..lever.clone() }).collect();
        levers.extend(narrowed);
        levers
    }

    /// The drawn lever laid on the scenario; `None` where it has nothing to move.
    fn trial<'e>(&self, economy: &'e Economy) -> Option<Trial<'e>> {
        let levers = self.levers();
        Trial::new(economy, 0, vec![levers[self.lever.index(levers.len())].clone()]).ok()
    }
}

/// Whether every demand holds, reckoned from the figures one by one.
fn holds(demands: &[Demand], first: Year, years: &[YearFigures<i64>]) -> bool {
    let of = |year: Year| &years[usize::try_from(year.number() - first.number()).expect("a projected year")];
    demands.iter().all(|demand| match *demand {
        Demand::Equity { year, level } => of(year).equity >= level.of(of(year).contributions),
        Demand::Cash { year, tertial, least } => of(year).cash[tertial] >= least.ore(),
    })
}

/// The figures of a run are those of the scenario with the same assumptions, read through the ledger as every report does.
fn is_the_prognosis_of(trial: &mut Trial<'_>) -> Result<(), TestCaseError> {
    let Some(years) = trial.run().map(<[_]>::to_vec) else { return Ok(()) };
    let scenario = trial.as_scenario();
    let economy =
        Economy::assemble(trial.economy().forbund.clone(), vec![scenario]).expect("it can be carried forward");
    let outlook = statement::outlook(&economy, 0, economy.last_year(0));
    let planned: Vec<_> = outlook.planned().collect();
    prop_assert_eq!(planned.len(), years.len());
    for (seen, run) in planned.iter().zip(&years) {
        let figures = [run.contributions, run.result, run.equity, run.cash[2]].map(Ore::new);
        prop_assert_eq!([seen.contributions, seen.result, seen.equity, seen.cash], figures, "{}", seen.year);
    }
    Ok(())
}
