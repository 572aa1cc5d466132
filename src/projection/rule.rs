//! The named rules: each is one function on plain öre, millionths and counts, with its one rounding, and nothing else rounds.

use crate::domain::money::{mul_div, round_half_away_64};
use crate::domain::rate::ONE;
use crate::domain::split::{halves, largest_remainder, thirds};
use num_bigint::BigInt;

/// One thousand kronor in öre: what a grown state amount is rounded to.
const TKR: i64 = 100_000;
/// One krona in öre.
pub const KR: i64 = 100;

/// A rule and what it needs besides its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The sum of the operands.
    Sum,
    /// The first operand less the second.
    Difference,
    /// Last year's amount × (1 + growth), rounded to 1 000 kr (§5.1).
    Grow,
    /// The state's amount × the party's share / the state's share, rounded to öre (§5.1).
    Part,
    /// A part by largest remainder (§2.4).
    Split(SubRule),
    /// A tertial's third (§2.4, §4).
    Third(SubRule),
    /// One of the two tertials that a change falls on: half of it (§2.4).
    Half(SubRule),
    /// An amount, rounded to kr.
    RoundKr,
    /// A base amount × the exact product of (1 + index), rounded once to kr (§5.2).
    Indexed,
    /// An amount × a share, rounded to kr (§5.3).
    Share,
    /// An amount × a förbrukningsgrad, rounded to kr (§5.2).
    Consumed,
    /// The budget from the year's start × a förbrukningsgrad, rounded to the unit that tertials are split in; so the tertials of a line whose
    /// budget is not in three equal parts follow its budget.
    ConsumedSoFar {
        /// The unit, in öre.
        unit: i64,
    },
    /// Interest for a tertial: rate × likvida medel / 3, rounded to öre, none on a negative balance (§5.5).
    Interest,
    /// What cash gains when a stock goes from the first operand to the second: a debt that grows is cash received (§5.6).
    Released {
        /// +1 for a debt, −1 for an asset.
        sign: i64,
    },
}

/// Which part of a split, and the unit that is split in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubRule {
    /// The unit, in öre.
    pub unit: i64,
    /// The part, from 0.
    pub at: usize,
}

impl Rule {
    /// What a part of a change is, that falls on so many tertials; none where it falls on one, and is the change itself.
    pub fn part_of(tertials: usize, part: SubRule) -> Option<Rule> {
        match tertials {
            3 => Some(Rule::Third(part)),
            2 => Some(Rule::Half(part)),
            _ => None,
        }
    }

    /// Applies the rule; `None` on overflow. This is the arithmetic of the plain reading and what a traced node is recomputed by.
    #[inline(always)]
    pub fn apply(self, operands: &[i64]) -> Option<i64> {
        match (self, operands) {
            (Rule::Sum, terms) => terms.iter().try_fold(0i64, |sum, term| sum.checked_add(*term)),
            (Rule::Difference, &[a, b]) => a.checked_sub(b),
            (Rule::Grow, &[before, growth]) => mul_div(before, ONE.checked_add(growth)?, ONE * TKR)?.checked_mul(TKR),
            (Rule::Part, &[state, share, state_share]) => mul_div(state, share, state_share),
            (Rule::Split(part), [whole, weights @ ..]) => {
                let mut parts = vec![0; weights.len()];
                largest_remainder(*whole, part.unit, weights, &mut parts)?;
                parts.get(part.at).copied()
            }
            (Rule::Third(part), &[whole]) => thirds(whole, part.unit)?.get(part.at).copied(),
            (Rule::Half(part), &[whole]) => halves(whole, part.unit)?.get(part.at).copied(),
            (Rule::RoundKr, &[amount]) => Some(round_half_away_64(amount, KR) * KR),
            (Rule::Indexed, [base, indices @ ..]) => indexed(*base, indices.iter().copied()),
            (Rule::Share | Rule::Consumed, &[amount, rate]) => mul_div(amount, rate, ONE * KR)?.checked_mul(KR),
            (Rule::ConsumedSoFar { unit }, &[amount, rate]) => mul_div(amount, rate, ONE * unit)?.checked_mul(unit),
            (Rule::Interest, &[cash, rate]) => mul_div(cash.max(0), rate, 3 * ONE),
            (Rule::Released { sign }, &[before, after]) => after.checked_sub(before)?.checked_mul(sign),
            (rule, operands) => unreachable!("{rule:?} has no meaning for {} operands", operands.len()),
        }
    }
}

/// A base amount × Π(1 + index), rounded once to kr; exact however long the chain is. `None` where the amount does not fit, or
/// an index below −100 % would turn its sign; nothing stays nothing.
pub fn indexed(base: i64, indices: impl Iterator<Item = i64> + Clone) -> Option<i64> {
    if base == 0 {
        return Some(0);
    }
    let kr = match indexed_in_128(base, indices.clone()) {
        Some(kr) => i64::try_from(kr).ok()?,
        None => indexed_at_length(base, indices)?,
    };
    kr.checked_mul(KR)?.checked_mul(base.signum())
}

