//! The plain reading's bounds around an index chain against the exact product, where the bounds are hardest put: exact halves,
//! values a hair beside them, thirty years, and amounts up to the greatest that is let in.

use super::cases;
use crate::world;
use finsam::domain::assumption::ResolvedScenario;
use finsam::domain::forbund::{Forbund, LineIx};
use finsam::domain::money::LIMIT_KR;
use finsam::domain::rate::ONE;
use finsam::ledger;
use finsam::projection::{Model, Scratch, What, YearFigures, compile, plain_into};
use num_bigint::BigInt;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::sync::LazyLock;

/// So many years, the first of them the base year.
const YEARS: usize = 30;

/// A förbund carried forward for thirty years without assumptions; which one does not matter, for the test sets the slots.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let mut runner = TestRunner::deterministic();
    let draws = std::iter::repeat_with(|| world::case().new_tree(&mut runner).expect("a case").current());
    let is_carried_alone = |forbund: &Forbund| {
        let mut carried = forbund.years.range(forbund.first_projected()..).filter_map(|(_, book)| book.carried());
        carried.next().is_some_and(|first| first.changes.is_empty()) && carried.next().is_none()
    };
    let (forbund, scenario) =
        draws.take(500).find(|(forbund, _)| is_carried_alone(forbund)).expect("a förbund with one unchanged budget");
    let horizon = forbund.first_projected().plus(YEARS - 1);
    let scenario = ResolvedScenario { horizon, assumptions: Vec::new(), ..scenario };
    let published = ledger::build(&forbund, Vec::new()).expect("the books tie");
    compile(&forbund, &published, &scenario).expect("it can be carried forward")
});

/// The budgets of each year when only the first line has a base amount and every index is given; `None` on overflow.
fn plain_budgets(base: i64, indices: &[i64]) -> Option<Vec<i64>> {
    let first = MODEL.years[0].year;
    let value = |what: What, at: usize, default: i64| match what {
        What::Radbelopp(LineIx(0)) => base,
        What::Radbelopp(_) | What::Andel(_) | What::Atgard(_) | What::Aterkrav(_) | What::Stat => 0,
        What::Index(_) => indices[at],
        _ => default,
    };
    let position = |year: finsam::domain::period::Year| usize::try_from(year.number() - first.number()).unwrap_or(0);
    let slots: Vec<i64> =
        MODEL.slots.iter().map(|slot| value(slot.key.what, position(slot.key.year), slot.default)).collect();
    let mut years: Vec<YearFigures<i64>> = Vec::new();
    plain_into(&MODEL, &slots, &mut Scratch::default(), &mut years)
        .then(|| years.iter().map(|year| year.budget).collect())
}

/// The same by exact whole numbers: the product of all (1 + index) over a power of a million, and half a krona or more goes up.
fn exact_budgets(base: i64, indices: &[i64]) -> Vec<i64> {
    let (mut over, mut under) = (BigInt::from(base), BigInt::from(100));
    let mut budgets = Vec::new();
    for (at, index) in indices.iter().enumerate() {
        if at > 0 {
            over *= ONE + index;
            under *= ONE;
        }
        let (kr, rest) = (&over / &under, &over % &under);
        let kr = if rest * 2 >= under { kr + 1 } else { kr };
        // What does not fit in 64 bits is as good as the most that does: the plain reading must refuse it.
        budgets.push(i64::try_from(kr * 100).unwrap_or(i64::MAX));
    }
    budgets
}

/// Base amounts in öre; an odd multiple of 50 · 2ⁿ comes to an exact half krona after n years that end on a half.
fn base() -> impl Strategy<Value = i64> {
    let limit = LIMIT_KR * 100 - 1;
    let half =
        (0..40_u32, 0..5_000_i64, -1..=1_i64).prop_map(|(twos, odd, off)| 50 * (1 << twos) * (2 * odd + 1) + off);
    let fifth =
        (0..14_u32, 0..5_000_i64, -1..=1_i64).prop_map(|(fives, odd, off)| 50 * 5_i64.pow(fives) * (2 * odd + 1) + off);
    let any_size = (0..47_u32, any::<i64>()).prop_map(|(bits, drawn)| drawn.rem_euclid(1 << bits));
    prop_oneof![3 => half, 2 => fifth, 2 => any_size, 1 => Just(limit)].prop_map(move |base| base.min(limit))
}

/// Chains that often stand still, so that long ones stay within the range, and turn back on themselves.
fn indices() -> impl Strategy<Value = Vec<i64>> {
    let ties = select(vec![0, 500_000, -500_000, 250_000, -200_000, 600_000, -375_000]);
    let fine = select(vec![0, 1, -1, 999_999, -499_999, 333_333, 142_857]);
    let any_rate = -500_000..=1_000_000_i64;
    prop_oneof![vec(ties, YEARS), vec(fine, YEARS), vec(any_rate, YEARS), vec(-30_000..=30_000_i64, YEARS)]
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn i13_bounds_around_an_index_chain_decide_as_the_exact_product(base in base(), indices in indices()) {
        let exact = exact_budgets(base, &indices);
        let largest = exact.iter().max().copied().unwrap_or(0);
        match plain_budgets(base, &indices) {
            Some(budgets) => prop_assert_eq!(budgets, exact),
            None => prop_assert!(largest > 1 << 58, "{largest} fits, and so do the sums of thirty years"),
        }
    }
}
