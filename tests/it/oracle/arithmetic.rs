//! Exact fractions, the one rounding and the one way to split, from the text of design §2.

use finsam::domain::rate::Rate;
use num_bigint::BigInt;
use num_rational::BigRational;

pub fn fraction(whole: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(whole))
}

pub(super) fn exact(rate: Rate) -> BigRational {
    fraction(rate.millionths()) / fraction(1_000_000)
}

pub fn one_plus(rate: Rate) -> BigRational {
    fraction(1) + exact(rate)
}

fn floor(value: &BigRational) -> i64 {
    i64::try_from(value.floor().numer()).expect("amounts of a generated model fit in 64 bits")
}

/// Rounded half away from zero to whole `unit`s, as amounts are (design §2.3): half is added to the size, not to the value.
pub fn round_to(value: &BigRational, unit: i64) -> i64 {
    if *value < fraction(0) {
        return -round_to(&-value, unit);
    }
    let half = fraction(1) / fraction(2);
    floor(&(value / fraction(unit) + half)) * unit
}

/// Largest remainder (design §2.4): floors first, then what is left in steps of a unit by falling fraction, ties as listed.
pub fn largest_remainder(whole: i64, unit: i64, weights: &[i64]) -> Vec<i64> {
    let sum = fraction(weights.iter().sum());
    let exact_parts: Vec<_> = weights.iter().map(|w| fraction(whole) * fraction(*w) / &sum / fraction(unit)).collect();
    let mut parts: Vec<i64> = exact_parts.iter().map(|part| floor(part) * unit).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(&exact_parts[at] - exact_parts[at].floor()));
    let mut rest = whole - parts.iter().sum::<i64>();
    for at in order {
        let given = rest.min(unit);
        parts[at] += given;
        rest -= given;
    }
    assert_eq!(rest, 0, "what is left is less than one unit for each share");
    parts
}

pub fn thirds(whole: i64, unit: i64) -> [i64; 3] {
    largest_remainder(whole, unit, &[1, 1, 1]).try_into().expect("three weights give three parts")
}

pub(super) fn total(parts: [i64; 3]) -> i64 {
    parts.iter().sum()
}

pub(super) fn sum_by_tertial(all: impl Iterator<Item = [i64; 3]>) -> [i64; 3] {
    all.fold([0; 3], |sum, parts| [sum[0] + parts[0], sum[1] + parts[1], sum[2] + parts[2]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_half_away_from_zero() {
        let ratio = |n, d| fraction(n) / fraction(d);
        // 2,5 -> 3; -2,5 -> -3; 2,4 -> 2; -2,4 -> -2; 1/3 -> 0; -1/2 -> -1
        assert_eq!(round_to(&ratio(5, 2), 1), 3);
        assert_eq!(round_to(&ratio(-5, 2), 1), -3);
        assert_eq!(round_to(&ratio(12, 5), 1), 2);
        assert_eq!(round_to(&ratio(-12, 5), 1), -2);
        assert_eq!(round_to(&ratio(1, 3), 1), 0);
        assert_eq!(round_to(&ratio(-1, 2), 1), -1);
        // 1,50 kr -> 2 kr; 1,49 kr -> 1 kr; 1 500 500 kr -> 1 501 000 kr, all in öre
        assert_eq!(round_to(&fraction(150), 100), 200);
        assert_eq!(round_to(&fraction(149), 100), 100);
        assert_eq!(round_to(&fraction(150_050_000), 100_000), 150_100_000);
        // a hair under the half, which no float can tell from it
        assert_eq!(round_to(&(ratio(1, 2) - ratio(1, i64::MAX)), 1), 0);
    }

    #[test]
    fn the_kommuners_quarter_of_2026() {
        // 3 475 500 kr in thousands: floors 1039, 597, 582, 634, 621 sum to 3473; fractions ,55 ,65 ,27 ,18 ,84.
        // 2,5 thousands are left: one to the fifth, one to the second, and the 500 kr to the first.
        let parts = largest_remainder(347_550_000, 100_000, &[71_420, 41_060, 40_003, 43_570, 42_722]);
        assert_eq!(parts, [103_950_000, 59_800_000, 58_200_000, 63_400_000, 62_200_000]);
    }

    #[test]
    fn ties_go_in_the_listed_order_and_nothing_is_lost() {
        // 11 500 by equal weights in thousands: 3 833,33 each; two thousands to the first two, the 500 to the third.
        assert_eq!(largest_remainder(11_500, 1_000, &[1, 1, 1]), [4_000, 4_000, 3_500]);
        // 10 by 1:2:1 in units of 1 is 2,5 5 2,5: the first wins the tie.
        assert_eq!(largest_remainder(10, 1, &[1, 2, 1]), [3, 5, 2]);
    }

    #[test]
    fn thirds_of_whole_and_negative_amounts() {
        // 550 000 kr in whole kronor and in öre: one left, to the first tertial.
        assert_eq!(thirds(55_000_000, 100), [18_333_400, 18_333_300, 18_333_300]);
        assert_eq!(thirds(55_000_000, 1), [18_333_334, 18_333_333, 18_333_333]);
        // -100: floors -34, two left.
        assert_eq!(thirds(-100, 1), [-33, -33, -34]);
        // 7,50 kr in kronor: floors 2 2 2, one krona and 50 öre left.
        assert_eq!(thirds(750, 100), [300, 250, 200]);
    }
}
