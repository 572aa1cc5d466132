//! A grid over two levers: where each pair of values leads, and which rules it keeps.

use super::demand::margin;
use super::tolerance::Rules;
use super::trial::Trial;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::law;

/// So many pairs at the most: more than anybody reads.
pub const MOST_PAIRS: i64 = 10_000;

/// Where a pair of values leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Eget kapital in the target's year.
    pub equity: Ore,
    /// The target then.
    pub target: Ore,
    /// Whether it meets the target, keeps eget kapital and likvida medel from going below nothing, and has income over costs in every
    /// year of the span (KL 11:5 st. 2).
    pub keeps: [bool; 4],
}

/// Every pair of values of the trial's two levers, row by row, judged from a year to the target's; none where an amount overflows.
pub fn matrix(
    trial: &mut Trial<'_>,
    [rows, columns]: [&[i64]; 2],
    rules: &Rules,
    span: [Year; 2],
) -> Vec<Vec<Option<Pair>>> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        trial.set(0, *row);
        let mut pairs = Vec::with_capacity(columns.len());
        for column in columns {
            trial.set(1, *column);
            pairs.push(pair(trial, rules, span));
        }
        found.push(pairs);
    }
    found
}

fn pair(trial: &mut Trial<'_>, rules: &Rules, [from, year]: [Year; 2]) -> Option<Pair> {
    let first = trial.first_year();
    let years = trial.run()?;
    let at = |year: Year| (year.number() - first.number()) as usize;
    let [target, not_negative, no_credit] = rules.all().map(|demands| margin(demands, first, Some(years)) >= 0);
    let has_income = years[at(from)..=at(year)].iter().all(|figures| law::meets_budgetkrav(Ore::new(figures.result)));
    let equity = years[at(year)].equity;
    let level = equity - margin(&rules.target, first, Some(years));
    let keeps = [target, not_negative, no_credit, has_income];
    Some(Pair { equity: Ore::new(equity), target: Ore::new(level), keeps })
}
