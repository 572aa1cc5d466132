//! Money in whole öre, and the only way to round it.

use std::fmt;

/// An amount in whole öre. Sums are checked by the caller's choice of `checked_*`; there is no money × money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ore(i64);

/// Every amount that enters is smaller than this, in kronor, so that sums of thousands of them fit (design §3).
pub const LIMIT_KR: i64 = 1_000_000_000_000;

impl Ore {
    /// Nothing owed and nothing owned: 0 öre, which is not the same as no figure at all.
    pub const ZERO: Ore = Ore(0);

    /// From öre.
    pub const fn new(ore: i64) -> Self {
        Ore(ore)
    }

    /// From whole kronor; `None` outside [`LIMIT_KR`].
    pub const fn from_kr(kr: i64) -> Option<Self> {
        if kr > -LIMIT_KR && kr < LIMIT_KR { Some(Ore(kr * 100)) } else { None }
    }

    /// The öre.
    pub const fn ore(self) -> i64 {
        self.0
    }

    /// Sum, or `None` on overflow.
    pub fn checked_add(self, other: Ore) -> Option<Ore> {
        self.0.checked_add(other.0).map(Ore)
    }

    /// Difference, or `None` on overflow.
    pub fn checked_sub(self, other: Ore) -> Option<Ore> {
        self.0.checked_sub(other.0).map(Ore)
    }

    /// Rounded half away from zero to the unit, as a count of that unit: 485 071,00 kr is 485 tkr.
    pub fn rounded(self, unit: Unit) -> i64 {
        round_half_away(i128::from(self.0), i128::from(unit.ore())) as i64
    }
}

impl std::ops::Neg for Ore {
    type Output = Ore;
    fn neg(self) -> Ore {
        Ore(-self.0)
    }
}

/// Kronor with two decimals and a full stop, as in JSON: `-485071.00`.
impl fmt::Display for Ore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

/// What a table counts in. A view: it never changes a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Kronor with öre (two decimals) where there are öre.
    Kr,
    /// Thousands of kronor.
    Tkr,
    /// Millions of kronor, printed with two decimals.
    Mnkr,
}

impl Unit {
    /// Öre in the smallest step that a table of this unit prints.
    pub const fn ore(self) -> i64 {
        match self {
            Unit::Kr => 1,
            Unit::Tkr => 100_000,
            // Two decimals of a million: 10 000 kr.
            Unit::Mnkr => 1_000_000,
        }
    }

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Kr => "kr",
            Unit::Tkr => "tkr",
            Unit::Mnkr => "mnkr",
        }
    }
}

/// `n / d` rounded half away from zero; the only rounding in the program. `d` must be positive.
pub const fn round_half_away(n: i128, d: i128) -> i128 {
    let q = n / d;
    let r = (n % d).abs();
    if r >= d - r { q + if n < 0 { -1 } else { 1 } } else { q }
}

/// As [`round_half_away`], in 64 bits, for the hot path.
#[inline(always)]
pub const fn round_half_away_64(n: i64, d: i64) -> i64 {
    let q = n / d;
    let r = (n % d).abs();
    if r >= d - r { q + if n < 0 { -1 } else { 1 } } else { q }
}

/// `a·b / d`, rounded half away from zero; in 64 bits where the product fits, else in 128. `None` if the answer does not fit.
#[inline(always)]
pub fn mul_div(a: i64, b: i64, d: i64) -> Option<i64> {
    match a.checked_mul(b) {
        Some(product) => Some(round_half_away_64(product, d)),
        None => i64::try_from(round_half_away(i128::from(a) * i128::from(b), i128::from(d))).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_away_from_zero() {
        // 2,5 -> 3; -2,5 -> -3; 2,4 -> 2; -2,4 -> -2; 0,5 -> 1
        assert_eq!(round_half_away(25, 10), 3);
        assert_eq!(round_half_away(-25, 10), -3);
        assert_eq!(round_half_away(24, 10), 2);
        assert_eq!(round_half_away(-24, 10), -2);
        assert_eq!(round_half_away(5, 10), 1);
        for n in -50..50 {
            for d in 1..12 {
                assert_eq!(round_half_away(n.into(), d.into()), i128::from(round_half_away_64(n, d)));
            }
        }
    }

    #[test]
    fn prints_kronor_with_two_decimals() {
        assert_eq!(Ore::new(-48_507_100).to_string(), "-485071.00");
        assert_eq!(Ore::new(-5).to_string(), "-0.05");
        assert_eq!(Ore::ZERO.to_string(), "0.00");
    }

    #[test]
    fn rounds_to_tkr() {
        assert_eq!(Ore::new(809_951_400).rounded(Unit::Tkr), 8_100);
        assert_eq!(Ore::new(-48_507_100).rounded(Unit::Tkr), -485);
    }
}