/// Whole kronor of the magnitude; `None` where 128 bits do not hold the product, or an index would turn its sign.
fn indexed_in_128(base: i64, indices: impl Iterator<Item = i64>) -> Option<u128> {
    let (mut numerator, mut denominator) = (u128::from(base.unsigned_abs()), KR as u128);
    for index in indices {
        numerator = numerator.checked_mul(u128::try_from(ONE.checked_add(index)?).ok()?)?;
        denominator = denominator.checked_mul(ONE as u128)?;
    }
    // Half away from zero on the magnitude: floor((2n + d) / 2d).
    Some(numerator.checked_mul(2)?.checked_add(denominator)? / denominator.checked_mul(2)?)
}

/// The same, however long the chain is.
fn indexed_at_length(base: i64, indices: impl Iterator<Item = i64>) -> Option<i64> {
    let (mut numerator, mut denominator) = (BigInt::from(base.unsigned_abs()), BigInt::from(KR));
    for index in indices {
        numerator *= u64::try_from(ONE.checked_add(index)?).ok()?;
        denominator *= ONE;
    }
    let kr: BigInt = (numerator * 2 + &denominator) / (denominator * 2);
    i64::try_from(kr).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_chain_is_rounded_once() {
        // 1 000,50 kr × 1,025 × 1,03 × 1,0333335 = 1 000,50 × 1,090943742… = 1 091,48… -> 1 091 kr.
        // 1,025 · 1,03 = 1,05575; · 1,0333335 = 1,09094184…; · 1 000,50 = 1 091,487… kr.
        assert_eq!(indexed(100_050, [25_000, 30_000, 33_333].into_iter()), Some(109_100));
        // Rounding at every step would differ: 2 kr × 1,2 = 2,4 -> 2; × 1,2 = 2,4 -> 2. Once: 2 × 1,44 = 2,88 -> 3 kr.
        assert_eq!(indexed(200, [200_000, 200_000].into_iter()), Some(300));
        // Half away from zero: 0,50 kr -> 1 kr, −0,50 kr -> −1 kr.
        assert_eq!(indexed(50, std::iter::empty()), Some(100));
        assert_eq!(indexed(-50, std::iter::empty()), Some(-100));
    }

    #[test]
    fn a_chain_that_fits_in_128_bits_is_the_same_as_one_at_length() {
        // Up to four indices on 3 mnkr fit; the halves make ties: 2 750 000 kr × 1,000 002 = 2 750 005,50 kr -> 2 750 006 kr.
        assert_eq!(indexed(275_000_000, [2].into_iter()), Some(275_000_600));
        for count in 0..12 {
            for index in [-1_000_000, -500_000, -1, 0, 2, 25_000, 333_333, 1_000_000] {
                let indices = || std::iter::repeat_n(index, count);
                let short = indexed_in_128(275_000_000, indices());
                let long = indexed_at_length(275_000_000, indices());
                assert!(short.is_none() || short.and_then(|kr| i64::try_from(kr).ok()) == long, "{index} × {count}");
            }
        }
    }

    #[test]
    fn interest_for_a_tertial() {
        // 9 593 054 kr × 2 % / 3 = 63 953,6933… kr -> 63 953,69 kr.
        assert_eq!(Rule::Interest.apply(&[959_305_400, 20_000]), Some(6_395_369));
        assert_eq!(Rule::Interest.apply(&[-1, 20_000]), Some(0));
    }

    #[test]
    fn a_state_amount_grows_in_thousands() {
        // 6 951 000 × 0,95 = 6 603 450 -> 6 603 000 kr.
        assert_eq!(Rule::Grow.apply(&[695_100_000, -50_000]), Some(660_300_000));
    }

    #[test]
    fn an_amount_is_rounded_to_kronor() {
        // 123,49 kr -> 123 kr; 123,50 -> 124; −123,50 -> −124, away from zero.
        for (amount, rounded) in [(12_349, 12_300), (12_350, 12_400), (-12_350, -12_400), (0, 0)] {
            assert_eq!(Rule::RoundKr.apply(&[amount]), Some(rounded));
        }
    }

    #[test]
    fn consumption_so_far_is_rounded_to_its_unit() {
        // 123,45 kr × 50 % = 61,725 kr: 61,73 kr in öre, 62 kr in kronor.
        assert_eq!(Rule::ConsumedSoFar { unit: 1 }.apply(&[12_345, 500_000]), Some(6_173));
        assert_eq!(Rule::ConsumedSoFar { unit: KR }.apply(&[12_345, 500_000]), Some(6_200));
    }

    #[test]
    fn consumption_is_rounded_to_kronor() {
        // 450 000 × 0,855131 = 384 808,95 -> 384 809 kr.
        assert_eq!(Rule::Consumed.apply(&[45_000_000, 855_131]), Some(38_480_900));
    }
}
