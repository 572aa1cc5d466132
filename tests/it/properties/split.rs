//! I10: splitting loses no öre, and nobody is a unit away from what is exactly theirs.

use super::cases;
use crate::oracle::arithmetic;
use finsam::domain::split::{largest_remainder, thirds};
use num_rational::BigRational;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Wholes of either sign, up to the greatest amount that is let in and often a step from a multiple of the unit.
fn whole() -> impl Strategy<Value = i64> {
    let limit = 100_000_000_000_000_i64;
    let close = (-5_000..5_000_i64, select(vec![-1, 0, 1, 49, 50])).prop_map(|(units, off)| units * 100_000 + off);
    prop_oneof![-1_000..1_000_i64, close, -limit..limit]
}

fn unit() -> impl Strategy<Value = i64> {
    select(vec![1, 7, 100, 10_000, 50_000, 100_000])
}

/// Weights with many ties and some zeros; at times more of them than are split without an allocation.
fn weights() -> impl Strategy<Value = Vec<i64>> {
    let one = prop_oneof![Just(10_000_i64), 0..4_i64, 1_000..150_000_i64, 1..2_000_000_000_i64];
    vec(one, 1..24).prop_filter("somebody must have a share", |weights| weights.iter().sum::<i64>() > 0)
}

fn ratio(over: i128, under: i128) -> BigRational {
    BigRational::new(over.into(), under.into())
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn i10_splitting_loses_no_ore(whole in whole(), unit in unit(), weights in weights()) {
        let mut parts = vec![0; weights.len()];
        largest_remainder(whole, unit, &weights, &mut parts).expect("amounts that are let in can be split");
        prop_assert_eq!(parts.iter().sum::<i64>(), whole);
        prop_assert_eq!(&parts, &arithmetic::largest_remainder(whole, unit, &weights));
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = ratio(i128::from(whole) * i128::from(*weight), total);
            let away = arithmetic::fraction(*part) - exact;
            let unit = arithmetic::fraction(unit);
            prop_assert!(-&unit < away && away < unit, "{part} for {weight} of {total}");
        }
        for (at, weight) in weights.iter().enumerate() {
            let later = weights[at..].iter().zip(&parts[at..]).filter(|(other, _)| *other == weight);
            prop_assert!(later.clone().all(|(_, part)| *part <= parts[at]), "a tie goes to the one listed first");
        }
    }

    #[test]
    fn i10_thirds_are_a_split_by_equal_weights(whole in prop_oneof![whole(), any::<i64>(), i64::MAX - 400.., ..i64::MIN + 400], unit in unit()) {
        prop_assert!(thirds(whole, unit).is_some() || whole.unsigned_abs() > 1 << 61);
        if let Some(parts) = thirds(whole, unit) {
            prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(whole));
            prop_assert_eq!(parts, arithmetic::thirds(whole, unit));
            let mut equal = [0; 3];
            largest_remainder(whole, unit, &[1, 1, 1], &mut equal).expect("three equal shares");
            prop_assert_eq!(parts, equal);
        }
    }

    /// Whatever is asked for, a split is exact or refused.
    #[test]
    fn i10_a_split_that_does_not_fit_is_refused(whole in any::<i64>(), unit in unit(), weights in vec(-1..=i64::MAX, 1..5)) {
        let mut parts = vec![0; weights.len()];
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if largest_remainder(whole, unit, &weights, &mut parts).is_some() {
            prop_assert!(total > 0 && !weights.contains(&-1));
            prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(whole));
        }
    }
}
