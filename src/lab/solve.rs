//! The value of a lever that reaches a target: the most spending one on its grid, with the proof that the next does not.

use super::demand::{Demand, Level, broken, margin};
use super::edge::{Run, meeting};
use super::lever::Grid;
use super::trial::Trial;
use crate::domain::money::{Ore, round_half_away};
use crate::domain::period::Year;
use crate::projection::YearFigures;

/// What is to be reached, and what must hold on the way: from the lever's first year to the target's.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// How much eget kapital.
    pub level: Level,
    /// At the end of this year.
    pub year: Year,
    /// Never below it on the way.
    pub all_the_way: bool,
    /// Likvida medel never below this.
    pub cash: Option<Ore>,
}

impl Goal {
    /// All of it as demands, from a year on.
    pub fn demands(&self, from: Year) -> Vec<Demand> {
        let first = if self.all_the_way { from } else { self.year };
        let cash = self.cash.into_iter().flat_map(|least| Demand::cash(from, self.year, least));
        Demand::equity(first, self.year, self.level).chain(cash).collect()
    }
}

/// A value and where it leads.
#[derive(Clone, Debug)]
pub struct Point {
    /// The value.
    pub value: i64,
    /// The projected years.
    pub years: Vec<YearFigures<i64>>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The value that meets all, and the next, which does not; none where the grid ends.
    Met {
        /// It.
        met: Point,
        /// The next.
        next: Option<Point>,
        /// Values that fail though a more spending one meets, as runs from the lowest.
        holes: Vec<(i64, i64)>,
    },
    /// No value does: the most careful one, and what it does not meet.
    Impossible {
        /// It.
        best: Point,
        /// What is missing.
        missing: Vec<(Demand, Ore)>,
    },
}

/// An answer beside the scenario as it is.
#[derive(Clone, Debug)]
pub struct Solved {
    /// What was demanded.
    pub demands: Vec<Demand>,
    /// The scenario as it is.
    pub present: Vec<YearFigures<i64>>,
    /// What came of it.
    pub outcome: Outcome,
}

/// A grid seen from its most careful value to its most spending.
#[derive(Clone, Copy)]
pub(super) struct Toward {
    grid: Grid,
    raises: bool,
}

impl Toward {
    pub(super) fn new(trial: &Trial<'_>, lever: usize) -> Self {
        Toward { grid: trial.levers[lever].grid(), raises: trial.levers[lever].raises() }
    }

    pub(super) fn last(self) -> i64 {
        self.grid.last()
    }

    pub(super) fn value(self, at: i64) -> i64 {
        let steps = if self.raises { self.last() - at } else { at };
        self.grid.low + steps * self.grid.step
    }

    /// A run of positions as the lowest and the highest of its values.
    pub(super) fn values(self, run: Run) -> (i64, i64) {
        let (a, b) = (self.value(run.first), self.value(run.last));
        (a.min(b), a.max(b))
    }
}

/// The runs of positions at which a lever meets the demands.
pub(super) fn met(trial: &mut Trial<'_>, lever: usize, demands: &[Demand]) -> Vec<Run> {
    let (toward, wobble, first) = (Toward::new(trial, lever), trial.wobble(lever), trial.first_year());
    meeting(toward.last(), wobble, |at| {
        trial.set(lever, toward.value(at));
        margin(demands, first, trial.run())
    })
}

fn point(trial: &mut Trial<'_>, lever: usize, value: i64) -> Point {
    trial.set(lever, value);
    Point { value, years: trial.run().map(<[_]>::to_vec).unwrap_or_default() }
}

