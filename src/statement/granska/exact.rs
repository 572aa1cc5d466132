//! Printed figures as exact numbers with the bounds that their rounding leaves: kronor, parts of one, or a count.

use crate::domain::money::{Ore, round_half_away};
use crate::domain::publicerat::{PrintedUnit, Published};
use crate::domain::rate::ONE;
use crate::statement::Cell;
use num_bigint::BigInt;
use num_rational::BigRational;
use rust_decimal::Decimal;

/// A number that is known to lie between two bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least it can be.
    pub low: BigRational,
    /// What it says.
    pub mid: BigRational,
    /// The most it can be.
    pub high: BigRational,
}

/// A whole number as a fraction.
pub fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// A decimal number as a fraction.
pub fn fraction(number: Decimal) -> BigRational {
    BigRational::new(number.mantissa().into(), BigInt::from(10).pow(number.scale()))
}

impl Interval {
    /// A number without doubt.
    pub fn certain(mid: BigRational) -> Self {
        Interval { low: mid.clone(), mid: mid.clone(), high: mid }
    }

    /// So much to each side.
    pub fn around(mid: BigRational, half: &BigRational) -> Self {
        Interval { low: &mid - half, high: &mid + half, mid }
    }

    /// The sum.
    pub fn plus(&self, other: &Interval) -> Interval {
        Interval { low: &self.low + &other.low, mid: &self.mid + &other.mid, high: &self.high + &other.high }
    }

    /// The opposite.
    pub fn minus(&self) -> Interval {
        Interval { low: -&self.high, mid: -&self.mid, high: -&self.low }
    }

    /// The product.
    pub fn times(&self, other: &Interval) -> Interval {
        let corners =
            [&self.low * &other.low, &self.low * &other.high, &self.high * &other.low, &self.high * &other.high];
        Interval::of(corners, &self.mid * &other.mid)
    }

    /// The quotient; nothing where the divisor can be 0.
    pub fn over(&self, other: &Interval) -> Option<Interval> {
        let zero = whole(0);
        if other.low <= zero && other.high >= zero {
            return None;
        }
        let corners =
            [&self.low / &other.low, &self.low / &other.high, &self.high / &other.low, &self.high / &other.high];
        Some(Interval::of(corners, &self.mid / &other.mid))
    }

    fn of(corners: [BigRational; 4], mid: BigRational) -> Interval {
        let low = corners.iter().min().cloned().unwrap_or_else(|| mid.clone());
        let high = corners.iter().max().cloned().unwrap_or_else(|| mid.clone());
        Interval { low, mid, high }
    }

    /// Whether they have a number in common.
    pub fn meets(&self, other: &Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Whether the number lies within.
    pub fn holds(&self, number: &BigRational) -> bool {
        self.low <= *number && *number <= self.high
    }
}

/// One of the printed unit in kronor, in parts of one, or as a count.
pub fn one(unit: PrintedUnit) -> BigRational {
    match unit {
        PrintedUnit::Kr | PrintedUnit::Antal | PrintedUnit::Artal | PrintedUnit::Manad => whole(1),
        PrintedUnit::Tkr => whole(1_000),
        PrintedUnit::Mnkr => whole(1_000_000),
        PrintedUnit::Procent => BigRational::new(1.into(), 100.into()),
    }
}

/// What a print says; a dash says nothing, which adds up as 0. Counts, years and months are not rounded; what is said roughly can be a tenth of it
/// away to either side. An amount that was decided to whole thousands is rounded to them.
pub fn printed(figure: &Published, decided_to: Option<i64>) -> Interval {
    let Some(number) = figure.number() else { return Interval::certain(whole(0)) };
    let one = one(figure.unit);
    let mid = fraction(number) * &one;
    let is_count = matches!(figure.unit, PrintedUnit::Antal | PrintedUnit::Artal | PrintedUnit::Manad);
    let step = match decided_to {
        Some(kr) if (&mid / whole(kr)).is_integer() => whole(kr),
        _ if figure.roughly => fraction(number.abs()) * &one / whole(5),
        _ if is_count => whole(0),
        _ => last_digit(number) * &one,
    };
    Interval::around(mid, &(step / whole(2)))
}

/// What is said roughly, as if it were a number rounded to its last digit that is not 0, or to the nearest five of it.
pub fn rounded_roughly(figure: &Published) -> Option<Interval> {
    let number = figure.number().filter(|_| figure.roughly)?;
    let one = one(figure.unit);
    Some(Interval::around(fraction(number) * &one, &(roughly(number) * &one / whole(2))))
}

/// The whole numbers of persons that round to a percentage of a count: from, the nearest, to. Nothing where none does.
pub fn persons(share: &Interval, of: &BigRational) -> Option<Interval> {
    let (low, high) = ((&share.low * of).ceil(), (&share.high * of).floor());
    let mid = (&share.mid * of).round().clamp(low.clone(), high.clone().max(low.clone()));
    (low <= high).then_some(Interval { low, mid, high })
}

/// One in the last printed digit.
fn last_digit(number: Decimal) -> BigRational {
    BigRational::new(1.into(), BigInt::from(10).pow(number.scale()))
}

/// One in the last digit that is not 0, five if that is a five.
fn roughly(number: Decimal) -> BigRational {
    let (mut digits, mut step) = (number.mantissa().abs(), last_digit(number));
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        step *= whole(10);
    }
    if digits % 10 == 5 { step * whole(5) } else { step }
}

/// A figure of ours; a share in a table is rounded to ten-thousandths.
pub fn ours(cell: &Cell) -> Option<Interval> {
    match cell {
        Cell::Nothing | Cell::Text(_) => None,
        Cell::Amount(amount) => Some(Interval::certain(BigRational::new(amount.ore().into(), 100.into()))),
        Cell::Count(count) => Some(Interval::certain(whole(*count))),
        Cell::Rate(rate) => Some(Interval::certain(BigRational::new(rate.millionths().into(), ONE.into()))),
        Cell::Share(share) => {
            let mid = BigRational::new((*share).into(), 10_000.into());
            Some(Interval::around(mid, &BigRational::new(1.into(), 20_000.into())))
        }
    }
}

/// The nearest whole number, half away from zero; the largest there is where it is larger.
pub fn rounded(number: &BigRational) -> i64 {
    let (numerator, denominator) = (i128::try_from(number.numer()), i128::try_from(number.denom()));
    match (numerator, denominator) {
        (Ok(numerator), Ok(denominator)) => i64::try_from(round_half_away(numerator, denominator)).unwrap_or(i64::MAX),
        _ => i64::try_from(number.round().to_integer()).unwrap_or(i64::MAX),
    }
}

/// As a cell of a table: kronor to öre, shares to ten-thousandths, counts whole.
pub fn cell(number: &BigRational, unit: PrintedUnit) -> Cell {
    match unit {
        PrintedUnit::Kr | PrintedUnit::Tkr | PrintedUnit::Mnkr => {
            Cell::Amount(Ore::new(rounded(&(number * whole(100)))))
        }
        PrintedUnit::Procent => Cell::Share(rounded(&(number * whole(10_000)))),
        PrintedUnit::Antal | PrintedUnit::Artal | PrintedUnit::Manad => Cell::Count(rounded(number)),
    }
}
