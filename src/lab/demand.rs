//! What is demanded of a run: eget kapital at a year's end, likvida medel at a tertial's.

use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::rate::Rate;
use crate::law;
use crate::projection::YearFigures;

/// How much eget kapital is meant: a share of the year's contributions, as the förbund's own target, or an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A share.
    Share(Rate),
    /// An amount.
    Amount(Ore),
}

impl Level {
    /// In a year with these contributions.
    pub fn of(self, contributions: i64) -> i64 {
        match self {
            Level::Share(share) => law::target(share, Ore::new(contributions)).ore(),
            Level::Amount(amount) => amount.ore(),
        }
    }
}

/// One thing that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Eget kapital at the end of the year.
    Equity {
        /// The year.
        year: Year,
        /// At least.
        level: Level,
    },
    /// Likvida medel at the end of a tertial.
    Cash {
        /// The year.
        year: Year,
        /// The tertial, 0 to 2.
        tertial: usize,
        /// At least.
        least: Ore,
    },
}

impl Demand {
    /// The year it is of.
    pub fn year(self) -> Year {
        let (Demand::Equity { year, .. } | Demand::Cash { year, .. }) = self;
        year
    }

    /// By how much it is met in a run that begins with `first`; negative is what is missing.
    pub fn margin(self, first: Year, years: &[YearFigures<i64>]) -> i64 {
        let at = (self.year().number() - first.number()) as usize;
        let Some(figures) = years.get(at) else { return i64::MIN };
        match self {
            Demand::Equity { level, .. } => figures.equity.saturating_sub(level.of(figures.contributions)),
            Demand::Cash { tertial, least, .. } => figures.cash[tertial].saturating_sub(least.ore()),
        }
    }

    /// Eget kapital at least so much at every year's end.
    pub fn equity(from: Year, to: Year, level: Level) -> impl Iterator<Item = Demand> {
        from.through(to).map(move |year| Demand::Equity { year, level })
    }

    /// Likvida medel at least so much at every tertial's end.
    pub fn cash(from: Year, to: Year, least: Ore) -> impl Iterator<Item = Demand> {
        from.through(to).flat_map(move |year| [0, 1, 2].map(|tertial| Demand::Cash { year, tertial, least }))
    }
}

/// The least margin of all the demands; as low as can be for a run that overflowed.
pub fn margin(demands: &[Demand], first: Year, years: Option<&[YearFigures<i64>]>) -> i64 {
    let Some(years) = years else { return i64::MIN };
    demands.iter().map(|demand| demand.margin(first, years)).min().unwrap_or(i64::MAX)
}

/// The demands that a run does not meet, with what is missing.
pub fn broken(demands: &[Demand], first: Year, years: &[YearFigures<i64>]) -> Vec<(Demand, Ore)> {
    let missing = |demand: &Demand| (*demand, Ore::new(demand.margin(first, years).saturating_neg()));
    demands.iter().map(missing).filter(|(_, missing)| *missing > Ore::ZERO).collect()
}
