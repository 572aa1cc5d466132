//! Splitting a whole without losing an öre: the method of the largest remainder (design §2.4).

/// Splits `whole` (öre) by `weights` in whole `unit`s (öre) into `out`.
///
/// Each share gets its floor in the unit; the whole units that remain go one each to the shares with the largest fraction,
/// ties in the listed order; what is smaller than a unit goes to the next in line. So the parts sum to the whole and none is a
/// unit away from its exact share. Floors of a negative whole go towards minus infinity.
///
/// Returns `None` if the weights sum to nothing, one is negative, or a product overflows.
pub fn largest_remainder(whole: i64, unit: i64, weights: &[i64], out: &mut [i64]) -> Option<()> {
    assert!(unit > 0 && weights.len() == out.len());
    let total = weights.iter().try_fold(0i64, |sum, &w| if w < 0 { None } else { sum.checked_add(w) })?;
    if total == 0 {
        return None;
    }
    if weights.len() > INLINE {
        let mut fractions = vec![0i64; weights.len()];
        return distribute(whole, unit, total, weights, out, &mut fractions);
    }
    let mut fractions = [0i64; INLINE];
    distribute(whole, unit, total, weights, out, &mut fractions[..weights.len()])
}

/// So many shares are split without an allocation.
const INLINE: usize = 16;

fn distribute(
    whole: i64,
    unit: i64,
    total: i64,
    weights: &[i64],
    out: &mut [i64],
    fractions: &mut [i64],
) -> Option<()> {
    let divisor = total.checked_mul(unit)?;
    let mut rest = whole;
    for ((part, fraction), &weight) in out.iter_mut().zip(fractions.iter_mut()).zip(weights) {
        let (units, remainder) = floor_mul_div(whole, weight, divisor)?;
        *part = units.checked_mul(unit)?;
        *fraction = remainder;
        rest = rest.checked_sub(*part)?;
    }
    while rest > 0 {
        let mut next = 0;
        for at in 1..fractions.len() {
            if fractions[at] > fractions[next] {
                next = at;
            }
        }
        let given = rest.min(unit);
        out[next] = out[next].checked_add(given)?;
        fractions[next] = -1;
        rest -= given;
    }
    Some(())
}

/// `floor(a·b / d)` and its remainder, in 64 bits where they suffice.
#[inline(always)]
fn floor_mul_div(a: i64, b: i64, d: i64) -> Option<(i64, i64)> {
    if let Some(product) = a.checked_mul(b) {
        let quotient = product.div_euclid(d);
        // Near the least product the floor's own product lies below the range; what is left is right all the same.
        return Some((quotient, product.wrapping_sub(quotient.wrapping_mul(d))));
    }
    let product = i128::from(a) * i128::from(b);
    let quotient = i64::try_from(product.div_euclid(i128::from(d))).ok()?;
    Some((quotient, product.rem_euclid(i128::from(d)) as i64))
}

/// The largest whole, of either sign, that [`thirds`] splits. No ledger holds such an amount.
pub const LARGEST_WHOLE: u64 = i64::MAX as u64 / 2;

/// Splits in three equal parts, which is [`largest_remainder`] with equal weights and thus the listed order. Returns `None`
/// above [`LARGEST_WHOLE`], where the biased division below could wrap.
#[inline(always)]
pub fn thirds(whole: i64, unit: i64) -> Option<[i64; 3]> {
    if whole.unsigned_abs() > LARGEST_WHOLE {
        return None;
    }
    // The two units of the projection divide by a constant, which is what makes it fast.
    let parts = match unit {
        // In öre the rest is 0, 1 or 2, so a comparison says who gets one.
        1 => {
            let floor = floor_thirds::<3>(whole);
            let rest = whole - 3 * floor;
            [floor + i64::from(rest > 0), floor + i64::from(rest > 1), floor]
        }
        100 => in_units(whole, floor_thirds::<300>(whole), 100),
        unit => in_units(whole, whole.div_euclid(3 * unit), unit),
    };
    Some(parts)
}

/// Splits in two equal parts, as [`thirds`] does in three.
pub fn halves(whole: i64, unit: i64) -> Option<[i64; 2]> {
    let mut parts = [0; 2];
    largest_remainder(whole, unit, &[1, 1], &mut parts)?;
    Some(parts)
}

/// `floor(whole / STEP)`: biased to be positive, so that it is one unsigned division by a constant.
#[inline(always)]
fn floor_thirds<const STEP: u64>(whole: i64) -> i64 {
    let steps = (1u64 << 63) / STEP + 1;
    let biased = (steps * STEP).wrapping_add(whole as u64);
    (biased / STEP).wrapping_sub(steps) as i64
}

