//! What each assumption tolerates by itself, and how much eget kapital moves with it.

use super::demand::{Demand, Level, margin};
use super::lever::{Aim, Lever};
use super::solve::{Toward, met};
use super::trial::Trial;
use crate::diag::{Code, Problem};
use crate::domain::money::{LIMIT_KR, Ore, round_half_away, round_half_away_64};
use crate::domain::period::Year;
use crate::projection::{Economy, KR};

/// How far an assumption is moved each way to see what eget kapital does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A percentage point, for shares and rates.
    Point,
    /// One per cent of an amount, in whole kronor; the same kronor every year.
    Percent,
    /// 100 tkr, for an amount that is nothing today.
    HundredTkr,
}

impl Step {
    /// In öre or millionths, from what stands today.
    pub fn size(self, present: i64) -> i64 {
        match self {
            Step::Point => 10_000,
            Step::Percent => round_half_away_64(present.abs() / 100, KR) * KR,
            Step::HundredTkr => 10_000_000,
        }
    }
}

/// What is asked of an assumption: three rules, each with its demands.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Eget kapital meets the target in its year.
    pub target: Vec<Demand>,
    /// Eget kapital is never below nothing at a year's end.
    pub not_negative: Vec<Demand>,
    /// Likvida medel are never below nothing at a tertial's end.
    pub no_credit: Vec<Demand>,
}

impl Rules {
    /// The rules from a year to that of the target.
    pub fn new(from: Year, year: Year, level: Level) -> Rules {
        Rules {
            target: Demand::equity(year, year, level).collect(),
            not_negative: Demand::equity(from, year, Level::Amount(Ore::ZERO)).collect(),
            no_credit: Demand::cash(from, year, Ore::ZERO).collect(),
        }
    }

    /// The three in the order they are shown.
    pub fn all(&self) -> [&[Demand]; 3] {
        [&self.target, &self.not_negative, &self.no_credit]
    }
}

/// The values of a lever at which a rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tolerated {
    /// Runs of values, each the lowest and the highest, in order.
    pub runs: Vec<(i64, i64)>,
    /// Whether the scenario as it is meets the rule.
    pub holds_now: bool,
    /// The nearest value to today's where that is otherwise, and how far off it is as a share of today's, in ten-thousandths; none
    /// where there is no such value, no one value today, or it is 0.
    pub turns: Option<(i64, i64)>,
}

/// One assumption.
#[derive(Clone, Debug)]
pub struct Tolerance {
    /// What is moved.
    pub lever: Lever,
    /// Its value in the scenario, if it has one.
    pub present: Option<i64>,
    /// The three rules, in order.
    pub rules: [Tolerated; 3],
    /// How eget kapital in the target's year moves when it is one step less and one step more; less of what cannot be less is no
    /// move.
    pub moves: Option<(Step, [Ore; 2])>,
}

/// Every assumption that the scenario has something of, from a year on.
///
/// # Errors
/// What the scenario with a lever on top cannot be compiled for.
pub fn tolerances(
    economy: &Economy,
    scenario: usize,
    from: Year,
    year: Year,
    rules: &Rules,
) -> Result<Vec<Tolerance>, Problem> {
    let mut found = Vec::new();
    for lever in Lever::all(&economy.forbund, from) {
        match Trial::new(economy, scenario, vec![lever]) {
            // A line without an amount is nothing that is assumed.
            Ok(trial) if matches!(trial.levers[0].aim, Aim::Line(_)) && trial.present_throughout(0) == Some(0) => {}
            Ok(mut trial) => found.push(tolerance(&mut trial, year, rules)),
            // An index of costs that the scenario does not have, or a line that nobody pays for.
            Err(problem) if problem.code == Code::F561 => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(found)
}

fn tolerance(trial: &mut Trial<'_>, year: Year, rules: &Rules) -> Tolerance {
    let present = trial.present_throughout(0).or_else(|| amount_at_first(trial));
    let rules = rules.all().map(|demands| tolerated(trial, present, demands));
    let moves = moves(trial, present, year);
    Tolerance { lever: trial.levers[0].clone(), present, rules, moves }
}

/// An amount that changes over the years is told by its first.
fn amount_at_first(trial: &Trial<'_>) -> Option<i64> {
    let lever = &trial.levers[0];
    if lever.is_rate() { None } else { trial.present(0, lever.from) }
}

fn tolerated(trial: &mut Trial<'_>, present: Option<i64>, demands: &[Demand]) -> Tolerated {
    let toward = Toward::new(trial, 0);
    let found = met(trial, 0, demands);
    let first = trial.first_year();
    let holds_now = margin(demands, first, Some(&trial.as_it_is)) >= 0;
    let mut runs: Vec<(i64, i64)> = found.iter().map(|run| toward.values(*run)).collect();
    runs.sort_unstable();
    // An amount that changes over the years is not the scenario when its first stands in all of them: where that alone turns the rule,
    // there is no distance from today to say.
    let is_inside = |value: i64| runs.iter().any(|(low, high)| (*low..=*high).contains(&value));
    let present = present.filter(|present| is_inside(*present) == holds_now);
    let turns = present.and_then(|present| turns(trial, &runs, present, holds_now));
    Tolerated { runs, holds_now, turns }
}

/// The nearest value on the grid that is inside the runs where today's is outside, or outside where it is inside.
fn turns(trial: &Trial<'_>, runs: &[(i64, i64)], present: i64, holds_now: bool) -> Option<(i64, i64)> {
    let grid = trial.levers[0].grid();
    let edges = runs.iter().flat_map(|(low, high)| match holds_now {
        true => [low - grid.step, high + grid.step],
        false => [*low, *high],
    });
    let on_grid = edges.filter(|value| (grid.low..=grid.high).contains(value) && *value != present);
    let nearest = on_grid.min_by_key(|value| (value - present).abs())?;
    let share = round_half_away(i128::from(nearest - present) * 10_000, i128::from(present.abs()).max(1));
    (present != 0).then(|| (nearest, i64::try_from(share).unwrap_or(LIMIT_KR)))
}

fn moves(trial: &mut Trial<'_>, present: Option<i64>, year: Year) -> Option<(Step, [Ore; 2])> {
    let at = (year.number() - trial.first_year().number()) as usize;
    let present = present.unwrap_or(0);
    let kind = match () {
        () if trial.levers[0].is_rate() => Step::Point,
        () if Step::Percent.size(present) > 0 => Step::Percent,
        () => Step::HundredTkr,
    };
    let step = kind.size(present);
    let mut equity = |by: i64| {
        let is_known = trial.shift(0, by);
        trial.run().filter(|_| is_known).map(|years| years[at].equity)
    };
    let (now, less, more) = (equity(0)?, equity(-step)?, equity(step)?);
    Some((kind, [less - now, more - now].map(Ore::new)))
}
