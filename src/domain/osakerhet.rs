//! What is uncertain in a plan, as data: for each thing the values it may take and how often, with their source.

use super::assumption::{Kind, LineSelection};
use super::id::Id;
use super::period::Year;
use super::rate::Rate;
use super::source::Sourced;
use crate::diag::Place;

/// What a förbund says of the uncertainty in its plans (`budgets/osakerhet.toml`).
#[derive(Clone, Debug)]
pub struct Uncertainty {
    /// What it rests on, in the förbund's own words.
    pub purpose: String,
    /// The distributions, kind by kind in the order of the file.
    pub distributions: Vec<Distribution>,
    /// Where the file begins.
    pub place: Place,
}

/// A value that is drawn instead of assumed.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// What is drawn.
    pub subject: Sourced<Subject>,
    /// The values and how often each comes.
    pub shape: Shape,
    /// The first year.
    pub from: Year,
    /// The last year; to the horizon if absent.
    pub to: Option<Year>,
    /// Whether every year has a value of its own; otherwise one value goes for all years of a run.
    pub is_yearly: bool,
    /// Whether the value is added to the scenario's own; otherwise it stands in its place.
    pub is_added: bool,
}

/// What a distribution is of: one of the kinds of assumption that are rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// How much of the budget is spent, of these lines.
    Forbrukning(LineSelection),
    /// The yearly index of one cost type, or of all.
    Index(Option<Id>),
    /// The growth of the state's amount over the year before.
    StateGrowth,
}

impl Subject {
    /// The assumption that a single value of it makes.
    pub fn assumed(&self, rate: Rate) -> Kind {
        match self {
            Subject::Forbrukning(lines) => Kind::Forbrukning { lines: lines.clone(), rate },
            Subject::Index(cost_type) => Kind::Index { cost_type: cost_type.clone(), rate },
            Subject::StateGrowth => Kind::StateGrowth(rate),
        }
    }
}

/// A distribution over whole millionths. Nothing outside `low()..=high()` is ever drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Every value from the lowest to the highest alike.
    Uniform {
        /// The lowest.
        low: Rate,
        /// The highest.
        high: Rate,
    },
    /// Most often near one value, ever more seldom towards the ends, along two straight lines.
    Triangular {
        /// The lowest.
        low: Rate,
        /// The most likely.
        mode: Rate,
        /// The highest.
        high: Rate,
    },
    /// Some values, each with a weight of at least 1.
    Steps(Vec<(Rate, u32)>),
}

impl Shape {
    /// The lowest value.
    pub fn low(&self) -> Rate {
        match self {
            Shape::Uniform { low, .. } | Shape::Triangular { low, .. } => *low,
            Shape::Steps(steps) => steps.iter().map(|(rate, _)| *rate).min().unwrap_or(Rate::ZERO),
        }
    }

    /// The highest value.
    pub fn high(&self) -> Rate {
        match self {
            Shape::Uniform { high, .. } | Shape::Triangular { high, .. } => *high,
            Shape::Steps(steps) => steps.iter().map(|(rate, _)| *rate).max().unwrap_or(Rate::ZERO),
        }
    }

    /// The value that stands for the distribution when only others are drawn: the most likely, the middle, or of steps the
    /// lowest that makes up half of the weight together with those below it.
    pub fn typical(&self) -> Rate {
        match self {
            Shape::Uniform { low, high } => Rate::new((low.millionths() + high.millionths()).div_euclid(2)),
            Shape::Triangular { mode, .. } => *mode,
            Shape::Steps(steps) => {
                let mut sorted = steps.clone();
                sorted.sort_unstable();
                let total: u64 = sorted.iter().map(|(_, weight)| u64::from(*weight)).sum();
                let mut sum = 0;
                let half = sorted.iter().find(|(_, weight)| {
                    sum += u64::from(*weight);
                    2 * sum >= total
                });
                half.map_or(Rate::ZERO, |(rate, _)| *rate)
            }
        }
    }
}