/// Each part gets `floor` units; at most two whole units and a rest below the unit remain, so three steps always suffice.
#[inline(always)]
fn in_units(whole: i64, floor: i64, unit: i64) -> [i64; 3] {
    let each = floor * unit;
    let rest = whole - 3 * each;
    [each + rest.min(unit), each + (rest - unit).clamp(0, unit), each + (rest - 2 * unit).max(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_in_the_listed_order() {
        // 100 öre in units of 1 over three equal shares: 33,33… each, one öre left, to the first.
        let mut out = [0; 3];
        largest_remainder(100, 1, &[1, 1, 1], &mut out).expect("splits");
        assert_eq!(out, [34, 33, 33]);
        // 200: 66,67 each, two left, to the first and the second.
        largest_remainder(200, 1, &[1, 1, 1], &mut out).expect("splits");
        assert_eq!(out, [67, 67, 66]);
    }

    #[test]
    fn a_rest_below_the_unit_goes_to_the_next_in_line() {
        // 10 500 in units of 1 000 by 5:3:2 is 5 250, 3 150, 2 100; floors 5 000, 3 000, 2 000; fractions 250, 150, 100.
        // No whole unit remains; the rest 500 goes to the largest fraction, the first.
        let mut out = [0; 3];
        largest_remainder(10_500, 1_000, &[5, 3, 2], &mut out).expect("splits");
        assert_eq!(out, [5_500, 3_000, 2_000]);
        // 11 500 by 1:1:1 is 3 833,33 each; floors 3 000; 2 500 remain: two whole units to the first two, 500 to the third.
        largest_remainder(11_500, 1_000, &[1, 1, 1], &mut out).expect("splits");
        assert_eq!(out, [4_000, 4_000, 3_500]);
    }

    #[test]
    fn negative_wholes_floor_downwards() {
        // -100 over three: -33,33 each; floors -34; sum -102; two units remain, to the first two (fractions are all 2/3).
        let mut out = [0; 3];
        largest_remainder(-100, 1, &[1, 1, 1], &mut out).expect("splits");
        assert_eq!(out, [-33, -33, -34]);
        assert_eq!(thirds(-100, 1), Some(out));
    }

    #[test]
    fn constant_and_general_division_agree() {
        for whole in (-1_000..1_000).chain([i64::MIN / 4, i64::MAX / 4, 99_999_999_999_999]) {
            for unit in [1, 100] {
                let mut by_weights = [0; 3];
                let parts = thirds(whole, unit).expect("a quarter of the range is split");
                largest_remainder(whole, unit, &[1, 1, 1], &mut by_weights).expect("splits");
                assert_eq!(parts, by_weights, "{whole} in {unit}");
                assert_eq!(parts, in_units(whole, whole.div_euclid(3 * unit), unit));
            }
        }
    }

    #[test]
    fn the_largest_whole_is_split_and_the_next_is_not() {
        let largest = i64::try_from(LARGEST_WHOLE).expect("half of the range");
        for (whole, sign) in [(largest, 1), (-largest, -1)] {
            for unit in [1, 100, 100_000] {
                let parts = thirds(whole, unit).expect("it is split");
                assert_eq!(parts.iter().sum::<i64>(), whole);
                assert_eq!(thirds(whole + sign, unit), None);
            }
        }
    }

    #[test]
    fn thirds_of_550_000_kr() {
        // 550 000 / 3 = 183 333,33 kr; in whole kronor 183 333 each is 549 999; the krona left goes to tertial 1.
        assert_eq!(thirds(55_000_000, 100), Some([18_333_400, 18_333_300, 18_333_300]));
        // In öre: 18 333 333,33; one öre left.
        assert_eq!(thirds(55_000_000, 1), Some([18_333_334, 18_333_333, 18_333_333]));
    }

    #[test]
    fn the_kommuners_quarter_of_2026() {
        // 3 475 500 kr by the population of 2024, sum 238 775, in units of 1 000 kr:
        //   Mölndal  71 420 · 3475,5/238 775 = 1039,55…   floor 1039
        //   Partille 41 060 -> 597,65…                    floor  597
        //   Härryda  40 003 -> 582,27…                    floor  582
        //   Lerum    43 570 -> 634,18…                    floor  634
        //   Alingsås 42 722 -> 621,84…                    floor  621
        // Floors sum to 3473; 2,5 units remain: one to Alingsås (,84), one to Partille (,65), and the 500 kr to Mölndal (,55).
        let mut out = [0; 5];
        let weights = [71_420, 41_060, 40_003, 43_570, 42_722];
        largest_remainder(347_550_000, 100_000, &weights, &mut out).expect("splits");
        assert_eq!(out, [103_950_000, 59_800_000, 58_200_000, 63_400_000, 62_200_000]);
        assert_eq!(out.iter().sum::<i64>(), 347_550_000);
    }

    #[test]
    fn weights_that_cannot_split_are_refused() {
        assert!(largest_remainder(1, 1, &[0, 0], &mut [0, 0]).is_none());
        assert!(largest_remainder(1, 1, &[2, -1], &mut [0, 0]).is_none());
    }
}
