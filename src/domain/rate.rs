//! Rates, shares and indices as whole millionths.

use rust_decimal::Decimal;

/// A rate, share or index in whole millionths: 20 % is 200 000. Finer is refused where it is read (design §2.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i64);

/// How many millionths make one whole.
pub const ONE: i64 = 1_000_000;

impl Rate {
    /// The whole, 100 %.
    pub const ONE: Rate = Rate(ONE);
    /// Nothing, 0 %.
    pub const ZERO: Rate = Rate(0);

    /// From millionths.
    pub const fn new(millionths: i64) -> Self {
        Rate(millionths)
    }

    /// The millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// From an exact decimal; `None` if it is finer than a millionth or too large.
    pub fn from_decimal(value: Decimal) -> Option<Self> {
        let scaled = value.checked_mul(Decimal::from(ONE))?.normalize();
        (scaled.scale() == 0).then(|| i64::try_from(scaled.mantissa()).ok().map(Rate)).flatten()
    }

    /// As an exact decimal: 0.2 for 20 %.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 6).normalize()
    }
}