/// The most spending value of the trial's one lever that meets the goal. The trial is left at the answer.
pub fn solve(trial: &mut Trial<'_>, goal: &Goal) -> Solved {
    let lever = 0;
    let demands = goal.demands(trial.levers[lever].from);
    let present = trial.as_it_is.clone();
    let (runs, toward) = (met(trial, lever, &demands), Toward::new(trial, lever));
    let outcome = match runs.last() {
        Some(run) => {
            let next = (run.last < toward.last()).then(|| point(trial, lever, toward.value(run.last + 1)));
            let between = runs.windows(2).map(|pair| Run { first: pair[0].last + 1, last: pair[1].first - 1 });
            let lead = (runs[0].first > 0).then(|| Run { first: 0, last: runs[0].first - 1 });
            let holes = lead.into_iter().chain(between).map(|hole| toward.values(hole)).collect();
            Outcome::Met { met: point(trial, lever, toward.value(run.last)), next, holes }
        }
        None => {
            let best = point(trial, lever, toward.value(0));
            let missing = broken(&demands, trial.first_year(), &best.years);
            Outcome::Impossible { best, missing }
        }
    };
    Solved { demands, present, outcome }
}

/// A year of an even path.
#[derive(Clone, Debug)]
pub struct EvenYear {
    /// The year.
    pub year: Year,
    /// The value from this year on, until the next year's.
    pub value: i64,
    /// What eget kapital must be at its end: on the straight line to the target.
    pub least: Ore,
    /// What it would be with the next value; none where the grid ends.
    pub next: Option<(i64, Ore)>,
}

/// An even path, or the year that stops it.
#[derive(Clone, Debug)]
pub struct Even {
    /// The scenario as it is.
    pub present: Vec<YearFigures<i64>>,
    /// The years as far as they could be met.
    pub path: Vec<EvenYear>,
    /// Where it leads.
    pub years: Vec<YearFigures<i64>>,
    /// What the most careful value does not meet, where none does.
    pub missing: Vec<(Demand, Ore)>,
}

/// A value a year, so that eget kapital goes in a straight line from the year before the lever's first to the target: the yearly
/// result is then the same, within a step of the grid. In each year it is the most spending value that stays on or over the line
/// and meets what else is demanded up to that year. The trial is left at the answer.
///
/// Only for levers that leave the contributions alone, so that the target stands still.
pub fn solve_evenly(trial: &mut Trial<'_>, goal: &Goal) -> Even {
    let (lever, from, first) = (0, trial.levers[0].from, trial.first_year());
    let toward = Toward::new(trial, lever);
    let present = trial.as_it_is.clone();
    let at = |year: Year| (year.number() - first.number()) as usize;
    let before =
        if from == first { present[0].equity - present[0].result } else { present[at(from.previous())].equity };
    let rise = i128::from(goal.level.of(present[at(goal.year)].contributions) - before);
    let span = i128::from(goal.year.number() - from.number() + 1);
    let (mut path, mut missing) = (Vec::new(), Vec::new());
    for (year, passed) in from.through(goal.year).zip(1_i128..) {
        // The line goes through whole kronor, but ends exactly at the target.
        let passed_rise = if year == goal.year { rise } else { 100 * round_half_away(rise * passed, 100 * span) };
        let least = Ore::new(before + passed_rise as i64);
        let mut demands = goal.demands(from);
        demands.retain(|demand| demand.year() == year);
        demands.push(Demand::Equity { year, level: Level::Amount(least) });
        let run = |trial: &mut Trial<'_>, at: i64| {
            trial.set_from(lever, year, toward.value(at));
            trial.run().map(<[_]>::to_vec).unwrap_or_default()
        };
        let runs = meeting(toward.last(), trial.wobble(lever), |at| margin(&demands, first, Some(&run(trial, at))));
        let Some(last) = runs.last().map(|run| run.last) else {
            missing = broken(&demands, first, &run(trial, 0));
            break;
        };
        let next = (last < toward.last()).then(|| {
            let equity = run(trial, last + 1).get(at(year)).map_or(0, |figures| figures.equity);
            (toward.value(last + 1), Ore::new(equity))
        });
        run(trial, last);
        path.push(EvenYear { year, value: toward.value(last), least, next });
    }
    let years = trial.run().map(<[_]>::to_vec).unwrap_or_default();
    Even { present, path, years, missing }
}
